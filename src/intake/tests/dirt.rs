//! What other programs, and people, do to files: found by reading thousands of them.

use super::*;

fn shown(grid: &Grid) -> Vec<(String, String)> {
    grid.cells()
        .map(|cell| (cell.at.to_string(), cell.shown.clone()))
        .collect()
}

fn expect(grid: &Grid, cells: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = cells
        .iter()
        .map(|(at, text)| ((*at).to_owned(), (*text).to_owned()))
        .collect();
    assert_eq!(shown(grid), expected);
}

#[test]
fn fields_of_a_page_are_read_as_filled_in() {
    let page = "<table><tr><td><input type=checkbox checked>优<input type='checkbox'>良</td>\
        <td>完成<input value='98%'><input type=hidden value='x'></td>\
        <td><select><option>升<option selected>降</select></td>\
        <td><select><option>高<option>低</select></td><td><textarea>说明</textarea></td></tr></table>";
    let reading = read_as(page.as_bytes(), "某局.xls");
    expect(
        &reading.workbook.sheets[0],
        &[
            ("A1", "☑优□良"),
            ("B1", "完成98%"),
            ("C1", "降"),
            ("D1", "高"),
            ("E1", "说明"),
        ],
    );
}

#[test]
fn a_table_far_down_a_page_is_found() {
    let styles = format!("<style>{}</style>", ".x{color:red} ".repeat(30_000));
    let page = format!("<html><head>{styles}</head><table><tr><td>甲</td></tr></table></html>");
    let reading = read_as(page.as_bytes(), "某局.xls");
    assert_eq!(reading.format, Format::Html);
    expect(&reading.workbook.sheets[0], &[("A1", "甲")]);
}

#[test]
fn a_workbook_of_2003_needs_no_declaration() {
    let book = r#"<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row><Cell><Data ss:Type="Number">9.5</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let reading = read_as(book.as_bytes(), "某局.xls");
    assert_eq!(reading.format, Format::Xml2003);
    assert_eq!(cell(&reading.workbook.sheets[0], "A1").value, number("9.5"));
}

#[test]
fn the_layout_of_a_flat_file_is_no_part_of_its_formats() {
    let flat = r#"<?xml version="1.0"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
 <office:automatic-styles>
  <number:percentage-style style:name="N10">
   <number:number number:decimal-places="0"/>
   <number:text>%</number:text>
  </number:percentage-style>
  <style:style style:name="ce1" style:data-style-name="N10"/>
 </office:automatic-styles>
 <office:body><office:spreadsheet><table:table table:name="表"><table:table-row>
  <table:table-cell table:style-name="ce1" office:value-type="percentage" office:value="0.98"><text:p>98%</text:p></table:table-cell>
 </table:table-row></table:table></office:spreadsheet></office:body>
</office:document>"#;
    let reading = read_as(flat.as_bytes(), "某局.fods");
    let cell = cell(&reading.workbook.sheets[0], "A1");
    assert_eq!(cell.number_format.as_deref(), Some("0%"));
    assert_eq!(cell.shown, "98%");
}

#[test]
fn fields_filled_up_with_zero_bytes_are_text() {
    let table = b"\xd6\xb8\xb1\xea\0\0,\xb5\xc3\xb7\xd6\0\n\xbd\xda\xd4\xbc\xc2\xca\0,6\0\0\n";
    let reading = read_as(table, "某局.csv");
    expect(
        &reading.workbook.sheets[0],
        &[
            ("A1", "指标"),
            ("B1", "得分"),
            ("A2", "节约率"),
            ("B2", "6"),
        ],
    );
    assert!(matches!(
        error_of(&[0; 4000], "某局.csv"),
        ReadError::Damaged(_)
    ));
}

#[test]
fn a_sheet_that_leads_nowhere_does_not_take_the_others_with_it() {
    let mut parts = unpacked(&small_workbook());
    let book = part(&mut parts, "xl/workbook.xml");
    *book = book.replace(
        "</sheets>",
        r#"<sheet name="宏" sheetId="9" r:id=""/></sheets>"#,
    );
    let reading = read_as(&packed(&parts), "某局.xlsx");
    expect(&reading.workbook.sheets[0], &[("A1", "绩效自评表")]);
    assert_eq!(
        reading.workbook.remarks,
        ["工作表“宏”在文件里没有内容，没有读取"]
    );
    part(&mut parts, "xl/_rels/workbook.xml.rels").clear();
    assert!(matches!(
        error_of(&packed(&parts), "某局.xlsx"),
        ReadError::Damaged(_)
    ));
}

#[test]
fn letters_in_symbol_fonts_are_ticks() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let (ticks, plain) = (Look::new().set_font_name("Wingdings 2"), Look::new());
    let rich = [
        (&ticks, "R"),
        (&plain, "是 "),
        (&ticks, "\u{a3}"),
        (&plain, "否R"),
    ];
    sheet.write_rich_string(0, 0, &rich).unwrap();
    sheet.write_string_with_format(1, 0, "P", &ticks).unwrap();
    sheet.write_string(2, 0, "P").unwrap();
    let reading = read_as(&writer.save_to_buffer().unwrap(), "某局.xlsx");
    expect(
        &reading.workbook.sheets[0],
        &[("A1", "☑是 □否R"), ("A2", "√"), ("A3", "P")],
    );
}

/// A document whose body is one table of one row.
fn one_row(cells: &str) -> Vec<u8> {
    formats::document(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
}

#[test]
fn boxes_of_word_are_read_as_they_are_ticked() {
    let letter = |font: &str, text: &str| {
        format!(
            r#"<w:r><w:rPr><w:rFonts w:ascii="{font}"/><w:rPrChange><w:rPr><w:rFonts w:ascii="x"/></w:rPr></w:rPrChange></w:rPr><w:t>{text}</w:t></w:r>"#
        )
    };
    let field = |state: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>"#
        )
    };
    let typed = letter("Wingdings 2", "R") + &letter("宋体", "R是");
    let fields = field(r#"<w:default w:val="0"/><w:checked/>"#)
        + &letter("宋体", "优")
        + &field(r#"<w:default w:val="1"/><w:checked w:val="0"/>"#)
        + &letter("宋体", "良");
    let cells = format!("<w:tc><w:p>{typed}</w:p></w:tc><w:tc><w:p>{fields}</w:p></w:tc>");
    let reading = read_as(&one_row(&cells), "某局.docx");
    expect(
        &reading.workbook.sheets[0],
        &[("A1", "☑R是"), ("B1", "☑优□良")],
    );
}

#[test]
fn a_table_that_frames_a_form_in_word_is_seen_through() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let form = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&["一级指标", "得分"]),
        row(&["产出", "6"])
    );
    let title = "<w:p><w:r><w:t>2023年度自评表</w:t></w:r></w:p>";
    let frame = format!("<w:tc>{title}{form}</w:tc>");
    let reading = read_as(&one_row(&frame), "某局.docx");
    expect(
        &reading.workbook.sheets[0],
        &[
            ("A1", "2023年度自评表"),
            ("A2", "一级指标"),
            ("B2", "得分"),
            ("A3", "产出"),
            ("B3", "6"),
        ],
    );
}

#[test]
fn a_workbook_locked_with_the_password_of_excel_itself_is_read() {
    // Saved by LibreOffice 7.4 with that password, and with another one.
    let reading = read_as(&fixture("locked-by-excel.xls"), "某局.xls");
    let grid = &reading.workbook.sheets[0];
    assert_eq!(grid.name, "自评表");
    assert_eq!(cell(grid, "B2").value, number("0.98"));
    assert_eq!(cell(grid, "B2").shown, "98%");
    assert_eq!(cell(grid, "C4").value, number("4388.99"));
    assert_eq!(cell(&reading.workbook.sheets[1], "A1").shown, "乙");
    assert_eq!(
        reading.workbook.remarks,
        ["文件用 Excel 的内置密码加密（打开时不提示输入密码），已照常读取"]
    );
    assert_eq!(
        error_of(&fixture("locked-by-a-person.xls"), "某局.xls"),
        ReadError::Password
    );
}

#[test]
fn the_lock_of_newer_excel_is_opened_with_its_own_password_alone() {
    let reading = read_as(&fixture("locked-agile-by-excel.xlsx"), "某局.xlsx");
    let plain = read_as(&fixture("cells.xlsx"), "某局.xlsx");
    let shown = |reading: &Reading| -> Vec<(CellRef, String)> {
        let cells = reading.workbook.sheets[0].cells();
        cells.map(|cell| (cell.at, cell.shown.clone())).collect()
    };
    assert!(!shown(&plain).is_empty());
    assert_eq!(shown(&reading), shown(&plain));
    assert_eq!(
        reading.workbook.remarks[0],
        "文件用 Excel 的内置密码加密（打开时不提示输入密码），已照常读取"
    );
    assert_eq!(
        error_of(&fixture("locked-agile-by-a-person.xlsx"), "某局.xlsx"),
        ReadError::Password
    );
}
