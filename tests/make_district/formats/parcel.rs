//! Named parts in a zip archive, as `.docx` and `.ods` are.

use std::error::Error;
use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The archive of these parts; a part `mimetype` is stored and not packed.
pub(super) fn parcel(parts: &[(&str, &str)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        archive.start_file(
            *name,
            SimpleFileOptions::default().compression_method(method),
        )?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
