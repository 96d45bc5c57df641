//! A small district for tests: five departments, two years, the figures stated by hand.
//!
//! Forms are laid out as a workbook would: the budget block from row 5, the indicators from row 12,
//! the total below them. Columns: A to C the levels, D target, E mid-year, F actual, G completion,
//! H weight, I score, J reason; the budget block uses C initial, D adjusted, E executed, F rate.

mod district;

use std::str::FromStr;

use rust_decimal::Decimal;

pub(crate) use district::{assessments, district, files, findings, outcomes};

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
            hidden: false,
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
        out_of_range: Vec::new(),
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
            timing: None,
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
            money: None,
            rescaling: None,
        },
    }
}
