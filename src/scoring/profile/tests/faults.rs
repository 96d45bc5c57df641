//! Every fault of a profile is reported with its line and key.

use super::*;

#[test]
fn an_unknown_key_is_pointed_at_with_the_nearest_known_one() {
    let problems = faults(own("\n[positive]\nfloor = 0.6\nundr = \"steps\"\n"));
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert!(problem.place.file.ends_with("own.toml"));
    assert_eq!(
        (problem.place.line, problem.key.as_str()),
        (7, "positive.undr")
    );
    let text = problem.to_string();
    assert!(
        text.contains("第 7 行") && text.contains("是不是“under”"),
        "{text}"
    );
}

#[test]
fn every_fault_has_its_line_and_key() {
    for (text, line, key, says) in [
        ("[postive]\nfloor = 0.6", 4, "postive", "是不是“positive”"),
        (
            "[inverse]\nat_most = \"rato\"",
            5,
            "inverse.at_most",
            "是不是“ratio”",
        ),
        (
            "[positive]\nfloor = 60",
            5,
            "positive.floor",
            "在 0 与 1 之间",
        ),
        (
            "[positive]\nover = \"zero\"",
            5,
            "positive.over",
            "over_above",
        ),
        (
            "[positive]\nover = \"zero\"\nover_above = 0.7",
            6,
            "positive.over_above",
            "不能低于 1",
        ),
        ("[weights]\nrescale = \"up\"", 5, "weights.rescale", "both"),
        (
            "[marks]\nexecution_low = 0.95",
            5,
            "marks.execution_low",
            "不能高于 execution_short 的 0.9",
        ),
        (
            "[marks]\nover_from = 0.7",
            5,
            "marks.over_from",
            "不能低于 1",
        ),
        (
            "[marks]\ncompletion_bounds = [0.6, 0.6]",
            5,
            "marks.completion_bounds",
            "从小到大",
        ),
        (
            "[marks]\nchange_rate = 20",
            5,
            "marks.change_rate",
            "\"20%\"",
        ),
        (
            "[positive]\nunder = \"bands\"",
            5,
            "positive.under",
            "bands =",
        ),
        (
            "[positive]\nunder = \"steps\"\nsteps = { every = 0, minus = 0.1 }",
            6,
            "positive.steps.every",
            "大于 0",
        ),
        (
            "[positive]\nunder = \"steps\"\nsteps = { every = 0.1 }",
            6,
            "positive.steps.minus",
            "minus_points",
        ),
        (
            "[tolerance]\nscore = \"两分\"",
            5,
            "tolerance.score",
            "应当是一个数",
        ),
        (
            "[tolerance]\nscore = -0.01",
            5,
            "tolerance.score",
            "不能是负数",
        ),
        (
            "[execution]\ncapped = \"是\"",
            5,
            "execution.capped",
            "true",
        ),
        ("[rounding]\nplaces = 1.5", 5, "rounding.places", "整数"),
        ("[weights]\nexecution = 20", 5, "weights.execution", "不符"),
        (
            "[weights]\nexecution = 120\nlevels = []",
            5,
            "weights.execution",
            "超过总分",
        ),
        ("[time]\nlate = \"share\"", 5, "time.late", "late_share"),
        (
            "[reason]\nover_above = 1.3\nover_from = 1.2",
            6,
            "reason.over_from",
            "只能写一个",
        ),
        (
            "grades = [{ name = \"优\", from = 90 }, { name = \"良\", from = 90 }, { name = \"差\", from = 0 }]",
            4,
            "grades[2].from",
            "重叠",
        ),
        (
            "grades = [{ name = \"优\", from = 90 }, { name = \"差\", from = 60 }]",
            4,
            "grades",
            "没有等级",
        ),
        (
            "grades = [{ name = \"优\", from = 90 }, { name = \"优\", from = 0 }]",
            4,
            "grades[2].name",
            "写了两次",
        ),
        (
            "grades = [{ name = \"优*\", from = 90 }, { name = \"差\", from = 0 }]",
            4,
            "grades[1].name",
            "最多 20 个字",
        ),
        (
            "[[special]]\nkey = \"x\"\nmeasure = \"actual\"\nmode = \"proportional\"",
            4,
            "special[1].names",
            "names",
        ),
        ("[form.departement]\n", 4, "form.departement", "department"),
        ("[year.20x1]\n", 4, "year.20x1", "年份写作"),
        (
            "[positive]\nfloor = 1979-05-27",
            5,
            "positive.floor",
            "不能写日期",
        ),
        ("[positive]\nfloor = ", 5, "", "“floor”的等号后面没有写值"),
        (
            "[positive]\nfloor = 0.6\nfloor = 0.7",
            6,
            "",
            "“floor”前面已经写过",
        ),
        (
            "[positive]\nfloor = 0.6\n[positive]",
            6,
            "",
            "“[positive]”前面已经写过",
        ),
        ("[positive]\nfloor = 六成", 5, "", "写在英文双引号里"),
        ("[positive]\nfloor = “0.6”", 5, "", "中文标点（“）"),
        ("[positive]\nfloor = 0,6", 5, "", "小数点用“.”"),
        ("[positive\nfloor = 0.6", 4, "", "右方括号"),
        ("[form.部门.positive]", 4, "", "含别的字的要加英文双引号"),
        (
            "[positive]\nover_above = 1.3",
            5,
            "positive.over_above",
            "不起作用",
        ),
        (
            "[positive]\nover = \"zero\"\nover_above = 130",
            6,
            "positive.over_above",
            "写作 1.3",
        ),
        (
            "[positive]\nover = \"cut\"\nover_above = 1.3\nover_cut = 500",
            7,
            "positive.over_cut",
            "不能大于 10",
        ),
        (
            "[execution]\nmode = \"bands\"\nbands = [{ from = 95, score = 1 }, { from = 0, score = 0 }]",
            6,
            "execution.bands[1].from",
            "写作 0.95",
        ),
        (
            "[[special]]\nkey = \"x\"\nnames = [\"满意度\"]\nmeasure = \"actual\"\nmode = \"steps\"\nsteps = { full_at = 90, every = 5, minus = 0.1 }",
            9,
            "special[1].steps.full_at",
            "写作 0.9",
        ),
        (
            "[[special]]\nkey = \"x\"\nnames = [\"成本\"]",
            4,
            "special[1].mode",
            "most_points",
        ),
        (
            "[tolerance]\nscore = 50",
            5,
            "tolerance.score",
            "不能大于 5",
        ),
        (
            "[reason]\nover_above = 0.5",
            5,
            "reason.over_above",
            "不能低于 1",
        ),
        (
            "grades = [{ name = \"优\", from = 900 }, { name = \"差\", from = 0 }]",
            4,
            "grades[1].from",
            "没有总分能达到",
        ),
        (
            "[weights]\nlevels = [{ name = \"产出\", points = 45 }, { name = \"产出\", points = 45 }]",
            5,
            "weights.levels[2].name",
            "写了两次",
        ),
        (
            "[qualitative]\noptions = [{ labels = [\"优\"], score = 1 }, { labels = [\"优\"], score = 0.8 }]",
            5,
            "qualitative.options[2].labels",
            "已经写在前面",
        ),
    ] {
        let problems = faults(own(text));
        assert!(
            problems
                .iter()
                .any(|p| p.place.line == line && p.key.as_str() == key && p.message.contains(says)),
            "{text}\n{problems:#?}"
        );
    }
}

#[test]
fn bands_leave_no_gap_and_do_not_overlap() {
    let bands = |bands: &str| own(&format!("[positive]\nunder = \"bands\"\nbands = {bands}\n"));
    for (text, says) in [
        (
            "[{ from = 0.9, score = 1 }, { from = 0.6, score = 0.5 }]",
            "没有兜底",
        ),
        (
            "[{ from = 0.6, score = 1 }, { from = 0.9, score = 0.5 }, { score = 0 }]",
            "重叠",
        ),
        (
            "[{ from = 0.6, score = 1 }, { up_to = 0.9, score = 0.5 }, { score = 0 }]",
            "只能都写",
        ),
        ("[{ score = 1 }, { from = 0.5, score = 0 }]", "放在最后"),
        ("[{ up_to = 0.5, score = 1 }]", "没有兜底"),
        (
            "[{ from = 0.5, up_to = 0.9, score = 1 }, { score = 0 }]",
            "只能写一个",
        ),
        (
            "[{ from = 0.5, score = 2 }, { score = 0 }]",
            "在 0 与 1 之间",
        ),
        ("[{ from = 0.5 }, { score = 0 }]", "缺少这一项"),
        ("[]", "至少要有一档"),
    ] {
        let problems = faults(bands(text));
        assert!(
            problems.iter().any(|p| p.message.contains(says)),
            "{text}\n{problems:#?}"
        );
    }
    assert!(bands("[{ from = 0.95, score = 1 }, { from = 0.6, score = \"proportional\" }, { from = 0, score = 0 }]").is_ok());
}

#[test]
fn tiers_of_words_are_checked_too() {
    let tiers = |partial: &str| {
        own(&format!(
            "[qualitative]\ntiers = [{{ degree = \"achieved\", name = \"达成\", from = 0.8 }}, {partial}, {{ degree = \"missed\", name = \"未达成\", from = 0 }}]\n"
        ))
    };
    for (text, says) in [
        (
            "{ degree = \"partial\", name = \"部分\", from = 0.9 }",
            "不能重叠",
        ),
        (
            "{ degree = \"partial\", name = \"部分\", from = 0.6, to = 0.7 }",
            "有空隙",
        ),
        (
            "{ degree = \"partial\", name = \"部分\", from = 0.6, to = 0.9 }",
            "重叠",
        ),
        (
            "{ degree = \"achieved\", name = \"部分\", from = 0.6 }",
            "已经写过",
        ),
        (
            "{ degree = \"partial\", name = \"部分\", from = 0.6, fixed = 0.9 }",
            "之间",
        ),
    ] {
        let problems = faults(tiers(text));
        assert!(
            problems.iter().any(|p| p.message.contains(says)),
            "{text}\n{problems:#?}"
        );
    }
    assert!(
        tiers("{ degree = \"partial\", name = \"部分\", from = \"60%\", to = 0.8, fixed = 0.7 }")
            .is_ok()
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let problems = faults(own(
        "[positive]\nfloor = 60\n[inverse]\nat_most = \"x\"\n[nonsense]\n",
    ));
    assert_eq!(problems.len(), 3, "{problems:#?}");
    let error = own("[positive]\nfloor = 60\n").unwrap_err();
    assert!(
        error.to_string().starts_with("评分方案有 1 处问题"),
        "{error}"
    );
}

#[test]
fn a_base_that_is_missing_or_runs_in_a_circle_is_pointed_at() {
    let head = |base: &str| format!("label = \"x\"\nextends = \"{base}\"\nsummary = \"x\"\n");
    let fault = |files: &[(&str, &str)]| {
        let problems = faults(load(files));
        let [problem] = problems.as_slice() else {
            panic!("{problems:?}");
        };
        assert_eq!((problem.place.line, problem.key.as_str()), (2, "extends"));
        problem.to_string()
    };
    let unknown = fault(&[("own.toml", &head("nationl-2020"))]);
    assert!(unknown.contains("是不是“national-2020”"), "{unknown}");
    let missing = fault(&[("own.toml", &head("没有.toml"))]);
    assert!(missing.contains("没有这个文件，请核对路径"), "{missing}");
    let circle = fault(&[("own.toml", &head("b.toml")), ("b.toml", &head("own.toml"))]);
    assert!(
        circle.contains("成了环") && circle.matches(" → ").count() == 2,
        "{circle}"
    );
}

#[test]
fn a_layer_may_lift_what_the_one_below_does_about_over_fulfilment() {
    let lifted = load(&[(
        "own.toml",
        "extends = \"sichuan-2025-department\"\nlabel = \"x\"\nsummary = \"x\"\n[positive]\nover = \"full\"\n",
    )])
    .unwrap();
    let over = &lifted.rules(FormKind::Department, None).positive.over;
    assert_eq!((over.limit, &over.effect), (None, &OverEffect::Full));
}
