//! A small district for tests: five departments, two years, the figures stated by hand.
//!
//! Forms are laid out as a workbook would: the budget block from row 5, the indicators from row 12,
//! the total below them. Columns: A to C the levels, D target, E mid-year, F actual, G completion,
//! H weight, I score, J reason; the budget block uses C initial, D adjusted, E executed, F rate.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::collect::{FormOutcome, Run, collect};
use super::record::{FileFate, FileStatus};
use super::{CompareSettings, Comparison, Records, compare};
use crate::checks::finding::{Confidence, Finding, Place, Severity};
use crate::form::model::{
    CellUse, Coverage, FormKind, FundLine, FundRole, Goals, Indicator, SelfEvaluation, SheetCell,
    Source, Sourced,
};
use crate::intake::grid::Area;
use crate::scoring::{Assessment, LineScore, Rescored, ScoreStatus};
use crate::submission::{Standing, Submission, Unit};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// A decimal from its text.
pub(crate) fn dec(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

fn at(address: &str) -> Vec<SheetCell> {
    vec![SheetCell {
        sheet: 0,
        cell: address.parse().unwrap(),
    }]
}

fn words(text: &str, address: &str) -> Sourced<String> {
    Sourced {
        value: (!text.is_empty()).then(|| text.to_owned()),
        cells: at(address),
        text: text.to_owned(),
    }
}

fn number(text: &str, address: &str) -> Sourced<Number> {
    let value = match text.strip_suffix('%') {
        Some(percent) => Some(dec(percent) / Decimal::ONE_HUNDRED),
        None => (!text.is_empty()).then(|| dec(text)),
    };
    Sourced {
        value: value.map(Number::written),
        cells: at(address),
        text: text.to_owned(),
    }
}

/// One form as its figures.
pub(crate) struct Sketch<'a> {
    pub(crate) unit: &'a str,
    pub(crate) group: &'a str,
    pub(crate) year: i32,
    pub(crate) kind: FormKind,
    /// initial, adjusted, executed
    pub(crate) money: [&'a str; 3],
    pub(crate) unit_of_money: AmountUnit,
    /// stated and recomputed execution score, of 10
    pub(crate) execution: [&'a str; 2],
    /// A line an indicator: level 1, level 2, name, target, actual, weight, stated score,
    /// recomputed score (empty: not judged), arithmetic or reason.
    pub(crate) rows: &'a str,
    pub(crate) stated: &'a str,
    pub(crate) stated_grade: &'a str,
    pub(crate) recomputed: &'a str,
    pub(crate) grade: &'a str,
}

fn line(weight: &str, stated: &str, score: &str, note: &str) -> LineScore {
    let weight = dec(weight);
    let value = |text: &str| (!text.is_empty()).then(|| dec(text));
    let judged = value(score);
    LineScore {
        status: if judged.is_some() {
            ScoreStatus::Recomputed
        } else {
            ScoreStatus::NotJudged
        },
        weight: Some(weight),
        stated: value(stated),
        score: judged.or(value(stated)),
        formula: judged.map(|_| note.to_owned()),
        rule: "positive.under".to_owned(),
        reason: judged.is_none().then(|| note.to_owned()),
        lowest: judged.unwrap_or_default(),
        highest: judged.unwrap_or(weight),
        completion: judged.and_then(|score| score.checked_div(weight)),
        met: judged.map(|score| score == weight),
        notes: Vec::new(),
    }
}

/// The assessment that a sketch describes.
pub(crate) fn assessment(sketch: &Sketch<'_>) -> Assessment {
    let path = format!("{}/{}.xlsx", sketch.year, sketch.unit);
    let total = FundLine {
        label: words("年度资金总额", "A5"),
        role: Some(FundRole::Total),
        initial: number(sketch.money[0], "C5"),
        adjusted: number(sketch.money[1], "D5"),
        executed: number(sketch.money[2], "E5"),
        rate: number("", "F5"),
        weight: number("10", "H5"),
        score: number(sketch.execution[0], "I5"),
        ..FundLine::default()
    };
    let mut indicators = Vec::new();
    let mut scores = Vec::new();
    let mut stated_sum = if sketch.execution[0].is_empty() {
        Decimal::ZERO
    } else {
        dec(sketch.execution[0])
    };
    let mut open = Decimal::ZERO;
    for (index, row) in sketch.rows.lines().enumerate() {
        let cell = |column: &str| format!("{column}{}", 12 + index);
        let cells: Vec<&str> = row.split('|').collect();
        let [
            level1,
            level2,
            name,
            target,
            actual,
            weight,
            stated,
            score,
            note,
        ] = cells[..]
        else {
            panic!("nine cells a row: {row}")
        };
        indicators.push(Indicator {
            level1: words(level1, &cell("A")),
            level2: words(level2, &cell("B")),
            name: words(name, &cell("C")),
            target: words(target, &cell("D")),
            actual: words(actual, &cell("F")),
            completion: number("", &cell("G")),
            weight: number(weight, &cell("H")),
            score: number(stated, &cell("I")),
            reason: words("", &cell("J")),
            ..Indicator::default()
        });
        let score = line(weight, stated, score, note);
        stated_sum += score.stated.unwrap_or_default();
        if score.status == ScoreStatus::NotJudged {
            open += dec(weight);
        }
        scores.push(score);
    }
    let recomputed = (!sketch.recomputed.is_empty()).then(|| dec(sketch.recomputed));
    let range: Area = "A1:J30".parse().unwrap();
    let total_row = format!("I{}", 12 + sketch.rows.lines().count());
    let form = SelfEvaluation {
        source: Source {
            path,
            sha256: "ab".repeat(32),
            sheets: vec!["自评表".to_owned()],
            range,
        },
        kind: sketch.kind,
        title: words("部门整体支出绩效自评表", "A1"),
        year: Sourced {
            value: Some(sketch.year),
            cells: at("A2"),
            text: format!("{}年度", sketch.year),
        },
        department: words(sketch.unit, "B3"),
        department_code: Sourced::default(),
        supervisor: Sourced::default(),
        project: Sourced::default(),
        amount_unit: Sourced {
            value: Some(sketch.unit_of_money),
            cells: at("J2"),
            text: format!("单位：{}", sketch.unit_of_money),
        },
        funds: vec![total],
        goals: Goals::default(),
        indicators,
        total_weight: number("100", "H30"),
        total_score: number(sketch.stated, &total_row),
        grade: words(sketch.stated_grade, "J30"),
        remarks: Vec::new(),
        columns: Vec::new(),
        fund_columns: Vec::new(),
        confidence: 97,
        coverage: Coverage {
            cells: vec![
                (
                    at("A1")[0],
                    CellUse::Label,
                    "部门整体支出绩效自评表".to_owned(),
                ),
                (at("B3")[0], CellUse::Used, sketch.unit.to_owned()),
                (at("A29")[0], CellUse::Note, "填表人：".to_owned()),
            ],
        },
    };
    Assessment {
        submission: Submission {
            form,
            unit: Unit {
                name: sketch.unit.to_owned(),
                code: None,
                group: Some(sketch.group.to_owned()),
                on_roster: Some(true),
                matched_by: None,
            },
            year: Some(sketch.year),
            year_from: "表内".to_owned(),
            standing: Standing::Current,
        },
        rescored: Rescored {
            profile: "national-2020".to_owned(),
            execution: (!sketch.execution[0].is_empty()).then(|| {
                (
                    0,
                    line(
                        "10",
                        sketch.execution[0],
                        sketch.execution[1],
                        "执行率 × 10",
                    ),
                )
            }),
            indicators: scores,
            stated_total: (!sketch.stated.is_empty()).then(|| dec(sketch.stated)),
            stated_sum: Some(stated_sum),
            total: recomputed,
            not_judged_points: open,
            not_applicable_points: Decimal::ZERO,
            lowest_total: recomputed.map(|total| total - open),
            highest_total: recomputed,
            grade: (!sketch.grade.is_empty()).then(|| sketch.grade.to_owned()),
            stated_total_grade: (!sketch.stated_grade.is_empty())
                .then(|| sketch.stated_grade.to_owned()),
        },
    }
}

/// The seed: a bureau whose stated total misses its rows by exactly one row's score.
const SEED_ROWS: &str = "\
产出指标|数量指标|职业技能培训人数|≥2.45万人|3.17万人|6|6|6|3.17万人 ≥ 2.45万人，得满分 6
产出指标|成本指标|培训费下降率|≥5%|0|6|6|0|0 ÷ 5% × 6 = 0.00
产出指标|成本指标|预算经费|≤22635.40万元|18558.34万元|8|8|8|18558.34万元 ≤ 22635.40万元，得满分 8
产出指标|时效指标|项目支出预算执行率|=100%|23.65%|10|2.37|2.37|23.65% ÷ 100% × 10 = 2.37
产出指标|质量指标|举报投诉案件结案率|≥98%||10|10||缺实际完成值
产出指标|质量指标|社会化管理覆盖率|≥98%|100%|12|12|12|100% ≥ 98%，得满分 12
产出指标|质量指标|领取社会保险待遇资格认证率|=100%|97.12%|13|13|12.63|97.12% ÷ 100% × 13 = 12.63
效益指标|社会效益指标|城镇登记失业率|≤4.5%|5.5%|7|5.73|5.73|4.5% ÷ 5.5% × 7 = 5.73
效益指标|社会效益指标|新增就业人数|≥2.70万人|3.2万人|8|8|8|3.2万人 ≥ 2.70万人，得满分 8
满意度指标|服务对象满意度指标|受益群众满意度|≥95%|98.75%|10|10|10|98.75% ≥ 95%，得满分 10";

const SEED_2022: &str = "\
产出指标|数量指标|职业技能培训人数|≥2.40万人|2.45万人|30|30|30|达标，得满分 30
产出指标|质量指标|2022年领取社会保险待遇资格认证率|=100%|96%|30|28.80|28.80|96% ÷ 100% × 30 = 28.80
效益指标|社会效益指标|城镇登记就业率|≥95%|95.5%|20|20|20|达标，得满分 20
满意度指标|服务对象满意度指标|受益群众满意度|≥95%|96%|10|10|10|达标，得满分 10";

const FULL: &str = "\
产出指标|数量指标|新建学位数|≥1200个|1260个|50|50|50|达标，得满分 50
效益指标|社会效益指标|义务教育巩固率|≥99%|99.6%|30|30|30|达标，得满分 30
满意度指标|服务对象满意度指标|家长满意度|≥90%|95%|10|10|10|达标，得满分 10";

const WEAK: &str = "\
产出指标|数量指标|免疫规划接种针次|≥10万针次|5万针次|50|50|25|5 ÷ 10 × 50 = 25.00
效益指标|社会效益指标|传染病报告及时率|≥98%|98%|30|30|30|达标，得满分 30
满意度指标|服务对象满意度指标|就诊患者满意度|≥90%|81%|10|10|9|81% ÷ 90% × 10 = 9.00";

fn sketch<'a>(unit: &'a str, group: &'a str, year: i32, rows: &'a str) -> Sketch<'a> {
    Sketch {
        unit,
        group,
        year,
        kind: FormKind::Department,
        money: ["1000", "1000", "1000"],
        unit_of_money: AmountUnit::WanYuan,
        execution: ["10", "10"],
        rows,
        stated: "100",
        stated_grade: "优",
        recomputed: "100",
        grade: "优",
    }
}

/// 2023: 人社 77.10, 教育 100, 卫健 72.75 (stated 98.75), 城管 100 (a tie with 教育), 南街道 without
/// any score; 2022: 人社 98.45, 教育 99.5, 卫健 100, 住建 100 (missing in 2023).
pub(crate) fn assessments() -> Vec<Assessment> {
    let bureau = "党政机关";
    [
        Sketch {
            money: ["22635.40", "18558.34", "4388.99"],
            execution: ["2.37", "2.37"],
            stated: "77.47",
            stated_grade: "中",
            recomputed: "77.10",
            grade: "中",
            ..sketch("人力资源和社会保障局", bureau, 2023, SEED_ROWS)
        },
        Sketch {
            money: ["52000000", "53000000.05", "53000000.05"],
            unit_of_money: AmountUnit::Yuan,
            ..sketch("教育局", bureau, 2023, FULL)
        },
        Sketch {
            money: ["2000", "2000", "1750"],
            execution: ["8.75", "8.75"],
            stated: "98.75",
            recomputed: "72.75",
            grade: "中",
            ..sketch("卫生健康委员会", bureau, 2023, WEAK)
        },
        sketch("城市管理局", bureau, 2023, FULL),
        Sketch {
            money: ["300", "", "280"],
            execution: ["", ""],
            stated: "",
            stated_grade: "",
            recomputed: "",
            grade: "",
            ..sketch("南街道办事处", "街道乡镇", 2023, "")
        },
        Sketch {
            money: ["20000", "20000", "19300"],
            execution: ["9.65", "9.65"],
            stated: "98.45",
            recomputed: "98.45",
            ..sketch("人力资源和社会保障局", bureau, 2022, SEED_2022)
        },
        Sketch {
            money: ["5000", "5000", "4750"],
            execution: ["9.50", "9.50"],
            stated: "99.50",
            recomputed: "99.50",
            ..sketch("教育局", bureau, 2022, FULL)
        },
        sketch("卫生健康委员会", bureau, 2022, FULL),
        sketch("住房和城乡建设局", bureau, 2022, FULL),
    ]
    .iter()
    .map(assessment)
    .collect()
}

/// A finding about one cell of a form.
pub(crate) fn finding(form: usize, rule: &'static str, subject: &str, cell: &str) -> Finding {
    let all = assessments();
    let submission = &all[form].submission;
    Finding {
        rule,
        title: "得分与合计不符".to_owned(),
        severity: Severity::Error,
        confidence: Confidence::Certain,
        category: "算术勾稽",
        form: Some(form),
        department: submission.unit.name.clone(),
        year: submission.year,
        file: submission.form.source.path.clone(),
        places: vec![Place {
            form,
            role: "得分".to_owned(),
            sheet: "自评表".to_owned(),
            cell: cell.to_owned(),
        }],
        subject: subject.to_owned(),
        found: "77.47".to_owned(),
        expected: "各行得分之和 83.47".to_owned(),
        difference: Some(dec("-6.00")),
        tolerance: "0.01 分".to_owned(),
        message: "自评总分 77.47 与各行得分之和 83.47 不符，少 6.00 分。".to_owned(),
        advice: "请核对各行得分，更正总分。".to_owned(),
        points: Some(dec("6")),
    }
}

/// The findings of the small district: 人社 of 2023 twice, once of 2022, 卫健 of 2023 once.
pub(crate) fn findings() -> Vec<Finding> {
    vec![
        finding(0, "A12", "", "I22"),
        Finding {
            points: Some(dec("0.37")),
            severity: Severity::Warning,
            ..finding(0, "A11", "领取社会保险待遇资格认证率", "I18")
        },
        finding(2, "A11", "免疫规划接种针次", "I12"),
        finding(5, "A12", "", "I16"),
    ]
}

/// The outcomes of two rules on each form: an error rule and a warning rule.
pub(crate) fn outcomes() -> Vec<FormOutcome> {
    let found = findings();
    (0..assessments().len())
        .flat_map(|form| {
            [("A12", Severity::Error), ("A11", Severity::Warning)].map(|(rule, severity)| {
                let findings = found
                    .iter()
                    .filter(|f| f.form == Some(form) && f.rule == rule)
                    .count();
                FormOutcome {
                    form,
                    rule: rule.to_owned(),
                    severity,
                    passed: usize::from(findings == 0),
                    findings,
                    not_judged: 0,
                }
            })
        })
        .collect()
}

/// A file for every form, a broken one and one that is no candidate.
pub(crate) fn files() -> Vec<FileFate> {
    let mut files: Vec<FileFate> = assessments()
        .iter()
        .map(|assessment| FileFate {
            path: assessment.submission.form.source.path.clone(),
            sha256: Some("ab".repeat(32)),
            status: FileStatus::Read,
            forms: 1,
            ..FileFate::default()
        })
        .collect();
    files.push(FileFate {
        path: "2023/损坏.xlsx".to_owned(),
        status: FileStatus::Refused,
        reason: Some("文件已损坏：不是完整的压缩包；请重新报送".to_owned()),
        ..FileFate::default()
    });
    files.push(FileFate {
        path: "2023/~$教育局.xlsx".to_owned(),
        status: FileStatus::Skipped,
        reason: Some("Excel 打开文件时留下的锁文件".to_owned()),
        ..FileFate::default()
    });
    files
}

/// The records and the comparison of the small district.
pub(crate) fn district() -> (Records, Comparison) {
    let records = collect(&Run {
        assessments: &assessments(),
        findings: &findings(),
        outcomes: &outcomes(),
        files: &files(),
    });
    let comparison = compare(&records, &CompareSettings::default()).unwrap();
    (records, comparison)
}
