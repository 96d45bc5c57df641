//! Totals and grades stated outside the total row, and the labelled texts that remain.

use super::head::Head;
use super::model::{Remark, SelfEvaluation, SheetCell, Sourced};
use super::sheet::Sheet;
use super::totals;
use super::vocabulary::{HeadField, vocabulary};
use super::wording::fold;

/// Totals and grades stated in the head, or in a labelled cell under the table.
pub(super) fn complete_totals(sheets: &[Sheet<'_>], head: &Head, form: &mut SelfEvaluation) {
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
pub(super) fn keep_remarks(head: &Head, form: &mut SelfEvaluation) {
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
