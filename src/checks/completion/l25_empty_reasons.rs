//! L25: reasons that say nothing, or the same for every row.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::checks::text::{Substance, plain, substance};

/// L25.
pub(in crate::checks) struct EmptyReasons;

static INFO: RuleInfo = RuleInfo {
    id: "L25",
    title: "偏差原因空泛或多行雷同",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "repeats",
        meaning: "同一句原因出现在这么多行即为雷同",
        default: Given::Rule(whole(3)),
    }],
    doc: Doc {
        what: "未得满分或超额较多的指标，所写的原因是否具体；同一句话是否用在许多行；评分方案限定字数的，是否超出。",
        why: "套话说明不了原因，也提不出措施。",
        how: "需要说明的行（得分低于分值、未达到目标）原因是“工作有序推进”“加强管理”“同上”之类的为疑点，不足 6 个字的为提示；同一句原因出现在 3 行以上的提出。超过评分方案 reason.most_characters 所限字数的为提示。完成率低于 70% 的见 L08。",
        fix: "逐项写清具体原因、影响和措施。",
        source: "四川自评复核清单 S2、P3 项；开源核对工具的语义校验。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 | 两期培训因场地维修取消 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 | 工作有序推进 |",
    ..RuleInfo::PLAIN
};

impl Rule for EmptyReasons {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        if !form.rows().any(|row| !row.explanation().is_empty()) {
            return None;
        }
        let mut problems: Vec<Problem> = form
            .rows()
            .filter(|row| needs_reason(row))
            .filter(|row| !repeats_above(form, row))
            .filter_map(|row| empty(form, row))
            .collect();
        problems.extend(form.rows().filter_map(|row| too_long(form, row)));
        problems.extend(repeated(form));
        Some(Verdict::of(problems))
    }
}

/// Rows that owe a reason; those far short are told by L08.
fn needs_reason(row: &IndicatorRow<'_>) -> bool {
    let deducted = row
        .stated()
        .zip(row.weight())
        .is_some_and(|(stated, weight)| stated < weight);
    let far_short = row.met() == Some(false)
        && row
            .completion()
            .is_some_and(|completion| completion < hundredths(70));
    (deducted || row.met() == Some(false)) && !far_short
}

/// Whether a reason only points at that of the row above, and that one says something.
fn repeats_above(form: &FormView<'_>, row: &IndicatorRow<'_>) -> bool {
    if !["同上", "同前", "见上", "如上"].contains(&plain(&row.explanation()).as_str()) {
        return false;
    }
    let above = form.rows().filter(|other| other.index < row.index);
    above
        .map(|other| other.explanation())
        .filter(|reason| !reason.is_empty() && plain(reason) != plain(&row.explanation()))
        .last()
        .is_some_and(|reason| {
            substance(&reason, form.policy.rules.reason.least_characters) == Substance::Enough
        })
}

fn empty(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Problem> {
    let reason = row.explanation();
    let min_chars = form.policy.rules.reason.least_characters;
    let says = substance(&reason, min_chars);
    if reason.is_empty() || says == Substance::Enough {
        return None;
    }
    let (severity, lead) = if says == Substance::Nothing {
        (Severity::Warning, "个指标的偏差原因没有说明具体情况")
    } else {
        (Severity::Notice, "个指标的偏差原因过于简短")
    };
    let cell = &row.indicator.reason;
    Some(
        Problem::with_row(form, row)
            .cell(form, "偏差原因", cell)
            .found(format!("原因写{}", quoted(&excerpt(&reason, 20))))
            .expected("写明具体原因")
            .message(format!(
                "指标{}的偏差原因只写了{}{}，{}。",
                row.quoted(),
                quoted(&excerpt(&reason, 20)),
                form.cite(cell),
                if says == Substance::Nothing {
                    "没有说明具体情况"
                } else {
                    "过于简短，看不出对完成值的影响"
                }
            ))
            .fold(
                lead,
                format!(
                    "{}写的是{}{}",
                    row.quoted(),
                    quoted(&excerpt(&reason, 20)),
                    form.cite(cell)
                ),
            )
            .advice("逐项写清具体原因、影响和改进措施。")
            .severity(severity),
    )
}

/// A reason beyond the most characters that the profile allows.
fn too_long(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Problem> {
    let most = form.policy.rules.reason.most_characters?;
    let cell = &row.indicator.reason;
    let length = stated_text(cell)
        .chars()
        .filter(|c| !c.is_whitespace())
        .count();
    if u32::try_from(length).is_ok_and(|length| length <= most) {
        return None;
    }
    let case = format!("{}写了 {length} 字{}", row.quoted(), form.cite(cell));
    Some(
        Problem::with_row(form, row)
            .cell(form, "偏差原因", cell)
            .found(format!("原因 {length} 字"))
            .expected(format!("不超过 {most} 字"))
            .message(format!(
                "指标{}的偏差原因写了 {length} 字{}，超过规定的 {most} 字。",
                row.quoted(),
                form.cite(cell)
            ))
            .fold("个指标的偏差原因超过规定的字数", case)
            .advice(format!("压缩到 {most} 字以内，只写原因、影响和措施。"))
            .severity(Severity::Notice),
    )
}

fn repeated(form: &FormView<'_>) -> Vec<Problem> {
    let mut rows_of: BTreeMap<String, Vec<&IndicatorRow<'_>>> = BTreeMap::new();
    for row in form.rows() {
        let reason = plain(stated_text(&row.indicator.reason));
        // Rows merged over one reason cell share it by design.
        let merged = rows_of.get(&reason).is_some_and(|rows| {
            rows.iter()
                .any(|known| known.indicator.reason.cells == row.indicator.reason.cells)
        });
        if !reason.is_empty() && !merged {
            rows_of.entry(reason).or_default().push(row);
        }
    }
    let least = form.threshold(&INFO, "repeats");
    rows_of
        .into_values()
        .filter(|rows| Decimal::from(rows.len()) >= least)
        .filter_map(|rows| {
            let reason = stated_text(&rows.first()?.indicator.reason);
            let names: Vec<String> = rows.iter().map(|row| row.quoted()).collect();
            let problem = Problem::with_form(form)
                .found(format!("{} 行写同一句原因", rows.len()))
                .expected("各指标的原因各不相同")
                .message(format!(
                    "{}这 {} 个指标的偏差原因是同一句话：{}。",
                    enumerated(&names),
                    rows.len(),
                    quoted(&excerpt(reason, 40))
                ))
                .advice("按各指标的实际情况分别写明原因和措施。");
            Some(rows.iter().fold(problem, |problem, row| {
                problem.cell(form, "偏差原因", &row.indicator.reason)
            }))
        })
        .collect()
}
