use std::io::Write;

use super::*;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Writes the files into a folder and loads the first.
fn load(files: &[(&str, &str)]) -> Result<Profile, ProfileError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let mut file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    let path = folder.path().join(files[0].0);
    Profile::load(path.to_str().unwrap())
}

/// A profile over the national one, with its text from line 4 on.
fn own(text: &str) -> Result<Profile, ProfileError> {
    let head = "extends = \"national-2020\"\nlabel = \"本区\"\nsummary = \"本区的规则\"\n";
    load(&[("own.toml", &format!("{head}{text}"))])
}

#[track_caller]
fn faults(result: Result<Profile, ProfileError>) -> Vec<Problem> {
    match result {
        Err(ProfileError::Faulty { problems }) => problems,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("loaded"),
    }
}

#[test]
fn every_shipped_profile_loads_and_states_sources_and_gaps() {
    assert_eq!(Profile::shipped().first(), Some(&DEFAULT));
    assert_eq!(Profile::shipped().len(), 9);
    for name in Profile::shipped() {
        let profile = Profile::load(name).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(profile.name, name);
        assert!(
            !profile.sources.is_empty() && !profile.gaps.is_empty(),
            "{name}"
        );
        assert_eq!(profile.sha256.len(), 64);
        let own_layer = profile.layers.last().unwrap();
        for section in ["sources = [", "gaps = ["] {
            assert!(
                own_layer.text.contains(section),
                "{name} states its own {section}"
            );
        }
        assert!(!own_layer.text.contains("GK"), "{name}");
    }
}

#[test]
fn regions_differ_from_the_national_rules_in_what_their_sources_say() {
    use crate::value::target::Degree;
    let rules = |name: &str| {
        Profile::load(name)
            .unwrap()
            .rules(FormKind::Project, Some(2023))
            .clone()
    };
    let national = rules("national-2020");
    assert_eq!(national.weights.execution, Decimal::TEN);
    assert_eq!(
        national.qualitative.tier(Degree::Partial).unwrap().from,
        dec("0.6")
    );
    assert_eq!(
        national.rounding,
        Rounding {
            places: 2,
            cut: false
        }
    );
    assert_eq!(rules("xinjiang"), national);
    assert_eq!(
        rules("national-2016")
            .qualitative
            .tier(Degree::Partial)
            .unwrap()
            .from,
        dec("0.5")
    );
    assert_eq!(rules("hubei-2020").weights.execution, Decimal::from(20));
    let sichuan = rules("sichuan-2025-project");
    assert_eq!(sichuan.positive.over.effect, OverEffect::Reason);
    assert!(sichuan.not_applicable.rescaled && sichuan.reason.any_adjustment);
    assert_eq!(
        rules("guangxi").reason.over,
        Some(Limit {
            at: dec("1.3"),
            included: true
        })
    );
    assert_eq!(rules("jiangxi-2017").special.len(), 2);
    assert_eq!(rules("strict").inverse.at_most, InverseMode::Linear);
}

#[test]
fn every_total_has_one_grade() {
    let grade = |name: &str, total: &str| Profile::load(name).unwrap().grade(dec(total)).to_owned();
    for (total, expected) in [
        ("100", "优"),
        ("90", "优"),
        ("89.995", "优"),
        ("89.994", "良"),
        ("89.99", "良"),
        ("89.5", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("77.10", "中"),
        ("60", "中"),
        ("59.994", "差"),
        ("0", "差"),
        ("-3", "差"),
        ("110", "优"),
    ] {
        assert_eq!(grade("national-2020", total), expected, "{total}");
    }
    assert_eq!(grade("sichuan-2025-project", "69.99"), "差");
    assert_eq!(grade("sichuan-2025-project", "70"), "中");
    let national = Profile::load(DEFAULT).unwrap();
    let rules = national.rules(FormKind::Department, None);
    assert_eq!(
        (
            rules.grade_rank("优"),
            rules.grade_rank("差"),
            rules.grade_rank("合格")
        ),
        (Some(0), Some(3), None)
    );
}

#[test]
fn an_unknown_key_is_pointed_at_with_the_nearest_known_one() {
    let problems = faults(own("\n[positive]\nfloor = 0.6\nundr = \"steps\"\n"));
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert!(problem.file().ends_with("own.toml"));
    assert_eq!((problem.line(), problem.key()), (7, "positive.undr"));
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
        ("[positive]\nfloor = ", 5, "", "TOML"),
    ] {
        let problems = faults(own(text));
        assert!(
            problems
                .iter()
                .any(|p| p.line() == line && p.key() == key && p.message.contains(says)),
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
        error.to_string().starts_with("评分规则有 1 处问题"),
        "{error}"
    );
}

#[test]
fn numbers_are_read_as_written_never_through_a_float() {
    let profile = own("[tolerance]\nscore = 0.1\nrate = \"0.05%\"\namount = 0.30000000000000004\n");
    // 17 places are more than a rule needs; they are refused instead of rounded.
    assert_eq!(
        faults(profile).first().map(Problem::key),
        Some("tolerance.amount")
    );
    let profile = own("[tolerance]\nscore = 0.1\nrate = \"0.05%\"\namount = 1_000.5\n").unwrap();
    let tolerance = profile.rules(FormKind::Project, None).tolerance;
    assert_eq!(
        (tolerance.score, tolerance.rate, tolerance.amount),
        (dec("0.1"), dec("0.0005"), dec("1000.5"))
    );
}

#[test]
fn kinds_and_years_have_rules_of_their_own() {
    let profile = own(
        "[form.project.weights]\nexecution = 20\nlevels = []\n[year.\"2021-2022\".positive]\nfloor = 0.6\n[year.\"2022-\".tolerance]\nscore = 0.05\n",
    )
    .unwrap();
    let execution = |kind| profile.rules(kind, Some(2023)).weights.execution;
    assert_eq!(execution(FormKind::Project), Decimal::from(20));
    assert_eq!(execution(FormKind::Department), Decimal::TEN);
    let of = |year| {
        let rules = profile.rules(FormKind::Transfer, year);
        (rules.positive.floor, rules.tolerance.score)
    };
    let (plain, tight) = (dec("0.01"), dec("0.05"));
    assert_eq!(of(None), (None, plain));
    assert_eq!(of(Some(2020)), (None, plain));
    assert_eq!(of(Some(2021)), (Some(dec("0.6")), plain));
    assert_eq!(of(Some(2022)), (Some(dec("0.6")), tight));
    assert_eq!(of(Some(2023)), (None, tight));
    let problems = faults(own("[year.2021.positive]\nflor = 0.6\n"));
    assert_eq!(
        problems.first().map(|p| (p.line(), p.key())),
        Some((5, "positive.flor"))
    );
}

#[test]
fn profiles_lie_over_each_other() {
    let files = [
        (
            "own.toml",
            "extends = \"base.toml\"\nlabel = \"甲\"\nsummary = \"甲\"\nsources = [\"甲来源\"]\n[positive]\nover = \"flag\"\nover_from = 1.5\n",
        ),
        (
            "base.toml",
            "extends = \"sichuan-2025-project\"\nlabel = \"乙\"\nsummary = \"乙\"\n",
        ),
    ];
    let profile = load(&files).unwrap();
    assert_eq!(
        (profile.name.as_str(), profile.label.as_str()),
        ("own", "甲")
    );
    assert_eq!(profile.layers.len(), 4);
    assert!(profile.sources.iter().any(|s| s == "甲来源") && profile.sources.len() > 4);
    // over_from replaces the over_above of the layer below.
    let limit = profile.rules(FormKind::Project, None).positive.over.limit;
    assert_eq!(
        limit,
        Some(Limit {
            at: dec("1.5"),
            included: true
        })
    );
    let circle = load(&[(
        "own.toml",
        "extends = \"own.toml\"\nlabel = \"x\"\nsummary = \"x\"\n",
    )]);
    assert!(faults(circle)[0].to_string().contains("成了环"));
}

#[test]
fn a_profile_without_base_has_to_say_everything() {
    let problems = faults(load(&[("own.toml", "label = \"x\"\nsummary = \"x\"\n")]));
    for key in [
        "execution.mode",
        "positive.under",
        "grades",
        "tolerance.score",
        "qualitative.tiers",
    ] {
        assert!(
            problems
                .iter()
                .any(|p| p.key() == key && p.message.contains("缺少")),
            "{key}\n{problems:#?}"
        );
    }
}

#[test]
fn an_unknown_name_and_an_unreadable_file_say_what_to_do() {
    let error = Profile::load("national-2002").unwrap_err().to_string();
    assert!(
        error.contains("是不是“national-2020”") && error.contains("jiangxi-2017"),
        "{error}"
    );
    let error = Profile::load("没有/这个.toml").unwrap_err();
    assert!(matches!(error, ProfileError::Unreadable { .. }), "{error}");
}

#[test]
fn the_fingerprint_changes_with_the_text() {
    let one = own("").unwrap();
    assert_eq!(one.sha256, own("").unwrap().sha256);
    assert_ne!(one.sha256, own("# 注\n").unwrap().sha256);
}

#[test]
fn rules_are_told_in_words_with_their_numbers() {
    let words = |name: &str, key: &str| {
        let profile = Profile::load(name).unwrap();
        let texts = profile.rules(FormKind::Department, None).in_words();
        let found = texts.iter().find(|text| text.key == key);
        found.map(|text| text.text.clone()).unwrap_or_default()
    };
    assert_eq!(
        words("national-2020", "grades"),
        "优 ≥ 90，良 ≥ 80，中 ≥ 60，差 ≥ 0。"
    );
    assert_eq!(
        words("national-2020", "qualitative.tiers"),
        "达成：分值的 80%（含）—100%；部分达成：分值的 60%（含）—80%；未达成：分值的 0%（含）—60%。自评得分在档内的沿用。"
    );
    assert_eq!(
        words("national-2020", "execution.mode"),
        "得分 = 执行率 × 分值。执行率 = 全年执行数 ÷ 全年（调整后）预算数；表中没有这一列的用年初预算数，执行率先按百分数保留 2 位小数，不超过分值；预算数为 0 时不判定。"
    );
    assert_eq!(
        words("sichuan-2025-department", "positive.over"),
        "完成率超过 130%的不得分。"
    );
    assert_eq!(
        words("jiangxi-2017", "special.satisfaction"),
        "实际完成值 90%（含）以上得满分，每低 5% 扣分值的 10%，不足一档的不扣，扣完为止。"
    );
    assert_eq!(
        words("guangxi", "reason"),
        "得分低于分值、完成率达到 130%、指标值为 0 而实际值达到 30、执行率低于 90%、定性指标（须写完成情况）；不少于 6 字。"
    );
    for name in Profile::shipped() {
        let profile = Profile::load(name).unwrap();
        let texts = profile.rules(FormKind::Project, Some(2023)).in_words();
        assert!(
            texts.len() >= 18 && texts.iter().all(|text| text.text.ends_with('。')),
            "{name}"
        );
    }
}
