//! Scoring rules as data: what a region, a year or a kind of form does differently stands in a profile.
//!
//! A profile is a TOML file. It may lay itself over another (`extends = "national-2020"`), and hold
//! sections for one kind of form (`[form.department.…]`) and for years (`[year.2021.…]`,
//! `[year."2021-2023".…]`, `[year."2021-".…]`). Loading reads all of it, for every kind and year, and
//! reports every fault with its file, line and key.

mod curve;
mod describe;
mod layers;
mod load;
mod problem;
mod read;
mod rules;
mod shipped;
#[cfg(test)]
mod tests;

use crate::form::model::FormKind;
use crate::value::target::StatedDirections;

pub(crate) use curve::Curve;
pub(super) use curve::How;
pub(crate) use problem::ProfileError;
pub(crate) use rules::*;

/// The profile that applies where none is named.
pub const DEFAULT: &str = "national-2020";

/// A scoring profile, checked.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name: `national-2020`, or the file's name without `.toml`.
    pub name: String,
    /// 名称, as users see it.
    pub label: String,
    /// What it is for, in a sentence or two.
    pub summary: String,
    /// Where its rules come from, those it is laid over included. Chinese.
    pub sources: Vec<String>,
    /// What could not be found out, or is only practice. Chinese.
    pub gaps: Vec<String>,
    /// The files it is made of, the lowest first.
    pub layers: Vec<Layer>,
    /// SHA-256 over the layers' texts, lower-case hex.
    pub sha256: String,
    /// For a department's form of an unknown year.
    base: Rules,
    variants: Vec<Variant>,
}

/// One file of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The shipped profile's name with `.toml`, or the path as given.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// The rules of one kind of form in one stretch of years; `years` is `None` where no year is known.
#[derive(Clone, Debug)]
struct Variant {
    kind: FormKind,
    years: Option<(i32, i32)>,
    rules: Rules,
}

impl Profile {
    /// Loads a shipped profile by its name, or a file by its path.
    ///
    /// # Errors
    /// [`ProfileError`]: no such name or file, an unreadable file, or every fault that the files have.
    pub fn load(name_or_path: &str) -> Result<Self, ProfileError> {
        load::load(name_or_path)
    }

    /// The names of the shipped profiles, the default first.
    #[must_use]
    pub fn shipped() -> Vec<&'static str> {
        shipped::PROFILES.iter().map(|(name, _)| *name).collect()
    }

    /// The profile with what the bureau's settings state of names.
    #[must_use]
    pub(crate) fn with_directions(mut self, directions: &StatedDirections) -> Self {
        let variants = self.variants.iter_mut().map(|variant| &mut variant.rules);
        for rules in variants.chain([&mut self.base]) {
            rules.directions = directions.clone();
        }
        self
    }

    /// The rules for a kind of form and a year.
    #[must_use]
    pub fn rules(&self, kind: FormKind, year: Option<i32>) -> &Rules {
        self.variants
            .iter()
            .find(|variant| variant.kind == kind && variant.covers(year))
            .map_or(&self.base, |variant| &variant.rules)
    }
}

impl Variant {
    fn covers(&self, year: Option<i32>) -> bool {
        match (self.years, year) {
            (None, None) => true,
            (Some((first, last)), Some(year)) => (first..=last).contains(&year),
            _ => false,
        }
    }
}
