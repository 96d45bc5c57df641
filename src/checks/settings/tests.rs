use super::*;
use crate::checks::finding::Severity;
use crate::checks::in_force::{InForce, Source};
use crate::checks::registry;
use crate::checks::rule::{RuleInfo, hundredths};
use crate::checks::tests::default_profile;
use crate::checks::tolerance::Tolerance;
use crate::form::model::FormKind;
use crate::policy::{CheckSettings, Policy};
use crate::scoring::Profile;
use crate::settings_text::{self, Problem};

/// The checks' part of a settings file.
pub(in crate::checks) fn read(text: &str) -> Result<BureauRules, Vec<Problem>> {
    settings_text::read("huiping.toml", text, |root| super::read(&root))
}

fn settings(text: &str) -> CheckSettings {
    read(text).expect("settings that can be used").settings
}

fn faults(text: &str) -> Vec<String> {
    read(text)
        .expect_err("settings at fault")
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn info(id: &str) -> &'static RuleInfo {
    registry::find(id).expect("the rule").info()
}

#[test]
fn a_rule_is_turned_off_for_a_kind_and_year() {
    let settings = settings(
        "[checks.L16]\nenabled = true\n[[checks.L16.when]]\nkind = \"项目支出\"\nyears = [2022]\nenabled = false\n",
    );
    let rule = info("L16");
    assert!(rule.runs(&settings, Some(FormKind::Project), Some(2023)));
    assert!(rule.runs(&settings, Some(FormKind::Department), Some(2022)));
    assert!(!rule.runs(&settings, Some(FormKind::Project), Some(2022)));
}

#[test]
fn numbers_are_taken_as_written() {
    let settings = settings(
        "[checks.L07]\nreason_from = 1.20\n[checks.A12]\ntolerance = \"0.05\"\nseverity = \"疑点\"\n",
    );
    let policy = Policy::of(default_profile(), FormKind::Department, None).with(&settings);
    let set = |value| InForce {
        value,
        source: Source::Settings,
    };
    assert_eq!(
        info("L07").threshold("reason_from", &policy),
        set(hundredths(120))
    );
    assert_eq!(
        info("L07").threshold("low_target_from", &policy),
        InForce {
            value: hundredths(200),
            source: Source::Rule
        }
    );
    assert_eq!(
        info("A12").tolerance(&policy),
        InForce {
            value: Tolerance::Absolute(hundredths(5)),
            source: Source::Settings
        }
    );
    assert_eq!(
        settings.resolve("A12", None, None).severity,
        Some(Severity::Warning)
    );
}

#[test]
fn tolerances_in_all_their_forms() {
    let tolerance = |text: &str| {
        let settings = settings(&format!("[checks.A01]\ntolerance = {text}\n"));
        let policy = Policy::of(default_profile(), FormKind::Department, None).with(&settings);
        info("A01").tolerance(&policy).value
    };
    assert_eq!(tolerance("\"exact\""), Tolerance::Exact);
    assert_eq!(tolerance("\"written\""), Tolerance::Written);
    assert_eq!(tolerance("\"1%\""), Tolerance::Relative(hundredths(1)));
    assert_eq!(tolerance("0.5"), Tolerance::Absolute(hundredths(50)));
    assert_eq!(
        tolerance("{ absolute = 0.05, relative = 0.01 }"),
        Tolerance::Both {
            absolute: hundredths(5),
            relative: hundredths(1)
        }
    );
}

#[test]
fn faults_name_line_key_and_the_nearest_known_name() {
    assert_eq!(
        faults("profile = \"x\"\n\n[checks.A12]\ntolerence = 0.05\n"),
        [
            "huiping.toml 第 4 行“checks.A12.tolerence”：这条规则没有这个键，是不是“tolerance”？可用的有：enabled、severity、tolerance、when"
        ]
    );
    assert_eq!(
        faults("[checks.A21]\nenabled = false\n"),
        ["huiping.toml 第 1 行“checks.A21”：没有这条规则；用 huiping rules 查看全部"]
    );
    assert_eq!(
        faults("[checks.L02]\ntolerance = 1\n"),
        [
            "huiping.toml 第 2 行“checks.L02.tolerance”：这条规则没有这个键；可用的有：enabled、severity、when"
        ]
    );
    assert_eq!(
        faults("[checks.A12]\nseverity = \"严重\"\nenabled = 1\ntolerance = -1\n"),
        [
            "huiping.toml 第 2 行“checks.A12.severity”：没有“严重”这个选项；可用的有：错误、疑点、提示",
            "huiping.toml 第 3 行“checks.A12.enabled”：应当写 true（运行）或 false（不运行）",
            "huiping.toml 第 4 行“checks.A12.tolerance”：不能是负数，现为 -1",
        ]
    );
    assert_eq!(
        faults("checks = 3\n"),
        ["huiping.toml 第 1 行“checks”：应当是一节：以 [checks] 开头，下面一行写一项"]
    );
    assert!(faults("[checks\n")[0].contains("“[checks”写法有误"));
}

#[test]
fn amounts_and_rates_agree_as_written_unless_the_profile_states_a_tolerance() {
    let held = |profile: &Profile| {
        let policy = Policy::of(profile, FormKind::Department, None);
        ["A01", "A04"].map(|id| info(id).tolerance(&policy))
    };
    let by = |source, value| InForce { value, source };
    assert_eq!(
        held(default_profile()),
        [by(Source::Rule, Tolerance::Written); 2]
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let text = "extends = \"national-2020\"\nlabel = \"x\"\nsummary = \"x\"\n[tolerance]\namount = 0.05\nrate = 0.01\n";
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    assert_eq!(
        held(&Profile::load(path.to_str().unwrap()).unwrap()),
        [
            by(Source::Profile, Tolerance::Absolute(hundredths(5))),
            by(Source::Profile, Tolerance::Absolute(hundredths(1)))
        ]
    );
}
