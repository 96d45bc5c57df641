//! Grades by the bands of a profile.

use rust_decimal::Decimal;

/// The grade of a score: the first band, best first, whose lower bound it reaches. A score below all
/// bounds has the last grade.
#[must_use]
pub fn grade_of(bands: &[(Decimal, String)], score: Decimal) -> Option<&str> {
    bands
        .iter()
        .find(|(bound, _)| score >= *bound)
        .or_else(|| bands.last())
        .map(|(_, grade)| grade.as_str())
}
