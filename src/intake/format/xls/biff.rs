//! The records of a BIFF stream, one after another.

/// Record types used here. [MS-XLS] 2.3.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const NOTE: u16 = 0x001C;
    pub(in super::super) const DATE_MODE: u16 = 0x0022;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const CODE_PAGE: u16 = 0x0042;
    pub(in super::super) const OBJ: u16 = 0x005D;
    pub(in super::super) const PRINTER: u16 = 0x004D;
    pub(in super::super) const COL_INFO: u16 = 0x007D;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const R_STRING: u16 = 0x00D6;
    pub(in super::super) const MERGES: u16 = 0x00E5;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const TXO: u16 = 0x01B6;
    pub(in super::super) const DIMENSIONS: u16 = 0x0200;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BOF: u16 = 0x0809;
}

/// One record: its type and its body, without the records that continue it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// Where its body begins in the stream.
    pub(super) at: usize,
    pub(super) kind: u16,
    pub(super) body: &'a [u8],
}

impl<'a> Record<'a> {
    /// The 16-bit number at byte `at` of the body.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.body.get(at..at + 2)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The 32-bit number at byte `at` of the body.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.body.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The byte at `at`.
    pub(super) fn u8(&self, at: usize) -> Option<u8> {
        self.body.get(at).copied()
    }

    /// The body from byte `at` on.
    pub(super) fn rest(&self, at: usize) -> &'a [u8] {
        self.body.get(at..).unwrap_or_default()
    }
}

/// The records of `stream` from byte `start` on, as far as they are whole.
pub(super) fn records(stream: &[u8], start: usize) -> Records<'_> {
    Records {
        rest: stream.get(start..).unwrap_or_default(),
        at: start,
    }
}

/// Iterator over records; ends where the stream ends or a record is cut short.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (head, body) = self.rest.split_at_checked(4)?;
        let kind = u16::from_le_bytes([*head.first()?, *head.get(1)?]);
        let length = u16::from_le_bytes([*head.get(2)?, *head.get(3)?]);
        let (body, rest) = body.split_at_checked(usize::from(length))?;
        self.rest = rest;
        let at = self.at + 4;
        self.at = at + body.len();
        Some(Record { at, kind, body })
    }
}
