//! Files that are broken, cut short, or claim what they do not hold: each ends as read or refused.

use proptest::prelude::*;

use super::*;

const FIXTURES: [&str; 6] = [
    "cells.xlsx",
    "cells.xls",
    "cells.ods",
    "cells.xlsb",
    "cells.xml",
    "cells-excess-fat.xls",
];

/// Reads without caring what comes out, so long as something does.
fn survives(bytes: &[u8], name: &str) {
    let _ = read_bytes(bytes, name, ReadOptions::default());
}

/// A small xlsx with this in its only sheet.
fn workbook_with(sheet_data: &str) -> Vec<u8> {
    let mut parts = unpacked(&small_workbook());
    let sheet = part(&mut parts, "xl/worksheets/sheet1.xml");
    let (before, rest) = sheet.split_once("<sheetData>").unwrap();
    let (_, after) = rest.split_once("</sheetData>").unwrap();
    *sheet = format!("{before}<sheetData>{sheet_data}</sheetData>{after}");
    packed(&parts)
}

fn spreadsheet_with(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn files_cut_short_are_refused() {
    for name in FIXTURES {
        let whole = fixture(name);
        for part in 0..20 {
            let cut = &whole[..whole.len() * part / 20];
            let outcome = read_bytes(cut, name, ReadOptions::default());
            // A container may lose its tail without losing content.
            if part < 10 {
                assert!(outcome.is_err(), "{name} cut to {part} twentieths");
            }
        }
    }
}

#[test]
fn far_cells_are_harmless() {
    let row = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let reading = read_as(&workbook_with(&format!("{row}{far}")), "a.xlsx");
    let cells: Vec<String> = reading.workbook.sheets[0]
        .cells()
        .map(|cell| cell.at.to_string())
        .collect();
    assert_eq!(cells, ["A1", "XFD1048576"]);

    let beyond = r#"<row r="9999999"><c r="ZZZZ9999999"><v>2</v></c></row>"#;
    assert_eq!(
        error_of(&workbook_with(beyond), "a.xlsx"),
        ReadError::Damaged("单元格地址 ZZZZ9999999 超出表格范围".into())
    );

    let cell = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let far = format!(
        "<table:table-row table:number-rows-repeated=\"1048575\"/><table:table-row>\
         <table:table-cell table:number-columns-repeated=\"16383\"/>{cell}</table:table-row>"
    );
    let reading = read_as(&spreadsheet_with(&far), "a.ods");
    let at = reading.workbook.sheets[0].cells().next().unwrap().at;
    assert_eq!(at.to_string(), "XFD1048576");
}

#[test]
fn what_a_file_claims_is_not_believed() {
    let mut parts = unpacked(&small_workbook());
    let strings = part(&mut parts, "xl/sharedStrings.xml");
    *strings = strings.replace("uniqueCount=\"1\"", "uniqueCount=\"1000000000000\"");
    assert!(matches!(
        error_of(&packed(&parts), "a.xlsx"),
        ReadError::TooLarge(_)
    ));

    let cell = r#"<table:table-cell table:number-columns-repeated="1000000000" office:value-type="float" office:value="1"/>"#;
    let endless = format!(
        "<table:table-row table:number-rows-repeated=\"1000000000\">{cell}</table:table-row>"
    );
    assert!(matches!(
        error_of(&spreadsheet_with(&endless), "a.ods"),
        ReadError::TooLarge(_)
    ));

    let merges = r#"<table:table-row><table:table-cell table:number-columns-spanned="16384" table:number-rows-spanned="1048576"/></table:table-row>"#;
    assert!(matches!(
        error_of(&spreadsheet_with(&merges.repeat(2_001)), "a.ods"),
        ReadError::TooLarge(_)
    ));
}

#[test]
fn locked_files_say_so() {
    let mut container = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    container.create_stream("/EncryptedPackage").unwrap();
    container.flush().unwrap();
    let locked = container.into_inner().into_inner();
    assert_eq!(error_of(&locked, "a.xlsx"), ReadError::Password);

    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let locked = archive_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", b"\x01\x02\x03"),
    ]);
    assert_eq!(error_of(&locked, "a.ods"), ReadError::Password);
}

#[test]
fn deep_nesting_ends() {
    let cells = "<w:tbl><w:tr><w:tc>".repeat(5_000);
    let types = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let document = archive_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", cells.as_bytes()),
    ]);
    assert!(matches!(
        error_of(&document, "a.docx"),
        ReadError::TooLarge(_)
    ));
    survives("<table><tr><td>".repeat(2_000).as_bytes(), "a.html");
    let tables = "<table:table-cell><table:table><table:table-row>".repeat(5_000);
    survives(
        &spreadsheet_with(&format!("<table:table-row>{tables}")),
        "a.ods",
    );
}

/// Bytes with a few of them changed.
fn changed(bytes: &[u8], changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, value) in changes {
        let place = place.index(bytes.len());
        bytes[place] = *value;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_files_end_as_read_or_refused(
        fixture_place in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let name = FIXTURES[fixture_place.index(FIXTURES.len())];
        survives(&changed(&fixture(name), &changes), name);
    }

    /// A changed byte in a zip rarely gets past its checksum; here the parts are changed and packed
    /// again.
    #[test]
    fn changed_parts_end_as_read_or_refused(
        fixture_place in any::<prop::sample::Index>(),
        part_place in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0x20_u8..0x7F), 1..8),
    ) {
        let name = ["cells.xlsx", "cells.ods"][fixture_place.index(2)];
        let mut parts = unpacked(&fixture(name));
        let place = part_place.index(parts.len());
        let bytes = changed(parts[place].1.as_bytes(), &changes);
        parts[place].1 = String::from_utf8_lossy(&bytes).into_owned();
        survives(&packed(&parts), name);
    }

    #[test]
    fn any_bytes_end_as_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        extension in prop::sample::select(vec!["csv", "xls", "html", "xlsx"]),
    ) {
        survives(&bytes, &format!("a.{extension}"));
    }
}

#[test]
fn styles_beyond_measure_are_refused_before_they_are_believed() {
    // Each of the empty formats would be made a description of more than a hundred bytes.
    let mut parts = unpacked(&small_workbook());
    let styles = part(&mut parts, "xl/styles.xml");
    *styles = styles.replace(
        "</cellXfs>",
        &format!("{}</cellXfs>", "<xf/>".repeat(1_600_000)),
    );
    assert!(matches!(
        error_of(&packed(&parts), "a.xlsx"),
        ReadError::TooLarge(_)
    ));
}
