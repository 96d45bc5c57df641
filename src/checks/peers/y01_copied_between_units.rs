//! Y01: one department's indicators and words in another's form.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::prelude::*;
use crate::checks::text::plain;
use crate::form::model::Sourced;

use super::likeness::{Coefficient, Like, alike, shingled};

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
            default: Given::Rule(hundredths(80)),
        },
        Threshold {
            key: "texts",
            meaning: "偏差原因、目标完成情况等文字的相似度达到这个数（0.90 即 90%）",
            default: Given::Rule(hundredths(90)),
        },
        Threshold {
            key: "shortest",
            meaning: "不足这么多字的文字不比较",
            default: Given::Rule(whole(20)),
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

/// Who is whose: forms of one department get one number.
fn owners(forms: &[&FormView<'_>]) -> Vec<usize> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    forms
        .iter()
        .map(|form| {
            let next = numbers.len();
            *numbers.entry(form.department()).or_insert(next)
        })
        .collect()
}

/// An indicator as it is compared: name and target.
fn item(row: &IndicatorRow<'_>) -> String {
    let target = plain(stated_text(&row.indicator.target));
    format!("{}\u{1f}{target}", plain(&row.name()))
}

fn sets(forms: &[&FormView<'_>], problems: &mut [Vec<Problem>]) {
    let sets: Vec<BTreeSet<String>> = forms
        .iter()
        .map(|form| {
            let set: BTreeSet<String> = form.rows().map(item).collect();
            if set.len() < FEWEST {
                BTreeSet::new()
            } else {
                set
            }
        })
        .collect();
    let least = percent_of(forms, "indicators");
    let likes = alike(&sets, &owners(forms), (Coefficient::Jaccard, least));
    for ((form, like), list) in forms.iter().zip(likes).zip(problems) {
        let models: Vec<(&FormView<'_>, usize)> = like
            .named
            .iter()
            .filter_map(|(other, percent)| Some((*forms.get(*other)?, *percent)))
            .collect();
        if let Some(problem) = copied_set(form, &like, &models) {
            list.push(problem);
        }
    }
}

/// That a form has the indicators of others.
fn copied_set(
    form: &FormView<'_>,
    like: &Like,
    models: &[(&FormView<'_>, usize)],
) -> Option<Problem> {
    let (found, message) = match models {
        [] => return None,
        [(model, percent)] if like.count == 1 => (
            format!("{percent}% 的指标和指标值与{}相同", model.unit()),
            format!(
                "{}的指标和指标值有 {percent}% 与{}（{}）相同{}。",
                form.unit(),
                model.unit(),
                model.form.source.path,
                same_actuals(form, model)
            ),
        ),
        several => {
            let units: Vec<String> = several
                .iter()
                .map(|(model, percent)| format!("{} {percent}%", model.unit()))
                .collect();
            let told: Vec<String> = several
                .iter()
                .map(|(model, percent)| {
                    let path = &model.form.source.path;
                    let actuals = same_actuals(form, model);
                    format!("{}（{path}）{percent}%{actuals}", model.unit())
                })
                .collect();
            let (count, rest) = (counted(like), and_others(like));
            (
                format!(
                    "指标和指标值与 {count}份自评表雷同：{}{rest}",
                    units.join("、")
                ),
                format!(
                    "{}的指标和指标值与 {count}份其他单位的自评表雷同：{}{rest}。",
                    form.unit(),
                    told.join("；")
                ),
            )
        }
    };
    let problem = Problem::with_form(form)
        .found(found)
        .expected("指标反映本部门的职责")
        .message(message)
        .advice("按本部门职责重新设置指标；使用统一模板的请说明。");
    Some(form.rows().fold(problem, |problem, row| {
        problem.cell(form, "三级指标", &row.indicator.name)
    }))
}

/// `5 `, or `200 多`, to stand before what is counted.
fn counted(like: &Like) -> String {
    if like.more {
        format!("{} 多", like.count)
    } else {
        format!("{} ", like.count)
    }
}

/// That those named are not all.
fn and_others(like: &Like) -> &'static str {
    if like.count > like.named.len() {
        "，等等"
    } else {
        ""
    }
}

/// How many of the shared indicators have the same actual value too, to follow in a sentence.
fn same_actuals(form: &FormView<'_>, model: &FormView<'_>) -> String {
    let actuals = |form: &FormView<'_>| -> BTreeMap<String, String> {
        form.rows()
            .map(|row| (item(row), plain(stated_text(&row.indicator.actual))))
            .filter(|(_, actual)| !actual.is_empty())
            .collect()
    };
    let theirs = actuals(model);
    let same = actuals(form)
        .into_iter()
        .filter(|(item, actual)| theirs.get(item) == Some(actual))
        .count();
    if same == 0 {
        String::new()
    } else {
        format!("，其中 {same} 项的实际完成值也相同")
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
    let of_forms = owners(forms);
    let owners: Vec<usize> = passages
        .iter()
        .filter_map(|passage| of_forms.get(passage.form).copied())
        .collect();
    let least = percent_of(forms, "texts");
    let likes = alike(&shingled(&said), &owners, (Coefficient::Dice, least));
    for (own, like) in passages.iter().zip(likes) {
        let models: Vec<Model<'_>> = like
            .named
            .iter()
            .filter_map(|(other, percent)| {
                let passage = passages.get(*other)?;
                Some((*forms.get(passage.form)?, passage, *percent))
            })
            .collect();
        let problem = forms
            .get(own.form)
            .and_then(|form| copied_text(form, own, &like, &models));
        if let (Some(problem), Some(list)) = (problem, problems.get_mut(own.form)) {
            list.push(problem);
        }
    }
}

/// A passage of another form, and how much it is alike.
type Model<'m> = (&'m FormView<'m>, &'m Passage<'m>, usize);

/// That a form has a text of others.
fn copied_text(
    form: &FormView<'_>,
    own: &Passage<'_>,
    like: &Like,
    models: &[Model<'_>],
) -> Option<Problem> {
    let whose: Vec<String> = models
        .iter()
        .map(|(model, other, percent)| {
            let same = if *percent == 100 {
                "相同".to_owned()
            } else {
                format!("相似度 {percent}%")
            };
            let cite = model.cite(other.cell);
            format!("{}的{}{cite}{same}", model.unit(), other.what)
        })
        .collect();
    let detail = match whose.as_slice() {
        [] => return None,
        [one] if like.count == 1 => format!("{}{}与{one}", own.what, form.cite(own.cell)),
        several => format!(
            "{}{}与其他单位的 {}处文字雷同（{}{}）",
            own.what,
            form.cite(own.cell),
            counted(like),
            several.join("、"),
            and_others(like)
        ),
    };
    let words = quoted(&excerpt(stated_text(own.cell), 40));
    let problem = Problem::with_form(form)
        .cell(form, own.what, own.cell)
        .found(detail.clone())
        .expected("据实填写本部门的情况")
        .message(format!("{}的{detail}：{words}。", form.unit()))
        .fold("处文字与其他部门雷同", format!("{detail}：{words}"))
        .advice("据实填写本部门的原因、措施和完成情况。");
    Some(models.iter().fold(problem, |problem, (model, other, _)| {
        problem.cell(model, other.what, other.cell)
    }))
}

/// The texts of a form, each cell once.
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
    let mut told = BTreeSet::new();
    rows.chain(expected)
        .chain(achieved)
        .filter(|(_, cell)| Decimal::from(stated_text(cell).chars().count()) >= shortest)
        .filter(|(_, cell)| told.insert(&cell.cells))
        .map(|(what, cell)| Passage {
            form: at,
            what,
            cell,
        })
        .collect()
}
