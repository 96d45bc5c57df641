//! `report.html` in a real browser: sorting, filtering, no request to anywhere.
//!
//! Needs Chromium (or Chrome) on the machine; without one the test says so and holds nothing, as a
//! machine with Rust alone must be able to run all tests.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::grid_file::json;
use crate::program::SAMPLES;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A Chromium in the search path.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// What a hand would do on the page, told as JSON in the page's title.
const HAND: &str = r##"
<script>
const rows = id => [...document.querySelectorAll(`#${id} tbody tr`)];
const seen = id => rows(id).filter(row => !row.hidden);
const cells = (list, n) => list.map(row => row.cells[n].textContent.trim());
const column = (id, name) => [...document.querySelectorAll(`#${id} th`)].findIndex(th => th.textContent.trim() === name);
const click = (id, name) => document.querySelectorAll(`#${id} th`)[column(id, name)].click();
const choose = (table, key, value) => {
  const filters = document.querySelector(`[data-table="${table}"]`);
  const control = filters.querySelector(`[data-column="${key}"]`);
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
};
const result = {};
click("ranking-table", "复算得分");
result.down = cells(rows("ranking-table"), column("ranking-table", "复算得分"));
click("ranking-table", "复算得分");
result.up = cells(rows("ranking-table"), column("ranking-table", "复算得分"));
choose("ranking-table", "year", "2023");
result.years = [...new Set(cells(seen("ranking-table"), 0))];
choose("ranking-table", "*", "水利");
result.found = cells(seen("ranking-table"), column("ranking-table", "部门"));
choose("problems-table", "severity", "错误");
result.errors = seen("problems-table").length;
choose("problems-table", "department", "云岫区人力资源和社会保障局");
result.of_one = [...new Set(cells(seen("problems-table"), column("problems-table", "部门")))];
result.told = document.querySelector('[data-table="problems-table"] [data-count]').textContent;
choose("problems-table", "severity", "");
result.more = seen("problems-table").length;
result.charts = document.querySelectorAll("figure svg").length;
result.requests = performance.getEntriesByType("resource").length;
document.title = JSON.stringify(result);
</script>
"##;

fn dumped(browser: &Path, page: &Path, profile: &Path) -> String {
    let mut user_data = std::ffi::OsString::from("--user-data-dir=");
    user_data.push(profile);
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu"])
        .args(["--disable-background-networking", "--no-first-run"])
        // Whatever the page might ask for, there is nobody to answer.
        .arg("--host-resolver-rules=MAP * ~NOTFOUND")
        .args(["--virtual-time-budget=5000", "--dump-dom"])
        .arg(&user_data)
        .arg(OsStr::new(&format!("file://{}", page.display())))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[allow(
    clippy::print_stderr,
    reason = "a test that holds nothing on this machine says so"
)]
fn the_page_sorts_and_filters_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!(
            "NOT TESTED: no Chromium in the search path ({}); the page's script was not run",
            NAMES.join(", ")
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let out = SAMPLES.folder.path();
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let tried = folder.path().join("tried.html");
    fs::write(&tried, page.replace("</body>", &format!("{HAND}</body>"))).unwrap();
    let dom = dumped(&browser, &tried, &folder.path().join("profile"));
    let title = dom
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map(|(title, _)| title.replace("&amp;", "&"))
        .unwrap();
    let result: Value =
        serde_json::from_str(&title).unwrap_or_else(|_| panic!("the script stopped: {title}"));

    let numbers = |key: &str| -> Vec<f64> {
        let texts = result[key].as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap())
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().unwrap())
            .collect()
    };
    let (down, up) = (numbers("down"), numbers("up"));
    assert_eq!(down.len(), 42, "a row a form that counts");
    assert!(down.is_sorted_by(|a, b| a >= b), "{down:?}");
    assert!(up.is_sorted(), "{up:?}");
    assert_eq!(result["years"], serde_json::json!(["2023"]));
    let found = result["found"].as_array().unwrap();
    assert!(
        !found.is_empty()
            && found
                .iter()
                .all(|name| name.as_str().unwrap().contains("水利")),
        "{found:?}"
    );
    let account = json(&out.join("run.json"));
    assert_eq!(result["errors"], account["counts"]["findings"]["error"]);
    assert_eq!(
        result["of_one"],
        serde_json::json!(["云岫区人力资源和社会保障局"])
    );
    let (told, more) = (
        result["told"].as_str().unwrap(),
        result["more"].as_u64().unwrap(),
    );
    assert!(told.starts_with("显示 ") && more > 0, "{told} {more}");
    assert!(result["charts"].as_u64().unwrap() >= 8, "{result}");
    assert_eq!(result["requests"], 0, "the page asks for nothing");
}
