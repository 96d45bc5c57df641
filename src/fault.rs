//! Faults of the program itself: each becomes one line that says so, and takes no results away.

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// A fault of the program: what could not be done, and why. Never the user's fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What is missing for it, in Chinese: `工作表“排名表”没有生成`.
    pub missing: String,
    /// Why, for whoever mends the program.
    pub why: String,
}

impl Fault {
    /// A fault with what is missing for it, and why.
    #[must_use]
    pub fn new(missing: impl Into<String>, why: impl fmt::Display) -> Self {
        Self {
            missing: missing.into(),
            why: why.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}：程序内部出错（不是填报的问题），请把这句话转给维护人员：{}",
            self.missing, self.why
        )
    }
}

/// What `make` makes; or, where it panics, the words of the panic. These are not printed as well.
///
/// # Errors
///
/// The panic's words.
pub(crate) fn caught<T>(make: impl FnOnce() -> T) -> Result<T, String> {
    QUIET_PANICS.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !CAUGHT.get() {
                report(panic);
            }
        }));
    });
    let before = CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(make));
    CAUGHT.set(before);
    outcome.map_err(|panic| words_of(panic.as_ref()))
}

thread_local! {
    /// Whether a panic of this thread is caught and told in the results.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Once in a process, panics that are caught are kept from being reported on the terminal as well.
static QUIET_PANICS: Once = Once::new();

fn words_of(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("原因未知")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Fault, caught};

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(caught(|| 3), Ok(3));
        let words = caught(|| -> u8 { panic!("第 {} 行", 7) });
        assert_eq!(words, Err("第 7 行".to_owned()));
        let fault = Fault::new("工作表“排名表”没有生成", words.unwrap_err());
        assert_eq!(
            fault.to_string(),
            "工作表“排名表”没有生成：程序内部出错（不是填报的问题），请把这句话转给维护人员：第 7 行"
        );
    }
}
