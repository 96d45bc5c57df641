//! Why results could not be written: where, what, and how to mend it. In Chinese.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::mark::Product;
use super::open_files::HELD_ELSEWHERE;
use crate::place::{in_words, shown};

/// Why a result could not be written. The user's system or folder is at fault, and the message says
/// what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// The folder cannot be made.
    #[error(
        "不能建立结果文件夹“{}”：{}。请换一个有写入权限的位置，例如 -o D:\\汇总结果",
        shown(path),
        in_words(source)
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another run writes into the folder.
    #[error(
        "另一次运行正在写入“{}”，本次没有写出任何结果。请等那次运行结束后再试，或用 -o 换一个结果文件夹",
        shown(folder)
    )]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// Something stands where results go that may not be replaced.
    #[error(
        "没有写出结果，“{}”里的文件都保持原样：\n{}",
        shown(folder),
        listed(obstacles)
    )]
    InTheWay {
        /// The folder.
        folder: PathBuf,
        /// What stands where.
        obstacles: Vec<Obstacle>,
    },
    /// The folder cannot be written to, the disk is full …
    #[error(
        "不能写入“{}”：{}。请检查文件夹的写入权限和磁盘空间，或用 -o 换一个结果文件夹；{earlier}",
        shown(path),
        in_words(source)
    )]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
        /// What became of the results that were there before.
        earlier: Earlier,
    },
    /// The exchange of the files failed midway, and could not be undone either.
    #[error(
        "替换结果时出错（{}），暂时也不能还原。请不要改动“{}”里的文件（包括隐藏的“.汇评-暂存”文件夹），\
         检查写入权限、磁盘空间，关闭打开着的文件后重新运行：程序会先还原原有结果，再继续",
        in_words(source),
        shown(folder)
    )]
    HalfDone {
        /// The folder.
        folder: PathBuf,
        /// Why it could not be undone.
        source: io::Error,
    },
}

/// What became of the results of the run before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Earlier {
    /// They are there as they were.
    Whole,
    /// There were none.
    None,
}

impl fmt::Display for Earlier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "原有结果保持原样",
            Self::None => "本次没有留下任何结果",
        })
    }
}

/// A file that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// Its path as shown.
    pub path: String,
    /// Why it may not be replaced.
    pub why: Why,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”{}", self.path, self.why)
    }
}

/// Why a file may not be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// A file of ours that was changed since the last run.
    Changed(Option<Product>),
    /// It bears our mark, and no list names it.
    Unlisted(Product),
    /// Another's file.
    Foreign,
    /// Another program has it open.
    Open,
    /// It may not be written to.
    ReadOnly,
    /// A link: what is written would go elsewhere.
    Link,
    /// A folder or a device.
    NotAFile,
}

impl Why {
    /// What to do about it.
    pub(crate) const fn mend(self) -> &'static str {
        match self {
            Self::Changed(_) | Self::Unlisted(_) | Self::Foreign | Self::NotAFile => {
                "请把改动过的、不是本程序写的文件改名，或移到别的文件夹留存，再重新运行"
            }
            Self::Open => "请关闭打开着的文件后重新运行",
            Self::ReadOnly => "要更新只读的文件，请取消只读（文件属性）后重新运行",
            Self::Link => "请把链接换成真正的文件夹或文件，再重新运行",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(Some(Product::Book)) => {
                f.write_str("在上次汇总以后有人改动过（可能填了复核内容），不能覆盖")
            }
            Self::Changed(Some(Product::Slip)) => {
                f.write_str("写出以后有人改动过（可能是单位的答复），不能覆盖")
            }
            Self::Changed(_) => f.write_str("在上次运行以后有人改动过，不能覆盖"),
            Self::Unlisted(product) => write!(
                f,
                "是本程序写的{product}，但不在这个文件夹的运行记录里，不能确定有没有人改动过，不能覆盖"
            ),
            Self::Foreign => f.write_str("已经存在，不是本程序写的，不能覆盖"),
            Self::Open => f.write_str("正被其他程序（Excel、WPS）打开，不能更新"),
            Self::ReadOnly => f.write_str("是只读的，不能更新"),
            Self::Link => f.write_str("是指向别处的链接，不能通过它写入"),
            Self::NotAFile => f.write_str("的位置上是文件夹或特殊文件，不能覆盖"),
        }
    }
}

/// How many obstacles are named.
const NAMED: usize = 10;

/// The obstacles line by line, then what to do about them.
fn listed(obstacles: &[Obstacle]) -> String {
    let mut lines: Vec<String> = obstacles
        .iter()
        .take(NAMED)
        .map(|obstacle| format!("  {obstacle}"))
        .collect();
    let rest = obstacles.len().saturating_sub(NAMED);
    if rest > 0 {
        lines.push(format!("  ……另有 {rest} 个"));
    }
    let mut mends: Vec<&str> = Vec::new();
    for obstacle in obstacles {
        let mend = obstacle.why.mend();
        if !mends.contains(&mend) {
            mends.push(mend);
        }
    }
    lines.push(format!("{}；或用 -o 换一个结果文件夹", mends.join("；")));
    lines.join("\n")
}

/// Whether the system says that another program holds the file.
pub(super) fn is_held_elsewhere(error: &io::Error) -> bool {
    cfg!(windows)
        && error
            .raw_os_error()
            .is_some_and(|code| HELD_ELSEWHERE.contains(&code))
}

impl WriteError {
    /// What the system said of a file in a folder of results.
    pub(super) fn of(folder: &Path, path: &Path, source: io::Error, earlier: Earlier) -> Self {
        if is_held_elsewhere(&source) {
            let below = path.strip_prefix(folder).unwrap_or(path);
            return Self::InTheWay {
                folder: folder.to_owned(),
                obstacles: vec![Obstacle {
                    path: shown(below),
                    why: Why::Open,
                }],
            };
        }
        Self::File {
            path: path.to_owned(),
            source,
            earlier,
        }
    }
}
