//! What a consolidation tells on the terminal.

use std::fmt::Write as _;

use crate::assess::Checked;
use crate::checks::wording::excerpt;
use crate::cli::findings_text::{counts, not_judged};
use crate::compare::league::{Shown, ends};
use crate::compare::{DepartmentRecord, FileStatus};
use crate::consolidate::{Consolidated, NO_RUN_ID, scored_differently};
use crate::form::model::FormKind;
use crate::intake::Fate;
use crate::place::shown;
use crate::report::ledger::{LeftOut, amounts, scores};
use crate::survey::FileOutcome;

/// How many departments of the head and of the tail of a ranking are shown.
const SHOWN: usize = 3;

/// How many files of a list are named.
const LISTED: usize = 50;

/// What came of joining the data of so many other runs.
pub(super) fn of_joined(sources: usize, done: &Consolidated) -> String {
    let mut text = format!(
        "汇总 {} 份数据，自评表 {} 份（得分沿用各区的复算结果，没有重新复算和核对）\n",
        sources,
        done.records.current().count()
    );
    if let Some(told) = scored_differently(&done.records) {
        let _ = writeln!(text, "注意：{told}");
    }
    for (district, run) in &done.runs {
        if run.is_none() {
            let _ = writeln!(text, "注意：{district}的数据{NO_RUN_ID}");
        }
    }
    for year in done.records.years().into_iter().rev() {
        ranking(&mut text, done, year);
    }
    faults(&mut text, done);
    written(&mut text, done);
    text
}

/// What came of a folder.
pub(super) fn of_run(checked: &Checked, done: &Consolidated) -> String {
    let mut text = String::new();
    let files = &done.records.files;
    let count = |status| files.iter().filter(|file| file.status == status).count();
    let _ = writeln!(
        text,
        "文件 {} 个：已读取 {}，未采用或未能读取 {}，跳过 {}",
        files.len(),
        count(FileStatus::Read),
        count(FileStatus::Refused),
        count(FileStatus::Skipped)
    );
    let current = done.records.current().count();
    let replaced = done.records.departments.len() - current;
    let replaced = if replaced > 0 {
        format!("（另有 {replaced} 份为旧版或重复件，已列出）")
    } else {
        String::new()
    };
    let _ = writeln!(
        text,
        "自评表 {current} 份{replaced}，评分方案 {}（{}）",
        checked.profile.name, checked.profile.label
    );
    for year in done.records.years().into_iter().rev() {
        ranking(&mut text, done, year);
    }
    let findings = checked.checks.findings.iter();
    let _ = writeln!(text, "\n问题：{}", counts(findings));
    text.push_str(&not_judged(checked));
    not_summed(&mut text, done);
    faults(&mut text, done);
    let refused = files
        .iter()
        .filter(|file| file.status == FileStatus::Refused)
        .map(|file| (&*file.path, file.reason.as_deref().unwrap_or_default()));
    left_out(&mut text, "未采用或未能读取", &refused.collect::<Vec<_>>());
    let skipped = checked.survey.files.iter().filter_map(|surveyed| {
        let expected = matches!(&surveyed.file.fate, Fate::Skipped(reason) if reason.is_expected());
        match &surveyed.outcome {
            FileOutcome::Skipped(reason) if !expected => Some((&*surveyed.file.path, &**reason)),
            _ => None,
        }
    });
    left_out(&mut text, "跳过", &skipped.collect::<Vec<_>>());
    written(&mut text, done);
    text
}

/// What sums and means do without, as it is no figure that could be counted.
fn not_summed(text: &mut String, done: &Consolidated) {
    let figures: Vec<(&'static str, LeftOut)> = amounts(&done.records)
        .into_iter()
        .chain(scores(&done.records))
        .flat_map(|sum| {
            let left_out = sum.left_out.into_iter();
            left_out.map(move |figure| (sum.item, figure))
        })
        .collect();
    if figures.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n所填不是可用的数，没有计入合计和平均（共 {} 处）：",
        figures.len()
    );
    for (item, figure) in figures.iter().take(LISTED) {
        let form = done.records.department(figure.form);
        let _ = writeln!(
            text,
            "  {}：{item}（{}）填的是“{}”",
            form.map_or("", |form| &*form.path),
            figure.cell,
            excerpt(&figure.text, 40)
        );
    }
    let rest = figures.len().saturating_sub(LISTED);
    if rest > 0 {
        let _ = writeln!(text, "  ……另有 {rest} 处，见工作簿“核对”");
    }
}

/// The program's own faults, in one line.
fn faults(text: &mut String, done: &Consolidated) {
    let faults = &done.written.faults;
    let Some(first) = faults.first() else {
        return;
    };
    let more = match faults.len() {
        1 => String::new(),
        count => format!("等 {count} 处"),
    };
    let _ = writeln!(
        text,
        "\n程序自身的问题（不是填报的问题，其余结果不受影响）：{}{more}；全部列在“说明”和 run.json，请转给维护人员",
        first.missing
    );
}

/// Files that gave no form, by path and reason; beyond [`LISTED`] they are counted.
fn left_out(text: &mut String, heading: &str, files: &[(&str, &str)]) {
    if files.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{heading}：");
    for (path, reason) in files.iter().take(LISTED) {
        let _ = writeln!(text, "  {path}：{reason}");
    }
    let rest = files.len().saturating_sub(LISTED);
    if rest > 0 {
        let _ = writeln!(text, "  ……另有 {rest} 个，见工作簿“说明”");
    }
}

/// Where the results lie.
fn written(text: &mut String, done: &Consolidated) {
    let _ = writeln!(text, "\n结果在 {}：", shown(&done.written.folder));
    for (folder, count, first) in grouped(&done.written.files) {
        let _ = match (folder, count) {
            ("反馈单", count) => writeln!(text, "  反馈单/（{count} 份，每个有问题的单位一份）"),
            (_, 1) => writeln!(text, "  {first}"),
            (folder, count) => writeln!(text, "  {folder}/（{count} 个文件）"),
        };
    }
    let kept: Vec<(&str, &str)> = done
        .written
        .kept
        .iter()
        .map(|path| {
            (
                path.as_str(),
                "以前的运行写出后有人改动过，本次没有用到它，原样留下",
            )
        })
        .collect();
    left_out(text, "没有动的文件", &kept);
}

/// Written files by folder, in their order: the folder, how many, and the first one's name.
fn grouped(files: &[String]) -> Vec<(&str, usize, &str)> {
    let mut groups: Vec<(&str, usize, &str)> = Vec::new();
    for file in files {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        match groups.last_mut() {
            Some((last, count, _)) if *last == folder && !folder.is_empty() => *count += 1,
            _ => groups.push((folder, 1, file)),
        }
    }
    groups
}

/// The head and the tail of one year's ranking by the recomputed score.
fn ranking(text: &mut String, done: &Consolidated, year: i32) {
    let mut placed: Vec<(u32, &DepartmentRecord)> = done
        .records
        .current()
        .filter(|record| record.year == Some(year) && record.kind == FormKind::Department)
        .filter_map(|record| {
            let placing = done.comparison.placings.get(&record.form)?;
            Some((placing.rank?, record))
        })
        .collect();
    placed.sort_by_key(|(rank, record)| (*rank, record.shown()));
    if placed.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{year} 年度部门整体支出，按复算得分排名（共 {} 个部门）：",
        placed.len()
    );
    for line in ranking_lines(&placed) {
        let _ = writeln!(text, "  {line}");
    }
}

/// The lines of a ranking in its order; a tie is never cut.
fn ranking_lines(placed: &[(u32, &DepartmentRecord)]) -> Vec<String> {
    let ranks: Vec<u32> = placed.iter().map(|(rank, _)| *rank).collect();
    let score = |score: Option<rust_decimal::Decimal>| {
        score.map_or_else(|| "—".to_owned(), |score| format!("{score:.2}"))
    };
    ends(&ranks, SHOWN)
        .into_iter()
        .filter_map(|shown| match shown {
            Shown::One(place) => {
                let (rank, record) = placed.get(place)?;
                let grade = record.grade.as_deref().unwrap_or_default();
                Some(format!(
                    "第 {rank} 名  {}  复算 {} {grade}  自评 {}{}",
                    record.shown(),
                    score(record.total),
                    score(record.stated_total.value),
                    record
                        .rescaled()
                        .map_or_else(String::new, |rescaled| format!("（{rescaled}）"))
                ))
            }
            Shown::Tie(rank, count) => {
                let (_, record) = placed.iter().find(|(other, _)| *other == rank)?;
                let grade = record.grade.as_deref().unwrap_or_default();
                let total = score(record.total);
                Some(format!("并列第 {rank}：{count} 家  复算 {total} {grade}"))
            }
            Shown::LeftOut(count) => Some(format!("……（中间 {count} 个见工作簿）")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranking_shows_ties_whole_or_counted() {
        let form = |unit: &str, total: i64| DepartmentRecord {
            unit: unit.to_owned(),
            total: Some(total.into()),
            grade: Some("优".to_owned()),
            ..DepartmentRecord::default()
        };
        let tied: Vec<DepartmentRecord> = (1..=7).map(|n| form(&format!("{n}局"), 100)).collect();
        let others = [form("甲局", 95), form("乙局", 94), form("丙局", 93)];
        let ranked: Vec<(u32, &DepartmentRecord)> = tied
            .iter()
            .map(|form| (1, form))
            .chain((8..).zip(&others))
            .collect();
        assert_eq!(
            ranking_lines(&ranked),
            [
                "并列第 1：7 家  复算 100.00 优",
                "第 8 名  甲局  复算 95.00 优  自评 —",
                "第 9 名  乙局  复算 94.00 优  自评 —",
                "第 10 名  丙局  复算 93.00 优  自评 —",
            ]
        );
    }

    #[test]
    fn a_long_list_of_files_is_cut_and_the_rest_counted() {
        let told = |count: usize| {
            let paths: Vec<String> = (1..=count).map(|nth| format!("{nth}.rar")).collect();
            let files: Vec<(&str, &str)> = paths.iter().map(|path| (&**path, "原因")).collect();
            let mut text = String::new();
            left_out(&mut text, "跳过", &files);
            text
        };
        assert_eq!(told(0), "");
        assert_eq!(told(1), "\n跳过：\n  1.rar：原因\n");
        assert!(told(50).ends_with("  50.rar：原因\n"));
        assert!(told(52).ends_with("  50.rar：原因\n  ……另有 2 个，见工作簿“说明”\n"));
    }
}
