//! Which of several numbers of an actual value answers the target.

use super::Number;
use crate::value::target::Stated;

impl Number<'_> {
    /// The one of several numbers that answers the target: the only one of its unit; of several rates the one that
    /// is called as the indicator is (满意率95%,问卷回收率88%).
    pub(super) fn meant_among<'s>(&self, among: &'s [Stated]) -> Option<&'s Stated> {
        let alike: Vec<&Stated> = among
            .iter()
            .filter(|stated| {
                let quantity = &stated.quantity;
                quantity.unit.is_some()
                    && quantity.unit == self.bound.unit
                    && quantity.change.is_some() == self.bound.change.is_some()
            })
            .collect();
        if let [only] = alike.as_slice() {
            return Some(only);
        }
        let is_rate = self.bound.unit.as_deref() == Some("%");
        if !is_rate && !alike.iter().all(|stated| holds(&stated.label, STAGES)) {
            return None;
        }
        let mut called_so = alike
            .into_iter()
            .filter(|stated| shares_a_word(&stated.label, self.case.name));
        match (called_so.next(), called_so.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// Stages of one and the same thing, each with a number of its own: 签约4.2亿元,到位2.6亿元.
const STAGES: &[&str] = &[
    "签约", "立项", "开工", "完工", "竣工", "到位", "报名", "参加", "结业", "受理", "办结", "申报",
    "获批", "验收", "下达", "支付", "发放", "检查", "整改", "抽检", "合格",
];

pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether two texts share two characters in a row.
pub(super) fn shares_a_word(a: &str, b: &str) -> bool {
    let characters: Vec<char> = a.chars().collect();
    characters
        .windows(2)
        .any(|pair| b.contains(&pair.iter().collect::<String>()))
}
