//! W01: a waiver that waives nothing.

use crate::checks::prelude::*;
use crate::checks::waiver::Waiver;
use crate::value::fold::fold_tight;

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
        | 甲局 | A08 | C2 | 含加分项 | | |
        | 甲 | A08 | C2 | 含加分项 | 张某 | 2024-03-20 |
        | 乙局 | A08 | C2 | 含加分项 | 张某 | 2024-03-20 |",
    ..RuleInfo::PLAIN
};

impl Rule for UnusedWaiver {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_waivers(&self, folder: &Folder<'_>, used: &[bool]) -> Vec<Verdict> {
        let waivers = folder.context.waivers.iter();
        waivers
            .zip(used)
            .map(|(waiver, used)| match (waiver.flaw(), used) {
                (None, true) => Verdict::Passed,
                (Some(flaw), _) => problem(waiver, &format!("{flaw}，不生效")).into(),
                (None, false) => problem(waiver, &unmet(waiver, folder)).into(),
            })
            .collect()
    }
}

/// Why a waiver met no finding: nobody bears its department's name, or there is no such finding.
fn unmet(waiver: &Waiver, folder: &Folder<'_>) -> String {
    let written = fold_tight(&waiver.department);
    let of_forms = folder.assessments.iter().flat_map(|assessment| {
        let submission = &assessment.submission;
        [submission.unit.name.clone(), submission.shown_name()]
    });
    let of_roster = folder.context.roster.into_iter().flat_map(|roster| {
        let entries = roster.entries.iter();
        entries.map(|entry| entry.name.clone())
    });
    let names: Vec<String> = of_forms.chain(of_roster).collect();
    if written.is_empty() || names.iter().any(|name| fold_tight(name) == written) {
        return "没有对上任何发现".to_owned();
    }
    let nearest = names
        .iter()
        .filter(|name| fold_tight(name).contains(&written))
        .min_by_key(|name| name.chars().count());
    format!(
        "没有名称是{}的自评表（要写全称，如{}）",
        quoted(&waiver.department),
        quoted(nearest.map_or("云岫区水利局", String::as_str))
    )
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

#[cfg(test)]
mod tests {
    use super::INFO;
    use crate::checks::run::run;
    use crate::checks::sample_form::sample;

    #[test]
    fn a_name_that_no_form_bears_is_told_with_the_nearest_one() {
        let sample = sample(INFO.fail);
        let run = run(&sample.assessments, &sample.context());
        let messages: Vec<&str> = run
            .findings
            .iter()
            .filter(|finding| finding.rule == "W01")
            .map(|finding| &*finding.message)
            .collect();
        let told = |part: &str| messages.iter().any(|message| message.contains(part));
        assert_eq!(messages.len(), 4, "{messages:?}");
        assert!(told("单元格 C9）没有对上任何发现。"), "{messages:?}");
        for part in [
            "没有名称是“甲”的自评表（要写全称，如“甲局”）",
            "没有名称是“乙局”的自评表（要写全称，如“云岫区水利局”）",
        ] {
            assert!(told(part), "{part}: {messages:?}");
        }
    }
}
