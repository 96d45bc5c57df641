//! The lists of the settings file that are no rule's: `[[match]]`, `[[layout]]` and `[[direction]]`.

use std::collections::BTreeMap;

use crate::form::teaching::{Entry, Teaching};
use crate::settings_text::Reader;
use crate::submission::correspondence::Correspondence;
use crate::value::fold::plain;
use crate::value::target::{StatedDirections, Wanted, names_something};

/// `[[match]]`: names that a person has confirmed to be one, or told apart.
pub(super) fn confirmed(root: &Reader<'_>) -> Vec<Correspondence> {
    let mut confirmed = Vec::new();
    let entries = root.tables("match").unwrap_or_default();
    for (nth, entry) in entries.into_iter().enumerate() {
        let before = entry.faults();
        let pair = Correspondence {
            place: format!("设置文件第 {} 个 [[match]]", nth + 1),
            department: entry.text_or_empty("department"),
            earlier: entry.text_or_empty("earlier"),
            later: entry.text_or_empty("later"),
            same: entry
                .flag_meaning("same", "是同一个", "不是同一个")
                .unwrap_or(true),
        };
        if entry.faults() == before {
            if pair.earlier.is_empty() || pair.later.is_empty() {
                entry.fault("", "earlier（上年名称）和 later（本年名称）都要写");
            } else {
                confirmed.push(pair);
            }
        }
        entry.finish();
    }
    confirmed
}

/// `[[layout]]`: layouts taught without code.
pub(super) fn layouts(root: &Reader<'_>) -> Teaching {
    let mut taught = Vec::new();
    for entry in root.tables("layout").unwrap_or_default() {
        let before = entry.faults();
        let lesson = Entry {
            when: entry.text_or_empty("when"),
            heading: entry.text("heading"),
            cell: entry.text("cell"),
            field: entry.needed("field", Reader::text).unwrap_or_default(),
        };
        // Each by itself, so that every fault is told with its line.
        match Teaching::new(std::slice::from_ref(&lesson)) {
            Ok(_) => taught.push(lesson),
            Err(error) if entry.faults() == before => {
                entry.fault(error.key(), error.to_string());
            }
            Err(_) => {}
        }
        entry.finish();
    }
    Teaching::new(&taught).unwrap_or_default()
}

/// What `better` may say; both spellings mean the same.
const BETTER: &[(&str, Wanted)] = &[
    ("less", Wanted::Less),
    ("更少", Wanted::Less),
    ("more", Wanted::More),
    ("更多", Wanted::More),
];

/// `[[direction]]`: which way is better, where a target is a number without a sign.
pub(super) fn directions(root: &Reader<'_>) -> StatedDirections {
    let mut stated: Vec<(String, Wanted)> = Vec::new();
    let mut seen: BTreeMap<String, Wanted> = BTreeMap::new();
    for entry in root.tables("direction").unwrap_or_default() {
        let before = entry.faults();
        let name = entry.needed("name", Reader::text).unwrap_or_default();
        let better = entry.needed("better", |entry, key| entry.word(key, BETTER));
        if let (Some(better), true) = (better, entry.faults() == before) {
            // The stars tell names apart as the letters do.
            let key: Vec<String> = name.split(['*', '＊']).map(plain).collect();
            let earlier = seen.insert(key.join("*"), better);
            if !names_something(&name) {
                entry.fault("name", "除“*”外还要写出指标名称的一部分");
            } else if earlier.is_some_and(|earlier| earlier != better) {
                entry.fault("better", format!("“{name}”前面已经写过，方向相反"));
            } else {
                stated.push((name, better));
            }
        }
        entry.finish();
    }
    StatedDirections::new(stated)
}
