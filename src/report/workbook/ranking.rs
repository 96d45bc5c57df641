//! 排名表: who stands where, by recomputed and by stated score; what is close, and what is open.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::group::Group;
use super::limits;
use super::names::{self, ShortNames};
use super::sheet::Sheet;
use super::summary;
use super::table::{Columns, KEY, Tables, govern, place};
use crate::compare::DepartmentRecord;
use crate::compare::league::{Measure, Neighbours};
use crate::compare::ranking::Placing;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "排名表";
/// The column of the final ranks.
pub(super) const RANK: &str = "最终名次";
/// The column that numbers the final ranks of a league without gaps, for lists that follow them.
pub(super) const PLACE: &str = "最终位次";
/// The column with the full marks of a form.
const FULL: &str = "满分";
/// The column with the number of a form's peer group: its name is the bureau's own, and may hold signs that a
/// criterion takes for its own (`>0`, `*`).
const GROUP: &str = "组号";
/// The column with the name that charts use.
pub(super) const SHORT: &str = "图中简称";

struct Row<'a> {
    form: &'a DepartmentRecord,
    placing: &'a Placing,
    /// The form of the year before, where that one has a rank.
    before: Option<(usize, u32)>,
}

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let rows = rows(context);
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("绩效自评得分排名表".to_owned(), columns.printed());
    sheet.remark(format!(
        "按年度、表类分别排名，得分相同名次相同（1、2、2、4）。相差不超过 {} 分的注明“相近”；可能名次是未判定分值全得或全失时的最好和最差名次。",
        limits::told(context, |form| form.near_tie, limits::points)
    ));
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 5);
    tables.insert(NAME, vec![table]);
    sheet
}

/// The ranked forms of a group, the best first.
pub(super) fn ranked<'a>(context: Context<'a>, group: &Group<'_>) -> Vec<&'a DepartmentRecord> {
    rows(context)
        .into_iter()
        .filter(|row| (row.form.year, row.form.kind) == (group.totals.year, group.totals.kind))
        .filter(|row| row.placing.rank.is_some())
        .map(|row| row.form)
        .collect()
}

fn rows(context: Context<'_>) -> Vec<Row<'_>> {
    let comparison = context.material.comparison;
    let before: BTreeMap<usize, (usize, u32)> = comparison
        .changes
        .iter()
        .filter_map(|change| {
            let (earlier, later) = (change.earlier?, change.later?);
            Some((later, (earlier, comparison.placings.get(&earlier)?.rank?)))
        })
        .collect();
    let mut rows: Vec<Row<'_>> = context
        .material
        .records
        .current()
        .filter_map(|form| {
            Some(Row {
                form,
                placing: comparison.placings.get(&form.form)?,
                before: before.get(&form.form).copied(),
            })
        })
        .collect();
    rows.sort_by_key(|row| {
        (
            std::cmp::Reverse(row.form.year),
            row.form.kind,
            row.placing.place.is_none(),
            row.placing.place,
            row.form.form,
        )
    });
    rows
}

/// A column of 汇总表, for the form of this row.
fn from_summary(column: &str) -> String {
    format!(
        "INDEX({{{0}.{column}}},MATCH({{{KEY}}},{{{0}.{KEY}}},0))",
        summary::NAME
    )
}

/// The rank of this row's `score` among the rows of its year and kind, and of its `peers` too. Scores
/// beyond the full marks, which a year and kind have in common, are none that could be ranked.
fn rank(score: &str, peers: Option<&str>) -> String {
    let peers = peers.map_or_else(String::new, |peers| format!(",{{[{peers}]}},{{{peers}}}"));
    format!(
        "IF(AND(ISNUMBER({{年度}}),ISNUMBER({{{score}}})),IF({{{score}}}>{{{FULL}}},\"\",COUNTIFS({{[年度]}},{{年度}},{{[表类]}},{{表类}}{peers},{{[{score}]}},\"<=\"&{{{FULL}}},{{[{score}]}},\">\"&{{{score}}})+1),\"\")"
    )
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    score_columns(&mut columns, context);
    standing_columns(&mut columns, context);
    screen_columns(&mut columns, context);
    columns
}

fn score_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("年度", 5, Kind::Year, |row, _| {
        super::group::year_content(row.form.year)
    });
    columns.add("表类", 12, Kind::Word, |row, _| {
        Content::text(row.form.kind.label())
    });
    columns.add("名次", 5, Kind::Count, |_, here| {
        here.formula(&rank("复算得分", None))
    });
    columns.add(
        "部门",
        names::width(context, 26),
        Kind::Prose,
        |row, _| Content::text(row.form.shown()),
    );
    columns.add("同类组", 10, Kind::Word, |row, _| {
        Content::words(row.form.group.as_deref())
    });
    columns.add("复算得分", 7, Kind::Score, |_, here| {
        here.formula(&from_summary("复算得分"))
    });
    columns.add("复算等级", 5, Kind::Word, |_, here| {
        here.formula(&from_summary("复算等级"))
    });
    columns.add("自评得分", 7, Kind::Score, |row, _| {
        Content::number(Measure::Stated.of(row.form))
    });
    columns.add("自评名次", 5, Kind::Count, |_, here| {
        here.formula(&rank("自评得分", None))
    });
    columns.add("复算后升降", 7, Kind::RankChange, |_, here| {
        here.formula("IF(AND(ISNUMBER({名次}),ISNUMBER({自评名次})),{自评名次}-{名次},\"\")")
    });
    columns.add("组内名次", 5, Kind::Count, |_, here| {
        here.formula(&format!(
            "IF({{{GROUP}}}=\"\",\"\",{})",
            rank("复算得分", Some(GROUP))
        ))
    });
}

fn standing_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    let short = ShortNames::new(context);
    columns.add("并列与相近", 20, Kind::Prose, move |row, _| {
        Content::text(neighbours(context, &short, row.placing))
    });
    columns.add("未判定分值", 7, Kind::Score, |row, _| {
        Content::Number(row.form.not_judged_points)
    });
    columns.add("可能名次", 6, Kind::Count, |row, _| {
        possible(row.placing)
    });
    columns.add("上年名次", 5, Kind::Count, |row, here| {
        match row.before {
            Some((form, _)) => {
                here.formula(&format!("INDEX({{[名次]}},MATCH({form},{{[{KEY}]}},0))"))
            }
            None => Content::Blank,
        }
    });
    columns.add("较上年升降", 7, Kind::RankChange, |_, here| {
        here.formula("IF(AND(ISNUMBER({名次}),ISNUMBER({上年名次})),{上年名次}-{名次},\"\")")
    });
    columns.add("最终得分", 7, Kind::Score, |_, here| {
        here.formula(&from_summary("最终得分"))
    });
    columns.add(RANK, 5, Kind::Count, |_, here| {
        here.formula(&rank("最终得分", None))
    });
    columns.add("备注", 14, Kind::Prose, |row, _| {
        let remarks: Vec<String> = row
            .placing
            .unranked
            .clone()
            .into_iter()
            .chain(row.form.rescaled())
            .collect();
        Content::text(remarks.join("；"))
    });
}

fn screen_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns
        .add(FULL, 6, Kind::Score, |row, _| {
            Content::Number(row.form.full_marks)
        })
        .on_screen_only();
    columns
        .add(PLACE, 8, Kind::Count, |_, here| {
            here.formula(
                &format!(
                    "IF(ISNUMBER({{最终名次}}),{{最终名次}}+COUNTIFS({{[最终得分]}},{{最终得分}},{{[年度]}},{{年度}},{{[表类]}},{{表类}},{{[{KEY}]}},\"<\"&{{{KEY}}}),\"\")"
                ))
        })
        .on_screen_only();
    let groups: BTreeSet<&'a str> = context
        .material
        .records
        .current()
        .filter_map(|form| form.group.as_deref())
        .collect();
    let numbers: BTreeMap<&'a str, usize> = groups.into_iter().zip(1..).collect();
    columns
        .add(GROUP, 5, Kind::Count, move |row, _| {
            let number = row.form.group.as_deref().and_then(|name| numbers.get(name));
            number.map_or(Content::Blank, |number| Content::count(*number))
        })
        .on_screen_only();
    let names = ShortNames::new(context);
    columns
        .add(SHORT, 16, Kind::Text, move |row, _| {
            Content::text(names.of(row.form))
        })
        .on_screen_only();
}

/// Who has the same score, and who is within the near-tie margin.
fn neighbours(context: Context<'_>, short: &ShortNames, placing: &Placing) -> String {
    let names = |forms: &Neighbours| -> String {
        let names: Vec<String> = forms
            .named
            .iter()
            .filter_map(|form| context.material.records.department(*form))
            .map(|form| short.of(form))
            .collect();
        let names = names.join("、");
        if forms.count > forms.named.len() {
            format!("{names}等 {} 家", forms.count)
        } else {
            names
        }
    };
    let mut parts = Vec::new();
    if placing.ties.count > 0 {
        parts.push(format!("并列：{}", names(&placing.ties)));
    }
    if placing.near.count > 0 {
        parts.push(format!("相近：{}", names(&placing.near)));
    }
    parts.join("；")
}

/// `3–5`, or 3 where nothing is open.
fn possible<'a>(placing: &Placing) -> Content<'a> {
    match (placing.best, placing.worst) {
        (Some(best), Some(worst)) if best != worst => Content::text(format!("{best}–{worst}")),
        (Some(best), Some(_)) => Content::Number(Decimal::from(best)),
        _ => Content::Blank,
    }
}
