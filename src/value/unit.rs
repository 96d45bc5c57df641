//! Units of amounts.

use std::fmt;

use rust_decimal::Decimal;

use super::fold::fold_tight;

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

    /// The unit that a caption declares: `项目资金（万元）`, `单位：元`, `(万元`, `万元)`, `预算资金,万元`.
    ///
    /// Only a unit word that stands by itself counts: neither the amount in a title (`经费236.25万元`), nor a
    /// price (`元/人`), nor a word that holds the character (`单元`, `多元化`). Of several the first.
    #[must_use]
    pub fn parse(caption: &str) -> Option<Self> {
        let caption = fold_tight(caption);
        caption.match_indices('元').find_map(|(at, yuan)| {
            let before = caption.get(..at)?;
            let after = caption.get(at + yuan.len()..)?;
            let (unit, before) = [
                ("亿", Self::YiYuan),
                ("万", Self::WanYuan),
                ("千", Self::ThousandYuan),
            ]
            .iter()
            .find_map(|(word, unit)| Some((*unit, before.strip_suffix(word)?)))
            .unwrap_or((Self::Yuan, before));
            let before = before.strip_suffix("人民币").unwrap_or(before);
            let after = after.strip_prefix("人民币").unwrap_or(after);
            (opens_a_unit(before) && closes_a_unit(after)).then_some(unit)
        })
    }
}

/// Whether a unit word may begin behind this text: not behind a digit, nor inside a Chinese word.
fn opens_a_unit(before: &str) -> bool {
    before.ends_with("单位")
        || before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.'))
}

/// Whether a unit word may end before this text: not inside a word, nor as the upper half of a price.
fn closes_a_unit(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && c != '/')
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

#[cfg(test)]
mod tests {
    use super::AmountUnit::{self, ThousandYuan, WanYuan, YiYuan, Yuan};

    #[test]
    fn captions_declare_their_unit() {
        for (caption, unit) in [
            ("（万元）", Some(WanYuan)),
            ("(万元", Some(WanYuan)),
            ("万元)", Some(WanYuan)),
            ("万元", Some(WanYuan)),
            ("项目资金（万 元）", Some(WanYuan)),
            ("项目资金 (元)", Some(Yuan)),
            ("年度预算申请 (万元)", Some(WanYuan)),
            ("部门预算执行情况(预算资金,万元)", Some(WanYuan)),
            ("预算执行情况(万元) (20分)", Some(WanYuan)),
            ("单位：元", Some(Yuan)),
            ("单位元", Some(Yuan)),
            ("金额单位：人民币万元", Some(WanYuan)),
            ("金额单位：万元人民币", Some(WanYuan)),
            ("单位：千元", Some(ThousandYuan)),
            ("（亿元）", Some(YiYuan)),
            (
                "2020年某馆免费开放经费236.25万元部门整体支出绩效自评表",
                None,
            ),
            ("培训标准（元/人）", None),
            ("一单元", None),
            ("多元化经营（万元）", Some(WanYuan)),
            ("元旦活动", None),
            ("项目资金", None),
            ("", None),
        ] {
            assert_eq!(AmountUnit::parse(caption), unit, "{caption}");
        }
    }
}
