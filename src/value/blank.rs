//! What says that nothing is stated: in a cell, for a reason, of problems. Scoring and rules ask here.

use super::fold::{fold_tight, plain};

/// Why a cell states nothing. A zero states something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Empty, or filled with a mark that only holds the place: a dash, a slash, dots, stars. `N/A` is one of
    /// them: it stands for "not available" as often as for "not applicable".
    Unstated,
    /// 无, 暂无: that there is none. Of what is counted and should be zero it is an answer.
    NoneOfIt,
    /// 不适用: the row does not ask it of this unit.
    NotApplicable,
}

/// Why a text states nothing; `None` where it states something.
#[must_use]
pub(crate) fn blank(text: &str) -> Option<Blank> {
    let tight = fold_tight(text);
    let is_mark = |c| {
        matches!(
            c,
            '-' | '—' | '─' | '/' | '\\' | '…' | '.' | '。' | '·' | '*' | '_'
        )
    };
    match tight.as_str() {
        "无" | "暂无" => Some(Blank::NoneOfIt),
        "不适用" => Some(Blank::NotApplicable),
        "N/A" | "n/a" => Some(Blank::Unstated),
        marks if marks.chars().all(is_mark) => Some(Blank::Unstated),
        _ => None,
    }
}

/// Whether a text states nothing.
#[must_use]
pub(crate) fn is_blank(text: &str) -> bool {
    blank(text).is_some()
}

/// What a cell shows whose formula could not be computed.
const FORMULA_ERRORS: &[&str] = &[
    "#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
];

/// Whether a text is what a broken formula left.
#[must_use]
pub(crate) fn is_formula_error(text: &str) -> bool {
    FORMULA_ERRORS.contains(&text.trim())
}

/// Phrases that fill a reason without giving one.
const NO_REASON: &[&str] = &[
    "工作有序推进",
    "有序推进",
    "正常推进",
    "正在推进",
    "按计划推进",
    "按计划完成",
    "按时完成",
    "已按要求完成",
    "已完成",
    "完成",
    "正常",
    "无偏差",
    "无偏差原因",
    "无原因",
    "暂无",
    "没有",
    "客观原因",
    "其他原因",
    "继续努力",
    "加强管理",
    "进一步加强",
    "持续改进",
    "在设定的目标值以内",
    "符合要求",
    "符合规定",
    "达标",
    "同上",
    "见上",
    "如上",
];

/// Whether a reason says nothing: no more than one character, or a phrase that fits any row.
#[must_use]
pub(crate) fn is_empty_reason(text: &str) -> bool {
    is_one_of(text, NO_REASON)
}

/// What a section on problems says that has none to tell.
const NO_PROBLEM: &[&str] = &[
    "无",
    "暂无",
    "没有",
    "无问题",
    "不存在问题",
    "未发现问题",
    "没有问题",
    "暂无问题",
    "暂不存在问题",
    "不存在",
];

/// Whether a section on problems tells none.
#[must_use]
pub(crate) fn denies_problems(text: &str) -> bool {
    is_one_of(text, NO_PROBLEM)
}

fn is_one_of(text: &str, phrases: &[&str]) -> bool {
    let said = plain(text);
    said.chars().count() < 2 || phrases.iter().any(|phrase| plain(phrase) == said)
}

#[cfg(test)]
mod tests {
    use super::{Blank, blank, denies_problems, is_empty_reason};

    #[test]
    fn a_cell_states_nothing_in_three_ways() {
        for mark in [
            "", "  ", "-", "—", "－", "––", "/", "／", "……", "***", "__", "N/A", "n/a",
        ] {
            assert_eq!(blank(mark), Some(Blank::Unstated), "{mark:?}");
        }
        for none in ["无", " 无 ", "暂 无"] {
            assert_eq!(blank(none), Some(Blank::NoneOfIt), "{none:?}");
        }
        assert_eq!(blank("不适用"), Some(Blank::NotApplicable));
        assert_eq!(blank("不 适 用"), Some(Blank::NotApplicable));
    }

    #[test]
    fn a_zero_and_a_word_state_something() {
        for text in [
            "0",
            "0.00",
            "-0",
            "零",
            "无投诉",
            "/月",
            "不适用于本年",
            "-5",
        ] {
            assert_eq!(blank(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_phrase_that_fits_any_row_is_no_reason() {
        for text in ["无。", "暂无", "工作有序推进。", "同上"] {
            assert!(is_empty_reason(text), "{text}");
        }
        assert!(!is_empty_reason("疫情"));
    }

    #[test]
    fn a_section_may_deny_that_there_are_problems() {
        for text in ["无", "没有问题。", "暂不存在问题"] {
            assert!(denies_problems(text), "{text}");
        }
        assert!(!denies_problems("绩效管理经验不足"));
    }
}
