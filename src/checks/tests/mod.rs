//! The catalogue as a whole: every rule documented, its examples run, its place in the list.

pub(crate) mod gallery;
pub(crate) mod published;
mod real_mistakes;
mod samples;
mod seed;
mod sensitivity;
mod signs;
mod steadiness;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::scoring::{Profile, profile};

use super::registry::{self, catalogue};
use super::rule::{Rule, Scope};
use super::run::{CheckRun, run, run_rules};
use super::sample_form::sample;

static DEFAULT: LazyLock<Profile> =
    LazyLock::new(|| Profile::load(profile::DEFAULT).expect("the default profile"));

/// The profile that applies where none is named.
pub(crate) fn default_profile() -> &'static Profile {
    &DEFAULT
}

/// Runs one rule alone over an example; one that judges findings together with all others. Only what
/// it says itself is kept.
fn run_alone(rule: &dyn Rule, text: &str) -> CheckRun {
    let sample = sample(text);
    let id = rule.info().id;
    let mut run = if rule.info().scope == Scope::Findings {
        run(&sample.assessments, &sample.context())
    } else {
        run_rules(&[rule], &sample.assessments, &sample.context())
    };
    run.findings.retain(|finding| finding.rule == id);
    run.outcomes.retain(|outcome| outcome.id == id);
    run
}

#[test]
fn every_passing_example_passes_and_every_failing_one_fails() {
    let mut faults = Vec::new();
    for rule in registry::RULES {
        let id = rule.info().id;
        let passing = run_alone(*rule, rule.info().pass);
        let outcome = &passing.outcomes[0];
        if outcome.passed == 0 || outcome.findings > 0 || outcome.failed > 0 {
            faults.push(format!(
                "{id} pass: {outcome:?} {:?}",
                passing
                    .findings
                    .iter()
                    .map(|f| &f.message)
                    .collect::<Vec<_>>()
            ));
        }
        let failing = run_alone(*rule, rule.info().fail);
        let outcome = &failing.outcomes[0];
        if outcome.findings == 0 || outcome.failed > 0 {
            faults.push(format!("{id} fail: {outcome:?} {:?}", failing.faults));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_profile_may_ask_for_reasons_where_nothing_was_targeted() {
    let sample = sample(
        "# 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 新增项目 | ≥0个 | 30个 | 10 | 10 | |
        | 新增站点 | ≥0个 | 29个 | 10 | 10 | |
        | 新增岗位 | ≥0个 | 40个 | 10 | 10 | 年中增设便民岗位四十个 |",
    );
    let rule = registry::RULES
        .iter()
        .find(|rule| rule.info().id == "L07")
        .unwrap();
    let findings = |profile: &str| {
        let profile = crate::scoring::Profile::load(profile).unwrap();
        let context = super::Context {
            profile: &profile,
            ..sample.context()
        };
        run_rules(&[*rule], &sample.assessments, &context).findings
    };
    assert!(findings("national-2020").is_empty());
    let found = findings("guangxi");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.contains("新增项目"),
        "{}",
        found[0].message
    );
}

/// What one rule says of the forms in `text`, under a profile.
fn messages_of(id: &str, profile: &str, text: &str) -> Vec<String> {
    let sample = sample(text);
    let profile = crate::scoring::Profile::load(profile).unwrap();
    let context = super::Context {
        profile: &profile,
        ..sample.context()
    };
    let rule = registry::RULES
        .iter()
        .find(|rule| rule.info().id == id)
        .unwrap();
    let run = run_rules(&[*rule], &sample.assessments, &context);
    run.findings
        .into_iter()
        .map(|found| found.message)
        .collect()
}

#[test]
fn an_execution_score_needs_amounts_and_what_is_unread_may_be_them() {
    let told = |row: &str, file: &str| {
        let text = format!(
            "# 甲局 2023 文件=甲局.xlsx
            | 资金 | 年初预算 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
            | 年度资金总额 | {row} |
            {file}"
        );
        messages_of("L28", "national-2020", &text)
    };
    let blank = " | | | 98.2% | 10 | 9.82";
    assert_eq!(
        told(blank, ""),
        ["资金栏没有填写任何预算数、执行数，预算执行率却得了 9.82 分（G2）。"]
    );
    assert_eq!(
        told("详见附表 | / | — | 98.2% | 10 | 10", ""),
        [
            "资金栏没有填写任何预算数、执行数，只写了“详见附表”（B2），预算执行率却得了 10 分（G2）。"
        ]
    );
    // Stated, be it zero; no points; a figure that was not understood; a file that holds more than its cells.
    for row in [
        " | 100 | 98.2 | 98.2% | 10 | 9.82",
        "0 | 0 | 0 | | 10 | 10",
        " | | | | 10 | 0",
        " | | | | 10 | ",
        " | 约500万 | | 98.2% | 10 | 9.82",
    ] {
        assert!(told(row, "").is_empty(), "{row}");
    }
    let file = "| 文件 | 提示 |
        | 甲局.xlsx | 工作表“Sheet1”有 2 个公式没有计算结果（如 F5），没有当作 0 |";
    assert!(told(blank, file).is_empty());
}

#[test]
fn a_profile_may_ask_for_reasons_of_any_change_of_the_budget() {
    let changed = "| 资金 | 年初预算 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 90 | 90 | |";
    assert!(messages_of("L27", "national-2020", changed).is_empty());
    let told = messages_of("L27", "sichuan-2025-project", changed);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("年中调减 10"), "{told:?}");
    let same = "| 资金 | 年初预算 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 100 | 90 | |";
    assert!(messages_of("L27", "sichuan-2025-project", same).is_empty());
}

#[test]
fn a_profile_may_bound_the_length_of_reasons() {
    let reason = "雨".repeat(101);
    let form = format!(
        "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 | {reason} |"
    );
    assert!(messages_of("L25", "national-2020", &form).is_empty());
    let told = messages_of("L25", "sichuan-2025-project", &form);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("写了 101 字") && told[0].contains("100 字"),
        "{told:?}"
    );
}

#[test]
fn a_profile_may_ask_for_descriptions_of_qualitative_rows() {
    let form = "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 营商环境 | 明显改善 | 达成 | 10 | 10 | |
        | 群众获得感 | 有所提升 | 达成 | 10 | 10 | 走访六个社区，居民反映办事时间缩短 |";
    assert!(messages_of("L03", "national-2020", form).is_empty());
    let told = messages_of("L03", "guangxi", form);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("营商环境"), "{told:?}");
}

#[test]
fn ids_are_unique_and_lead_to_their_rule() {
    let ids: Vec<&str> = catalogue().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for rule in catalogue() {
        let found = registry::find(&rule.id.to_lowercase()).expect("the rule by its id");
        assert_eq!(found.info().title, rule.title);
    }
}

#[test]
fn every_rule_fills_its_page() {
    for rule in catalogue() {
        let doc = rule.doc;
        for (heading, text) in [
            ("title", rule.title),
            ("what", doc.what),
            ("why", doc.why),
            ("how", doc.how),
            ("fix", doc.fix),
            ("source", doc.source),
        ] {
            assert!(text.chars().count() >= 6, "{} {heading}: {text:?}", rule.id);
        }
    }
}

#[test]
fn no_two_rules_yield_to_each_other() {
    for rule in catalogue() {
        for other in rule.yields_to {
            let other = registry::find(other).expect("a rule that exists").info();
            assert!(
                !other.yields_to.contains(&rule.id),
                "{} {}",
                rule.id,
                other.id
            );
        }
    }
}
