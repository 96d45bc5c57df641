//! Y07: the same problem two years running.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::finding::Finding;
use crate::checks::prelude::*;
use crate::form::model::FormKind;

/// Y07.
pub(in crate::checks) struct SameProblemAgain;

static INFO: RuleInfo = RuleInfo {
    id: "Y07",
    title: "上年的问题今年又出现",
    severity: Severity::Warning,
    category: Category::Peers,
    scope: Scope::Findings,
    doc: Doc {
        what: "同一单位上年发现的错误，今年是否再次出现。",
        why: "屡改屡犯说明上年的复核意见没有落实，应重点督促。",
        how: "相邻两年里，同一单位（同一项目）在同一条规则上都有错误级发现的，按单位归并为一条，列出规则和涉及的指标。",
        fix: "对照上年的反馈单逐条整改，并说明未整改的原因。",
        source: "自评结果应用和整改落实的通行要求。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 120人 | 100 | 112 |
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 110人 | 100 | 100 |",
    fail: "
        # 甲局 2022 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 120人 | 100 | 112 |
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 110人 | 100 | 101 |",
    ..RuleInfo::PLAIN
};

/// A unit's form of one year.
type Subject = (String, FormKind, i32);

impl Rule for SameProblemAgain {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_findings(&self, folder: &Folder<'_>, findings: &[Finding]) -> Vec<Verdict> {
        let by_index: BTreeMap<usize, &FormView<'_>> =
            folder.forms.iter().map(|form| (form.index, form)).collect();
        let mut errors: BTreeMap<Subject, BTreeSet<&str>> = BTreeMap::new();
        for finding in findings.iter().filter(|f| f.severity == Severity::Error) {
            let form = finding.form.and_then(|form| by_index.get(&form));
            if let Some((form, year)) = form.and_then(|form| Some((form, form.year()?))) {
                errors
                    .entry((form.unit(), form.kind(), year))
                    .or_default()
                    .insert(finding.rule);
            }
        }
        folder
            .successive_years()
            .into_iter()
            .map(|(earlier, later)| {
                let of = |form: &FormView<'_>| {
                    let year = form.year().unwrap_or_default();
                    errors.get(&(form.unit(), form.kind(), year))
                };
                match (of(earlier), of(later)) {
                    (Some(before), Some(after)) => {
                        let again: Vec<&str> = before.intersection(after).copied().collect();
                        judge(earlier, later, &again, findings)
                    }
                    _ => Verdict::Passed,
                }
            })
            .collect()
    }
}

fn judge(
    earlier: &FormView<'_>,
    later: &FormView<'_>,
    again: &[&str],
    findings: &[Finding],
) -> Verdict {
    if again.is_empty() {
        return Verdict::Passed;
    }
    let told: Vec<String> = again
        .iter()
        .filter_map(|rule| {
            let own = |form: &FormView<'_>| {
                findings
                    .iter()
                    .find(|f| f.rule == *rule && f.form == Some(form.index))
            };
            let (before, after) = (own(earlier)?, own(later)?);
            let subject = |finding: &Finding| {
                if finding.subject.is_empty() {
                    "全表".to_owned()
                } else {
                    excerpt(&finding.subject, 30)
                }
            };
            let subjects = if subject(before) == subject(after) {
                subject(after)
            } else {
                format!("上年 {}，今年 {}", subject(before), subject(after))
            };
            Some(format!("{}（{rule}，{subjects}）", after.title))
        })
        .collect();
    Problem::with_form(later)
        .found(format!("{} 类错误连续两年出现", again.len()))
        .expected("上年指出的问题今年改正")
        .message(format!(
            "{}有 {} 类错误上年和今年都出现：{}。",
            later.unit(),
            again.len(),
            told.join("；")
        ))
        .advice("对照上年的反馈单逐条整改，并说明未整改的原因。")
        .into()
}
