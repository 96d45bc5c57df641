//! Reads what stands under the table: conclusions, reasons, a grade; notes and signatures are left.

use super::model::Remark;
use super::sheet::Sheet;
use super::vocabulary::{HeadField, any_begins, any_in, vocabulary};
use super::wording::without_notes;
use crate::intake::grid::CellRef;

/// The labelled texts of one row under the table.
pub(super) fn read_row(sheet: &Sheet<'_>, row: u32) -> Vec<Remark> {
    let words = &vocabulary().words;
    let mut remarks = Vec::new();
    for piece in sheet.row(row) {
        let key = without_notes(&piece.key);
        if key.chars().count() > 20 || any_begins(&words.note, &piece.key) {
            continue;
        }
        let is_label = any_in(&words.tail, &key)
            || matches!(
                vocabulary().label(&piece.key),
                Some(
                    HeadField::Grade
                        | HeadField::TotalScore
                        | HeadField::FillDate
                        | HeadField::Other
                )
            );
        if !is_label {
            continue;
        }
        let beside = (piece.last.col + 1..=sheet.end().col)
            .find_map(|col| sheet.seen(CellRef::new(row, col)))
            .filter(|next| next.at.row == row || next.at.row == piece.at.row);
        if let Some(next) = beside
            && vocabulary().label(&next.key).is_none()
        {
            remarks.push(Remark {
                label: key,
                text: sheet.text_of(next),
            });
        }
    }
    remarks
}
