//! Edits of cells as people and programs make them, from the side of the file: nothing here knows what a
//! cell means, and nothing asks the program.

use super::book::{Book, Cell, Content};
use crate::make_district::random::Random;

/// An edit that was made.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// The file, below the folder that is consolidated.
    pub(super) path: String,
    pub(super) cell: Cell,
    pub(super) now: Content,
}

impl Edit {
    /// Whether a number was replaced by one that no form could mean.
    pub(super) fn is_absurd_number(&self) -> bool {
        matches!(&self.now, Content::Number(digits) if ABSURD_NUMBERS.contains(&digits.as_str()))
            && matches!(self.cell.holds, Content::Number(_))
    }

    /// Whether a number was replaced by one below zero.
    pub(super) fn is_negative_number(&self) -> bool {
        let value = |content: &Content| match content {
            Content::Number(digits) => digits.parse::<f64>().ok(),
            _ => None,
        };
        value(&self.cell.holds).is_some() && value(&self.now).is_some_and(|now| now < 0.0)
    }
}

/// Numbers that no budget, no score and no count can be.
pub(super) const ABSURD_NUMBERS: &[&str] = &[
    "1E+20",
    "1E+24",
    "-1E+24",
    "9.0000000000000002E+307",
    "1E-17",
    "1E-300",
    "5.5511151231257827E-17",
    "100000000000000000000000000000000000",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
];

/// Other contents that no one would put there on purpose.
fn absurd(random: &mut Random) -> Content {
    let texts = [
        ">0",
        "<>x",
        "???",
        "~~",
        "=1",
        "*",
        "\"",
        "'",
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "<>",
        "&lt;b&gt;",
        "]]>",
        "_x0000_",
        "_x0008_",
        "_x001B_[31m",
        "\u{202e}文件",
        "😀👨‍👩‍👧",
        "𠮷野家",
        "0.1234567890123456789012345",
        "123456789012345678901234567890",
        "1e20",
        "１ｅ２０",
        "∞",
        "NaN",
        "00000000000000000000000001",
        "1.2.3",
        "1,2,3",
        "％",
        "≥",
        "≥%",
        "-",
        "一千万亿亿",
        "\u{a0}\u{3000} ",
        "第一行\n第二行\r\n第三行",
        "\t",
        "TRUE",
        "#DIV/0!",
        "年",
        "分",
        "合计",
        "总分",
        "9999-99-99",
        "2023年13月45日",
        "Sheet1!A1",
        "{=1}",
        "%s%n",
        "'; DROP TABLE",
    ];
    match random.between(1, 12) {
        1..=4 => Content::Number((*random.pick(ABSURD_NUMBERS)).to_owned()),
        5 => Content::Text("云".repeat(400)),
        6 => Content::Text("长度超出一个单元格名称的文字、".repeat(20)),
        7 => Content::Number(
            (*random.pick(&["-1", "0", "-0", "-1E-9", "1E+11", "-50000"])).to_owned(),
        ),
        8 => random
            .pick(&[
                Content::Truth("1"),
                Content::Truth("0"),
                Content::Fault("#DIV/0!"),
                Content::Fault("#REF!"),
                Content::Fault("#N/A"),
                Content::Formula("1+1", "2"),
                Content::Formula("1/0", "0"),
                Content::Formula("A1", ""),
                Content::Number("1E+400".to_owned()),
                Content::Number("NaN".to_owned()),
            ])
            .clone(),
        _ => Content::Text((*random.pick(&texts)).to_owned()),
    }
}

/// A slip of the pen, or a habit.
fn plausible(random: &mut Random, was: &Content) -> Content {
    let text = match was {
        Content::Number(digits) => return plausible_number(random, digits),
        Content::Text(text) => text.clone(),
        _ => String::new(),
    };
    let instead = match random.between(1, 10) {
        1 => return Content::Blank,
        2 => full_width(&text),
        3 => format!("{text}。"),
        4 => format!(" {text}\n"),
        5 => other_digit(random, &text),
        6 => text
            .chars()
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .iter()
            .rev()
            .collect(),
        7 => text.replace(['≥', '≤', '='], ""),
        8 => text.replace('%', ""),
        _ => (*random.pick(&[
            "详见附表",
            "/",
            "—",
            "无",
            "0",
            "-5",
            "已完成",
            "100%",
            "2023/5/6",
        ]))
        .to_owned(),
    };
    // What reads as a number is stored as one as often as not.
    if random.chance(50) && !instead.is_empty() && instead.parse::<f64>().is_ok() {
        return Content::Number(instead);
    }
    Content::Text(instead)
}

fn plausible_number(random: &mut Random, digits: &str) -> Content {
    let value: f64 = digits.parse().unwrap_or(0.0);
    let number = |value: f64| Content::Number(format!("{value}"));
    match random.between(1, 20) {
        1 => number(value * 10.0),
        2 => number(value / 10.0),
        3 => number(value * 100.0),
        4 => number(value / 100.0),
        5 => number(value * 10_000.0),
        6 => number(value / 10_000.0),
        7 => number(-value),
        8 => Content::Number("0".to_owned()),
        9 => Content::Blank,
        10 => Content::Text(digits.to_owned()),
        11 => Content::Text(full_width(digits)),
        12 => Content::Text(format!(
            "{digits}{}",
            random.pick(&["元", "万元", "分", "%", "个", "亿元"])
        )),
        13 => Content::Text((*random.pick(&["详见附表", "/", "—", "-", "无", "同上"])).to_owned()),
        // A day as the number of days that a spreadsheet stores.
        14 => Content::Number("45082".to_owned()),
        // The noise of binary fractions.
        15 => Content::Number(format!("{:.16E}", value * (1.0 + f64::EPSILON))),
        16 => number(value / 3.0),
        17 => number(value + 1.0),
        18 => Content::Text(format!("{digits},{digits}")),
        _ => Content::Number(other_digit(random, digits)),
    }
}

/// One digit mistyped.
fn other_digit(random: &mut Random, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (0..letters.len())
        .filter(|at| letters[*at].is_ascii_digit())
        .collect();
    if !places.is_empty() {
        let digit = *random.pick(&['1', '2', '3', '4', '5', '6', '7', '8', '9']);
        letters[*random.pick(&places)] = digit;
    }
    letters.into_iter().collect()
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '!'..='~' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter),
            other => other,
        })
        .collect()
}

/// Makes one to eight edits in a book; `path` is only told of.
pub(super) fn make(
    random: &mut Random,
    path: &str,
    book: &mut Book,
    absurd_of_hundred: i64,
) -> Vec<Edit> {
    let cells = book.cells();
    // Figures are the point; words are edited too.
    let (figures, words): (Vec<Cell>, Vec<Cell>) = cells
        .into_iter()
        .partition(|cell| matches!(cell.holds, Content::Number(_)) || is_figure(&cell.holds));
    let count = random.between(1, 8);
    let mut edits: Vec<Edit> = Vec::new();
    let mut edit = |cell: &Cell, now: Content| {
        if edits
            .iter()
            .all(|edit| edit.cell.at != cell.at || edit.cell.sheet != cell.sheet)
        {
            book.put(cell, &now);
            edits.push(Edit {
                path: path.to_owned(),
                cell: cell.clone(),
                now,
            });
        }
    };
    if random.chance(5) {
        for (left, right) in exchanged_columns(random, &figures) {
            edit(left, right.holds.clone());
            edit(right, left.holds.clone());
        }
    }
    for _ in 0..count {
        let from = if words.is_empty() || (!figures.is_empty() && random.chance(70)) {
            &figures
        } else {
            &words
        };
        if from.is_empty() {
            break;
        }
        let cell = random.pick(from);
        if random.chance(8) {
            // Typed into each other's place.
            let other = random.pick(from);
            edit(cell, other.holds.clone());
            edit(other, cell.holds.clone());
        } else if random.chance(absurd_of_hundred) {
            let now = absurd(random);
            edit(cell, now);
        } else {
            let now = plausible(random, &cell.holds);
            edit(cell, now);
        }
    }
    edits
}

/// The figures of two columns of a sheet, row by row where both have one.
fn exchanged_columns<'a>(random: &mut Random, figures: &'a [Cell]) -> Vec<(&'a Cell, &'a Cell)> {
    let split = |cell: &'a Cell| {
        cell.at
            .split_at(cell.at.find(|c: char| c.is_ascii_digit()).unwrap_or(0))
    };
    if figures.is_empty() {
        return Vec::new();
    }
    let [left, right] = [random.pick(figures), random.pick(figures)];
    let (from, to) = (split(left).0, split(right).0);
    figures
        .iter()
        .filter(|cell| cell.sheet == left.sheet && split(cell).0 == from && from != to)
        .filter_map(|cell| {
            let other = figures
                .iter()
                .find(|other| other.sheet == cell.sheet && split(other) == (to, split(cell).1))?;
            Some((cell, other))
        })
        .collect()
}

fn is_figure(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.chars().count() < 12
        && text.chars().any(|letter| letter.is_ascii_digit()))
}
