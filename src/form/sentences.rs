//! What a sentence says where no cell of its own does: `本项目自评得分99.58分，评价等级为优。`

use super::model::Sourced;
use super::vocabulary::vocabulary;
use super::wording::fold;
use crate::value::number::{Number, parse_number};

/// The score a sentence states.
pub(super) fn score(text: &Sourced<String>) -> Option<Sourced<Number>> {
    let key = fold(&text.text);
    let score = ["得分", "总分", "评分"]
        .iter()
        .find_map(|word| number_after(&key, word))?;
    Some(said(text, score))
}

/// The grade a sentence states.
pub(super) fn grade(text: &Sourced<String>) -> Option<Sourced<String>> {
    let key = fold(&text.text);
    let words = ["等级", "评级", "等次", "评定", "结果"];
    let grade = words.iter().find_map(|word| grade_after(&key, word))?;
    Some(said(text, grade))
}

fn said<T>(text: &Sourced<String>, value: T) -> Sourced<T> {
    Sourced {
        value: Some(value),
        cells: text.cells.clone(),
        text: text.text.clone(),
    }
}

/// The number behind a word: `得分为84.47分`, `自评得分99.58分`.
fn number_after(key: &str, word: &str) -> Option<Number> {
    let rest = key.split(word).nth(1)?;
    let rest = rest.trim_start_matches(['为', '是', ':', '共', '计']);
    let digits: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let is_points = rest.get(digits.len()..)?.starts_with('分');
    is_points.then(|| parse_number(&digits)).flatten()
}

/// The grade behind a word: `评级为“优”`, `等级:良`.
fn grade_after(key: &str, word: &str) -> Option<String> {
    let rest = key.split(word).nth(1)?;
    let rest = rest.trim_start_matches(['为', '是', ':', '“', '"', '「', '‘', '级']);
    let mut words: Vec<&String> = vocabulary().words.grades.iter().collect();
    words.sort_by_key(|grade| std::cmp::Reverse(grade.chars().count()));
    words
        .into_iter()
        .find(|grade| rest.starts_with(grade.as_str()))
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::{grade_after, number_after};
    use crate::form::wording::fold;

    #[test]
    fn scores_and_grades_are_found_in_sentences() {
        let key = fold("总体得分为84.47分，评级为“优”。");
        assert_eq!(
            number_after(&key, "得分")
                .map(|score| score.value.to_string())
                .as_deref(),
            Some("84.47")
        );
        assert_eq!(grade_after(&key, "评级").as_deref(), Some("优"));
        assert_eq!(number_after(&fold("得分较高"), "得分"), None);
        assert_eq!(
            grade_after(&fold("评价结果为优秀"), "结果").as_deref(),
            Some("优秀")
        );
    }
}
