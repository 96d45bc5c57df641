//! Row heights. Programs differ in when they fit a row to its wrapped text, so the heights are stated.

use std::borrow::Cow;

use super::cell::{Cell, Content, Kind, Outcome, Tone};
use super::sheet::Sheet;

/// Points a line of 10-point text takes, with the tallest of the fonts that stand in for 宋体.
const LINE: f64 = 14.5;
/// Points above and below the text.
const PADDING: f64 = 5.0;
/// The greatest height a row can have.
const LIMIT: f64 = 409.0;

/// The height of a row with this many lines, in points.
pub(in crate::report) fn height_of(lines: usize) -> u16 {
    let lines = f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
    // Whole points; the limit keeps it far below what the type holds.
    (lines * LINE + PADDING).min(LIMIT).ceil() as u16
}

/// The height of each row in points, in order.
pub(super) fn heights(sheet: &Sheet<'_>) -> Vec<f64> {
    (0..)
        .zip(&sheet.rows)
        .map(|(row, cells)| {
            let stated = sheet.heights.get(&row);
            stated.map_or_else(
                || {
                    let lines = lines(cells, &sheet.widths);
                    (lines * LINE + PADDING).min(LIMIT)
                },
                |height| f64::from(*height),
            )
        })
        .collect()
}

fn lines(cells: &[Cell<'_>], widths: &[u16]) -> f64 {
    let most = cells
        .iter()
        .zip(widths)
        .filter(|(cell, _)| wraps(cell))
        .map(|(cell, width)| match &cell.content {
            Content::Text(text) => lines_of(text, *width),
            Content::Formula(formula) => match &formula.result {
                Outcome::Text(text) => lines_of(text, *width),
                Outcome::Number(_) => 1,
            },
            Content::Blank | Content::Number(_) | Content::Link(_) => 1,
        })
        .max()
        .unwrap_or(1);
    f64::from(u32::try_from(most).unwrap_or(u32::MAX))
}

/// How many lines of a text the tallest row shows.
const MOST_LINES: usize = 27;

/// In columns narrower than this the remark on what is left out is short.
const NARROW: u16 = 16;

/// What of a wrapped text can be shown in a column of this width: all of it, or as much as the tallest
/// row holds, with the number of characters that are left out.
pub(super) fn shown(text: &str, width: u16) -> Cow<'_, str> {
    if text.len() <= MOST_LINES || lines_of(text, width) <= MOST_LINES {
        return Cow::Borrowed(text);
    }
    let all = text.chars().count();
    let mut kept = String::new();
    let remark = |cut: usize| {
        if width < NARROW {
            format!("……（略 {cut} 字）")
        } else {
            format!("……（此处放不下，略 {cut} 字，全文见原表或 data 文件夹）")
        }
    };
    // The remark begins on the last line that is kept.
    let reserved = lines_of(&remark(all), width) + 1;
    let room = room_of(width) * MOST_LINES.saturating_sub(reserved);
    let mut taken = 0;
    for line in text.split_inclusive('\n') {
        let needs = lines_of(line.trim_end_matches('\n'), width) * room_of(width);
        if taken + needs > room {
            let mut left = room - taken;
            for c in line.chars() {
                let wide = if is_wide(c) { 2 } else { 1 };
                if wide > left {
                    break;
                }
                left -= wide;
                kept.push(c);
            }
            break;
        }
        taken += needs;
        kept.push_str(line);
    }
    let cut = all - kept.chars().count();
    kept.push_str(&remark(cut));
    Cow::Owned(kept)
}

/// Whether a cell's text goes on below where the line ends.
pub(super) fn wraps(cell: &Cell<'_>) -> bool {
    match cell.look.tone {
        Tone::Head | Tone::InputHead => true,
        Tone::Title | Tone::Heading | Tone::Remark => false,
        Tone::Body | Tone::Input | Tone::Total | Tone::Marked | Tone::Taken(_) => {
            matches!(cell.look.kind, Kind::Prose | Kind::Word)
        }
    }
}

/// How many narrow characters stand on a line of a column.
fn room_of(width: u16) -> usize {
    // A character of a width is 8 pixels, half a Chinese character of 10 points is 6.7; two of these
    // go to the margins and to marks that may not begin a line.
    (usize::from(width) * 12 / 10).saturating_sub(2).max(2)
}

/// How many lines a text takes in a column of this width, in narrow characters.
fn lines_of(text: &str, width: u16) -> usize {
    let room = room_of(width);
    text.split('\n')
        .map(|line| width_of(line).div_ceil(room).max(1))
        .sum()
}

/// The width of a column in which each of the texts stands on one line, within bounds; the few that are
/// longer wrap.
pub(super) fn fitting(texts: impl Iterator<Item = String>, least: u16, most: u16) -> u16 {
    let longest = texts.map(|text| width_of(&text)).max().unwrap_or(0);
    // The least width whose room, as counted above, is enough.
    let width = (longest + 2).saturating_mul(10).div_ceil(12);
    u16::try_from(width).unwrap_or(most).clamp(least, most)
}

/// How many narrow characters a text is wide: a Chinese character counts two.
pub(in crate::report) fn width_of(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Chinese characters, full-width forms, and the marks that a Chinese font draws as wide as these.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{00D7}' | '\u{00F7}'
        | '\u{2014}'..='\u{2026}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2260}'..='\u{2265}'
        | '\u{25A0}'..='\u{25FF}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::{MOST_LINES, fitting, height_of, lines_of, shown, width_of};

    #[test]
    fn a_text_that_no_row_can_hold_is_cut_with_a_count() {
        let text = "受汛期影响，部分工程延后。".repeat(200);
        let cut = shown(&text, 28);
        assert!(lines_of(&cut, 28) <= MOST_LINES, "{}", lines_of(&cut, 28));
        let kept = cut.split("……（").next().unwrap().chars().count();
        // 13 characters, 200 times.
        assert!(cut.ends_with(&format!(
            "……（此处放不下，略 {} 字，全文见原表或 data 文件夹）",
            13 * 200 - kept
        )));
        assert!(text.starts_with(cut.split("……（").next().unwrap()));
        let lines = "一行\n".repeat(60);
        assert!(lines_of(&shown(&lines, 28), 28) <= MOST_LINES);
        let narrow = shown(&text, 6);
        assert!(
            lines_of(&narrow, 6) <= MOST_LINES,
            "{}",
            lines_of(&narrow, 6)
        );
        assert!(narrow.ends_with(" 字）"));
        assert_eq!(shown("受汛期影响", 28), "受汛期影响");
        // The tallest row that a spreadsheet takes.
        assert!(height_of(MOST_LINES) <= 409 && height_of(MOST_LINES + 1) >= 409);
    }

    #[test]
    fn a_fitting_column_holds_its_longest_text_on_one_line() {
        for name in [
            "云岫区财政局",
            "云岫区人力资源和社会保障局",
            "云岫区河湾乡A",
        ] {
            let width = fitting([name.to_owned()].into_iter(), 4, 60);
            assert_eq!(lines_of(name, width), 1, "{name}");
            assert_eq!(lines_of(name, width - 1), 2, "{name}");
        }
        assert_eq!(fitting(["短".to_owned()].into_iter(), 12, 26), 12);
        assert_eq!(fitting(["长".repeat(90)].into_iter(), 12, 26), 26);
    }

    #[test]
    fn a_chinese_character_is_two_wide() {
        assert_eq!(width_of("执行率23.65%"), 12);
        assert_eq!(width_of("≥2.45万人"), 10);
    }

    #[test]
    fn lines_are_counted_by_width_and_by_breaks() {
        // 16 wide; a column of 9 takes 9 × 12 ÷ 10 − 2 = 8 a line.
        assert_eq!(lines_of("年初预算数执行率", 9), 2);
        assert_eq!(lines_of("得分 I22\n分值 H22", 11), 2);
        assert_eq!(lines_of("", 9), 1);
    }
}
