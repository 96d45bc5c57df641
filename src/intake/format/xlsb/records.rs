//! The records of a binary part, one after another. [MS-XLSB] 2.1.4.

/// Record types used here. [MS-XLSB] 2.3.
pub(super) mod kind {
    pub(in super::super) const ROW_HEAD: u32 = 0;
    pub(in super::super) const CELL_RK: u32 = 2;
    pub(in super::super) const CELL_ERROR: u32 = 3;
    pub(in super::super) const CELL_BOOL: u32 = 4;
    pub(in super::super) const CELL_REAL: u32 = 5;
    pub(in super::super) const CELL_TEXT: u32 = 6;
    pub(in super::super) const CELL_SHARED: u32 = 7;
    pub(in super::super) const FORMULA_TEXT: u32 = 8;
    pub(in super::super) const FORMULA_REAL: u32 = 9;
    pub(in super::super) const FORMULA_BOOL: u32 = 10;
    pub(in super::super) const FORMULA_ERROR: u32 = 11;
    pub(in super::super) const SHORT_BLANK: u32 = 12;
    pub(in super::super) const SHORT_RK: u32 = 13;
    pub(in super::super) const SHORT_ERROR: u32 = 14;
    pub(in super::super) const SHORT_BOOL: u32 = 15;
    pub(in super::super) const SHORT_REAL: u32 = 16;
    pub(in super::super) const SHORT_TEXT: u32 = 17;
    pub(in super::super) const SHORT_SHARED: u32 = 18;
    pub(in super::super) const SHARED_STRING: u32 = 19;
    pub(in super::super) const FORMAT: u32 = 44;
    pub(in super::super) const XF: u32 = 47;
    pub(in super::super) const COL_INFO: u32 = 60;
    pub(in super::super) const BUNDLE_SHEET: u32 = 156;
    pub(in super::super) const WORKBOOK_PROPERTIES: u32 = 153;
    pub(in super::super) const MERGE: u32 = 176;
    pub(in super::super) const BEGIN_CELL_XFS: u32 = 617;
    pub(in super::super) const END_CELL_XFS: u32 = 618;
    pub(in super::super) const BEGIN_COMMENT: u32 = 635;
    pub(in super::super) const COMMENT_TEXT: u32 = 637;
}

/// One record: its type and its body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u32,
    pub(super) body: &'a [u8],
}

impl<'a> Record<'a> {
    /// The byte at `at`.
    pub(super) fn u8(&self, at: usize) -> Option<u8> {
        self.body.get(at).copied()
    }

    /// The 16-bit number at byte `at`.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.body.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The 32-bit number at byte `at`.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.body.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The floating-point number at byte `at`.
    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        let bytes = self.body.get(at..at.checked_add(8)?)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The counted UTF-16 string at byte `at`, and the byte after it.
    pub(super) fn text(&self, at: usize) -> Option<(String, usize)> {
        let length = usize::try_from(self.u32(at)?).ok()?;
        let start = at.checked_add(4)?;
        let end = start.checked_add(length.checked_mul(2)?)?;
        let signs = self.body.get(start..end)?;
        let text = encoding_rs::UTF_16LE.decode_without_bom_handling(signs).0;
        Some((text.into_owned(), end))
    }
}

/// The records of a part, as far as they are whole.
pub(super) fn records(part: &[u8]) -> Records<'_> {
    Records { rest: part }
}

/// Whether a part consists of whole records to its end.
pub(super) fn are_whole(part: &[u8]) -> bool {
    let mut records = records(part);
    while !records.rest.is_empty() {
        if records.next().is_none() {
            return false;
        }
    }
    true
}

/// Iterator over records.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl Records<'_> {
    /// A number of at most `most` bytes, seven bits in each, the eighth saying that more follow.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0_u32;
        for place in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (body, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Record { kind, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_claims_more_than_there_is_is_not_whole() {
        assert!(are_whole(b""));
        assert!(are_whole(b"\x00\x02ab\x81\x01\x00"));
        // A length of 2^28 - 1, and nothing after it; a kind without a length.
        assert!(!are_whole(b"\x00\xff\xff\xff\x7f"));
        assert!(!are_whole(b"\x00\x00\x01"));
    }
}
