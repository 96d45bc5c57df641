//! One row, as it comes to be scored.

use rust_decimal::Decimal;

use super::profile::Rules;
use crate::value::target::{Direction, Target, Wanted, direction_of_bare, wanted_of};

/// A row as its form states it. Empty texts are empty cells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Case<'a> {
    /// 一级指标
    pub level1: &'a str,
    /// 二级指标
    pub level2: &'a str,
    /// 三级指标
    pub name: &'a str,
    /// 指标值
    pub target: &'a str,
    /// 计量单位, where it has a column of its own
    pub unit: &'a str,
    /// 实际完成值
    pub actual: &'a str,
    /// 分值
    pub weight: Option<Decimal>,
    /// 得分, as stated
    pub stated: Option<Decimal>,
    /// The year that the form is about; dates without a year are taken to be in it.
    pub year: Option<i32>,
}

impl Case<'_> {
    /// Which way is better, where the target is a bare number.
    pub(super) fn direction(&self, target: &Target, rules: &Rules) -> Direction {
        direction_of_bare(target, self.name, self.level2, &rules.directions)
    }

    /// Which way the target wants the actual value, whatever its comparison.
    pub(super) fn wanted(&self, target: &Target, rules: &Rules) -> Wanted {
        wanted_of(target, self.name, self.level2, &rules.directions)
    }
}
