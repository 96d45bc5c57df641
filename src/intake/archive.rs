//! Zip archives of submissions: their members as files, without unpacking anything to the disk.

mod opened;

use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use encoding_rs::GB18030;
use zip::read::ZipFileEntry;

pub(super) use self::opened::Archive;
use super::bounds;
use super::container::members::Members;
use super::error::ReadError;
use super::fate::{fate_of, skip_by_name};
use super::found::{Fate, FoundFile, Location, SkipReason};
use super::sniff::{self, Kind};
use crate::place::{self, in_words, visible_line};

/// How many bytes tell a picture, a film or another archive.
const HEAD: u64 = 64;
/// Beijing time, in which archives made here state their members' times.
const ZONE: Duration = Duration::from_secs(8 * 3600);

/// The members of the archive at `path`, shown below `shown`; archives among them are opened too, once.
///
/// # Errors
/// The reason for passing over the archive as a whole.
pub(super) fn members(root: &Path, path: &Path, shown: &str) -> Result<Vec<FoundFile>, SkipReason> {
    let file = place::open(path).map_err(|error| SkipReason::Unreadable(in_words(&error)))?;
    let mut zip = Members::open(BufReader::new(file), bounds::MEMBERS).map_err(bad)?;
    let archive = Arc::new(Archive::at(path));
    let mut walk = Walk {
        root,
        archive: Arc::clone(&archive),
        members_left: bounds::MEMBERS,
        bytes_left: bounds::ARCHIVE,
    };
    let found = walk.members(&mut zip, shown, &[])?;
    // A plain text is looked into as well: it may be a report.
    let is_read =
        |fate: &Fate| matches!(fate, Fate::Candidate | Fate::Skipped(SkipReason::PlainText));
    archive.awaits(found.iter().filter(|file| is_read(&file.fate)).count());
    Ok(found)
}

const fn bad(why: String) -> SkipReason {
    SkipReason::BadArchive(why)
}

struct Walk<'a> {
    root: &'a Path,
    archive: Arc<Archive>,
    members_left: usize,
    bytes_left: u64,
}

/// What the archive's directory says of a member.
struct Entry {
    name: String,
    size: u64,
    modified: Option<SystemTime>,
    encrypted: bool,
    is_folder: bool,
    is_link: bool,
}

impl Walk<'_> {
    fn members<R: Read + Seek>(
        &mut self,
        zip: &mut Members<R>,
        shown: &str,
        route: &[usize],
    ) -> Result<Vec<FoundFile>, SkipReason> {
        self.members_left = self
            .members_left
            .checked_sub(zip.len())
            .ok_or_else(|| SkipReason::BadArchive(format!("文件超过 {} 个", bounds::MEMBERS)))?;
        let entries: Vec<Entry> = zip.entries().map(|listed| entry(&listed)).collect();
        let mut found = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            if !entry.is_folder {
                let route: Vec<usize> = route.iter().copied().chain([index]).collect();
                self.member(zip, &entry, &route, shown, &mut found);
            }
        }
        if found.is_empty() {
            return Err(SkipReason::BadArchive("里面没有文件".to_owned()));
        }
        Ok(found)
    }

    fn member<R: Read + Seek>(
        &mut self,
        zip: &mut Members<R>,
        entry: &Entry,
        route: &[usize],
        archive: &str,
        found: &mut Vec<FoundFile>,
    ) {
        let shown = format!("{archive}/{}", entry.name);
        let (root, opened) = (self.root, Arc::clone(&self.archive));
        let file = |fate| FoundFile {
            path: shown.clone(),
            root: root.to_path_buf(),
            location: Location::Member {
                archive: Arc::clone(&opened),
                route: route.to_vec(),
            },
            size: entry.size,
            modified: entry.modified,
            fate,
        };
        let place = route.last().copied().unwrap_or_default();
        let bytes = match self.unpack(zip, entry, place, &shown) {
            Ok(bytes) => bytes,
            Err(fate) => {
                found.push(file(fate));
                return;
            }
        };
        match sniff::sniff(Cursor::new(&bytes)) {
            Ok(Kind::Zip) if route.len() == 1 && entry.size <= bounds::NESTED => {
                let nested = Members::open(Cursor::new(&bytes), bounds::MEMBERS).map_err(bad);
                match nested.and_then(|mut nested| self.members(&mut nested, &shown, route)) {
                    Ok(members) => found.extend(members),
                    Err(reason) => found.push(file(Fate::Skipped(reason))),
                }
            }
            Ok(kind) => found.push(file(fate_of(&kind, &shown))),
            Err(error) => {
                let reason = SkipReason::Unreadable(in_words(&error));
                found.push(file(Fate::Skipped(reason)));
            }
        }
    }

    /// The bytes of a member, or its fate where that is clear without them.
    fn unpack<R: Read + Seek>(
        &mut self,
        zip: &mut Members<R>,
        entry: &Entry,
        place: usize,
        shown: &str,
    ) -> Result<Vec<u8>, Fate> {
        let skipped = |reason| Err(Fate::Skipped(reason));
        let broken = |error: ReadError| Fate::Skipped(SkipReason::BadArchive(error.to_string()));
        if let Some(reason) = skip_by_name(&entry.name) {
            return skipped(reason);
        }
        if entry.is_link {
            return skipped(SkipReason::LinkInArchive);
        }
        if entry.encrypted {
            return skipped(SkipReason::EncryptedArchive);
        }
        // Scans and films, often the greater part of an archive, are told by their first bytes.
        let head = zip.unpack_head(place, HEAD).map_err(broken)?;
        if let Some(kind) = sniff::sniff_magic(&head) {
            return Err(fate_of(&kind, shown));
        }
        if entry.size > bounds::MEMBER {
            return skipped(SkipReason::BadArchive(format!(
                "此文件解压后有 {} MB",
                entry.size >> 20
            )));
        }
        let Some(left) = self.bytes_left.checked_sub(entry.size) else {
            let what = format!("压缩包解压后超过 {} MB，此文件未读", bounds::ARCHIVE >> 20);
            return skipped(SkipReason::BadArchive(what));
        };
        self.bytes_left = left;
        zip.unpack(place, entry.size).map_err(broken)
    }
}

fn entry(listed: &ZipFileEntry<'_>) -> Entry {
    Entry {
        name: safe_name(&decoded_name(listed.name_raw())),
        size: listed.size(),
        modified: listed.last_modified().and_then(time_of),
        encrypted: listed.encrypted(),
        is_folder: listed.is_dir(),
        is_link: listed.is_symlink(),
    }
}

/// A member's name: UTF-8 where the bytes are that, or else GBK, which Windows in China writes without
/// saying so.
pub(super) fn decoded_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode(raw).0.into_owned(),
    }
}

/// A name without what would lead out of the archive, and with its control characters visible: nothing is
/// written by it, but it is shown.
fn safe_name(name: &str) -> String {
    let parts = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."));
    visible_line(&parts.collect::<Vec<_>>().join("/")).into_owned()
}

fn time_of(stated: zip::DateTime) -> Option<SystemTime> {
    let days = days_since_1970(
        i64::from(stated.year()),
        i64::from(stated.month()),
        i64::from(stated.day()),
    );
    let seconds = days * 86_400
        + i64::from(stated.hour()) * 3600
        + i64::from(stated.minute()) * 60
        + i64::from(stated.second());
    let since = Duration::from_secs(u64::try_from(seconds).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(since.checked_sub(ZONE)?)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, counting years from March so that the
/// leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days_since_1970(1970, 1, 1), 0);
        assert_eq!(days_since_1970(2000, 3, 1), 11_017);
        assert_eq!(days_since_1970(2024, 2, 29), 19_782);
        assert_eq!(days_since_1970(2024, 4, 15), 19_828);
    }

    #[test]
    fn names_are_decoded_and_kept_inside() {
        let gbk = GB18030.encode("某局自评表.xlsx").0.into_owned();
        assert_eq!(decoded_name(&gbk), "某局自评表.xlsx");
        assert_eq!(decoded_name("某局.xlsx".as_bytes()), "某局.xlsx");
        assert_eq!(safe_name("../../etc/passwd"), "etc/passwd");
        assert_eq!(safe_name("2023\\某局.xlsx"), "2023/某局.xlsx");
        assert_eq!(safe_name("/某局.xlsx"), "某局.xlsx");
    }
}
