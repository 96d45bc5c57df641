//! The samples, read to the end: what comes out of each is what its description expects. The expected
//! figures were worked out from the cells apart from the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use huiping::stages::form::{FormKind, FundRole, SelfEvaluation, Teaching, recognise};
use huiping::stages::intake::{ReadOptions, discover, read};
use huiping::stages::scoring::{Policy, Profile, score};
use huiping::stages::submission::{
    Roster, Standing, Submission, SubmitOptions, difference, read_roster, submit,
};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::samples::description;

#[derive(Deserialize)]
struct Described {
    expect: Expected,
}

/// What a description expects of its file.
#[derive(Deserialize)]
struct Expected {
    forms: usize,
    kind: Option<String>,
    department: Option<String>,
    department_code: Option<String>,
    project: Option<String>,
    unit: Option<String>,
    on_roster: Option<bool>,
    year: Option<i32>,
    amount_unit: Option<String>,
    standing: Option<String>,
    indicators: Option<usize>,
    adjusted: Option<Decimal>,
    executed: Option<Decimal>,
    execution_score: Option<Decimal>,
    row_sum: Option<Decimal>,
    stated_total: Option<Decimal>,
    stated_grade: Option<String>,
    recomputed_total: Option<Decimal>,
    recomputed_grade: Option<String>,
    #[serde(default, rename = "mistake")]
    mistakes: Vec<Mistake>,
}

/// A mistake that was put into a sample on purpose.
#[derive(Deserialize)]
struct Mistake {
    cell: String,
    rule: String,
    what: String,
}

/// The samples folder, read once.
struct Read {
    roster: Roster,
    submissions: Vec<Submission>,
}

static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile::load("national-2020").unwrap());

static READ: LazyLock<Read> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut forms: Vec<SelfEvaluation> = Vec::new();
    let mut roster = None;
    for file in discover(&[folder]).unwrap() {
        let Ok(reading) = read(&file, ReadOptions::default()) else {
            continue;
        };
        if file.name() == "应报单位名单.xlsx" {
            roster = Some(read_roster(&reading.workbook.sheets[0], &file.path).unwrap());
        }
        forms.extend(
            recognise(
                &reading.workbook,
                &file.path,
                &reading.sha256,
                &Teaching::default(),
            )
            .forms,
        );
    }
    let roster = roster.unwrap();
    let submissions = submit(forms, Some(&roster), &SubmitOptions::default()).unwrap();
    Read {
        roster,
        submissions,
    }
});

fn expectations() -> Vec<(PathBuf, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples");
    let all = description::all::<Described>(&folder).unwrap();
    all.into_iter()
        .map(|(path, described)| (path, described.expect))
        .collect()
}

/// The submissions that came from a sample.
fn submissions_of(path: &Path) -> Vec<&'static Submission> {
    let from_file = |s: &&Submission| Path::new(&s.form.source.path).ends_with(path);
    READ.submissions.iter().filter(from_file).collect()
}

/// The one submission of a sample.
fn submission_of(path: &str) -> &'static Submission {
    submissions_of(Path::new(path)).first().copied().unwrap()
}

#[test]
fn every_form_is_read_as_its_description_expects() {
    let mut wrong = Vec::new();
    for (path, expected) in expectations() {
        let found = submissions_of(&path);
        let mut say = |what: String| wrong.push(format!("{}: {what}", path.display()));
        if found.len() != expected.forms {
            say(format!(
                "{} forms, {} expected",
                found.len(),
                expected.forms
            ));
            continue;
        }
        for submission in found {
            let fields = fields(submission);
            for (field, expected) in expected.fields() {
                let read = fields.get(field).cloned().unwrap_or_default();
                if read != expected {
                    say(format!("{field} is {read:?}, {expected:?} expected"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

impl Expected {
    /// The expected fields as texts, those that are stated.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
        let fields = [
            ("kind", self.kind.clone()),
            ("department", self.department.clone()),
            ("department_code", self.department_code.clone()),
            ("project", self.project.clone()),
            ("unit", self.unit.clone()),
            (
                "on_roster",
                Some(self.on_roster.unwrap_or(true).to_string()),
            ),
            ("year", self.year.map(|year| year.to_string())),
            ("amount_unit", self.amount_unit.clone()),
            ("standing", self.standing.clone()),
            ("indicators", self.indicators.map(|count| count.to_string())),
            ("adjusted", number(self.adjusted)),
            ("executed", number(self.executed)),
            ("execution_score", number(self.execution_score)),
            ("row_sum", number(self.row_sum)),
            ("stated_total", number(self.stated_total)),
            ("stated_grade", self.stated_grade.clone()),
            ("recomputed_total", number(self.recomputed_total)),
            ("recomputed_grade", self.recomputed_grade.clone()),
        ];
        fields
            .into_iter()
            .filter_map(|(field, value)| Some((field, value?)))
            .collect()
    }
}

/// The same fields of a submission.
fn fields(submission: &Submission) -> BTreeMap<&'static str, String> {
    let form = &submission.form;
    let rescored = score(form, &Policy::of_submission(&PROFILE, submission));
    let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
    let main = form
        .funds
        .iter()
        .find(|line| line.role == Some(FundRole::Total))
        .or_else(|| form.funds.first());
    let scores = form.funds.iter().map(|line| &line.score);
    let rows = form
        .indicators
        .iter()
        .filter(|row| !row.subtotal)
        .map(|row| &row.score);
    let sum: Decimal = scores
        .chain(rows)
        .filter_map(|score| Some(score.value?.value))
        .sum();
    let standing = match submission.standing {
        Standing::Current => "current",
        Standing::Superseded { .. } => "superseded",
        Standing::Copy { .. } => "copy",
    };
    let fields = [
        ("kind", Some(form.kind.word().to_owned())),
        ("department", form.department.value.clone()),
        ("department_code", form.department_code.value.clone()),
        ("project", form.project.value.clone()),
        ("unit", Some(submission.unit.name.clone())),
        (
            "on_roster",
            submission.unit.on_roster.map(|listed| listed.to_string()),
        ),
        ("year", submission.year.map(|year| year.to_string())),
        (
            "amount_unit",
            form.amount_unit.value.map(|unit| unit.to_string()),
        ),
        ("standing", Some(standing.to_owned())),
        ("indicators", Some(form.indicators.len().to_string())),
        (
            "adjusted",
            number(main.and_then(|line| line.adjusted.value).map(|n| n.value)),
        ),
        (
            "executed",
            number(main.and_then(|line| line.executed.value).map(|n| n.value)),
        ),
        (
            "execution_score",
            number(main.and_then(|line| line.score.value).map(|n| n.value)),
        ),
        ("row_sum", number(Some(sum))),
        (
            "stated_total",
            number(form.total_score.value.map(|n| n.value)),
        ),
        ("stated_grade", form.grade.value.clone()),
        ("recomputed_total", number(rescored.total)),
        ("recomputed_grade", rescored.grade.clone()),
    ];
    fields
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

#[test]
fn every_planted_mistake_lies_in_the_form_that_was_read() {
    for (path, expected) in expectations() {
        for Mistake { cell, rule, what } in &expected.mistakes {
            let range = submissions_of(&path)[0].form.source.range;
            let place = format!("{}: {cell} {rule} {what}", path.display());
            assert!(range.contains(cell.parse().unwrap()), "{place}");
        }
    }
}

#[test]
fn the_roster_is_read_whole() {
    let roster = &READ.roster;
    assert_eq!(roster.entries.len(), 21);
    assert!(
        roster
            .entries
            .iter()
            .all(|e| e.deadline.as_deref() == Some("2024-04-20"))
    );
    let health = roster
        .entries
        .iter()
        .find(|entry| entry.code.as_deref() == Some("111"))
        .unwrap();
    assert_eq!(health.name, "云岫区卫生健康局");
    assert_eq!(health.earlier_names, ["云岫区卫生和计划生育局", "区卫健局"]);
    assert_eq!(health.group.as_deref(), Some("党政机关"));
}

#[test]
fn who_did_not_report_and_who_was_not_asked_is_told() {
    let reported = |year| {
        READ.submissions.iter().filter(move |submission| {
            submission.is_current()
                && submission.year == Some(year)
                && submission.form.kind == FormKind::Department
        })
    };
    let missing = |year| {
        let names = READ.roster.entries.iter().map(|entry| entry.name.as_str());
        names
            .filter(|name| reported(year).all(|submission| submission.unit.name != *name))
            .collect::<Vec<_>>()
    };
    assert_eq!(missing(2022), Vec::<&str>::new());
    // A file that broke off, nothing at all, and only a table of targets.
    let expected = [
        "云岫区供销合作社联合社",
        "云岫区残疾人联合会",
        "云岫区河湾乡人民政府",
    ];
    assert_eq!(missing(2023), expected);
    let names: Vec<_> = reported(2023)
        .filter(|submission| submission.unit.on_roster == Some(false))
        .map(|submission| submission.unit.name.as_str())
        .collect();
    assert_eq!(names, ["云岫区科学技术协会"]);
}

#[test]
fn units_are_found_under_other_names_with_the_evidence() {
    for (path, evidence) in [
        ("2022/行政审批局.xlsx", Some("曾用名“云岫区行政审批局”")),
        ("2023/政务服务和数据管理局.xlsx", None),
        ("2023/住建局自评表.xlsx", Some("曾用名“云岫区住建局”")),
        (
            "2023/项目支出/化肥减量增效项目自评表.xlsx",
            Some("主管部门“云岫区农业农村局”"),
        ),
        ("2023/附件2 卫生健康局自评表.et", None),
    ] {
        assert_eq!(
            submission_of(path).unit.matched_by.as_deref(),
            evidence,
            "{path}"
        );
    }
}

#[test]
fn the_corrected_version_counts_and_the_differences_are_shown() {
    let first = submission_of("2023/市场监督管理局整体支出自评表.xlsx");
    let second = submission_of("2023/市场监督管理局整体支出自评表（修改）.xlsx");
    let by = READ
        .submissions
        .iter()
        .position(|s| std::ptr::eq(s, second))
        .unwrap();
    let because = "文件名“市场监督管理局整体支出自评表（修改）.xlsx”所示的稿次晚于“市场监督管理局整体支出自评表.xlsx”";
    let expected = Standing::Superseded {
        by,
        because: because.to_owned(),
    };
    assert_eq!(first.standing, expected);
    let differences: Vec<_> = difference::differences(&first.form, &second.form)
        .into_iter()
        .map(|d| (d.field, d.text_a, d.text_b))
        .collect();
    let difference = |field: &str, a: &str, b: &str| (field.to_owned(), a.to_owned(), b.to_owned());
    let reason = "两期线下培训因场地原因取消，改为发放资料；下年度提前预定场地";
    for expected in [
        difference("市场主体培训人次·偏差原因", "", reason),
        difference("市场主体培训人次·得分", "6", "5.67"),
        difference("抽检不合格食品处置率·得分", "12", "10"),
        difference("自评总分", "99.24", "98.91"),
    ] {
        assert!(
            differences.contains(&expected),
            "{expected:?} in {differences:?}"
        );
    }
}
