//! What says that nothing is stated.

/// Whether a text says that nothing is stated: empty, a dash, a slash, 无, dots.
#[must_use]
pub fn is_blank_mark(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "" | "无" | "不适用" | "*")
        || text.chars().all(|c| {
            matches!(
                c,
                '-' | '—' | '–' | '－' | '─' | '/' | '／' | '\\' | '…' | '.' | '。' | '·'
            )
        })
}
