//! Who is ranked, among whom, and where a score stands there. Whatever tells a rank asks here: the
//! ranking, other profiles, the effect of findings, the sheets.
//!
//! A league is the forms of one year and kind; its members may be grouped with their peers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::record::DepartmentRecord;
use crate::form::model::FormKind;
use crate::value::number::round_half_away;

/// How many neighbours are named; the rest is only counted.
const NAMED: usize = 3;

/// What forms are ranked by. The number is the one that the sheets show and their formulas compare, so
/// that a rank and its formula cannot see different ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    /// 自评得分
    Stated,
    /// 复算得分
    Recomputed,
    /// 填报质量, a fraction to a hundredth of a per cent.
    Quality,
    /// 执行率, a fraction to ten places.
    Rate,
}

impl Measure {
    /// What a form has of it.
    #[must_use]
    pub(crate) fn of(self, record: &DepartmentRecord) -> Option<Decimal> {
        let to = |value: Option<Decimal>, places| value.map(|v| round_half_away(v, places));
        match self {
            // A sum that Excel left with fifteen digits is the score it shows.
            Self::Stated => to(record.stated_total.value, 6),
            Self::Recomputed => record.total,
            Self::Quality => to(record.quality, 4),
            Self::Rate => to(record.computed_rate, 10),
        }
    }

    /// What it is called.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Stated => "自评得分",
            Self::Recomputed => "复算得分",
            Self::Quality => "填报质量",
            Self::Rate => "执行率",
        }
    }

    /// The most that a form can have; beyond that it is no value to be ranked.
    fn most(self, record: &DepartmentRecord) -> Option<Decimal> {
        match self {
            Self::Stated | Self::Recomputed => Some(record.full_marks),
            Self::Quality | Self::Rate => None,
        }
    }
}

/// Why a form is not ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unranked {
    /// Another version of it counts.
    Replaced,
    /// Its year is unknown.
    NoYear,
    /// It has no score.
    NoScore,
    /// Its score lies beyond the full marks: its weights do not add up to them, and it cannot be held
    /// against the others until that is put right.
    Beyond {
        /// The score.
        score: Decimal,
        /// The full marks.
        full: Decimal,
    },
}

impl Unranked {
    /// The reason in words.
    #[must_use]
    pub(crate) fn told(&self, measure: Measure) -> String {
        match self {
            Self::Replaced => "不是计入的版本，不参加排名".to_owned(),
            Self::NoYear => "年度不明，不参加排名".to_owned(),
            Self::NoScore if measure == Measure::Recomputed => {
                "表中没有得分，也无从复算，不参加排名".to_owned()
            }
            Self::NoScore => format!("没有{}，不参加排名", measure.label()),
            Self::Beyond { score, full } => format!(
                "{} {} 超过 {} 分，分值合计有误，更正后再排名",
                measure.label(),
                score.normalize(),
                full.normalize()
            ),
        }
    }
}

/// A form with what it would be ranked by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entrant<'a> {
    /// Its number.
    pub form: usize,
    /// Whether it is the version that counts.
    pub current: bool,
    /// Its year.
    pub year: Option<i32>,
    /// Its kind.
    pub kind: FormKind,
    /// Its peer group.
    pub group: Option<&'a str>,
    /// What it would be ranked by.
    pub score: Option<Decimal>,
    /// The most that it could have.
    pub most: Option<Decimal>,
}

/// Year and kind: who is ranked together.
pub(crate) type Key = (i32, FormKind);

impl<'a> Entrant<'a> {
    /// A form by one of its own measures.
    #[must_use]
    pub(crate) fn by(measure: Measure, record: &'a DepartmentRecord) -> Self {
        Self {
            form: record.form,
            current: record.current,
            year: record.year,
            kind: record.kind,
            group: record.group.as_deref(),
            score: measure.of(record),
            most: measure.most(record),
        }
    }

    /// Its league and the number it is ranked by, or why it has no rank. Nothing else decides that.
    ///
    /// # Errors
    ///
    /// [`Unranked`].
    pub(crate) fn admitted(&self) -> Result<(Key, Decimal), Unranked> {
        if !self.current {
            return Err(Unranked::Replaced);
        }
        let year = self.year.ok_or(Unranked::NoYear)?;
        let score = self.score.ok_or(Unranked::NoScore)?;
        match self.most {
            Some(full) if score > full => Err(Unranked::Beyond { score, full }),
            _ => Ok(((year, self.kind), score)),
        }
    }
}

/// Forms near another one: how many, and the first few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// How many there are.
    pub count: usize,
    /// The first few, by their numbers.
    pub named: Vec<usize>,
}

/// The members of a league or of a peer group, by what they are ranked by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    /// Score and form, ascending.
    scores: Vec<(Decimal, usize)>,
}

impl Members {
    /// How many there are.
    #[must_use]
    pub(crate) fn count(&self) -> u32 {
        number(self.scores.len())
    }

    /// The rank of a member's score. Equal scores share a rank: 1, 2, 2, 4.
    #[must_use]
    pub(crate) fn rank(&self, score: Decimal) -> u32 {
        number(self.above(score) + 1)
    }

    /// The rank that a member would have with another score, all others unchanged.
    #[must_use]
    pub(crate) fn rank_instead(&self, own: Decimal, other: Decimal) -> u32 {
        // Its present score, where it lies above the other one, is none to be counted.
        number(self.above(other) - usize::from(own > other) + 1)
    }

    /// The place of a member, counted without gaps: equal scores by the form's number.
    #[must_use]
    pub(crate) fn place(&self, form: usize, score: Decimal) -> u32 {
        let tied = self.scores.partition_point(|(other, _)| *other < score);
        let ahead = self.scores.get(tied..).unwrap_or_default();
        let ahead = ahead.partition_point(|entry| *entry < (score, form));
        number(self.above(score) + ahead + 1)
    }

    /// The other members with this score, and those whose score differs by no more than `margin`.
    #[must_use]
    pub(crate) fn around(
        &self,
        form: usize,
        score: Decimal,
        margin: Decimal,
    ) -> (Neighbours, Neighbours) {
        let below = |least: Decimal| self.scores.partition_point(|(other, _)| *other < least);
        let up_to = |most: Decimal| self.scores.partition_point(|(other, _)| *other <= most);
        let least = score.checked_sub(margin).unwrap_or(score);
        let most = score.checked_add(margin).unwrap_or(score);
        let within = below(least)..up_to(most);
        let (mut ties, mut near) = (Neighbours::default(), Neighbours::default());
        for (other, member) in self.scores.get(within).unwrap_or_default() {
            if *member == form {
                continue;
            }
            let group = if *other == score {
                &mut ties
            } else {
                &mut near
            };
            group.count += 1;
            if group.named.len() < NAMED {
                group.named.push(*member);
            }
        }
        (ties, near)
    }

    /// How many have more.
    fn above(&self, score: Decimal) -> usize {
        self.scores.len() - self.scores.partition_point(|(other, _)| *other <= score)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// All leagues by one measure, and the peer groups within them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leagues {
    leagues: BTreeMap<Key, Members>,
    groups: BTreeMap<(Key, String), Members>,
}

impl Leagues {
    /// The leagues that these forms make. Who is not admitted takes no part.
    #[must_use]
    pub(crate) fn of<'a>(entrants: impl IntoIterator<Item = Entrant<'a>>) -> Self {
        let mut all = Self::default();
        for entrant in entrants {
            let Ok((key, score)) = entrant.admitted() else {
                continue;
            };
            let entry = (score, entrant.form);
            all.leagues.entry(key).or_default().scores.push(entry);
            if let Some(group) = entrant.group {
                let peers = all.groups.entry((key, group.to_owned())).or_default();
                peers.scores.push(entry);
            }
        }
        for members in all.leagues.values_mut().chain(all.groups.values_mut()) {
            members.scores.sort_unstable();
        }
        all
    }

    /// The leagues by one of the forms' own measures.
    #[must_use]
    pub(crate) fn by(measure: Measure, records: &[DepartmentRecord]) -> Self {
        Self::of(records.iter().map(|record| Entrant::by(measure, record)))
    }

    /// The members of a form's league, and its own score; `None` where it is not ranked.
    #[must_use]
    pub(crate) fn league(&self, entrant: &Entrant<'_>) -> Option<(&Members, Decimal)> {
        let (key, score) = entrant.admitted().ok()?;
        Some((self.leagues.get(&key)?, score))
    }

    /// The members of a form's peer group, and its own score; `None` where it is not ranked, or has no
    /// peers.
    #[must_use]
    pub(crate) fn peers(&self, entrant: &Entrant<'_>) -> Option<(&Members, Decimal)> {
        let (key, score) = entrant.admitted().ok()?;
        let group = entrant.group?.to_owned();
        Some((self.groups.get(&(key, group))?, score))
    }

    /// The rank of a form.
    #[must_use]
    pub(crate) fn rank(&self, entrant: &Entrant<'_>) -> Option<u32> {
        let (members, score) = self.league(entrant)?;
        Some(members.rank(score))
    }
}

/// The ranks that the points not judged leave open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Openness {
    /// The lowest and the highest scores that members may have, each ascending, by league.
    spans: BTreeMap<Key, (Vec<Decimal>, Vec<Decimal>)>,
}

impl Openness {
    /// What is open by 复算得分.
    #[must_use]
    pub(crate) fn of(records: &[DepartmentRecord]) -> Self {
        let mut spans: BTreeMap<Key, (Vec<Decimal>, Vec<Decimal>)> = BTreeMap::new();
        for record in records {
            if let Ok((key, total)) = Entrant::by(Measure::Recomputed, record).admitted() {
                let (lowest, highest) = span(record, total);
                let of_league = spans.entry(key).or_default();
                of_league.0.push(lowest);
                of_league.1.push(highest);
            }
        }
        for (lowest, highest) in spans.values_mut() {
            lowest.sort_unstable();
            highest.sort_unstable();
        }
        Self { spans }
    }

    /// The best and the worst rank that a form may have, given what is not judged on it and on the
    /// others.
    #[must_use]
    pub(crate) fn possible(&self, record: &DepartmentRecord) -> Option<(u32, u32)> {
        let (key, total) = Entrant::by(Measure::Recomputed, record).admitted().ok()?;
        let (all_lowest, all_highest) = self.spans.get(&key)?;
        let (lowest, highest) = span(record, total);
        let above = |ascending: &[Decimal], value: Decimal| {
            ascending.len() - ascending.partition_point(|other| *other <= value)
        };
        // Its own highest score is among the others' where it has anything open.
        let itself = usize::from(highest > lowest);
        Some((
            number(above(all_lowest, highest) + 1),
            number(above(all_highest, lowest) - itself + 1),
        ))
    }
}

/// The totals that the rows not judged allow; the total itself where none is stated.
fn span(record: &DepartmentRecord, total: Decimal) -> (Decimal, Decimal) {
    (
        record.lowest.unwrap_or(total).min(total),
        record.highest.unwrap_or(total).max(total),
    )
}

/// A list in the order of its ranks that shows `shown` at either end: what stands at each of its places.
/// A tie is shown whole or told by its number; it is never cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The entry at this place, counted from 0.
    One(usize),
    /// A tie too large to be shown: its rank, and how many share it.
    Tie(u32, usize),
    /// So many entries are left out between the ends.
    LeftOut(usize),
}

/// What a list of these ranks (ascending) shows with `ends` places at either end.
#[must_use]
pub(crate) fn ends(ranks: &[u32], ends: usize) -> Vec<Shown> {
    if ranks.len() <= 2 * ends {
        return (0..ranks.len()).map(Shown::One).collect();
    }
    let ties: Vec<&[u32]> = ranks.chunk_by(|one, other| one == other).collect();
    let head = taken(ties.iter().copied(), ends);
    let tail = taken(ties.iter().rev().copied(), ends).min(ties.len() - head);
    let mut shown = Vec::new();
    let mut place = 0;
    let mut left_out = 0;
    for (index, tie) in ties.iter().enumerate() {
        let at_an_end = index < head || index + tail >= ties.len();
        if !at_an_end {
            left_out += tie.len();
        } else {
            if left_out > 0 {
                shown.push(Shown::LeftOut(left_out));
                left_out = 0;
            }
            match tie.first() {
                Some(rank) if tie.len() > ends => shown.push(Shown::Tie(*rank, tie.len())),
                _ => shown.extend((place..place + tie.len()).map(Shown::One)),
            }
        }
        place += tie.len();
    }
    shown
}

/// How many ties it takes to fill so many places; the first always counts.
fn taken<'a>(ties: impl Iterator<Item = &'a [u32]>, places: usize) -> usize {
    let mut filled = 0;
    let mut taken = 0;
    for tie in ties {
        if filled >= places {
            break;
        }
        filled += tie.len();
        taken += 1;
    }
    taken
}

#[cfg(test)]
mod tests;
