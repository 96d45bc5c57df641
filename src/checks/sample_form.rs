//! Forms from text, for tests: a table in the text is a worksheet.
//!
//! ```text
//! # 甲局 2023 部门整体支出
//! | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
//! | 年度资金总额 | 100 | 90 | 10 | 9 |
//! | 指标 | 目标 | 实际 | 分值 | 得分 |
//! | 培训人数 | ≥100人 | 97人 | 90 | 90 |
//! | 总分 | 等级 |
//! | 99 | 优 |
//! ```
//!
//! The first cell of a heading row names the block. Every line of a form is a row of its sheet,
//! so that cells have addresses.

mod form;
mod table;

use crate::scoring::Assessment;
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::Roster;
use crate::submission::timing::Timing;

use super::waiver::Waiver;
use super::{ApprovedTarget, Context, FileNote, Report};

use form::FormText;
use table::{Block, RowText};

/// What a text describes.
pub(crate) struct Sample {
    pub(crate) assessments: Vec<Assessment>,
    pub(crate) roster: Option<Roster>,
    pub(crate) files: Vec<FileNote>,
    pub(crate) companions: Option<Vec<String>>,
    pub(crate) approved_targets: Vec<ApprovedTarget>,
    pub(crate) reports: Vec<Report>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) confirmed: Vec<Correspondence>,
}

impl Sample {
    /// The context of the sample, with default settings.
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            roster: self.roster.as_ref(),
            files: self.files.clone(),
            companions: self.companions.clone(),
            approved_targets: self.approved_targets.clone(),
            reports: self.reports.clone(),
            waivers: self.waivers.clone(),
            confirmed: self.confirmed.clone(),
            ..Context::default()
        }
    }
}

/// Reads a sample.
pub(crate) fn sample(text: &str) -> Sample {
    let mut sample = Sample {
        assessments: Vec::new(),
        roster: None,
        files: Vec::new(),
        companions: None,
        approved_targets: Vec::new(),
        reports: Vec::new(),
        waivers: Vec::new(),
        confirmed: Vec::new(),
    };
    let mut form = FormText::new("# 某局 2023 部门整体支出");
    let mut block = Block::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            sample.assessments.extend(form.finish());
            form = FormText::new(line);
            block = Block::default();
            continue;
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        form.row += 1;
        if Block::is_heading(cells[0]) {
            block = Block::new(&cells);
            continue;
        }
        let row = RowText {
            block: &block,
            cells: &cells,
            row: form.row - 1,
        };
        match block.name.as_str() {
            "名单" => sample
                .roster
                .get_or_insert_with(|| Roster {
                    path: "应报单位名单.xlsx".to_owned(),
                    ..Roster::default()
                })
                .entries
                .push(row.roster_entry()),
            "文件" => sample.files.push(row.file_note()),
            "其他文件" => sample
                .companions
                .get_or_insert_default()
                .extend((!cells[0].is_empty()).then(|| cells[0].to_owned())),
            "批复" => sample.approved_targets.push(row.approved_target()),
            "报告" => sample.reports.push(row.report()),
            "对应" => sample.confirmed.push(row.correspondence()),
            "豁免" => sample.waivers.push(row.waiver()),
            _ => form.take(&row),
        }
    }
    sample.assessments.extend(form.finish());
    for assessment in &mut sample.assessments {
        let submission = &mut assessment.submission;
        let roster = sample.roster.as_ref();
        submission.timing = roster.and_then(|roster| {
            let entry = roster.index().entry_of(&submission.unit)?;
            Timing::of(&submission.form, submission.year, entry, None)
        });
    }
    sample
}
