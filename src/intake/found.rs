//! A file found in the folder: where it lies, and what is to become of it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::archive::Archive;
use crate::results::Product;

/// A file found, whether it will be read or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// The path as shown everywhere: below the given folder, parts joined by `/` on every platform,
    /// members of an archive below the archive's name: `报送.zip/2023/某局.xlsx`.
    pub path: String,
    /// The folder or file that was given and led here.
    pub root: PathBuf,
    /// Where its bytes are.
    pub location: Location,
    /// Bytes, unpacked.
    pub size: u64,
    /// When it was last changed, where that is known. Times inside archives carry no zone; they are
    /// taken as Beijing time.
    pub modified: Option<SystemTime>,
    /// Whether it will be read, or why not.
    pub fate: Fate,
}

impl FoundFile {
    /// Whether the file is to be read.
    #[must_use]
    pub const fn is_candidate(&self) -> bool {
        matches!(self.fate, Fate::Candidate)
    }

    /// The file's own name, the last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The file on the disk that holds the bytes: itself, or the archive it lies in.
    #[must_use]
    pub fn on_disk(&self) -> &std::path::Path {
        match &self.location {
            Location::Disk(path) => path,
            Location::Member { archive, .. } => archive.path(),
        }
    }
}

/// Where a file's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file on the disk.
    Disk(PathBuf),
    /// A member of a zip archive.
    Member {
        /// The archive on the disk.
        archive: Arc<Archive>,
        /// The member's place in the archive's directory; a second one for an archive in the archive.
        route: Vec<usize>,
    },
}

/// What becomes of a found file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It will be read.
    Candidate,
    /// It is passed over.
    Skipped(SkipReason),
}

/// Why a file is passed over. Displays as a Chinese sentence that says what to do where something can
/// be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// `~$…`: left by Excel while a workbook is open.
    LockFile,
    /// Hidden by its name (a leading dot).
    Hidden,
    /// Thumbnails, folder settings, `__MACOSX`.
    System,
    /// Written by this program, as the list of the run says.
    OwnOutput,
    /// It bears the mark of this program, and no list says that it stands there as it was written: a copy, or
    /// one that a person filled in.
    OwnCopy(Product),
    /// A picture or a scan.
    Picture,
    /// A PDF.
    Pdf,
    /// A Word 97 document or other text document that is not read.
    Document,
    /// A presentation.
    Slides,
    /// An archive in a format that is not opened.
    Archive(&'static str),
    /// An archive inside an archive inside an archive.
    NestedTooDeep,
    /// An archive or a member that needs a password.
    EncryptedArchive,
    /// A zip archive that is broken, or too large to open safely.
    BadArchive(String),
    /// A text file that is no table.
    PlainText,
    /// A web page or XML file without a table.
    NoTable,
    /// A link to what is listed by its own path.
    Linked,
    /// A link that leads out of the folders given, and where it leads.
    LinkOutside(String),
    /// A link that leads nowhere, and why.
    BrokenLink(String),
    /// A link inside an archive.
    LinkInArchive,
    /// A shortcut of a desktop: a file that only names another.
    Shortcut,
    /// A pipe, a socket, a device: never opened.
    Special(String),
    /// Settings of the bureau among the submissions, which are not obeyed.
    Settings,
    /// The settings by which this run goes.
    SettingsInForce,
    /// Found, but its bytes cannot be had.
    Unreadable(String),
    /// Something else that is no table.
    Other,
}

impl SkipReason {
    /// Whether forms may lie in what could not be opened: an archive, a file whose bytes cannot be had, or
    /// what a link leads to.
    #[must_use]
    pub const fn is_unopened(&self) -> bool {
        matches!(
            self,
            Self::Archive(_)
                | Self::NestedTooDeep
                | Self::EncryptedArchive
                | Self::BadArchive(_)
                | Self::Unreadable(_)
                | Self::LinkOutside(_)
                | Self::BrokenLink(_)
                | Self::LinkInArchive
                | Self::Shortcut
        )
    }

    /// Whether no one expects the file to be read: lock files, hidden and system files, own output, links
    /// to what is listed itself, the settings in force.
    #[must_use]
    pub const fn is_expected(&self) -> bool {
        matches!(
            self,
            Self::LockFile
                | Self::Hidden
                | Self::System
                | Self::OwnOutput
                | Self::Linked
                | Self::SettingsInForce
        )
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LockFile => f.write_str(
                "Excel 打开工作簿时留下的锁文件，不是自评表；如果原文件正在编辑，请保存并关闭后重试",
            ),
            Self::Hidden => f.write_str("隐藏文件"),
            Self::System => f.write_str("系统文件（缩略图、文件夹设置等）"),
            Self::OwnOutput => f.write_str("本程序自己的输出，不作为输入"),
            Self::OwnCopy(product) => write!(f, "本程序自己的输出：{}，不作为自评表", copy(*product)),
            Self::Picture => {
                f.write_str("图片；如果是自评表的扫描件，请向报送单位索取电子表格")
            }
            Self::Pdf => f.write_str("PDF 文件；如果是自评表，请向报送单位索取 Excel 或 Word 原件"),
            Self::Document => {
                f.write_str("文字文档；如果里面有自评表，请用 Word 或 WPS 打开，另存为 .docx 后重试")
            }
            Self::Slides => f.write_str("演示文稿，不是自评表"),
            Self::Archive(kind) => {
                write!(f, "{kind} 压缩包无法打开；请解压到文件夹后重试")
            }
            Self::NestedTooDeep => f.write_str("压缩包套了多层；请解压到文件夹后重试"),
            Self::EncryptedArchive => f.write_str("压缩包有密码；请解压到文件夹后重试"),
            Self::BadArchive(what) => {
                write!(f, "压缩包无法打开（{what}）；请解压到文件夹后重试")
            }
            Self::PlainText => {
                f.write_str("文本文件，不是表格；如果是表格，请另存为 .csv 或 .xlsx 后重试")
            }
            Self::NoTable => f.write_str("网页或 XML 文件，里面没有表格"),
            Self::Linked => f.write_str("链接，所指的内容就在所给的文件夹里，已按它自己的位置列出"),
            Self::LinkOutside(target) => write!(
                f,
                "链接，指向所给文件夹之外（{target}），没有读取；请把所指的文件复制进来，或把那个位置也写在命令里"
            ),
            Self::BrokenLink(why) => write!(
                f,
                "链接，所指的位置打不开（{why}）；请改正链接，或把文件本身复制进来"
            ),
            Self::LinkInArchive => {
                f.write_str("压缩包里的链接，里面没有文件本身；请向报送单位索取文件，或解压后补上")
            }
            Self::Shortcut => f.write_str(
                "快捷方式，里面没有文件本身，所指的内容没有读取；请把所指的文件或文件夹复制进来",
            ),
            Self::Special(what) => write!(f, "{what}，没有打开"),
            Self::SettingsInForce => f.write_str("本次运行所用的设置文件，不是自评表"),
            Self::Settings => f.write_str(
                "设置文件，放在报送材料里不起作用；要按它运行，请用 --config 写明，或放到当前文件夹",
            ),
            Self::Unreadable(what) => {
                write!(f, "打不开（{what}）；请检查权限，或关闭正在使用它的程序后重试")
            }
            Self::Other => f.write_str("不是表格文件"),
        }
    }
}

/// What a copy of one of our files is, and what to do with it.
const fn copy(product: Product) -> &'static str {
    match product {
        Product::Slip => "反馈单（单位的答复，或移动、改动过的副本），请由经办人查看",
        Product::Book => "汇总工作簿（移动过的副本，或写出后有人改动过）",
        Product::Reading => "识别结果（explain --xlsx 另存的表）",
        Product::Data => "数据表（移动、另存或改动过）",
        Product::Page | Product::Unnamed => "结果文件（移动或改动过）",
    }
}
