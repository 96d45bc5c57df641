//! W02: a confirmed pair of names that meets nothing.

use crate::checks::prelude::*;
use crate::form::matching::same_name;
use crate::form::wording::split_code;
use crate::submission::correspondence::Correspondence;
use crate::value::fold::fold_tight;

/// W02.
pub(in crate::checks) struct UnusedCorrespondence;

static INFO: RuleInfo = RuleInfo {
    id: "W02",
    title: "对应关系没有用上",
    severity: Severity::Warning,
    category: Category::Settings,
    scope: Scope::Folder,
    doc: Doc {
        what: "对应关系表（或设置文件里的 [[match]]）的每一条，文件夹里是否真有这两个名称。",
        why: "名称写错一个字，确认就不起作用，而看表的人以为已经对上了。",
        how: "单位的对应：两个名称各有一份自评表，或原名的表已按现名归并。指标的对应：该部门相邻两年的表里各有这个名称的指标。对不上的提出；没有对应关系表的不涉及。",
        fix: "照工作簿“年度对比”“指标年度对比”里的名称改正；不再需要的，删去该条。",
        source: "人工确认的事项须能复查的内部管理要求。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 指标 | 一级 | 目标 |
        | 培训人数 | 产出指标 | ≥100人 |
        # 甲局 2023 部门整体支出
        | 指标 | 一级 | 目标 |
        | 受训学员数 | 产出指标 | ≥100人 |
        | 对应 | 原名 | 现名 | 相同 |
        | 甲局 | 培训人数 | 受训学员数 | 是 |",
    fail: "
        # 甲局 2022 部门整体支出
        | 指标 | 一级 | 目标 |
        | 培训人数 | 产出指标 | ≥100人 |
        # 甲局 2023 部门整体支出
        | 指标 | 一级 | 目标 |
        | 受训学员数 | 产出指标 | ≥100人 |
        | 对应 | 原名 | 现名 | 相同 |
        | 甲局 | 培训人次 | 受训学员数 | 是 |
        | | 乙局 | 甲局 | 是 |",
    ..RuleInfo::PLAIN
};

impl Rule for UnusedCorrespondence {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder
            .context
            .confirmed
            .iter()
            .map(|pair| {
                let missing = if pair.is_of_units() {
                    missing_unit(folder, pair)
                } else {
                    missing_indicator(folder, pair)
                };
                missing.map_or(Verdict::Passed, |missing| problem(pair, &missing).into())
            })
            .collect()
    }
}

/// What is not there of a pair of departments.
fn missing_unit(folder: &Folder<'_>, pair: &Correspondence) -> Option<String> {
    let missing = [&pair.earlier, &pair.later].into_iter().find(|name| {
        let wanted = fold_tight(name);
        let listed = folder.context.roster.is_some_and(|roster| {
            roster
                .entries
                .iter()
                .any(|entry| fold_tight(&entry.name) == wanted)
        });
        let sent = folder.assessments.iter().any(|assessment| {
            let stated = assessment.submission.form.department.value.as_deref();
            fold_tight(&assessment.submission.unit.name) == wanted
                || stated.is_some_and(|stated| split_code(&fold_tight(stated)).1 == wanted)
        });
        !(sent || (listed && **name == pair.later))
    })?;
    Some(format!("没有名称是{}的自评表", quoted(missing)))
}

/// What is not there of a pair of indicators.
fn missing_indicator(folder: &Folder<'_>, pair: &Correspondence) -> Option<String> {
    let years: Vec<_> = folder
        .successive_years()
        .into_iter()
        .filter(|(_, later)| pair.is_within(&later.unit()))
        .collect();
    if years.is_empty() {
        return Some(format!("没有{}相邻两年的自评表", quoted(&pair.department)));
    }
    let has = |form: &FormView<'_>, name: &str| form.rows().any(|row| same_name(&row.name(), name));
    let met = years
        .iter()
        .any(|(earlier, later)| has(earlier, &pair.earlier) && has(later, &pair.later));
    if met {
        return None;
    }
    let has_earlier = years.iter().any(|(earlier, _)| has(earlier, &pair.earlier));
    Some(if has_earlier {
        format!("后一年的表里没有指标{}", quoted(&pair.later))
    } else {
        format!("前一年的表里没有指标{}", quoted(&pair.earlier))
    })
}

fn problem(pair: &Correspondence, missing: &str) -> Problem {
    let whose = if pair.is_of_units() {
        "单位".to_owned()
    } else {
        format!("{}的指标", pair.department)
    };
    let unit = if pair.is_of_units() {
        &pair.later
    } else {
        &pair.department
    };
    Problem::with_unit(unit, None)
        .found(missing.to_owned())
        .expected("两个名称都在文件夹的自评表里")
        .message(format!(
            "{}（{whose}{}与{}）没有用上：{missing}。",
            pair.place,
            quoted(&pair.earlier),
            quoted(&pair.later)
        ))
        .advice("照工作簿“年度对比”“指标年度对比”里的名称改正；不再需要的，删去该条。")
}

#[cfg(test)]
mod tests {
    use super::INFO;
    use crate::checks::run::run;
    use crate::checks::sample_form::sample;

    #[test]
    fn a_pair_is_named_by_its_place_alone() {
        let mut sample = sample(INFO.fail);
        sample.confirmed.truncate(1);
        "设置文件第 1 个 [[match]]".clone_into(&mut sample.confirmed[0].place);
        let run = run(&sample.assessments, &sample.context());
        let found = run.findings.iter().find(|finding| finding.rule == "W02");
        let message = &found.expect("a finding").message;
        assert!(
            message.starts_with(
                "设置文件第 1 个 [[match]]（甲局的指标“培训人次”与“受训学员数”）没有用上"
            ),
            "{message}"
        );
    }
}
