//! One row a form.

use rust_decimal::Decimal;

use super::Traced;
use crate::compare::error::CompareError;
use crate::compare::frame::{Record, Visitor};
use crate::form::model::{FormField, FormKind, FundField};
use crate::scoring::ScoreStatus;

/// One form: a department's or a project's, of any standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DepartmentRecord {
    /// Number of the form in this run, counted from 1; the key of all frames.
    pub form: usize,
    /// 地区: which district the data came from; empty where a run reads workbooks.
    pub district: String,
    /// 年度
    pub year: Option<i32>,
    /// Where the year was read.
    pub year_from: String,
    /// 表类
    pub kind: FormKind,
    /// 部门
    pub unit: String,
    /// 单位代码
    pub code: Option<String>,
    /// 同类组
    pub group: Option<String>,
    /// Whether the roster lists the unit; `None` without a roster.
    pub on_roster: Option<bool>,
    /// How the name was matched, where it is not the roster's own.
    pub matched_by: Option<String>,
    /// The name that the form itself states.
    pub stated_unit: Traced<String>,
    /// 项目名称
    pub project: Option<String>,
    /// The file, as found.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The form's first sheet.
    pub sheet: String,
    /// The form's range on it.
    pub range: String,
    /// How the columns were read, in words.
    pub layout: String,
    /// How sure the recognition is, 0 to 100.
    pub confidence: u8,
    /// Whether this is the version that counts.
    pub current: bool,
    /// The form that counts instead, by number.
    pub replaced_by: Option<usize>,
    /// Why it does not count.
    pub standing: String,
    /// 填报日期 as the form states it.
    pub filled_on: Traced<String>,
    /// By how many days it was handed in late, or in time where not above zero; `None` where that is not
    /// known, or where its unit had no deadline.
    pub days_late: Option<i32>,
    /// Whether only the date of the file tells that, which copying changes too.
    pub late_by_file: bool,
    /// 金额单位 as declared; no value where the form does not say (万元 is then assumed).
    pub amount_unit: Traced<String>,
    /// 年初预算数, 万元
    pub initial: Traced<Decimal>,
    /// 预算调整数, 万元, where the form states it
    pub adjustment: Traced<Decimal>,
    /// 全年（调整后）预算数, 万元
    pub adjusted: Traced<Decimal>,
    /// 全年执行数, 万元
    pub executed: Traced<Decimal>,
    /// 执行率 as stated, a fraction
    pub rate: Traced<Decimal>,
    /// 全年执行数 ÷ 全年预算数, a fraction
    pub computed_rate: Option<Decimal>,
    /// Where the amounts come from, where that is not the row for the whole; empty where it is. Chinese.
    pub amounts_note: String,
    /// 基本支出, 全年预算数, 万元
    pub basic: Option<Decimal>,
    /// 项目支出, 全年预算数, 万元
    pub project_spending: Option<Decimal>,
    /// 预算执行 分值
    pub execution_weight: Traced<Decimal>,
    /// 预算执行 得分 as stated
    pub execution_stated: Traced<Decimal>,
    /// 预算执行 得分 recomputed
    pub execution_score: Option<Decimal>,
    /// What became of the execution score.
    pub execution_status: Option<ScoreStatus>,
    /// Its arithmetic, or why there is none.
    pub execution_note: String,
    /// 分值合计 as stated
    pub total_weight: Traced<Decimal>,
    /// 自评得分 as stated
    pub stated_total: Traced<Decimal>,
    /// The sum of the stated scores.
    pub stated_sum: Option<Decimal>,
    /// 复算得分
    pub total: Option<Decimal>,
    /// 未判定分值
    pub not_judged_points: Decimal,
    /// The lowest total that the rows not judged allow.
    pub lowest: Option<Decimal>,
    /// The highest total that the rows not judged allow.
    pub highest: Option<Decimal>,
    /// 自评等级 as stated
    pub stated_grade: Traced<String>,
    /// The grade of the stated total by the profile.
    pub stated_total_grade: Option<String>,
    /// 复算等级
    pub grade: Option<String>,
    /// The profile that scored it.
    pub profile: String,
    /// 满分 by the profile, for the form's kind and year.
    pub full_marks: Decimal,
    /// 等级 by the profile, for the form's kind and year; the best first.
    pub grade_bands: Vec<GradeBand>,
    /// What the total was brought to from the sum of its rows: points × this ÷ [`Self::rescale_weights`];
    /// `None` where the total is that sum.
    pub rescale_full: Option<Decimal>,
    /// The weights of the rows that are scored, where the total was brought to other full marks.
    pub rescale_weights: Option<Decimal>,
    /// The arithmetic of that, with its numbers; empty where there is none.
    pub rescale_note: String,
    /// Two scores of the league no further apart than this are a near-tie, in points.
    pub near_tie: Decimal,
    /// An execution rate below this is marked gravely, as a fraction.
    pub execution_low: Decimal,
    /// An execution rate below this is remarked on, as a fraction.
    pub execution_short: Decimal,
    /// A degree of completion from this on is over-fulfilment, as a fraction.
    pub over_from: Decimal,
    /// Where one stretch of the degree of completion ends and the next begins, ascending.
    pub completion_bounds: Vec<Decimal>,
    /// A change of the score from the year before is marked from so many points on.
    pub change_points: Decimal,
    /// A change of a rate from the year before is marked from here on, as a fraction.
    pub change_rate: Decimal,
    /// 指标数, subtotal rows left out
    pub indicators: usize,
    /// 已完成: the target is met
    pub met: usize,
    /// 未完成
    pub missed: usize,
    /// 未判定
    pub unjudged: usize,
    /// Findings of each severity.
    pub errors: usize,
    /// See [`DepartmentRecord::errors`].
    pub warnings: usize,
    /// See [`DepartmentRecord::errors`].
    pub notices: usize,
    /// Rules passed on this form.
    pub rules_passed: usize,
    /// Rules with findings on this form.
    pub rules_found: usize,
    /// Rules that could not be judged, or failed to run, on this form.
    pub rules_not_judged: usize,
    /// 填报质量: weighted share of the judged rules that passed, a fraction.
    pub quality: Option<Decimal>,
    /// Cells with content.
    pub cells: usize,
    /// Cells used as values.
    pub cells_used: usize,
    /// Labels and headings.
    pub cells_label: usize,
    /// Known notes.
    pub cells_note: usize,
    /// Unread cells.
    pub cells_unread: usize,
    /// The unread cells themselves.
    pub unread: Vec<UnreadCell>,
    /// What this form states otherwise than the one that replaces it.
    pub differences: Vec<VersionDifference>,
}

/// A grade of the policy that a form was scored by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GradeBand {
    /// The least total, included.
    pub from: Decimal,
    /// 优
    pub grade: String,
}

/// A cell with content that was neither used nor known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UnreadCell {
    /// Sheet name.
    pub sheet: String,
    /// A1 address.
    pub cell: String,
    /// Its text.
    pub text: String,
}

/// A field that an earlier version states otherwise than the one that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct VersionDifference {
    /// The field: `培训人数·得分`.
    pub field: String,
    /// Its cell in the earlier version; empty where it has no place for it.
    pub cell: String,
    /// What stands there.
    pub text: String,
    /// Its cell in the version that counts, likewise.
    pub counted_cell: String,
    /// What stands there.
    pub counted_text: String,
}

impl DepartmentRecord {
    /// The unit as shown: the department, or department and project; with its district, if any.
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        let mut name = String::new();
        if !self.district.is_empty() {
            name.push_str(&self.district);
            name.push('·');
        }
        name.push_str(&self.unit);
        if self.kind != FormKind::Department
            && let Some(project) = &self.project
        {
            name.push('·');
            name.push_str(project);
        }
        name
    }

    /// How the total was brought to the full marks, in words; `None` where it is the sum of its rows.
    #[must_use]
    pub(crate) fn rescaled(&self) -> Option<String> {
        let note = &self.rescale_note;
        (!note.is_empty()).then(|| format!("复算得分按满分折算：{note}"))
    }

    /// The year as shown.
    #[must_use]
    pub(crate) fn shown_year(&self) -> String {
        self.year
            .map_or_else(|| "年度不明".to_owned(), |year| year.to_string())
    }
}

impl Record for DepartmentRecord {
    const NAME: &'static str = "departments";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("district", "地区", &mut self.district)?;
        v.column("year", "年度", &mut self.year)?;
        v.column("year_from", "年度出处", &mut self.year_from)?;
        v.column("kind", "表类", &mut self.kind)?;
        v.column("unit", "部门", &mut self.unit)?;
        v.column("code", "单位代码", &mut self.code)?;
        v.column("group", "同类组", &mut self.group)?;
        v.column("on_roster", "在名单", &mut self.on_roster)?;
        v.column("matched_by", "名称匹配", &mut self.matched_by)?;
        v.column(
            "stated_unit",
            FormField::Department.name_as_stated(),
            &mut self.stated_unit,
        )?;
        v.column("project", FormField::Project.name(), &mut self.project)?;
        v.column("path", "文件", &mut self.path)?;
        v.column("sha256", "文件指纹", &mut self.sha256)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column("range", "范围", &mut self.range)?;
        v.column("layout", "版式", &mut self.layout)?;
        v.column("confidence", "识别把握", &mut self.confidence)?;
        v.column("current", "计入", &mut self.current)?;
        v.column("replaced_by", "被替代", &mut self.replaced_by)?;
        v.column("standing", "不计入原因", &mut self.standing)?;
        v.column("filled_on", "填报日期", &mut self.filled_on)?;
        v.column("days_late", "逾期天数", &mut self.days_late)?;
        v.column("late_by_file", "逾期只看文件日期", &mut self.late_by_file)?;
        v.column(
            "amount_unit",
            FormField::AmountUnit.name(),
            &mut self.amount_unit,
        )?;
        v.column("initial", FundField::Initial.name(), &mut self.initial)?;
        v.column(
            "adjustment",
            FundField::Adjustment.name(),
            &mut self.adjustment,
        )?;
        v.column("adjusted", FundField::Adjusted.name(), &mut self.adjusted)?;
        v.column("executed", FundField::Executed.name(), &mut self.executed)?;
        v.column("rate", FundField::Rate.name_as_stated(), &mut self.rate)?;
        v.column("computed_rate", "执行率", &mut self.computed_rate)?;
        v.column("amounts_note", "金额说明", &mut self.amounts_note)?;
        v.column("basic", "基本支出", &mut self.basic)?;
        v.column("project_spending", "项目支出", &mut self.project_spending)?;
        v.column("execution_weight", "执行分值", &mut self.execution_weight)?;
        v.column(
            "execution_stated",
            "执行自评得分",
            &mut self.execution_stated,
        )?;
        v.column("execution_score", "执行复算得分", &mut self.execution_score)?;
        v.column("execution_status", "执行判定", &mut self.execution_status)?;
        v.column("execution_note", "执行说明", &mut self.execution_note)?;
        v.column(
            "total_weight",
            FormField::TotalWeight.name(),
            &mut self.total_weight,
        )?;
        v.column(
            "stated_total",
            FormField::TotalScore.name_as_stated(),
            &mut self.stated_total,
        )?;
        v.column("stated_sum", "各行得分之和", &mut self.stated_sum)?;
        v.column("total", "复算得分", &mut self.total)?;
        v.column(
            "not_judged_points",
            "未判定分值",
            &mut self.not_judged_points,
        )?;
        v.column("lowest", "可能最低分", &mut self.lowest)?;
        v.column("highest", "可能最高分", &mut self.highest)?;
        v.column(
            "stated_grade",
            FormField::Grade.name_as_stated(),
            &mut self.stated_grade,
        )?;
        v.column(
            "stated_total_grade",
            "自评得分对应等级",
            &mut self.stated_total_grade,
        )?;
        v.column("grade", "复算等级", &mut self.grade)?;
        v.column("profile", "评分规则", &mut self.profile)?;
        v.column("full_marks", "满分", &mut self.full_marks)?;
        v.column("grade_bands", "等级分档", &mut self.grade_bands)?;
        v.column("rescale_full", "折算满分", &mut self.rescale_full)?;
        v.column("rescale_weights", "折算分值", &mut self.rescale_weights)?;
        v.column("rescale_note", "折算说明", &mut self.rescale_note)?;
        v.column("near_tie", "接近界限", &mut self.near_tie)?;
        v.column("execution_low", "执行率过低界限", &mut self.execution_low)?;
        v.column(
            "execution_short",
            "执行率偏低界限",
            &mut self.execution_short,
        )?;
        v.column("over_from", "超额界限", &mut self.over_from)?;
        v.column(
            "completion_bounds",
            "完成程度分段",
            &mut self.completion_bounds,
        )?;
        v.column("change_points", "得分变化界限", &mut self.change_points)?;
        v.column("change_rate", "比率变化界限", &mut self.change_rate)?;
        v.column("indicators", "指标数", &mut self.indicators)?;
        v.column("met", "已完成", &mut self.met)?;
        v.column("missed", "未完成", &mut self.missed)?;
        v.column("unjudged", "未判定", &mut self.unjudged)?;
        v.column("errors", "错误", &mut self.errors)?;
        v.column("warnings", "疑点", &mut self.warnings)?;
        v.column("notices", "提示", &mut self.notices)?;
        v.column("rules_passed", "通过规则", &mut self.rules_passed)?;
        v.column("rules_found", "有问题规则", &mut self.rules_found)?;
        v.column("rules_not_judged", "未判定规则", &mut self.rules_not_judged)?;
        v.column("quality", "填报质量", &mut self.quality)?;
        v.column("cells", "单元格", &mut self.cells)?;
        v.column("cells_used", "取用", &mut self.cells_used)?;
        v.column("cells_label", "标签", &mut self.cells_label)?;
        v.column("cells_note", "说明文字", &mut self.cells_note)?;
        v.column("cells_unread", "未读", &mut self.cells_unread)?;
        v.column("unread", "未读单元格", &mut self.unread)?;
        v.column("differences", "与计入版本的差异", &mut self.differences)
    }
}
