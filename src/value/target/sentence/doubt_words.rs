//! The words around a number of an actual value, as data: `doubt_words.txt` tells what each list is for.

use std::sync::LazyLock;

const DATA: &str = include_str!("doubt_words.txt");

/// The lists of `doubt_words.txt`.
pub(super) struct DoubtWords {
    pub(super) plans: Vec<&'static str>,
    pub(super) applications: Vec<&'static str>,
    pub(super) done_before: Vec<&'static str>,
    pub(super) seen: Vec<&'static str>,
    pub(super) met_behind: Vec<&'static str>,
    pub(super) other_years: Vec<&'static str>,
    pub(super) parts_of_it: Vec<&'static str>,
    pub(super) averages: Vec<&'static str>,
    pub(super) distances: Vec<&'static str>,
    pub(super) denials: Vec<&'static str>,
    pub(super) reasons: Vec<&'static str>,
    pub(super) nothing_of: Vec<&'static str>,
    pub(super) stages: Vec<&'static str>,
    pub(super) harm: Vec<&'static str>,
    pub(super) between: Vec<&'static str>,
    pub(super) other_things: Vec<&'static str>,
    pub(super) innocent: Vec<&'static str>,
}

pub(super) static WORDS: LazyLock<DoubtWords> = LazyLock::new(|| DoubtWords {
    plans: list("plans"),
    applications: list("applications"),
    done_before: list("done_before"),
    seen: list("seen"),
    met_behind: list("met_behind"),
    other_years: list("other_years"),
    parts_of_it: list("parts_of_it"),
    averages: list("averages"),
    distances: list("distances"),
    denials: list("denials"),
    reasons: list("reasons"),
    nothing_of: list("nothing_of"),
    stages: list("stages"),
    harm: list("harm"),
    between: list("between"),
    other_things: list("other_things"),
    innocent: list("innocent"),
});

/// The words under a heading.
fn list(name: &str) -> Vec<&'static str> {
    DATA.lines()
        .skip_while(|line| line.trim_matches(['[', ']']) != name || !line.starts_with('['))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
}

/// Words that put a number in doubt wherever they stand in front of it, as they hold a numeral themselves: several
/// years (`true`), and one section of several.
pub(in super::super) const NUMBERED: &[(&str, bool)] = &[
    ("前两年", true),
    ("前三年", true),
    ("前五年", true),
    ("近两年", true),
    ("近三年", true),
    ("近五年", true),
    ("两年来", true),
    ("三年来", true),
    ("五年来", true),
    ("两年共", true),
    ("三年共", true),
    ("五年共", true),
    ("十三五", true),
    ("十四五", true),
    ("任期", true),
    ("三年累计", true),
    ("五年累计", true),
    ("标段", false),
    ("一期工程", false),
    ("二期工程", false),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn every_list_has_words() {
        let words = &*WORDS;
        for list in [
            &words.plans,
            &words.applications,
            &words.done_before,
            &words.seen,
            &words.met_behind,
            &words.other_years,
            &words.parts_of_it,
            &words.averages,
            &words.distances,
            &words.denials,
            &words.reasons,
            &words.nothing_of,
            &words.stages,
            &words.harm,
            &words.between,
            &words.other_things,
            &words.innocent,
        ] {
            assert!(!list.is_empty());
        }
    }
}
