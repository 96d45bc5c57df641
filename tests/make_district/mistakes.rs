//! Mistakes that offices make: what each does to a perfect book, which rules should find it, and at
//! which places.

use rust_decimal::Decimal;

use super::bank::Way;
use super::book::{Book, Row, Value, two_places};
use super::draw::Place;
use super::layouts::{Amount, Column, Head, Layout, Total};

/// A kind of mistake within one form.
pub(crate) struct Mistake {
    pub(crate) name: &'static str,
    /// Any of these is right.
    pub(crate) rules: &'static [&'static str],
    /// Makes the mistake and gives its places, any of which is right; none where this book and layout
    /// have no room for it.
    make: fn(&mut Book, &Layout) -> Option<Vec<Place>>,
}

impl Mistake {
    /// Makes the mistake in a book.
    pub(crate) fn make(&self, book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
        (self.make)(book, layout)
    }
}

const fn mistake(
    name: &'static str,
    rules: &'static [&'static str],
    make: fn(&mut Book, &Layout) -> Option<Vec<Place>>,
) -> Mistake {
    Mistake { name, rules, make }
}

/// All of them.
pub(crate) const CATALOGUE: &[Mistake] = &[
    mistake("the total is not the sum", &["A12"], total_is_not_the_sum),
    mistake("weights make 105", &["A05"], |book, _| heavier(book, 5)),
    mistake("weights make 95", &["A05"], lighter),
    mistake("the rate is wrong", &["A04"], rate_is_wrong),
    mistake(
        "the parts are not the whole",
        &["A01", "A02"],
        parts_are_not_the_whole,
    ),
    mistake("the change is wrong", &["A03"], change_is_wrong),
    mistake(
        "full marks beside a missed target",
        &["L04"],
        full_marks_though_missed,
    ),
    mistake("the score is too high", &["A11"], score_too_high),
    mistake(
        "the actual value is missing",
        &["L01", "L02"],
        actual_is_missing,
    ),
    mistake("no reason", &["L03"], no_reason),
    mistake("another grade", &["A13"], another_grade),
    mistake("more than the weight", &["A08"], more_than_the_weight),
    mistake(
        "the score of execution is wrong",
        &["A10"],
        execution_score_is_wrong,
    ),
    mistake("more spent than budgeted", &["L15"], overspent),
    mistake("another unit", &["L09"], another_unit),
    mistake("satisfaction of 100", &["L20"], all_are_satisfied),
    mistake("late with full marks", &["L21"], late_with_full_marks),
    mistake("the score is missing", &["A09"], score_is_missing),
    mistake("the weight is missing", &["A07"], weight_is_missing),
    mistake("far beyond the target", &["L07"], far_beyond),
    mistake("a cost as at least", &["L10"], cost_as_at_least),
    mistake("an empty reason", &["L25"], empty_reason),
    mistake("an indicator twice", &["Q04"], indicator_twice),
    mistake("a quantity in words", &["Q05"], quantity_in_words),
    mistake("an actual value with a sign", &["L09"], actual_with_sign),
    mistake("the completion is wrong", &["A17"], completion_is_wrong),
    mistake("less than at midyear", &["L18"], less_than_at_midyear),
    mistake("full marks throughout", &["L16"], full_marks_throughout),
    mistake("filled in late", &["M02"], filled_in_late),
];

fn has(layout: &Layout, wanted: Column) -> bool {
    layout.columns.iter().any(|(column, _)| *column == wanted)
}

fn has_amount(layout: &Layout, wanted: Amount) -> bool {
    layout.amounts.iter().any(|(amount, _)| *amount == wanted)
}

/// The first row of which something holds.
fn find(book: &Book, holds: impl Fn(&Row) -> bool) -> Option<usize> {
    book.rows.iter().position(holds)
}

fn is_measured(row: &Row) -> bool {
    row.numbers.is_some()
}

/// A row that lost marks for its figures: more than the rules overlook.
fn is_missed(row: &Row) -> bool {
    let lost = row
        .weight
        .zip(row.score)
        .map(|(weight, score)| weight - score);
    is_measured(row) && lost.is_some_and(|lost| lost >= Decimal::new(3, 1))
}

/// Where a target stands.
fn target(at: usize, layout: &Layout) -> Vec<Place> {
    [Column::Target, Column::Sign, Column::Figure]
        .into_iter()
        .filter(|column| has(layout, *column))
        .map(|column| Place::Row(at, column))
        .collect()
}

fn total_is_not_the_sum(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    book.total -= Decimal::from(3);
    Some(vec![Place::Total])
}

fn heavier(book: &mut Book, by: i64) -> Option<Vec<Place>> {
    let at = find(book, |row| {
        row.is_full() && row.weight > Some(Decimal::from(7))
    })?;
    let row = &mut book.rows[at];
    row.weight = row.weight.map(|weight| weight + Decimal::from(by));
    row.score = row.weight;
    book.settle();
    Some(vec![Place::Row(at, Column::Weight)])
}

fn lighter(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    // Without marks of its own, execution might have the five that are missing.
    book.execution_weight?;
    heavier(book, -5)
}

fn rate_is_wrong(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    let column = [Amount::Rate, Amount::BareRate]
        .into_iter()
        .find(|column| has_amount(layout, *column))?;
    let total = book.funds.first_mut()?;
    total.rate = total.rate.map(|rate| rate - Decimal::new(44, 1));
    Some(vec![Place::Fund(0, column)])
}

fn parts_are_not_the_whole(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = book.funds.len() - 1;
    let fund = book.funds.get_mut(at)?;
    fund.adjusted += Decimal::new(3750, 2);
    fund.change = fund.adjusted - fund.initial;
    fund.rate = fund.right_rate();
    Some(vec![
        Place::Fund(at, Amount::Adjusted),
        Place::Fund(0, Amount::Adjusted),
    ])
}

fn change_is_wrong(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    if !has_amount(layout, Amount::Change) {
        return None;
    }
    book.funds.first_mut()?.change += Decimal::from(50);
    Some(vec![Place::Fund(0, Amount::Change)])
}

fn full_marks_though_missed(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, is_missed)?;
    let row = &mut book.rows[at];
    row.score = row.weight;
    book.settle();
    Some(vec![Place::Row(at, Column::Score)])
}

fn score_too_high(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, is_missed)?;
    let row = &mut book.rows[at];
    let sum = row.weight? + row.score?;
    row.score = Some(two_places(sum / Decimal::TWO));
    book.settle();
    Some(vec![Place::Row(at, Column::Score)])
}

fn actual_is_missing(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| is_measured(row) && row.is_full())?;
    let row = &mut book.rows[at];
    row.actual = Value::new("", "", "");
    row.completion = None;
    Some(vec![Place::Row(at, Column::Actual)])
}

fn no_reason(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, is_missed)?;
    let row = &mut book.rows[at];
    row.reason.clear();
    row.measure.clear();
    Some(vec![
        Place::Row(at, Column::Reason),
        Place::Row(at, Column::Score),
    ])
}

fn another_grade(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    if !layout.grade || layout.total != Total::Foot {
        return None;
    }
    book.grade = if book.grade == "优" { "良" } else { "优" };
    Some(vec![Place::Grade])
}

fn more_than_the_weight(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, Row::is_full)?;
    let row = &mut book.rows[at];
    row.score = row.score.map(|score| score + Decimal::TWO);
    book.settle();
    Some(vec![Place::Row(at, Column::Score)])
}

fn execution_score_is_wrong(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let score = book.execution_score?;
    book.execution_score = Some(score - Decimal::ONE);
    book.settle();
    Some(vec![Place::Fund(0, Amount::Score)])
}

fn overspent(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = book.funds.len() - 1;
    let fund = book.funds.get_mut(at)?;
    let more = two_places(fund.adjusted * Decimal::new(105, 2)) - fund.executed;
    fund.executed += more;
    fund.rate = fund.right_rate();
    let total = book.funds.first_mut()?;
    total.executed += more;
    total.rate = total.right_rate();
    let (rate, weight) = (total.rate, book.execution_weight);
    book.execution_score = weight
        .zip(rate)
        .map(|(weight, rate)| two_places(weight * rate / Decimal::ONE_HUNDRED).min(weight));
    book.settle();
    Some(vec![Place::Fund(at, Amount::Executed)])
}

fn another_unit(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| row.is_full() && row.of.level2 == "数量指标")?;
    "吨".clone_into(&mut book.rows[at].actual.unit);
    Some(vec![Place::Row(at, Column::Actual)])
}

fn all_are_satisfied(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| row.of.level1() == "满意度指标")?;
    let row = &mut book.rows[at];
    let (target, _) = row.numbers?;
    "100".clone_into(&mut row.actual.figure);
    row.numbers = Some((target, Decimal::ONE_HUNDRED));
    row.completion = Some(two_places(Decimal::from(10_000) / target));
    Some(vec![Place::Row(at, Column::Actual)])
}

fn late_with_full_marks(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let next = book.year + 1;
    let at = find(book, |row| row.of.way == Way::ByDate)?;
    book.rows[at].actual = Value::new("", format!("{next}年2月16日"), "");
    Some(vec![Place::Row(at, Column::Actual)])
}

fn score_is_missing(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| is_measured(row) && row.is_full())?;
    book.rows[at].score = None;
    book.settle();
    Some(vec![Place::Row(at, Column::Score)])
}

fn weight_is_missing(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| is_measured(row) && row.is_full())?;
    book.rows[at].weight = None;
    book.settle();
    Some(vec![Place::Row(at, Column::Weight)])
}

fn far_beyond(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| row.is_full() && row.of.level2 == "数量指标")?;
    let row = &mut book.rows[at];
    let (target, _) = row.numbers?;
    let actual = row.of.rounded(target * Decimal::new(165, 2));
    row.actual.figure = actual.normalize().to_string();
    row.numbers = Some((target, actual));
    row.completion = Some(two_places(actual * Decimal::ONE_HUNDRED / target));
    Some(vec![Place::Row(at, Column::Actual)])
}

fn cost_as_at_least(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    let at = find(book, |row| row.of.level2 == "成本指标" && row.is_full())?;
    "≥".clone_into(&mut book.rows[at].target.sign);
    Some(target(at, layout))
}

fn empty_reason(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let at = find(book, is_missed)?;
    "工作有序推进".clone_into(&mut book.rows[at].reason);
    book.rows[at].measure.clear();
    Some(vec![Place::Row(at, Column::Reason)])
}

fn indicator_twice(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    let first = find(book, |row| row.of.level2 == "数量指标" && row.is_full())?;
    let second = book
        .rows
        .iter()
        .enumerate()
        .position(|(at, row)| at != first && row.of.level2 == "数量指标" && row.is_full())?;
    let weight = book.rows[second].weight;
    book.rows[second] = Row {
        weight,
        score: weight,
        ..book.rows[first].clone()
    };
    Some(vec![Place::Row(second, Column::Name)])
}

fn quantity_in_words(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    if !has(layout, Column::Level2) {
        return None;
    }
    let at = find(book, |row| row.of.level2 == "数量指标" && row.is_full())?;
    let row = &mut book.rows[at];
    row.target = Value::new("定性", "按计划完成", "");
    row.actual = Value::new("", "完成", "");
    row.numbers = None;
    row.completion = None;
    "按计划完成".clone_into(&mut row.prior);
    "正在推进".clone_into(&mut row.midyear);
    Some(target(at, layout))
}

fn actual_with_sign(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    if has(layout, Column::Unit) {
        return None;
    }
    let at = find(book, |row| row.of.level1() == "满意度指标")?;
    "≥".clone_into(&mut book.rows[at].actual.sign);
    Some(vec![Place::Row(at, Column::Actual)])
}

fn completion_is_wrong(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    if !has(layout, Column::Completion) {
        return None;
    }
    let at = find(book, |row| row.of.level2 == "数量指标" && row.is_full())?;
    let row = &mut book.rows[at];
    row.completion = row.completion.map(|rate| rate + Decimal::new(731, 2));
    Some(vec![Place::Row(at, Column::Completion)])
}

fn less_than_at_midyear(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    let counts = |row: &Row| ["件", "场", "人次"].contains(&row.of.unit) && row.is_full();
    let at = find(book, counts).filter(|_| has(layout, Column::Midyear))?;
    let row = &mut book.rows[at];
    let (_, actual) = row.numbers?;
    row.midyear = format!("{}{}", (actual + Decimal::ONE).normalize(), row.of.unit);
    Some(vec![
        Place::Row(at, Column::Midyear),
        Place::Row(at, Column::Actual),
    ])
}

fn full_marks_throughout(book: &mut Book, _: &Layout) -> Option<Vec<Place>> {
    for row in book.rows.iter_mut().filter(|row| !row.is_full()) {
        row.actual = Value {
            sign: String::new(),
            ..row.target.clone()
        };
        row.numbers = row.numbers.map(|(target, _)| (target, target));
        row.completion = Some(Decimal::ONE_HUNDRED);
        row.score = row.weight;
        row.reason.clear();
        row.measure.clear();
    }
    for fund in &mut book.funds {
        fund.executed = fund.adjusted;
        fund.rate = fund.right_rate();
    }
    book.spending.clear();
    book.execution_score = book.execution_weight;
    book.settle();
    Some(vec![Place::Total])
}

fn filled_in_late(book: &mut Book, layout: &Layout) -> Option<Vec<Place>> {
    let has_date = match layout.head {
        Head::Pair => layout.total == Total::Foot,
        Head::TwoPairs => true,
        Head::InLine | Head::Project => false,
    };
    if !has_date {
        return None;
    }
    book.filled = (6, 19);
    Some(vec![Place::Filled])
}
