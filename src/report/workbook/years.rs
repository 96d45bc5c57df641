//! 年度对比: each unit beside itself a year before, and its indicators likewise.

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::execution::rounded;
use super::limits;
use super::names;
use super::parts::{self, Long, ROWS_A_SHEET};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, Here, Tables, govern, place};
use crate::compare::matching::{IndicatorPair, pair};
use crate::compare::years::YearChange;
use crate::compare::{DepartmentRecord, IndicatorRecord};

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "年度对比";
/// The sheet on which indicators stand side by side.
const INDICATORS: &str = "指标年度对比";

struct Row<'a> {
    change: &'a YearChange,
    earlier: Option<&'a DepartmentRecord>,
    later: Option<&'a DepartmentRecord>,
    ranks: (Option<u32>, Option<u32>),
}

impl<'a> Row<'a> {
    /// Whichever year is there.
    fn either(&self) -> Option<&'a DepartmentRecord> {
        self.later.or(self.earlier)
    }
}

pub(super) fn sheets<'a>(context: Context<'a>, tables: &mut Tables) -> Vec<Sheet<'a>> {
    let rows = rows(context);
    let indicators = indicators(context, &rows, tables);
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("绩效自评年度对比表".to_owned(), columns.printed());
    sheet.remark(if rows.is_empty() {
        "只有一个年度的自评表，无可对比。".to_owned()
    } else {
        format!(
            "金额单位：万元。以前年度按现行评分规则一并复算；更名单位按名单所列曾用名对应。只有一个年度的单位也列出，并注明原因。复算得分变化达到 {} 分的加粗并带底纹。",
            limits::told(context, |form| form.change_points, |limit| limit.normalize().to_string())
        )
    });
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 3);
    tables.insert(NAME, vec![table]);
    let mut sheets = vec![sheet];
    sheets.extend(indicators);
    sheets
}

fn rows(context: Context<'_>) -> Vec<Row<'_>> {
    let records = context.material.records;
    let comparison = context.material.comparison;
    let rank = |form: Option<usize>| comparison.placings.get(&form?)?.rank;
    comparison
        .changes
        .iter()
        .map(|change| Row {
            change,
            earlier: change.earlier.and_then(|form| records.department(form)),
            later: change.later.and_then(|form| records.department(form)),
            ranks: (rank(change.earlier), rank(change.later)),
        })
        .collect()
}

/// The formula `later − earlier` of two rates, in percentage points.
fn points<'a>(here: &Here<'_>, [old, new]: [&str; 2]) -> Content<'a> {
    here.formula(&format!(
        "IF(AND(ISNUMBER({{{old}}}),ISNUMBER({{{new}}})),ROUND(({{{new}}}-{{{old}}})*100,8),\"\")"
    ))
}

/// The formula `later − earlier`, empty where one is missing.
fn difference<'a>(here: &Here<'_>, [old, new]: [&str; 2], places: u32) -> Content<'a> {
    here.formula(&format!(
        "IF(AND(ISNUMBER({{{old}}}),ISNUMBER({{{new}}})),ROUND({{{new}}}-{{{old}}},{places}),\"\")"
    ))
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    money_columns(&mut columns, context);
    score_columns(&mut columns, context);
    screen_columns(&mut columns);
    columns
}

fn money_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add("对比年度", 10, Kind::Word, |row, _| {
        Content::text(format!(
            "{}→{}",
            row.change.earlier_year, row.change.later_year
        ))
    });
    columns.add(
        "部门",
        names::width(context, 24),
        Kind::Prose,
        |row, _| {
            Content::text(
                row.either()
                    .map(DepartmentRecord::shown)
                    .unwrap_or_default(),
            )
        },
    );
    columns.add("上年全年预算", 12, Kind::Amount, |row, _| {
        Content::number(row.earlier.and_then(|form| form.adjusted.value))
    });
    columns.add("本年全年预算", 12, Kind::Amount, |row, _| {
        Content::number(row.later.and_then(|form| form.adjusted.value))
    });
    columns.add("预算增减率", 9, Kind::RateChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({上年全年预算}),ISNUMBER({本年全年预算})),IF({上年全年预算}=0,\"\",ROUND(({本年全年预算}-{上年全年预算})/{上年全年预算},10)),\"\")")
        });
    columns.add("上年执行率", 9, Kind::Rate, |row, _| {
        Content::number(row.earlier.and_then(|form| rounded(form.computed_rate)))
    });
    columns.add("本年执行率", 9, Kind::Rate, |row, _| {
        Content::number(row.later.and_then(|form| rounded(form.computed_rate)))
    });
    columns.add("执行率变化", 14, Kind::RatePoints, |_, here| {
        points(here, ["上年执行率", "本年执行率"])
    });
}

fn score_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add("上年复算", 8, Kind::Score, |row, _| {
        Content::number(row.earlier.and_then(|form| form.total))
    });
    columns.add("本年复算", 8, Kind::Score, |row, _| {
        Content::number(row.later.and_then(|form| form.total))
    });
    columns
        .add("复算变化", 8, Kind::ScoreChange, |_, here| {
            difference(here, ["上年复算", "本年复算"], 2)
        })
        .marked(Sign::Beyond(limits::least(context, |form| {
            form.change_points
        })));
    columns.add("上年等级", 6, Kind::Word, |row, _| {
        Content::words(row.earlier.and_then(|form| form.grade.as_deref()))
    });
    columns.add("本年等级", 6, Kind::Word, |row, _| {
        Content::words(row.later.and_then(|form| form.grade.as_deref()))
    });
    columns.add("上年名次", 6, Kind::Count, |row, _| {
        Content::number(row.ranks.0.map(Decimal::from))
    });
    columns.add("本年名次", 6, Kind::Count, |row, _| {
        Content::number(row.ranks.1.map(Decimal::from))
    });
    columns.add("名次升降", 8, Kind::RankChange, |_, here| {
        difference(here, ["本年名次", "上年名次"], 0)
    });
    columns.add("新增问题", 6, Kind::Count, |row, _| {
        both_years(row, row.change.new.len())
    });
    columns.add("仍在问题", 6, Kind::Count, |row, _| {
        both_years(row, row.change.repeated.len())
    });
    columns.add("消除问题", 6, Kind::Count, |row, _| {
        both_years(row, row.change.gone.len())
    });
    columns.add("说明", 20, Kind::Prose, |row, _| {
        Content::text(explain(row))
    });
}

fn screen_columns<'a>(columns: &mut Columns<'a, Row<'a>>) {
    columns
        .add("表类", 12, Kind::Word, |row, _| {
            Content::words(row.either().map(|form| form.kind.label()))
        })
        .on_screen_only();
    columns
        .add("预算增减", 12, Kind::AmountChange, |_, here| {
            difference(here, ["上年全年预算", "本年全年预算"], 6)
        })
        .on_screen_only();
    columns
        .add("上年自评", 8, Kind::Score, |row, _| {
            Content::number(row.earlier.and_then(|form| form.stated_total.value))
        })
        .on_screen_only();
    columns
        .add("本年自评", 8, Kind::Score, |row, _| {
            Content::number(row.later.and_then(|form| form.stated_total.value))
        })
        .on_screen_only();
}

/// A count that has a meaning only where both years are there.
fn both_years<'a>(row: &Row<'_>, count: usize) -> Content<'a> {
    if row.earlier.is_some() && row.later.is_some() {
        Content::count(count)
    } else {
        Content::Blank
    }
}

fn explain(row: &Row<'_>) -> String {
    let mut parts = Vec::new();
    match (row.earlier, row.later) {
        (Some(_), None) => parts.push(format!("{} 年没有收到该单位的表", row.change.later_year)),
        (None, Some(_)) => parts.push(format!(
            "{} 年没有该单位的表（新设、更名未列入名单，或未报送）",
            row.change.earlier_year
        )),
        _ => {}
    }
    for form in [row.earlier, row.later].into_iter().flatten() {
        if let Some(how) = &form.matched_by {
            parts.push(format!(
                "{} 年表内名称“{}”，按{how}对应",
                form.shown_year(),
                form.stated_unit.text
            ));
        }
    }
    parts.join("；")
}

struct Pair<'a> {
    form: &'a DepartmentRecord,
    years: String,
    pair: IndicatorPair<'a>,
}

fn indicators<'a>(context: Context<'a>, rows: &[Row<'a>], tables: &mut Tables) -> Vec<Sheet<'a>> {
    let records = context.material.records;
    let mut pairs = Vec::new();
    for row in rows {
        let (Some(earlier), Some(later)) = (row.earlier, row.later) else {
            continue;
        };
        let of = |form: &DepartmentRecord| -> Vec<&'a IndicatorRecord> {
            records
                .indicators_of(form.form)
                .iter()
                .filter(|row| !row.subtotal)
                .collect()
        };
        let confirmed = &context.material.comparison.confirmed;
        for pair in pair(&of(earlier), &of(later), &later.shown(), confirmed) {
            pairs.push(Pair {
                form: later,
                years: format!("{}→{}", row.change.earlier_year, row.change.later_year),
                pair,
            });
        }
    }
    let (sheets, located) = parts::sheets(
        &Long {
            name: INDICATORS,
            title: "指标年度对比表",
            remark: "先按名称对应，名称有改动的按相似度对应并注明；核对后写入对应关系表（部门、上年名称、本年名称、是否相同），以后即按确认的对应。“新增”“取消”为另一年度没有对应指标。得分率变化达到 20 个百分点的加粗并带底纹。".to_owned(),
            frozen: 2,
            rows_a_sheet: ROWS_A_SHEET,
        },
        &indicator_columns(context),
        &pairs,
        tables,
    );
    tables.insert(INDICATORS, located);
    sheets
}

fn indicator_columns<'a>(context: Context<'a>) -> Columns<'a, Pair<'a>> {
    let mut columns: Columns<'a, Pair<'a>> = Columns::new();
    fn name(row: Option<&IndicatorRecord>) -> Option<&str> {
        row.and_then(|row| row.name.value.as_deref())
    }
    columns.add("部门", 18, Kind::Prose, |row, _| {
        Content::text(row.form.shown())
    });
    columns.add("对比年度", 10, Kind::Word, |row, _| {
        Content::text(row.years.clone())
    });
    columns.add("本年指标", 24, Kind::Prose, |row, _| {
        Content::words(name(row.pair.later))
    });
    columns.add("上年指标", 24, Kind::Prose, |row, _| {
        Content::words(name(row.pair.earlier))
    });
    columns.add("对应依据", 16, Kind::Prose, |row, _| {
        Content::text(
            match (row.pair.earlier, row.pair.later, row.pair.evidence) {
                (_, _, Some(evidence)) => evidence.in_words(),
                (None, _, None) => "新增".to_owned(),
                (_, _, None) => "取消".to_owned(),
            },
        )
    });
    columns.add("上年指标值", 13, Kind::Prose, |row, _| {
        Content::words(row.pair.earlier.and_then(|row| row.target.value.as_deref()))
    });
    columns.add("上年完成值", 13, Kind::Prose, |row, _| {
        Content::words(row.pair.earlier.and_then(|row| row.actual.value.as_deref()))
    });
    columns.add("本年指标值", 13, Kind::Prose, |row, _| {
        Content::words(row.pair.later.and_then(|row| row.target.value.as_deref()))
    });
    columns.add("本年完成值", 13, Kind::Prose, |row, _| {
        Content::words(row.pair.later.and_then(|row| row.actual.value.as_deref()))
    });
    columns.add("上年分值", 7, Kind::Score, |row, _| {
        Content::number(row.pair.earlier.and_then(|row| row.weight.value))
    });
    columns.add("上年复算", 7, Kind::Score, |row, _| {
        Content::number(row.pair.earlier.and_then(|row| row.score))
    });
    columns.add("本年分值", 7, Kind::Score, |row, _| {
        Content::number(row.pair.later.and_then(|row| row.weight.value))
    });
    columns.add("本年复算", 7, Kind::Score, |row, _| {
        Content::number(row.pair.later.and_then(|row| row.score))
    });
    columns.add("得分率变化", 14, Kind::RatePoints, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({上年分值}),ISNUMBER({上年复算}),ISNUMBER({本年分值}),ISNUMBER({本年复算})),IF({上年分值}*{本年分值}=0,\"\",ROUND(({本年复算}/{本年分值}-{上年复算}/{上年分值})*100,8)),\"\")")
        })
        .marked(Sign::Beyond(limits::least(context, |form| form.change_rate)));
    columns
}
