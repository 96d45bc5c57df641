//! Targets and actual values as people type them, each pair with the meaning that a person gives it.

use super::*;

const PAIRS: &str = include_str!("pairs.tsv");

#[test]
fn every_pair_comes_to_what_a_person_makes_of_it() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in PAIRS.lines().filter(|row| !row.starts_with('#')) {
        let [target, actual, name, unit, expected] =
            row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let case = Case {
            target,
            actual,
            name,
            unit,
            weight: Some(Decimal::TEN),
            stated: Some(dec("4.44")),
            year: Some(2023),
            ..Case::default()
        };
        let line = score_one(&case, rules("national-2020"));
        let score = line.score.map(|score| score.normalize().to_string());
        let came_to = match line.status {
            ScoreStatus::Recomputed => score.unwrap(),
            ScoreStatus::Kept => {
                format!("{}..{}", line.lowest.normalize(), line.highest.normalize())
            }
            ScoreStatus::NotJudged => "open".to_owned(),
        };
        count += 1;
        if came_to != expected {
            wrong.push(format!(
                "{row}: {came_to}, {:?} {:?}",
                line.formula, line.reason
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_was_assumed_is_said() {
    let said = |target: &str, actual: &str, name: &str, words: &str| {
        let case = Case {
            target,
            actual,
            name,
            weight: Some(Decimal::TEN),
            ..Case::default()
        };
        let line = score_one(&case, rules("national-2020"));
        assert!(
            line.notes.iter().any(|note| note.contains(words)),
            "{target} / {actual}: {:?}",
            line.notes
        );
    };
    said("≥3万人次", "约3万人次", "", "不是确数");
    said("≥95%", "≥95%", "", "带有比较符号");
    said("每月1次", "9次", "", "折合成全年");
    said("≥100人", "培训2期，80人", "", "取与指标值单位相同的 80人");
    said("≤5%", "-8%", "预决算偏差率", "偏差不论正负");
    said("≥95%", "95%-98%", "", "两端得分相同");
    said("0起", "无", "", "按 0 计");
    said("2023年6月底前", "20230630", "", "即 2023年6月30日");
}

#[test]
fn converted_formulas_hold_as_they_are_written() {
    let formula =
        |target: &str, actual: &str| ten("national-2020", target, actual).formula.unwrap();
    assert_eq!(formula("每月1次", "9次"), "9次 ÷ 12次 × 10 = 7.5");
    assert_eq!(formula("≥8成", "72%"), "72% ÷ 8成 × 10 = 9");
    assert_eq!(
        formula("增长5%", "下降2%"),
        "-2%（负数按 0 计） ÷ 5% × 10 = 0"
    );
    assert_eq!(formula("偏差率≤5%", "-8%"), "5% ÷ |-8%| × 10 = 6.25");
}
