#![no_main]
//! The records of an xlsb's worksheet; its first two bytes say how much of the
//! rest are its styles.

mod common;

use libfuzzer_sys::fuzz_target;

/// A workbook with one sheet, `rId1`: BrtBundleSh.
const BOOK: &[u8] =
    b"\x9C\x01\x1A\0\0\0\0\x01\0\0\0\x04\0\0\0r\0I\0d\x001\0\x01\0\0\0S\0";

fuzz_target!(|input: &[u8]| {
    let Some((length, rest)) = input.split_first_chunk() else {
        return;
    };
    let length = usize::from(u16::from_le_bytes(*length));
    let (styles, sheet) = rest.split_at(length.min(rest.len()));
    let [types, root] =
        common::office("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main");
    let relations = common::relation("worksheet", "worksheets/sheet1.bin");
    let relations = String::from_utf8(relations).unwrap().replace(
        "</Relationships>",
        r#"<Relationship Id="rId2" Type="x/styles" Target="styles.bin"/></Relationships>"#,
    );
    let bytes = common::package(&[
        (types.0, &types.1),
        (root.0, &root.1),
        ("xl/workbook.bin", BOOK),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/styles.bin", styles),
    ]);
    huiping_fuzz::read_with_ours(&bytes, "a.xlsb");
});
