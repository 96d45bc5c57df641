//! Points at stake are positive where a score is too high, and negative where it is too low.

use rust_decimal::Decimal;

use super::super::registry;
use super::run_alone;

/// The points that one rule puts at stake on a form.
fn points(id: &str, form: &str) -> Decimal {
    let rule = registry::find(id).unwrap();
    let run = run_alone(rule, form);
    assert_eq!(run.findings.len(), 1, "{id}: {:#?}", run.findings);
    run.findings[0].points.unwrap().normalize()
}

#[test]
fn too_high_is_positive_and_too_low_negative() {
    let fund = |rate: &str, score: &str| {
        format!(
            "| 资金 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
            | 年度资金总额 | 100 | 90 | {rate} | 10 | {score} |"
        )
    };
    let row = |actual: &str, score: &str| {
        format!(
            "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
            | 资格认证率 | =100% | {actual} | 10 | {score} | 系统升级，三个月没有数据 |"
        )
    };
    let total = |total: &str| {
        format!(
            "| 指标 | 目标 | 实际 | 分值 | 得分 |
            | 培训人数 | ≥100人 | 120人 | 60 | 60 |
            | 合格率 | ≥95% | 96% | 40 | 40 |
            | 总分 |
            | {total} |"
        )
    };
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    let cases = [
        // 90 ÷ 100 is 90 %: 8 points of a per cent of 10.
        ("A04", fund("98%", "9"), "0.8"),
        ("A04", fund("82%", "9"), "-0.8"),
        ("A10", fund("90%", "9.8"), "0.8"),
        ("A10", fund("90%", "8.2"), "-0.8"),
        // 80 % of 10.
        ("A11", row("80%", "9.5"), "1.5"),
        ("A11", row("80%", "6.5"), "-1.5"),
        ("A12", total("103"), "3"),
        ("A12", total("95"), "-5"),
        // An empty score may get all ten points, a score of 12 loses two.
        ("A09", row("100%", ""), "-10"),
        ("A08", row("100%", "12"), "2"),
        // Without an actual value the points claimed are in question, not the weight.
        ("L01", row("", "7"), "7"),
        ("L02", row("", "7"), "7"),
    ];
    for (id, form, expected) in cases {
        assert_eq!(points(id, &form), decimal(expected), "{id}: {form}");
    }
    let met = "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 120人 | 10 | 8 | |";
    assert_eq!(points("L05", met), decimal("-2"));
}

#[test]
fn weights_beyond_the_full_marks_give_too_much() {
    let form = |weight: &str| {
        format!(
            "| 指标 | 目标 | 实际 | 分值 | 得分 |
            | 培训人数 | ≥100人 | 120人 | 60 | 60 |
            | 合格率 | ≥95% | 96% | {weight} | {weight} |"
        )
    };
    assert_eq!(points("A05", &form("45")), Decimal::from(5));
    assert_eq!(points("A05", &form("35")), Decimal::from(-5));
}
