//! The rules of a profile in words, for `huiping profiles NAME` and the workbook's page of rules.

mod marks;
mod phrases;

use super::rules::{Budget, CarryOver, Rules, ZeroBudget};
use phrases::{
    bare_in_words, between_in_words, curve_in_words, equal_in_words, inverse_in_words,
    over_in_words, percent, rescale_in_words, special_in_words, time_in_words,
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
        add(
            "weights.rescale",
            "分值合计不是总分的",
            rescale_in_words(self.weights.rescale).to_owned(),
        );
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
            format!(
                "{}按指标名称越多越好而高于上限、越少越好而低于下限的得满分。",
                between_in_words(self.between)
            ),
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
            add(
                &format!("special.{}", special.key),
                &format!("含“{}”的指标", rows.join("、")),
                special_in_words(special),
            );
        }
        add(
            "not_applicable.rescaled",
            "不适用的指标",
            self.not_applicable_in_words(),
        );
        if !self.review.is_empty() {
            add("review", "复核扣减", self.review_in_words());
        }
        add("adjustment", "加分项、扣分项", self.adjustment_in_words());
        add("rounding", "得分的位数", self.rounding_in_words());
        add("tolerance", "允差", self.tolerance_in_words());
        add("reason", "须说明原因", self.reason_in_words());
        add("grades", "等级", self.grades_in_words());
        add("marks", "结果中的提示", self.marks.in_words());
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
        let carried = match execution.carry_over {
            CarryOver::Included => "",
            CarryOver::Excluded => "，不含上年结转",
        };
        let zero = match execution.zero_budget {
            ZeroBudget::NotJudged => "不判定",
            ZeroBudget::Zero => "不得分",
            ZeroBudget::Full => "没有支出的得满分",
        };
        format!(
            "{}执行率 = 全年执行数 ÷ {budget}{carried}{places}{capped}；预算数为 0 时{zero}。",
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
        let options: Vec<String> = self
            .qualitative
            .options
            .iter()
            .map(|option| {
                format!(
                    "“{}”得分值的 {}",
                    option.labels.join("、"),
                    percent(option.score)
                )
            })
            .collect();
        let options = if options.is_empty() {
            String::new()
        } else {
            format!("填{}；此外，", options.join("，"))
        };
        format!(
            "{options}{}。自评得分在档内的沿用。{checked}",
            tiers.join("；")
        )
    }

    fn review_in_words(&self) -> String {
        let deductions: Vec<String> = self
            .review
            .iter()
            .map(|deduction| format!("{}扣分值的 {}", deduction.name, percent(deduction.minus)))
            .collect();
        format!(
            "无法考核的指标由复核人扣减：{}；填在复核得分中，不影响自动复算。",
            deductions.join("，")
        )
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
        let as_written = || "按填写的小数位数".to_owned();
        let amount = tolerance
            .amount
            .map_or_else(as_written, |amount| format!("{} 万元", amount.normalize()));
        let rate = tolerance.rate.map_or_else(as_written, percent);
        format!(
            "得分 {} 分，金额{amount}，比率{rate}。",
            tolerance.score.normalize()
        )
    }

    fn reason_in_words(&self) -> String {
        let reason = &self.reason;
        let mut cases: Vec<String> = Vec::new();
        if reason.below_full {
            cases.push("得分低于分值".to_owned());
        }
        if let Some(below) = reason.completion_below {
            cases.push(format!("完成率低于 {}", percent(below)));
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
