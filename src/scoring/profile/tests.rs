use std::io::Write;

use rust_decimal::Decimal;

use super::*;
use crate::settings_text::Problem;

mod faults;

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
    let grade = |name: &str, total: &str| {
        let profile = Profile::load(name).unwrap();
        profile
            .rules(FormKind::Department, None)
            .grade(dec(total))
            .to_owned()
    };
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
fn numbers_are_read_as_written_never_through_a_float() {
    let profile = own("[tolerance]\nscore = 0.1\nrate = \"0.05%\"\namount = 0.30000000000000004\n");
    // 17 places are more than a rule needs; they are refused instead of rounded.
    assert_eq!(
        faults(profile).first().map(|problem| problem.key.as_str()),
        Some("tolerance.amount")
    );
    let profile = own("[tolerance]\nscore = 0.1\nrate = \"0.05%\"\namount = 1_0.5\n").unwrap();
    let tolerance = profile.rules(FormKind::Project, None).tolerance;
    assert_eq!(
        (tolerance.score, tolerance.rate, tolerance.amount),
        (dec("0.1"), Some(dec("0.0005")), Some(dec("10.5")))
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
        problems.first().map(|p| (p.place.line, p.key.as_str())),
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
                .any(|p| p.key.as_str() == key && p.message.contains("缺少")),
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
