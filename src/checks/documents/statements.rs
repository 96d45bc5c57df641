//! What a report says in figures: sentences, and the numbers that stand behind certain words in them.

use rust_decimal::Decimal;

use crate::value::number::Number;

/// A figure in a report, with the sentence it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'t> {
    /// The number as written.
    pub(super) number: Number,
    /// What follows it: `万元`, `%`, `分`, `个`; empty where nothing known does.
    pub(super) unit: &'static str,
    /// The sentence.
    pub(super) sentence: &'t str,
    /// What stands in the sentence before the words, by which one subject is told from another.
    pub(super) before: &'t str,
}

impl Statement<'_> {
    /// The sentence to be quoted: cut around the figure where it is long.
    pub(super) fn quote(&self) -> String {
        let signs: Vec<char> = self.sentence.chars().collect();
        if signs.len() <= QUOTE {
            return self.sentence.trim().to_owned();
        }
        let at = self.before.chars().count();
        let from = at.saturating_sub(QUOTE / 2);
        let to = signs.len().min(from + QUOTE);
        let middle: String = signs.get(from..to).unwrap_or_default().iter().collect();
        let dots = |cut: bool| if cut { "……" } else { "" };
        format!(
            "{}{}{}",
            dots(from > 0),
            middle.trim(),
            dots(to < signs.len())
        )
    }
}

/// The longest quotation, in signs.
const QUOTE: usize = 48;
/// So far behind its words a figure may stand.
const REACH: usize = 10;
/// What may stand between the words and the figure; anything else means that the figure is another's.
const LINKS: &[&str] = &[
    "",
    "为",
    "是",
    "达",
    "达到",
    "共",
    "共计",
    "合计",
    "计",
    "总计",
    "总额",
    "金额",
    "资金",
    "数",
    "约",
    "约为",
    "金额为",
    "数为",
    "总额为",
    "合计为",
    "共计为",
    "资金为",
    "分别为",
    "实际为",
    "得分",
    "得分为",
    "得",
    "分为",
    "(万元)为",
    "(万元)",
    "率为",
    "了",
    "有",
    "到",
    "已达",
    "已达到",
    "自评",
    "总分为",
    "分数为",
    "结果为",
];
/// The units a figure may carry, longer ones first.
const UNITS: &[&str] = &["万元", "亿元", "千元", "元", "%", "％", "分", "个", "项"];

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', ';', '\n', '！', '？'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

/// The figures that stand right behind one of the words in a sentence, each once.
pub(super) fn figures<'t>(sentence: &'t str, words: &[&str]) -> Vec<Statement<'t>> {
    let mut found: Vec<(usize, Statement<'t>)> = Vec::new();
    for word in words {
        for (at, word) in sentence.match_indices(word) {
            let behind = at + word.len();
            let Some((begin, number, unit)) = sentence.get(behind..).and_then(figure_behind) else {
                continue;
            };
            let statement = Statement {
                number,
                unit,
                sentence,
                before: sentence.get(..at).unwrap_or_default(),
            };
            // A longer word and a shorter one within it lead to the same figure.
            if !found.iter().any(|(known, _)| *known == behind + begin) {
                found.push((behind + begin, statement));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, statement)| statement).collect()
}

/// The number a text begins with, words that only link it aside: where it begins, and its unit.
fn figure_behind(text: &str) -> Option<(usize, Number, &'static str)> {
    let begin = text
        .char_indices()
        .take(REACH)
        .find(|(_, c)| c.is_ascii_digit())?
        .0;
    let between: String = text
        .get(..begin)?
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '“' | '”'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect();
    if !LINKS.contains(&between.as_str()) {
        return None;
    }
    let rest = text.get(begin..)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(rest.len());
    let digits: String = rest.get(..end)?.chars().filter(|c| *c != ',').collect();
    let number: Decimal = digits.trim_end_matches('.').parse().ok()?;
    let behind = rest.get(end..).unwrap_or_default().trim_start();
    let unit = UNITS.iter().find(|unit| behind.starts_with(**unit));
    // 2023年, 10月: no figure of ours.
    if unit.is_none() && behind.starts_with(['年', '月', '日', '-', '—', '～', '~']) {
        return None;
    }
    let number = Number::written(number);
    Some((begin, number, unit.copied().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, words: &[&str]) -> Vec<String> {
        sentences(text)
            .flat_map(|sentence| figures(sentence, words))
            .map(|statement| format!("{}{}", statement.number.value, statement.unit))
            .collect()
    }

    #[test]
    fn figures_stand_behind_their_words() {
        let text = "我单位年初预算数为 22635.4 万元，全年预算数为 18,558.34 万元，预算执行率23.65%。综合得分：77.47 分。";
        assert_eq!(told(text, &["年初预算数"]), ["22635.4万元"]);
        assert_eq!(told(text, &["全年预算数"]), ["18558.34万元"]);
        assert_eq!(told(text, &["执行率"]), ["23.65%"]);
        assert_eq!(told(text, &["全年预算", "全年预算数"]), ["18558.34万元"]);
        assert_eq!(told(text, &["综合得分"]), ["77.47分"]);
        // Another figure's words stand between.
        assert!(told(text, &["我单位"]).is_empty());
        assert!(told("自评得分情况见附表，共10项", &["自评得分"]).is_empty());
        assert!(told("全年预算数2023年12月核定", &["全年预算数"]).is_empty());
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_figure() {
        let text = format!("{}全年预算数为10万元，{}", "甲".repeat(60), "乙".repeat(60));
        let found = figures(&text, &["全年预算数"]);
        let quote = found[0].quote();
        assert!(quote.starts_with("……") && quote.ends_with("……"), "{quote}");
        assert!(quote.contains("全年预算数为10万元"), "{quote}");
    }
}
