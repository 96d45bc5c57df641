//! The list of the units that have to report.

use std::error::Error;

use super::LAST_YEAR;
use super::formats::{self, Format};
use super::page::Page;
use super::units::Unit;

/// The list as a workbook.
pub(super) fn bytes(district: &str, units: &[Unit]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut page = Page::named("应报单位名单");
    page.text(
        (0, 0),
        format!("{district}{LAST_YEAR}年度部门整体支出绩效自评应报单位名单"),
    );
    page.merge((0, 0), (0, 5));
    let headings = [
        "序号",
        "单位代码",
        "单位名称",
        "曾用名（简称）",
        "同类组",
        "报送截止日期",
    ];
    for (column, heading) in (0..).zip(headings) {
        page.text((1, column), heading);
    }
    let deadline = format!("{}年4月20日", LAST_YEAR + 1);
    for (row, unit) in (2..).zip(units) {
        page.text((row, 0), (row - 1).to_string());
        page.text((row, 1), unit.code.clone());
        page.text((row, 2), unit.name.clone());
        page.text((row, 4), unit.group);
        page.text((row, 5), deadline.clone());
    }
    formats::bytes(&[page], Format::Xlsx)
}
