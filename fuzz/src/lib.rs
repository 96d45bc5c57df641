//! The stages that take apart what others wrote, without those that only write: a build for fuzzing makes
//! every dependency anew, and the frames and workbooks of the later stages would take most of its time.

#![allow(dead_code, unused_imports)]

use std::path::{Path, PathBuf};

#[path = "../../src/fault.rs"]
mod fault;
#[path = "../../src/fingerprint.rs"]
mod fingerprint;
#[path = "../../src/results/mod.rs"]
mod results;
#[path = "../../src/intake/mod.rs"]
mod intake;
#[path = "../../src/place/mod.rs"]
mod place;
#[path = "../../src/settings_text/mod.rs"]
mod settings_text;
#[path = "../../src/value/mod.rs"]
mod value;

#[path = "../../src/form/mod.rs"]
mod form;

#[path = "../../src/submission/mod.rs"]
mod submission;

#[path = "../../src/scoring/mod.rs"]
mod scoring;

#[path = "../../src/policy/mod.rs"]
mod policy;

#[path = "../../src/checks/mod.rs"]
mod checks;

#[path = "../../src/config/mod.rs"]
mod config;

/// Reads a file from its bytes, and fails on what must not happen: a panic in one of our own parsers.
pub fn read_with_ours(bytes: &[u8], name: &str) {
    let outcome = intake::read_bytes(bytes, name, Default::default());
    if let Err(intake::ReadError::ReaderBroke(what)) = outcome {
        panic!("{what}");
    }
}

/// Reads a file from its bytes. The reader of values is not ours; what it panics on is caught and refused.
pub fn read(bytes: &[u8], name: &str) {
    let _ = intake::read_bytes(bytes, name, Default::default());
}

/// Unpacks the candidates of an archive.
pub fn archive(path: PathBuf) {
    for found in intake::discover(&[path]).unwrap() {
        if found.is_candidate() {
            let _ = intake::bytes(&found);
        }
    }
}

/// Recognises the forms of a text table.
pub fn form(text: &[u8]) {
    if let Ok(reading) = intake::read_bytes(text, "a.csv", Default::default()) {
        let _ = form::recognise(
            &reading.workbook,
            "a.csv",
            &reading.sha256,
            &Default::default(),
        );
    }
}

/// Understands a text as everything that a cell may say.
pub fn grammar(text: &str) {
    use value::number::{parse_amount, parse_number, parse_points, parse_rate};
    use value::target::{Context, parse_actual, parse_target, understand};
    use value::unit::AmountUnit;

    let _ = (
        parse_number(text),
        parse_points(text),
        parse_rate(text, true),
    );
    let _ = AmountUnit::parse(text);
    let _ = (
        parse_amount(text, AmountUnit::WanYuan),
        parse_target(text),
        parse_actual(text),
    );
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (target, actual, name, unit) = (line(), line(), line(), line());
    if let Some(actual) = understand(target, actual, Context { name, unit }).actual {
        let _ = format!("{actual:?}");
    }
}

/// Reads a file as settings and as a scoring profile.
pub fn settings(path: &Path) {
    let _ = config::load(path);
    let _ = scoring::Profile::load(&path.display().to_string());
}

/// Reads an expression and a message, parted by a line break, as an own rule for each of the things that a
/// rule may look at; reading tries a rule on records of every shape.
pub fn own_rule(text: &str) {
    let (when, message) = text.split_once('\n').unwrap_or((text, "请核对"));
    for scope in ["form", "row", "fund"] {
        let rule = toml::Table::from_iter([
            ("id".to_owned(), toml::Value::from("Z01")),
            ("title".to_owned(), toml::Value::from("自定")),
            ("scope".to_owned(), toml::Value::from(scope)),
            ("when".to_owned(), toml::Value::from(when)),
            ("message".to_owned(), toml::Value::from(message)),
        ]);
        let settings = toml::Table::from_iter([(
            "rule".to_owned(),
            toml::Value::Array(vec![toml::Value::Table(rule)]),
        )]);
        let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::io::Write::write_all(&mut file, settings.to_string().as_bytes()).unwrap();
        let _ = config::load(file.path());
    }
}
