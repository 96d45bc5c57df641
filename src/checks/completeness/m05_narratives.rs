//! M05: conclusions, problems and measures.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::form::model::Remark;
use crate::value::blank::is_blank;

/// M05.
pub(in crate::checks) struct Narratives;

static INFO: RuleInfo = RuleInfo {
    id: "M05",
    title: "评价结论、存在问题、改进措施没有填写或没有实质内容",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completeness,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "longest",
        meaning: "超过这么多字即提示超长",
        default: Given::Rule(whole(200)),
    }],
    doc: Doc {
        what: "表内设有评价结论、存在问题、改进措施栏的，是否填写，是否还留着填表提示，是否超长。",
        why: "问题和措施是整改的依据；写“无”等于没有自评。",
        how: "空着、填“无”或留有填表提示（如“200字以内”）的为疑点；超过 200 字的为提示。总分满分的填“无”列为提示。没有这些栏的不判定。",
        fix: "结合自评情况写明结论、主要问题和具体措施。",
        source: "四川 510000_0013zp 自评表的填报说明；已公开表中问题、措施填“无”的实例。",
    },
    pass: "
        | 栏目 | 内容 |
        | 存在问题 | 承训机构选择面窄，培训进度前松后紧 |
        | 改进措施 | 一季度完成机构遴选，按季度通报进度 |",
    fail: "
        | 栏目 | 内容 |
        | 存在问题 | 无 |
        | 改进措施 | |",
    ..RuleInfo::PLAIN
};

const LABELS: &[&str] = &[
    "评价结论",
    "自评结论",
    "存在问题",
    "主要问题",
    "改进措施",
    "整改措施",
];
const PROMPTS: &[&str] = &["字以内", "结合自评情况", "请填写", "说明项目实施取得"];

impl Rule for Narratives {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let narratives: Vec<&Remark> = form
            .remarks(LABELS)
            .filter(|remark| remark.text.has_place())
            .collect();
        if narratives.is_empty() {
            return Some(Verdict::not_judged("表内没有评价结论、问题、措施栏"));
        }
        Some(Verdict::of(
            narratives
                .into_iter()
                .filter_map(|remark| problem(form, remark))
                .collect(),
        ))
    }
}

fn problem(form: &FormView<'_>, remark: &Remark) -> Option<Problem> {
    let cell = &remark.text;
    let text = cell.text.trim();
    let length = text.chars().count();
    let full = form.policy.full_marks();
    let nothing_to_say = form
        .form
        .total_score
        .value
        .is_some_and(|total| total.value >= full);
    let (words, severity) = if text.is_empty() {
        ("没有填写".to_owned(), Severity::Warning)
    } else if is_blank(text) {
        let severity = if nothing_to_say {
            Severity::Notice
        } else {
            Severity::Warning
        };
        (format!("只填了{}", quoted(text)), severity)
    } else if speaks_of(text, PROMPTS) {
        ("还留着填表提示".to_owned(), Severity::Warning)
    } else if Decimal::from(length) > form.threshold(&INFO, "longest") {
        (format!("长达 {length} 字"), Severity::Notice)
    } else {
        return None;
    };
    Some(
        Problem::with_form(form)
            .cell(form, "说明", cell)
            .found(format!("{}{words}", remark.label))
            .expected("有具体内容，不超过规定字数")
            .message(format!(
                "{}一栏{words}{}。",
                quoted(&remark.label),
                form.cite(cell)
            ))
            .fold(
                "个说明栏没有填写或没有实质内容",
                format!("{}{words}{}", quoted(&remark.label), form.cite(cell)),
            )
            .advice("结合自评情况写明结论、主要问题和具体措施。")
            .severity(severity),
    )
}
