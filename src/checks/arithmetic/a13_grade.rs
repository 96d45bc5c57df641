//! A13: the stated grade against the stated total.

use crate::checks::prelude::*;

/// A13.
pub(in crate::checks) struct GradeOfTotal;

static INFO: RuleInfo = RuleInfo {
    id: "A13",
    title: "评价等级与自评总分不符",
    category: Category::Arithmetic,
    scope: Scope::Form,
    doc: Doc {
        what: "填写的评价等级（优、良、中、差）是否与填写的自评总分所在的档次一致。",
        why: "等级是结果应用（预算安排、通报）的直接依据。",
        how: "按所选评分规则的分档（默认：90 分以上为优，80～90 分为良，60～80 分为中，60 分以下为差；分界按连续的分数算，89.5 分为良）查总分的档次，与填写的等级比较。没有填等级或总分的不判定。",
        fix: "以总分为准改正等级；总分本身有误的，先改总分。",
        source: "财政部预算司统一的四档划分；已公开自评表中 84.47 分评为“优”的实例。",
    },
    pass: "
        | 指标 | 分值 | 得分 |
        | 培训人数 | 100 | 77.47 |
        | 总分 | 等级 |
        | 77.47 | 中 |",
    fail: "
        | 指标 | 分值 | 得分 |
        | 培训人数 | 100 | 84.47 |
        | 总分 | 等级 |
        | 84.47 | 优 |",
    ..RuleInfo::PLAIN
};

impl Rule for GradeOfTotal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let grade = &form.form.grade;
        let stated = stated_text(grade);
        if stated.is_empty() {
            return Some(Verdict::not_judged("表内没有填写评价等级"));
        }
        let total = &form.form.total_score;
        if total.value.is_none() {
            return Some(Verdict::not_judged("表内没有填写自评总分"));
        }
        let Some(expected) = form.rescored.stated_total_grade.as_deref() else {
            return Some(Verdict::not_judged("评分规则没有给这个总分定等级"));
        };
        if same_grade(stated, expected) {
            return Some(Verdict::Passed);
        }
        Some(
            Problem::with_form(form)
                .cell(form, "评价等级", grade)
                .cell(form, "自评总分", total)
                .found(format!("等级{}", quoted(stated)))
                .expected(format!(
                    "总分 {} 对应的等级是{}",
                    shown(total),
                    quoted(expected)
                ))
                .message(format!(
                    "评价等级填的是{}{}，自评总分 {}{}按分档应为{}。",
                    quoted(stated),
                    form.cite(grade),
                    shown(total),
                    form.cite(total),
                    quoted(expected)
                ))
                .advice("以核对后的总分为准改正等级。")
                .into(),
        )
    }
}

/// `优秀`, `中等` and `较差` say the same as the one-character grades.
fn same_grade(stated: &str, expected: &str) -> bool {
    let core = |grade: &str| -> String {
        grade
            .chars()
            .filter(|c| {
                !matches!(c, '秀' | '好' | '等' | '较' | '“' | '”' | '级') && !c.is_whitespace()
            })
            .collect()
    };
    core(stated) == core(expected)
}
