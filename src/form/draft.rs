//! The blocks of one form as read from one sheet, before they are put together.

use super::fund_heading::FundHeading;
use super::funds::FundRows;
use super::head::{self, Head};
use super::heading::Heading;
use super::indicators;
use super::levels::{self, Levels};
use super::model::{CellUse, ColumnReading, FundLine, Goals, Indicator, Remark, Sourced};
use super::sheet::Sheet;
use super::tail;
use super::totals::{self, Totals};
use super::vocabulary::HeadField;
use super::{fund_pairs, funds, goals, subtotals};
use crate::intake::grid::CellRef;
use crate::value::unit::AmountUnit;

/// The rows of one form on a sheet and the headings found in them.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) rows: std::ops::Range<u32>,
    /// The headings of the indicator block: more than one where it is repeated after a page break.
    pub(super) headings: Vec<Heading>,
    pub(super) fund_heading: Option<FundHeading>,
}

/// Where on a sheet the blocks of a form lie.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The sheet's place in the workbook.
    pub(super) sheet: usize,
    /// The rows the form takes.
    pub(super) rows: std::ops::Range<u32>,
    /// The headings of the indicator block: several where a page break repeats it.
    pub(super) headings: Vec<Heading>,
    /// The rows of all headings.
    pub(super) heading_rows: Vec<std::ops::RangeInclusive<u32>>,
    /// Cells whose part is known apart from headings: labels of empty rows, columns without a field.
    pub(super) known: Vec<(CellRef, CellUse)>,
}

/// The blocks read from one sheet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) placed: Placed,
    /// Where the rest of the form lies, on later sheets.
    pub(super) parts: Vec<Placed>,
    pub(super) head: Head,
    pub(super) amount_unit: Sourced<AmountUnit>,
    pub(super) funds: Vec<FundLine>,
    pub(super) fund_columns: Vec<ColumnReading>,
    pub(super) goals: Goals,
    pub(super) indicators: Vec<Indicator>,
    pub(super) totals: Totals,
    pub(super) remarks: Vec<Remark>,
}

impl Draft {
    /// Reads the blocks of a segment.
    pub(super) fn read(sheet: &Sheet<'_>, segment: Segment) -> Self {
        let rows = segment.rows.clone();
        let indicators_from = segment
            .headings
            .first()
            .map_or(rows.end, |heading| heading.first_row);
        // A budget block may stand below the indicators.
        let fund_heading = segment.fund_heading.as_ref();
        let is_below = fund_heading.is_some_and(|fund| fund.first_row > indicators_from);
        let funds_from = fund_heading
            .map(|fund| fund.first_row)
            .filter(|_| !is_below);
        let goal_from = funds_from.map_or(rows.start, |row| row + 1);
        let found_goals = goals::read(sheet, goal_from..indicators_from);
        let goal_row = found_goals.as_ref().map(|(_, row)| *row);
        let head_end = funds_from
            .unwrap_or(indicators_from)
            .min(goal_row.unwrap_or(indicators_from));
        let head = head::read(sheet, rows.start..head_end);
        let budget_end = if is_below {
            rows.end
        } else {
            goal_row.unwrap_or(indicators_from)
        };
        let unit_from = fund_heading.filter(|_| is_below);
        let unit_from = unit_from.map_or(rows.start, |fund| fund.first_row.saturating_sub(1));
        let amount_unit =
            funds::declared_unit(sheet, segment.fund_heading.as_ref(), unit_from..budget_end);
        let fund_rows = match &segment.fund_heading {
            Some(heading) => funds::read(sheet, heading, budget_end, amount_unit.value),
            None => FundRows {
                lines: fund_pairs::read(sheet, rows.start..budget_end, amount_unit.value),
                ..FundRows::default()
            },
        };
        let mut draft = Self {
            placed: Placed {
                sheet: sheet.index,
                heading_rows: segment
                    .fund_heading
                    .iter()
                    .map(|fund| fund.first_row..=fund.last_row)
                    .chain(goal_row.map(|row| row..=row))
                    .collect(),
                rows,
                headings: segment.headings,
                known: fund_rows.known,
            },
            parts: Vec::new(),
            head,
            amount_unit,
            funds: fund_rows.lines,
            fund_columns: fund_rows.columns,
            goals: found_goals.map(|(goals, _)| goals).unwrap_or_default(),
            indicators: Vec::new(),
            totals: Totals::default(),
            remarks: Vec::new(),
        };
        let below = segment.fund_heading.filter(|_| is_below);
        draft.read_indicators(sheet, below.map(|fund| fund.first_row));
        draft
    }

    /// Reads the indicator rows under each heading, then the total row and what stands below it; all of
    /// it above a budget block that stands `below`.
    fn read_indicators(&mut self, sheet: &Sheet<'_>, below: Option<u32>) {
        let mut levels = Levels::default();
        for (nth, heading) in self.placed.headings.iter().enumerate() {
            let end = self
                .placed
                .headings
                .get(nth + 1)
                .map_or(self.placed.rows.end, |next| next.first_row);
            let end = below
                .filter(|row| *row > heading.last_row)
                .map_or(end, |row| end.min(row));
            levels::above(sheet, heading, &mut levels);
            let view = heading.view(sheet);
            let (viewed, first) = view
                .as_ref()
                .map_or((sheet, heading.last_row + 1), |(view, first)| {
                    (view, *first)
                });
            let until = if heading.is_across() {
                viewed.end().row + 1
            } else {
                end
            };
            levels.prepare(viewed, heading, first..until);
            let mut row = indicators::read(
                viewed,
                heading,
                first,
                until,
                &mut levels,
                &mut self.indicators,
            );
            if heading.is_across() {
                row = heading.last_row + 1;
            }
            let below_heading = heading.below();
            while row < end {
                if totals::is_total_row(sheet, &below_heading, row) {
                    let found = totals::read(sheet, &below_heading, row);
                    if self.totals.is_exceeded_by(&found) {
                        self.totals = found;
                    }
                    if self.indicators.is_empty() {
                        // The total stands on top, right below the heading.
                        let rest = row + 1;
                        row = indicators::read(
                            viewed,
                            heading,
                            rest,
                            end,
                            &mut levels,
                            &mut self.indicators,
                        );
                        continue;
                    }
                } else {
                    let tail = tail::read_row(sheet, row);
                    self.remarks.extend(tail.remarks);
                    self.head.labelled.extend(tail.labelled);
                }
                row += 1;
            }
            if heading.is_across() {
                let labels = (heading.first_row..=heading.last_row).flat_map(|row| sheet.row(row));
                let labels = labels.filter(|piece| sheet.column(&piece.key).is_some());
                self.placed
                    .known
                    .extend(labels.map(|piece| (piece.at, CellUse::Label)));
            } else {
                self.placed
                    .heading_rows
                    .push(heading.first_row..=heading.last_row);
            }
        }
        subtotals::mark(&mut self.indicators);
    }

    /// Whether this draft goes on where `first`, on the sheet before, left off: indicators without a
    /// head of their own, after a part without indicators or without a total.
    pub(super) fn continues(&self, first: &Self) -> bool {
        let has_own_head = self.head.title.value.is_some()
            || [
                HeadField::Department,
                HeadField::Project,
                HeadField::Supervisor,
            ]
            .into_iter()
            .any(|field| self.head.value(field).value.is_some());
        let is_open = first.indicators.is_empty() || !first.totals.score.has_place();
        let last_sheet = first
            .parts
            .last()
            .map_or(first.placed.sheet, |part| part.sheet);
        is_open
            && !self.indicators.is_empty()
            && self.funds.is_empty()
            && !has_own_head
            && self.placed.sheet == last_sheet + 1
    }

    /// Takes in the part of the form that stands on a later sheet.
    pub(super) fn absorb(&mut self, rest: Self) {
        if self.indicators.is_empty() {
            self.placed.headings.clone_from(&rest.placed.headings);
        }
        self.indicators.extend(rest.indicators);
        self.totals = rest.totals;
        self.remarks.extend(rest.remarks);
        self.head.labelled.extend(rest.head.labelled);
        if self.goals.expected.is_empty() {
            self.goals = rest.goals;
        }
        self.parts.push(rest.placed);
    }
}
