//! What two forms state differently, cell by cell.

use std::collections::BTreeMap;

use crate::form::model::{FundLine, Indicator, SelfEvaluation, Source, Sourced};
use crate::value::fold::fold_tight;
use crate::value::number::Number;

/// A field that two forms state differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field: `总分`, `年度资金总额·全年执行数`, `培训人数·得分`.
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
    let nothing = Field::default();
    keys.filter_map(|key| {
        let in_a = first.fields.get(key).unwrap_or(&nothing);
        let in_b = second.fields.get(key).unwrap_or(&nothing);
        (in_a.meaning != in_b.meaning).then(|| Difference {
            field: key.shown(),
            cell_a: in_a.cell.clone(),
            cell_b: in_b.cell.clone(),
            text_a: in_a.text.clone(),
            text_b: in_b.text.clone(),
        })
    })
    .collect()
}

/// Whether two forms state the same.
#[must_use]
pub fn same_content(a: &SelfEvaluation, b: &SelfEvaluation) -> bool {
    differences(a, b).is_empty()
}

/// The name of a field; `nth` tells rows of one name apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    row: String,
    nth: usize,
    column: &'static str,
}

impl Key {
    fn shown(&self) -> String {
        let again = if self.nth > 1 {
            format!("（第{}处）", self.nth)
        } else {
            String::new()
        };
        match (self.row.as_str(), self.column) {
            ("", column) => format!("{column}{again}"),
            (row, "") => format!("{row}{again}"),
            (row, column) => format!("{row}{again}·{column}"),
        }
    }
}

/// What a form states in one field.
#[derive(Clone, Debug, Default)]
struct Field {
    cell: Option<String>,
    text: String,
    /// The text in one spelling, or the number without trailing zeros.
    meaning: String,
}

/// The fields of a form that state something.
struct Fields<'a> {
    source: &'a Source,
    order: Vec<Key>,
    fields: BTreeMap<Key, Field>,
}

impl<'a> Fields<'a> {
    fn of(form: &'a SelfEvaluation) -> Self {
        let mut all = Self {
            source: &form.source,
            order: Vec::new(),
            fields: BTreeMap::new(),
        };
        all.text("", 1, "标题", &form.title);
        all.value("", 1, "年度", &form.year, |year| year.to_string());
        all.text("", 1, "单位名称", &form.department);
        all.text("", 1, "单位代码", &form.department_code);
        all.text("", 1, "主管部门", &form.supervisor);
        all.text("", 1, "项目名称", &form.project);
        all.value("", 1, "金额单位", &form.amount_unit, ToString::to_string);
        for (nth, line) in numbered(&form.funds, |line| &line.label) {
            all.fund_line(nth, line);
        }
        for (nth, goal) in (1..).zip(&form.goals.expected) {
            all.text("", nth, "预期目标", goal);
        }
        for (nth, goal) in (1..).zip(&form.goals.achieved) {
            all.text("", nth, "实际完成情况", goal);
        }
        for (nth, indicator) in numbered(&form.indicators, |indicator| &indicator.name) {
            all.indicator(nth, indicator);
        }
        all.number("", 1, "总分值", &form.total_weight);
        all.number("", 1, "总分", &form.total_score);
        all.text("", 1, "评价等级", &form.grade);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for remark in &form.remarks {
            let nth = seen.entry(&remark.label).or_default();
            *nth += 1;
            all.text(&remark.label, *nth, "", &remark.text);
        }
        all
    }

    fn fund_line(&mut self, nth: usize, line: &FundLine) {
        let row = fold_tight(shown(&line.label));
        self.text(&row, nth, "资金项目", &line.label);
        for (column, value) in [
            ("年初预算数", &line.initial),
            ("年中调整数", &line.adjustment),
            ("全年预算数", &line.adjusted),
            ("全年执行数", &line.executed),
            ("执行率", &line.rate),
            ("分值", &line.weight),
            ("得分", &line.score),
        ] {
            self.number(&row, nth, column, value);
        }
        self.text(&row, nth, "原因", &line.reason);
    }

    fn indicator(&mut self, nth: usize, indicator: &Indicator) {
        let row = fold_tight(shown(&indicator.name));
        for (column, value) in [
            ("一级指标", &indicator.level1),
            ("二级指标", &indicator.level2),
            ("三级指标", &indicator.name),
            ("指标值", &indicator.target),
            ("上年完成值", &indicator.prior_year),
            ("年中监控完成值", &indicator.midyear),
            ("实际完成值", &indicator.actual),
            ("偏差原因", &indicator.reason),
            ("改进措施", &indicator.measures),
            ("评分标准", &indicator.scoring_note),
        ] {
            self.text(&row, nth, column, value);
        }
        for (column, value) in [
            ("完成率", &indicator.completion),
            ("分值", &indicator.weight),
            ("得分", &indicator.score),
            ("复核得分", &indicator.review_score),
        ] {
            self.number(&row, nth, column, value);
        }
    }

    fn text(&mut self, row: &str, nth: usize, column: &'static str, value: &Sourced<String>) {
        self.put(row, nth, column, value, fold_tight(shown(value)));
    }

    fn number(&mut self, row: &str, nth: usize, column: &'static str, value: &Sourced<Number>) {
        self.value(row, nth, column, value, |number| {
            number.value.normalize().to_string()
        });
    }

    /// A value that has a meaning of its own; where it could not be read, its text speaks.
    fn value<T>(
        &mut self,
        row: &str,
        nth: usize,
        column: &'static str,
        value: &Sourced<T>,
        meaning: impl Fn(&T) -> String,
    ) {
        let meaning = value
            .value
            .as_ref()
            .map_or_else(|| fold_tight(&value.text), meaning);
        self.put(row, nth, column, value, meaning);
    }

    fn put<T>(
        &mut self,
        row: &str,
        nth: usize,
        column: &'static str,
        value: &Sourced<T>,
        meaning: String,
    ) {
        let key = Key {
            row: row.to_owned(),
            nth,
            column,
        };
        let cell = value.cells.first().map(|cell| self.source.address(*cell));
        let text = if value.text.is_empty() {
            meaning.clone()
        } else {
            value.text.clone()
        };
        self.order.push(key.clone());
        self.fields.insert(
            key,
            Field {
                cell,
                text,
                meaning,
            },
        );
    }
}

/// The rows with the count of their name so far: 1 for the first, 2 for the second of that name.
fn numbered<T>(rows: &[T], name: impl Fn(&T) -> &Sourced<String>) -> Vec<(usize, &T)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter()
        .map(|row| {
            let nth = seen.entry(fold_tight(shown(name(row)))).or_default();
            *nth += 1;
            (*nth, row)
        })
        .collect()
}

/// The value as read, or the text where none could be.
fn shown(value: &Sourced<String>) -> &str {
    value.value.as_deref().unwrap_or(&value.text)
}

#[cfg(test)]
mod tests {
    use super::{Difference, differences, same_content};
    use crate::form::model::{FundLine, Indicator, SelfEvaluation};
    use crate::submission::blank_form::{number_at, of, text_at};

    fn form(path: &str) -> SelfEvaluation {
        let mut form = of(path, "云溪区市场监督管理局", 2023);
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
                field: "总分".to_owned(),
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
