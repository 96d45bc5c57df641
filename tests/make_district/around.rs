//! Mistakes around the forms: what was not sent, sent twice or copied.

use rust_decimal::Decimal;

use super::book::Book;
use super::draw::Place;
use super::submission::Submission;
use super::{LAST_YEAR, Options, Planted};

/// A district's submissions while mistakes are made in them.
pub(super) struct Folder {
    pub(super) submissions: Vec<Submission>,
    pub(super) planted: Vec<Planted>,
    /// Which of them are not sent.
    gone: Vec<usize>,
    options: Options,
}

/// A mistake at one of the submissions; whether there was room for it.
type Around = fn(&mut Folder, usize) -> bool;

/// All of them.
pub(super) const AROUND: &[Around] = &[
    Folder::not_sent,
    Folder::sent_twice,
    Folder::copied_from_last_year,
    Folder::copied_from_another,
    Folder::title_of_another_year,
];

impl Folder {
    pub(super) fn new(submissions: Vec<Submission>, options: Options) -> Self {
        Self {
            submissions,
            planted: Vec::new(),
            gone: Vec::new(),
            options,
        }
    }

    /// Takes away what is not sent.
    pub(super) fn close(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        let mut at = 0;
        self.submissions.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }

    fn not_sent(&mut self, at: usize) -> bool {
        if !self.options.roster || self.options.units < 2 {
            return false;
        }
        let unit = self.submissions[at].unit().name.clone();
        for (other, submission) in self.submissions.iter_mut().enumerate() {
            if submission.unit().name == unit && submission.year() == LAST_YEAR {
                submission.perfect = false;
                self.gone.push(other);
            }
        }
        self.planted.push(Planted {
            what: "not sent",
            rules: vec!["M01"],
            unit,
            year: LAST_YEAR,
            path: None,
            sheet: None,
            cells: Vec::new(),
        });
        true
    }

    fn sent_twice(&mut self, at: usize) -> bool {
        let newer = &mut self.submissions[at];
        if newer.stem.contains("修改") || newer.sheets.len() > 1 {
            return false;
        }
        let mut older = newer.clone();
        older.superseded = true;
        older.perfect = false;
        older.sheets[0].book.total -= Decimal::ONE;
        newer.stem.push_str("（修改）");
        newer.perfect = false;
        self.planted.push(Planted {
            what: "sent twice",
            rules: Vec::new(),
            unit: older.unit().name.clone(),
            year: LAST_YEAR,
            path: Some(older.path()),
            sheet: None,
            cells: Vec::new(),
        });
        self.submissions.push(older);
        true
    }

    /// The first department's form of a year in this one's layout, of which something holds.
    fn like(&self, at: usize, year: i64, holds: impl Fn(&Submission) -> bool) -> Option<usize> {
        let layout = self.submissions[at].sheets[0].layout.name;
        self.submissions
            .iter()
            .enumerate()
            .position(|(other, one)| {
                other != at
                    && one.is_department_of(year)
                    && one.sheets[0].layout.name == layout
                    && holds(one)
            })
    }

    fn copied_from_last_year(&mut self, at: usize) -> bool {
        let unit = self.submissions[at].unit().name.clone();
        let Some(last) = self.like(at, LAST_YEAR - 1, |one| one.unit().name == unit) else {
            return false;
        };
        let rows = self.submissions[last].sheets[0].book.rows.clone();
        let copy = &mut self.submissions[at];
        copy.sheets[0].book.rows = rows;
        copy.sheets[0].book.settle();
        copy.planted("copied from last year", &["Y02"], Vec::new());
        true
    }

    fn copied_from_another(&mut self, at: usize) -> bool {
        let Some(other) = self.like(at, LAST_YEAR, |one| one.perfect) else {
            return false;
        };
        let source = &mut self.submissions[other];
        // What it was copied from is found, too.
        source.perfect = false;
        let book = source.sheets[0].book.clone();
        let copy = &mut self.submissions[at];
        let own = &mut copy.sheets[0].book;
        *own = Book {
            unit: own.unit.clone(),
            person: own.person.clone(),
            ..book
        };
        copy.planted("copied from another unit", &["M09", "Y01"], Vec::new());
        true
    }

    fn title_of_another_year(&mut self, at: usize) -> bool {
        // Folder and file name agree against the title.
        let submission = &mut self.submissions[at];
        if submission.stem.matches(&LAST_YEAR.to_string()).count() < 2 {
            return false;
        }
        submission.sheets[0].book.title_year -= 1;
        submission.planted("title of another year", &["M04"], vec![Place::Year]);
        true
    }
}
