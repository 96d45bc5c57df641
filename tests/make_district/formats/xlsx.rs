//! A workbook of Excel.

use std::error::Error;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::make_district::page::{Content, Page};

pub(super) fn bytes(pages: &[Page]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 3, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for page in pages {
        sheet(book.add_worksheet(), page)?;
    }
    Ok(book.save_to_buffer()?)
}

fn sheet(sheet: &mut Worksheet, page: &Page) -> Result<(), Box<dyn Error>> {
    sheet.set_name(&page.name)?;
    let plain = Format::new().set_text_wrap();
    for (first, last) in &page.merges {
        let (from, to) = (u16::try_from(first.1)?, u16::try_from(last.1)?);
        sheet.merge_range(first.0, from, last.0, to, "", &plain)?;
    }
    for (at, content) in &page.cells {
        let column = u16::try_from(at.1)?;
        match content {
            Content::Text(text) => sheet.write_with_format(at.0, column, text, &plain)?,
            Content::Number { value, format, .. } => {
                let format = Format::new().set_num_format(*format);
                sheet.write_with_format(at.0, column, *value, &format)?
            }
        };
    }
    Ok(())
}
