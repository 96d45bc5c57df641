//! Links from the workbook to the cells that its figures came from.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::compare::FileFate;

/// The most links that a sheet may hold.
pub const LINK_LIMIT: usize = 65_530;
/// The longest link that a spreadsheet takes.
const LENGTH_LIMIT: usize = 2_000;

/// The way from the results to the sources.
#[derive(Clone, Debug, Default)]
pub struct Links {
    out_dir: PathBuf,
    locations: BTreeMap<String, Option<PathBuf>>,
}

/// Why a source cannot be opened from the workbook. Displays in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLink {
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
    pub fn new(out_dir: &Path, files: &[FileFate]) -> Self {
        Self {
            out_dir: out_dir.to_owned(),
            locations: files
                .iter()
                .map(|file| (file.path.clone(), file.location.clone()))
                .collect(),
        }
    }

    /// The same files seen from another folder.
    #[must_use]
    pub fn from_folder(&self, folder: &Path) -> Self {
        Self {
            out_dir: folder.to_owned(),
            locations: self.locations.clone(),
        }
    }

    /// The link to a cell of a file. `cell` is an address as the records hold it: `C5`, `封面!C5`, or
    /// several joined by `、`, of which the first is opened.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn to_cell(&self, path: &str, sheet: &str, cell: &str) -> Result<String, NoLink> {
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

/// The path of `to` as seen from the folder `from`; absolute where there is no way between them (two
/// drives of Windows).
fn relative(from: &Path, to: &Path) -> String {
    let from: Vec<Component<'_>> = from.components().collect();
    let parts: Vec<Component<'_>> = to.components().collect();
    let shared = from.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_string_lossy().into_owned();
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
