//! What a form evaluates, and what money a row of its budget block states.

/// What a form evaluates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// 部门整体支出
    #[default]
    Department,
    /// 项目支出
    Project,
    /// 转移支付
    Transfer,
}

impl FormKind {
    /// The word the extraction contract uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Project => "project",
            Self::Transfer => "transfer",
        }
    }

    /// The word users know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Department => "部门整体支出",
            Self::Project => "项目支出",
            Self::Transfer => "转移支付",
        }
    }
}

/// What money a row of the budget block states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundRole {
    /// 年度资金总额, 合计
    Total,
    /// 财政拨款
    Fiscal,
    /// 上年结转
    Carryover,
    /// 基本支出
    Basic,
    /// 人员经费
    Personnel,
    /// 公用经费
    Operating,
    /// 项目支出
    Project,
    /// anything else
    Other,
}

impl FundRole {
    /// The word the extraction contract uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Fiscal => "fiscal",
            Self::Carryover => "carryover",
            Self::Basic => "basic",
            Self::Personnel => "personnel",
            Self::Operating => "operating",
            Self::Project => "project",
            Self::Other => "other",
        }
    }

    /// The word users see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Total => "合计",
            Self::Fiscal => "财政拨款",
            Self::Carryover => "上年结转",
            Self::Basic => "基本支出",
            Self::Personnel => "人员经费",
            Self::Operating => "公用经费",
            Self::Project => "项目支出",
            Self::Other => "其他",
        }
    }
}
