//! Why the number of an actual value may not be what the indicator asks for.

use rust_decimal::Decimal;

use super::Number;
use super::choice::INCREASES;
use crate::value::target::{Doubt, Quantity, Stated, holds};

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
            let falls_short = self.falls_short(done);
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
        let is_far_more = |times: i64| {
            self.aligned(done).is_ok_and(|aligned| {
                aligned
                    .target
                    .checked_mul(Decimal::from(times))
                    .is_some_and(|most| most > Decimal::ZERO && aligned.actual > most)
            })
        };
        let stocks = [
            "现有",
            "原有",
            "存量",
            "累计",
            "总量",
            "总数",
            "总人数",
            "总计",
        ];
        let came_to = || holds(actual, &["由", "从"]) && holds(actual, &["至", "到"]);
        if self.asks_for_increase()
            && !holds(actual, INCREASES)
            && (holds(actual, &stocks)
                || came_to()
                || is_far_more(5)
                || (holds(actual, &["达", "共"]) && is_far_more(3)))
        {
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
        if (is_average || self.case.name.contains("单价"))
            && holds_several_numbers(actual)
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
                .and_then(|share| share.checked_sub(done.number.value))
                .is_some_and(|apart| apart.abs() > Decimal::new(5, 3))
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
        let name = self.case.name;
        let last = last_two(stem);
        // 发放率98% is no 发放及时率.
        let own = name.rfind('率').and_then(|at| name.get(..at));
        if own
            .map(last_two)
            .is_some_and(|own| own.chars().count() == 2 && own != last)
        {
            return false;
        }
        let denied = |text: &str| {
            text.split_once(last)
                .is_some_and(|(before, _)| before.ends_with(['不', '未', '非', '无']))
        };
        [name, self.target.text.as_str()]
            .iter()
            .any(|text| text.contains(last) && denied(text) == denied(stem))
    }

    /// The rate that the actual value speaks of, where it is another than the indicator's: 回收率86% in answer to a
    /// 满意度. How far the plan was done (完成率) is what is asked for.
    pub(super) fn other_rate<'t>(&self, actual: &'t str) -> Option<&'t str> {
        self.rate_not_asked_for(actual, |behind| {
            behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '≥' | '>'))
        })
    }

    /// The rate that one of several numbers is of, where it is another than the indicator's.
    pub(super) fn other_rate_of<'t>(&self, stated: &'t Stated) -> Option<&'t str> {
        self.rate_not_asked_for(&stated.label, str::is_empty)
    }

    /// The first rate in some words that `leads_to_number` and is not the one of the row.
    fn rate_not_asked_for<'t>(
        &self,
        words: &'t str,
        leads_to_number: impl Fn(&str) -> bool,
    ) -> Option<&'t str> {
        // 率 and 度 are as long.
        const RATE: usize = '率'.len_utf8();
        const OF_THE_PLAN: &[&str] = &["完成", "达成", "实现", "实际", "目标"];
        const ESTEEM: &[&str] = &["满意度", "知晓度", "认可度"];
        let name = self.case.name;
        let name_has_rate = [name, self.target.text.as_str()]
            .iter()
            .any(|text| text.contains(['率', '度', '比']));
        let esteem = || {
            ESTEEM
                .iter()
                .find_map(|word| words.find(word).map(|at| at + word.len() - RATE))
        };
        let at = words.find('率').or_else(esteem)?;
        let start = words
            .get(..at)?
            .char_indices()
            .rev()
            .take_while(|(_, c)| !c.is_ascii() && !matches!(c, '、' | '。'))
            .last()
            .map(|(start, _)| start)?;
        let stem = words.get(start..at)?;
        let behind = words
            .get(at + RATE..)?
            .trim_start_matches(['为', '达', '到', ':', '约', '是']);
        let of_the_plan =
            holds(stem, OF_THE_PLAN) && (!name.contains('率') || name.contains("完成"));
        let is_other = name_has_rate
            && leads_to_number(behind)
            && stem.chars().count() >= 2
            && !of_the_plan
            && !self.is_called(stem);
        is_other.then(|| words.get(start..at + RATE)).flatten()
    }
}

/// Whether a text holds more than one number, those of square and cubic metres aside.
fn holds_several_numbers(text: &str) -> bool {
    text.replace("m2", "")
        .replace("m3", "")
        .split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .filter(|run| run.starts_with(|c: char| c.is_ascii_digit()))
        .nth(1)
        .is_some()
}

/// The share that stands in brackets behind a rate: 90%(45/50).
fn share_in_brackets(actual: &str) -> Option<Decimal> {
    let (_, inside) = actual.split_once('(')?;
    let (share, _) = inside.split_once(')')?;
    let (part, whole) = share.split_once('/')?;
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    number(part)?.checked_div(number(whole)?)
}

/// The last two characters of a text, or what there is of them.
fn last_two(text: &str) -> &str {
    let from = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    text.get(from..).unwrap_or_default()
}
