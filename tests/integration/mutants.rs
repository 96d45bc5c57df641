//! What a table says does not change when its layout does: the golden tables, altered mechanically, are
//! read to the same values at other addresses.

use huiping::stages::intake::{Area, CellRef};
use serde_json::{Value, json};

use crate::golden::{FUND, HEAD, INDICATOR, json_files, read_table};
use crate::grid_file::{self, fixtures};

/// A sheet as the grid files describe it, for altering.
#[derive(Clone)]
struct Table {
    description: Value,
    rows: Vec<Vec<Value>>,
    merges: Vec<Area>,
}

impl Table {
    fn new(description: &Value) -> Self {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let rows: Vec<Vec<Value>> = list(&description["rows"]).iter().map(list).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let rows = rows
            .into_iter()
            .map(|mut row| {
                row.resize(width, Value::Null);
                row
            })
            .collect();
        let merges = list(&description["merges"])
            .iter()
            .filter_map(|area| area.as_str()?.parse().ok())
            .collect();
        Self {
            description: description.clone(),
            rows,
            merges,
        }
    }

    fn describe(&self) -> Value {
        let mut description = self.description.clone();
        description["rows"] = json!(self.rows);
        description["merges"] = json!(
            self.merges
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
        description
    }

    /// An empty column in front of another; what is merged over it grows.
    fn insert_column(&mut self, at: u32) {
        for row in &mut self.rows {
            row.insert(at as usize, Value::Null);
        }
        for area in &mut self.merges {
            let moved = |col: u32, by: bool| if by { col + 1 } else { col };
            area.first.col = moved(area.first.col, area.first.col >= at);
            area.last.col = moved(area.last.col, area.last.col >= at);
        }
    }

    /// An empty row in front of another; what is merged over it grows.
    fn insert_row(&mut self, at: u32) {
        let width = self.rows.first().map_or(0, Vec::len);
        self.rows.insert(at as usize, vec![Value::Null; width]);
        for area in &mut self.merges {
            area.first.row += u32::from(area.first.row >= at);
            area.last.row += u32::from(area.last.row >= at);
        }
    }

    fn text(&self, row: u32, col: u32) -> &str {
        self.rows[row as usize][col as usize].as_str().unwrap_or("")
    }

    fn is_merged(&self, row: u32, col: u32) -> bool {
        let at = CellRef::new(row, col);
        self.merges.iter().any(|area| area.contains(at))
    }

    /// The rows of single-row headings of indicators.
    fn headings(&self) -> Vec<u32> {
        (0_u32..)
            .zip(&self.rows)
            .filter(|(_, row)| {
                let said = |word: &str| {
                    row.iter()
                        .filter_map(Value::as_str)
                        .any(|text| text.replace(['\n', ' '], "").starts_with(word))
                };
                said("三级指标") && said("得分") && (said("分值") || said("权重"))
            })
            .map(|(row, _)| row)
            .collect()
    }
}

/// An alteration: its name, and the tables it makes of one.
type Mutation = (&'static str, fn(&Table) -> Vec<Table>);

const MUTATIONS: [Mutation; 7] = [
    ("a blank column", blank_columns),
    ("a blank row", blank_rows),
    ("columns exchanged", exchanged_columns),
    ("other words in the headings", other_words),
    ("a heading typed over two rows", split_heading),
    ("levels not merged", unmerged_levels),
    (
        "the total repeated no more, blank rows at the foot",
        blank_foot,
    ),
];

fn blank_columns(table: &Table) -> Vec<Table> {
    let width = table.rows.first().map_or(0, Vec::len) as u32;
    [0, width / 2, width]
        .into_iter()
        .map(|at| {
            let mut table = table.clone();
            table.insert_column(at);
            table
        })
        .collect()
}

fn blank_rows(table: &Table) -> Vec<Table> {
    let mut spread = table.clone();
    spread.insert_row(0);
    let mut within = table.clone();
    if let Some(heading) = table.headings().first() {
        within.insert_row(*heading);
    }
    vec![spread, within]
}

fn blank_foot(table: &Table) -> Vec<Table> {
    let mut table = table.clone();
    let end = table.rows.len() as u32;
    table.insert_row(end);
    table.insert_row(end);
    vec![table]
}

/// The last two columns of points and words change places, heading, cells and total alike.
fn exchanged_columns(table: &Table) -> Vec<Table> {
    let [heading] = table.headings()[..] else {
        return Vec::new();
    };
    let end = table.rows.len() as u32;
    let width = table.rows.first().map_or(0, Vec::len) as u32;
    // Columns in which nothing is merged sideways from the heading down.
    let is_free = |col: &u32| {
        table.merges.iter().all(|area| {
            let inside =
                area.first.col <= *col && *col <= area.last.col && area.last.row >= heading;
            !inside
        }) && !table.text(heading, *col).is_empty()
    };
    let free: Vec<u32> = (0..width).filter(is_free).collect();
    let named = |words: &[&str]| {
        free.iter().copied().find(|col| {
            let text = table.text(heading, *col).replace(['\n', ' '], "");
            words.iter().any(|word| text.contains(word))
        })
    };
    let target = named(&["指标值", "目标值"]);
    let actual = named(&["实际完成", "完成值", "实际值"]);
    let score = named(&["得分"]);
    let reason = named(&["原因"]);
    let mut mutants = Vec::new();
    for pair in [
        (target, actual),
        (actual, score),
        (score, reason),
        (target, reason),
    ] {
        let (Some(one), Some(other)) = pair else {
            continue;
        };
        if one == other {
            continue;
        }
        let mut mutant = table.clone();
        for row in heading..end {
            mutant.rows[row as usize].swap(one as usize, other as usize);
        }
        mutants.push(mutant);
    }
    mutants
}

/// Wordings that nobody listed, of words that everybody uses.
const WORDS: [(&str, [&str; 3]); 8] = [
    (
        "实际完成值",
        ["全年实际完成情况", "指标实现值", "实际达成值"],
    ),
    ("年度指标值", ["计划指标值", "年度目标值", "预期目标数"]),
    ("三级指标", ["指标名称", "三级指标名称", "具体指标"]),
    ("分值", ["标准分值", "权重分值", "指标分值"]),
    ("得分", ["实得分", "实际得分", "得分情况"]),
    (
        "偏差原因分析及改进措施",
        ["未完成原因及措施", "偏差原因说明", "差异原因分析"],
    ),
    ("全年执行数", ["实际支出数", "全年支出金额", "预算执行数"]),
    ("执行率", ["预算执行率", "支出执行率", "预算完成率"]),
];

fn other_words(table: &Table) -> Vec<Table> {
    (0..3)
        .map(|nth| {
            let mut table = table.clone();
            for cell in table.rows.iter_mut().flatten() {
                let plain = cell.as_str().map(|text| text.replace(['\n', ' '], ""));
                let other = WORDS
                    .iter()
                    .find(|(word, _)| plain.as_deref() == Some(word));
                if let Some((_, others)) = other {
                    *cell = json!(others[nth]);
                }
            }
            table
        })
        .collect()
}

/// 年度指标值 becomes 年度 over 指标值, in cells that are not merged.
fn split_heading(table: &Table) -> Vec<Table> {
    let [heading] = table.headings()[..] else {
        return Vec::new();
    };
    let mut mutant = table.clone();
    // A row of its own for the second halves; a block label merged down goes on over it.
    mutant.insert_row(heading + 1);
    for col in 0..mutant.rows[0].len() as u32 {
        let text = mutant.text(heading, col).replace('\n', "");
        let halves = [
            "一级|指标",
            "二级|指标",
            "三级|指标",
            "年度|指标值",
            "实际|完成值",
        ];
        let cut = halves
            .iter()
            .filter_map(|halves| halves.split_once('|'))
            .find(|(above, below)| text == format!("{above}{below}"));
        if let Some((above, below)) = cut
            && !mutant.is_merged(heading, col)
        {
            mutant.rows[heading as usize][col as usize] = json!(above);
            mutant.rows[heading as usize + 1][col as usize] = json!(below);
        }
    }
    vec![mutant]
}

/// Level names stand in the first of their rows, with nothing merged below them.
fn unmerged_levels(table: &Table) -> Vec<Table> {
    let [heading] = table.headings()[..] else {
        return Vec::new();
    };
    let mut mutant = table.clone();
    mutant.merges.retain(|area| {
        let is_level = area.first.row > heading
            && area.first.col == area.last.col
            && ["一级指标", "二级指标"].contains(&table.text(heading, area.first.col));
        !is_level
    });
    vec![mutant]
}

/// What was read, without addresses and without what depends on them.
fn said(forms: &[Value]) -> Value {
    let pick = |from: &Value, keys: &[&str]| -> Value {
        keys.iter()
            .map(|key| ((*key).to_owned(), from[*key].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let rows = |form: &Value, block: &str, keys: &[&str]| -> Vec<Value> {
        let rows = form[block].as_array().into_iter().flatten();
        rows.map(|row| pick(row, keys)).collect()
    };
    forms
        .iter()
        .map(|form| {
            json!({
                "head": pick(form, &HEAD),
                "funds": rows(form, "funds", FUND),
                "indicators": rows(form, "indicators", INDICATOR),
            })
        })
        .collect()
}

/// The first difference between two readings, as a path and both values.
fn first_difference(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().find_map(|(key, value)| {
            first_difference(&format!("{path}.{key}"), value, &after[key])
        }),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(nth, (before, after))| {
                first_difference(&format!("{path}[{nth}]"), before, after)
            }),
        (Value::Array(before), Value::Array(after)) => Some(format!(
            "{path}: {} rows, then {}",
            before.len(),
            after.len()
        )),
        _ if before == after => None,
        _ => Some(format!("{path}: {before}, then {after}")),
    }
}

#[test]
fn altered_layouts_say_the_same() {
    let mut wrong = Vec::new();
    let mut made = [0_usize; MUTATIONS.len()];
    let tables = ["layouts", "unseen"]
        .into_iter()
        .flat_map(|folder| json_files(&fixtures(folder)))
        .map(|path| {
            let table = grid_file::json(&path)["grid"].clone();
            (path, table)
        });
    let published = json_files(&fixtures("tables/clean"))
        .into_iter()
        .map(|path| (path.clone(), grid_file::json(&path)));
    for (turn, (path, description)) in tables.chain(published).enumerate() {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        let before = said(&read_table(&description, name));
        let table = Table::new(&description);
        for (nth, (what, mutate)) in MUTATIONS.iter().enumerate() {
            // One of each kind for each table, another one for the next table: enough, and fast.
            let mutants = mutate(&table);
            let chosen = turn.checked_rem(mutants.len()).unwrap_or(0);
            for (at, mutant) in mutants.iter().enumerate().skip(chosen).take(1) {
                made[nth] += 1;
                let after = said(&read_table(&mutant.describe(), name));
                if let Some(difference) = first_difference("", &before, &after) {
                    wrong.push(format!("{name}, {what} ({at}): {difference}"));
                }
            }
        }
    }
    for ((what, _), made) in MUTATIONS.iter().zip(made) {
        assert!(made >= 10, "{what}: only {made} tables altered");
    }
    assert!(
        wrong.is_empty(),
        "{} of {} altered tables read differently:\n{}",
        wrong.len(),
        made.iter().sum::<usize>(),
        wrong.join("\n")
    );
}
