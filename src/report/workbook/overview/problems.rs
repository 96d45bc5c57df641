//! The kinds of problems that are found most. Notices are counted apart: they would push the errors
//! off the page.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cell::{Content, Kind};
use super::super::sheet::{Sheet, Sign};
use super::super::table::{Columns, Located, Tables, place};
use super::super::{Context, issues};
use super::{FIRST, heading};
use crate::checks::finding::Severity;
use crate::compare::FindingRecord;

/// How many kinds of problems are listed before the rest is only counted.
const PROBLEMS: usize = 6;

struct Problem {
    rule: String,
    title: String,
    severity: Severity,
    findings: usize,
    departments: usize,
    added_up: usize,
}

pub(super) fn problems<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    tables: &Tables,
) -> Option<Located> {
    let records = context.material.records;
    let findings: Vec<&FindingRecord> = records
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Notice)
        .collect();
    let notices = records.findings.len() - findings.len();
    let mut by_rule: BTreeMap<&str, (Problem, BTreeSet<&str>)> = BTreeMap::new();
    for finding in &findings {
        let (problem, departments) = by_rule.entry(&finding.rule).or_insert_with(|| {
            let problem = Problem {
                rule: finding.rule.clone(),
                title: finding.title.clone(),
                severity: finding.severity,
                findings: 0,
                departments: 0,
                added_up: 0,
            };
            (problem, BTreeSet::new())
        });
        problem.findings += 1;
        departments.insert(&finding.department);
    }
    let mut rows: Vec<Problem> = by_rule
        .into_values()
        .map(|(problem, departments)| Problem {
            departments: departments.len(),
            ..problem
        })
        .collect();
    rows.sort_by(|a, b| b.findings.cmp(&a.findings).then(a.rule.cmp(&b.rule)));
    let kinds = rows.len();
    rows.truncate(PROBLEMS);
    let mut added_up = 0;
    for row in &mut rows {
        added_up += row.findings;
        row.added_up = added_up;
    }
    let rest = if kinds > PROBLEMS {
        format!(
            "，其余 {} 类 {} 个见问题清单",
            kinds - PROBLEMS,
            findings.len() - added_up
        )
    } else {
        String::new()
    };
    heading(
        sheet,
        format!(
            "四、主要问题（各年度错误和疑点 {} 个，列最多的 {} 类{rest}；另有提示 {notices} 个）",
            findings.len(),
            rows.len()
        ),
    );
    if rows.is_empty() {
        sheet.remark("没有发现错误或疑点。");
        return None;
    }
    let table = issues::NAME;
    let mut columns: Columns<'a, Problem> = Columns::new();
    columns.add("问题", FIRST, Kind::Prose, |row, _| {
        Content::text(row.title.clone())
    });
    columns.add("规则", 7, Kind::Word, |row, _| {
        Content::text(row.rule.clone())
    });
    columns
        .add("级别", 13, Kind::Word, |row, _| {
            Content::text(row.severity.to_string())
        })
        .marked(Sign::Grave("错误"));
    columns.add("问题数", 13, Kind::Count, move |_, here| {
        here.formula(
            &here
                .in_all_parts(table, &format!("COUNTIFS({{{table}.规则}},{{规则}})"))
                .join("+"),
        )
    });
    columns.add("涉及部门", 9, Kind::Count, |row, _| {
        Content::count(row.departments)
    });
    columns.add("累计占比", 9, Kind::Rate, move |_, here| {
        here.formula(&format!(
            "ROUND(SUM({{[问题数]^}})/({}),10)",
            here.in_all_parts(
                table,
                &format!("COUNTIFS({{{table}.级别}},\"错误\")+COUNTIFS({{{table}.级别}},\"疑点\")")
            )
            .join("+")
        ))
    });
    let located = place(sheet, &columns, &rows, tables);
    sheet.gap();
    Some(located.captioned(format!(
        "问题集中在哪里（错误和疑点，最多的 {} 类）",
        rows.len()
    )))
}
