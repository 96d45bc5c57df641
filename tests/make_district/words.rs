//! What an office writes: reasons, measures, goals, names of people and projects.

use super::book::{Book, Row};
use super::random::Random;

/// Projects of an invented district.
pub(crate) const PROJECTS: [&str; 14] = [
    "基层服务能力建设专项",
    "公共设施运行维护专项",
    "人才引进培养专项",
    "信息化系统运维专项",
    "重点区域综合整治专项",
    "惠民补助发放专项",
    "专业设备更新专项",
    "业务培训专项",
    "宣传服务专项",
    "安全隐患治理专项",
    "购买社会服务专项",
    "场馆免费开放专项",
    "监测网络建设专项",
    "技术推广示范专项",
];

const CAUSES: [&str; 28] = [
    "汛期道路中断",
    "承办机构合同变更",
    "设备到货推迟",
    "参训人员临时抽调",
    "场地维修占用两个月",
    "上级任务指标下调",
    "供货商产能不足",
    "冬季低温停工",
    "村级选址反复",
    "招标流标一次",
    "外出务工人员多",
    "系统升级停机",
    "检测机构档期冲突",
    "材料价格上涨",
    "征地协商用时较长",
    "人员编制空缺三名",
    "服务对象搬迁",
    "项目用地审批推迟",
    "台风影响作业",
    "配套管线未通",
    "疫病防控占用人手",
    "协作单位进度滞后",
    "季节性用工短缺",
    "原定会场被征用",
    "资料回收不足",
    "设计方案二次评审",
    "农时推迟半月",
    "数据口径年中变化",
];

const EFFECTS: [&str; 10] = [
    "少办一期",
    "顺延至次年一季度",
    "下半年才开工",
    "第四季度停办",
    "工期压缩",
    "覆盖面变小",
    "进度慢于计划",
    "部分点位暂缓",
    "实际开展偏少",
    "用时超出预计",
];

const MEASURES: [&str; 16] = [
    "次年一月前补办",
    "提前锁定场地档期",
    "改签备用供货商",
    "按季通报进度",
    "一季度重新选址",
    "增配两名专职人员",
    "与协作单位签订时限",
    "调整作业季节",
    "扩大服务点",
    "年初即完成招标",
    "细化分月计划",
    "错峰组织实施",
    "设立备选方案",
    "加密现场调度",
    "提前办理用地手续",
    "次年四月完工",
];

const SPENDING: [&str; 6] = [
    "质保金未到支付节点，预算执行偏慢",
    "设备采购流标一次，资金跨年支付",
    "工程结算审计未出，尾款支付推迟",
    "部分资金年底下达，来不及支付",
    "合同跨年履行，按进度支付资金",
    "招标节约资金，预算有结余",
];

const SURNAMES: [&str; 12] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫",
];

/// Gives every row below full marks its own reason and measure.
pub(crate) fn explain(rows: &mut [Row], random: &mut Random) {
    let mut causes = random.shuffled(CAUSES.to_vec());
    let mut measures = random.shuffled(MEASURES.to_vec());
    for row in rows.iter_mut().filter(|row| !row.is_full()) {
        let cause = causes.pop().unwrap_or("原定场地被征用");
        let effect = *random.pick(&EFFECTS);
        let month = random.between(2, 11);
        // With its own name and places in it, so that two units do not write the same.
        let [village, quarter, group] = [(); 3].map(|()| place(random));
        row.reason = format!(
            "{month}月{cause}，{}{effect}，涉及{village}村、{quarter}社区和{group}组",
            row.of.name
        );
        measures
            .pop()
            .unwrap_or("按月跟踪")
            .clone_into(&mut row.measure);
    }
}

/// A small place of two characters.
fn place(random: &mut Random) -> String {
    const FIRST: [char; 16] = [
        '石', '松', '竹', '柳', '桃', '梅', '兰', '菊', '槐', '榆', '枫', '杏', '桂', '茶', '梨',
        '荷',
    ];
    const LAST: [char; 12] = [
        '塘', '坪', '冲', '坡', '湾', '岭', '畈', '桥', '井', '溪', '洲', '坝',
    ];
    format!("{}{}", random.pick(&FIRST), random.pick(&LAST))
}

/// Why less than nine tenths were spent.
pub(crate) fn spending(random: &mut Random) -> String {
    (*random.pick(&SPENDING)).to_owned()
}

/// A name nobody has: 赵某某.
pub(crate) fn person(random: &mut Random) -> String {
    format!("{}某某", random.pick(&SURNAMES))
}

/// The goal of the year, or what came of it.
pub(crate) fn goals(book: &Book, done: bool) -> String {
    let mut parts = Vec::new();
    for row in book.rows.iter().filter(|row| row.numbers.is_some()).take(4) {
        let value = if done {
            row.actual.whole()
        } else {
            row.target.whole()
        };
        parts.push(format!("{}{value}", row.of.name));
    }
    if done {
        format!("{}。", parts.join("，"))
    } else {
        format!("{}年计划：{}。", book.year, parts.join("；"))
    }
}

/// The conclusion of a book, with its total.
pub(crate) fn conclusion(book: &Book) -> String {
    let name = book.project.as_ref().unwrap_or(&book.unit.short);
    format!(
        "{name}自评得分{}分，{}。",
        book.total.normalize(),
        goals(book, true).trim_end_matches('。')
    )
}

/// What went wrong, and what is done about it.
pub(crate) fn problem(book: &Book, measure: bool) -> String {
    let found = book.rows.iter().find(|row| !row.reason.is_empty());
    match found {
        Some(row) if measure => format!("{}：{}。", row.of.name, row.measure),
        Some(row) => format!("{}：{}。", row.of.name, row.reason),
        None if measure => "年初细化分月用款计划。".to_owned(),
        None => "用款集中在下半年，分月计划偏粗。".to_owned(),
    }
}
