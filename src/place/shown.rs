//! A path of the disk as a person knows it.

use std::path::Path;

use super::visible::visible_line;

/// A path as shown: control characters visible, and without the prefix by which Windows is told to take a
/// path as it is (`\\?\D:\报送` is `D:\报送`, `\\?\UNC\服务器\报送` is `\\服务器\报送`).
#[must_use]
pub(crate) fn shown(path: &Path) -> String {
    without_prefix(&visible_line(&path.to_string_lossy()))
}

fn without_prefix(path: &str) -> String {
    if let Some(share) = path.strip_prefix(r"\\?\UNC\") {
        return format!(r"\\{share}");
    }
    let rest = path.strip_prefix(r"\\?\").unwrap_or(path);
    // Volumes without a letter have no other name.
    let is_drive = rest.chars().nth(1) == Some(':');
    if is_drive { rest } else { path }.to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{shown, without_prefix};

    #[test]
    fn paths_of_windows_are_shown_as_people_write_them() {
        assert_eq!(without_prefix(r"\\?\D:\报送\2023"), r"D:\报送\2023");
        assert_eq!(
            without_prefix(r"\\?\UNC\财政局\共享\2023"),
            r"\\财政局\共享\2023"
        );
        assert_eq!(without_prefix(r"\\?\Volume{1}\a"), r"\\?\Volume{1}\a");
        assert_eq!(without_prefix(r"\\财政局\共享"), r"\\财政局\共享");
        assert_eq!(without_prefix("/报送/2023"), "/报送/2023");
    }

    #[test]
    fn names_that_act_are_seen() {
        assert_eq!(shown(Path::new("报\u{1b}[2J送\n")), "报␛[2J送␊");
    }
}
