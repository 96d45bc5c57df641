//! The budget block of a book: parts that make the total, in every column.

use rust_decimal::Decimal;

use super::book::{Book, Fund, FundKind, part, two_places};
use super::random::Random;

/// The budget block: parts first, the total as their sum.
pub(super) fn funds(kinds: &[FundKind], before: Option<&Book>, random: &mut Random) -> Vec<Fund> {
    let lines: Vec<FundKind> = kinds
        .iter()
        .copied()
        .filter(|kind| match kind {
            FundKind::Total => false,
            FundKind::Basic => !kinds.contains(&FundKind::Personnel),
            _ => true,
        })
        .collect();
    // How well the unit spends; below nine tenths in some cases.
    let spending = if random.chance(85) {
        (925, 995)
    } else {
        (835, 890)
    };
    let mut parts: Vec<Fund> = Vec::new();
    for kind in lines {
        let old = before.and_then(|book| book.funds.iter().find(|fund| fund.kind == kind));
        let initial = match (old, kind) {
            (Some(old), _) => part(old.adjusted, random.between(900, 1120)),
            (None, FundKind::Office) => Decimal::new(random.between(1200, 22_000), 2),
            (None, FundKind::Personnel) => Decimal::new(random.between(18_000, 260_000), 2),
            (None, FundKind::Basic) => Decimal::new(random.between(20_000, 280_000), 2),
            (None, FundKind::CarriedOver | FundKind::Other) => {
                Decimal::new(random.between(500, 9_000), 2)
            }
            _ => Decimal::new(random.between(15_000, 900_000), 2),
        };
        let initial = two_places(initial);
        let adjusted = two_places(part(initial, random.between(930, 1180)));
        let executed = two_places(part(adjusted, random.between(spending.0, spending.1)));
        parts.push(Fund::new(kind, initial, adjusted, executed));
    }
    let sum = |kind: FundKind, of: &[FundKind]| {
        let with = |amount: fn(&Fund) -> Decimal| -> Decimal {
            parts
                .iter()
                .filter(|fund| of.contains(&fund.kind))
                .map(amount)
                .sum()
        };
        Fund::new(
            kind,
            with(|fund| fund.initial),
            with(|fund| fund.adjusted),
            with(|fund| fund.executed),
        )
    };
    kinds
        .iter()
        .map(|kind| match kind {
            FundKind::Total => sum(FundKind::Total, kinds),
            FundKind::Basic if kinds.contains(&FundKind::Personnel) => {
                sum(FundKind::Basic, &[FundKind::Personnel, FundKind::Office])
            }
            kind => sum(*kind, &[*kind]),
        })
        .collect()
}
