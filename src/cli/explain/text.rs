//! How a file was read, in words for the terminal.

use std::fmt::Write as _;

use crate::form::block_confidence;
use crate::form::model::{Block, CellUse, ColumnReading, SelfEvaluation, SheetCell};
use crate::form::teaching::suggest::{
    Suggestion, cell_fields, column_fields, suggestions, unread_below,
};
use crate::intake::grid::column_letters;
use crate::survey::{FileOutcome, FileReading};

/// A line; writing to a string cannot fail.
macro_rules! line {
    ($text:expr, $($part:tt)*) => {
        let _ = writeln!($text, $($part)*);
    };
}

/// Everything that is said of a file.
pub(super) fn describe(reading: &FileReading) -> String {
    let mut text = String::new();
    line!(text, "文件：{}", reading.surveyed.file.path);
    line!(text, "  结果：{}", outcome(&reading.surveyed.outcome));
    for remark in &reading.surveyed.remarks {
        line!(text, "  提示：{remark}");
    }
    for (nth, form) in reading.forms.iter().enumerate() {
        line!(text, "");
        describe_form(&mut text, &format!("第 {} 份", nth + 1), form);
    }
    for refusal in &reading.refusals {
        if let Some(form) = &refusal.reading {
            line!(text, "");
            line!(text, "  未采用的表：{}", refusal.reason);
            describe_form(&mut text, "未采用", form);
        }
    }
    let layouts = layouts(reading);
    if !layouts.is_empty() {
        line!(text, "");
        line!(
            text,
            "  教会程序读这种表：核实后把下面的内容粘贴到 huiping.toml，再运行一次 explain 查看效果"
        );
        line!(text, "");
        text.push_str(&layouts);
    }
    text
}

/// What became of a file, one sentence.
pub(super) fn outcome(outcome: &FileOutcome) -> String {
    let what = match outcome {
        FileOutcome::Forms(count) => return format!("读出自评表 {count} 份"),
        FileOutcome::Roster | FileOutcome::Report(_) => "",
        FileOutcome::BadRoster(_) | FileOutcome::Unreadable(_) => "未能读取。",
        FileOutcome::NoForm(_) => "不作为自评表。",
        FileOutcome::Skipped(_) => "跳过。",
    };
    format!("{what}{}", outcome.reason().unwrap_or_default())
}

/// The settings that one would write for what was not understood, ready to be pasted; empty where all was.
pub(super) fn layouts(reading: &FileReading) -> String {
    // What its own name calls another kind of table stays one, whatever is taught.
    let teachable = reading.refusals.iter().filter(|refusal| !refusal.by_name);
    let refused = teachable.filter_map(|refusal| refusal.reading.as_deref());
    let mut all: Vec<Suggestion> = Vec::new();
    for suggestion in reading.forms.iter().chain(refused).flat_map(suggestions) {
        if !all.iter().any(|known| known.entry == suggestion.entry) {
            all.push(suggestion);
        }
    }
    let mut text = String::new();
    for (nth, Suggestion { entry, because }) in all.iter().enumerate() {
        if nth > 0 {
            text.push('\n');
        }
        let fields: Vec<&str> = if entry.heading.is_some() {
            column_fields().collect()
        } else {
            cell_fields().collect()
        };
        line!(text, "# {}", one_line(because));
        line!(text, "# field 还可以写：{}", fields.join("、"));
        text.push_str(&entry.to_toml());
    }
    if !all.is_empty() {
        line!(
            text,
            "# when：路径、工作表名或标题含有这段文字的表才适用；删去 when 一行则适用于全部文件"
        );
    }
    text
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect()
}

fn describe_form(text: &mut String, title: &str, form: &SelfEvaluation) {
    let at = |cells: &[SheetCell]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| form.source.address(*cell))
            .collect();
        if cells.is_empty() {
            String::new()
        } else {
            format!("（{}）", cells.join("、"))
        }
    };
    let sure = |block| match block_confidence(form, block) {
        Some(sure) => format!("，把握 {sure}%"),
        None => String::new(),
    };
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "未读到".to_owned());
    line!(
        text,
        "  {title}：工作表“{}”，区域 {}，{}，识别把握 {}%",
        form.source.sheets.first().map_or("", String::as_str),
        form.source.range,
        form.kind.label(),
        form.confidence
    );
    line!(text, "    表头信息{}：", sure(Block::Head));
    line!(
        text,
        "      标题：{}{}",
        shown(&form.title.value),
        at(&form.title.cells)
    );
    let year = form.year.value.map(|year| year.to_string());
    line!(text, "      年度：{}{}", shown(&year), at(&form.year.cells));
    line!(
        text,
        "      部门：{}{}",
        shown(&form.department.value),
        at(&form.department.cells)
    );
    if form.project.value.is_some() {
        line!(
            text,
            "      项目：{}{}",
            shown(&form.project.value),
            at(&form.project.cells)
        );
    }
    let unit = form
        .amount_unit
        .value
        .map_or_else(|| "未写明".to_owned(), |unit| unit.to_string());
    line!(text, "      金额单位：{unit}{}", evidence(form, &at));
    line!(
        text,
        "    预算部分：{} 行{}",
        form.funds.len(),
        sure(Block::Funds)
    );
    for column in &form.fund_columns {
        describe_column(text, form, column);
    }
    for fund in &form.funds {
        line!(
            text,
            "      {}{}",
            shown(&fund.label.value),
            at(&fund.label.cells)
        );
    }
    line!(
        text,
        "    指标部分：{} 行{}",
        form.indicators.len(),
        sure(Block::Indicators)
    );
    for column in &form.columns {
        describe_column(text, form, column);
    }
    let score = form.total_score.value.map(|score| score.value.to_string());
    line!(
        text,
        "    自评总分：{}{}；等级：{}{}",
        score.unwrap_or_else(|| "未写明".to_owned()),
        at(&form.total_score.cells),
        shown(&form.grade.value),
        at(&form.grade.cells)
    );
    let count = |fate| form.coverage.count(fate);
    line!(
        text,
        "    单元格 {} 个 = 采用 {} + 表头标签 {} + 注释 {} + 未读 {}",
        form.coverage.cells.len(),
        count(CellUse::Used),
        count(CellUse::Label),
        count(CellUse::Note),
        count(CellUse::Unread)
    );
    for (cell, content) in form.coverage.unread() {
        line!(text, "      未读 {}：{content}", form.source.address(cell));
    }
}

/// Where the unit of the amounts is written, and in what words.
fn evidence(form: &SelfEvaluation, at: &impl Fn(&[SheetCell]) -> String) -> String {
    let unit = &form.amount_unit;
    if unit.cells.is_empty() {
        return String::new();
    }
    format!("{}，依据“{}”", at(&unit.cells), unit.text)
}

fn describe_column(text: &mut String, form: &SelfEvaluation, column: &ColumnReading) {
    let letter = column_letters(column.col);
    let heading = &column.heading;
    match &column.field {
        Some(field) => {
            line!(
                text,
                "      {letter} 列“{heading}” → {field}（把握 {}%）",
                column.confidence
            );
        }
        None => match unread_below(form, column) {
            0 => {
                line!(text, "      {letter} 列“{heading}” → 不取数");
            }
            unread => {
                line!(
                    text,
                    "      {letter} 列“{heading}” → 不认识这个表头，{unread} 个单元格未读"
                );
            }
        },
    }
}
