//! Totals and grades stated outside the total row, and the labelled texts that remain.

use super::head::Head;
use super::model::{Remark, SelfEvaluation, SheetCell, Sourced};
use super::sentences;
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
                if form.grade.value.is_none() {
                    form.grade = sentences::grade(stated).unwrap_or(grade_of(stated));
                }
                if form.total_score.value.is_none() {
                    form.total_score = sentences::score(stated).unwrap_or(form.total_score.clone());
                }
            }
            _ => {}
        }
    }
    for remark in &form.remarks {
        if form.total_score.value.is_none() {
            form.total_score = sentences::score(&remark.text).unwrap_or(form.total_score.clone());
        }
        if form.grade.value.is_none() {
            form.grade = sentences::grade(&remark.text).unwrap_or(form.grade.clone());
        }
    }
}

fn grade_of(stated: &Sourced<String>) -> Sourced<String> {
    Sourced {
        value: stated.value.as_deref().and_then(|text| {
            vocabulary()
                .grade(&fold(text))
                .or_else(|| ticked_grade(text))
        }),
        cells: stated.cells.clone(),
        text: stated.text.clone(),
    }
}

/// `优 ☑ 良 □ 中 □ 差 □`: the grade whose box is ticked, before or behind its word.
fn ticked_grade(text: &str) -> Option<String> {
    const TICKED: [char; 7] = ['☑', '√', '■', 'þ', '✓', '✔', '☒'];
    const EMPTY: [char; 6] = ['□', '☐', '£', '口', '○', '▢'];
    let is_box = |c: char| TICKED.contains(&c) || EMPTY.contains(&c);
    let folded = fold(text);
    let box_first = folded.chars().next().is_some_and(is_box);
    let mut grade = String::new();
    let mut ticked = false;
    let mut chosen = Vec::new();
    for c in folded.chars() {
        if !is_box(c) {
            if ticked || !box_first {
                grade.push(c);
            }
            continue;
        }
        if box_first && !grade.is_empty() || !box_first && TICKED.contains(&c) {
            chosen.push(std::mem::take(&mut grade));
        }
        grade.clear();
        ticked = TICKED.contains(&c);
    }
    if box_first && !grade.is_empty() {
        chosen.push(grade);
    }
    match chosen.as_slice() {
        [one] => vocabulary().grade(one),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::ticked_grade;

    #[test]
    fn the_ticked_box_tells_the_grade() {
        for (text, grade) in [
            ("优 ☑　　良 □　　中 □　　差 □", Some("优")),
            ("□优 ☑良 □中 □差", Some("良")),
            ("优□ 良□ 中√ 差□", Some("中")),
            ("优□ 良□ 中□ 差□", None),
            ("☑优 ☑良 □中 □差", None),
        ] {
            assert_eq!(ticked_grade(text).as_deref(), grade, "{text}");
        }
    }
}
