//! Y01: one department's indicators and words in another's form.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::prelude::*;
use crate::checks::text::plain;
use crate::form::model::Sourced;

use super::likeness::{Alike, alike_members, alike_texts};

/// Y01.
pub(in crate::checks) struct CopiedBetweenUnits;

static INFO: RuleInfo = RuleInfo {
    id: "Y01",
    title: "与其他部门的指标或文字雷同",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Peers,
    scope: Scope::Folder,
    yields_to: &["M09"],
    thresholds: &[
        Threshold {
            key: "indicators",
            meaning: "指标名称连同指标值相同的比例达到这个数（0.80 即 80%）",
            default: |_| hundredths(80),
        },
        Threshold {
            key: "texts",
            meaning: "偏差原因、目标完成情况等文字的相似度达到这个数（0.90 即 90%）",
            default: |_| hundredths(90),
        },
        Threshold {
            key: "shortest",
            meaning: "不足这么多字的文字不比较",
            default: |_| Decimal::from(20),
        },
    ],
    doc: Doc {
        what: "同一年度不同部门的指标体系、偏差原因、改进措施、目标完成情况是否雷同。",
        why: "照搬别家的指标和文字，反映不了本部门的履职和问题。",
        how: "指标名称连同指标值作为一项，两表相同项占全部项的比例（Jaccard 系数）达到 80% 的提出，至少 4 项；20 字以上的文字去掉标点后，按每 4 字一段比较，相同段的比例（Dice 系数）达到 90% 的提出。同一主管部门下属单位使用统一模板的，可关闭或豁免。",
        fix: "按本部门职责重新设置指标，据实填写原因和措施。",
        source: "财政部门复核的跨单位查重；相似度界限为常用值。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 原因 |
        | 培训人数 | ≥100人 | 承训机构合同纠纷，下半年有四期培训班没有按计划开班 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 | 原因 |
        | 改造户数 | ≥100户 | 汛期道路中断，建材运输受阻，三个村的改造推迟到次年 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 原因 |
        | 培训人数 | ≥100人 | 因年初预算编制不够精细，部分项目前期准备不足，支付滞后 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 | 原因 |
        | 改造户数 | ≥100户 | 因年初预算编制不够精细，部分项目前期准备不足，支付滞后。 |",
    ..RuleInfo::PLAIN
};

/// Fewer indicators may well agree by chance.
const FEWEST: usize = 4;

impl Rule for CopiedBetweenUnits {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut years: BTreeMap<Option<i32>, Vec<&FormView<'_>>> = BTreeMap::new();
        for form in folder.forms {
            years.entry(form.year()).or_default().push(form);
        }
        years
            .into_values()
            .filter(|forms| forms.len() > 1)
            .flat_map(|forms| {
                let mut problems: Vec<Vec<Problem>> = forms.iter().map(|_| Vec::new()).collect();
                sets(&forms, &mut problems);
                texts(&forms, &mut problems);
                problems.into_iter().map(Verdict::of).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// A threshold of the first form as whole per cent: the rule judges forms together.
fn percent_of(forms: &[&FormView<'_>], key: &str) -> usize {
    let share = forms
        .first()
        .map(|form| form.threshold(&INFO, key))
        .unwrap_or_default();
    usize::try_from(share * Decimal::ONE_HUNDRED).unwrap_or(100)
}

fn sets(forms: &[&FormView<'_>], problems: &mut [Vec<Problem>]) {
    let sets: Vec<BTreeSet<String>> = forms
        .iter()
        .map(|form| {
            let set: BTreeSet<String> = form
                .rows()
                .map(|row| {
                    let target = plain(stated_text(&row.indicator.target));
                    format!("{}\u{1f}{target}", plain(&row.name()))
                })
                .collect();
            if set.len() < FEWEST {
                BTreeSet::new()
            } else {
                set
            }
        })
        .collect();
    for pair in alike_members(&sets, percent_of(forms, "indicators")) {
        for (own, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            let (Some(form), Some(model)) = (forms.get(own), forms.get(other)) else {
                continue;
            };
            if form.department() == model.department() {
                continue;
            }
            let problem = Problem::with_form(form)
                .found(format!(
                    "{}% 的指标和指标值与{}相同",
                    pair.percent,
                    model.unit()
                ))
                .expected("指标反映本部门的职责")
                .message(format!(
                    "{}的指标和指标值有 {}% 与{}（{}）相同。",
                    form.unit(),
                    pair.percent,
                    model.unit(),
                    model.form.source.path
                ))
                .advice("按本部门职责重新设置指标；使用统一模板的请说明。");
            let problem = form.rows().fold(problem, |problem, row| {
                problem.cell(form, "三级指标", &row.indicator.name)
            });
            if let Some(list) = problems.get_mut(own) {
                list.push(problem);
            }
        }
    }
}

/// A text, whose it is, and what it is.
struct Passage<'f> {
    form: usize,
    what: &'static str,
    cell: &'f Sourced<String>,
}

fn texts(forms: &[&FormView<'_>], problems: &mut [Vec<Problem>]) {
    let passages: Vec<Passage<'_>> = forms
        .iter()
        .enumerate()
        .flat_map(|(at, form)| passages(at, form))
        .collect();
    let said: Vec<&str> = passages.iter().map(|p| stated_text(p.cell)).collect();
    let mut told = BTreeSet::new();
    for Alike {
        first,
        second,
        percent,
    } in alike_texts(&said, percent_of(forms, "texts"))
    {
        for (own, other) in [(first, second), (second, first)] {
            let (Some(own), Some(other)) = (passages.get(own), passages.get(other)) else {
                continue;
            };
            let (Some(form), Some(model)) = (forms.get(own.form), forms.get(other.form)) else {
                continue;
            };
            let again = !told.insert((own.form, own.cell.cells.clone(), other.form));
            if form.department() == model.department() || again {
                continue;
            }
            let detail = format!(
                "{}{}与{}的{}{}",
                own.what,
                form.cite(own.cell),
                model.unit(),
                other.what,
                model.cite(other.cell),
            );
            let same = if percent == 100 {
                "相同".to_owned()
            } else {
                format!("相似度 {percent}%")
            };
            let problem = Problem::with_form(form)
                .cell(form, own.what, own.cell)
                .cell(model, other.what, other.cell)
                .found(format!("{detail}{same}"))
                .expected("据实填写本部门的情况")
                .message(format!(
                    "{}的{detail}{same}：{}。",
                    form.unit(),
                    quoted(&excerpt(stated_text(own.cell), 40))
                ))
                .fold(
                    "处文字与其他部门雷同",
                    format!(
                        "{detail}{same}：{}",
                        quoted(&excerpt(stated_text(own.cell), 40))
                    ),
                )
                .advice("据实填写本部门的原因、措施和完成情况。");
            if let Some(list) = problems.get_mut(own.form) {
                list.push(problem);
            }
        }
    }
}

fn passages<'f>(at: usize, form: &'f FormView<'_>) -> Vec<Passage<'f>> {
    let shortest = form.threshold(&INFO, "shortest");
    let rows = form.rows().flat_map(|row| {
        [
            ("偏差原因", &row.indicator.reason),
            ("改进措施", &row.indicator.measures),
        ]
    });
    let goals = &form.form.goals;
    let expected = goals.expected.iter().map(|text| ("预期目标", text));
    let achieved = goals.achieved.iter().map(|text| ("实际完成情况", text));
    rows.chain(expected)
        .chain(achieved)
        .filter(|(_, cell)| Decimal::from(stated_text(cell).chars().count()) >= shortest)
        .map(|(what, cell)| Passage {
            form: at,
            what,
            cell,
        })
        .collect()
}
