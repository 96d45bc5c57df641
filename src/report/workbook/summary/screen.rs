//! The columns of 汇总表 that are for the screen: parts, particulars, and where each figure stands.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::cell::{Content, Kind};
use super::super::execution;
use super::super::origin::{AsStood, address};
use super::super::sheet::Sign;
use super::super::table::Columns;
use super::super::{Context, indicators};
use super::{Row, score, self_grade};
use crate::compare::DepartmentRecord;
use crate::compare::reporting::{Timing, duties};
use crate::form::model::{FormField, FundField, FundRole};

pub(super) fn columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    parts(columns, context);
    particulars(columns, context);
    addresses(columns);
}

fn parts<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns
        .add("预算调整", 12, Kind::AmountChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({年初预算数}),ISNUMBER({全年预算数})),ROUND({全年预算数}-{年初预算数},6),\"\")")
        })
        .on_screen_only();
    for (title, role) in [
        ("其中：基本支出", FundRole::Basic),
        ("其中：项目支出", FundRole::Project),
    ] {
        columns
            .add(title, 12, Kind::Amount, move |row, _| {
                Content::number(only(context, row, role))
            })
            .on_screen_only();
    }
    columns
        .add("未完成", 6, Kind::Count, |row, _| {
            Content::count(row.missed)
        })
        .on_screen_only();
    columns
        .add("未判定", 6, Kind::Count, |row, _| {
            Content::count(row.unjudged)
        })
        .on_screen_only();
    columns
        .add("各行得分之和", 9, Kind::Score, move |_, here| {
            let (rows, funds) = (indicators::NAME, execution::NAME);
            here.formula(
                &format!(
                    "IF({{#{rows}.自评得分}}+{{#{funds}.自评得分}}=0,\"\",ROUND({{Σ{rows}.自评得分}}+{{Σ{funds}.自评得分}},6))"
                ))
        })
        .on_screen_only();
}

/// The adjusted budget of the form's only row of a kind; of several, none can be taken for the whole.
fn only(context: Context<'_>, form: &DepartmentRecord, role: FundRole) -> Option<Decimal> {
    let mut rows = context
        .material
        .records
        .funds_of(form.form)
        .iter()
        .filter(|fund| fund.role.as_deref() == Some(role.word()));
    let first = rows.next()?;
    rows.next().is_none().then_some(first.adjusted.value)?
}

/// 按时, 逾期, 可能逾期, or nothing where neither roster nor form nor file tells a date.
fn lateness(context: Context<'_>) -> BTreeMap<usize, &'static str> {
    duties(context.material.records, context.material.roster)
        .into_iter()
        .filter_map(|duty| {
            let word = match duty.timing? {
                Timing::Unknown => return None,
                known => known.label(),
            };
            Some((duty.form?, word))
        })
        .collect()
}

fn particulars<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns
        .add("同类组", 9, Kind::Prose, |row, _| {
            Content::words(row.group.as_deref())
        })
        .on_screen_only();
    columns
        .add(score::FULL, 6, Kind::Score, |row, _| {
            Content::Number(row.full_marks)
        })
        .on_screen_only();
    columns
        .add(score::RESCALED_TO, 7, Kind::Score, |row, _| {
            Content::number(row.rescale_full)
        })
        .on_screen_only();
    columns
        .add(score::RESCALED_FROM, 7, Kind::Score, |row, _| {
            Content::number(row.rescale_weights)
        })
        .on_screen_only();
    columns
        .add("未判定分值", 7, Kind::Score, |row, _| {
            Content::Number(row.not_judged_points)
        })
        .marked(Sign::Above(Decimal::ZERO))
        .on_screen_only();
    columns
        .add("表类", 12, Kind::Word, |row, _| {
            Content::text(row.kind.label())
        })
        .on_screen_only();
    columns
        .add("单位代码", 10, Kind::Word, |row, _| {
            Content::words(row.code.as_deref())
        })
        .on_screen_only();
    columns
        .add("填报日期", 14, Kind::Word, |row, _| {
            Content::words(row.filled_on.value.as_deref())
        })
        .on_screen_only();
    let late = lateness(context);
    columns
        .add("是否逾期", 8, Kind::Word, move |row, _| {
            Content::words(late.get(&row.form).copied())
        })
        .marked(Sign::Grave("逾期"))
        .on_screen_only();
    columns
        .add("金额单位", 8, Kind::Word, |row, _| {
            Content::words(row.amount_unit.value.as_deref())
        })
        .on_screen_only();
}

fn addresses<'a>(columns: &mut Columns<'a, Row<'a>>) {
    address(columns, "年初格", |row: &Row<'a>| &row.initial.cell);
    address(columns, "全年格", |row| &row.adjusted.cell);
    address(columns, "执行格", |row| &row.executed.cell);
    address(columns, "得分格", |row| &row.stated_total.cell);
    columns
        .add("等级格", 8, Kind::Word, |row, _| {
            Content::text(self_grade(row).cell)
        })
        .on_screen_only();
    columns
        .add(
            "原文（与取值不同者）",
            26,
            Kind::Text,
            |row, _| {
                AsStood::default()
                    .number(FundField::Initial.name(), &row.initial)
                    .number(FundField::Adjusted.name(), &row.adjusted)
                    .number(FundField::Executed.name(), &row.executed)
                    .number(FormField::TotalScore.name(), &row.stated_total)
                    .text(FormField::Grade.name(), &self_grade(row))
                    .content()
            },
        )
        .on_screen_only();
}
