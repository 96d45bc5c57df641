//! The same indicator in two years, though its wording may have changed.

use unicode_normalization::UnicodeNormalization;

use super::record::IndicatorRecord;

/// From this likeness on, two names may mean the same indicator.
pub const LIKENESS_THRESHOLD: f64 = 0.70;

/// Why two indicators are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// 名称相同
    SameName,
    /// 名称相近, with the likeness in hundredths. To be confirmed by a person.
    LikeName(u8),
}

impl Evidence {
    /// In the words of the workbook.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::SameName => "名称相同".to_owned(),
            Self::LikeName(hundredths) => {
                format!("名称相近（相似度 {hundredths}%），请核对")
            }
        }
    }
}

/// An indicator of one year beside its counterpart; either side may be missing.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorPair<'a> {
    /// In the earlier year.
    pub earlier: Option<&'a IndicatorRecord>,
    /// In the later year.
    pub later: Option<&'a IndicatorRecord>,
    /// Why the two belong together; `None` where one stands alone.
    pub evidence: Option<Evidence>,
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

/// Pairs the indicators of two years. Equal names first, then the most alike; each is used once.
/// Pairs come in the order of the later form, then what is left of the earlier one.
#[must_use]
pub fn pair<'a>(
    earlier: &[&'a IndicatorRecord],
    later: &[&'a IndicatorRecord],
) -> Vec<IndicatorPair<'a>> {
    let old_names: Vec<String> = earlier.iter().map(|row| comparable(row)).collect();
    let new_names: Vec<String> = later.iter().map(|row| comparable(row)).collect();
    let mut used = vec![false; earlier.len()];
    let mut partner: Vec<Option<(usize, Evidence)>> = vec![None; later.len()];

    for (new, name) in new_names.iter().enumerate() {
        let same = |old: &usize| {
            !name.is_empty() && used.get(*old) == Some(&false) && old_names.get(*old) == Some(name)
        };
        let same_level = |old: &usize| level(earlier.get(*old)) == level(later.get(new));
        let candidates = || (0..earlier.len()).filter(same);
        let found = candidates()
            .find(same_level)
            .or_else(|| candidates().next());
        if let Some(old) = found {
            take(&mut used, &mut partner, old, new, Evidence::SameName);
        }
    }

    let mut alike: Vec<(u8, usize, usize)> = Vec::new();
    for (new, new_name) in new_names.iter().enumerate() {
        for (old, old_name) in old_names.iter().enumerate() {
            let free = used.get(old) == Some(&false) && partner.get(new) == Some(&None);
            if free && level(earlier.get(old)) == level(later.get(new)) {
                let likeness = likeness(old_name, new_name);
                if likeness >= LIKENESS_THRESHOLD {
                    alike.push((hundredths(likeness), new, old));
                }
            }
        }
    }
    // Most alike first; among equals the order of the forms decides.
    alike.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (hundredths, new, old) in alike {
        if used.get(old) == Some(&false) && partner.get(new) == Some(&None) {
            take(
                &mut used,
                &mut partner,
                old,
                new,
                Evidence::LikeName(hundredths),
            );
        }
    }

    let mut pairs: Vec<IndicatorPair<'a>> = later
        .iter()
        .zip(&partner)
        .map(|(row, partner)| IndicatorPair {
            earlier: partner.and_then(|(old, _)| earlier.get(old).copied()),
            later: Some(*row),
            evidence: partner.map(|(_, evidence)| evidence),
        })
        .collect();
    pairs.extend(
        earlier
            .iter()
            .zip(&used)
            .filter(|(_, used)| !**used)
            .map(|(row, _)| IndicatorPair {
                earlier: Some(*row),
                later: None,
                evidence: None,
            }),
    );
    pairs
}

fn take(
    used: &mut [bool],
    partner: &mut [Option<(usize, Evidence)>],
    old: usize,
    new: usize,
    evidence: Evidence,
) {
    if let (Some(used), Some(partner)) = (used.get_mut(old), partner.get_mut(new)) {
        *used = true;
        *partner = Some((old, evidence));
    }
}

fn level(row: Option<&&IndicatorRecord>) -> Option<String> {
    row.and_then(|row| row.level1.as_deref())
        .map(super::levels::usual_wording)
}

/// A name with everything taken off that changes from year to year without changing its meaning:
/// width of characters, white space, punctuation, numbering, the year.
fn comparable(row: &IndicatorRecord) -> String {
    let Some(name) = &row.name.value else {
        return String::new();
    };
    let folded: String = name.nfkc().collect::<String>().to_lowercase();
    let mut kept: Vec<char> = Vec::new();
    for c in folded.chars() {
        if c.is_alphanumeric() {
            kept.push(c);
            strip_year(&mut kept);
        }
    }
    let name: String = kept.into_iter().collect();
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() {
        name
    } else {
        bare.to_owned()
    }
}

/// Drops `2023年度` and `2023年` from the end of what has been read so far.
fn strip_year(kept: &mut Vec<char>) {
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
    }
}

/// How alike two names are, 0 to 1. Opposites are not alike at all.
fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() || are_opposite(a, b) {
        return 0.0;
    }
    strsim::normalized_levenshtein(a, b).max(strsim::sorensen_dice(a, b))
}

fn are_opposite(a: &str, b: &str) -> bool {
    OPPOSITES.iter().any(|(one, other)| {
        let turned = |x: &str, y: &str| x.contains(one) && !x.contains(other) && y.contains(other);
        turned(a, b) || turned(b, a)
    })
}

fn hundredths(likeness: f64) -> u8 {
    // Between 0 and 1 by construction, so the cast loses nothing but the fraction.
    (likeness * 100.0).floor() as u8
}
