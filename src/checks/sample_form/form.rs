//! The form a sample describes.

use crate::form::model::{
    Coverage, FormKind, FundLine, Goals, Indicator, Remark, SelfEvaluation, Source, Sourced,
};
use crate::form::out_of_range::set_apart;
use crate::intake::grid::{Area, CellRef};
use crate::policy::Policy;
use crate::scoring::{Assessment, Profile, profile, score};
use crate::submission::{Standing, Submission, Unit};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

use super::table::RowText;

/// The form being read.
pub(super) struct FormText {
    heading: Vec<String>,
    pub(super) row: u32,
    funds: Vec<FundLine>,
    indicators: Vec<Indicator>,
    goals: Goals,
    remarks: Vec<Remark>,
    total: Sourced<Number>,
    total_weight: Sourced<Number>,
    grade: Sourced<String>,
    title_year: Sourced<i32>,
    department: Option<Sourced<String>>,
}

impl FormText {
    pub(super) fn new(heading: &str) -> Self {
        Self {
            heading: heading
                .trim_start_matches('#')
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            row: 0,
            funds: Vec::new(),
            indicators: Vec::new(),
            goals: Goals::default(),
            remarks: Vec::new(),
            total: Sourced::default(),
            total_weight: Sourced::default(),
            grade: Sourced::default(),
            title_year: Sourced::default(),
            department: None,
        }
    }

    pub(super) fn take(&mut self, row: &RowText<'_>) {
        match row.block.name.as_str() {
            "资金" => self.funds.push(row.fund()),
            "指标" => self.indicators.push(row.indicator()),
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

    pub(super) fn finish(self) -> Option<Assessment> {
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
        let mut form = SelfEvaluation {
            source: Source {
                hidden: false,
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
            fund_columns: Vec::new(),
            confidence: 100,
            out_of_range: Vec::new(),
            coverage: Coverage::default(),
        };
        set_apart(&mut form);
        let profile = Profile::load(profile::DEFAULT).expect("the default profile");
        let rescored = score(&form, &Policy::of(&profile, form.kind, year));
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
                timing: None,
            },
            rescored,
        })
    }
}
