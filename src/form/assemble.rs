//! Puts the blocks of a form together: one [`SelfEvaluation`] from what was read on its sheets.

use std::collections::BTreeSet;

use super::coverage::{self, Layout};
use super::head::{self, Head};
use super::heading::Heading;
use super::indicators::{self, Levels};
use super::model::{
    CellUse, ColumnReading, Coverage, FormKind, FundLine, FundRole, Goals, Indicator, Remark,
    SelfEvaluation, SheetCell, Source, Sourced,
};
use super::recognise::Segment;
use super::sheet::Sheet;
use super::tail;
use super::totals::{self, Totals};
use super::vocabulary::{ColumnField, HeadField, any_in, vocabulary};
use super::wording::{fold, split_code, years_in};
use super::{funds, goals};
use crate::intake::grid::{Area, CellRef};
use crate::value::unit::AmountUnit;

/// The blocks read from one sheet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    sheet: usize,
    rows: std::ops::Range<u32>,
    head: Head,
    amount_unit: Sourced<AmountUnit>,
    funds: Vec<FundLine>,
    goals: Goals,
    indicators: Vec<Indicator>,
    totals: Totals,
    remarks: Vec<Remark>,
    headings: Vec<Heading>,
    heading_rows: Vec<std::ops::RangeInclusive<u32>>,
}

impl Draft {
    /// Reads the blocks of a segment.
    pub(super) fn read(sheet: &Sheet<'_>, segment: Segment) -> Self {
        let rows = segment.rows.clone();
        let indicators_from = segment
            .headings
            .first()
            .map_or(rows.end, |heading| heading.first_row);
        let funds_from = segment.fund_heading.as_ref().map(|fund| fund.first_row);
        let goal_from = funds_from.map_or(rows.start, |row| row + 1);
        let found_goals = goals::read(sheet, goal_from..indicators_from);
        let goal_row = found_goals.as_ref().map(|(_, row)| *row);
        let head_end = funds_from
            .unwrap_or(indicators_from)
            .min(goal_row.unwrap_or(indicators_from));
        let head = head::read(sheet, rows.start..head_end);
        let budget_end = goal_row.unwrap_or(indicators_from);
        let amount_unit =
            funds::declared_unit(sheet, segment.fund_heading.as_ref(), rows.start..budget_end);
        let lines = match &segment.fund_heading {
            Some(heading) => funds::read(sheet, heading, budget_end, amount_unit.value).0,
            None => funds::read_pairs(sheet, rows.start..budget_end, amount_unit.value)
                .into_iter()
                .collect(),
        };
        let mut draft = Self {
            sheet: sheet.index,
            rows: rows.clone(),
            head,
            amount_unit,
            funds: lines,
            goals: found_goals.map(|(goals, _)| goals).unwrap_or_default(),
            indicators: Vec::new(),
            totals: Totals::default(),
            remarks: Vec::new(),
            heading_rows: segment
                .fund_heading
                .iter()
                .map(|fund| fund.first_row..=fund.last_row)
                .chain(goal_row.map(|row| row..=row))
                .collect(),
            headings: segment.headings,
        };
        draft.read_indicators(sheet);
        draft
    }

    /// Reads the indicator rows under each heading, then the total row and what stands below it.
    fn read_indicators(&mut self, sheet: &Sheet<'_>) {
        let mut levels = Levels::default();
        for (nth, heading) in self.headings.iter().enumerate() {
            let end = self
                .headings
                .get(nth + 1)
                .map_or(self.rows.end, |next| next.first_row);
            let mut row = indicators::read(sheet, heading, end, &mut levels, &mut self.indicators);
            while row < end {
                if totals::is_total_row(sheet, heading, row) {
                    let found = totals::read(sheet, heading, row);
                    if self.totals.score.value.is_none() {
                        self.totals = found;
                    }
                } else {
                    self.remarks.extend(tail::read_row(sheet, row));
                }
                row += 1;
            }
            self.heading_rows.push(heading.first_row..=heading.last_row);
        }
        indicators::mark_subtotals(&mut self.indicators);
    }

    /// Whether this draft is the second part of `first`: indicators without a head of their own, right
    /// after a part without indicators.
    pub(super) fn continues(&self, first: &Self) -> bool {
        let has_own_head = [
            HeadField::Department,
            HeadField::Project,
            HeadField::Supervisor,
        ]
        .into_iter()
        .any(|field| self.head.value(field).value.is_some());
        first.indicators.is_empty()
            && first.headings.is_empty()
            && !self.indicators.is_empty()
            && self.funds.is_empty()
            && !has_own_head
            && self.sheet == first.sheet + 1
    }
}

/// Builds the form from its draft, a continuation on the next sheet, and the workbook's cover sheets.
pub(super) fn assemble(
    sheets: &[Sheet<'_>],
    path: &str,
    sha256: &str,
    draft: Draft,
    continuation: Option<Draft>,
    covers: &[(usize, Head)],
) -> SelfEvaluation {
    let mut draft = draft;
    let mut parts = vec![(
        draft.sheet,
        draft.rows.clone(),
        draft.headings.clone(),
        draft.heading_rows.clone(),
    )];
    if let Some(rest) = continuation {
        parts.push((
            rest.sheet,
            rest.rows.clone(),
            rest.headings.clone(),
            rest.heading_rows.clone(),
        ));
        draft.indicators = rest.indicators;
        draft.totals = rest.totals;
        draft.remarks.extend(rest.remarks);
        draft.headings = rest.headings;
        if draft.goals.expected.is_empty() {
            draft.goals = rest.goals;
        }
    }
    let kind = kind_of(sheets, &draft);
    let mut cover_sheets = Vec::new();
    for (index, cover) in covers {
        if complete_from_cover(&mut draft.head, cover) {
            cover_sheets.push(*index);
        }
    }
    let named = department_of(&draft.head, kind);
    let mut form = SelfEvaluation {
        source: Source {
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            sheets: Vec::new(),
            range: Area {
                first: CellRef::new(draft.rows.start, 0),
                last: CellRef::new(draft.rows.end.saturating_sub(1), 0),
            },
        },
        kind,
        year: year_of(sheets, &draft),
        department: named.0,
        department_code: named.1,
        supervisor: draft.head.value(HeadField::Supervisor),
        project: draft.head.value(HeadField::Project),
        title: draft.head.title.clone(),
        amount_unit: draft.amount_unit.clone(),
        funds: draft.funds,
        goals: draft.goals,
        indicators: draft.indicators,
        total_weight: draft.totals.weight.clone(),
        total_score: draft.totals.score.clone(),
        grade: draft.totals.grade.clone(),
        remarks: draft.remarks,
        columns: draft
            .headings
            .first()
            .map(column_readings)
            .unwrap_or_default(),
        confidence: 0,
        coverage: Coverage::default(),
    };
    complete_totals(sheets, &draft.head, &mut form);
    keep_remarks(&draft.head, &mut form);
    let used = coverage::used_cells(&form);
    for (index, rows, headings, heading_rows) in &parts {
        if let Some(sheet) = sheets.get(*index)
            && let Some(area) = content_area(sheet, rows)
        {
            let layout = Layout {
                area,
                heading_rows: heading_rows.clone(),
                heading: headings.first(),
            };
            coverage::account(sheet, &layout, &used, &mut form.coverage);
            if *index == draft.sheet {
                form.source.range = area;
            }
        }
    }
    form.confidence = confidence(&form, draft.headings.first());
    let order: Vec<usize> = parts
        .iter()
        .rev()
        .map(|part| part.0)
        .chain(cover_sheets)
        .collect();
    renumber_sheets(sheets, &order, &mut form);
    form
}

/// The rectangle of content within some rows.
fn content_area(sheet: &Sheet<'_>, rows: &std::ops::Range<u32>) -> Option<Area> {
    let mut cells = sheet.rows_in(rows.clone()).flat_map(|row| sheet.row(row));
    let first = cells.next()?;
    let start = Area {
        first: first.at,
        last: first.last,
    };
    Some(cells.fold(start, |area, piece| {
        area.including(piece.at).including(piece.last)
    }))
}

fn kind_of(sheets: &[Sheet<'_>], draft: &Draft) -> FormKind {
    let by_text = |text: &str| {
        let key = fold(text);
        if key.contains("转移支付") {
            Some(FormKind::Transfer)
        } else if key.contains("整体") || key.contains("部门支出") {
            Some(FormKind::Department)
        } else if key.contains("项目") || key.contains("专项") {
            Some(FormKind::Project)
        } else {
            None
        }
    };
    let sheet_name = sheets
        .get(draft.sheet)
        .map_or("", |sheet| sheet.grid.name.as_str());
    by_text(&draft.head.title.text)
        .or_else(|| {
            draft
                .head
                .value(HeadField::Project)
                .value
                .is_some()
                .then_some(FormKind::Project)
        })
        .or_else(|| by_text(sheet_name))
        .unwrap_or(FormKind::Department)
}

/// Fills what the head leaves open from a cover sheet. Returns whether anything was taken.
fn complete_from_cover(head: &mut Head, cover: &Head) -> bool {
    let mut taken = false;
    for field in [
        HeadField::Department,
        HeadField::Supervisor,
        HeadField::Implementer,
        HeadField::Project,
        HeadField::Code,
        HeadField::FillDate,
    ] {
        let units = [
            HeadField::Department,
            HeadField::Supervisor,
            HeadField::Implementer,
        ];
        let known = if units.contains(&field) {
            units
                .into_iter()
                .any(|unit| head.value(unit).value.is_some() && unit == field)
        } else {
            head.value(field).value.is_some()
        };
        if known {
            continue;
        }
        for labelled in cover
            .labelled
            .iter()
            .filter(|labelled| labelled.field == field)
        {
            if labelled.value.value.is_some() {
                head.labelled.push(labelled.clone());
                taken = true;
            }
        }
    }
    if head.year.value.is_none() && cover.year.value.is_some() {
        head.year = cover.year.clone();
        taken = true;
    }
    if head.title.value.is_none() && cover.title.value.is_some() {
        head.title = cover.title.clone();
        taken = true;
    }
    taken
}

/// The unit that is evaluated, and its code.
///
/// On a department form the named department, else the supervising department, else what the title
/// names; on a project form the implementing unit, else the supervising department.
fn department_of(head: &Head, kind: FormKind) -> (Sourced<String>, Sourced<String>) {
    let order = match kind {
        FormKind::Department => [
            HeadField::Department,
            HeadField::Supervisor,
            HeadField::Implementer,
        ],
        FormKind::Project => [
            HeadField::Implementer,
            HeadField::Supervisor,
            HeadField::Department,
        ],
        FormKind::Transfer => [
            HeadField::Implementer,
            HeadField::Department,
            HeadField::Supervisor,
        ],
    };
    let stated = order
        .into_iter()
        .map(|field| head.value(field))
        .find(|value| value.value.is_some());
    let place = || {
        order
            .into_iter()
            .find(|field| head.names(*field))
            .map(|field| head.value(field))
    };
    let from_title = || {
        (kind == FormKind::Department)
            .then(|| title_department(head))
            .flatten()
    };
    let named = stated
        .or_else(from_title)
        .or_else(place)
        .unwrap_or_default();
    let own_code = head.value(HeadField::Code);
    let Some(text) = named.value.clone() else {
        return (named, own_code);
    };
    let (code, name) = split_code(&text);
    let code = code.map_or(own_code, |code| Sourced {
        value: Some(code),
        cells: named.cells.clone(),
        text: named.text.clone(),
    });
    let name = Sourced {
        value: Some(name),
        ..named
    };
    (name, code)
}

/// `某区林业局2021年部门整体支出绩效自评表` → 某区林业局.
fn title_department(head: &Head) -> Option<Sourced<String>> {
    const ENDINGS: [&str; 20] = [
        "局", "委", "办", "院", "中心", "镇", "街道", "乡", "会", "所", "站", "馆", "校", "学",
        "政府", "部", "处", "队", "联", "室",
    ];
    let title = head.title.value.as_deref()?;
    let key = fold(title);
    let cut = ["部门整体", "整体支出", "整体绩效", "部门支出", "部门预算"]
        .iter()
        .filter_map(|word| key.find(word))
        .min()?;
    let named = key.get(..cut)?;
    let named: String = years_in(named).iter().fold(named.to_owned(), |text, year| {
        text.replace(&format!("{year}年度"), "")
            .replace(&format!("{year}年"), "")
            .replace(&year.to_string(), "")
    });
    let named = named
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    ENDINGS
        .iter()
        .any(|ending| named.ends_with(ending))
        .then(|| Sourced {
            value: Some(named),
            cells: head.title.cells.clone(),
            text: head.title.text.clone(),
        })
}

/// The year of the head; else of the sheet's name; else the one the goals speak of.
fn year_of(sheets: &[Sheet<'_>], draft: &Draft) -> Sourced<i32> {
    if draft.head.year.value.is_some() {
        return draft.head.year.clone();
    }
    let by_sheet = sheets
        .get(draft.sheet)
        .and_then(|sheet| years_in(&sheet.grid.name).first().copied());
    if let Some(year) = by_sheet {
        return Sourced {
            value: Some(year),
            cells: Vec::new(),
            text: "工作表名".to_owned(),
        };
    }
    let mut counted: Vec<(usize, i32, &Sourced<String>)> = Vec::new();
    for text in draft.goals.achieved.iter().chain(&draft.goals.expected) {
        for year in years_in(&text.text) {
            match counted.iter_mut().find(|(_, known, _)| *known == year) {
                Some((count, _, _)) => *count += 1,
                None => counted.push((1, year, text)),
            }
        }
    }
    counted
        .into_iter()
        .max_by_key(|(count, year, _)| (*count, *year))
        .map(|(_, year, text)| Sourced {
            value: Some(year),
            cells: text.cells.clone(),
            text: text.text.clone(),
        })
        .unwrap_or_default()
}

/// Totals and grades stated in the head, or in a labelled cell under the table.
fn complete_totals(sheets: &[Sheet<'_>], head: &Head, form: &mut SelfEvaluation) {
    for labelled in &head.labelled {
        let stated = &labelled.value;
        match labelled.field {
            HeadField::TotalScore if form.total_score.value.is_none() => {
                let piece = labelled.beside.as_ref();
                let sheet = stated.cells.first().and_then(|cell| sheets.get(cell.sheet));
                if let (Some(piece), Some(sheet)) = (piece, sheet) {
                    let totals = totals::head_score(sheet, piece);
                    form.total_score = totals.score;
                    if form.grade.value.is_none() {
                        form.grade = totals.grade;
                    }
                } else if let Some(score) =
                    crate::value::number::parse_number(fold(&stated.text).trim_end_matches('分'))
                {
                    form.total_score = Sourced {
                        value: Some(score),
                        cells: stated.cells.clone(),
                        text: stated.text.clone(),
                    };
                }
            }
            HeadField::Grade if form.grade.value.is_none() => {
                form.grade = grade_of(stated);
            }
            _ => {}
        }
    }
    let remarks = std::mem::take(&mut form.remarks);
    for remark in remarks {
        match vocabulary().label(&remark.label) {
            Some(HeadField::Grade)
                if form.grade.value.is_none() && grade_of(&remark.text).value.is_some() =>
            {
                form.grade = grade_of(&remark.text);
            }
            Some(HeadField::TotalScore) if form.total_score.value.is_none() => {
                let number = crate::value::number::parse_number(
                    fold(&remark.text.text).trim_end_matches('分'),
                );
                if number.is_some() {
                    form.total_score = Sourced {
                        value: number,
                        cells: remark.text.cells,
                        text: remark.text.text,
                    };
                } else {
                    form.remarks.push(remark);
                }
            }
            _ => form.remarks.push(remark),
        }
    }
}

fn grade_of(stated: &Sourced<String>) -> Sourced<String> {
    Sourced {
        value: stated
            .value
            .as_deref()
            .and_then(|text| vocabulary().grade(&fold(text))),
        cells: stated.cells.clone(),
        text: stated.text.clone(),
    }
}

/// What is labelled in the head and has no field of its own.
fn keep_remarks(head: &Head, form: &mut SelfEvaluation) {
    let taken = |cells: &[SheetCell]| {
        [
            &form.department,
            &form.supervisor,
            &form.project,
            &form.department_code,
            &form.grade,
        ]
        .iter()
        .any(|field| field.cells == cells)
            || form.total_score.cells == cells
    };
    let kept: Vec<Remark> = head
        .labelled
        .iter()
        .filter(|labelled| labelled.value.value.is_some() && !taken(&labelled.value.cells))
        .map(|labelled| Remark {
            label: labelled.label.clone(),
            text: labelled.value.clone(),
        })
        .collect();
    form.remarks.extend(kept);
}

fn column_readings(heading: &Heading) -> Vec<ColumnReading> {
    heading
        .columns
        .iter()
        .map(|column| ColumnReading {
            col: column.first,
            heading: column.heading.clone(),
            field: column.field.map(|field| field.label().to_owned()),
            confidence: column.confidence,
        })
        .collect()
}

/// How sure the recognition is, 0 to 100: a title that names a self-evaluation (25), the columns a
/// form needs (40, by how surely each was known), a budget block (10), numbers where numbers belong
/// (15), hardly a cell left unread (10).
fn confidence(form: &SelfEvaluation, heading: Option<&Heading>) -> u8 {
    let titled = any_in(&vocabulary().words.self_evaluation, &fold(&form.title.text));
    let mut points: u32 = if titled { 25 } else { 5 };
    match heading {
        Some(heading) => {
            let needed = [
                ColumnField::Target,
                ColumnField::Actual,
                ColumnField::Weight,
                ColumnField::Score,
            ];
            points += needed
                .into_iter()
                .filter_map(|field| heading.column(field))
                .map(|column| u32::from(column.confidence) / 12)
                .sum::<u32>();
            points += heading.name_column().map_or(0, |_| 8);
        }
        // Head and budget block alone, under a title that says what it is.
        None => points += 20,
    }
    if form
        .funds
        .iter()
        .any(|line| line.role == Some(FundRole::Total))
    {
        points += 10;
    } else if !form.funds.is_empty() {
        points += 6;
    }
    let rows = form.indicators.len();
    let numeric = form
        .indicators
        .iter()
        .filter(|row| !row.score.is_unreadable() && !row.weight.is_unreadable())
        .count();
    points += if rows == 0 {
        8
    } else {
        u32::try_from(15 * numeric / rows).unwrap_or(0)
    };
    let (unread, all) = (
        form.coverage.count(CellUse::Unread),
        form.coverage.cells.len().max(1),
    );
    points += u32::try_from(10 - (10 * unread / all).min(10)).unwrap_or(0);
    u8::try_from(points.min(100)).unwrap_or(100)
}

/// Sheets were numbered by their place in the workbook; forms number the sheets they use, the one with
/// the indicators first.
fn renumber_sheets(sheets: &[Sheet<'_>], order: &[usize], form: &mut SelfEvaluation) {
    let mut seen = BTreeSet::new();
    let order: Vec<usize> = order
        .iter()
        .copied()
        .filter(|index| seen.insert(*index))
        .collect();
    form.source.sheets = order
        .iter()
        .filter_map(|index| sheets.get(*index))
        .map(|sheet| sheet.grid.name.clone())
        .collect();
    form.visit_cells(&mut |cell| {
        cell.sheet = order
            .iter()
            .position(|index| *index == cell.sheet)
            .unwrap_or(0);
    });
    form.coverage.cells.sort_by_key(|(cell, _, _)| *cell);
}
