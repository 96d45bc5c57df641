//! A book in a layout: the sheet, and where on it each fact stands.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::{Book, Row};
use super::habits::Habits;
use super::layouts::{Amount, Column, Head, Layout, Tail, Total};
use super::page::{At, Content, Page};
use super::words;

/// A fact that a mistake may be about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    Fund(usize, Amount),
    Row(usize, Column),
    Total,
    Grade,
    Filled,
    Year,
}

/// A drawn form.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) page: Page,
    pub(crate) places: BTreeMap<Place, At>,
}

/// Draws a book.
pub(crate) fn draw(book: &Book, layout: &Layout, habits: &Habits, sheet: &str) -> Drawn {
    let side = u32::from(layout.side.is_some());
    let amounts = count(layout.amounts.len());
    let mut pen = Pen {
        book,
        layout,
        habits,
        width: (count(layout.columns.len()) + side).max(amounts + 1),
        row: 0,
        drawn: Drawn {
            page: Page::named(sheet),
            places: BTreeMap::new(),
        },
    };
    pen.titles();
    pen.head();
    if !layout.budget_below {
        pen.budget();
    }
    if layout.goals {
        pen.goals();
    }
    pen.indicators();
    if layout.budget_below {
        pen.budget();
    }
    pen.tail();
    pen.drawn
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(super) struct Pen<'a> {
    pub(super) book: &'a Book,
    pub(super) layout: &'a Layout,
    pub(super) habits: &'a Habits,
    width: u32,
    row: u32,
    drawn: Drawn,
}

impl Pen<'_> {
    /// A text over columns of this row.
    fn across(&mut self, first: u32, last: u32, content: Content) {
        let row = self.row;
        self.drawn.page.put((row, first), content);
        self.drawn.page.merge((row, first), (row, last.max(first)));
    }

    fn line(&mut self, text: &str) {
        self.across(0, self.width - 1, Content::Text(text.to_owned()));
        self.row += 1;
    }

    fn at(&mut self, place: Place, column: u32) {
        self.drawn.places.insert(place, (self.row, column));
    }

    fn titles(&mut self) {
        if self.layout.annex {
            self.drawn.page.text((self.row, 0), "附件1");
            self.row += 1;
        }
        let year = self.book.title_year;
        let title = match (&self.book.project, self.layout.year_in_title) {
            (_, true) => format!("{year}年度{}", self.layout.title),
            (_, false) => self.layout.title.to_owned(),
        };
        self.at(Place::Year, 0);
        self.line(&title);
        if !self.layout.year_in_title {
            self.at(Place::Year, 0);
            self.line(&format!("（{year}年度）"));
        }
    }

    /// Columns where four parts of a row begin and end.
    fn quarters(&self) -> [(u32, u32); 4] {
        let half = self.width / 2;
        let label = u32::from(self.width >= 8);
        [
            (0, label),
            (label + 1, half - 1),
            (half, half + label),
            (half + label + 1, self.width - 1),
        ]
    }

    fn pair(&mut self, first: (&str, Content), second: (&str, Content)) {
        let [a, b, c, d] = self.quarters();
        for (part, content) in [
            (a, Content::Text(first.0.to_owned())),
            (b, first.1),
            (c, Content::Text(second.0.to_owned())),
            (d, second.1),
        ] {
            self.across(part.0, part.1, content);
        }
    }

    fn head(&mut self) {
        let book = self.book;
        let habits = self.habits;
        let unit = habits.text(&book.unit.name);
        let filled = habits.date(book.year + 1, book.filled.0, book.filled.1);
        let date_at = self.quarters()[3].0;
        match self.layout.head {
            Head::Pair if self.layout.total == Total::Head => {
                self.pair(
                    ("部门（单位）名称", unit),
                    (self.layout.total_label, habits.marks(book.total)),
                );
                self.at(Place::Total, date_at);
                self.row += 1;
                self.pair(
                    ("部门联系人", habits.text(&book.person)),
                    ("联系电话", Content::Text("60000000".to_owned())),
                );
            }
            Head::Pair => {
                self.pair(("部门名称", unit), ("填报日期", filled));
                self.at(Place::Filled, date_at);
            }
            Head::TwoPairs => {
                self.pair(("单位名称", unit), ("填报日期", filled));
                self.at(Place::Filled, date_at);
                self.row += 1;
                self.pair(
                    ("联系人", habits.text(&book.person)),
                    ("联系电话", Content::Text("60000000".to_owned())),
                );
            }
            Head::InLine => {
                let unit_of_amounts = if self.layout.yuan { "元" } else { "万元" };
                let last = self.width - 1;
                self.across(
                    0,
                    last - 2,
                    Content::Text(format!("部门名称：{}", book.unit.name)),
                );
                self.across(
                    last - 1,
                    last,
                    Content::Text(format!("金额单位：{unit_of_amounts}")),
                );
            }
            Head::Project => {
                let name = book.project.clone().unwrap_or_default();
                let [a, b, ..] = self.quarters();
                let last = self.width - 1;
                self.across(a.0, a.1, Content::Text("项目名称".to_owned()));
                self.across(b.0, last, Content::Text(name));
                self.row += 1;
                let unit_again = habits.text(&book.unit.name);
                self.pair(("主管部门", unit), ("实施单位", unit_again));
            }
        }
        self.row += 1;
    }

    /// Where each column of the budget block begins and ends; the label has what is over.
    fn amount_columns(&self) -> Vec<(u32, u32)> {
        let over = self.width - 1 - count(self.layout.amounts.len());
        let mut next = 1;
        self.layout
            .amounts
            .iter()
            .map(|(amount, _)| {
                let more = if *amount == Amount::Label { over } else { 0 };
                let columns = (next, next + more);
                next = columns.1 + 1;
                columns
            })
            .collect()
    }

    fn budget(&mut self) {
        let first = self.row;
        let columns = self.amount_columns();
        let label = self.habits.label(self.layout.budget);
        self.drawn.page.text((first, 0), label);
        for ((_, heading), (from, to)) in self.layout.amounts.iter().zip(&columns) {
            let heading = self.habits.label(heading);
            self.across(*from, *to, Content::Text(heading));
        }
        self.row += 1;
        let mut order: Vec<usize> = (0..self.book.funds.len()).collect();
        if self.layout.total_last {
            order.rotate_left(1);
        }
        for fund in order {
            for ((amount, _), (from, to)) in self.layout.amounts.iter().zip(&columns) {
                let content = self.amount(fund, *amount);
                self.across(*from, *to, content);
                self.at(Place::Fund(fund, *amount), *from);
            }
            self.row += 1;
        }
        self.drawn.page.merge((first, 0), (self.row - 1, 0));
    }

    fn goals(&mut self) {
        let half = 1 + (self.width - 1) / 2;
        let last = self.width - 1;
        self.drawn
            .page
            .text((self.row, 0), self.habits.label("年度总体目标"));
        self.drawn.page.merge((self.row, 0), (self.row + 1, 0));
        for (planned, done) in [
            ("预期目标".to_owned(), "实际完成情况".to_owned()),
            (
                words::goals(self.book, false),
                words::goals(self.book, true),
            ),
        ] {
            self.across(1, half - 1, Content::Text(planned));
            self.across(half, last, Content::Text(done));
            self.row += 1;
        }
    }

    /// Where a column of the indicator table begins and ends; the last one has what is over.
    fn indicator_columns(&self) -> Vec<(Column, u32, u32)> {
        let side = u32::from(self.layout.side.is_some());
        let last = count(self.layout.columns.len()) - 1;
        (0..)
            .zip(self.layout.columns)
            .map(|(at, (column, _))| {
                let to = if at == last {
                    self.width - 1
                } else {
                    side + at
                };
                (*column, side + at, to)
            })
            .collect()
    }

    fn indicators(&mut self) {
        let first = self.row;
        let columns = self.indicator_columns();
        self.headings(&columns);
        let mut done = 0;
        while let Some(row) = self.book.rows.get(done) {
            let level1 = row.of.level1();
            let group = self.book.rows[done..]
                .iter()
                .take_while(|row| row.of.level1() == level1)
                .count();
            self.group(done, group, &columns);
            done += group;
        }
        if let Some(side) = self.layout.side {
            self.drawn.page.text((first, 0), self.habits.label(side));
            self.drawn.page.merge((first, 0), (self.row - 1, 0));
        }
        if self.layout.total == Total::Foot {
            let sums = (self.layout.total_label, self.book.weights, self.book.total);
            let row = self.row;
            self.sums(sums, &columns);
            if let Some((_, from, _)) = columns.iter().find(|(column, ..)| *column == Column::Score)
            {
                self.drawn.places.insert(Place::Total, (row, *from));
            }
            self.grade(row, &columns);
        }
    }

    /// The grade stands behind the total, in the last column.
    fn grade(&mut self, row: u32, columns: &[(Column, u32, u32)]) {
        if let Some((_, from, to)) = columns.last().filter(|_| self.layout.grade) {
            self.drawn.page.text((row, *from), self.book.grade);
            self.drawn.page.merge((row, *from), (row, *to));
            self.drawn.places.insert(Place::Grade, (row, *from));
        }
    }

    fn headings(&mut self, columns: &[(Column, u32, u32)]) {
        let split = |column: Column| matches!(column, Column::Sign | Column::Figure | Column::Unit);
        let (row, page) = (self.row, &mut self.drawn.page);
        for ((column, from, to), (_, heading)) in columns.iter().zip(self.layout.columns) {
            let heading = self.habits.label(heading);
            if !self.layout.two_rows {
                page.text((row, *from), heading);
                page.merge((row, *from), (row, *to));
            } else if split(*column) {
                page.text((row + 1, *from), heading);
            } else {
                page.text((row, *from), heading);
                page.merge((row, *from), (row + 1, *to));
            }
        }
        if self.layout.two_rows {
            let mut common = columns.iter().filter(|(column, ..)| split(*column));
            if let (Some(first), Some(last)) = (common.next(), common.next_back()) {
                page.text((row, first.1), "年度指标值");
                page.merge((row, first.1), (row, last.2));
            }
            self.row += 1;
        }
        self.row += 1;
    }

    /// The rows of one level-1 heading.
    fn group(&mut self, start: usize, length: usize, columns: &[(Column, u32, u32)]) {
        let first = self.row;
        for at in start..start + length {
            let row = &self.book.rows[at];
            for (column, from, to) in columns {
                let content = self.cell(row, *column);
                self.across(*from, *to, content);
                self.at(Place::Row(at, *column), *from);
            }
            self.row += 1;
        }
        for (column, from, _) in columns {
            let starts_new = |at: usize| match column {
                Column::Level1 => at == start,
                Column::Level2 => {
                    at == start || self.book.rows[at].of.level2 != self.book.rows[at - 1].of.level2
                }
                _ => true,
            };
            if self.layout.levels_repeated || !matches!(column, Column::Level1 | Column::Level2) {
                continue;
            }
            let mut begins: Vec<usize> = (start..start + length)
                .filter(|at| starts_new(*at))
                .collect();
            begins.push(start + length);
            for pair in begins.windows(2) {
                let [begin, end] = [pair[0], pair[1]].map(|at| first + count(at - start));
                for row in begin + 1..end {
                    self.drawn.page.cells.remove(&(row, *from));
                }
                self.drawn.page.merge((begin, *from), (end - 1, *from));
            }
        }
        if self.layout.subtotals {
            let rows = &self.book.rows[start..start + length];
            let label = format!("{}小计", rows[0].of.level1());
            let sum = |of: fn(&Row) -> Option<Decimal>| rows.iter().filter_map(of).sum();
            self.sums(
                (&label, sum(|row| row.weight), sum(|row| row.score)),
                columns,
            );
        }
    }

    /// A row of sums: the label over what stands before the marks.
    fn sums(&mut self, sums: (&str, Decimal, Decimal), columns: &[(Column, u32, u32)]) {
        let side = u32::from(self.layout.side.is_some());
        let marks = |column: Column| matches!(column, Column::Weight | Column::Score);
        let first = columns
            .iter()
            .find(|(column, ..)| marks(*column))
            .map_or(1, |found| found.1);
        // The side label ends above the total.
        let from = if sums.0.ends_with("小计") { side } else { 0 };
        self.across(from, first - 1, Content::Text(self.habits.label(sums.0)));
        for (column, at, _) in columns {
            match column {
                Column::Weight => self.across(*at, *at, self.habits.marks(sums.1)),
                Column::Score => self.across(*at, *at, self.habits.marks(sums.2)),
                _ => {}
            }
        }
        self.row += 1;
    }

    fn tail(&mut self) {
        let book = self.book;
        match self.layout.tail {
            Tail::Nothing => {}
            Tail::Narratives => {
                for (label, text) in [
                    ("评价结论", words::conclusion(book)),
                    ("存在问题", words::problem(book, false)),
                    ("改进措施", words::problem(book, true)),
                ] {
                    let last = self.width - 1;
                    self.drawn.page.text((self.row, 0), label);
                    self.across(1, last, Content::Text(text));
                    self.row += 1;
                }
            }
            Tail::Notes => {
                self.line("注：1.定量指标未完成的按完成比例计分。2.定性指标按达成、部分达成、未达成三档计分。");
            }
            Tail::Signatures => {
                let half = self.width / 2;
                self.across(
                    0,
                    half - 1,
                    Content::Text(format!("填表人：{}", book.person)),
                );
                self.across(
                    half,
                    self.width - 1,
                    Content::Text("负责人：褚某某".to_owned()),
                );
                self.row += 1;
            }
        }
        let told = self
            .layout
            .amounts
            .iter()
            .any(|(amount, _)| *amount == Amount::Reason);
        if !book.spending.is_empty() && !told {
            let text = format!("{}。", book.spending);
            if book.filled.1 % 2 == 0 {
                self.line(&format!("说明：{text}"));
            } else {
                let last = self.width - 1;
                self.drawn.page.text((self.row, 0), "其他需要说明的问题");
                self.across(1, last, Content::Text(text));
                self.row += 1;
            }
        }
    }
}
