//! 应报单位名单: who has to send a form, under which names, and by when.

/// One unit that has to report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterEntry {
    /// 单位代码
    pub code: Option<String>,
    /// 单位名称
    pub name: String,
    /// 曾用名
    pub earlier_names: Vec<String>,
    /// 同类组
    pub group: Option<String>,
    /// 报送截止日期, ISO 8601
    pub deadline: Option<String>,
    /// The row it stands in, counted from 1.
    pub row: u32,
}

/// The roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The file it was read from, as shown to the user.
    pub path: String,
    /// The units, in the file's order.
    pub entries: Vec<RosterEntry>,
}
