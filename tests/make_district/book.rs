//! A self-evaluation as a careful office would fill it in: sums add up, scores follow the rules of
//! `national-2020`, what is below full marks has its reason. Mistakes change it afterwards.

use rust_decimal::{Decimal, RoundingStrategy};

use super::bank::{self, Way};
use super::funds::funds;
use super::random::Random;
use super::rows::{chosen, row, weights};
use super::units::Unit;
use super::words;

/// How the full marks are parted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Frame {
    /// Execution 10, output 50, benefit 30, satisfaction 10.
    Ten,
    /// Execution 20, output 40, benefit 30, satisfaction 10.
    Twenty,
    /// No marks for execution: output 60, benefit 30, satisfaction 10.
    None,
}

impl Frame {
    fn execution(self) -> Option<Decimal> {
        match self {
            Self::Ten => Some(Decimal::TEN),
            Self::Twenty => Some(Decimal::from(20)),
            Self::None => None,
        }
    }

    pub(super) fn output(self) -> i64 {
        match self {
            Self::Ten => 50,
            Self::Twenty => 40,
            Self::None => 60,
        }
    }
}

/// What a row of the budget block holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum FundKind {
    Total,
    Basic,
    Personnel,
    Office,
    Project,
    Appropriation,
    CarriedOver,
    Other,
}

/// A row of the budget block, in 万元.
#[derive(Clone, Debug)]
pub(crate) struct Fund {
    pub(crate) kind: FundKind,
    pub(crate) initial: Decimal,
    pub(crate) adjusted: Decimal,
    pub(crate) executed: Decimal,
    /// The change as stated, of layouts that have it.
    pub(crate) change: Decimal,
    /// The rate as stated, in percent with two places; none where nothing was budgeted.
    pub(crate) rate: Option<Decimal>,
}

impl Fund {
    pub(super) fn new(
        kind: FundKind,
        initial: Decimal,
        adjusted: Decimal,
        executed: Decimal,
    ) -> Self {
        let change = adjusted - initial;
        let mut fund = Self {
            kind,
            initial,
            adjusted,
            executed,
            change,
            rate: None,
        };
        fund.rate = fund.right_rate();
        fund
    }

    /// Executed of adjusted in percent, two places.
    pub(crate) fn right_rate(&self) -> Option<Decimal> {
        let rate = (self.executed * Decimal::ONE_HUNDRED).checked_div(self.adjusted)?;
        Some(two_places(rate))
    }
}

/// A value as it is written: sign, figure or words, unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) sign: String,
    pub(crate) figure: String,
    pub(crate) unit: String,
}

impl Value {
    pub(crate) fn new(sign: &str, figure: impl ToString, unit: &str) -> Self {
        Self {
            sign: sign.to_owned(),
            figure: figure.to_string(),
            unit: unit.to_owned(),
        }
    }

    /// As in one cell: ≥100人.
    pub(crate) fn whole(&self) -> String {
        let sign = if self.sign == "定性" {
            ""
        } else {
            &self.sign
        };
        format!("{sign}{}{}", self.figure, self.unit)
    }
}

/// One indicator of a book.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) of: bank::Indicator,
    pub(crate) target: Value,
    pub(crate) actual: Value,
    /// Target and actual as numbers, where they are any.
    pub(crate) numbers: Option<(Decimal, Decimal)>,
    pub(crate) prior: String,
    pub(crate) midyear: String,
    /// Stated completion in percent.
    pub(crate) completion: Option<Decimal>,
    pub(crate) weight: Option<Decimal>,
    pub(crate) score: Option<Decimal>,
    pub(crate) reason: String,
    pub(crate) measure: String,
}

impl Row {
    /// Whether it has full marks.
    pub(crate) fn is_full(&self) -> bool {
        self.score == self.weight
    }
}

/// A whole form.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) unit: Unit,
    pub(crate) year: i64,
    /// The year of the title, where it is another.
    pub(crate) title_year: i64,
    pub(crate) project: Option<String>,
    pub(crate) funds: Vec<Fund>,
    pub(crate) execution_weight: Option<Decimal>,
    pub(crate) execution_score: Option<Decimal>,
    pub(crate) rows: Vec<Row>,
    pub(crate) weights: Decimal,
    pub(crate) total: Decimal,
    pub(crate) grade: &'static str,
    /// Why little was spent, where little was.
    pub(crate) spending: String,
    /// Month and day of the year after.
    pub(crate) filled: (i64, i64),
    pub(crate) person: String,
}

impl Book {
    /// The sums and the grade of the marks that stand in the rows.
    pub(crate) fn settle(&mut self) {
        let scores: Decimal = self.rows.iter().filter_map(|row| row.score).sum();
        let weights: Decimal = self.rows.iter().filter_map(|row| row.weight).sum();
        self.total = scores + self.execution_score.unwrap_or_default();
        self.weights = weights + self.execution_weight.unwrap_or_default();
        self.grade = grade(self.total);
    }
}

/// 优 from 90, 良 from 80, 中 from 60, 差 below.
pub(crate) fn grade(total: Decimal) -> &'static str {
    match total {
        total if total >= Decimal::from(90) => "优",
        total if total >= Decimal::from(80) => "良",
        total if total >= Decimal::from(60) => "中",
        _ => "差",
    }
}

/// Half away from zero.
pub(crate) fn two_places(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// So many thousandths of a value.
pub(super) fn part(value: Decimal, thousandths: i64) -> Decimal {
    value * Decimal::new(thousandths, 3)
}

/// A department's book for a year; `before` is its book of the year before.
pub(crate) fn department(
    unit: &Unit,
    year: i64,
    frame: Frame,
    kinds: &[FundKind],
    before: Option<&Book>,
    random: &mut Random,
) -> Book {
    let funds = funds(kinds, before, random);
    book(unit, year, None, frame, funds, before, random)
}

/// A book for each of the projects that together are the project expenditure of `of`.
pub(crate) fn projects(of: &Book, count: i64, frames: &[Frame], random: &mut Random) -> Vec<Book> {
    let Some(whole) = of
        .funds
        .iter()
        .find(|fund| fund.kind == FundKind::Project)
        .cloned()
    else {
        return Vec::new();
    };
    // Other projects than in the year before: one of the same name would have to go on from its figures.
    let of_year = (0..)
        .zip(words::PROJECTS)
        .filter(|(at, _)| (at + of.year) % 2 == 0)
        .map(|(_, name)| name)
        .collect();
    let mut names = random.shuffled(of_year);
    let mut left = whole;
    let mut books = Vec::new();
    for more in (0..count).rev() {
        let (initial, adjusted, executed) = if more == 0 {
            (left.initial, left.adjusted, left.executed)
        } else {
            let share = random.between(200, 500);
            (
                part(left.initial, share),
                part(left.adjusted, share),
                part(left.executed, share),
            )
        };
        let [initial, adjusted, executed] = [initial, adjusted, executed].map(two_places);
        left.initial -= initial;
        left.adjusted -= adjusted;
        left.executed -= executed;
        let funds = vec![
            Fund::new(FundKind::Total, initial, adjusted, executed),
            Fund::new(FundKind::Appropriation, initial, adjusted, executed),
            Fund::new(
                FundKind::CarriedOver,
                Decimal::ZERO,
                Decimal::ZERO,
                Decimal::ZERO,
            ),
            Fund::new(FundKind::Other, Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
        ];
        let name = names.pop().unwrap_or("综合业务").to_owned();
        let frame = *random.pick(frames);
        books.push(book(
            &of.unit,
            of.year,
            Some(name),
            frame,
            funds,
            None,
            random,
        ));
    }
    books
}

fn book(
    unit: &Unit,
    year: i64,
    project: Option<String>,
    frame: Frame,
    funds: Vec<Fund>,
    before: Option<&Book>,
    random: &mut Random,
) -> Book {
    let chosen = chosen(before, project.is_some(), random);
    let weights = weights(&chosen, frame, random);
    let open = |indicator: &bank::Indicator| {
        !matches!(indicator.way, Way::ByDate) && indicator.level1() != "满意度指标"
    };
    let possible: Vec<usize> = (0..chosen.len()).filter(|at| open(&chosen[*at])).collect();
    let missed: Vec<usize> = random
        .shuffled(possible)
        .into_iter()
        .take(usize::try_from(random.between(1, 3)).unwrap_or(1))
        .collect();
    let rows: Vec<Row> = chosen
        .iter()
        .zip(weights)
        .enumerate()
        .map(|(at, (indicator, weight))| {
            let old = before.and_then(|book| book.rows.iter().find(|row| row.of == *indicator));
            row(*indicator, weight, year, missed.contains(&at), old, random)
        })
        .collect();
    let mut rows = rows;
    words::explain(&mut rows, random);
    let total = funds.first();
    let rate = total.and_then(Fund::right_rate);
    let spending = match rate {
        Some(rate) if rate < Decimal::from(90) => words::spending(random),
        _ => String::new(),
    };
    let execution_weight = frame.execution();
    let execution_score = execution_weight
        .zip(rate)
        .map(|(weight, rate)| two_places(weight * rate / Decimal::ONE_HUNDRED).min(weight));
    let mut book = Book {
        unit: unit.clone(),
        year,
        title_year: year,
        project,
        funds,
        execution_weight,
        execution_score,
        rows,
        weights: Decimal::ZERO,
        total: Decimal::ZERO,
        grade: "",
        spending,
        filled: (random.between(2, 3), random.between(1, 28)),
        person: words::person(random),
    };
    book.settle();
    book
}
