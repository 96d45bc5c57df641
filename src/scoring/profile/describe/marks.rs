//! What the outputs mark, in words.

use rust_decimal::Decimal;

use super::super::rules::Marks;
use super::phrases::percent;

impl Marks {
    /// All of it in one sentence.
    pub(super) fn in_words(&self) -> String {
        let bounds: Vec<String> = self
            .completion_bounds
            .iter()
            .map(|bound| percent(*bound))
            .collect();
        format!(
            "执行率低于 {} 的标出，低于 {} 的提示；完成率达到 {} 的列为超额完成，分布按 {} 分段；得分相差不超过 {} 分的提示名次接近；与上年相比得分变化达到 {} 分、比率变化达到 {} 个百分点的标出。不影响得分。",
            percent(self.execution_low),
            percent(self.execution_short),
            percent(self.over_from),
            bounds.join("、"),
            self.near_tie.normalize(),
            self.change_points.normalize(),
            (self.change_rate * Decimal::ONE_HUNDRED).normalize()
        )
    }
}
