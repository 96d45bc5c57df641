//! Number format codes within bounds.

use crate::intake::bounds;

/// Whether a code is longer than any program writes one. Such a code is read as General.
pub(crate) fn is_too_long(code: &str) -> bool {
    code.len() > bounds::FORMAT_CODE && code.chars().count() > bounds::FORMAT_CODE
}

/// What is said of codes that were too long to be taken.
pub(crate) fn remark(count: usize) -> Option<String> {
    let longest = bounds::FORMAT_CODE;
    (count > 0).then(|| {
        format!(
            "有 {count} 种数字格式超过 {longest} 个字符，按“常规”读取，数值不受影响；日期请核对"
        )
    })
}
