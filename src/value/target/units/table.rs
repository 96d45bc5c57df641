//! The measure words, with the kind of thing each counts or measures.

use super::super::lexicon::Lexicon;

/// What a measure word counts or measures. Words of one kind can be held against each other; where the
/// kind carries a factor, after converting with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// Percent
    Ratio,
    /// People: 人, 名, 位
    Person,
    /// Organisations: 家, 所
    Body,
    /// Things that happen: 次, 场, 期
    Event,
    /// Things: 项, 件, 处, 台
    Thing,
    /// 个: counts anything
    Any,
    /// Length, in millimetres
    Length(u64),
    /// Area, in thirds of a square metre, which makes a 亩 (2000/3 m²) exact
    Area(u64),
    /// Mass, in milligrams
    Mass(u64),
    /// Volume, in millilitres
    Volume(u64),
    /// Duration, in seconds
    Duration(u64),
    /// Duration by the calendar, in months
    Months(u64),
    /// Working days, of which only bounds in days are known
    Workday,
    /// Data, in powers of 1000 or of 1024, whichever the writer thought of
    Data(u32),
    /// Electrical energy, in kilowatt hours
    Energy(u64),
    /// How many there are among so many (12/10万), as what one is in a million
    Among(u64),
    /// Comparable with itself only
    Own,
}

impl Kind {
    /// What one unit is in the base of its kind.
    pub(in super::super) const fn factor(self) -> u64 {
        match self {
            Self::Length(f)
            | Self::Area(f)
            | Self::Mass(f)
            | Self::Volume(f)
            | Self::Duration(f)
            | Self::Months(f)
            | Self::Energy(f)
            | Self::Among(f) => f,
            _ => 1,
        }
    }

    /// Whether both measure the same dimension and convert exactly.
    pub(in super::super) const fn converts_to(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Length(_), Self::Length(_))
                | (Self::Area(_), Self::Area(_))
                | (Self::Mass(_), Self::Mass(_))
                | (Self::Volume(_), Self::Volume(_))
                | (Self::Duration(_), Self::Duration(_))
                | (Self::Months(_), Self::Months(_))
                | (Self::Energy(_), Self::Energy(_))
                | (Self::Among(_), Self::Among(_))
        )
    }

    /// Whether both merely count, so that a different word may mean the same.
    pub(in super::super) fn counts_like(self, other: Self) -> bool {
        let counts = |kind| {
            matches!(
                kind,
                Self::Person | Self::Body | Self::Event | Self::Thing | Self::Any
            )
        };
        let either_any = self == Self::Any || other == Self::Any;
        counts(self) && counts(other) && (self == other || either_any)
    }
}

/// A measure word: its normalised spelling and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Measure {
    /// The spelling in outputs.
    pub(in super::super) name: &'static str,
    /// What it measures.
    pub(in super::super) kind: Kind,
}

/// The kind of a unit by its normalised name.
pub(in super::super) fn kind_of(name: &str) -> Kind {
    if name == "%" {
        return Kind::Ratio;
    }
    if let Some((_, factor)) = AMONG.iter().find(|(among, _)| *among == name) {
        return Kind::Among(*factor);
    }
    WORDS
        .iter()
        .find(|(_, measure)| measure.name == name)
        .map_or(Kind::Own, |(_, measure)| measure.kind)
}

/// Units that say among how many: 12/10万, 5张/千人; with what one is in a million.
pub(super) const AMONG: &[(&str, u64)] =
    &[("/千", 1_000), ("/万", 100), ("/10万", 10), ("/百万", 1)];

/// A word that is its own normalised spelling, or another spelling of one.
macro_rules! words {
    ($($kind:expr => $($word:literal $(as $name:literal)?),+;)+) => {
        &[$($(($word, Measure { name: words!(@name $word $($name)?), kind: $kind }),)+)+]
    };
    (@name $word:literal) => { $word };
    (@name $word:literal $name:literal) => { $name };
}

/// Every measure word known.
pub(super) const WORDS: Lexicon<Measure> = words! {
    Kind::Person => "人", "名", "位";
    Kind::Own => "人次", "人天", "人年", "人月", "人日", "户", "户次", "车次", "架次", "头次", "亩次", "例次", "人份", "床", "床位",
        "张床位", "公里次", "元", "美元", "欧元", "港元", "日元", "分", "课时", "学时", "学分", "倍",
        "千瓦", "兆瓦", "千伏安", "kW", "kw" as "kW", "KW" as "kW", "MW", "GW", "kVA", "kV", "MPa", "Hz", "QPS", "TPS",
        "Mbps", "Gbps", "分贝", "dB" as "分贝", "db" as "分贝", "dB(A)" as "分贝", "分贝(A)" as "分贝", "°C", "℃" as "°C", "摄氏度" as "°C", "吨标准煤", "吨标煤" as "吨标准煤",
        "微克", "粒", "册次", "M", "兆" as "M", "mg/L", "mg/l" as "mg/L", "毫克/升" as "mg/L", "μg/m3" as "微克/立方米", "ug/m3" as "微克/立方米", "微克/立方米",
        "mg/m3", "毫克/立方米" as "mg/m3", "ppm", "PPM" as "ppm", "ppb", "NTU", "株", "穴", "打";
    Kind::Data(1) => "KB", "kB" as "KB";
    Kind::Data(2) => "MB";
    Kind::Data(3) => "GB";
    Kind::Data(4) => "TB";
    Kind::Data(5) => "PB";
    Kind::Energy(1) => "千瓦时", "度", "度电" as "度", "kWh", "KWh" as "kWh", "kwh" as "kWh", "KWH" as "kWh", "kW·h" as "kWh", "千瓦·时" as "千瓦时";
    Kind::Energy(1_000) => "MWh", "兆瓦时";
    Kind::Body => "家", "所", "单位", "企业";
    Kind::Event => "次", "场", "场次", "期", "批", "批次", "轮", "回", "趟", "班次", "班", "起", "宗", "频次" as "次";
    Kind::Thing => "项", "件", "处", "座", "套", "台", "台套", "部", "份", "篇", "条", "册", "本", "张", "幅", "块", "副", "只",
        "头", "匹", "棵", "颗", "盏", "根", "支", "枝", "辆", "艘", "架", "间", "栋", "幢", "孔", "眼", "口", "段", "片",
        "组", "对", "双", "种", "类", "门", "款", "例", "案", "卷", "页", "字", "章", "节", "面", "道", "枚", "瓶", "袋",
        "箱", "桶", "盒", "包", "标段", "点位", "站", "村", "乡", "镇", "县", "市", "街道", "社区", "行政村", "羽", "尾",
        "扇", "具", "封", "样品", "品种", "站点", "平台", "基地", "井",
        "窝", "项目", "工程", "笔", "集", "剂次", "剂", "针", "针次";
    Kind::Any => "个", "位数" as "个", "余个" as "个";
    Kind::Length(1) => "毫米", "mm" as "毫米";
    Kind::Length(10) => "厘米", "公分" as "厘米", "cm" as "厘米";
    Kind::Length(100) => "分米";
    Kind::Length(1_000) => "米", "延米", "延长米" as "延米", "m" as "米";
    Kind::Length(500_000) => "里", "华里" as "里";
    Kind::Thing => "里程碑";
    Kind::Length(1_000_000) => "公里", "千米" as "公里", "km" as "公里", "KM" as "公里", "Km" as "公里";
    Kind::Area(3) => "平方米", "平米" as "平方米", "平方" as "平方米", "m2" as "平方米", "m²" as "平方米", "㎡" as "平方米";
    Kind::Area(2_000) => "亩";
    Kind::Area(30_000) => "公顷";
    Kind::Area(3_000_000) => "平方公里", "平方千米" as "平方公里", "km2" as "平方公里";
    Kind::Mass(1) => "毫克", "mg" as "毫克";
    Kind::Mass(1_000) => "克", "g" as "克";
    Kind::Mass(500_000) => "斤";
    Kind::Mass(1_000_000) => "千克", "公斤" as "千克", "kg" as "千克", "Kg" as "千克", "KG" as "千克";
    Kind::Mass(1_000_000_000) => "吨", "t" as "吨";
    Kind::Volume(1) => "毫升", "ml" as "毫升", "mL" as "毫升";
    Kind::Volume(1_000) => "升", "L" as "升";
    Kind::Volume(1_000_000) => "立方米", "立方" as "立方米", "方" as "立方米", "m3" as "立方米";
    Kind::Duration(1) => "秒";
    Kind::Duration(60) => "分钟";
    Kind::Duration(3_600) => "小时", "个小时" as "小时", "h" as "小时";
    Kind::Duration(86_400) => "天", "日", "个天" as "天", "日历天" as "天", "日历日" as "天", "自然日" as "天", "个自然日" as "天";
    Kind::Duration(604_800) => "周", "个星期" as "周", "个周" as "周";
    Kind::Workday => "工作日", "个工作日" as "工作日";
    Kind::Months(1) => "个月", "月" as "月";
    Kind::Months(6) => "半年";
    Kind::Months(3) => "季度", "个季度" as "季度", "季" as "季度";
    Kind::Months(12) => "年", "年度" as "年", "学年" as "年";
};
