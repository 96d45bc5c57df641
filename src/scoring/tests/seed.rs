//! The district department of 2023: its rows, and its total.

use super::*;
use crate::form::model::{
    Coverage, FundLine, FundRole, Goals, Indicator, SelfEvaluation, Source, Sourced,
};
use crate::intake::grid::{Area, CellRef};

use crate::value::number::{Number, parse_number};
use crate::value::unit::AmountUnit;

pub(super) fn text(text: &str) -> Sourced<String> {
    Sourced {
        value: Some(text.to_owned()).filter(|text| !text.is_empty()),
        cells: Vec::new(),
        text: text.to_owned(),
    }
}

pub(super) fn number(number: &str) -> Sourced<Number> {
    Sourced {
        value: parse_number(number),
        cells: Vec::new(),
        text: number.to_owned(),
    }
}

pub(super) fn empty_form() -> SelfEvaluation {
    let corner = CellRef::new(0, 0);
    SelfEvaluation {
        source: Source {
            hidden: false,
            path: "2023/人社局.xlsx".to_owned(),
            sha256: String::new(),
            sheets: vec!["自评表".to_owned()],
            range: Area {
                first: corner,
                last: corner,
            },
        },
        kind: FormKind::Department,
        title: Sourced::default(),
        year: Sourced {
            value: Some(2023),
            ..Sourced::default()
        },
        department: text("人力资源和社会保障局"),
        department_code: Sourced::default(),
        supervisor: Sourced::default(),
        project: Sourced::default(),
        amount_unit: Sourced {
            value: Some(AmountUnit::WanYuan),
            ..Sourced::default()
        },
        funds: Vec::new(),
        goals: Goals::default(),
        indicators: Vec::new(),
        total_weight: Sourced::default(),
        total_score: Sourced::default(),
        grade: Sourced::default(),
        remarks: Vec::new(),
        columns: Vec::new(),
        fund_columns: Vec::new(),
        confidence: 100,
        out_of_range: Vec::new(),
        coverage: Coverage::default(),
    }
}

pub(super) fn fund(
    role: FundRole,
    label: &str,
    amounts: [&str; 3],
    weight: &str,
    stated: &str,
) -> FundLine {
    let [initial, adjusted, executed] = amounts.map(number);
    FundLine {
        label: text(label),
        role: Some(role),
        initial,
        adjusted,
        executed,
        weight: number(weight),
        score: number(stated),
        ..FundLine::default()
    }
}

pub(super) fn indicator(
    level2: &str,
    name: &str,
    target: &str,
    actual: &str,
    weight: &str,
    stated: &str,
) -> Indicator {
    Indicator {
        level2: text(level2),
        name: text(name),
        target: text(target),
        actual: text(actual),
        weight: number(weight),
        score: number(stated),
        ..Indicator::default()
    }
}

/// Name, target, actual, weight, stated, recomputed (empty: not judged), formula.
const ROWS: &[[&str; 8]] = &[
    [
        "数量指标",
        "职业技能培训人数",
        "≥2.45万人",
        "3.17万人",
        "6",
        "6",
        "6",
        "3.17万人 ≥ 2.45万人，得满分 6",
    ],
    [
        "成本指标",
        "培训费下降率",
        "≥5%",
        "0",
        "6",
        "6",
        "0",
        "0% ÷ 5% × 6 = 0",
    ],
    [
        "成本指标",
        "预算经费",
        "≤22635.40万元",
        "18558.34万元",
        "8",
        "8",
        "8",
        "18558.34万元 ≤ 22635.40万元，得满分 8",
    ],
    [
        "时效指标",
        "项目支出预算执行率",
        "=100%",
        "23.65%",
        "10",
        "2.37",
        "2.37",
        "23.65% ÷ 100% × 10 = 2.37",
    ],
    [
        "质量指标",
        "举报投诉案件结案率",
        "≥98%",
        "",
        "10",
        "10",
        "",
        "",
    ],
    [
        "质量指标",
        "社会化管理覆盖率",
        "≥98%",
        "100%",
        "12",
        "12",
        "12",
        "100% ≥ 98%，得满分 12",
    ],
    [
        "质量指标",
        "领取社会保险待遇资格认证率",
        "=100%",
        "97.12%",
        "13",
        "13",
        "12.63",
        "97.12% ÷ 100% × 13 = 12.63",
    ],
    [
        "社会效益指标",
        "城镇登记失业率",
        "≤4.5%",
        "5.5%",
        "7",
        "5.73",
        "5.73",
        "4.5% ÷ 5.5% × 7 = 5.73",
    ],
    [
        "社会效益指标",
        "新增就业人数",
        "≥2.70万人",
        "3.2万人",
        "8",
        "8",
        "8",
        "3.2万人 ≥ 2.70万人，得满分 8",
    ],
    [
        "服务对象满意度指标",
        "受益群众满意度",
        "≥95%",
        "98.75%",
        "10",
        "10",
        "10",
        "98.75% ≥ 95%，得满分 10",
    ],
];

pub(super) fn form() -> SelfEvaluation {
    SelfEvaluation {
        funds: vec![
            fund(
                FundRole::Total,
                "年度资金总额",
                ["22635.40", "18558.34", "4388.99"],
                "10",
                "2.37",
            ),
            fund(
                FundRole::Basic,
                "其中：基本支出",
                ["869.36", "966.99", "949.53"],
                "",
                "",
            ),
            fund(
                FundRole::Project,
                "项目支出",
                ["21766.04", "17591.35", "3439.45"],
                "",
                "",
            ),
        ],
        indicators: ROWS
            .iter()
            .map(|[level2, name, target, actual, weight, stated, ..]| {
                indicator(level2, name, target, actual, weight, stated)
            })
            .collect(),
        total_score: number("77.47"),
        grade: text("中"),
        ..empty_form()
    }
}

#[test]
fn every_row_of_the_seed_has_its_score_and_formula() {
    let profile = profile("national-2020");
    let rescored = super::score_form(&form(), profile);
    let (at, execution) = rescored.execution.as_ref().unwrap();
    assert_eq!(*at, 0);
    recomputed(
        execution,
        "2.37",
        "4388.99 ÷ 18558.34 = 23.65%，23.65% × 10 = 2.37",
    );
    assert_eq!(execution.met, Some(false));
    for ([_, name, _, _, weight, stated, expected, formula], line) in
        ROWS.iter().zip(&rescored.indicators)
    {
        if expected.is_empty() {
            not_judged(line, "实际完成值没有填");
            assert_eq!(
                (line.lowest, line.highest),
                (Decimal::ZERO, dec(weight)),
                "{name}"
            );
            assert_eq!(line.score, Some(dec(stated)), "{name}");
        } else {
            recomputed(line, expected, formula);
        }
    }
}

#[test]
fn the_total_of_the_seed_says_what_it_leaves_open() {
    for name in ["national-2020", "xinjiang"] {
        let rescored = super::score_form(&form(), profile(name));
        assert_eq!(rescored.profile, name);
        assert_eq!(rescored.stated_total, Some(dec("77.47")));
        assert_eq!(rescored.stated_sum, Some(dec("83.47")));
        // 2.37 + 6 + 0 + 8 + 2.37 + 10 (stands in) + 12 + 12.63 + 5.73 + 8 + 10
        assert_eq!(rescored.total, Some(dec("77.10")));
        assert_eq!(rescored.not_judged_points, dec("10"));
        assert_eq!(rescored.lowest_total, Some(dec("67.10")));
        assert_eq!(rescored.highest_total, Some(dec("77.10")));
        assert_eq!(rescored.grade.as_deref(), Some("中"));
        assert_eq!(rescored.stated_total_grade.as_deref(), Some("中"));
    }
}

#[test]
fn the_seed_by_other_rules() {
    let total = |name: &str| super::score_form(&form(), profile(name)).total.unwrap();
    // Linear: (1 − 1/4.5) × 7 = 5.44 instead of 5.73.
    assert_eq!(total("strict"), dec("76.81"));
    // 23.65 % and 0 % are below 70 %: the rate of the project money falls to 0. 129.39 % is within 130 %.
    assert_eq!(total("sichuan-2025-department"), dec("74.73"));
}
