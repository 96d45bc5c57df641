//! 汇总表: one row a form that counts, with its money, its scores and a place for the reviewer.

mod score;
mod screen;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::group::{Group, year_content};
use super::limits;
use super::origin::{self, Origin};
use super::sheet::{InputRule, Sheet, Sign};
use super::table::{ANY_NUMBER, Columns, Here, KEY, Tables, govern, place, total};
use super::{bands, names};
use crate::checks::wording::excerpt;
use crate::compare::record::GradeBand;
use crate::compare::{DepartmentRecord, Traced};
use crate::report::grade;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "汇总表";

type Row<'a> = &'a DepartmentRecord;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let mut rows: Vec<Row<'a>> = context.material.records.current().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.year), row.kind, row.form));
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("绩效自评结果汇总表".to_owned(), columns.printed());
    sheet.remark(
        "金额单位：万元。完成率＝完成数÷（指标数－未判定数）。自评表未列自评等级的按自评得分推定（见右侧“等级格”和原文）。复算得分由各行复算得分相加；在本表或明细表填写复核得分后，最终得分和等级随之更新。",
    );
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 3);
    for group in Group::all(context) {
        total(&mut sheet, &columns, &table, tables, |title, here| {
            total_of(context, &group, title, here)
        });
    }
    tables.insert(NAME, vec![table]);
    sheet
}

fn total_of<'a>(
    context: Context<'_>,
    group: &Group<'_>,
    title: &str,
    here: &Here<'_>,
) -> Content<'a> {
    let criteria = group.criteria();
    let counted = format!("COUNTIFS({criteria},{{[{title}]}},\"{ANY_NUMBER}\")");
    let sum = format!("SUMIFS({{[{title}]}},{criteria})");
    match title {
        "部门" => Content::text(format!(
            "{}（{} 份，得分为平均）",
            group.label(),
            group.totals.forms
        )),
        "年初预算数" | "全年预算数" | "全年执行数" => {
            here.formula(&format!("IF({counted}=0,\"\",{sum})"))
        }
        "执行率" => here.formula(&group.rate(&criteria)),
        "自评得分" | "复算得分" | "最终得分" => {
            here.formula(&format!("IF({counted}=0,\"\",ROUND({sum}/{counted},2))"))
        }
        "错误" | "疑点" | "提示" => here.formula(&sum),
        "备注" => Content::text(left_out(context, group)),
        _ => Content::Blank,
    }
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    money_columns(&mut columns, context);
    score_columns(&mut columns, context);
    review_columns(&mut columns, context);
    screen::columns(&mut columns, context);
    origin::columns(&mut columns, context, |_, row| Origin {
        path: &row.path,
        sheet: &row.sheet,
        cell: if row.stated_total.cell.is_empty() {
            row.range.split(':').next().unwrap_or_default()
        } else {
            &row.stated_total.cell
        },
    });
    columns
}

fn money_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form));
    columns.add("年度", 5, Kind::Year, |row, _| year_content(row.year));
    columns.add(
        "部门",
        names::width(context, 24),
        Kind::Prose,
        |row, _| Content::text(row.shown()),
    );
    columns.add("年初预算数", 12, Kind::Amount, |row, _| {
        Content::number(row.initial.value)
    });
    columns.add("全年预算数", 12, Kind::Amount, |row, _| {
        Content::number(row.adjusted.value)
    });
    columns.add("全年执行数", 12, Kind::Amount, |row, _| {
        Content::number(row.executed.value)
    });
    columns.add("执行率", 8, Kind::Rate, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({全年预算数}),ISNUMBER({全年执行数})),IF({全年预算数}=0,\"\",ROUND({全年执行数}/{全年预算数},10)),\"\")")
        })
        .marked(Sign::Below(limits::least(context, |form| form.execution_low)));
    columns.add("指标数", 5, Kind::Count, |row, _| {
        Content::count(row.indicators)
    });
    columns.add("完成数", 5, Kind::Count, |row, _| {
        Content::count(row.met)
    });
    columns.add("完成率", 8, Kind::Rate, |_, here| {
        here.formula("IF({指标数}-{未判定}=0,\"\",ROUND({完成数}/({指标数}-{未判定}),10))")
    });
}

fn score_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add("自评得分", 7, Kind::Score, |row, _| {
        Content::number(row.stated_total.value)
    });
    columns.add("复算得分", 7, Kind::Score, move |row, here| {
        score::recomputed(context, row, here)
    });
    columns.add("差额", 7, Kind::ScoreChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({自评得分}),ISNUMBER({复算得分})),ROUND({复算得分}-{自评得分},2),\"\")")
        })
        .marked(Sign::NotZero);
    columns.add("自评等级", 5, Kind::Word, |row, _| {
        Content::text(self_grade(row).value.unwrap_or_default())
    });
    let sets = grade::sets(context.material.records);
    columns.add("复算等级", 5, Kind::Word, move |row, here| {
        grade_of(&sets, row, "复算得分", here)
    });
    columns.add("错误", 4, Kind::Count, |row, _| {
        Content::count(row.errors)
    });
    columns.add("疑点", 4, Kind::Count, |row, _| {
        Content::count(row.warnings)
    });
    columns.add("提示", 4, Kind::Count, |row, _| {
        Content::count(row.notices)
    });
}

/// The grade of a score, live by the grades on the first sheet.
fn grade_of<'a>(
    sets: &[&[GradeBand]],
    row: &DepartmentRecord,
    of: &str,
    here: &Here<'_>,
) -> Content<'a> {
    here.formula(&bands::formula(sets, row, of))
}

fn review_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.input("复核得分", 7, Kind::Score, |here| {
        InputRule::Score(here.resolve(&format!("{{{}}}", score::FULL)))
    });
    columns.input("复核意见", 11, Kind::Prose, |_| {
        InputRule::Free("写明复核结论和依据。")
    });
    columns.add(
        "最终得分",
        7,
        Kind::Score,
        move |row: &Row<'a>, here| score::reviewed(context, row, here),
    );
    let sets = grade::sets(context.material.records);
    columns.add("最终等级", 5, Kind::Word, move |row, here| {
        grade_of(&sets, row, "最终得分", here)
    });
    columns.add("备注", 17, Kind::Prose, move |row, _| {
        Content::text(remarks(context, row))
    });
}

/// The grade that the form states; where it states none, that of its stated score, which then is its source.
fn self_grade(row: &DepartmentRecord) -> Traced<String> {
    if row.stated_grade.value.is_some() || row.stated_total_grade.is_none() {
        return row.stated_grade.clone();
    }
    Traced {
        value: row.stated_total_grade.clone(),
        cell: row.stated_total.cell.clone(),
        text: row.stated_total.text.clone(),
    }
}

/// The columns that are added up or averaged, with what the form states.
fn summed(row: &DepartmentRecord) -> [(&'static str, &Traced<Decimal>); 4] {
    [
        ("年初预算数", &row.initial),
        ("全年预算数", &row.adjusted),
        ("全年执行数", &row.executed),
        ("自评得分", &row.stated_total),
    ]
}

/// What the sums and means of a group do without: `未计入：全年执行数 1 份`; empty where that is nothing.
pub(super) fn left_out(context: Context<'_>, group: &Group<'_>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (name, _) in group
        .forms(context)
        .flat_map(summed)
        .filter(|(_, figure)| figure.is_left_out())
    {
        match counts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let counted: Vec<String> = counts
        .iter()
        .map(|(name, count)| format!("{name} {count} 份"))
        .collect();
    if counted.is_empty() {
        return String::new();
    }
    format!("未计入：{}", counted.join("、"))
}

/// What a reader must know of a row before using it.
fn remarks(context: Context<'_>, row: &DepartmentRecord) -> String {
    let mut remarks = Vec::new();
    for (name, figure) in summed(row) {
        if figure.is_left_out() {
            remarks.push(format!(
                "{name}（{}）填的“{}”不是可用的数，未计入",
                figure.cell,
                excerpt(&figure.text, 20)
            ));
        }
    }
    let of_rows = rows_left_out(context, row.form);
    if of_rows > 0 {
        remarks.push(format!("有 {of_rows} 行的得分不是可用的数，未计入"));
    }
    if row.amount_unit.value.is_none() && row.adjusted.value.is_some() {
        remarks.push("原表未注明金额单位，按万元计".to_owned());
    }
    if !row.amounts_note.is_empty() {
        remarks.push(format!("金额：{}", row.amounts_note.trim_end_matches('。')));
    }
    if let Some(how) = &row.matched_by {
        remarks.push(format!("单位名称按{how}匹配"));
    }
    if !row.not_judged_points.is_zero() {
        remarks.push(format!(
            "有 {} 分未判定，暂沿用自评得分",
            row.not_judged_points.normalize()
        ));
    }
    if row.stated_total.value.is_none() && !row.stated_total.is_left_out() {
        remarks.push("原表未列自评总分".to_owned());
    }
    if let Some(how) = row.rescaled() {
        remarks.push(how);
    } else if !score::is_sum_of_rows(context, row) {
        remarks.push("复算得分按评分规则计算，不等于各行相加".to_owned());
    }
    remarks.join("；")
}

/// How many rows of a form state a score that is no figure.
fn rows_left_out(context: Context<'_>, form: usize) -> usize {
    let records = context.material.records;
    let indicators = records.indicators_of(form).iter();
    let funds = records.funds_of(form).iter();
    indicators
        .filter(|row| !row.subtotal)
        .map(|row| &row.stated)
        .chain(funds.map(|fund| &fund.stated))
        .filter(|score| score.is_left_out())
        .count()
}
