//! Charts as inline SVG: plain shapes with texts, readable in black and white.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const WIDTH: u32 = 720;
/// Pixels for the names on the left of bars.
const NAMES: u32 = 210;
/// Pixels for the numbers on their right.
const NUMBERS: u32 = 70;
const BAR: u32 = 20;

/// One bar, or a pair of bars.
pub(super) struct Bar {
    /// The name on its left.
    pub(super) name: String,
    /// The value; none where there is nothing to draw.
    pub(super) value: Option<Decimal>,
    /// The value to compare it with, drawn thinner below.
    pub(super) other: Option<Decimal>,
    /// The number as it is shown.
    pub(super) shown: String,
}

/// What a chart of bars needs besides the bars.
pub(super) struct Scale<'a> {
    /// The chart's title.
    pub(super) title: &'a str,
    /// The value that fills the width.
    pub(super) full: Decimal,
    /// A value to be marked by a dashed line, with its name.
    pub(super) line: Option<(Decimal, &'a str)>,
    /// The names of the value and of the one it is compared with.
    pub(super) legend: Option<(&'a str, &'a str)>,
}

/// A chart of bars from top to bottom. Empty where there are none.
pub(super) fn bars(scale: &Scale<'_>, bars: &[Bar]) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let paired = scale.legend.is_some();
    let step = if paired { BAR + 12 } else { BAR + 6 };
    let count = u32::try_from(bars.len()).unwrap_or(u32::MAX);
    let top = if paired || scale.line.is_some() {
        58
    } else {
        40
    };
    let height = top + count * step + 12;
    let mut svg = open(scale.title, height);
    if let Some((one, other)) = scale.legend {
        let _ = write!(
            svg,
            r#"<rect class="bar" x="{NAMES}" y="38" width="12" height="10"/><text x="{}" y="47">{}</text><rect class="other" x="{}" y="38" width="12" height="10"/><text x="{}" y="47">{}</text>"#,
            NAMES + 18,
            escaped(one),
            NAMES + 120,
            NAMES + 138,
            escaped(other)
        );
    }
    let mut y = top;
    for bar in bars {
        let _ = write!(
            svg,
            r#"<text class="name" x="{}" y="{}">{}</text>"#,
            NAMES - 8,
            y + 14,
            escaped(&bar.name)
        );
        if let Some(value) = bar.value {
            let length = along(value, scale.full);
            let _ = write!(
                svg,
                r#"<rect class="bar" x="{NAMES}" y="{y}" width="{length}" height="{}"/><text x="{}" y="{}">{}</text>"#,
                if paired { 12 } else { BAR - 4 },
                NAMES + length + 6,
                y + 13,
                escaped(&bar.shown)
            );
        }
        if let Some(other) = bar.other {
            let _ = write!(
                svg,
                r#"<rect class="other" x="{NAMES}" y="{}" width="{}" height="9"/>"#,
                y + 14,
                along(other, scale.full)
            );
        }
        y += step;
    }
    if let Some((value, name)) = scale.line {
        let x = NAMES + along(value, scale.full);
        let _ = write!(
            svg,
            r#"<line class="line" x1="{x}" y1="{}" x2="{x}" y2="{}"/><text class="mid" x="{x}" y="{}">{}</text>"#,
            top - 6,
            height - 8,
            top - 10,
            escaped(name)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// One point of a scatter chart: its name, and its values as fractions.
pub(super) struct Point {
    pub(super) name: String,
    pub(super) x: Decimal,
    pub(super) y: Decimal,
}

/// An axis in tenths: where it begins and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Axis {
    from: u32,
    to: u32,
}

impl Axis {
    /// The tenths around the values, one more below, so that no point lies on the axis.
    fn around(values: impl Iterator<Item = Decimal>) -> Self {
        let tenths: Vec<Decimal> = values.map(|value| value * Decimal::TEN).collect();
        let whole = |tenths: Option<Decimal>| tenths.and_then(|tenths| tenths.to_u32());
        let from = whole(tenths.iter().min().map(Decimal::floor))
            .unwrap_or(0)
            .saturating_sub(1);
        // Rates far beyond all sense would make an axis of thousands of ticks.
        let to = whole(tenths.iter().max().map(Decimal::ceil)).unwrap_or(10);
        Self {
            from: from.min(9),
            to: to.clamp(from.min(9) + 1, 20),
        }
    }

    /// How far along the axis a value lies, of `length` pixels; beyond its ends, at them.
    fn along(self, value: Decimal, length: u32) -> u32 {
        share(
            value * Decimal::TEN - Decimal::from(self.from),
            Decimal::from(self.to - self.from),
            length,
        )
    }
}

/// A scatter chart; both axes are told in hundredths and begin near the lowest value.
pub(super) fn scatter(title: &str, x_name: &str, y_name: &str, points: &[Point]) -> String {
    if points.is_empty() {
        return String::new();
    }
    const LEFT: u32 = 60;
    const TOP: u32 = 44;
    const ACROSS: u32 = 600;
    const DOWN: u32 = 240;
    let x_axis = Axis::around(points.iter().map(|point| point.x));
    let y_axis = Axis::around(points.iter().map(|point| point.y));
    let mut svg = open(title, TOP + DOWN + 60);
    for tenth in x_axis.from..=x_axis.to {
        let x = LEFT + x_axis.along(Decimal::new(tenth.into(), 1), ACROSS);
        let _ = write!(
            svg,
            r#"<text class="mid" x="{x}" y="{}">{}%</text>"#,
            TOP + DOWN + 18,
            tenth * 10
        );
    }
    for tenth in y_axis.from..=y_axis.to {
        let y = TOP + DOWN - y_axis.along(Decimal::new(tenth.into(), 1), DOWN);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{LEFT}" y1="{y}" x2="{}" y2="{y}"/><text class="name" x="{}" y="{}">{}</text>"#,
            LEFT + ACROSS,
            LEFT - 6,
            y + 4,
            tenth * 10
        );
    }
    for point in points {
        let (x, y) = (
            LEFT + x_axis.along(point.x, ACROSS),
            TOP + DOWN - y_axis.along(point.y, DOWN),
        );
        let _ = write!(
            svg,
            r#"<circle class="bar" cx="{x}" cy="{y}" r="5"><title>{}</title></circle>"#,
            escaped(&point.name)
        );
    }
    let _ = write!(
        svg,
        r#"<text class="mid" x="{}" y="{}">{}</text><text x="{LEFT}" y="{}">{}</text></svg>"#,
        LEFT + ACROSS / 2,
        TOP + DOWN + 42,
        escaped(x_name),
        TOP - 8,
        escaped(y_name)
    );
    svg
}

fn open(title: &str, height: u32) -> String {
    let title = escaped(title);
    format!(
        r#"<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}"><text class="title" x="{}" y="22">{title}</text>"#,
        WIDTH / 2
    )
}

/// The length of a bar; values beyond the scale end with it.
fn along(value: Decimal, full: Decimal) -> u32 {
    share(value, full, WIDTH - NAMES - NUMBERS)
}

fn share(value: Decimal, full: Decimal, length: u32) -> u32 {
    (value.clamp(Decimal::ZERO, full.max(Decimal::ZERO)) * Decimal::from(length))
        .checked_div(full)
        .and_then(|pixels| pixels.round().to_u32())
        .unwrap_or(0)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Axis, Bar, Scale, bars};
    use crate::compare::sample::dec;

    #[test]
    fn an_axis_begins_below_the_lowest_value_and_ends_above_the_highest() {
        let axis = |values: &[&str]| Axis::around(values.iter().map(|value| dec(value)));
        assert_eq!(axis(&["0.82", "0.997"]), Axis { from: 7, to: 10 });
        assert_eq!(axis(&["0.05", "1.02"]), Axis { from: 0, to: 11 });
        assert_eq!(axis(&["0"]), Axis { from: 0, to: 1 });
        // 0.85 is half way from 0.7 to 1.
        assert_eq!(axis(&["0.82", "0.997"]).along(dec("0.85"), 300), 150);
        assert_eq!(axis(&["0.5", "900"]).along(dec("900"), 300), 300);
    }

    #[test]
    fn a_bar_is_as_long_as_its_value() {
        let scale = Scale {
            title: "得分<排名>",
            full: dec("100"),
            line: None,
            legend: None,
        };
        let bar = |value: &str| Bar {
            name: "甲&乙".to_owned(),
            value: Some(dec(value)),
            other: None,
            shown: value.to_owned(),
        };
        let svg = bars(&scale, &[bar("100"), bar("50"), bar("130")]);
        // 720 − 210 − 70 = 440 pixels are 100 points; what is more ends there.
        assert!(svg.contains(r#"width="440""#) && svg.contains(r#"width="220""#));
        assert_eq!(svg.matches(r#"width="440""#).count(), 2);
        assert!(svg.contains("得分&lt;排名&gt;") && svg.contains("甲&amp;乙"));
    }
}
