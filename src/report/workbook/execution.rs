//! 预算执行: one row a line of a budget block, with rates, ranks and the execution score.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::group::{Group, year_content};
use super::limits;
use super::names;
use super::origin::{self, AsStood, Origin, address};
use super::sheet::{InputRule, Sheet, Sign};
use super::table::{ANY_NUMBER, Columns, KEY, Tables, govern, place, total};
use crate::compare::{DepartmentRecord, FundRecord};
use crate::form::model::FundField;
use crate::scoring::ScoreStatus;
use crate::value::number::round_half_away;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "预算执行";
/// What the row for the whole is called, and the others.
const WHOLE: &str = "合计";
const PART: &str = "明细";

pub(super) struct Row<'a> {
    form: &'a DepartmentRecord,
    fund: Cow<'a, FundRecord>,
}

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let rows = rows(context);
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("预算执行情况表".to_owned(), columns.printed());
    sheet.remark(
        "金额单位：万元。执行率＝全年执行数÷全年预算数；名次按“合计”行的执行率，同年度、同表类相比。合计行已含明细行，不可相加。",
    );
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 4);
    for group in Group::all(context) {
        total(&mut sheet, &columns, &table, tables, |title, here| {
            let whole = format!("{},{{[层次]}},\"{WHOLE}\"", group.criteria());
            let sum = |_: Option<Decimal>| {
                here.formula(
                    &format!(
                        "IF(COUNTIFS({whole},{{[{title}]}},\"{ANY_NUMBER}\")=0,\"\",SUMIFS({{[{title}]}},{whole}))"
                    ))
            };
            match title {
                "部门" => Content::text(group.label()),
                "年初预算数" => sum(group.totals.initial.value),
                "全年预算数" => sum(group.totals.adjusted.value),
                "全年执行数" => sum(group.totals.executed.value),
                "执行率" => here.formula(&group.rate(&whole)),
                _ => Content::Blank,
            }
        });
    }
    tables.insert(NAME, vec![table]);
    sheet
}

fn rows(context: Context<'_>) -> Vec<Row<'_>> {
    let records = context.material.records;
    let mut rows = Vec::new();
    for form in records.current() {
        let funds = records.funds_of(form.form);
        let stated = funds.iter().any(|fund| fund.whole);
        if !stated && (form.adjusted.value.is_some() || form.executed.value.is_some()) {
            rows.push(Row {
                form,
                fund: Cow::Owned(whole_from_parts(form)),
            });
        }
        rows.extend(funds.iter().map(|fund| Row {
            form,
            fund: Cow::Borrowed(fund),
        }));
    }
    rows
}

/// The row for the whole of a form that states only its parts.
fn whole_from_parts(form: &DepartmentRecord) -> FundRecord {
    FundRecord {
        form: form.form,
        sheet: form.sheet.clone(),
        label: crate::compare::Traced {
            value: Some("合计（由各行相加，见汇总表备注）".to_owned()),
            ..Default::default()
        },
        whole: true,
        initial: form.initial.clone(),
        adjusted: form.adjusted.clone(),
        executed: form.executed.clone(),
        computed_rate: form.computed_rate,
        ..FundRecord::default()
    }
}

/// Rates are told to ten places: the same number in every program, and so fine that showing two places
/// of a percentage rounds as the rate itself would.
pub(super) fn rounded(rate: Option<Decimal>) -> Option<Decimal> {
    rate.map(|rate| round_half_away(rate, 10))
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    money_columns(&mut columns, context);
    score_columns(&mut columns);
    screen_columns(&mut columns);
    origin::columns(&mut columns, context, |_, row| Origin {
        path: &row.form.path,
        sheet: match &row.fund {
            Cow::Borrowed(fund) => &fund.sheet,
            Cow::Owned(_) => &row.form.sheet,
        },
        cell: match &row.fund {
            Cow::Borrowed(fund) if !fund.label.cell.is_empty() => &fund.label.cell,
            _ => &row.form.range,
        },
    });
    columns
}

fn money_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("年度", 5, Kind::Year, |row, _| {
        year_content(row.form.year)
    });
    columns.add(
        "部门",
        names::width(context, 19),
        Kind::Prose,
        |row, _| Content::text(row.form.shown()),
    );
    columns.add("资金类别", 15, Kind::Prose, |row, _| {
        Content::text(row.fund.label.value.clone().unwrap_or_default())
    });
    columns.add("层次", 5, Kind::Word, |row, _| {
        Content::text(if row.fund.whole { WHOLE } else { PART })
    });
    columns.add("年初预算数", 12, Kind::Amount, |row, _| {
        Content::number(row.fund.initial.value)
    });
    columns.add("全年预算数", 12, Kind::Amount, |row, _| {
        Content::number(row.fund.adjusted.value)
    });
    columns.add("预算调整", 12, Kind::AmountChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({年初预算数}),ISNUMBER({全年预算数})),ROUND({全年预算数}-{年初预算数},6),\"\")")
        });
    columns.add("全年执行数", 12, Kind::Amount, |row, _| {
        Content::number(row.fund.executed.value)
    });
    columns.add("执行率", 8, Kind::Rate, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({全年预算数}),ISNUMBER({全年执行数})),IF({全年预算数}=0,\"\",ROUND({全年执行数}/{全年预算数},10)),\"\")")
        })
        .marked(Sign::Below(limits::least(context, |form| form.execution_low)));
    columns.add("未执行数", 12, Kind::Amount, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({全年预算数}),ISNUMBER({全年执行数})),ROUND({全年预算数}-{全年执行数},6),\"\")")
        });
    columns.add("名次", 5, Kind::Count, |_, here| {
            here.formula(
                &format!(
                    "IF(AND({{层次}}=\"{WHOLE}\",ISNUMBER({{年度}}),ISNUMBER({{执行率}})),COUNTIFS({{[年度]}},{{年度}},{{[表类]}},{{表类}},{{[层次]}},\"{WHOLE}\",{{[执行率]}},\">\"&{{执行率}})+1,\"\")"
                ))
        });
    columns
        .add("提示", 8, Kind::Word, |row, here| {
            let below = |limit: Decimal, otherwise: &str| {
                format!(
                    "IF({{执行率}}<{},\"低于{}\",{otherwise})",
                    limit.normalize(),
                    limits::percent(limit)
                )
            };
            let short = below(row.form.execution_short, "\"\"");
            let low = below(row.form.execution_low, &short);
            here.formula(&format!(
                "IF(ISNUMBER({{执行率}}),IF({{执行率}}>1,\"超预算\",{low}),\"\")"
            ))
        })
        .marked(Sign::Grave("超预算"));
}

fn score_columns<'a>(columns: &mut Columns<'a, Row<'a>>) {
    columns.add("分值", 6, Kind::Score, |row, _| {
        Content::number(row.fund.weight.value)
    });
    columns.add("自评得分", 6, Kind::Score, |row, _| {
        Content::number(row.fund.stated.value)
    });
    columns.add("复算得分", 8, Kind::Score, |row, _| {
        Content::number(row.fund.score)
    });
    columns.add("差额", 7, Kind::ScoreChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({自评得分}),ISNUMBER({复算得分})),ROUND({复算得分}-{自评得分},2),\"\")")
        })
        .marked(Sign::NotZero);
    columns
        .add("判定", 8, Kind::Word, |row, _| {
            Content::words(row.fund.status.map(ScoreStatus::label))
        })
        .marked(Sign::Doubtful("未判定"));
    columns.add("复算过程", 20, Kind::Prose, |row, _| {
        Content::text(row.fund.note.clone())
    });
    columns.input("复核得分", 7, Kind::Score, |here| {
        InputRule::ScoreUpTo(here.resolve("{分值}"))
    });
    columns.add("采用得分", 7, Kind::Score, |_, here| {
        here.formula("IF(ISNUMBER({复核得分}),{复核得分},IF(ISNUMBER({复算得分}),{复算得分},\"\"))")
    });
}

/// A column with the address of a value.
fn cell<'a>(
    columns: &mut Columns<'a, Row<'a>>,
    title: &'static str,
    pick: fn(&FundRecord) -> &str,
) {
    columns
        .add(title, 8, Kind::Word, move |row, _| {
            Content::text(pick(&row.fund).to_owned())
        })
        .on_screen_only();
}

fn screen_columns<'a>(columns: &mut Columns<'a, Row<'a>>) {
    address(columns, "表类", |row: &Row<'a>| row.form.kind.label());
    columns
        .add(
            FundField::Adjustment.name_as_stated(),
            13,
            Kind::AmountChange,
            |row, _| Content::number(row.fund.adjustment.value),
        )
        .on_screen_only();
    columns
        .add("表列执行率", 10, Kind::Rate, |row, _| {
            Content::number(row.fund.rate.value)
        })
        .on_screen_only();
    columns.add("执行率之差", 14, Kind::RatePoints, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({表列执行率}),ISNUMBER({执行率})),ROUND(({表列执行率}-{执行率})*100,2),\"\")")
        })
        .marked(Sign::NotZero)
        .on_screen_only();
    columns
        .add("原因", 22, Kind::Prose, |row, _| {
            Content::text(row.fund.reason.value.clone().unwrap_or_default())
        })
        .on_screen_only();
    cell(columns, "类别格", |fund| &fund.label.cell);
    cell(columns, "年初格", |fund| &fund.initial.cell);
    cell(columns, "调整格", |fund| &fund.adjustment.cell);
    cell(columns, "全年格", |fund| &fund.adjusted.cell);
    cell(columns, "执行格", |fund| &fund.executed.cell);
    cell(columns, "执行率格", |fund| &fund.rate.cell);
    cell(columns, "分值格", |fund| &fund.weight.cell);
    cell(columns, "得分格", |fund| &fund.stated.cell);
    columns
        .add(
            "原文（与取值不同者）",
            26,
            Kind::Text,
            |row, _| {
                let fund = &row.fund;
                AsStood::default()
                    .number(FundField::Initial.name(), &fund.initial)
                    .number(FundField::Adjustment.name(), &fund.adjustment)
                    .number(FundField::Adjusted.name(), &fund.adjusted)
                    .number(FundField::Executed.name(), &fund.executed)
                    .number(FundField::Rate.name(), &fund.rate)
                    .number(FundField::Weight.name(), &fund.weight)
                    .number(FundField::Score.name(), &fund.stated)
                    .content()
            },
        )
        .on_screen_only();
}
