use crate::checks::finding::Severity;
use crate::checks::run::{CheckRun, run};
use crate::checks::sample_form::sample;
use crate::checks::settings::tests::read;
use crate::value::unit::AmountUnit;

const FORM: &str = "
    # 甲局 2023 部门整体支出
    | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
    | 年度资金总额 | 100 | 130.1 | 90 | 10 | 6.92 |
    | 指标 | 一级 | 目标 | 实际 | 分值 | 得分 | 原因 |
    | 培训人数 | 产出指标 | ≥100人 | 100人 | 60 | 60 | |
    | 群众满意度 | 满意度指标 | ≥90% | | 30 | | |
    | 总分 |
    | 66.92 |";

fn checked(settings: &str) -> CheckRun {
    checked_in(AmountUnit::WanYuan, settings)
}

/// As [`checked`], the form's amounts in this unit.
fn checked_in(unit: AmountUnit, settings: &str) -> CheckRun {
    let rules = read(settings).expect("settings that can be used");
    let mut sample = sample(FORM);
    for assessment in &mut sample.assessments {
        assessment.submission.form.amount_unit.value = Some(unit);
    }
    let mut context = sample.context();
    context.own_rules = rules.own_rules;
    context.settings = rules.settings;
    run(&sample.assessments, &context)
}

fn fault(rule: &str) -> String {
    let problems = read(&format!("[[rule]]\n{rule}\n")).expect_err("a fault");
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("；")
}

#[test]
fn a_rule_on_rows_speaks_with_its_own_words_and_cells() {
    let run = checked(
        r#"
        [[rule]]
        id = "B01"
        title = "单项分值超过 50 分"
        severity = "错误"
        scope = "指标"
        when = "row.weight > 50 && row.level1.startsWith('产出')"
        message = "指标“{row.name}”分值 {row.weight}，按本市规定不得超过 50 分。"
        "#,
    );
    let found: Vec<_> = run.findings.iter().filter(|f| f.rule == "B01").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!(
        found[0].message,
        "指标“培训人数”分值 60，按本市规定不得超过 50 分。"
    );
    assert_eq!(found[0].found, "row.level1 = 产出指标，row.weight = 60");
    let cells: Vec<&str> = found[0].places.iter().map(|p| p.cell.as_str()).collect();
    assert_eq!(cells, ["B4", "E4"]);
}

#[test]
fn numbers_are_exact_and_stand_on_either_side() {
    let run = checked(
        r#"
        [[rule]]
        id = "B02"
        title = "全年预算比年初多三成以上"
        scope = "资金"
        when = "fund.adjusted > 1.3 * fund.initial"
        message = "{fund.name} 由 {fund.initial} 调到 {fund.adjusted}。"
        [[rule]]
        id = "B03"
        title = "恰好三成不算"
        scope = "资金"
        when = "fund.adjusted - 0.1 > 1.3 * fund.initial || 0.1 + 0.2 != 0.3 || 2 * fund.score != 13.84"
        message = "不应出现。"
        "#,
    );
    assert!(run.findings.iter().any(|f| f.rule == "B02"));
    let exact = run
        .outcomes
        .iter()
        .find(|o| o.id == "B03")
        .expect("an outcome");
    assert_eq!((exact.passed, exact.findings), (1, 0), "{exact:?}");
}

#[test]
fn amounts_are_in_ten_thousand_yuan_whatever_the_form_counts_in() {
    // 130.1 元 are 0.01301 万元, and 90 元 are 0.009 万元; the rates and points stay.
    let run = checked_in(
        AmountUnit::Yuan,
        r#"
        [[rule]]
        id = "B02"
        title = "资金超过 50 万元"
        scope = "资金"
        when = "fund.adjusted > 50"
        message = "不应出现。"
        [[rule]]
        id = "B03"
        title = "折算"
        scope = "资金"
        when = "fund.initial == 0.01 && fund.adjusted == 0.01301 && fund.weight == 10"
        message = "执行 {fund.executed} 万元"
        [[rule]]
        id = "B04"
        title = "表内的资金"
        scope = "表"
        when = "form.funds.exists(f, f.executed == 0.009)"
        message = "执行数已折算"
        "#,
    );
    let messages: Vec<(&str, &str)> = run
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with('B'))
        .map(|finding| (finding.rule, &*finding.message))
        .collect();
    assert_eq!(
        messages,
        [("B04", "执行数已折算"), ("B03", "执行 0.009 万元")]
    );
}

#[test]
fn a_missing_number_is_not_judged_and_counted() {
    let run = checked(
        r#"
        [[rule]]
        id = "B04"
        title = "得分低于分值一半"
        scope = "row"
        when = "row.score < row.weight / 2"
        message = "{row.name}"
        [[rule]]
        id = "B05"
        title = "没有得分"
        scope = "row"
        when = "row.score == null && row.actual == ''"
        message = "{row.name}没有得分：{row.score}"
        "#,
    );
    let outcome = |id: &str| {
        run.outcomes
            .iter()
            .find(|o| o.id == id)
            .expect("an outcome")
    };
    assert_eq!(outcome("B04").passed, 1);
    assert_eq!(
        outcome("B04").not_judged.get("表内缺这条规则要用的数"),
        Some(&1)
    );
    assert_eq!(outcome("B05").findings, 1);
    assert!(
        run.findings
            .iter()
            .any(|f| f.message == "群众满意度没有得分：空白")
    );
}

#[test]
fn a_rule_on_a_form_looks_at_all_its_rows() {
    let run = checked(
        r#"
        [[rule]]
        id = "B06"
        title = "指标不足 5 个"
        scope = "表"
        when = "size(form.rows) < 5 && form.rows.exists(r, r.weight >= 60) && form.year == 2023"
        message = "{form.department} {form.year} 年的指标太少。"
        "#,
    );
    let found = run
        .findings
        .iter()
        .find(|f| f.rule == "B06")
        .expect("a finding");
    assert_eq!(found.message, "甲局 2023 年的指标太少。");
}

#[test]
fn faults_are_found_when_the_rule_is_loaded() {
    let rest = "title = \"题目\"\nmessage = \"话\"";
    assert!(
        fault(&format!(
            "id = \"B01\"\n{rest}\nscope = \"row\"\nwhen = \"row.scor > 1\""
        ))
        .contains("第 6 行“rule[1].when”：row 没有字段“scor”，是不是“score”？")
    );
    assert!(
        fault(&format!(
            "id = \"B01\"\n{rest}\nscope = \"form\"\nwhen = \"row.score > 1\""
        ))
        .contains("这里没有“row”这个名称；可用的有：form")
    );
    assert!(
        fault(&format!(
            "id = \"B01\"\n{rest}\nscope = \"row\"\nwhen = \"row.score >\""
        ))
        .contains("表达式读不懂")
    );
    assert!(
        fault(&format!(
            "id = \"A12\"\n{rest}\nscope = \"row\"\nwhen = \"true\""
        ))
        .contains("编号 A12 已被占用")
    );
    let missing = fault("id = \"B01\"\nscope = \"row\"");
    for key in ["title", "when", "message"] {
        let told = format!("“rule[1].{key}”：缺少这一项");
        assert!(missing.contains(&told), "{told} in {missing}");
    }
    assert!(
        fault("id = \"B01\"\ntitle = \"题\"\nscope = \"row\"\nwhen = \"true\"\nmessage = \"{row.nam}\"")
            .contains("是不是“name”？")
    );
}

#[test]
fn the_example_of_the_settings_names_every_field() {
    let example = include_str!("../../../huiping.example.toml");
    for (variable, fields) in [
        ("form", super::fields::of_form()),
        ("row", super::fields::of_row()),
        ("fund", super::fields::of_fund()),
    ] {
        let (_, listed) = example
            .split_once(&format!("：{variable}."))
            .expect("a list of fields");
        let listed = listed.split("：").next().expect("its text");
        let words: Vec<&str> = listed
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .collect();
        for field in fields {
            assert!(words.contains(&field), "{variable}.{field}");
        }
    }
}
