//! What the targets share: a fuzzed part is put into a package that is otherwise whole, so that the
//! fuzzing gets past checksums to the parser behind them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A zip package of these parts, not compressed.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts that make a package an Office document: its types, and the relation to its main part.
pub fn office(main: &str, content_type: &str) -> [(&'static str, Vec<u8>); 2] {
    let types =
        format!(r#"<Types><Override PartName="/{main}" ContentType="{content_type}"/></Types>"#);
    [
        ("[Content_Types].xml", types.into_bytes()),
        ("_rels/.rels", relation("officeDocument", main)),
    ]
}

/// A relations part with one relation, `rId1`.
pub fn relation(kind: &str, target: &str) -> Vec<u8> {
    let uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = format!(r#"<Relationship Id="rId1" Type="{uri}/{kind}" Target="{target}"/>"#);
    format!("<Relationships>{relation}</Relationships>").into_bytes()
}

/// An xlsx with this worksheet and these styles.
#[allow(dead_code, reason = "not every target needs it")]
pub fn workbook(sheet: &[u8], styles: &[u8]) -> Vec<u8> {
    let book = br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let [types, root] = office(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    );
    let uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{uri}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{uri}/styles" Target="styles.xml"/></Relationships>"#
    );
    package(&[
        (types.0, &types.1),
        (root.0, &root.1),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// A text as XML holds it.
#[allow(dead_code, reason = "not every target needs it")]
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
