//! What stands in each cell of the budget block and of the indicator table.

use rust_decimal::Decimal;

use super::book::{Fund, FundKind, Row};
use super::draw::Pen;
use super::habits::Habits;
use super::layouts::{Amount, Column, Layout};
use super::page::Content;

impl Pen<'_> {
    pub(super) fn amount(&self, at: usize, amount: Amount) -> Content {
        let fund = &self.book.funds[at];
        let is_total = fund.kind == FundKind::Total;
        let money = |value: Decimal| {
            if value.is_zero() && !is_total && fund.adjusted.is_zero() {
                return Content::Text(self.habits.nothing.replace('无', "0"));
            }
            if self.layout.yuan {
                self.habits.amount(value * Decimal::from(10_000), "元")
            } else {
                self.habits.amount(value, "万元")
            }
        };
        let only_total = |content: Option<Content>| match content {
            Some(content) if is_total => content,
            _ => Content::Text(String::new()),
        };
        match amount {
            Amount::Label => Content::Text(fund_label(fund, self.layout).to_owned()),
            Amount::Initial => money(fund.initial),
            Amount::Change => money(fund.change),
            Amount::Adjusted => money(fund.adjusted),
            Amount::Executed => money(fund.executed),
            Amount::Rate => rate(fund, |rate| self.habits.percent(rate)),
            Amount::BareRate => rate(fund, |rate| self.habits.bare_percent(rate)),
            Amount::Weight => only_total(
                self.book
                    .execution_weight
                    .map(|marks| self.habits.marks(marks)),
            ),
            Amount::Score => only_total(
                self.book
                    .execution_score
                    .map(|marks| self.habits.marks(marks)),
            ),
            Amount::Reason => only_total(Some(Content::Text(self.book.spending.clone()))),
        }
    }

    pub(super) fn cell(&self, row: &Row, column: Column) -> Content {
        let habits = self.habits;
        let has = |wanted: Column| {
            self.layout
                .columns
                .iter()
                .any(|(column, _)| *column == wanted)
        };
        let optional = |text: &str| {
            let text = if text.is_empty() {
                habits.nothing
            } else {
                text
            };
            habits.text(text)
        };
        match column {
            Column::Level1 if self.layout.marks_in_levels => {
                let marks: Decimal = self
                    .book
                    .rows
                    .iter()
                    .filter(|other| other.of.level1() == row.of.level1())
                    .filter_map(|other| other.weight)
                    .sum();
                Content::Text(format!("{}（{}分）", row.of.level1(), marks.normalize()))
            }
            Column::Level1 => Content::Text(row.of.level1().to_owned()),
            Column::Level2 => Content::Text(row.of.level2.to_owned()),
            Column::Name => habits.text(row.of.name),
            Column::Meaning => Content::Text(format!("本年{}", row.of.name)),
            Column::Target if has(Column::Unit) && row.target.sign != "定性" => {
                habits.value(&format!("{}{}", row.target.sign, row.target.figure))
            }
            Column::Target => habits.value(&row.target.whole()),
            Column::Sign if row.target.sign.is_empty() && row.numbers.is_none() => {
                Content::Text("定性".to_owned())
            }
            Column::Sign if row.target.sign.is_empty() => Content::Text("≥".to_owned()),
            Column::Sign if row.target.sign == "不少于" => Content::Text("≥".to_owned()),
            Column::Sign => Content::Text(row.target.sign.clone()),
            Column::Figure => habits.figure(&row.target.figure),
            Column::Unit => Content::Text(row.target.unit.clone()),
            Column::Actual if has(Column::Unit) && row.actual.unit == row.target.unit => {
                habits.figure(&row.actual.figure)
            }
            Column::Actual => habits.value(&row.actual.whole()),
            Column::Basis => Content::Text("年度工作计划".to_owned()),
            Column::Prior => habits.value(&row.prior),
            Column::Midyear => habits.value(&row.midyear),
            Column::Completion => match row.completion {
                Some(rate) => habits.percent(rate),
                None => Content::Text(String::new()),
            },
            Column::Standard => Content::Text("未完成的按完成比例计分".to_owned()),
            Column::Evidence => Content::Text("台账".to_owned()),
            Column::Weight => marks(row.weight, habits),
            Column::Score => marks(row.score, habits),
            Column::Reason if has(Column::Measure) || row.reason.is_empty() => {
                optional(&row.reason)
            }
            Column::Reason if row.measure.is_empty() => optional(&row.reason),
            Column::Reason => habits.text(&format!("{}；{}", row.reason, row.measure)),
            Column::Measure => optional(&row.measure),
            Column::Spacer => Content::Text(String::new()),
        }
    }
}

fn marks(marks: Option<Decimal>, habits: &Habits) -> Content {
    marks.map_or(Content::Text(String::new()), |marks| habits.marks(marks))
}

fn rate(fund: &Fund, shown: impl Fn(Decimal) -> Content) -> Content {
    fund.rate.map_or(Content::Text(String::new()), shown)
}

fn fund_label(fund: &Fund, layout: &Layout) -> &'static str {
    match fund.kind {
        FundKind::Total if layout.total_last => "合计",
        FundKind::Total => "年度资金总额",
        FundKind::Basic => "其中：基本支出",
        FundKind::Personnel => "　　　人员经费",
        FundKind::Office => "　　　公用经费",
        FundKind::Project => "　　　项目支出",
        FundKind::Appropriation if layout.total_last => "一、财政拨款",
        FundKind::CarriedOver if layout.total_last => "二、上年结转",
        FundKind::Other if layout.total_last => "三、其他收入",
        FundKind::Appropriation => "其中：当年财政拨款",
        FundKind::CarriedOver => "　　　上年结转资金",
        FundKind::Other => "　　　其他资金",
    }
}
