//! How two units go together: the same thing, converted exactly, or a frequency beside a count of the year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::units::{Kind, kind_of};

/// What to multiply each side with, and what has to be assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) target_factor: u64,
    pub(super) actual_factor: u64,
    pub(super) assumption: Option<String>,
    /// The unit in which both are counted over the year, where one of them is a frequency.
    pub(super) yearly: Option<String>,
    /// Whether only the actual value names no period, so that it has to be the count of a year.
    actual_is_silent: bool,
    /// Whether a year holds a whole number of the periods.
    exact: bool,
}

impl Relation {
    const fn plain(assumption: Option<String>) -> Self {
        Self {
            target_factor: 1,
            actual_factor: 1,
            assumption,
            yearly: None,
            actual_is_silent: false,
            exact: true,
        }
    }

    /// Whether the numbers go with the relation; `actual` is converted already, `target` is not.
    ///
    /// 10次 in answer to 1次/月 is the count of the year, 1次 may be that of a month. Of weeks and days a year
    /// holds no whole number, so only a target that is met can be told.
    pub(super) fn is_plausible(&self, target: Decimal, actual: Decimal) -> bool {
        let Some(target) = target.checked_mul(Decimal::from(self.target_factor)) else {
            return false;
        };
        let twice = actual.checked_mul(Decimal::TWO);
        if !self.exact {
            return actual >= target;
        }
        !self.actual_is_silent || twice.is_some_and(|twice| twice >= target)
    }
}

/// What a unit counts per stretch of the year: 次 of 次/月. Money and rates are none, as 元 beside 元/月 leaves
/// the period out and means the same.
pub(super) fn counted_per(unit: &str) -> Option<&str> {
    let (upper, lower) = halves(unit);
    let short = in_a_year(lower).is_some_and(|times| times > 1);
    (is_count(upper) && short).then_some(upper)
}

/// How often a period fits into a year.
fn in_a_year(period: &str) -> Option<u64> {
    Some(match period {
        "年" => 1,
        "半年" => 2,
        "季度" => 4,
        "月" => 12,
        "周" => 52,
        "天" | "日" => 365,
        _ => return None,
    })
}

fn is_count(upper: &str) -> bool {
    let money = ["元", "美元", "欧元", "港元", "日元"];
    !upper.is_empty() && !money.contains(&upper) && kind_of(upper) != Kind::Ratio
}

/// How the units of a target and an actual value go together; `None` where they contradict.
pub(super) fn relate(target: &str, actual: &str) -> Option<Relation> {
    if target == actual {
        return Some(Relation::plain(None));
    }
    let (target_upper, target_lower) = halves(target);
    let (actual_upper, actual_lower) = halves(actual);
    let (target_period, target_rest) = without_period(target_lower);
    let (actual_period, actual_rest) = without_period(actual_lower);
    if !target_rest.is_subset(&actual_rest) && !actual_rest.is_subset(&target_rest) {
        return None;
    }
    let uppers = relate_uppers(target_upper, actual_upper)?;
    let as_one = || format!("指标值单位“{target}”与实际完成值单位“{actual}”按同一单位比较。");
    let one_is_silent = target_period.is_some() != actual_period.is_some();
    if target_period == actual_period || (one_is_silent && !is_count(target_upper)) {
        let sure = uppers.sure && target_rest == actual_rest && !one_is_silent;
        return Some(Relation {
            assumption: (!sure).then(as_one),
            ..uppers.relation
        });
    }
    let times = |period: Option<&str>| in_a_year(period.unwrap_or("年"));
    let (target_times, actual_times) = (times(target_period)?, times(actual_period)?);
    if target_times == actual_times {
        return Some(Relation {
            assumption: Some(as_one()),
            ..uppers.relation
        });
    }
    let rest: Vec<&str> = target_rest.into_iter().collect();
    Some(Relation {
        target_factor: uppers.relation.target_factor.checked_mul(target_times)?,
        actual_factor: uppers.relation.actual_factor.checked_mul(actual_times)?,
        assumption: Some(format!(
            "指标值单位“{target}”与实际完成值单位“{actual}”都折合成全年比较。"
        )),
        yearly: Some(super::super::units::name_of(target_upper, &rest)),
        actual_is_silent: actual_period.is_none(),
        exact: target_times <= 12 && actual_times <= 12,
    })
}

/// How the upper halves go together, and whether nothing had to be assumed.
struct Uppers {
    relation: Relation,
    sure: bool,
}

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
