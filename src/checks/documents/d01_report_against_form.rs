//! D01: the figures of a report against those of its form.

use crate::checks::Report;
use crate::checks::prelude::*;
use crate::form::model::{FundLine, Sourced};
use crate::value::number::Number;

/// D01.
pub(in crate::checks) struct ReportAgainstForm;

static INFO: RuleInfo = RuleInfo {
    id: "D01",
    title: "自评报告的数与自评表不一致",
    confidence: Confidence::Likely,
    category: Category::Documents,
    scope: Scope::Folder,
    tolerance: Some(|_| Tolerance::Written),
    doc: Doc {
        what: "自评报告里写的自评得分、等级、年初预算数、全年预算数、执行数、执行率，是否与自评表一致。",
        why: "报告与表说的是同一件事，数字应完全一致；不一致说明有一份没有改到。",
        how: "在报告正文里找各项的用语和后面的数，只要有一处与自评表相符即通过，全都不符的提出；允差按两处填写的末位各算半个单位。报告没有写到的项不判定。",
        fix: "以核对后的自评表为准改正报告，或改正自评表。",
        source: "财政部门复核口径第 11 项；复核实例：报告 17 个项目、表内 70 个。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 22635.40 | 18558.34 | 4388.99 | 10 | 2.37 |
        | 总分 | 等级 |
        | 77.47 | 中 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 年初预算数为22635.4万元，全年预算数为18,558.34万元，预算执行率为23.65%。自评综合得分77.47分，评价结果为“中”。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 22635.40 | 18558.34 | 4388.99 | 10 | 2.37 |
        | 总分 | 等级 |
        | 77.47 | 中 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 年初预算数为22635.4万元，全年预算数为19558.34万元。自评综合得分83.47分，评价结果为“良”。 |",
    ..RuleInfo::PLAIN
};

/// A figure of the budget block, and the words that announce it in a report.
type Amount = (
    &'static str,
    fn(&FundLine) -> &Sourced<Number>,
    &'static [&'static str],
);

const AMOUNTS: &[Amount] = &[
    (
        "年初预算数",
        |line| &line.initial,
        &["年初预算数", "年初批复预算数", "年初部门预算"],
    ),
    (
        "全年预算数",
        |line| &line.adjusted,
        &[
            "全年预算数",
            "全年预算金额",
            "调整后预算数",
            "调整后全年预算数",
            "全年预算总额",
        ],
    ),
    (
        "全年执行数",
        |line| &line.executed,
        &[
            "全年执行数",
            "全年实际支出",
            "实际支出资金",
            "执行金额",
            "全年支出",
        ],
    ),
];
const TOTAL_WORDS: &[&str] = &["综合得分", "自评得分", "自评总分", "总得分", "最终得分"];
const GRADE_WORDS: &[&str] = &["评价结果为", "评价等级为", "评级为", "等级为", "结论为"];
/// So far behind its words a figure may stand.
const REACH: usize = 8;

impl Rule for ReportAgainstForm {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        if folder.context.reports.is_empty() {
            return vec![Verdict::not_judged("没有提供自评报告的正文")];
        }
        folder
            .context
            .reports
            .iter()
            .map(|report| match folder.form_of_report(report) {
                Some(form) => judge(form, report),
                None => Verdict::not_judged("自评报告没有对应的自评表"),
            })
            .collect()
    }
}

fn judge(form: &FormView<'_>, report: &Report) -> Verdict {
    let mut problems = Vec::new();
    if let Some(whole) = form.whole_budget() {
        for (what, field, words) in AMOUNTS {
            problems.extend(number(form, report, what, field(whole.line), words));
        }
    }
    problems.extend(number(
        form,
        report,
        "自评总分",
        &form.form.total_score,
        TOTAL_WORDS,
    ));
    problems.extend(grade(form, report));
    Verdict::of(problems)
}

fn number(
    form: &FormView<'_>,
    report: &Report,
    what: &'static str,
    cell: &Sourced<Number>,
    words: &[&str],
) -> Option<Problem> {
    let stated = cell.value?;
    let told = figures_behind(&report.text, words);
    let first = told.first()?;
    let agrees =
        |figure: &Number| (figure.value - stated.value).abs() <= figure.slack() + stated.slack();
    if told.iter().any(agrees) {
        return None;
    }
    let difference = first.value - stated.value;
    Some(
        Problem::with_form(form)
            .cell(form, what, cell)
            .found(format!("报告写{what} {}", first.value))
            .expected(format!("自评表填 {}", shown(cell)))
            .difference(difference, "按两处填写的末位")
            .message(format!(
                "自评报告（{}）写的{what}是 {}，自评表填的是 {}{}，相差 {}。",
                report.path,
                first.value,
                shown(cell),
                form.cite(cell),
                figure(difference.abs())
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    )
}

fn grade(form: &FormView<'_>, report: &Report) -> Option<Problem> {
    let cell = &form.form.grade;
    let stated = stated_text(cell);
    let told: Vec<String> = GRADE_WORDS
        .iter()
        .flat_map(|words| {
            report
                .text
                .match_indices(words)
                .map(|(at, words)| at + words.len())
        })
        .filter_map(|at| report.text.get(at..))
        .filter_map(|rest| {
            rest.chars()
                .find(|c| !matches!(c, '“' | '”' | '"' | '：' | ':' | '「') && !c.is_whitespace())
        })
        .map(String::from)
        .filter(|grade| form.values.grades.iter().any(|(_, known)| known == grade))
        .collect();
    let first = told.first()?;
    if stated.is_empty() || told.iter().any(|grade| stated.starts_with(grade.as_str())) {
        return None;
    }
    Some(
        Problem::with_form(form)
            .cell(form, "评价等级", cell)
            .found(format!("报告写等级{}", quoted(first)))
            .expected(format!("自评表填{}", quoted(stated)))
            .message(format!(
                "自评报告（{}）写的评价等级是{}，自评表填的是{}{}。",
                report.path,
                quoted(first),
                quoted(stated),
                form.cite(cell)
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    )
}

/// The numbers that stand shortly behind one of the words.
fn figures_behind(text: &str, words: &[&str]) -> Vec<Number> {
    words
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, word)| at + word.len()))
        .filter_map(|at| {
            let rest: Vec<char> = text.get(at..)?.chars().take(REACH + 20).collect();
            let begin = rest.iter().take(REACH).position(char::is_ascii_digit)?;
            // Another figure's words in between: the number is not ours.
            let between: String = rest.iter().take(begin).collect();
            if between.contains(['，', '。', '；', '率']) {
                return None;
            }
            let digits: String = rest
                .iter()
                .skip(begin)
                .filter(|c| **c != ',')
                .take_while(|c| c.is_ascii_digit() || **c == '.')
                .collect();
            digits
                .trim_end_matches('.')
                .parse()
                .ok()
                .map(Number::written)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_behind_their_words() {
        let text = "我单位年初预算数为 22635.4 万元，全年预算数为 18,558.34 万元，预算执行率23.65%";
        let figures = |words: &[&str]| -> Vec<String> {
            figures_behind(text, words)
                .iter()
                .map(|figure| figure.value.to_string())
                .collect()
        };
        assert_eq!(figures(&["年初预算数"]), ["22635.4"]);
        assert_eq!(figures(&["全年预算数"]), ["18558.34"]);
        assert!(figures(&["预算"]).iter().all(|figure| figure != "23.65"));
    }
}
