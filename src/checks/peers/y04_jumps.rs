//! Y04: score, rank or execution far from last year's.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::form::model::FormKind;

/// Y04.
pub(in crate::checks) struct Jumps;

static INFO: RuleInfo = RuleInfo {
    id: "Y04",
    title: "得分、名次或执行率与上年相差悬殊",
    severity: Severity::Notice,
    confidence: Confidence::Certain,
    category: Category::Peers,
    scope: Scope::Folder,
    thresholds: &[
        Threshold {
            key: "score",
            meaning: "自评总分与上年相差超过这么多分即提示",
            default: Given::Rule(Decimal::TEN),
        },
        Threshold {
            key: "rate",
            meaning: "执行率与上年相差超过这个数即提示（0.20 即 20 个百分点）",
            default: Given::Rule(hundredths(20)),
        },
        Threshold {
            key: "rank",
            meaning: "名次变化超过参评部门数的这个比例即提示（0.50 即一半）",
            default: Given::Rule(hundredths(50)),
        },
    ],
    doc: Doc {
        what: "同一部门相邻两年的自评总分、名次、预算执行率是否大起大落。",
        why: "大幅变化应有原因，是复核的线索。",
        how: "自评总分相差 10 分以上、执行率相差 20 个百分点以上、名次变化超过参评部门的一半的分别提示。名次按自评总分从高到低，同分同名次；参评不足 6 家的不比名次。",
        fix: "说明变化的原因；口径变化的注明。",
        source: "四川自评复核清单（评分偏差超过 10 分为 P1 问题）；界限为常用值。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 92 |
        | 总分 |
        | 91 |
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 95 |
        | 总分 |
        | 93 |",
    fail: "
        # 甲局 2022 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 92 |
        | 总分 |
        | 91 |
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 25 |
        | 总分 |
        | 77.47 |",
    ..RuleInfo::PLAIN
};

/// With fewer departments a rank says little.
const FEWEST: usize = 6;

impl Rule for Jumps {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut totals: BTreeMap<i32, Vec<Decimal>> = BTreeMap::new();
        for form in folder
            .forms
            .iter()
            .filter(|form| form.kind() == FormKind::Department)
        {
            if let (Some(year), Some(total)) = (form.year(), total(form)) {
                totals.entry(year).or_default().push(total);
            }
        }
        folder
            .successive_years()
            .into_iter()
            .map(|(earlier, later)| {
                let problems: Vec<Problem> = [
                    score(earlier, later),
                    rate(earlier, later),
                    rank(earlier, later, &totals),
                ]
                .into_iter()
                .flatten()
                .collect();
                if problems.is_empty() && total(later).or(total(earlier)).is_none() {
                    return Verdict::not_judged("没有自评总分，无法同上年比较");
                }
                Verdict::of(problems)
            })
            .collect()
    }
}

/// The stated total.
fn total(form: &FormView<'_>) -> Option<Decimal> {
    form.form.total_score.value.map(|number| number.value)
}

fn direction(change: Decimal) -> &'static str {
    if change < Decimal::ZERO {
        "下降"
    } else {
        "上升"
    }
}

fn score(earlier: &FormView<'_>, later: &FormView<'_>) -> Option<Problem> {
    let change = total(later)? - total(earlier)?;
    if change.abs() <= later.threshold(&INFO, "score") {
        return None;
    }
    let (before, after) = (&earlier.form.total_score, &later.form.total_score);
    Some(
        Problem::with_form(later)
            .cell(later, "自评总分", after)
            .cell(earlier, "上年自评总分", before)
            .found(format!("自评总分 {}", shown(after)))
            .expected(format!("与上年 {} 大体相当", shown(before)))
            .difference(
                change,
                format!("{} 分", figure(later.threshold(&INFO, "score"))),
            )
            .message(format!(
                "{}的自评总分上年 {}{}，今年 {}{}，{} {} 分。",
                later.unit(),
                shown(before),
                earlier.cite(before),
                shown(after),
                later.cite(after),
                direction(change),
                gap(change)
            ))
            .advice("说明得分变化的原因，核实各指标得分。"),
    )
}

fn rate(earlier: &FormView<'_>, later: &FormView<'_>) -> Option<Problem> {
    let (before, after) = (earlier.execution_rate()?, later.execution_rate()?);
    let change = after - before;
    if change.abs() <= later.threshold(&INFO, "rate") {
        return None;
    }
    let cell = &later.whole_budget()?.line.executed;
    Some(
        Problem::with_form(later)
            .cell(later, "全年执行数", cell)
            .cell(
                earlier,
                "上年执行数",
                &earlier.whole_budget()?.line.executed,
            )
            .found(format!("执行率 {}", percent(after)))
            .expected(format!("与上年 {} 大体相当", percent(before)))
            .difference(change, percent(later.threshold(&INFO, "rate")))
            .message(format!(
                "{}的预算执行率上年 {}，今年 {}{}，{} {} 个百分点。",
                later.unit(),
                percent(before),
                percent(after),
                later.cite(cell),
                direction(change),
                gap(change * Decimal::ONE_HUNDRED)
            ))
            .advice("说明执行率变化的原因。"),
    )
}

fn rank(
    earlier: &FormView<'_>,
    later: &FormView<'_>,
    totals: &BTreeMap<i32, Vec<Decimal>>,
) -> Option<Problem> {
    if later.kind() != FormKind::Department {
        return None;
    }
    let place = |form: &FormView<'_>| -> Option<(usize, usize)> {
        let all = totals.get(&form.year()?)?;
        let own = total(form)?;
        Some((
            all.iter().filter(|total| **total > own).count() + 1,
            all.len(),
        ))
    };
    let ((before, of_before), (after, of_after)) = (place(earlier)?, place(later)?);
    let fewest = of_before.min(of_after);
    let moved = before.abs_diff(after);
    let most = Decimal::from(fewest) * later.threshold(&INFO, "rank");
    if fewest < FEWEST || Decimal::from(moved) <= most {
        return None;
    }
    let way = if after < before { "上升" } else { "下降" };
    Some(
        Problem::with_form(later)
            .cell(later, "自评总分", &later.form.total_score)
            .cell(earlier, "上年自评总分", &earlier.form.total_score)
            .found(format!("第 {after} 名（共 {of_after} 家）"))
            .expected(format!("与上年第 {before} 名（共 {of_before} 家）大体相当"))
            .message(format!(
                "{}的自评总分上年第 {before} 名（共 {of_before} 家），今年第 {after} 名（共 {of_after} 家），{way} {moved} 名。",
                later.unit()
            ))
            .advice("说明名次变化的原因。"),
    )
}
