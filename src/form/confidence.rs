//! How sure a recognition is.

use super::heading::Heading;
use super::model::{
    Block, CellUse, ColumnField, ColumnReading, FundColumnField, FundRole, SelfEvaluation,
};
use super::vocabulary::{any_in, vocabulary};
use super::wording::fold;

/// How sure the recognition is, 0 to 100: a title that names a self-evaluation (25), the columns a
/// form needs (40, by how surely each was known), a budget block (10), numbers where numbers belong
/// (15), hardly a cell left unread (10).
pub(super) fn confidence(form: &SelfEvaluation, heading: Option<&Heading>) -> u8 {
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
    let share = (15 * numeric).checked_div(rows).unwrap_or(8);
    points += u32::try_from(share).unwrap_or(0);
    let (unread, all) = (
        form.coverage.count(CellUse::Unread),
        form.coverage.cells.len().max(1),
    );
    points += u32::try_from(10 - (10 * unread / all).min(10)).unwrap_or(0);
    u8::try_from(points.min(100)).unwrap_or(100)
}

/// How sure the reading of a block is, 0 to 100: the mean of the columns that the block cannot do without, a
/// missing one counting 0; of the head, how many of title, year and unit were found. `None` where the form
/// has no such block, or where it is read by its labels and has no columns.
#[must_use]
pub(crate) fn block_confidence(form: &SelfEvaluation, block: Block) -> Option<u8> {
    let (columns, needed): (_, &[&[&str]]) = match block {
        Block::Head => {
            let unit = form.department.value.is_some() || form.project.value.is_some();
            let found = [form.title.value.is_some(), form.year.value.is_some(), unit];
            return mean(found.map(|found| if found { 100 } else { 0 }).into_iter());
        }
        Block::Funds => (
            &form.fund_columns,
            &[
                &[
                    FundColumnField::Adjusted.name(),
                    FundColumnField::Initial.name(),
                ],
                &[FundColumnField::Executed.name()],
            ],
        ),
        Block::Indicators => (
            &form.columns,
            &[
                &[
                    ColumnField::Name.name(),
                    ColumnField::Level2.name(),
                    ColumnField::Level1.name(),
                ],
                &[
                    ColumnField::Target.name(),
                    ColumnField::TargetAdjusted.name(),
                ],
                &[ColumnField::Actual.name()],
                &[ColumnField::Weight.name()],
                &[ColumnField::Score.name()],
            ],
        ),
        Block::Goals | Block::Totals | Block::Remarks => return None,
    };
    if columns.is_empty() {
        return None;
    }
    mean(needed.iter().map(|names| surest(columns, names)))
}

/// The confidence of the surest column that has one of these names; 0 where none has.
fn surest(columns: &[ColumnReading], names: &[&str]) -> u8 {
    let named = |column: &&ColumnReading| {
        column
            .field
            .as_deref()
            .is_some_and(|field| names.contains(&field))
    };
    columns
        .iter()
        .filter(named)
        .map(|column| column.confidence)
        .max()
        .unwrap_or(0)
}

fn mean(values: impl ExactSizeIterator<Item = u8>) -> Option<u8> {
    let count = u32::try_from(values.len()).ok()?;
    let sum: u32 = values.map(u32::from).sum();
    u8::try_from(sum.checked_div(count)?).ok()
}
