//! One row a file that was found.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::compare::error::CompareError;
use crate::compare::frame::{Record, Visitor};
use crate::intake::Location;
use crate::survey::{FileStatus, SurveyedFile};

/// A file and its fate. Found = read + refused + skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileFate {
    /// 地区
    pub district: String,
    /// The file, as found: the same path as a form's [`crate::form::model::Source::path`].
    pub path: String,
    /// SHA-256, where the file could be read at all.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: FileStatus,
    /// Why it was refused or skipped. Chinese.
    pub reason: Option<String>,
    /// How many forms were found in it.
    pub forms: usize,
    /// What a reader should know of it. Chinese.
    pub remarks: Vec<String>,
    /// Where it lies on the disk, for links; `None` for a member of an archive or for data of
    /// another run. Not stored: places differ from machine to machine.
    pub location: Option<PathBuf>,
}

impl From<&SurveyedFile> for FileFate {
    fn from(surveyed: &SurveyedFile) -> Self {
        let outcome = &surveyed.outcome;
        Self {
            path: surveyed.file.path.clone(),
            sha256: surveyed.sha256.clone(),
            status: outcome.status(),
            reason: outcome.reason().map(Cow::into_owned),
            forms: outcome.forms(),
            remarks: surveyed.remarks.clone(),
            location: match &surveyed.file.location {
                Location::Disk(path) => std::path::absolute(path).ok(),
                Location::Member { .. } => None,
            },
            ..Self::default()
        }
    }
}

impl Record for FileFate {
    const NAME: &'static str = "files";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("district", "地区", &mut self.district)?;
        v.column("path", "文件", &mut self.path)?;
        v.column("sha256", "文件指纹", &mut self.sha256)?;
        v.column("status", "状态", &mut self.status)?;
        v.column("reason", "原因", &mut self.reason)?;
        v.column("forms", "表数", &mut self.forms)?;
        v.column("remarks", "备注", &mut self.remarks)
    }
}
