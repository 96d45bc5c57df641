//! How an office types: numbers, percentages, labels, dates.

use rust_decimal::Decimal;

use super::page::Content;
use super::random::Random;

/// How numbers are entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Numbers {
    /// As numbers with a format.
    Stored,
    /// As numbers shown with thousands separators.
    Thousands,
    /// As text.
    Text,
    /// As text with thousands separators.
    TextThousands,
    /// As text in full-width digits.
    FullWidth,
}

/// The habits of one office.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    pub(crate) numbers: Numbers,
    /// Percentages as text.
    pub(crate) text_percents: bool,
    /// 万元 stands behind each amount.
    pub(crate) unit_in_cell: bool,
    /// Short labels are spread: 分 值.
    pub(crate) spread: bool,
    /// Long labels are broken over two lines.
    pub(crate) broken: bool,
    /// What stands where there is nothing to say.
    pub(crate) nothing: &'static str,
    date: i64,
    /// Blanks behind texts.
    trailing: bool,
}

impl Habits {
    pub(crate) fn new(random: &mut Random) -> Self {
        let numbers = *random.pick(&[
            Numbers::Stored,
            Numbers::Stored,
            Numbers::Stored,
            Numbers::Thousands,
            Numbers::Text,
            Numbers::TextThousands,
            Numbers::FullWidth,
        ]);
        let as_text = matches!(numbers, Numbers::Text | Numbers::TextThousands);
        Self {
            numbers,
            text_percents: as_text || numbers == Numbers::FullWidth || random.chance(30),
            unit_in_cell: as_text && random.chance(30),
            spread: random.chance(25),
            broken: random.chance(25),
            nothing: *random.pick(&["", "", "", "—", "/", "无"]),
            date: random.between(0, 3),
            trailing: random.chance(15),
        }
    }

    /// An amount; `unit` is what stands behind it where it is written out.
    pub(crate) fn amount(&self, value: Decimal, unit: &str) -> Content {
        let mut plain = value;
        plain.rescale(2);
        let grouped = thousands(&plain.to_string());
        let plain = plain.to_string();
        let unit = if self.unit_in_cell { unit } else { "" };
        match self.numbers {
            Numbers::Stored => number(value, "0.00", plain),
            Numbers::Thousands => number(value, "#,##0.00", grouped),
            Numbers::Text => Content::Text(format!("{plain}{unit}")),
            Numbers::TextThousands => Content::Text(format!("{grouped}{unit}")),
            Numbers::FullWidth => Content::Text(full_width(&plain)),
        }
    }

    /// Marks: weight or score.
    pub(crate) fn marks(&self, value: Decimal) -> Content {
        let plain = value.normalize().to_string();
        match self.numbers {
            Numbers::Stored | Numbers::Thousands => number(value, "General", plain),
            Numbers::Text | Numbers::TextThousands => Content::Text(plain),
            Numbers::FullWidth => Content::Text(full_width(&plain)),
        }
    }

    /// A rate in percent, with two places.
    pub(crate) fn percent(&self, rate: Decimal) -> Content {
        let mut plain = rate;
        plain.rescale(2);
        let shown = format!("{plain}%");
        if self.text_percents {
            return Content::Text(shown);
        }
        number(rate / Decimal::ONE_HUNDRED, "0.00%", shown)
    }

    /// A rate in percent under a heading that says so.
    pub(crate) fn bare_percent(&self, rate: Decimal) -> Content {
        let mut plain = rate;
        plain.rescale(2);
        if self.text_percents {
            return Content::Text(plain.to_string());
        }
        number(rate, "0.00", plain.to_string())
    }

    /// A target or an actual value.
    pub(crate) fn value(&self, text: &str) -> Content {
        let text = if self.numbers == Numbers::FullWidth && !text.contains('年') {
            full_width(text)
        } else {
            text.to_owned()
        };
        self.text(&text)
    }

    /// A figure alone in its cell.
    pub(crate) fn figure(&self, text: &str) -> Content {
        match text.parse::<Decimal>() {
            Ok(value) if matches!(self.numbers, Numbers::Stored | Numbers::Thousands) => {
                number(value, "General", text.to_owned())
            }
            _ => self.value(text),
        }
    }

    /// Words as they stand.
    pub(crate) fn text(&self, text: &str) -> Content {
        let blank = if self.trailing && !text.is_empty() {
            " "
        } else {
            ""
        };
        Content::Text(format!("{text}{blank}"))
    }

    /// A label, spread or broken.
    pub(crate) fn label(&self, label: &str) -> String {
        let length = label.chars().count();
        if self.spread && length == 2 {
            return label
                .chars()
                .map(String::from)
                .collect::<Vec<_>>()
                .join(" ");
        }
        if self.broken && (5..=10).contains(&length) && !label.contains(['（', '(']) {
            let (first, second): (String, String) = (
                label.chars().take(length / 2).collect(),
                label.chars().skip(length / 2).collect(),
            );
            return format!("{first}\n{second}");
        }
        label.to_owned()
    }

    /// A day as this office writes it.
    pub(crate) fn date(&self, year: i64, month: i64, day: i64) -> Content {
        let text = match self.date {
            0 => format!("{year}年{month}月{day}日"),
            1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{year}.{month}.{day}"),
            _ => format!("{year}/{month}/{day}"),
        };
        self.text(&text)
    }
}

fn number(value: Decimal, format: &'static str, shown: String) -> Content {
    Content::Number {
        value,
        format,
        shown,
    }
}

fn thousands(plain: &str) -> String {
    if let Some(positive) = plain.strip_prefix('-') {
        return format!("-{}", thousands(positive));
    }
    let (whole, places) = plain.split_once('.').unwrap_or((plain, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.chars().count() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{places}")
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '0'..='9' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter),
            '.' => '．',
            '%' => '％',
            _ => letter,
        })
        .collect()
}
