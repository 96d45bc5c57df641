//! How well tables that nobody has seen are read: the share of fields right, and of the rest how many
//! were invented and how many honestly left open. Not a test of anything, so ignored:
//!
//! ```sh
//! HELD_OUT=folder cargo test --test integration measure -- --ignored --nocapture
//! ```
//!
//! The folder holds files like those of `tests/fixtures/layouts`; `HELD_OUT` may name several, split by `:`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::golden::{FUND, HEAD, INDICATOR, arguable, json_files, read_table, read_workbook};
use crate::grid_file::json;

/// Fields that say what a target and an actual were understood as.
const UNDERSTOOD: [&str; 4] = ["operator", "target_value", "unit", "actual_value"];

/// How the fields of one kind came out.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    /// A value where the truth has another, or none.
    invented: usize,
    /// No value where the truth has one.
    missed: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.invented += other.invented;
        self.missed += other.missed;
    }

    fn line(self) -> String {
        let all = self.right + self.invented + self.missed;
        let tenths = (self.right * 1000).checked_div(all).unwrap_or(1000);
        format!(
            "{:>3}.{} %  {} right, {} invented, {} missed",
            tenths / 10,
            tenths % 10,
            self.right,
            self.invented,
            self.missed
        )
    }
}

#[derive(Default)]
struct Measure {
    fields: BTreeMap<String, Tally>,
    lines: Vec<String>,
}

impl Measure {
    fn compare(
        &mut self,
        place: &str,
        key: &str,
        read: &Value,
        truth: &Value,
        arguable: &[String],
    ) {
        let path = if place.is_empty() {
            key.to_owned()
        } else {
            format!("{place}.{key}")
        };
        if arguable
            .iter()
            .any(|known| path.starts_with(known.as_str()))
        {
            return;
        }
        let mut tally = Tally::default();
        if read == truth {
            tally.right = 1;
        } else {
            let word = if read.is_null() {
                tally.missed = 1;
                "missed"
            } else {
                tally.invented = 1;
                "INVENTED"
            };
            self.lines
                .push(format!("    {word} {path}: read {read}, expected {truth}"));
        }
        let group = place.split('[').next().unwrap_or_default();
        self.fields
            .entry(format!("{group}.{key}"))
            .or_default()
            .add(tally);
    }

    fn rows(
        &mut self,
        block: &str,
        keys: &[&str],
        by: &str,
        form: [&Value; 2],
        arguable: &[String],
    ) {
        let list = |form: &Value| form[block].as_array().cloned().unwrap_or_default();
        let [read, truth] = form.map(list);
        for (nth, pair) in aligned(&read, &truth, by).into_iter().enumerate() {
            let nothing = Value::Null;
            let (row, wanted) = (pair.0.unwrap_or(&nothing), pair.1.unwrap_or(&nothing));
            let at = pair.2.unwrap_or(nth);
            if pair.0.is_none() || pair.1.is_none() {
                let word = if pair.0.is_none() {
                    "missed row"
                } else {
                    "INVENTED row"
                };
                let named = if pair.0.is_none() { wanted } else { row };
                self.lines.push(format!("    {word} {block} {}", named[by]));
            }
            for key in keys {
                if *key == "subtotal" && (row.is_null() || wanted.is_null()) {
                    continue;
                }
                // What an older truth does not speak of is not measured.
                if UNDERSTOOD.contains(key) && !wanted.is_null() && wanted.get(*key).is_none() {
                    continue;
                }
                self.compare(
                    &format!("{block}[{at}]"),
                    key,
                    &row[*key],
                    &wanted[*key],
                    arguable,
                );
            }
        }
    }
}

type Pair<'a> = (Option<&'a Value>, Option<&'a Value>, Option<usize>);

/// Rows side by side in their order, by the longest common run of equal names; between these one by one.
fn aligned<'a>(read: &'a [Value], truth: &'a [Value], by: &str) -> Vec<Pair<'a>> {
    let mut best = vec![vec![0_usize; truth.len() + 1]; read.len() + 1];
    for (i, row) in read.iter().enumerate().rev() {
        for (j, wanted) in truth.iter().enumerate().rev() {
            best[i][j] = if row[by] == wanted[by] {
                best[i + 1][j + 1] + 1
            } else {
                best[i + 1][j].max(best[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut loose_read, mut loose_truth) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    while i < read.len() || j < truth.len() {
        if i < read.len() && j < truth.len() && read[i][by] == truth[j][by] {
            pair_up(&mut loose_read, &mut loose_truth, &mut pairs);
            pairs.push((Some(&read[i]), Some(&truth[j]), Some(j)));
            i += 1;
            j += 1;
        } else if j >= truth.len() || (i < read.len() && best[i + 1][j] >= best[i][j + 1]) {
            loose_read.push(&read[i]);
            i += 1;
        } else {
            loose_truth.push((j, &truth[j]));
            j += 1;
        }
    }
    pair_up(&mut loose_read, &mut loose_truth, &mut pairs);
    pairs
}

fn pair_up<'a>(
    read: &mut Vec<&'a Value>,
    truth: &mut Vec<(usize, &'a Value)>,
    pairs: &mut Vec<Pair<'a>>,
) {
    for nth in 0..read.len().max(truth.len()) {
        let wanted = truth.get(nth);
        pairs.push((
            read.get(nth).copied(),
            wanted.map(|(_, row)| *row),
            wanted.map(|(at, _)| *at),
        ));
    }
    read.clear();
    truth.clear();
}

fn measure(read: &[Value], truth: &Value) -> Measure {
    let mut measure = Measure::default();
    let expected = truth["forms"].as_array().cloned().unwrap_or_default();
    if read.len() != expected.len() {
        measure.lines.push(format!(
            "    FORMS {} read, {} expected",
            read.len(),
            expected.len()
        ));
    }
    let nothing = Value::Null;
    let indicator: Vec<&str> = INDICATOR.iter().chain(&UNDERSTOOD).copied().collect();
    for nth in 0..read.len().max(expected.len()) {
        let form = [read, &expected].map(|forms| forms.get(nth).unwrap_or(&nothing));
        let arguable = arguable(form[1]);
        for key in HEAD {
            measure.compare("", key, &form[0][key], &form[1][key], &arguable);
        }
        measure.rows("funds", FUND, "label", form, &arguable);
        measure.rows("indicators", &indicator, "name", form, &arguable);
    }
    measure
}

#[test]
#[ignore = "a measurement of the tables in the folder HELD_OUT"]
#[expect(
    clippy::print_stdout,
    reason = "a measurement is there to be looked at"
)]
fn how_well_held_out_tables_are_read() {
    let folders = std::env::var("HELD_OUT").expect("HELD_OUT names a folder of tables");
    let quiet = std::env::var("QUIET").is_ok();
    let mut all = [Tally::default(), Tally::default()];
    let mut fields: BTreeMap<String, Tally> = BTreeMap::new();
    for path in folders
        .split(':')
        .flat_map(|folder| json_files(Path::new(folder)))
    {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        let table = json(&path);
        for (how, read) in [
            read_table(&table["grid"], name),
            read_workbook(&table["grid"], name),
        ]
        .iter()
        .enumerate()
        {
            let measure = measure(read, &table["truth"]);
            let mut whole = Tally::default();
            for (field, tally) in &measure.fields {
                let understood = UNDERSTOOD
                    .iter()
                    .any(|known| field.ends_with(&format!(".{known}")));
                if !understood {
                    whole.add(*tally);
                }
                if how == 0 {
                    fields.entry(field.clone()).or_default().add(*tally);
                }
            }
            all[how].add(whole);
            let as_text = how == 0;
            println!(
                "{name} ({}): {}",
                if as_text { "text" } else { "xlsx" },
                whole.line()
            );
            if as_text && !quiet {
                for line in &measure.lines {
                    println!("{line}");
                }
            }
        }
    }
    for (field, tally) in &fields {
        println!("{field:<26} {}", tally.line());
    }
    println!("all, as text: {}", all[0].line());
    println!("all, as xlsx: {}", all[1].line());
}
