//! Why the number of an actual value may not be what was reached.

use std::fmt;

use super::Quantity;

/// What the words around a number of an actual value make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It was planned, expected or asked for: 计划500人, 500人(预计).
    Planned(&'static str),
    /// It is another year's: 上年96%.
    OtherYear(&'static str),
    /// It is a part or an average of what was reached: 其中线上50人, 人均2次.
    Part(&'static str),
    /// It is a distance from something, or what is left: 还剩20%, 节约5万元.
    Distance(&'static str),
    /// It is of an earlier stage: 60个充电桩选址.
    Stage(&'static str),
    /// It is of something else than what is asked for: 受理12件, 贷款余额3亿元.
    Another(&'static str),
    /// Words behind it take some of it back: 100%(5户未发放).
    Denied {
        /// The word that does.
        word: &'static str,
        /// How much they take back, where they say so in a number.
        rest: Option<Quantity>,
        /// Whether they give the reason of a shortfall: 480人,20人因病未参加.
        explains: bool,
    },
}

impl Doubt {
    /// The word that tells.
    #[must_use]
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Planned(word)
            | Self::OtherYear(word)
            | Self::Part(word)
            | Self::Distance(word)
            | Self::Stage(word)
            | Self::Another(word)
            | Self::Denied { word, .. } => word,
        }
    }
}

/// Behind “实际完成值…”: what the number is instead.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Planned(word) => write!(
                f,
                "写有“{word}”，是计划、应完成或预计的数，不是已经完成的数"
            ),
            Self::OtherYear(word) => write!(f, "写有“{word}”，不是本年度完成的数"),
            Self::Part(word) => write!(f, "写有“{word}”，只是其中一部分或平均数，不是全部完成的数"),
            Self::Distance(word) => {
                write!(f, "写有“{word}”，说的不是指标值所指的完成数")
            }
            Self::Another(word) => {
                write!(f, "写有“{word}”，说的不是指标所指的事")
            }
            Self::Stage(word) => {
                write!(f, "写有“{word}”，是前期阶段的数，是否已经完成不能确定")
            }
            Self::Denied { word, .. } => {
                write!(f, "在数后又写有“{word}”，是否确已完成须由人判断")
            }
        }
    }
}
