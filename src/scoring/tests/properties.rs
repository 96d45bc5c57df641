//! What holds for every row and every form, whatever the numbers.

use proptest::prelude::*;

use super::seed::{empty_form, fund, indicator, text};
use super::*;
use crate::form::model::{FundRole, Indicator, SelfEvaluation};

/// The degree of completion from which a profile says that more is worse; none for most.
fn too_much(profile: &str) -> Option<Decimal> {
    (profile == "sichuan-2025-department").then(|| dec("1.3"))
}

fn shown(cents: i64) -> String {
    Decimal::new(cents, 2).to_string()
}

fn line(rules: &Rules, target: &str, actual: &str, weight: Decimal) -> LineScore {
    let case = Case {
        target,
        actual,
        weight: Some(weight),
        year: Some(2023),
        ..Case::default()
    };
    score_one(&case, rules)
}

fn points(rules: &Rules, target: &str, actual: &str, weight: Decimal) -> Option<Decimal> {
    line(rules, target, actual, weight).score
}

/// Targets in hundredths, the edges of the rules among them.
fn targets() -> impl Strategy<Value = i64> {
    prop_oneof![1 => Just(0), 1 => 1_i64..4, 4 => 1_i64..1_000_000, 1 => Just(99_999_999_999_i64)]
}

/// Actual values for a target: anything, or what stands exactly at (or a cent beside) an edge of a rule.
fn actuals(target: i64) -> impl Strategy<Value = i64> {
    let edge = prop::sample::select(vec![0_i64, 50, 60, 70, 80, 90, 100, 120, 130, 150, 200]);
    prop_oneof![
        2 => 0_i64..=target.saturating_mul(3).max(10),
        1 => 0_i64..10,
        3 => (edge, -1_i64..=1).prop_map(move |(percent, beside)| {
            (target / 100 * percent + target % 100 * percent / 100 + beside).max(0)
        }),
    ]
}

fn weights() -> impl Strategy<Value = Decimal> {
    prop_oneof![Just(1_i64), Just(333), Just(1_000), 1_i64..10_000]
        .prop_map(|cents| Decimal::new(cents, 2))
}

fn rows() -> impl Strategy<Value = Vec<Indicator>> {
    let sign = prop::sample::select(vec!["≥", "≤", "=", "", ">", "<", "5-"]);
    let actual = prop_oneof![
        4 => (0_i64..100_000).prop_map(shown),
        1 => prop::sample::select(vec!["", "完成", "12月", "不适用", "达成预期指标", "基本达到", "90-95"])
            .prop_map(str::to_owned),
    ];
    let level1 = prop::sample::select(vec!["", "", "", "产出指标", "加分项", "扣分项"]);
    let kind = (level1, 0_u8..8);
    let row = (
        sign,
        0_i64..100_000,
        actual,
        0_i64..3_000,
        0_i64..3_000,
        kind,
    )
        .prop_map(|(sign, target, actual, weight, stated, (level1, odd))| {
            let stated = if odd == 0 {
                String::new()
            } else {
                shown(stated)
            };
            let weight = if odd == 1 {
                String::new()
            } else {
                shown(weight)
            };
            let mut row = indicator(
                "",
                "指标",
                &format!("{sign}{}", shown(target)),
                &actual,
                &weight,
                &stated,
            );
            row.level1 = text(level1);
            row.subtotal = odd == 2;
            row
        });
    prop::collection::vec(row, 0..12)
}

/// Whether two numbers lie so far apart that they may be in different units, so that the row is asked about.
fn may_be_asked(target: i64, actual: i64) -> bool {
    let (low, high) = (target.min(actual), target.max(actual));
    low > 0 && low * 50 <= high
}

#[test]
fn extreme_numbers_do_not_overflow() {
    let numbers = [
        "999999999999999",
        "0.00000000000000000001",
        "0.0000000000000000000000000000001",
        "79228162514264337593543950335",
        "99999999999999999999999999999999999999",
        "999999999999999亿",
        "999999999999999万亿元",
        "0",
        "-999999999999999",
        "1%",
        "99999999999万%",
        "999999999999999次/月",
    ];
    for profile in Profile::shipped() {
        for (target, actual) in numbers
            .iter()
            .flat_map(|a| numbers.iter().map(move |b| (*a, *b)))
        {
            for sign in ["≥", "≤", "=", "", "±", "5-"] {
                for weight in ["0.000000000001", "10", "999999999999999"] {
                    let weight = dec(weight);
                    let points = points(rules(profile), &format!("{sign}{target}"), actual, weight);
                    assert!(
                        points.is_none_or(|points| (Decimal::ZERO..=weight).contains(&points)),
                        "{sign}{target} / {actual}"
                    );
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_better_actual_value_never_scores_lower(
        (target, a, b) in targets().prop_flat_map(|target| (Just(target), actuals(target), actuals(target))),
        weight in weights(),
    ) {
        let (low, high) = (a.min(b), a.max(b));
        prop_assume!(!may_be_asked(target, low) && !may_be_asked(target, high));
        for profile in Profile::shipped() {
            let rules = rules(profile);
            let enough = too_much(profile)
                .is_none_or(|most| Decimal::from(high) <= Decimal::from(target) * most);
            let of = |sign: &str, actual| {
                points(rules, &format!("{sign}{}", shown(target)), &shown(actual), weight)
            };
            for sign in ["≥", ">", "=", ""] {
                // Of nothing, less is better: =0 and a bare 0 are limits.
                if target == 0 && matches!(sign, "=" | "") || !enough {
                    continue;
                }
                let (at_low, at_high) = (of(sign, low), of(sign, high));
                prop_assert!(at_low.is_some() && at_high.is_some(), "{sign}{target}");
                prop_assert!(
                    at_low <= at_high,
                    "{profile} {sign}{target}: {low} {at_low:?}, {high} {at_high:?}"
                );
            }
            for sign in ["≤", "<"] {
                let (at_low, at_high) = (of(sign, low), of(sign, high));
                prop_assert!(at_low.is_some() && at_high.is_some(), "{sign}{target}");
                prop_assert!(
                    at_low >= at_high,
                    "{profile} {sign}{target}: {low} {at_low:?}, {high} {at_high:?}"
                );
            }
        }
    }

    #[test]
    fn what_reaches_the_target_has_full_marks_and_what_misses_it_never_more(
        (target, actual) in targets().prop_flat_map(|target| (Just(target), actuals(target))),
        weight in weights(),
    ) {
        prop_assume!(!may_be_asked(target, actual));
        for profile in Profile::shipped() {
            let rules = rules(profile);
            let enough = too_much(profile)
                .is_none_or(|most| Decimal::from(actual) <= Decimal::from(target) * most);
            for (sign, met) in [("≥", actual >= target), ("≤", actual <= target)] {
                let target = format!("{sign}{}", shown(target));
                let line = line(rules, &target, &shown(actual), weight);
                prop_assert_eq!(line.met, Some(met), "{}", sign);
                if met && (enough || sign == "≤") {
                    prop_assert_eq!(line.score, Some(weight));
                }
            }
        }
    }

    #[test]
    fn nearer_to_a_range_never_scores_lower(
        profile in prop::sample::select(Profile::shipped()),
        low in 1_i64..10_000,
        width in 1_i64..10_000,
        a in 0_i64..10_000,
        b in 0_i64..10_000,
        weight in weights(),
    ) {
        let rules = rules(profile);
        let target = format!("{}-{}", shown(low), shown(low + width));
        let (near, far) = (a.min(b), a.max(b));
        for step in [near, far] {
            prop_assume!(!may_be_asked(low, low - step) && !may_be_asked(low + width, low + width + step));
        }
        let of = |actual: i64| points(rules, &target, &shown(actual), weight);
        prop_assert_eq!(of(low), Some(weight));
        prop_assert_eq!(of(low + width), Some(weight));
        // Twice the upper end is worth half, or nothing.
        let half = rules.rounding.apply(weight / Decimal::TWO);
        let beyond = of((low + width) * 2);
        prop_assert!(beyond == Some(half) || beyond == Some(Decimal::ZERO), "{:?}", beyond);
        prop_assert!(of((low - near).max(0)) >= of((low - far).max(0)));
        prop_assert!(of(low + width + near) >= of(low + width + far));
    }

    #[test]
    fn an_earlier_date_never_scores_lower(
        profile in prop::sample::select(Profile::shipped()),
        due in 1_u32..=12,
        a in 1_u32..=24,
        b in 1_u32..=24,
    ) {
        let rules = rules(profile);
        let month = |month: u32| format!("{}年{}月", 2023 + (month - 1) / 12, (month - 1) % 12 + 1);
        let of = |done: u32| line(rules, &format!("2023年{due}月底前"), &month(done), Decimal::TEN);
        for done in [a, b, due, due + 1] {
            prop_assert_eq!(of(done).met, Some(done <= due), "{} by {}", done, due);
        }
        let (earlier, later) = (of(a.min(b)).score, of(a.max(b)).score);
        // Lateness is left to people where the rules say nothing of it.
        prop_assert!(later.is_none() || earlier >= later);
    }

    #[test]
    fn no_score_leaves_the_weight(
        profile in prop::sample::select(Profile::shipped()),
        sign in prop::sample::select(vec!["≥", ">", "=", "", "≤", "<", "5%-", "±"]),
        (level2, name) in prop::sample::select(vec![
            ("", ""),
            ("成本指标", "项目成本"),
            ("满意度指标", "群众满意度"),
            ("", "预算偏差率"),
        ]),
        target in -100_i64..100_000,
        actual in -100_000_i64..1_000_000,
        unit in prop::sample::select(vec!["", "%", "人", "万人", "万元", "次/月"]),
        weight in weights(),
    ) {
        let target = format!("{sign}{}{unit}", shown(target));
        let actual = format!("{}{unit}", shown(actual));
        let case = Case {
            level2,
            name,
            target: &target,
            actual: &actual,
            weight: Some(weight),
            ..Case::default()
        };
        let line = score_one(&case, rules(profile));
        if let Some(points) = line.score {
            prop_assert!((Decimal::ZERO..=weight).contains(&points), "{target}: {points} of {weight}");
        }
        prop_assert!(line.lowest >= Decimal::ZERO && line.lowest <= line.highest && line.highest <= weight);
        prop_assert_eq!(line.status == ScoreStatus::Recomputed, line.formula.is_some());
        prop_assert_eq!(line.status == ScoreStatus::NotJudged, line.reason.is_some());
    }

    #[test]
    fn execution_keeps_to_its_weight_and_rises_with_what_was_spent(
        profile in prop::sample::select(Profile::shipped()),
        budget in 1_i64..10_000_000,
        a in 0_i64..20_000_000,
        b in 0_i64..20_000_000,
    ) {
        let of = |executed: i64| {
            let amounts = ["", &shown(budget), &shown(executed)];
            let form = SelfEvaluation {
                funds: vec![fund(FundRole::Total, "年度资金总额", amounts, "10", "")],
                ..empty_form()
            };
            super::score_form(&form, super::profile(profile)).execution.unwrap().1.score.unwrap()
        };
        let (less, more) = (of(a.min(b)), of(a.max(b)));
        prop_assert!(Decimal::ZERO <= less && less <= more && more <= Decimal::TEN);
    }

    #[test]
    fn scaling_the_unit_changes_nothing(
        profile in prop::sample::select(Profile::shipped()),
        sign in prop::sample::select(vec!["≥", ">", "=", "≤", "<", ""]),
        (target, actual) in targets().prop_filter("tons in milligrams have to fit", |target| *target < 1_000_000_000).prop_flat_map(|target| (Just(target), actuals(target))).prop_filter("such numbers are asked about", |(target, actual)| !may_be_asked(*target, *actual)),
        (large, small, by) in prop::sample::select(vec![
            ("万人", "人", 10_000_i64),
            ("亿元", "万元", 10_000),
            ("公里", "米", 1_000),
            ("吨", "千克", 1_000),
            ("小时", "分钟", 60),
            ("年", "个月", 12),
        ]),
        weight in weights(),
    ) {
        let rules = rules(profile);
        let in_large = |cents| format!("{}{large}", shown(cents));
        let in_small = |cents| format!("{}{small}", Decimal::new(cents, 2) * Decimal::from(by));
        let expected = points(rules, &format!("{sign}{}", in_large(target)), &in_large(actual), weight);
        prop_assert!(expected.is_some());
        for (target, actual) in [
            (in_small(target), in_small(actual)),
            (in_large(target), in_small(actual)),
            (in_small(target), in_large(actual)),
        ] {
            prop_assert_eq!(
                points(rules, &format!("{sign}{target}"), &actual, weight),
                expected,
                "{} {}",
                target,
                actual
            );
        }
        // The same number of times as much on both sides, in no unit at all.
        let times = |cents: i64| (Decimal::new(cents, 2) * Decimal::from(by)).to_string();
        let bare = points(rules, &format!("{sign}{}", shown(target)), &shown(actual), weight);
        prop_assert_eq!(points(rules, &format!("{sign}{}", times(target)), &times(actual), weight), bare);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        profile in prop::sample::select(Profile::shipped()),
        (rows, turned) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let of = |indicators| {
            super::score_form(&SelfEvaluation { indicators, ..empty_form() }, super::profile(profile))
        };
        let (plain, turned) = (of(rows), of(turned));
        prop_assert_eq!(plain.total, turned.total);
        prop_assert_eq!(plain.stated_sum, turned.stated_sum);
        prop_assert_eq!(plain.not_judged_points, turned.not_judged_points);
        prop_assert_eq!(plain.not_applicable_points, turned.not_applicable_points);
        prop_assert_eq!((plain.lowest_total, plain.highest_total), (turned.lowest_total, turned.highest_total));
        prop_assert_eq!(plain.grade, turned.grade);
        let sorted = |lines: Vec<LineScore>| {
            let mut lines: Vec<String> = lines.iter().map(|line| format!("{line:?}")).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(sorted(plain.indicators), sorted(turned.indicators));
    }

    #[test]
    fn the_total_lies_between_its_bounds_where_no_stated_score_exceeds_its_weight(rows in rows()) {
        let rows: Vec<Indicator> = rows
            .into_iter()
            .filter(|row| {
                let value = |number: &crate::form::model::Sourced<crate::value::number::Number>| number.value.map(|n| n.value);
                value(&row.score) <= value(&row.weight)
            })
            .collect();
        let rescored = super::score_form(&SelfEvaluation { indicators: rows, ..empty_form() }, profile("national-2020"));
        if let (Some(low), Some(total), Some(high)) = (rescored.lowest_total, rescored.total, rescored.highest_total) {
            prop_assert!(low <= total && total <= high, "{low} {total} {high}");
        }
    }
}
