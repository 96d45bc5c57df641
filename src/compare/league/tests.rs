//! Ranks, ties and places, worked out by hand.

use super::*;
use crate::compare::sample::dec;

/// A form of 2023 with this score, of 100.
fn entrant(form: usize, score: &str) -> Entrant<'static> {
    Entrant {
        form,
        current: true,
        year: Some(2023),
        kind: FormKind::Department,
        group: None,
        score: (!score.is_empty()).then(|| dec(score)),
        most: Some(Decimal::ONE_HUNDRED),
    }
}

fn entrants(scores: &[&str]) -> Vec<Entrant<'static>> {
    (1..)
        .zip(scores)
        .map(|(form, score)| entrant(form, score))
        .collect()
}

#[test]
fn equal_scores_share_a_rank_and_places_have_no_gaps() {
    let all = entrants(&["90", "95.50", "95.5", "80"]);
    let leagues = Leagues::of(all.iter().copied());
    let ranks: Vec<_> = all.iter().map(|one| leagues.rank(one)).collect();
    assert_eq!(ranks, [Some(3), Some(1), Some(1), Some(4)]);
    let places: Vec<_> = all
        .iter()
        .map(|one| {
            let (members, score) = leagues.league(one).unwrap();
            members.place(one.form, score)
        })
        .collect();
    assert_eq!(places, [3, 1, 2, 4]);
}

#[test]
fn who_is_not_admitted_takes_nobody_elses_rank() {
    let beyond = entrant(2, "109.63");
    let no_year = Entrant {
        year: None,
        ..entrant(3, "99")
    };
    let older = Entrant {
        current: false,
        ..entrant(4, "98")
    };
    let none = entrant(5, "");
    let all = [entrant(1, "90"), beyond, no_year, older, none];
    let leagues = Leagues::of(all);
    let (members, _) = leagues.league(&all[0]).unwrap();
    assert_eq!((members.count(), leagues.rank(&all[0])), (1, Some(1)));
    let reasons: Vec<_> = all[1..]
        .iter()
        .map(|one| one.admitted().unwrap_err())
        .collect();
    assert_eq!(
        reasons,
        [
            Unranked::Beyond {
                score: dec("109.63"),
                full: dec("100")
            },
            Unranked::NoYear,
            Unranked::Replaced,
            Unranked::NoScore,
        ]
    );
    assert_eq!(
        reasons[0].told(Measure::Recomputed),
        "复算得分 109.63 超过 100 分，分值合计有误，更正后再排名"
    );
}

#[test]
fn the_full_marks_are_the_forms_own() {
    let of_120 = Entrant {
        most: Some(dec("120")),
        ..entrant(1, "118")
    };
    assert_eq!(Leagues::of([of_120]).rank(&of_120), Some(1));
}

#[test]
fn peers_are_ranked_among_themselves() {
    let grouped = |form, score, group| Entrant {
        group: Some(group),
        ..entrant(form, score)
    };
    let all = [
        grouped(1, "99", "党政机关"),
        grouped(2, "97", "街道乡镇"),
        grouped(3, "98", "党政机关"),
    ];
    let leagues = Leagues::of(all);
    let (peers, score) = leagues.peers(&all[1]).unwrap();
    assert_eq!((peers.rank(score), peers.count()), (1, 1));
    let (peers, score) = leagues.peers(&all[2]).unwrap();
    assert_eq!((peers.rank(score), peers.count()), (2, 2));
    assert!(leagues.peers(&entrant(4, "90")).is_none());
}

#[test]
fn a_changed_score_is_held_against_the_others_only() {
    let all = entrants(&["95", "90", "85", "80"]);
    let leagues = Leagues::of(all.iter().copied());
    let (members, own) = leagues.league(&all[1]).unwrap();
    // 90 → 84: behind 95 and 85. 90 → 96: before all. 90 → 89 and 90: where it is.
    assert_eq!(members.rank_instead(own, dec("84")), 3);
    assert_eq!(members.rank_instead(own, dec("96")), 1);
    assert_eq!(members.rank_instead(own, dec("89")), 2);
    assert_eq!(members.rank_instead(own, dec("90")), 2);
    // A rise to another's score shares its rank.
    assert_eq!(members.rank_instead(own, dec("95")), 1);
}

#[test]
fn neighbours_are_counted_and_the_first_named() {
    let all = entrants(&["90", "90", "90.05", "89.95", "90.2", "90", "90", "90"]);
    let leagues = Leagues::of(all.iter().copied());
    let (members, own) = leagues.league(&all[0]).unwrap();
    let (ties, near) = members.around(1, own, dec("0.10"));
    assert_eq!((ties.count, ties.named), (4, vec![2, 6, 7]));
    assert_eq!((near.count, near.named), (2, vec![4, 3]));
}

/// What is shown, as text: places from 1.
fn told(ranks: &[u32], of: usize) -> String {
    let parts: Vec<String> = ends(ranks, of)
        .into_iter()
        .map(|shown| match shown {
            Shown::One(place) => (place + 1).to_string(),
            Shown::Tie(rank, count) => format!("第{rank}×{count}"),
            Shown::LeftOut(count) => format!("…{count}…"),
        })
        .collect();
    parts.join(" ")
}

#[test]
fn lists_are_cut_at_whole_ties() {
    assert_eq!(told(&[], 2), "");
    assert_eq!(told(&[1, 1, 1, 4], 2), "1 2 3 4");
    assert_eq!(told(&[1, 2, 3, 4, 5], 2), "1 2 …1… 4 5");
    // The second place is shared by two: both are shown.
    assert_eq!(told(&[1, 2, 2, 4, 5, 6], 2), "1 2 3 …1… 5 6");
    // Seven share the first rank.
    assert_eq!(told(&[1, 1, 1, 1, 1, 1, 1, 8, 9, 10], 2), "第1×7 …1… 9 10");
    assert_eq!(told(&[1, 2, 3, 3, 3, 3], 2), "1 2 第3×4");
    assert_eq!(told(&[1, 1, 1, 1, 1, 1], 2), "第1×6");
}

#[test]
fn quality_is_ranked_as_it_is_shown() {
    let form = |form, quality: &str| DepartmentRecord {
        form,
        current: true,
        year: Some(2023),
        quality: Some(dec(quality)),
        ..DepartmentRecord::default()
    };
    // 92.31 % both, as 12/13 and as a little more than that.
    let records = [form(1, "0.9230769"), form(2, "0.92313"), form(3, "0.9236")];
    let leagues = Leagues::by(Measure::Quality, &records);
    let ranks: Vec<_> = records
        .iter()
        .map(|record| leagues.rank(&Entrant::by(Measure::Quality, record)))
        .collect();
    assert_eq!(ranks, [Some(2), Some(2), Some(1)]);
}
