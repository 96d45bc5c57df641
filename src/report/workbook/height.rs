//! Row heights. Programs differ in when they fit a row to its wrapped text, so the heights are stated.

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

fn wraps(cell: &Cell<'_>) -> bool {
    match cell.look.tone {
        Tone::Head | Tone::InputHead => true,
        Tone::Title | Tone::Heading | Tone::Remark => false,
        Tone::Body | Tone::Input | Tone::Total | Tone::Marked | Tone::Taken(_) => {
            matches!(cell.look.kind, Kind::Prose | Kind::Word)
        }
    }
}

/// How many lines a text takes in a column of this width, in narrow characters.
fn lines_of(text: &str, width: u16) -> usize {
    // A width is told for 11 points and the text has 10; one character goes to the margins.
    let room = (usize::from(width) * 11 / 10).saturating_sub(1).max(2);
    text.split('\n')
        .map(|line| width_of(line).div_ceil(room).max(1))
        .sum()
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
    use super::{lines_of, width_of};

    #[test]
    fn a_chinese_character_is_two_wide() {
        assert_eq!(width_of("执行率23.65%"), 12);
        assert_eq!(width_of("≥2.45万人"), 10);
    }

    #[test]
    fn lines_are_counted_by_width_and_by_breaks() {
        // 16 wide; a column of 9 takes 9 × 11 ÷ 10 − 1 = 8 a line.
        assert_eq!(lines_of("年初预算数执行率", 9), 2);
        assert_eq!(lines_of("得分 I22\n分值 H22", 11), 2);
        assert_eq!(lines_of("", 9), 1);
    }
}
