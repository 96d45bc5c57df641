//! Single rules as phrases.

use rust_decimal::Decimal;

use super::super::curve::{Counted, Curve, Edge, Gives, Minus, Steps};
use super::super::rules::{
    BareNumber, Between, EqualLike, InverseMode, Measure, Over, OverEffect, Rescale, Special, Time,
};

pub(super) fn special_in_words(special: &Special) -> String {
    let scored = special
        .scored
        .as_ref()
        .map_or_else(String::new, |(measure, curve)| {
            let measure = match measure {
                Measure::Actual => "实际完成值",
                Measure::Completion => "完成率",
                Measure::Deviation => "偏差率（实际值与指标值之差 ÷ 指标值；区间按较近的一端，在区间以内或节约超过指标值的为 0）",
            };
            curve_in_words(curve, measure)
        });
    let most = special.most_points.map_or_else(String::new, |most| {
        format!("最多得 {} 分。", most.normalize())
    });
    format!("{scored}{most}")
}

pub(super) fn over_in_words(over: &Over) -> String {
    let Some(limit) = over.limit else {
        return "得满分，不扣分。".to_owned();
    };
    let limit = format!("完成率{}的", limit.words());
    match &over.effect {
        OverEffect::Full => "得满分，不扣分。".to_owned(),
        OverEffect::Flag => format!("{limit}暂得满分，提请人工核定。"),
        OverEffect::Reason => format!("{limit}得满分，须说明原因。"),
        OverEffect::Zero => format!("{limit}不得分。"),
        OverEffect::Bands(curve) => format!("{limit}分档：{}", curve_in_words(curve, "完成率")),
        OverEffect::Cut(rate) => format!("{limit}，超出部分每 100% 扣分值的 {}。", percent(*rate)),
    }
}

pub(super) const fn rescale_in_words(rescale: Rescale) -> &'static str {
    match rescale {
        Rescale::Both => {
            "得分 ÷ 分值合计 × 总分，多于、少于总分的都折算；有行没有分值、分值没有读全、有加分项的不折算。"
        }
        Rescale::Over => "多于总分的，得分 ÷ 分值合计 × 总分；少于总分的不折算。",
        Rescale::None => "不折算。",
    }
}

pub(super) const fn equal_in_words(like: EqualLike) -> &'static str {
    match like {
        EqualLike::Positive => {
            "与正向指标相同，超过的得满分；指标值为 0 时，实际值为 0 得满分，否则不得分。"
        }
        EqualLike::Flagged => "与正向指标相同；与指标值不等的提请人工核定。",
        EqualLike::Absolute => "（1 − 实际值与指标值之差 ÷ 指标值）× 分值，最低 0 分。",
        EqualLike::Exact => "相等得满分，否则不得分。",
    }
}

pub(super) const fn bare_in_words(bare: BareNumber) -> &'static str {
    match bare {
        BareNumber::Wording => {
            "按指标名称判断：漏损、费用、等候时间等越少越好，按 ≤ 计；办成的事、达到的要求等越多越好，按 ≥ 计；名称看不出来的不判定。"
        }
        BareNumber::Equal => "按 = 计。",
    }
}

pub(super) const fn inverse_in_words(mode: InverseMode) -> &'static str {
    match mode {
        InverseMode::Ratio => "不超过指标值得满分；超过的，指标值 ÷ 实际值 × 分值。",
        InverseMode::Linear => {
            "不超过指标值得满分；超过的，（1 −（实际值 − 指标值）÷ 指标值）× 分值，超过一倍为 0。"
        }
        InverseMode::AllOrNothing => "不超过指标值得满分；超过的不得分。",
    }
}

pub(super) const fn between_in_words(between: Between) -> &'static str {
    match between {
        Between::Ratio => "在区间以内得满分；以外按与较近一端之比。",
        Between::AllOrNothing => "在区间以内得满分；以外不得分。",
    }
}

pub(super) fn time_in_words(time: Time) -> String {
    let late = match time {
        Time::NotJudged => "逾期的不判定，由人评分。".to_owned(),
        Time::Zero => "逾期的不得分。".to_owned(),
        Time::Share(share) => format!("逾期的得分值的 {}。", percent(share)),
        Time::Monthly(minus) => format!(
            "每逾期一个月（不满一个月的按一个月）扣分值的 {}。",
            percent(minus)
        ),
    };
    format!("按时完成得满分；{late}")
}

/// A curve in words, over what it measures.
pub(super) fn curve_in_words(curve: &Curve, measure: &str) -> String {
    match curve {
        Curve::Proportional => format!("得分 = {measure} × 分值。"),
        Curve::AllOrNothing => format!("{measure}达到 100% 得满分，否则不得分。"),
        Curve::Steps(steps) => steps_in_words(steps, measure),
        Curve::Bands(bands) => {
            let bands: Vec<String> = bands
                .iter()
                .map(|band| {
                    let edge = match band.edge {
                        Edge::From(from) => format!("{}（含）以上", percent(from)),
                        Edge::UpTo(to) => format!("{}（含）以下", percent(to)),
                        Edge::Rest => "其余".to_owned(),
                    };
                    let gives = match band.gives {
                        Gives::Share(share) => format!("分值的 {}", percent(share)),
                        Gives::Proportional => "按比例".to_owned(),
                    };
                    format!("{edge}{gives}")
                })
                .collect();
            format!("{measure}{}。", bands.join("；"))
        }
    }
}

pub(super) fn steps_in_words(steps: &Steps, measure: &str) -> String {
    let (within, beyond) = if steps.worse_above {
        ("以下", "高")
    } else {
        ("以上", "低")
    };
    let minus = match steps.minus {
        Minus::Share(share) => format!("分值的 {}", percent(share)),
        Minus::Points(points) => format!("{} 分", points.normalize()),
    };
    let counted = match steps.counted {
        Counted::Whole => "，不足一档的不扣",
        Counted::Started => "，不足一档的按一档",
        Counted::Exact => "，不足一档的按比例",
    };
    format!(
        "{measure} {}（含）{within}得满分，每{beyond} {} 扣{minus}{counted}，扣完为止。",
        percent(steps.full_at),
        percent(steps.every)
    )
}

/// A fraction as a percentage, in full.
pub(super) fn percent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).normalize())
}
