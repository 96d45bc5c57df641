//! One row a finding.

use rust_decimal::Decimal;

use crate::checks::finding::{Confidence, Place, Severity};
use crate::compare::error::CompareError;
use crate::compare::frame::{Record, Visitor};

/// One finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FindingRecord {
    /// Its number in this run, counted from 1.
    pub number: usize,
    /// 地区
    pub district: String,
    /// The form it is about; `None` where it is about no form.
    pub form: Option<usize>,
    /// 年度
    pub year: Option<i32>,
    /// 部门
    pub department: String,
    /// The file, as shown.
    pub file: String,
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// 级别
    pub severity: Severity,
    /// 把握
    pub confidence: Confidence,
    /// 类别
    pub category: String,
    /// The indicator or fund row it is about.
    pub subject: String,
    /// The cells, the one to look at first in front; their forms by number.
    pub places: Vec<Place>,
    /// What was found.
    pub found: String,
    /// What was expected, and how that was computed.
    pub expected: String,
    /// Found minus expected.
    pub difference: Option<Decimal>,
    /// The tolerance that applied.
    pub tolerance: String,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Points at stake: how much the department's score is, or may be, too high; below zero where it is
    /// too low.
    pub points: Option<Decimal>,
}

impl Record for FindingRecord {
    const NAME: &'static str = "findings";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("number", "问题编号", &mut self.number)?;
        v.column("district", "地区", &mut self.district)?;
        v.column("form", "表号", &mut self.form)?;
        v.column("year", "年度", &mut self.year)?;
        v.column("department", "部门", &mut self.department)?;
        v.column("file", "文件", &mut self.file)?;
        v.column("rule", "规则", &mut self.rule)?;
        v.column("title", "规则名称", &mut self.title)?;
        v.column("severity", "级别", &mut self.severity)?;
        v.column("confidence", "把握", &mut self.confidence)?;
        v.column("category", "类别", &mut self.category)?;
        v.column("subject", "事项", &mut self.subject)?;
        v.column("places", "单元格", &mut self.places)?;
        v.column("found", "表中所列", &mut self.found)?;
        v.column("expected", "应为", &mut self.expected)?;
        v.column("difference", "差额", &mut self.difference)?;
        v.column("tolerance", "允差", &mut self.tolerance)?;
        v.column("message", "说明", &mut self.message)?;
        v.column("advice", "处理建议", &mut self.advice)?;
        v.column("points", "涉及分值", &mut self.points)
    }
}
