//! What the bureau decides: which rules run, how grave, how exact, from which figure on.
//!
//! In `huiping.toml`:
//!
//! ```toml
//! waivers = "豁免.xlsx"            # 部门, 规则, 年度, 单元格, 理由, 批准人, 日期
//!
//! [checks.A12]
//! severity = "疑点"                # 错误, 疑点, 提示
//! tolerance = 0.05                 # or "written", "exact", "1%", { absolute = 0.05, relative = 0.01 }
//!
//! [checks.L07]
//! reason_from = 1.20               # the thresholds that `huiping rules L07` names
//!
//! [[checks.L16.when]]              # for some forms only; a later entry wins
//! kind = "项目支出"
//! years = [2022, 2023]
//! enabled = false
//!
//! [[rule]]                         # a rule of the bureau's own: see `own_rule`
//! id = "B01"
//! title = "单项分值超过 50 分"
//! severity = "错误"
//! scope = "指标"                   # 表, 指标, 资金
//! when = "row.weight > 50 && row.level1.startsWith('产出')"
//! message = "指标“{row.name}”分值 {row.weight}，按规定不得超过 50 分。"
//! advice = "拆分指标。"
//! ```

mod read;
#[cfg(test)]
pub(super) mod tests;

pub(crate) use read::BureauRules;
pub(super) use read::SEVERITIES;
pub(crate) use read::read;
