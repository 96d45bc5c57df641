//! The same sheet in every format; what each says besides.

use super::*;

/// The cells that every committed `cells.*` file holds; see the fixtures' README.
fn expect_cells(name: &str, grid: &Grid) {
    let date = |iso: &str| CellValue::Date(iso.to_owned());
    let title = "2023年度部门整体支出绩效自评表";
    for (at, value, shown) in [
        ("A1", text(title), title),
        ("B4", number("0.98"), "98%"),
        ("C4", number("9.56"), "10"),
        ("D4", number("4388.99"), "4388.99"),
        ("E4", number("22635.4"), "22,635.40"),
        ("F4", number("0.3"), "0.3"),
        ("B5", date("2024-04-15"), "2024-04-15"),
        ("C5", date("2024-04-15"), "2024年4月15日"),
        ("D5", date("2024-04-15T08:30:00"), "2024-04-15 08:30"),
        ("B6", number("27024.39"), "27024.39"),
        ("C6", CellValue::Error("#DIV/0!".into()), "#DIV/0!"),
        ("B7", text("第一行\n第二行"), "第一行\n第二行"),
        (
            "C7",
            text("\u{3000}前后空格\u{3000}"),
            "\u{3000}前后空格\u{3000}",
        ),
        ("D7", text("98%"), "98%"),
        ("E7", text("≥2.45万人"), "≥2.45万人"),
        ("A10", number("0"), "-"),
        ("B10", number("-1234.5"), "(1234.50)"),
    ] {
        let cell = cell(grid, at);
        assert_eq!(cell.value, value, "{name} {at}");
        assert_eq!(cell.shown, shown, "{name} {at}");
    }
    let merges: Vec<String> = grid.merges().iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["A1:F1", "B2:C3"], "{name}");
}

/// Addresses of the hidden cells.
fn hidden(grid: &Grid) -> Vec<String> {
    let hidden = grid.cells().filter(|cell| cell.hidden);
    hidden.map(|cell| cell.at.to_string()).collect()
}

#[test]
fn every_format_says_the_same() {
    // The last three were saved by a program that keeps neither hidden rows nor, in xls, comments.
    for (name, format, formula, comment, hides) in [
        (
            "cells.xlsx",
            Format::Xlsx,
            "D4+E4",
            "请核实",
            &["A8", "H9"][..],
        ),
        ("cells.xls", Format::Xls, "D4+E4", "请核实", &["A8", "H9"]),
        ("cells.ods", Format::Ods, "D4+E4", "请核实", &["A8", "H9"]),
        (
            "cells.xml",
            Format::Xml2003,
            "R[-2]C[2]+R[-2]C[3]",
            "请核实",
            &["H9"],
        ),
        ("cells.xlsb", Format::Xlsb, "", "请核实", &["H9"]),
        ("cells-excess-fat.xls", Format::Xls, "", "", &["H9"]),
    ] {
        let reading = read_as(&fixture(name), name);
        assert_eq!(reading.format, format);
        let [form, spare] = reading.workbook.sheets.as_slice() else {
            panic!("{name}: two sheets expected");
        };
        expect_cells(name, form);
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        assert_eq!(of(&cell(form, "B6").formula), formula, "{name}");
        assert_eq!(of(&cell(form, "E7").comment), comment, "{name}");
        assert_eq!(hidden(form), hides, "{name}");
        assert_eq!(form.name, "自评表");
        assert_eq!(spare.visibility, grid::Visibility::Hidden);
        assert!(cell(spare, "A1").hidden);
        let count = hides.len();
        assert_eq!(
            reading.workbook.remarks,
            [
                format!("工作表“自评表”的隐藏行、列里有 {count} 个有内容的单元格，已照常读取"),
                "工作表“备用”是隐藏的，已照常读取".to_owned(),
            ],
            "{name}"
        );
    }
}

#[test]
fn the_content_decides_and_a_wrong_extension_is_remarked() {
    let reading = read_as(&fixture("cells.xls"), "某局.xlsx");
    assert_eq!(reading.format, Format::Xls);
    assert_eq!(
        reading.workbook.remarks.first().map(String::as_str),
        Some("扩展名是 .xlsx，内容其实是Excel 97-2003 工作簿（.xls）；已按内容读取")
    );
    for name in ["某局.et", "某局.ET", "某局.XLS"] {
        let reading = read_as(&fixture("cells.xls"), name);
        assert!(
            !reading
                .workbook
                .remarks
                .iter()
                .any(|r| r.contains("扩展名"))
        );
    }
}

#[test]
fn number_formats_keep_value_and_look() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for (row, (value, code)) in [(0.285, "0%"), (45397.0, "yyyy-mm-dd"), (0.5, "General")]
        .into_iter()
        .enumerate()
    {
        let look = Look::new().set_num_format(code);
        let row = u32::try_from(row).unwrap();
        sheet
            .write_number_with_format(row, 0, value, &look)
            .unwrap();
    }
    let reading = read_as(&writer.save_to_buffer().unwrap(), "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(cell(grid, "A1").value, number("0.285"));
    assert_eq!(cell(grid, "A1").shown, "29%");
    assert_eq!(cell(grid, "A2").value, CellValue::Date("2024-04-15".into()));
    assert_eq!(cell(grid, "A3").shown, "0.5");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    assert_eq!(error_of(b"", "a.xlsx"), ReadError::Empty);
    let whole = small_workbook();
    let half = &whole[..whole.len() / 2];
    assert!(matches!(error_of(half, "a.xlsx"), ReadError::Damaged(_)));
    assert_eq!(
        error_of("这不是工作簿".as_bytes(), "a.xlsx"),
        ReadError::Damaged("内容是纯文本，不是工作簿".into())
    );
    assert!(matches!(
        error_of(b"%PDF-1.7", "a.xlsx"),
        ReadError::NotATable(_)
    ));
    assert!(matches!(
        error_of(&[0, 1, 2, 3], "a.xlsx"),
        ReadError::Damaged(_)
    ));
}

#[test]
fn the_fingerprint_is_sha_256() {
    // The standard's own example.
    assert_eq!(
        crate::fingerprint::sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_formula_without_a_result_is_not_zero() {
    let mut parts = unpacked(&small_workbook());
    let sheet = part(&mut parts, "xl/worksheets/sheet1.xml");
    *sheet = sheet.replace(
        "</row>",
        r#"<c r="B1"><f>SUM(C1:C9)</f></c><c r="C1"><f>D1*2</f><v></v></c><c r="D1" t="str"><f>""</f><v></v></c></row>"#,
    );
    let reading = read_as(&packed(&parts), "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    for at in ["B1", "C1"] {
        assert_eq!(cell(grid, at).value, CellValue::Uncalculated);
        assert_eq!(cell(grid, at).shown, "");
    }
    assert_eq!(cell(grid, "B1").formula.as_deref(), Some("SUM(C1:C9)"));
    assert_eq!(cell(grid, "D1").value, text(""));
    assert_eq!(
        reading.workbook.remarks,
        [
            "工作表“Sheet1”有 2 个公式没有计算结果（如 B1），没有当作 0；用 Excel 或 WPS 打开并保存一次即可"
        ]
    );
}

#[test]
fn shared_formulas_are_spelled_out_whatever_index_they_claim() {
    let mut parts = unpacked(&small_workbook());
    let sheet = part(&mut parts, "xl/worksheets/sheet1.xml");
    *sheet = sheet.replace(
        "</row>",
        r#"<c r="B1"><f t="shared" si="4000000000" ref="B1:C1">A2*2</f><v>4</v></c><c r="C1"><f t="shared" si="4000000000"/><v>6</v></c></row>"#,
    );
    let reading = read_as(&packed(&parts), "a.xlsx");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(cell(grid, "B1").formula.as_deref(), Some("A2*2"));
    assert_eq!(cell(grid, "C1").formula.as_deref(), Some("B2*2"));
    assert_eq!(cell(grid, "C1").value, number("6"));
}

#[test]
fn a_broken_sheet_does_not_take_the_others_with_it() {
    let mut writer = Writer::new();
    for name in ["好", "坏"] {
        let sheet = writer.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "绩效自评表").unwrap();
    }
    let mut parts = unpacked(&writer.save_to_buffer().unwrap());
    let sheet = part(&mut parts, "xl/worksheets/sheet2.xml");
    *sheet = sheet.split("<c ").next().unwrap().to_owned();
    let reading = read_as(&packed(&parts), "a.xlsx");
    assert_eq!(reading.workbook.sheets.len(), 1);
    assert!(reading.workbook.remarks[0].starts_with("工作表“坏”没有读出（文件已损坏或不完整"));
}

#[test]
fn web_pages_are_read_as_a_spreadsheet_program_opens_them() {
    let page = "<html><head><meta charset=\"gb2312\"><title>导出</title></head><body>\
        <p>2023年度自评表</p><div>单位：万元</div>\
        <table><tr><th rowspan=2>项目</th><th colspan=2>预算</th><th>得分</th></tr>\
        <tr><td>年初<br>预算数</td><td>&nbsp;执行数 </td><td x:num=\"0.98\">98%</td></tr>\
        <tr style=\"display: none\"><td>藏起</td></tr></table>\
        <script>var x = '不是文字';</script><p>填表人：某人</p></body></html>";
    let bytes = encoding_rs::GB18030.encode(page).0.into_owned();
    let reading = read_as(&bytes, "某局.xls");
    assert_eq!(reading.format, Format::Html);
    let grid = &reading.workbook.sheets[0];
    let shown: Vec<(String, &str)> = grid
        .cells()
        .map(|cell| (cell.at.to_string(), cell.shown.as_str()))
        .collect();
    let expected = [
        ("A1", "2023年度自评表"),
        ("A2", "单位：万元"),
        ("A3", "项目"),
        ("B3", "预算"),
        ("D3", "得分"),
        ("B4", "年初\n预算数"),
        ("C4", "执行数"),
        ("D4", "98%"),
        ("A5", "藏起"),
        ("A6", "填表人：某人"),
    ];
    assert_eq!(shown, expected.map(|(at, text)| (at.to_owned(), text)));
    let merges: Vec<String> = grid.merges().iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["A3:A4", "B3:C3"]);
    assert_eq!(cell(grid, "D4").value, number("0.98"));
    assert_eq!(hidden(grid), ["A5"]);
    assert_eq!(
        error_of(b"<html><body>no</body></html>", "a.xls"),
        ReadError::NotATable("是没有表格的网页或 XML".into())
    );
}

#[test]
fn tables_that_only_arrange_a_page_are_seen_through() {
    let page = "<table><tr><td>抬头</td></tr><tr><td>\
        <table><tr><td>甲</td><td>1<table><tr><td>内</td></tr></table></td></tr>\
        <tr><td>乙</td><td>2</td></tr></table></td></tr></table>";
    let grid = &read_as(page.as_bytes(), "a.html").workbook.sheets[0];
    let shown: Vec<(String, &str)> = grid
        .cells()
        .map(|cell| (cell.at.to_string(), cell.shown.as_str()))
        .collect();
    let expected = [
        ("A1", "抬头"),
        ("A2", "甲"),
        ("B2", "1\n内"),
        ("A3", "乙"),
        ("B3", "2"),
    ];
    assert_eq!(shown, expected.map(|(at, text)| (at.to_owned(), text)));
}

#[test]
fn text_tables_in_every_encoding() {
    let table = "指标,得分\n培训费下降率,6\n";
    let utf_16 = table.encode_utf16().flat_map(u16::to_le_bytes);
    let utf_16: Vec<u8> = b"\xff\xfe".iter().copied().chain(utf_16).collect();
    for bytes in [
        table.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", table.as_bytes()].concat(),
        encoding_rs::GB18030.encode(table).0.into_owned(),
        utf_16,
    ] {
        let reading = read_as(&bytes, "某局.csv");
        assert_eq!(reading.format, Format::Delimited);
        assert_eq!(cell(&reading.workbook.sheets[0], "A1").shown, "指标");
        assert_eq!(cell(&reading.workbook.sheets[0], "B2").value, text("6"));
    }
    let tabs = read_as("甲\t1\n乙\t2".as_bytes(), "某局.xls");
    assert_eq!(cell(&tabs.workbook.sheets[0], "B2").shown, "2");
}

/// A Word document with this body.
pub(super) fn document(body: &str) -> Vec<u8> {
    let types = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    archive_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", body.as_bytes()),
    ])
}

fn line(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn table_cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", line(text))
}

#[test]
fn word_tables_are_grids_with_the_lines_above_them() {
    let wide = r#"<w:gridSpan w:val="2"/>"#;
    let first = r#"<w:vMerge w:val="restart"/>"#;
    let rest = "<w:vMerge/>";
    let tick = r#"<w:tc><w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r><w:del><w:r><w:delText>否</w:delText></w:r></w:del></w:p></w:tc>"#;
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[&table_cell(first, "一级指标"), &table_cell(wide, "预算数")]),
        row(&[
            &table_cell(rest, ""),
            &table_cell("", "年初"),
            &table_cell("", "调整")
        ]),
        row(&[tick, &table_cell("", "4388.99"), &table_cell("", "")]),
    );
    let prose = line(&"长".repeat(200));
    let body = [
        prose.as_str(),
        &line("2023年度部门整体支出绩效自评表"),
        "<w:p/>",
        &line("单位：万元"),
        &table,
        "<w:p/>",
        &format!("<w:tbl>{}</w:tbl>", row(&[&table_cell("", "合计")])),
        &line("填表人：某人"),
    ]
    .concat();
    let reading = read_as(&document(&body), "某局.docx");
    let [grid] = reading.workbook.sheets.as_slice() else {
        panic!("one grid expected");
    };
    let shown: Vec<(String, &str)> = grid
        .cells()
        .map(|cell| (cell.at.to_string(), cell.shown.as_str()))
        .collect();
    let expected = [
        ("A1", "2023年度部门整体支出绩效自评表"),
        ("A2", "单位：万元"),
        ("A3", "一级指标"),
        ("B3", "预算数"),
        ("B4", "年初"),
        ("C4", "调整"),
        ("A5", "☑是"),
        ("B5", "4388.99"),
        ("A6", "合计"),
        ("A7", "填表人：某人"),
    ];
    assert_eq!(shown, expected.map(|(at, text)| (at.to_owned(), text)));
    let merges: Vec<String> = grid.merges().iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["B3:C3", "A3:A4"]);
    assert_eq!(
        reading.workbook.remarks,
        ["文档中表格以外的 1 段文字没有读取"]
    );
    assert!(error_of(&document(&line("只有文字")), "a.docx").is_no_table());
}
