//! The members of a zip archive as its directory lists them. Two of one name are two members: an index by
//! name, as for the parts of a workbook, would show only the last of them.

use std::io::{Read, Seek};

use zip::ZipReadOptions;
use zip::read::{Config, OwnedZipFileEntry, ZipFile, ZipFileEntry};
use zip::result::{ZipError, ZipResult};
use zip::unstable::read::ZipIterable;

use super::package::{damaged, unpack, unpack_head, why};
use crate::intake::error::ReadError;

/// An archive that is open for reading.
pub(crate) struct Members<R> {
    source: R,
    entries: Vec<OwnedZipFileEntry>,
}

impl<R: Read + Seek> Members<R> {
    /// Reads the directory of an archive, in its order.
    ///
    /// # Errors
    /// What is wrong with the directory, in Chinese; also that it lists more than `most` members.
    pub(crate) fn open(mut source: R, most: usize) -> Result<Self, String> {
        let wrong = |error: ZipError| why(&error);
        let mut listed = ZipIterable::try_new(&mut source, Config::default()).map_err(wrong)?;
        if listed.len() > most {
            return Err(format!("文件超过 {most} 个"));
        }
        let entries = listed
            .files()
            .map_err(wrong)?
            .map(|entry| entry.map(OwnedZipFileEntry::from))
            .collect::<ZipResult<_>>()
            .map_err(wrong)?;
        Ok(Self { source, entries })
    }

    /// How many members there are.
    pub(crate) const fn len(&self) -> usize {
        self.entries.len()
    }

    /// What the directory says of each member.
    pub(crate) fn entries(&self) -> impl Iterator<Item = ZipFileEntry<'_>> {
        self.entries.iter().map(OwnedZipFileEntry::as_ref)
    }

    /// The bytes of the member at `place`, at most `limit`.
    ///
    /// # Errors
    /// [`ReadError::Password`] for an encrypted member, [`ReadError::TooLarge`] beyond the limit,
    /// [`ReadError::Damaged`] if it cannot be unpacked.
    pub(crate) fn unpack(&mut self, place: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        let member = self.member(place).map_err(|error| damaged(&error))?;
        if member.encrypted() {
            return Err(ReadError::Password);
        }
        unpack(member, limit)
    }

    /// The first bytes of the member at `place`, as many as there are up to `limit`.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] if it cannot be unpacked.
    pub(crate) fn unpack_head(&mut self, place: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        let member = self.member(place).map_err(|error| damaged(&error))?;
        unpack_head(member, limit)
    }

    fn member(&mut self, place: usize) -> ZipResult<ZipFile<'_, R>> {
        let entry = self.entries.get(place).ok_or(ZipError::FileNotFound)?;
        entry
            .as_ref()
            .with_reader(&mut self.source, ZipReadOptions::new())
    }
}
