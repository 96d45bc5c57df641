//! Units of amounts.

use std::fmt;

use rust_decimal::Decimal;

/// The unit in which a form declares its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmountUnit {
    /// 元
    Yuan,
    /// 千元
    ThousandYuan,
    /// 万元
    WanYuan,
    /// 亿元
    YiYuan,
}

impl AmountUnit {
    /// How many 元 one unit is.
    #[must_use]
    pub fn in_yuan(self) -> Decimal {
        match self {
            Self::Yuan => Decimal::ONE,
            Self::ThousandYuan => Decimal::ONE_THOUSAND,
            Self::WanYuan => Decimal::from(10_000),
            Self::YiYuan => Decimal::from(100_000_000),
        }
    }
}

impl fmt::Display for AmountUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::WanYuan => "万元",
            Self::YiYuan => "亿元",
        })
    }
}
