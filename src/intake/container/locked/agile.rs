//! The lock of Excel 2010 and later, which describes itself in XML. [MS-OFFCRYPTO] 2.3.4.10 and on.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sha1::{Digest as _, Sha1};
use sha2::{Sha256, Sha384, Sha512};

use super::{Cipher, KNOWN_PASSWORD, password_bytes};
use crate::intake::bounds;
use crate::intake::container::xml::attribute;

/// What is hashed with the password for each of the things that are locked by it.
const VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
/// The package is locked in pieces of so many bytes.
const SEGMENT: usize = 4096;
/// What a hash is filled up with to the length of a key.
const FILL: u8 = 0x36;

/// How the package is locked, with its key.
pub(super) struct Lock {
    cipher: Cipher,
    package: Description,
}

/// How one thing is locked.
#[derive(Clone, Debug)]
struct Description {
    hash: Hash,
    salt: Vec<u8>,
    block: usize,
    /// Bytes of the key.
    key: usize,
}

#[derive(Clone, Copy, Debug)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SHA1" | "SHA-1" => Self::Sha1,
            "SHA256" => Self::Sha256,
            "SHA384" => Self::Sha384,
            "SHA512" => Self::Sha512,
            _ => return None,
        })
    }

    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        let bytes = parts.concat();
        match self {
            Self::Sha1 => Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

impl Description {
    /// `None` for ways of locking that are not known.
    fn of(element: &BytesStart<'_>) -> Option<Self> {
        let text = |name: &str| attribute(element, name);
        let number = |name: &str| text(name)?.trim().parse::<usize>().ok();
        let known =
            text("cipherAlgorithm")? == "AES" && text("cipherChaining")? == "ChainingModeCBC";
        let block = number("blockSize")?;
        (known && block == 16).then_some(())?;
        Some(Self {
            hash: Hash::named(&text("hashAlgorithm")?)?,
            salt: of_base64(&text("saltValue")?)?,
            block,
            key: number("keyBits")? / 8,
        })
    }
}

/// The lock behind its description; `None` if Excel's own password does not open it.
pub(super) fn lock_of(description: &[u8]) -> Option<Lock> {
    let text = std::str::from_utf8(description).ok()?;
    let mut reader = Reader::from_str(text);
    let mut package = None;
    loop {
        let (Event::Start(element) | Event::Empty(element)) = (match reader.read_event().ok()? {
            Event::Eof => return None,
            event @ (Event::Start(_) | Event::Empty(_)) => event,
            _ => continue,
        }) else {
            continue;
        };
        match element.local_name().as_ref() {
            "keyData" => package = Description::of(&element),
            "encryptedKey" => {
                let package = package?;
                let key = key_of(&element)?;
                let cipher = Cipher::new(key.get(..package.key)?)?;
                return Some(Lock { cipher, package });
            }
            _ => {}
        }
    }
}

/// The key of the package, which is itself locked by the password.
fn key_of(element: &BytesStart<'_>) -> Option<Vec<u8>> {
    let own = Description::of(element)?;
    let rounds: u32 = attribute(element, "spinCount")?.trim().parse().ok()?;
    (rounds <= bounds::ROUNDS).then_some(())?;
    let hash = own.hash;
    let mut hashed = hash.of(&[&own.salt, &password_bytes(KNOWN_PASSWORD)]);
    for round in 0..rounds {
        hashed = hash.of(&[&round.to_le_bytes(), &hashed]);
    }
    let opened = |name: &str, purpose: &[u8]| {
        let mut bytes = of_base64(&attribute(element, name)?)?;
        let key = fitted(hash.of(&[&hashed, purpose]), own.key);
        let first = fitted(own.salt.clone(), own.block);
        chained(&Cipher::new(&key)?, &first, &mut bytes)?;
        Some(bytes)
    };
    let verifier = opened("encryptedVerifierHashInput", &VERIFIER)?;
    let expected = opened("encryptedVerifierHashValue", &VERIFIER_HASH)?;
    let verified = hash.of(&[&verifier]);
    (verified[..] == *expected.get(..verified.len())?).then_some(())?;
    opened("encryptedKeyValue", &KEY)
}

impl Lock {
    /// Unlocks a package in place; what is left over after whole blocks stays as it is.
    pub(super) fn open(&self, bytes: &mut [u8]) {
        let Description {
            hash, salt, block, ..
        } = &self.package;
        for (nth, segment) in (0_u32..).zip(bytes.chunks_mut(SEGMENT)) {
            let first = fitted(hash.of(&[salt, &nth.to_le_bytes()]), *block);
            // Blocks have the size that `first` has.
            let _ = chained(&self.cipher, &first, segment);
        }
    }
}

/// A hash cut or filled up to a length.
fn fitted(mut hash: Vec<u8>, length: usize) -> Vec<u8> {
    hash.resize(length, FILL);
    hash
}

/// Decrypts blocks that were each mixed with the one before, the first with `first`.
fn chained(cipher: &Cipher, first: &[u8], bytes: &mut [u8]) -> Option<()> {
    let mut before = <[u8; 16]>::try_from(first).ok()?;
    for block in bytes.chunks_exact_mut(16) {
        let locked = <[u8; 16]>::try_from(&*block).ok()?;
        cipher.decrypt(block);
        for (byte, mask) in block.iter_mut().zip(before) {
            *byte ^= mask;
        }
        before = locked;
    }
    Some(())
}

/// The bytes that base64 stands for.
fn of_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for sign in text.bytes().filter(|sign| !sign.is_ascii_whitespace()) {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_stands_for_bytes() {
        // The vectors of RFC 4648.
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(of_base64(text).unwrap(), bytes.as_bytes());
        }
        assert_eq!(of_base64("+/+/").unwrap(), [0xFB, 0xFF, 0xBF]);
        assert_eq!(of_base64("*"), None);
    }
}
