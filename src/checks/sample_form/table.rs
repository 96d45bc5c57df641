//! Blocks and rows of a sample.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::checks::waiver::Waiver;
use crate::checks::{ApprovedTarget, FileNote, Report};
use crate::form::model::{FundLine, FundRole, Indicator, SheetCell, Sourced};
use crate::intake::grid::CellRef;
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::RosterEntry;
use crate::value::blank::is_blank;
use crate::value::number::Number;

#[derive(Default)]
pub(super) struct Block {
    pub(super) name: String,
    columns: BTreeMap<String, u32>,
}

impl Block {
    pub(super) fn is_heading(cell: &str) -> bool {
        matches!(
            cell,
            "资金"
                | "指标"
                | "总分"
                | "栏目"
                | "名单"
                | "文件"
                | "其他文件"
                | "批复"
                | "报告"
                | "豁免"
                | "对应"
        )
    }

    pub(super) fn new(cells: &[&str]) -> Self {
        Self {
            name: cells[0].to_owned(),
            columns: (0..)
                .zip(cells)
                .map(|(col, c)| ((*c).to_owned(), col))
                .collect(),
        }
    }
}

pub(super) struct RowText<'a> {
    pub(super) block: &'a Block,
    pub(super) cells: &'a [&'a str],
    pub(super) row: u32,
}

impl RowText<'_> {
    pub(super) fn raw(&self, column: &str) -> Option<(&str, SheetCell)> {
        let col = *self.block.columns.get(column)?;
        let text = self.cells.get(col as usize).copied().unwrap_or_default();
        let at = SheetCell {
            sheet: 0,
            cell: CellRef::new(self.row, col),
        };
        Some((text, at))
    }

    pub(super) fn plain(&self, column: &str) -> &str {
        self.raw(column).map_or("", |(text, _)| text)
    }

    pub(super) fn read<T>(&self, column: &str, value: impl Fn(&str) -> Option<T>) -> Sourced<T> {
        self.raw(column)
            .map_or_else(Sourced::default, |(text, at)| Sourced {
                value: (!is_blank(text)).then(|| value(text)).flatten(),
                cells: vec![at],
                text: text.to_owned(),
            })
    }

    pub(super) fn text(&self, column: &str) -> Sourced<String> {
        self.read(column, |text| Some(text.to_owned()))
    }

    pub(super) fn number(&self, column: &str) -> Sourced<Number> {
        self.read(column, number)
    }

    pub(super) fn rate(&self, column: &str) -> Sourced<Number> {
        self.read(column, |text| {
            let written = number(text)?;
            let scale = if text.ends_with('%') {
                Decimal::ONE_HUNDRED
            } else {
                Decimal::ONE
            };
            Some(Number {
                value: written.value / scale,
                last_place: written.last_place / scale,
            })
        })
    }

    pub(super) fn fund(&self) -> FundLine {
        FundLine {
            label: self.text("资金"),
            role: Some(role(self.plain("资金"))),
            initial: self.number("年初预算"),
            adjustment: self.number("调整"),
            adjusted: self.number("全年预算"),
            executed: self.number("全年执行"),
            rate: self.rate("执行率"),
            weight: self.number("分值"),
            score: self.number("得分"),
            reason: self.text("原因"),
        }
    }

    pub(super) fn level(&self, column: &str) -> Sourced<String> {
        self.read(column, |text| {
            let name = text.split(['（', '(']).next().unwrap_or_default();
            Some(name.to_owned())
        })
    }

    pub(super) fn indicator(&self) -> Indicator {
        Indicator {
            level1: self.level("一级"),
            level2: self.level("二级"),
            name: self.text("指标"),
            target: self.text("目标"),
            prior_year: self.text("上年"),
            midyear: self.text("年中"),
            actual: self.text("实际"),
            completion: self.rate("完成率"),
            weight: self.number("分值"),
            score: self.number("得分"),
            review_score: self.number("复核"),
            reason: self.text("原因"),
            measures: self.text("措施"),
            scoring_note: self.text("评分标准"),
            subtotal: self.plain("小计") == "是",
            unit_column: self.plain("度量单位").to_owned(),
        }
    }

    pub(super) fn roster_entry(&self) -> RosterEntry {
        let some = |column| Some(self.plain(column).to_owned()).filter(|text| !text.is_empty());
        RosterEntry {
            code: some("代码"),
            name: self.plain("名单").to_owned(),
            earlier_names: some("曾用名").into_iter().collect(),
            group: some("同类组"),
            deadline: some("截止日期"),
            row: self.row + 1,
        }
    }

    pub(super) fn approved_target(&self) -> ApprovedTarget {
        ApprovedTarget {
            unit: self.plain("批复").to_owned(),
            year: self.plain("年度").parse().ok(),
            indicator: self.plain("指标").to_owned(),
            target: self.plain("目标").to_owned(),
            place: self.plain("位置").to_owned(),
            ..ApprovedTarget::default()
        }
    }

    pub(super) fn report(&self) -> Report {
        Report {
            path: self.plain("文件").to_owned(),
            unit: self.plain("报告").to_owned(),
            year: self.plain("年度").parse().ok(),
            text: self.plain("内容").replace("\\n", "\n"),
        }
    }

    pub(super) fn correspondence(&self) -> Correspondence {
        Correspondence {
            place: format!("“对应关系.csv”第 {} 行", self.row + 1),
            department: self.plain("对应").to_owned(),
            earlier: self.plain("原名").to_owned(),
            later: self.plain("现名").to_owned(),
            same: self.plain("相同") == "是",
        }
    }

    pub(super) fn waiver(&self) -> Waiver {
        Waiver {
            row: self.row + 1,
            department: self.plain("豁免").to_owned(),
            year: self.plain("年度").parse().ok(),
            rule: self.plain("规则").to_owned(),
            cell: self.plain("单元格").to_owned(),
            reason: self.plain("理由").to_owned(),
            approver: self.plain("批准人").to_owned(),
            date: self.plain("日期").to_owned(),
        }
    }

    pub(super) fn file_note(&self) -> FileNote {
        FileNote {
            path: self.plain("文件").to_owned(),
            remarks: Some(self.plain("提示").to_owned())
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
        }
    }
}

fn number(text: &str) -> Option<Number> {
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect();
    digits.parse().ok().map(Number::written)
}

fn role(label: &str) -> FundRole {
    let known = [
        ("总额", FundRole::Total),
        ("合计", FundRole::Total),
        ("财政", FundRole::Fiscal),
        ("结转", FundRole::Carryover),
        ("基本支出", FundRole::Basic),
        ("人员经费", FundRole::Personnel),
        ("公用经费", FundRole::Operating),
        ("项目支出", FundRole::Project),
    ];
    known
        .iter()
        .find(|(word, _)| label.contains(word))
        .map_or(FundRole::Other, |(_, role)| *role)
}
