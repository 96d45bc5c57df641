//! Office Open XML packages: how their parts refer to each other.

use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::intake::container::package::Package;
use crate::intake::container::xml::attribute;
use crate::intake::error::ReadError;

/// A relation of a part to another.
pub(crate) struct Relation {
    /// The name by which the part refers to it.
    pub(crate) id: String,
    /// What it is, a URI whose last part tells.
    pub(crate) kind: String,
    /// The path of the other part in the package.
    pub(crate) target: String,
}

/// The relations of a part; of the package itself for an empty name.
///
/// # Errors
/// That of unpacking the part that lists them.
pub(crate) fn relations<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Vec<Relation>, ReadError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    };
    let Some(text) = package.text(&path)? else {
        return Ok(Vec::new());
    };
    let mut relations = Vec::new();
    let mut reader = Reader::from_str(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                relations.push(Relation {
                    id: attribute(&element, "Id").unwrap_or_default(),
                    kind: attribute(&element, "Type").unwrap_or_default(),
                    target: resolve(folder, &attribute(&element, "Target").unwrap_or_default()),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(relations)
}

/// A relation's target as a path in the package.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

/// The main part of the package: the workbook, the document.
///
/// # Errors
/// That of unpacking the package's relations.
pub(crate) fn main_part<R: Read + Seek>(
    package: &mut Package<R>,
) -> Result<Option<String>, ReadError> {
    let relations = relations(package, "")?;
    let main = relations
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(main.map(|relation| relation.target))
}

/// The content type of the main part; `None` if the package does not say.
pub(crate) fn main_type<R: Read + Seek>(package: &mut Package<R>) -> Option<String> {
    let main = main_part(package).ok().flatten()?;
    let types = package.text("[Content_Types].xml").ok().flatten()?;
    let mut reader = Reader::from_str(&types);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let part = attribute(&element, "PartName").unwrap_or_default();
                if part.trim_start_matches('/').eq_ignore_ascii_case(&main) {
                    return attribute(&element, "ContentType");
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_within_the_package() {
        assert_eq!(
            resolve("xl/worksheets", "../comments1.xml"),
            "xl/comments1.xml"
        );
        assert_eq!(
            resolve("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
