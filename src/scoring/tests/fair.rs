//! Targets and actual values as departments type them, each with every score out of ten that a fair reviewer gives.
//!
//! The lists were written by people who had not seen the code: an unfair score is a defect whatever the reason, and
//! of what a reviewer judges at a glance only a few may be declined.

use super::*;

/// name, target, actual value, the fair scores (`nj` is "not judged"), a remark.
const LISTS: [(&str, &str); 6] = [
    ("given", include_str!("fair/given.tsv")),
    ("written_1", include_str!("fair/written_1.tsv")),
    ("written_2", include_str!("fair/written_2.tsv")),
    ("written_3", include_str!("fair/written_3.tsv")),
    ("written_4", include_str!("fair/written_4.tsv")),
    ("written_5", include_str!("fair/written_5.tsv")),
];

/// What somebody found who looked for unfair scores; much of it may be declined.
const CONTESTED: &str = include_str!("fair/contested.tsv");

/// Of a hundred pairs that are judged at a glance so many may be declined.
const DECLINED_OF_A_HUNDRED: usize = 4;

/// The pairs of a list that come to an unfair score, those that are declined though they are judged at a glance,
/// and how many are.
fn judged(list: &str) -> (Vec<String>, Vec<String>, usize) {
    let (mut unfair, mut declined, mut easy) = (Vec::new(), Vec::new(), 0);
    for pair in list.lines().skip(1) {
        let fields: Vec<&str> = pair.split('\t').collect();
        let [name, target, actual, fair, ..] = fields.as_slice() else {
            panic!("{pair}");
        };
        let case = Case {
            name,
            target,
            actual,
            weight: Some(Decimal::TEN),
            stated: Some(Decimal::TEN),
            year: Some(2023),
            ..Case::default()
        };
        let line = score_one(&case, rules("national-2020"));
        let fair: Vec<&str> = fair.split(',').map(str::trim).collect();
        let may_be_declined = fair.contains(&"nj");
        easy += usize::from(!may_be_declined);
        let is_fair = match line.status {
            ScoreStatus::Recomputed => line.score.is_some_and(|score| {
                let score = score.normalize().to_string();
                fair.iter().any(|fair| *fair == score)
            }),
            // Words are kept as stated, here full marks: fair wherever these are, or a person decides.
            ScoreStatus::Kept => {
                may_be_declined || (fair.contains(&"10") && line.highest == Decimal::TEN)
            }
            ScoreStatus::NotJudged => {
                if !may_be_declined {
                    declined.push(format!("{pair}: {:?}", line.reason));
                }
                true
            }
        };
        if !is_fair {
            unfair.push(format!("{pair}: {:?} {:?}", line.score, line.formula));
        }
    }
    (unfair, declined, easy)
}

#[test]
fn no_score_is_unfair_and_little_is_declined() {
    for (list, pairs) in LISTS {
        let (unfair, declined, easy) = judged(pairs);
        assert!(easy > 200, "{list}: {easy} judged at a glance");
        assert!(unfair.is_empty(), "{list}, unfair:\n{}", unfair.join("\n"));
        assert!(
            declined.len() * 100 <= easy * DECLINED_OF_A_HUNDRED,
            "{list}, declined {} of {easy}:\n{}",
            declined.len(),
            declined.join("\n")
        );
    }
}

#[test]
fn what_was_contested_is_not_unfair() {
    let (unfair, ..) = judged(CONTESTED);
    assert!(CONTESTED.lines().count() > 300);
    assert!(unfair.is_empty(), "unfair:\n{}", unfair.join("\n"));
}
