//! 指标明细: one row an indicator, with its recomputation and a place for the reviewer.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::execution::rounded;
use super::group::year_content;
use super::names;
use super::origin::{self, AsStood, Origin, address};
use super::parts::{self, Long, ROWS_A_SHEET};
use super::sheet::{InputRule, Sheet, Sign};
use super::table::{Columns, KEY, Tables};
use crate::compare::levels::{in_order, level_of};
use crate::compare::{DepartmentRecord, IndicatorRecord};
use crate::form::model::IndicatorField;
use crate::scoring::ScoreStatus;

/// The table's name in formulas, and that of its first sheet.
pub(super) const NAME: &str = "指标明细";
/// The column with the number of the level-1 indicator among those of 部门对比: formulas pick rows by it, as
/// a wording may hold signs that a criterion takes for its own (`>0`, `*`) or be too long for one.
pub(super) const LEVEL: &str = "归类号";

pub(super) struct Row<'a> {
    form: &'a DepartmentRecord,
    indicator: &'a IndicatorRecord,
}

/// The sheets: one, or as many as the rows need.
pub(super) fn sheets<'a>(context: Context<'a>, tables: &mut Tables) -> Vec<Sheet<'a>> {
    sheets_of(context, tables, ROWS_A_SHEET)
}

fn sheets_of<'a>(context: Context<'a>, tables: &mut Tables, rows_a_sheet: usize) -> Vec<Sheet<'a>> {
    let records = context.material.records;
    let rows: Vec<Row<'a>> = records
        .indicators
        .iter()
        .filter(|indicator| !indicator.subtotal)
        .filter_map(|indicator| {
            let form = records.department(indicator.form)?;
            form.current.then_some(Row { form, indicator })
        })
        .collect();
    let left_out = records
        .indicators
        .iter()
        .filter(|indicator| indicator.subtotal)
        .count();
    let columns = columns(context);
    let (sheets, located) = parts::sheets(
        &Long {
            name: NAME,
            title: "绩效指标明细",
            remark: remark(rows.len(), left_out),
            frozen: 5,
            rows_a_sheet,
        },
        &columns,
        &rows,
        tables,
    );
    tables.insert(NAME, located);
    sheets
}

fn remark(rows: usize, left_out: usize) -> String {
    let mut text = format!(
        "共 {rows} 条指标。黄色列供复核填写，填写后采用得分、汇总表和名次随之更新；右侧各列为每个数在原表中的单元格、原文和链接。"
    );
    if left_out > 0 {
        text.push_str(&format!("另有 {left_out} 行是下级指标的小计，不重复列示。"));
    }
    text
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
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
    columns.add("一级指标", 7, Kind::Prose, |row, _| {
        Content::words(row.indicator.level1.as_deref())
    });
    columns.add("二级指标", 8, Kind::Prose, |row, _| {
        Content::words(row.indicator.level2.as_deref())
    });
    columns.add("三级指标", 18, Kind::Prose, |row, _| {
        Content::words(row.indicator.name.value.as_deref())
    });
    columns.add("指标值", 11, Kind::Prose, |row, _| {
        Content::words(row.indicator.target.value.as_deref())
    });
    columns.add("实际完成值", 11, Kind::Prose, |row, _| {
        Content::words(row.indicator.actual.value.as_deref())
    });
    columns.add("完成程度", 8, Kind::Rate, |row, _| {
        Content::number(rounded(row.indicator.computed_completion))
    });
    columns.add("分值", 6, Kind::Score, |row, _| {
        Content::number(row.indicator.weight.value)
    });
    columns.add("自评得分", 6, Kind::Score, |row, _| {
        Content::number(row.indicator.stated.value)
    });
    columns.add("复算得分", 6, Kind::Score, |row, _| {
        Content::number(row.indicator.score)
    });
    columns.add("差额", 7, Kind::ScoreChange, |_, here| {
            here.formula(
                "IF(AND(ISNUMBER({自评得分}),ISNUMBER({复算得分})),ROUND({复算得分}-{自评得分},2),\"\")")
        })
        .marked(Sign::NotZero);
    columns
        .add("判定", 8, Kind::Word, |row, _| {
            Content::words(row.indicator.status.map(ScoreStatus::label))
        })
        .marked(Sign::Doubtful("未判定"));
    columns.add("复算过程", 23, Kind::Prose, |row, _| {
        Content::text(reckoning(row.indicator))
    });
    columns.add("偏差原因", 18, Kind::Prose, |row, _| {
        Content::words(row.indicator.reason.value.as_deref())
    });
    columns.input("复核得分", 7, Kind::Score, |here| {
        InputRule::ScoreUpTo(here.resolve("{分值}"))
    });
    columns.input("复核意见", 10, Kind::Prose, |_| {
        InputRule::Free("写明复核依据：佐证材料、扣分理由。")
    });
    columns.add("采用得分", 7, Kind::Score, |_, here| {
        here.formula("IF(ISNUMBER({复核得分}),{复核得分},IF(ISNUMBER({复算得分}),{复算得分},\"\"))")
    });
    screen_columns(&mut columns, context);
    origin::columns(&mut columns, context, |_, row| Origin {
        path: &row.form.path,
        sheet: &row.indicator.sheet,
        cell: if row.indicator.name.cell.is_empty() {
            &row.form.range
        } else {
            &row.indicator.name.cell
        },
    });
    columns
}

fn screen_columns<'a>(columns: &mut Columns<'a, Row<'a>>, context: Context<'a>) {
    columns
        .add("表类", 12, Kind::Word, |row, _| {
            Content::text(row.form.kind.label())
        })
        .on_screen_only();
    columns
        .add("一级归类", 10, Kind::Word, |row, _| {
            Content::text(level_of(row.indicator.level1.as_deref()))
        })
        .on_screen_only();
    let numbers: BTreeMap<String, usize> = in_order(&context.material.comparison.levels)
        .into_iter()
        .zip(1..)
        .collect();
    columns
        .add(LEVEL, 5, Kind::Count, move |row, _| {
            let level = level_of(row.indicator.level1.as_deref());
            numbers
                .get(&level)
                .map_or(Content::Blank, |number| Content::count(*number))
        })
        .on_screen_only();
    columns
        .add("行次", 6, Kind::Count, |row, _| {
            Content::count(row.indicator.line)
        })
        .on_screen_only();
    columns
        .add("上年完成值", 12, Kind::Prose, |row, _| {
            Content::words(row.indicator.prior_year.value.as_deref())
        })
        .on_screen_only();
    columns
        .add(IndicatorField::Midyear.name(), 12, Kind::Prose, |row, _| {
            Content::words(row.indicator.midyear.value.as_deref())
        })
        .on_screen_only();
    columns
        .add("表列完成率", 10, Kind::Rate, |row, _| {
            Content::number(row.indicator.completion.value)
        })
        .on_screen_only();
    columns
        .add("改进措施", 22, Kind::Prose, |row, _| {
            Content::words(row.indicator.measures.value.as_deref())
        })
        .on_screen_only();
    columns
        .add("评分标准", 22, Kind::Prose, |row, _| {
            Content::words(row.indicator.scoring_note.value.as_deref())
        })
        .on_screen_only();
    columns
        .add("表内复核得分", 9, Kind::Score, |row, _| {
            Content::number(row.indicator.review_score.value)
        })
        .on_screen_only();
    address(columns, "名称格", |row: &Row<'a>| {
        &row.indicator.name.cell
    });
    address(columns, "指标值格", |row| &row.indicator.target.cell);
    address(columns, "实际值格", |row| &row.indicator.actual.cell);
    address(columns, "完成率格", |row| {
        &row.indicator.completion.cell
    });
    address(columns, "分值格", |row| &row.indicator.weight.cell);
    address(columns, "得分格", |row| &row.indicator.stated.cell);
    address(columns, "上年值格", |row| {
        &row.indicator.prior_year.cell
    });
    address(columns, "年中值格", |row| &row.indicator.midyear.cell);
    address(columns, "复核分格", |row| {
        &row.indicator.review_score.cell
    });
    columns
        .add(
            "原文（与取值不同者）",
            26,
            Kind::Text,
            |row, _| {
                let indicator = row.indicator;
                AsStood::default()
                    .text(IndicatorField::Name.name(), &indicator.name)
                    .text(IndicatorField::Target.name(), &indicator.target)
                    .text(IndicatorField::PriorYear.name(), &indicator.prior_year)
                    .text(IndicatorField::Midyear.name(), &indicator.midyear)
                    .text(IndicatorField::Actual.name(), &indicator.actual)
                    .number(IndicatorField::Completion.name(), &indicator.completion)
                    .number(IndicatorField::Weight.name(), &indicator.weight)
                    .number(IndicatorField::Score.name(), &indicator.stated)
                    .number(IndicatorField::ReviewScore.name(), &indicator.review_score)
                    .content()
            },
        )
        .on_screen_only();
}

/// The arithmetic, or why there is none; both where both are there.
fn reckoning(indicator: &IndicatorRecord) -> String {
    let parts: Vec<&str> = [indicator.formula.as_deref(), indicator.why.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    parts.join("；")
}

/// The sum of the recomputed scores of a form's rows, as 指标明细 shows them.
pub(super) fn sum_of_scores(
    context: Context<'_>,
    form: usize,
    score: fn(&IndicatorRecord) -> Option<Decimal>,
) -> (Decimal, usize) {
    context
        .material
        .records
        .indicators_of(form)
        .iter()
        .filter(|row| !row.subtotal)
        .filter_map(score)
        .fold((Decimal::ZERO, 0), |(sum, count), score| {
            (sum + score, count + 1)
        })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Context, summary};
    use super::{NAME, sheets_of};
    use crate::report::link::Links;
    use crate::report::recalculate::recalculate;
    use crate::report::sample::Sample;
    use crate::report::workbook::table::Tables;

    #[test]
    fn what_is_too_long_for_one_sheet_goes_on_on_the_next_and_is_summed_over_both() {
        let sample = Sample::new();
        let material = sample.material();
        let links = Links::new(Path::new("/结果"), &sample.records.files);
        let context = Context {
            material: &material,
            links: &links,
        };
        let mut tables = Tables::new();
        let notes = super::super::notes::sheet(context, &mut tables);
        // 32 indicators at 15 a sheet; the seed's ten and another form's rows lie on either side.
        let mut sheets = sheets_of(context, &mut tables, 15);
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, [NAME, "指标明细（2）", "指标明细（3）"]);
        let remark = format!("{:?}", sheets[1].rows[1]);
        assert!(remark.contains("分为 3 张，本张为第 2 张"), "{remark}");
        sheets.push(notes);
        sheets.push(super::super::execution::sheet(context, &mut tables));
        sheets.push(summary::sheet(context, &mut tables));
        let done = recalculate(&mut sheets);
        assert_eq!(done.faults, []);
        assert!(done.formulas > 100, "{}", done.formulas);
    }
}
