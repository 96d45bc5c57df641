//! Progress on stderr: a bar with the file in hand on a terminal, plain lines otherwise.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::tell;
use crate::survey::Watch;

/// Shows how far the reading is.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
}

impl Progress {
    /// A quiet one shows nothing.
    pub(super) fn new(quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal).then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("读取 {pos}/{len} {bar:30} {wide_msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self {
            bar,
            plain: !quiet && !terminal,
        }
    }

    /// Clears the bar, so that what follows stands on a clean line.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Tells what is being done after the reading.
    pub(super) fn stage(&self, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what.to_owned());
        }
        if self.plain {
            tell(what);
        }
    }
}

impl Watch for Progress {
    fn begin(&self, candidates: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(candidates as u64);
        }
        if self.plain {
            tell(&format!("找到 {candidates} 份可能的自评表，开始读取"));
        }
    }

    fn finished(&self, path: &str, done: usize) {
        if let Some(bar) = &self.bar {
            bar.set_position(done as u64);
            bar.set_message(path.to_owned());
        }
    }
}
