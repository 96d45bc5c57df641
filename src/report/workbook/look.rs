//! Formats: fonts, number formats, lines. What only colour could tell is told by weight too.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatDiagonalBorder, FormatUnderline,
};

use super::cell::{Kind, Look, Part, Taken, Tone};
use crate::form::model::Block;

/// The body font: on every Chinese Windows, in WPS, and known to LibreOffice by its substitutes.
const SONG: &str = "宋体";
/// The font of heads.
const HEI: &str = "黑体";
/// The charset that marks a font as one for simplified Chinese.
const GB2312: u8 = 134;

const HEAD_FILL: u32 = 0x00D9_E1EA;
const INPUT_FILL: u32 = 0x00FF_F8DC;
const INPUT_HEAD_FILL: u32 = 0x00F3_E3A6;
const TOTAL_FILL: u32 = 0x00EE_F1F5;
const MARK_FILL: u32 = 0x00D0_D0D0;
const LABEL_FILL: u32 = 0x00D9_D9D9;
const UNREAD_FILL: u32 = 0x00FF_B3B3;
const LINE: u32 = 0x0080_8080;
const LINK: u32 = 0x0005_63C1;

/// The formats in use, each made once.
#[derive(Default)]
pub(super) struct Formats(BTreeMap<Look, Format>);

impl Formats {
    /// The format of a look.
    pub(super) fn of(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| format(look))
    }
}

/// The workbook's default format.
#[must_use]
pub(super) fn default_format() -> Format {
    song(11)
}

fn song(size: u8) -> Format {
    Format::new()
        .set_font_name(SONG)
        .set_font_charset(GB2312)
        .set_font_size(f64::from(size))
        .set_align(FormatAlign::VerticalCenter)
}

fn hei(size: u8) -> Format {
    song(size).set_font_name(HEI)
}

fn format(look: Look) -> Format {
    match look.tone {
        Tone::Title => hei(18).set_align(FormatAlign::CenterAcross),
        Tone::Heading => hei(13),
        Tone::Remark => aligned(song(10), look.kind),
        Tone::Head => head(HEAD_FILL),
        Tone::InputHead => head(INPUT_HEAD_FILL),
        Tone::Body => lined(numbered(aligned(song(10), look.kind), look.kind)),
        Tone::Input => lined(numbered(aligned(song(10), look.kind), look.kind))
            .set_background_color(INPUT_FILL)
            .set_border(FormatBorder::Dashed)
            .set_unlocked(),
        Tone::Marked => lined(numbered(aligned(song(10), look.kind), look.kind))
            .set_bold()
            .set_background_color(MARK_FILL)
            .set_border(FormatBorder::Medium)
            .set_border_color(0x0000_0000),
        Tone::Taken(taken) => taken_for(aligned(song(10), look.kind), taken),
        Tone::Total => lined(numbered(aligned(song(10), look.kind), look.kind))
            .set_bold()
            .set_background_color(TOTAL_FILL)
            .set_border_top(FormatBorder::Medium),
    }
}

/// Colour tells the parts at a glance; sign, weight and lines tell them in black and white.
fn taken_for(format: Format, taken: Taken) -> Format {
    let filled = |format: Format, fill| lined(format).set_background_color(Color::RGB(fill));
    let format = match taken.part {
        Part::Value(block) => filled(format, block_fill(block)),
        Part::Gap => lined(format)
            .set_border_diagonal(FormatBorder::Hair)
            .set_border_diagonal_type(FormatDiagonalBorder::BorderUp),
        Part::Label => filled(format, LABEL_FILL).set_bold(),
        Part::Note => lined(format).set_italic().set_border(FormatBorder::Dotted),
        Part::Unread => filled(format, UNREAD_FILL)
            .set_bold()
            .set_border(FormatBorder::MediumDashed)
            .set_border_color(0x0000_0000),
        Part::Outside => format.set_border(FormatBorder::Hair).set_border_color(LINE),
    };
    let format = if taken.hidden {
        format.set_font_strikethrough()
    } else {
        format
    };
    match taken.mark() {
        mark if taken.signed && !mark.is_empty() => format.set_num_format(format!("@\"{mark}\"")),
        _ => format,
    }
}

const fn block_fill(block: Block) -> u32 {
    match block {
        Block::Head => 0x00DD_EBF7,
        Block::Funds => 0x00E2_EFDA,
        Block::Goals => 0x00E4_DFEC,
        Block::Indicators => 0x00FF_F2CC,
        Block::Totals => 0x00FC_E4D6,
        Block::Remarks => 0x00DA_EEF3,
    }
}

fn head(fill: u32) -> Format {
    lined(hei(10))
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(fill)
}

fn lined(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

fn aligned(format: Format, kind: Kind) -> Format {
    match kind {
        Kind::Text => format.set_align(FormatAlign::Left),
        Kind::Prose => format.set_align(FormatAlign::Left).set_text_wrap(),
        Kind::Word | Kind::Count | Kind::Year | Kind::RankChange => {
            format.set_align(FormatAlign::Center).set_text_wrap()
        }
        Kind::Link => format
            .set_align(FormatAlign::Left)
            .set_font_color(LINK)
            .set_underline(FormatUnderline::Single),
        Kind::Amount
        | Kind::AmountChange
        | Kind::Rate
        | Kind::RateChange
        | Kind::RatePoints
        | Kind::Score
        | Kind::ScoreChange => format.set_align(FormatAlign::Right),
    }
}

fn numbered(format: Format, kind: Kind) -> Format {
    let code = match kind {
        Kind::Amount => "#,##0.00_ ",
        Kind::AmountChange => "+#,##0.00_ ;-#,##0.00_ ;0.00_ ",
        Kind::Rate => "0.00%_ ",
        Kind::RateChange => "+0.00%_ ;-0.00%_ ;0.00%_ ",
        Kind::RatePoints => "+0.00\"个百分点\";-0.00\"个百分点\";0.00\"个百分点\"",
        Kind::Score => "0.00_ ",
        Kind::ScoreChange => "+0.00_ ;-0.00_ ;0.00_ ",
        Kind::Count | Kind::Year => "0",
        Kind::RankChange => "\"↑\"0;\"↓\"0;\"—\"",
        Kind::Text | Kind::Prose | Kind::Word | Kind::Link => return format,
    };
    format.set_num_format(code)
}
