//! The roster as something to look a form's unit up in.

use super::file_stem;
use super::roster::{Roster, RosterEntry};
use super::unit_name::UnitName;
use crate::form::model::{FormKind, SelfEvaluation};

/// The roster with its names taken apart.
pub(super) struct Register<'a> {
    entries: Vec<Listed<'a>>,
}

struct Listed<'a> {
    entry: &'a RosterEntry,
    name: UnitName,
    earlier: Vec<UnitName>,
}

/// The outcome of a search.
pub(super) enum Found<'a> {
    /// One unit, and how it was found where its own name was not enough.
    Entry {
        /// The unit.
        entry: &'a RosterEntry,
        /// The evidence in words.
        matched_by: Option<String>,
        /// Whether nothing but a code speaks for it.
        by_code: bool,
    },
    /// Several units answer equally well.
    Several(String),
    /// No unit does.
    None,
}

/// What a form says of its unit.
struct Asked<'a> {
    stated: &'a str,
    name: UnitName,
    code: Option<&'a str>,
    file: &'a str,
}

/// Why a form may belong to a unit of the roster.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Name,
    EarlierName,
    NameButForPlace,
    EarlierNameButForPlace,
    NameButForTail,
    Code,
    ShortName,
    FileName,
    EarlierNameInFileName,
}

impl Evidence {
    /// All kinds, the strongest first. Codes come after names: those of a budget system and those of
    /// the roster may be different numberings.
    const BY_STRENGTH: [Self; 9] = [
        Self::Name,
        Self::EarlierName,
        Self::NameButForPlace,
        Self::EarlierNameButForPlace,
        Self::NameButForTail,
        Self::Code,
        Self::ShortName,
        Self::FileName,
        Self::EarlierNameInFileName,
    ];

    fn points_at(self, listed: &Listed<'_>, asked: &Asked<'_>) -> bool {
        let name = &asked.name;
        match self {
            Self::Code => asked.code.is_some() && listed.entry.code.as_deref() == asked.code,
            Self::FileName => name.is_empty() && listed.name.is_spoken_of_in(asked.file),
            Self::EarlierNameInFileName => {
                name.is_empty() && listed.earlier.iter().any(|n| n.is_spoken_of_in(asked.file))
            }
            _ if name.is_empty() => false,
            Self::Name => listed.name.whole == name.whole,
            Self::EarlierName => listed.earlier.iter().any(|other| other.whole == name.whole),
            Self::NameButForPlace => listed.name.is_same_but_for_place(name),
            Self::EarlierNameButForPlace => listed
                .earlier
                .iter()
                .any(|other| other.is_same_but_for_place(name)),
            Self::NameButForTail => listed.name.is_same_but_for_tail(name),
            Self::ShortName => name.is_short_for(&listed.name),
        }
    }

    /// The evidence in words; `None` where the name itself is enough.
    fn in_words(self, asked: &Asked<'_>) -> Option<String> {
        let stated = asked.stated;
        let words = match self {
            Self::Name => return None,
            Self::EarlierName | Self::EarlierNameButForPlace => format!("曾用名“{stated}”"),
            Self::NameButForPlace => format!("表内名称“{stated}”，区划或括注不同"),
            Self::NameButForTail => format!("表内名称“{stated}”，后缀不同"),
            Self::Code => format!("代码{}，表内名称“{stated}”", asked.code.unwrap_or_default()),
            Self::ShortName => format!("简称“{stated}”"),
            Self::FileName => "表内未写单位名称，按文件名对应".to_owned(),
            Self::EarlierNameInFileName => "表内未写单位名称，按文件名中的曾用名对应".to_owned(),
        };
        Some(words)
    }
}

impl<'a> Register<'a> {
    pub(super) fn new(roster: &'a Roster) -> Self {
        let listed = |entry: &'a RosterEntry| Listed {
            entry,
            name: UnitName::read(&entry.name),
            earlier: entry
                .earlier_names
                .iter()
                .map(|name| UnitName::read(name))
                .collect(),
        };
        Self {
            entries: roster.entries.iter().map(listed).collect(),
        }
    }

    /// The unit of a form. A project whose own unit is not listed belongs to the unit that
    /// supervises it.
    pub(super) fn find(&self, form: &SelfEvaluation) -> Found<'a> {
        let stated = form.department.value.as_deref().unwrap_or_default();
        let asked = Asked {
            stated,
            name: UnitName::read(stated),
            code: form.department_code.value.as_deref(),
            file: file_stem(&form.source.path),
        };
        let found = self.answer(&asked);
        let (Found::None, Some(supervisor)) = (&found, form.supervisor.value.as_deref()) else {
            return found;
        };
        if form.kind == FormKind::Department {
            return found;
        }
        let asked = Asked {
            stated: supervisor,
            name: UnitName::read(supervisor),
            code: None,
            file: "",
        };
        match self.answer(&asked) {
            Found::Entry { entry, .. } => Found::Entry {
                entry,
                matched_by: Some(format!("主管部门“{supervisor}”")),
                by_code: false,
            },
            _ => found,
        }
    }

    /// The unit of a name by itself.
    pub(super) fn named(&self, name: &str) -> Found<'a> {
        self.answer(&Asked {
            stated: name,
            name: UnitName::read(name),
            code: None,
            file: "",
        })
    }

    /// The first kind of evidence that points at a unit decides; if it points at several, none.
    fn answer(&self, asked: &Asked<'_>) -> Found<'a> {
        for evidence in Evidence::BY_STRENGTH {
            let fits = |listed: &&Listed<'a>| evidence.points_at(listed, asked);
            let found: Vec<&Listed<'a>> = self.entries.iter().filter(fits).collect();
            match found.as_slice() {
                [] => {}
                [one] => {
                    return Found::Entry {
                        entry: one.entry,
                        matched_by: evidence.in_words(asked),
                        by_code: evidence == Evidence::Code,
                    };
                }
                several => {
                    let names: Vec<_> = several.iter().map(|l| l.entry.name.as_str()).collect();
                    let names = names.join("、");
                    return Found::Several(format!(
                        "名单中有多个单位与之相近（{names}），未自动对应"
                    ));
                }
            }
        }
        Found::None
    }
}
