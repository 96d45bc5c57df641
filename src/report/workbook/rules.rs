//! 校验规则: every rule with its outcomes. Not judged is not passed, and is counted apart.

use super::Context;
use super::cell::{Content, Kind};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, Tables, govern, place};
use crate::checks::run::RuleOutcome;

pub(super) const NAME: &str = "校验规则";

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let rows: Vec<&'a RuleOutcome> = context.material.rules.iter().collect();
    let mut columns = columns();
    if rows.iter().any(|rule| !rule.changed.is_empty()) {
        columns.add("设置文件的改动", 26, Kind::Prose, |rule, _| {
            Content::text(&*rule.changed)
        });
    }
    let mut sheet = Sheet::new(NAME);
    sheet.title("校验规则与结果".to_owned(), columns.printed());
    sheet.remark(
        "每条规则逐份（逐行）核对，结果分四种：通过、问题、未判定（注明原因）、未能运行（程序的缺陷）。未判定不等于通过。",
    );
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 2);
    sheet
}

fn columns<'a>() -> Columns<'a, &'a RuleOutcome> {
    let mut columns: Columns<'a, &'a RuleOutcome> = Columns::new();
    columns.add("规则", 7, Kind::Word, |rule, _| Content::text(rule.id));
    columns.add("名称", 34, Kind::Prose, |rule, _| {
        Content::text(rule.title)
    });
    columns.add("类别", 11, Kind::Word, |rule, _| {
        Content::text(rule.category)
    });
    columns.add("级别", 6, Kind::Word, |rule, _| {
        Content::text(rule.severity.to_string())
    });
    columns.add("是否启用", 6, Kind::Word, |rule, _| {
        Content::text(if rule.off { "停用" } else { "启用" })
    });
    columns.add("阈值与允差", 26, Kind::Prose, |rule, _| {
        Content::text(&*rule.thresholds)
    });
    columns.add("通过", 7, Kind::Count, |rule, _| {
        Content::count(rule.passed)
    });
    columns
        .add("问题", 7, Kind::Count, |rule, _| {
            Content::count(rule.findings)
        })
        .marked(Sign::Above(rust_decimal::Decimal::ZERO));
    columns.add("未判定", 7, Kind::Count, |rule, _| {
        Content::count(rule.not_judged.values().sum())
    });
    columns
        .add("未能运行", 7, Kind::Count, |rule, _| {
            Content::count(rule.failed)
        })
        .marked(Sign::NotZero);
    columns.add("已豁免", 7, Kind::Count, |rule, _| {
        Content::count(rule.waived)
    });
    columns.add("重复略去", 7, Kind::Count, |rule, _| {
        Content::count(rule.suppressed)
    });
    columns.add("未判定的原因", 40, Kind::Prose, |rule, _| {
        let reasons: Vec<String> = rule
            .not_judged
            .iter()
            .map(|(reason, count)| format!("{reason}（{count}）"))
            .collect();
        Content::text(reasons.join("；"))
    });
    columns
}
