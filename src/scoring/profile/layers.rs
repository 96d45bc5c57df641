//! Layers of a profile: one file's tree laid over another's.

use crate::settings_text::{Node, Table, Value};

/// Keys of which only one may stand: a layer that states one takes the other of the layer below away.
const EITHER_OR: &[(&str, &str)] = &[
    ("over_above", "over_from"),
    ("bands", "steps"),
    ("minus", "minus_points"),
];

/// Lays a table over another: tables are laid over each other key by key, all else is replaced.
pub(super) fn lay_over(below: &mut Table, above: &Table) {
    // A layer that does nothing about over-fulfilment needs no limit of the layer below.
    if matches!(above.get("over").map(|node| &node.value), Some(Value::Text(word)) if word == "full")
    {
        below.remove("over_above");
        below.remove("over_from");
    }
    for (one, other) in EITHER_OR {
        for (stated, replaced) in [(one, other), (other, one)] {
            if above.contains_key(*stated) && !above.contains_key(*replaced) {
                below.remove(*replaced);
            }
        }
    }
    for (key, node) in above {
        match (below.get_mut(key), &node.value) {
            (
                Some(Node {
                    value: Value::Table(lower),
                    ..
                }),
                Value::Table(upper),
            ) => lay_over(lower, upper),
            _ => {
                below.insert(key.clone(), node.clone());
            }
        }
    }
}
