//! Runs every rule over every form: four outcomes for each rule and subject, none of them silent.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::fault::{Fault, caught};
use crate::policy::Policy;
use crate::scoring::Assessment;

use super::finding::{Finding, Severity};
use super::in_force::{Held, by_forms};
use super::problem::Problem;
use super::rule::{Rule, RuleInfo, Verdict};
use super::settle::{self, Settled, Suppressed};
use super::view::{Folder, FormView};
use super::waiver::Waived;
use super::{Context, registry};

/// What became of one rule over all its subjects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleOutcome {
    /// The rule.
    pub id: &'static str,
    /// What is wrong where it finds something.
    pub title: &'static str,
    /// Its family, as users see it.
    pub category: &'static str,
    /// How grave its findings are, unless settings or a finding say otherwise.
    pub severity: Severity,
    /// Its thresholds and its tolerance as they hold for these forms, in words, and whose word they are.
    pub thresholds: String,
    /// Subjects judged and in order.
    pub passed: usize,
    /// Findings listed, waived ones left out.
    pub findings: usize,
    /// Findings that a waiver covers.
    pub waived: usize,
    /// Repetitions of what another rule tells better.
    pub suppressed: usize,
    /// Subjects that could not be judged, by reason.
    pub not_judged: BTreeMap<String, usize>,
    /// Subjects on which the rule failed to run: our fault, not the form's.
    pub failed: usize,
    /// Whether the settings turned it off for everything.
    pub off: bool,
    /// What the settings change of it, in words.
    pub changed: String,
}

/// The whole result of the checks.
#[derive(Clone, Debug, Default)]
pub struct CheckRun {
    /// The findings, the weightiest first.
    pub findings: Vec<Finding>,
    /// One for each rule of the catalogue, in its order; own rules at the end.
    pub outcomes: Vec<RuleOutcome>,
    /// What only repeats another finding, with the rule that tells it.
    pub suppressed: Vec<Suppressed>,
    /// Findings that a waiver covers.
    pub waived: Vec<Waived>,
    /// Rules that failed to run.
    pub faults: Vec<Fault>,
    /// How each rule that judges single forms went on each form, by form and rule.
    pub on_forms: Vec<FormOutcome>,
}

/// How one rule went on one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormOutcome {
    /// Index of the assessment.
    pub form: usize,
    /// The rule.
    pub rule: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// Subjects judged and in order.
    pub passed: usize,
    /// Subjects with a problem.
    pub findings: usize,
    /// Subjects that could not be judged, or on which the rule failed to run.
    pub not_judged: usize,
}

/// The outcome of one rule on the subjects of one pass.
#[derive(Default)]
struct Tally {
    passed: usize,
    not_judged: BTreeMap<String, usize>,
    problems: Vec<Problem>,
    faults: Vec<Fault>,
}

impl Tally {
    fn take(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Found(problems) => self.problems.extend(problems),
            Verdict::NotJudged(reason) => {
                *self.not_judged.entry(reason.into_owned()).or_default() += 1;
            }
        }
    }

    /// Takes what `judge` says; a panic in it counts as a failure of the rule.
    fn judge<V>(&mut self, rule: &dyn Rule, form: Option<&FormView<'_>>, judge: impl FnOnce() -> V)
    where
        V: IntoIterator<Item = Verdict>,
    {
        match caught(judge) {
            Ok(verdicts) => {
                for verdict in verdicts {
                    self.take(verdict);
                }
            }
            Err(words) => self.faults.push(fault(rule, form, &words)),
        }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        for (reason, count) in other.not_judged {
            *self.not_judged.entry(reason).or_default() += count;
        }
        self.problems.extend(other.problems);
        self.faults.extend(other.faults);
    }
}

fn fault(rule: &dyn Rule, form: Option<&FormView<'_>>, words: &str) -> Fault {
    let on = form.map_or_else(
        || "全部自评表".to_owned(),
        |form| format!("{}（{}）", form.unit(), form.form.source.path),
    );
    Fault::new(format!("规则 {} 没有核对{on}", rule.info().id), words)
}

/// Checks all assessments. Only the version of a form that counts is checked.
#[must_use]
pub(crate) fn run(assessments: &[Assessment], context: &Context<'_>) -> CheckRun {
    let rules: Vec<&dyn Rule> = registry::RULES
        .iter()
        .copied()
        .chain(context.own_rules.iter().map(|rule| rule as &dyn Rule))
        .collect();
    run_rules(&rules, assessments, context)
}

/// Checks all assessments with these rules alone.
#[must_use]
pub(crate) fn run_rules(
    rules: &[&dyn Rule],
    assessments: &[Assessment],
    context: &Context<'_>,
) -> CheckRun {
    let remarks: BTreeMap<&str, &[String]> = context
        .files
        .iter()
        .map(|file| (&*file.path, &*file.remarks))
        .collect();
    let forms: Vec<FormView<'_>> = assessments
        .iter()
        .enumerate()
        .filter(|(_, assessment)| assessment.submission.is_current())
        .map(|(index, assessment)| {
            let path = &*assessment.submission.form.source.path;
            let remarks = remarks.get(path).copied().unwrap_or_default();
            FormView::new(index, assessment, remarks, context)
        })
        .collect();
    let mut tallies: Vec<Tally> = rules.iter().map(|_| Tally::default()).collect();
    let by_form: Vec<Vec<Tally>> = forms
        .par_iter()
        .map(|form| rules.iter().map(|rule| check_one(*rule, form)).collect())
        .collect();
    let on_forms = on_forms(rules, &forms, &by_form);
    for of_form in by_form {
        for (tally, part) in tallies.iter_mut().zip(of_form) {
            tally.add(part);
        }
    }
    let folder = Folder {
        forms: &forms,
        assessments,
        context,
    };
    let pairs = folder.successive_years();
    for (tally, rule) in tallies.iter_mut().zip(rules) {
        for (earlier, later) in &pairs {
            if runs(*rule, later) {
                tally.judge(*rule, Some(later), || rule.check_years(earlier, later));
            }
        }
        if rule.info().runs(&context.settings, None, None) {
            tally.judge(*rule, None, || rule.check_folder(&folder));
        }
    }
    CheckRun {
        on_forms,
        ..finish(rules, tallies, &folder)
    }
}

fn on_forms(
    rules: &[&dyn Rule],
    forms: &[FormView<'_>],
    tallies: &[Vec<Tally>],
) -> Vec<FormOutcome> {
    let of_form = |(form, tallies): (&FormView<'_>, &Vec<Tally>)| {
        let index = form.index;
        let judged = rules
            .iter()
            .zip(tallies)
            .map(move |(rule, tally)| FormOutcome {
                form: index,
                rule: rule.info().id,
                severity: rule.info().severity,
                passed: tally.passed,
                findings: tally.problems.len(),
                not_judged: tally.not_judged.values().sum::<usize>() + tally.faults.len(),
            });
        judged
            .filter(|on| on.passed + on.findings + on.not_judged > 0)
            .collect::<Vec<_>>()
    };
    forms.iter().zip(tallies).flat_map(of_form).collect()
}

fn runs(rule: &dyn Rule, form: &FormView<'_>) -> bool {
    rule.info().runs_on(&form.policy)
}

fn check_one(rule: &dyn Rule, form: &FormView<'_>) -> Tally {
    let mut tally = Tally::default();
    if !runs(rule, form) {
        return tally;
    }
    tally.judge(rule, Some(form), || rule.check_form(form));
    for fund in &form.funds {
        tally.judge(rule, Some(form), || rule.check_fund(form, fund));
    }
    for row in form.rows() {
        tally.judge(rule, Some(form), || rule.check_indicator(form, row));
    }
    tally
}

/// Settles what was found, then lets the rules on findings and waivers look at it, each in turn.
fn finish(rules: &[&dyn Rule], tallies: Vec<Tally>, folder: &Folder<'_>) -> CheckRun {
    let mut run = CheckRun::default();
    let mut problems = Vec::new();
    let policies = policies(folder);
    for (rule, tally) in rules.iter().zip(tallies) {
        run.outcomes.push(RuleOutcome {
            id: rule.info().id,
            title: rule.info().title,
            category: rule.info().category.label(),
            severity: rule.info().severity,
            thresholds: thresholds(rule.info(), &policies),
            changed: rule.info().changes_in_words(&folder.context.settings),
            off: !rule.info().runs(&folder.context.settings, None, None),
            ..RuleOutcome::default()
        });
        take(&mut run, rule.info(), tally, &mut problems);
    }
    let settled = settle::settle(problems, folder);
    let mut used = settled.used.clone();
    add(&mut run, settled);
    for rule in rules {
        if !rule.info().runs(&folder.context.settings, None, None) {
            continue;
        }
        let mut tally = Tally::default();
        tally.judge(*rule, None, || rule.check_findings(folder, &run.findings));
        tally.judge(*rule, None, || rule.check_waivers(folder, &used));
        let mut problems = Vec::new();
        take(&mut run, rule.info(), tally, &mut problems);
        if !problems.is_empty() {
            let settled = settle::settle(problems, folder);
            for (used, again) in used.iter_mut().zip(&settled.used) {
                *used |= again;
            }
            add(&mut run, settled);
        }
    }
    run.findings = settle::in_order(run.findings);
    count(&mut run);
    run
}

/// The policies that the forms were judged by, each once.
fn policies<'a>(folder: &Folder<'a>) -> Vec<Policy<'a>> {
    let by_forms: BTreeMap<_, _> = folder
        .forms
        .iter()
        .map(|form| ((form.kind(), form.year()), form.policy))
        .collect();
    by_forms.into_values().collect()
}

/// What holds of a rule, in words; for each group of forms where they are not all held to the same.
fn thresholds(rule: &RuleInfo, policies: &[Policy<'_>]) -> String {
    let told: Vec<String> = by_forms(rule, policies)
        .into_iter()
        .map(|(forms, held)| {
            let held: Vec<String> = held.iter().map(Held::in_words).collect();
            let held = held.join("；");
            if forms.is_empty() {
                held
            } else {
                format!("［{forms}］{held}")
            }
        })
        .collect();
    told.join("\n")
}

/// Puts a rule's tally into its outcome, its problems aside.
fn take(
    run: &mut CheckRun,
    rule: &'static RuleInfo,
    tally: Tally,
    problems: &mut Vec<(&'static RuleInfo, Problem)>,
) {
    if let Some(outcome) = run.outcomes.iter_mut().find(|o| o.id == rule.id) {
        outcome.passed += tally.passed;
        outcome.failed += tally.faults.len();
        for (reason, count) in tally.not_judged {
            *outcome.not_judged.entry(reason).or_default() += count;
        }
    }
    run.faults.extend(tally.faults);
    problems.extend(tally.problems.into_iter().map(|problem| (rule, problem)));
}

fn add(run: &mut CheckRun, settled: Settled) {
    run.findings.extend(settled.findings);
    run.suppressed.extend(settled.suppressed);
    run.waived.extend(settled.waived);
}

fn count(run: &mut CheckRun) {
    for outcome in &mut run.outcomes {
        let id = outcome.id;
        outcome.findings = run.findings.iter().filter(|f| f.rule == id).count();
        outcome.waived = run.waived.iter().filter(|w| w.finding.rule == id).count();
        outcome.suppressed = run.suppressed.iter().filter(|s| s.rule == id).count();
    }
}
