//! A unit's name taken apart, so that spellings of one name can be told from names of two units.

use std::cmp::Reverse;

use crate::form::wording::split_code;
use crate::value::fold::fold_tight;

/// A name in one spelling: half width, without white space, code and seal mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitName {
    /// The whole name.
    pub(super) whole: String,
    /// The places in front of it: `某市云岫区`, or `区` alone.
    region: String,
    /// What is left, without notes in brackets that name no other unit: `教育局`.
    core: String,
}

/// What the name of a place ends in.
const PLACE_ENDS: [char; 4] = ['省', '市', '区', '县'];

/// Words that end like a place but are none.
const NO_PLACES: [&str; 16] = [
    "社区",
    "园区",
    "景区",
    "灌区",
    "林区",
    "小区",
    "校区",
    "矿区",
    "库区",
    "片区",
    "辖区",
    "保护区",
    "城市",
    "都市",
    "超市",
    "门市",
];

/// Words that begin with the end of a place but speak of none: 市场监督, 区划地名.
const NO_ENDS: [&str; 16] = [
    "市场",
    "市政",
    "市容",
    "市民中心",
    "市民服务",
    "市直",
    "市属",
    "区划",
    "区域",
    "区块",
    "区直",
    "区属",
    "县域",
    "县直",
    "县属",
    "省直",
];

/// Notes in brackets that name no other unit, besides places; `（东校区）` does name one.
const NOTES: [&str; 8] = [
    "本级",
    "机关",
    "机关本级",
    "本部",
    "汇总",
    "合并",
    "部门",
    "单位",
];

/// What may stand behind a unit's name without making it another unit.
const TAILS: [&str; 13] = [
    "机关",
    "本级",
    "机关本级",
    "本部",
    "汇总",
    "合并",
    "人民政府",
    "街道办事处",
    "办事处",
    "镇人民政府",
    "乡人民政府",
    "委员会",
    "管理委员会",
];

/// What the names of institutions end in of which a place has several.
const ONE_OF_SEVERAL: [char; 4] = ['学', '校', '园', '院'];

impl UnitName {
    /// Reads a name as it stands in a form, a list or a file name.
    pub(super) fn read(text: &str) -> Self {
        let (_, name) = split_code(&fold_tight(text));
        let mut whole = name;
        for seal in ["(盖章)", "(公章)", "(章)"] {
            whole = whole.replace(seal, "");
        }
        let (region, core) = split_region(&without_notes(&whole));
        Self {
            whole,
            region,
            core,
        }
    }

    /// Whether there is a name at all.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// How much of a name this is: with its places before without, then without notes before with.
    pub(super) fn fullness(&self) -> (usize, Reverse<usize>) {
        (
            self.region.len() + self.core.len(),
            Reverse(self.whole.len()),
        )
    }

    /// Whether both name one unit and differ at most in the places in front and in notes in brackets.
    ///
    /// `教育局`, `区教育局`, `云岫区教育局` and `某市云岫区教育局` are one; `甲区教育局` and `乙区教育局` are two.
    pub(super) fn is_same_but_for_place(&self, other: &Self) -> bool {
        self.core == other.core && self.may_be_at(other)
    }

    /// Whether one name is the other with a tail such as 机关 or 人民政府.
    pub(super) fn is_same_but_for_tail(&self, other: &Self) -> bool {
        let tail = |long: &Self, short: &Self| {
            let tail = long.core.strip_prefix(short.core.as_str());
            short.core.chars().count() >= 3 && tail.is_some_and(|tail| TAILS.contains(&tail))
        };
        self.may_be_at(other) && (tail(self, other) || tail(other, self))
    }

    /// Whether this is a shortened form of `full`: at least three characters, the first and last as
    /// there, the others in its order: `文旅局` for 文化和旅游局. Not so where the long name only goes on
    /// behind the short one (教育局 and 教育局机关事务管理局), nor of schools and hospitals, of which a place
    /// has several with names alike (第一中学 and 第一高级中学).
    pub(super) fn is_short_for(&self, full: &Self) -> bool {
        let (short, long) = (&self.core, &full.core);
        let ends_alike = short.chars().next() == long.chars().next()
            && short.chars().last() == long.chars().last();
        let count = short.chars().count();
        if count < 3 || count >= long.chars().count() || !ends_alike || !self.may_be_at(full) {
            return false;
        }
        if long.starts_with(short.as_str()) || short.ends_with(ONE_OF_SEVERAL) {
            return false;
        }
        let mut rest = long.chars();
        short.chars().all(|c| rest.any(|other| other == c))
    }

    /// Whether the text (a file's name) speaks of this unit.
    pub(super) fn is_spoken_of_in(&self, text: &str) -> bool {
        self.core.chars().count() >= 3 && fold_tight(text).contains(&self.core)
    }

    /// How often a folded text names this unit.
    pub(super) fn times_in(&self, text: &str) -> usize {
        if self.core.chars().count() < 3 {
            return 0;
        }
        text.matches(&self.core).count()
    }

    /// Whether the name of `other` stands within this one.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.core != other.core && self.core.contains(&other.core)
    }

    fn may_be_at(&self, other: &Self) -> bool {
        self.region.ends_with(&other.region) || other.region.ends_with(&self.region)
    }
}

fn without_notes(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((note, behind)) = after.split_once(')') else {
            break;
        };
        kept.push_str(before);
        if !NOTES.contains(&note) && !is_place(note) {
            kept.push_str(&format!("({note})"));
        }
        rest = behind;
    }
    kept + rest
}

fn is_place(text: &str) -> bool {
    text.chars().count() >= 2
        && text.ends_with(PLACE_ENDS)
        && !NO_PLACES.iter().any(|word| text.ends_with(word))
}

/// The places in front of a name, and the rest.
fn split_region(name: &str) -> (String, String) {
    let mut cut = 0;
    while let Some(length) = name.get(cut..).and_then(leading_place) {
        cut += length;
    }
    let (region, core) = name.split_at(cut);
    (region.to_owned(), core.to_owned())
}

/// How many bytes the place takes that the text begins with: up to eight characters ending in 省, 市,
/// 区 or 县, and at least three more behind it.
fn leading_place(text: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (index, (at, c)) in chars.iter().enumerate().take(8) {
        if !PLACE_ENDS.contains(c) {
            continue;
        }
        let end = at + c.len_utf8();
        let place = text.get(..end).unwrap_or_default();
        let tail = text.get(*at..).unwrap_or_default();
        let binds = NO_ENDS.iter().any(|word| tail.starts_with(word));
        let binds = binds && !tail.starts_with("市政府") && !tail.starts_with("市政协");
        let no_place = NO_PLACES.iter().any(|word| place.ends_with(word));
        if binds || no_place || chars.len() - index <= 3 {
            return None;
        }
        return Some(end);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::UnitName;

    fn parts(text: &str) -> (String, String) {
        let name = UnitName::read(text);
        (name.region, name.core)
    }

    #[test]
    fn one_spelling_for_width_blanks_codes_and_seals() {
        for text in [
            "云岫区教育局",
            "　云岫区 教育局　",
            "105-云岫区教育局",
            "[105]云岫区教育局",
            "云岫区教育局（公章）",
            "云岫区\n教育局(盖章)",
        ] {
            assert_eq!(UnitName::read(text).whole, "云岫区教育局", "{text}");
        }
    }

    #[test]
    fn places_in_front_are_told_from_the_name() {
        for (text, region, core) in [
            ("云岫区教育局", "云岫区", "教育局"),
            ("某市云岫区教育局", "某市云岫区", "教育局"),
            ("区教育局", "区", "教育局"),
            ("市场监督管理局", "", "市场监督管理局"),
            ("云岫区市场监督管理局", "云岫区", "市场监督管理局"),
            ("市政园林服务中心", "", "市政园林服务中心"),
            ("城市管理局", "", "城市管理局"),
            ("云岫区城市管理局", "云岫区", "城市管理局"),
            ("云岫区民政局", "云岫区", "民政局"),
            ("云岫市政府办公室", "云岫市", "政府办公室"),
            ("社区服务中心", "", "社区服务中心"),
            ("自然保护区管理局", "", "自然保护区管理局"),
            (
                "高新区（新市区）人力资源和社会保障局",
                "高新区",
                "人力资源和社会保障局",
            ),
            ("云岫区", "", "云岫区"),
        ] {
            assert_eq!(parts(text), (region.to_owned(), core.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_place_may_be_missing_but_not_another_one() {
        let same = |a: &str, b: &str| UnitName::read(a).is_same_but_for_place(&UnitName::read(b));
        assert!(same("教育局", "云岫区教育局"));
        assert!(same("区教育局", "云岫区教育局"));
        assert!(same("某市云岫区教育局", "云岫区教育局"));
        assert!(same("云岫区教育局（本级）", "云岫区教育局"));
        assert!(!same("甲区教育局", "乙区教育局"));
        assert!(!same("云岫区教育局", "云岫区体育局"));
        assert!(!same("云岫中学（东校区）", "云岫中学（西校区）"));
        assert!(!same("云岫中学（东校区）", "云岫中学"));
    }

    #[test]
    fn a_tail_is_no_other_unit_but_a_subordinate_is() {
        let same = |a: &str, b: &str| UnitName::read(a).is_same_but_for_tail(&UnitName::read(b));
        assert!(same("云岫区教育局机关", "云岫区教育局"));
        assert!(same("柳塘镇", "云岫区柳塘镇人民政府"));
        assert!(same("松岭街道", "云岫区松岭街道办事处"));
        assert!(!same("云岫区教育局电教馆", "云岫区教育局"));
        assert!(!same("云岫区教育局机关服务中心", "云岫区教育局"));
    }

    #[test]
    fn a_short_name_keeps_first_last_and_order() {
        let short = |a: &str, b: &str| UnitName::read(a).is_short_for(&UnitName::read(b));
        assert!(short("区卫健局", "云岫区卫生健康局"));
        assert!(short("文旅局", "云岫区文化和旅游局"));
        assert!(short("人社局", "云岫区人力资源和社会保障局"));
        assert!(!short("水务局", "云岫区水利局"));
        assert!(!short("建设局", "云岫区住房和城乡建设局"));
        assert!(!short("教育局", "云岫区教育局"));
        assert!(!short("某县文旅局", "云岫区文化和旅游局"));
    }
}
