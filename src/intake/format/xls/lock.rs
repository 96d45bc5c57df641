//! Workbooks locked with the password that Excel itself tries first: protecting the structure of a
//! workbook encrypts it in the older formats, and whoever opens it is asked for nothing.

use md5::{Digest as _, Md5};
use rc4::{KeyInit as _, Rc4, StreamCipher as _};
use sha1::Sha1;

use super::biff::{Record, kind, records};
use crate::intake::container::locked::{KNOWN_PASSWORD, password_bytes};
use crate::intake::error::ReadError;

/// After how many bytes of the stream the key changes.
const BLOCK: usize = 1024;

/// Unlocks a workbook stream in place; tells whether it was locked.
///
/// # Errors
/// [`ReadError::Password`] if another password is needed, or the way of locking is not known.
pub(super) fn unlock(stream: &mut [u8]) -> Result<bool, ReadError> {
    let globals = records(stream, 0).take_while(|record| record.kind != kind::EOF);
    let Some(lock) = globals.into_iter().find(|it| it.kind == kind::FILE_PASS) else {
        return Ok(false);
    };
    let key = Key::of(lock).ok_or(ReadError::Password)?;
    let at = lock.at;
    decrypt(stream, &key);
    // What is left of the lock becomes a record that means nothing here: printer settings.
    if let Some(head) = at
        .checked_sub(4)
        .and_then(|head| stream.get_mut(head..head + 2))
    {
        head.copy_from_slice(&kind::PRINTER.to_le_bytes());
    }
    Ok(true)
}

fn decrypt(stream: &mut [u8], key: &Key) {
    let heads: Vec<(usize, u16, usize)> = records(stream, 0)
        .map(|record| (record.at, record.kind, record.body.len()))
        .collect();
    let (mut number, mut pad) = (usize::MAX, [0_u8; BLOCK]);
    for (at, kind, length) in heads {
        let clear = match kind {
            // [MS-XLS] 2.2.10: these are never encrypted, nor is the place of a sheet.
            kind::BOF | kind::FILE_PASS | 0x00E1 | 0x0138 | 0x0194..=0x0196 => length,
            kind::BOUND_SHEET => 4,
            _ => 0,
        };
        for place in at.saturating_add(clear)..at.saturating_add(length) {
            if place / BLOCK != number {
                number = place / BLOCK;
                pad = key.pad(number);
            }
            if let (Some(byte), Some(mask)) = (stream.get_mut(place), pad.get(place % BLOCK)) {
                *byte ^= mask;
            }
        }
    }
}

/// What the keys of the blocks are made from.
enum Key {
    /// 40-bit encryption of Excel 97. [MS-OFFCRYPTO] 2.3.6.
    Excel97([u8; 5]),
    /// RC4 with SHA-1 and keys of so many bytes. [MS-OFFCRYPTO] 2.3.5.
    Service([u8; 20], usize),
}

impl Key {
    /// The key behind a lock; `None` if Excel's own password does not open it.
    fn of(lock: Record<'_>) -> Option<Self> {
        // 1: RC4, in one of its two versions. 0, an exclusive or, is of no use to the known password.
        (lock.u16(0)? == 1).then_some(())?;
        match (lock.u16(2)?, lock.u16(4)?) {
            (1, 1) => {
                let salt = lock.body.get(6..22)?;
                let key = Self::Excel97(key_of_excel_97(salt)?);
                let (verifier, hash) = (lock.body.get(22..38)?, lock.body.get(38..54)?);
                key.fits(verifier, hash, |plain| Md5::digest(plain).to_vec())
            }
            (2..=4, 2) => {
                let header = usize::try_from(lock.u32(10)?).ok()?;
                let bits = usize::try_from(lock.u32(14 + 16)?).ok()?;
                let rest = lock.body.get(14_usize.checked_add(header)?..)?;
                let (salt, verifier, hash) =
                    (rest.get(4..20)?, rest.get(20..36)?, rest.get(40..60)?);
                let salted = [salt, &password_bytes(KNOWN_PASSWORD)].concat();
                let length = if bits == 0 { 5 } else { bits / 8 };
                (1..=16).contains(&length).then_some(())?;
                let key = Self::Service(Sha1::digest(salted).into(), length);
                key.fits(verifier, hash, |plain| Sha1::digest(plain).to_vec())
            }
            _ => None,
        }
    }

    /// The key, if it opens what the lock keeps to try it on.
    fn fits(self, verifier: &[u8], hash: &[u8], hashed: fn(&[u8]) -> Vec<u8>) -> Option<Self> {
        let pad = self.pad(0);
        let mut both = [verifier, hash].concat();
        for (byte, mask) in both.iter_mut().zip(pad) {
            *byte ^= mask;
        }
        let (verifier, hash) = both.split_at(verifier.len());
        (hashed(verifier) == hash).then_some(self)
    }

    /// What the bytes of a block are mixed with.
    fn pad(&self, block: usize) -> [u8; BLOCK] {
        let block = u32::try_from(block).unwrap_or(u32::MAX).to_le_bytes();
        let mut pad = [0_u8; BLOCK];
        let key = match self {
            Self::Excel97(key) => Md5::digest([&key[..], &block].concat()).to_vec(),
            Self::Service(hash, length) => {
                let mut key = Sha1::digest([&hash[..], &block].concat()).to_vec();
                key.truncate(*length);
                // Keys of 40 bits are filled up with zeros.
                key.resize(key.len().max(16), 0);
                key
            }
        };
        if let Ok(mut cipher) = Rc4::new_from_slice(&key) {
            cipher.apply_keystream(&mut pad);
        }
        pad
    }
}

fn key_of_excel_97(salt: &[u8]) -> Option<[u8; 5]> {
    let first = Md5::digest(password_bytes(KNOWN_PASSWORD));
    let part = [first.get(..5)?, salt].concat();
    let second = Md5::digest(part.repeat(16));
    second.get(..5)?.try_into().ok()
}
