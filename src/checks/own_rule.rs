//! The bureau's own rules: expressions in CEL (Common Expression Language) over documented fields.
//!
//! An expression sees `form`, and `row` or `fund` where its scope is a row; [`fields`] lists their fields.
//! Every number is an exact decimal, a missing one is `null`. Where the expression holds, the rule speaks;
//! where it needs a number that is missing, the subject is not judged.

mod bounds;
mod exact;
mod expression;
pub(crate) mod fields;
mod template;
#[cfg(test)]
mod tests;
mod trial;

use crate::settings_text::Reader;

use super::finding::{Confidence, Severity};
use super::problem::{Problem, Spot};
use super::rule::{Category, Doc, Rule, RuleInfo, Scope, Verdict};
use super::settings::SEVERITIES;
use super::view::{FormView, FundRow, IndicatorRow};
use super::wording::quoted;

use bounds::MOST_ROWS;
use expression::{Expression, Reach};
use fields::{Record, cells_of_form, cells_of_fund, cells_of_row};
use template::Template;

/// A rule from the settings.
#[derive(Debug)]
pub struct OwnRule {
    info: &'static RuleInfo,
    reach: Reach,
    /// What must hold for the rule to speak.
    when: Expression,
    message: Template,
    advice: String,
}

/// Why a long form is not judged.
fn too_many_rows() -> Verdict {
    Verdict::not_judged(format!(
        "表内超过 {MOST_ROWS} 行，不逐行核对要看全表各行的自定规则"
    ))
}

/// What a rule looks at, as settings say it.
const REACHES: [(&str, Reach); 6] = [
    ("表", Reach::Form),
    ("指标", Reach::Row),
    ("资金", Reach::Fund),
    ("form", Reach::Form),
    ("row", Reach::Row),
    ("fund", Reach::Fund),
];

impl OwnRule {
    /// The rule's id.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.info.id
    }

    /// Reads one `[[rule]]`; its faults go to the reader.
    pub(super) fn read(entry: &Reader<'_>) -> Option<Self> {
        // All keys are read before any `?`, so that one run shows every fault.
        let id = entry.needed("id", read_id);
        let title = entry.needed("title", Reader::text);
        let severity = entry.word("severity", &SEVERITIES);
        let reach = entry.needed("scope", |entry, key| entry.word(key, &REACHES));
        let when = entry.needed("when", Reader::text);
        let message = entry.needed("message", Reader::text);
        let advice = entry.text("advice");
        let reach = reach?;
        let expression = when.as_ref().and_then(|when| {
            Expression::read(when, reach)
                .map_err(|reason| entry.fault("when", reason))
                .ok()
        });
        let template = message.and_then(|message| {
            Template::read(&message, reach)
                .map_err(|reason| entry.fault("message", reason))
                .ok()
        });
        let severity = severity.unwrap_or(Severity::Warning);
        Some(Self {
            when: expression?,
            message: template?,
            info: record(id?, title?, severity, reach, &when?),
            reach,
            advice: advice.unwrap_or_else(|| "请核对并说明。".to_owned()),
        })
    }

    fn judge(
        &self,
        records: &[(&'static str, &Record)],
        problem: impl FnOnce() -> Problem,
    ) -> Verdict {
        match self.when.holds(records) {
            Err(why) => Verdict::not_judged(why.on_a_form()),
            Ok(false) => Verdict::Passed,
            Ok(true) => {
                let message = self.message.filled(records);
                problem()
                    .fold(
                        format!("处{}", quoted(self.info.title)),
                        message.trim_end_matches('。'),
                    )
                    .message(message.clone())
                    .found(self.readings(records))
                    .expected("不出现这条规则所写的情形")
                    .advice(self.advice.clone())
                    .into()
            }
        }
    }

    /// The form around a row; `None` where it is too long to hold each of its rows against all the others.
    fn form_around(&self, form: &FormView<'_>) -> Option<Record> {
        let all_rows = self.when.looks_at_all_rows();
        let rows = form.all_rows.len() + form.funds.len();
        (!all_rows || rows <= MOST_ROWS).then(|| Record::of_form(form, all_rows))
    }

    /// The values the expression read: `row.score = 10，row.weight = 10`.
    fn readings(&self, records: &[(&'static str, &Record)]) -> String {
        let readings: Vec<String> = self
            .when
            .reads
            .iter()
            .filter(|(_, field)| field != "rows" && field != "funds")
            .filter_map(|(variable, field)| {
                let (_, record) = records.iter().find(|(name, _)| name == variable)?;
                Some(format!("{variable}.{field} = {}", record.shown(field)))
            })
            .collect();
        readings.join("，")
    }

    /// The cells of the fields that the expression reads.
    fn spots(
        &self,
        form: &FormView<'_>,
        cells: impl Fn(&str, &str) -> Vec<crate::form::model::SheetCell>,
    ) -> Vec<Spot> {
        self.when
            .reads
            .iter()
            .flat_map(|(variable, field)| cells(variable, field))
            .map(|at| Spot {
                form: form.index,
                role: "自定规则所用",
                at,
            })
            .collect()
    }
}

fn read_id(entry: &Reader<'_>, key: &'static str) -> Option<String> {
    let id = entry.text(key)?;
    let named = id.chars().all(|c| c.is_ascii_alphanumeric()) && (2..=8).contains(&id.len());
    if !named {
        entry.fault(key, "编号应是 2 到 8 个字母和数字，如 B01");
    }
    named.then_some(id)
}

/// The record of an own rule. Records live as long as the process, like those of the catalogue: settings
/// are read once, so what is leaked is bounded by their size.
fn record(
    id: String,
    title: String,
    severity: Severity,
    reach: Reach,
    when: &str,
) -> &'static RuleInfo {
    let scope = match reach {
        Reach::Form => Scope::Form,
        Reach::Row => Scope::Indicator,
        Reach::Fund => Scope::Fund,
    };
    let title: &'static str = title.leak();
    Box::leak(Box::new(RuleInfo {
        id: id.leak(),
        title,
        severity,
        confidence: Confidence::Likely,
        category: Category::Settings,
        scope,
        doc: Doc {
            what: title,
            why: "由财政部门在设置文件里自定。",
            how: format!("表达式成立即提出：{when}").leak(),
            fix: "按提示核对并改正。",
            source: "设置文件 huiping.toml 的 [[rule]]。",
        },
        ..RuleInfo::PLAIN
    }))
}

impl Rule for OwnRule {
    fn info(&self) -> &'static RuleInfo {
        self.info
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        if self.reach != Reach::Form {
            return None;
        }
        let record = Record::of_form(form, self.when.looks_at_all_rows());
        Some(self.judge(&[("form", &record)], || {
            let mut problem = Problem::with_form(form);
            problem.spots = self.spots(form, |_, field| cells_of_form(form, field));
            problem
        }))
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if self.reach != Reach::Row {
            return None;
        }
        let Some(of_form) = self.form_around(form) else {
            return Some(too_many_rows());
        };
        let of_row = Record::of_row(row);
        Some(self.judge(&[("form", &of_form), ("row", &of_row)], || {
            let mut problem = Problem::with_row(form, row);
            problem.spots = self.spots(form, |variable, field| match variable {
                "row" => cells_of_row(row, field),
                _ => cells_of_form(form, field),
            });
            problem
        }))
    }

    fn check_fund(&self, form: &FormView<'_>, fund: &FundRow<'_>) -> Option<Verdict> {
        if self.reach != Reach::Fund {
            return None;
        }
        let Some(of_form) = self.form_around(form) else {
            return Some(too_many_rows());
        };
        let of_fund = Record::of_fund(form, fund);
        Some(self.judge(&[("form", &of_form), ("fund", &of_fund)], || {
            let mut problem = Problem::with_fund(form, fund);
            problem.spots = self.spots(form, |variable, field| match variable {
                "fund" => cells_of_fund(fund, field),
                _ => cells_of_form(form, field),
            });
            problem
        }))
    }
}
