//! D05: shares that should make a whole.

use super::statements::sentences;
use crate::checks::Report;
use crate::checks::prelude::*;

/// D05.
pub(in crate::checks) struct SharesOf100;

static INFO: RuleInfo = RuleInfo {
    id: "D05",
    title: "自评报告里各部分的占比相加不是 100%",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Documents,
    scope: Scope::Folder,
    thresholds: &[Threshold {
        key: "points",
        meaning: "合计与 100% 相差超过这么多个百分点即提出",
        default: Given::Rule(whole(5)),
    }],
    doc: Doc {
        what: "报告的一句话里写了几个占比，相加是否约为 100%。",
        why: "占比加起来超过 100%，或分完了还不到 100%，必有一个数写错。",
        how: "一句话里“占……%”有两个以上的相加：超过 100% 达到阈值的提出；写了“其余”“其他”，或同时写了基本支出和项目支出、即已分完的，不足 100% 达到阈值的也提出。只举部分占比的句子不判定。",
        fix: "核对各部分的数和占比。",
        source: "财政部门复核实例（占比合计检查，允差 5 个百分点）。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 支出中基本支出占21.63%，项目支出占78.37%。其中教育占30%，医疗占20%。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 支出中基本支出占41.63%，项目支出占78.37%。 |",
    ..RuleInfo::PLAIN
};

impl Rule for SharesOf100 {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder.judge_reports(judge)
    }
}

fn judge(form: &FormView<'_>, report: &Report) -> Verdict {
    let allowed = form.threshold(&INFO, "points");
    let mut judged = false;
    let mut problems = Vec::new();
    for sentence in sentences(&report.text) {
        let shares = shares(sentence);
        if shares.len() < 2 {
            continue;
        }
        let sum: Decimal = shares.iter().sum();
        let is_complete = ["其余", "其他", "其它"]
            .iter()
            .any(|word| sentence.contains(word))
            || (sentence.contains("基本支出") && sentence.contains("项目支出"));
        let over = sum - Decimal::ONE_HUNDRED;
        judged |= is_complete || over > Decimal::ZERO;
        if over > allowed || (is_complete && -over > allowed) {
            problems.push(problem(form, report, sentence, &shares, sum, allowed));
        }
    }
    if judged {
        Verdict::of(problems)
    } else {
        Verdict::not_judged("报告里没有写全的占比")
    }
}

/// The percentages behind 占 in a sentence.
fn shares(sentence: &str) -> Vec<Decimal> {
    sentence
        .match_indices('占')
        .filter_map(|(at, word)| {
            let behind = sentence.get(at + word.len()..)?;
            // The next 占 has a share of its own.
            let behind = behind.split(['占', '，', ',']).next().unwrap_or_default();
            let end = behind.find(['%', '％'])?;
            let digits: String = behind
                .get(..end)?
                .chars()
                .rev()
                .take_while(|c| c.is_ascii_digit() || *c == '.')
                .collect();
            digits.chars().rev().collect::<String>().parse().ok()
        })
        .collect()
}

fn problem(
    form: &FormView<'_>,
    report: &Report,
    sentence: &str,
    shares: &[Decimal],
    sum: Decimal,
    allowed: Decimal,
) -> Problem {
    let parts: Vec<String> = shares.iter().map(|share| format!("{share}%")).collect();
    Problem::with_form(form)
        .found(format!("{} = {}%", parts.join(" + "), figure(sum)))
        .expected("各部分相加为 100%")
        .difference(
            (sum - Decimal::ONE_HUNDRED) / Decimal::ONE_HUNDRED,
            format!("允差 {} 个百分点", figure(allowed)),
        )
        .message(format!(
            "自评报告（{}）写道{}，各占比相加为 {}%，不是 100%。",
            report.path,
            quoted(&excerpt(sentence, 60)),
            figure(sum)
        ))
        .advice("核对各部分的数和占比，改正报告。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stand_behind_their_word() {
        let told: Vec<String> =
            shares("基本支出966.99万元，占全年预算的5.21%，项目支出占94.79％，执行率23.65%")
                .iter()
                .map(ToString::to_string)
                .collect();
        assert_eq!(told, ["5.21", "94.79"]);
    }
}
