//! The slip itself: fit to print, to sign and to send back.

use rust_decimal::Decimal;

use super::Subject;
use crate::compare::{DepartmentRecord, FindingRecord, IndicatorRecord};
use crate::report::material::Material;
use crate::report::workbook::cell::{Content, Kind, Tone};
use crate::report::workbook::issues::cells;
use crate::report::workbook::sheet::{InputRule, Sheet, Sign};
use crate::report::workbook::table::{Columns, Tables, place};
use crate::scoring::ScoreStatus;
use crate::value::number::round_half_away;

const NAME: &str = "反馈单";

pub(super) fn sheet<'a>(material: &Material<'a>, subject: &Subject<'a>) -> Sheet<'a> {
    let tables = Tables::new();
    let mut sheet = Sheet::new(NAME);
    sheet.title("绩效自评复核反馈单".to_owned(), 8);
    sheet.remark(format!("单位：{}", subject.unit));
    sheet.gap();
    results(&mut sheet, material, subject, &tables);
    findings(&mut sheet, material, subject, &tables);
    not_judged(&mut sheet, material, subject, &tables);
    heading(&mut sheet, "四、答复");
    sheet.remark(
        "请逐条更正或说明，填在第二部分的“单位答复”栏；更正原表后重新报送，文件名注明“修改”。",
    );
    sheet.gap();
    sheet.remark(
        "单位负责人：　　　　　　　　　　填表人：　　　　　　　　　　日期：　　　　年　　月　　日",
    );
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: &'static str) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

fn results<'a>(
    sheet: &mut Sheet<'a>,
    material: &Material<'a>,
    subject: &Subject<'a>,
    tables: &Tables,
) {
    heading(sheet, "一、复算结果");
    if subject.forms.is_empty() {
        sheet.remark("没有收到贵单位的自评表。");
        sheet.gap();
        return;
    }
    let placings = &material.comparison.placings;
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add("年度", 6, Kind::Year, |form, _| Content::whole(form.year));
    columns.add("自评表", 18, Kind::Prose, |form, _| {
        Content::text(
            form.project
                .clone()
                .filter(|_| form.kind != crate::form::model::FormKind::Department)
                .unwrap_or_else(|| form.kind.label().to_owned()),
        )
    });
    columns.add("自评得分", 12, Kind::Score, |form, _| {
        Content::number(form.stated_total.value)
    });
    columns.add("复算得分", 14, Kind::Score, |form, _| {
        Content::number(form.total)
    });
    columns
        .add("差额", 20, Kind::ScoreChange, |form, _| {
            let gap = form.total.zip(form.stated_total.value);
            Content::number(gap.map(|(total, stated)| round_half_away(total - stated, 2)))
        })
        .marked(Sign::NotZero);
    columns.add("自评等级→复算等级", 22, Kind::Word, |form, _| {
        let stated = form.stated_grade.value.as_deref().unwrap_or("未列");
        let grade = form.grade.as_deref().unwrap_or("未评");
        Content::text(format!("{stated} → {grade}"))
    });
    columns.add("复算名次", 36, Kind::Word, move |form, _| {
        Content::text(
            placings
                .get(&form.form)
                .and_then(|placing| {
                    Some(format!("第 {} 名，共 {} 家", placing.rank?, placing.ranked))
                })
                .unwrap_or_else(|| "未参加排名".to_owned()),
        )
    });
    columns
        .add("未判定分值", 26, Kind::Score, |form, _| {
            Content::Number(form.not_judged_points)
        })
        .marked(Sign::Above(Decimal::ZERO));
    place(sheet, &columns, &subject.forms, tables);
    for form in &subject.forms {
        if let Some(rescaled) = form.rescaled() {
            sheet.remark(format!("{}{rescaled}。", of_form(form)));
        }
    }
    sheet.gap();
}

/// `2023 年：` or `2023 年小流域治理项目：`, where the year is known.
fn of_form(form: &DepartmentRecord) -> String {
    let project = form.project.as_deref().unwrap_or_default();
    form.year
        .map_or_else(String::new, |year| format!("{year} 年{project}："))
}

/// `2023 年，小流域治理项目`; either may be missing.
pub(super) fn year_and_name(year: Option<i32>, name: Option<&str>) -> String {
    let year = year.map(|year| format!("{year} 年"));
    let parts: Vec<&str> = year.as_deref().into_iter().chain(name).collect();
    parts.join("，")
}

fn findings<'a>(
    sheet: &mut Sheet<'a>,
    material: &Material<'a>,
    subject: &Subject<'a>,
    tables: &Tables,
) {
    heading(sheet, "二、发现的问题和建议（按影响大小排列）");
    let records = material.records;
    let mut columns: Columns<'a, &'a FindingRecord> = Columns::new();
    columns.add("编号", 6, Kind::Count, |finding, _| {
        Content::count(finding.number)
    });
    columns.add("年度与自评表", 18, Kind::Prose, move |finding, _| {
        let project = finding
            .form
            .and_then(|form| records.department(form))
            .filter(|form| form.kind != crate::form::model::FormKind::Department)
            .and_then(|form| form.project.clone());
        Content::text(year_and_name(finding.year, project.as_deref()))
    });
    columns
        .add("级别", 12, Kind::Word, |finding, _| {
            Content::text(match finding.severity {
                crate::checks::finding::Severity::Error => "错误，须更正",
                crate::checks::finding::Severity::Warning => "疑点，须说明",
                crate::checks::finding::Severity::Notice => "提示",
            })
        })
        .marked(Sign::Grave("错误，须更正"));
    columns.add("单元格", 14, Kind::Prose, |finding, _| {
        Content::text(cells(&finding.places))
    });
    columns.add("事项", 20, Kind::Prose, |finding, _| {
        Content::text(if finding.subject.is_empty() {
            finding.title.as_str()
        } else {
            finding.subject.as_str()
        })
    });
    columns.add("表中所列与应为", 22, Kind::Prose, |finding, _| {
        Content::text(
            match (finding.found.is_empty(), finding.expected.is_empty()) {
                (true, true) => String::new(),
                (false, true) => format!("表中：{}", finding.found),
                (true, false) => format!("应为：{}", finding.expected),
                (false, false) => format!("表中：{}\n应为：{}", finding.found, finding.expected),
            },
        )
    });
    columns.add("问题和建议", 36, Kind::Prose, |finding, _| {
        Content::text(if finding.advice.is_empty() {
            finding.message.clone()
        } else {
            format!("{}\n建议：{}", finding.message, finding.advice)
        })
    });
    columns.input("单位答复", 26, Kind::Prose, |_| {
        InputRule::Free("写明如何更正，或为何不需更正。")
    });
    let table = place(sheet, &columns, &subject.findings, tables);
    sheet.repeated = Some((table.rows().0 - 1, table.rows().0 - 1));
    sheet.gap();
}

fn not_judged<'a>(
    sheet: &mut Sheet<'a>,
    material: &Material<'a>,
    subject: &Subject<'a>,
    tables: &Tables,
) {
    heading(sheet, "三、未能判定、请补充的指标");
    let rows: Vec<(&'a DepartmentRecord, &'a IndicatorRecord)> = subject
        .forms
        .iter()
        .flat_map(|form| {
            material
                .records
                .indicators_of(form.form)
                .iter()
                .filter(|row| row.status == Some(ScoreStatus::NotJudged))
                .map(|row| (*form, row))
        })
        .collect();
    if rows.is_empty() {
        sheet.remark("没有。");
        sheet.gap();
        return;
    }
    let mut columns: Columns<'a, (&'a DepartmentRecord, &'a IndicatorRecord)> = Columns::new();
    columns.add("年度", 6, Kind::Year, |(form, _), _| {
        Content::whole(form.year)
    });
    columns.add("一级指标", 18, Kind::Prose, |(_, row), _| {
        Content::words(row.level1.as_deref())
    });
    columns.add("分值", 12, Kind::Score, |(_, row), _| {
        Content::number(row.weight.value)
    });
    columns.add("单元格", 14, Kind::Word, |(_, row), _| {
        Content::text(&*row.actual.cell)
    });
    columns.add("三级指标", 20, Kind::Prose, |(_, row), _| {
        Content::words(row.name.value.as_deref())
    });
    columns.add("指标值", 22, Kind::Prose, |(_, row), _| {
        Content::words(row.target.value.as_deref())
    });
    columns.add("未能判定的原因", 36, Kind::Prose, |(_, row), _| {
        Content::words(row.why.as_deref())
    });
    columns.input("单位答复", 26, Kind::Prose, |_| {
        InputRule::Free("补充实际完成值，或说明情况。")
    });
    place(sheet, &columns, &rows, tables);
    sheet.gap();
}
