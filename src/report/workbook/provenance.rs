//! 溯源: one row a form, with where it stands, how it was read, and what was not read.

use super::Context;
use super::cell::{Content, Kind};
use super::origin::{self, Origin};
use super::parts::{self, Long, ROWS_A_SHEET};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, KEY, Tables, govern, place};
use crate::compare::DepartmentRecord;

pub(super) const NAME: &str = "溯源";
const UNREAD: &str = "未读单元格";

pub(super) fn sheets<'a>(context: Context<'a>, tables: &mut Tables) -> Vec<Sheet<'a>> {
    let rows: Vec<&'a DepartmentRecord> = context.material.records.departments.iter().collect();
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("数据溯源表".to_owned(), columns.printed());
    sheet.remark(
        "每份自评表一行：在哪个文件的哪个位置、怎样识别、金额单位从何而来。文件指纹（SHA-256）不同，文件即有改动。",
    );
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 3);
    tables.insert(NAME, vec![table]);
    let mut sheets = vec![sheet];
    sheets.extend(unread(context, tables));
    sheets
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, &'a DepartmentRecord> {
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add(KEY, 4, Kind::Count, |form, _| Content::count(form.form));
    columns.add("年度", 5, Kind::Year, |form, _| Content::whole(form.year));
    columns.add("部门", 18, Kind::Prose, |form, _| {
        Content::text(form.shown())
    });
    columns.add("表类", 12, Kind::Prose, |form, _| {
        Content::text(form.kind.label())
    });
    columns.add("文件", 28, Kind::Prose, |form, _| {
        Content::text(&*form.path)
    });
    columns.add("工作表", 12, Kind::Prose, |form, _| {
        Content::text(&*form.sheet)
    });
    columns.add("范围", 9, Kind::Word, |form, _| {
        Content::text(&*form.range)
    });
    columns
        .add("识别把握", 6, Kind::Count, |form, _| {
            Content::count(usize::from(form.confidence))
        })
        .marked(Sign::Below(rust_decimal::Decimal::from(80)));
    columns.add("年度出处", 8, Kind::Word, |form, _| {
        Content::text(&*form.year_from)
    });
    columns.add("单位名称出处", 18, Kind::Prose, |form, _| {
        Content::text(unit_evidence(form))
    });
    columns.add("金额单位", 12, Kind::Prose, |form, _| {
        Content::text(amount_evidence(form))
    });
    columns.add("是否计入", 6, Kind::Word, |form, _| {
        Content::text(if form.current { "计入" } else { "不计入" })
    });
    columns.add("单元格", 6, Kind::Count, |form, _| {
        Content::count(form.cells)
    });
    columns
        .add("未读", 5, Kind::Count, |form, _| {
            Content::count(form.cells_unread)
        })
        .marked(Sign::Above(rust_decimal::Decimal::ZERO));
    columns.add("文件指纹", 34, Kind::Prose, |form, _| {
        Content::text(&*form.sha256)
    });
    columns
        .add("各列识别为", 60, Kind::Prose, |form, _| {
            Content::text(&*form.layout)
        })
        .on_screen_only();
    columns
        .add("评分规则", 16, Kind::Word, |form, _| {
            Content::text(&*form.profile)
        })
        .on_screen_only();
    columns
        .add("打开原表", 22, Kind::Link, move |form, here| {
            let origin = Origin {
                path: &form.path,
                sheet: &form.sheet,
                cell: form.range.split(':').next().unwrap_or_default(),
            };
            origin::link(context, &origin, here)
        })
        .on_screen_only();
    columns
}

fn unit_evidence(form: &DepartmentRecord) -> String {
    let stated = &form.stated_unit;
    let mut text = if stated.cell.is_empty() {
        "表内没有单位名称".to_owned()
    } else {
        format!("{}“{}”", stated.cell, stated.text)
    };
    if let Some(how) = &form.matched_by {
        text.push_str(&format!("，按{how}对应"));
    }
    text
}

fn amount_evidence(form: &DepartmentRecord) -> String {
    match &form.amount_unit.value {
        Some(unit) if form.amount_unit.cell.is_empty() => unit.clone(),
        Some(unit) => format!("{unit}（{}）", form.amount_unit.cell),
        None => "未注明，按万元计".to_owned(),
    }
}

struct Unread<'a> {
    form: &'a DepartmentRecord,
    index: usize,
}

fn unread<'a>(context: Context<'a>, tables: &Tables) -> Vec<Sheet<'a>> {
    let rows: Vec<Unread<'a>> = context
        .material
        .records
        .departments
        .iter()
        .flat_map(|form| (0..form.unread.len()).map(move |index| Unread { form, index }))
        .collect();
    let mut columns: Columns<'a, Unread<'a>> = Columns::new();
    columns.add(KEY, 5, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("年度", 6, Kind::Year, |row, _| {
        Content::whole(row.form.year)
    });
    columns.add("部门", 26, Kind::Prose, |row, _| {
        Content::text(row.form.shown())
    });
    columns.add("工作表", 16, Kind::Prose, |row, _| {
        Content::words(
            row.form
                .unread
                .get(row.index)
                .map(|cell| cell.sheet.as_str()),
        )
    });
    columns.add("单元格", 9, Kind::Word, |row, _| {
        Content::words(
            row.form
                .unread
                .get(row.index)
                .map(|cell| cell.cell.as_str()),
        )
    });
    columns.add("内容", 70, Kind::Prose, |row, _| {
        Content::words(
            row.form
                .unread
                .get(row.index)
                .map(|cell| cell.text.as_str()),
        )
    });
    columns
        .add("打开原表", 22, Kind::Link, move |row, here| {
            let cell = row.form.unread.get(row.index);
            let origin = Origin {
                path: &row.form.path,
                sheet: cell.map_or("", |cell| &cell.sheet),
                cell: cell.map_or("", |cell| &cell.cell),
            };
            origin::link(context, &origin, here)
        })
        .on_screen_only();
    let remark = if rows.is_empty() {
        "没有未读的单元格：自评表范围内有内容的单元格，都已取用或认作标签、说明文字。".to_owned()
    } else {
        format!(
            "自评表范围内有内容、但程序没有取用也不认识的单元格，共 {} 个，请人工看一眼是否漏了要紧内容。",
            rows.len()
        )
    };
    let (sheets, _) = parts::sheets(
        &Long {
            name: UNREAD,
            title: "未读单元格清单",
            remark,
            frozen: 3,
            rows_a_sheet: ROWS_A_SHEET,
        },
        &columns,
        &rows,
        tables,
    );
    sheets
}
