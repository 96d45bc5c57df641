//! The rules of a profile in words, for `huiping profiles NAME` and the workbook's page of rules.

use rust_decimal::Decimal;

use super::curve::{Counted, Curve, Edge, Gives, Minus, Steps};
use super::rules::{
    BareNumber, Between, Budget, EqualLike, InverseMode, Measure, Over, OverEffect, Rules, Time,
    ZeroBudget,
};

/// One rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// The key that a profile changes it with: `inverse.at_most`.
    pub key: String,
    /// What it is about: 反向指标（≤）.
    pub title: String,
    /// What the profile says, with its numbers.
    pub text: String,
}

impl Rules {
    /// Every rule in words, in the order of a form.
    #[must_use]
    pub fn in_words(&self) -> Vec<RuleText> {
        let mut texts = Vec::new();
        let mut add = |key: &str, title: &str, text: String| {
            texts.push(RuleText {
                key: key.to_owned(),
                title: title.to_owned(),
                text,
            });
        };
        add("weights", "分值构成", self.weights_in_words());
        add("execution.mode", "预算执行", self.execution_in_words());
        add("positive.under", "正向指标未达到", self.positive_in_words());
        add(
            "positive.over",
            "超额完成",
            over_in_words(&self.positive.over),
        );
        add(
            "equal.like",
            "等于指标（=）",
            equal_in_words(self.equal.like).to_owned(),
        );
        add(
            "equal.bare",
            "没有比较符号",
            bare_in_words(self.equal.bare).to_owned(),
        );
        add(
            "inverse.at_most",
            "反向指标（≤）",
            inverse_in_words(self.inverse.at_most).to_owned(),
        );
        add(
            "inverse.less_than",
            "反向指标（<）",
            inverse_in_words(self.inverse.less_than).to_owned(),
        );
        add(
            "inverse.zero_target",
            "反向指标，指标值为 0",
            if self.inverse.zero_target_judged {
                "实际值不大于 0 得满分，否则不得分。"
            } else {
                "实际值大于 0 时不判定。"
            }
            .to_owned(),
        );
        add(
            "between.outside",
            "区间指标",
            between_in_words(self.between).to_owned(),
        );
        add("time.late", "时效指标", time_in_words(self.time));
        add("qualitative.tiers", "定性指标", self.tiers_in_words());
        for special in &self.special {
            let rows: Vec<&str> = special
                .names
                .iter()
                .chain(&special.levels)
                .map(String::as_str)
                .collect();
            let measure = match special.measure {
                Measure::Actual => "实际完成值",
                Measure::Completion => "完成率",
                Measure::Deviation => "偏差率（实际值与指标值之差 ÷ 指标值）",
            };
            add(
                &format!("special.{}", special.key),
                &format!("含“{}”的指标", rows.join("、")),
                curve_in_words(&special.curve, measure),
            );
        }
        add(
            "not_applicable.rescaled",
            "不适用的指标",
            self.not_applicable_in_words(),
        );
        add("adjustment", "加分项、扣分项", self.adjustment_in_words());
        add("rounding", "得分的位数", self.rounding_in_words());
        add("tolerance", "允差", self.tolerance_in_words());
        add("reason", "须说明原因", self.reason_in_words());
        add("grades", "等级", self.grades_in_words());
        texts
    }

    fn weights_in_words(&self) -> String {
        let weights = &self.weights;
        let levels: Vec<String> = weights
            .levels
            .iter()
            .map(|level| format!("{} {}", level.name, level.points.normalize()))
            .collect();
        let inside = if weights.execution_inside {
            "（含在其中）"
        } else {
            ""
        };
        let force = if weights.prescribed {
            "须照此填写"
        } else {
            "可按实际调整"
        };
        let levels = if levels.is_empty() {
            String::new()
        } else {
            format!("，{}", levels.join("、"))
        };
        format!(
            "总分 {}：预算执行 {}{inside}{levels}；{force}。",
            weights.total.normalize(),
            weights.execution.normalize()
        )
    }

    fn execution_in_words(&self) -> String {
        let execution = &self.execution;
        let budget = match execution.budget {
            Budget::Adjusted => "全年（调整后）预算数；表中没有这一列的用年初预算数",
            Budget::Initial => "年初预算数",
        };
        let places = execution.rate_places.map_or_else(String::new, |places| {
            format!("，执行率先按百分数保留 {} 位小数", places.saturating_sub(2))
        });
        let capped = if execution.capped {
            "，不超过分值"
        } else {
            ""
        };
        let zero = match execution.zero_budget {
            ZeroBudget::NotJudged => "不判定",
            ZeroBudget::Zero => "不得分",
            ZeroBudget::Full => "没有支出的得满分",
        };
        format!(
            "{}执行率 = 全年执行数 ÷ {budget}{places}{capped}；预算数为 0 时{zero}。",
            curve_in_words(&execution.curve, "执行率")
        )
    }

    fn positive_in_words(&self) -> String {
        let floor = self.positive.floor.map_or_else(String::new, |floor| {
            format!("完成率低于 {} 不得分。", percent(floor))
        });
        let negative = if self.positive.negative_as_zero {
            "负的实际值按 0 计。"
        } else {
            ""
        };
        format!(
            "{}{floor}{negative}",
            curve_in_words(&self.positive.under, "完成率（实际值 ÷ 指标值）")
        )
    }

    fn tiers_in_words(&self) -> String {
        let tiers: Vec<String> = self
            .qualitative
            .tiers
            .iter()
            .map(|tier| match tier.fixed {
                Some(fixed) => format!("{}：分值的 {}", tier.name, percent(fixed)),
                None => format!(
                    "{}：分值的 {}（含）—{}",
                    tier.name,
                    percent(tier.from),
                    percent(tier.to)
                ),
            })
            .collect();
        let checked = if self.qualitative.checked {
            ""
        } else {
            "不核对得分是否在档内。"
        };
        format!("{}。自评得分在档内的沿用。{checked}", tiers.join("；"))
    }

    fn not_applicable_in_words(&self) -> String {
        let words = self.not_applicable.words.join("、");
        if self.not_applicable.rescaled {
            format!("填“{words}”的不计分，总分 = 实得分 ÷（总分 − 不适用分）× 总分。")
        } else {
            format!("填“{words}”的不判定，不折算。")
        }
    }

    fn adjustment_in_words(&self) -> String {
        let most = self.adjustment.bonus_most.map_or_else(String::new, |most| {
            format!("，加分合计不超过 {} 分", most.normalize())
        });
        format!("沿用自评得分，由人核定{most}。")
    }

    fn rounding_in_words(&self) -> String {
        let mode = if self.rounding.cut {
            "多余的位数舍去"
        } else {
            "四舍五入"
        };
        format!(
            "保留 {} 位小数，{mode}；等级按保留后的总分。",
            self.rounding.places
        )
    }

    fn tolerance_in_words(&self) -> String {
        let tolerance = &self.tolerance;
        format!(
            "得分 {} 分，金额 {} 万元，比率 {}。",
            tolerance.score.normalize(),
            tolerance.amount.normalize(),
            percent(tolerance.rate)
        )
    }

    fn reason_in_words(&self) -> String {
        let reason = &self.reason;
        let mut cases: Vec<String> = Vec::new();
        if reason.below_full {
            cases.push("得分低于分值".to_owned());
        }
        if let Some(over) = reason.over {
            cases.push(format!("完成率{}", over.words()));
        }
        if let Some(most) = reason.over_zero_target {
            cases.push(format!("指标值为 0 而实际值达到 {}", most.normalize()));
        }
        if let Some(below) = reason.execution_below {
            cases.push(format!("执行率低于 {}", percent(below)));
        }
        if reason.any_adjustment {
            cases.push("预算有年中调整".to_owned());
        }
        if reason.qualitative {
            cases.push("定性指标（须写完成情况）".to_owned());
        }
        let most = reason
            .most_characters
            .map_or_else(String::new, |most| format!("，不超过 {most} 字"));
        format!(
            "{}；不少于 {} 字{most}。",
            cases.join("、"),
            reason.least_characters
        )
    }

    fn grades_in_words(&self) -> String {
        let grades: Vec<String> = self
            .grades
            .iter()
            .map(|grade| format!("{} ≥ {}", grade.name, grade.from.normalize()))
            .collect();
        format!("{}。", grades.join("，"))
    }
}

fn over_in_words(over: &Over) -> String {
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

const fn equal_in_words(like: EqualLike) -> &'static str {
    match like {
        EqualLike::Positive => {
            "与正向指标相同，超过的得满分；指标值为 0 时，实际值为 0 得满分，否则不得分。"
        }
        EqualLike::Flagged => "与正向指标相同；与指标值不等的提请人工核定。",
        EqualLike::Absolute => "（1 − 实际值与指标值之差 ÷ 指标值）× 分值，最低 0 分。",
        EqualLike::Exact => "相等得满分，否则不得分。",
    }
}

const fn bare_in_words(bare: BareNumber) -> &'static str {
    match bare {
        BareNumber::Wording => "按指标名称判断：成本、投诉、结余等越少越好，按 ≤ 计；其余按 ≥ 计。",
        BareNumber::Equal => "按 = 计。",
    }
}

const fn inverse_in_words(mode: InverseMode) -> &'static str {
    match mode {
        InverseMode::Ratio => "不超过指标值得满分；超过的，指标值 ÷ 实际值 × 分值。",
        InverseMode::Linear => {
            "不超过指标值得满分；超过的，（1 −（实际值 − 指标值）÷ 指标值）× 分值，超过一倍为 0。"
        }
        InverseMode::AllOrNothing => "不超过指标值得满分；超过的不得分。",
    }
}

const fn between_in_words(between: Between) -> &'static str {
    match between {
        Between::Ratio => "在区间以内得满分；以外按与较近一端之比。",
        Between::AllOrNothing => "在区间以内得满分；以外不得分。",
    }
}

fn time_in_words(time: Time) -> String {
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
fn curve_in_words(curve: &Curve, measure: &str) -> String {
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

fn steps_in_words(steps: &Steps, measure: &str) -> String {
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
fn percent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).normalize())
}
