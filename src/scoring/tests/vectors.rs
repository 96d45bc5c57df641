//! The test vectors of the rules: weight 10, target 100, actual B.

use super::*;

/// A profile that changes one thing of the national one.
fn changed(change: &str) -> Rules {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let text = format!("extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n{change}");
    tempfile_write(&path, &text);
    Profile::load(path.to_str().unwrap())
        .unwrap_or_else(|error| panic!("{error}"))
        .rules(FormKind::Department, None)
        .clone()
}

fn tempfile_write(path: &std::path::Path, text: &str) {
    use std::io::Write;
    std::fs::File::create(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

fn scores(rules: &Rules, sign: &str, actuals: &[&str]) -> Vec<Decimal> {
    actuals
        .iter()
        .map(|actual| {
            let case = Case {
                target: &format!("{sign}100"),
                actual,
                weight: Some(Decimal::TEN),
                ..Case::default()
            };
            score_one(&case, rules).score.unwrap()
        })
        .collect()
}

fn decs(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| dec(text)).collect()
}

const B: &[&str] = &[
    "0", "59", "70", "100", "110", "125", "130", "131", "150", "200",
];

#[test]
fn positive_by_ratio() {
    let expected = decs(&[
        "0", "5.90", "7.00", "10", "10", "10", "10", "10", "10", "10",
    ]);
    assert_eq!(scores(rules("national-2020"), "≥", B), expected);
    assert_eq!(scores(rules("national-2016"), "≥", B), expected);
    assert_eq!(scores(rules("hubei-2020"), ">", B), expected);
    assert_eq!(scores(rules("national-2020"), "=", B), expected);
}

#[test]
fn positive_in_a_band_from_70_to_130_percent() {
    let expected = decs(&["0", "0", "7.00", "10", "10", "10", "10", "0", "0", "0"]);
    assert_eq!(scores(rules("sichuan-2025-department"), "≥", B), expected);
}

#[test]
fn inverse_by_ratio() {
    let expected = decs(&[
        "10", "10", "10", "10", "9.09", "8.00", "7.69", "7.63", "6.67", "5.00",
    ]);
    assert_eq!(scores(rules("national-2020"), "≤", B), expected);
    assert_eq!(scores(rules("national-2020"), "<", B), expected);
}

#[test]
fn inverse_linear() {
    let expected = decs(&[
        "10", "10", "10", "10", "9.00", "7.50", "7.00", "6.90", "5.00", "0",
    ]);
    assert_eq!(scores(rules("strict"), "≤", B), expected);
}

#[test]
fn inverse_all_or_nothing() {
    let expected = decs(&["10", "10", "10", "10", "0", "0", "0", "0", "0", "0"]);
    let own = changed("[inverse]\nat_most = \"all_or_nothing\"\n");
    assert_eq!(scores(&own, "≤", B), expected);
    // "<" has a rule of its own.
    assert_eq!(scores(&own, "<", &["110"]), decs(&["9.09"]));
}

#[test]
fn equal_by_distance_and_exactly() {
    let absolute = changed("[equal]\nlike = \"absolute\"\n");
    assert_eq!(
        scores(&absolute, "=", &["0", "59", "100", "110", "200", "250"]),
        decs(&["0", "5.90", "10", "9", "0", "0"])
    );
    let exact = changed("[equal]\nlike = \"exact\"\n");
    assert_eq!(
        scores(&exact, "=", &["99.99", "100", "100.01"]),
        decs(&["0", "10", "0"])
    );
}

#[test]
fn over_fulfilment_in_bands_and_cut() {
    let bands = changed(
        "[positive]\nover = \"bands\"\nover_above = 1.3\nover_bands = [{ up_to = 1.5, score = 0.95 }, { up_to = 2, score = 0.9 }, { score = 0.8 }]\n",
    );
    assert_eq!(
        scores(&bands, "≥", &["130", "131", "150", "151", "200", "201"]),
        decs(&["10", "9.5", "9.5", "9", "9", "8"])
    );
    let cut = changed("[positive]\nover = \"cut\"\nover_above = 1.3\nover_cut = 0.5\n");
    assert_eq!(
        scores(&cut, "≥", &["130", "150", "230", "500"]),
        decs(&["10", "9", "5", "0"])
    );
}

#[test]
fn steps_and_floors() {
    // 2003: each 4 % short takes a point of ten; only whole steps count.
    let steps = changed(
        "[positive]\nunder = \"steps\"\nsteps = { full_at = 1, every = 0.04, minus_points = 1 }\n",
    );
    assert_eq!(
        scores(&steps, "≥", &["100", "97", "96", "92", "50"]),
        decs(&["10", "10", "9", "8", "0"])
    );
    let started = changed(
        "[positive]\nunder = \"steps\"\nsteps = { full_at = 1, every = 0.04, minus = 0.1, counted = \"started\" }\n",
    );
    assert_eq!(
        scores(&started, "≥", &["100", "97", "96", "92"]),
        decs(&["10", "9", "9", "8"])
    );
    let floor = changed("[positive]\nfloor = 0.6\n");
    assert_eq!(scores(&floor, "≥", &["59.99", "60"]), decs(&["0", "6"]));
}

#[test]
fn a_target_of_zero() {
    for (sign, actual, score) in [
        ("=", "0", "10"),
        ("=", "2", "0"),
        ("≤", "0", "10"),
        ("≤", "3", "0"),
        ("≥", "0", "10"),
        ("≥", "5", "10"),
    ] {
        let line = ten("national-2020", &format!("{sign}0"), actual);
        assert_eq!(line.score, Some(dec(score)), "{sign}0 / {actual}");
    }
    let open = changed("[inverse]\nzero_target = \"not_judged\"\n");
    let case = Case {
        target: "≤0",
        actual: "3",
        weight: Some(Decimal::TEN),
        ..Case::default()
    };
    not_judged(&score_one(&case, &open), "指标值为 0");
}

#[test]
fn an_indicator_can_count_as_a_hit_or_not_at_all() {
    // Sichuan 2020: only a completion from 100 % to 130 % counts.
    let hits =
        changed("[positive]\nunder = \"all_or_nothing\"\nover = \"zero\"\nover_above = 1.3\n");
    assert_eq!(
        scores(&hits, "≥", B),
        decs(&["0", "0", "0", "10", "10", "10", "10", "0", "0", "0"])
    );
}

#[test]
fn answers_can_have_shares_of_their_own() {
    let own = changed(
        r#"
[[qualitative.options]]
labels = ["优", "优秀"]
score = 1
[[qualitative.options]]
labels = ["良"]
score = 0.8
[[qualitative.options]]
labels = ["中"]
score = 0.6
[[qualitative.options]]
labels = ["差"]
score = 0
"#,
    );
    let line = |actual| {
        let case = Case {
            target: "优",
            actual,
            weight: Some(dec("5")),
            stated: Some(dec("5")),
            ..Case::default()
        };
        score_one(&case, &own)
    };
    for (answer, points, met) in [
        ("优秀", "5", true),
        ("良", "4", false),
        ("中", "3", false),
        ("差", "0", false),
    ] {
        let line = line(answer);
        assert_eq!(
            (line.score, line.met),
            (Some(dec(points)), Some(met)),
            "{answer}"
        );
    }
    recomputed(&line("良"), "4", "“良”：5 × 80% = 4");
    assert_eq!(line("良").rule, "qualitative.options");
    assert_eq!(line("效果明显").status, ScoreStatus::Kept);
}

#[test]
fn a_kind_of_row_can_have_a_most() {
    // Shanxi: a cost row that the system put in gives at most 5 points.
    let own = changed("[[special]]\nkey = \"cost\"\nlevels = [\"成本\"]\nmost_points = 5\n");
    let line = |level2, actual| {
        let case = Case {
            level2,
            target: "≤100万元",
            actual,
            weight: Some(Decimal::TEN),
            ..Case::default()
        };
        score_one(&case, &own)
    };
    recomputed(
        &line("成本指标", "90万元"),
        "5",
        "90万元 ≤ 100万元，得满分，这类指标最多得 5 分，得 5",
    );
    recomputed(
        &line("成本指标", "250万元"),
        "4",
        "100万元 ÷ 250万元 × 10 = 4",
    );
    assert_eq!(line("质量指标", "90万元").score, Some(Decimal::TEN));
}

#[test]
fn jiangxi_has_a_band_for_cost_and_steps_for_satisfaction() {
    let rules = rules("jiangxi-2017");
    let score = |level2: &str, name: &str, target: &str, actual: &str, weight: u32| {
        let case = Case {
            level2,
            name,
            target,
            actual,
            weight: Some(Decimal::from(weight)),
            ..Case::default()
        };
        score_one(&case, rules).score.unwrap()
    };
    // |r| ≤ 10 % → 5 of 5, 10–15 % → 3, 15–20 % → 1, beyond → 0
    for (actual, expected) in [
        ("100", "5"),
        ("90", "5"),
        ("110", "5"),
        ("89", "3"),
        ("115", "3"),
        ("84", "1"),
        ("121", "0"),
        ("50", "0"),
    ] {
        assert_eq!(
            score(
                "成本指标",
                "项目成本",
                "≤100万元",
                &format!("{actual}万元"),
                5
            ),
            dec(expected),
            "{actual}"
        );
    }
    // Of a range from the nearer end: inside it none; 79.2 of 88 is 10 % below, 79 of 88 is 10.2 %; 115 of 100 is 15 %
    // beyond, 121 of 100 is 21 %.
    for (actual, expected) in [
        ("88", "5"),
        ("95", "5"),
        ("100", "5"),
        ("79.2", "5"),
        ("79", "3"),
        ("115", "3"),
        ("121", "0"),
    ] {
        let actual = format!("{actual}万元");
        let range = score("成本指标", "项目成本", "88-100万元", &actual, 5);
        assert_eq!(range, dec(expected), "{actual}");
    }
    // More saved than was asked for is no deviation; 4.4 of 5 is 12 % less, 3 of 5 is 40 %.
    for (target, actual, expected) in [
        ("≥5%", "8%", "5"),
        ("5%", "8%", "5"),
        ("≥5%", "5%", "5"),
        ("≥5%", "4.4%", "3"),
        ("5%", "3%", "0"),
    ] {
        let saved = score("成本指标", "成本节约率", target, actual, 5);
        assert_eq!(saved, dec(expected), "{target} {actual}");
    }
    // ≥ 90 % full; each 5 % below takes one of ten
    for (actual, expected) in [
        ("90%", "10"),
        ("98%", "10"),
        ("86%", "10"),
        ("85%", "9"),
        ("80%", "8"),
        ("40%", "0"),
        ("39%", "0"),
    ] {
        assert_eq!(
            score("满意度指标", "群众满意度", "≥90%", actual, 10),
            dec(expected),
            "{actual}"
        );
    }
}

#[test]
fn rules_of_other_provinces_can_be_written_down() {
    let own = changed(
        r#"
[execution]
mode = "steps"
rate_places = 10
steps = { full_at = 1, every = 0.05, minus_points = 2 }

[[special]]
key = "control"
names = ["预算控制率"]
measure = "actual"
mode = "bands"
bands = [{ up_to = 0, score = 1 }, { up_to = 0.1, score = 0.8 }, { up_to = 0.2, score = 0.6 }, { up_to = 0.3, score = 0.4 }, { score = 0 }]

[[special]]
key = "staff"
names = ["在职人员控制率"]
measure = "actual"
mode = "steps"
steps = { full_at = 1, every = 0.01, minus = 0.1, worse = "above", counted = "whole" }

[[special]]
key = "precision"
names = ["编制准确"]
measure = "actual"
mode = "steps"
steps = { full_at = 0, every = 0.1, minus = 1, worse = "above", counted = "exact" }
"#,
    );
    let score = |name: &str, actual: &str, weight: u32| {
        let case = Case {
            name,
            target: "≤100%",
            actual,
            weight: Some(Decimal::from(weight)),
            ..Case::default()
        };
        score_one(&case, &own).score.unwrap()
    };
    // Hunan: 0 → 5, (0, 10] → 4, (10, 20] → 3, (20, 30] → 2, beyond → 0
    for (actual, points) in [
        ("0", "5"),
        ("0.1%", "4"),
        ("10%", "4"),
        ("20%", "3"),
        ("30%", "2"),
        ("30.1%", "0"),
    ] {
        assert_eq!(score("预算控制率", actual, 5), dec(points), "{actual}");
    }
    // Each percentage point above takes a tenth of the weight.
    for (actual, points) in [
        ("98%", "5"),
        ("100%", "5"),
        ("101%", "4.5"),
        ("103.9%", "3.5"),
        ("115%", "0"),
    ] {
        assert_eq!(score("在职人员控制率", actual, 5), dec(points), "{actual}");
    }
    // Sichuan 2020: (1 − 10 r) × 10
    for (actual, points) in [("0", "10"), ("5%", "5"), ("2.5%", "7.5"), ("11%", "0")] {
        assert_eq!(score("编制准确", actual, 10), dec(points), "{actual}");
    }
}
