//! Every rule's message as a user sees it, for the page of all messages.

use std::fmt::Write;

use crate::checks::registry;

use super::run_alone;

/// A section for each rule, made from its failing example.
pub(crate) fn rules() -> String {
    let mut page = String::new();
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
                "- 【{}·{}】{}\n  - 填写：{}；应为：{}",
                finding.severity,
                finding.confidence,
                finding.message,
                finding.found,
                finding.expected,
            )
            .expect("a string takes writes");
            if let Some(difference) = finding.difference {
                writeln!(
                    page,
                    "  - 差额：{}；{}",
                    difference.normalize(),
                    finding.tolerance
                )
                .expect("a string takes writes");
            }
            writeln!(page, "  - 怎样改：{}", finding.advice).expect("a string takes writes");
            if !cells.is_empty() {
                writeln!(page, "  - 单元格：{}", cells.join("、")).expect("a string takes writes");
            }
        }
    }
    page
}
