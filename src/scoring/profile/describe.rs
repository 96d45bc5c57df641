//! The rules of a profile in words, for `huiping profiles NAME` and the workbook's page of rules.

/// One rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// The key: `inverse.at_most`.
    pub key: &'static str,
    /// What it is about: 反向指标.
    pub title: &'static str,
    /// What the profile says, with its numbers.
    pub text: String,
}
