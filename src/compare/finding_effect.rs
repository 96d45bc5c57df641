//! What a finding does to a rank: the place a department would have once it is put right.

use std::collections::BTreeMap;

use super::league::{Entrant, Leagues, Measure};
use super::records::Records;

/// The rank by 自评得分 as it is, and as it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RankEffect {
    /// The rank by the stated score.
    pub rank: u32,
    /// The rank once the finding is put right, all others unchanged.
    pub mended: u32,
    /// Whether the score rises by that: it was too low.
    pub rises: bool,
}

/// The effect of every finding that has points at stake and concerns a ranked form, by its number.
#[must_use]
pub(crate) fn effects(records: &Records) -> BTreeMap<usize, RankEffect> {
    let leagues = Leagues::by(Measure::Stated, &records.departments);
    records
        .findings
        .iter()
        .filter_map(|finding| {
            let points = finding.points.filter(|points| !points.is_zero())?;
            let record = records.department(finding.form?)?;
            let (members, score) = leagues.league(&Entrant::by(Measure::Stated, record))?;
            let effect = RankEffect {
                rank: members.rank(score),
                mended: members.rank_instead(score, score.checked_sub(points)?),
                rises: points.is_sign_negative(),
            };
            Some((finding.number, effect))
        })
        .collect()
}
