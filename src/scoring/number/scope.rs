//! Why the number of an actual value may be of another stretch, place, level or kind than the one asked for.

use rust_decimal::Decimal;

use super::Number;
use super::choice::holds;
use crate::value::target::{Operator, Quantity, Wanted};

impl Number<'_> {
    /// Why the number is of another stretch, place, level or kind than the one asked for.
    pub(super) fn another_scope(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        const LEVELS: [&[&str]; 5] = [
            &["国家级", "省级", "市级", "县级", "乡级"],
            &["高级", "中级", "初级"],
            &["博士", "硕士", "本科"],
            &["一等", "二等", "三等"],
            &["甲级", "乙级", "丙级"],
        ];
        let row = [self.case.name, self.target.text.as_str()];
        let asks = |word: &str| row.iter().any(|text| text.contains(word));
        let falls_short = self.is_surely_missed(Operator::Equal, done);
        if falls_short && is_midway_in_words(actual) && !is_midway_in_words(self.case.name) {
            return Some("只是一年中一段时间的数");
        }
        if actual.contains('‰') && self.target.text.contains('万') {
            return Some("与指标值不是同一种比例");
        }
        if (self.target.text.contains("左右") || self.target.text.ends_with("上下"))
            && !self.is_within_a_tenth(done)
        {
            return Some("与指标值的约数相差较多");
        }
        let by_term = |text: &str| text.contains("学期");
        if by_term(actual) != by_term(&self.target.text)
            && actual.contains("/生")
            && self.target.text.contains("/生")
        {
            return Some("与指标值不是同一时段的数");
        }
        let cut_words = ["化解", "精简", "偿还", "压减"];
        if self.wanted == Wanted::Less
            && holds(actual, &cut_words)
            && !cut_words.iter().any(|word| asks(word))
        {
            return Some("说的是减少的数，指标要的是总数");
        }
        if asks("净增") && !actual.contains('净') && holds(actual, &["新增"]) {
            return Some("说的是新增数，指标要的是净增数");
        }
        if holds(self.case.name, &["最长", "最大", "最高", "最低"]) && actual.contains("平均")
        {
            return Some("是平均数，指标要的不是平均数");
        }
        let saved = ["节约", "节省", "化解", "减免", "挽回"];
        if holds(self.case.name, &saved)
            && holds(actual, &["成本", "费用", "支出", "余额", "开支"])
            && !holds(actual, &["节", "减", "降", "化解", "挽回"])
        {
            return Some("说的是总额，指标要的是减少的数");
        }
        let other_year = self.case.year.is_some_and(|own| {
            (own - 9..own).any(|year| {
                actual.contains(&format!("{year}年")) || actual.contains(&format!("{year}-"))
            })
        });
        if other_year && actual.contains("累计") && !self.case.name.contains("累计") {
            return Some("含有其他年度的数");
        }
        if actual.starts_with("次年") && !self.target.text.contains("次年") {
            return Some("是次年的数");
        }
        if holds(actual, &["调整为", "调减为", "调增为", "变更为"]) {
            return Some("说到任务已经调整，应按什么计算须由人判断");
        }
        let another_level = LEVELS.iter().any(|levels| {
            let of = |text: &str| levels.iter().find(|level| text.contains(**level)).copied();
            matches!((of(self.case.name), of(actual)), (Some(own), Some(other)) if !actual.contains(own) && own != other)
        });
        if another_level {
            return Some("写的是另一个级别");
        }
        if holds(actual, &["全市", "全省", "全国"])
            && !asks("全市")
            && !asks("全省")
            && !asks("全国")
            && done.unit.as_deref() == Some("%")
        {
            return Some("写有其他范围的数");
        }
        let is_sum_of_parts = actual
            .split(['+', '×', '*'])
            .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
            .count()
            > 1;
        if is_sum_of_parts && !self.target.text.contains(['+', '×', '*']) {
            return Some("由几个数组成，合计没有写");
        }
        let periods = ["半年", "季", "月", "学期", "年"];
        if actual.contains('各')
            && !holds(actual, &periods)
            && actual.split('各').nth(1).is_some_and(|behind| {
                behind.starts_with(|c: char| {
                    c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)
                })
            })
            && !asks("各")
        {
            return Some("是每一处的数，合计没有写");
        }
        let whole = Decimal::TWO;
        if done.unit.as_deref() == Some("%")
            && done.change.is_none()
            && done.number.value > whole
            && self.bound.number.value <= Decimal::ONE
            && !asks("完成")
            && !asks("增")
        {
            return Some("超过 200%，疑为漏写小数点");
        }
        if self.bound.number.value.is_zero()
            && done.number.value > Decimal::ZERO
            && holds(actual, &["控制在", "以内", "以下"])
        {
            return Some("只说了上限");
        }
        let lesser = [
            "死亡",
            "重伤",
            "重大",
            "较大",
            "特大",
            "恶性",
            "有责",
            "未办结",
        ];
        let is_denial =
            done.number.value.is_zero() && !actual.contains(|c: char| c.is_ascii_digit());
        if is_denial
            && lesser
                .iter()
                .any(|class| actual.contains(class) && !asks(class))
        {
            return Some("只否认了其中一类，其他的有没有须由人判断");
        }
        let cut = [
            "缩短", "减少", "精简", "压减", "压缩", "节约", "节省", "下降", "降低",
        ];
        let came_to = [
            "降至",
            "降到",
            "减至",
            "减到",
            "缩短至",
            "缩短到",
            "精简至",
            "精简到",
            "压缩至",
            "压减至",
            "降低至",
            "减少至",
        ];
        if cut.iter().any(|word| self.case.name.contains(word))
            && holds(actual, &came_to)
            && !self.target.text.contains(['至', '到'])
        {
            return Some("写的是减少以后的数，指标值要的是减少了多少");
        }
        None
    }

    /// Whether a number lies within a tenth of the target's.
    fn is_within_a_tenth(&self, done: &Quantity) -> bool {
        self.aligned(done).is_ok_and(|aligned| {
            let apart = (aligned.actual - aligned.target).abs();
            apart
                .checked_mul(Decimal::TEN)
                .is_some_and(|apart| apart <= aligned.target.abs())
        })
    }
}

/// Whether a text speaks of some months of a year only.
fn is_midway_in_words(text: &str) -> bool {
    if holds(text, &["全年", "下半年", "四季度"]) {
        return false;
    }
    let until = ["截至", "截止"]
        .iter()
        .find_map(|until| text.split_once(until));
    let month = until.and_then(|(_, behind)| {
        let (before, _) = behind.split_once('月')?;
        let digits: String = before
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.chars().rev().collect::<String>().parse::<u32>().ok()
    });
    let begins = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let opens_with_month = begins.len() < text.len()
        && !text.starts_with("12月底")
        && (begins.starts_with("月底") || begins.starts_with("月份"));
    let first_months = text.starts_with('前') && text.contains("个月");
    month.is_some_and(|month| month < 12)
        || opens_with_month
        || first_months
        || text.contains("截至三季度")
        || holds(
            text,
            &[
                "前三季度",
                "上半年",
                "前半年",
                "国庆期间",
                "春节期间",
                "假期",
                "暑期",
                "旺季",
            ],
        )
}
