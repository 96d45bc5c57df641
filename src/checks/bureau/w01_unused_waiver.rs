//! W01: a waiver that waives nothing.

use crate::checks::prelude::*;
use crate::checks::waiver::Waiver;

/// W01.
pub(in crate::checks) struct UnusedWaiver;

static INFO: RuleInfo = RuleInfo {
    id: "W01",
    title: "豁免没有生效",
    severity: Severity::Warning,
    category: Category::Settings,
    scope: Scope::Findings,
    doc: Doc {
        what: "豁免表里的每一行，是否对上了一条发现；理由、批准人、批准日期是否齐全。",
        why: "对不上的豁免可能写错了部门、规则或单元格，也可能问题已经改正；没有理由和批准人的豁免不能生效。",
        how: "按部门、年度、规则、单元格查找发现，一条也没有的提出；要件不全的不生效并提出。",
        fix: "改正部门、规则编号或单元格；问题已改正的，删去该行。",
        source: "豁免事项须有据可查的内部管理要求。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 分值 | 得分 |
        | 培训人数 | 10 | 12 |
        | 豁免 | 规则 | 单元格 | 理由 | 批准人 | 日期 |
        | 甲局 | A08 | C2 | 含加分项 | 张某 | 2024-03-20 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 分值 | 得分 |
        | 培训人数 | 10 | 12 |
        | 豁免 | 规则 | 单元格 | 理由 | 批准人 | 日期 |
        | 甲局 | A08 | C9 | 含加分项 | 张某 | 2024-03-20 |
        | 甲局 | A08 | C2 | 含加分项 | | |",
    ..RuleInfo::PLAIN
};

impl Rule for UnusedWaiver {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_waivers(&self, waivers: &[Waiver], used: &[bool]) -> Vec<Verdict> {
        waivers
            .iter()
            .zip(used)
            .map(|(waiver, used)| match (waiver.flaw(), used) {
                (None, true) => Verdict::Passed,
                (Some(flaw), _) => problem(waiver, &format!("{flaw}，不生效")).into(),
                (None, false) => problem(waiver, "没有对上任何发现").into(),
            })
            .collect()
    }
}

fn problem(waiver: &Waiver, why: &str) -> Problem {
    let cell = if waiver.cell.is_empty() {
        String::new()
    } else {
        format!("、单元格 {}", waiver.cell)
    };
    Problem::with_unit(&waiver.department, waiver.year)
        .found(format!("豁免表第 {} 行{why}", waiver.row))
        .expected("部门、规则、单元格与发现一致，理由、批准人、日期齐全")
        .message(format!(
            "豁免表第 {} 行（{}、规则 {}{cell}）{why}。",
            waiver.row, waiver.department, waiver.rule
        ))
        .advice("核对部门、规则编号和单元格，补齐要件；问题已改正的，删去该行。")
}
