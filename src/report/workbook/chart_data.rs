//! 图表数据: what the charts draw, live from the other sheets.

use rust_decimal::Decimal;

use super::cell::{Content, Kind, Tone};
use super::execution::rounded;
use super::group::Group;
use super::sheet::Sheet;
use super::table::{Columns, Here, KEY, Located, Tables, place};
use super::{Context, comparison, indicators, summary};
use crate::compare::DepartmentRecord;
use crate::value::number::round_half_away;

const NAME: &str = "图表数据";
/// The tables on this sheet, in formulas and charts.
pub(super) const DEPARTMENTS: &str = "图表部门";
pub(super) const COMPLETION: &str = "图表完成程度";
pub(super) const LEVELS: &str = "图表一级指标";
/// How many departments a chart can show; of more, as many from either end of the ranking.
const SHOWN: usize = 40;
/// The execution rate that is drawn as a line.
const RATE_LINE: Decimal = Decimal::from_parts(9, 0, 0, false, 1);

/// The forms of the latest year that the charts draw: those of departments, where there are any.
pub(super) fn latest(context: Context<'_>) -> Option<Group<'_>> {
    Group::all(context)
        .into_iter()
        .find(|group| group.totals.year.is_some())
}

/// The ranked forms of a group, the best first.
pub(super) fn ranked<'a>(context: Context<'a>, group: &Group<'_>) -> Vec<&'a DepartmentRecord> {
    let placings = &context.material.comparison.placings;
    let rank = |form: &DepartmentRecord| placings.get(&form.form).and_then(|p| p.rank);
    let mut forms: Vec<&DepartmentRecord> = context
        .material
        .records
        .current()
        .filter(|form| (form.year, form.kind) == (group.totals.year, group.totals.kind))
        .filter(|form| rank(form).is_some())
        .collect();
    forms.sort_by_key(|form| (rank(form), form.form));
    forms
}

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.title("图表数据".to_owned(), 8);
    sheet.remark("总览中的图由本表画出，本表随其他各表更新，不必打印。");
    let group = latest(context);
    departments(&mut sheet, context, group.as_ref(), tables);
    completion(&mut sheet, context, group.as_ref(), tables);
    levels(&mut sheet, context, group.as_ref(), tables);
    sheet
}

fn put(tables: &mut Tables, name: &'static str, table: Located) {
    tables.insert(name, vec![table]);
}

fn heading(sheet: &mut Sheet<'_>, text: String) {
    sheet.gap();
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

struct Department<'a> {
    form: &'a DepartmentRecord,
    before: Option<&'a DepartmentRecord>,
}

fn departments<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let forms = group.map_or_else(Vec::new, |group| ranked(context, group));
    let all = forms.len();
    let rows: Vec<Department<'a>> = forms
        .into_iter()
        .enumerate()
        .filter(|(at, _)| all <= SHOWN || *at < SHOWN / 2 || *at >= all - SHOWN / 2)
        .map(|(_, form)| Department {
            form,
            before: before(context, form),
        })
        .collect();
    let name = group.map(Group::name).unwrap_or_default();
    heading(
        sheet,
        if all > SHOWN {
            format!("{name}：共 {all} 家，图中列前 {0} 家和后 {0} 家", SHOWN / 2)
        } else {
            format!("{name}：{all} 家")
        },
    );
    let from_summary = |column: &str| {
        let cell = format!(
            "INDEX({{{0}.{column}}},MATCH({{{KEY}}},{{{0}.{KEY}}},0))",
            summary::NAME
        );
        format!("IF(ISNUMBER({cell}),{cell},\"\")")
    };
    let mut columns: Columns<'a, Department<'a>> = Columns::new();
    columns.add(KEY, 10, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("部门", 28, Kind::Text, |row, _| {
        Content::text(row.form.shown())
    });
    let formula = from_summary("最终得分");
    columns.add("最终得分", 12, Kind::Score, move |row, here| {
        here.formula(&formula, row.form.total)
    });
    let formula = from_summary("自评得分");
    columns.add("自评得分", 12, Kind::Score, move |row, here| {
        here.formula(&formula, row.form.stated_total.value)
    });
    let formula = from_summary("执行率");
    columns.add("执行率", 12, Kind::Rate, move |row, here| {
        here.formula(&formula, rounded(row.form.computed_rate))
    });
    columns.add("90%线", 12, Kind::Rate, |_, _| Content::Number(RATE_LINE));
    columns.add("上年得分", 12, Kind::Score, |row, here| {
        match row.before {
            Some(before) => here.formula(
                &format!(
                    "INDEX({{{0}.最终得分}},MATCH({1},{{{0}.{KEY}}},0))",
                    summary::NAME,
                    before.form
                ),
                before.total,
            ),
            None => Content::Blank,
        }
    });
    let table = place(sheet, &columns, &rows, tables);
    put(tables, DEPARTMENTS, table);
}

/// The same unit's form of the year before, where it has a score.
fn before<'a>(context: Context<'a>, form: &DepartmentRecord) -> Option<&'a DepartmentRecord> {
    let change = context
        .material
        .comparison
        .changes
        .iter()
        .find(|change| change.later == Some(form.form))?;
    context
        .material
        .records
        .department(change.earlier?)
        .filter(|before| before.total.is_some())
}

/// A stretch of the degree of completion: its name, its lower bound and the bound it stays below.
type Stretch = (&'static str, Option<&'static str>, Option<&'static str>);

const STRETCHES: [Stretch; 7] = [
    ("不足60%", None, Some("0.6")),
    ("60%—80%", Some("0.6"), Some("0.8")),
    ("80%—90%", Some("0.8"), Some("0.9")),
    ("90%—100%", Some("0.9"), Some("1")),
    ("100%—110%", Some("1"), Some("1.1")),
    ("110%—130%", Some("1.1"), Some("1.3")),
    ("130%及以上", Some("1.3"), None),
];

fn completion<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let year = group.and_then(|group| group.totals.year);
    heading(sheet, "指标完成程度分布（指标数）".to_owned());
    let records = context.material.records;
    let done: Vec<Decimal> = records
        .indicators
        .iter()
        .filter(|row| !row.subtotal)
        .filter(|row| {
            records
                .department(row.form)
                .is_some_and(|form| form.current && form.year == year)
        })
        .filter_map(|row| rounded(row.computed_completion))
        .collect();
    let bound = |text: Option<&str>| text.and_then(|text| text.parse::<Decimal>().ok());
    let mut columns: Columns<'a, Stretch> = Columns::new();
    columns.add("序号", 10, Kind::Count, |_, here| {
        Content::count(here.offset() + 1)
    });
    columns.add("完成程度", 28, Kind::Text, |row, _| {
        Content::text(row.0)
    });
    columns.add("指标数", 12, Kind::Count, move |row, here| {
        let (low, high) = (bound(row.1), bound(row.2));
        let count = done
            .iter()
            .filter(|done| low.is_none_or(|low| **done >= low))
            .filter(|done| high.is_none_or(|high| **done < high))
            .count();
        here.formula(&stretch_formula(row, year, here), count)
    });
    let table = place(sheet, &columns, &STRETCHES, tables);
    put(tables, COMPLETION, table);
}

fn stretch_formula(stretch: &Stretch, year: Option<i32>, here: &Here<'_>) -> String {
    let table = indicators::NAME;
    let mut criteria = format!("{{{table}.年度}},{}", year.unwrap_or_default());
    for (sign, bound) in [(">=", stretch.1), ("<", stretch.2)] {
        if let Some(bound) = bound {
            criteria.push_str(&format!(",{{{table}.完成程度}},\"{sign}{bound}\""));
        }
    }
    here.in_all_parts(table, &format!("COUNTIFS({criteria})"))
        .join("+")
}

fn levels<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    heading(sheet, "各一级指标平均得分率".to_owned());
    let rows = group.map_or_else(Vec::new, |group| comparison::mean_shares(context, group));
    let criteria = group.map(|group| {
        format!(
            "{{{0}.年度}},{1},{{{0}.表类}},\"{2}\"",
            comparison::NAME,
            group.year(),
            group.totals.kind.label()
        )
    });
    let mut columns: Columns<'a, (String, Decimal)> = Columns::new();
    columns.add("序号", 10, Kind::Count, |_, here| {
        Content::count(here.offset() + 1)
    });
    columns.add("一级指标", 28, Kind::Text, |row, _| {
        Content::text(row.0.clone())
    });
    columns.add("平均得分率", 12, Kind::Rate, move |row, here| {
        let (criteria, column) = (
            criteria.clone().unwrap_or_default(),
            format!("{{{}.{}得分率}}", comparison::NAME, row.0),
        );
        here.formula(
            &format!("ROUND(SUMIFS({column},{criteria})/COUNTIFS({criteria},{column},\">=0\"),4)"),
            round_half_away(row.1, 4),
        )
    });
    let table = place(sheet, &columns, &rows, tables);
    put(tables, LEVELS, table);
}
