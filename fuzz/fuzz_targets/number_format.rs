#![no_main]
//! A number format code in the styles of an xlsx, with numbers, a date and a text shown through it.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|code: &str| {
    let code = common::escaped(code);
    let styles = format!(
        r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"#
    );
    let numbers = ["0", "-1.5", "0.285", "45397.354166666664", "1e28", "-1e-12"];
    let numbers: String = numbers
        .iter()
        .map(|number| format!(r#"<c s="1"><v>{number}</v></c>"#))
        .collect();
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1">{numbers}<c s="1" t="inlineStr"><is><t>得分</t></is></c></row></sheetData></worksheet>"#
    );
    let bytes = common::workbook(sheet.as_bytes(), styles.as_bytes());
    huiping_fuzz::read(&bytes, "a.xlsx");
});
