//! Units of amounts: read from caption, heading or cell with the evidence kept; never corrected in silence.

use serde_json::{Value, json};

use crate::grid_file::xlsx;
use crate::program::{huiping, shown};

/// A form with a caption line, the label and the headings of its budget block, and the amounts of its total.
fn form(caption: &str, block: &str, headings: [&str; 3], amounts: [&str; 3]) -> Value {
    json!({
        "sheet_name": "自评表",
        "rows": [
            ["部门整体支出绩效自评表"],
            ["（2023年度）", "", "", "", caption],
            ["部门名称", "云岫区档案馆"],
            [block, "", headings[0], headings[1], headings[2], "执行率", "分值", "得分"],
            ["", "年度资金总额", amounts[0], amounts[1], amounts[2], "95%", "10", "9.5"],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "接收档案卷数", "≥800卷", "812卷", "90", "90"]
        ]
    })
}

/// The unit, the cell it is read from, and the three amounts in it.
fn read(description: &Value) -> (Value, Value, [String; 3]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("档案馆.xlsx");
    std::fs::write(&path, xlsx(description)).expect("a file");
    let printed = huiping(&["extract", shown(&path), "-q"]).stdout;
    let forms: Value = serde_json::from_str(&printed).expect("JSON");
    let form = &forms[0];
    let amounts = ["initial", "adjusted", "executed"].map(|key| {
        let text = form["funds"][0][key].as_str().expect(key);
        let value: rust_decimal::Decimal = text.parse().expect("a number");
        value.normalize().to_string()
    });
    (
        form["amount_unit"].clone(),
        form["cells"]["amount_unit"].clone(),
        amounts,
    )
}

const PLAIN: [&str; 3] = ["年初预算数", "全年预算数", "全年执行数"];

#[test]
fn the_unit_is_read_where_it_is_written() {
    for (caption, block, headings, written, unit, cell, amounts) in [
        (
            "金额单位：千元",
            "预算执行",
            PLAIN,
            ["2000", "2000", "1900"],
            "千元",
            "E2",
            ["2000", "2000", "1900"],
        ),
        (
            "单位：元",
            "预算执行",
            PLAIN,
            ["2000000", "2000000", "1900000"],
            "元",
            "E2",
            ["2000000", "2000000", "1900000"],
        ),
        (
            "",
            "预算执行（亿元）",
            PLAIN,
            ["0.02", "0.02", "0.019"],
            "亿元",
            "A4",
            ["0.02", "0.02", "0.019"],
        ),
        (
            "",
            "预算执行",
            ["年初预算数（元）", "全年预算数（元）", "全年执行数（元）"],
            ["2000000", "2000000", "1900000"],
            "元",
            "C4",
            ["2000000", "2000000", "1900000"],
        ),
        (
            "",
            "预算执行",
            PLAIN,
            ["200万元", "200万元", "190万元"],
            "万元",
            "C5",
            ["200", "200", "190"],
        ),
        // A cell with a unit of its own, and a column with one, are told in the form's.
        (
            "",
            "预算执行（万元）",
            PLAIN,
            ["2000000元", "200", "190"],
            "万元",
            "A4",
            ["200", "200", "190"],
        ),
        (
            "",
            "预算执行",
            [
                "年初预算数（万元）",
                "全年预算数（万元）",
                "全年执行数（元）",
            ],
            ["200", "200", "1900000"],
            "万元",
            "C4",
            ["200", "200", "190"],
        ),
    ] {
        let read = read(&form(caption, block, headings, written));
        let amounts = amounts.map(str::to_owned);
        assert_eq!(
            read,
            (json!(unit), json!(cell), amounts),
            "{caption} {block} {written:?}"
        );
    }
}

#[test]
fn an_amount_ten_thousand_times_off_stays_as_it_is_and_is_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("档案馆.xlsx");
    let description = form("", "预算执行（万元）", PLAIN, ["200", "2000000", "1900000"]);
    assert_eq!(read(&description).2, ["200", "2000000", "1900000"]);
    std::fs::write(&path, xlsx(&description)).expect("a file");
    let ended = huiping(&["check", shown(&path)]);
    assert_eq!(ended.code, 1);
    let told = "年初预算数 200（C5）与全年预算数 2000000（D5）相差约 10000 倍";
    assert!(ended.stdout.contains(told), "{}", ended.stdout);
}
