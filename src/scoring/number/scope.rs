//! Why the number of an actual value may be of another stretch, place, level or kind than the one asked for.

use rust_decimal::Decimal;

use super::Number;
use crate::value::target::{Quantity, Timing, Wanted, holds};

impl Number<'_> {
    /// Why the number is of another stretch, place, level or kind than the one asked for.
    pub(super) fn another_scope(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        self.another_measure(actual, done)
            .or_else(|| self.another_quantity(actual))
            .or_else(|| self.another_year_or_task(actual))
            .or_else(|| self.another_level_or_place(actual, done))
            .or_else(|| self.parts_without_a_sum(actual))
            .or_else(|| self.unlikely(done))
            .or_else(|| self.said_in_part(actual, done))
            .or_else(|| self.left_after_a_cut(actual))
    }

    /// Whether a number is that of some months (截至6月底400人, 1-9月80%) and falls short of the year's target.
    pub(super) fn is_midway(&self, timing: &Timing, done: &Quantity) -> bool {
        let counts_up = timing.lasting || self.case.actual.contains(['截', '至', '季', '半']);
        counts_up && timing.last.month < 12 && self.falls_short(done)
    }

    /// Whether the row speaks of something, in its name or its target.
    fn asks(&self, word: &str) -> bool {
        self.case.name.contains(word) || self.target.text.contains(word)
    }

    fn asks_for_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.asks(word))
    }

    /// Of some months, of another ratio, far from a round number, or of another stretch for each.
    fn another_measure(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        let target = self.target.text.as_str();
        if is_midway_in_words(actual)
            && !is_midway_in_words(self.case.name)
            && self.falls_short(done)
        {
            return Some("只是一年中一段时间的数");
        }
        if actual.contains('‰') && target.contains('万') {
            return Some("与指标值不是同一种比例");
        }
        let is_round = target.contains("左右") || target.ends_with("上下");
        if is_round && !self.is_within_a_tenth(done) {
            return Some("与指标值的约数相差较多");
        }
        let by_term = |text: &str| text.contains("学期");
        let for_each = |text: &str| text.contains("/生");
        (by_term(actual) != by_term(target) && for_each(actual) && for_each(target))
            .then_some("与指标值不是同一时段的数")
    }

    /// What was cut where what is left is asked for, and the other way round; new for net; an average for an extreme.
    fn another_quantity(&self, actual: &str) -> Option<&'static str> {
        const CUT: &[&str] = &["化解", "精简", "偿还", "压减"];
        const SAVED: &[&str] = &["节约", "节省", "化解", "减免", "挽回"];
        let name = self.case.name;
        if self.wanted == Wanted::Less && holds(actual, CUT) && !self.asks_for_any(CUT) {
            return Some("说的是减少的数，指标要的是总数");
        }
        if self.asks("净增") && !actual.contains('净') && actual.contains("新增") {
            return Some("说的是新增数，指标要的是净增数");
        }
        if holds(name, &["最长", "最大", "最高", "最低"]) && actual.contains("平均") {
            return Some("是平均数，指标要的不是平均数");
        }
        (holds(name, SAVED)
            && holds(actual, &["成本", "费用", "支出", "余额", "开支"])
            && !holds(actual, &["节", "减", "降", "化解", "挽回"]))
        .then_some("说的是总额，指标要的是减少的数")
    }

    /// Of several years, of the next one, or of a task that was changed.
    fn another_year_or_task(&self, actual: &str) -> Option<&'static str> {
        let names_an_earlier_year = |own: i32| {
            (own - 9..own).any(|year| {
                actual.contains(&format!("{year}年")) || actual.contains(&format!("{year}-"))
            })
        };
        if actual.contains("累计")
            && !self.case.name.contains("累计")
            && self.case.year.is_some_and(names_an_earlier_year)
        {
            return Some("含有其他年度的数");
        }
        if actual.starts_with("次年") && !self.target.text.contains("次年") {
            return Some("是次年的数");
        }
        holds(actual, &["调整为", "调减为", "调增为", "变更为"])
            .then_some("说到任务已经调整，应按什么计算须由人判断")
    }

    /// Of another level, or of a greater place than the row's.
    fn another_level_or_place(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        const LEVELS: [&[&str]; 5] = [
            &["国家级", "省级", "市级", "县级", "乡级"],
            &["高级", "中级", "初级"],
            &["博士", "硕士", "本科"],
            &["一等", "二等", "三等"],
            &["甲级", "乙级", "丙级"],
        ];
        const GREATER: &[&str] = &["全市", "全省", "全国"];
        let another_level = LEVELS.iter().any(|levels| {
            let of = |text: &str| levels.iter().find(|level| text.contains(**level)).copied();
            of(self.case.name)
                .zip(of(actual))
                .is_some_and(|(own, other)| own != other && !actual.contains(own))
        });
        if another_level {
            return Some("写的是另一个级别");
        }
        (is_percent(done) && holds(actual, GREATER) && !self.asks_for_any(GREATER))
            .then_some("写有其他范围的数")
    }

    /// Parts, or what each of several did: what they come to is not written.
    fn parts_without_a_sum(&self, actual: &str) -> Option<&'static str> {
        const JOINTS: [char; 3] = ['+', '×', '*'];
        let parts = actual
            .split(JOINTS)
            .filter(|part| part.contains(|c: char| c.is_ascii_digit()));
        if parts.count() > 1 && !self.target.text.contains(JOINTS) {
            return Some("由几个数组成，合计没有写");
        }
        // 上下半年各1次 is counted over the year.
        let periods = ["半年", "季", "月", "学期", "年"];
        let is_number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
        (actual
            .split('各')
            .nth(1)
            .is_some_and(|behind| behind.starts_with(is_number))
            && !holds(actual, &periods)
            && !self.asks("各"))
        .then_some("是每一处的数，合计没有写")
    }

    /// More than twice the whole of something.
    fn unlikely(&self, done: &Quantity) -> Option<&'static str> {
        (is_percent(done)
            && done.change.is_none()
            && done.number.value > Decimal::TWO
            && self.bound.number.value <= Decimal::ONE
            && !self.asks_for_any(&["完成", "增"]))
        .then_some("超过 200%，疑为漏写小数点")
    }

    /// An upper limit to a target of none, or the denial of one class of what there should be none of.
    fn said_in_part(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        const CLASSES: &[&str] = &[
            "死亡",
            "重伤",
            "重大",
            "较大",
            "特大",
            "恶性",
            "有责",
            "未办结",
        ];
        let value = done.number.value;
        if self.bound.number.value.is_zero()
            && value > Decimal::ZERO
            && holds(actual, &["控制在", "以内", "以下"])
        {
            return Some("只说了上限");
        }
        let is_denial = value.is_zero() && !actual.contains(|c: char| c.is_ascii_digit());
        let denies_a_class = || {
            CLASSES
                .iter()
                .any(|class| actual.contains(class) && !self.asks(class))
        };
        (is_denial && denies_a_class()).then_some("只否认了其中一类，其他的有没有须由人判断")
    }

    /// What is left after a cut, where the name asks how much was cut.
    fn left_after_a_cut(&self, actual: &str) -> Option<&'static str> {
        const CUT: &[&str] = &[
            "缩短", "减少", "精简", "压减", "压缩", "节约", "节省", "下降", "降低",
        ];
        const CAME_TO: &[&str] = &[
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
        (holds(self.case.name, CUT)
            && holds(actual, CAME_TO)
            && !self.target.text.contains(['至', '到']))
        .then_some("写的是减少以后的数，指标值要的是减少了多少")
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

fn is_percent(quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some("%")
}

/// Whether a text speaks of some months of a year only.
fn is_midway_in_words(text: &str) -> bool {
    const SOME_MONTHS: &[&str] = &[
        "前三季度",
        "上半年",
        "前半年",
        "国庆期间",
        "春节期间",
        "假期",
        "暑期",
        "旺季",
        "截至三季度",
    ];
    if holds(text, &["全年", "下半年", "四季度"]) {
        return false;
    }
    let until = ["截至", "截止"]
        .iter()
        .find_map(|until| text.split_once(until));
    let month = until.and_then(|(_, behind)| {
        let (before, _) = behind.split_once('月')?;
        let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse::<u32>().ok()
    });
    let begins = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let opens_with_month = begins.len() < text.len()
        && !text.starts_with("12月底")
        && (begins.starts_with("月底") || begins.starts_with("月份"));
    let first_months = text.starts_with('前') && text.contains("个月");
    month.is_some_and(|month| month < 12)
        || opens_with_month
        || first_months
        || holds(text, SOME_MONTHS)
}
