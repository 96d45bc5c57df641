//! What settings change, for those who wonder why a run came out as it did.

use super::{ComeUpon, Config};
use crate::checks::registry;
use crate::place::shown;
use crate::value::target::Wanted;

/// More stated directions than these are counted, not named.
const TOLD_DIRECTIONS: usize = 5;

impl Config {
    /// The file in force and what it changes, as titles and texts; none where there is no file.
    #[must_use]
    pub(crate) fn told(&self) -> Vec<(String, String)> {
        let Some(origin) = &self.origin else {
            return Vec::new();
        };
        let come_upon = match origin.come_upon {
            ComeUpon::Named => "由 --config 指定",
            ComeUpon::OutputFolder => "在结果文件夹中找到",
            ComeUpon::WorkingFolder => "在当前文件夹中找到",
        };
        let changes = self.changes();
        let changes = if changes.is_empty() {
            "没有改动任何设置".to_owned()
        } else {
            changes.join("；")
        };
        vec![
            (
                "设置文件".to_owned(),
                format!(
                    "{}（{come_upon}，SHA-256 {}）",
                    shown(&origin.path),
                    origin.sha256
                ),
            ),
            ("设置文件的内容".to_owned(), changes),
        ]
    }

    /// The directions that it states, the first of them by name.
    fn directions_in_words(&self) -> Option<String> {
        let names: Vec<String> = self
            .directions
            .iter()
            .take(TOLD_DIRECTIONS)
            .map(|(name, wanted)| {
                let better = if wanted == Wanted::Less {
                    "越少越好"
                } else {
                    "越多越好"
                };
                format!("“{name}”{better}")
            })
            .collect();
        let all = self.directions.len();
        let more = (all > names.len()).then(|| format!("等 {all} 条"));
        (all > 0).then(|| format!("指标方向 {}{}", names.join("、"), more.unwrap_or_default()))
    }

    /// What it changes, each in a few words.
    fn changes(&self) -> Vec<String> {
        let mut told = Vec::new();
        told.extend(
            self.profile
                .as_ref()
                .map(|profile| format!("评分方案 {profile}")),
        );
        let path = |what: &str, path: &std::path::PathBuf| format!("{what} {}", shown(path));
        told.extend(self.waivers.as_ref().map(|file| path("豁免清单", file)));
        told.extend(self.matches.as_ref().map(|file| path("对应关系表", file)));
        let count = |count: usize, what: &str| (count > 0).then(|| format!("{what} {count} 条"));
        told.extend(count(self.confirmed.len(), "对应关系"));
        told.extend(count(self.teaching.len(), "版式"));
        told.extend(self.directions_in_words());
        let rules = registry::catalogue().filter_map(|rule| {
            let changes = rule.changes_in_words(&self.rules.settings);
            (!changes.is_empty()).then(|| format!("规则 {}：{changes}", rule.id))
        });
        told.extend(rules);
        let own: Vec<&str> = self.rules.own_rules.iter().map(|rule| rule.id()).collect();
        if !own.is_empty() {
            told.push(format!("自定规则 {}", own.join("、")));
        }
        told
    }
}
