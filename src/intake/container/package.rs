//! Zip packages (xlsx, ods, docx and archives of submissions) with every size checked before
//! anything is unpacked.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::intake::bounds;
use crate::intake::error::ReadError;
use crate::place::in_words;

/// How many bytes tell the encoding of an XML part.
const HEAD: u64 = 200;

/// A zip package.
pub(crate) struct Package<R> {
    zip: ZipArchive<R>,
    /// How many bytes may still be unpacked: a broken workbook may name one part many times.
    left: u64,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package to look at it, however much it holds.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if its directory cannot be read.
    pub(crate) fn peek(source: R) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(source).map_err(|error| damaged(&error))?;
        Ok(Self {
            zip,
            left: bounds::PEEKED,
        })
    }

    /// Opens a package and checks what it claims to hold.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if its directory cannot be read, [`ReadError::TooLarge`] if its parts
    /// would unpack to more than a form can need.
    pub(crate) fn open(source: R) -> Result<Self, ReadError> {
        let mut package = Self::peek(source)?;
        if package.zip.len() > bounds::ENTRIES {
            return Err(ReadError::TooLarge("压缩结构里的条目过多".to_owned()));
        }
        package.check_sizes()?;
        package.left = bounds::UNPACKED + bounds::UNPACKED / 4;
        Ok(package)
    }

    fn check_sizes(&mut self) -> Result<(), ReadError> {
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let entry = self
                .zip
                .by_index_raw(index)
                .map_err(|error| damaged(&error))?;
            if !is_media(&entry.name().unwrap_or_default()) {
                total = total.saturating_add(entry.size());
            }
        }
        if total > bounds::UNPACKED {
            let megabytes = total >> 20;
            return Err(ReadError::TooLarge(format!(
                "解压后有 {megabytes} MB，远超一张表所需"
            )));
        }
        Ok(())
    }

    /// Makes sure that no part unpacks to more than the directory says, for readers that would believe it.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if one does, or cannot be unpacked.
    pub(crate) fn check_contents(&mut self) -> Result<(), ReadError> {
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index(index).map_err(|error| damaged(&error))?;
            if is_media(&entry.name().unwrap_or_default()) {
                continue;
            }
            let claimed = entry.size();
            let mut rest = entry.take(claimed.saturating_add(1));
            let size = std::io::copy(&mut rest, &mut std::io::sink());
            if size.is_ok_and(|size| size > claimed) {
                return Err(ReadError::Damaged("压缩内容比它声明的长".to_owned()));
            }
        }
        Ok(())
    }

    /// Whether a part of this name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The names of all parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.zip
            .file_names()
            .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
    }

    /// The bytes of a part; `None` if there is no such part.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if it cannot be unpacked, [`ReadError::TooLarge`] if it is larger than
    /// the package's directory says.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.zip.by_name(name) {
            Ok(entry) => {
                let bytes = unpack(entry, bounds::UNPACKED.min(self.left))?;
                self.left = self.left.saturating_sub(bytes.len() as u64);
                Ok(Some(bytes))
            }
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(damaged(&error)),
        }
    }

    /// Whether an XML part is in UTF-8, as nearly all are, by its first bytes.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if it cannot be unpacked.
    pub(crate) fn is_utf_8(&mut self, name: &str) -> Result<bool, ReadError> {
        let head = match self.zip.by_name(name) {
            Ok(entry) => unpack_head(entry, HEAD)?,
            Err(ZipError::FileNotFound) => return Ok(true),
            Err(error) => return Err(damaged(&error)),
        };
        Ok(crate::intake::container::text::is_utf_8_xml(&head))
    }

    /// The text of an XML part, in UTF-8; `None` if there is no such part.
    ///
    /// # Errors
    /// As [`Package::bytes`].
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let bytes = self.bytes(name)?;
        Ok(bytes.map(|bytes| crate::intake::container::text::decode_xml(&bytes)))
    }
}

/// How many bytes the parts of a package say they unpack to; 0 for what is no package.
pub(crate) fn claimed_size(bytes: &[u8]) -> u64 {
    let Ok(mut zip) = ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return 0;
    };
    let sizes = (0..zip.len()).filter_map(|index| Some(zip.by_index_raw(index).ok()?.size()));
    sizes.fold(0, u64::saturating_add)
}

/// Unpacks one entry, at most `limit` bytes.
pub(super) fn unpack(entry: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    entry
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| not_unpacked(&error))?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge("解压后的内容超过上限".to_owned()));
    }
    Ok(bytes)
}

/// The first bytes of one entry, as many as there are up to `limit`.
pub(super) fn unpack_head(entry: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    match entry.take(limit).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(not_unpacked(&error)),
    }
}

/// What an unpacker says of bad bytes is English, and the system has little to say of bytes in memory.
fn not_unpacked(error: &std::io::Error) -> ReadError {
    let why = match error.raw_os_error() {
        Some(_) => in_words(error),
        None => "内容不完整，或与校验码不符".to_owned(),
    };
    ReadError::Damaged(format!("压缩内容无法解开（{why}）"))
}

/// Pictures and the like, which are never unpacked and so do not count.
fn is_media(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".wdp",
        ".wmv", ".mp4", ".avi", ".mp3", ".wav", ".ttf", ".odttf", ".fntdata",
    ]
    .iter()
    .any(|extension| name.ends_with(extension))
}

pub(super) fn damaged(error: &ZipError) -> ReadError {
    ReadError::Damaged(format!("压缩结构不完整（{}）", why(error)))
}

/// What is wrong with a zip package.
pub(super) fn why(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => in_words(error),
        ZipError::Io(_) => "内容不完整".to_owned(),
        ZipError::UnsupportedArchive(_) => "用了不支持的压缩方式".to_owned(),
        ZipError::CompressionMethodNotSupported(method) => {
            format!("用了不支持的压缩方式，编号 {method}")
        }
        ZipError::InvalidPassword => "需要密码".to_owned(),
        ZipError::FileNotFound => "缺少其中的文件".to_owned(),
        _ => "目录不合规范".to_owned(),
    }
}
