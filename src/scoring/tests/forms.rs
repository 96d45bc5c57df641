//! Whole forms: the execution row, sub-totals, rescaling, totals.

use super::seed::{empty_form, fund, indicator, number};
use super::*;
use crate::form::model::{FundLine, FundRole, Indicator, SelfEvaluation, SheetCell, Sourced};
use crate::intake::grid::CellRef;
use crate::scoring::{Rescored, score};

fn by(profile: &str, form: &SelfEvaluation) -> Rescored {
    score(form, super::profile(profile))
}

fn execution(funds: Vec<FundLine>) -> (usize, LineScore) {
    let form = SelfEvaluation {
        funds,
        ..empty_form()
    };
    by("national-2020", &form).execution.unwrap()
}

/// A total row whose columns for all three amounts exist.
fn total(amounts: [&str; 3], weight: &str, stated: &str) -> FundLine {
    let place = SheetCell {
        sheet: 0,
        cell: CellRef::new(4, 3),
    };
    let mut row = fund(FundRole::Total, "年度资金总额", amounts, weight, stated);
    row.adjusted.cells.push(place);
    row
}

#[test]
fn execution_is_capped_at_its_weight() {
    let (_, line) = execution(vec![total(["329.77", "329.77", "338.31"], "10", "10")]);
    recomputed(
        &line,
        "10",
        "338.31 ÷ 329.77 = 102.59%，102.59% × 10 = 10.26，不超过分值，得 10",
    );
    assert_eq!(line.met, Some(true));
}

#[test]
fn a_stated_rate_does_not_count_where_amounts_are_stated() {
    let mut row = total(["4753.66", "4753.66", "3824.26"], "10", "10");
    row.rate = number("1");
    let (_, line) = execution(vec![row]);
    recomputed(
        &line,
        "8.05",
        "3824.26 ÷ 4753.66 = 80.45%，80.45% × 10 = 8.05",
    );
}

#[test]
fn a_zero_total_gives_way_to_the_row_that_has_the_money() {
    let (at, line) = execution(vec![
        total(["0", "0", "0"], "10", "0"),
        fund(
            FundRole::Fiscal,
            "其中:本年财政拨款",
            ["90", "89.974", "89.974"],
            "",
            "",
        ),
    ]);
    assert_eq!(at, 0, "the score stands in the total row");
    recomputed(&line, "10", "89.974 ÷ 89.974 = 100%，100% × 10 = 10");
    assert_eq!(
        line.notes,
        ["“年度资金总额”行的金额为 0，按“其中:本年财政拨款”行的金额计算。"]
    );
}

#[test]
fn parts_that_make_up_the_total_are_added_and_others_are_not() {
    let part = |role, amounts| fund(role, "部分", amounts, "", "");
    let (_, line) = execution(vec![
        total(["0", "0", "0"], "10", ""),
        part(FundRole::Fiscal, ["60", "60", "50"]),
        part(FundRole::Carryover, ["", "40", "30"]),
    ]);
    recomputed(&line, "8", "80 ÷ 100 = 80%，80% × 10 = 8");
    let (_, line) = execution(vec![
        total(["0", "0", "0"], "10", "9"),
        part(FundRole::Fiscal, ["60", "60", "50"]),
        part(FundRole::Basic, ["", "40", "30"]),
    ]);
    not_judged(&line, "看不出哪几行合成总额");
}

#[test]
fn the_score_may_stand_in_a_sub_row() {
    let (at, line) = execution(vec![
        fund(
            FundRole::Total,
            "年度总金额",
            ["3724055.00", "4764453.11", "4614453.11"],
            "",
            "",
        ),
        fund(
            FundRole::Fiscal,
            "其中:财政拨款",
            ["3724055.00", "4764453.11", "4614453.11"],
            "10.00",
            "9.68",
        ),
    ]);
    assert_eq!(at, 1);
    recomputed(
        &line,
        "9.69",
        "4614453.11 ÷ 4764453.11 = 96.85%，96.85% × 10 = 9.69",
    );
    // A sub-row that repeats weight and score does not count twice.
    let rescored = by(
        "national-2020",
        &SelfEvaluation {
            funds: vec![
                fund(
                    FundRole::Total,
                    "年度资金总额",
                    ["30", "30", "30"],
                    "10",
                    "10",
                ),
                fund(
                    FundRole::Fiscal,
                    "其中:本年财政拨款",
                    ["30", "30", "30"],
                    "10",
                    "10",
                ),
            ],
            ..empty_form()
        },
    );
    assert_eq!(
        (rescored.stated_sum, rescored.total),
        (Some(Decimal::TEN), Some(Decimal::TEN))
    );
}

#[test]
fn what_execution_lacks_is_said() {
    let judge = |amounts, weight, stated| execution(vec![total(amounts, weight, stated)]).1;
    not_judged(&judge(["100", "", "50"], "10", "5"), "全年预算数没有填");
    not_judged(&judge(["100", "100", ""], "10", "5"), "全年执行数没有填");
    not_judged(&judge(["", "", ""], "10", "5"), "都没有填");
    not_judged(&judge(["0", "0", "0"], "10", "10"), "全年预算数为 0");
    not_judged(&judge(["100", "100", "90"], "", ""), "无分值");
    // Zero executed is a number, and no points.
    recomputed(
        &judge(["100", "100", "0"], "10", "10"),
        "0",
        "0 ÷ 100 = 0%，0% × 10 = 0",
    );
}

#[test]
fn the_initial_budget_serves_only_where_there_is_no_column_for_the_adjusted_one() {
    let mut row = fund(FundRole::Total, "预算", ["100", "", "90"], "10", "9");
    recomputed(
        &execution(vec![row.clone()]).1,
        "9",
        "90 ÷ 100 = 90%，90% × 10 = 9",
    );
    row.adjustment = number("-10");
    recomputed(
        &execution(vec![row]).1,
        "10",
        "90 ÷ 90 = 100%，100% × 10 = 10",
    );
}

#[test]
fn a_stated_rate_serves_where_there_are_no_amounts() {
    let mut row = fund(
        FundRole::Total,
        "部门预算执行情况",
        ["", "", ""],
        "10",
        "7.6",
    );
    row.rate = Sourced {
        value: crate::value::number::parse_rate("76%", true),
        ..Sourced::default()
    };
    let (_, line) = execution(vec![row]);
    recomputed(&line, "7.6", "76% × 10 = 7.6");
    assert!(
        line.notes
            .iter()
            .any(|note| note.contains("按所填执行率计算"))
    );
}

#[test]
fn carried_over_money_can_be_left_out() {
    let funds = || {
        vec![
            total(["100", "120", "90"], "10", "7.5"),
            fund(
                FundRole::Fiscal,
                "当年财政拨款",
                ["100", "100", "85"],
                "",
                "",
            ),
            fund(FundRole::Carryover, "上年结转资金", ["", "20", "5"], "", ""),
        ]
    };
    recomputed(
        &execution(funds()).1,
        "7.5",
        "90 ÷ 120 = 75%，75% × 10 = 7.5",
    );
    let form = |funds| SelfEvaluation {
        funds,
        ..empty_form()
    };
    let own = own("[execution]\ncarry_over = \"excluded\"\n");
    let by_own = |funds| score(&form(funds), &own).execution.unwrap().1;
    let line = by_own(funds());
    recomputed(&line, "8.5", "85 ÷ 100 = 85%，85% × 10 = 8.5");
    assert!(line.notes.iter().any(|note| note.contains("不计入")));
    let mut unknown = funds();
    unknown.last_mut().unwrap().executed = number("");
    not_judged(&by_own(unknown), "不能从总额中扣除");
    let mut none = funds();
    none.pop();
    assert_eq!(by_own(none).score, Some(dec("7.5")));
}

/// A profile that changes one thing of the national one.
fn own(change: &str) -> Profile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let text = format!("extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n{change}");
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    Profile::load(path.to_str().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn hubei_gives_twenty_points_to_execution() {
    let mut row = total(["", "278.4449", "30.00"], "20", "2.16");
    row.weight = number("20");
    let form = SelfEvaluation {
        funds: vec![row],
        ..empty_form()
    };
    let (_, line) = by("hubei-2020", &form).execution.unwrap();
    recomputed(
        &line,
        "2.15",
        "30.00 ÷ 278.4449 = 10.77%，10.77% × 20 = 2.15",
    );
    // A score without a weight shows that it is scored: the profile's points are its weight.
    let form = SelfEvaluation {
        funds: vec![total(["", "100", "50"], "", "10")],
        ..empty_form()
    };
    let (_, line) = by("hubei-2020", &form).execution.unwrap();
    assert_eq!(
        (line.score, line.weight),
        (Some(Decimal::TEN), Some(Decimal::from(20)))
    );
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
        score(&form, &Profile::load(path.to_str().unwrap()).unwrap()).total,
        Some(dec("95"))
    );
    assert_eq!(by("national-2020", &form).total, Some(dec("98")));
}

#[test]
fn execution_can_be_scored_in_bands_and_steps() {
    let by_mode = |mode: &str, executed: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.toml");
        let text = format!(
            "extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n[execution]\n{mode}\n"
        );
        std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes())
            .unwrap();
        let form = SelfEvaluation {
            funds: vec![total(["", "100", executed], "10", "")],
            ..empty_form()
        };
        score(&form, &Profile::load(path.to_str().unwrap()).unwrap())
            .execution
            .unwrap()
            .1
    };
    let bands = "mode = \"bands\"\nbands = [{ from = 0.95, score = 1 }, { from = 0.6, score = \"proportional\" }, { from = 0, score = 0 }]";
    for (executed, points) in [("95", "10"), ("94.99", "9.5"), ("60", "6"), ("59.99", "0")] {
        assert_eq!(
            by_mode(bands, executed).score,
            Some(dec(points)),
            "{executed}"
        );
    }
    let steps = "mode = \"steps\"\nsteps = { full_at = 1, every = 0.05, minus_points = 2 }";
    for (executed, points) in [("100", "10"), ("96", "10"), ("95", "8"), ("74", "0")] {
        assert_eq!(
            by_mode(steps, executed).score,
            Some(dec(points)),
            "{executed}"
        );
    }
    let uncapped = "capped = false";
    assert_eq!(
        by_mode(uncapped, "120").score,
        Some(dec("12")),
        "only where the rules say so"
    );
    let exact = "rate_places = 10";
    recomputed(
        &by_mode(exact, "33"),
        "3.3",
        "33 ÷ 100 = 33%，33% × 10 = 3.3",
    );
}
