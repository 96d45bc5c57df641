//! What can go wrong while comparing.

/// What can go wrong while comparing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    /// A number that no exact column can hold: more than 20 digits before the point. The user's
    /// file is at fault; such an amount is a slip of the pen.
    #[error("“{column}”的数值 {value} 过大，无法汇总；请检查原表是否误填")]
    OutOfRange {
        /// The column.
        column: String,
        /// The number.
        value: String,
    },
    /// A data file that is not what this program writes. The user's file is at fault.
    #[error("数据 {frame} 的列“{column}”不合用：{what}；请用同一版本的汇评重新生成该数据")]
    Shape {
        /// The frame.
        frame: String,
        /// The column.
        column: String,
        /// What is wrong.
        what: String,
    },
    /// A fault of ours.
    #[error("汇总时程序内部出错（非表格之过）：{0}")]
    Frame(#[from] polars::prelude::PolarsError),
}
