//! A05: all weights together.

use crate::checks::prelude::*;
use crate::scoring::profile::Rescale;

use super::weights::{Weights, amount};

/// A05.
pub(in crate::checks) struct WeightsMake100;

static INFO: RuleInfo = RuleInfo {
    id: "A05",
    title: "分值合计不是 100 分",
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "预算执行率的分值与各三级指标的分值之和是否为 100 分；表内写有分值合计的，合计是否与各行相符。",
        why: "分值不足或超过 100 分，总分就不能按百分制定等级，也不能同其他部门比较。",
        how: "逐行相加分值：合并单元格只计一次，小计行不计。分值只写在栏目标题里（如“产出指标（50分）”）或各行没有单列的，不判定。",
        fix: "按规定的权重（一般为预算执行率 10、产出 50、效益 30、满意度 10）调整各行分值，使合计为 100 分。",
        source: "财政部中央部门项目支出绩效自评通知：权重可以调整，但合计须为 100%；预算绩效系统的填报校验。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 50 | 50 |
        | 群众满意度 | ≥90% | 95% | 40 | 40 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 60 | 60 |
        | 群众满意度 | ≥90% | 95% | 40 | 40 |",
    ..RuleInfo::PLAIN
};

impl Rule for WeightsMake100 {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let weights = Weights::of(form);
        if weights.indicators.is_empty() {
            return Some(Verdict::not_judged("各行没有单列分值，无法合计"));
        }
        let full = form.policy.full_marks();
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, full);
        let assumed = match (weights.execution, form.execution()) {
            (None, Some((_, line))) => line.weight.unwrap_or_default(),
            _ => Decimal::ZERO,
        };
        let total = weights.total();
        let is_full = |sum: Decimal| (sum - full).abs() <= allowed;
        if is_full(total) || is_full(total + assumed) {
            return Some(self.against_stated(form, &weights, allowed));
        }
        if weights.blank > 0 && total < full {
            return Some(Verdict::not_judged(format!(
                "有行没有填写分值，合计不足 {} 分的原因不明，复算得分没有折算",
                figure(full)
            )));
        }
        if weights.execution.is_none() && !form.funds.is_empty() && total < full {
            return Some(Verdict::not_judged(
                "预算执行率的分值没有写明，复算得分没有折算",
            ));
        }
        Some(problem(form, &weights, total, full, allowed).into())
    }
}

impl WeightsMake100 {
    /// Where the form states a total of the weights, it must be theirs.
    fn against_stated(
        &self,
        form: &FormView<'_>,
        weights: &Weights<'_>,
        allowed: Decimal,
    ) -> Verdict {
        let stated = &form.form.total_weight;
        let Some(number) = stated.value else {
            return Verdict::Passed;
        };
        // The cell may total the indicators alone, or all rows.
        let fits = [
            weights.total(),
            weights.of_indicators(),
            form.policy.full_marks(),
        ]
        .iter()
        .any(|sum| (number.value - sum).abs() <= allowed);
        if fits {
            return Verdict::Passed;
        }
        let difference = number.value - weights.total();
        Problem::with_form(form)
            .cell(form, "分值合计", stated)
            .found(format!("分值合计 {}", shown(stated)))
            .expected(format!("各行分值相加 {}", figure(weights.total())))
            .difference(difference, format!("允差 {}", figure(allowed)))
            .message(format!(
                "填写的分值合计 {}{}与各行分值相加 {} 不符，相差 {}。",
                shown(stated),
                form.cite(stated),
                figure(weights.total()),
                gap(difference)
            ))
            .advice("改正分值合计，或改正有误的行。")
            .into()
    }
}

fn problem(
    form: &FormView<'_>,
    weights: &Weights<'_>,
    total: Decimal,
    full: Decimal,
    allowed: Decimal,
) -> Problem {
    let difference = total - full;
    let more_or_less = if difference < Decimal::ZERO {
        "少"
    } else {
        "多"
    };
    let execution = weights
        .execution
        .map(|weight| format!("预算执行率 {}{}，", shown(weight), form.cite(weight)));
    let addends: Vec<String> = weights
        .execution
        .iter()
        .chain(&weights.indicators)
        .map(|weight| figure(amount(weight)))
        .collect();
    let stated = &form.form.total_weight;
    let stated_as = stated.value.map_or_else(String::new, |_| {
        format!("，表内合计填的是 {}{}", shown(stated), form.cite(stated))
    });
    let problem = Problem::with_form(form)
        .cell(form, "分值合计", stated)
        .found(format!("{} = {}", addends.join(" + "), figure(total)))
        .expected(format!("合计 {} 分", figure(full)))
        .difference(difference, format!("允差 {}", figure(allowed)))
        .message(format!(
            "分值合计 {} 分，比 {} 分{more_or_less} {} 分（{}指标 {} 行合计 {}）{stated_as}。{}",
            figure(total),
            figure(full),
            figure(difference.abs()),
            execution.unwrap_or_default(),
            weights.indicators.len(),
            figure(weights.of_indicators()),
            treatment(form, full)
        ))
        .advice(format!(
            "按规定权重调整各行分值，使合计为 {} 分，再重算得分和总分。",
            figure(full)
        ))
        .points(difference);
    weights
        .execution
        .iter()
        .chain(&weights.indicators)
        .fold(problem, |problem, weight| {
            problem.cell(form, "分值", weight)
        })
}

/// What became of the recomputed total.
fn treatment(form: &FormView<'_>, full: Decimal) -> String {
    match (&form.rescored.rescaling, form.rescored.total) {
        (_, None) => String::new(),
        (Some(rescaling), total) => format!(
            "复算得分已按 {} 分折算：{}。",
            figure(rescaling.full),
            rescaling.in_words(total)
        ),
        (None, Some(_)) if form.policy.rules.weights.rescale == Rescale::Both => {
            format!("分值可能没有读全，复算得分没有按 {} 分折算。", figure(full))
        }
        (None, Some(_)) => "复算得分没有折算（评分方案规定）。".to_owned(),
    }
}
