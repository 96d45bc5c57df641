//! How often: the period that a count is for (每两月, 隔周, 1次/学期, 一季一次) and how many of them a year holds.

mod words;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use winnow::ascii::digit1;
use winnow::combinator::{alt, delimited, not, opt, peek, preceded, repeat, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, rest, take_while};

use super::Quantity;
use super::lexicon::longest;
use super::numerals::numeral;
use super::units::{Kind, kind_of, word};
use words::{LISTED, PERIODS, PERIODS_ALONE, PERIODS_OF_A_COUNT, VERBS};

/// How many of a period a year holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InYear {
    /// So many; of weeks the 52 by which people count a year.
    Exactly(u64),
    /// Between two numbers, as a year holds no whole number of them: 365 or 366 days.
    Between(u64, u64),
    /// Less than one, or no number that is the same for all: 三年, 工作日.
    Unknown,
}

/// How many of a period, by its normalised name, a year holds; `None` where the name is no period.
pub(super) fn in_a_year(name: &str) -> Option<InYear> {
    use InYear::{Between, Exactly, Unknown};
    if name.starts_with('隔') {
        return Some(Unknown);
    }
    let digits = name.find(|c: char| !c.is_ascii_digit())?;
    let (count, base) = name.split_at(digits);
    let count: u64 = if count.is_empty() {
        1
    } else {
        count.parse().ok()?
    };
    let divided = |year: u64| {
        if count > 0 && year.is_multiple_of(count) {
            Exactly(year / count)
        } else {
            Unknown
        }
    };
    let some_days = |days: u64| {
        let length = days.saturating_mul(count);
        match (365_u64.checked_div(length), 366_u64.checked_div(length)) {
            (Some(least), Some(most)) if least > 0 => Between(
                least,
                if 366_u64.is_multiple_of(length) {
                    most
                } else {
                    most + 1
                },
            ),
            _ => Unknown,
        }
    };
    Some(match base {
        "年" => divided(1),
        "半年" | "学期" => divided(2),
        "季度" => divided(4),
        "月" | "个月" => divided(12),
        "半月" => divided(24),
        "旬" => divided(36),
        "周" => match divided(52) {
            Unknown => some_days(7),
            weeks => weeks,
        },
        // Who does something every day did it 365 times; in a leap year nobody counts once more.
        "天" if count == 1 => Between(365, 365),
        "天" => some_days(1),
        "工作日" => Unknown,
        _ => return None,
    })
}

/// Whether a unit counts what happens in a period: 次/月.
pub(super) fn is_frequency(unit: &str) -> bool {
    unit.split_once('/')
        .is_some_and(|(upper, period)| kind_of(upper) == Kind::Event && in_a_year(period).is_some())
}

/// The count of a year that a frequency and a number for the whole year state together: 每月1次,全年12次.
pub(super) fn is_yearly_sum(often: &Quantity, sum: &Quantity) -> bool {
    let Some((upper, period)) = often.unit.as_deref().and_then(|unit| unit.split_once('/')) else {
        return false;
    };
    let InYear::Exactly(times) = in_a_year(period).unwrap_or(InYear::Unknown) else {
        return false;
    };
    let unit = sum.unit.as_deref().unwrap_or_default();
    unit.strip_suffix("/年").unwrap_or(unit) == upper
        && often.number.value.checked_mul(Decimal::from(times)) == Some(sum.number.value)
}

/// Whether a period is counted in weeks or days, which go into no month.
pub(super) fn is_of_days(name: &str) -> bool {
    name.ends_with(['周', '天'])
}

/// `每亩`, `每人每天`, `每两月`, `隔周`: what a count is per.
pub(super) fn each(input: &mut &str) -> ModalResult<Vec<String>> {
    repeat(
        1..,
        alt((each_period, preceded('每', word).map(str::to_owned))),
    )
    .parse_next(input)
}

/// `每两月`, `每隔一周`, `隔月`, `每季度末月`; not 每月10日 and not 每月底前, which are dates.
pub(super) fn each_period(input: &mut &str) -> ModalResult<String> {
    // 每年级 and 每周期 are no periods.
    let whole_word = || not(alt(("级", "龄", "期", "刊", "报表", "报刊")));
    let every = preceded(
        alt(('每', '各')),
        terminated((opt(count), longest(PERIODS)), whole_word()),
    )
    .map(|(count, period)| name(count.unwrap_or(1), period));
    let other =
        preceded((opt('每'), '隔'), (opt(count), longest(PERIODS))).map(|(count, period)| {
            match count.unwrap_or(1) {
                1 => name(2, period),
                // 每隔两月 is said of every second and of every third month.
                more => format!("隔{more}{period}"),
            }
        });
    // 双月刊 and 双周会 are names.
    let double = delimited(
        (opt('每'), '双'),
        longest(&[("周", "周"), ("月", "月")]),
        not(one_of(['刊', '报', '会', '选'])),
    )
    .map(|period| name(2, period));
    let end = opt((
        alt(("末月", "首月", "末", "初", "底")),
        not(alt(("前", "之前", "以前"))),
    ));
    terminated(alt((every, other, double)), end).parse_next(input)
}

/// `半年`, `一季`, `两月`, `3个月`, `月` right in front of a count of events: 半年1次, 一季一次.
///
/// 1月 and 三季度 are a month and a quarter of the year, not so many of them.
pub(super) fn bare_period(input: &mut &str) -> ModalResult<Bare> {
    // 一季度1次 is once in the first quarter, 一季一次 once in each.
    let is_named = |period: &str| matches!(period, "季度" | "月");
    let one_of_them = (preceded('一', longest(PERIODS)), peek(rest))
        .verify(|(period, behind)| {
            !(is_named(period)
                && without_first_verbs(behind).starts_with(|c: char| c.is_ascii_digit()))
        })
        .map(|(period, _)| name(1, period));
    let two = preceded("两", longest(PERIODS)).map(|period| name(2, period));
    let counted = (count, longest(PERIODS_OF_A_COUNT)).map(|(count, period)| name(count, period));
    let average = longest(&[("月均", "月"), ("季均", "季度"), ("周均", "周")]).map(str::to_owned);
    let alone = longest(PERIODS_ALONE).map(|(period, adjective)| Bare {
        period: period.to_owned(),
        alone: true,
        adjective,
    });
    let sure = alt((one_of_them, two, counted, average)).map(|period| Bare {
        period,
        alone: false,
        adjective: false,
    });
    alt((sure, alone)).parse_next(input)
}

/// A period in front of a count, without 每.
pub(super) struct Bare {
    /// Its normalised name.
    pub(super) period: String,
    /// Whether no number stands before it.
    alone: bool,
    /// Whether it goes with a noun behind it: 季度检查 is a kind of inspection.
    adjective: bool,
}

impl Bare {
    /// Whether so many can be the count of one of these periods: 月巡查2次, but not 月调度12次, 季度检查4次.
    pub(super) fn can_hold(&self, count: Decimal, has_verb: bool) -> bool {
        let few = match in_a_year(&self.period) {
            Some(InYear::Exactly(times) | InYear::Between(times, _)) => {
                count < Decimal::from(times)
            }
            _ => false,
        };
        let half = self.period.starts_with('半') && !has_verb;
        !self.alone || half || (few && !(has_verb && self.adjective))
    }
}

/// A period below a slash: `两月` of 1次/两月.
pub(super) fn period_below(input: &mut &str) -> ModalResult<String> {
    (
        opt(count),
        longest(PERIODS),
        not(one_of(['均', '底', '末'])),
    )
        .map(|(count, period, ())| name(count.unwrap_or(1), period))
        .parse_next(input)
}

/// `上、下半年各`, `春秋两季各`: how many parts of the year are listed.
pub(super) fn listed(input: &mut &str) -> ModalResult<u64> {
    const LONGEST_LIST: usize = 16;
    let list = take_while(2..=LONGEST_LIST, |c: char| {
        c != '各' && (c.is_alphanumeric() || matches!(c, '、' | ',' | '/'))
    });
    let each = alt(("各自", "分别各", "各"));
    // 各季度各1次 begins with the word that closes the list.
    (opt('各'), list, each)
        .verify_map(|(first, list, _): (Option<char>, &str, &str)| {
            let names: String = first
                .into_iter()
                .chain(list.chars())
                .filter(|c| !matches!(c, '、' | ',' | '/' | '和' | '与' | '及'))
                .collect();
            let names = without_verbs(&names);
            LISTED
                .iter()
                .find(|(listed, _)| *listed == names)
                .map(|(_, count)| *count)
        })
        .parse_next(input)
}

/// A list without the verbs behind it: 上下半年分别.
fn without_verbs(names: &str) -> &str {
    let mut names = names;
    while let Some(shorter) = VERBS.iter().find_map(|verb| names.strip_suffix(verb)) {
        names = shorter;
    }
    names
}

/// Verbs between a period and its count.
pub(super) fn verbs(input: &mut &str) -> ModalResult<()> {
    *input = without_first_verbs(input);
    Ok(())
}

/// A text without the verbs that it begins with.
fn without_first_verbs(text: &str) -> &str {
    let mut rest = text;
    while let Some(shorter) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) {
        rest = shorter;
    }
    rest
}

/// Whether the words before a number say that each of several has so many: 线上线下各, 各乡镇各开展.
pub(super) fn is_of_each(before: &str) -> bool {
    without_verbs(before).ends_with('各')
}

/// Whether a count belongs to the period before it: only verbs stand between them, and no word of a sum.
pub(super) fn goes_with_period(between: &str) -> bool {
    const APART: &[&str] = &[
        "共", "合计", "累计", "总", "全年", ",", "。", ";", "、", "内", "前",
    ];
    !super::lexicon::holds(between, APART)
}

/// A whole number of periods.
fn count(input: &mut &str) -> ModalResult<u64> {
    let count = alt((
        digit1.verify(|digits: &str| digits.len() <= 3).parse_to(),
        numeral.verify_map(|value| value.to_u64()),
    ));
    terminated(count, peek(not(one_of(['.', '-'])))).parse_next(input)
}

/// The normalised name of so many of a period: 2个月, 10天, 年.
fn name(count: u64, period: &str) -> String {
    match (count, period) {
        (1, period) => period.to_owned(),
        (count, "月") => format!("{count}个月"),
        (2, "半年") => "年".to_owned(),
        (2, "半月") => "月".to_owned(),
        (count, period) => format!("{count}{period}"),
    }
}
