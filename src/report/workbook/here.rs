//! The formulas of a table: written with the names of columns, filled in for the row at hand.

use std::fmt::Write as _;

use super::cell::{Content, Formula};
use super::table::{ANY_NUMBER, KEY, Located, Tables};
use crate::intake::grid::column_letters;

/// The row that is being filled: what a formula can refer to.
pub(crate) struct Here<'t> {
    pub(super) table: &'t Located,
    pub(super) row: u32,
    pub(super) tables: &'t Tables,
}

impl Here<'_> {
    /// How many rows of the table stand above this one.
    #[must_use]
    pub(crate) fn offset(&self) -> usize {
        usize::try_from(self.row.saturating_sub(self.table.rows().0)).unwrap_or(usize::MAX)
    }

    /// A formula. In `template` stand
    ///
    /// - `{列}` the cell of that column in this row,
    /// - `{[列]}` that column of this table, all rows,
    /// - `{[列]^}` that column of this table, down to this row,
    /// - `{表.列}` that column of another table,
    /// - `{Σ表.列}` the sum of that column over the rows with this row's 表号,
    /// - `{#表.列}` how many of those rows hold a number there.
    ///
    /// A name that is not there stays as it is; evaluation then tells of a fault of ours, and the cell stays
    /// empty. Below [`LIVE_ROWS`] rows the formula is live; in a longer table one that searches a range is
    /// written as its result.
    #[must_use]
    pub(crate) fn formula<'a>(&self, template: &str) -> Content<'a> {
        let text = self.resolve(template);
        let searches = text.contains(':');
        let in_table = self.row <= self.table.rows().1;
        let live = !(searches && in_table && self.table.is_long());
        Content::Formula(Box::new(Formula {
            live,
            ..Formula::of(text)
        }))
    }

    /// The text of a formula; see [`Here::formula`].
    #[must_use]
    pub(crate) fn resolve(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match self.reference(name) {
                Some(reference) => text.push_str(&reference),
                None => {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{{{name}}}");
                }
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    /// A template once for each part of another table, its references leading to that part.
    #[must_use]
    pub(crate) fn in_all_parts(&self, table: &'static str, template: &str) -> Vec<String> {
        let parts = self.tables.get(table).map_or(&[][..], Vec::as_slice);
        parts
            .iter()
            .map(|part| {
                let only = Tables::from([(table, vec![part.clone()])]);
                let here = Here {
                    table: self.table,
                    row: self.row,
                    tables: &only,
                };
                here.resolve(template)
            })
            .collect()
    }

    fn reference(&self, name: &str) -> Option<String> {
        if let Some(column) = name.strip_prefix('[') {
            let (column, last) = match column.strip_suffix("]^") {
                Some(column) => (column, self.row),
                None => (column.strip_suffix(']')?, self.table.rows().1),
            };
            let col = column_letters(self.table.column(column)?);
            let (first, last) = (u64::from(self.table.rows().0) + 1, u64::from(last) + 1);
            return Some(format!("${col}${first}:${col}${last}"));
        }
        if let Some(of) = name.strip_prefix('Σ') {
            return self.by_form(of, |values, keys, key| {
                format!("SUMIFS({values},{keys},{key})")
            });
        }
        if let Some(of) = name.strip_prefix('#') {
            return self.by_form(of, |values, keys, key| {
                format!("COUNTIFS({keys},{key},{values},\"{ANY_NUMBER}\")")
            });
        }
        if let Some((table, column)) = name.split_once('.') {
            return self.tables.get(table)?.first()?.range(column);
        }
        let col = column_letters(self.table.column(name)?);
        Some(format!("${col}{}", u64::from(self.row) + 1))
    }

    /// One term for each part of the other table, added up.
    fn by_form(&self, of: &str, term: impl Fn(&str, &str, &str) -> String) -> Option<String> {
        let (table, column) = of.split_once('.')?;
        let key = self.reference(KEY)?;
        let terms = self
            .tables
            .get(table)?
            .iter()
            .map(|part| Some(term(&part.range(column)?, &part.range(KEY)?, &key)))
            .collect::<Option<Vec<String>>>()?;
        Some(if terms.len() == 1 {
            terms.concat()
        } else {
            format!("({})", terms.join("+"))
        })
    }
}
