#![no_main]
//! A worksheet part of an xlsx, with its merges, hidden rows and columns.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|sheet: &[u8]| {
    let book = br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let [types, root] = common::office(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    );
    let relations = common::relation("worksheet", "worksheets/sheet1.xml");
    let bytes = common::package(&[
        (types.0, &types.1),
        (root.0, &root.1),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    // The reader of values is not ours; what it panics on is caught and refused.
    huiping_fuzz::read(&bytes, "a.xlsx");
});
