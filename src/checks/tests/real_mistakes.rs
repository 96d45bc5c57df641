//! Eight mistakes of forms that were really published, with invented names.

use crate::checks::run::{CheckRun, run};
use crate::checks::sample_form::sample;

fn checked(text: &str) -> CheckRun {
    let sample = sample(text);
    run(&sample.assessments, &sample.context())
}

#[track_caller]
fn finds(run: &CheckRun, rule: &str, words: &str) {
    let told: Vec<&str> = run
        .findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(
        told.iter().any(|message| message.contains(words)),
        "{rule} {words}: {told:#?}"
    );
}

#[test]
fn a_total_of_zero_above_money() {
    let run = checked(
        "| 资金 | 年初预算 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
        | 年度资金总额 | 0 | 0 | 0 | 0 | 10 | 0 |
        | 其中：本年财政拨款 | 90 | 89.974 | 89.974 | | — | — |",
    );
    finds(&run, "A01", "合计行填的是 0，而分项有数");
    finds(&run, "A10", "应得 10 分");
}

#[test]
fn complete_and_yet_deducted() {
    let run = checked(
        "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 补助经费 | =72890元 | 72890元 | 10 | 9 | |
        | 验收合格率 | =100% | 100% | 20 | 19 | |
        | 违法行为责停率 | ≥95% | 95% | 30 | 27 | |",
    );
    finds(&run, "L05", "有 3 个指标已达到目标却扣了分");
}

#[test]
fn one_row_of_ninety_answered_by_done() {
    let run = checked(
        "| 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 30 | 30 | 10 | 10 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目成本 | ≤30万元 | 完成 | 90 | 90 |
        | 总分 |
        | 100 |
        | 栏目 | 内容 |
        | 存在问题 | 无 |
        | 改进措施 | 无 |",
    );
    finds(&run, "L01", "定量指标应填数字");
    finds(&run, "Q02", "一项就占 90 分");
    finds(&run, "M05", "有 2 个说明栏");
}

#[test]
fn blank_rows_with_full_marks() {
    let run = checked(
        "| 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 20 | 20 |
        | 培训质量 | | | 10 | 10 |
        | 培训成本 | | | 10 | 10 |",
    );
    finds(&run, "L02", "有 2 个指标没有填写实际完成值，却有得分");
    assert!(
        !run.findings.iter().any(|finding| finding.rule == "L01"),
        "what only follows from the blank is not told again"
    );
    assert_eq!(
        run.suppressed
            .iter()
            .filter(|told| told.rule == "L01")
            .count(),
        2
    );
}

#[test]
fn half_the_money_and_all_the_output() {
    let run = checked(
        "| 资金 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
        | 年度资金总额 | 310.2 | 154.74 | 50% | 10 | 5 |
        | 指标 | 一级 | 二级 | 目标 | 实际 | 分值 | 得分 |
        | 设备台数 | 产出指标 | 数量指标 | ≥20台 | 20台 | 90 | 90 |",
    );
    finds(&run, "L13", "49.88%");
    finds(&run, "L14", "表内没有说明原因");
    assert!(
        !run.findings.iter().any(|finding| finding.rule == "A04"),
        "50 % is 49.88 % as written"
    );
}

#[test]
fn deductions_of_five_and_a_total_of_ninety_eight() {
    let run = checked(
        "| 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 按期完成率 | =100% | 100% | 5 | 4 | |
        | 受益人数 | ≥100人 | 100人 | 15 | 13 | |
        | 持续年限 | ≥3年 | 3年 | 10 | 8 | |
        | 其余工作量 | ≥70项 | 70项 | 70 | 70 | |
        | 总分 |
        | 98 |",
    );
    finds(&run, "L05", "有 3 个指标已达到目标却扣了分");
    finds(&run, "A12", "自评总分 98（A7）比各行得分合计 95.00 多 3.00");
}

#[test]
fn weight_times_actual() {
    let run = checked(
        "| 指标 | 目标 | 实际 | 分值 | 得分 |
        | 合格率 | ≥98% | 98% | 20 | 19.6 |",
    );
    finds(&run, "L06", "是用分值 20 乘实际完成值 98%");
    assert_eq!(
        run.findings
            .iter()
            .filter(|finding| ["A11", "L05"].contains(&finding.rule))
            .count(),
        0,
        "one rule tells the fact"
    );
}

#[test]
fn a_comparison_as_actual_value() {
    let run = checked(
        "| 指标 | 目标 | 实际 | 分值 | 得分 |
        | 渔民满意度 | ≥90% | ≥90% | 10 | 10 |",
    );
    finds(&run, "L09", "带有比较符号");
}

#[test]
fn a_total_in_wan_yuan_above_parts_in_yuan() {
    // 1200000 + 800000 = 2000000 元, which is 200 万元.
    let run = checked(
        "| 资金 | 年初预算 | 全年预算 | 全年执行 | 执行率 |
        | 年度资金总额 | 200 | 200 | 190 | 95% |
        | 其中：基本支出 | 1200000 | 1200000 | 1150000 | 95.83% |
        | 项目支出 | 800000 | 800000 | 750000 | 93.75% |",
    );
    finds(&run, "A16", "与各分项之和 2000000 相差约 10000 倍");
    let run = checked(
        "| 资金 | 年初预算 | 全年预算 | 全年执行 | 执行率 |
        | 年度资金总额 | 200 | 200 | 190 | 95% |
        | 其中：基本支出 | 120 | 120 | 115 | 95.83% |
        | 项目支出 | 80 | 80 | 75 | 93.75% |",
    );
    assert!(run.findings.iter().all(|finding| finding.rule != "A16"));
}
