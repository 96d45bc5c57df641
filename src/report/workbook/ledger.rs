//! 核对: the books must balance. Files, cells, amounts and scores, each accounted for.

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind, Tone};
use super::group::Group;
use super::sheet::{Sheet, Sign};
use super::summary;
use super::table::{Columns, Here, Tables, place, total};
use crate::compare::{DepartmentRecord, FileStatus};
use crate::report::ledger::{Balance, LeftOut, amounts, scores};

pub(super) const NAME: &str = "核对";

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.title("核对表".to_owned(), 9);
    sheet.remark("各项差额都应为零；不为零的加粗并带底纹。");
    sheet.gap();
    files(&mut sheet, context, tables);
    let (amounts, scores) = (
        amounts(context.material.records),
        scores(context.material.records),
    );
    balances(
        &mut sheet,
        "二、金额（万元）：逐文件相加＝预算执行表＝汇总表",
        &amounts,
        tables,
        context,
    );
    left_out(&mut sheet, &amounts, tables, context);
    amounts_elsewhere(&mut sheet, context, tables);
    balances(
        &mut sheet,
        "三、得分：逐文件相加＝明细表；加上折算差额＝汇总表（折算：总分按评分规则由各行折算，见汇总表备注）",
        &scores,
        tables,
        context,
    );
    left_out(&mut sheet, &scores, tables, context);
    cells(&mut sheet, context, tables);
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: &'static str) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

fn files<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    heading(
        sheet,
        "一、文件：找到＝读取＋未采用或未能读取＋跳过（后两种逐个列在“说明”）",
    );
    let all = &context.material.records.files;
    let count = |status| all.iter().filter(|file| file.status == status).count();
    let (read, refused, skipped) = (
        count(FileStatus::Read),
        count(FileStatus::Refused),
        count(FileStatus::Skipped),
    );
    let mut columns: Columns<'a, ()> = Columns::new();
    columns.add("找到", 24, Kind::Count, move |(), _| {
        Content::count(all.len())
    });
    columns.add("读取", 12, Kind::Count, move |(), _| Content::count(read));
    columns.add("未采用或未能读取", 12, Kind::Count, move |(), _| {
        Content::count(refused)
    });
    columns.add("跳过", 12, Kind::Count, move |(), _| {
        Content::count(skipped)
    });
    columns
        .add("差额", 12, Kind::Count, move |(), here| {
            here.formula("{找到}-{读取}-{未采用或未能读取}-{跳过}")
        })
        .marked(Sign::NotZero);
    place(sheet, &columns, &[()], tables);
    sheet.gap();
}

fn balances<'a>(
    sheet: &mut Sheet<'a>,
    title: &'static str,
    rows: &[Balance],
    tables: &Tables,
    context: Context<'a>,
) {
    heading(sheet, title);
    let groups = Group::all(context);
    let rows: Vec<(String, String, &Balance)> = rows
        .iter()
        .filter_map(|row| {
            let group = groups
                .iter()
                .find(|group| (group.totals.year, group.totals.kind) == (row.year, row.kind))?;
            Some((group.name(), criteria(group), row))
        })
        .collect();
    let mut columns: Columns<'a, (String, String, &Balance)> = Columns::new();
    columns.add("年度与表类", 24, Kind::Prose, |row, _| {
        Content::text(row.0.clone())
    });
    columns.add("项目", 16, Kind::Word, |row, _| Content::text(row.2.item));
    columns.add("逐文件相加", 16, Kind::Amount, |row, _| {
        Content::Number(row.2.by_file)
    });
    columns.add("明细表", 16, Kind::Amount, |row, here| {
        here.formula(&in_details(row.2, &row.1, here))
    });
    columns.add("汇总表", 16, Kind::Amount, |row, here| {
        here.formula(&format!(
            "ROUND(SUMIFS({{{0}.{1}}},{2}),6)",
            summary::NAME,
            row.2.summary_column,
            row.1.replace("{表}", summary::NAME)
        ))
    });
    columns.add("折算差额", 12, Kind::AmountChange, |row, _| {
        Content::Number(row.2.rescaled)
    });
    columns
        .add("明细差额", 12, Kind::AmountChange, |_, here| {
            here.formula("ROUND({逐文件相加}-{明细表},6)")
        })
        .marked(Sign::NotZero);
    columns
        .add("汇总差额", 12, Kind::AmountChange, |_, here| {
            here.formula("ROUND({逐文件相加}+{折算差额}-{汇总表},6)")
        })
        .marked(Sign::NotZero);
    columns
        .add("未计入", 8, Kind::Count, |row, _| {
            Content::count(row.2.left_out.len())
        })
        .marked(Sign::Above(Decimal::ZERO));
    place(sheet, &columns, &rows, tables);
    sheet.gap();
}

/// What the sums above do without, cell by cell.
fn left_out<'a>(sheet: &mut Sheet<'a>, rows: &[Balance], tables: &Tables, context: Context<'a>) {
    type Row<'a> = (Option<&'a DepartmentRecord>, &'static str, LeftOut);
    let records = context.material.records;
    let rows: Vec<Row<'a>> = rows
        .iter()
        .flat_map(|row| {
            let figures = row.left_out.iter().cloned();
            figures.map(|figure| (records.department(figure.form), row.item, figure))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    sheet.remark(format!(
        "其中 {} 处所填的不是可用的数，没有计入以上各数：",
        rows.len()
    ));
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add("部门", 24, Kind::Prose, |row, _| match row.0 {
        Some(form) => Content::text(format!("{} {}", form.shown_year(), form.shown())),
        None => Content::Blank,
    });
    columns.add("项目", 16, Kind::Prose, |row, _| {
        match row.2.row.as_str() {
            "" => Content::text(row.1),
            name => Content::text(format!("{}·{name}", row.1)),
        }
    });
    columns.add("单元格", 16, Kind::Prose, |row, _| {
        Content::text(row.2.cell.clone())
    });
    columns.add("所填", 16, Kind::Prose, |row, _| {
        Content::text(row.2.text.clone())
    });
    place(sheet, &columns, &rows, tables);
    sheet.gap();
}

/// The forms whose amounts do not come from their row for the whole.
fn amounts_elsewhere<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    let forms: Vec<&'a DepartmentRecord> = context
        .material
        .records
        .current()
        .filter(|form| !form.amounts_note.is_empty())
        .collect();
    if forms.is_empty() {
        return;
    }
    sheet.remark(format!(
        "其中 {} 份表的金额不是取自合计行，已计入以上各数：",
        forms.len()
    ));
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add("部门", 24, Kind::Prose, |form, _| {
        Content::text(format!("{} {}", form.shown_year(), form.shown()))
    });
    columns.add("全年预算数", 16, Kind::Amount, |form, _| {
        Content::number(form.adjusted.value)
    });
    columns.add("全年执行数", 16, Kind::Amount, |form, _| {
        Content::number(form.executed.value)
    });
    columns.add("取数说明", 16, Kind::Text, |form, _| {
        Content::text(&*form.amounts_note)
    });
    place(sheet, &columns, &forms, tables);
    sheet.gap();
}

/// Ranges and criteria that pick a group's rows of any table; `{表}` stands for its name.
fn criteria(group: &Group<'_>) -> String {
    format!(
        "{{{{表}}.年度}},{},{{{{表}}.表类}},\"{}\"",
        group.year(),
        group.totals.kind.label()
    )
}

/// The sum over the detail sheets, over all their parts.
fn in_details(balance: &Balance, criteria: &str, here: &Here<'_>) -> String {
    let mut terms = Vec::new();
    for (table, column) in balance.detail_columns {
        let whole = if balance.whole_rows {
            format!(",{{{table}.层次}},\"合计\"")
        } else {
            String::new()
        };
        let template = format!(
            "SUMIFS({{{table}.{column}}},{}{whole})",
            criteria.replace("{表}", table)
        );
        terms.extend(here.in_all_parts(table, &template));
    }
    format!("ROUND({},6)", terms.join("+"))
}

fn cells<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    heading(
        sheet,
        "四、单元格：有内容的＝取用＋标签＋说明文字＋未读（未读的逐个列在“未读单元格”）",
    );
    let rows: Vec<&'a DepartmentRecord> = context.material.records.departments.iter().collect();
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add("文件", 24, Kind::Prose, |row, _| {
        Content::text(&*row.path)
    });
    columns.add("工作表", 16, Kind::Prose, |row, _| {
        Content::text(&*row.sheet)
    });
    columns.add("有内容的", 16, Kind::Count, |row, _| {
        Content::count(row.cells)
    });
    columns.add("取用", 16, Kind::Count, |row, _| {
        Content::count(row.cells_used)
    });
    columns.add("标签", 16, Kind::Count, |row, _| {
        Content::count(row.cells_label)
    });
    columns.add("说明文字", 12, Kind::Count, |row, _| {
        Content::count(row.cells_note)
    });
    columns
        .add("未读", 12, Kind::Count, |row, _| {
            Content::count(row.cells_unread)
        })
        .marked(Sign::Above(Decimal::ZERO));
    columns
        .add("差额", 8, Kind::Count, |_, here| {
            here.formula("{有内容的}-{取用}-{标签}-{说明文字}-{未读}")
        })
        .marked(Sign::NotZero);
    columns.add("把握", 8, Kind::Count, |row, _| {
        Content::count(usize::from(row.confidence))
    });
    let table = place(sheet, &columns, &rows, tables);
    if !rows.is_empty() {
        total(sheet, &columns, &table, tables, |title, here| match title {
            "文件" => Content::text(format!("合计（{} 份）", rows.len())),
            "有内容的" | "取用" | "标签" | "说明文字" | "未读" => {
                here.formula(&format!("SUM({{[{title}]}})"))
            }
            "差额" => here.formula("{有内容的}-{取用}-{标签}-{说明文字}-{未读}"),
            _ => Content::Blank,
        });
    }
    // The last and longest table: its head goes with it over the pages.
    let head = table.rows().0.saturating_sub(1);
    sheet.repeated = Some((head, head));
    sheet.gap();
}
