//! A table on a sheet: each column says at one place what it is called and what it holds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell::{Cell, Content, Kind, Tone};
pub(crate) use super::here::Here;
use super::sheet::{Input, InputRule, Mark, Sheet, Sign};
use crate::intake::grid::{CellRef, column_letters};

/// The column by which the tables of all sheets know a form.
pub(crate) const KEY: &str = "表号";

/// The criterion of `COUNTIFS` and `SUMIFS` that every number meets, negative ones too, and no text.
pub(crate) const ANY_NUMBER: &str = "<=9E+307";

/// In tables of more rows than this, columns that search a range (ranks, look-ups, sums over the details)
/// hold values: each cell would search all rows again whenever a reviewer types something.
pub(crate) const LIVE_ROWS: u32 = 3_000;

type Fill<'a, R> = Box<dyn Fn(&R, &Here<'_>) -> Content<'a> + 'a>;

/// A column of a table whose rows come from `R`s.
pub(crate) struct Column<'a, R> {
    title: Cow<'static, str>,
    width: u16,
    kind: Kind,
    printed: bool,
    fill: Fill<'a, R>,
    sign: Option<Sign>,
    input: Option<fn(&Here<'_>) -> InputRule>,
}

impl<R> Column<'_, R> {
    /// Marks its values.
    pub(crate) fn marked(&mut self, sign: Sign) -> &mut Self {
        self.sign = Some(sign);
        self
    }

    /// Leaves it out of the printed pages: addresses and links are for the screen.
    pub(crate) fn on_screen_only(&mut self) -> &mut Self {
        self.printed = false;
        self
    }
}

/// The columns of a table, from left to right.
pub(crate) struct Columns<'a, R> {
    earlier: Vec<Column<'a, R>>,
    /// The last one is apart, so that it can be handed out for its finishing touches.
    last: Option<Column<'a, R>>,
}

impl<'a, R> Columns<'a, R> {
    /// No columns yet.
    #[must_use]
    pub(crate) const fn new() -> Self {
        Self {
            earlier: Vec::new(),
            last: None,
        }
    }

    /// Adds a column with its title, its width in narrow characters, and what each row holds.
    pub(crate) fn add(
        &mut self,
        title: impl Into<Cow<'static, str>>,
        width: u16,
        kind: Kind,
        fill: impl Fn(&R, &Here<'_>) -> Content<'a> + 'a,
    ) -> &mut Column<'a, R> {
        self.earlier.extend(self.last.take());
        self.last.insert(Column {
            title: title.into(),
            width,
            kind,
            printed: true,
            fill: Box::new(fill),
            sign: None,
            input: None,
        })
    }

    /// Adds a column for a reviewer to fill in.
    pub(crate) fn input(
        &mut self,
        title: impl Into<Cow<'static, str>>,
        width: u16,
        kind: Kind,
        rule: fn(&Here<'_>) -> InputRule,
    ) -> &mut Column<'a, R> {
        let column = self.add(title, width, kind, |_, _| Content::Blank);
        column.input = Some(rule);
        column
    }

    /// The columns, from left to right.
    fn iter(&self) -> impl Iterator<Item = &Column<'a, R>> {
        self.earlier.iter().chain(&self.last)
    }

    /// How many columns are printed: those before the first that is for the screen only.
    #[must_use]
    pub(crate) fn printed(&self) -> usize {
        self.iter().take_while(|column| column.printed).count()
    }
}

impl<R> Default for Columns<'_, R> {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the rows of a table lie once it is on a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    sheet: String,
    first: u32,
    last: u32,
    titles: Vec<Cow<'static, str>>,
    caption: String,
}

/// The tables that are already on a sheet, by name. A table that is too long for one sheet has
/// several parts.
pub(crate) type Tables = BTreeMap<&'static str, Vec<Located>>;

impl Located {
    /// The range of a column, for other sheets; `None` where there is no such column.
    #[must_use]
    pub(crate) fn range(&self, title: &str) -> Option<String> {
        let col = column_letters(self.column(title)?);
        let (first, last) = (u64::from(self.first) + 1, u64::from(self.last) + 1);
        Some(format!(
            "'{}'!${col}${first}:${col}${last}",
            self.sheet.replace('\'', "''")
        ))
    }

    /// The number of a column, counted from 0.
    #[must_use]
    pub(crate) fn column(&self, title: &str) -> Option<u32> {
        let index = self.titles.iter().position(|known| *known == title)?;
        u32::try_from(index).ok()
    }

    /// The sheet it lies on.
    #[must_use]
    pub(crate) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// With the words that stand above it, for the charts that draw it.
    #[must_use]
    pub(crate) fn captioned(mut self, caption: String) -> Self {
        self.caption = caption;
        self
    }

    /// The words that stand above it.
    #[must_use]
    pub(crate) fn caption(&self) -> &str {
        &self.caption
    }

    /// Whether it has more than [`LIVE_ROWS`] rows.
    #[must_use]
    pub(crate) const fn is_long(&self) -> bool {
        self.last - self.first >= LIVE_ROWS
    }

    /// The first and the last row, counted from 0.
    #[must_use]
    pub(crate) const fn rows(&self) -> (u32, u32) {
        (self.first, self.last)
    }
}

/// Puts a section at the end of a sheet: its table, or the word that there is nothing.
pub(crate) fn section<'a, R>(
    sheet: &mut Sheet<'a>,
    columns: &Columns<'a, R>,
    rows: &[R],
    tables: &Tables,
) {
    if rows.is_empty() {
        sheet.remark("没有。");
        widen(sheet, columns);
    } else {
        place(sheet, columns, rows, tables);
    }
    sheet.gap();
}

/// Puts a table at the end of a sheet and says where it lies. A table without rows keeps one empty
/// row, so that formulas have something to refer to.
pub(crate) fn place<'a, R>(
    sheet: &mut Sheet<'a>,
    columns: &Columns<'a, R>,
    rows: &[R],
    tables: &Tables,
) -> Located {
    let head = sheet.next_row();
    sheet.push(
        columns
            .iter()
            .map(|column| {
                let tone = if column.input.is_some() {
                    Tone::InputHead
                } else {
                    Tone::Head
                };
                Content::text(column.title.clone()).looking(Kind::Prose.toned(tone))
            })
            .collect(),
    );
    let first = head + 1;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    let located = Located {
        sheet: sheet.name.clone(),
        first,
        last: head + count,
        titles: columns.iter().map(|column| column.title.clone()).collect(),
        caption: String::new(),
    };
    let mut still = false;
    for (row_number, row) in (first..).zip(rows) {
        let here = Here {
            table: &located,
            row: row_number,
            tables,
        };
        let cells: Vec<Cell<'a>> = columns
            .iter()
            .map(|column| (column.fill)(row, &here).looking(body(column)))
            .collect();
        still |= cells.iter().any(Cell::is_still);
        sheet.push(cells);
    }
    if still {
        sheet.remark_further(head, &format!(
            "本表超过 {LIVE_ROWS} 行，名次以及取自其他表的数为数值，填写复核得分后不随之更新；重新汇总后更新。"
        ));
    }
    if rows.is_empty() {
        sheet.push(
            columns
                .iter()
                .map(|column| Content::Blank.looking(body(column)))
                .collect(),
        );
    }
    let at_first = Here {
        table: &located,
        row: first,
        tables,
    };
    for (col, column) in (0..).zip(columns.iter()) {
        let (from, to) = (CellRef::new(first, col), CellRef::new(located.last, col));
        if let Some(sign) = &column.sign {
            sheet.marks.push(Mark {
                first: from,
                last: to,
                sign: sign.clone(),
            });
        }
        if let Some(rule) = column.input {
            sheet.inputs.push(Input {
                first: from,
                last: to,
                rule: rule(&at_first),
            });
        }
    }
    widen(sheet, columns);
    located
}

fn body<R>(column: &Column<'_, R>) -> super::cell::Look {
    column.kind.toned(if column.input.is_some() {
        Tone::Input
    } else {
        Tone::Body
    })
}

/// Gives the sheet the widths and the printed part of its widest table.
fn widen<R>(sheet: &mut Sheet<'_>, columns: &Columns<'_, R>) {
    for (index, column) in columns.iter().enumerate() {
        match sheet.widths.get_mut(index) {
            Some(width) => *width = (*width).max(column.width),
            None => sheet.widths.push(column.width),
        }
    }
    sheet.printed = sheet
        .printed
        .max(u16::try_from(columns.printed()).unwrap_or(u16::MAX));
}

/// Makes a table the sheet's one great table: heads frozen and repeated, rows filtered.
pub(crate) fn govern(sheet: &mut Sheet<'_>, table: &Located, frozen_columns: u32) {
    let head = table.first.saturating_sub(1);
    let last_column = u32::try_from(table.titles.len().saturating_sub(1)).unwrap_or(0);
    sheet.frozen = Some(CellRef::new(table.first, frozen_columns));
    sheet.repeated = Some((head, head));
    sheet.filter = Some((CellRef::new(head, 0), CellRef::new(table.last, last_column)));
}

/// Adds a row of totals below a table. `fill` is asked for each column by its title.
pub(crate) fn total<'a, R>(
    sheet: &mut Sheet<'a>,
    columns: &Columns<'a, R>,
    table: &Located,
    tables: &Tables,
    fill: impl Fn(&str, &Here<'_>) -> Content<'a>,
) {
    let here = Here {
        table,
        row: sheet.next_row(),
        tables,
    };
    let row: Vec<Cell<'a>> = columns
        .iter()
        .map(|column| fill(&column.title, &here).looking(column.kind.toned(Tone::Total)))
        .collect();
    sheet.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::sample::dec;
    use crate::report::recalculate::recalculate;
    use rust_decimal::Decimal;

    /// A table of so many rows with a rank and a difference, recalculated.
    fn table(rows: usize) -> Sheet<'static> {
        let mut columns: Columns<'_, usize> = Columns::new();
        columns.add("值", 6, Kind::Count, |row, _| Content::count(*row));
        columns.add("名次", 6, Kind::Count, |_, here| {
            here.formula("COUNTIFS({[值]},\">\"&{值})+1")
        });
        columns.add("差", 6, Kind::Count, |_, here| here.formula("{值}-1"));
        let rows: Vec<usize> = (1..=rows).collect();
        let mut sheet = Sheet::new("表");
        sheet.remark("共若干行。");
        place(&mut sheet, &columns, &rows, &Tables::new());
        let mut sheets = [sheet];
        assert_eq!(recalculate(&mut sheets).faults, []);
        let [sheet] = sheets;
        sheet
    }

    #[test]
    fn ranks_are_live_up_to_a_size_and_values_beyond_it() {
        let remark = |sheet: &Sheet<'_>| format!("{:?}", sheet.rows[0]);
        let short = table(3_000);
        assert!(matches!(short.rows[2][1].content, Content::Formula(_)));
        assert!(!remark(&short).contains("不随之更新"));

        let long = table(3_001);
        // The first row holds 1, the least of 3,001.
        let first = &long.rows[2];
        assert!(matches!(&first[1].content, Content::Number(rank) if *rank == dec("3001")));
        assert!(
            matches!(&first[2].content, Content::Formula(_)),
            "what looks at its own row alone stays live"
        );
        assert!(remark(&long).contains("本表超过 3000 行"));
        let last = &long.rows[3_002];
        assert!(matches!(&last[1].content, Content::Number(rank) if *rank == Decimal::ONE));
    }
}
