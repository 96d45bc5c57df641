//! The known name that a mistyped one is nearest to.

/// Of the known names the one that is most like `name`, where it is like enough to be meant: one slip, and
/// one more for every three characters, but something of the name must be left. Upper and lower case are
/// alike. Several just as near tell nothing: A21 may be meant for many a rule.
#[must_use]
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let written = name.to_lowercase();
    let length = name.chars().count();
    let mut by_distance: Vec<(usize, &str)> = known
        .into_iter()
        .map(|other| {
            let distance = strsim::damerau_levenshtein(&written, &other.to_lowercase());
            (distance, other)
        })
        .collect();
    by_distance.sort_unstable();
    by_distance.dedup();
    match by_distance.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(distance, other), ..] if *distance <= 1 + length / 3 && *distance < length => Some(other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let known = ["profile", "waivers", "layout"];
        assert_eq!(nearest("profil", known), Some("profile"));
        assert_eq!(nearest("Layuot", known), Some("layout"));
        assert_eq!(nearest("颜色", known), None);
        assert_eq!(nearest("得份", ["得分", "分值"]), Some("得分"));
        assert_eq!(nearest("A21", ["A11", "A22"]), None);
        assert_eq!(nearest("行", ["表", "指标"]), None);
    }
}
