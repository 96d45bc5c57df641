//! The running text of a file: what a Word document says outside its tables, or the lines of a plain text.
//! What the text is about is nobody's business here.

use std::io::Cursor;

use super::container::text;
use super::format::{self, Format};
use super::guard::guarded;
use super::sniff::{self, Kind};

/// A plain text of more bytes is no letter and no report.
const MAX_PLAIN: usize = 4 << 20;
/// The most signs that are kept.
const MAX_SIGNS: usize = 400_000;
/// A line of fewer signs that ends without a stop is a heading, not the upper half of a sentence.
const FULL_LINE: usize = 20;

/// The paragraphs of a Word document or of a plain text, empty ones left out; none for other formats and
/// for files that cannot be read, which is for their own reader to tell.
#[must_use]
pub(crate) fn prose(bytes: &[u8]) -> Vec<String> {
    let read = guarded(|| {
        Ok(match sniff::sniff(Cursor::new(bytes)) {
            Ok(Kind::Readable(Format::Docx)) => bounded(format::docx_lines(bytes)?),
            Ok(Kind::Text) if bytes.len() <= MAX_PLAIN => {
                let (text, _) = text::decode(bytes);
                bounded(unwrapped(&text))
            }
            _ => Vec::new(),
        })
    });
    read.unwrap_or_default()
}

fn bounded(lines: Vec<String>) -> Vec<String> {
    let mut signs = 0_usize;
    lines
        .into_iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .take_while(|line| {
            signs += line.chars().count();
            signs <= MAX_SIGNS
        })
        .collect()
}

/// The lines of a text, marks of Markdown taken off; a sentence that a line break tears apart is joined.
fn unwrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let heading = line.trim_start().starts_with('#');
        let line: String = line.replace("**", "");
        let line = line.trim().trim_start_matches('#').trim();
        if line.is_empty() {
            continue;
        }
        let is_full = !heading && line.chars().count() >= FULL_LINE;
        match lines.last_mut() {
            Some(last) if open && !heading => last.push_str(line),
            _ => lines.push(line.to_owned()),
        }
        open = (is_full || (open && !heading)) && !ends_a_sentence(line);
    }
    lines
}

fn ends_a_sentence(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '；', '：', '.', ';', ':', '”', '》', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_torn_by_a_page_break_is_joined() {
        let text = "\u{feff}# 某局\n**绩效自评报告**\n\n偏差原因：2022年因疫情原因开班数量减少，享受补\n\n贴人数减少。自评得分6分。\n## 二、结论\n得分 77.47 分。";
        assert_eq!(
            prose(text.as_bytes()),
            [
                "某局",
                "绩效自评报告",
                "偏差原因：2022年因疫情原因开班数量减少，享受补贴人数减少。自评得分6分。",
                "二、结论",
                "得分 77.47 分。",
            ]
        );
    }

    #[test]
    fn other_formats_and_broken_files_have_no_prose() {
        assert!(prose(b"%PDF-1.7").is_empty());
        assert!(prose(b"PK\x03\x04broken").is_empty());
        assert!(prose(b"").is_empty());
    }
}
