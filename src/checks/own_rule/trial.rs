//! A rule is tried when it is read: one that no form could ever be judged by is a slip of whoever wrote it,
//! and is told before the run, with the expression.

use rust_decimal::Decimal;

use super::expression::{Expression, NoAnswer, Reach};
use super::fields::{Record, Stated};

/// Whether the expression gives an answer on some made-up form: one where all is stated, another with other
/// figures and words, and one where nothing is.
///
/// # Errors
/// Why it gives none, in Chinese.
pub(super) fn can_answer(expression: &Expression, reach: Reach) -> Result<(), &'static str> {
    let figures = |first: u32| Stated::All {
        first: Decimal::from(first),
        text: "2023 年甲局",
    };
    let mut whys = Vec::new();
    for stated in [figures(1), figures(70), Stated::Nothing] {
        match tried(expression, reach, stated) {
            Ok(()) => return Ok(()),
            Err(why) => whys.push(why),
        }
    }
    // On the last one every number is missing; why the others gave no answer says more.
    let of_the_rule = |why: &&NoAnswer| why.is_of_the_rule();
    match whys.iter().take(2).find(of_the_rule) {
        Some(why) if whys.iter().all(|why| why.is_of_the_rule()) => Err(why.on_any_form()),
        _ => Ok(()),
    }
}

fn tried(expression: &Expression, reach: Reach, stated: Stated) -> Result<(), NoAnswer> {
    let (row, fund) = (Record::made_up_row(stated), Record::made_up_fund(stated));
    let form = Record::made_up_form(stated, row.clone(), fund.clone());
    let records: Vec<(&'static str, &Record)> = match reach {
        Reach::Form => vec![("form", &form)],
        Reach::Row => vec![("form", &form), ("row", &row)],
        Reach::Fund => vec![("form", &form), ("fund", &fund)],
    };
    expression.holds(&records).map(|_| ())
}
