//! Texts made comparable: one folding for labels, one tightening for names.

use unicode_normalization::UnicodeNormalization;

use crate::value::fold::fold_tight;

/// A label folded for comparison: one spelling for characters that look alike, white space and
/// closing colons taken away, letters in lower case.
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let folded = fold_tight(text).to_lowercase();
    folded
        .trim_end_matches([':', '、', ';'])
        .trim_start_matches(['*', '★', '☆'])
        .to_owned()
}

/// Whether a character is white space of any kind, visible or not.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// A text without any white space inside; everything else stays.
#[must_use]
pub(crate) fn tight(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

/// A text as a value: trimmed, inner line breaks taken out, other blanks kept.
#[must_use]
pub(crate) fn flat(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
        .collect::<String>()
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}')
        .to_owned()
}

/// A folded label without its bracketed notes: `得分(20分*执行率)` → `得分`. A bracket that is never
/// closed, or never opened, is a note as well: `年度预算申请(万元` → `年度预算申请`, `效益指标30分)` → `效益指标`.
#[must_use]
pub(crate) fn without_notes(folded: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_u32;
    for c in folded.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => {
                if depth == 0 {
                    kept = strip_trailing_points(&kept);
                }
                depth = depth.saturating_sub(1);
            }
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept.trim_end_matches([':', '、']).to_owned()
}

/// `效益指标30分` → `效益指标`: what stands before a closing bracket that was never opened.
fn strip_trailing_points(text: &str) -> String {
    let Some(head) = text.strip_suffix('分') else {
        return text.to_owned();
    };
    let cut = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if cut.len() == head.len() {
        text.to_owned()
    } else {
        cut.to_owned()
    }
}

/// The points a label announces: `产出指标(50分)` → `50`, `(20 分)` → `20`, `产出指标(50)` → `50`.
#[must_use]
pub(crate) fn announced_points(text: &str) -> Option<String> {
    let folded = fold(text);
    let inner = folded
        .split(['(', '[', '【'])
        .skip(1)
        .filter_map(|part| part.split([')', ']', '】']).next());
    for part in inner {
        let digits = part.trim_end_matches('分');
        if !digits.is_empty()
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            && digits.chars().any(|c| c.is_ascii_digit())
        {
            return Some(digits.to_owned());
        }
        // 20分*执行率
        if let Some((points, _)) = part.split_once('分')
            && !points.is_empty()
            && points.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            return Some(points.to_owned());
        }
    }
    None
}

/// A level name without inner white space and weight note: `产 出 指 标 (50分)` → `产出指标`.
#[must_use]
pub(crate) fn level_name(text: &str) -> String {
    let name = tight(text);
    let mut kept = name.as_str();
    // The bracket at the end alone: (一) in front is a part of the name.
    while let Some(open) = kept.rfind(['(', '（', '[', '【']) {
        let note = kept.get(open..).unwrap_or_default();
        let is_weight = note
            .chars()
            .all(|c| c.is_numeric() || ".分%()（）[]【】权重值占:：".contains(c));
        if !is_weight {
            break;
        }
        kept = kept.get(..open).unwrap_or_default();
    }
    let kept = if name.contains(['(', '（', '[', '【']) {
        kept.to_owned()
    } else {
        strip_unopened(kept)
    };
    kept.trim_end_matches([':', '：']).to_owned()
}

/// `效益指标30分）` → `效益指标`; `产出指标50分` → `产出指标`.
fn strip_unopened(name: &str) -> String {
    let head = name.trim_end_matches([')', '）']);
    let Some(head) = head.strip_suffix('分') else {
        return name.to_owned();
    };
    let cut = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if cut.len() < head.len() && !cut.is_empty() {
        cut.to_owned()
    } else {
        name.to_owned()
    }
}

/// An indicator's name: no inner white space, no leading `指标1：`.
///
/// `★`, `1、` and `一、` stay: they tell parent rows from child rows.
#[must_use]
pub(crate) fn indicator_name(text: &str) -> String {
    let name = tight(text);
    let Some(rest) = name.strip_prefix("指标") else {
        return name;
    };
    let after = rest.trim_start_matches(|c: char| c.is_numeric() && !is_chinese_digit(c));
    if after.len() == rest.len() {
        // 指标: 名称 without a number; 指标名 stays.
        return rest
            .strip_prefix([':', '：'])
            .map_or_else(|| name.clone(), str::to_owned);
    }
    after
        .trim_start_matches([':', '：', '.', '．', '、', ',', '，', ';', '；', '-', '—'])
        .to_owned()
}

fn is_chinese_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// A code in front of a name, and the name: `219-某镇人民政府`, `[155]某局`, `(301001)某局`.
#[must_use]
pub(crate) fn split_code(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let opened = text.starts_with(['[', '［', '【', '(', '（']);
    let body = text.trim_start_matches(['[', '［', '【', '(', '（']);
    let digits: String = body
        .chars()
        .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c))
        .collect();
    let code: String = digits.nfkc().collect();
    if code.len() < 2 {
        return (None, text.to_owned());
    }
    let rest = body.get(digits.len()..).unwrap_or_default();
    let name = rest.trim_start_matches([
        ']', '］', '】', ')', '）', '-', '—', '－', '–', '_', ' ', '\u{3000}', ':', '：', '.',
    ]);
    let separated = name.len() < rest.len() || (!opened && code.len() >= 3);
    // 2023年… is no code.
    if separated && !name.is_empty() && !name.starts_with('年') {
        (Some(code), name.trim().to_owned())
    } else {
        (None, text.to_owned())
    }
}

/// The year a text names: `(2022年度)`, `2021年度)`, `（ 2020 年度）`, `2023`.
#[must_use]
pub(crate) fn year_in(text: &str) -> Option<i32> {
    years_in(text).first().copied()
}

/// All years a text names, in its order.
#[must_use]
pub(crate) fn years_in(text: &str) -> Vec<i32> {
    let folded: Vec<char> = fold(text).chars().collect();
    let mut years = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let run = folded
            .iter()
            .skip(at)
            .take_while(|c| c.is_ascii_digit())
            .count();
        if run == 4 {
            let digits: String = folded.iter().skip(at).take(4).collect();
            if let Ok(year) = digits.parse::<i32>()
                && (2000..=2099).contains(&year)
            {
                years.push(year);
            }
        }
        at += run.max(1);
    }
    if years.is_empty() {
        years.extend(chinese_year(&folded));
    }
    years
}

/// 二〇二三年
fn chinese_year(folded: &[char]) -> Option<i32> {
    folded.windows(5).find_map(|window| {
        let (year, mark) = window.split_at(4);
        if mark != ['年'] {
            return None;
        }
        year.iter()
            .map(|c| {
                "〇一二三四五六七八九"
                    .chars()
                    .position(|d| d == *c || (d == '〇' && matches!(c, '零' | '○' | 'o')))
                    .and_then(|digit| i32::try_from(digit).ok())
            })
            .try_fold(0, |year, digit| digit.map(|digit| year * 10 + digit))
            .filter(|year| (2000..=2099).contains(year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fold_to_one_form() {
        assert_eq!(fold(" 年度 \n总体　目标： "), "年度总体目标");
        assert_eq!(fold("全年执行数（Ｂ）"), "全年执行数(b)");
        assert_eq!(without_notes(&fold("得分 (20分*执行率)")), "得分");
        assert_eq!(without_notes(&fold("年度预算申请 (万元")), "年度预算申请");
        assert_eq!(without_notes(&fold("效益指标 30分) ")), "效益指标");
    }

    #[test]
    fn points_are_read_from_labels() {
        for (text, points) in [
            ("产 出 指 标 (50分)", Some("50")),
            ("产出指标 (50)", Some("50")),
            ("预算执行情况(万元)(20分)", Some("20")),
            ("得分(20分*执行率)", Some("20")),
            ("全年预算数(A)", None),
            ("项目资金（万元）", None),
        ] {
            assert_eq!(announced_points(text).as_deref(), points, "{text}");
        }
    }

    #[test]
    fn names_lose_their_prefix_and_nothing_else() {
        for (text, name) in [
            ("指标1:药品抽验品种", "药品抽验品种"),
            ("指标1工程资金金额", "工程资金金额"),
            ("指标5：药品 不良反应", "药品不良反应"),
            ("指标2:", ""),
            ("指标1:/", "/"),
            ("指标完成率", "指标完成率"),
            ("★★★农村低保发放人数", "★★★农村低保发放人数"),
            ("1、施用配方肥", "1、施用配方肥"),
            ("一、示范区建立", "一、示范区建立"),
        ] {
            assert_eq!(indicator_name(text), name, "{text}");
        }
    }

    #[test]
    fn levels_lose_their_weight_note_only() {
        for (text, name) in [
            ("产出 指标 (50分 )", "产出指标"),
            ("效益指标 30分) ", "效益指标"),
            ("产出指标 (50)", "产出指标"),
            ("效益指标（社会效益）", "效益指标（社会效益）"),
            ("(50分)", ""),
            ("（一）产出指标（40分）", "（一）产出指标"),
            ("（一）产出指标", "（一）产出指标"),
        ] {
            assert_eq!(level_name(text), name, "{text}");
        }
    }

    #[test]
    fn codes_are_told_from_names() {
        let code = |text: &str| split_code(text);
        assert_eq!(
            code("219-某镇人民政府"),
            (Some("219".into()), "某镇人民政府".into())
        );
        assert_eq!(code("[155]某局"), (Some("155".into()), "某局".into()));
        assert_eq!(code("某局"), (None, "某局".into()));
        assert_eq!(code("2023年专班"), (None, "2023年专班".into()));
    }

    #[test]
    fn years_are_found_in_titles() {
        for (text, year) in [
            ("（ 2020 年度）", Some(2020)),
            ("2021年度)", Some(2021)),
            ("2020年某馆免费开放经费236.25万元自评表", Some(2020)),
            ("二〇二三年度", Some(2023)),
            ("电话13900002021", None),
            ("自评表", None),
        ] {
            assert_eq!(year_in(text), year, "{text}");
        }
    }
}
