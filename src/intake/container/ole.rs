//! OLE containers, in which Excel 97 workbooks and locked Office files lie.

use std::io::{Cursor, Read, Write as _};

use cfb::{CompoundFile, Version};

use crate::intake::error::ReadError;

/// A container in memory.
pub(crate) type Container = CompoundFile<Cursor<Vec<u8>>>;

/// The mark of a sector that is free.
const FREE: [u8; 4] = [0xFF; 4];

/// Opens a container. One whose sector table says something about sectors beyond the file's end, as
/// some exporting systems write it, is opened too.
///
/// # Errors
/// [`ReadError::Damaged`] if its structure is broken.
pub(crate) fn open(bytes: &[u8]) -> Result<Container, ReadError> {
    CompoundFile::open(Cursor::new(bytes.to_vec()))
        .or_else(|_| CompoundFile::open(Cursor::new(without_excess(bytes))))
        .map_err(|error| ReadError::Damaged(format!("OLE 结构不完整（程序返回：{error}）")))
}

/// The bytes of a stream.
///
/// # Errors
/// [`ReadError::Damaged`] if it cannot be read.
pub(crate) fn stream(container: &mut Container, name: &str) -> Result<Vec<u8>, ReadError> {
    let broken =
        |error: std::io::Error| ReadError::Damaged(format!("OLE 结构不完整（程序返回：{error}）"));
    let stream = container.open_stream(name).map_err(broken)?;
    let mut bytes = Vec::new();
    // A stream cannot be longer than the file, whatever it claims.
    let limit = crate::intake::bounds::FILE;
    stream.take(limit).read_to_end(&mut bytes).map_err(broken)?;
    Ok(bytes)
}

/// A sound container that holds nothing but one stream.
///
/// # Errors
/// [`ReadError::ReaderBroke`] if it cannot be made.
pub(crate) fn container_of(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let made = || -> std::io::Result<Vec<u8>> {
        let empty = Cursor::new(Vec::new());
        let mut container = CompoundFile::create_with_version(Version::V3, empty)?;
        container.create_stream(name)?.write_all(bytes)?;
        container.flush()?;
        Ok(container.into_inner().into_inner())
    };
    made().map_err(|error| ReadError::ReaderBroke(format!("整理工作簿时出错（程序返回：{error}）")))
}

/// The file with the entries of its sector table beyond the last sector marked free.
fn without_excess(bytes: &[u8]) -> Vec<u8> {
    let mut mended = bytes.to_vec();
    let size = match bytes.get(30) {
        Some(12) => 4096,
        _ => 512,
    };
    let sectors = (bytes.len() / size).saturating_sub(1);
    let of_table = size / 4;
    // The header lists the first sectors of the table, from byte 76 on.
    for listed in 0..109 {
        let at = 76 + 4 * listed;
        let Some(Ok(place)) = bytes.get(at..at + 4).map(<[u8; 4]>::try_from) else {
            break;
        };
        let place = usize::try_from(u32::from_le_bytes(place)).unwrap_or(usize::MAX);
        if place >= sectors {
            continue;
        }
        let first_excess = sectors.saturating_sub(listed * of_table).min(of_table);
        let table = (place + 1) * size;
        let excess = mended.get_mut(table + 4 * first_excess..table + size);
        for entry in excess.unwrap_or_default().chunks_exact_mut(4) {
            entry.copy_from_slice(&FREE);
        }
    }
    mended
}
