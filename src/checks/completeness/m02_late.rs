//! M02: late.

use crate::checks::prelude::*;
use crate::submission::timing::{Basis, filled_on};

/// M02.
pub(in crate::checks) struct Late;

static INFO: RuleInfo = RuleInfo {
    id: "M02",
    title: "报送晚于截止日期",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "自评表的填报日期（没有的看文件修改日期）是否晚于名单上的截止日期。",
        why: "按时报送是工作考核的内容之一。",
        how: "填报日期晚于截止日期的为疑点；只有文件修改日期晚于截止日期的为提示（复制、转存会改变修改日期；多数文件的修改日期是同一天的，是复制所致，不作依据）。截止日期在评价年度的次年的才比较。没有名单、截止日期或日期的不判定。",
        fix: "登记逾期天数；日期填错的改正。",
        source: "郫都区自评通知（3 月 16 日、3 月 31 日）；四川自评复核清单 F6 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 栏目 | 内容 |
        | 填报日期 | 2024年3月10日 |
        | 名单 | 截止日期 |
        | 甲局 | 2024-03-15 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 栏目 | 内容 |
        | 填报日期 | 2024年4月15日 |
        | 名单 | 截止日期 |
        | 甲局 | 2024-03-15 |",
    ..RuleInfo::PLAIN
};

impl Rule for Late {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let Some(roster) = folder.context.roster else {
            return vec![Verdict::not_judged("没有提供应报单位名单")];
        };
        let roster = roster.index();
        folder
            .forms
            .iter()
            .filter(|form| roster.entry_of(&form.assessment.submission.unit).is_some())
            .map(judge)
            .collect()
    }
}

fn judge(form: &FormView<'_>) -> Verdict {
    let Some(timing) = &form.assessment.submission.timing else {
        return Verdict::not_judged("名单里没有这一年度的截止日期");
    };
    let Some((day, basis)) = timing.handed_in else {
        return Verdict::not_judged("表内没有填报日期，也不知道文件修改日期");
    };
    let Some((days, _)) = timing.late() else {
        return Verdict::Passed;
    };
    let cell = match basis {
        Basis::Stated => filled_on(form.form).map(|(cell, _)| cell),
        Basis::Changed => None,
    };
    let what = basis.label();
    let deadline = timing.deadline;
    let problem = Problem::with_form(form)
        .found(format!("{what} {day}"))
        .expected(format!("不晚于 {deadline}"))
        .difference(Decimal::from(days), "不允许逾期（天）")
        .message(format!(
            "{}的{what}是 {day}{}，晚于截止日期 {deadline}，逾期 {days} 天。",
            form.unit(),
            cell.map(|cell| form.cite(cell)).unwrap_or_default()
        ))
        .advice("登记逾期情况；日期填错的请改正。");
    match cell {
        Some(cell) => problem.cell(form, "填报日期", cell).into(),
        None => problem
            .severity(Severity::Notice)
            .confidence(Confidence::Possible)
            .into(),
    }
}
