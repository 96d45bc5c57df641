//! How sure a recognition is.

use super::heading::Heading;
use super::model::{CellUse, FundRole, SelfEvaluation};
use super::vocabulary::{ColumnField, any_in, vocabulary};
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
