//! The account of every cell, held against a count that knows nothing of forms: the workbook library's own
//! view of the source files.

use std::io::Cursor;

use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use huiping::stages::intake::{Area, CellRef};
use serde_json::Value;

use crate::grid_file::json;
use crate::program::{SAMPLES, huiping, samples, shown};

/// How many cells of an area hold something that a person could see.
fn filled(path: &str, sheet: &str, area: Area) -> usize {
    let bytes = std::fs::read(samples().join(path)).expect("a sample");
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    let mut count = 0;
    for row in area.first.row..=area.last.row {
        for col in area.first.col..=area.last.col {
            count += usize::from(match range.get_value((row, col)) {
                None | Some(Data::Empty) => false,
                Some(Data::String(text)) => !text.trim().is_empty(),
                Some(_) => true,
            });
        }
    }
    count
}

fn number(count: &Value, key: &str) -> usize {
    usize::try_from(count[key].as_u64().expect(key)).expect("a count")
}

#[test]
fn used_labels_notes_and_unread_make_up_all_cells_with_content() {
    let run = json(&SAMPLES.folder.path().join("run.json"));
    let printed = huiping(&["extract", shown(&samples()), "-q"]).stdout;
    let forms: Value = serde_json::from_str(&printed).expect("JSON");
    let forms = forms.as_array().expect("an array");
    let ledger = &run["ledgers"]["cells"];
    let accounts = ledger["forms"].as_array().expect("accounts");
    assert_eq!(accounts.len(), forms.len());
    let parts = ["used", "labels", "notes", "unread"];
    let (mut compared, mut wrong) = (0, Vec::new());
    for (account, form) in accounts.iter().zip(forms) {
        let (path, sheet) = (
            account["path"].as_str().expect("a path"),
            account["sheet"].as_str().expect("a sheet"),
        );
        let content = number(account, "with_content");
        let sum: usize = parts.iter().map(|part| number(account, part)).sum();
        assert_eq!(content, sum, "{path}");
        let unread = account["unread_cells"].as_array().expect("a list");
        assert_eq!(unread.len(), number(account, "unread"), "{path}");
        for cell in unread {
            let at = cell["cell"].as_str().expect("an address");
            assert!(at.parse::<CellRef>().is_ok(), "{path}: {at}");
            assert!(cell["text"].as_str().is_some_and(|text| !text.is_empty()));
        }
        // A form over several sheets has cells outside its range.
        if form["source"]["sheets"]
            .as_array()
            .is_none_or(|sheets| sheets.len() > 1)
        {
            continue;
        }
        let area: Area = account["range"]
            .as_str()
            .expect("a range")
            .parse()
            .expect("an area");
        compared += 1;
        let counted = filled(path, sheet, area);
        if counted != content {
            wrong.push(format!(
                "{path} {sheet} {area}: {content}, counted {counted}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        compared >= 38,
        "{compared} of {} forms compared",
        forms.len()
    );
    for part in parts.into_iter().chain(["with_content"]) {
        let sum: usize = accounts.iter().map(|account| number(account, part)).sum();
        assert_eq!(number(ledger, part), sum, "{part}");
    }
    assert_eq!(ledger["balanced"], true);
}
