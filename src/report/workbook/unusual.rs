//! 雷同与异常: forms that are alike, values far from the peers', full marks throughout.

use std::borrow::Cow;

use super::Context;
use super::cell::{Content, Kind, Tone};
use super::execution::rounded;
use super::sheet::{Sheet, Sign};
use super::table::{Columns, Tables, section};
use crate::compare::unusual::{Alike, Measure, Outlier, Unusual};
use crate::compare::{DepartmentRecord, FindingRecord};

pub(super) const NAME: &str = "雷同与异常";
/// The category of the findings that compare forms with each other.
const PEERS: &str = "同类与年度";

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let unusual = &context.material.comparison.unusual;
    let mut sheet = Sheet::new(NAME);
    sheet.title("雷同与异常情况表".to_owned(), 8);
    sheet.remark("以下为核查线索，不是结论：雷同可能出于统一布置，偏离可能事出有因。");
    sheet.gap();
    alike(&mut sheet, context, unusual, tables);
    outliers(&mut sheet, context, &unusual.outliers, tables);
    full(&mut sheet, context, &unusual.all_full, tables);
    findings(&mut sheet, context, tables);
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: String) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

fn shown(context: Context<'_>, form: usize) -> String {
    context
        .material
        .records
        .department(form)
        .map(DepartmentRecord::shown)
        .unwrap_or_default()
}

fn year(context: Context<'_>, form: usize) -> Option<i32> {
    context.material.records.department(form)?.year
}

fn alike<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, unusual: &Unusual, tables: &Tables) {
    let listed = if unusual.alike_in_all > unusual.alike.len() {
        format!("，列最相像的 {} 对", unusual.alike.len())
    } else {
        String::new()
    };
    heading(
        sheet,
        format!(
            "一、指标雷同：不同单位 60% 以上的指标名称和指标值相同，共 {} 对{listed}",
            unusual.alike_in_all
        ),
    );
    let mut columns: Columns<'a, Alike> = Columns::new();
    columns.add("年度", 8, Kind::Year, move |row, _| {
        Content::whole(year(context, row.one))
    });
    columns.add("单位甲", 28, Kind::Prose, move |row, _| {
        Content::text(shown(context, row.one))
    });
    columns.add("单位乙", 28, Kind::Prose, move |row, _| {
        Content::text(shown(context, row.other))
    });
    columns.add("相同指标", 10, Kind::Count, |row, _| {
        Content::count(row.shared)
    });
    columns
        .add("完成值也相同", 12, Kind::Count, |row, _| {
            Content::count(row.same_actuals)
        })
        .marked(Sign::Above(rust_decimal::Decimal::ZERO));
    columns.add("雷同程度", 12, Kind::Rate, |row, _| {
        Content::number(rounded(Some(row.likeness)))
    });
    section(sheet, &columns, &unusual.alike, tables);
}

fn outliers<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, rows: &[Outlier], tables: &Tables) {
    heading(
        sheet,
        format!(
            "二、偏离同类：超出四分位数 1.5 倍间距（同年度、同表类不少于 8 家时判断），共 {} 个",
            rows.len()
        ),
    );
    let mut columns: Columns<'a, Outlier> = Columns::new();
    columns.add("年度", 8, Kind::Year, move |row, _| {
        Content::whole(year(context, row.form))
    });
    columns.add("单位", 28, Kind::Prose, move |row, _| {
        Content::text(shown(context, row.form))
    });
    columns.add("项目", 28, Kind::Word, |row, _| {
        Content::text(row.what.label())
    });
    columns.add("数值", 10, Kind::Word, |row, _| {
        Content::text(told(row.what, row.value))
    });
    columns.add("同类下界", 12, Kind::Word, |row, _| {
        Content::text(told(row.what, row.bounds.0))
    });
    columns.add("同类上界", 12, Kind::Word, |row, _| {
        Content::text(told(row.what, row.bounds.1))
    });
    section(sheet, &columns, rows, tables);
}

/// A value in the way of its measure.
fn told(what: Measure, value: rust_decimal::Decimal) -> String {
    use crate::value::number::round_half_away;
    match what {
        Measure::Score => format!("{:.2} 分", round_half_away(value, 2)),
        Measure::Rate => format!(
            "{:.2}%",
            round_half_away(value * rust_decimal::Decimal::ONE_HUNDRED, 2)
        ),
    }
}

fn full<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, forms: &[usize], tables: &Tables) {
    heading(
        sheet,
        format!(
            "三、全部满分：执行率和每条指标都自评满分，共 {} 家",
            forms.len()
        ),
    );
    let mut columns: Columns<'a, usize> = Columns::new();
    columns.add("年度", 8, Kind::Year, move |form, _| {
        Content::whole(year(context, *form))
    });
    columns.add("单位", 28, Kind::Prose, move |form, _| {
        Content::text(shown(context, *form))
    });
    columns.add("复算得分", 28, Kind::Score, move |form, _| {
        Content::number(
            context
                .material
                .records
                .department(*form)
                .and_then(|record| record.total),
        )
    });
    section(sheet, &columns, forms, tables);
}

fn findings<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    let rows: Vec<&'a FindingRecord> = context
        .material
        .records
        .findings
        .iter()
        .filter(|finding| finding.category == PEERS)
        .collect();
    heading(
        sheet,
        format!(
            "四、同类与年度核对发现的问题（详见问题清单），共 {} 个",
            rows.len()
        ),
    );
    let mut columns: Columns<'a, &'a FindingRecord> = Columns::new();
    columns.add("年度", 8, Kind::Year, |row, _| Content::whole(row.year));
    columns.add("单位", 28, Kind::Prose, |row, _| {
        Content::text(&*row.department)
    });
    columns.add("事项", 28, Kind::Prose, |row, _| {
        Content::text(&*row.title)
    });
    columns.add("问题编号", 10, Kind::Count, |row, _| {
        Content::count(row.number)
    });
    columns.add("级别", 12, Kind::Word, |row, _| {
        Content::text(row.severity.to_string())
    });
    columns.add("规则", 12, Kind::Word, |row, _| Content::text(&*row.rule));
    columns.add("说明", 60, Kind::Prose, |row, _| {
        Content::text(beginning(&row.message))
    });
    section(sheet, &columns, &rows, tables);
}

/// How much of a finding is told here; all of it stands in 问题清单.
const TOLD: usize = 120;

fn beginning(message: &str) -> Cow<'_, str> {
    if message.chars().count() <= TOLD {
        return Cow::Borrowed(message);
    }
    let kept: String = message.chars().take(TOLD).collect();
    Cow::Owned(format!("{kept}……"))
}
