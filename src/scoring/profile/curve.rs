//! From a measured value to a share of the weight: proportional, all or nothing, bands, or steps.

use rust_decimal::Decimal;

use crate::settings_text::Reader;

/// A way from a value to a share of the weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// The value itself is the share.
    Proportional,
    /// All at 1 and beyond, nothing below.
    AllOrNothing,
    /// The share of the band that the value falls into.
    Bands(Vec<Band>),
    /// Full up to a point, then a deduction for each step away from it.
    Steps(Steps),
}

/// One band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Where it begins or ends; `None` for the rest.
    pub edge: Edge,
    /// What it gives.
    pub gives: Gives,
}

/// The edge of a band. All bands of a curve have the same kind of edge, so no value has two bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// From this value on, it included.
    From(Decimal),
    /// Up to this value, it included.
    UpTo(Decimal),
    /// All that is left.
    Rest,
}

/// What a band gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// This share of the weight.
    Share(Decimal),
    /// The value itself as share.
    Proportional,
}

/// A deduction for each step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Full marks up to here.
    pub full_at: Decimal,
    /// Whether values above it are the worse ones.
    pub worse_above: bool,
    /// The width of a step.
    pub every: Decimal,
    /// What each step takes.
    pub minus: Minus,
    /// How a part of a step counts.
    pub counted: Counted,
}

/// What a step takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minus {
    /// A share of the weight.
    Share(Decimal),
    /// Points.
    Points(Decimal),
}

/// How a part of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Only whole steps count.
    Whole,
    /// A step counts when it has begun.
    Started,
    /// In proportion.
    Exact,
}

/// The points that a curve gives, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Points {
    /// Not rounded, not capped.
    pub(in super::super) points: Decimal,
    /// What the weight was multiplied with, where it was a fixed share.
    pub(in super::super) how: How,
}

/// How a curve came to its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum How {
    /// The value times the weight.
    Proportional,
    /// A share of the weight.
    Share(Decimal),
    /// So many steps were taken off.
    Steps(Decimal),
}

impl Curve {
    /// The points for a value, given as a fraction of numerator and denominator so that nothing is rounded
    /// before the end. `None` where the arithmetic leaves the range of decimals.
    pub(in super::super) fn points(
        &self,
        over: Decimal,
        under: Decimal,
        weight: Decimal,
    ) -> Option<Points> {
        let value = over.checked_div(under)?;
        let proportional = || {
            Some(Points {
                points: over.checked_mul(weight)?.checked_div(under)?,
                how: How::Proportional,
            })
        };
        let share = |share: Decimal| {
            Some(Points {
                points: weight.checked_mul(share)?,
                how: How::Share(share),
            })
        };
        match self {
            Self::Proportional => proportional(),
            Self::AllOrNothing if value >= Decimal::ONE => share(Decimal::ONE),
            Self::AllOrNothing => share(Decimal::ZERO),
            Self::Bands(bands) => match bands.iter().find(|band| band.edge.holds(value))?.gives {
                Gives::Share(fixed) => share(fixed),
                Gives::Proportional => proportional(),
            },
            Self::Steps(steps) => steps.points(value, weight),
        }
    }
}

impl Edge {
    fn holds(self, value: Decimal) -> bool {
        match self {
            Self::From(from) => value >= from,
            Self::UpTo(to) => value <= to,
            Self::Rest => true,
        }
    }
}

impl Steps {
    fn points(&self, value: Decimal, weight: Decimal) -> Option<Points> {
        let away = if self.worse_above {
            value - self.full_at
        } else {
            self.full_at - value
        };
        let steps = away.max(Decimal::ZERO).checked_div(self.every)?;
        let steps = match self.counted {
            Counted::Whole => steps.floor(),
            Counted::Started => steps.ceil(),
            Counted::Exact => steps,
        };
        let each = match self.minus {
            Minus::Share(share) => weight.checked_mul(share)?,
            Minus::Points(points) => points,
        };
        Some(Points {
            points: (weight - steps.checked_mul(each)?).max(Decimal::ZERO),
            how: How::Steps(steps),
        })
    }
}

/// Reads a curve: the word under `mode`, with `bands` or `steps` beside it where the word asks for them.
///
/// `of_rates` says that what is measured is a rate, so that 95 for 95 % is a slip.
pub(super) fn read_curve(reader: &Reader<'_>, mode: &'static str, of_rates: bool) -> Option<Curve> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Mode {
        Proportional,
        AllOrNothing,
        Bands,
        Steps,
    }
    let word = reader.word(
        mode,
        &[
            ("proportional", Mode::Proportional),
            ("all_or_nothing", Mode::AllOrNothing),
            ("bands", Mode::Bands),
            ("steps", Mode::Steps),
        ],
    );
    let bands = read_bands(reader, "bands", of_rates);
    let steps = reader
        .states("steps")
        .then(|| read_steps(reader.section("steps"), of_rates));
    match word? {
        Mode::Proportional => Some(Curve::Proportional),
        Mode::AllOrNothing => Some(Curve::AllOrNothing),
        Mode::Bands => {
            if bands.is_none() {
                reader.fault(
                    mode,
                    "写了 \"bands\"，还须写出 bands = [{ from = …, score = … }, …]",
                );
            }
            bands.map(Curve::Bands)
        }
        Mode::Steps => {
            if steps.is_none() {
                reader.fault(
                    mode,
                    "写了 \"steps\"，还须写出 steps = { full_at = …, every = …, minus = … }",
                );
            }
            steps.flatten().map(Curve::Steps)
        }
    }
}

/// Reads bands and checks that every value has exactly one.
pub(super) fn read_bands(
    reader: &Reader<'_>,
    key: &'static str,
    of_rates: bool,
) -> Option<Vec<Band>> {
    let items = reader.tables(key)?;
    let count = items.len();
    let mut bands: Vec<Band> = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let edge_at = |key| {
            let at = item.number(key)?;
            if of_rates {
                item.checked_rate(key, at);
            }
            Some(at)
        };
        let edge = match (edge_at("from"), edge_at("up_to")) {
            (Some(from), None) => Edge::From(from),
            (None, Some(to)) => Edge::UpTo(to),
            (None, None) => Edge::Rest,
            (Some(_), Some(_)) => {
                item.fault(
                    "up_to",
                    "from 与 up_to 只能写一个：另一头由相邻的一档决定，这样不会有空隙或重叠",
                );
                Edge::Rest
            }
        };
        let gives = if item.says("score", "proportional") {
            Some(Gives::Proportional)
        } else {
            item.needed("score", Reader::share).map(Gives::Share)
        };
        check_edge(
            &item,
            bands.last().map(|band| band.edge),
            edge,
            i + 1 == count,
        );
        if let Some(gives) = gives {
            bands.push(Band { edge, gives });
        }
        item.finish();
    }
    if count == 0 {
        reader.fault(key, "至少要有一档");
    }
    Some(bands)
}

/// Checks an edge against the one before it: bands run down from the best, or up, and the last takes the rest.
fn check_edge(item: &Reader<'_>, before: Option<Edge>, edge: Edge, last: bool) {
    match (before, edge) {
        (Some(Edge::From(a)), Edge::From(b)) if b >= a => item.fault(
            "from",
            format!("各档须从高到低排列：{b} 不小于上一档的 {a}，两档重叠"),
        ),
        (Some(Edge::UpTo(a)), Edge::UpTo(b)) if b <= a => item.fault(
            "up_to",
            format!("各档须从低到高排列：{b} 不大于上一档的 {a}，两档重叠"),
        ),
        (Some(Edge::From(_)), Edge::UpTo(_)) | (Some(Edge::UpTo(_)), Edge::From(_)) => {
            item.fault("", "同一组档次只能都写 from，或都写 up_to");
        }
        _ => {}
    }
    if edge == Edge::Rest && !last {
        item.fault("", "没有写 from 或 up_to 的一档须放在最后");
    }
    let open = match edge {
        Edge::From(from) => last && from > Decimal::ZERO,
        Edge::UpTo(_) => last,
        Edge::Rest => false,
    };
    if open {
        item.fault(
            "",
            "最后一档没有兜底，有的数值不在任何一档：请加一档 { score = … }",
        );
    }
}

/// Reads steps.
fn read_steps(reader: Reader<'_>, of_rates: bool) -> Option<Steps> {
    let full_at = reader.number("full_at").unwrap_or(Decimal::ONE);
    if of_rates {
        reader.checked_rate("full_at", full_at);
    }
    let worse_above = reader
        .word("worse", &[("below", false), ("above", true)])
        .unwrap_or(false);
    let counted = reader
        .word(
            "counted",
            &[
                ("whole", Counted::Whole),
                ("started", Counted::Started),
                ("exact", Counted::Exact),
            ],
        )
        .unwrap_or(Counted::Whole);
    let every = reader.positive("every");
    if of_rates && let Some(every) = every {
        reader.checked_rate("every", every);
    }
    let minus = match (reader.share("minus"), reader.positive("minus_points")) {
        (Some(share), None) => Some(Minus::Share(share)),
        (None, Some(points)) => Some(Minus::Points(points)),
        _ => {
            reader.fault(
                "minus",
                "须写 minus（占分值的比例）或 minus_points（分）之一",
            );
            None
        }
    };
    if every.is_none_or(|every| every.is_zero()) {
        reader.fault("every", "须写每一步的宽度，且大于 0");
        return None;
    }
    reader.finish();
    Some(Steps {
        full_at,
        worse_above,
        every: every?,
        minus: minus?,
        counted,
    })
}
