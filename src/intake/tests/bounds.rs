//! Small files that ask for much work: what is counted is the work, not the time.

use super::*;
use crate::intake::bounds;

/// A workbook of one sheet whose cells, formats and strings are as given.
fn sheet_of(rows: &str, codes: &[String]) -> Vec<u8> {
    let mut parts = unpacked(&small_workbook());
    let sheet = part(&mut parts, "xl/worksheets/sheet1.xml");
    let (before, rest) = sheet.split_once("<sheetData>").unwrap();
    let (_, after) = rest.split_once("</sheetData>").unwrap();
    *sheet = format!("{before}<sheetData>{rows}</sheetData>{after}");
    let styles = part(&mut parts, "xl/styles.xml");
    let formats: String = (200..)
        .zip(codes)
        .map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"))
        .collect();
    let looks: String = (200..)
        .zip(codes)
        .map(|(id, _)| format!("<xf numFmtId=\"{id}\" applyNumberFormat=\"1\" xfId=\"0\"/>"))
        .collect();
    let (before, after) = styles.split_once("<fonts").unwrap();
    *styles = format!("{before}<numFmts>{formats}</numFmts><fonts{after}");
    let (before, after) = styles.split_once("<cellXfs").unwrap();
    let (own, after) = after.split_once("</cellXfs>").unwrap();
    *styles = format!("{before}<cellXfs{own}{looks}</cellXfs>{after}");
    packed(&parts)
}

fn has_remark(reading: &Reading, part: &str) -> bool {
    let mut remarks = reading.workbook.remarks.iter();
    remarks.any(|remark| remark.contains(part))
}

#[test]
fn a_format_of_255_signs_is_one_and_a_longer_is_general() {
    let longest = format!("0.0{}", "\\元".repeat(126));
    assert_eq!(longest.chars().count(), bounds::FORMAT_CODE);
    let longer = format!("{longest} ");
    let row = r#"<row r="1"><c r="A1" s="1"><v>9.56</v></c><c r="B1" s="2"><v>9.56</v></c></row>"#;
    let reading = read_as(&sheet_of(row, &[longest.clone(), longer]), "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(cell(grid, "A1").shown, format!("9.6{}", "元".repeat(126)));
    assert_eq!(cell(grid, "A1").number_format, Some(longest));
    assert_eq!(cell(grid, "B1").shown, "9.56");
    assert_eq!(cell(grid, "B1").number_format, None);
    assert!(has_remark(&reading, "有 1 种数字格式超过 255 个字符"));
}

#[test]
fn long_formats_are_general_in_every_format() {
    let code = "#".repeat(200_000);
    let workbook = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\">\
         <NumberFormat ss:Format=\"{code}\"/></Style></Styles><Worksheet ss:Name=\"表\"><Table><Row>\
         <Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">9.56</Data></Cell></Row></Table></Worksheet></Workbook>"
    );
    let parts = "<number:year number:style=\"long\"/><number:text>年</number:text>".repeat(50_000);
    let spreadsheet = format!(
        "<office:document-content><office:automatic-styles><number:date-style style:name=\"N1\">{parts}\
         </number:date-style><style:style style:name=\"c\" style:data-style-name=\"N1\"/>\
         </office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"表\">\
         <table:table-row><table:table-cell table:style-name=\"c\" office:value-type=\"float\" \
         office:value=\"9.56\"/></table:table-row></table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let spreadsheet = archive_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", spreadsheet.as_bytes()),
    ]);
    for (bytes, name) in [(workbook.into_bytes(), "a.xml"), (spreadsheet, "a.ods")] {
        let reading = read_as(&bytes, name);
        let cell = cell(&reading.workbook.sheets[0], "A1");
        assert_eq!(cell.value, number("9.56"), "{name}");
        assert_eq!(cell.shown, "9.56", "{name}");
        assert_eq!(cell.number_format, None, "{name}");
        assert!(
            has_remark(&reading, "有 1 种数字格式超过 255 个字符"),
            "{name}"
        );
    }
}

#[test]
fn formats_at_the_limit_are_laid_out_until_they_are_too_many() {
    // Each cell costs as much as its code is long.
    let code = format!("0.0{}", "\\元".repeat(126));
    let formatted = bounds::FORMATTING / code.len();
    let rows: String = (1..=formatted + 10)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"><v>9.56</v></c></row>"))
        .collect();
    let reading = read_as(&sheet_of(&rows, &[code]), "a.xlsx");
    let shown = |cell: &&Cell| cell.shown == "9.56";
    let plain = reading.workbook.sheets[0].cells().filter(shown).count();
    // A number is asked twice: whether it is a date, and how it looks.
    assert_eq!(plain, formatted + 10 - formatted / 2);
    assert!(has_remark(&reading, "按“常规”显示"));
}

#[test]
fn a_formula_that_many_cells_share_is_spelled_out_as_far_as_there_is_room() {
    let references: Vec<String> = (1..=2_000).map(|row| format!("A{row}")).collect();
    let formula = format!("SUM({})", references.join(","));
    let cells = 5_000;
    let mut rows = format!(
        "<row r=\"1\"><c r=\"B1\"><f t=\"shared\" si=\"0\" ref=\"B1:B5000\">{formula}</f><v>1</v></c></row>"
    );
    for row in 2..=cells {
        rows.push_str(&format!(
            "<row r=\"{row}\"><c r=\"B{row}\"><f t=\"shared\" si=\"0\"/><v>1</v></c></row>"
        ));
    }
    let bytes = sheet_of(&rows, &[]);
    assert!(bytes.len() < 100_000);
    let reading = read_as(&bytes, "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(grid.cells().count(), cells);
    assert!(grid.cells().all(|cell| cell.value == number("1")));
    let kept = || grid.cells().filter_map(|cell| cell.formula.as_ref());
    let bytes: usize = kept().map(String::len).sum();
    assert!(bytes <= bounds::FORMULAS, "{bytes}");
    let left_out = cells - kept().count();
    assert!(left_out > 0);
    assert!(has_remark(
        &reading,
        &format!("{left_out} 个单元格只取了计算结果")
    ));
}

#[test]
fn a_shared_formula_without_results_is_none_whether_it_is_kept_or_not() {
    let references: Vec<String> = (1..=4_000).map(|row| format!("A{row}")).collect();
    let formula = format!("SUM({})", references.join(","));
    assert!(formula.len() > bounds::FORMULA);
    let rows = format!(
        "<row r=\"1\"><c r=\"B1\" t=\"str\"><f t=\"shared\" si=\"0\" ref=\"B1:B2\">{formula}</f><v></v></c></row>\
         <row r=\"2\"><c r=\"B2\" t=\"str\"><f t=\"shared\" si=\"0\"/><v></v></c></row>"
    );
    let reading = read_as(&sheet_of(&rows, &[]), "a.xlsx");
    for at in ["B1", "B2"] {
        let cell = cell(&reading.workbook.sheets[0], at);
        assert_eq!(cell.value, CellValue::Uncalculated, "{at}");
        assert_eq!(cell.formula, None, "{at}");
    }
}

#[test]
fn more_cells_formulas_or_strings_than_may_be_are_refused() {
    let cells = "<c><f t=\"shared\" si=\"0\"/></c>".repeat(10_000);
    let rows = format!("<row>{cells}</row>").repeat(bounds::CELLS / 10_000 + 1);
    let too_many = ReadError::TooLarge("有内容的单元格超过 30 万个".into());
    assert_eq!(error_of(&sheet_of(&rows, &[]), "a.xlsx"), too_many);

    let mut parts = unpacked(&small_workbook());
    let strings = part(&mut parts, "xl/sharedStrings.xml");
    *strings = strings.replace(
        "</sst>",
        &format!("{}</sst>", "<si><t/></si>".repeat(bounds::SHARED_STRINGS)),
    );
    assert!(matches!(
        error_of(&packed(&parts), "a.xlsx"),
        ReadError::TooLarge(why) if why.contains("600001")
    ));
}

#[test]
fn parts_in_utf_16_are_read() {
    let mut parts = unpacked(&small_workbook());
    for (_, text) in &mut parts {
        *text = text.replace("UTF-8", "UTF-16");
    }
    let members: Vec<(String, Vec<u8>)> = parts
        .into_iter()
        .map(|(name, text)| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            (name, units.flat_map(u16::to_le_bytes).collect())
        })
        .collect();
    let members: Vec<(&str, &[u8])> = members
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let reading = read_as(&archive_of(&members), "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(cell(grid, "A1").value, text("绩效自评表"));
}

#[test]
fn an_archive_is_opened_once_for_all_its_members() {
    let names: Vec<String> = (0..40).map(|nth| format!("{nth}局.csv")).collect();
    let members: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), "甲,乙\n1,2\n".as_bytes()))
        .collect();
    let inner = archive_of(&members);
    let outer: Vec<(&str, &[u8])> = members
        .iter()
        .copied()
        .chain([("内层.zip", inner.as_slice())])
        .collect();
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "报送.zip", &archive_of(&outer));
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    assert_eq!(found.len(), 80);
    for file in &found {
        assert_eq!(
            crate::intake::bytes(file).unwrap(),
            "甲,乙\n1,2\n".as_bytes()
        );
    }
    let Location::Member { archive, .. } = &found[0].location else {
        panic!("no member");
    };
    // The outer archive and the one in it.
    assert_eq!(archive.openings(), 2);
    // It is closed by now, and opened again for who asks again.
    crate::intake::bytes(&found[0]).unwrap();
    assert_eq!(archive.openings(), 3);
}
