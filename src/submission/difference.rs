//! What two forms state differently, cell by cell.

use std::collections::BTreeMap;

use crate::form::fields::{Field, fields};
use crate::form::model::{SelfEvaluation, Source};
use crate::value::fold::fold_tight;

/// A field that two forms state differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field: `自评总分`, `年度资金总额·全年执行数`, `培训人数·得分`.
    pub field: String,
    /// The cell in the first form (`C5`, or `封面!C5`); `None` where it has no place for the field.
    pub cell_a: Option<String>,
    /// The cell in the second form, likewise.
    pub cell_b: Option<String>,
    /// The text in the first form, empty where nothing stands.
    pub text_a: String,
    /// The text in the second form, likewise.
    pub text_b: String,
}

/// All differences of content between two forms, in the first one's order, then what only the second
/// has. Where a value stands, how wide it is written and how a number is formatted is no difference.
#[must_use]
pub fn differences(a: &SelfEvaluation, b: &SelfEvaluation) -> Vec<Difference> {
    let (first, second) = (Fields::of(a), Fields::of(b));
    let only_second = second
        .order
        .iter()
        .filter(|key| !first.fields.contains_key(*key));
    let keys = first.order.iter().chain(only_second);
    keys.filter(|key| first.meaning(key) != second.meaning(key))
        .map(|key| {
            let (cell_a, text_a) = first.place(key);
            let (cell_b, text_b) = second.place(key);
            let named = first.fields.get(key).or_else(|| second.fields.get(key));
            Difference {
                field: named.map(Field::shown).unwrap_or_default(),
                cell_a,
                cell_b,
                text_a,
                text_b,
            }
        })
        .collect()
}

/// Whether two forms state the same.
#[must_use]
pub fn same_content(a: &SelfEvaluation, b: &SelfEvaluation) -> bool {
    differences(a, b).is_empty()
}

/// What names a field in both forms; `nth` tells rows of one name apart.
type Key = (String, usize, &'static str);

/// The fields of a form, each under what names it in the other form too.
struct Fields<'a> {
    source: &'a Source,
    order: Vec<Key>,
    fields: BTreeMap<Key, Field<'a>>,
}

impl<'a> Fields<'a> {
    fn of(form: &'a SelfEvaluation) -> Self {
        let named: Vec<(Key, Field<'a>)> = fields(form)
            .into_iter()
            .map(|field| ((fold_tight(field.row), field.nth, field.name), field))
            .collect();
        let order = named.iter().map(|(key, _)| key.clone()).collect();
        let fields = named.into_iter().collect();
        Self {
            source: &form.source,
            order,
            fields,
        }
    }

    fn meaning(&self, key: &Key) -> &str {
        self.fields.get(key).map_or("", |field| &field.meaning)
    }

    /// Where the field stands, and what stands there.
    fn place(&self, key: &Key) -> (Option<String>, String) {
        let Some(field) = self.fields.get(key) else {
            return (None, String::new());
        };
        let cell = field.cells.first().map(|cell| self.source.address(*cell));
        let text = if field.text.is_empty() {
            &field.meaning
        } else {
            field.text
        };
        (cell, text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, differences, same_content};
    use crate::form::model::{FundLine, Indicator, SelfEvaluation};
    use crate::submission::blank_form::{number_at, of, text_at};

    fn form(path: &str) -> SelfEvaluation {
        let mut form = of(path, "云岫区市场监督管理局", 2023);
        form.funds = vec![FundLine {
            label: text_at("B5", "年度资金总额"),
            executed: number_at("G5", "3868.90"),
            ..FundLine::default()
        }];
        form.indicators = vec![
            Indicator {
                name: text_at("D12", "食品抽检批次"),
                actual: text_at("G12", "1342批次"),
                score: number_at("I12", "10"),
                ..Indicator::default()
            },
            Indicator {
                name: text_at("D13", "市场主体培训人次"),
                actual: text_at("G13", "1512人次"),
                score: number_at("I13", "6"),
                ..Indicator::default()
            },
        ];
        form.total_score = number_at("I21", "99.24");
        form
    }

    #[test]
    fn a_form_has_the_same_content_as_itself_wherever_it_stands() {
        let mut moved = form("b.xlsx");
        moved.indicators[0].score = number_at("J30", "10.00");
        moved.indicators[0].actual = text_at("F30", "1342 批次");
        assert!(same_content(&form("a.xlsx"), &moved));
    }

    #[test]
    fn each_field_that_differs_is_named_with_both_cells_and_texts() {
        let (a, mut b) = (form("a.xlsx"), form("b.xlsx"));
        b.indicators[1].score = number_at("I14", "5.67");
        b.indicators[1].reason = text_at("J14", "两期培训取消");
        b.total_score = number_at("I22", "98.91");
        let expected = [
            Difference {
                field: "市场主体培训人次·偏差原因".to_owned(),
                cell_a: None,
                cell_b: Some("J14".to_owned()),
                text_a: String::new(),
                text_b: "两期培训取消".to_owned(),
            },
            Difference {
                field: "市场主体培训人次·得分".to_owned(),
                cell_a: Some("I13".to_owned()),
                cell_b: Some("I14".to_owned()),
                text_a: "6".to_owned(),
                text_b: "5.67".to_owned(),
            },
            Difference {
                field: "自评总分".to_owned(),
                cell_a: Some("I21".to_owned()),
                cell_b: Some("I22".to_owned()),
                text_a: "99.24".to_owned(),
                text_b: "98.91".to_owned(),
            },
        ];
        assert_eq!(differences(&a, &b), expected);
    }

    #[test]
    fn a_row_that_only_one_form_has_differs_in_all_its_fields() {
        let (a, mut b) = (form("a.xlsx"), form("b.xlsx"));
        b.indicators.remove(0);
        let fields: Vec<_> = differences(&a, &b).into_iter().map(|d| d.field).collect();
        assert_eq!(
            fields,
            [
                "食品抽检批次·三级指标",
                "食品抽检批次·实际完成值",
                "食品抽检批次·得分"
            ]
        );
    }

    #[test]
    fn rows_of_one_name_are_told_apart() {
        let (mut a, mut b) = (form("a.xlsx"), form("b.xlsx"));
        a.indicators[1].name = text_at("D13", "食品抽检批次");
        b.indicators[1].name = text_at("D13", "食品抽检批次");
        b.indicators[1].score = number_at("I13", "5");
        let fields: Vec<_> = differences(&a, &b).into_iter().map(|d| d.field).collect();
        assert_eq!(fields, ["食品抽检批次（第2处）·得分"]);
    }

    #[test]
    fn nothing_and_zero_differ() {
        let (mut a, b) = (form("a.xlsx"), form("b.xlsx"));
        a.indicators[0].score = number_at("I12", "");
        let found = differences(&a, &b);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].text_a.as_str(), found[0].text_b.as_str()),
            ("", "10")
        );
        a.indicators[0].score = number_at("I12", "0");
        assert_eq!(differences(&a, &b)[0].text_a, "0");
    }
}
