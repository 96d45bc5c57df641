//! D01: the figures of a report against those of its form.

use super::statements::{Statement, figures, sentences};
use crate::checks::Report;
use crate::checks::prelude::*;
use crate::form::model::{FormKind, FundLine, Sourced};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// D01.
pub(in crate::checks) struct ReportAgainstForm;

static INFO: RuleInfo = RuleInfo {
    id: "D01",
    title: "自评报告的数与自评表不一致",
    confidence: Confidence::Likely,
    category: Category::Documents,
    scope: Scope::Folder,
    tolerance: Some(Allowance::Rule(Tolerance::Written)),
    doc: Doc {
        what: "自评报告里写的自评总分、等级、年初预算数、全年预算数、执行数、执行率、项目个数，是否与自评表一致。",
        why: "报告与表说的是同一件事，数字应完全一致；不一致说明有一份没有改到。",
        how: "在报告正文里找各项的用语和紧跟的数；说的是基本支出、某个项目、某项指标的句子不算。只要有一处与自评表相符即通过，全都不符的提出，并引出原句；元、万元、亿元先换算；允差按两处填写的末位各算半个单位。项目个数与文件夹里该单位本年度的项目自评表份数对照。报告没有写到的项不判定。",
        fix: "以核对后的自评表为准改正报告，或改正自评表。",
        source: "财政部门复核口径第 11 项；复核实例：报告 17 个项目、表内 70 个。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 22635.40 | 18558.34 | 4388.99 | 10 | 23.65% | 2.37 |
        | 总分 | 等级 |
        | 77.47 | 中 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 年初预算数为22635.4万元，其中：基本支出年初预算数为869.36万元。全年预算数为18,558.34万元，预算执行率为23.65%。自评综合得分77.47分，评价结果为“中”。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 22635.40 | 18558.34 | 4388.99 | 10 | 23.65% | 2.37 |
        | 总分 | 等级 |
        | 77.47 | 中 |
        # 甲局 2023 项目支出 项目=三支一扶
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 146 | 66.2 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 年初预算数为22635.4万元，全年预算数为19558.34万元，预算执行率为22.44%。2023年本单位共有6个项目。自评综合得分83.47分，评价结果为“良”。 |",
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
        &[
            "年初预算数",
            "年初批复预算数",
            "年初部门预算",
            "年初预算总额",
            "年初预算",
            "年初预算安排",
        ],
    ),
    (
        "全年预算数",
        |line| &line.adjusted,
        &[
            "全年预算数",
            "全年预算金额",
            "调整后预算数",
            "调整后预算",
            "调整后全年预算数",
            "全年预算总额",
            "全年预算",
        ],
    ),
    (
        "全年执行数",
        |line| &line.executed,
        &[
            "全年执行数",
            "全年实际支出",
            "实际支出资金",
            "全年支出",
            "全年预算执行数",
            "预算执行数",
            "全年实际支出资金",
            "执行金额",
        ],
    ),
];
const RATE_WORDS: &[&str] = &["预算执行率", "资金执行率", "整体执行率", "执行率"];
const TOTAL_WORDS: &[&str] = &[
    "综合得分",
    "自评得分",
    "自评总分",
    "总得分",
    "最终得分",
    "总体得分",
    "自评分数",
];
const GRADE_WORDS: &[&str] = &[
    "评价结果为",
    "评价等级为",
    "评级为",
    "等级为",
    "结论为",
    "评定为",
];
const PROJECT_WORDS: &[&str] = &[
    "项目支出项目共",
    "项目共计",
    "项目共",
    "共有",
    "共实施",
    "项目个数",
    "项目数量",
    "共安排",
];

/// Words that say that a sentence goes on about a part, or about another time.
const PARTS: &[&str] = &[
    "基本支出",
    "项目",
    "人员经费",
    "公用经费",
    "日常公用",
    "转移支付",
    "专项",
    "其中",
    "政府采购",
    "三公",
    "指标",
    "上年",
    "去年",
    "年中监控",
    "一季度",
    "上半年",
    "三季度",
    "政府性基金",
    "国有资本",
    "一般公共预算",
    "财政拨款",
    "结转",
    "下属",
    "二级单位",
];
/// Words that say that a score is a part of the total.
const PARTIAL_SCORES: &[&str] = &[
    "指标",
    "执行率",
    "产出",
    "效益",
    "满意度",
    "成本",
    "该项",
    "投入",
    "过程",
    "管理",
    "项目",
    "上年",
    "去年",
    "平均",
    "满分",
];

impl Rule for ReportAgainstForm {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        if folder.context.reports.is_empty() {
            return vec![Verdict::not_judged("文件夹里没有自评报告的电子文本")];
        }
        folder
            .context
            .reports
            .iter()
            .map(|report| match folder.form_of_report(report) {
                Some(form) => judge(folder, form, report),
                None => Verdict::not_judged("自评报告没有对应的自评表"),
            })
            .collect()
    }
}

fn judge(folder: &Folder<'_>, form: &FormView<'_>, report: &Report) -> Verdict {
    let mut outcomes = Vec::new();
    let parts: Vec<&str> = if form.kind() == FormKind::Department {
        PARTS.to_vec()
    } else {
        // The report on a project speaks of its project throughout.
        PARTS
            .iter()
            .copied()
            .filter(|word| *word != "项目")
            .collect()
    };
    if let Some(whole) = form.whole_budget() {
        for (what, field, words) in AMOUNTS {
            let told = statements(report, words, &parts);
            outcomes.push(number(form, report, what, field(whole.line), &told));
        }
        outcomes.push(rate(form, report, &statements(report, RATE_WORDS, &parts)));
    }
    let totals: Vec<Statement<'_>> = statements(report, TOTAL_WORDS, PARTIAL_SCORES)
        .into_iter()
        .filter(|told| matches!(told.unit, "分" | ""))
        .collect();
    outcomes.push(number(
        form,
        report,
        "自评总分",
        &form.form.total_score,
        &totals,
    ));
    outcomes.push(grade(form, report));
    outcomes.push(projects(folder, form, report));
    let judged: Vec<Option<Problem>> = outcomes.into_iter().flatten().collect();
    if judged.is_empty() {
        return Verdict::not_judged("自评报告里没有找到可与自评表对照的数");
    }
    Verdict::of(judged.into_iter().flatten().collect())
}

/// The figures behind the words, in sentences that have not turned to a part of the whole before.
fn statements<'t>(report: &'t Report, words: &[&str], parts: &[&str]) -> Vec<Statement<'t>> {
    sentences(&report.text)
        .flat_map(|sentence| figures(sentence, words))
        .filter(|told| !parts.iter().any(|part| told.before.contains(part)))
        .collect()
}

/// Compares what a report says of a figure with its cell. `None`: nothing to compare; `Some(None)`: in order.
fn number(
    form: &FormView<'_>,
    report: &Report,
    what: &'static str,
    cell: &Sourced<Number>,
    told: &[Statement<'_>],
) -> Option<Option<Problem>> {
    let stated = cell.value?;
    let is_amount = what != "自评总分";
    let converted: Vec<(&Statement<'_>, Number)> = told
        .iter()
        .filter_map(|told| Some((told, in_unit_of(form, told, is_amount)?)))
        .collect();
    let (first, figure_told) = converted.first()?;
    let tolerance = form.tolerance(&INFO);
    let agrees = |number: &Number| {
        let slack = if tolerance == Tolerance::Written {
            number.slack() + stated.slack()
        } else {
            tolerance.allowed(Decimal::ZERO, stated.value)
        };
        (number.value - stated.value).abs() <= slack
    };
    if converted.iter().any(|(_, number)| agrees(number)) {
        return Some(None);
    }
    let difference = figure_told.value - stated.value;
    let unit = if is_amount {
        form.amount_unit()
    } else {
        " 分".to_owned()
    };
    let told_again = repeated(&converted);
    Some(Some(
        Problem::with_form(form)
            .cell(form, what, cell)
            .found(format!("报告写{what} {} {}", first.number.value, first.unit).trim_end())
            .expected(format!("自评表填 {}{unit}", shown(cell)))
            .difference(difference, "按两处填写的末位")
            .message(format!(
                "自评报告（{}）写道{}，{what}是 {}{unit}{told_again}；自评表填的是 {}{unit}{}，相差 {}{unit}。",
                report.path,
                quoted(&first.quote()),
                figure(figure_told.value),
                shown(cell),
                form.cite(cell),
                figure(difference.abs())
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    ))
}

/// `，另有 2 处也不同`: other places of the report that do not agree either.
fn repeated(told: &[(&Statement<'_>, Number)]) -> String {
    match told.len() {
        0 | 1 => String::new(),
        several => format!("（报告写到 {several} 处，没有一处与表相符）"),
    }
}

/// A figure in the form's unit; `None` where it is no amount, or no score, after all.
fn in_unit_of(form: &FormView<'_>, told: &Statement<'_>, is_amount: bool) -> Option<Number> {
    if !is_amount {
        return Some(told.number);
    }
    let of_form = form.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
    let of_report = match told.unit {
        "元" => AmountUnit::Yuan,
        "千元" => AmountUnit::ThousandYuan,
        "万元" => AmountUnit::WanYuan,
        "亿元" => AmountUnit::YiYuan,
        "" => of_form,
        _ => return None,
    };
    let factor = of_report.in_yuan().checked_div(of_form.in_yuan())?;
    told.number.scaled(factor)
}

/// The execution rate: it has to agree with the stated or with the computed one.
fn rate(form: &FormView<'_>, report: &Report, told: &[Statement<'_>]) -> Option<Option<Problem>> {
    let told: Vec<&Statement<'_>> = told
        .iter()
        .filter(|told| matches!(told.unit, "%" | "％"))
        .collect();
    let first = told.first()?;
    let whole = form.whole_budget()?;
    let stated = whole.line.rate.value;
    let computed = form.execution_rate();
    if stated.is_none() && computed.is_none() {
        return None;
    }
    let agrees = |told: &&Statement<'_>| {
        let fraction = told.number.value / Decimal::ONE_HUNDRED;
        let slack = told.number.slack() / Decimal::ONE_HUNDRED;
        let near = |other: Decimal, more: Decimal| (fraction - other).abs() <= slack + more;
        // A rate cut off instead of rounded is no contradiction between the two.
        stated.is_some_and(|rate| near(rate.value, rate.slack()))
            || computed.is_some_and(|rate| near(rate, slack))
    };
    if told.iter().any(agrees) {
        return Some(None);
    }
    let (of_form, cite) = match (stated, computed) {
        (Some(_), _) => (shown_rate(&whole.line.rate), form.cite(&whole.line.rate)),
        (None, Some(rate)) => (
            format!("{}（执行数 ÷ 全年预算数）", percent(rate)),
            form.cite(&whole.line.executed),
        ),
        (None, None) => return None,
    };
    let compared = stated.map(|rate| rate.value).or(computed)?;
    let difference = first.number.value / Decimal::ONE_HUNDRED - compared;
    Some(Some(
        Problem::with_form(form)
            .cell(form, "执行率", &whole.line.rate)
            .found(format!("报告写执行率 {}%", first.number.value))
            .expected(format!("自评表 {of_form}"))
            .difference(difference, "按两处填写的末位")
            .message(format!(
                "自评报告（{}）写道{}；自评表的执行率是 {of_form}{cite}，相差 {} 个百分点。",
                report.path,
                quoted(&first.quote()),
                two((difference * Decimal::ONE_HUNDRED).abs())
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    ))
}

fn grade(form: &FormView<'_>, report: &Report) -> Option<Option<Problem>> {
    let cell = &form.form.grade;
    let stated = stated_text(cell);
    let told: Vec<(String, &str)> = sentences(&report.text)
        .flat_map(|sentence| grades_in(form, sentence))
        .collect();
    let (first, sentence) = told.first()?;
    if stated.is_empty() {
        return None;
    }
    if told
        .iter()
        .any(|(grade, _)| stated.starts_with(grade.as_str()))
    {
        return Some(None);
    }
    Some(Some(
        Problem::with_form(form)
            .cell(form, "评价等级", cell)
            .found(format!("报告写等级{}", quoted(first)))
            .expected(format!("自评表填{}", quoted(stated)))
            .message(format!(
                "自评报告（{}）写道{}，等级是{}；自评表填的是{}{}。",
                report.path,
                quoted(&excerpt(sentence, 48)),
                quoted(first),
                quoted(stated),
                form.cite(cell)
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    ))
}

/// The grades that a sentence states of the whole.
fn grades_in<'t>(form: &FormView<'_>, sentence: &'t str) -> Vec<(String, &'t str)> {
    GRADE_WORDS
        .iter()
        .flat_map(|words| sentence.match_indices(words))
        .filter(|(at, _)| {
            let before = sentence.get(..*at).unwrap_or_default();
            !["指标", "上年", "去年", "项目"]
                .iter()
                .any(|word| before.contains(word))
        })
        .filter_map(|(at, words)| sentence.get(at + words.len()..))
        .filter_map(|rest| {
            rest.chars().find(|c| {
                !matches!(c, '“' | '”' | '"' | '：' | ':' | '「' | '‘') && !c.is_whitespace()
            })
        })
        .map(String::from)
        .filter(|grade| form.policy.rules.grade_rank(grade).is_some())
        .map(|grade| (grade, sentence))
        .collect()
}

/// The number of projects, against the project forms that the unit sent for the year.
fn projects(folder: &Folder<'_>, form: &FormView<'_>, report: &Report) -> Option<Option<Problem>> {
    if form.kind() != FormKind::Department {
        return None;
    }
    let sent = folder
        .forms
        .iter()
        .filter(|other| other.kind() == FormKind::Project)
        .filter(|other| other.department() == form.department() && other.year() == form.year())
        .count();
    if sent == 0 {
        return None;
    }
    let about_a_part = ["转移支付", "本级财力", "其中", "下属", "新增", "延续"];
    let told: Vec<Statement<'_>> = sentences(&report.text)
        .filter(|sentence| sentence.contains("项目"))
        .flat_map(|sentence| figures(sentence, PROJECT_WORDS))
        .filter(|told| matches!(told.unit, "个" | "项"))
        .filter(|told| !about_a_part.iter().any(|part| told.before.contains(part)))
        .filter(|told| {
            let behind = told.sentence.get(told.before.len()..).unwrap_or_default();
            told.before.contains("项目")
                || behind.chars().take(16).collect::<String>().contains("项目")
        })
        .collect();
    let first = told.first()?;
    let sent = Decimal::from(sent);
    if told.iter().any(|told| told.number.value == sent) {
        return Some(None);
    }
    let difference = first.number.value - sent;
    Some(Some(
        Problem::with_form(form)
            .severity(Severity::Warning)
            .found(format!("报告写项目 {} 个", first.number.value))
            .expected(format!("本年度收到项目自评表 {sent} 份"))
            .difference(difference, "不允许有差")
            .message(format!(
                "自评报告（{}）写道{}；文件夹里{} {} 年度的项目自评表有 {sent} 份。",
                report.path,
                quoted(&first.quote()),
                form.department(),
                form.year().unwrap_or_default(),
            ))
            .advice("补报缺少的项目自评表，或改正报告中的项目个数。"),
    ))
}
