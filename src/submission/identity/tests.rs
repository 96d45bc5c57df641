use super::units;
use crate::form::model::{FormKind, SelfEvaluation};
use crate::submission::Unit;
use crate::submission::blank_form::{blank, of, text_at};
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::{Roster, RosterEntry};

fn entry(code: &str, name: &str, earlier: &[&str]) -> RosterEntry {
    RosterEntry {
        code: Some(code.to_owned()),
        name: name.to_owned(),
        earlier_names: earlier.iter().map(|name| (*name).to_owned()).collect(),
        group: Some("党政机关".to_owned()),
        ..RosterEntry::default()
    }
}

fn roster() -> Roster {
    Roster {
        path: "应报单位名单.xlsx".to_owned(),
        entries: vec![
            entry("105", "云岫区教育局", &[]),
            entry("107", "云岫区民政局", &[]),
            entry("119", "云岫区住房和城乡建设局", &["区住建局"]),
            entry("127", "云岫区政务服务和数据管理局", &["云岫区行政审批局"]),
            entry("111", "云岫区卫生健康局", &[]),
            entry("301", "云岫区柳塘镇人民政府", &[]),
            entry("115", "云岫区农业农村局", &[]),
        ],
    }
}

fn unit(form: SelfEvaluation) -> Unit {
    units(&[form], Some(&roster()), &[]).remove(0)
}

/// The unit's name and the evidence.
fn matched(department: &str) -> (String, Option<String>) {
    let unit = unit(of("2023/表.xlsx", department, 2023));
    (unit.name, unit.matched_by)
}

#[test]
fn its_own_name_needs_no_evidence() {
    let unit = unit(of("2023/表.xlsx", "云岫区　教育局", 2023));
    assert_eq!(unit.name, "云岫区教育局");
    assert_eq!(unit.code.as_deref(), Some("105"));
    assert_eq!(unit.group.as_deref(), Some("党政机关"));
    assert_eq!((unit.on_roster, unit.matched_by), (Some(true), None));
}

#[test]
fn other_names_are_matched_with_their_evidence() {
    let evidence = |text: &str| Some(text.to_owned());
    for (stated, name, by) in [
        (
            "云岫区行政审批局",
            "云岫区政务服务和数据管理局",
            "曾用名“云岫区行政审批局”",
        ),
        (
            "云岫区住建局",
            "云岫区住房和城乡建设局",
            "曾用名“云岫区住建局”",
        ),
        ("教育局", "云岫区教育局", "表内名称“教育局”，区划或括注不同"),
        (
            "某市云岫区教育局",
            "云岫区教育局",
            "表内名称“某市云岫区教育局”，区划或括注不同",
        ),
        (
            "云岫区教育局（本级）",
            "云岫区教育局",
            "表内名称“云岫区教育局（本级）”，区划或括注不同",
        ),
        (
            "云岫区柳塘镇",
            "云岫区柳塘镇人民政府",
            "表内名称“云岫区柳塘镇”，后缀不同",
        ),
        ("卫健局", "云岫区卫生健康局", "简称“卫健局”"),
    ] {
        assert_eq!(matched(stated), (name.to_owned(), evidence(by)), "{stated}");
    }
}

#[test]
fn a_code_decides_only_where_no_name_does() {
    let mut form = of("2023/表.xlsx", "云岫区救助站", 2023);
    form.department_code = text_at("A2", "107");
    assert_eq!(
        unit(form).matched_by.as_deref(),
        Some("代码107，表内名称“云岫区救助站”")
    );

    let mut form = of("2023/表.xlsx", "云岫区教育局", 2023);
    form.department_code = text_at("A2", "107");
    assert_eq!(unit(form).name, "云岫区教育局");
}

#[test]
fn a_unit_that_is_not_listed_stays_itself() {
    let unit = unit(of("2023/表.xlsx", "云岫区科学技术协会", 2023));
    assert_eq!(
        (unit.name.as_str(), unit.on_roster),
        ("云岫区科学技术协会", Some(false))
    );
    let other_place = matched("河东县教育局");
    assert_eq!(other_place, ("河东县教育局".to_owned(), None));
}

#[test]
fn a_name_that_fits_several_units_is_matched_to_none() {
    let mut roster = roster();
    roster.entries.push(entry("405", "河东县教育局", &[]));
    let unit = units(&[of("2023/表.xlsx", "教育局", 2023)], Some(&roster), &[]).remove(0);
    assert_eq!(unit.on_roster, Some(false));
    let why = "名单中有多个单位与之相近（云岫区教育局、河东县教育局），未自动对应";
    assert_eq!(unit.matched_by.as_deref(), Some(why));
}

#[test]
fn a_project_belongs_to_the_unit_that_supervises_it() {
    let mut form = of("2023/项目.xlsx", "云岫区土壤肥料工作站", 2023);
    form.kind = FormKind::Project;
    form.supervisor = text_at("C4", "云岫区农业农村局");
    let unit = unit(form);
    assert_eq!(unit.name, "云岫区农业农村局");
    assert_eq!(
        unit.matched_by.as_deref(),
        Some("主管部门“云岫区农业农村局”")
    );
}

#[test]
fn a_form_without_a_name_is_found_by_its_files_name() {
    let found = unit(blank("2023/107 民政局自评表.xlsx"));
    assert_eq!(found.name, "云岫区民政局");
    assert_eq!(
        found.matched_by.as_deref(),
        Some("表内未写单位名称，按文件名对应")
    );
    let lost = unit(blank("2023/自评表.xlsx"));
    assert_eq!(
        (lost.name.as_str(), lost.on_roster),
        ("自评表", Some(false))
    );
    assert_eq!(
        lost.matched_by.as_deref(),
        Some("表内未写单位名称，暂用文件名")
    );
}

#[test]
fn without_a_roster_spellings_of_one_unit_become_one() {
    let forms = [
        of("2022/a.xlsx", "文化和旅游局", 2022),
        of("2023/a.xlsx", "云岫区文化和旅游局", 2023),
        of("2023/b.xlsx", "云岫区文化和旅游局（本级）", 2023),
    ];
    let names: Vec<_> = units(&forms, None, &[])
        .into_iter()
        .map(|unit| unit.name)
        .collect();
    assert_eq!(names, ["云岫区文化和旅游局"; 3]);
}

#[test]
fn without_a_roster_two_places_stay_two_units() {
    let forms = [
        of("甲/a.xlsx", "甲区教育局", 2023),
        of("乙/a.xlsx", "乙区教育局", 2023),
        of("a.xlsx", "教育局", 2023),
    ];
    let units = units(&forms, None, &[]);
    let names: Vec<_> = units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(names, ["甲区教育局", "乙区教育局", "教育局"]);
    assert!(
        units
            .iter()
            .all(|unit| unit.on_roster.is_none() && unit.matched_by.is_none())
    );
}

#[test]
fn a_person_decides_which_names_are_one_unit() {
    let forms = [
        of("2022/审批.xlsx", "云岫区行政审批局", 2022),
        of("2023/数据.xlsx", "云岫区政务服务和数据管理局", 2023),
        of("2023/教育.xlsx", "教育局", 2023),
        of("2022/教育.xlsx", "云岫区教育局", 2022),
    ];
    let pair = |earlier: &str, later: &str, same| Correspondence {
        place: "“对应.csv”第 2 行".to_owned(),
        earlier: earlier.to_owned(),
        later: later.to_owned(),
        same,
        ..Correspondence::default()
    };
    let confirmed = [
        pair("云岫区行政审批局", "云岫区政务服务和数据管理局", true),
        pair("教育局", "云岫区教育局", false),
    ];
    let units = units(&forms, None, &confirmed);
    let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "云岫区政务服务和数据管理局",
            "云岫区政务服务和数据管理局",
            "教育局",
            "云岫区教育局"
        ]
    );
    let how = units[0].matched_by.as_deref().expect("how");
    assert!(how.contains("“对应.csv”第 2 行的人工确认"), "{how}");
}

#[test]
fn units_with_like_names_stay_apart() {
    let mut roster = roster();
    for name in [
        "云岫区第一中学",
        "云岫区第二中学",
        "云岫区第一高级中学",
        "云岫区教育局机关服务中心",
        "云岫区财政局",
        "云岫区财政局国库支付局",
        "云岫区人民医院",
        "云岫区第二人民医院",
        "中共云岫区委办公室",
        "云岫区人民政府办公室",
    ] {
        roster.entries.push(entry("9", name, &[]));
    }
    for name in [
        "云岫区教育局",
        "教育局机关服务中心",
        "第一中学",
        "第二中学",
        "第一高级中学",
        "财政局国库支付局",
        "财政局",
        "人民医院",
        "第二人民医院",
        "云岫区委办公室",
        "人民政府办公室",
    ] {
        let unit = units(&[of("2023/表.xlsx", name, 2023)], Some(&roster), &[]).remove(0);
        assert!(unit.name.ends_with(name), "{name} is no {}", unit.name);
    }
    // Those that the list lacks are nobody else.
    let lists_one = Roster {
        entries: vec![
            entry("1", "云岫区第一高级中学", &[]),
            entry("2", "云岫区教育局机关事务管理局", &[]),
            entry("3", "云岫区第二人民医院", &[]),
        ],
        ..Roster::default()
    };
    for name in ["第一中学", "教育局", "人民医院", "第二中学"] {
        let unit = units(&[of("2023/表.xlsx", name, 2023)], Some(&lists_one), &[]).remove(0);
        assert_eq!((unit.name.as_str(), unit.on_roster), (name, Some(false)));
    }
}

#[test]
fn a_subordinate_with_the_code_of_its_office_replaces_nobody() {
    let mut station = of("2023/救助站.xlsx", "云岫区救助站", 2023);
    station.department_code = text_at("A2", "107");
    let office = of("2023/民政局.xlsx", "云岫区民政局", 2023);
    let both = units(&[station.clone(), office.clone()], Some(&roster()), &[]);
    assert_eq!(both[0].name, "云岫区救助站");
    assert_eq!(both[1].name, "云岫区民政局");
    let why = "代码与“云岫区民政局”相同，但名称不同，且该单位同一年度另有一份表，未合并，请核实";
    assert_eq!(both[0].matched_by.as_deref(), Some(why));
    // In different years the code still says whose it is.
    station.year.value = Some(2022);
    let apart = units(&[station, office], Some(&roster()), &[]);
    assert_eq!(apart[0].name, "云岫区民政局");
}
