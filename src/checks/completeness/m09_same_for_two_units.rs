//! M09: one form under two names.

use std::collections::BTreeMap;

use crate::checks::prelude::*;

/// M09.
pub(in crate::checks) struct SameForTwoUnits;

static INFO: RuleInfo = RuleInfo {
    id: "M09",
    title: "不同单位报送的自评表内容完全相同",
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "不同单位的自评表是否是同一个文件，或资金、指标、得分逐格相同。",
        why: "一份表报两家，至少有一家没有自评。",
        how: "同一年度里，文件指纹相同，或资金栏与指标栏的内容逐格相同（至少 3 个指标）的提出。同一单位的重复文件不在此列，见版本说明。",
        fix: "核对是否拷错文件，由缺报单位重新报送。",
        source: "内部控制评价核查工具的跨单位查重。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 108人 | 30 | 30 |
        | 合格率 | ≥95% | 96% | 30 | 30 |
        | 满意度 | ≥90% | 93% | 30 | 30 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 102人 | 30 | 30 |
        | 合格率 | ≥95% | 97% | 30 | 30 |
        | 满意度 | ≥90% | 91% | 30 | 30 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 108人 | 30 | 30 |
        | 合格率 | ≥95% | 96% | 30 | 30 |
        | 满意度 | ≥90% | 93% | 30 | 30 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 108人 | 30 | 30 |
        | 合格率 | ≥95% | 96% | 30 | 30 |
        | 满意度 | ≥90% | 93% | 30 | 30 |",
    ..RuleInfo::PLAIN
};

/// Fewer rows may well agree by chance.
const FEWEST_ROWS: usize = 3;

impl Rule for SameForTwoUnits {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut alike: BTreeMap<(Option<i32>, String), Vec<&FormView<'_>>> = BTreeMap::new();
        for form in folder
            .forms
            .iter()
            .filter(|form| form.rows().count() >= FEWEST_ROWS)
        {
            alike
                .entry((form.year(), content(form)))
                .or_default()
                .push(form);
        }
        alike
            .into_values()
            .flat_map(|forms| {
                let verdicts: Vec<Verdict> = forms.iter().map(|form| judge(form, &forms)).collect();
                verdicts
            })
            .collect()
    }
}

fn judge(form: &FormView<'_>, alike: &[&FormView<'_>]) -> Verdict {
    let others: Vec<&&FormView<'_>> = alike
        .iter()
        .filter(|other| other.department() != form.department())
        .collect();
    if others.is_empty() {
        return Verdict::Passed;
    }
    let named: Vec<String> = others
        .iter()
        .map(|other| format!("{}（{}）", other.unit(), other.form.source.path))
        .collect();
    let same_file = others
        .iter()
        .all(|other| other.form.source.sha256 == form.form.source.sha256);
    let how = if same_file {
        "是同一个文件"
    } else {
        "资金和指标逐格相同"
    };
    let mut problem = Problem::with_form(form)
        .found(format!("与{}{how}", enumerated(&named)))
        .expected("各单位分别自评")
        .message(format!(
            "{}的自评表与{}的{how}，至少有一家没有自评。",
            form.unit(),
            enumerated(&named)
        ))
        .advice("核对是否拷错文件，由没有自评的单位重新报送。");
    for one in std::iter::once(form).chain(others.into_iter().copied()) {
        if let Some(row) = one.rows().next() {
            problem = problem.cell(one, "三级指标", &row.indicator.name);
        }
    }
    problem.into()
}

/// Everything a unit states, as one text.
fn content(form: &FormView<'_>) -> String {
    let funds = form.form.funds.iter().flat_map(|fund| {
        [&fund.initial, &fund.adjusted, &fund.executed].map(|cell| cell.text.as_str())
    });
    let rows = form.rows().flat_map(|row| {
        let indicator = row.indicator;
        [
            stated_text(&indicator.name),
            stated_text(&indicator.target),
            stated_text(&indicator.actual),
            indicator.weight.text.as_str(),
            indicator.score.text.as_str(),
        ]
    });
    funds.chain(rows).collect::<Vec<_>>().join("\u{1f}")
}
