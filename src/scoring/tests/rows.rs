//! Single rows: units, words, dates, and everything that is not judged.

use super::*;
use crate::value::target::{StatedDirections, Wanted};

/// A row of weight 10 with a stated score, by the national rules.
fn row<'a>(name: &'a str, target: &'a str, actual: &'a str, stated: Option<&str>) -> LineScore {
    let case = Case {
        name,
        target,
        actual,
        weight: Some(Decimal::TEN),
        stated: stated.map(dec),
        year: Some(2023),
        ..Case::default()
    };
    score_one(&case, rules("national-2020"))
}

#[test]
fn units_are_brought_together_and_assumptions_are_said() {
    for (target, actual, score, formula, notes) in [
        ("≥50个", "50", "10", "50个 = 50个，得满分 10", 1),
        ("≥50个", "48", "9.6", "48个 ÷ 50个 × 10 = 9.6", 1),
        (
            "≥2.45万人",
            "21200人",
            "8.65",
            "21200人 ÷ 2.45万人 × 10 = 8.65",
            0,
        ),
        (
            "≥2.45万人",
            "2.12",
            "8.65",
            "2.12万人 ÷ 2.45万人 × 10 = 8.65",
            1,
        ),
        ("≥98", "97.12%", "9.91", "97.12% ÷ 98% × 10 = 9.91", 1),
        ("≥98%", "0.9712", "9.91", "97.12% ÷ 98% × 10 = 9.91", 1),
        ("≥100百分比", "100", "10", "100% = 100%，得满分 10", 1),
        (
            "≤202.6万元",
            "132.9",
            "10",
            "132.9万元 ≤ 202.6万元，得满分 10",
            1,
        ),
        (
            "≤5300元/户",
            "5830元/户",
            "9.09",
            "5300元/户 ÷ 5830元/户 × 10 = 9.09",
            0,
        ),
        ("≥1吨", "500公斤", "5", "500千克 ÷ 1吨 × 10 = 5", 0),
        (
            "≥4754人",
            "4604人",
            "9.68",
            "4604人 ÷ 4754人 × 10 = 9.68",
            0,
        ),
        ("≥95%", "≥96%", "10", "96% ≥ 95%，得满分 10", 1),
    ] {
        let line = row("指标", target, actual, None);
        recomputed(&line, score, formula);
        assert_eq!(
            line.notes.len(),
            notes,
            "{target} / {actual}: {:?}",
            line.notes
        );
    }
}

#[test]
fn ranges_score_by_the_nearer_end() {
    for (actual, score, met) in [
        ("5%", "10", true),
        ("7%", "10", true),
        ("10%", "10", true),
        ("4%", "8", false),
        ("12.5%", "8", false),
    ] {
        let line = row("空气湿度", "5%-10%", actual, None);
        assert_eq!(
            (line.score, line.met),
            (Some(dec(score)), Some(met)),
            "{actual}"
        );
    }
    recomputed(
        &row("空气湿度", "5%-10%", "4%", None),
        "8",
        "4% ÷ 5% × 10 = 8",
    );
    recomputed(
        &row("空气湿度", "5%-10%", "12.5%", None),
        "8",
        "10% ÷ 12.5% × 10 = 8",
    );
    // Of a rate that wants more, more than the range is better still.
    assert_eq!(
        row("增长率", "5%-10%", "12.5%", None).score,
        Some(Decimal::TEN)
    );
    recomputed(
        &row("偏差率", "±5%", "-6.25%", None),
        "8",
        "-5% ÷ -6.25% × 10 = 8",
    );
}

#[test]
fn a_bare_number_is_read_by_the_wording() {
    // Less is better: a surplus of 0 where 2 % were foreseen, a training for 180 instead of 400 yuan.
    recomputed(
        &row("结转结余率", "2%", "0", None),
        "10",
        "0% ≤ 2%，得满分 10",
    );
    recomputed(
        &row("培训成本", "400元/人、天", "180元/人、天", None),
        "10",
        "180元/人·天 ≤ 400元/人·天，得满分 10",
    );
    recomputed(
        &row("培训成本", "400元/人、天", "500元/人、天", None),
        "8",
        "400元/人·天 ÷ 500元/人·天 × 10 = 8",
    );
    recomputed(
        &row("投诉次数", "0次", "0", None),
        "10",
        "0次 = 0次，得满分 10",
    );
    // More is better.
    recomputed(
        &row("全县参合人数", "8755", "8676", None),
        "9.91",
        "8676 ÷ 8755 × 10 = 9.91",
    );
    recomputed(
        &row("较上年减少", "2%", "3%", None),
        "10",
        "3% ≥ 2%，得满分 10",
    );
    assert_eq!(row("结转结余率", "2%", "0", None).rule, "equal.bare");
    let notes = row("结转结余率", "2%", "0", None).notes;
    assert!(
        notes.iter().any(|note| note.contains("越少越好，按 ≤ 计")),
        "{notes:?}"
    );
    // A written sign is what it says, whatever the name.
    recomputed(
        &row("公用经费控制率", "=100%", "97%", None),
        "9.7",
        "97% ÷ 100% × 10 = 9.7",
    );
}

#[test]
fn a_change_the_other_way_is_worth_nothing() {
    let line = row("农药使用量", "较上年减少2%", "增长1%", Some("10"));
    assert_eq!((line.score, line.met), (Some(Decimal::ZERO), Some(false)));
    not_judged(
        &row("农药使用量", "较上年减少2%", "-3%", Some("10")),
        "升降方向不明",
    );
}

#[test]
fn dates_are_in_time_or_left_to_a_person() {
    recomputed(
        &row("验收时间", "9月前", "7月", None),
        "10",
        "“7月”在“9月前”的时限以内，得满分 10",
    );
    not_judged(&row("验收时间", "9月前", "9月", Some("9")), "写得不够具体");
    let late = row("验收时间", "2023年12月底前", "2024年1月", Some("10"));
    not_judged(&late, "逾期如何计分规则没有规定");
    assert_eq!(
        (late.met, late.lowest, late.highest),
        (Some(false), Decimal::ZERO, Decimal::TEN)
    );
    let strict = ten("strict", "2023年12月底前", "2024年1月");
    recomputed(
        &strict,
        "0",
        "“2024年1月”晚于“2023年12月底前”，逾期不得分，得 0",
    );
    // A quantity by a date, and no date: whether it was in time cannot be told.
    let both = row("支付进度", "11月底完成100%", "80%", Some("8"));
    not_judged(&both, "没有写完成时间");
    assert_eq!(both.met, Some(false));
    let dated = row("支付进度", "11月底完成100%", "11月底完成100%", None);
    assert_eq!((dated.score, dated.met), (Some(Decimal::TEN), Some(true)));
    let words = row("验收时间", "12月底前", "按时完成", Some("10"));
    assert_eq!((words.status, words.met), (ScoreStatus::Kept, Some(true)));
}

#[test]
fn graded_answers_keep_their_stated_score_within_their_tier() {
    for (answer, lowest, highest, met) in [
        ("达成预期指标", "8", "10", Some(true)),
        ("部分达成预期指标并具有一定效果", "6", "7.99", Some(false)),
        ("未达成预期指标且效果较差", "0", "5.99", Some(false)),
        ("优", "8", "10", Some(true)),
        ("效果明显", "8", "10", Some(true)),
        ("100%", "8", "10", Some(true)),
        ("基本达到", "6", "10", None),
    ] {
        for (stated, inside) in [
            (highest, true),
            (lowest, true),
            ("7.995", lowest == "6" && highest == "10"),
        ] {
            let line = row("影响程度", "效果明显", answer, Some(stated));
            assert_eq!(line.status, ScoreStatus::Kept, "{answer}");
            assert_eq!(
                (line.lowest, line.highest, line.met),
                (dec(lowest), dec(highest), met),
                "{answer}"
            );
            assert_eq!(
                line.score,
                Some(dec(stated)),
                "a kept score is never changed"
            );
            let said = line.reason.unwrap();
            assert_eq!(
                said.contains("请核实"),
                !inside,
                "{answer} {stated}: {said}"
            );
        }
    }
}

#[test]
fn words_that_are_no_grade_are_left_to_a_person() {
    not_judged(
        &row("影响程度", "效果明显", "95%", Some("9")),
        "看不出属于哪一档",
    );
    not_judged(
        &row("影响程度", "效果明显", "项目推进中", Some("9")),
        "看不出属于哪一档",
    );
    not_judged(
        &row("影响程度", "效果明显", "达成预期指标", None),
        "应在 8 至 10 分之间",
    );
    // Repeating a target in words states that it is reached.
    let same = row("修缮级别", "市级保护单位", "市级保护单位", Some("10"));
    assert_eq!((same.status, same.met), (ScoreStatus::Kept, Some(true)));
}

#[test]
fn what_is_missing_or_contradictory_is_not_judged() {
    for (target, actual, reason) in [
        ("", "100%", "指标值没有填"),
        ("≥", "100%", "没有写完整"),
        ("≥98%", "", "实际完成值没有填"),
        ("≥98%", "—", "实际完成值没有填"),
        ("", "", "实际完成值也没有填"),
        ("≥50个", "完成", "填了文字“完成”"),
        ("≥50个", "7月", "填了时间"),
        ("≥95%", "24694人", "计量单位不一致"),
        ("≤5%", "1", "未写单位"),
        ("≤0.5", "-3%-5%", "是一个区间"),
        ("完成1部宣传片,2套方案", "2套", "看不出属于哪一档"),
        ("≥-5%", "-8%", "负数"),
    ] {
        let line = row("指标", target, actual, Some("9"));
        not_judged(&line, reason);
        assert_eq!(
            (line.lowest, line.highest),
            (Decimal::ZERO, Decimal::TEN),
            "{target} / {actual}"
        );
    }
}

#[test]
fn a_row_without_a_weight_is_not_judged_but_says_whether_its_target_is_met() {
    let case = |actual| Case {
        target: "≥500亩",
        actual,
        stated: Some(dec("5.0")),
        ..Case::default()
    };
    let rules = rules("hubei-2020");
    let met = score_one(&case("500亩"), rules);
    not_judged(&met, "无分值，不能复算；指标值已经达到");
    assert_eq!((met.met, met.completion), (Some(true), Some(Decimal::ONE)));
    assert_eq!((met.lowest, met.highest), (dec("5"), dec("5")));
    let missed = score_one(&case("400亩"), rules);
    not_judged(&missed, "指标值没有达到");
    assert_eq!((missed.lowest, missed.highest), (Decimal::ZERO, dec("5")));
    let zero = score_one(
        &Case {
            weight: Some(Decimal::ZERO),
            ..case("500亩")
        },
        rules,
    );
    not_judged(&zero, "不是正数");
}

#[test]
fn bonus_and_deduction_rows_are_for_people() {
    let rules = rules("national-2020");
    let case = Case {
        level1: "扣分项",
        name: "审计发现问题",
        weight: Some(dec("5")),
        stated: Some(dec("-2")),
        ..Case::default()
    };
    let line = score_one(&case, rules);
    assert_eq!(
        (line.status, line.score),
        (ScoreStatus::Kept, Some(dec("-2")))
    );
    assert_eq!((line.lowest, line.highest), (dec("-5"), Decimal::ZERO));
    let bonus = score_one(
        &Case {
            level1: "加分项",
            stated: Some(dec("8")),
            ..case
        },
        rules,
    );
    assert!(bonus.reason.unwrap().contains("请核实"));
}

#[test]
fn over_fulfilment_is_said_where_the_rules_want_it() {
    let line = ten("guangxi", "≥100", "130");
    recomputed(
        &line,
        "10",
        "130 ÷ 100 = 130%，达到 130%，须说明原因，得满分 10",
    );
    assert_eq!(line.rule, "positive.over");
    recomputed(
        &ten("sichuan-2025-project", "≥100", "130"),
        "10",
        "130 ≥ 100，得满分 10",
    );
    recomputed(
        &ten("strict", "≥100", "120"),
        "10",
        "120 ÷ 100 = 120%，达到 120%，须由人核定，暂得满分 10",
    );
    recomputed(
        &ten("strict", "=100", "110"),
        "10",
        "与指标值不等，须由人核定；110 ≥ 100，得满分 10",
    );
    recomputed(
        &ten("sichuan-2025-department", "≥100", "131"),
        "0",
        "131 ÷ 100 = 131%，超过 130%，不得分，得 0",
    );
    recomputed(
        &ten("sichuan-2025-department", "≥100", "69"),
        "0",
        "69 ÷ 100 = 69%，低于 70%，不得分，得 0",
    );
    recomputed(
        &ten("strict", "≤100", "125"),
        "7.5",
        "（1 − （125 − 100） ÷ 100） × 10 = 7.5",
    );
}

#[test]
fn the_target_may_stand_in_the_name_or_its_unit_in_a_column() {
    let line = row("年度资金支付完成率100%", "", "80%", None);
    recomputed(&line, "8", "80% ÷ 100% × 10 = 8");
    assert!(
        line.notes
            .iter()
            .any(|note| note.contains("取指标名称中的“100%”"))
    );
    recomputed(
        &row("公猪舍(≥**平方米)", "22.8", "30", None),
        "10",
        "30平方米 ≥ 22.8平方米，得满分 10",
    );
    let case = Case {
        target: "≥95",
        unit: "%",
        actual: "90.25",
        weight: Some(Decimal::TEN),
        ..Case::default()
    };
    recomputed(
        &score_one(&case, rules("national-2020")),
        "9.5",
        "90.25% ÷ 95% × 10 = 9.5",
    );
}

#[test]
fn a_bare_number_whose_name_tells_no_direction_is_judged_only_where_it_is_met_or_the_bureau_says_which()
 {
    let case = |actual| Case {
        name: "会议次数",
        target: "12次",
        actual,
        weight: Some(Decimal::TEN),
        ..Case::default()
    };
    let open = score_one(&case("10次"), rules("national-2020"));
    assert_eq!(open.status, ScoreStatus::NotJudged);
    assert_eq!((open.rule.as_str(), open.met), ("direction", None));
    assert!(open.reason.unwrap().contains("[[direction]]"));
    let met = score_one(&case("12次"), rules("national-2020"));
    assert_eq!((met.score, met.met), (Some(dec("10")), Some(true)));
    let stated = |wanted| {
        let directions = StatedDirections::new([("会议次数".to_owned(), wanted)]);
        let profile = Profile::load("national-2020")
            .unwrap()
            .with_directions(&directions);
        score_one(
            &case("10次"),
            profile.rules(FormKind::Department, Some(2023)),
        )
    };
    let less = stated(Wanted::Less);
    assert_eq!(less.score, Some(dec("10")));
    assert_eq!(
        less.notes,
        [
            "指标值没有写比较符号，按设置文件的规定（[[direction]]“会议次数”）理解为越少越好，按 ≤ 计。"
        ]
    );
    assert_eq!(stated(Wanted::More).score, Some(dec("8.33")));
}
