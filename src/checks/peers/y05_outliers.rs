//! Y05: far from the peers, or from the reviewers.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::form::model::FormKind;
use crate::value::spread::Spread;

/// Forms of one group with their totals.
type Members<'f, 'a> = Vec<(&'f FormView<'a>, Decimal)>;

/// Y05.
pub(in crate::checks) struct Outliers;

static INFO: RuleInfo = RuleInfo {
    id: "Y05",
    title: "得分远离同类部门，或与复核得分相差悬殊",
    severity: Severity::Notice,
    confidence: Confidence::Certain,
    category: Category::Peers,
    scope: Scope::Folder,
    thresholds: &[
        Threshold {
            key: "members",
            meaning: "同类组至少有这么多家才比较",
            default: Given::Rule(whole(8)),
        },
        Threshold {
            key: "fences",
            meaning: "超出四分位数的距离达到四分位距的这么多倍即提示",
            default: Given::Rule(hundredths(150)),
        },
        Threshold {
            key: "review",
            meaning: "自评与复核得分相差超过这么多分为疑点",
            default: Given::Rule(Decimal::TEN),
        },
    ],
    doc: Doc {
        what: "部门的自评总分是否远离同类组的多数部门；表内有复核得分的，自评与复核是否相差悬殊。",
        why: "离群的得分最值得先看。",
        how: "同一年度、同一类（党政机关、事业单位等；没有分组的合为一组）至少 8 家时，低于下四分位数或高于上四分位数 1.5 倍四分位距的提示；四分位距为 0 的不判定。复核得分各行相加，与自评相差 10 分以上的为疑点。",
        fix: "核实该部门的得分和佐证。",
        source: "四川自评复核清单（偏差超过 10 分）；箱线图的常用界限。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 分值 | 得分 | 复核 |
        | 培训人数 | 60 | 58 | 57 |
        | 合格率 | 40 | 38 | 38 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 分值 | 得分 | 复核 |
        | 培训人数 | 60 | 60 | 45 |
        | 合格率 | 40 | 38 | 38 |",
    ..RuleInfo::PLAIN
};

impl Rule for Outliers {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let reviewed: Vec<(Decimal, Decimal)> = form
            .rows()
            .filter_map(|row| Some((row.stated()?, row.indicator.review_score.value?.value)))
            .collect();
        if reviewed.is_empty() {
            return None;
        }
        let own: Decimal = reviewed.iter().map(|(own, _)| own).sum();
        let review: Decimal = reviewed.iter().map(|(_, review)| review).sum();
        let difference = own - review;
        let most = form.threshold(&INFO, "review");
        if difference.abs() <= most {
            return Some(Verdict::Passed);
        }
        let problem = Problem::with_form(form)
            .found(format!("自评 {} 分", two(own)))
            .expected(format!("复核 {} 分", two(review)))
            .difference(difference, format!("{} 分", figure(most)))
            .message(format!(
                "有复核得分的 {} 个指标，自评共 {} 分，复核共 {} 分，相差 {} 分。",
                reviewed.len(),
                two(own),
                two(review),
                gap(difference)
            ))
            .advice("按复核意见核实得分和佐证。")
            .severity(Severity::Warning)
            .points(difference);
        let problem = form.rows().fold(problem, |problem, row| {
            problem.cell(form, "复核得分", &row.indicator.review_score)
        });
        Some(problem.into())
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut groups: BTreeMap<(i32, &str), Members<'_, '_>> = BTreeMap::new();
        for form in folder
            .forms
            .iter()
            .filter(|form| form.kind() == FormKind::Department)
        {
            let group = form.assessment.submission.unit.group.as_deref();
            // Forms whose year is unknown need not be of one year.
            if let (Some(year), Some(total)) = (form.year(), form.form.total_score.value) {
                groups
                    .entry((year, group.unwrap_or_default()))
                    .or_default()
                    .push((form, total.value));
            }
        }
        groups
            .into_iter()
            .flat_map(|((_, group), members)| judge(group, &members))
            .collect()
    }
}

fn judge(group: &str, members: &[(&FormView<'_>, Decimal)]) -> Vec<Verdict> {
    let Some((first, _)) = members.first() else {
        return Vec::new();
    };
    let too_few = || {
        vec![Verdict::not_judged(
            "同类部门太少，或得分过于集中，无法判断离群",
        )]
    };
    let enough = Decimal::from(members.len()) >= first.threshold(&INFO, "members");
    let spread = Spread::of(members.iter().map(|(_, total)| *total));
    let (Some(lower), Some(median), Some(upper)) = (spread.lower, spread.median, spread.upper)
    else {
        return too_few();
    };
    if !enough || lower == upper {
        return too_few();
    }
    let peers = Peers {
        whom: if group.is_empty() {
            format!("全部 {} 家部门", members.len())
        } else {
            format!("{group} {} 家", members.len())
        },
        lower,
        median,
        upper,
    };
    members
        .iter()
        .map(|(form, total)| {
            let reach = (upper - lower) * form.threshold(&INFO, "fences");
            let bounds = (lower - reach, upper + reach);
            if (bounds.0..=bounds.1).contains(total) {
                return Verdict::Passed;
            }
            outside(form, *total, &peers, bounds).into()
        })
        .collect()
}

/// Whom a form is held against.
struct Peers {
    whom: String,
    lower: Decimal,
    median: Decimal,
    upper: Decimal,
}

fn outside(
    form: &FormView<'_>,
    total: Decimal,
    peers: &Peers,
    (low, high): (Decimal, Decimal),
) -> Problem {
    let stated = &form.form.total_score;
    let far = if total < low {
        "明显偏低"
    } else {
        "明显偏高"
    };
    Problem::with_form(form)
        .cell(form, "自评总分", stated)
        .found(format!("自评总分 {}", shown(stated)))
        .expected(format!("{} 至 {}", two(low), two(high)))
        .difference(
            total - peers.median,
            format!(
                "四分位数 {} 和 {} 外 1.5 倍四分位距",
                two(peers.lower),
                two(peers.upper)
            ),
        )
        .message(format!(
            "{}自评总分 {}{}，{}的中位数是 {}，该部门{far}。",
            form.unit(),
            shown(stated),
            form.cite(stated),
            peers.whom,
            two(peers.median)
        ))
        .advice("优先核实该部门的得分和佐证。")
}
