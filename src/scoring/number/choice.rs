//! Which of several numbers of an actual value answers the target.

use super::super::verdict::Verdict;
use super::Number;
use crate::value::target::{Share, Stated, Wanted, holds};

impl Number<'_> {
    /// The one of several numbers that answers the target: the one called new where an increase is asked for; the
    /// only one of its unit, or their sum; of several rates or stages the one that is called as the indicator is
    /// (满意率95%,问卷回收率88%).
    pub(super) fn meant_among<'s>(&self, among: &'s [Stated]) -> Option<&'s Stated> {
        let alike: Vec<&Stated> = among
            .iter()
            .filter(|stated| {
                let quantity = &stated.quantity;
                quantity.unit.is_some()
                    && quantity.unit == self.bound.unit
                    && quantity.change.is_some() == self.bound.change.is_some()
            })
            .collect();
        if self.asks_for_increase() {
            let new = only(alike.iter().copied(), |stated| {
                holds(&stated.label, INCREASES)
            });
            return new
                .or_else(|| only(alike.iter().copied(), |stated| stated.share == Share::Whole));
        }
        if let Some(part) = self.asked_part(among) {
            return Some(part);
        }
        if let Some(one) = only(alike.iter().copied(), |stated| stated.share == Share::Sum)
            .or_else(|| only(alike.iter().copied(), |stated| stated.share != Share::Part))
        {
            return Some(one);
        }
        let is_rate = self.bound.unit.as_deref() == Some("%");
        let are_stages = alike.iter().all(|stated| holds(&stated.label, STAGES));
        if !is_rate && !are_stages {
            return None;
        }
        only(alike.into_iter(), |stated| {
            let is_called = are_stages || stated.label.contains(['率', '度', '比']);
            is_called && shares_a_word(&stated.label, self.case.name)
        })
    }

    /// The part that the indicator is about: 其中较大1起 to a number of 较大事故.
    pub(super) fn asked_part<'s>(&self, among: &'s [Stated]) -> Option<&'s Stated> {
        only(among.iter(), |stated| {
            let label = stated.label.replace("其中", "");
            let label = label.trim_start_matches(':');
            stated.share == Share::Part
                && stated.quantity.unit == self.bound.unit
                && label.chars().count() >= 2
                && self.case.name.contains(label)
        })
    }

    /// Whether the row asks for what came new.
    pub(super) fn asks_for_increase(&self) -> bool {
        [self.case.name, self.target.text.as_str()]
            .iter()
            .any(|text| holds(text, INCREASES))
    }

    /// Several numbers of the target's unit, all of which meet it: whichever is meant, the target is met.
    pub(super) fn all_meet(&self, among: &[Stated]) -> Option<Verdict> {
        let adds_up = self.wanted != Wanted::More && self.bound.unit.as_deref() != Some("%");
        let are_stages = among.iter().all(|stated| holds(&stated.label, STAGES));
        let comparable = among.iter().all(|stated| {
            stated.doubt.is_none()
                && stated.quantity.unit == self.bound.unit
                && stated.quantity.change == self.bound.change
        });
        if among.len() < 2 || !comparable || (adds_up && !are_stages) || self.asks_for_increase() {
            return None;
        }
        let mut verdicts = among
            .iter()
            .map(|stated| self.measured(&stated.quantity, &mut Vec::new()));
        let first = verdicts.next()?;
        let met = |verdict: &Verdict| matches!(verdict, Verdict::Points { met: true, .. });
        (met(&first) && verdicts.all(|verdict| met(&verdict))).then_some(first)
    }
}

/// The only one of some that fits.
fn only<'s>(
    stated: impl Iterator<Item = &'s Stated>,
    fits: impl Fn(&Stated) -> bool,
) -> Option<&'s Stated> {
    let mut fitting = stated.filter(|stated| fits(stated));
    match (fitting.next(), fitting.next()) {
        (one, None) => one,
        _ => None,
    }
}

/// Words of what came new.
pub(super) const INCREASES: &[&str] = &["新增", "净增", "增收", "增量", "新培育", "新发展", "增产"];

/// Stages of one and the same thing, each with a number of its own: 签约4.2亿元,到位2.6亿元.
const STAGES: &[&str] = &[
    "签约", "立项", "开工", "完工", "竣工", "到位", "报名", "参加", "结业", "受理", "办结", "申报",
    "获批", "采购", "安装", "参训", "取得", "投稿", "发表", "报考", "录取", "收回", "发现", "处置",
    "排查", "化解", "合同", "结算", "决算", "审定", "中标", "预算", "验收", "下达", "支付", "发放",
    "检查", "整改", "抽检", "合格",
];

/// Whether two texts share two characters in a row.
fn shares_a_word(a: &str, b: &str) -> bool {
    let characters: Vec<char> = a.chars().collect();
    characters
        .windows(2)
        .any(|pair| b.contains(&pair.iter().collect::<String>()))
}
