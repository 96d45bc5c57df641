//! 豁免: findings that the bureau has decided to let stand.

use crate::submission::date::first_date;
use crate::value::fold::fold_tight;

use super::finding::Finding;
use super::problem::Problem;
use super::view::Folder;

/// One row of the table of waivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiver {
    /// The row it stands in, counted from 1.
    pub row: u32,
    /// 部门
    pub department: String,
    /// 年度; `None` for every year.
    pub year: Option<i32>,
    /// 规则
    pub rule: String,
    /// 单元格; empty for every cell.
    pub cell: String,
    /// 理由
    pub reason: String,
    /// 批准人
    pub approver: String,
    /// 批准日期
    pub date: String,
}

/// A finding with the waiver that covers it.
#[derive(Clone, Debug)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// The waiver.
    pub waiver: Waiver,
}

/// What is wrong with a table of waivers: always something its author can mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WaiverError {
    /// No row of headings.
    #[error(
        "豁免表“{path}”里没有找到表头：请设“部门”“规则”两列（另可有“年度”“单元格”“理由”“批准人”“日期”）"
    )]
    NoHeading {
        /// The file.
        path: String,
    },
}

/// How many rows may stand above the headings.
const HEADING_ROWS: usize = 10;

/// The columns of a table of waivers.
struct Columns {
    department: usize,
    rule: usize,
    year: Option<usize>,
    cell: Option<usize>,
    reason: Option<usize>,
    approver: Option<usize>,
    date: Option<usize>,
}

impl Columns {
    fn find(row: &[String]) -> Option<Self> {
        let named = |words: &[&str]| {
            row.iter()
                .position(|heading| words.iter().any(|word| fold_tight(heading).contains(word)))
        };
        Some(Self {
            department: named(&["部门", "单位"])?,
            rule: named(&["规则", "编号"])?,
            year: named(&["年度", "年份"]),
            cell: row
                .iter()
                .position(|heading| fold_tight(heading).contains("单元格")),
            reason: named(&["理由", "原因", "说明"]),
            approver: named(&["批准人", "审批人", "同意人"]),
            date: named(&["日期", "时间"]),
        })
    }
}

/// Reads waivers from a table's rows, its heading row among the first.
///
/// # Errors
/// [`WaiverError::NoHeading`] where no row names the columns.
pub(crate) fn read_waivers(path: &str, rows: &[Vec<String>]) -> Result<Vec<Waiver>, WaiverError> {
    let (heading, columns) = rows
        .iter()
        .take(HEADING_ROWS)
        .enumerate()
        .find_map(|(at, row)| Some((at, Columns::find(row)?)))
        .ok_or_else(|| WaiverError::NoHeading {
            path: path.to_owned(),
        })?;
    let waivers = rows
        .iter()
        .enumerate()
        .skip(heading + 1)
        .filter_map(|(at, row)| {
            let text = |column: Option<usize>| {
                column
                    .and_then(|column| row.get(column))
                    .map(|text| text.trim().to_owned())
                    .unwrap_or_default()
            };
            let waiver = Waiver {
                row: u32::try_from(at + 1).unwrap_or(u32::MAX),
                department: text(Some(columns.department)),
                year: text(columns.year)
                    .trim_end_matches("年度")
                    .trim_end_matches('年')
                    .parse()
                    .ok(),
                rule: text(Some(columns.rule)),
                cell: text(columns.cell),
                reason: text(columns.reason),
                approver: text(columns.approver),
                date: text(columns.date),
            };
            let empty = waiver.department.is_empty() && waiver.rule.is_empty();
            (!empty).then_some(waiver)
        })
        .collect();
    Ok(waivers)
}

impl Waiver {
    /// Why the waiver has no force: nobody answers for it, or no reason is given.
    #[must_use]
    pub fn flaw(&self) -> Option<&'static str> {
        if self.reason.is_empty() {
            Some("没有写理由")
        } else if self.approver.is_empty() {
            Some("没有写批准人")
        } else if first_date(&self.date).is_none() {
            Some("没有写批准日期")
        } else {
            None
        }
    }

    /// Whether it covers a problem of a rule.
    pub(super) fn covers(&self, rule: &str, problem: &Problem, folder: &Folder<'_>) -> bool {
        if !self.rule.eq_ignore_ascii_case(rule) {
            return false;
        }
        let submission = problem
            .form
            .and_then(|form| folder.assessments.get(form))
            .map(|assessment| &assessment.submission);
        let (names, year) = match (submission, &problem.unit) {
            (Some(submission), _) => (
                vec![submission.unit.name.clone(), submission.shown_name()],
                submission.year,
            ),
            (None, Some((unit, year))) => (vec![unit.clone()], *year),
            (None, None) => (Vec::new(), None),
        };
        let is_theirs = names
            .iter()
            .any(|name| fold_tight(name) == fold_tight(&self.department));
        let is_then = self.year.is_none() || self.year == year;
        is_theirs && is_then && self.names_a_cell_of(problem, folder)
    }

    fn names_a_cell_of(&self, problem: &Problem, folder: &Folder<'_>) -> bool {
        if self.cell.is_empty() {
            return true;
        }
        let wanted = self
            .cell
            .rsplit(['!', '！'])
            .next()
            .unwrap_or_default()
            .replace('$', "");
        problem.spots.iter().any(|spot| {
            folder.assessments.get(spot.form).is_some()
                && spot.at.cell.to_string().eq_ignore_ascii_case(&wanted)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn columns_are_found_by_their_headings() {
        let rows = table(&[
            &["2023 年度豁免事项"],
            &[
                "规则编号",
                "部门名称",
                "单元格",
                "豁免理由",
                "批准人",
                "批准日期",
                "年度",
            ],
            &[
                "l07",
                "民政局",
                "F12",
                "救助人数随物价联动增加",
                "张某",
                "2024-03-20",
                "2023年度",
            ],
            &["", "", "", "", "", "", ""],
        ]);
        let waivers = read_waivers("豁免.xlsx", &rows).expect("waivers");
        assert_eq!(waivers.len(), 1);
        let waiver = &waivers[0];
        assert_eq!((waiver.row, waiver.year), (3, Some(2023)));
        assert_eq!((waiver.rule.as_str(), waiver.cell.as_str()), ("l07", "F12"));
        assert_eq!(waiver.flaw(), None);
    }

    #[test]
    fn a_table_without_headings_says_so() {
        let error = read_waivers("豁免.csv", &table(&[&["民政局", "L07"]])).expect_err("an error");
        assert!(error.to_string().contains("“部门”“规则”"), "{error}");
    }

    #[test]
    fn a_waiver_needs_a_reason_a_name_and_a_date() {
        let waiver = Waiver {
            reason: "政策调整".to_owned(),
            approver: "张某".to_owned(),
            ..Waiver::default()
        };
        assert_eq!(waiver.flaw(), Some("没有写批准日期"));
        assert_eq!(Waiver::default().flaw(), Some("没有写理由"));
    }
}
