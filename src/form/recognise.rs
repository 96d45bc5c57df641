//! Where on a workbook's sheets forms lie, what blocks they have, and how sure that is.

use super::assemble::assemble;
use super::draft::{Draft, Segment};
use super::fund_heading::{self, FundHeading};
use super::head::{self, Head};
use super::heading::Heading;
use super::headings::find_headings;
use super::identity::share_years;
use super::model::SelfEvaluation;
use super::sheet::Sheet;
use super::teaching::Teaching;
use super::vocabulary::{HeadField, any_in, vocabulary};
use super::wording::fold;
use crate::intake::grid::{Grid, Workbook};

/// Below this, a form is refused rather than half-read.
const LEAST_CONFIDENCE: u8 = 50;

/// A refused table with more rows than this is not read any further: nobody would look at it cell by cell.
const SHOWN_ROWS: usize = 2_000;

/// A table that is not taken for a self-evaluation, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The sheet.
    pub sheet: String,
    /// Why, in Chinese.
    pub reason: String,
    /// What was made of the table before it was refused, to show a person what each cell was taken for; no
    /// result is ever taken from it.
    pub reading: Option<Box<SelfEvaluation>>,
    /// Whether its own name says that it is another kind of table, whatever its columns are.
    pub by_name: bool,
}

/// What a workbook holds.
#[derive(Clone, Debug, Default)]
pub struct Recognition {
    /// The forms, in the order of sheets and of their place on the sheet.
    pub forms: Vec<SelfEvaluation>,
    /// Tables that look like something of the kind and are not.
    pub refusals: Vec<Refusal>,
    /// Goal tables (绩效目标申报表、批复表) among the refused: forms without actual values and scores, by
    /// which the targets of a self-evaluation can be held against the approved ones.
    pub goal_tables: Vec<SelfEvaluation>,
}

/// Finds and reads the self-evaluations of a workbook.
///
/// `path` and `sha256` are kept in each form's [`Source`](super::model::Source); `teaching` has the layouts
/// that the bureau has taught.
#[must_use]
pub fn recognise(
    workbook: &Workbook,
    path: &str,
    sha256: &str,
    teaching: &Teaching,
) -> Recognition {
    let sheets: Vec<Sheet<'_>> = workbook
        .sheets
        .iter()
        .enumerate()
        .map(|(index, grid)| {
            let lessons = teaching.for_sheet(path, &grid.name, &first_text(grid));
            Sheet::new(index, grid, lessons)
        })
        .collect();
    let mut recognition = Recognition::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut goal_drafts: Vec<Draft> = Vec::new();
    let mut covers: Vec<(usize, Head)> = Vec::new();
    for sheet in &sheets {
        let segments = segments(sheet);
        if segments.is_empty() {
            let head = head::read(sheet, 0..sheet.end().row.saturating_add(1).min(COVER_ROWS));
            if let Some(no_form) = refused_by_title(&head.title.text, &sheet.grid.name) {
                recognition.refusals.push(Refusal {
                    sheet: sheet.grid.name.clone(),
                    reason: no_form.reason,
                    reading: None,
                    by_name: no_form.by_name,
                });
            } else {
                covers.push((sheet.index, head));
            }
        }
        for segment in segments {
            let titled = covers
                .last()
                .filter(|(index, _)| index + 1 == sheet.index)
                .map(|(_, cover)| cover);
            match judge(sheet, &segment, titled) {
                Ok(()) => drafts.push(Draft::read(sheet, segment)),
                Err(no_form) => {
                    let states_goals = no_form.states_goals && !segment.headings.is_empty();
                    let small = segment.rows.len() <= SHOWN_ROWS;
                    let draft = (states_goals || small).then(|| Draft::read(sheet, segment));
                    let shown = draft.clone().filter(|_| small);
                    recognition.refusals.push(Refusal {
                        sheet: sheet.grid.name.clone(),
                        reason: no_form.reason,
                        reading: shown
                            .map(|draft| Box::new(assemble(&sheets, path, sha256, draft, &[]))),
                        by_name: no_form.by_name,
                    });
                    goal_drafts.extend(draft.filter(|_| states_goals));
                }
            }
        }
    }
    for draft in joined(drafts) {
        let form = assemble(&sheets, path, sha256, draft, &covers);
        if form.confidence < LEAST_CONFIDENCE {
            let sheet = form.source.sheets.first().cloned().unwrap_or_default();
            let reason = format!(
                "疑似自评表（区域 {}），但识别把握只有 {}%（低于 {LEAST_CONFIDENCE}%），未采用；可用 explain 查看各列的识别结果",
                form.source.range, form.confidence
            );
            recognition.refusals.push(Refusal {
                sheet,
                reason,
                reading: Some(Box::new(form)),
                by_name: false,
            });
        } else {
            recognition.forms.push(form);
        }
    }
    share_years(&mut recognition.forms);
    recognition.goal_tables = joined(goal_drafts)
        .into_iter()
        .map(|draft| assemble(&sheets, path, sha256, draft, &covers))
        .filter(|table| {
            table
                .indicators
                .iter()
                .any(|row| row.target.value.is_some())
        })
        .collect();
    recognition
}

/// Why a segment is no self-evaluation.
struct NoForm {
    /// The reason, in Chinese.
    reason: String,
    /// Whether it is a goal table: targets, and nothing reached yet.
    states_goals: bool,
    /// Whether its own name says so, whatever its columns are.
    by_name: bool,
}

impl From<&str> for NoForm {
    fn from(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            states_goals: false,
            by_name: false,
        }
    }
}

/// The texts of a sheet's first rows, where a title stands.
fn first_text(grid: &Grid) -> String {
    let cells = grid.cells().take_while(|cell| cell.at.row < 3);
    cells.map(|cell| cell.shown.as_str()).collect()
}

/// A cover sheet's labels stand in its first rows.
const COVER_ROWS: u32 = 60;

/// Splits a sheet into forms. Each begins at its title, its first labels or its budget block.
fn segments(sheet: &Sheet<'_>) -> Vec<Segment> {
    let end = sheet.end().row.saturating_add(1);
    let headings = find_headings(sheet);
    let is_indicator_row = |row: u32| {
        headings
            .iter()
            .any(|heading| heading.first_row <= row && row <= heading.last_row)
    };
    let funds: Vec<FundHeading> = fund_heading::find_headings(sheet, 0..end)
        .into_iter()
        .filter(|fund| !is_indicator_row(fund.first_row))
        .collect();
    let starts = form_starts(sheet, &headings, &funds);
    let mut segments = Vec::new();
    for (nth, start) in starts.iter().enumerate() {
        let stop = starts.get(nth + 1).copied().unwrap_or(end);
        let inside = |row: u32| (*start..stop).contains(&row);
        let headings: Vec<Heading> = headings
            .iter()
            .filter(|heading| inside(heading.first_row))
            .cloned()
            .collect();
        let fund_heading = funds.iter().find(|fund| inside(fund.first_row)).cloned();
        if !headings.is_empty() || fund_heading.is_some() {
            segments.push(Segment {
                rows: *start..stop,
                headings,
                fund_heading,
            });
        }
    }
    segments
}

/// The first rows of the forms on a sheet: 0, and wherever a head begins anew after a block of indicators.
fn form_starts(sheet: &Sheet<'_>, headings: &[Heading], funds: &[FundHeading]) -> Vec<u32> {
    let mut starts = vec![0];
    // Blocks in their order on the sheet; a budget block after indicators opens a new form, and so
    // does a second budget block.
    let mut blocks: Vec<(u32, u32, bool)> = headings
        .iter()
        .map(|heading| (heading.first_row, heading.last_row, false))
        .chain(
            funds
                .iter()
                .map(|fund| (fund.first_row, fund.last_row, true)),
        )
        .collect();
    blocks.sort_unstable();
    // Whether the form in hand has its budget block yet; one below the indicators may still come.
    let mut has_funds = blocks.first().is_some_and(|(_, _, is_fund)| *is_fund);
    for pair in blocks.windows(2) {
        let [(_, last, was_fund), (next, _, is_fund)] = pair else {
            continue;
        };
        let between = last + 1..*next;
        let opened = first_head_row(sheet, between.clone());
        let new_form = match (was_fund, is_fund) {
            (false, true) => opened.is_some() || has_funds,
            (true, true) => opened.is_some(),
            // Indicators after indicators: a page break repeats the heading alone.
            (false, false) => names_a_unit(sheet, between.clone()),
            (true, false) => names_a_unit(sheet, between.clone()) && has_title(sheet, between),
        };
        if new_form {
            starts.push(opened.unwrap_or(*next));
        }
        has_funds = *is_fund || (has_funds && !new_form);
    }
    starts
}

/// The first row that looks like the beginning of a head.
fn first_head_row(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Option<u32> {
    sheet.rows_in(rows).find(|row| {
        is_title_row(sheet, *row)
            || sheet.row(*row).iter().any(|piece| {
                matches!(
                    vocabulary().label(&piece.key),
                    Some(HeadField::Project | HeadField::Department | HeadField::Supervisor)
                )
            })
    })
}

fn names_a_unit(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> bool {
    let head = head::read(sheet, rows);
    [
        HeadField::Project,
        HeadField::Department,
        HeadField::Supervisor,
        HeadField::Implementer,
    ]
    .into_iter()
    .any(|field| head.value(field).value.is_some())
}

fn has_title(sheet: &Sheet<'_>, mut rows: std::ops::Range<u32>) -> bool {
    rows.any(|row| is_title_row(sheet, row))
}

fn is_title_row(sheet: &Sheet<'_>, row: u32) -> bool {
    let pieces = sheet.row(row);
    pieces.len() <= 2
        && pieces.first().is_some_and(|piece| {
            piece.key.chars().count() <= 60
                && any_in(&vocabulary().words.title, &piece.key)
                && piece.key.contains('表')
        })
}

/// Whether a segment is a self-evaluation; if not, the reason.
///
/// A table without a title of its own has that of the cover sheet right before it.
fn judge(sheet: &Sheet<'_>, segment: &Segment, cover: Option<&Head>) -> Result<(), NoForm> {
    let first_block = segment
        .headings
        .iter()
        .map(|heading| heading.first_row)
        .chain(segment.fund_heading.iter().map(|fund| fund.first_row))
        .min()
        .unwrap_or(segment.rows.end);
    let head = head::read(sheet, segment.rows.start..first_block);
    if let Some(no_form) = refused_by_title(&head.title.text, &sheet.grid.name) {
        return Err(no_form);
    }
    let says_self = |text: &str| any_in(&vocabulary().words.self_evaluation, &fold(text));
    let by_cover =
        head.title.value.is_none() && cover.is_some_and(|cover| says_self(&cover.title.text));
    let is_named = says_self(&head.title.text) || says_self(&sheet.grid.name) || by_cover;
    if segment.headings.is_empty() {
        let executes = segment
            .fund_heading
            .as_ref()
            .is_some_and(FundHeading::states_execution);
        return if is_named && executes {
            Ok(())
        } else {
            Err("有预算表头，但没有指标表头，标题也不是自评表，不作为自评表读取".into())
        };
    }
    if !segment.headings.iter().any(Heading::states_results) {
        return Err(NoForm {
            reason: "指标表中没有“实际完成值”一类的列，是绩效目标表，不是自评表".to_owned(),
            states_goals: true,
            by_name: false,
        });
    }
    let scored = segment
        .headings
        .iter()
        .any(|heading| heading.has(super::model::ColumnField::Score));
    let measured = segment
        .headings
        .iter()
        .any(|heading| heading.has(super::model::ColumnField::Actual));
    if !is_named && scored && !measured {
        return Err(
            "标题不是自评表，表中只有评分、没有实际完成值，像是他人的评价评分表，不作为自评表读取"
                .into(),
        );
    }
    if is_named || scored {
        Ok(())
    } else {
        Err("标题不是自评表，指标表中也没有“得分”列，不作为自评表读取".into())
    }
}

/// Goal tables and monitoring tables are refused by their names.
fn refused_by_title(title: &str, sheet_name: &str) -> Option<NoForm> {
    let words = &vocabulary().words;
    let name = if title.is_empty() { sheet_name } else { title };
    let key = fold(name);
    if any_in(&words.self_evaluation, &key) {
        return None;
    }
    if any_in(&words.monitoring, &key) {
        return Some(NoForm {
            reason: format!("“{name}”是绩效运行监控表，不是自评表"),
            states_goals: false,
            by_name: true,
        });
    }
    any_in(&words.goal_only, &key).then(|| NoForm {
        reason: format!("“{name}”是绩效目标表（申报、批复），不是自评表"),
        states_goals: true,
        by_name: true,
    })
}

/// Joins a form that is spread over sheets: its head and budget on one, its indicators on the next, or
/// a page on each.
fn joined(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.last_mut() {
            Some(first) if draft.continues(first) => first.absorb(draft),
            _ => joined.push(draft),
        }
    }
    joined
}
