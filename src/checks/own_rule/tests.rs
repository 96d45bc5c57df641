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

/// What is said of an expression that is not taken.
fn fault_of(scope: &str, when: &str) -> String {
    fault(&format!(
        "id = \"B01\"\ntitle = \"题目\"\nmessage = \"话\"\nscope = \"{scope}\"\nwhen = '''\n{when}'''"
    ))
}

#[test]
fn expressions_are_bounded_in_length_and_depth() {
    let terms = |count: usize| format!("{} == row.weight", vec!["1"; count].join("+"));
    assert!(fault_of("row", &terms(2000)).contains("最多 2000 个；请拆成几条规则"));
    assert!(fault_of("row", &terms(900)).contains("最多 60 层；请拆成几条规则"));
    let nested = |count: usize| format!("{}row.weight{} > 1", "(".repeat(count), ")".repeat(count));
    assert!(fault_of("row", &nested(900)).contains("表达式"));
    // Forty terms, and as many conditions side by side, are taken and computed.
    let conditions = vec!["row.weight > 1"; 40].join(" && ");
    for when in [terms(40), conditions, nested(20)] {
        let rule = format!(
            "[[rule]]\nid = \"B01\"\ntitle = \"题目\"\nmessage = \"话\"\nscope = \"row\"\nwhen = \"{when}\""
        );
        let run = checked(&rule);
        let outcome = run.outcomes.iter().find(|o| o.id == "B01").expect("B01");
        assert!(outcome.not_judged.is_empty(), "{when}: {outcome:?}");
        assert!(outcome.passed + outcome.findings > 0, "{when}: {outcome:?}");
    }
}

#[test]
fn loops_end_after_so_many_steps_and_nothing_grows_in_them() {
    let list = format!("[{}]", vec!["1"; 100].join(","));
    let pairs = format!("{list}.all(a, {list}.all(b, row.weight > 0))");
    let triples = format!("{list}.all(a, {list}.all(b, [1,2].all(c, row.weight > 0)))");
    let mapped = format!("size({list}.map(a, {list}.map(b, [1,2].map(c, 1)))) > 0");
    let run = |when: &str| {
        let run = checked(&format!(
            "[[rule]]\nid = \"B01\"\ntitle = \"题目\"\nmessage = \"话\"\nscope = \"row\"\nwhen = \"{when}\""
        ));
        let outcome = run.outcomes.into_iter().find(|o| o.id == "B01");
        outcome.expect("an outcome")
    };
    // 100 steps outside and 99 × 100 inside are within 10,000; twice as many are not.
    let within = pairs.replacen(&list, &format!("[{}]", vec!["1"; 99].join(",")), 1);
    assert_eq!(
        run(&within).findings,
        1,
        "both rows have a weight, told in one"
    );
    for when in [triples, mapped] {
        let outcome = run(&when);
        let why = "这条自定规则要算的步数太多，没有算完，请简化表达式";
        assert_eq!(outcome.not_judged.get(why), Some(&2), "{when}: {outcome:?}");
    }
    for grows in [
        "size([row.name].map(a, [a, a]).map(a, [a, a])) > 0",
        "form.rows.all(r, {'a': r.name} != {})",
    ] {
        assert!(
            fault_of("row", grows).contains("只能写固定的文字或数字"),
            "{grows}"
        );
    }
    assert!(fault_of("row", "row.name + row.name == ''").contains("加号只用于数字"));
    assert!(fault_of("row", "['x'].map(a, a + a)[0] == ''").contains("加号只用于数字"));
}

#[test]
fn a_rule_that_can_never_compute_is_told_before_the_run_with_its_expression() {
    for (when, why) in [
        ("row.name > 5", "文字和数字不能这样比较、计算"),
        ("1 / 0 > row.weight", "除数为 0"),
        ("row.score / (row.weight - row.weight) > 1", "除数为 0"),
        ("row.score", "结果应是真或假"),
        ("tax(row.score) > 1", "用了不存在的字段或函数"),
        ("form.rows.all(r, r.scor > 1)", "用了不存在的字段或函数"),
    ] {
        let told = fault_of("row", when);
        assert!(told.contains(why) && told.contains(when), "{when}: {told}");
    }
    assert!(fault_of("row", "row == form").contains("row 后面要写字段"));
    // These give an answer on some forms, and so are left to them.
    for when in [
        "row.score / row.weight > 0.9",
        "row.score == null",
        "row.met == false",
        "row.met == null || row.completion < 1",
        "row.level1 in ['产出指标', '效益指标']",
        "form.rows.exists_one(r, r.weight == 60)",
        "form.rows.filter(r, r.weight > 10).size() + 1 == 3",
        "form.rows.map(r, r.weight).exists(w, w == 60)",
    ] {
        let run = checked(&format!(
            "[[rule]]\nid = \"B01\"\ntitle = \"题目\"\nmessage = \"话\"\nscope = \"row\"\nwhen = \"{when}\""
        ));
        let outcome = run.outcomes.iter().find(|o| o.id == "B01").expect("B01");
        assert!(outcome.passed + outcome.findings > 0, "{when}: {outcome:?}");
    }
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
