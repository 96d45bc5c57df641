//! A maker of districts: the folder of self-evaluations that a bureau receives, from a seed. The books
//! are perfect by construction; the mistakes that are planted in them are told with the rule and the
//! cell that should find them.

mod around;
mod bank;
mod book;
mod catalogue;
mod cells;
mod draw;
mod formats;
mod funds;
mod habits;
mod layouts;
mod mistakes;
mod page;
pub(crate) mod random;
mod roster;
mod rows;
mod submission;
mod units;
mod words;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rust_decimal::Decimal;

use around::{AROUND, Folder};
use mistakes::CATALOGUE;
use random::Random;

/// The last year of every district.
pub(crate) const LAST_YEAR: i64 = 2023;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) seed: u64,
    pub(crate) units: usize,
    pub(crate) years: i64,
    /// So many mistakes, in as many units; fewer where the district has no room for them.
    pub(crate) mistakes: usize,
    /// A list of the units that have to report.
    pub(crate) roster: bool,
}

/// A form as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) path: String,
    /// The sheet's name, in files that have named sheets.
    pub(crate) sheet: Option<String>,
    pub(crate) unit: String,
    pub(crate) year: i64,
    pub(crate) project: Option<String>,
    /// The total that it states.
    pub(crate) total: Decimal,
    /// Adjusted and executed, in 万元.
    pub(crate) spent: (Decimal, Decimal),
    pub(crate) layout: &'static str,
    /// Nothing is wrong with it.
    pub(crate) perfect: bool,
    /// A newer version of it lies beside it.
    pub(crate) superseded: bool,
}

/// A mistake that was planted, and how it should be found.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) what: &'static str,
    /// Any of these rules is right.
    pub(crate) rules: Vec<&'static str>,
    pub(crate) unit: String,
    pub(crate) year: i64,
    /// The file, the sheet in files that have named ones, and the cells of which any is right; none
    /// where the mistake has no cell.
    pub(crate) path: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) cells: Vec<String>,
}

/// A district.
#[derive(Debug, Default)]
pub(crate) struct District {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) forms: Vec<Form>,
    pub(crate) planted: Vec<Planted>,
}

impl District {
    /// Writes all files below a folder, with the dates of the spring after the last year.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        // 10 March 2024.
        let saved = SystemTime::UNIX_EPOCH + Duration::from_secs(1_710_028_800);
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            let mut file = File::create(path)?;
            file.write_all(bytes)?;
            file.set_modified(saved)?;
        }
        Ok(())
    }
}

/// Makes a district: the same one for the same options.
pub(crate) fn make(options: Options) -> Result<District, Box<dyn Error>> {
    let units = units::units(options.seed, options.units);
    let mut submissions = Vec::new();
    for (at, unit) in (100_u64..).zip(&units) {
        submissions.extend(submission::of_unit(
            unit,
            options,
            &mut Random::of(options.seed, at),
        ));
    }
    let mut folder = Folder::new(submissions, options);
    plant(&mut folder, options);
    folder.close();
    let mut district = District {
        planted: folder.planted,
        ..District::default()
    };
    for submission in &folder.submissions {
        submission.file(&mut district)?;
    }
    if options.roster {
        let bytes = roster::bytes(units::district(options.seed), &units)?;
        district.files.insert("应报单位名单.xlsx".to_owned(), bytes);
    }
    Ok(district)
}

/// Makes the mistakes, each in a unit of its own.
fn plant(folder: &mut Folder, options: Options) {
    let mut random = Random::of(options.seed, 3);
    let last: Vec<usize> = (0..folder.submissions.len())
        .filter(|at| folder.submissions[*at].is_department_of(LAST_YEAR))
        .collect();
    let mut free = random.shuffled(last);
    let kinds = CATALOGUE.len() + AROUND.len();
    let order = random.shuffled((0..kinds).collect());
    let mut made = 0;
    for kind in order
        .iter()
        .copied()
        .cycle()
        .take(kinds.max(options.mistakes) * 2)
    {
        if free.is_empty() || made >= options.mistakes {
            break;
        }
        let done = free.iter().position(|at| {
            // A book that another was copied from stays as it is.
            folder.submissions[*at].perfect
                && match CATALOGUE.get(kind) {
                    Some(mistake) => folder.submissions[*at].spoil(mistake, options.roster),
                    None => AROUND[kind - CATALOGUE.len()](folder, *at),
                }
        });
        if let Some(place) = done {
            free.remove(place);
            made += 1;
        }
    }
}
