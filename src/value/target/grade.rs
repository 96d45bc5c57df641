//! Grades that are no numbers: B+及以上, 3A级, 一级, 二等.
//!
//! The grade asked for is always met by itself. A better one meets it only where everybody reads the order alike: more
//! A's are better, an A is better than a B, a first class (一等) than a second. Of 一级 and 二级 one or the other may be
//! the better one, so that only the same grade is sure.

/// Words before and behind a grade that make it the least that is asked for.
const AT_LEAST_BEFORE: &[&str] = &["≥", "不低于", "达到", "至少", "不少于"];
const AT_LEAST_BEHIND: &[&str] = &[
    "(含)及以上",
    "(含)以上",
    "及其以上",
    "及以上",
    "或以上",
    "以上(含)",
    "以上",
];

/// Words that an answer puts to its grade.
const REACHED: &[&str] = &["达到", "获评", "评为", "评定为", "被评为", "为", "已达"];

/// Whether an answer in grades meets a target in grades; `None` where that cannot be told, and where it is worse.
pub(super) fn meets(target: &str, answer: &str) -> bool {
    let (wanted, at_least) = asked_for(target);
    let given = REACHED
        .iter()
        .filter_map(|word| answer.strip_prefix(word))
        .min_by_key(|rest| rest.len())
        .unwrap_or(answer);
    let Some((wanted, given)) = Grade::read(wanted).zip(Grade::read(given)) else {
        return false;
    };
    wanted == given || (at_least && given.is_better_than(&wanted))
}

/// The grade that a target names, and whether it is the least.
fn asked_for(target: &str) -> (&str, bool) {
    let before = AT_LEAST_BEFORE
        .iter()
        .find_map(|word| target.strip_prefix(word));
    let grade = before.unwrap_or(target);
    let behind = AT_LEAST_BEHIND
        .iter()
        .find_map(|word| grade.strip_suffix(word));
    (
        behind.unwrap_or(grade),
        before.is_some() || behind.is_some(),
    )
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Grade {
    /// 3A级, AAA级: so many A's, and a sign behind them (1 for `+`, -1 for `-`).
    As(u8, i8),
    /// B+: its place in the alphabet, and the sign.
    Letter(char, i8),
    /// 一等, 二等奖: its number.
    Class(u8),
    /// 一级, Ⅲ类, 甲级: by its name.
    Named(String),
}

impl Grade {
    fn read(text: &str) -> Option<Self> {
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, '"' | '“' | '”' | '\'' | '《' | '》'))
            .collect();
        let core = ["级旅游景区", "级景区", "级", "等次", "档", "级以上"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .unwrap_or(&text);
        Self::in_letters(core)
            .or_else(|| Self::of_class(&text))
            .or_else(|| Self::named(&text))
    }

    fn in_letters(text: &str) -> Option<Self> {
        let (letters, sign) = match (text.strip_suffix('+'), text.strip_suffix('-')) {
            (Some(rest), _) => (rest, 1),
            (_, Some(rest)) => (rest, -1),
            _ => (text, 0),
        };
        let mut characters = letters.chars();
        let first = characters.next()?;
        let rest = characters.as_str();
        match first {
            'A' if rest.chars().all(|c| c == 'A') => {
                let count = u8::try_from(letters.len()).ok()?;
                Some(Self::As(count, sign))
            }
            '1'..='9' if rest == "A" => {
                Some(Self::As(u8::try_from(first.to_digit(10)?).ok()?, sign))
            }
            'B'..='E' if rest.is_empty() => Some(Self::Letter(first, sign)),
            _ => None,
        }
    }

    fn of_class(text: &str) -> Option<Self> {
        let class = text
            .strip_suffix("等奖")
            .or_else(|| text.strip_suffix('等'))?;
        let number = match class {
            "特" => 0,
            "一" | "1" => 1,
            "二" | "2" => 2,
            "三" | "3" => 3,
            "四" | "4" => 4,
            _ => return None,
        };
        Some(Self::Class(number))
    }

    fn named(text: &str) -> Option<Self> {
        let numbered = text
            .strip_suffix("星级")
            .or_else(|| text.strip_suffix(['级', '类', '星', '档']))?;
        let short = (1..=4).contains(&numbered.chars().count());
        let is_number = |c: char| "一二三四五六七八九十甲乙丙丁IV".contains(c);
        (short && numbered.chars().all(|c| is_number(c) || c.is_ascii_digit()))
            .then(|| Self::Named(text.to_owned()))
    }

    /// Whether it is better for sure.
    fn is_better_than(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::As(a, sign), Self::As(b, than)) => a > b || (a == b && sign > than),
            // An A, whatever sign it bears, is better than a B.
            (Self::As(_, _), Self::Letter(..)) => true,
            (Self::Letter(a, sign), Self::Letter(b, than)) => a < b || (a == b && sign > than),
            (Self::Class(a), Self::Class(b)) => a < b,
            _ => false,
        }
    }
}
