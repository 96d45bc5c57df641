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
