//! The forms of the small district, its findings and its files.

use super::super::collect::{Run, collect};
use super::super::record::FileFate;
use super::super::records::Records;
use super::super::{CompareSettings, Comparison, compare};
use super::{Sketch, assessment, dec};
use crate::checks::finding::{Confidence, Finding, Place, Severity};
use crate::checks::run::FormOutcome;
use crate::form::model::FormKind;
use crate::scoring::{Assessment, Profile, profile};
use crate::survey::FileStatus;
use crate::value::unit::AmountUnit;

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
fn finding(form: usize, rule: &'static str, subject: &str, cell: &str) -> Finding {
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
                    rule,
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
        profile: &Profile::load(profile::DEFAULT).unwrap(),
    });
    let comparison = compare(&records, &CompareSettings::default()).unwrap();
    (records, comparison)
}
