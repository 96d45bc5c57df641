//! The main job on the samples after edits of their cells, plausible and absurd: whatever stands in a cell,
//! all results are there, they agree with each other, no other department suffers, and a number that
//! none could mean is a finding at its cell.
//!
//! A few seeds run with every `cargo test`; `.ci/run` sets `HUIPING_SEEDS` for hundreds.

mod balance;
mod book;
mod cases;
mod edit;
mod formulas;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use rayon::prelude::*;
use serde_json::Value;

use book::Book;
use edit::Edit;

use crate::figures;
use crate::make_district::random::Random;
use crate::outcome::{Outcome, Row};
use crate::program::{asked_seeds, files_below, samples};

/// The folders that are edited: all samples, one year, the other.
const FOLDERS: [&str; 3] = ["", "2022", "2023"];

/// The folders as they stand, consolidated.
static UNEDITED: LazyLock<Vec<Outcome>> = LazyLock::new(|| {
    let folders = FOLDERS.map(|folder| samples().join(folder));
    folders.iter().map(|folder| run(folder)).collect()
});

fn run(folder: &Path) -> Outcome {
    Outcome::with_threads(folder, &["--no-slips"], 1)
}

/// The list of the units that have to report: all forms get their names and codes from it.
const ROSTER: &str = "应报单位名单.xlsx";

/// A folder with edits, and what came of it.
struct Edited {
    seed: u64,
    edits: Vec<Edit>,
    /// A file that was left out.
    left_out: Option<String>,
    before: &'static Outcome,
    after: Outcome,
}

impl Edited {
    fn new(seed: u64) -> Self {
        let random = &mut Random::of(seed, 11);
        let which = usize::try_from(seed % 3).expect("small");
        let folder = samples().join(FOLDERS[which]);
        let mut files: Vec<(String, Vec<u8>)> = files_below(&folder).into_iter().collect();
        let left_out = random.chance(10).then(|| {
            let at = random.between(0, i64::try_from(files.len()).expect("few") - 1);
            files.remove(usize::try_from(at).expect("small")).0
        });
        let books: Vec<usize> = (0..files.len())
            .filter(|at| files[*at].0.ends_with(".xlsx") && Book::open(&files[*at].1).is_some())
            .collect();
        // Slips only, absurdities only, both.
        let absurd = *random.pick(&[0, 100, 50]);
        let mut edits = Vec::new();
        for _ in 0..*random.pick(&[1, 1, 1, 2, 4]) {
            let (path, bytes) = &mut files[*random.pick(&books)];
            let mut book = Book::open(bytes).expect("a workbook");
            edits.extend(edit::make(random, path, &mut book, absurd));
            *bytes = book.save();
        }
        let place = tempfile::tempdir().expect("a folder");
        for (path, bytes) in &files {
            let to = place.path().join(path);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::write(to, bytes).expect("a file");
        }
        Self {
            seed,
            edits,
            left_out,
            before: &UNEDITED[which],
            after: run(place.path()),
        }
    }

    /// All that is wrong with the run, with how to have it again.
    fn wrong(&self) -> Option<String> {
        // One file of the samples is broken on purpose, and an edit may make a form unreadable.
        let mut wrong = self.after.faults(&[0, 2]);
        if wrong.is_empty() {
            wrong.extend(figures::differences(&self.after));
            wrong.extend(balance::unbalanced(&self.after));
            wrong.extend(balance::uncounted(&self.after));
            if !self.is_touched(ROSTER) {
                wrong.extend(self.disturbed());
            }
            wrong.extend(self.unnamed());
            wrong.extend(formulas::wrong(&self.after));
        }
        if wrong.is_empty() {
            return None;
        }
        let edits: Vec<String> = self
            .edits
            .iter()
            .map(|edit| format!("    {edit:?}"))
            .collect();
        Some(format!(
            "seed {seed}:\n  {}\n  edits (left out: {:?}):\n{}\n  again: HUIPING_SEEDS={seed}-{seed} cargo test --test integration -- cell_edits\n",
            wrong.join("\n  "),
            self.left_out,
            edits.join("\n"),
            seed = self.seed,
        ))
    }

    fn is_touched(&self, path: &str) -> bool {
        self.left_out.as_deref() == Some(path) || self.edits.iter().any(|edit| edit.path == path)
    }

    /// Forms whose files nobody touched, and that came out otherwise than before.
    fn disturbed(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let after = by_form(self.after.data("departments"));
        let before = by_form(self.before.data("departments"));
        // Two forms of one department compete for the place of the one that counts.
        let touched: BTreeSet<&str> = [&before, &after]
            .into_iter()
            .flatten()
            .filter(|((path, _), _)| self.is_touched(path))
            .map(|(_, record)| record["部门"].as_str())
            .collect();
        for ((path, place), record) in &before {
            if self.is_touched(path) {
                continue;
            }
            let name = format!("{path} {place}");
            let Some(now) = after.get(&(path.clone(), place.clone())) else {
                wrong.push(format!("{name}: gone"));
                continue;
            };
            for (field, value) in record {
                let looks_aside = LOOKING_ASIDE.contains(&field.as_str())
                    || (OF_VERSIONS.contains(&field.as_str())
                        && touched.contains(record["部门"].as_str()));
                if !looks_aside && now[field] != *value {
                    wrong.push(format!("{name}: {field} {value:?} became {:?}", now[field]));
                }
            }
        }
        // Of a version that counts in one of the runs only, the other says nothing.
        let counted = |records: &BTreeMap<(String, String), Row>| -> BTreeSet<String> {
            let counted = records.iter().filter(|(_, record)| record["计入"] == "是");
            counted.map(|((path, _), _)| path.clone()).collect()
        };
        let counted = &counted(&before) & &counted(&after);
        let [before, after] =
            [self.before, &self.after].map(|outcome| self.own_findings(outcome, &counted));
        for finding in before.symmetric_difference(&after) {
            let what = if before.contains(finding) {
                "gone"
            } else {
                "new"
            };
            wrong.push(format!(
                "a finding on an untouched form is {what}: {finding:?}"
            ));
        }
        wrong
    }

    /// Findings on untouched forms, in files of forms that count, by rules that look at nothing beside the form.
    fn own_findings(&self, outcome: &Outcome, counted: &BTreeSet<String>) -> BTreeSet<[String; 4]> {
        let findings = outcome.data("findings").into_iter();
        findings
            .filter(|finding| {
                counted.contains(&finding["文件"]) && !self.is_touched(&finding["文件"])
            })
            .filter(|finding| !RULES_LOOKING_ASIDE.contains(&finding["规则"].as_str()))
            .map(|finding| {
                let cells: Vec<String> = cells(&finding)
                    .iter()
                    .map(|cell| format!("{} {}", cell[1], cell[2]))
                    .collect();
                let [path, rule, message] =
                    ["文件", "规则", "说明"].map(|field| finding[field].clone());
                [path, rule, message, cells.join(" ")]
            })
            .collect()
    }

    /// Numbers that none could mean, in cells that held a number that the form was read with, and about
    /// which no finding tells; negative ones where there is nothing below zero likewise.
    fn unnamed(&self) -> Vec<String> {
        let findings = self.after.data("findings");
        let unread = unread_cells(&self.after);
        let read = cells_of(self.before, FIGURES);
        let never_negative = cells_of(self.before, NEVER_NEGATIVE);
        let records = self.after.data("departments");
        self.edits
            .iter()
            .filter(|edit| {
                let place = place(&edit.path, &edit.cell.sheet, &edit.cell.at);
                (edit.is_absurd_number() && read.contains(&place))
                    || (edit.is_negative_number() && never_negative.contains(&place))
            })
            // Only the version that counts is checked; a form of which a heading was taken may have lost all its
            // rows.
            .filter(|edit| {
                let of_file = records.iter().find(|record| record["文件"] == edit.path);
                of_file.is_some_and(|record| record["计入"] == "是" && record["指标数"] != "0")
            })
            // Where another edit took the column's heading, the cell is told as one that was not read.
            .filter(|edit| !unread.contains(&(edit.path.clone(), edit.cell.at.clone())))
            .filter(|edit| {
                !findings.iter().any(|finding| {
                    finding["文件"] == edit.path
                        && cells(finding).iter().any(|cell| {
                            cell[1] == edit.cell.sheet.as_str() && cell[2] == edit.cell.at.as_str()
                        })
                })
            })
            .map(|edit| format!("no finding names {edit:?}"))
            .collect()
    }
}

/// Columns of a record that say how it stands beside others.
const LOOKING_ASIDE: &[&str] = &[
    "表号",
    "被替代",
    "同类组",
    "错误",
    "疑点",
    "提示",
    "通过规则",
    "有问题规则",
    "未判定规则",
    "填报质量",
    "自评名次",
    "复算名次",
    "自评组内名次",
    "复算组内名次",
    "可能最好名次",
    "可能最差名次",
    "填报质量名次",
];

/// Columns of a record that say which of a department's forms counts.
const OF_VERSIONS: &[&str] = &["计入", "不计入原因", "与计入版本的差异"];

/// Rules that compare departments, years, or a department with its projects, or that read the whole
/// folder for names.
const RULES_LOOKING_ASIDE: &[&str] = &[
    "Y01", "Y02", "Y03", "Y04", "Y05", "Y06", "Y07", "Y08", "M01", "M09", "A18", "Q08", "Q09",
];

/// The cells of a finding: role, sheet, address, number of the form.
fn cells(finding: &Row) -> Vec<Value> {
    serde_json::from_str(&finding["单元格"]).unwrap_or_default()
}

fn place(path: &str, sheet: &str, at: &str) -> String {
    format!("{path}\u{1f}{sheet}\u{1f}{at}")
}

/// The cells from which these fields were read.
fn cells_of(outcome: &Outcome, fields: &[&str]) -> BTreeSet<String> {
    let records = outcome.data("departments");
    let of_form: BTreeMap<&str, &Row> = records
        .iter()
        .map(|record| (record["表号"].as_str(), record))
        .collect();
    let mut cells = BTreeSet::new();
    for table in ["departments", "funds", "indicators"] {
        for row in outcome.data(table) {
            let form = of_form[row["表号"].as_str()];
            for (field, at) in &row {
                let is_figure = field
                    .strip_suffix("单元格")
                    .is_some_and(|name| fields.contains(&name));
                if is_figure && !at.is_empty() {
                    cells.insert(place(&form["文件"], &row["工作表"], at));
                }
            }
        }
    }
    cells
}

/// The cells that were not read, by file and address.
fn unread_cells(outcome: &Outcome) -> BTreeSet<(String, String)> {
    let account = outcome.account();
    let forms = account["ledgers"]["cells"]["forms"].as_array();
    let mut unread = BTreeSet::new();
    for form in forms.into_iter().flatten() {
        for cell in form["unread_cells"].as_array().into_iter().flatten() {
            let [path, at] = [&form["path"], &cell["cell"]]
                .map(|text| text.as_str().unwrap_or_default().to_owned());
            unread.insert((path, at));
        }
    }
    unread
}

/// Columns that hold numbers.
const FIGURES: &[&str] = &[
    "年初预算数",
    "预算调整数",
    "全年预算数",
    "全年执行数",
    "表列执行率",
    "执行分值",
    "执行自评得分",
    "分值合计",
    "自评得分",
    "分值",
    "指标值",
    "实际完成值",
];

/// Those in which nothing is below zero.
const NEVER_NEGATIVE: &[&str] = &[
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行分值",
    "执行自评得分",
    "分值合计",
    "自评得分",
    "分值",
];

/// The records by file and by sheet with area.
fn by_form(records: Vec<Row>) -> BTreeMap<(String, String), Row> {
    records
        .into_iter()
        .map(|record| {
            let place = format!("{} {}", record["工作表"], record["范围"]);
            ((record["文件"].clone(), place), record)
        })
        .collect()
}

/// The seeds that are asked for (`1-300`), or a few.
fn seeds() -> std::ops::RangeInclusive<u64> {
    asked_seeds().unwrap_or(1..=12)
}

#[test]
fn edited_samples_end_with_results_that_agree() {
    let seeds: Vec<u64> = seeds().collect();
    let wrong: Vec<String> = seeds
        .into_par_iter()
        .filter_map(|seed| Edited::new(seed).wrong())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
