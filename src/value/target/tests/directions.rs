//! Which way is better, by the name of an indicator.

use super::*;

/// Names that departments write beside a number without a sign, with the direction that a person gives them.
const GIVEN: &str = include_str!("directions.tsv");

/// More of the kind, written down before the grammar was.
const OWN: &str = include_str!("more_directions.tsv");

/// Of each kind its siblings, plain and with what stands before names in forms.
const FURTHER: &str = include_str!("further_directions.tsv");

fn wanted(name: &str, level2: &str) -> Wanted {
    direction_of_name(name, level2, &StatedDirections::default()).wanted
}

/// No name may be read the wrong way round, and few may be left open. Between a name and its direction its level 2 may
/// stand.
fn hold(table: &str) {
    let (mut names, mut open, mut wrong) = (0_usize, Vec::new(), Vec::new());
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let (name, rest) = line.split_once('\t').unwrap();
        let (level2, direction) = rest.split_once('\t').unwrap_or(("", rest));
        let expected = match direction {
            "low" => Wanted::Less,
            "high" => Wanted::More,
            _ => panic!("{line}"),
        };
        names += 1;
        match wanted(name, level2) {
            Wanted::Unclear => open.push(name),
            found if found != expected => wrong.push(name),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "the wrong way round: {wrong:?}");
    assert!(
        open.len() * 100 <= names * 15,
        "{} of {names} are left open: {open:?}",
        open.len()
    );
}

/// Names that others wrote down, each with its level 2, who had not seen the grammar.
const WRITTEN: &str = include_str!("written_directions.tsv");

#[test]
fn no_name_that_others_wrote_is_read_the_wrong_way_round() {
    assert!(WRITTEN.lines().count() > 900);
    hold(WRITTEN);
}

#[test]
fn no_given_name_is_read_the_wrong_way_round() {
    hold(GIVEN);
}

#[test]
fn no_name_of_our_own_is_read_the_wrong_way_round() {
    hold(OWN);
    hold(FURTHER);
}

#[test]
fn the_last_word_of_a_name_says_which_way_is_better() {
    for (name, level2, expected) in [
        ("培训费下降率", "成本指标", Wanted::More),
        ("举报投诉案件结案率", "", Wanted::More),
        ("投诉次数", "", Wanted::Less),
        ("安全事故起数", "", Wanted::Less),
        ("结转结余率", "", Wanted::Less),
        ("预算调整率", "", Wanted::Less),
        ("公用经费控制率", "", Wanted::Less),
        ("培训成本", "成本指标", Wanted::Less),
        ("药品抽验平均标准", "成本指标", Wanted::Less),
        ("成本节约率", "成本指标", Wanted::More),
        ("节约调查成本", "成本指标", Wanted::More),
        ("降低单位能耗", "", Wanted::More),
        ("控制调查成本", "成本指标", Wanted::Less),
        ("不合格产品处置率", "", Wanted::More),
        ("培训人数", "数量指标", Wanted::More),
        ("造林面积", "数量指标", Wanted::More),
        ("城镇登记失业率", "", Wanted::Less),
    ] {
        assert_eq!(wanted(name, level2), expected, "{name}");
    }
}

#[test]
fn a_name_that_tells_nothing_is_left_open() {
    for name in [
        "库存量",
        "会议次数",
        "宣传费用",
        "农机补贴标准",
        "服务时间",
        "案件数",
        "容积率",
        "项目总投资",
        "女性比例",
        "停留时间",
    ] {
        assert_eq!(wanted(name, ""), Wanted::Unclear, "{name}");
    }
}

#[test]
fn the_heading_tells_what_a_name_leaves_open_and_nothing_else() {
    for (name, level2, expected) in [
        ("案件数", "数量指标", Wanted::More),
        ("排查次数", "数量指标", Wanted::More),
        ("安全事故数", "数量指标", Wanted::Less),
        ("群众投诉件数", "数量指标", Wanted::Less),
        ("项目总投资", "经济成本指标", Wanted::Less),
        ("宣传费用", "成本指标", Wanted::Less),
        ("成本核算完成率", "成本指标", Wanted::More),
        ("成本节约率", "成本指标", Wanted::More),
        ("门票收入", "成本指标", Wanted::More),
        ("困难群众补贴标准", "成本指标", Wanted::Unclear),
        ("受益群众", "满意度指标", Wanted::More),
        ("群众投诉", "满意度指标", Wanted::Less),
    ] {
        assert_eq!(wanted(name, level2), expected, "{name} / {level2}");
    }
}

#[test]
fn what_a_direction_rests_on_is_said() {
    for (name, level2, ground) in [
        ("管网漏损率", "", "指标名称（“漏损率”是应当减少的）"),
        ("隐患整改率", "", "指标名称（“整改率”是办成的事）"),
        ("案件未办结率", "", "指标名称（“未办结率”是没有做到的）"),
        (
            "无责任事故率",
            "",
            "指标名称（“无责任事故率”说的是没有发生）",
        ),
        ("培训费下降率", "", "指标名称（“下降率”说的是降低了多少）"),
        (
            "旅游收入下降率",
            "",
            "指标名称（“收入下降率”说的是应当增加的减少了）",
        ),
        ("排查隐患数", "", "指标名称（“排查隐患数”是办成的事）"),
        ("审批时间", "", "指标名称（“审批时间”是等候或办理的时间）"),
        ("候诊时间", "", "指标名称（“候诊时间”是花去的时间）"),
        (
            "项目总投资",
            "成本指标",
            "指标名称（列在“成本指标”下，名称没有另说）",
        ),
    ] {
        let direction = direction_of_name(name, level2, &StatedDirections::default());
        assert_eq!(direction.ground(), ground);
    }
}

#[test]
fn what_a_bureau_states_comes_before_what_the_name_says() {
    let stated = StatedDirections::new([
        ("会议次数".to_owned(), Wanted::Less),
        ("*投诉量".to_owned(), Wanted::More),
    ]);
    let of = |name: &str, target: &str| {
        direction_of_bare(&parse_target(target).unwrap(), name, "", &stated)
    };
    assert_eq!(of("会议次数", "12次").wanted, Wanted::Less);
    assert_eq!(
        of("热线投诉量", "12件").ground(),
        "设置文件的规定（[[direction]]“*投诉量”）"
    );
    // Of what is to be none there can only be too much, and a change is wanted as it is called.
    assert_eq!(of("热线投诉量", "0件").wanted, Wanted::Less);
    assert_eq!(of("会议次数", "提升10%").wanted, Wanted::More);
}
