//! What holds for every row and every form, whatever the numbers.

use proptest::prelude::*;

use super::seed::{empty_form, indicator};
use super::*;
use crate::form::model::{Indicator, SelfEvaluation};
use crate::scoring::score;

/// Profiles under which a better actual value never scores lower. (Those that take points for
/// over-fulfilment or for saved costs say so in their rules.)
const MONOTONE: &[&str] = &[
    "national-2020",
    "national-2016",
    "xinjiang",
    "hubei-2020",
    "guangxi",
    "strict",
    "sichuan-2025-project",
];

fn shown(cents: i64) -> String {
    Decimal::new(cents, 2).to_string()
}

fn points(rules: &Rules, target: &str, actual: &str, weight: Decimal) -> Option<Decimal> {
    let case = Case {
        target,
        actual,
        weight: Some(weight),
        ..Case::default()
    };
    score_one(&case, rules).score
}

fn rows() -> impl Strategy<Value = Vec<Indicator>> {
    let sign = prop::sample::select(vec!["≥", "≤", "=", "", ">", "<"]);
    let actual = prop_oneof![
        (0_i64..100_000).prop_map(shown),
        Just(String::new()),
        Just("完成".to_owned()),
        Just("12月".to_owned()),
    ];
    let row = (sign, 0_i64..100_000, actual, 0_i64..3_000, 0_i64..3_000).prop_map(
        |(sign, target, actual, weight, stated)| {
            indicator(
                "",
                "指标",
                &format!("{sign}{}", shown(target)),
                &actual,
                &shown(weight),
                &shown(stated),
            )
        },
    );
    prop::collection::vec(row, 0..12)
}

#[test]
fn extreme_numbers_do_not_overflow() {
    let numbers = [
        "999999999999999",
        "0.00000000000000000001",
        "999999999999999亿",
        "0",
        "-999999999999999",
        "1%",
        "99999999999万%",
    ];
    for profile in Profile::shipped() {
        for (target, actual) in numbers
            .iter()
            .flat_map(|a| numbers.iter().map(move |b| (*a, *b)))
        {
            for sign in ["≥", "≤", "=", "", "±", "5-"] {
                for weight in ["0.000000000001", "10", "999999999999999"] {
                    let line = points(
                        rules(profile),
                        &format!("{sign}{target}"),
                        actual,
                        dec(weight),
                    );
                    assert!(line.is_none_or(|points| points >= Decimal::ZERO));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_better_actual_value_never_scores_lower(
        profile in prop::sample::select(MONOTONE),
        target in 1_i64..1_000_000,
        a in 0_i64..2_000_000,
        b in 0_i64..2_000_000,
        weight in 1_i64..10_000,
    ) {
        let rules = rules(profile);
        let weight = Decimal::new(weight, 2);
        let (low, high) = (shown(a.min(b)), shown(a.max(b)));
        for sign in ["≥", ">", "=", ""] {
            let target = format!("{sign}{}", shown(target));
            prop_assert!(points(rules, &target, &low, weight) <= points(rules, &target, &high, weight));
        }
        for sign in ["≤", "<"] {
            let target = format!("{sign}{}", shown(target));
            prop_assert!(points(rules, &target, &low, weight) >= points(rules, &target, &high, weight));
        }
    }

    #[test]
    fn no_score_leaves_the_weight(
        profile in prop::sample::select(Profile::shipped()),
        sign in prop::sample::select(vec!["≥", ">", "=", "", "≤", "<", "5%-", "±"]),
        target in -100_i64..100_000,
        actual in -100_000_i64..1_000_000,
        unit in prop::sample::select(vec!["", "%", "人", "万人", "万元"]),
        weight in 1_i64..10_000,
    ) {
        let rules = rules(profile);
        let weight = Decimal::new(weight, 2);
        let target = format!("{sign}{}{unit}", shown(target));
        if let Some(points) = points(rules, &target, &format!("{}{unit}", shown(actual)), weight) {
            prop_assert!((Decimal::ZERO..=weight).contains(&points), "{target}: {points} of {weight}");
        }
    }

    #[test]
    fn scaling_the_unit_changes_nothing(
        profile in prop::sample::select(Profile::shipped()),
        sign in prop::sample::select(vec!["≥", "=", "≤", "<"]),
        target in 1_i64..1_000_000,
        actual in 0_i64..1_000_000,
        weight in 1_i64..10_000,
    ) {
        let rules = rules(profile);
        let weight = Decimal::new(weight, 2);
        let in_wan = |cents| format!("{}万人", shown(cents));
        let in_one = |cents| format!("{}人", Decimal::from(cents * 100));
        let expected = points(rules, &format!("{sign}{}", in_wan(target)), &in_wan(actual), weight);
        for (target, actual) in [
            (in_one(target), in_one(actual)),
            (in_wan(target), in_one(actual)),
            (in_one(target), in_wan(actual)),
        ] {
            prop_assert_eq!(points(rules, &format!("{sign}{target}"), &actual, weight), expected);
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), shift in 0_usize..12) {
        let profile = profile("national-2020");
        let of = |indicators| score(&SelfEvaluation { indicators, ..empty_form() }, profile);
        let plain = of(rows.clone());
        let mut turned = rows;
        let by = shift.checked_rem(turned.len()).unwrap_or(0);
        turned.rotate_left(by);
        let turned = of(turned);
        prop_assert_eq!(plain.total, turned.total);
        prop_assert_eq!(plain.stated_sum, turned.stated_sum);
        prop_assert_eq!(plain.not_judged_points, turned.not_judged_points);
        prop_assert_eq!((plain.lowest_total, plain.highest_total), (turned.lowest_total, turned.highest_total));
        prop_assert_eq!(plain.grade, turned.grade);
    }

    #[test]
    fn the_total_lies_between_its_bounds_where_no_stated_score_exceeds_its_weight(rows in rows()) {
        let rows: Vec<Indicator> = rows
            .into_iter()
            .filter(|row| row.score.value.map(|s| s.value) <= row.weight.value.map(|w| w.value))
            .collect();
        let rescored = score(&SelfEvaluation { indicators: rows, ..empty_form() }, profile("national-2020"));
        if let (Some(low), Some(total), Some(high)) = (rescored.lowest_total, rescored.total, rescored.highest_total) {
            prop_assert!(low <= total && total <= high, "{low} {total} {high}");
        }
    }
}
