//! Every folder ends with all its results: those that once did not, and, where `.ci/run` asks for it,
//! every layout that is known, every shipped profile, and the samples without any one file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::figures;
use crate::grid_file::{fixtures, json, xlsx};
use crate::make_district::{self, Options};
use crate::outcome::Outcome;
use crate::program::{huiping, samples, shown};

/// What is wrong with a run on a folder; `codes` are the exit codes that are right.
fn wrong(name: &str, input: &Path, more: &[&str], codes: &[i32]) -> Vec<String> {
    let outcome = Outcome::of(input, more);
    let mut wrong = outcome.faults(codes);
    if wrong.is_empty() && outcome.ended.code != 3 {
        wrong.extend(figures::differences(&outcome));
    }
    wrong
        .into_iter()
        .map(|text| format!("{name}: {text}"))
        .collect()
}

fn assert_nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    entries
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// The profile with which a folder is scored, where it is not the usual one.
fn profile_of(folder: &str) -> Option<PathBuf> {
    let profile = match folder {
        "full-score-120" => "full-score-120.toml",
        "year-from-folder" | "year-in-form" => "floor-for-2021.toml",
        _ => return None,
    };
    Some(fixtures("whole").join(profile))
}

#[test]
fn folders_that_once_ended_without_results_end_with_them() {
    let folders: Vec<PathBuf> = entries(&fixtures("whole"))
        .into_iter()
        .filter(|path| path.is_dir())
        .collect();
    assert!(folders.len() >= 28, "{}", folders.len());
    let found: Vec<Vec<String>> = folders
        .par_iter()
        .map(|folder| {
            let name = name(folder);
            let profile = profile_of(&name);
            let mut more = vec!["--no-slips"];
            if let Some(profile) = &profile {
                more.extend(["--profile", shown(profile)]);
            }
            wrong(&name, folder, &more, &[0, 2])
        })
        .collect();
    assert_nothing(found.concat());
}

/// Whether the long round is asked for.
fn is_long_round() -> bool {
    std::env::var_os("HUIPING_SEEDS").is_some()
}

/// The tables of the fixtures as workbooks, each with the number of forms that it holds.
fn tables() -> BTreeMap<String, (Vec<u8>, usize)> {
    let mut tables = BTreeMap::new();
    for folder in ["layouts", "unseen"] {
        for path in entries(&fixtures(folder)) {
            if path.extension().is_some_and(|ending| ending == "json") {
                let table = json(&path);
                let forms = table["truth"]["forms"].as_array().map_or(0, Vec::len);
                let name = path.with_extension("xlsx");
                tables.insert(self::name(&name), (xlsx(&table["grid"]), forms));
            }
        }
    }
    for path in entries(&fixtures("tables/clean")) {
        let truth = json(&fixtures("tables/truth").join(name(&path)));
        let forms = truth["forms"].as_array().map_or(0, Vec::len);
        tables.insert(
            name(&path.with_extension("xlsx")),
            (xlsx(&json(&path)), forms),
        );
    }
    tables
}

#[test]
fn every_known_layout_ends_with_its_results() {
    if !is_long_round() {
        return;
    }
    let tables = tables();
    let together = tempfile::tempdir().expect("a folder");
    for (name, (bytes, _)) in &tables {
        std::fs::write(together.path().join(name), bytes).expect("a file");
    }
    let mut found = wrong("all layouts", together.path(), &[], &[0, 2]);
    found.extend(
        tables
            .par_iter()
            .flat_map_iter(|(name, (bytes, forms))| {
                let folder = tempfile::tempdir().expect("a folder");
                std::fs::write(folder.path().join(name), bytes).expect("a file");
                let codes: &[i32] = if *forms == 0 { &[3] } else { &[0, 2] };
                wrong(name, folder.path(), &[], codes)
            })
            .collect::<Vec<_>>(),
    );
    assert_nothing(found);
}

#[test]
fn every_shipped_profile_ends_with_its_results() {
    if !is_long_round() {
        return;
    }
    let listed = huiping(&["profiles"]).stdout;
    let profiles: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    assert!(profiles.len() >= 9, "{listed}");
    let mut found = Vec::new();
    for (seed, profile) in (60..).zip(&profiles) {
        for roster in [false, true] {
            let options = Options {
                seed,
                units: 12,
                years: 2,
                mistakes: 12,
                roster,
            };
            let folder = tempfile::tempdir().expect("a folder");
            let district = make_district::make(options).expect("a district");
            district.write(folder.path()).expect("its files");
            let name = format!("{profile}, roster {roster}");
            found.extend(wrong(
                &name,
                folder.path(),
                &["--profile", profile],
                &[0, 2],
            ));
        }
    }
    assert_nothing(found);
}

#[test]
fn the_samples_without_any_one_file_end_with_their_results() {
    if !is_long_round() {
        return;
    }
    let files: Vec<PathBuf> = walkdir::WalkDir::new(samples())
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    let found: Vec<Vec<String>> = files
        .par_iter()
        .map(|left_out| {
            let folder = tempfile::tempdir().expect("a folder");
            for file in files.iter().filter(|file| *file != left_out) {
                let to = folder
                    .path()
                    .join(file.strip_prefix(samples()).expect("inside"));
                std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                std::fs::copy(file, to).expect("a copy");
            }
            wrong(
                &format!("without {}", left_out.display()),
                folder.path(),
                &[],
                &[0, 2],
            )
        })
        .collect();
    assert_nothing(found.concat());
}
