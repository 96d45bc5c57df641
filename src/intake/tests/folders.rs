//! Folders and archives: every file listed, each with its fate.

use super::*;
use crate::fingerprint::sha256;
use crate::results::{Product, mark};

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
        ("out/丁局.xlsx", &workbook),
        ("out/data/forms.csv", b"a,b"),
        ("戊局/绩效自评汇总.xlsx", &workbook),
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
            ("out/data/forms.csv", true),
            ("out/run.json", false),
            ("out/丁局.xlsx", true),
            ("out/绩效自评汇总.xlsx", true),
            ("包.rar", false),
            ("坏.xlsx", true),
            ("戊局/绩效自评汇总.xlsx", true),
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
        let reading = read(file, ReadOptions::default()).unwrap();
        assert_eq!(cell(&reading.workbook.sheets[0], "A1").shown, "绩效自评表");
    }
    let broken = found.iter().find(|file| file.path == "坏.xlsx").unwrap();
    assert!(matches!(
        read(broken, ReadOptions::default()),
        Err(ReadError::Damaged(_))
    ));
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
    // Where a given folder lies says nothing about its files.
    put(folder.path(), ".归档/甲局.xlsx", &workbook);
    let hidden = [roots[0].clone(), folder.path().join(".归档")];
    assert!(
        discover(&hidden)
            .unwrap()
            .iter()
            .all(FoundFile::is_candidate)
    );
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

#[test]
fn its_own_workbook_is_known_under_any_name() {
    let folder = tempfile::tempdir().unwrap();
    let marked = marked_workbook(Product::Book);
    let archive = archive_of(&[("反馈单/某局.xlsx", &marked_workbook(Product::Slip))]);
    put(folder.path(), "改名后的汇总.xlsx", &marked);
    put(folder.path(), "交回.zip", &archive);
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    let fates: Vec<(&str, &Fate)> = found.iter().map(|f| (f.name(), &f.fate)).collect();
    let copy = |product| Fate::Skipped(SkipReason::OwnCopy(product));
    assert_eq!(
        fates,
        [
            ("某局.xlsx", &copy(Product::Slip)),
            ("改名后的汇总.xlsx", &copy(Product::Book)),
        ]
    );
}

#[test]
fn a_slip_is_known_again_after_another_program_saved_it() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["ods", "xls", "xlsx"];
    for format in formats {
        let saved = fixture(&format!("slip-saved-by-libreoffice.{format}"));
        put(folder.path(), &format!("答复.{format}"), &saved);
    }
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    let fates: Vec<&Fate> = found.iter().map(|file| &file.fate).collect();
    let slip = Fate::Skipped(SkipReason::OwnCopy(Product::Slip));
    assert_eq!(fates, [&slip, &slip, &slip]);
}

fn marked_workbook(product: Product) -> Vec<u8> {
    let mut writer = Writer::new();
    let properties = rust_xlsxwriter::DocProperties::new();
    writer.set_properties(&properties.set_keywords(mark::text(product, None)));
    writer.add_worksheet().write_string(0, 0, "汇总表").unwrap();
    writer.save_to_buffer().unwrap()
}

#[test]
fn only_what_the_list_of_a_run_names_with_its_hash_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let (book, slip) = (
        marked_workbook(Product::Book),
        marked_workbook(Product::Slip),
    );
    let form = small_workbook();
    for (name, bytes) in [
        ("out/绩效自评汇总.xlsx", book.as_slice()),
        ("out/反馈单/甲局.xlsx", &slip),
        ("out/反馈单/乙局.xlsx", &slip),
        ("out/反馈单/丙局.xlsx", &form),
        ("out/反馈单/丁局.xlsx", &form),
        ("out/data/forms.csv", b"a,b"),
        ("out/data/funds.csv", b"a,b"),
    ] {
        put(folder.path(), name, bytes);
    }
    let listed =
        |path: &str, bytes: &[u8]| serde_json::json!({"path": path, "sha256": sha256(bytes)});
    let account = serde_json::json!({
        "version": "0.1.0",
        "ledgers": {},
        "outputs": [
            listed("绩效自评汇总.xlsx", &book),
            listed("反馈单/甲局.xlsx", &slip),
            // Changed since; a form has taken its place; a form that bears no mark though the hash is right.
            listed("反馈单/乙局.xlsx", b"as it was"),
            listed("反馈单/丙局.xlsx", b"as it was"),
            listed("反馈单/丁局.xlsx", &form),
            listed("data/forms.csv", b"a,b"),
        ],
    });
    put(
        folder.path(),
        "out/run.json",
        account.to_string().as_bytes(),
    );
    let fates = |found: Vec<FoundFile>| -> Vec<(String, String)> {
        let shown = |file: FoundFile| match file.fate {
            Fate::Candidate => "读".to_owned(),
            Fate::Skipped(SkipReason::OwnOutput) => "自己的".to_owned(),
            Fate::Skipped(SkipReason::OwnCopy(product)) => product.to_string(),
            Fate::Skipped(other) => other.to_string(),
        };
        found
            .into_iter()
            .map(|file| (file.path.clone(), shown(file)))
            .collect()
    };
    let paths = [folder.path().to_path_buf()];
    let all = fates(discover(&paths).unwrap());
    let expected = [
        ("out/data/forms.csv", "自己的"),
        ("out/data/funds.csv", "读"),
        ("out/run.json", "自己的"),
        ("out/反馈单/丁局.xlsx", "读"),
        ("out/反馈单/丙局.xlsx", "读"),
        ("out/反馈单/乙局.xlsx", "反馈单"),
        ("out/反馈单/甲局.xlsx", "自己的"),
        ("out/绩效自评汇总.xlsx", "自己的"),
    ]
    .map(|(path, fate)| (path.to_owned(), fate.to_owned()));
    assert_eq!(all, expected);
    // For a run that writes there, what the run before wrote there is none of the files.
    put(folder.path(), "out/.汇评-锁", b"");
    put(folder.path(), "out/.汇评-暂存/新/run.json", b"{}");
    let beside = discover_beside(&paths, Some(&folder.path().join("out"))).unwrap();
    let rest: Vec<_> = expected
        .iter()
        .filter(|(_, fate)| fate != "自己的")
        .cloned()
        .collect();
    assert_eq!(fates(beside), rest);
}

#[test]
fn names_in_archives_may_be_gbk() {
    // A stored member under its GBK name, without the mark that names are UTF-8.
    let mut archive = archive_of(&[("AAAA.csv", "甲,1\n乙,2".as_bytes())]);
    let gbk = encoding_rs::GB18030.encode("某局").0.into_owned();
    for place in 0..archive.len() - 4 {
        if &archive[place..place + 4] == b"AAAA" {
            archive[place..place + 4].copy_from_slice(&gbk);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "报送.zip", &archive);
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    assert_eq!(found[0].path, "报送.zip/某局.csv");
    assert!(found[0].is_candidate());
    let reading = read(&found[0], ReadOptions::default()).unwrap();
    assert_eq!(cell(&reading.workbook.sheets[0], "B2").shown, "2");
}

#[test]
fn an_empty_archive_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "空.zip", &archive_of(&[]));
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    let Fate::Skipped(reason) = &found[0].fate else {
        panic!("an empty archive is no candidate");
    };
    assert_eq!(
        reason.to_string(),
        "压缩包无法打开（里面没有文件）；请解压到文件夹后重试"
    );
}

#[cfg(unix)]
#[test]
fn names_in_gbk_are_shown_as_they_were_written() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = encoding_rs::GB18030.encode("某局.xlsx").0.into_owned();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(&name));
    let mut file = File::create(path).unwrap();
    file.write_all(&small_workbook()).unwrap();
    let found = discover(&[folder.path().to_path_buf()]).unwrap();
    let [file] = found.as_slice() else {
        panic!("one file expected");
    };
    assert_eq!(file.path, "某局.xlsx");
    assert_eq!(
        read(file, ReadOptions::default())
            .unwrap()
            .workbook
            .sheets
            .len(),
        1
    );
}
