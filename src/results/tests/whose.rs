//! Whose a file is, and what is never replaced or removed.

use super::super::error::Why;
use super::super::{Known, Mark};
use super::*;

/// What is told to stand in the way of the second set.
fn in_the_way(folder: &Path) -> Vec<(String, Why)> {
    let before = files(folder);
    let error = write(folder, 2).unwrap_err();
    assert_eq!(files(folder), before, "{error}");
    let WriteError::InTheWay { obstacles, .. } = error else {
        panic!("{error}");
    };
    obstacles
        .into_iter()
        .map(|found| (found.path, found.why))
        .collect()
}

fn first() -> tempfile::TempDir {
    let folder = temporary();
    write(folder.path(), 1).unwrap();
    folder
}

#[test]
fn what_is_not_ours_stays_and_all_of_it_is_told() {
    let folder = first();
    let at = |path: &str| folder.path().join(path);
    overwrite(&at("report.html"), b"<html>");
    overwrite(&at("data/funds.csv"), b"1,2");
    overwrite(&at("新的/丙局.html"), b"a form");
    overwrite(&at("反馈单/甲局.html"), &marked("filled in"));
    let page = Some(Product::Page);
    assert_eq!(
        in_the_way(folder.path()),
        [
            ("report.html".to_owned(), Why::Changed(None)),
            ("data/funds.csv".to_owned(), Why::Changed(None)),
            ("反馈单/甲局.html".to_owned(), Why::Changed(page)),
            ("新的/丙局.html".to_owned(), Why::Foreign),
        ]
    );
    overwrite(&at("run.json"), b"{\"name\": \"another\"}");
    let told = in_the_way(folder.path());
    // Without a list, nothing is known to be as it was written.
    assert!(
        told.contains(&("run.json".to_owned(), Why::Foreign)),
        "{told:?}"
    );
    assert!(told.contains(&("反馈单/甲局.html".to_owned(), Why::Unlisted(Product::Page))));
}

#[test]
fn a_slip_without_use_that_was_changed_stays_and_is_told() {
    let folder = first();
    overwrite(
        &folder.path().join("反馈单/乙局.html"),
        &marked("filled in"),
    );
    let done = write(folder.path(), 2).unwrap();
    assert_eq!(done.kept, ["反馈单/乙局.html"]);
    let mut there = expected(2);
    there.insert("反馈单/乙局.html".to_owned(), marked("filled in"));
    assert_eq!(files(folder.path()), there);
    // It is no file of ours from then on.
    assert_eq!(write(folder.path(), 2).unwrap().kept, Vec::<String>::new());
}

#[test]
fn a_file_that_is_read_only_or_open_is_not_replaced() {
    let folder = first();
    let page = folder.path().join("report.html");
    let mode = fs::metadata(&page).unwrap().permissions();
    let mut closed = mode.clone();
    closed.set_readonly(true);
    fs::set_permissions(&page, closed).unwrap();
    assert_eq!(
        in_the_way(folder.path()),
        [("report.html".to_owned(), Why::ReadOnly)]
    );
    fs::set_permissions(&page, mode).unwrap();
    let held = fs::File::open(&page).unwrap();
    held.lock().unwrap();
    assert_eq!(
        in_the_way(folder.path()),
        [("report.html".to_owned(), Why::Open)]
    );
    drop(held);
    write(folder.path(), 2).unwrap();
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_elsewhere() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (temporary(), temporary());
    symlink(elsewhere.path(), folder.path().join("data")).unwrap();
    assert_eq!(in_the_way(folder.path()), [("data".to_owned(), Why::Link)]);
    assert_eq!(files(elsewhere.path()), Files::new());
    fs::remove_file(folder.path().join("data")).unwrap();
    let book = elsewhere.path().join("页.html");
    overwrite(&book, &marked("theirs"));
    symlink(&book, folder.path().join("report.html")).unwrap();
    assert_eq!(
        in_the_way(folder.path()),
        [("report.html".to_owned(), Why::Link)]
    );
    assert_eq!(fs::read(&book).unwrap(), marked("theirs"));
}

#[test]
fn an_account_that_names_what_lies_elsewhere_removes_nothing_there() {
    let folder = temporary();
    let outside = folder.path().join("外面.html");
    overwrite(&outside, &marked("outside"));
    let results = folder.path().join("结果");
    let hash = crate::fingerprint::sha256(&marked("outside"));
    for path in ["反馈单/../../外面.html", outside.to_str().unwrap()] {
        let outputs = [serde_json::json!({"path": path, "sha256": hash})];
        let account = serde_json::json!({"version": "1", "ledgers": {}, "outputs": outputs});
        overwrite(&results.join(RUN_RECORD), account.to_string().as_bytes());
        write(&results, 1).unwrap();
        assert!(outside.is_file());
        assert_eq!(files(&results), expected(1));
    }
}

/// A workbook as the writer of ours makes it, or as another program saved it since.
fn book(product: &str, resaved: bool) -> Vec<u8> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let time = rust_xlsxwriter::ExcelDateTime::from_timestamp(0).unwrap();
    let properties = rust_xlsxwriter::DocProperties::new().set_creation_datetime(&time);
    writer.set_properties(&properties.set_keywords(format!("{} {product}", mark::WORD)));
    writer.add_worksheet();
    let bytes = writer.save_to_buffer().unwrap();
    if !resaved {
        return bytes;
    }
    let mut saved = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    saved
        .start_file(
            "docProps/core.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    write!(
        saved,
        "<cp:keywords>{} {product}</cp:keywords><dcterms:created a=\"b\">1970-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified a=\"b\">2026-03-12T09:00:00Z</dcterms:modified>",
        mark::WORD
    )
    .unwrap();
    saved.finish().unwrap().into_inner()
}

#[test]
fn the_results_of_an_earlier_version_are_replaced_unless_someone_saved_the_workbook() {
    let name = "绩效自评汇总.xlsx";
    let new = [(name, book("汇总工作簿", false))];
    let earlier = |bytes: &[u8]| {
        let folder = temporary();
        overwrite(&folder.path().join(name), bytes);
        let account = serde_json::json!({"version": "0.1.0", "ledgers": {}, "outputs": [name]});
        overwrite(
            &folder.path().join(RUN_RECORD),
            account.to_string().as_bytes(),
        );
        let written = write_files(folder.path(), &new);
        let there = fs::read(folder.path().join(name)).unwrap();
        assert_eq!(there == new[0].1, written.is_ok());
        written.map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(earlier(&book("", false)), Ok(()));
    let told = earlier(&book("", true)).unwrap_err();
    assert!(told.contains("有人改动过"), "{told}");
    let told = earlier(b"PK").unwrap_err();
    assert!(told.contains("不是本程序写的"), "{told}");
}

#[test]
fn ours_are_known_by_the_list_of_their_folder() {
    let folder = first();
    let mut known = Known::default();
    let mut is_ours = |path: &str| known.is_ours(&folder.path().join(path));
    for path in [
        "report.html",
        "data/funds.csv",
        "反馈单/甲局.html",
        "run.json",
    ] {
        assert!(is_ours(path), "{path}");
    }
    overwrite(&folder.path().join("data/own.csv"), "资金,1".as_bytes());
    assert!(!is_ours("data/own.csv"));
    overwrite(&folder.path().join("data/funds.csv"), b"1,2");
    assert!(!is_ours("data/funds.csv"));
}

#[test]
fn a_mark_is_found_in_the_properties_of_other_formats_too() {
    let summary = |text: &[u8]| mark::in_summary(text);
    assert_eq!(
        summary("\0\0huiping-output 反馈单 0a\0".as_bytes()),
        Some(Product::Slip)
    );
    let gbk = encoding_rs::GB18030
        .encode("\0huiping-output 反馈单 0a\0")
        .0
        .into_owned();
    assert_eq!(summary(&gbk), Some(Product::Slip));
    for shift in [0, 1] {
        let units = "huiping-output 汇总工作簿".encode_utf16();
        let wide: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        let shifted = [vec![0; shift], wide].concat();
        assert_eq!(summary(&shifted), Some(Product::Book));
    }
    assert_eq!(summary(b"huiping-output"), Some(Product::Unnamed));
    // As LibreOffice 7 writes the keywords of one that it saved as .xls and as .ods.
    let commas = summary("huiping-output, 反馈单, bbcb786274712046\0".as_bytes());
    assert_eq!(commas, Some(Product::Slip));
    let elements = "<meta:keyword>huiping-output</meta:keyword><meta:keyword>反馈单</meta:keyword>";
    let mark = Mark::of_properties(elements).unwrap();
    assert_eq!((mark.product, mark.resaved), (Product::Slip, true));
    assert_eq!(summary(b"output"), None);
}
