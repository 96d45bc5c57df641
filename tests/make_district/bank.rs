//! The bank of indicators that the books draw from.

use rust_decimal::Decimal;

/// How a target is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// At least the target.
    AtLeast,
    /// At most the target.
    AtMost,
    /// The target itself.
    Exactly,
    /// By a date.
    ByDate,
    /// In words.
    InWords,
}

/// An indicator as the bank describes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Indicator {
    /// 数量指标, 质量指标 …
    pub(crate) level2: &'static str,
    pub(crate) way: Way,
    /// The unit, or the word of a target in words.
    pub(crate) unit: &'static str,
    /// The lowest and the highest target.
    pub(crate) range: (i64, i64),
    /// Decimal places of its values.
    pub(crate) places: u32,
    pub(crate) name: &'static str,
}

impl Indicator {
    /// 产出指标, 效益指标 or 满意度指标.
    pub(crate) fn level1(&self) -> &'static str {
        match self.level2 {
            "数量指标" | "质量指标" | "时效指标" | "成本指标" => "产出指标",
            "服务对象满意度指标" => "满意度指标",
            _ => "效益指标",
        }
    }

    /// Whether its values are shares of a hundred.
    pub(crate) fn is_share(&self) -> bool {
        self.unit == "%"
    }

    /// A number with this indicator's places.
    pub(crate) fn rounded(&self, value: Decimal) -> Decimal {
        let mut value = value.round_dp(self.places);
        value.rescale(self.places);
        value
    }
}

/// All of them, in the order of the file.
pub(crate) fn all() -> Vec<Indicator> {
    include_str!("bank.tsv").lines().filter_map(entry).collect()
}

fn entry(line: &'static str) -> Option<Indicator> {
    let mut fields = line.split('\t');
    let level2 = fields.next().filter(|field| !field.starts_with('#'))?;
    let way = match fields.next()? {
        ">" => Way::AtLeast,
        "<" => Way::AtMost,
        "=" => Way::Exactly,
        "d" => Way::ByDate,
        _ => Way::InWords,
    };
    Some(Indicator {
        level2,
        way,
        unit: fields.next()?,
        range: (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?),
        places: fields.next()?.parse().ok()?,
        name: fields.next()?,
    })
}
