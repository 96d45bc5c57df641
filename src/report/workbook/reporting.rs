//! 缺报与版本: who had to report and did not, who was late, and which version of a form counts.

use super::Context;
use super::cell::{Content, Kind, Tone};
use super::origin::{self, Origin};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, KEY, Tables, place, section};
use crate::compare::DepartmentRecord;
use crate::compare::record::VersionDifference;
use crate::compare::reporting::{Duty, State, Timing, duties};

pub(super) const NAME: &str = "缺报与版本";

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let material = context.material;
    let mut sheet = Sheet::new(NAME);
    sheet.title("报送情况与版本表".to_owned(), 12);
    sheet.remark(match material.roster {
        Some(roster) => format!(
            "按《{}》逐家核对。截止日期与填报日期（表内所填）比较；原表没有填报日期的看文件修改日期，复制、转存会改变修改日期，晚于截止日期的只注明“可能逾期”。",
            roster.path
        ),
        None => "没有应报单位名单，只列已报单位，缺报无从判断；用 --roster 提供名单即可核对。"
            .to_owned(),
    });
    sheet.gap();
    let duties = duties(material.records, material.roster);
    reported(&mut sheet, context, &duties, tables);
    versions(&mut sheet, context, tables);
    differences(&mut sheet, context, tables);
    sheet
}

fn reported<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, duties: &[Duty], tables: &Tables) {
    let count = |state| duties.iter().filter(|duty| duty.state == state).count();
    let timed = |which: fn(Timing) -> bool| {
        let timings = duties.iter().filter_map(|duty| duty.timing);
        timings.filter(|timing| which(*timing)).count()
    };
    let perhaps = match timed(|timing| matches!(timing, Timing::PerhapsLate(_))) {
        0 => String::new(),
        count => format!("、可能逾期 {count}"),
    };
    sheet.line(
        Content::text(format!(
            "一、报送情况：已报 {}、缺报 {}、仅有项目表 {}、名单外 {}、逾期 {}{perhaps}",
            count(State::Reported),
            count(State::Missing),
            count(State::ProjectsOnly),
            count(State::NotOnRoster),
            timed(|timing| matches!(timing, Timing::Late(_)))
        )),
        Kind::Text.toned(Tone::Heading),
    );
    let form = move |duty: &Duty| -> Option<&'a DepartmentRecord> {
        context.material.records.department(duty.form?)
    };
    let mut columns: Columns<'a, Duty> = Columns::new();
    columns.add("年度", 6, Kind::Year, |duty, _| {
        Content::whole(Some(duty.year))
    });
    columns.add("单位代码", 10, Kind::Word, |duty, _| {
        Content::text(duty.code.clone().unwrap_or_default())
    });
    columns.add("单位名称", 24, Kind::Prose, |duty, _| {
        Content::text(duty.unit.clone())
    });
    columns.add("曾用名", 20, Kind::Prose, |duty, _| {
        Content::text(duty.earlier_names.join("、"))
    });
    columns.add("同类组", 10, Kind::Word, |duty, _| {
        Content::text(duty.group.clone().unwrap_or_default())
    });
    columns
        .add("状态", 10, Kind::Word, |duty, _| {
            Content::text(duty.state.label())
        })
        .marked(Sign::Grave("缺报"));
    columns.add("份数", 6, Kind::Count, |duty, _| {
        Content::count(duty.forms)
    });
    columns.add("填报日期", 14, Kind::Word, move |duty, _| {
        Content::words(form(duty).and_then(|form| form.filled_on.value.as_deref()))
    });
    columns.add("截止日期", 12, Kind::Word, |duty, _| {
        Content::text(duty.deadline.clone().unwrap_or_default())
    });
    columns
        .add("是否逾期", 9, Kind::Word, |duty, _| {
            Content::text(duty.timing.map_or("", Timing::label))
        })
        .marked(Sign::Grave("逾期"));
    columns.add(
        "表内名称与名单不同",
        24,
        Kind::Prose,
        move |duty, _| {
            let form = form(duty);
            Content::text(
                form.and_then(|form| {
                    let how = form.matched_by.as_deref()?;
                    Some(format!("表内为“{}”；依据：{how}", form.stated_unit.text))
                })
                .unwrap_or_default(),
            )
        },
    );
    columns.add("计入的文件", 34, Kind::Prose, move |duty, _| {
        Content::words(form(duty).map(|form| form.path.as_str()))
    });
    let table = place(sheet, &columns, duties, tables);
    let head = table.rows().0.saturating_sub(1);
    sheet.repeated = Some((head, head));
    sheet.gap();
}

fn versions<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    let rows: Vec<&'a DepartmentRecord> = context
        .material
        .records
        .departments
        .iter()
        .filter(|form| !form.current)
        .collect();
    sheet.line(
        Content::text(format!(
            "二、不计入的版本：被后一版本替代或内容重复的共 {} 份",
            rows.len()
        )),
        Kind::Text.toned(Tone::Heading),
    );
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add("年度", 6, Kind::Year, |form, _| Content::whole(form.year));
    columns.add(KEY, 10, Kind::Count, |form, _| Content::count(form.form));
    columns.add("部门与文件", 24, Kind::Prose, |form, _| {
        Content::text(format!("{}\n{}", form.shown(), form.path))
    });
    columns.add("不计入原因", 20, Kind::Prose, |form, _| {
        Content::text(&*form.standing)
    });
    columns.add("计入的表号", 10, Kind::Count, |form, _| {
        form.replaced_by.map_or(Content::Blank, Content::count)
    });
    columns.add("自评得分", 10, Kind::Score, |form, _| {
        Content::number(form.stated_total.value)
    });
    section(sheet, &columns, &rows, tables);
    if !rows.is_empty() {
        sheet.line(
            Content::text("打开不计入的版本："),
            Kind::Text.toned(Tone::Remark),
        );
        for form in rows {
            let origin = Origin {
                path: &form.path,
                sheet: &form.sheet,
                cell: form.range.split(':').next().unwrap_or_default(),
            };
            sheet.line(
                origin::plain_link(context, &origin, &form.path),
                Kind::Link.toned(Tone::Remark),
            );
        }
    }
}

/// What each version that does not count states otherwise than the one that does, cell by cell.
fn differences<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    let rows: Vec<(&'a DepartmentRecord, &'a VersionDifference)> = context
        .material
        .records
        .departments
        .iter()
        .flat_map(|form| form.differences.iter().map(move |one| (form, one)))
        .collect();
    if rows.is_empty() {
        return;
    }
    sheet.gap();
    sheet.line(
        Content::text(format!(
            "三、被替代的版本与计入版本的差异：共 {} 处",
            rows.len()
        )),
        Kind::Text.toned(Tone::Heading),
    );
    type Row<'a> = (&'a DepartmentRecord, &'a VersionDifference);
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add("年度", 6, Kind::Year, |(form, _), _| {
        Content::whole(form.year)
    });
    columns.add(KEY, 10, Kind::Count, |(form, _), _| {
        Content::count(form.form)
    });
    columns.add("部门", 24, Kind::Prose, |(form, _), _| {
        Content::text(form.shown())
    });
    columns.add("项目或字段", 20, Kind::Prose, |(_, one), _| {
        Content::text(&*one.field)
    });
    columns.add("计入的表号", 10, Kind::Count, |(form, _), _| {
        form.replaced_by.map_or(Content::Blank, Content::count)
    });
    columns.add("原单元格", 10, Kind::Word, |(_, one), _| {
        Content::text(&*one.cell)
    });
    columns.add("新单元格", 10, Kind::Word, |(_, one), _| {
        Content::text(&*one.counted_cell)
    });
    columns.add("原内容", 14, Kind::Prose, |(_, one), _| {
        Content::text(&*one.text)
    });
    columns.add("计入版本的内容", 14, Kind::Prose, |(_, one), _| {
        Content::text(&*one.counted_text)
    });
    section(sheet, &columns, &rows, tables);
}
