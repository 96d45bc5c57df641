//! The ledgers of amounts and scores: what the files say must be what the tables say.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::compare::{Records, Traced};
use crate::form::model::FormKind;
use crate::value::number::round_half_away;

/// One amount or score, summed over the files and over the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Balance {
    /// 年度
    pub year: Option<i32>,
    /// 表类
    pub kind: FormKind,
    /// What is summed.
    pub item: &'static str,
    /// The sum over the rows as they were read, file by file.
    pub by_file: Decimal,
    /// What totals that are no sums of their rows add: a profile rescales them, or gives no total.
    pub rescaled: Decimal,
    /// The sum over the summary's rows.
    pub in_summary: Decimal,
    /// What stands in a cell and is no figure that could be counted: the sums do without it.
    pub left_out: Vec<LeftOut>,
    /// The summary's column.
    pub summary_column: &'static str,
    /// The columns of the detail tables.
    pub detail_columns: &'static [(&'static str, &'static str)],
    /// Whether only the rows for the whole take part.
    pub whole_rows: bool,
}

/// What a sum does without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The form, by number.
    pub form: usize,
    /// The row, where a form has several: an indicator's name.
    pub row: String,
    /// Its cell, as a user finds it.
    pub cell: String,
    /// What stands there.
    pub text: String,
}

impl LeftOut {
    fn of(form: usize, row: &str, figure: &Traced<Decimal>) -> Option<Self> {
        figure.is_left_out().then(|| Self {
            form,
            row: row.to_owned(),
            cell: figure.cell.clone(),
            text: figure.text.clone(),
        })
    }
}

impl Balance {
    /// Whether files, rescaling and summary agree.
    #[must_use]
    pub(crate) fn holds(&self) -> bool {
        self.by_file + self.rescaled == self.in_summary
    }
}

type Groups = BTreeMap<(std::cmp::Reverse<Option<i32>>, FormKind), Vec<usize>>;

/// The current forms by year, the latest first, and kind.
fn groups(records: &Records) -> Groups {
    let mut groups = Groups::new();
    for record in records.current() {
        groups
            .entry((std::cmp::Reverse(record.year), record.kind))
            .or_default()
            .push(record.form);
    }
    groups
}

/// Sums are told to six places, 1 分 in 万元.
fn rounded(sum: Decimal) -> Decimal {
    round_half_away(sum, 6)
}

/// The amounts, in 万元.
#[must_use]
pub(crate) fn amounts(records: &Records) -> Vec<Balance> {
    let mut balances = Vec::new();
    for ((year, kind), forms) in groups(records) {
        for (item, detail_columns) in [
            ("年初预算数", &[("预算执行", "年初预算数")]),
            ("全年预算数", &[("预算执行", "全年预算数")]),
            ("全年执行数", &[("预算执行", "全年执行数")]),
        ] {
            let (mut by_file, mut in_summary) = (Decimal::ZERO, Decimal::ZERO);
            let mut left_out = Vec::new();
            for form in &forms {
                let Some(record) = records.department(*form) else {
                    continue;
                };
                let stated = match item {
                    "年初预算数" => &record.initial,
                    "全年预算数" => &record.adjusted,
                    _ => &record.executed,
                };
                left_out.extend(LeftOut::of(*form, "", stated));
                let stated = stated.value.unwrap_or_default();
                in_summary += stated;
                let whole = records.funds_of(*form).iter().find(|fund| fund.whole);
                by_file += whole.map_or(stated, |fund| {
                    match item {
                        "年初预算数" => fund.initial.value,
                        "全年预算数" => fund.adjusted.value,
                        _ => fund.executed.value,
                    }
                    .unwrap_or_default()
                });
            }
            balances.push(Balance {
                year: year.0,
                kind,
                item,
                by_file: rounded(by_file),
                rescaled: Decimal::ZERO,
                in_summary: rounded(in_summary),
                left_out,
                summary_column: item,
                detail_columns,
                whole_rows: true,
            });
        }
    }
    balances
}

/// The scores of all rows, stated and recomputed.
#[must_use]
pub(crate) fn scores(records: &Records) -> Vec<Balance> {
    let mut balances = Vec::new();
    for ((year, kind), forms) in groups(records) {
        let (mut stated, mut recomputed) = (Decimal::ZERO, Decimal::ZERO);
        let (mut stated_sums, mut totals) = (Decimal::ZERO, Decimal::ZERO);
        let mut rescaled = Decimal::ZERO;
        let mut left_out = Vec::new();
        for form in &forms {
            let (mut of_form, mut of_rows) = (Decimal::ZERO, Decimal::ZERO);
            for row in records.indicators_of(*form).iter().filter(|r| !r.subtotal) {
                let name = row.name.value.as_deref().unwrap_or_default();
                left_out.extend(LeftOut::of(*form, name, &row.stated));
                of_form += row.stated.value.unwrap_or_default();
                of_rows += row.score.unwrap_or_default();
            }
            for fund in records.funds_of(*form) {
                let label = fund.label.value.as_deref().unwrap_or_default();
                left_out.extend(LeftOut::of(*form, label, &fund.stated));
                of_form += fund.stated.value.unwrap_or_default();
                of_rows += fund.score.unwrap_or_default();
            }
            stated += of_form;
            stated_sums += rounded(of_form);
            recomputed += of_rows;
            let total = records.department(*form).and_then(|record| record.total);
            totals += total.unwrap_or_default();
            if total != Some(round_half_away(of_rows, 2)) {
                rescaled += total.unwrap_or_default() - of_rows;
            }
        }
        balances.push(Balance {
            year: year.0,
            kind,
            item: "自评得分",
            by_file: rounded(stated),
            rescaled: Decimal::ZERO,
            in_summary: rounded(stated_sums),
            left_out,
            summary_column: "各行得分之和",
            detail_columns: &[("指标明细", "自评得分"), ("预算执行", "自评得分")],
            whole_rows: false,
        });
        balances.push(Balance {
            year: year.0,
            kind,
            item: "复算得分",
            by_file: rounded(recomputed),
            rescaled: rounded(rescaled),
            in_summary: rounded(totals),
            left_out: Vec::new(),
            summary_column: "复算得分",
            detail_columns: &[("指标明细", "复算得分"), ("预算执行", "复算得分")],
            whole_rows: false,
        });
    }
    balances
}
