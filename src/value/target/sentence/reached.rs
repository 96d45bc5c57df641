//! Which of several quantities an actual value states as reached.

use super::super::Operator;
use super::super::bound::Bound;
use super::super::lexicon::{holds, without_words};
use super::super::period::Timing;
use super::super::scan::Piece;
use super::vocabulary::{ASIDE, CUES, PARTS, SUMS};
use super::{Sentence, Share, change_before, doubt_words, doubts, ends_with_any};

impl Sentence {
    /// Whether two quantities are where something came from and where it got to: 由85%提升至95%.
    pub(super) fn is_from_to(
        &self,
        (first, second): (usize, usize),
        operator: Option<Operator>,
    ) -> bool {
        let (before, between) = (self.words(0..first), self.words(first + 1..second));
        let before = before.trim_end_matches('的');
        // 降到 is taken up by the number behind it.
        let got_to = ends_with_any(&between, &["至", "到", "为"])
            || (between.is_empty() && operator == Some(Operator::AtMost));
        ends_with_any(before, &["由", "从", "自"]) && got_to
    }

    /// Of numbers each of a year of its own the latest counts: 2022年末55%,2023年末62%.
    fn keep_latest_year(&self, reached: &mut Vec<(Bound, Share)>) {
        let year = |bound: &Bound| {
            self.place_of(&bound.quantity)
                .and_then(|at| self.year_of(at))
        };
        let years: Vec<i32> = reached
            .iter()
            .filter_map(|(bound, _)| year(bound))
            .collect();
        let Some(latest) = years.iter().max().copied() else {
            return;
        };
        let each_its_own = years.len() == reached.len()
            && years.iter().filter(|year| **year == latest).count() == 1;
        if each_its_own {
            reached.retain(|(bound, _)| year(bound) == Some(latest));
        }
    }

    /// The only number of a sentence, whose unit is known: 执法人员上门巡查零售药店271家次.
    pub(in super::super) fn only_bound(&self) -> Option<Bound> {
        let mut bounds = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Bound(bound) => Some(bound),
            _ => None,
        });
        let no_date = !self
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Time(time) if !time.vague));
        match (bounds.next(), bounds.next()) {
            (Some(only), None)
                if no_date
                    && !only.chinese
                    && only.unit_known
                    && only.quantity.unit.is_some()
                    && only.upper.is_none() =>
            {
                Some(only.clone())
            }
            _ => None,
        }
    }

    /// The only date of a sentence that begins with it and states no number: 11月15日打卡到户.
    pub(in super::super) fn only_date(&self) -> Option<Timing> {
        let [Piece::Time(timing), behind @ ..] = self.pieces.as_slice() else {
            return None;
        };
        let only_words = behind.iter().all(|piece| matches!(piece, Piece::Text(_)));
        (only_words && !timing.vague).then_some(*timing)
    }

    /// The number in Chinese numerals at the end of a sentence without any other: 完成加固三座.
    pub(in super::super) fn numeral_at_end(&self) -> Option<Bound> {
        let [before @ .., Piece::Bound(last)] = self.pieces.as_slice() else {
            return None;
        };
        let has_another = before.iter().any(|piece| matches!(piece, Piece::Bound(_)));
        let is_meant = last.chinese && last.unit_known && last.quantity.unit.is_some();
        (is_meant && !has_another).then(|| last.clone())
    }

    /// The quantities that an actual value of several states as reached, each with what it is of the whole: what
    /// was planned, what last year was and what is only a distance from the target is left out.
    pub(in super::super) fn reached(&self) -> Vec<(Bound, Share)> {
        let mut reached = Vec::new();
        let bounds = self.bounds();
        if bounds.len() < 2 {
            return reached;
        }
        let (mut behind, mut is_part) = (0, false);
        for (at, bound) in bounds {
            let clauses = self.words(behind..at);
            let clause = clauses
                .rsplit(|c| doubts::is_mark(c) && c != ':')
                .next()
                .unwrap_or_default()
                .to_owned();
            // 全年23场 behind 上半年11场、下半年12场 is the sum, too.
            let of_the_year = behind > 0
                && matches!(self.pieces.get(at.wrapping_sub(1)), Some(Piece::Time(time)) if time.vague && time.year().is_none());
            behind = at + 1;
            let share = if of_the_year || ends_with_any(&clause, SUMS) {
                Share::Sum
            } else if is_part || holds(&clause, PARTS) {
                Share::Part
            } else {
                Share::Whole
            };
            is_part = share == Share::Part;
            let clause = without_words(&clause, &doubt_words::WORDS.innocent);
            let clause = clause.trim_end_matches('的').to_owned();
            let meant = bound.quantity.unit.is_some()
                || ends_with_any(&clause, CUES)
                || ends_with_any(
                    &clause,
                    &["今年", "本年", "上年", "去年", "本年度", "上年度"],
                );
            if !meant {
                return Vec::new();
            }
            // 占应训人数的76% is a share of what was to be done.
            let is_share_of = clause.contains('占');
            // 除1项外,其余11项均已完成.
            let is_excepted = clause.ends_with('除')
                && matches!(self.pieces.get(at + 1), Some(Piece::Text(words)) if words.contains('外'));
            // 4起,已调解3起
            let is_what_became_of_it = !reached.is_empty()
                && (clause.strip_prefix('已').is_some_and(|done| {
                    [
                        "调解", "处理", "办结", "化解", "整改", "处置", "解决", "追回", "修复",
                    ]
                    .iter()
                    .any(|verb| done.starts_with(verb))
                }));
            let aside = is_what_became_of_it
                || (holds(&clause, ASIDE) && !is_share_of)
                || is_excepted
                || holds(&clause, &["其余", "剩余", "余下"])
                || ends_with_any(&clause, &["由", "从", "自"])
                || doubts::planned(&clause).is_some()
                || doubts::other_year(&clause).is_some()
                || self.is_denied(at);
            if bound.upper.is_none() && !aside {
                let mut bound = bound.clone();
                bound.quantity.change = change_before(&clause);
                reached.push((bound, share));
            }
        }
        // 合同工程量9公里,完成8.1公里: what was agreed on is no rival of what was done.
        let agreed = &["合同", "设计", "批复", "核定", "中标"];
        if reached.len() == 2
            && let [(first, _), (second, _)] = reached.as_slice()
            && first.quantity.unit == second.quantity.unit
            && holds(
                &self.words(0..self.place_of(&second.quantity).unwrap_or(0)),
                agreed,
            )
            && holds(
                &self.clause_before(self.place_of(&second.quantity).unwrap_or(0)),
                &["完成", "实际", "已", "建成"],
            )
        {
            reached.remove(0);
        }
        // 共5个,完成4个: the sum is that of the plan.
        let done_of_it = reached.iter().skip(1).find(|(bound, share)| {
            *share == Share::Whole
                && reached.iter().any(|(sum, share)| {
                    *share == Share::Sum
                        && sum.quantity.unit == bound.quantity.unit
                        && sum.quantity.number.value > bound.quantity.number.value
                })
                && self.place_of(&bound.quantity).is_some_and(|at| {
                    holds(
                        &self.clause_before(at),
                        &["完成", "实际", "已", "建成", "完工"],
                    )
                })
        });
        if let Some(done) = done_of_it.cloned() {
            reached = vec![done];
        }
        // 5712名65岁以上老年人: ages say who, not how many.
        let is_age = |bound: &Bound| bound.quantity.unit.as_deref() == Some("岁");
        if reached.iter().any(|(bound, _)| !is_age(bound)) {
            reached.retain(|(bound, _)| !is_age(bound));
        }
        self.keep_latest_year(&mut reached);
        // ≥95%,实际98% repeats the target first.
        if reached.iter().any(|(bound, _)| bound.operator.is_none()) {
            reached.retain(|(bound, _)| bound.operator.is_none());
        }
        reached
    }
}
