//! What a folder and its files come out as, over workbooks built here and the committed ones.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format as Look, Workbook as Writer};
use zip::write::SimpleFileOptions;

use super::grid::{Cell, CellRef, CellValue, Grid};
use super::*;

/// A committed fixture.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake");
    std::fs::read(folder.join(name)).unwrap()
}

fn read_as(bytes: &[u8], name: &str) -> Reading {
    read_bytes(bytes, name, ReadOptions::default()).unwrap()
}

fn error_of(bytes: &[u8], name: &str) -> ReadError {
    read_bytes(bytes, name, ReadOptions::default()).unwrap_err()
}

fn cell<'a>(grid: &'a Grid, at: &str) -> &'a Cell {
    let at: CellRef = at.parse().unwrap();
    grid.get(at).unwrap_or_else(|| panic!("nothing at {at}"))
}

fn number(text: &str) -> CellValue {
    CellValue::Number(text.parse().unwrap())
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

/// A workbook of one cell.
fn small_workbook() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_string(0, 0, "绩效自评表").unwrap();
    writer.save_to_buffer().unwrap()
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn archive_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The cells that every committed `cells.*` file holds; see the fixtures' README.
fn expect_cells(grid: &Grid) {
    for (at, value, shown) in [
        (
            "A1",
            text("2023年度部门整体支出绩效自评表"),
            "2023年度部门整体支出绩效自评表",
        ),
        ("B4", number("0.98"), "98%"),
        ("C4", number("9.56"), "10"),
        ("D4", number("4388.99"), "4388.99"),
        ("E4", number("22635.4"), "22,635.40"),
        ("F4", number("0.3"), "0.3"),
        ("B5", CellValue::Date("2024-04-15".into()), "2024-04-15"),
        ("C5", CellValue::Date("2024-04-15".into()), "2024年4月15日"),
        (
            "D5",
            CellValue::Date("2024-04-15T08:30:00".into()),
            "2024-04-15 08:30",
        ),
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
        assert_eq!(cell.value, value, "{at}");
        assert_eq!(cell.shown, shown, "{at}");
    }
    let merges: Vec<String> = grid.merges().iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["A1:F1", "B2:C3"]);
    assert_eq!(cell(grid, "B6").formula.as_deref(), Some("D4+E4"));
    assert_eq!(cell(grid, "E7").comment.as_deref(), Some("请核实"));
    let hidden: Vec<String> = grid
        .cells()
        .filter(|cell| cell.hidden)
        .map(|cell| cell.at.to_string())
        .collect();
    assert_eq!(hidden, ["A8", "H9"]);
}

#[test]
fn every_format_says_the_same() {
    for (name, format) in [("cells.xlsx", Format::Xlsx), ("cells.xls", Format::Xls)] {
        let reading = read_as(&fixture(name), name);
        assert_eq!(reading.format, format);
        let [form, spare] = reading.workbook.sheets.as_slice() else {
            panic!("{name}: two sheets expected");
        };
        expect_cells(form);
        assert_eq!(form.name, "自评表");
        assert_eq!(spare.visibility, grid::Visibility::Hidden);
        assert!(cell(spare, "A1").hidden);
        assert_eq!(
            reading.workbook.remarks,
            [
                "工作表“自评表”的隐藏行、列里有 2 个有内容的单元格，已照常读取",
                "工作表“备用”是隐藏的，已照常读取",
            ]
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
        sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn every_file_of_a_folder_is_listed_with_its_fate() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = small_workbook();
    let inner = archive_of(&[("丙局.xlsx", &workbook)]);
    let archive = archive_of(&[
        ("2023/乙局.xlsx", &workbook),
        ("__MACOSX/._乙局.xlsx", b"x"),
        ("内层.zip", &inner),
    ]);
    for (name, bytes) in [
        ("2023/甲局.xlsx", workbook.as_slice()),
        ("2023/~$甲局.xlsx", b"lock"),
        ("2023/.隐藏.xlsx", &workbook),
        ("Thumbs.db", b"x"),
        ("扫描件.jpg", b"\xFF\xD8\xFF\xE0"),
        ("文件.pdf", b"%PDF-1.4"),
        ("说明.txt", "请各单位填报".as_bytes()),
        ("坏.xlsx", b"PK\x03\x04broken"),
        ("包.rar", b"Rar!\x1a\x07"),
        ("报送.zip", &archive),
        ("out/绩效自评汇总.xlsx", &workbook),
        ("out/run.json", b"{}"),
    ] {
        put(folder.path(), name, bytes);
    }
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    let listed: Vec<(&str, bool)> = found
        .iter()
        .map(|file| (file.path.as_str(), file.is_candidate()))
        .collect();
    assert_eq!(
        listed,
        [
            ("2023/.隐藏.xlsx", false),
            ("2023/~$甲局.xlsx", false),
            ("2023/甲局.xlsx", true),
            ("Thumbs.db", false),
            ("out/run.json", false),
            ("out/绩效自评汇总.xlsx", false),
            ("包.rar", false),
            ("坏.xlsx", true),
            ("扫描件.jpg", false),
            ("报送.zip/2023/乙局.xlsx", true),
            ("报送.zip/__MACOSX/._乙局.xlsx", false),
            ("报送.zip/内层.zip/丙局.xlsx", true),
            ("文件.pdf", false),
            ("说明.txt", false),
        ]
    );
    for path in [
        "2023/甲局.xlsx",
        "报送.zip/2023/乙局.xlsx",
        "报送.zip/内层.zip/丙局.xlsx",
    ] {
        let file = found.iter().find(|file| file.path == path).unwrap();
        let reading = read(file).unwrap();
        assert_eq!(cell(&reading.workbook.sheets[0], "A1").shown, "绩效自评表");
    }
    let broken = found.iter().find(|file| file.path == "坏.xlsx").unwrap();
    assert!(matches!(read(broken), Err(ReadError::Damaged(_))));
}

#[test]
fn several_roots_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = small_workbook();
    put(folder.path(), "a/2023/甲局.xlsx", &workbook);
    put(folder.path(), "b/2023/甲局.xlsx", &workbook);
    let roots: Vec<PathBuf> = ["a/2023", "b/2023"]
        .iter()
        .map(|root| folder.path().join(root))
        .collect();
    let paths: Vec<String> = discover(&roots)
        .unwrap()
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(paths, ["a/2023/甲局.xlsx", "b/2023/甲局.xlsx"]);
    let twice = [roots[0].clone(), roots[0].clone()];
    assert_eq!(discover(&twice).unwrap().len(), 1);
    let single = discover(&[roots[0].join("甲局.xlsx")]).unwrap();
    assert_eq!(single[0].path, "甲局.xlsx");
}

#[test]
fn paths_that_lead_nowhere_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(discover(&[]), Err(DiscoverError::NoPath));
    let missing = folder.path().join("没有");
    assert_eq!(
        discover(std::slice::from_ref(&missing)),
        Err(DiscoverError::Missing { path: missing })
    );
    let empty = folder.path().to_path_buf();
    assert_eq!(
        discover(std::slice::from_ref(&empty)),
        Err(DiscoverError::Empty { path: empty })
    );
}
