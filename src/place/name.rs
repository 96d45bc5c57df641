//! Names of files that the program makes out of names of units and files: such as every system takes.

use std::collections::BTreeSet;

use super::visible::acts;

/// The most characters of a name. File systems take 255 bytes; a Chinese character has three.
const LONGEST: usize = 60;
/// The fewest that are left of one where a folder lies deep.
const SHORTEST: usize = 8;
/// The longest path, in UTF-16 units, that Excel opens on Windows; the system itself takes 260.
const LONGEST_PATH: usize = 218;

/// How many characters a name may have in a folder whose path has so many UTF-16 units, with `extra` units for
/// what stands around it.
#[must_use]
pub(crate) fn room(folder: usize, extra: usize, windows: bool) -> usize {
    if windows {
        LONGEST_PATH
            .saturating_sub(folder + extra)
            .clamp(SHORTEST, LONGEST)
    } else {
        LONGEST
    }
}

/// A name that every system takes, of at most `longest` characters; empty where nothing is left. Signs that Windows keeps for
/// itself become `_`, and so do those that act; what it would take for a device, or others for a hidden file or
/// a lock, is marked with one.
#[must_use]
pub(crate) fn safe_name(text: &str, longest: usize) -> String {
    let kept =
        |c: char| !matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') && !acts(c);
    let mut name: String = text
        .trim()
        .chars()
        .map(|c| if kept(c) { c } else { '_' })
        .take(longest)
        .collect();
    // Windows drops them, and then does not find the file.
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    if name.starts_with('.') || name.starts_with("~$") || is_device(&name) {
        name.insert(0, '_');
    }
    name
}

/// Whether Windows takes a name for a device, whatever extension follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| {
            let mut number = number.chars();
            let is_port = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
            number.next().is_some_and(is_port) && number.next().is_none()
        })
    };
    matches!(
        &*stem,
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$"
    ) || numbered("COM")
        || numbered("LPT")
}

/// A name that no other has, with the extension. Names that differ in case only are one file on some systems.
#[must_use]
pub(crate) fn unlike(base: &str, extension: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = base.to_owned();
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{base}（{number}）");
    }
    format!("{name}.{extension}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{room, safe_name, unlike};

    #[test]
    fn windows_takes_every_name() {
        for (text, name) in [
            ("云岫区财政局", "云岫区财政局"),
            ("A/B\\C:D*E?F\"G<H>I|J", "A_B_C_D_E_F_G_H_I_J"),
            ("局\u{1b}\n\u{202e}", "局___"),
            (" 局. . ", "局"),
            ("CON", "_CON"),
            ("con.局", "_con.局"),
            ("Com1", "_Com1"),
            ("LPT³", "_LPT³"),
            ("COM10", "COM10"),
            ("console", "console"),
            ("NUL ", "_NUL"),
            (".隐藏", "_.隐藏"),
            ("~$甲局", "_~$甲局"),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(safe_name(text, 60), name, "{text:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_to_what_is_left_of_the_path() {
        let long = "云".repeat(300);
        assert_eq!(safe_name(&long, 60).chars().count(), 60);
        assert_eq!(room(100, 10, false), 60);
        assert_eq!(room(100, 10, true), 60);
        assert_eq!(room(180, 10, true), 28);
        assert_eq!(room(400, 10, true), 8);
    }

    #[test]
    fn no_two_names_are_one_file() {
        let mut taken = BTreeSet::new();
        assert_eq!(unlike("a局", "xlsx", &mut taken), "a局.xlsx");
        assert_eq!(unlike("A局", "xlsx", &mut taken), "A局（2）.xlsx");
        assert_eq!(unlike("a局", "xlsx", &mut taken), "a局（3）.xlsx");
    }
}
