//! The wordings of headings and labels, loaded from `vocabulary.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::model::{ColumnField, FundColumnField};
use super::wording::{fold, without_notes};

/// What a label of the head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HeadField {
    /// 部门名称
    Department,
    /// 主管部门
    Supervisor,
    /// 实施单位
    Implementer,
    /// 项目名称
    Project,
    /// 部门预算编码
    Code,
    /// 年度
    Year,
    /// 金额单位
    Unit,
    /// 自评总分
    TotalScore,
    /// 评价等级
    Grade,
    /// 填报日期
    FillDate,
    /// 联系人 and the like: kept as a remark
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RoleWord {
    Total,
    Fiscal,
    Carryover,
    Basic,
    Personnel,
    Operating,
    Project,
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<F> {
    field: F,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    groups: Vec<Vec<String>>,
    #[serde(default)]
    never: Vec<String>,
}

impl<F: Copy> Entry<F> {
    /// 100 for an exact wording, 85 for one understood from its parts, `None` for no match.
    fn matches(&self, key: &str) -> Option<u8> {
        if self.exact.iter().any(|word| word == key) {
            return Some(100);
        }
        let composed = !self.groups.is_empty()
            && self
                .groups
                .iter()
                .all(|group| group.iter().any(|word| key.contains(word.as_str())))
            && !self.never.iter().any(|word| key.contains(word.as_str()));
        composed.then_some(85)
    }
}

/// Lists of words that mean one kind of text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Titles of self-evaluations
    pub self_evaluation: Vec<String>,
    /// Titles of goal-only tables
    pub goal_only: Vec<String>,
    /// Titles of in-year monitoring
    pub monitoring: Vec<String>,
    /// Titles of any of these
    pub title: Vec<String>,
    /// Labels of the total row
    pub total_row: Vec<String>,
    /// Labels of rows that only repeat sums
    pub subtotal_row: Vec<String>,
    /// Labels of texts under the table
    pub tail: Vec<String>,
    /// The rest of a heading typed over two rows
    pub heading_rest: Vec<String>,
    /// Beginnings of notes
    pub note: Vec<String>,
    /// Signatures and stamps
    pub signature: Vec<String>,
    /// Vertical labels of blocks
    pub block: Vec<String>,
    /// Headings over planned goals
    pub goal_expected: Vec<String>,
    /// Headings over achieved goals
    pub goal_achieved: Vec<String>,
    /// Grades
    pub grades: Vec<String>,
}

/// All wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    column: Vec<Entry<ColumnField>>,
    fund_column: Vec<Entry<FundColumnField>>,
    label: Vec<Entry<HeadField>>,
    role: Vec<Entry<RoleWord>>,
    /// Lists of words that mean one kind of text.
    pub words: Words,
}

static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| {
    toml::from_str(include_str!("vocabulary.toml"))
        .unwrap_or_else(|fault| panic!("src/form/vocabulary.toml cannot be read: {fault}"))
});

/// The vocabulary that ships with the program.
#[must_use]
pub(crate) fn vocabulary() -> &'static Vocabulary {
    &SHIPPED
}

/// The first entry that matches, with how sure that is (0 to 100).
fn first_match<F: Copy>(entries: &[Entry<F>], key: &str) -> Option<(F, u8)> {
    entries
        .iter()
        .find_map(|entry| entry.matches(key).map(|sure| (entry.field, sure)))
}

impl Vocabulary {
    /// What a heading of the indicator block names. `heading` may be raw text.
    #[must_use]
    pub(crate) fn column(&self, heading: &str) -> Option<(ColumnField, u8)> {
        let folded = fold(heading);
        let key = heading_key(&folded);
        if key.is_empty() || key.chars().count() > 20 || self.is_level_value(&key) {
            return None;
        }
        first_match(&self.column, &key).or_else(|| {
            // 指标值(A), 完成率(B/A): the note decides only where the word alone says nothing.
            first_match(&self.column, folded.as_str())
        })
    }

    /// What a heading of the budget block names.
    #[must_use]
    pub(crate) fn fund_column(&self, heading: &str) -> Option<(FundColumnField, u8)> {
        let folded = fold(heading);
        let key = heading_key(&folded);
        if key.chars().count() > 20 {
            return None;
        }
        if let Some(found) = first_match(&self.fund_column, &key) {
            // 全年(调整)预算数: the bracket belongs to the word.
            return Some(found);
        }
        first_match(&self.fund_column, &folded)
    }

    /// What a label of the head names.
    #[must_use]
    pub(crate) fn label(&self, text: &str) -> Option<HeadField> {
        let folded = fold(text);
        let key = heading_key(&folded);
        let is_text = key.chars().count() > 14 || key.chars().any(|c| c.is_ascii_digit());
        if key.is_empty() || is_text {
            return None;
        }
        first_match(&self.label, &key)
            .map(|(field, _)| field)
            .or_else(|| {
                let whole: String = folded.chars().filter(|c| !matches!(c, '(' | ')')).collect();
                first_match(&self.label, &whole).map(|(field, _)| field)
            })
    }

    /// What money a row of the budget block states, by its label.
    #[must_use]
    pub(crate) fn role(&self, label: &str) -> super::model::FundRole {
        use super::model::FundRole;
        let key = heading_key(&fold(label));
        match first_match(&self.role, &key).map(|(word, _)| word) {
            Some(RoleWord::Total) => FundRole::Total,
            Some(RoleWord::Fiscal) => FundRole::Fiscal,
            Some(RoleWord::Carryover) => FundRole::Carryover,
            Some(RoleWord::Basic) => FundRole::Basic,
            Some(RoleWord::Personnel) => FundRole::Personnel,
            Some(RoleWord::Operating) => FundRole::Operating,
            Some(RoleWord::Project) => FundRole::Project,
            Some(RoleWord::Other) | None => FundRole::Other,
        }
    }

    /// Whether a folded text is the value of a level column (产出指标, 数量指标 …) and so no heading.
    #[must_use]
    pub(crate) fn is_level_value(&self, key: &str) -> bool {
        const KINDS: [&str; 8] = [
            "数量",
            "质量",
            "时效",
            "效益",
            "满意度",
            "影响",
            "成本",
            "产出",
        ];
        let ends = key.ends_with("指标")
            || key.ends_with("目标")
            || key.ends_with("效益")
            || key.ends_with("影响");
        ends && KINDS.iter().any(|kind| key.contains(kind))
    }

    /// Whether a folded text names a grade, with or without brackets and `级`.
    #[must_use]
    pub(crate) fn grade(&self, folded: &str) -> Option<String> {
        let word: String = folded
            .chars()
            .filter(|c| {
                !matches!(
                    c,
                    '(' | ')' | '“' | '”' | '"' | '【' | '】' | '[' | ']' | '「' | '」'
                )
            })
            .collect();
        let word = word.trim_end_matches('级').trim_end_matches('等');
        self.words
            .grades
            .iter()
            .find(|grade| grade.trim_end_matches('等') == word || grade.as_str() == word)
            .cloned()
    }
}

/// Whether any of `words` occurs in `text`.
#[must_use]
pub(crate) fn any_in(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether `text` equals any of `words`.
#[must_use]
pub(crate) fn any_equal(words: &[String], text: &str) -> bool {
    words.iter().any(|word| word == text)
}

/// Whether `text` begins with any of `words`.
#[must_use]
pub(crate) fn any_begins(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// A folded heading without notes and marks: `②执行率(%)⑤=④/③` → `执行率`; a span of months stays, with
/// a hyphen: `1—7月完成值` → `1-7月完成值`.
fn heading_key(folded: &str) -> String {
    let folded = spans_of_months(folded)
        .replace("(调整)", "调整")
        .replace("(调整后)", "调整后")
        .replace("(单位)", "单位");
    let plain = without_translation(&without_notes(&folded));
    let formula = plain.split('=').next().unwrap_or_default();
    let words: String = formula
        .chars()
        .filter(|c| !matches!(c, '%' | '①'..='⑳' | '*' | '“' | '”' | '_' | ' ' | '☆' | '★'))
        .collect();
    let is_mark =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '、' | ',' | '-' | '+' | '/');
    let unnumbered = words.trim_matches(is_mark);
    if unnumbered.starts_with('月') {
        return words.trim_end_matches(is_mark).to_owned();
    }
    unnumbered.to_owned()
}

/// `1—7月`, `1至7月`, `1~7月` → `1-7月`.
fn spans_of_months(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let between = written.ends_with(|c: char| c.is_ascii_digit())
            && rest.peek().is_some_and(char::is_ascii_digit);
        let joins = between && matches!(c, '—' | '至' | '~' | '到');
        written.push(if joins { '-' } else { c });
    }
    written
}

/// `目标值target` → `目标值`: Latin words beside Chinese ones are a translation.
fn without_translation(text: &str) -> String {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if text.chars().filter(|c| is_chinese(*c)).count() < 2 {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_ascii_alphabetic()).collect()
}

#[cfg(test)]
mod tests;
