//! What one unit sends for one year: a file, its name, the forms in it.

use std::error::Error;

use rust_decimal::Decimal;

use super::book::{self, Book, Frame};
use super::catalogue::{DEPARTMENT, PROJECT};
use super::draw::{Place, draw};
use super::formats::{self, Format};
use super::habits::Habits;
use super::layouts::Layout;
use super::mistakes::Mistake;
use super::page::{Page, a1};
use super::random::Random;
use super::units::Unit;
use super::{District, Form, LAST_YEAR, Options, Planted};

/// A form on its sheet.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) book: Book,
    pub(super) layout: &'static Layout,
    name: String,
}

/// A file with one form or more.
#[derive(Clone)]
pub(super) struct Submission {
    pub(super) sheets: Vec<Sheet>,
    habits: Habits,
    format: Format,
    /// The file's path without its ending.
    pub(super) stem: String,
    pub(super) perfect: bool,
    pub(super) superseded: bool,
    /// What was planted on the first sheet.
    planted: Option<(&'static str, Vec<&'static str>, Vec<Place>)>,
}

const SHEETS: [&str; 5] = [
    "自评表",
    "Sheet1",
    "部门整体支出绩效自评表",
    "附表1 自评表",
    "整体自评",
];

/// All that a unit sends, year by year.
pub(super) fn of_unit(unit: &Unit, options: Options, random: &mut Random) -> Vec<Submission> {
    let mut sent: Vec<Submission> = Vec::new();
    let mut before: Option<(Book, &'static Layout)> = None;
    let habits = Habits::new(random);
    let mut format = format(random);
    for year in LAST_YEAR + 1 - options.years..=LAST_YEAR {
        if random.chance(20) {
            format = self::format(random);
        }
        let kept = before
            .as_ref()
            .map(|(_, layout)| *layout)
            .filter(|_| random.chance(75));
        let layout = kept.unwrap_or_else(|| random.pick(DEPARTMENT));
        let last = before.as_ref().map(|(book, _)| book);
        let book = book::department(unit, year, layout.frame, layout.funds, last, random);
        let name = (*random.pick(&SHEETS)).to_owned();
        let mut submission = Submission {
            sheets: vec![Sheet {
                book: book.clone(),
                layout,
                name,
            }],
            habits,
            format,
            stem: stem(unit, year, random),
            perfect: true,
            superseded: false,
            planted: None,
        };
        let projects = if random.chance(15) {
            random.between(1, 3)
        } else {
            0
        };
        let together = submission.format.has_sheets() && random.chance(50);
        let mut apart = Vec::new();
        for book in book::projects(&book, projects, &[Frame::Ten], random) {
            let name = book.project.clone().unwrap_or_default();
            let sheet = Sheet {
                book,
                layout: random.pick(PROJECT),
                name,
            };
            if together {
                submission.sheets.push(sheet);
            } else {
                apart.push(Submission {
                    stem: format!("{year}/项目支出/{}-{}", unit.short, sheet.name),
                    sheets: vec![sheet],
                    ..submission.clone()
                });
            }
        }
        sent.push(submission);
        sent.extend(apart);
        before = Some((book, layout));
    }
    sent
}

fn format(random: &mut Random) -> Format {
    match random.between(1, 100) {
        1..=58 => Format::Xlsx,
        59..=67 => Format::Docx,
        68..=72 => Format::CsvGb,
        73..=76 => Format::CsvUtf8,
        77..=84 => Format::HtmlXls,
        85..=92 => Format::Xml2003,
        _ => Format::Ods,
    }
}

fn stem(unit: &Unit, year: i64, random: &mut Random) -> String {
    let Unit {
        name, short, code, ..
    } = unit;
    match random.between(0, 7) {
        0 => format!("{year}/{code}{short}"),
        1 => format!("{year}/{short}自评表"),
        2 => format!("{year}年/{name}{year}年度部门整体支出绩效自评表"),
        3 => format!("{year}/附件2 {short}自评表"),
        4 => format!("{year}/{code}-{short}（修改）"),
        5 => format!("{year}/{short}/自评表"),
        6 => format!("{name}/{year}年自评表"),
        _ => format!("{year}/{short} {year}"),
    }
}

impl Submission {
    fn book(&self) -> &Book {
        &self.sheets[0].book
    }

    pub(super) fn unit(&self) -> &Unit {
        &self.book().unit
    }

    pub(super) fn year(&self) -> i64 {
        self.book().year
    }

    fn is_department(&self) -> bool {
        self.book().project.is_none()
    }

    /// Whether it holds a department's own form of a year.
    pub(super) fn is_department_of(&self, year: i64) -> bool {
        self.is_department() && self.book().year == year
    }

    /// Makes a mistake, if there is room for it.
    pub(super) fn spoil(&mut self, mistake: &Mistake, has_roster: bool) -> bool {
        if mistake.rules.contains(&"M02") && !has_roster {
            return false;
        }
        let sheet = &mut self.sheets[0];
        let mut book = sheet.book.clone();
        let Some(places) = mistake.make(&mut book, sheet.layout) else {
            return false;
        };
        sheet.book = book;
        self.planted(mistake.name, mistake.rules, places);
        true
    }

    /// Says what was planted, and where any of these rules should find it.
    pub(super) fn planted(
        &mut self,
        what: &'static str,
        rules: &[&'static str],
        places: Vec<Place>,
    ) {
        self.perfect = false;
        self.planted = Some((what, rules.to_vec(), places));
    }

    pub(super) fn path(&self) -> String {
        format!("{}.{}", self.stem, self.format.ending())
    }

    /// Writes the file, and says what it holds.
    pub(super) fn file(&self, district: &mut District) -> Result<(), Box<dyn Error>> {
        let path = self.path();
        let mut pages = Vec::new();
        if self.format.has_sheets() && self.sheets[0].layout.cover {
            pages.push(self.cover());
        }
        for (at, sheet) in self.sheets.iter().enumerate() {
            let drawn = draw(&sheet.book, sheet.layout, &self.habits, &sheet.name);
            let named = Some(sheet.name.clone()).filter(|_| self.format.has_sheets());
            if let Some((what, rules, places)) = self.planted.as_ref().filter(|_| at == 0) {
                let cells = places.iter().filter_map(|place| drawn.places.get(place));
                district.planted.push(Planted {
                    what,
                    rules: rules.clone(),
                    unit: sheet.book.unit.name.clone(),
                    year: sheet.book.year,
                    path: Some(path.clone()),
                    sheet: named.clone(),
                    cells: cells.map(|at| a1(*at)).collect(),
                });
            }
            let total = sheet.book.funds.first();
            district.forms.push(Form {
                path: path.clone(),
                sheet: named,
                unit: sheet.book.unit.name.clone(),
                year: sheet.book.year,
                project: sheet.book.project.clone(),
                total: sheet.book.total,
                spent: total.map_or((Decimal::ZERO, Decimal::ZERO), |fund| {
                    (fund.adjusted, fund.executed)
                }),
                layout: sheet.layout.name,
                perfect: self.perfect,
                superseded: self.superseded,
            });
            pages.push(drawn.page);
        }
        district
            .files
            .insert(path, formats::bytes(&pages, self.format)?);
        Ok(())
    }

    fn cover(&self) -> Page {
        let book = self.book();
        let mut page = Page::named("封面");
        page.text((2, 0), format!("{}年度部门整体支出绩效自评材料", book.year));
        page.merge((2, 0), (2, 5));
        page.text((6, 1), "报送单位：");
        page.text((6, 2), book.unit.name.clone());
        page.text((8, 1), "报送日期：");
        page.text((8, 2), format!("{}年3月", book.year + 1));
        page
    }
}
