//! The columns that lead back: file, sheet, cell, the text as it stood, and the link.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind, Link};
use super::table::{Columns, Here};
use crate::compare::Traced;
use crate::report::link::{LINK_LIMIT, NoLink};

/// Where a row came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin<'a> {
    pub(super) path: &'a str,
    pub(super) sheet: &'a str,
    pub(super) cell: &'a str,
}

/// The last columns of a table whose rows come from a source: file, sheet and link.
pub(super) fn columns<'a, R: 'a>(
    columns: &mut Columns<'a, R>,
    context: Context<'a>,
    origin: fn(Context<'a>, &R) -> Origin<'a>,
) {
    columns
        .add("来源文件", 34, Kind::Text, move |row, _| {
            Content::text(origin(context, row).path)
        })
        .on_screen_only();
    columns
        .add("工作表", 14, Kind::Text, move |row, _| {
            Content::text(origin(context, row).sheet)
        })
        .on_screen_only();
    columns
        .add("打开原表", 22, Kind::Link, move |row, here| {
            link(context, &origin(context, row), here)
        })
        .on_screen_only();
}

/// The link to a source cell, or why there is none.
pub(super) fn link<'a>(context: Context<'a>, origin: &Origin<'a>, here: &Here<'_>) -> Content<'a> {
    if origin.path.is_empty() {
        return Content::Blank;
    }
    if here.offset() >= LINK_LIMIT {
        return Content::text(NoLink::TooMany.to_string());
    }
    match context
        .links
        .to_cell(origin.path, origin.sheet, origin.cell)
    {
        Ok(url) => Content::Link(Box::new(Link {
            url,
            text: format!("打开 {}", first_cell(origin.cell)),
        })),
        Err(why) => Content::text(why.to_string()),
    }
}

/// The link to a source outside any table; the text alone where there can be none.
pub(super) fn plain_link<'a>(context: Context<'a>, origin: &Origin<'a>, text: &str) -> Content<'a> {
    match context
        .links
        .to_cell(origin.path, origin.sheet, origin.cell)
    {
        Ok(url) => Content::Link(Box::new(Link {
            url,
            text: text.to_owned(),
        })),
        Err(why) => Content::text(format!("{text}（{why}）")),
    }
}

fn first_cell(cells: &str) -> &str {
    cells.split('、').next().unwrap_or_default()
}

/// A column with the address of a value.
pub(super) fn address<'a, R: 'a>(
    columns: &mut Columns<'a, R>,
    title: &'static str,
    cell: fn(&R) -> &'a str,
) {
    columns
        .add(title, 8, Kind::Word, move |row, _| Content::text(cell(row)))
        .on_screen_only();
}

/// The texts that say something else than the values beside them, each under its name.
#[derive(Default)]
pub(super) struct AsStood(Vec<String>);

impl AsStood {
    /// Adds a number whose text says something else: another unit, a wrong sign, a word.
    pub(super) fn number(mut self, name: &str, figure: &Traced<Decimal>) -> Self {
        if tells_otherwise(&figure.text, figure.value) {
            self.0.push(format!("{name}“{}”", figure.text));
        }
        self
    }

    /// Adds a text that was changed while it was read.
    pub(super) fn text(mut self, name: &str, text: &Traced<String>) -> Self {
        let squeezed =
            |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let read = text.value.as_deref().unwrap_or_default();
        if squeezed(&text.text) != squeezed(read) {
            self.0.push(format!("{name}“{}”", text.text));
        }
        self
    }

    /// All of them in one cell.
    pub(super) fn content<'a>(self) -> Content<'a> {
        Content::text(self.0.join("；"))
    }
}

/// Whether a text, read plainly as a number or a percentage, is not the value.
fn tells_otherwise(text: &str, value: Option<Decimal>) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',' && *c != '，')
        .collect();
    let Some(value) = value else {
        return !bare.is_empty();
    };
    let plain = match bare.strip_suffix(['%', '％']) {
        Some(percent) => Decimal::from_str(percent)
            .ok()
            .and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED)),
        None => Decimal::from_str(&bare).ok(),
    };
    plain != Some(value)
}
