//! The units of a district that does not exist.

use super::random::Random;

/// A unit that has to report.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// The full name: 棠汀区水利局.
    pub(crate) name: String,
    /// The name without the district.
    pub(crate) short: String,
    pub(crate) code: String,
    /// 党政机关, 事业单位, 群团组织 or 街道乡镇.
    pub(crate) group: &'static str,
}

const DISTRICTS: [&str; 6] = ["棠汀区", "汐原县", "苇澜区", "砚澜县", "岫原区", "澄栖县"];

const OFFICES: [&str; 36] = [
    "教育局",
    "民政局",
    "水利局",
    "司法局",
    "统计局",
    "审计局",
    "财政局",
    "商务局",
    "林业局",
    "气象服务局",
    "体育局",
    "档案局",
    "信访局",
    "应急管理局",
    "医疗保障局",
    "交通运输局",
    "农业农村局",
    "自然资源局",
    "生态环境局",
    "卫生健康局",
    "乡村振兴局",
    "城市管理局",
    "发展和改革局",
    "市场监督管理局",
    "退役军人事务局",
    "住房和城乡建设局",
    "文化和旅游局",
    "工业和信息化局",
    "人力资源和社会保障局",
    "机关事务管理局",
    "政务服务和数据管理局",
    "民族宗教事务局",
    "科学技术局",
    "粮食和物资储备局",
    "投资促进局",
    "地方志编纂室",
];

const BODIES: [&str; 8] = [
    "总工会",
    "妇女联合会",
    "残疾人联合会",
    "文学艺术界联合会",
    "科学技术协会",
    "红十字会",
    "工商业联合会",
    "供销合作社联合社",
];

const SERVICES: [&str; 18] = [
    "图书馆",
    "文化馆",
    "博物馆",
    "疾病预防控制中心",
    "妇幼保健院",
    "融媒体中心",
    "市政园林服务中心",
    "公路养护中心",
    "不动产登记中心",
    "公共资源交易中心",
    "住房保障中心",
    "就业服务中心",
    "动物疫病预防控制中心",
    "农业技术推广中心",
    "水库移民服务中心",
    "老年大学",
    "特殊教育学校",
    "青少年活动中心",
];

const FIRST: [&str; 16] = [
    "柳", "松", "河", "青", "白", "云", "石", "竹", "梅", "枫", "溪", "桥", "新", "南", "永", "长",
];

const SECOND: [&str; 12] = [
    "塘", "岭", "湾", "坪", "渡", "沟", "川", "源", "桥口", "林", "屯", "畈",
];

/// The name of the district that a seed makes.
pub(crate) fn district(seed: u64) -> &'static str {
    let mut random = Random::of(seed, 1);
    random.pick::<&str>(&DISTRICTS)
}

/// So many units of the district, the offices first and mixed with towns and services.
pub(crate) fn units(seed: u64, count: usize) -> Vec<Unit> {
    let district = district(seed);
    let mut random = Random::of(seed, 2);
    let named = |names: &[&str], group: &'static str| -> Vec<(String, &'static str)> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), group))
            .collect()
    };
    let mut first = named(&OFFICES, "党政机关");
    first.extend(named(&BODIES, "群团组织"));
    first.extend(named(&SERVICES, "事业单位"));
    let mut towns = Vec::new();
    for start in FIRST {
        for end in SECOND {
            let kind = *random.pick(&["镇人民政府", "乡人民政府", "街道办事处"]);
            towns.push((format!("{start}{end}{kind}"), "街道乡镇"));
        }
    }
    let mut towns = random.shuffled(towns);
    let few = towns.split_off(towns.len().saturating_sub(18));
    first.extend(few);
    let mut names = random.shuffled(first);
    names.extend(towns);
    (0_u32..)
        .zip(names.into_iter().take(count))
        .map(|(at, (short, group))| Unit {
            name: format!("{district}{short}"),
            short,
            code: format!("{}", 101 + 2 * at),
            group,
        })
        .collect()
}
