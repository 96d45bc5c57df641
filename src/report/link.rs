//! Links from the workbook to the cells that its figures came from.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::compare::FileFate;
use crate::place::{acts, shown};

/// The most links that a sheet may hold.
pub(crate) const LINK_LIMIT: usize = 65_530;
/// The longest link that a spreadsheet takes.
const LENGTH_LIMIT: usize = 2_000;

/// The way from the results to the sources.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    out_dir: PathBuf,
    locations: BTreeMap<String, Option<PathBuf>>,
}

/// Why a source cannot be opened from the workbook. Displays in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoLink {
    /// The file lies in an archive, or came as data of another run.
    #[error("原表在压缩包或上报数据内，不能直接打开")]
    Packed,
    /// The record has no cell.
    #[error("原表中没有这一格")]
    NoCell,
    /// A `#` in a path marks the place within the file, and the writer of the workbook keeps it as a
    /// part of the name only beside other marks that need encoding.
    #[error("文件名含“#”，不能直接打开，改名后重新汇总即可")]
    Hash,
    /// A sign in the name of the file, of a folder or of the sheet that a link cannot hold.
    #[error("文件、文件夹或工作表的名称中有链接不能写的字符，不能直接打开，改名后重新汇总即可")]
    Unwritable,
    /// The path is longer than a link may be.
    #[error("路径过长，不能做成链接")]
    TooLong,
    /// The sheet has as many links as it may have.
    #[error("本工作表链接已达上限 65,530 个")]
    TooMany,
}

impl Links {
    /// Links from a workbook in `out_dir` to the files.
    #[must_use]
    pub(crate) fn new(out_dir: &Path, files: &[FileFate]) -> Self {
        Self {
            out_dir: out_dir.to_owned(),
            locations: files
                .iter()
                .map(|file| (file.path.clone(), file.location.clone()))
                .collect(),
        }
    }

    /// The link to a cell of a file. `cell` is an address as the records hold it: `C5`, `封面!C5`, or
    /// several joined by `、`, of which the first is opened.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub(crate) fn to_cell(&self, path: &str, sheet: &str, cell: &str) -> Result<String, NoLink> {
        let location = self
            .locations
            .get(path)
            .and_then(Option::as_ref)
            .ok_or(NoLink::Packed)?;
        let first = cell.split('、').next().unwrap_or_default();
        let (sheet, cell) = first.rsplit_once('!').unwrap_or((sheet, first));
        if cell.is_empty() || sheet.is_empty() {
            return Err(NoLink::NoCell);
        }
        if sheet.contains(acts) || !location.components().all(is_writable) {
            return Err(NoLink::Unwritable);
        }
        let path = encoded(&relative(&self.out_dir, location));
        if path.contains("%23") && path.matches('%').count() == path.matches("%23").count() {
            return Err(NoLink::Hash);
        }
        let url = format!("file:///{path}#'{}'!{cell}", sheet.replace('\'', "''"));
        if url.len() > LENGTH_LIMIT {
            return Err(NoLink::TooLong);
        }
        Ok(url)
    }
}

/// Whether a link can name a part of a path: one that is a text without control characters, and on systems where
/// a name may hold the sign that parts folders in a link, without that.
fn is_writable(part: Component<'_>) -> bool {
    match part {
        Component::Normal(name) => name
            .to_str()
            .is_some_and(|name| !name.contains(|c| acts(c) || c == '\\')),
        _ => true,
    }
}

/// The path of `to` as seen from the folder `from`; absolute where there is no way between them (two
/// drives of Windows).
fn relative(from: &Path, to: &Path) -> String {
    let from: Vec<Component<'_>> = from.components().collect();
    let parts: Vec<Component<'_>> = to.components().collect();
    let shared = from.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return shown(to);
    }
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = parts
        .iter()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("\\")
}

/// Encodes what a link cannot hold as it is. Chinese stays readable: spreadsheets take it raw.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' => encoded.push_str("%25"),
            ' ' => encoded.push_str("%20"),
            '#' => encoded.push_str("%23"),
            '"' => encoded.push_str("%22"),
            '<' => encoded.push_str("%3C"),
            '>' => encoded.push_str("%3E"),
            '[' => encoded.push_str("%5B"),
            ']' => encoded.push_str("%5D"),
            '`' => encoded.push_str("%60"),
            '^' => encoded.push_str("%5E"),
            '{' => encoded.push_str("%7B"),
            '}' => encoded.push_str("%7D"),
            c => encoded.push(c),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Links, NoLink};
    use crate::compare::FileFate;

    fn links() -> Links {
        let file = |path: &str, location: Option<&str>| FileFate {
            path: path.to_owned(),
            location: location.map(PathBuf::from),
            ..FileFate::default()
        };
        let deep = format!("/区/{}/表.xlsx", "很长的文件夹名".repeat(100));
        Links::new(
            Path::new("/区/结果"),
            &[
                file("教育局.xlsx", Some("/区/报送/教育局.xlsx")),
                file("a b.xlsx", Some("/区/报送/a b 100%#1.xlsx")),
                file("街道#.xlsx", Some("/区/报送/街道#.xlsx")),
                file("␛.xlsx", Some("/区/报送/\u{1b}.xlsx")),
                file("包.zip/某局.xlsx", None),
                file("深.xlsx", Some(&deep)),
            ],
        )
    }

    #[test]
    fn links_are_relative_so_that_the_folder_can_move() {
        assert_eq!(
            links().to_cell("教育局.xlsx", "自评表", "C5").unwrap(),
            "file:///..\\报送\\教育局.xlsx#'自评表'!C5"
        );
    }

    #[test]
    fn a_cell_on_another_sheet_and_the_first_of_several_is_opened() {
        let links = links();
        let to = |cell| links.to_cell("教育局.xlsx", "自评表", cell).unwrap();
        assert!(to("封面!B2").ends_with("#'封面'!B2"));
        assert!(to("C5、D5").ends_with("#'自评表'!C5"));
        let quoted = links.to_cell("教育局.xlsx", "处长's", "C5").unwrap();
        assert!(quoted.ends_with("#'处长''s'!C5"));
    }

    #[test]
    fn what_a_link_cannot_hold_is_encoded() {
        let url = links().to_cell("a b.xlsx", "表", "A1").unwrap();
        assert_eq!(url, "file:///..\\报送\\a%20b%20100%25%231.xlsx#'表'!A1");
    }

    #[test]
    fn where_there_can_be_no_link_the_reason_is_told() {
        let links = links();
        let why = |path, cell| links.to_cell(path, "表", cell).unwrap_err();
        assert_eq!(why("包.zip/某局.xlsx", "A1"), NoLink::Packed);
        assert_eq!(why("街道#.xlsx", "A1"), NoLink::Hash);
        assert_eq!(why("␛.xlsx", "A1"), NoLink::Unwritable);
        assert_eq!(why("教育局.xlsx", "表\u{1}!A1"), NoLink::Unwritable);
        assert_eq!(why("教育局.xlsx", ""), NoLink::NoCell);
        assert_eq!(why("深.xlsx", "A1"), NoLink::TooLong);
        assert!(NoLink::Packed.to_string().contains("压缩包"));
    }
}
