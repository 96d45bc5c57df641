//! The catalogue: every rule, in one list. An id is never reused.

use std::collections::BTreeSet;

use super::arithmetic;
use super::bureau;
use super::completeness;
use super::completion;
use super::documents;
use super::in_force::{Held, by_forms};
use super::peers;
use super::quality;
use super::rule::{Rule, RuleInfo};
use crate::form::model::FormKind;
use crate::policy::{CheckSettings, Policy};
use crate::scoring::Profile;

/// Every rule, in the order of the catalogue.
pub(crate) static RULES: &[&dyn Rule] = &[
    &arithmetic::a01_fund_parts::FundParts,
    &arithmetic::a02_basic_and_project::BasicAndProject,
    &arithmetic::a03_adjustment::Adjustment,
    &arithmetic::a04_execution_rate::ExecutionRate,
    &arithmetic::a05_weights_make_100::WeightsMake100,
    &arithmetic::a06_weights_by_level::WeightsByLevel,
    &arithmetic::a07_weight_missing::WeightMissing,
    &arithmetic::a08_score_above_weight::ScoreAboveWeight,
    &arithmetic::a09_score_unusable::ScoreUnusable,
    &arithmetic::a10_execution_score::ExecutionScore,
    &arithmetic::a11_indicator_score::IndicatorScore,
    &arithmetic::a12_total_of_scores::TotalOfScores,
    &arithmetic::a13_grade::GradeOfTotal,
    &arithmetic::a14_beyond_full_score::BeyondFullScore,
    &arithmetic::a15_outside_band::OutsideBand,
    &arithmetic::a16_mixed_units::MixedUnits,
    &arithmetic::a17_completion_rate::CompletionRate,
    &arithmetic::a18_projects_of_department::ProjectsOfDepartment,
    &arithmetic::a19_rate_of_fund::RateOfFund,
    &arithmetic::a20_out_of_range::OutOfRange,
    &completion::l01_value_missing::ValueMissing,
    &completion::l02_score_without_actual::ScoreWithoutActual,
    &completion::l03_no_reason::NoReason,
    &completion::l04_full_score_unmet::FullScoreUnmet,
    &completion::l05_deducted_though_met::DeductedThoughMet,
    &completion::l06_score_by_actual::ScoreByActual,
    &completion::l07_over_completion::OverCompletion,
    &completion::l08_far_short::FarShort,
    &completion::l09_units_differ::UnitsDiffer,
    &completion::l10_sign_wrong_way::SignWrongWay,
    &completion::l11_work_ahead_of_money::WorkAheadOfMoney,
    &completion::l12_unspent::Unspent,
    &completion::l13_done_without_money::DoneWithoutMoney,
    &completion::l14_low_execution_unexplained::LowExecutionUnexplained,
    &completion::l15_overspent::Overspent,
    &completion::l16_all_full_marks::AllFullMarks,
    &completion::l17_actual_equals_target::ActualEqualsTarget,
    &completion::l18_less_than_midyear::LessThanMidyear,
    &completion::l19_midyear_red::MidyearRed,
    &completion::l20_satisfaction_unsurveyed::SatisfactionUnsurveyed,
    &completion::l21_late_but_full::LateButFull,
    &completion::l22_done_but_not_accepted::DoneButNotAccepted,
    &completion::l23_cost_cap_exceeded::CostCapExceeded,
    &completion::l24_words_against_figures::WordsAgainstFigures,
    &completion::l25_empty_reasons::EmptyReasons,
    &completion::l26_narrative_against_rows::NarrativeAgainstRows,
    &completion::l27_adjustment_unexplained::AdjustmentUnexplained,
    &completion::l28_execution_without_amounts::ExecutionWithoutAmounts,
    &quality::q01_missing_kinds::MissingKinds,
    &quality::q02_lopsided_weights::LopsidedWeights,
    &quality::q03_money_as_output::MoneyAsOutput,
    &quality::q04_repeated_names::RepeatedNames,
    &quality::q05_unmeasured_quantity::UnmeasuredQuantity,
    &quality::q06_pretended_numbers::PretendedNumbers,
    &quality::q07_vague_targets::VagueTargets,
    &quality::q08_foreign_unit::ForeignUnit,
    &quality::q09_target_changed::TargetChanged,
    &quality::q10_odd_characters::OddCharacters,
    &quality::q11_not_applicable::NotApplicable,
    &quality::q12_no_such_day::NoSuchDay,
    &completeness::m01_roster::RosterMet,
    &completeness::m02_late::Late,
    &completeness::m03_annexes::Annexes,
    &completeness::m04_identity::Identity,
    &completeness::m05_narratives::Narratives,
    &completeness::m06_report_sections::ReportSections,
    &completeness::m07_disclosure::Disclosure,
    &completeness::m08_broken_cells::BrokenCells,
    &completeness::m09_same_for_two_units::SameForTwoUnits,
    &peers::y01_copied_between_units::CopiedBetweenUnits,
    &peers::y02_copied_from_last_year::CopiedFromLastYear,
    &peers::y03_low_target::LowTarget,
    &peers::y04_jumps::Jumps,
    &peers::y05_outliers::Outliers,
    &peers::y06_from_poor_to_excellent::FromPoorToExcellent,
    &peers::y07_same_problem_again::SameProblemAgain,
    &peers::y08_renamed_unit::RenamedUnit,
    &documents::d01_report_against_form::ReportAgainstForm,
    &documents::d03_problems_and_deductions::ProblemsAndDeductions,
    &documents::d05_shares_of_100::SharesOf100,
    &documents::d07_foreign_report::ForeignReport,
    &documents::d08_scores_of_report::ScoresOfReport,
    &documents::d09_indicators_of_report::IndicatorsOfReport,
    &bureau::w01_unused_waiver::UnusedWaiver,
    &bureau::w02_unused_correspondence::UnusedCorrespondence,
];

/// The records of all rules, in the order of the catalogue.
pub(crate) fn catalogue() -> impl Iterator<Item = &'static RuleInfo> {
    RULES.iter().map(|rule| rule.info())
}

/// The rule of this id, upper or lower case.
#[must_use]
pub(crate) fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.info().id.eq_ignore_ascii_case(id.trim()))
}

/// The page on a rule, as plain text under fixed headings, with what holds by a profile and the bureau's settings;
/// `None` for an unknown id.
#[must_use]
pub(crate) fn page(id: &str, profile: &Profile, settings: &CheckSettings) -> Option<String> {
    let rule = find(id)?.info();
    let mut page = format!("{} {}\n\n", rule.id, rule.title);
    let years = match (rule.since, rule.until) {
        (None, None) => "不限".to_owned(),
        (Some(since), None) => format!("{since} 年起"),
        (None, Some(until)) => format!("至 {until} 年"),
        (Some(since), Some(until)) => format!("{since} 至 {until} 年"),
    };
    let mut facts = vec![
        ("类别", rule.category.label().to_owned()),
        ("级别", rule.severity.to_string()),
        ("把握", rule.confidence.to_string()),
        ("范围", rule.scope.to_string()),
        ("年度", years),
    ];
    if !rule.runs(settings, None, None) {
        facts.push(("启用", "停用（设置）".to_owned()));
    }
    let severity = settings.resolve(rule.id, None, None).severity;
    if let Some(severity) = severity.filter(|set| *set != rule.severity) {
        facts.push(("级别（设置）", severity.to_string()));
    }
    for (forms, held) in by_forms(rule, &policies(rule, profile, settings)) {
        facts.extend(held.iter().map(|held| (fact_of(held), told(held, &forms))));
    }
    for (name, fact) in facts {
        page.push_str(&format!("{name}：{fact}\n"));
    }
    let sections = [
        ("查什么", rule.doc.what.to_owned()),
        ("为什么", rule.doc.why.to_owned()),
        ("怎样算", rule.doc.how.to_owned()),
        ("怎样改", rule.doc.fix.to_owned()),
        ("出处", rule.doc.source.to_owned()),
        ("通过的例子", flush_left(rule.pass)),
        ("不通过的例子", flush_left(rule.fail)),
    ];
    for (heading, text) in sections {
        page.push_str(&format!("\n【{heading}】\n{text}\n"));
    }
    Some(page)
}

/// The kinds of form, and the years for which the settings change the rule.
fn policies<'a>(
    rule: &RuleInfo,
    profile: &'a Profile,
    settings: &'a CheckSettings,
) -> Vec<Policy<'a>> {
    let changes = settings.changes.get(rule.id);
    let years: BTreeSet<i32> = changes
        .into_iter()
        .flatten()
        .flat_map(|(condition, _)| condition.years.iter().copied())
        .collect();
    let years = || std::iter::once(None).chain(years.iter().copied().map(Some));
    [FormKind::Department, FormKind::Project, FormKind::Transfer]
        .into_iter()
        .flat_map(|kind| years().map(move |year| Policy::of(profile, kind, year).with(settings)))
        .collect()
}

const fn fact_of(held: &Held) -> &'static str {
    match held.threshold {
        None => "允差",
        Some(_) => "阈值",
    }
}

/// `reason_from = 1.3（完成率超过这个数就应说明原因；评分方案）`, and for which forms.
fn told(held: &Held, forms: &str) -> String {
    let source = held.source.label();
    let of_forms = if forms.is_empty() {
        String::new()
    } else {
        format!(" ［{forms}］")
    };
    match held.threshold {
        None => format!("{}（{source}）{of_forms}", held.value),
        Some(threshold) => format!(
            "{} = {}（{}；{source}）{of_forms}",
            threshold.key, held.value, threshold.meaning
        ),
    }
}

/// An example without the indent it has in the source.
fn flush_left(example: &str) -> String {
    example
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
