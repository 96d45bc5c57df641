//! One page with every message as a user sees it, to be read as prose.
//!
//! Run with `UPDATE_GALLERY=1` to write it anew; then read the difference.

use std::fmt::Write;

use crate::checks::registry;

use super::run_alone;

const GALLERY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/messages.md");

#[test]
fn the_gallery_shows_every_message() {
    let mut page = String::from("# 每条规则的消息\n\n由各规则“不通过的例子”生成。\n");
    for rule in registry::RULES {
        let info = rule.info();
        write!(page, "\n## {} {}\n\n", info.id, info.title).expect("a string takes writes");
        for finding in run_alone(*rule, info.fail).findings {
            let cells: Vec<String> = finding
                .places
                .iter()
                .map(|place| format!("{} {}", place.role, place.cell))
                .collect();
            writeln!(
                page,
                "- 【{}·{}】{}\n  - 填写：{}；应为：{}\n  - 差额：{}；{}\n  - 怎样改：{}\n  - 单元格：{}",
                finding.severity,
                finding.confidence,
                finding.message,
                finding.found,
                finding.expected,
                finding
                    .difference
                    .map_or_else(|| "—".to_owned(), |d| d.normalize().to_string()),
                finding.tolerance,
                finding.advice,
                cells.join("、"),
            )
            .expect("a string takes writes");
        }
    }
    if std::env::var_os("UPDATE_GALLERY").is_some() {
        let mut file = std::fs::File::create(GALLERY).expect("the gallery can be written");
        std::io::Write::write_all(&mut file, page.as_bytes()).expect("the gallery can be written");
    }
    let committed = std::fs::read_to_string(GALLERY).unwrap_or_default();
    assert!(
        committed == page,
        "the messages have changed: run with UPDATE_GALLERY=1 and read the difference"
    );
}
