//! How much of a file is read: every bound in one place, each with its reason.
//!
//! Bounds are by work (bytes, sheets, cells, signs), so that a file is read in the same way on every
//! machine; time and memory are bounded too, far beyond what the others allow, for what they overlook.
//! A file beyond a bound is refused by name, or read without the part in question and with a remark that
//! counts what was left out.

/// The most bytes of a file: room for a form with scanned pages in it.
pub(crate) const FILE: u64 = 128 << 20;
/// The most bytes that the parts of one package may unpack to, pictures and other media left aside. A
/// form unpacks to less than one megabyte; the whole is read several times over.
pub(crate) const UNPACKED: u64 = 96 << 20;
/// The most bytes that are unpacked to tell what a package is.
pub(crate) const PEEKED: u64 = 4 << 20;
/// The most entries in a package; a workbook of 2,000 sheets with comments has fewer.
pub(crate) const ENTRIES: usize = 20_000;
/// The most bytes of a file that is one text: it is held decoded, and as a page taken apart.
pub(crate) const TEXT_FILE: usize = 16 << 20;
/// The most bytes of a web page: taken apart it needs many times as much.
pub(crate) const PAGE: usize = 8 << 20;

/// A file of more bytes is read in a process of its own, and so is one whose parts unpack to more: what
/// is smaller cannot take much memory or time in any sparse reader. Nearly all forms are smaller, and are
/// spared the start of a process.
pub(crate) const SMALL_FILE: usize = 1 << 20;
pub(crate) const SMALL_UNPACKED: u64 = 4 << 20;
/// How many seconds of computing a file may take in a process of its own, and how long that process is
/// waited for: the bounds on work keep the slowest file to some seconds, and a machine may be ten times as
/// slow, or busy.
pub(crate) const SECONDS: u64 = 60;
pub(crate) const PATIENCE: u64 = 180;
/// How many bytes that process may ask for, of addresses, of which it uses a part.
pub(crate) const MEMORY: u64 = 768 << 20;
/// The stack of the reading thread in that process: readers walk deep structures without recursion, those
/// of libraries need not.
pub(crate) const STACK: usize = 16 << 20;

/// The most cells with content in a workbook; a form has fewer than two thousand.
pub(crate) const CELLS: usize = 300_000;
/// The most bytes of text in all cells together: stored, shown, of their formats, and in comments. Each is held
/// several times before the results are written.
pub(crate) const TEXT: usize = 32 << 20;
/// The most bytes of formulas that are kept. No result depends on more than how one begins.
pub(crate) const FORMULAS: usize = 8 << 20;
/// The longest formula, in bytes, that is kept: Excel takes 8,192 signs.
pub(crate) const FORMULA: usize = 16 << 10;
/// The longest number format code, in signs: Excel takes 255.
pub(crate) const FORMAT_CODE: usize = 255;
/// The most signs of format codes that numbers are laid out by: 300,000 cells of a dozen signs each, twice.
pub(crate) const FORMATTING: usize = 8 << 20;
/// The most merged areas in a workbook.
pub(crate) const MERGES: usize = 30_000;
/// The most merged areas of a whole row, a whole column or more: each is asked for every cell.
pub(crate) const VAST_MERGES: usize = 2_000;
/// Rows and columns beyond these exist in no spreadsheet program.
pub(crate) const ROWS: u32 = 1 << 20;
pub(crate) const COLUMNS: u32 = 1 << 14;
/// The most times that columns may be marked hidden in a workbook, each column counted.
pub(crate) const HIDDEN_COLUMNS: u32 = 1 << 18;
/// The most hidden rows of a sheet that are remembered one by one.
pub(crate) const HIDDEN_ROWS: usize = 1 << 20;
/// The most sheets in a workbook.
pub(crate) const SHEETS: usize = 2_000;

/// The most strings in a shared table; more than there may be cells are of no use.
pub(crate) const SHARED_STRINGS: usize = 600_000;
/// The most tags in the styles of a workbook: the reader makes each a full description of its look.
/// Excel takes 64,000 cell formats, of a few tags each.
pub(crate) const STYLE_TAGS: usize = 500_000;
/// The most cells of an .xls, empty ones included, that all sheets may span once their gaps are closed:
/// the reader of values makes room for each.
pub(crate) const XLS_SPAN: usize = 4_000_000;

/// The most members of one archive, those of archives in it included.
pub(crate) const MEMBERS: usize = 5_000;
/// The most bytes that one member may unpack to, and an archive in the archive, which is held as a whole.
pub(crate) const MEMBER: u64 = 64 << 20;
pub(crate) const NESTED: u64 = 16 << 20;
/// The most bytes that are unpacked of one archive to tell what its members are.
pub(crate) const ARCHIVE: u64 = 512 << 20;

/// How often a password may be hashed to open a lock; Excel hashes it 100,000 times.
pub(crate) const ROUNDS: u32 = 1_000_000;
