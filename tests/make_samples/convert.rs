//! `.xlsx` → the other formats, by LibreOffice.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::description::Description;

/// The format LibreOffice has to convert to; `None` where the file is written directly.
///
/// WPS gives its `.et` either of two insides: the binary one of `.xls`, or that of `.xlsx`. The
/// description says which.
pub(crate) fn format_of(file: &Path, description: &Description) -> Option<&'static str> {
    match file.extension()?.to_str()? {
        "xls" => Some("xls"),
        "ods" => Some("ods"),
        "et" if description.binary => Some("xls"),
        _ => None,
    }
}

/// Converts workbooks (place, format, `.xlsx` bytes) and puts them in their places.
pub(crate) fn convert(workbooks: Vec<(PathBuf, &str, Vec<u8>)>) -> Result<(), Box<dyn Error>> {
    for format in ["xls", "ods"] {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new("soffice");
        command.arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        ));
        command
            .args(["--headless", "--convert-to", format, "--outdir"])
            .arg(folder.path());
        let wanted = || {
            workbooks
                .iter()
                .filter(|(_, to, _)| *to == format)
                .enumerate()
        };
        for (number, (_, _, bytes)) in wanted() {
            let source = folder.path().join(format!("{number}.xlsx"));
            super::write(&source, bytes)?;
            command.arg(source);
        }
        if wanted().next().is_none() {
            continue;
        }
        if !command.output()?.status.success() {
            return Err(format!("soffice did not convert to {format}").into());
        }
        for (number, (file, _, _)) in wanted() {
            let made = fs::read(folder.path().join(format!("{number}.{format}")))?;
            super::write(file, &made)?;
        }
    }
    Ok(())
}
