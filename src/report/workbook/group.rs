//! The forms that are summed together: those of one year and one kind. Projects are parts of
//! departments; a sum over both would count them twice.

use super::Context;
use super::cell::Content;
use super::table::ANY_NUMBER;
use crate::compare::DepartmentRecord;
use crate::compare::totals::Totals;

/// What stands in a year's place where the year is unknown.
pub(super) const NO_YEAR: &str = "不明";

/// One year and kind.
pub(super) struct Group<'a> {
    pub(super) totals: &'a Totals,
}

impl<'a> Group<'a> {
    /// All groups, the latest year first.
    pub(super) fn all(context: Context<'a>) -> Vec<Self> {
        context
            .material
            .comparison
            .totals
            .iter()
            .filter(|totals| totals.group.is_none())
            .map(|totals| Self { totals })
            .collect()
    }

    /// The forms of the group.
    pub(super) fn forms(
        &self,
        context: Context<'a>,
    ) -> impl Iterator<Item = &'a DepartmentRecord> + use<'a> {
        let (year, kind) = (self.totals.year, self.totals.kind);
        context.material.records.league(year, kind)
    }

    /// `2023年部门整体支出合计`
    pub(super) fn label(&self) -> String {
        format!("{}合计", self.name())
    }

    /// `2023年部门整体支出`
    pub(super) fn name(&self) -> String {
        let year = self
            .totals
            .year
            .map_or_else(|| "年度不明的".to_owned(), |year| format!("{year}年"));
        format!("{year}{}", self.totals.kind.label())
    }

    /// The year as a criterion of a formula.
    pub(super) fn year(&self) -> String {
        self.totals
            .year
            .map_or_else(|| format!("\"{NO_YEAR}\""), |year| year.to_string())
    }

    /// Ranges and criteria that pick this group's rows of the table at hand.
    pub(super) fn criteria(&self) -> String {
        format!(
            "{{[年度]}},{},{{[表类]}},\"{}\"",
            self.year(),
            self.totals.kind.label()
        )
    }

    /// The rate of the group: only rows that state both amounts take part.
    pub(super) fn rate(&self, criteria: &str) -> String {
        let executed =
            format!("SUMIFS({{[全年执行数]}},{criteria},{{[全年预算数]}},\"{ANY_NUMBER}\")");
        let adjusted =
            format!("SUMIFS({{[全年预算数]}},{criteria},{{[全年执行数]}},\"{ANY_NUMBER}\")");
        format!("IF({adjusted}=0,\"\",ROUND({executed}/{adjusted},10))")
    }
}

/// The cell of a year.
pub(super) fn year_content<'a>(year: Option<i32>) -> Content<'a> {
    match year {
        Some(_) => Content::whole(year),
        None => Content::text(NO_YEAR),
    }
}
