use super::*;

fn column(heading: &str) -> Option<ColumnField> {
    vocabulary().column(heading).map(|(field, _)| field)
}

#[test]
fn wordings_of_published_tables_are_known() {
    use ColumnField::{
        Actual, Completion, Measures, Name, Nature, Other, PriorYear, Reason, Score, ScoringNote,
        Target, TargetAdjusted, Unit, Weight,
    };
    for (heading, field) in [
        ("年度 指标值", Target),
        ("指标值", Target),
        ("年初目标值(A)", Target),
        ("年初指 标值", Target),
        ("绩效 目标值", Target),
        ("预期指标值", Target),
        ("年度目标指标值", Target),
        ("目标值", Target),
        ("年度指标值（A）", Target),
        ("调整指标值", TargetAdjusted),
        ("指标性质", Nature),
        ("计算符号", Nature),
        ("度量单位", Unit),
        ("计量单位", Unit),
        ("上年完成值", PriorYear),
        ("指标值设置依据", Other),
        ("实际完成值", Actual),
        ("指标实际完成值", Actual),
        ("实际 完成值", Actual),
        ("实际完成值(B)", Actual),
        ("全年完成值", Actual),
        ("全年实际值", Actual),
        ("全年实际完成值", Actual),
        ("完成值", Actual),
        ("实际完成指标值", Actual),
        ("实施进度", Actual),
        ("完成率", Completion),
        ("分 值", Weight),
        ("分值权重", Weight),
        ("指标分值权重", Weight),
        ("权重(%)", Weight),
        ("指标权重(分)", Weight),
        ("指标分值", Weight),
        ("权重设定值", Weight),
        ("得 分", Score),
        ("指标得分", Score),
        ("自评得分", Score),
        ("指标得分(分)", Score),
        ("得分 (20分*执行率)", Score),
        ("实际得分", Score),
        ("得分系数(%)", Other),
        ("评分标准", ScoringNote),
        ("指标赋分规则", ScoringNote),
        ("佐证资料", Other),
        ("是否核心指标", Other),
        ("偏差原因分析及改进措施", Reason),
        ("偏差原因 分析及 改进措施", Reason),
        ("未完成原因及拟采取的改进措施", Reason),
        ("说明", Reason),
        ("未完成原因", Reason),
        ("改进措施", Measures),
        ("三级指标", Name),
        ("指标名称", Name),
        ("指标名称 (三级指标)", Name),
        ("指标解释", Other),
    ] {
        assert_eq!(column(heading), Some(field), "{heading}");
    }
}

#[test]
fn unlisted_wordings_are_understood_from_their_parts() {
    use ColumnField::{Actual, Midyear, PriorYear, Reason, ReviewScore, Score, Target, Weight};
    for (heading, field) in [
        ("目标完成实际值", Actual),
        ("年末完成数", Actual),
        ("上一年度实际值", PriorYear),
        ("半年监控值", Midyear),
        ("年中监控完成值", Midyear),
        ("审核得分", ReviewScore),
        ("财政审核评分", ReviewScore),
        ("核定分", ReviewScore),
        ("自评分数", Score),
        ("标准分", Weight),
        ("权重分", Weight),
        ("计划值", Target),
        ("考核目标", Target),
        ("偏离原因及整改措施", Reason),
    ] {
        assert_eq!(column(heading), Some(field), "{heading}");
    }
}

#[test]
fn level_values_are_no_headings() {
    for text in [
        "产出指标",
        "数量指标",
        "社会效益指标",
        "服务对象满意度指标",
        "产出指标(50分)",
    ] {
        assert_eq!(column(text), None, "{text}");
    }
}

#[test]
fn budget_headings_are_known() {
    use FundColumnField::{Adjusted, Adjustment, Executed, Initial, Rate, Score, Weight};
    for (heading, field) in [
        ("年初预算数", Initial),
        ("年初 预算数", Initial),
        ("年初部门预算安排金额(含历年结余结转)①", Initial),
        ("年初预算", Initial),
        ("全年预算数", Adjusted),
        ("全年预算数(A)", Adjusted),
        ("全年(调整)预算数", Adjusted),
        ("调整后预算数", Adjusted),
        ("预算数(A)", Adjusted),
        ("调整后的预算", Adjusted),
        ("年中调整金额②", Adjustment),
        ("预算调整数", Adjustment),
        ("全年执行数", Executed),
        ("执行数(B)", Executed),
        ("预算执行数", Executed),
        ("年度拨付金额", Executed),
        ("执行率", Rate),
        ("执行率(B/A)", Rate),
        ("支出实现率(%)⑤=④/③", Rate),
        ("预算执行率%", Rate),
        ("分值权重", Weight),
        ("执行率权重", Weight),
        ("执行率得分(分)", Score),
        ("得分(20分*执行率)", Score),
    ] {
        assert_eq!(
            vocabulary().fund_column(heading).map(|(field, _)| field),
            Some(field),
            "{heading}"
        );
    }
}

#[test]
fn head_labels_are_known() {
    use HeadField::{
        Code, Department, FillDate, Grade, Implementer, Other, Project, Supervisor, TotalScore,
    };
    for (label, field) in [
        ("部门", Department),
        ("部门名称", Department),
        ("部门(单位)名称", Department),
        ("预算部门、单位名称", Department),
        ("级预算单位名称", Department),
        ("单位名称:", Department),
        ("主管部门", Supervisor),
        ("主管部门及代码", Supervisor),
        ("项目主管部门:", Supervisor),
        ("实施单位", Implementer),
        ("实施单位 (盖章)", Implementer),
        ("项目实施单位", Implementer),
        ("实施(主管)单位", Implementer),
        ("资金使用单位", Implementer),
        ("项目名称", Project),
        ("专项资金名称", Project),
        ("转移支付(项目)名称", Project),
        ("部门预算编码", Code),
        ("填报日期", FillDate),
        ("自评总分(分)", TotalScore),
        ("自评得分", TotalScore),
        ("评价等级", Grade),
        ("项目负责人及电话", Other),
        ("财政处室", Other),
        ("部门联系人", Other),
    ] {
        assert_eq!(vocabulary().label(label), Some(field), "{label}");
    }
}

#[test]
fn an_indicator_on_ratings_is_no_grade() {
    // As it stands in front of a colon in a text under the table.
    for label in ["餐饮单位量化评级家数", "规上企业信用评级率", "评定等级数量"]
    {
        assert_eq!(vocabulary().label(label), None, "{label}");
    }
}

#[test]
fn wordings_of_tables_nobody_had_seen_are_understood() {
    use ColumnField::{Actual, Level1, Midyear, Score, Target, TargetAdjusted};
    for (heading, field) in [
        ("实绩值", Actual),
        ("实际达成", Actual),
        ("实测数值", Actual),
        ("完成结果", Actual),
        ("未达成说明", ColumnField::Reason),
        ("1-6月完成", Midyear),
        ("1—7月完成值", Midyear),
        ("1至9月实际数", Midyear),
        ("1-12月完成值", Actual),
        ("年中调整值", TargetAdjusted),
        ("本年任务", Target),
        ("评定分", Score),
        ("类别", Level1),
    ] {
        assert_eq!(column(heading), Some(field), "{heading}");
    }
}
