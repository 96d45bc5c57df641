//! How long the stages take, to be read as ratios between them: one form recognised, one workbook read
//! from its bytes, a folder of 200 workbooks on the whole way to its findings.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot go on stops there"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use huiping::stages::assess::{CheckSettings, Settings, Survey, Watch, assess, survey};
use huiping::stages::form::{Teaching, recognise};
use huiping::stages::intake::{ReadOptions, read_bytes};
use huiping::stages::scoring::{DEFAULT, Profile};
use huiping::stages::submission::SubmitOptions;
use serde_json::Value;

#[path = "../tests/integration/grid_file.rs"]
mod grid_file;

/// A form of the widest layout: last year's, mid-year and actual values, reasons and measures.
const FORM: &str = "01-xj-dept-monitoring.json";

/// How many departments a large district has.
const FORMS: usize = 200;

fn table() -> Value {
    grid_file::json(&grid_file::fixtures("layouts").join(FORM))
}

fn one_form(criterion: &mut Criterion) {
    let grid = &table()["grid"];
    let workbook = grid_file::workbook(grid);
    let bytes = grid_file::xlsx(grid);
    criterion.bench_function("recognise one form", |bencher| {
        bencher.iter(|| recognise(black_box(&workbook), FORM, "", &Teaching::default()));
    });
    criterion.bench_function("read one xlsx", |bencher| {
        bencher.iter(|| read_bytes(black_box(&bytes), "自评表.xlsx", ReadOptions::default()));
    });
}

fn folder(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fill(folder.path());
    let surveyed = read(folder.path());
    assert_eq!(surveyed.forms.len(), FORMS, "every form is read");

    let mut group = criterion.benchmark_group("200 forms");
    group.throughput(Throughput::Elements(FORMS as u64));
    group.sample_size(10);
    group.bench_function("survey", |bencher| bencher.iter(|| read(folder.path())));
    group.bench_function("score and check", |bencher| {
        bencher.iter_batched(
            || surveyed.clone(),
            |survey| assess(survey, settings()).expect("an assessment"),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("survey, score and check", |bencher| {
        bencher.iter(|| assess(read(folder.path()), settings()).expect("an assessment"));
    });
    group.finish();
}

/// Writes one workbook a department; the departments differ in nothing but their names.
fn fill(folder: &Path) {
    let table = table();
    let department = table["truth"]["forms"][0]["department"]
        .as_str()
        .expect("a department");
    let text = table["grid"].to_string();
    for nth in 0..FORMS {
        let name = format!("云岫区第{nth}局");
        let grid = serde_json::from_str(&text.replace(department, &name)).expect("a grid");
        let file = std::fs::File::create(folder.join(format!("{name}.xlsx"))).expect("a file");
        std::io::Write::write_all(&mut &file, &grid_file::xlsx(&grid)).expect("a written file");
    }
}

/// Reads the folder in this process: the reading child is the program's, not the benchmark's.
fn read(folder: &Path) -> Survey {
    let options = ReadOptions::default();
    survey(
        &[folder.to_owned()],
        options,
        &Teaching::default(),
        &Unwatched,
    )
    .expect("a survey")
}

fn settings() -> Settings {
    Settings {
        profile: Profile::load(DEFAULT).expect("the default profile"),
        roster: None,
        years: Vec::new(),
        submit: SubmitOptions::default(),
        checks: CheckSettings::default(),
        waivers: Vec::new(),
        own_rules: Vec::new(),
    }
}

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _candidates: usize) {}
    fn finished(&self, _path: &str, _done: usize) {}
}

criterion_group!(benches, one_form, folder);
criterion_main!(benches);
