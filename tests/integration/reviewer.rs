//! What a careful reviewer sees in a small workbook, and what the bureau decides about it: every test writes
//! the workbook and calls the program.

#![allow(
    clippy::field_reassign_with_default,
    reason = "a test changes one thing or another of a form that is right"
)]

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::program::{Ended, huiping, shown};

const FUND_HEADING: [&str; 6] = [
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "得分",
];
const HEADING: [&str; 8] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
];

/// A form as a department fills it in; all is right until a test changes something.
#[derive(Clone)]
struct Form {
    sheet: &'static str,
    /// The row's label and its six cells.
    funds: Vec<[&'static str; 7]>,
    rows: Vec<[&'static str; 8]>,
    total: &'static str,
    /// The order in which the columns of the indicator block stand.
    columns: [usize; 8],
    /// Notes above the title and between the blocks.
    notes: bool,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            sheet: "自评表",
            funds: vec![
                [
                    "年度资金总额",
                    "125.00",
                    "120.00",
                    "114.00",
                    "10",
                    "95%",
                    "9.50",
                ],
                ["其中：当年财政拨款", "100.00", "95.00", "90.00", "", "", ""],
                ["上年结转资金", "25.00", "25.00", "24.00", "", "", ""],
            ],
            rows: vec![
                [
                    "产出指标",
                    "数量指标",
                    "技能培训人数",
                    "≥400人",
                    "420人",
                    "20",
                    "20",
                    "",
                ],
                [
                    "产出指标",
                    "质量指标",
                    "培训合格率",
                    "≥95%",
                    "96.2%",
                    "15",
                    "15",
                    "",
                ],
                [
                    "产出指标",
                    "时效指标",
                    "补贴按期发放率",
                    "≥98%",
                    "98.4%",
                    "15",
                    "15",
                    "",
                ],
                [
                    "效益指标",
                    "社会效益指标",
                    "培训后就业人数",
                    "≥300人",
                    "291人",
                    "25",
                    "24.25",
                    "三季度两家用工企业停产，少吸纳 9 人；已对接新企业",
                ],
                [
                    "效益指标",
                    "经济效益指标",
                    "人均增收额",
                    "≥1500元",
                    "1580元",
                    "5",
                    "5",
                    "",
                ],
                [
                    "满意度指标",
                    "服务对象满意度指标",
                    "学员满意度",
                    "≥90%",
                    "93.5%（问卷 212 份）",
                    "10",
                    "10",
                    "",
                ],
            ],
            total: "98.75",
            columns: [0, 1, 2, 3, 4, 5, 6, 7],
            notes: false,
        }
    }
}

impl Form {
    fn write(&self, folder: &Path, name: &str) -> PathBuf {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(self.sheet).expect("a name");
        let mut at = 0;
        let mut put = |cells: &[&str]| {
            for (col, text) in (0_u16..).zip(cells) {
                match text.parse::<f64>() {
                    _ if text.is_empty() => {}
                    Ok(number) => {
                        sheet.write_number(at, col, number).expect("a number");
                    }
                    Err(_) => {
                        sheet.write_string(at, col, *text).expect("a text");
                    }
                }
            }
            at += 1;
        };
        if self.notes {
            put(&["附件2"]);
            put(&[]);
        }
        put(&["部门整体支出绩效自评表"]);
        put(&["（2023年度）"]);
        put(&["部门名称", "云岫区技工教育中心"]);
        let mut heading = vec!["年度资金（万元）", ""];
        heading.extend(FUND_HEADING);
        put(&heading);
        for fund in &self.funds {
            let mut cells = vec![""];
            cells.extend(fund);
            put(&cells);
        }
        if self.notes {
            put(&["注：金额保留两位小数。"]);
            put(&[]);
        }
        let ordered = |row: &[&'static str; 8]| self.columns.map(|column| row[column]);
        put(&ordered(&HEADING));
        for row in &self.rows {
            put(&ordered(row));
        }
        // The total stands under the scores, wherever these are.
        let mut total = ordered(&["", "", "", "", "", "100", self.total, ""]);
        match total.first_mut() {
            Some(first @ &mut "") => *first = "总分",
            _ => panic!("the first column has to be one of words"),
        }
        put(&total);
        let path = folder.join(name);
        book.save(&path).expect("a workbook");
        path
    }
}

/// What `check` says of one form: its findings as JSON.
fn findings_with(form: &Form, more: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = form.write(folder.path(), "技工教育中心.xlsx");
    let mut arguments = vec!["check", shown(&path), "--format", "json"];
    arguments.extend(more);
    let ended = huiping(&arguments);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    all["findings"].as_array().expect("findings").clone()
}

fn findings(form: &Form) -> Vec<Value> {
    findings_with(form, &[])
}

fn text<'v>(finding: &'v Value, key: &str) -> &'v str {
    finding[key].as_str().unwrap_or_default()
}

/// Some finding of a rule says all of this.
fn says(form: &Form, rule: &str, parts: &[&str]) {
    let all = findings(form);
    let said = all.iter().any(|finding| {
        text(finding, "rule") == rule
            && parts
                .iter()
                .all(|part| text(finding, "message").contains(part))
    });
    let told: Vec<String> = all
        .iter()
        .map(|finding| format!("{} {}", text(finding, "rule"), text(finding, "message")))
        .collect();
    assert!(said, "{rule} {parts:?} in\n{}", told.join("\n"));
}

#[test]
fn a_form_in_order_gives_no_error_and_no_doubt() {
    let told: Vec<Value> = findings(&Form::default())
        .into_iter()
        .filter(|finding| finding["severity"] != "notice")
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_gap_is_explained_where_arithmetic_can() {
    let right = Form::default();
    // 98.75 − 15: two rows have 15; − 24.25: one row has.
    let one_row = Form {
        total: "74.50",
        ..right.clone()
    };
    says(
        &one_row,
        "A12",
        &["少 24.25", "恰为“培训后就业人数”一行的得分 24.25"],
    );
    let execution = Form {
        total: "89.25",
        ..right.clone()
    };
    says(&execution, "A12", &["少 9.50", "“预算执行率”"]);
    let twice = Form {
        total: "118.75",
        ..right.clone()
    };
    says(&twice, "A12", &["多 20.00", "“技能培训人数”", "加了两次"]);
    let digits = Form {
        total: "97.85",
        ..right.clone()
    };
    says(&digits, "A12", &["少 0.90", "写颠倒"]);
    let rounded = Form {
        total: "99",
        ..right.clone()
    };
    says(&rounded, "A12", &["多 0.25", "四舍五入"]);

    // Two rows with their scores in each other's place: 5 of 25 and 24.25 of 5.
    let mut swapped = right.clone();
    swapped.rows[3][6] = "5";
    swapped.rows[4][6] = "24.25";
    says(&swapped, "A11", &["对调即都相符"]);

    // 95 + 25 + 25: the carry-over once more.
    let mut sub_row = right.clone();
    sub_row.funds[0][2] = "145.00";
    says(&sub_row, "A01", &["多 25", "“上年结转资金”", "加了两次"]);
    let mut fund_digits = right.clone();
    fund_digits.funds[0][3] = "141.00";
    says(&fund_digits, "A01", &["写颠倒"]);
    let mut yuan = right.clone();
    yuan.funds[0][3] = "1140000";
    // What follows from it is not told again.
    let followers = ["A04", "A10", "L15"];
    assert!(
        findings(&yuan)
            .iter()
            .all(|finding| !followers.contains(&text(finding, "rule")))
    );
    says(&yuan, "A16", &["1140000", "一个按元、一个按万元"]);
}

#[test]
fn a_rate_may_be_rounded_or_cut_but_not_invented() {
    // 96.85 ÷ 100.50 = 96.3682 %: rounded 96.37 %, cut 96.36 %.
    let with_rate = |rate: &'static str| {
        let mut form = Form::default();
        form.funds = vec![[
            "年度资金总额",
            "100.50",
            "100.50",
            "96.85",
            "10",
            rate,
            "9.64",
        ]];
        form.total = "98.89";
        findings(&form)
            .iter()
            .filter(|finding| finding["rule"] == "A04")
            .count()
    };
    assert_eq!((with_rate("96.37%"), with_rate("96.36%")), (0, 0));
    assert_eq!(with_rate("97.37%"), 1);
    // The score by the cut rate, cut: 9.63; by the rounded one 9.64.
    let mut cut = Form::default();
    cut.funds = vec![[
        "年度资金总额",
        "100.50",
        "100.50",
        "96.85",
        "10",
        "96.36%",
        "9.63",
    ]];
    cut.total = "98.88";
    assert!(
        findings(&cut)
            .iter()
            .all(|finding| finding["rule"] != "A10")
    );
}

#[test]
fn repeats_fold_and_followers_of_a_blank_are_counted() {
    let mut form = Form::default();
    for row in [0, 1, 2] {
        form.rows[row][4] = "";
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = form.write(folder.path(), "技工教育中心.xlsx");
    let ended = huiping(&["check", shown(&path), "--format", "json"]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let of_rule: Vec<&Value> = all["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["rule"] == "L02")
        .collect();
    assert_eq!(of_rule.len(), 1, "{of_rule:#?}");
    let cells: Vec<&str> = of_rule[0]["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|place| text(place, "cell"))
        .collect();
    // Rows 9 to 11 of the sheet, in Excel order.
    assert_eq!(cells, ["E9", "G9", "E10", "G10", "E11", "G11"]);
    assert!(
        all["suppressed"].as_u64() > Some(0),
        "{}",
        all["suppressed"]
    );
}

#[test]
fn columns_rows_notes_and_the_sheets_name_change_nothing_but_addresses() {
    let mut wrong = Form::default();
    wrong.total = "74.50";
    wrong.rows[1][4] = "90%";
    wrong.rows[4][7] = "无";
    wrong.rows[5][4] = "";
    wrong.funds[0][5] = "99%";
    let gist = |form: &Form| -> Vec<String> {
        let mut gist: Vec<String> = findings(form)
            .iter()
            .map(|finding| {
                let keys = [
                    "rule",
                    "severity",
                    "subject",
                    "found",
                    "difference",
                    "points",
                ];
                keys.map(|key| text(finding, key)).join("|")
            })
            .collect();
        gist.sort();
        gist
    };
    let plain = gist(&wrong);
    assert!(plain.len() >= 5, "{plain:#?}");
    let changed = [
        Form {
            columns: [0, 1, 2, 6, 5, 4, 3, 7],
            ..wrong.clone()
        },
        Form {
            columns: [2, 1, 0, 7, 3, 4, 6, 5],
            ..wrong.clone()
        },
        Form {
            notes: true,
            ..wrong.clone()
        },
        Form {
            sheet: "Sheet9",
            ..wrong.clone()
        },
    ];
    for form in &changed {
        assert_eq!(gist(form), plain);
    }
}

/// A run with these settings; the form has a total 0.25 too high and one row above its weight.
fn with_settings(settings: &str, files: &[(&str, &str)]) -> Ended {
    let folder = tempfile::tempdir().expect("a folder");
    let mut form = Form::default();
    form.total = "99";
    let path = form.write(folder.path(), "技工教育中心.xlsx");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let config = folder.path().join("huiping.toml");
    std::fs::write(&config, settings).expect("settings");
    huiping(&[
        "check",
        shown(&path),
        "--config",
        shown(&config),
        "--format",
        "json",
    ])
}

fn severity_of_a12(settings: &str) -> Option<String> {
    let ended = with_settings(settings, &[]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let found = all["findings"].as_array().expect("findings").iter();
    found
        .filter(|finding| finding["rule"] == "A12")
        .map(|finding| text(finding, "severity").to_owned())
        .next()
}

#[test]
fn tolerances_severities_and_rules_are_the_bureaus() {
    let of = |lines: &str| severity_of_a12(&format!("[checks.A12]\n{lines}\n"));
    assert_eq!(of("").as_deref(), Some("error"));
    // The gap is 0.25 of 98.75, that is 0.2532 %.
    assert_eq!(of("tolerance = 0.25"), None);
    assert_eq!(of("tolerance = 0.24").as_deref(), Some("error"));
    assert_eq!(of("tolerance = \"0.3%\""), None);
    assert_eq!(of("tolerance = \"0.2%\"").as_deref(), Some("error"));
    assert_eq!(of("tolerance = \"exact\"").as_deref(), Some("error"));
    let both = "tolerance = { absolute = 0.30, relative = 0.01 }";
    assert_eq!(of(both), None);
    assert_eq!(of("severity = \"提示\"").as_deref(), Some("notice"));
    assert_eq!(of("enabled = false"), None);
    let when = |condition: &str| {
        of(&format!(
            "[[checks.A12.when]]\n{condition}\nseverity = \"疑点\""
        ))
    };
    assert_eq!(when("kind = \"部门整体支出\"").as_deref(), Some("warning"));
    assert_eq!(when("kind = \"项目支出\"").as_deref(), Some("error"));
    assert_eq!(when("years = [2023]").as_deref(), Some("warning"));
    assert_eq!(when("years = [2022]").as_deref(), Some("error"));
}

#[test]
fn waivers_come_as_a_workbook_or_as_text_and_count_only_when_complete() {
    let rows = [
        ["部门", "规则", "单元格", "理由", "批准人", "日期"],
        [
            "云岫区技工教育中心",
            "A12",
            "G15",
            "总分按规定取整",
            "张某",
            "2024-04-28",
        ],
    ];
    let csv: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    let waived = |settings: &str, files: &[(&str, &str)]| {
        let ended = with_settings(settings, files);
        let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
        let left = all["findings"].as_array().expect("findings").iter();
        let left: Vec<String> = left
            .map(|finding| text(finding, "rule").to_owned())
            .collect();
        (all["waived"].as_u64().expect("a count"), left)
    };
    let (count, left) = waived("waivers = \"豁免.csv\"\n", &[("豁免.csv", &csv)]);
    assert_eq!(count, 1);
    assert!(
        !left.contains(&"A12".to_owned()) && !left.contains(&"W01".to_owned()),
        "{left:?}"
    );
    // Nobody approved it: it stays, and the waiver is told of.
    let unsigned = csv.replace("张某", "");
    let (count, left) = waived("waivers = \"豁免.csv\"\n", &[("豁免.csv", &unsigned)]);
    assert_eq!(count, 0);
    assert!(
        left.contains(&"A12".to_owned()) && left.contains(&"W01".to_owned()),
        "{left:?}"
    );

    let folder = tempfile::tempdir().expect("a folder");
    let mut form = Form::default();
    form.total = "99";
    let path = form.write(folder.path(), "技工教育中心.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0_u32..).zip(rows) {
        for (col, text) in (0_u16..).zip(row) {
            sheet.write_string(at, col, text).expect("a text");
        }
    }
    let waivers = folder.path().join("豁免.xlsx");
    book.save(&waivers).expect("a workbook");
    let ended = huiping(&[
        "check",
        shown(&path),
        "--waivers",
        shown(&waivers),
        "--format",
        "json",
    ]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    assert_eq!(all["waived"], 1);
}

#[test]
fn a_rule_of_the_bureaus_own_reads_every_documented_field() {
    // One condition a field of the example file: each is true of this form, so each has to find something.
    let row = [
        "row.level1 == '产出指标'",
        "row.level2 == '数量指标'",
        "row.name == '技能培训人数'",
        "row.target == '≥400人'",
        "row.actual == '420人'",
        "row.target_value == 400.0",
        "row.actual_value == 420.0",
        "row.completion > 1.0",
        "row.weight == 20.0",
        "row.score == 20.0",
        "row.recomputed == 20.0",
        "row.met",
        "row.reason == ''",
        "row.measures == ''",
    ];
    let fund = [
        "fund.name == '年度资金总额'",
        "fund.role == '合计'",
        "fund.initial == 125.0",
        "fund.adjusted == 120.0",
        "fund.executed == 114.0",
        "fund.rate == 0.95",
        "fund.weight == 10.0",
        "fund.score == 9.5",
    ];
    let form = [
        "form.kind == '部门整体支出'",
        "form.year == 2023",
        "form.department == '云岫区技工教育中心'",
        "form.total == 99.0",
        "form.score_sum == 98.75",
        "form.recomputed == 98.75",
        "form.execution_rate == 0.95",
        "form.rows.exists(r, r.weight == 25.0)",
        "form.funds.exists(f, f.executed == 114.0)",
    ];
    let mut settings = String::new();
    let mut count = 0;
    for (scope, conditions) in [("指标", &row[..]), ("资金", &fund[..]), ("表", &form[..])] {
        for condition in conditions {
            count += 1;
            settings.push_str(&format!(
                "[[rule]]\nid = \"B{count:02}\"\ntitle = \"第 {count} 条自定规则\"\nseverity = \"错误\"\nscope = \"{scope}\"\n\
                 when = \"{condition}\"\nmessage = \"成立\"\nadvice = \"核对。\"\n"
            ));
        }
    }
    let ended = with_settings(&settings, &[]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let found = all["findings"].as_array().expect("findings");
    let silent: Vec<String> = (1..=count)
        .map(|nth| format!("B{nth:02}"))
        .filter(|id| !found.iter().any(|finding| text(finding, "rule") == id))
        .collect();
    let all_conditions: Vec<&str> = row.iter().chain(&fund).chain(&form).copied().collect();
    let silent: Vec<(&String, &str)> = silent
        .iter()
        .map(|id| {
            (
                id,
                all_conditions[id[1..].parse::<usize>().expect("a number") - 1],
            )
        })
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
    assert_eq!(ended.code, 1);
}

#[test]
fn the_terminal_groups_by_file_and_the_exit_code_tells_of_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let right = Form::default();
    right.write(folder.path(), "甲.xlsx");
    let ended = huiping(&["check", shown(&folder.path().join("甲.xlsx"))]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let wrong = Form {
        total: "74.50",
        ..right
    };
    let path = wrong.write(folder.path(), "乙.xlsx");
    let ended = huiping(&["check", shown(&path)]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stdout.starts_with("乙.xlsx  错误 1"),
        "{}",
        ended.stdout
    );
    // Colour is for terminals.
    assert!(!ended.stdout.contains('\u{1b}'));
}
