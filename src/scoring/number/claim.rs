//! Why the number of an actual value may not be what the indicator asks for.

use rust_decimal::Decimal;

use super::Number;
use super::choice::{INCREASES, holds};
use crate::value::target::{Doubt, Operator, Quantity, Timing};

impl Number<'_> {
    /// Why the number may not be what was reached; `None` where it is, or where the row itself speaks so: 节约率,
    /// 计划完成率, 线上培训.
    pub(super) fn doubted(&self, doubt: Option<&Doubt>, done: &Quantity) -> Option<String> {
        let doubt = doubt?;
        let row = [self.case.name, self.target.text.as_str()];
        // 累计4200个,其中本年新增450个.
        if *doubt == Doubt::Part("其中") && self.asks_for_increase() {
            return None;
        }
        let average = doubt.word().contains('均') && row.iter().any(|text| text.contains('均'));
        // 不超过20万元 is a bound, and does not ask by how much it was exceeded.
        let of_the_bound = matches!(doubt, Doubt::Distance("超" | "不" | "未"))
            && !self.case.name.contains(doubt.word());
        let is_the_rows_own =
            !of_the_bound && (average || row.iter().any(|text| text.contains(doubt.word())));
        // 新增高清探头304路 to 安装320路 is what was done in the year; 新增300人 to 5000人 is only what came to them.
        let is_of_the_size = (doubt.word().starts_with('新')
            || doubt.word() == "净增" && row.iter().any(|text| text.contains('增')))
            && self.aligned(done).is_ok_and(|aligned| {
                aligned
                    .actual
                    .checked_mul(Decimal::TWO)
                    .is_some_and(|twice| twice >= aligned.target)
            });
        if is_of_the_size && matches!(doubt, Doubt::Part(_)) {
            return None;
        }
        if let Doubt::Denied { rest, explains, .. } = doubt {
            // What is missing to the target and why: 480人,20人因病未参加.
            let is_the_gap = rest.as_ref().is_some_and(|rest| {
                let whole = rest.number.value.checked_add(done.number.value);
                rest.unit == done.unit && whole == Some(self.bound.number.value)
            });
            let falls_short = self.is_surely_missed(Operator::Equal, done);
            return (!(falls_short && (is_the_gap || *explains))).then(|| doubt.to_string());
        }
        // 每月发放500元 to 500元/月.
        let is_the_units_own = self
            .bound
            .unit
            .as_deref()
            .and_then(|unit| unit.split_once('/'))
            .zip(doubt.word().strip_prefix('每'))
            .is_some_and(|((_, lower), each)| lower.contains(each));
        (!is_the_rows_own && !is_the_units_own).then(|| doubt.to_string())
    }

    /// Why the number is of another size than the one asked for: a stock where an increase is, a total where an
    /// average is, a lesser harm where a serious one is.
    pub(super) fn another_size(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        let row = [self.case.name, self.target.text.as_str()];
        let asks = |words: &[&str]| row.iter().any(|text| holds(text, words));
        let aligned = self.aligned(done).ok();
        let is_far_more = |times: i64| {
            aligned.as_ref().is_some_and(|aligned| {
                aligned
                    .target
                    .checked_mul(Decimal::from(times))
                    .is_some_and(|most| most > Decimal::ZERO && aligned.actual > most)
            })
        };
        let says_stock = holds(
            actual,
            &[
                "现有",
                "原有",
                "存量",
                "累计",
                "总量",
                "总数",
                "总人数",
                "总计",
            ],
        ) || (is_far_more(3) && holds(actual, &["达", "共"]));
        let came_to = holds(actual, &["由", "从"]) && holds(actual, &["至", "到"]);
        let says_stock = says_stock || is_far_more(5);
        if self.asks_for_increase() && (says_stock || came_to) && !holds(actual, INCREASES) {
            return Some("说的是总量，指标值要的是新增数");
        }
        if asks(&["重大", "特大", "较大", "恶性"])
            && holds(actual, &["一般", "轻微", "较小", "散发", "零星"])
            && !done.number.value.is_zero()
        {
            return Some("说的是一般的情况，是否属于指标所指的重大情况须由人判断");
        }
        let is_average = [
            "人均", "生均", "户均", "亩均", "次均", "场均", "班均", "村均", "校均", "单笔", "单次",
            "每",
        ]
        .iter()
        .any(|word| self.case.name.starts_with(word));
        let numbers = actual
            .replace("m2", "")
            .replace("m3", "")
            .split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .filter(|run| run.starts_with(|c: char| c.is_ascii_digit()))
            .count();
        if (is_average || self.case.name.contains("单价"))
            && numbers > 1
            && !holds(&self.target.text, &["10万", "万人"])
            && !holds(actual, &["均", "每", "单价", "较", "比"])
        {
            return Some("由几个数组成，平均数没有写");
        }
        if is_average
            && holds(actual, &["总", "合计", "共", "累计"])
            && !actual.contains(['均', '每'])
        {
            return Some("是总数，指标要的是平均数");
        }
        if is_average && !actual.contains('均') && is_far_more(20) {
            return Some("是总数，指标要的是平均数");
        }
        if done.unit.as_deref() == Some("%")
            && share_in_brackets(actual)
                .is_some_and(|share| (share - done.number.value).abs() > Decimal::new(5, 3))
        {
            return Some("与括号中的分数不一致");
        }
        let places = ["镇", "乡", "村", "街道", "社区"];
        if asks(&["全县", "全市", "全区", "全域", "辖区"])
            && holds(actual, &places)
            && !holds(actual, &["全县", "全市", "全区", "个", "各"])
            && !asks(&places)
        {
            return Some("只是其中一个地方的数");
        }
        // 完成全年任务的108% says how far a plan was kept, no rate of growth.
        let of_the_plan = [
            "任务的",
            "计划的",
            "目标的",
            "预算的",
            "目标值的",
            "指标值的",
        ];
        (holds(actual, &of_the_plan)
            && done.unit.as_deref() == Some("%")
            && !asks(&["完成", "执行", "进度", "到位"]))
        .then_some("是完成计划的比例，不是指标值所指的数")
    }

    /// Whether a rate is the one of the row: what it is a rate of stands last before 率, and what denies it before that.
    fn is_called(&self, stem: &str) -> bool {
        let characters: Vec<char> = stem.chars().collect();
        let last: String = characters.iter().rev().take(2).rev().collect();
        // 发放率98% is no 发放及时率.
        let own = self
            .case
            .name
            .rfind('率')
            .and_then(|at| self.case.name.get(..at));
        let own_last = own.map(|own| own.chars().rev().take(2).collect::<Vec<char>>());
        let stem_last = characters
            .iter()
            .rev()
            .take(2)
            .copied()
            .collect::<Vec<char>>();
        if own_last.is_some_and(|own| own.len() == 2 && own != stem_last) {
            return false;
        }
        let denied = |text: &str| {
            text.find(last.as_str()).is_some_and(|at| {
                text.get(..at)
                    .is_some_and(|before| before.ends_with(['不', '未', '非', '无']))
            })
        };
        [self.case.name, self.target.text.as_str()]
            .iter()
            .any(|text| text.contains(last.as_str()) && denied(text) == denied(stem))
    }

    /// The rate that the actual value speaks of, where it is another than the indicator's: 回收率86% in answer to a
    /// 满意度. How far the plan was done (完成率) is what is asked for.
    pub(super) fn other_rate<'t>(&self, actual: &'t str) -> Option<&'t str> {
        // 率 and 度 are as long.
        const RATE: usize = '率'.len_utf8();
        const OF_THE_PLAN: &[&str] = &["完成", "达成", "实现", "实际", "目标"];
        let row = [self.case.name, self.target.text.as_str()];
        let name_has_rate = row.iter().any(|text| text.contains(['率', '度', '比']));
        let esteem = ["满意度", "知晓度", "认可度"];
        let esteem_at = || {
            esteem
                .iter()
                .find_map(|word| actual.find(word).map(|at| at + word.len() - RATE))
        };
        let at = actual.find('率').or_else(esteem_at)?;
        let stem_start = actual
            .get(..at)?
            .char_indices()
            .rev()
            .take_while(|(_, c)| !c.is_ascii() && !matches!(c, '、' | '。'))
            .last()
            .map(|(start, _)| start)?;
        let stem = actual.get(stem_start..at)?;
        let is_number_next = actual
            .get(at + RATE..)?
            .trim_start_matches(['为', '达', '到', ':', '约', '是'])
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '≥' | '>'));
        let is_other = name_has_rate
            && is_number_next
            && stem.chars().count() >= 2
            && !(OF_THE_PLAN.iter().any(|word| stem.contains(word))
                && (!self.case.name.contains('率') || self.case.name.contains("完成")))
            && !self.is_called(stem);
        is_other
            .then(|| actual.get(stem_start..at + RATE))
            .flatten()
    }

    /// Whether a number is that of some months (截至6月底400人, 1-9月80%) and falls short of the year's target.
    pub(super) fn is_midway(&self, timing: &Timing, done: &Quantity) -> bool {
        let counts_up = timing.lasting || self.case.actual.contains(['截', '至', '季', '半']);
        counts_up && timing.last.month < 12 && self.is_surely_missed(Operator::Equal, done)
    }
}

/// The share that stands in brackets behind a rate: 90%(45/50).
fn share_in_brackets(actual: &str) -> Option<Decimal> {
    let (_, inside) = actual.split_once('(')?;
    let (share, _) = inside.split_once(')')?;
    let (part, whole) = share.split_once('/')?;
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    number(part)?.checked_div(number(whole)?)
}
