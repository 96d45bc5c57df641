//! Which indicator of one form is which of another: what a person decided first, then equal names, then
//! the most alike names under the same level 1.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// From this likeness on, of 100, two names may mean the same indicator.
pub(crate) const LIKE_ENOUGH: u8 = 70;

/// An indicator, as far as matching looks at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    /// 三级指标
    pub name: &'a str,
    /// 一级指标
    pub level1: Option<&'a str>,
}

/// What a person decided of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision<'a> {
    /// The name in the earlier form.
    pub earlier: &'a str,
    /// The name in the later form.
    pub later: &'a str,
    /// Whether they are the same indicator.
    pub same: bool,
}

/// Why two indicators are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// 经人工确认
    Confirmed,
    /// 名称相同
    SameName,
    /// 名称相近, with the likeness of 100. To be confirmed by a person.
    LikeName(u8),
}

impl Evidence {
    /// In the words of the workbook.
    #[must_use]
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Confirmed => "经人工确认（对应关系）".to_owned(),
            Self::SameName => "名称相同".to_owned(),
            Self::LikeName(likeness) => {
                format!("名称相近（相似度 {likeness}%），请核对")
            }
        }
    }
}

/// For each later indicator its earlier one, with the evidence. Each is used once.
#[must_use]
pub(crate) fn partners(
    earlier: &[Named<'_>],
    later: &[Named<'_>],
    decided: &[Decision<'_>],
) -> Vec<Option<(usize, Evidence)>> {
    let old_names: Vec<String> = earlier.iter().map(|row| comparable(row.name)).collect();
    let new_names: Vec<String> = later.iter().map(|row| comparable(row.name)).collect();
    let decisions: Vec<(String, String, bool)> = decided
        .iter()
        .map(|one| (comparable(one.earlier), comparable(one.later), one.same))
        .collect();
    let mut candidates: Vec<(u8, Evidence, bool, usize, usize)> = Vec::new();
    for (new, new_name) in new_names.iter().enumerate() {
        for (old, old_name) in old_names.iter().enumerate() {
            let decision = decisions
                .iter()
                .find(|(before, after, _)| before == old_name && after == new_name);
            let level = |rows: &[Named<'_>], at: usize| {
                rows.get(at).and_then(|row| row.level1).map(usual_level)
            };
            let other_level = level(earlier, old) != level(later, new);
            let evidence = match decision {
                Some((_, _, true)) => Evidence::Confirmed,
                Some((_, _, false)) => continue,
                None if new_name.is_empty() => continue,
                None if new_name == old_name => Evidence::SameName,
                None if other_level => continue,
                None => match likeness(old_name, new_name) {
                    likeness if likeness >= LIKE_ENOUGH => Evidence::LikeName(likeness),
                    _ => continue,
                },
            };
            let rank = match evidence {
                Evidence::Confirmed => 0,
                Evidence::SameName => 1,
                Evidence::LikeName(likeness) => 102 - likeness.min(100),
            };
            candidates.push((rank, evidence, other_level, new, old));
        }
    }
    // The surest first; among equals the same level 1, then the order of the forms decides.
    candidates
        .sort_unstable_by_key(|(rank, _, other_level, new, old)| (*rank, *other_level, *new, *old));
    let mut used = BTreeSet::new();
    let mut partners = vec![None; later.len()];
    for (_, evidence, _, new, old) in candidates {
        if let Some(partner @ None) = partners.get_mut(new)
            && used.insert(old)
        {
            *partner = Some((old, evidence));
        }
    }
    partners
}

/// Whether both names are the same but for width, blanks, punctuation, numbering and the year.
#[must_use]
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    comparable(one) == comparable(other)
}

/// The usual wordings of level 1; a level that holds one of them goes under it.
const USUAL: [&str; 7] = ["满意度", "产出", "效益", "成本", "履职", "过程", "管理"];

/// A level-1 indicator in its usual wording; other wordings stay as they are.
#[must_use]
pub(crate) fn usual_level(level: &str) -> String {
    USUAL
        .iter()
        .find(|usual| level.contains(**usual))
        .map_or_else(|| level.to_owned(), |usual| (*usual).to_owned())
}

/// Words that turn a name into its opposite: 就业率 and 失业率 look alike and are not.
const OPPOSITES: [(&str, &str); 9] = [
    ("升", "降"),
    ("增", "减"),
    ("就业", "失业"),
    ("收入", "支出"),
    ("高", "低"),
    ("多", "少"),
    ("提前", "延迟"),
    ("合格", "不合格"),
    ("按时", "逾期"),
];

/// A name with everything taken off that changes from year to year without changing its meaning:
/// width of characters, white space, punctuation, numbering, the year.
fn comparable(name: &str) -> String {
    let folded: String = name.nfkc().collect::<String>().to_lowercase();
    let mut kept: Vec<char> = Vec::new();
    let mut after_year = false;
    for c in folded.chars().filter(|c| c.is_alphanumeric()) {
        if !(after_year && c == '度') {
            kept.push(c);
        }
        after_year = strip_year(&mut kept);
    }
    let name: String = kept.into_iter().collect();
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() {
        name
    } else {
        bare.to_owned()
    }
}

/// Drops `2023年` from the end of what has been read so far; says whether it stood there.
fn strip_year(kept: &mut Vec<char>) -> bool {
    let is_year = |digits: &[char]| {
        digits.len() == 4
            && digits.starts_with(&['2', '0'])
            && digits.iter().all(char::is_ascii_digit)
    };
    if let Some(digits) = kept.strip_suffix(&['年'])
        && let Some(start) = digits.len().checked_sub(4)
        && digits.get(start..).is_some_and(is_year)
    {
        kept.truncate(start);
        return true;
    }
    false
}

/// The greater of two measures, in whole hundredths: unchanged signs by Levenshtein's distance, and shared
/// pairs of neighbouring signs (Sørensen and Dice), which forgives a change of order.
fn likeness(one: &str, other: &str) -> u8 {
    if one.is_empty() || other.is_empty() || are_opposite(one, other) {
        return 0;
    }
    let longer = one.chars().count().max(other.chars().count());
    let unchanged = longer.saturating_sub(strsim::levenshtein(one, other));
    let (of_one, of_other) = (pairs(one), pairs(other));
    let mut left = of_other.clone();
    let shared = of_one
        .iter()
        .filter(|pair| {
            let at = left.iter().position(|there| there == *pair);
            at.map(|at| left.swap_remove(at)).is_some()
        })
        .count();
    let by_pairs = 200 * shared / (of_one.len() + of_other.len()).max(1);
    let alike = (100 * unchanged / longer.max(1)).max(by_pairs);
    u8::try_from(alike.min(100)).unwrap_or(100)
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let signs = text.chars();
    signs.clone().zip(signs.skip(1)).collect()
}

fn are_opposite(a: &str, b: &str) -> bool {
    OPPOSITES.iter().any(|(one, other)| {
        let turned = |x: &str, y: &str| x.contains(one) && !x.contains(other) && y.contains(other);
        turned(a, b) || turned(b, a)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(rows: &[(&'a str, &'a str)]) -> Vec<Named<'a>> {
        rows.iter()
            .map(|(name, level1)| Named {
                name,
                level1: Some(level1),
            })
            .collect()
    }

    #[test]
    fn decisions_come_before_names_and_names_before_likeness() {
        let earlier = named(&[
            ("培训人次", "产出指标"),
            ("培训人数", "产出指标"),
            ("案件结案率", "产出指标"),
            ("群众满意度", "满意度指标"),
        ]);
        let later = named(&[
            ("培训人数", "产出目标"),
            ("职业培训人次", "产出目标"),
            ("仲裁办结比例", "产出目标"),
            ("群众满意度", "效益指标"),
        ]);
        let of = |decided: &[Decision<'_>]| partners(&earlier, &later, decided);
        assert_eq!(
            of(&[]),
            [
                Some((1, Evidence::SameName)),
                // Three pairs of signs are shared, of three and five: 2 × 3 ÷ 8.
                Some((0, Evidence::LikeName(75))),
                None,
                // The same name under another level 1 is still the same name.
                Some((3, Evidence::SameName)),
            ]
        );
        let same = |earlier, later, same| Decision {
            earlier,
            later,
            same,
        };
        assert_eq!(
            of(&[
                same("案件结案率", "仲裁办结比例", true),
                same("培训人数", "培训人数", false),
            ]),
            [
                // 培训人次 and 培训人数: three of four signs.
                Some((0, Evidence::LikeName(75))),
                None,
                Some((2, Evidence::Confirmed)),
                Some((3, Evidence::SameName)),
            ]
        );
    }

    #[test]
    fn years_numbering_and_width_change_no_name_and_opposites_do() {
        assert!(same_name("1.２０２３年度培训人数", "培训 人数"));
        assert_eq!(likeness("登记就业率", "登记失业率"), 0);
        assert_eq!(likeness("培训人数", "培训次数"), 75);
        assert_eq!(likeness("", "培训人数"), 0);
    }
}
