//! Candidate or not, and why: by what a file is, and by its name.

use super::format::Format;
use super::found::{Fate, SkipReason};
use super::sniff::Kind;

/// The name that the bureau's settings go by: a file among the submissions is not obeyed, and no form.
const SETTINGS_FILE: &str = "huiping.toml";

/// The fate of a file by what it is, and where that leaves a doubt by its name.
pub(super) fn fate_of(kind: &Kind, shown: &str) -> Fate {
    let extension = extension_of(shown);
    let named_as_table = matches!(
        extension.as_str(),
        "xlsx"
            | "xlsm"
            | "xlsb"
            | "xltx"
            | "xltm"
            | "xls"
            | "xlt"
            | "et"
            | "ett"
            | "ods"
            | "fods"
            | "ots"
            | "csv"
            | "tsv"
            | "tab"
            | "docx"
            | "docm"
    );
    let skipped = |reason| Fate::Skipped(reason);
    match kind {
        // Systems export pages under the names of tables and documents; other pages are none of ours.
        Kind::Readable(Format::Html)
            if !named_as_table && !matches!(extension.as_str(), "htm" | "html" | "doc" | "wps") =>
        {
            skipped(SkipReason::Other)
        }
        Kind::Readable(_) | Kind::Encrypted | Kind::OldTable(_) => Fate::Candidate,
        Kind::Shortcut => skipped(SkipReason::Shortcut),
        Kind::Own(product) => skipped(SkipReason::OwnCopy(*product)),
        // Something is wrong with it; reading it will say what.
        Kind::Text | Kind::Markup | Kind::Unknown | Kind::Empty | Kind::Broken(_)
            if named_as_table =>
        {
            Fate::Candidate
        }
        Kind::Text => skipped(SkipReason::PlainText),
        Kind::Markup => skipped(SkipReason::NoTable),
        Kind::Document => skipped(SkipReason::Document),
        Kind::Slides => skipped(SkipReason::Slides),
        Kind::Pdf => skipped(SkipReason::Pdf),
        Kind::Picture => skipped(SkipReason::Picture),
        Kind::Zip => skipped(SkipReason::NestedTooDeep),
        Kind::Archive(name) => skipped(SkipReason::Archive(name)),
        Kind::Broken(error) if extension == "zip" => {
            skipped(SkipReason::BadArchive(error.to_string()))
        }
        Kind::Unknown | Kind::Empty | Kind::Broken(_) => skipped(by_extension(&extension)),
    }
}

/// Why a file that is nothing known by content is passed over, by its extension.
fn by_extension(extension: &str) -> SkipReason {
    match extension {
        "doc" | "wps" | "rtf" | "odt" => SkipReason::Document,
        "ppt" | "pptx" | "dps" => SkipReason::Slides,
        "pdf" | "ofd" => SkipReason::Pdf,
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" => {
            SkipReason::Picture
        }
        _ => SkipReason::Other,
    }
}

/// The extension of a shown path, in lower case.
pub(super) fn extension_of(shown: &str) -> String {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase())
        .unwrap_or_default()
}

/// Files that their name alone tells to be none of the departments'.
pub(super) fn skip_by_name(shown: &str) -> Option<SkipReason> {
    let mut folders: Vec<&str> = shown.split('/').collect();
    let name = folders.pop().unwrap_or(shown);
    if folders.contains(&"__MACOSX") {
        return Some(SkipReason::System);
    }
    let lower = name.to_lowercase();
    if name.starts_with("~$") || lower.starts_with(".~lock.") {
        return Some(SkipReason::LockFile);
    }
    if matches!(
        lower.as_str(),
        "thumbs.db" | "desktop.ini" | ".ds_store" | "ehthumbs.db"
    ) {
        return Some(SkipReason::System);
    }
    if lower == SETTINGS_FILE {
        return Some(SkipReason::Settings);
    }
    let is_hidden = |part: &str| part.starts_with('.') && part.len() > 1;
    if is_hidden(name) || folders.iter().any(|folder| is_hidden(folder)) {
        return Some(SkipReason::Hidden);
    }
    None
}
