//! 问题清单: every finding, with its cell and a place for what becomes of it.

use super::Context;
use super::cell::{Content, Kind};
use super::group::year_content;
use super::names;
use super::origin::{self, Origin};
use super::parts::{self, Long, ROWS_A_SHEET};
use super::sheet::{InputRule, Sheet, Sign};
use super::table::{Columns, Tables};
use crate::checks::finding::Place;
use crate::compare::{DepartmentRecord, FindingRecord, confidence_label};
use crate::intake::grid::CellRef;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "问题清单";

pub(super) struct Row<'a> {
    finding: &'a FindingRecord,
    form: Option<&'a DepartmentRecord>,
}

pub(super) fn sheets<'a>(context: Context<'a>, tables: &mut Tables) -> Vec<Sheet<'a>> {
    let records = context.material.records;
    let rows: Vec<Row<'a>> = records
        .findings
        .iter()
        .map(|finding| Row {
            finding,
            form: finding.form.and_then(|form| records.department(form)),
        })
        .collect();
    let (sheets, located) = parts::sheets(
        &Long {
            name: NAME,
            title: "自评问题清单",
            remark: format!(
                "共 {} 个问题，按影响大小排列。“错误”须更正，“疑点”须说明，“提示”供参考。黄色列供整改和复核时填写。",
                rows.len()
            ),
            frozen: 4,
            rows_a_sheet: ROWS_A_SHEET,
        },
        &columns(context),
        &rows,
        tables,
    );
    tables.insert(NAME, located);
    sheets
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add("问题编号", 5, Kind::Count, |row, _| {
        Content::count(row.finding.number)
    });
    columns.add("年度", 5, Kind::Year, |row, _| {
        year_content(row.finding.year)
    });
    columns.add(
        "部门",
        names::width(context, 19),
        Kind::Prose,
        |row, _| Content::text(department(row)),
    );
    columns
        .add("级别", 5, Kind::Word, |row, _| {
            Content::text(row.finding.severity.to_string())
        })
        .marked(Sign::Grave("错误"));
    columns.add("类别", 8, Kind::Word, |row, _| {
        Content::text(&*row.finding.category)
    });
    columns.add("规则", 5, Kind::Word, |row, _| {
        Content::text(&*row.finding.rule)
    });
    columns.add("事项", 14, Kind::Prose, |row, _| {
        Content::text(&*row.finding.subject)
    });
    columns.add("单元格", 12, Kind::Prose, |row, _| {
        Content::text(cells(&row.finding.places))
    });
    columns.add("表中所列", 14, Kind::Prose, |row, _| {
        Content::text(&*row.finding.found)
    });
    columns.add("应为", 17, Kind::Prose, |row, _| {
        Content::text(&*row.finding.expected)
    });
    columns.add("说明", 28, Kind::Prose, |row, _| {
        Content::text(&*row.finding.message)
    });
    columns.add("处理建议", 18, Kind::Prose, |row, _| {
        Content::text(&*row.finding.advice)
    });
    columns.add("涉及分值", 6, Kind::Score, |row, _| {
        Content::number(row.finding.points.map(|points| points.abs()))
    });
    columns.add("名次影响", 9, Kind::Prose, move |row, _| {
        Content::text(effect(context, row.finding))
    });
    columns.input("是否整改", 7, Kind::Word, |_| {
        InputRule::OneOf(vec!["未整改", "已整改", "不需整改"])
    });
    columns.input("整改说明", 11, Kind::Prose, |_| {
        InputRule::Free("写明如何更正，或为何不需更正。")
    });
    columns.input("复核人", 7, Kind::Word, |_| {
        InputRule::Free("复核人姓名。")
    });
    columns
        .add("规则名称", 20, Kind::Prose, |row, _| {
            Content::text(&*row.finding.title)
        })
        .on_screen_only();
    columns
        .add("差额", 12, Kind::AmountChange, |row, _| {
            Content::number(row.finding.difference)
        })
        .on_screen_only();
    columns
        .add("允差", 16, Kind::Prose, |row, _| {
            Content::text(&*row.finding.tolerance)
        })
        .on_screen_only();
    columns
        .add("把握", 7, Kind::Word, |row, _| {
            Content::text(confidence_label(row.finding.confidence))
        })
        .on_screen_only();
    origin::columns(&mut columns, context, origin_of);
    columns
}

fn department(row: &Row<'_>) -> String {
    row.form
        .map_or_else(|| row.finding.department.clone(), DepartmentRecord::shown)
}

/// The first cell in question; the form's own range where the finding names none.
fn origin_of<'a>(context: Context<'a>, row: &Row<'a>) -> Origin<'a> {
    let Some(first) = row.finding.places.first() else {
        return row.form.map_or_else(
            || Origin {
                path: &row.finding.file,
                ..Origin::default()
            },
            |form| Origin {
                path: &form.path,
                sheet: &form.sheet,
                cell: form.range.split(':').next().unwrap_or_default(),
            },
        );
    };
    let form = context.material.records.department(first.form);
    Origin {
        path: form.map_or(row.finding.file.as_str(), |form| form.path.as_str()),
        sheet: &first.sheet,
        cell: &first.cell,
    }
}

/// The cells by what they are, one kind a line: `分值 H5、H13:H20`. Sheets and files are told in other
/// columns; a cell on another sheet than the first says which.
pub(in crate::report) fn cells(places: &[Place]) -> String {
    let sheet = places.first().map(|place| place.sheet.as_str());
    let mut lines: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for place in places {
        match lines
            .iter_mut()
            .find(|(role, on, _)| (*role, *on) == (&place.role, &place.sheet))
        {
            Some((_, _, cells)) => cells.push(&place.cell),
            None => lines.push((&place.role, &place.sheet, vec![&place.cell])),
        }
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|(role, on, cells)| {
            let cells = runs(&cells).join("、");
            if Some(on) == sheet {
                format!("{role} {cells}")
            } else {
                format!("{role} {on}!{cells}")
            }
        })
        .collect();
    lines.join("\n")
}

/// Cells one below the other, three or more, are told as a range.
fn runs(cells: &[&str]) -> Vec<String> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for cell in cells {
        let below = runs
            .last()
            .and_then(|run| run.last())
            .is_some_and(|last| is_below(last, cell));
        match runs.last_mut() {
            Some(run) if below => run.push(cell),
            _ => runs.push(vec![cell]),
        }
    }
    runs.into_iter()
        .flat_map(|run| match (run.first(), run.last()) {
            (Some(first), Some(last)) if run.len() > 2 => vec![format!("{first}:{last}")],
            _ => run.into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

fn is_below(above: &str, cell: &str) -> bool {
    match (above.parse::<CellRef>(), cell.parse::<CellRef>()) {
        (Ok(above), Ok(cell)) => cell.col == above.col && cell.row == above.row + 1,
        _ => false,
    }
}

fn effect(context: Context<'_>, finding: &FindingRecord) -> String {
    match context.material.comparison.effects.get(&finding.number) {
        Some(effect) if effect.rank != effect.mended => {
            let once = if effect.rises {
                "更正后"
            } else {
                "扣除后"
            };
            format!("自评第 {} 名，{once}第 {} 名", effect.rank, effect.mended)
        }
        Some(effect) => format!("自评第 {} 名，不变", effect.rank),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::checks::finding::Place;

    fn place(role: &str, sheet: &str, cell: &str) -> Place {
        Place {
            form: 1,
            role: role.to_owned(),
            sheet: sheet.to_owned(),
            cell: cell.to_owned(),
        }
    }

    #[test]
    fn cells_are_told_by_what_they_are() {
        let places = [
            place("自评总分", "自评表", "J22"),
            place("分值", "自评表", "H5"),
            place("分值", "自评表", "H13"),
            place("分值", "自评表", "H14"),
            place("分值", "自评表", "H15"),
            place("单位名称", "封面", "B2"),
        ];
        assert_eq!(
            cells(&places),
            "自评总分 J22\n分值 H5、H13:H15\n单位名称 封面!B2"
        );
    }

    #[test]
    fn two_cells_are_no_range() {
        let places = [place("得分", "表", "I7"), place("得分", "表", "I8")];
        assert_eq!(cells(&places), "得分 I7、I8");
    }
}
