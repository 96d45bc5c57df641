//! What can go wrong on the way from a folder to grids, whose fault it is, and how to mend it.

use std::path::PathBuf;

use crate::place::shown;

/// Who can mend an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file: the department that sent it can send a better one.
    File,
    /// The call: the path or the folder that was given.
    Call,
    /// The machine: permissions, a disk, another program holding the file.
    Machine,
    /// This program.
    Program,
}

/// Why no list of files could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscoverError {
    /// Nothing was given to look into. The caller's fault.
    #[error("没有给出要读取的文件夹或文件")]
    NoPath,
    /// The path does not exist. The caller's fault.
    #[error("找不到路径：{}", shown(path))]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The path exists but cannot be listed or opened. The machine's fault.
    #[error("打不开路径：{}（{reason}）", shown(path))]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The folder holds no file at all. The caller's fault.
    #[error("文件夹里没有任何文件：{}", shown(path))]
    Empty {
        /// The folder as given.
        path: PathBuf,
    },
}

impl DiscoverError {
    /// What the user can do, one Chinese sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoPath => "请在命令后面写上存放自评表的文件夹，例如：huiping consolidate samples",
            Self::Missing { .. } => "请检查路径是否写错；路径中有空格时，请用英文双引号括起来",
            Self::Unreadable { .. } => "请检查是否有权限查看此路径，网络盘或移动硬盘是否已连接",
            Self::Empty { .. } => "请确认自评表已放入此文件夹，或换一个文件夹",
        }
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum ReadError {
    /// The bytes could not be had: gone, locked, no permission. The machine's fault.
    #[error("打不开文件：{0}")]
    Unavailable(String),
    /// No bytes. The file's fault.
    #[error("文件是空的，里面没有任何内容")]
    Empty,
    /// Encrypted with a password. The file's fault.
    #[error("文件有密码保护，没有密码无法读取")]
    Password,
    /// Truncated, corrupt, or against its own format. The file's fault.
    #[error("文件已损坏或不完整：{0}")]
    Damaged(String),
    /// Whole, but holds no table this program can read. The file's fault.
    #[error("不是可以读取的表格：{0}")]
    NotATable(String),
    /// A table in a format that is not read. The file's fault.
    #[error("无法读取这种格式：{0}")]
    Unsupported(String),
    /// Claims or holds more than any form needs. The file's fault.
    #[error("文件过大：{0}")]
    TooLarge(String),
    /// The reader took longer than it may.
    #[error("读取超时：{0} 秒内没有读完")]
    TimedOut(u64),
    /// A reader of this program broke on the file. Our fault.
    #[error("程序未能读完此文件：{0}")]
    ReaderBroke(String),
}

impl ReadError {
    /// What the user can do, one Chinese sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => {
                "请关闭正在使用此文件的程序（如 Excel、WPS），检查网络盘是否已连接、是否有权限，然后重试"
            }
            Self::Empty => "请向报送单位索取完整的文件",
            Self::Password => {
                "请用 Excel、Word 或 WPS 打开，在“文件—信息—保护工作簿（保护文档）”中取消密码，另存后重试"
            }
            Self::Damaged(_) => {
                "请用 Excel 或 WPS 打开，提示修复时选择修复，另存为 .xlsx 后重试；打不开时，请报送单位重新发送"
            }
            Self::NotATable(_) => {
                "如果表格就在此文件里，请用 Excel 或 WPS 打开后另存为 .xlsx 再重试"
            }
            Self::TooLarge(_) => "请把自评表所在的工作表复制到一个新工作簿，另存为 .xlsx 后重试",
            Self::Unsupported(_) | Self::TimedOut(_) => {
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"
            }
            Self::ReaderBroke(_) => {
                "文件可能已损坏，也可能是本程序的缺陷；请用 Excel 或 WPS 打开，另存为 .xlsx 后重试，仍不行请反馈"
            }
        }
    }

    /// Who can mend it.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Unavailable(_) => Fault::Machine,
            Self::TimedOut(_) | Self::ReaderBroke(_) => Fault::Program,
            Self::Empty
            | Self::Password
            | Self::Damaged(_)
            | Self::NotATable(_)
            | Self::Unsupported(_)
            | Self::TooLarge(_) => Fault::File,
        }
    }

    /// Whether the file is simply no table, and so is passed over rather than refused.
    #[must_use]
    pub const fn is_no_table(&self) -> bool {
        matches!(self, Self::NotATable(_))
    }
}
