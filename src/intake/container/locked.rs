//! Office packages locked with the password that Excel itself tries first: whoever opens such a file is
//! asked for nothing, so it is no locked file to its sender.

mod agile;

use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};
use aes::{Aes128, Aes192, Aes256, Block};
use sha1::{Digest as _, Sha1};

use super::ole;
use crate::intake::error::ReadError;

/// The password in question. [MS-OFFCRYPTO] 2.4.2.
pub(crate) const KNOWN_PASSWORD: &str = "VelvetSweatshop";
/// How often the password is hashed.
const ROUNDS: u32 = 50_000;
/// The most bytes of the description of a lock.
const MAX_DESCRIPTION: usize = 16 << 10;

/// What is said of a file that was locked in this way.
pub(crate) fn remark() -> String {
    "文件用 Excel 的内置密码加密（打开时不提示输入密码），已照常读取".to_owned()
}

/// A password as it is hashed: UTF-16.
pub(crate) fn password_bytes(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The package in a locked container.
///
/// # Errors
/// [`ReadError::Password`] if another password is needed, or the way of locking is not known.
pub(crate) fn opened(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut container = ole::open(bytes)?;
    let description = ole::stream(&mut container, "/EncryptionInfo").unwrap_or_default();
    let description = description.get(..description.len().min(MAX_DESCRIPTION));
    let lock = description.and_then(lock_of).ok_or(ReadError::Password)?;
    let mut package = ole::stream(&mut container, "/EncryptedPackage")?;
    let size = package.get(..8).and_then(|size| size.try_into().ok());
    let size = u64::from_le_bytes(size.ok_or_else(cut_short)?);
    package.drain(..8);
    match lock {
        Lock::Plain(cipher) => cipher.decrypt(&mut package),
        Lock::Agile(lock) => lock.open(&mut package),
    }
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if package.len() < size {
        return Err(cut_short());
    }
    package.truncate(size);
    Ok(package)
}

fn cut_short() -> ReadError {
    ReadError::Damaged("加密的内容中途断了".to_owned())
}

/// How a package is locked.
enum Lock {
    /// As Excel 2007 does it.
    Plain(Cipher),
    /// As Excel 2010 and later do it.
    Agile(agile::Lock),
}

/// The lock behind its description; `None` if Excel's own password does not open it.
fn lock_of(description: &[u8]) -> Option<Lock> {
    // The version: 4, then 4; four bytes without meaning; then XML.
    match description.split_at_checked(8)? {
        ([4, 0, 4, 0, ..], xml) => agile::lock_of(xml).map(Lock::Agile),
        _ => cipher_of(description).map(Lock::Plain),
    }
}

/// AES, block by block. [MS-OFFCRYPTO] 2.3.4.5 and on.
enum Cipher {
    Short(Aes128),
    Middle(Aes192),
    Long(Aes256),
}

impl Cipher {
    fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Self::Short),
            24 => Aes192::new_from_slice(key).ok().map(Self::Middle),
            32 => Aes256::new_from_slice(key).ok().map(Self::Long),
            _ => None,
        }
    }

    /// Decrypts whole blocks in place; what is left over stays as it is.
    fn decrypt(&self, bytes: &mut [u8]) {
        for block in bytes.chunks_exact_mut(16) {
            let Ok(block) = <&mut Block>::try_from(block) else {
                return;
            };
            match self {
                Self::Short(cipher) => cipher.decrypt_block(block),
                Self::Middle(cipher) => cipher.decrypt_block(block),
                Self::Long(cipher) => cipher.decrypt_block(block),
            }
        }
    }
}

/// The cipher behind the description of a lock; `None` if Excel's own password does not open it.
fn cipher_of(description: &[u8]) -> Option<Cipher> {
    let number = |at: usize| -> Option<u32> {
        let bytes = description.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    // The version: 2 to 4, then 2. Others describe themselves in XML.
    let version = number(0)?;
    (version >> 16 == 2 && matches!(version & 0xFFFF, 2..=4)).then_some(())?;
    let header = usize::try_from(number(8)?).ok()?;
    let key_length = usize::try_from(number(12 + 16)?).ok()? / 8;
    let rest = description.get(12_usize.checked_add(header)?..)?;
    let (salt, verifier, hash) = (rest.get(4..20)?, rest.get(20..36)?, rest.get(40..72)?);
    let cipher = Cipher::new(key_of(salt).get(..key_length)?)?;
    let (mut verifier, mut hash) = (verifier.to_vec(), hash.to_vec());
    cipher.decrypt(&mut verifier);
    cipher.decrypt(&mut hash);
    (Sha1::digest(&verifier)[..] == *hash.get(..20)?).then_some(cipher)
}

/// The bytes that a key is taken from.
fn key_of(salt: &[u8]) -> Vec<u8> {
    let mut hash = Sha1::digest([salt, &password_bytes(KNOWN_PASSWORD)].concat());
    for round in 0..ROUNDS {
        hash = Sha1::digest([&round.to_le_bytes()[..], &hash].concat());
    }
    let hash = Sha1::digest([&hash[..], &[0; 4]].concat());
    let half = |fill: u8| {
        let mut block = [fill; 64];
        for (byte, mask) in block.iter_mut().zip(hash) {
            *byte ^= mask;
        }
        Sha1::digest(block)
    };
    [half(0x36), half(0x5C)].concat()
}
