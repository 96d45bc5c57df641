//! Finds a profile's files, lays them over each other, and reads the rules of every kind and year.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::layers::lay_over;
use super::problem::ProfileError;
use super::{Layer, Profile, Rules, Variant, read, shipped};
use crate::form::model::FormKind;
use crate::place::in_words;
use crate::settings_text::{
    Place, Problems, Reader, Root, Table, Value, parse, read_file, unknown,
};
use crate::value::nearest::nearest;

/// Profiles lie over each other at most this deep; a longer chain is a circle.
const DEEPEST: usize = 8;

/// Years that a section is for: first and last.
type Years = (i32, i32);

/// Loads a shipped profile by its name, or a file by its path.
pub(super) fn load(name_or_path: &str) -> Result<Profile, ProfileError> {
    let problems = Problems::with_help("（可用 extends 从一个自带的规则继承）");
    let mut layers: Vec<(Layer, Root)> = Vec::new();
    let mut asked = name_or_path.to_owned();
    let mut beside: Option<PathBuf> = None;
    let mut named_at: Option<Place> = None;
    loop {
        let (layer, path) = match (find(&asked, beside.as_deref()), &named_at) {
            (Ok(found), _) => found,
            (Err(error), Some(place)) => return Err(at_the_key(error, &asked, problems, place)),
            (Err(error), None) => return Err(error),
        };
        if let Some(circle) = circle(&layers, &layer, path.as_deref()) {
            let place = named_at.unwrap_or_else(|| Place::start_of(&layer.file));
            let message = format!("互相继承成了环：{circle}；请去掉其中一个 extends");
            return Err(extends_fault(problems, &place, message));
        }
        let Some(root) = parse(&layer.file, &layer.text, &problems) else {
            return Err(faulty(problems));
        };
        beside = path
            .as_deref()
            .and_then(Path::parent)
            .map(Path::to_path_buf);
        let base = extends(&root, &problems);
        layers.push((layer, root));
        let Some((base, place)) = base else {
            break;
        };
        if layers.len() >= DEEPEST {
            let message = format!("继承超过 {DEEPEST} 层，请合并其中几层");
            return Err(extends_fault(problems, &place, message));
        }
        asked = base;
        named_at = Some(place);
    }
    layers.reverse();
    let name = Path::new(name_or_path).file_stem().map_or_else(
        || name_or_path.to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    assemble(name, layers, problems)
}

/// Finds one file: a shipped profile, or a path, which a base may give relative to the file that names it.
fn find(asked: &str, beside: Option<&Path>) -> Result<(Layer, Option<PathBuf>), ProfileError> {
    if let Some(text) = shipped::text(asked) {
        let layer = Layer {
            file: format!("{asked}.toml"),
            text: text.to_owned(),
        };
        return Ok((layer, None));
    }
    let path = beside.map_or_else(|| PathBuf::from(asked), |folder| folder.join(asked));
    let looks_like_path = asked.contains(['/', '\\']) || asked.ends_with(".toml") || path.exists();
    if !looks_like_path {
        return Err(ProfileError::Unknown {
            name: asked.to_owned(),
            nearest: nearest(asked, Profile::shipped()).map(str::to_owned),
            known: Profile::shipped().into_iter().map(str::to_owned).collect(),
        });
    }
    match read_file(&path) {
        Ok(file) => {
            let layer = Layer {
                file: path.display().to_string(),
                text: file.text,
            };
            Ok((layer, Some(path)))
        }
        Err(source) => Err(ProfileError::Unreadable { path, source }),
    }
}

/// The files that lie over each other in a circle, in their order; `None` where the new one is new.
fn circle(layers: &[(Layer, Root)], new: &Layer, path: Option<&Path>) -> Option<String> {
    path?;
    let same = |file: &str| {
        file == new.file
            || std::fs::canonicalize(file)
                .ok()
                .is_some_and(|known| std::fs::canonicalize(&new.file).is_ok_and(|n| n == known))
    };
    let first = layers.iter().position(|(layer, _)| same(&layer.file))?;
    let chain: Vec<&str> = layers
        .iter()
        .skip(first)
        .map(|(layer, _)| layer.file.as_str())
        .chain([new.file.as_str()])
        .collect();
    Some(chain.join(" → "))
}

/// A base that cannot be found is a fault of the key that names it.
fn at_the_key(
    error: ProfileError,
    asked: &str,
    problems: Problems,
    named_at: &Place,
) -> ProfileError {
    let message = match &error {
        ProfileError::Unknown { .. } => {
            let fault = format!("没有名为“{asked}”的自带规则，也没有这个文件");
            unknown(&fault, asked, &Profile::shipped())
        }
        ProfileError::Unreadable { source, .. } => {
            format!("要继承的文件“{asked}”读不了：{}", in_words(source))
        }
        ProfileError::Faulty { .. } => return error,
    };
    extends_fault(problems, named_at, message)
}

/// The profile that a file is laid over, and where it says so.
fn extends(root: &Root, problems: &Problems) -> Option<(String, Place)> {
    let reader = Reader::new(&root.table, root.place.clone(), problems);
    let base = reader.text("extends")?;
    let node = root.table.get("extends")?;
    Some((base, node.place.clone()))
}

fn extends_fault(problems: Problems, place: &Place, message: String) -> ProfileError {
    problems.add(place, "extends".to_owned(), message);
    faulty(problems)
}

fn faulty(problems: Problems) -> ProfileError {
    ProfileError::Faulty {
        problems: problems.into_list(),
    }
}

/// Lays the files over each other and reads the rules of every kind of form and stretch of years.
fn assemble(
    name: String,
    layers: Vec<(Layer, Root)>,
    problems: Problems,
) -> Result<Profile, ProfileError> {
    let (mut sources, mut gaps) = (Vec::new(), Vec::new());
    let mut merged = Table::new();
    let mut place = None;
    for (_, root) in &layers {
        let head = Reader::new(&root.table, root.place.clone(), &problems);
        sources.extend(head.texts("sources"));
        gaps.extend(head.texts("gaps"));
        lay_over(&mut merged, &root.table);
        place = Some(root.place.clone());
    }
    let Some(place) = place else {
        return Err(faulty(problems));
    };
    let read_table = |table: &Table| {
        let reader = Reader::new(table, place.clone(), &problems);
        let label = reader.needed("label", Reader::text);
        let summary = reader.needed("summary", Reader::text);
        let rules = read::read_rules(&reader);
        reader.finish();
        (label, summary, rules)
    };
    for own in ["sources", "gaps", "extends"] {
        merged.remove(own);
    }
    let kinds = overlays(
        &mut merged,
        "form",
        &problems,
        kind_of,
        "表的种类只有 department（部门整体）、project（项目）、transfer（转移支付）",
    );
    let years = overlays(
        &mut merged,
        "year",
        &problems,
        years_of,
        "年份写作 [year.2021.…]、[year.\"2021-2023\".…]、[year.\"2021-\".…] 或 [year.\"-2019\".…]",
    );
    let (label, summary, _) = read_table(&merged);
    let mut variants = Vec::new();
    let mut base: Option<Rules> = None;
    for kind in [FormKind::Department, FormKind::Project, FormKind::Transfer] {
        for stretch in stretches(&years) {
            let mut table = merged.clone();
            for (_, above) in kinds.iter().filter(|(of, _)| *of == kind) {
                lay_over(&mut table, above);
            }
            for ((first, last), above) in &years {
                if stretch.is_some_and(|(from, to)| *first <= from && to <= *last) {
                    lay_over(&mut table, above);
                }
            }
            if let (_, _, Some(rules)) = read_table(&table) {
                if kind == FormKind::Department && stretch.is_none() {
                    base = Some(rules.clone());
                }
                variants.push(Variant {
                    kind,
                    years: stretch,
                    rules,
                });
            }
        }
    }
    let problems = problems.into_list();
    let (Some(label), Some(summary), Some(base), true) =
        (label, summary, base, problems.is_empty())
    else {
        return Err(ProfileError::Faulty { problems });
    };
    let layers: Vec<Layer> = layers.into_iter().map(|(layer, _)| layer).collect();
    Ok(Profile {
        name,
        label,
        summary,
        sources,
        gaps,
        sha256: fingerprint(&layers),
        layers,
        base,
        variants,
    })
}

/// Takes the sections under `[form.…]` or `[year.…]` out of the tree.
fn overlays<T>(
    merged: &mut Table,
    section: &'static str,
    problems: &Problems,
    meaning: fn(&str) -> Option<T>,
    hint: &str,
) -> Vec<(T, Table)> {
    let Some(node) = merged.remove(section) else {
        return Vec::new();
    };
    let Value::Table(table) = node.value else {
        problems.add(&node.place, section.to_owned(), hint);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, node) in table {
        match (meaning(&key), node.value) {
            (Some(of), Value::Table(table)) => found.push((of, table)),
            _ => problems.add(&node.place, format!("{section}.{key}"), hint),
        }
    }
    found
}

/// The kind of form that a section is for.
fn kind_of(word: &str) -> Option<FormKind> {
    [FormKind::Department, FormKind::Project, FormKind::Transfer]
        .into_iter()
        .find(|kind| kind.word() == word)
}

/// The years that a section is for.
fn years_of(text: &str) -> Option<Years> {
    let year = |text: &str| {
        text.parse::<i32>()
            .ok()
            .filter(|year| (1990..2100).contains(year))
    };
    match text.split_once('-') {
        None => year(text).map(|year| (year, year)),
        Some((first, "")) => Some((year(first)?, i32::MAX)),
        Some(("", last)) => Some((i32::MIN, year(last)?)),
        Some((first, last)) => {
            Some((year(first)?, year(last)?)).filter(|(first, last)| first <= last)
        }
    }
}

/// The stretches of years within which no section begins or ends, and "no year known".
fn stretches(years: &[(Years, Table)]) -> Vec<Option<Years>> {
    let mut starts: Vec<i32> = vec![i32::MIN];
    for ((first, last), _) in years {
        starts.push(*first);
        starts.extend(last.checked_add(1));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts
        .iter()
        .skip(1)
        .map(|start| start - 1)
        .chain([i32::MAX]);
    let stretches = starts
        .iter()
        .zip(ends)
        .map(|(first, last)| Some((*first, last)));
    std::iter::once(None).chain(stretches).collect()
}

/// SHA-256 over the texts of the layers.
fn fingerprint(layers: &[Layer]) -> String {
    let mut hash = Sha256::new();
    for layer in layers {
        hash.update(layer.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
