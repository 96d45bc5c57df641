//! The mark that our files bear: in the properties of a workbook, the head of a page, the footer of Parquet.

use std::fmt;
use std::io::{Cursor, Read as _};

use super::run_id::RunId;

/// The word by which this program knows its own files again, under any name and in any folder.
pub(crate) const WORD: &str = "huiping-output";

/// How many characters behind the word are searched for what the file is.
const NEAR: usize = 100;

/// What a file of ours is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Product {
    /// 绩效自评汇总.xlsx
    Book,
    /// A slip of 反馈单/.
    Slip,
    /// The coloured copy that `explain --xlsx` makes.
    Reading,
    /// `report.html`
    Page,
    /// A table of the data.
    Data,
    /// A file of an earlier version, whose mark does not say what it is.
    Unnamed,
}

impl Product {
    const ALL: [Self; 5] = [
        Self::Book,
        Self::Slip,
        Self::Reading,
        Self::Page,
        Self::Data,
    ];

    /// What the mark in a text says that the file is; `None` where the text holds no mark.
    fn named_in(text: &str) -> Option<Self> {
        let (_, behind) = text.split_once(WORD)?;
        // Programs set keywords apart in their own ways: by blanks, by commas, by elements.
        let mut in_tag = false;
        let words: String = behind
            .chars()
            .take(NEAR)
            .filter(|c| {
                let was = in_tag;
                in_tag = (in_tag || *c == '<') && *c != '>';
                !was && !in_tag
            })
            .collect();
        let words = words.trim_start_matches([' ', ',', ';', '，', '；']);
        let named = Self::ALL
            .into_iter()
            .find(|product| words.starts_with(product.word()));
        Some(named.unwrap_or(Self::Unnamed))
    }

    /// The word in the mark, which users see too.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Book => "汇总工作簿",
            Self::Slip => "反馈单",
            Self::Reading => "识别结果",
            Self::Page => "网页报告",
            Self::Data => "数据表",
            Self::Unnamed => "结果文件",
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A mark as a file bears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What the file is.
    pub product: Product,
    /// Whether its own properties say that another program saved it since.
    pub resaved: bool,
}

/// The mark as text: what the file is, and of which run where it is a part of one.
#[must_use]
pub(crate) fn text(product: Product, run: Option<&RunId>) -> String {
    match run {
        Some(run) => format!("{WORD} {product} {run}"),
        None => format!("{WORD} {product}"),
    }
}

/// The titles of the first columns of our tables as CSV, which bear no mark.
const TABLE_HEADS: [[&str; 3]; 6] = [
    ["表号", "地区", "年度"],
    ["表号", "行次", "工作表"],
    ["表号", "文件", "工作表"],
    ["表号", "单元格", "内容"],
    ["问题编号", "地区", "表号"],
    ["地区", "文件", "文件指纹"],
];

/// Whether a table whose first columns have these titles is one that this program writes.
#[must_use]
pub(crate) fn is_table_head(titles: [&str; 3]) -> bool {
    TABLE_HEADS.contains(&titles)
}

/// The extensions of files that can bear the mark.
const MARKED: [&str; 3] = [".xlsx", ".html", ".parquet"];

/// Whether a file of this name can bear a mark.
pub(super) fn can_bear(name: &str) -> bool {
    MARKED.iter().any(|extension| name.ends_with(extension))
}

/// How much of the head of a page, and of the tail of a Parquet file, is searched for the mark.
const HEAD: usize = 4 << 10;
const TAIL: usize = 1 << 20;
/// The longest properties that a workbook of ours has.
const PROPERTIES: u64 = 1 << 20;

impl Mark {
    /// The mark of a file by its name and bytes; `None` where it bears none.
    #[must_use]
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        if name.ends_with(".xlsx") {
            return Self::of_properties(&properties(bytes)?);
        }
        let (product, part) = if name.ends_with(".html") {
            (Product::Page, bytes.get(..HEAD).unwrap_or(bytes))
        } else if name.ends_with(".parquet") && bytes.starts_with(b"PAR1") {
            let from = bytes.len().saturating_sub(TAIL);
            (Product::Data, bytes.get(from..).unwrap_or_default())
        } else {
            return None;
        };
        let found = part
            .windows(WORD.len())
            .any(|window| window == WORD.as_bytes());
        found.then_some(Self {
            product,
            resaved: false,
        })
    }

    /// The mark in the properties of a document, `docProps/core.xml` or what another format has in its stead.
    #[must_use]
    pub(crate) fn of_properties(xml: &str) -> Option<Self> {
        let product = Product::named_in(xml)?;
        let element = |name: &str| {
            let (_, rest) = xml.split_once(&format!("<{name}"))?;
            let (_, rest) = rest.split_once('>')?;
            rest.split('<').next()
        };
        // The writer states the same time twice, and itself as who saved the file last, and counts no revisions; a
        // program that saves the file does otherwise in one of these.
        let made = element("dcterms:created");
        let resaved = made.is_none()
            || made != element("dcterms:modified")
            || element("cp:lastModifiedBy") != element("dc:creator")
            || element("cp:revision").is_some();
        Some(Self { product, resaved })
    }
}

/// What the properties of an OLE container say that the file is, if it is one of ours which was saved as such.
/// Each program writes them in a code page of its own.
#[must_use]
pub(crate) fn in_summary(bytes: &[u8]) -> Option<Product> {
    let units = |skipped: usize| -> String {
        let pairs = bytes.get(skipped..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs
            .map(|pair| {
                u16::from_le_bytes([
                    pair.first().copied().unwrap_or(0),
                    pair.last().copied().unwrap_or(0),
                ])
            })
            .collect();
        String::from_utf16_lossy(&units)
    };
    let texts = [
        String::from_utf8_lossy(bytes).into_owned(),
        encoding_rs::GB18030.decode(bytes).0.into_owned(),
        units(0),
        units(1),
    ];
    let mut found = texts.iter().filter_map(|text| Product::named_in(text));
    let first = found.next()?;
    Some(found.fold(first, |known, other| {
        if known == Product::Unnamed {
            other
        } else {
            known
        }
    }))
}

fn properties(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name("docProps/core.xml").ok()?;
    let mut text = String::new();
    part.take(PROPERTIES).read_to_string(&mut text).ok()?;
    Some(text)
}
