//! What a run of the main job left: its account, its data, its workbook, read back.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::grid_file::json;
use crate::program::{Ended, huiping_with, shown};

/// A row by the headings of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// A run that has ended.
pub(crate) struct Outcome {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) ended: Ended,
}

impl Outcome {
    /// Consolidates a folder with the data as CSV beside; `more` arguments follow.
    pub(crate) fn of(input: &Path, more: &[&str]) -> Self {
        Self::with_threads(input, more, 2)
    }

    /// As [`Outcome::of`], with so many threads.
    pub(crate) fn with_threads(input: &Path, more: &[&str], threads: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut arguments = vec![
            "consolidate",
            shown(input),
            "-o",
            shown(folder.path()),
            "--csv-raw",
            "--quiet",
        ];
        arguments.extend(more);
        let ended = huiping_with(&arguments, threads);
        Self { folder, ended }
    }

    pub(crate) fn account(&self) -> Value {
        json(&self.folder.path().join("run.json"))
    }

    /// A table of the data.
    pub(crate) fn data(&self, table: &str) -> Vec<Row> {
        let path = self.folder.path().join(format!("data/{table}.csv"));
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut lines = records(text.trim_start_matches('\u{feff}')).into_iter();
        let names = lines.next().unwrap_or_default();
        lines
            .map(|line| names.iter().cloned().zip(line).collect())
            .collect()
    }

    /// A table of the workbook: the rows below the first that holds all of these headings, down to
    /// the first that is empty.
    pub(crate) fn sheet(&self, name: &str, headings: &[&str]) -> Vec<Row> {
        let path = self.folder.path().join("绩效自评汇总.xlsx");
        let mut book: Xlsx<_> = open_workbook(path).expect("the workbook");
        let range = book.worksheet_range(name).expect(name);
        let rows: Vec<Vec<String>> = range
            .rows()
            .map(|row| row.iter().map(Data::to_string).collect())
            .collect();
        let Some(heading) = rows.iter().position(|row| {
            headings
                .iter()
                .all(|heading| row.iter().any(|cell| cell == heading))
        }) else {
            return Vec::new();
        };
        rows[heading + 1..]
            .iter()
            .take_while(|row| row.iter().any(|cell| !cell.is_empty()))
            .map(|row| {
                rows[heading]
                    .iter()
                    .cloned()
                    .zip(row.iter().cloned())
                    .collect()
            })
            .collect()
    }

    /// What is missing or failed of what every run owes; `codes` are the exit codes that are right.
    pub(crate) fn faults(&self, codes: &[i32]) -> Vec<String> {
        let mut wrong = Vec::new();
        if !codes.contains(&self.ended.code) {
            wrong.push(format!(
                "exit code {}: {}",
                self.ended.code,
                self.ended.stderr.trim()
            ));
        }
        let mut owed = vec!["run.json"];
        if self.ended.code != 3 {
            owed.extend([
                "绩效自评汇总.xlsx",
                "report.html",
                "data/departments.parquet",
            ]);
            owed.extend([
                "data/findings.csv",
                "data/funds.csv",
                "data/indicators.csv",
                "data/files.csv",
            ]);
        }
        for name in owed {
            let there = std::fs::metadata(self.folder.path().join(name));
            if !there.is_ok_and(|file| file.len() > 0) {
                wrong.push(format!("no {name}"));
            }
        }
        if !wrong.is_empty() {
            return wrong;
        }
        let account = self.account();
        for fault in account["faults"].as_array().into_iter().flatten() {
            wrong.push(format!("fault: {fault}"));
        }
        for rule in account["rules"].as_array().into_iter().flatten() {
            if rule["failed"] != 0 {
                wrong.push(format!("rule failed: {rule}"));
            }
        }
        if self.ended.code != 3 {
            let mut book: Xlsx<_> =
                open_workbook(self.folder.path().join("绩效自评汇总.xlsx")).expect("the workbook");
            for (name, sheet) in book.worksheets() {
                let error = sheet
                    .used_cells()
                    .find(|(_, _, cell)| matches!(cell, Data::Error(_)));
                if let Some((row, column, cell)) = error {
                    wrong.push(format!(
                        "{name}: row {} column {}: {cell}",
                        row + 1,
                        column + 1
                    ));
                }
            }
        }
        wrong
    }
}

/// The records of a CSV: quoted fields may hold separators, quotes and line breaks.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(letter),
        }
    }
    if !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}
