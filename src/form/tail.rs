//! Reads what stands under the table: conclusions, reasons, a grade; notes and signatures are left.

use super::head::{self, Labelled};
use super::model::Remark;
use super::sheet::Sheet;
use super::vocabulary::{HeadField, any_begins, any_in, vocabulary};
use super::wording::without_notes;

/// What a row under the table says.
#[derive(Default)]
pub(super) struct Tail {
    /// Labelled texts.
    pub(super) remarks: Vec<Remark>,
    /// A grade, a total or a date behind a label the head could have as well.
    pub(super) labelled: Vec<Labelled>,
}

/// Reads one row under the table.
pub(super) fn read_row(sheet: &Sheet<'_>, row: u32) -> Tail {
    let words = &vocabulary().words;
    let mut tail = Tail::default();
    for piece in sheet.row(row) {
        if any_begins(&words.note, &piece.key) {
            continue;
        }
        let stated: Vec<Labelled> = head::labels_in(sheet, piece)
            .into_iter()
            .filter(|labelled| {
                matches!(
                    labelled.field,
                    HeadField::Grade | HeadField::TotalScore | HeadField::FillDate
                )
            })
            .collect();
        if !stated.is_empty() {
            tail.labelled.extend(stated);
            continue;
        }
        let key = without_notes(&piece.key);
        if key.chars().count() > 20 || !any_in(&words.tail, &key) {
            continue;
        }
        let beside = sheet
            .seen_from(row, piece.last.col + 1)
            .filter(|next| next.at.row == row);
        if let Some(next) = beside {
            tail.remarks.push(Remark {
                label: key,
                text: sheet.text_of(next),
            });
        }
    }
    tail
}
