//! The small district, worked out by hand in `sample`.

use rust_decimal::Decimal;

use super::collect::{Run, collect};
use super::frame::{from_frame, titles, to_frame};
use super::matching::{Evidence, pair};
use super::sample::{assessments, dec, district, files, findings, outcomes};
use super::*;
use crate::scoring::{Profile, profile};

fn form_of(records: &Records, unit: &str, year: i32) -> usize {
    records
        .departments
        .iter()
        .find(|record| record.unit == unit && record.year == Some(year))
        .unwrap()
        .form
}

#[test]
fn amounts_in_yuan_are_told_in_wan_to_the_last_cent() {
    let (records, _) = district();
    let education = &records.departments[1];
    assert_eq!(education.adjusted.value, Some(dec("5300.000005")));
    assert_eq!(education.adjusted.text, "53000000.05");
    assert_eq!(education.adjusted.cell, "D5");
}

#[test]
fn a_missing_budget_gives_no_rate() {
    let (records, _) = district();
    let street = &records.departments[4];
    assert_eq!(street.adjusted.value, None);
    assert_eq!(street.computed_rate, None);
    assert_eq!(street.adjusted.cell, "D5", "the place where it should be");
}

#[test]
fn every_record_survives_its_frame() {
    let (records, _) = district();
    let departments: Vec<DepartmentRecord> =
        from_frame(&to_frame(&records.departments).unwrap()).unwrap();
    assert_eq!(
        departments[0].stated_total,
        records.departments[0].stated_total
    );
    let funds: Vec<FundRecord> = from_frame(&to_frame(&records.funds).unwrap()).unwrap();
    assert_eq!(funds.len(), records.funds.len());
    let indicators: Vec<IndicatorRecord> =
        from_frame(&to_frame(&records.indicators).unwrap()).unwrap();
    assert_eq!(indicators[1].name, records.indicators[1].name);
    let back: Vec<FindingRecord> = from_frame(&to_frame(&records.findings).unwrap()).unwrap();
    assert_eq!(back, records.findings);
    let back: Vec<FileFate> = from_frame(&to_frame(&records.files).unwrap()).unwrap();
    assert_eq!(back, records.files);
}

#[test]
fn a_frame_without_rows_still_has_its_columns() {
    let frame = to_frame::<IndicatorRecord>(&[]).unwrap();
    assert_eq!(frame.height(), 0);
    assert_eq!(frame.width(), titles::<IndicatorRecord>().unwrap().len());
}

#[test]
fn an_amount_beyond_all_sense_is_refused_with_its_value() {
    let record = FundRecord {
        adjusted: Traced {
            value: Some(dec("123456789012345678901234567")),
            ..Traced::default()
        },
        ..FundRecord::default()
    };
    let error = to_frame(&[record]).unwrap_err();
    assert!(error.to_string().contains("123456789012345678901234567"));
}

#[test]
fn equal_scores_share_a_rank_and_the_next_is_skipped() {
    let (records, comparison) = district();
    let rank = |unit, year| comparison.placings[&form_of(&records, unit, year)].rank;
    // 2023: 教育 100, 城管 100, 人社 77.10, 卫健 72.75.
    assert_eq!(rank("教育局", 2023), Some(1));
    assert_eq!(rank("城市管理局", 2023), Some(1));
    assert_eq!(rank("人力资源和社会保障局", 2023), Some(3));
    assert_eq!(rank("卫生健康委员会", 2023), Some(4));
    // By the stated score 卫健 (98.75) is ahead of 人社 (77.47).
    let health = &comparison.placings[&form_of(&records, "卫生健康委员会", 2023)];
    assert_eq!(health.self_rank, Some(3));
}

#[test]
fn without_a_score_there_is_no_rank_but_a_reason() {
    let (records, comparison) = district();
    let street = &comparison.placings[&form_of(&records, "南街道办事处", 2023)];
    assert_eq!(street.rank, None);
    assert!(street.unranked.as_ref().unwrap().contains("没有得分"));
}

#[test]
fn points_not_judged_leave_ranks_open() {
    let (records, comparison) = district();
    let seed = &comparison.placings[&form_of(&records, "人力资源和社会保障局", 2023)];
    // Between 67.10 and 77.10: 卫健 with 72.75 may be ahead, 教育 and 城管 surely are.
    assert_eq!((seed.best, seed.worst), (Some(3), Some(4)));
    let education = &comparison.placings[&form_of(&records, "教育局", 2023)];
    assert_eq!((education.best, education.worst), (Some(1), Some(1)));
    assert_eq!((education.ties.count, education.ties.named.len()), (1, 1));
}

#[test]
fn sums_leave_out_what_is_missing_and_count_what_is_there() {
    let (_, comparison) = district();
    let year = comparison
        .totals
        .iter()
        .find(|t| t.year == Some(2023) && t.group.is_none())
        .unwrap();
    // 18558.34 + 5300.000005 + 2000 + 1000, 南街道 states none.
    assert_eq!(year.adjusted.value, Some(dec("26858.340005")));
    assert_eq!((year.forms, year.adjusted.stated), (5, 4));
    // 4388.99 + 5300.000005 + 1750 + 1000 + 280
    assert_eq!(year.executed.value, Some(dec("12718.990005")));
    // Without 南街道's 280, which has no budget to stand against.
    assert_eq!(
        year.rate.unwrap().round_dp(6),
        (dec("12438.990005") / dec("26858.340005")).round_dp(6)
    );
    // (100 + 100 + 77.10 + 72.75) / 4
    assert_eq!(year.scores.mean, Some(dec("87.4625")));
    assert_eq!(year.scores.median, Some(dec("88.55")));
    assert_eq!(year.grades["优"], 2);
}

#[test]
fn a_unit_meets_itself_in_the_next_year_and_the_missing_one_is_told() {
    let (records, comparison) = district();
    let of = |unit: &str| {
        comparison
            .changes
            .iter()
            .find(|change| {
                [change.later, change.earlier]
                    .into_iter()
                    .flatten()
                    .any(|form| records.department(form).unwrap().unit == unit)
            })
            .unwrap()
    };
    let seed = of("人力资源和社会保障局");
    assert_eq!((seed.earlier_year, seed.later_year), (2022, 2023));
    assert!(seed.earlier.is_some() && seed.later.is_some());
    // A12 in both years, A11 only in the later.
    assert_eq!(
        (seed.new.len(), seed.repeated.len(), seed.gone.len()),
        (1, 1, 0)
    );
    assert_eq!(of("住房和城乡建设局").later, None);
    assert_eq!(of("城市管理局").earlier, None);
}

#[test]
fn indicators_meet_across_years_by_name_and_opposites_do_not() {
    let (records, _) = district();
    let of = |form: usize| -> Vec<&IndicatorRecord> {
        records
            .indicators
            .iter()
            .filter(|r| r.form == form)
            .collect()
    };
    let pairs = pair(&of(6), &of(1), "", &[]);
    let partner = |name: &str| {
        pairs
            .iter()
            .find(|p| {
                p.later
                    .is_some_and(|r| r.name.value.as_deref() == Some(name))
            })
            .unwrap()
    };
    assert_eq!(
        partner("领取社会保险待遇资格认证率").evidence,
        Some(Evidence::SameName),
        "the year in front of the earlier name means nothing"
    );
    assert!(
        partner("城镇登记失业率").earlier.is_none(),
        "就业率 is the opposite, however alike"
    );
    // Ten of 2023, and 就业率 of 2022 left alone.
    assert_eq!(pairs.len(), 11);
    assert!(pairs[10].later.is_none());
}

#[test]
fn a_reworded_indicator_is_offered_with_its_likeness() {
    let row = |name: &str| IndicatorRecord {
        level1: Some("产出指标".to_owned()),
        name: Traced {
            value: Some(name.to_owned()),
            ..Traced::default()
        },
        ..IndicatorRecord::default()
    };
    let (old, new) = (row("职业技能培训人次"), row("职业技能培训人数"));
    // One character of eight differs: 7/8, and 6 of 7 pairs of neighbours agree.
    assert_eq!(
        pair(&[&old], &[&new], "", &[])[0].evidence,
        Some(Evidence::LikeName(87))
    );
}

#[test]
fn a_finding_tells_which_rank_its_points_cost() {
    let (records, comparison) = district();
    // 卫健 of 2023 states 98.75; without 6 points 92.75, still ahead of 人社's 77.47.
    let health = records.findings.iter().find(|f| f.form == Some(3)).unwrap();
    let effect = comparison.effects[&health.number];
    assert_eq!((effect.rank, effect.mended), (3, 3));
}

#[test]
fn a_score_that_is_too_low_rises_when_mended() {
    let (mut records, _) = district();
    // 人社 of 2023 states 77.47; with 22 points more it is ahead of 卫健 (98.75), behind the two of 100.
    let finding = records
        .findings
        .iter_mut()
        .find(|f| f.form == Some(1))
        .unwrap();
    finding.points = Some(dec("-22"));
    let number = finding.number;
    let comparison = compare(&records, &CompareSettings::default()).unwrap();
    let effect = comparison.effects[&number];
    assert_eq!((effect.rank, effect.mended, effect.rises), (4, 3, true));
}

#[test]
fn ranks_by_execution_rate_follow_the_rate_as_shown() {
    let (records, comparison) = district();
    let rank = |unit| comparison.placings[&form_of(&records, unit, 2023)].rate_rank;
    // 教育 and 城管 spent all; 卫健 1750 of 2000; 人社 4388.99 of 18558.34; 南街道 states no budget.
    assert_eq!(rank("教育局"), Some(1));
    assert_eq!(rank("城市管理局"), Some(1));
    assert_eq!(rank("卫生健康委员会"), Some(3));
    assert_eq!(rank("人力资源和社会保障局"), Some(4));
    assert_eq!(rank("南街道办事处"), None);
}

#[test]
fn quality_is_the_weighted_share_of_rules_passed() {
    let (records, _) = district();
    // 人社 fails both; 卫健 passes the error rule (3) and fails the warning rule (2).
    assert_eq!(records.departments[0].quality, Some(dec("0")));
    assert_eq!(records.departments[2].quality, Some(dec("0.6")));
    assert_eq!(records.departments[1].quality, Some(dec("1")));
}

#[test]
fn levels_add_up_to_the_recomputed_total() {
    let (records, comparison) = district();
    for record in records.current().filter(|record| record.total.is_some()) {
        let sum: Decimal = comparison
            .levels
            .iter()
            .filter(|level| level.form == record.form)
            .filter_map(|level| level.score)
            .sum();
        assert_eq!(Some(sum), record.total, "{}", record.shown());
    }
}

#[test]
fn forms_that_do_not_count_are_kept_but_not_ranked() {
    let mut all = assessments();
    all[1].submission.standing = crate::submission::Standing::Superseded {
        by: 3,
        because: "文件名注明“修改”".to_owned(),
    };
    let records = collect(&Run {
        assessments: &all,
        findings: &findings(),
        outcomes: &outcomes(),
        files: &files(),
        profile: &Profile::load(profile::DEFAULT).unwrap(),
    });
    let comparison = compare(&records, &CompareSettings::default()).unwrap();
    assert!(!comparison.placings.contains_key(&2));
    assert_eq!(records.departments[1].replaced_by, Some(4));
    assert_eq!(records.departments.len(), 9);
}

#[test]
fn a_score_beyond_100_has_no_rank_and_takes_nobody_elses() {
    let (mut records, _) = district();
    // 教育 of 2023 as if its weights added up to 110.
    records.departments[1].total = Some(dec("109.63"));
    let comparison = compare(&records, &CompareSettings::default()).unwrap();
    let placing = &comparison.placings[&2];
    assert_eq!(placing.rank, None);
    assert!(placing.unranked.as_ref().unwrap().contains("109.63"));
    // 城管 is first alone, 人社 second of three.
    assert_eq!(comparison.placings[&4].rank, Some(1));
    let seed = &comparison.placings[&1];
    assert_eq!((seed.rank, seed.ranked), (Some(2), 3));
}
