//! Whole forms: sub-totals, rescaling, totals.

use super::seed::{empty_form, fund, indicator, number};
use super::*;
use crate::form::model::{CellUse, FundRole, Indicator, SelfEvaluation, SheetCell};
use crate::intake::grid::CellRef;

fn by(profile: &str, form: &SelfEvaluation) -> Rescored {
    super::score_form(form, super::profile(profile))
}

fn form_of(indicators: Vec<Indicator>) -> SelfEvaluation {
    SelfEvaluation {
        indicators,
        ..empty_form()
    }
}

#[test]
fn sub_total_rows_count_nowhere() {
    let mut parent = indicator(
        "数量指标",
        "一、示范区建立",
        "≧20000亩",
        "20000亩",
        "15",
        "15.0",
    );
    parent.subtotal = true;
    let child = |name| indicator("数量指标", name, "≧500亩", "500亩", "5", "5.0");
    let rescored = by(
        "national-2020",
        &form_of(vec![parent, child("1"), child("2"), child("3")]),
    );
    assert_eq!(rescored.indicators.len(), 4);
    assert_eq!(rescored.indicators[0].score, None);
    assert_eq!(
        (rescored.stated_sum, rescored.total),
        (Some(dec("15.0")), Some(dec("15")))
    );
    assert_eq!(rescored.not_judged_points, Decimal::ZERO);
}

#[test]
fn weights_beyond_the_full_score_are_brought_to_it() {
    let row = |name, actual, weight| indicator("数量指标", name, "≥100个", actual, weight, weight);
    // 60 + 50 × 80 % = 100 of 110 points: 100 / 110 × 100 = 90.91.
    let rescored = by(
        "national-2020",
        &form_of(vec![row("甲", "100个", "60"), row("乙", "80个", "50")]),
    );
    assert_eq!(rescored.total, Some(dec("90.91")));
    assert_eq!(rescored.stated_sum, Some(dec("110")));
    // Fewer than 100 points may mean that rows are missing: left as they are.
    let fewer = by("national-2020", &form_of(vec![row("甲", "100个", "60")]));
    assert_eq!(fewer.total, Some(dec("60")));
}

/// Budget execution of 10 points and these rows, all of them met.
fn with_execution(indicators: Vec<Indicator>) -> SelfEvaluation {
    SelfEvaluation {
        funds: vec![fund(
            FundRole::Total,
            "年度资金总额",
            ["100", "100", "95"],
            "10",
            "9.5",
        )],
        indicators,
        ..empty_form()
    }
}

fn met(weight: &str) -> Indicator {
    indicator("数量指标", "甲", "≥100个", "100个", weight, weight)
}

#[test]
fn weights_short_of_the_full_score_are_brought_to_it_where_none_can_have_escaped() {
    // 9.5 + 85 = 94.5 of 95: 94.5 ÷ 95 × 100 = 99.47; 9.5 + 95 = 104.5 of 105: 99.52.
    let short = with_execution(vec![met("50"), met("35")]);
    let rescored = by("national-2020", &short);
    assert_eq!(rescored.total, Some(dec("99.47")));
    let rescaling = rescored.rescaling.unwrap();
    assert_eq!(
        (rescaling.full, rescaling.weights, rescaling.points),
        (dec("100"), dec("95"), dec("94.5"))
    );
    assert_eq!(
        rescaling.in_words(rescored.total),
        "94.5 ÷ 95 × 100 = 99.47"
    );
    let more = by("national-2020", &with_execution(vec![met("50"), met("45")]));
    assert_eq!(more.total, Some(dec("99.52")));

    let plain = |form: &SelfEvaluation| {
        let rescored = by("national-2020", form);
        assert_eq!(rescored.rescaling, None);
        rescored.total
    };
    // A row without a weight, or a budget row without one.
    let unweighted = with_execution(vec![met("50"), met("35"), met("")]);
    assert_eq!(plain(&unweighted), Some(dec("94.5")));
    let mut no_execution = short.clone();
    no_execution.funds.clear();
    assert_eq!(plain(&no_execution), Some(dec("85")));
    // An unread 5 may be the weight that is missing; a telephone number is none.
    let mut unread = short.clone();
    let cell = SheetCell {
        sheet: 0,
        cell: CellRef::new(9, 9),
    };
    unread.coverage.cells = vec![(cell, CellUse::Unread, "5".to_owned())];
    assert_eq!(plain(&unread), Some(dec("94.5")));
    unread.coverage.cells = vec![(cell, CellUse::Unread, "62345678".to_owned())];
    assert_eq!(by("national-2020", &unread).total, Some(dec("99.47")));
    // The form's own sum of its weights: the same as ours, the printed 100, or another.
    let mut stated = short;
    for (sum, total) in [("95", "99.47"), ("100", "99.47"), ("98", "94.5")] {
        stated.total_weight = number(sum);
        assert_eq!(
            by("national-2020", &stated).total,
            Some(dec(total)),
            "{sum}"
        );
    }
}

#[test]
fn a_profile_says_which_totals_are_rescaled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let total = |rescale: &str, rows: &[&str]| {
        let text = format!(
            "extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n[weights]\nrescale = \"{rescale}\"\n"
        );
        std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes())
            .unwrap();
        let rows = rows.iter().map(|weight| met(weight)).collect();
        super::score_form(
            &with_execution(rows),
            &Profile::load(path.to_str().unwrap()).unwrap(),
        )
        .total
    };
    assert_eq!(total("both", &["50", "35"]), Some(dec("99.47")));
    assert_eq!(total("over", &["50", "35"]), Some(dec("94.5")));
    assert_eq!(total("over", &["50", "45"]), Some(dec("99.52")));
    assert_eq!(total("none", &["50", "45"]), Some(dec("104.5")));
}

#[test]
fn a_form_without_scores_has_none_and_one_with_actuals_gets_them() {
    let none = by(
        "national-2020",
        &form_of(vec![indicator("", "甲", "≥3", "", "10", "")]),
    );
    assert_eq!(
        (none.total, none.grade, none.stated_sum),
        (None, None, None)
    );
    assert_eq!(none.not_judged_points, Decimal::TEN);
    let some = by(
        "national-2020",
        &form_of(vec![indicator("", "甲", "≥4", "3", "10", "")]),
    );
    assert_eq!((some.total, some.stated_sum), (Some(dec("7.5")), None));
}

#[test]
fn rows_not_judged_open_the_total_by_their_weight() {
    let rescored = by(
        "national-2020",
        &form_of(vec![
            indicator("", "甲", "≥100", "100", "60", "60"),
            indicator("", "乙", "≥50个", "完成", "20", "15"),
            indicator("", "丙", "≥50个", "", "10", ""),
            indicator("", "丁", "效果明显", "达成预期指标", "10", "9"),
        ]),
    );
    assert_eq!(rescored.total, Some(dec("84")));
    assert_eq!(rescored.not_judged_points, dec("30"));
    assert_eq!(
        (rescored.lowest_total, rescored.highest_total),
        (Some(dec("69")), Some(dec("99")))
    );
    assert_eq!(rescored.grade.as_deref(), Some("良"));
}

#[test]
fn rows_that_do_not_apply_are_rescaled_where_the_rules_say_so() {
    let form = form_of(vec![
        indicator("", "甲", "≥100", "90", "80", "72"),
        indicator("", "乙", "≥50个", "不适用", "20", ""),
    ]);
    // 72 ÷ (100 − 20) × 100
    let sichuan = by("sichuan-2025-project", &form);
    assert_eq!(
        (sichuan.total, sichuan.not_applicable_points),
        (Some(dec("90")), dec("20"))
    );
    assert_eq!(sichuan.not_judged_points, Decimal::ZERO);
    let national = by("national-2020", &form);
    assert_eq!(
        (national.total, national.not_judged_points),
        (Some(dec("72")), dec("20"))
    );
}

#[test]
fn bonus_rows_add_no_more_than_the_rules_allow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let text = "extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n[adjustment]\nbonus_most = 5\n";
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    let mut bonus = indicator("", "获奖", "", "", "10", "8");
    bonus.level1 = super::seed::text("加分项");
    let form = form_of(vec![indicator("", "甲", "≥100", "100", "90", "90"), bonus]);
    assert_eq!(
        super::score_form(&form, &Profile::load(path.to_str().unwrap()).unwrap()).total,
        Some(dec("95"))
    );
    assert_eq!(by("national-2020", &form).total, Some(dec("98")));
}
