//! 对应关系: which old name is which new one, as a person has confirmed it. A small table, or entries of
//! the settings: renamed departments, and reworded indicators of one department.

use crate::value::fold::fold_tight;

/// One confirmed pair of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correspondence {
    /// Where it stands: `“对应关系.csv”第 3 行`.
    pub place: String,
    /// The department whose indicators are meant, as shown in the outputs; empty where the names are those
    /// of departments.
    pub department: String,
    /// The earlier name.
    pub earlier: String,
    /// The later name.
    pub later: String,
    /// Whether both are the same.
    pub same: bool,
}

impl Correspondence {
    /// Whether it is about departments, not about indicators.
    #[must_use]
    pub fn is_of_units(&self) -> bool {
        self.department.is_empty()
    }

    /// Whether it is about the indicators of a department, named as shown.
    #[must_use]
    pub fn is_within(&self, department: &str) -> bool {
        !self.is_of_units() && fold_tight(&self.department) == fold_tight(department)
    }
}

/// What is wrong with a table of pairs: always something its author can mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CorrespondenceError {
    /// No row of headings.
    #[error(
        "对应关系表“{path}”里没有找到表头：请设“上年名称”“本年名称”两列，指标的对应另设“部门”一列（另可有“是否相同”）"
    )]
    NoHeading {
        /// The file.
        path: String,
    },
    /// One name of two.
    #[error("对应关系表“{path}”第 {row} 行只写了一个名称：“上年名称”和“本年名称”都要写")]
    OneName {
        /// The file.
        path: String,
        /// The row, from 1.
        row: usize,
    },
    /// Neither yes nor no.
    #[error("对应关系表“{path}”第 {row} 行的“是否相同”写的是“{text}”：请写“是”或“否”，不写为“是”")]
    NeitherYesNorNo {
        /// The file.
        path: String,
        /// The row, from 1.
        row: usize,
        /// What stands there.
        text: String,
    },
}

/// How many rows may stand above the headings.
const HEADING_ROWS: usize = 10;
const EARLIER: &[&str] = &[
    "上年名称",
    "原名称",
    "原名",
    "曾用名",
    "旧名称",
    "上年指标",
    "上年",
];
const LATER: &[&str] = &["本年名称", "现名称", "现名", "新名称", "本年指标", "本年"];
const DEPARTMENT: &[&str] = &["部门", "单位", "部门名称", "单位名称"];
const SAME: &[&str] = &["是否相同", "是否同一", "是否为同一", "相同", "同一"];
const YES: &[&str] = &["", "是", "相同", "同一", "对", "√", "✓", "1"];
const NO: &[&str] = &["否", "不是", "不同", "不相同", "不", "×", "✗", "0"];

/// Reads pairs from a table's rows, its heading row among the first.
///
/// # Errors
/// [`CorrespondenceError`], which says where and how to mend it.
pub(crate) fn read_correspondences(
    path: &str,
    rows: &[Vec<String>],
) -> Result<Vec<Correspondence>, CorrespondenceError> {
    let column = |row: &[String], words: &[&str]| {
        words
            .iter()
            .find_map(|word| row.iter().position(|heading| fold_tight(heading) == *word))
    };
    let found = rows
        .iter()
        .take(HEADING_ROWS)
        .enumerate()
        .find_map(|(at, row)| Some((at, column(row, EARLIER)?, column(row, LATER)?, row)));
    let Some((heading, earlier, later, titles)) = found else {
        return Err(CorrespondenceError::NoHeading {
            path: path.to_owned(),
        });
    };
    let (department, same) = (column(titles, DEPARTMENT), column(titles, SAME));
    let mut pairs = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(heading + 1) {
        let text = |column: Option<usize>| {
            let text = column.and_then(|column| row.get(column));
            text.map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let (earlier, later) = (text(Some(earlier)), text(Some(later)));
        if earlier.is_empty() && later.is_empty() {
            continue;
        }
        if earlier.is_empty() || later.is_empty() {
            return Err(CorrespondenceError::OneName {
                path: path.to_owned(),
                row: at + 1,
            });
        }
        let answer = text(same);
        let yes = YES.contains(&answer.as_str());
        if !yes && !NO.contains(&answer.as_str()) {
            return Err(CorrespondenceError::NeitherYesNorNo {
                path: path.to_owned(),
                row: at + 1,
                text: answer,
            });
        }
        pairs.push(Correspondence {
            place: format!("“{path}”第 {} 行", at + 1),
            department: text(department),
            earlier,
            later,
            same: yes,
        });
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split(',').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn departments_and_indicators_stand_in_one_table() {
        let table = rows(
            "2023年度名称对应\n部门,上年名称,本年名称,是否相同,确认人\n,行政审批局,政务服务和数据管理局,,张某\n民政局,救助人数,救助对象人数,是,\n民政局,救助人数,救助人次,否,\n,,,,",
        );
        let pairs = read_correspondences("对应.csv", &table).expect("pairs");
        assert_eq!(pairs.len(), 3);
        assert!(pairs[0].is_of_units() && pairs[0].same);
        assert!(pairs[1].is_within("民政局") && pairs[1].same);
        assert!(!pairs[2].same);
        assert_eq!(pairs[2].place, "“对应.csv”第 5 行");
    }

    #[test]
    fn faults_say_where_and_what() {
        let fault = |text: &str| {
            read_correspondences("对应.csv", &rows(text))
                .expect_err("a fault")
                .to_string()
        };
        assert!(fault("甲,乙\n").contains("“上年名称”“本年名称”"));
        assert!(fault("上年名称,本年名称\n甲,\n").contains("第 2 行"));
        assert!(fault("上年名称,本年名称,是否相同\n甲,乙,也许\n").contains("“也许”"));
    }
}
