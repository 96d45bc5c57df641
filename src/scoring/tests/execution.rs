//! The budget execution row: which money it is about, and its score.

use super::seed::{empty_form, fund, number};
use super::*;
use crate::form::model::{FundLine, FundRole, SelfEvaluation, SheetCell, Sourced};
use crate::intake::grid::CellRef;

fn by(profile: &str, form: &SelfEvaluation) -> Rescored {
    super::score_form(form, super::profile(profile))
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
    let by_own = |funds| super::score_form(&form(funds), &own).execution.unwrap().1;
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
        super::score_form(&form, &Profile::load(path.to_str().unwrap()).unwrap())
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
