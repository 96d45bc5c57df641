//! The lists of the settings file that are no rule's: `[[match]]` and `[[layout]]`.

use crate::form::teaching::{Entry, Teaching};
use crate::settings_text::Reader;
use crate::submission::correspondence::Correspondence;

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
