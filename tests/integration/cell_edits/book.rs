//! Workbooks as packages of XML, whose cells can be replaced without a word about what they mean.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// What a cell holds in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Digits as they stand in the file.
    Number(String),
    Text(String),
    /// A formula and the result that was stored with it.
    Formula(&'static str, &'static str),
    /// `1` or `0`.
    Truth(&'static str),
    /// `#DIV/0!` and the like.
    Fault(&'static str),
    Blank,
}

/// A cell of one of the sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The part of the package in which it stands.
    part: String,
    pub(super) sheet: String,
    /// `B7`.
    pub(super) at: String,
    pub(super) holds: Content,
}

/// A workbook.
pub(super) struct Book {
    parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// `None` where it is no such package.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut parts = Vec::new();
        for index in 0..package.len() {
            let mut part = package.by_index(index).ok()?;
            let mut content = Vec::new();
            part.read_to_end(&mut content).ok()?;
            parts.push((part.name().ok()?.into_owned(), content));
        }
        Some(Self { parts })
    }

    /// The bytes of the file.
    pub(super) fn save(&self) -> Vec<u8> {
        let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            package
                .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
                .expect("a part");
            package.write_all(content).expect("a part");
        }
        package.finish().expect("a package").into_inner()
    }

    fn part(&self, name: &str) -> &str {
        let found = self.parts.iter().find(|(part, _)| part == name);
        found.map_or("", |(_, content)| {
            std::str::from_utf8(content).expect("a part in UTF-8")
        })
    }

    /// All cells that hold something, sheet by sheet.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let shared: Vec<String> = elements(self.part("xl/sharedStrings.xml"), "si")
            .map(|(_, item)| plain(item))
            .collect();
        let targets: BTreeMap<&str, &str> =
            elements(self.part("xl/_rels/workbook.xml.rels"), "Relationship")
                .filter_map(|(head, _)| Some((attribute(head, "Id")?, attribute(head, "Target")?)))
                .collect();
        let mut cells = Vec::new();
        for (head, _) in elements(self.part("xl/workbook.xml"), "sheet") {
            let target = attribute(head, "r:id").and_then(|id| targets.get(id));
            let (Some(name), Some(target)) = (attribute(head, "name"), target) else {
                continue;
            };
            let part = format!("xl/{}", target.trim_start_matches("/xl/"));
            for (head, inner) in elements(self.part(&part), "c") {
                let holds = content(head, inner, &shared);
                if let (Some(at), Some(holds)) = (attribute(head, "r"), holds) {
                    cells.push(Cell {
                        part: part.clone(),
                        sheet: unescaped(name),
                        at: at.to_owned(),
                        holds,
                    });
                }
            }
        }
        cells
    }

    /// The texts of the elements of these names, each with the part in which it stands.
    pub(super) fn texts_of(&self, names: &[&str]) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for (part, content) in &self.parts {
            if !part.ends_with(".xml") {
                continue;
            }
            let content = std::str::from_utf8(content).expect("a part in UTF-8");
            for name in names {
                let found = elements(content, name).map(|(_, text)| unescaped(text));
                texts.extend(found.map(|text| (part.clone(), text)));
            }
        }
        texts
    }

    /// Puts something else into a cell; its format stays.
    pub(super) fn put(&mut self, cell: &Cell, now: &Content) {
        let mark = format!("<c r=\"{}\"", cell.at);
        let Some((_, part)) = self.parts.iter_mut().find(|(name, _)| *name == cell.part) else {
            return;
        };
        let text = String::from_utf8(std::mem::take(part)).expect("a part in UTF-8");
        let start = text.find(&mark).expect("the cell");
        let head_end = start + text[start..].find('>').expect("an element") + 1;
        let end = if text[..head_end].ends_with("/>") {
            head_end
        } else {
            head_end + text[head_end..].find("</c>").expect("an element") + 4
        };
        let style = attribute(&text[start..head_end], "s")
            .map(|style| format!(" s=\"{style}\""))
            .unwrap_or_default();
        let new = match now {
            Content::Number(digits) => format!("{mark}{style}><v>{digits}</v></c>"),
            Content::Text(words) => format!(
                "{mark}{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(words)
            ),
            Content::Formula(formula, result) => {
                format!("{mark}{style}><f>{formula}</f><v>{result}</v></c>")
            }
            Content::Truth(value) => format!("{mark}{style} t=\"b\"><v>{value}</v></c>"),
            Content::Fault(name) => format!("{mark}{style} t=\"e\"><v>{name}</v></c>"),
            Content::Blank => format!("{mark}{style}/>"),
        };
        *part = [&text[..start], &new, &text[end..]].concat().into_bytes();
    }
}

fn content(head: &str, inner: &str, shared: &[String]) -> Option<Content> {
    let value = elements(inner, "v").next().map(|(_, value)| value);
    match attribute(head, "t") {
        Some("s") => {
            let text = shared.get(value?.parse::<usize>().ok()?)?;
            Some(Content::Text(text.clone()))
        }
        Some("inlineStr") => Some(Content::Text(plain(inner))),
        Some("str") => Some(Content::Text(unescaped(value?))),
        None | Some("n") => Some(Content::Number(value?.to_owned())),
        _ => None,
    }
}

/// Elements of a name: what stands in the opening tag, and what stands inside.
fn elements<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let after = &rest[rest.find(&open)? + open.len()..];
            if !after.starts_with([' ', '>', '/']) {
                rest = after;
                continue;
            }
            let end = after.find('>')?;
            let head = &after[..end];
            let body = &after[end + 1..];
            if head.ends_with('/') {
                rest = body;
                return Some((head, ""));
            }
            let length = body.find(&close)?;
            rest = &body[length..];
            return Some((head, &body[..length]));
        }
    })
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mark = format!(" {name}=\"");
    let value = &head[head.find(&mark)? + mark.len()..];
    value.split('"').next()
}

/// The text of all `t` elements.
fn plain(item: &str) -> String {
    elements(item, "t")
        .map(|(_, text)| unescaped(text))
        .collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#10;", "\n")
        .replace("&amp;", "&")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
