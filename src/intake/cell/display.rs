//! What a person sees in a cell: a number through its number format code.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use ssfmt::ast::{FormatPart, Section};
use ssfmt::{DateSystem, FormatOptions, NumberFormat};

use crate::intake::bounds;
use crate::intake::cell::dates::Epoch;

/// 10^15: the first number that has more digits than a spreadsheet keeps.
const MOST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// Renders numbers through format codes, parsing each code once.
///
/// Rounding is done here, exactly and half away from zero as Excel does (0.285 as `0%` is 29%, which
/// binary arithmetic misses); the crate `ssfmt` then lays the digits out.
pub(crate) struct Display {
    epoch: Epoch,
    options: FormatOptions,
    parsed: BTreeMap<String, Option<NumberFormat>>,
    /// How many signs of format codes may still be gone through.
    left: usize,
    /// How many cells were shown without their format.
    unformatted: usize,
}

impl Display {
    /// A renderer for a workbook that counts days from `epoch`.
    pub(crate) fn new(epoch: Epoch) -> Self {
        let date_system = match epoch {
            Epoch::From1904 => DateSystem::Date1904,
            Epoch::From1900 => DateSystem::Date1900,
        };
        Self {
            epoch,
            options: FormatOptions {
                date_system,
                ..FormatOptions::default()
            },
            parsed: BTreeMap::new(),
            left: bounds::FORMATTING,
            unformatted: 0,
        }
    }

    /// The day the workbook counts from.
    pub(crate) const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// A number as shown: `0.98` through `0%` is `98%`, `9.56` through `0` is `10`. Without a code,
    /// through `General`, or through a code that cannot be understood: all its digits.
    pub(crate) fn number(&mut self, value: Decimal, code: Option<&str>) -> String {
        self.through(value, code)
            .unwrap_or_else(|| value.normalize().to_string())
    }

    /// A text as shown: through the text part of its format code, where that adds something.
    pub(crate) fn text(&mut self, text: &str, code: Option<&str>) -> String {
        let adds = code.is_some_and(|code| code.contains('@') && code.trim() != "@");
        let format = code.filter(|_| adds).and_then(|code| self.format(code));
        match format {
            Some(format) => format.format_text(text, &FormatOptions::default()),
            None => text.to_owned(),
        }
    }

    /// A date or time, given as days since the epoch, as shown; `None` if the code is no date's.
    pub(crate) fn date(&mut self, serial: f64, code: &str) -> Option<String> {
        let options = self.options.clone();
        let format = self.format(code)?;
        if !format.is_date_format() {
            return None;
        }
        let shown = format.try_format(serial, &options).ok()?;
        Some(shown.trim().to_owned())
    }

    fn through(&mut self, value: Decimal, code: Option<&str>) -> Option<String> {
        // Beyond fifteen digits a code has nothing to lay out, and the crate loses them.
        let code = code.filter(|code| !is_general(code) && value.abs() < MOST)?;
        let options = self.options.clone();
        let format = self.format(code)?;
        let rounded = round_as_shown(value, format);
        let stored: f64 = rounded.to_string().parse().ok()?;
        let shown = format.try_format(stored, &options).ok()?;
        Some(shown.trim().to_owned())
    }

    /// What is said of cells that were shown without their format.
    pub(crate) fn remark(&self) -> Option<String> {
        let count = self.unformatted;
        (count > 0).then(|| {
            format!(
                "数字格式过长的单元格过多，其中 {count} 个按“常规”显示，数值不受影响；日期请核对"
            )
        })
    }

    fn format(&mut self, code: &str) -> Option<&NumberFormat> {
        let Some(left) = self.left.checked_sub(code.len()) else {
            self.unformatted += 1;
            return None;
        };
        self.left = left;
        if !self.parsed.contains_key(code) {
            // What a Chinese Excel calls General.
            let plain = code.replace("G/通用格式", "General");
            let format = NumberFormat::parse(&plain).ok();
            self.parsed.insert(code.to_owned(), format);
        }
        self.parsed.get(code)?.as_ref()
    }
}

/// Whether a code says nothing about how a number looks.
pub(crate) fn is_general(code: &str) -> bool {
    let code = code.trim();
    matches!(code, "" | "@" | "G/通用格式") || code.eq_ignore_ascii_case("general")
}

/// The value rounded to the places that the format shows, half away from zero.
fn round_as_shown(value: Decimal, format: &NumberFormat) -> Decimal {
    let sections = format.sections();
    if format.has_condition() {
        return value;
    }
    let section = match sections {
        [_, negative, ..] if value < Decimal::ZERO => Some(negative),
        [_, _, zero, ..] if value.is_zero() => Some(zero),
        sections => sections.first(),
    };
    let Some(places) = section.and_then(places_shown) else {
        return value;
    };
    let rounded = round_half_up(value, places);
    // A value that rounds to zero still belongs to its own section of the code, not to the zero one.
    if rounded.is_zero() && sections.len() > 1 {
        value
    } else {
        rounded
    }
}

/// Rounds half away from zero to so many decimal places; to tens, hundreds and so on if negative.
fn round_half_up(value: Decimal, places: i32) -> Decimal {
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    let Ok(places) = u32::try_from(places) else {
        let Some(unit) = 10_i64.checked_pow(places.unsigned_abs()) else {
            return value;
        };
        let units = (value / Decimal::from(unit)).round_dp_with_strategy(0, strategy);
        return units.checked_mul(Decimal::from(unit)).unwrap_or(value);
    };
    value.round_dp_with_strategy(places, strategy)
}

/// How many decimal places of the stored value a section shows, negative where it shows thousands;
/// `None` if it is no plain number.
fn places_shown(section: &Section) -> Option<i32> {
    let mut places = 0_i32;
    let mut shift = 0_i32;
    let mut commas = 0_i32;
    let mut after_point = false;
    let mut digits = false;
    for part in &section.parts {
        match part {
            FormatPart::Digit(_) => {
                digits = true;
                commas = 0;
                places += i32::from(after_point);
            }
            FormatPart::DecimalPoint => {
                after_point = true;
                commas = 0;
            }
            FormatPart::Percent => shift += 2,
            FormatPart::ThousandsSeparator => commas += 1,
            FormatPart::Scientific { .. }
            | FormatPart::Fraction { .. }
            | FormatPart::GeneralNumber
            | FormatPart::DatePart(_)
            | FormatPart::AmPm(_)
            | FormatPart::Elapsed(_) => return None,
            FormatPart::Literal(_)
            | FormatPart::EscapedLiteral(_)
            | FormatPart::TextPlaceholder
            | FormatPart::Fill(_)
            | FormatPart::Skip(_)
            | FormatPart::Locale(_) => {}
        }
    }
    // Commas after the last digit each divide by a thousand.
    digits.then_some(places + shift - 3 * commas)
}

/// The codes of the built-in formats, as a Chinese Excel shows them; `None` for ids that are a
/// workbook's own. From ECMA-376 part 1, 18.8.30 (all languages, and zh-cn).
pub(crate) fn built_in_code(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 => "\"¥\"#,##0;\"¥\"\\-#,##0",
        6 => "\"¥\"#,##0;[Red]\"¥\"\\-#,##0",
        7 => "\"¥\"#,##0.00;\"¥\"\\-#,##0.00",
        8 => "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "AM/PMh\"时\"mm\"分\"",
        35 | 56 => "AM/PMh\"时\"mm\"分\"ss\"秒\"",
        37 => "#,##0;\\-#,##0",
        38 => "#,##0;[Red]\\-#,##0",
        39 => "#,##0.00;\\-#,##0.00",
        40 => "#,##0.00;[Red]\\-#,##0.00",
        41 => "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* \\-#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str, code: &str) -> String {
        let code = (!code.is_empty()).then_some(code);
        Display::new(Epoch::From1900).number(value.parse().unwrap(), code)
    }

    #[test]
    fn numbers_look_as_excel_shows_them() {
        for (value, code, expected) in [
            ("0.98", "0%", "98%"),
            ("9.56", "0", "10"),
            ("4388.99", "0.00", "4388.99"),
            ("4388.9", "0.00", "4388.90"),
            ("22635.4", "#,##0.00", "22,635.40"),
            ("0.2365", "0.00%", "23.65%"),
            ("-3.5", "0", "-4"),
            ("1234567", "#,##0,", "1,235"),
            ("18558.34", "0.00_ ", "18558.34"),
            ("18558.34", "0.00_);[Red]\\(0.00\\)", "18558.34"),
            ("-18558.34", "0.00_);[Red]\\(0.00\\)", "(18558.34)"),
            ("5", "0\"人\"", "5人"),
            ("0.5", "[$-804]0.0", "0.5"),
            ("12.5", "General", "12.5"),
            ("12.50", "", "12.5"),
            ("12", "@", "12"),
            ("100", "#,##0.00 \"万元\"", "100.00 万元"),
            ("12.5", "G/通用格式\"分\"", "12.5分"),
        ] {
            assert_eq!(shown(value, code), expected, "{value} through {code}");
        }
    }

    #[test]
    fn halves_round_away_from_zero_exactly() {
        // In binary, 0.285 × 100 falls just short of 28.5, and 1.005 just short of itself.
        assert_eq!(shown("0.285", "0%"), "29%");
        assert_eq!(shown("1.005", "0.00"), "1.01");
        assert_eq!(shown("-2.345", "0.00"), "-2.35");
        assert_eq!(shown("0.57785", "0.00%"), "57.79%");
    }

    #[test]
    fn accounting_zero_is_a_dash_but_a_small_amount_is_not() {
        let accounting = built_in_code(43).unwrap();
        assert_eq!(shown("0", accounting), "-");
        assert_eq!(shown("0.001", accounting), "0.00");
        assert_eq!(shown("1234.5", accounting), "1,234.50");
        assert_eq!(shown("-1234.5", accounting), "-1,234.50");
    }

    #[test]
    fn dates_look_chinese() {
        let mut display = Display::new(Epoch::From1900);
        assert_eq!(display.date(45397.0, "yyyy-mm-dd").unwrap(), "2024-04-15");
        for (id, expected) in [
            (14, "2024/4/15"),
            (31, "2024年4月15日"),
            (57, "2024年4月"),
            (58, "4月15日"),
        ] {
            let code = built_in_code(id).unwrap();
            assert_eq!(display.date(45397.0, code).unwrap(), expected);
        }
        assert_eq!(display.date(45397.0, "0.00"), None);
    }
}
