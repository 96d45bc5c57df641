use super::blank_form::{number_at, of, text_at};
use super::{Duplicate, OnDuplicate, Standing, SubmissionError, SubmitOptions, submit};
use crate::form::model::{FormKind, SelfEvaluation};

fn form(path: &str, department: &str, year: i32, total: &str) -> SelfEvaluation {
    let mut form = of(path, department, year);
    form.total_score = number_at("H20", total);
    form
}

fn project(path: &str, name: &str, total: &str) -> SelfEvaluation {
    let mut form = form(path, "甲局", 2023, total);
    form.kind = FormKind::Project;
    form.project = text_at("C3", name);
    form
}

fn standings(forms: Vec<SelfEvaluation>) -> Vec<Standing> {
    let submissions = submit(forms, None, &SubmitOptions::default()).unwrap();
    submissions
        .into_iter()
        .map(|submission| submission.standing)
        .collect()
}

#[test]
fn a_corrected_version_replaces_the_first_and_leaves_the_rest_alone() {
    let standings = standings(vec![
        form("2023/甲局.xlsx", "甲局", 2023, "99.24"),
        form("2023/甲局（修改）.xlsx", "甲局", 2023, "98.91"),
        form("2022/甲局.xlsx", "甲局", 2022, "99"),
        form("2023/乙局.xlsx", "乙局", 2023, "99.24"),
    ]);
    let because = "文件名“甲局（修改）.xlsx”所示的稿次晚于“甲局.xlsx”".to_owned();
    let expected = [
        Standing::Superseded { by: 1, because },
        Standing::Current,
        Standing::Current,
        Standing::Current,
    ];
    assert_eq!(standings, expected);
}

#[test]
fn versions_are_found_across_spellings_of_one_unit() {
    let standings = standings(vec![
        form("a.xlsx", "云岫区甲管理局", 2023, "90"),
        form("b.xlsx", "甲管理局", 2023, "90"),
    ]);
    assert!(matches!(
        standings.as_slice(),
        [Standing::Superseded { by: 1, .. }, Standing::Current]
    ));
}

#[test]
fn projects_of_one_unit_are_no_versions_of_each_other() {
    let all_current = |forms| standings(forms).iter().all(|s| *s == Standing::Current);
    assert!(all_current(vec![
        project("a.xlsx", "甲项目", "90"),
        project("b.xlsx", "乙项目", "90"),
        form("c.xlsx", "甲局", 2023, "90"),
    ]));
    assert!(all_current(vec![
        project("a.xlsx", "", "90"),
        project("b.xlsx", "", "91")
    ]));
    let again = standings(vec![
        project("a.xlsx", "甲项目", "90"),
        project("b.xlsx", "甲 项目", "91"),
    ]);
    assert!(matches!(
        again.as_slice(),
        [Standing::Superseded { by: 1, .. }, Standing::Current]
    ));
}

#[test]
fn forms_of_an_unknown_year_replace_none() {
    let forms = ["a.xlsx", "b.xlsx"].map(|path| {
        let mut form = form(path, "甲局", 2023, path);
        form.year.value = None;
        form
    });
    assert_eq!(
        standings(forms.to_vec()),
        [Standing::Current, Standing::Current]
    );
}

#[test]
fn duplicates_can_be_refused_by_name() {
    let options = SubmitOptions {
        on_duplicate: OnDuplicate::Refuse,
        ..SubmitOptions::default()
    };
    let forms = vec![
        form("2023/甲局（修改）.xlsx", "甲局", 2023, "98.91"),
        form("2023/甲局.xlsx", "甲局", 2023, "99.24"),
        form("2023/乙局.xlsx", "乙局", 2023, "90"),
        form("2023/乙局(1).xlsx", "乙局", 2023, "90.00"),
        form("2022/甲局.xlsx", "甲局", 2022, "90"),
    ];
    let error = submit(forms, None, &options).unwrap_err();
    let SubmissionError::Duplicates(duplicates) = &error;
    let expected = [
        Duplicate {
            name: "乙局".to_owned(),
            year: 2023,
            paths: vec!["2023/乙局(1).xlsx".to_owned(), "2023/乙局.xlsx".to_owned()],
            same_content: true,
        },
        Duplicate {
            name: "甲局".to_owned(),
            year: 2023,
            paths: vec![
                "2023/甲局.xlsx".to_owned(),
                "2023/甲局（修改）.xlsx".to_owned(),
            ],
            same_content: false,
        },
    ];
    assert_eq!(*duplicates, expected);
    let said = "同一单位同一年度有多份自评表：
  乙局（2023年度）：2023/乙局(1).xlsx、2023/乙局.xlsx，内容相同
  甲局（2023年度）：2023/甲局.xlsx、2023/甲局（修改）.xlsx，内容不同
请每个单位每个年度只留一份；或去掉“--on-duplicate error”，由程序取后一版并列出其余各份";
    assert_eq!(error.to_string(), said);
}

#[test]
fn one_form_a_unit_and_year_is_never_refused() {
    let options = SubmitOptions {
        on_duplicate: OnDuplicate::Refuse,
        ..SubmitOptions::default()
    };
    let forms = vec![
        form("2022/甲局.xlsx", "甲局", 2022, "90"),
        form("2023/甲局.xlsx", "甲局", 2023, "90"),
    ];
    assert!(submit(forms, None, &options).is_ok());
}

#[test]
fn the_year_and_its_origin_stand_in_the_submission() {
    let mut form = form("2023/甲局.xlsx", "甲局", 2023, "90");
    form.year.value = None;
    let submission = submit(vec![form], None, &SubmitOptions::default())
        .unwrap()
        .remove(0);
    assert_eq!(
        (submission.year, submission.year_from.as_str()),
        (Some(2023), "文件夹名")
    );
}

#[test]
fn the_order_of_the_forms_changes_no_choice() {
    let forms = vec![
        form("表.xlsx", "甲局", 2023, "90"),
        form("表V2.xlsx", "甲局", 2023, "91"),
        form("表V3.xlsx", "甲局", 2023, "92"),
        form("表 最终.xlsx", "甲局", 2023, "93"),
    ];
    for turn in 0..forms.len() {
        let mut turned = forms.clone();
        turned.rotate_left(turn);
        let submissions = submit(turned, None, &SubmitOptions::default()).unwrap();
        let current: Vec<_> = submissions.iter().filter(|s| s.is_current()).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].form.source.path, "表 最终.xlsx");
    }
}
