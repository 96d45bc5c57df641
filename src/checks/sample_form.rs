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

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::model::{
    Coverage, FormKind, FundLine, FundRole, Goals, Indicator, Remark, SelfEvaluation, SheetCell,
    Source, Sourced, is_blank_mark,
};
use crate::intake::grid::{Area, CellRef};
use crate::scoring::{Assessment, LineScore, Rescored, ScoreStatus};
use crate::submission::roster::{Roster, RosterEntry};
use crate::submission::{Standing, Submission, Unit};
use crate::value::number::{Number, round_half_away};
use crate::value::unit::AmountUnit;

use super::settings::ProfileValues;
use super::waiver::Waiver;
use super::{ApprovedTarget, Context, FileNote, Report};

/// What a text describes.
pub(crate) struct Sample {
    pub(crate) assessments: Vec<Assessment>,
    pub(crate) roster: Option<Roster>,
    pub(crate) files: Vec<FileNote>,
    pub(crate) companions: Option<Vec<String>>,
    pub(crate) approved_targets: Vec<ApprovedTarget>,
    pub(crate) reports: Vec<Report>,
    pub(crate) waivers: Vec<Waiver>,
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
                .get_or_insert_with(Roster::default)
                .entries
                .push(row.roster_entry()),
            "文件" => sample.files.push(row.file_note()),
            "其他文件" => sample
                .companions
                .get_or_insert_default()
                .extend((!cells[0].is_empty()).then(|| cells[0].to_owned())),
            "批复" => sample.approved_targets.push(row.approved_target()),
            "报告" => sample.reports.push(row.report()),
            "豁免" => sample.waivers.push(row.waiver()),
            _ => form.take(&row),
        }
    }
    sample.assessments.extend(form.finish());
    sample
}

#[derive(Default)]
struct Block {
    name: String,
    columns: BTreeMap<String, u32>,
}

impl Block {
    fn is_heading(cell: &str) -> bool {
        matches!(
            cell,
            "资金"
                | "指标"
                | "总分"
                | "栏目"
                | "名单"
                | "文件"
                | "其他文件"
                | "批复"
                | "报告"
                | "豁免"
        )
    }

    fn new(cells: &[&str]) -> Self {
        Self {
            name: cells[0].to_owned(),
            columns: (0..)
                .zip(cells)
                .map(|(col, c)| ((*c).to_owned(), col))
                .collect(),
        }
    }
}

struct RowText<'a> {
    block: &'a Block,
    cells: &'a [&'a str],
    row: u32,
}

impl RowText<'_> {
    fn raw(&self, column: &str) -> Option<(&str, SheetCell)> {
        let col = *self.block.columns.get(column)?;
        let text = self.cells.get(col as usize).copied().unwrap_or_default();
        let at = SheetCell {
            sheet: 0,
            cell: CellRef::new(self.row, col),
        };
        Some((text, at))
    }

    fn plain(&self, column: &str) -> &str {
        self.raw(column).map_or("", |(text, _)| text)
    }

    fn read<T>(&self, column: &str, value: impl Fn(&str) -> Option<T>) -> Sourced<T> {
        self.raw(column)
            .map_or_else(Sourced::default, |(text, at)| Sourced {
                value: (!is_blank_mark(text)).then(|| value(text)).flatten(),
                cells: vec![at],
                text: text.to_owned(),
            })
    }

    fn text(&self, column: &str) -> Sourced<String> {
        self.read(column, |text| Some(text.to_owned()))
    }

    fn number(&self, column: &str) -> Sourced<Number> {
        self.read(column, number)
    }

    fn rate(&self, column: &str) -> Sourced<Number> {
        self.read(column, |text| {
            let written = number(text)?;
            let scale = if text.ends_with('%') {
                Decimal::ONE_HUNDRED
            } else {
                Decimal::ONE
            };
            Some(Number {
                value: written.value / scale,
                last_place: written.last_place / scale,
            })
        })
    }

    fn fund(&self) -> FundLine {
        FundLine {
            label: self.text("资金"),
            role: Some(role(self.plain("资金"))),
            initial: self.number("年初预算"),
            adjustment: self.number("调整"),
            adjusted: self.number("全年预算"),
            executed: self.number("全年执行"),
            rate: self.rate("执行率"),
            weight: self.number("分值"),
            score: self.number("得分"),
            reason: self.text("原因"),
        }
    }

    fn level(&self, column: &str) -> Sourced<String> {
        self.read(column, |text| {
            let name = text.split(['（', '(']).next().unwrap_or_default();
            Some(name.to_owned())
        })
    }

    fn indicator(&self) -> Indicator {
        Indicator {
            level1: self.level("一级"),
            level2: self.level("二级"),
            name: self.text("指标"),
            target: self.text("目标"),
            prior_year: self.text("上年"),
            midyear: self.text("年中"),
            actual: self.text("实际"),
            completion: self.rate("完成率"),
            weight: self.number("分值"),
            score: self.number("得分"),
            review_score: self.number("复核"),
            reason: self.text("原因"),
            measures: self.text("措施"),
            scoring_note: self.text("评分标准"),
            subtotal: self.plain("小计") == "是",
        }
    }

    fn roster_entry(&self) -> RosterEntry {
        let some = |column| Some(self.plain(column).to_owned()).filter(|text| !text.is_empty());
        RosterEntry {
            code: some("代码"),
            name: self.plain("名单").to_owned(),
            earlier_names: some("曾用名").into_iter().collect(),
            group: some("同类组"),
            deadline: some("截止日期"),
            row: self.row + 1,
        }
    }

    fn approved_target(&self) -> ApprovedTarget {
        ApprovedTarget {
            unit: self.plain("批复").to_owned(),
            year: self.plain("年度").parse().ok(),
            indicator: self.plain("指标").to_owned(),
            target: self.plain("目标").to_owned(),
        }
    }

    fn report(&self) -> Report {
        Report {
            path: self.plain("文件").to_owned(),
            unit: self.plain("报告").to_owned(),
            year: self.plain("年度").parse().ok(),
            text: self.plain("内容").replace("\\n", "\n"),
        }
    }

    fn waiver(&self) -> Waiver {
        Waiver {
            row: self.row + 1,
            department: self.plain("豁免").to_owned(),
            year: self.plain("年度").parse().ok(),
            rule: self.plain("规则").to_owned(),
            cell: self.plain("单元格").to_owned(),
            reason: self.plain("理由").to_owned(),
            approver: self.plain("批准人").to_owned(),
            date: self.plain("日期").to_owned(),
        }
    }

    fn file_note(&self) -> FileNote {
        FileNote {
            path: self.plain("文件").to_owned(),
            modified: Some(self.plain("修改日期").to_owned()).filter(|text| !text.is_empty()),
            remarks: Some(self.plain("提示").to_owned())
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
        }
    }
}

fn number(text: &str) -> Option<Number> {
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect();
    digits.parse().ok().map(Number::written)
}

fn role(label: &str) -> FundRole {
    let known = [
        ("总额", FundRole::Total),
        ("合计", FundRole::Total),
        ("财政", FundRole::Fiscal),
        ("结转", FundRole::Carryover),
        ("基本支出", FundRole::Basic),
        ("人员经费", FundRole::Personnel),
        ("公用经费", FundRole::Operating),
        ("项目支出", FundRole::Project),
    ];
    known
        .iter()
        .find(|(word, _)| label.contains(word))
        .map_or(FundRole::Other, |(_, role)| *role)
}

/// The form being read.
struct FormText {
    heading: Vec<String>,
    row: u32,
    funds: Vec<FundLine>,
    indicators: Vec<Indicator>,
    scores: Vec<Option<String>>,
    goals: Goals,
    remarks: Vec<Remark>,
    total: Sourced<Number>,
    total_weight: Sourced<Number>,
    grade: Sourced<String>,
    title_year: Sourced<i32>,
    department: Option<Sourced<String>>,
}

impl FormText {
    fn new(heading: &str) -> Self {
        Self {
            heading: heading
                .trim_start_matches('#')
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            row: 0,
            funds: Vec::new(),
            indicators: Vec::new(),
            scores: Vec::new(),
            goals: Goals::default(),
            remarks: Vec::new(),
            total: Sourced::default(),
            total_weight: Sourced::default(),
            grade: Sourced::default(),
            title_year: Sourced::default(),
            department: None,
        }
    }

    fn take(&mut self, row: &RowText<'_>) {
        match row.block.name.as_str() {
            "资金" => self.funds.push(row.fund()),
            "指标" => {
                let indicator = row.indicator();
                let given = row.raw("复算").map(|(text, _)| text.to_owned());
                self.indicators.push(indicator);
                self.scores.push(given);
            }
            "总分" => {
                self.total = row.number("总分");
                self.total_weight = row.number("分值合计");
                self.grade = row.text("等级");
            }
            "栏目" => self.take_remark(row),
            other => panic!("unknown block {other:?} in a sample"),
        }
    }

    fn take_remark(&mut self, row: &RowText<'_>) {
        let text = row.text("内容");
        match row.plain("栏目") {
            "预期目标" => self.goals.expected.push(text),
            "实际完成情况" => self.goals.achieved.push(text),
            "表内年度" => self.title_year = row.read("内容", |text| text.parse().ok()),
            "部门名称" => self.department = Some(text),
            label => self.remarks.push(Remark {
                label: label.to_owned(),
                text,
            }),
        }
    }

    fn setting(&self, key: &str) -> Option<&str> {
        self.heading
            .iter()
            .find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    fn finish(self) -> Option<Assessment> {
        if self.row == 0
            || (self.funds.is_empty() && self.indicators.is_empty() && self.remarks.is_empty())
        {
            return None;
        }
        let name = self.heading[0].clone();
        let year: Option<i32> = self.heading.get(1).and_then(|word| word.parse().ok());
        let kind = match self.heading.get(2).map(String::as_str) {
            Some("项目支出") => FormKind::Project,
            Some("转移支付") => FormKind::Transfer,
            _ => FormKind::Department,
        };
        let path = self.setting("文件").map_or_else(
            || format!("{}/{name}.xlsx", year.unwrap_or_default()),
            str::to_owned,
        );
        let project = self.setting("项目").map(str::to_owned);
        let group = self.setting("组").map(str::to_owned);
        let unit_text = self.setting("单位").unwrap_or("万元").to_owned();
        let amount_unit = if unit_text == "元" {
            AmountUnit::Yuan
        } else {
            AmountUnit::WanYuan
        };
        let sha256 = self
            .setting("指纹")
            .map_or_else(|| path.clone(), str::to_owned);
        let standing = match self.setting("版本") {
            Some("旧") => Standing::Superseded {
                by: 0,
                because: "另有修改稿".to_owned(),
            },
            Some("副本") => Standing::Copy { of: 0 },
            _ => Standing::Current,
        };
        let sourced = |value: &str| Sourced {
            value: Some(value.to_owned()),
            cells: Vec::new(),
            text: value.to_owned(),
        };
        let form = SelfEvaluation {
            source: Source {
                path,
                sha256,
                sheets: vec!["自评表".to_owned()],
                range: Area {
                    first: CellRef::new(0, 0),
                    last: CellRef::new(self.row, 12),
                },
            },
            kind,
            title: Sourced::default(),
            year: if self.title_year.has_place() {
                self.title_year
            } else {
                Sourced {
                    value: year,
                    cells: Vec::new(),
                    text: String::new(),
                }
            },
            department: self.department.unwrap_or_else(|| sourced(&name)),
            department_code: Sourced::default(),
            supervisor: Sourced::default(),
            project: project.map_or_else(Sourced::default, |name| sourced(&name)),
            amount_unit: Sourced {
                value: Some(amount_unit),
                cells: Vec::new(),
                text: unit_text,
            },
            funds: self.funds,
            goals: self.goals,
            indicators: self.indicators,
            total_weight: self.total_weight,
            total_score: self.total,
            grade: self.grade,
            remarks: self.remarks,
            columns: Vec::new(),
            confidence: 100,
            coverage: Coverage::default(),
        };
        let rescored = rescore(&form, &self.scores);
        Some(Assessment {
            submission: Submission {
                form,
                unit: Unit {
                    name,
                    code: None,
                    group,
                    on_roster: None,
                    matched_by: None,
                },
                year,
                year_from: "表内".to_owned(),
                standing,
            },
            rescored,
        })
    }
}

/// Re-scores by the national rules where the sample gives no score of its own.
fn rescore(form: &SelfEvaluation, given: &[Option<String>]) -> Rescored {
    let execution = form.funds.iter().enumerate().find_map(|(index, fund)| {
        (fund.role == Some(FundRole::Total)).then(|| (index, execution_score(fund)))
    });
    let indicators: Vec<LineScore> = form
        .indicators
        .iter()
        .zip(given)
        .map(|(indicator, given)| indicator_score(indicator, given.as_deref()))
        .collect();
    let stated = |score: &Sourced<Number>| score.value.map(|number| number.value);
    let stated_scores: Vec<Decimal> = form
        .indicators
        .iter()
        .filter(|indicator| !indicator.subtotal)
        .filter_map(|indicator| stated(&indicator.score))
        .chain(execution.iter().filter_map(|(_, line)| line.stated))
        .collect();
    let counted: Vec<Decimal> = indicators
        .iter()
        .chain(execution.iter().map(|(_, line)| line))
        .filter_map(|line| line.score)
        .collect();
    let total = (!counted.is_empty()).then(|| counted.iter().sum::<Decimal>());
    let grade = |total: Option<Decimal>| ProfileValues::default().grade(total?).map(str::to_owned);
    let stated_total = stated(&form.total_score);
    Rescored {
        profile: "national-2020".to_owned(),
        execution,
        indicators,
        stated_total,
        stated_sum: (!stated_scores.is_empty()).then(|| stated_scores.iter().sum()),
        total,
        not_judged_points: Decimal::ZERO,
        lowest_total: total,
        highest_total: total,
        grade: grade(total),
        stated_total_grade: grade(stated_total),
    }
}

fn line(weight: Option<Decimal>, stated: Option<Decimal>) -> LineScore {
    LineScore {
        status: ScoreStatus::NotJudged,
        weight,
        stated,
        score: stated,
        formula: None,
        rule: String::new(),
        reason: None,
        lowest: Decimal::ZERO,
        highest: weight.unwrap_or_default(),
        completion: None,
        met: None,
    }
}

fn execution_score(fund: &FundLine) -> LineScore {
    let weight = fund
        .weight
        .value
        .map_or(Decimal::TEN, |number| number.value);
    let stated = fund.score.value.map(|number| number.value);
    let mut line = line(Some(weight), stated);
    let (Some(executed), Some(budget)) = (fund.executed.value, fund.adjusted.value) else {
        return line;
    };
    let Some(rate) = executed.value.checked_div(budget.value) else {
        return line;
    };
    line.status = ScoreStatus::Recomputed;
    // The rate is rounded as it is shown, 23.65 %, before it is turned into points.
    let shown = round_half_away(rate.min(Decimal::ONE), 4);
    line.score = Some(round_half_away(shown * weight, 2));
    line.formula = Some(format!("{} ÷ {} × {weight}", executed.value, budget.value));
    line.completion = Some(rate);
    line.met = Some(rate >= Decimal::ONE);
    line
}

fn indicator_score(indicator: &Indicator, given: Option<&str>) -> LineScore {
    let weight = indicator.weight.value.map(|number| number.value);
    let stated = indicator.score.value.map(|number| number.value);
    let mut line = line(weight, stated);
    if indicator.subtotal {
        line.score = None;
        return line;
    }
    if let Some((low, high)) = given
        .and_then(|given| given.strip_prefix("沿用"))
        .and_then(|band| band.split_once('~'))
    {
        line.status = ScoreStatus::Kept;
        line.lowest = low.trim().parse().expect("the lower end of a band");
        line.highest = high.trim().parse().expect("the upper end of a band");
        return line;
    }
    let target = indicator.target.value.as_deref().unwrap_or_default();
    let actual = indicator.actual.value.as_deref().unwrap_or_default();
    let (Some(weight), Some(bound), Some(reached)) = (weight, number(target), number(actual))
    else {
        return line;
    };
    let ratio = |a: Number, b: Number| a.value.checked_div(b.value);
    let inverse = target.starts_with(['≤', '<']);
    let completion = if inverse {
        ratio(bound, reached)
    } else {
        ratio(reached, bound)
    };
    let met = if inverse {
        reached.value <= bound.value
    } else {
        reached.value >= bound.value
    };
    let share = completion.unwrap_or(Decimal::ONE).min(Decimal::ONE);
    line.status = ScoreStatus::Recomputed;
    line.score = Some(round_half_away(
        if met { weight } else { share * weight },
        2,
    ));
    line.formula = Some(format!("按完成比例 × {weight}"));
    line.completion = completion;
    line.met = Some(met);
    line
}
