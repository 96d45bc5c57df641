//! Where a report speaks of which indicator, and of which problems.

use std::collections::BTreeSet;

use crate::checks::text::plain;
use crate::checks::view::{FormView, IndicatorRow};

/// A name of fewer signs stands everywhere and tells nothing.
const SHORTEST_NAME: usize = 4;
/// What is said of one indicator is no longer than this, in signs.
const LONGEST: usize = 800;

/// What a report says of one indicator.
#[derive(Debug)]
pub(super) struct Passage<'v, 'a> {
    /// The indicator's row.
    pub(super) row: &'v IndicatorRow<'a>,
    /// The text, from the name on, without blanks.
    pub(super) text: String,
}

/// The passages of a report that begin with an indicator's name and a colon, in the order of the form.
pub(super) fn of_indicators<'v, 'a>(form: &'v FormView<'a>, report: &str) -> Vec<Passage<'v, 'a>> {
    let text = without_blanks(report);
    let mut begins: Vec<(usize, &IndicatorRow<'_>)> = form
        .rows()
        .filter_map(|row| {
            let name = without_blanks(&row.name());
            if name.chars().count() < SHORTEST_NAME {
                return None;
            }
            let marked = text.match_indices(&name).find(|(at, name)| {
                let behind = text.get(at + name.len()..).unwrap_or_default();
                behind.starts_with(['：', ':'])
            });
            Some((marked?.0, row))
        })
        .collect();
    begins.sort_by_key(|(at, row)| (*at, row.index));
    let mut passages: Vec<Passage<'_, '_>> = begins
        .iter()
        .enumerate()
        .filter_map(|(nth, (at, row))| {
            let end = begins.get(nth + 1).map_or(text.len(), |(next, _)| *next);
            let rest = text.get(*at..end)?;
            let own = rest.lines().take_while(|line| !is_section(line));
            let text: String = own
                .collect::<Vec<_>>()
                .join("\n")
                .chars()
                .take(LONGEST)
                .collect();
            Some(Passage { row, text })
        })
        .collect();
    passages.sort_by_key(|passage| passage.row.index);
    passages
}

/// `四、评价结论`
fn is_section(line: &str) -> bool {
    let numerals = |c: char| "一二三四五六七八九十".contains(c);
    let number = line.chars().take_while(|c| numerals(*c)).count();
    number > 0 && line.chars().nth(number) == Some('、')
}

/// A text without its blanks; line breaks stay.
pub(super) fn without_blanks(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !c.is_whitespace())
        .collect()
}

/// The section on problems: from its heading to the next on measures, suggestions or annexes. A text
/// without headings gives what follows the word.
pub(super) fn on_problems(report: &str) -> Option<String> {
    let is_heading = |line: &str, words: &[&str]| {
        line.chars().count() <= 30
            && !line.contains('。')
            && words.iter().any(|word| line.contains(word))
    };
    let mut lines = report.lines().map(str::trim);
    let heading = lines.by_ref().find(|line| {
        is_heading(line, &["问题"]) && (is_section(&without_blanks(line)) || line.contains("存在"))
    });
    if heading.is_some() {
        let own = lines.take_while(|line| {
            let combined = line.contains("问题");
            combined || !is_heading(line, &["措施", "建议", "附表", "附件", "应用", "其他"])
        });
        return Some(own.collect::<Vec<_>>().join("\n"));
    }
    let (_, rest) = report
        .split_once("存在的主要问题")
        .or_else(|| report.split_once("存在的问题"))
        .or_else(|| report.split_once("存在问题"))?;
    let end = ["改进措施", "下一步", "建议"]
        .iter()
        .filter_map(|word| rest.find(word))
        .min()
        .unwrap_or(rest.len());
    rest.get(..end).map(str::to_owned)
}

/// Whether some sentence of a report speaks of an indicator: most pairs of signs of its name stand in it.
pub(super) fn speaks_of(report: &str, name: &str) -> bool {
    let pairs = pairs_of(name);
    if pairs.is_empty() {
        return true;
    }
    super::statements::sentences(report).any(|sentence| {
        let there = pairs_of(sentence);
        5 * pairs.iter().filter(|pair| there.contains(*pair)).count() >= 3 * pairs.len()
    })
}

fn pairs_of(text: &str) -> BTreeSet<(char, char)> {
    let signs: Vec<char> = plain(text).chars().collect();
    signs
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] => Some((*one, *other)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_on_problems_ends_where_measures_begin() {
        let text = "四、评价结论\n得分 77.47 分。\n五、存在的主要问题及原因分析\n1、绩效管理经验不足。\n六、改进措施和建议\n加强管理。";
        assert_eq!(on_problems(text).as_deref(), Some("1、绩效管理经验不足。"));
        assert_eq!(
            on_problems("自评良好。存在的问题：无。改进措施：无。").as_deref(),
            Some("：无。")
        );
        assert_eq!(on_problems("自评良好。"), None);
    }

    #[test]
    fn an_indicator_is_spoken_of_in_other_words() {
        assert!(speaks_of(
            "受疫情影响，培训费没有下降。培训费用的下降率未达标。",
            "培训费下降率"
        ));
        assert!(!speaks_of("绩效管理经验不足。", "培训费下降率"));
    }
}
