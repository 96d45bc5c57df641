//! Writes the folder of an invented district: `cargo run --example make_district -- OUT --units 30
//! --years 2 --seed 7 [--mistakes 12] [--roster]`. Without `--mistakes` (or with `--clean`) all books
//! are perfect. What was planted goes to the standard output: file, sheet, cells, rules, what it is.

#[path = "mod.rs"]
mod make_district;

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use make_district::{LAST_YEAR, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options {
        seed: 1,
        units: 30,
        years: 1,
        mistakes: 0,
        roster: false,
    };
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("{argument} needs a number"))
        };
        match argument.as_str() {
            "--units" => options.units = value()?.parse()?,
            "--years" => options.years = value()?.parse()?,
            "--seed" => options.seed = value()?.parse()?,
            "--mistakes" => options.mistakes = value()?.parse()?,
            "--clean" => options.mistakes = 0,
            "--roster" => options.roster = true,
            _ if argument.starts_with("--") => return Err(format!("unknown: {argument}").into()),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or("which folder?")?;
    let district = make_district::make(options)?;
    district.write(&folder)?;
    let mut out = std::io::stdout().lock();
    for planted in &district.planted {
        writeln!(
            out,
            "{} {}\t{}\t{}\t{}\t{}\t{}",
            planted.unit,
            planted.year,
            planted.path.as_deref().unwrap_or("-"),
            planted.sheet.as_deref().unwrap_or("-"),
            planted.cells.join(" "),
            planted.rules.join(" "),
            planted.what,
        )?;
    }
    let (forms, files) = (district.forms.len(), district.files.len());
    let perfect = district.forms.iter().filter(|form| form.perfect).count();
    writeln!(
        out,
        "{forms} forms ({perfect} perfect) in {files} files, up to {LAST_YEAR}"
    )?;
    for form in &district.forms {
        writeln!(
            out,
            "{}\t{}\t{} {}\t{}\t{}\t{} / {}\t{}{}",
            form.path,
            form.sheet.as_deref().unwrap_or("-"),
            form.unit,
            form.year,
            form.project.as_deref().unwrap_or("-"),
            form.total.normalize(),
            form.spent.1,
            form.spent.0,
            form.layout,
            if form.superseded { "\tolder" } else { "" },
        )?;
    }
    Ok(())
}
