#![no_main]
//! The comments part of an xlsx, behind a worksheet that is whole.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|comments: &[u8]| {
    let book = br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let [types, root] = common::office(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    );
    let relations = common::relation("worksheet", "worksheets/sheet1.xml");
    let to_comments = common::relation("comments", "../comments1.xml");
    let bytes = common::package(&[
        (types.0, &types.1),
        (root.0, &root.1),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/_rels/sheet1.xml.rels", &to_comments),
        ("xl/comments1.xml", comments),
    ]);
    huiping_fuzz::read_with_ours(&bytes, "a.xlsx");
});
