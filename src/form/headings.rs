//! All headings of indicator blocks on a sheet, settled by what stands below them.

use super::heading::Heading;
use super::heading_rows::heading_rows;
use super::sheet::Sheet;
use super::{arrangement, heading_data};

/// From top to bottom.
pub(super) fn find_headings(sheet: &Sheet<'_>) -> Vec<Heading> {
    let mut headings = heading_rows(sheet);
    let ends: Vec<u32> = headings
        .iter()
        .skip(1)
        .map(|next| next.first_row)
        .chain([sheet.end().row + 1])
        .collect();
    for (heading, end) in headings.iter_mut().zip(ends) {
        heading_data::settle(sheet, heading, end);
        arrangement::settle(sheet, heading, end);
    }
    headings.extend(arrangement::across(sheet, &headings));
    headings.sort_by_key(|heading| heading.first_row);
    headings
}
