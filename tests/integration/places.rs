//! What a folder may hold beside files: links, pipes, devices, shortcuts, members of one name.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::Reader as _;

use crate::program::{Ended, fates, huiping, huiping_in, samples, shown};

/// A folder with the forms of two units for 2023.
fn two_forms(folder: &Path) {
    for (from, to) in [
        ("水利局.xlsx", "2023/水利局.xlsx"),
        ("107-民政局.xlsx", "2023/民政局.xlsx"),
    ] {
        put(from, &folder.join(to));
    }
}

fn put(sample: &str, target: &Path) {
    fs::create_dir_all(target.parent().expect("a folder")).expect("made");
    fs::copy(samples().join("2023").join(sample), target).expect("a copy");
}

fn consolidated(input: &Path) -> (Ended, Vec<(String, String, String)>) {
    let out = tempfile::tempdir().expect("a folder");
    let ended = huiping(&[
        "consolidate",
        shown(input),
        "-o",
        shown(out.path()),
        "--no-slips",
    ]);
    let files = fates(out.path());
    (ended, files)
}

fn paths<'a>(files: &'a [(String, String, String)], status: &str) -> Vec<&'a str> {
    files
        .iter()
        .filter(|(_, of, _)| of == status)
        .map(|(path, _, _)| &**path)
        .collect()
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_that_stays_inside_reads_nothing_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        two_forms(folder.path());
        symlink(".", folder.path().join("2023/圈")).expect("a link");
        symlink("2023", folder.path().join("今年")).expect("a link");
        symlink("2023/水利局.xlsx", folder.path().join("水利局再报.xlsx")).expect("a link");
        let (ended, files) = consolidated(folder.path());
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        assert_eq!(
            paths(&files, "read"),
            ["2023/民政局.xlsx", "2023/水利局.xlsx"]
        );
        let told = |path: &str| {
            let (_, status, reason) = files.iter().find(|file| file.0 == path).expect("listed");
            assert_eq!(status, "skipped");
            assert!(reason.contains("已按它自己的位置列出"), "{reason}");
        };
        told("2023/圈");
        told("今年");
        told("水利局再报.xlsx");
    }

    #[test]
    fn what_only_a_link_shows_is_read_once_under_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        put("水利局.xlsx", &folder.path().join(".库/甲/水利局.xlsx"));
        put("107-民政局.xlsx", &folder.path().join(".库/民政局.xlsx"));
        symlink(".库/甲", folder.path().join("2023")).expect("a link");
        symlink("../../2023", folder.path().join(".库/甲/回来")).expect("a link");
        symlink(".库/民政局.xlsx", folder.path().join("民政局.xlsx")).expect("a link");
        let (ended, files) = consolidated(folder.path());
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        assert_eq!(paths(&files, "read"), ["2023/水利局.xlsx", "民政局.xlsx"]);
        assert!(
            !files.iter().any(|file| file.0.starts_with(".库/甲/水")),
            "{files:?}"
        );
    }

    #[test]
    fn a_years_folder_behind_a_link_out_is_no_complete_run() {
        let elsewhere = tempfile::tempdir().expect("a folder");
        two_forms(elsewhere.path());
        let folder = tempfile::tempdir().expect("a folder");
        put("水利局.xlsx", &folder.path().join("水利局.xlsx"));
        symlink(elsewhere.path().join("2023"), folder.path().join("2023")).expect("a link");
        symlink("没有的.xlsx", folder.path().join("断.xlsx")).expect("a link");
        let (ended, files) = consolidated(folder.path());
        assert_eq!(ended.code, 2, "{}", ended.stdout);
        assert_eq!(paths(&files, "read"), ["水利局.xlsx"]);
        assert!(
            ended.stdout.contains("2023：链接，指向所给文件夹之外"),
            "{}",
            ended.stdout
        );
        assert!(
            ended.stdout.contains("请把所指的文件复制进来"),
            "{}",
            ended.stdout
        );
        assert!(
            ended.stdout.contains("断.xlsx：链接，所指的位置打不开"),
            "{}",
            ended.stdout
        );
        // Given as a folder of its own, it is inside.
        let out = tempfile::tempdir().expect("a folder");
        fs::remove_file(folder.path().join("断.xlsx")).expect("removed");
        let both = [shown(folder.path()), shown(elsewhere.path())];
        let ended = huiping(&["consolidate", both[0], both[1], "-o", shown(out.path())]);
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        assert_eq!(paths(&fates(out.path()), "read").len(), 3);
    }

    #[test]
    fn a_folder_given_as_a_link_is_meant() {
        let folder = tempfile::tempdir().expect("a folder");
        two_forms(&folder.path().join("真"));
        let link = folder.path().join("报送");
        symlink("真", &link).expect("a link");
        let (ended, files) = consolidated(&link);
        assert_eq!(ended.code, 0, "{}", ended.stdout);
        assert_eq!(
            paths(&files, "read"),
            ["2023/民政局.xlsx", "2023/水利局.xlsx"]
        );
    }

    #[test]
    fn pipes_sockets_and_devices_are_listed_and_never_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        two_forms(folder.path());
        pipe(&folder.path().join("2023/财政局.xlsx"));
        let socket = folder.path().join("2023/套接字.xlsx");
        let _listening = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
        symlink("/dev/zero", folder.path().join("2023/零.xlsx")).expect("a link");
        let (ended, files) = consolidated(folder.path());
        assert_eq!(paths(&files, "read").len(), 2);
        assert_eq!(ended.code, 2, "a link out of the folder");
        assert!(
            ended
                .stdout
                .contains("财政局.xlsx：这是管道，不是文件，没有打开"),
            "{}",
            ended.stdout
        );
        assert!(
            ended
                .stdout
                .contains("套接字.xlsx：这是套接字，不是文件，没有打开")
        );
    }

    fn pipe(path: &Path) {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    }

    #[test]
    fn whatever_path_is_named_has_to_be_a_file_of_bounded_size() {
        let folder = tempfile::tempdir().expect("a folder");
        two_forms(folder.path());
        let fifo = folder.path().join("管道");
        pipe(&fifo);
        let input = shown(folder.path());
        for named in ["/dev/zero", shown(&fifo)] {
            for option in ["--roster", "--config", "--waivers", "--matches"] {
                refused(&["check", input, option, named]);
            }
            let profile = folder.path().join("方案.toml");
            fs::write(&profile, format!("extends = \"{named}\"\n")).expect("a profile");
            refused(&["check", input, "--profile", shown(&profile)]);
            refused(&["check", input, "--profile", named]);
            refused(&["check", named]);
            refused(&["explain", named]);
            let data = folder.path().join("区/data");
            fs::create_dir_all(&data).expect("made");
            let parquet = data.join("departments.parquet");
            let _ = fs::remove_file(&parquet);
            symlink(named, &parquet).expect("a link");
            refused(&[
                "consolidate",
                "--from",
                shown(&data),
                "-o",
                shown(&folder.path().join("出")),
            ]);
        }
    }

    fn refused(arguments: &[&str]) {
        let ended = huiping(arguments);
        assert_eq!(ended.code, 3, "{arguments:?}: {}", ended.stderr);
        let told = ended.stderr.contains("这是管道") || ended.stderr.contains("这是设备");
        assert!(told, "{arguments:?}: {}", ended.stderr);
    }
}

#[test]
fn a_settings_file_too_large_to_be_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    two_forms(folder.path());
    let large = folder.path().join("大.toml");
    let file = fs::File::create(&large).expect("a file");
    file.set_len(8 << 30).expect("sparse");
    let ended = huiping(&["check", shown(folder.path()), "--config", shown(&large)]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains("文件过大，最多 4 MB"),
        "{}",
        ended.stderr
    );
}

#[test]
fn two_members_of_one_name_are_two_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake/dup_names.zip");
    fs::copy(&archive, folder.path().join("报送.zip")).expect("a copy");
    let (ended, files) = consolidated(folder.path());
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let listed = ["报送.zip/自评表.xlsx", "报送.zip/自评表（第2个同名）.xlsx"];
    assert_eq!(paths(&files, "read"), listed);
    let ended = huiping(&["extract", shown(folder.path())]);
    let forms: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).expect("JSON");
    let of = |path: &str| {
        let form = forms
            .iter()
            .find(|form| form["source"]["path"] == path)
            .expect("a form");
        form["department"].as_str().expect("a unit").to_owned()
    };
    assert_ne!(of(listed[0]), of(listed[1]));
}

#[test]
fn a_shortcut_is_no_complete_run() {
    let folder = tempfile::tempdir().expect("a folder");
    two_forms(folder.path());
    fs::write(
        folder.path().join("2022.lnk"),
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F",
    )
    .expect("a file");
    let (ended, files) = consolidated(folder.path());
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert_eq!(paths(&files, "read").len(), 2);
    assert!(
        ended.stdout.contains("2022.lnk：快捷方式"),
        "{}",
        ended.stdout
    );
}

#[test]
fn names_that_are_shown_alike_are_told_apart() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("报送.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&archive).expect("a file"));
    let forms: [PathBuf; 2] =
        ["水利局.xlsx", "107-民政局.xlsx"].map(|name| samples().join("2023").join(name));
    for (name, form) in ["甲/表.xlsx", "甲//表.xlsx"].iter().zip(forms) {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a member");
        zip.write_all(&fs::read(form).expect("a form"))
            .expect("written");
    }
    zip.finish().expect("an archive");
    let (ended, files) = consolidated(folder.path());
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert_eq!(
        paths(&files, "read"),
        ["报送.zip/甲/表.xlsx", "报送.zip/甲/表（第2个同名）.xlsx"]
    );
}

/// The texts of a sheet.
fn sheet_texts(book: &Path, sheet: &str) -> Vec<String> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(book).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect()
}

/// Settings that switch a rule off and change another.
const SETTINGS: &str = "[checks.A12]\nenabled = false\n[checks.L07]\nseverity = \"提示\"\n";

fn account_of_settings(out: &Path) -> serde_json::Value {
    let text = fs::read_to_string(out.join("run.json")).expect("run.json");
    serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["settings"].clone()
}

#[test]
fn settings_found_in_the_working_folder_are_announced() {
    let (work, out) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    two_forms(&work.path().join("报送"));
    fs::write(work.path().join("huiping.toml"), SETTINGS).expect("settings");
    let arguments = ["consolidate", "报送", "-o", shown(out.path()), "--quiet"];
    let ended = huiping_in(work.path(), &arguments);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let changes = "规则 A12：停用；规则 L07：级别改为提示";
    for part in [
        "设置文件：huiping.toml（在当前文件夹中找到，SHA-256 ",
        changes,
    ] {
        assert!(ended.stderr.contains(part), "{}", ended.stderr);
    }
    let settings = account_of_settings(out.path());
    assert_eq!(settings["设置文件的内容"], changes);
    let hash = settings["设置文件"].as_str().expect("told").to_owned();
    assert!(
        hash.starts_with("huiping.toml（在当前文件夹中找到，SHA-256 ") && hash.len() > 64,
        "{hash}"
    );
    let book = sheet_texts(&out.path().join("绩效自评汇总.xlsx"), "校验规则");
    assert!(book.iter().any(|text| text == "设置文件的改动"), "{book:?}");
    assert!(book.iter().any(|text| text == "级别改为提示"));
    let notes = sheet_texts(&out.path().join("绩效自评汇总.xlsx"), "说明");
    assert!(
        notes.contains(&changes.to_owned()) && notes.contains(&hash),
        "{notes:?}"
    );
}

#[test]
fn settings_in_the_output_folder_go_before_those_of_the_working_folder() {
    let work = tempfile::tempdir().expect("a folder");
    two_forms(&work.path().join("报送"));
    fs::create_dir(work.path().join("出")).expect("made");
    fs::write(work.path().join("huiping.toml"), SETTINGS).expect("settings");
    fs::write(
        work.path().join("出/huiping.toml"),
        "profile = \"strict\"\n",
    )
    .expect("settings");
    fs::write(work.path().join("另.toml"), "").expect("settings");
    let ended = huiping_in(work.path(), &["consolidate", "报送", "-o", "出"]);
    assert!(
        ended.stderr.contains("出/huiping.toml（在结果文件夹中找到"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("设置文件的内容：评分方案 strict"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains("A12"), "{}", ended.stderr);
    let ended = huiping_in(
        work.path(),
        &["consolidate", "报送", "-o", "出", "--config", "另.toml"],
    );
    assert!(
        ended.stderr.contains("另.toml（由 --config 指定"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("没有改动任何设置"),
        "{}",
        ended.stderr
    );
    assert!(work.path().join("出/huiping.toml").exists());
}

#[test]
fn settings_among_the_submissions_are_listed_and_not_obeyed() {
    let work = tempfile::tempdir().expect("a folder");
    let input = work.path().join("报送");
    two_forms(&input);
    fs::write(input.join("2023/huiping.toml"), SETTINGS).expect("settings");
    let ended = huiping_in(work.path(), &["consolidate", "报送", "-o", "出"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(!ended.stderr.contains("设置文件的内容"), "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .contains("2023/huiping.toml：设置文件，放在报送材料里不起作用"),
        "{}",
        ended.stdout
    );
    // Where one works in the folder of the submissions, its own settings hold.
    fs::write(input.join("huiping.toml"), SETTINGS).expect("settings");
    let ended = huiping_in(&input, &["consolidate", ".", "-o", "../出"]);
    assert!(
        ended.stderr.contains("设置文件的内容：规则 A12：停用"),
        "{}",
        ended.stderr
    );
    let files = fates(&work.path().join("出"));
    let reason = |path: &str| {
        let file = files.iter().find(|file| file.0 == path).expect("listed");
        file.2.clone()
    };
    assert_eq!(reason("huiping.toml"), "本次运行所用的设置文件，不是自评表");
    assert!(reason("2023/huiping.toml").contains("不起作用"));
}

#[test]
fn a_form_on_a_hidden_sheet_alone_counts_with_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    two_forms(folder.path());
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .set_name("说明")
        .and_then(|page| page.write_string(0, 0, "请各单位按时报送"))
        .expect("a sheet");
    let page = book.add_worksheet();
    page.set_name("自评表旧").expect("named");
    page.set_hidden(true);
    let rows: [&[&str]; 8] = [
        &["部门整体支出绩效自评表（2023年度）"],
        &["单位名称", "某某区测试局"],
        &[
            "资金情况（万元）",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        &["年度资金总额", "100", "100", "95", "10", "95%", "9.5"],
        &[
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因",
        ],
        &[
            "产出指标",
            "数量指标",
            "培训人数",
            "≥500人",
            "500人",
            "50",
            "50",
            "",
        ],
        &[
            "效益指标",
            "社会效益指标",
            "服务对象受益面",
            "提升",
            "提升",
            "40",
            "40",
            "",
        ],
        &["总分", "", "", "", "", "100", "99.5"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(cells) {
            page.write_string(row, col, *text).expect("a cell");
        }
    }
    book.save(folder.path().join("2023/测试局.xlsx"))
        .expect("saved");
    let (ended, files) = consolidated(folder.path());
    assert_eq!(paths(&files, "read").len(), 3);
    let told = "注意：某某区测试局的自评表在隐藏的工作表“自评表旧”里（2023/测试局.xlsx）";
    assert_eq!(
        ended.stderr.matches("注意：").count(),
        1,
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
    let ended = huiping(&["check", shown(folder.path()), "--quiet"]);
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
}
