//! How two units go together: the same thing, converted exactly, or a frequency beside a count of the year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::frequency::{InYear, in_a_year, is_of_days};
use super::super::units::{Kind, kind_of};

/// What to multiply each side with, and what has to be assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) target_factor: u64,
    pub(super) actual_factor: u64,
    pub(super) assumption: Option<String>,
    /// The unit in which both are counted over the year, where one of them is a frequency.
    pub(super) yearly: Option<String>,
    /// For which numbers it holds.
    holds: Holds,
    /// Another reading, for numbers for which this one does not hold.
    pub(super) otherwise: Option<Box<Relation>>,
}

/// For which numbers a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// For any.
    Always,
    /// Where the target is met: a year holds no whole number of days.
    WhereMet,
    /// Where the actual value, which names no period, can only be the count of the year: 10次 in answer to 1次/月 is
    /// one, 1次 may be that of a month.
    OfTheYear,
    /// For none: the numbers of several periods do not add up.
    Never,
    /// Where the actual value, which names no period, can only be that of one: 64小时 in answer to 64小时/周.
    OfOnePeriod(u64),
    /// Where only one side is for each of something: where the numbers lie within so many times of each other. 100人
    /// may answer 每期100人, and 660元 each of 660元/人, but neither does a sum over all of them.
    Within(u64),
}

impl Relation {
    const fn plain(assumption: Option<String>) -> Self {
        Self {
            target_factor: 1,
            actual_factor: 1,
            assumption,
            yearly: None,
            holds: Holds::Always,
            otherwise: None,
        }
    }

    /// Whether the numbers go with the relation; `actual` is converted already, `target` is not.
    pub(super) fn is_plausible(&self, target: Decimal, actual: Decimal) -> bool {
        let Some(whole) = target.checked_mul(Decimal::from(self.target_factor)) else {
            return false;
        };
        match self.holds {
            Holds::Always => true,
            Holds::Never => false,
            Holds::WhereMet => actual >= whole,
            // 2次 in answer to 每学期2次 may repeat the target.
            Holds::OfTheYear => {
                let repeats = actual == target && target > Decimal::ONE;
                let twice = actual.checked_mul(Decimal::TWO);
                !repeats && twice.is_some_and(|twice| twice >= whole)
            }
            Holds::OfOnePeriod(times) => actual
                .checked_mul(Decimal::TWO)
                .zip(whole.checked_mul(Decimal::from(times)))
                .zip(whole.checked_mul(Decimal::from(4)))
                .is_some_and(|((twice, year), four_periods)| twice < year && twice <= four_periods),
            Holds::Within(reach) => {
                let times = |value: Decimal| value.checked_mul(Decimal::from(reach));
                let reaches = |a: Decimal, b: Decimal| times(a).is_some_and(|most| most >= b);
                actual.is_zero() || (reaches(actual, whole) && reaches(whole, actual))
            }
        }
    }
}

/// What a unit counts per stretch of the year: 次 of 次/月. Money and rates are none, as 元 beside 元/月 leaves
/// the period out and means the same.
pub(in super::super) fn counted_per(unit: &str) -> Option<&str> {
    let (upper, lower) = halves(unit);
    let short = in_a_year(lower).is_some_and(|times| times != InYear::Exactly(1));
    (is_count(upper) && short).then_some(upper)
}

/// What a unit counts for each of something, or per stretch of the year: 人 of 人/期, 次 of 次/月.
pub(super) fn counted_each(unit: &str) -> Option<&str> {
    let (upper, lower) = halves(unit);
    let (_, rest) = without_period(lower);
    counted_per(unit).or_else(|| (is_count(upper) && !rest.is_empty()).then_some(upper))
}

/// Whether a unit counts or measures, unlike money and rates.
pub(in super::super) fn is_count(unit: &str) -> bool {
    let money = ["元", "美元", "欧元", "港元", "日元"];
    let (upper, _) = halves(unit);
    !upper.is_empty() && !money.contains(&upper) && kind_of(upper) != Kind::Ratio
}

/// How the units of a target and an actual value go together; `None` where they contradict.
pub(super) fn relate(target: &str, actual: &str) -> Option<Relation> {
    if target == actual {
        return Some(Relation::plain(None));
    }
    if let Some((wanted, given)) = shares(target, actual) {
        return Some(Relation {
            target_factor: wanted,
            actual_factor: given,
            ..Relation::plain(None)
        });
    }
    let (target_upper, target_lower) = halves(target);
    let (actual_upper, actual_lower) = halves(actual);
    let (target_period, target_rest) = without_period(target_lower);
    let (actual_period, actual_rest) = without_period(actual_lower);
    if target_period == actual_period
        && let Some(relation) =
            per_converted((target_upper, &target_rest), (actual_upper, &actual_rest))
    {
        return Some(relation);
    }
    if !target_rest.is_subset(&actual_rest) && !actual_rest.is_subset(&target_rest) {
        return None;
    }
    // 2例 says nothing of how many there are for each 100,000.
    let of_many = |rest: &BTreeSet<&str>| rest.iter().any(|per| per.contains('万'));
    if of_many(&target_rest) != of_many(&actual_rest) && !actual_upper.is_empty() {
        return None;
    }
    let mut uppers = relate_uppers(target_upper, actual_upper)?;
    if target_rest != actual_rest && !target_upper.is_empty() && !actual_upper.is_empty() {
        uppers.relation.holds = Holds::Within(if is_count(target_upper) { 2 } else { 5 });
    }
    let as_one = || format!("指标值单位“{target}”与实际完成值单位“{actual}”按同一单位比较。");
    // 50人/期 beside 150人 is a part of them.
    if is_count(target_upper) && !actual_rest.is_subset(&target_rest) {
        return Some(Relation {
            holds: Holds::Never,
            ..uppers.relation
        });
    }
    let one_is_silent = target_period.is_some() != actual_period.is_some();
    if target_period == actual_period || (one_is_silent && !is_count(target_upper)) {
        let sure = uppers.sure && target_rest == actual_rest && !one_is_silent;
        // 24000元 may be the sum of a year of 2000元/月.
        if let Some(reach) = target_period.xor(actual_period).and_then(reach_of_a_sum) {
            uppers.relation.holds = Holds::Within(reach);
        }
        return Some(Relation {
            assumption: (!sure).then(as_one),
            ..uppers.relation
        });
    }
    let rest: Vec<&str> = target_rest.into_iter().collect();
    over_the_year(
        (target_period, actual_period),
        kind_of(target_upper),
        &Relation {
            assumption: Some(format!(
                "指标值单位“{target}”与实际完成值单位“{actual}”都折合成全年比较。"
            )),
            yearly: Some(super::super::units::name_of(target_upper, &rest)),
            ..uppers.relation
        },
        as_one,
    )
}

/// How many times apart two amounts may be, of which only one is said to be for a period, before the other may be the
/// sum of a year: the root of the number of periods. `None` for a year.
fn reach_of_a_sum(period: &str) -> Option<u64> {
    let times = match in_a_year(period)? {
        InYear::Exactly(1) => return None,
        InYear::Exactly(times) | InYear::Between(times, _) => times,
        InYear::Unknown => 1,
    };
    Some(times.isqrt())
}

/// What stands for a number of periods that is not known.
const MANY: u64 = 1_000;

/// How counts of different periods go together, a missing period taken for the year where that can be told.
fn over_the_year(
    (target, actual): (Option<&str>, Option<&str>),
    kind: Kind,
    yearly: &Relation,
    as_one: impl Fn() -> String,
) -> Option<Relation> {
    let times = |period: Option<&str>| in_a_year(period.unwrap_or("年"));
    let (target_times, actual_times) = (times(target)?, times(actual)?);
    let is_stretch = matches!(kind, Kind::Duration(_) | Kind::Months(_));
    let (most, least, exact) = match (target_times, actual_times) {
        (InYear::Exactly(a), InYear::Exactly(b)) => {
            let of_days = |period: Option<&str>| period.is_some_and(is_of_days);
            // Weeks go into no month, but people count 52 of them in a year.
            let mixed = target.is_some() && actual.is_some() && of_days(target) != of_days(actual);
            (
                a,
                b,
                !mixed || a == b || target == Some("年") || actual == Some("年"),
            )
        }
        (InYear::Between(_, most), InYear::Exactly(least) | InYear::Between(least, _))
        | (InYear::Exactly(most), InYear::Between(least, _)) => (most, least, false),
        (InYear::Unknown, _) | (_, InYear::Unknown) => (MANY, 1, false),
    };
    if most == least && exact {
        return Some(Relation {
            assumption: Some(as_one()),
            yearly: None,
            ..yearly.clone()
        });
    }
    let is_event = kind == Kind::Event;
    let of_the_year = |holds| {
        Some(Relation {
            target_factor: yearly.target_factor.saturating_mul(most),
            actual_factor: yearly.actual_factor.checked_mul(least)?,
            holds,
            ..yearly.clone()
        })
    };
    match (target, actual) {
        // Hours of a week are seldom added up to those of a year, nor people who are there every day.
        (Some(_), None) if is_stretch || (!is_event && most >= 52) => Some(Relation {
            assumption: Some(as_one()),
            yearly: None,
            holds: Holds::OfOnePeriod(most),
            otherwise: of_the_year(Holds::OfTheYear)
                .filter(|_| exact)
                .map(Box::new),
            ..yearly.clone()
        }),
        (Some(_), None) if exact => of_the_year(Holds::OfTheYear),
        // The people of every month may be the same: only what happens adds up.
        (None, Some(_)) if !is_event => of_the_year(Holds::Never),
        _ if most == MANY => of_the_year(Holds::Never),
        _ if exact => of_the_year(Holds::Always),
        _ => of_the_year(Holds::WhereMet),
    }
}

/// The factors of two shares: 12/10万 beside 1.2/万, or beside a percentage.
fn shares(target: &str, actual: &str) -> Option<(u64, u64)> {
    let of_million = |unit| match kind_of(unit) {
        Kind::Among(factor) => Some(factor),
        // A percentage is stored as the fraction that it is.
        Kind::Ratio => Some(1_000_000),
        _ => None,
    };
    of_million(target).zip(of_million(actual))
}

/// Prices for each of two units of one kind: 元/米 and 元/公里.
fn per_converted(
    (target_upper, target): (&str, &BTreeSet<&str>),
    (actual_upper, actual): (&str, &BTreeSet<&str>),
) -> Option<Relation> {
    let only = |of: &BTreeSet<&str>, without: &BTreeSet<&str>| {
        let mut rest = of.difference(without);
        let word = rest.next().copied();
        word.filter(|_| rest.next().is_none()).map(kind_of)
    };
    let (wanted, given) = (only(target, actual)?, only(actual, target)?);
    if !wanted.converts_to(given) {
        return None;
    }
    let uppers = relate_uppers(target_upper, actual_upper)?.relation;
    let common = common_divisor(wanted.factor(), given.factor());
    let times = |factor: u64, kind: Kind| factor.checked_mul(kind.factor().checked_div(common)?);
    Some(Relation {
        target_factor: times(uppers.target_factor, given)?,
        actual_factor: times(uppers.actual_factor, wanted)?,
        ..uppers
    })
}

/// The greatest common divisor.
fn common_divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// How the upper halves go together, and whether nothing had to be assumed.
struct Uppers {
    relation: Relation,
    sure: bool,
}

/// Measure words of one and the same thing.
const SYNONYMS: [&[&str]; 3] = [
    &["件", "宗", "起", "例", "案"],
    &["株", "棵"],
    &["M", "Mbps"],
];

fn relate_uppers(target: &str, actual: &str) -> Option<Uppers> {
    let plain = |sure| Uppers {
        relation: Relation::plain(None),
        sure,
    };
    if target == actual {
        return Some(plain(true));
    }
    if target.is_empty() || actual.is_empty() {
        return Some(plain(false));
    }
    let (target_kind, actual_kind) = (kind_of(target), kind_of(actual));
    if target_kind.converts_to(actual_kind) {
        return Some(Uppers {
            relation: Relation {
                target_factor: target_kind.factor(),
                actual_factor: actual_kind.factor(),
                ..Relation::plain(None)
            },
            sure: true,
        });
    }
    if SYNONYMS
        .iter()
        .any(|same| same.contains(&target) && same.contains(&actual))
    {
        return Some(plain(true));
    }
    let people = target_kind == Kind::Person && actual_kind == Kind::Person;
    (people || target_kind.counts_like(actual_kind)).then(|| plain(people))
}

/// The upper and the lower half of a unit: 元/人·月 → 元, 人·月.
fn halves(unit: &str) -> (&str, &str) {
    unit.split_once('/').unwrap_or((unit, ""))
}

/// The period of a lower half, and what else it is per: 人·月 → 月, {人}.
fn without_period(lower: &str) -> (Option<&str>, BTreeSet<&str>) {
    let parts = || lower.split('·').filter(|part| !part.is_empty());
    let period = parts().find(|part| in_a_year(part).is_some());
    let rest = parts().filter(|part| Some(*part) != period).collect();
    (period, rest)
}
