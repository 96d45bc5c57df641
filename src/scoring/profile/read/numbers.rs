//! The sections for weights, budget execution and rows of numbers.

use rust_decimal::Decimal;

use super::super::curve::{Curve, read_bands, read_curve};
use super::super::rules::{
    BareNumber, Between, Budget, CarryOver, Equal, EqualLike, Execution, Inverse, InverseMode,
    LevelWeight, Limit, Over, OverEffect, Positive, Rescale, Time, Weights, ZeroBudget,
};
use crate::settings_text::Reader;

pub(super) fn read_weights(reader: Reader<'_>) -> Option<Weights> {
    let total = reader.needed("total", Reader::positive);
    let execution = reader.needed("execution", Reader::positive);
    let execution_inside = reader.flag("execution_inside").unwrap_or(false);
    let prescribed = reader.flag("prescribed").unwrap_or(false);
    let rescale = reader.needed("rescale", |r, key| {
        r.word(
            key,
            &[
                ("both", Rescale::Both),
                ("over", Rescale::Over),
                ("none", Rescale::None),
            ],
        )
    });
    let mut levels = Vec::new();
    for item in reader.tables("levels").unwrap_or_default() {
        let (name, points) = (
            item.needed("name", Reader::text),
            item.needed("points", Reader::positive),
        );
        if let (Some(name), Some(points)) = (name, points) {
            if levels.iter().any(|level: &LevelWeight| level.name == name) {
                item.fault("name", format!("“{name}”写了两次"));
            }
            levels.push(LevelWeight { name, points });
        }
        item.finish();
    }
    let (total, execution) = (total?, execution?);
    if total.is_zero() {
        reader.fault("total", "总分须大于 0");
        return None;
    }
    if execution > total {
        reader.fault(
            "execution",
            format!("预算执行 {execution} 分超过总分 {total} 分"),
        );
    }
    let blocks: Decimal = levels.iter().map(|level| level.points).sum();
    let sum = if execution_inside {
        blocks
    } else {
        blocks + execution
    };
    if !levels.is_empty() && sum != total {
        reader.fault_between(
            &["execution", "total", "levels"],
            format!("各一级指标合计 {blocks} 分，加预算执行后为 {sum} 分，与总分 {total} 分不符"),
        );
    }
    reader.finish();
    Some(Weights {
        total,
        execution,
        levels,
        execution_inside,
        prescribed,
        rescale: rescale?,
    })
}

pub(super) fn read_execution(reader: Reader<'_>) -> Option<Execution> {
    let curve = reader.needed("mode", |r, key| read_curve(r, key, true));
    let carry_over = reader
        .word(
            "carry_over",
            &[
                ("included", CarryOver::Included),
                ("excluded", CarryOver::Excluded),
            ],
        )
        .unwrap_or(CarryOver::Included);
    let capped = reader.needed("capped", Reader::flag);
    let budget = reader.needed("budget", |r, key| {
        r.word(
            key,
            &[("adjusted", Budget::Adjusted), ("initial", Budget::Initial)],
        )
    });
    let zero_budget = reader.needed("zero_budget", |r, key| {
        r.word(
            key,
            &[
                ("not_judged", ZeroBudget::NotJudged),
                ("zero", ZeroBudget::Zero),
                ("full", ZeroBudget::Full),
            ],
        )
    });
    let rate_places = reader.count("rate_places", 10);
    reader.finish();
    Some(Execution {
        curve: curve?,
        capped: capped?,
        budget: budget?,
        zero_budget: zero_budget?,
        carry_over,
        rate_places,
    })
}

pub(super) fn read_positive(reader: Reader<'_>) -> Option<Positive> {
    let under = reader.needed("under", |r, key| read_curve(r, key, true));
    let floor = reader.share("floor");
    let negative_as_zero = reader.flag("negative_as_zero").unwrap_or(true);
    let over = read_over(&reader);
    reader.finish();
    Some(Positive {
        under: under?,
        floor,
        negative_as_zero,
        over: over?,
    })
}

fn read_over(reader: &Reader<'_>) -> Option<Over> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Word {
        Full,
        Flag,
        Reason,
        Zero,
        Bands,
        Cut,
    }
    let limit = read_limit(reader, "over_above", "over_from");
    let bands = read_bands(reader, "over_bands", true);
    let rate = reader.at_most("over_cut", 10);
    let word = reader.needed("over", |r, key| {
        r.word(
            key,
            &[
                ("full", Word::Full),
                ("flag", Word::Flag),
                ("reason", Word::Reason),
                ("zero", Word::Zero),
                ("bands", Word::Bands),
                ("cut", Word::Cut),
            ],
        )
    })?;
    if let Some(limit) = limit
        && limit.at < Decimal::ONE
    {
        let key = if limit.included {
            "over_from"
        } else {
            "over_above"
        };
        reader.fault(
            key,
            format!("超额的界限不能低于 1（100%），现为 {}", limit.at),
        );
    }
    if word != Word::Full && limit.is_none() {
        reader.fault(
            "over",
            "还须写超额从多少算起：over_above = 1.3（超过 130%）或 over_from = 1.3（达到 130%）",
        );
    }
    if word == Word::Full
        && let Some(limit) = limit
    {
        let key = if limit.included {
            "over_from"
        } else {
            "over_above"
        };
        reader.fault(
            key,
            "over 为 \"full\"（超额得满分），这个界限不起作用：请改写 over，或删去这一行",
        );
    }
    let effect = match word {
        Word::Full => OverEffect::Full,
        Word::Flag => OverEffect::Flag,
        Word::Reason => OverEffect::Reason,
        Word::Zero => OverEffect::Zero,
        Word::Bands => {
            if bands.is_none() {
                reader.fault(
                    "over",
                    "写了 \"bands\"，还须写出 over_bands = [{ from = …, score = … }, …]",
                );
            }
            OverEffect::Bands(Curve::Bands(bands?))
        }
        Word::Cut => {
            if !reader.states("over_cut") {
                reader.fault(
                    "over",
                    "写了 \"cut\"，还须写 over_cut：超出部分每 1 扣多少比例的分值",
                );
            }
            OverEffect::Cut(rate?)
        }
    };
    Some(Over { limit, effect })
}

pub(super) fn read_limit(
    reader: &Reader<'_>,
    above: &'static str,
    from: &'static str,
) -> Option<Limit> {
    match (reader.rate(above), reader.rate(from)) {
        (Some(_), Some(_)) => {
            reader.fault(from, format!("{above} 与 {from} 只能写一个"));
            None
        }
        (Some(at), None) => Some(Limit {
            at,
            included: false,
        }),
        (None, Some(at)) => Some(Limit { at, included: true }),
        (None, None) => None,
    }
}

pub(super) fn read_equal(reader: Reader<'_>) -> Option<Equal> {
    let like = reader.needed("like", |r, key| {
        r.word(
            key,
            &[
                ("positive", EqualLike::Positive),
                ("flagged", EqualLike::Flagged),
                ("absolute", EqualLike::Absolute),
                ("exact", EqualLike::Exact),
            ],
        )
    });
    let bare = reader.needed("bare", |r, key| {
        r.word(
            key,
            &[
                ("wording", BareNumber::Wording),
                ("equal", BareNumber::Equal),
            ],
        )
    });
    reader.finish();
    Some(Equal {
        like: like?,
        bare: bare?,
    })
}

pub(super) fn read_inverse(reader: Reader<'_>) -> Option<Inverse> {
    let mode = |r: &Reader<'_>, key| {
        r.word(
            key,
            &[
                ("ratio", InverseMode::Ratio),
                ("linear", InverseMode::Linear),
                ("all_or_nothing", InverseMode::AllOrNothing),
            ],
        )
    };
    let at_most = reader.needed("at_most", mode);
    let less_than = reader.needed("less_than", mode);
    let zero_target_judged = reader.needed("zero_target", |r, key| {
        r.word(key, &[("zero", true), ("not_judged", false)])
    });
    reader.finish();
    Some(Inverse {
        at_most: at_most?,
        less_than: less_than?,
        zero_target_judged: zero_target_judged?,
    })
}

pub(super) fn read_between(reader: Reader<'_>) -> Option<Between> {
    let outside = reader.needed("outside", |r, key| {
        r.word(
            key,
            &[
                ("ratio", Between::Ratio),
                ("all_or_nothing", Between::AllOrNothing),
            ],
        )
    });
    reader.finish();
    outside
}

pub(super) fn read_time(reader: Reader<'_>) -> Option<Time> {
    let share = reader.share("late_share");
    let monthly = reader.share("late_monthly");
    let late = reader.needed("late", |r, key| {
        r.word(
            key,
            &[
                ("not_judged", 0_u8),
                ("zero", 1),
                ("share", 2),
                ("monthly", 3),
            ],
        )
    });
    if late == Some(2) && share.is_none() {
        reader.fault(
            "late",
            "写了 \"share\"，还须写 late_share：逾期完成给多少比例的分值",
        );
    }
    if late == Some(3) && monthly.is_none() {
        reader.fault(
            "late",
            "写了 \"monthly\"，还须写 late_monthly：每逾期一个月扣多少比例的分值",
        );
    }
    reader.finish();
    match late? {
        0 => Some(Time::NotJudged),
        1 => Some(Time::Zero),
        2 => share.map(Time::Share),
        _ => monthly.map(Time::Monthly),
    }
}
