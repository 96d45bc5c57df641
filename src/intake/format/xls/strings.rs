//! Strings in BIFF records: 16-bit or compressed in BIFF8, in the workbook's code page before.

use encoding_rs::{Encoding, GB18030, UTF_16LE, WINDOWS_1252};

/// How a workbook writes its strings.
#[derive(Clone, Copy, Debug)]
pub(super) enum Strings {
    /// BIFF8.
    Wide,
    /// BIFF5, in a code page.
    Bytes(&'static Encoding),
}

impl Strings {
    /// The strings of a workbook of BIFF5 or older in a code page. 936 and the like are GBK; what is
    /// not known is taken as GBK too, which holds ASCII unchanged.
    pub(super) fn of_code_page(page: u16) -> Self {
        Self::Bytes(match page {
            1252 => WINDOWS_1252,
            950 => encoding_rs::BIG5,
            932 => encoding_rs::SHIFT_JIS,
            949 => encoding_rs::EUC_KR,
            65001 => encoding_rs::UTF_8,
            1200 => UTF_16LE,
            _ => GB18030,
        })
    }

    /// A string of `length` signs at the start of `bytes`, in BIFF8 with its flag byte first.
    pub(super) fn read(self, bytes: &[u8], length: usize) -> Option<String> {
        match self {
            Self::Bytes(encoding) => Some(encoding.decode(bytes.get(..length)?).0.into_owned()),
            Self::Wide => {
                let (flags, signs) = bytes.split_first()?;
                let wide = flags & 1 != 0;
                Some(if wide {
                    UTF_16LE
                        .decode(signs.get(..length.checked_mul(2)?)?)
                        .0
                        .into_owned()
                } else {
                    signs
                        .get(..length)?
                        .iter()
                        .copied()
                        .map(char::from)
                        .collect()
                })
            }
        }
    }
}
