//! What lies beside the forms: reports and goal tables, each tied to the form it speaks of, and each file
//! told what it was used for.

use crate::checks::{ApprovedTarget, GoalStanding, Report};
use crate::form::model::SelfEvaluation;
use crate::submission::roster::Roster;
use crate::submission::{Submission, SubmitOptions, report, submit};
use crate::survey::{FileOutcome, Survey};
use crate::value::fold::fold_tight;

/// The reports of the folder with their units and years. A report that goes with none of the
/// submissions is kept without a unit, so that it can be said that it was not judged.
pub(super) fn reports(
    survey: &mut Survey,
    submissions: &[Submission],
    roster: Option<&Roster>,
) -> Vec<Report> {
    let mut reports = Vec::new();
    for surveyed in &survey.reports {
        let owner = surveyed.report.owner(submissions, roster);
        let submission = owner
            .as_ref()
            .and_then(|owner| submissions.get(owner.submission));
        let used = match (&owner, submission) {
            (Some(owner), Some(submission)) => format!(
                "自评报告，用于核对{}{}的自评表（按{}对应）",
                submission.shown_name(),
                submission
                    .year
                    .map(|year| format!(" {year} 年度"))
                    .unwrap_or_default(),
                owner.by
            ),
            _ => {
                "自评报告，没有找到对应单位和年度的自评表，未用于核对；请在报告里写明单位名称和年度"
                    .to_owned()
            }
        };
        reports.push(Report {
            path: surveyed.report.path.clone(),
            unit: submission.map(Submission::shown_name).unwrap_or_default(),
            year: submission.and_then(|submission| submission.year),
            text: surveyed.report.text(),
        });
        if let Some(file) = survey.files.get_mut(surveyed.file) {
            match &mut file.outcome {
                FileOutcome::Report(told) => *told = used,
                _ => file.remarks.push(format!("文件里另有{used}")),
            }
        }
    }
    reports
}

/// The targets of the folder's goal tables. Where a unit's were approved, what it had declared before
/// counts no more.
pub(super) fn approved_targets(
    survey: &mut Survey,
    submissions: &[Submission],
    roster: Option<&Roster>,
) -> Vec<ApprovedTarget> {
    let known = report::known_units(submissions, roster);
    let (tables, files): (Vec<SelfEvaluation>, Vec<usize>) = std::mem::take(&mut survey.goals)
        .into_iter()
        .map(|goals| (goals.table, goals.file))
        .unzip();
    // Only the names are wanted; several tables of one unit are no matter here.
    let Ok(tables) = submit(tables, Some(&known), &SubmitOptions::default()) else {
        return Vec::new();
    };
    let mut targets: Vec<ApprovedTarget> = Vec::new();
    for (index, table) in files.into_iter().zip(&tables) {
        let partner = submissions.iter().find(|one| {
            one.is_current()
                && fold_tight(&one.shown_name()) == fold_tight(&table.shown_name())
                && table.year.is_some()
                && one.year == table.year
        });
        let Some(partner) = partner else {
            continue;
        };
        let standing = standing(table, &survey.files, index);
        targets.extend(of_table(table, partner, standing));
        if let Some(file) = survey.files.get_mut(index) {
            let used = format!(
                "已作为{}的绩效目标，与{} {} 年度自评表的指标值核对",
                standing.label(),
                partner.shown_name(),
                partner.year.unwrap_or_default()
            );
            match &mut file.outcome {
                FileOutcome::NoForm(reasons) => reasons.push(used),
                _ => file.remarks.push(format!("绩效目标表{used}")),
            }
        }
    }
    let approved: Vec<(String, Option<i32>)> = targets
        .iter()
        .filter(|target| target.standing == GoalStanding::Approved)
        .map(|target| (target.unit.clone(), target.year))
        .collect();
    targets.retain(|target| {
        target.standing == GoalStanding::Approved
            || !approved.contains(&(target.unit.clone(), target.year))
    });
    targets
}

/// Approved, unless title, sheet and file speak of a declaration alone.
fn standing(
    table: &Submission,
    files: &[crate::survey::SurveyedFile],
    file: usize,
) -> GoalStanding {
    let source = &table.form.source;
    let title = table.form.title.value.as_deref().unwrap_or_default();
    let sheet = source.sheets.first().map_or("", String::as_str);
    let path = files.get(file).map_or("", |file| file.file.name());
    for text in [title, sheet, path] {
        if text.contains("批复") || text.contains("下达") {
            return GoalStanding::Approved;
        }
        if text.contains("申报") {
            return GoalStanding::Declared;
        }
    }
    GoalStanding::Approved
}

fn of_table<'t>(
    table: &'t Submission,
    partner: &'t Submission,
    standing: GoalStanding,
) -> impl Iterator<Item = ApprovedTarget> + 't {
    let source = &table.form.source;
    table.form.indicators.iter().filter_map(move |row| {
        let name = row.name.value.clone()?;
        let target = row.target.value.clone()?;
        let cell = row.target.cells.first().map(|at| {
            let sheet = source.sheets.get(at.sheet).map_or("", String::as_str);
            format!("“{}”工作表“{sheet}”{}", source.path, at.cell)
        });
        Some(ApprovedTarget {
            unit: partner.shown_name(),
            year: partner.year,
            indicator: name,
            target,
            place: cell.unwrap_or_else(|| format!("“{}”", source.path)),
            standing,
        })
    })
}
