//! The bureau's own rules.

use super::rule::{Rule, RuleInfo};

/// A rule from the settings.
#[derive(Debug)]
pub struct OwnRule {
    info: &'static RuleInfo,
}

impl Rule for OwnRule {
    fn info(&self) -> &'static RuleInfo {
        self.info
    }
}
