//! Layouts taught without code: the entries that `explain` proposes are pasted as they are, and then hold.

use huiping::stages::form::{
    Recognition, SelfEvaluation, Suggestion, Teaching, recognise, suggestions,
};
use huiping::stages::intake::{Cell, CellRef, Workbook};

use crate::grid_file::{fixtures, json, workbook};

/// A heading that no vocabulary holds.
const UNKNOWN: &str = "年终兑现";

/// The proposals as the text of a settings file, read back.
fn pasted(proposals: &[Suggestion]) -> Teaching {
    let text: String = proposals
        .iter()
        .map(|proposal| proposal.entry.to_toml())
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("huiping.toml");
    std::fs::write(&path, text).expect("settings");
    let settings = huiping::stages::config::load(&path).expect("settings that can be used");
    settings.teaching
}

/// The first form, or what was made of the first refused table.
fn reading(recognition: &Recognition) -> Option<&SelfEvaluation> {
    let refused = recognition.refusals.iter().filter(|table| !table.by_name);
    let refused = refused.filter_map(|table| table.reading.as_deref());
    recognition.forms.iter().chain(refused).next()
}

fn actuals(form: &SelfEvaluation) -> Vec<Option<String>> {
    form.indicators
        .iter()
        .map(|row| row.actual.value.clone())
        .collect()
}

/// The table with the heading over its actual values called by an unknown name; `None` where it has none
/// of its own.
fn with_unknown_heading(workbook: &Workbook, form: &SelfEvaluation) -> Option<Workbook> {
    let column = form
        .columns
        .iter()
        .find(|column| column.field.as_deref() == Some("实际完成值"))?;
    let mut changed = workbook.clone();
    let sheet = form.source.sheets.get(column.first.sheet)?;
    let grid = changed.sheets.iter_mut().find(|grid| grid.name == *sheet)?;
    // A heading typed over two rows loses both halves.
    let mut cells: Vec<CellRef> = (column.first.cell.row..=column.last.row)
        .map(|row| grid.anchor(CellRef::new(row, column.first.cell.col)))
        .filter(|at| {
            grid.get(*at).is_some_and(|cell| !cell.is_blank())
                && grid
                    .merge_at(*at)
                    .is_none_or(|area| area.last.col <= column.last.col)
        })
        .collect();
    cells.dedup();
    let (first, rest) = cells.split_first()?;
    grid.put(Cell::text(*first, UNKNOWN));
    for at in rest {
        grid.put(Cell::text(*at, ""));
    }
    Some(changed)
}

#[test]
fn the_proposed_entry_brings_the_actual_values_of_every_layout_back() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for folder in ["tables/clean", "layouts"] {
        for entry in std::fs::read_dir(fixtures(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|ext| ext != "json") {
                continue;
            }
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let table = json(&path);
            let book = workbook(if folder == "layouts" {
                &table["grid"]
            } else {
                &table
            });
            let before = recognise(&book, &name, "", &Teaching::default());
            let Some(form) = before.forms.first() else {
                continue;
            };
            let Some(changed) = with_unknown_heading(&book, form) else {
                continue;
            };
            let unread = recognise(&changed, &name, "", &Teaching::default());
            let proposals = reading(&unread).map(suggestions).unwrap_or_default();
            let after = recognise(&changed, &name, "", &pasted(&proposals));
            tried += 1;
            if after.forms.first().map(actuals) != Some(actuals(form)) {
                wrong.push(format!("{name}: {proposals:?}"));
            }
        }
    }
    assert!(tried >= 30, "{tried} tables with a column of actual values");
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
