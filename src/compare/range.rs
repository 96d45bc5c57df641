//! Numbers that no sum can take: a slip of the pen, or the noise of a division by next to nothing.

use rust_decimal::Decimal;

use super::error::CompareError;
use super::frame::{Plain, Record, Stored, Visitor};
use crate::value::number::BEYOND;

/// Takes every number that is beyond the range out of a record. The text and the cell that it came from stay,
/// and so does the finding on it; every sum and every mean then leaves it out as one that is missing.
pub(super) fn keep_within<R: Record>(record: &mut R) {
    // The visitor raises nothing.
    let _ = record.columns(&mut Narrow);
}

struct Narrow;

impl Visitor for Narrow {
    fn column<T: Stored>(
        &mut self,
        _name: &str,
        _title: &str,
        field: &mut T,
    ) -> Result<(), CompareError> {
        let is_beyond =
            |value: &Plain| matches!(value, Plain::Exact(Some(number)) if number.abs() >= BEYOND);
        let stored = field.store();
        if !stored.iter().any(|(_, _, value)| is_beyond(value)) {
            return Ok(());
        }
        let with = |instead: Option<Decimal>| -> Vec<Plain> {
            let values = stored.iter().map(|(_, _, value)| value.clone());
            let kept = values.map(|value| match value {
                beyond if is_beyond(&beyond) => Plain::Exact(instead),
                within => within,
            });
            kept.collect()
        };
        // A field that cannot be missing is zero instead.
        if field.load(with(None)).is_err() {
            let _ = field.load(with(Some(Decimal::ZERO)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::record::{DepartmentRecord, Traced};
    use crate::compare::sample::dec;

    #[test]
    fn a_number_beyond_is_missing_and_its_text_and_cell_stay() {
        let traced = |value: &str| Traced {
            value: Some(dec(value)),
            cell: "C5".to_owned(),
            text: value.to_owned(),
        };
        let mut record = DepartmentRecord {
            executed: traced("1000000000000000000000000"),
            adjusted: traced("999999999999.99"),
            initial: traced("-1000000000000"),
            not_judged_points: dec("1000000000000"),
            ..DepartmentRecord::default()
        };
        keep_within(&mut record);
        assert_eq!(record.executed.value, None);
        assert_eq!(record.executed.cell, "C5");
        assert_eq!(record.executed.text, "1000000000000000000000000");
        assert_eq!(record.adjusted.value, Some(dec("999999999999.99")));
        assert_eq!(record.initial.value, None);
        assert_eq!(record.not_judged_points, Decimal::ZERO);
    }
}
