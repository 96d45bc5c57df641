//! Why a profile cannot be used, said so that the one who wrote it can mend it.

use std::path::PathBuf;

use crate::place::{in_words, shown};
use crate::settings_text::Problem;

/// Why a profile cannot be used. Each is for its author to mend.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Neither a shipped profile nor a file.
    #[error("没有名为“{name}”的评分方案，也没有这个文件。{}可用的有：{}。", nearest.as_ref().map(|n| format!("是不是“{n}”？")).unwrap_or_default(), known.join("、"))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The shipped profile whose name is nearest.
        nearest: Option<String>,
        /// The shipped profiles.
        known: Vec<String>,
    },
    /// The file cannot be read.
    #[error("评分方案文件“{}”读不了：{}。", shown(path), in_words(source))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file was read, and is faulty.
    #[error("评分方案有 {} 处问题：\n{}", problems.len(), problems.iter().map(|p| format!("  {p}")).collect::<Vec<_>>().join("\n"))]
    Faulty {
        /// Every fault found, by file and line.
        problems: Vec<Problem>,
    },
}

impl ProfileError {
    /// What to do about it. Chinese.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { .. } => "请改正名称，或写方案文件的路径".to_owned(),
            Self::Unreadable { .. } => format!(
                "随程序提供的方案：{}；或写方案文件的路径",
                super::Profile::shipped().join("、")
            ),
            Self::Faulty { .. } => {
                "按所指的文件和行改好，再用 huiping profiles 方案文件 核对；各项的写法见 huiping profiles national-2020 --source"
                    .to_owned()
            }
        }
    }
}
