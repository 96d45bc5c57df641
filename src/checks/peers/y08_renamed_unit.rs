//! Y08: a unit that seems to go on under another name.

use std::collections::BTreeSet;

use crate::checks::prelude::*;
use crate::checks::text::plain;
use crate::form::model::FormKind;

/// Y08.
pub(in crate::checks) struct RenamedUnit;

static INFO: RuleInfo = RuleInfo {
    id: "Y08",
    title: "疑似更名的单位，请确认",
    severity: Severity::Notice,
    confidence: Confidence::Possible,
    category: Category::Peers,
    scope: Scope::Folder,
    thresholds: &[Threshold {
        key: "share",
        meaning: "两表指标名称相同的比例达到这个数即提出（0.60 即 60%）",
        default: Given::Rule(hundredths(60)),
    }],
    doc: Doc {
        what: "只有前一年有表的单位，与只有后一年有表的单位，指标是否大多相同。",
        why: "机构改革改了名称的单位，不对应起来就没有年度对比，还会被算作缺报和多报。",
        how: "取前一年有而后一年没有、后一年有而前一年没有的单位，两表指标名称的交集占并集的比例达到阈值的提出。是否同一单位由人确认，程序不自行归并。没有这样的单位的不判定。",
        fix: "是同一单位的，在名单的“曾用名”里写上原名，或在对应关系表里写一行；不是的，写“否”。",
        source: "机构改革后跨年对比的通行做法。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 指标 | 一级 |
        | 培训人数 | 产出指标 |
        # 乙局 2023 部门整体支出
        | 指标 | 一级 |
        | 道路养护里程 | 产出指标 |",
    fail: "
        # 行政审批局 2022 部门整体支出
        | 指标 | 一级 |
        | 审批事项办结数 | 产出指标 |
        | 按时办结率 | 产出指标 |
        | 办事群众满意度 | 满意度指标 |
        # 政务服务和数据管理局 2023 部门整体支出
        | 指标 | 一级 |
        | 审批事项办结数 | 产出指标 |
        | 按时办结率 | 产出指标 |
        | 办事群众满意度 | 满意度指标 |
        | 数据共享接口数 | 产出指标 |",
    ..RuleInfo::PLAIN
};

impl Rule for RenamedUnit {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let forms: Vec<&FormView<'_>> = folder
            .forms
            .iter()
            .filter(|form| form.kind() == FormKind::Department)
            .collect();
        let sent: BTreeSet<(String, i32)> = forms
            .iter()
            .filter_map(|form| Some((form.unit(), form.year()?)))
            .collect();
        let years: BTreeSet<i32> = sent.iter().map(|(_, year)| *year).collect();
        let mut verdicts = Vec::new();
        for earlier in &forms {
            for later in &forms {
                let (Some(before), Some(after)) = (earlier.year(), later.year()) else {
                    continue;
                };
                let next = years.range(before + 1..).next();
                let is_gone = !sent.contains(&(earlier.unit(), after));
                let is_new = !sent.contains(&(later.unit(), before));
                if next == Some(&after) && is_gone && is_new && !is_decided(folder, earlier, later)
                {
                    verdicts.push(judge(earlier, later));
                }
            }
        }
        if verdicts.is_empty() {
            return vec![Verdict::not_judged(
                "没有只在一个年度出现的单位，或只有一个年度的表",
            )];
        }
        verdicts
    }
}

/// Whether a person has said that the two are not the same.
fn is_decided(folder: &Folder<'_>, earlier: &FormView<'_>, later: &FormView<'_>) -> bool {
    folder.context.confirmed.iter().any(|pair| {
        pair.is_of_units()
            && plain(&pair.earlier) == plain(&earlier.unit())
            && plain(&pair.later) == plain(&later.unit())
    })
}

fn names(form: &FormView<'_>) -> BTreeSet<String> {
    form.rows().map(|row| plain(&row.name())).collect()
}

fn judge(earlier: &FormView<'_>, later: &FormView<'_>) -> Verdict {
    let (before, after) = (names(earlier), names(later));
    let shared = before.intersection(&after).count();
    let all = before.union(&after).count();
    let Some(share) = Decimal::from(shared).checked_div(Decimal::from(all)) else {
        return Verdict::not_judged("表里没有指标");
    };
    if share < later.threshold(&INFO, "share") {
        return Verdict::Passed;
    }
    let (old, new) = (earlier.unit(), later.unit());
    let years = (
        earlier.year().unwrap_or_default(),
        later.year().unwrap_or_default(),
    );
    Problem::with_form(later)
        .found(format!("两表 {all} 个指标名称中 {shared} 个相同"))
        .expected("由人确认是否同一单位")
        .message(format!(
            "{}只有 {} 年度的表，{}只有 {} 年度的表，两表 {all} 个指标名称中 {shared} 个相同（{}），可能是更名。",
            quoted(&old),
            years.0,
            quoted(&new),
            years.1,
            percent(share)
        ))
        .advice(format!(
            "是同一单位的，在名单的“曾用名”里写上{}，或在对应关系表写一行：上年名称 {old}，本年名称 {new}，是否相同 是。",
            quoted(&old)
        ))
        .into()
}
