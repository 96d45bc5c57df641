//! The one place where anything is printed. What comes from files and names is made visible first; a reader
//! that has gone away, a full disk behind `>` or a closed terminal never ends a run that has results to write.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};

use super::Failure;
use crate::place::{in_words, visible};

/// Prints to stdout what a command was called for. A reader that has gone away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    out(&visible(text)).map_err(not_printed)
}

/// As [`print`], each line with its colours.
pub(super) fn print_painted(
    text: &str,
    paint: impl Fn(&str) -> Option<String>,
) -> Result<(), Failure> {
    let mut painted = String::with_capacity(text.len());
    for line in visible(text).split_inclusive('\n') {
        match paint(line) {
            Some(line) => painted.push_str(&line),
            None => painted.push_str(line),
        }
    }
    // Made visible above, but for our own colours.
    out(&painted).map_err(not_printed)
}

fn not_printed(why: String) -> Failure {
    Failure::new(
        format!("无法写到标准输出：{why}"),
        "请检查磁盘空间，或换一个输出位置",
    )
}

/// Prints JSON to stdout: what would act on a terminal is escaped as JSON escapes it, and so stays the same text.
pub(super) fn print_json(text: &str) -> Result<(), Failure> {
    print(&escaped(text))
}

fn escaped(json: &str) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && matches!(visible(c.encode_utf8(&mut [0; 4])), Cow::Owned(_));
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Prints to stdout what a command has done, where its results are files: that it cannot be shown is told, and
/// takes nothing away.
pub(super) fn say(text: &str) {
    if let Err(why) = out(&visible(text)) {
        tell(&format!("结果已经写出，只是上面的内容没有显示完：{why}"));
    }
}

/// Prints a line to stderr; there is nobody to tell where that fails.
pub(super) fn tell(line: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{}", visible(line)).and_then(|()| err.flush());
}

fn out(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(in_words(&error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn json_stays_the_same_text_whatever_it_holds() {
        let text = "甲\u{202e}乙\u{9b}丙\u{7f}丁\u{1b}戊\n己";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let shown = escaped(&json).into_owned();
        assert!(
            !shown.contains(['\u{202e}', '\u{9b}', '\u{7f}', '\u{1b}']),
            "{shown}"
        );
        let read: Vec<String> = serde_json::from_str(&shown).unwrap();
        assert_eq!(read, [text]);
    }
}
