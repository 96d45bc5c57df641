//! A06: the weights of a level against those of its rows.

use crate::checks::prelude::*;
use crate::form::model::Sourced;

use super::weights::noted_weight;

/// A06.
pub(in crate::checks) struct WeightsByLevel;

static INFO: RuleInfo = RuleInfo {
    id: "A06",
    title: "下级指标分值之和与上级分值不符",
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "一级、二级指标名称里写明分值的（如“产出指标（50分）”），其下各三级指标分值之和是否与之相等；小计行的分值是否等于其下各行之和。",
        why: "上级分值是下达的权重；下级合计与它不符，等于擅自改了权重。",
        how: "把同一个一级（二级）指标下各行分值相加，与名称里的分值比较。其下有行没有单列分值的不判定。",
        fix: "按下达的权重调整三级指标分值，或更正名称里的分值。",
        source: "预算绩效系统提示“下级指标权重录入合计应等于上级设置数”。",
    },
    pass: "
        | 指标 | 一级 | 分值 |
        | 培训人数 | 产出指标（50分） | 30 |
        | 培训合格率 | 产出指标（50分） | 20 |",
    fail: "
        | 指标 | 一级 | 分值 |
        | 培训人数 | 产出指标（50分） | 30 |
        | 培训合格率 | 产出指标（50分） | 30 |",
    ..RuleInfo::PLAIN
};

impl Rule for WeightsByLevel {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let mut problems = Vec::new();
        let mut judged = false;
        let mut unclear = false;
        for level in levels(form) {
            match level.sum() {
                Some(sum) => {
                    judged = true;
                    problems.extend(level.problem(form, sum));
                }
                None => unclear = true,
            }
        }
        match (problems.is_empty(), judged, unclear) {
            (false, _, _) => Some(Verdict::Found(problems)),
            (true, true, _) => Some(Verdict::Passed),
            (true, false, true) => {
                Some(Verdict::not_judged("写明上级分值，但其下各行没有单列分值"))
            }
            (true, false, false) => None,
        }
    }
}

/// A level with a weight of its own, and the rows under it.
struct Level<'s, 'a> {
    name: String,
    heading: Option<&'s Sourced<String>>,
    parent: Option<&'s IndicatorRow<'a>>,
    weight: Decimal,
    rows: Vec<&'s IndicatorRow<'a>>,
}

impl Level<'_, '_> {
    fn sum(&self) -> Option<Decimal> {
        let weights: Option<Vec<Decimal>> = self
            .rows
            .iter()
            .map(|row| row.indicator.weight.value.map(|number| number.value))
            .collect();
        weights
            .filter(|weights| !weights.is_empty())
            .map(|weights| weights.iter().sum())
    }

    /// Rows after the last child of a parent row may be nobody's children.
    fn some_first_rows_make_it(&self, allowed: Decimal) -> bool {
        let mut running = Decimal::ZERO;
        self.parent.is_some()
            && self.rows.iter().any(|row| {
                running += row.weight().unwrap_or_default();
                (running - self.weight).abs() <= allowed
            })
    }

    fn problem(&self, form: &FormView<'_>, sum: Decimal) -> Option<Problem> {
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, self.weight);
        let difference = sum - self.weight;
        if difference.abs() <= allowed || self.some_first_rows_make_it(allowed) {
            return None;
        }
        let mut problem = match self.parent {
            Some(parent) => {
                Problem::with_row(form, parent).cell(form, "小计分值", &parent.indicator.weight)
            }
            None => Problem::with_form(form),
        };
        if let Some(heading) = self.heading {
            problem = problem.cell(form, "上级指标", heading);
        }
        for row in &self.rows {
            problem = problem.cell(form, "分值", &row.indicator.weight);
        }
        let addends: Vec<String> = self
            .rows
            .iter()
            .map(|row| shown(&row.indicator.weight))
            .collect();
        problem.subject = self.name.clone();
        Some(
            problem
                .found(format!("{} = {}", addends.join(" + "), figure(sum)))
                .expected(format!("{} {} 分", self.name, figure(self.weight)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "{}分值为 {} 分，其下 {} 行指标分值合计 {} 分，相差 {} 分。",
                    quoted(&self.name),
                    figure(self.weight),
                    self.rows.len(),
                    figure(sum),
                    figure(difference.abs())
                ))
                .advice("按下达的权重调整其下各行分值，使合计与上级分值相等。")
                .points(difference),
        )
    }
}

fn levels<'s, 'a>(form: &'s FormView<'a>) -> Vec<Level<'s, 'a>> {
    let mut levels = noted_levels(form, |row| &row.indicator.level1);
    levels.extend(noted_levels(form, |row| &row.indicator.level2));
    for (at, parent) in form.all_rows.iter().enumerate() {
        let weight = parent.indicator.weight.value;
        if let (true, Some(weight)) = (parent.indicator.subtotal, weight) {
            let rows = form
                .all_rows
                .iter()
                .skip(at + 1)
                .take_while(|row| !row.indicator.subtotal)
                .take_while(|row| row.indicator.level1.value == parent.indicator.level1.value)
                .collect();
            levels.push(Level {
                name: parent.name(),
                heading: None,
                parent: Some(parent),
                weight: weight.value,
                rows,
            });
        }
    }
    levels
}

/// Runs of rows under one heading that carries a weight.
fn noted_levels<'s, 'a>(
    form: &'s FormView<'a>,
    level: impl Fn(&'s IndicatorRow<'a>) -> &'s Sourced<String>,
) -> Vec<Level<'s, 'a>> {
    let mut levels: Vec<Level<'s, 'a>> = Vec::new();
    for row in form.rows() {
        let heading = level(row);
        let Some(weight) = noted_weight(&heading.text) else {
            continue;
        };
        let name = heading
            .value
            .clone()
            .unwrap_or_else(|| heading.text.clone());
        match levels
            .iter_mut()
            .find(|known| known.name == name && known.weight == weight)
        {
            Some(known) => known.rows.push(row),
            None => levels.push(Level {
                name,
                heading: Some(heading),
                parent: None,
                weight,
                rows: vec![row],
            }),
        }
    }
    levels
}
