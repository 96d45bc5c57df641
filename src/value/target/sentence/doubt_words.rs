//! The words around a number of an actual value, as data: `doubt_words.txt` tells what each list is for.

use std::sync::LazyLock;

const DATA: &str = include_str!("doubt_words.txt");

/// The lists of `doubt_words.txt`, each under the heading of its name.
macro_rules! lists {
    ($($name:ident),+ $(,)?) => {
        pub(super) struct DoubtWords {
            $(pub(super) $name: Vec<&'static str>,)+
        }

        pub(super) static WORDS: LazyLock<DoubtWords> = LazyLock::new(|| DoubtWords {
            $($name: list(stringify!($name)),)+
        });

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

lists! {
    plans,
    applications,
    done_before,
    seen,
    met_behind,
    other_years,
    parts_of_it,
    averages,
    distances,
    denials,
    reasons,
    nothing_of,
    stages,
    harm,
    between,
    other_things,
    innocent,
}

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
    use super::*;

    #[test]
    fn every_list_has_words_and_every_heading_a_list() {
        for name in NAMES {
            assert!(!list(name).is_empty(), "{name}");
        }
        let headings = DATA
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        for heading in headings {
            assert!(NAMES.contains(&heading), "{heading}");
        }
    }
}
