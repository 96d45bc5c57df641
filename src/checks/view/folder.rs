//! All forms together.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::rule::verdict::Verdict;
use crate::checks::{Context, Report};
use crate::form::model::FormKind;
use crate::scoring::Assessment;

use super::FormView;

/// All forms together: what rules across forms read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folder<'a> {
    /// The forms that count.
    pub forms: &'a [FormView<'a>],
    /// Every assessment, superseded versions and copies among them.
    pub assessments: &'a [Assessment],
    /// Roster, settings and what is known of the files.
    pub context: &'a Context<'a>,
}

impl<'a> Folder<'a> {
    /// The names of all units, of the forms and of the roster, that are long enough to be told apart
    /// from common words. A finance bureau is rightly named everywhere.
    #[must_use]
    pub(crate) fn unit_names(&self) -> BTreeSet<&'a str> {
        let of_forms = self
            .assessments
            .iter()
            .map(|assessment| assessment.submission.unit.name.as_str());
        let of_roster = self
            .context
            .roster
            .into_iter()
            .flat_map(|roster| &roster.entries)
            .map(|entry| entry.name.as_str());
        of_forms
            .chain(of_roster)
            .filter(|name| name.chars().count() >= 4 && !name.contains("财政"))
            .collect()
    }

    /// The form a report goes with.
    #[must_use]
    pub(crate) fn form_of_report(&self, report: &Report) -> Option<&'a FormView<'a>> {
        self.forms
            .iter()
            .find(|form| form.unit() == report.unit && form.year() == report.year)
    }

    /// What a rule says of each report beside its form; not judged where either is missing.
    #[must_use]
    pub(crate) fn judge_reports(
        &self,
        judge: impl Fn(&FormView<'_>, &Report) -> Verdict,
    ) -> Vec<Verdict> {
        let reports = &self.context.reports;
        if reports.is_empty() {
            return vec![Verdict::not_judged("文件夹里没有自评报告的电子文本")];
        }
        reports
            .iter()
            .map(|report| match self.form_of_report(report) {
                Some(form) => judge(form, report),
                None => Verdict::not_judged("自评报告没有对应的自评表"),
            })
            .collect()
    }

    /// Pairs of forms of one unit, kind and project, one year apart.
    #[must_use]
    pub(crate) fn successive_years(&self) -> Vec<(&'a FormView<'a>, &'a FormView<'a>)> {
        let mut by_subject: BTreeMap<(String, FormKind, i32), &FormView<'_>> = BTreeMap::new();
        for form in self.forms {
            if let Some(year) = form.year() {
                by_subject
                    .entry((form.unit(), form.kind(), year))
                    .or_insert(form);
            }
        }
        by_subject
            .iter()
            .filter_map(|((unit, kind, year), earlier)| {
                let later = by_subject.get(&(unit.clone(), *kind, year + 1))?;
                Some((*earlier, *later))
            })
            .collect()
    }
}
