//! What lies beside the forms in a folder: reports and goal tables are put to use, and said to be.

use std::io::{Cursor, Write as _};
use std::path::Path;

use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::program::{huiping, samples, shown};

/// A report as a department writes it, with the figures of the sample form of 人力资源和社会保障局.
fn report(total: &str, budget: &str) -> Vec<String> {
    let mut lines: Vec<String> = [
        "云岫区部门整体支出绩效自评报告",
        "（2023年度）",
        "部门单位名称（公章）：云岫区人力资源和社会保障局",
        "填报时间：2024年4月15日",
        "一、基本情况",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push(format!(
        "本单位年初预算数为22635.40万元，全年预算数为{budget}万元，实际支出资金4388.99万元，预算执行率为23.65%，得2.37分。"
    ));
    lines.push("其中：基本支出全年预算数为966.99万元，基本支出预算执行率98.19%。".to_owned());
    lines.push("二、绩效分析".to_owned());
    for (name, completion, weight, score) in [
        ("职业技能培训人数", "129.39%", "6", "6"),
        ("培训费下降率", "0%", "6", "6"),
        ("预算经费", "81.98%", "8", "8"),
        ("项目支出预算执行率", "23.65%", "10", "2.37"),
        ("举报投诉案件结案率", "102.04%", "10", "10"),
        ("社会化管理覆盖率", "102.04%", "12", "12"),
        ("领取社会保险待遇资格认证率", "97.12%", "13", "13"),
        ("城镇登记失业率", "81.81%", "7", "5.73"),
        ("新增就业人数", "118.52%", "8", "8"),
        ("受益群众满意度", "103.95%", "10", "10"),
    ] {
        lines.push(format!(
            "{name}：指标完成率为{completion}，分值为{weight}分，自评得分{score}分。"
        ));
    }
    lines.push("三、评价结论".to_owned());
    lines.push(format!("2023年度自评综合得分{total}分，评价结果为“中”。"));
    lines.push("四、存在的主要问题".to_owned());
    lines.push("项目资金支付审批慢，培训费下降率没有达到目标，就业压力较大。".to_owned());
    lines.push("五、改进措施和建议".to_owned());
    lines.push("按月调度支付进度，结果经局务会集体研究，在政府网站公开。".to_owned());
    lines
}

/// A Word document of plain paragraphs.
fn document(lines: &[String]) -> Vec<u8> {
    let body: String = lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned(),
        ),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(part.as_bytes()).expect("a part");
    }
    zip.finish().expect("a document").into_inner()
}

fn copy_of_sample(name: &str, to: &Path) {
    std::fs::copy(samples().join("2023").join(name), to.join(name)).expect("a sample");
}

/// The findings of `check --format json`, of some rules.
fn findings(folder: &Path, rules: &[&str]) -> Vec<Value> {
    let ended = huiping(&["check", shown(folder), "--format", "json"]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let findings = all["findings"].as_array().expect("findings");
    let of_rules = findings
        .iter()
        .filter(|finding| rules.iter().any(|rule| finding["rule"] == *rule));
    of_rules.cloned().collect()
}

fn fate(folder: &Path, path: &str) -> Value {
    let output = tempfile::tempdir().expect("a folder");
    let ended = huiping(&["consolidate", shown(folder), "-o", shown(output.path())]);
    let text = std::fs::read_to_string(output.path().join("run.json")).expect(&ended.stderr);
    let run: Value = serde_json::from_str(&text).expect("JSON");
    let files = run["files"].as_array().expect("files");
    files
        .iter()
        .find(|file| file["path"] == path)
        .expect(path)
        .clone()
}

#[test]
fn a_report_in_word_is_held_against_its_form() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_sample("人力资源和社会保障局.xlsx", folder.path());
    let name = "自评报告.docx";
    std::fs::write(
        folder.path().join(name),
        document(&report("77.47", "18558.34")),
    )
    .expect("a report");
    // Its figures are the form's; its scores make 83.47, and it says 77.47.
    assert!(findings(folder.path(), &["D01", "D09"]).is_empty());
    let sums = findings(folder.path(), &["D08"]);
    assert_eq!(sums.len(), 1, "{sums:?}");
    let message = sums[0]["message"].as_str().expect("a message");
    for part in ["77.47", "83.47", "相差 6.00", "“培训费下降率”一项的得分 6"] {
        assert!(message.contains(part), "{part} in {message}");
    }
    let fate = fate(folder.path(), name);
    assert_eq!(fate["status"], "read");
    let reason = fate["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("自评报告")
            && reason.contains("云岫区人力资源和社会保障局 2023 年度")
            && reason.contains("报告写明的单位"),
        "{reason}"
    );
}

#[test]
fn a_report_in_plain_text_with_other_figures_is_quoted() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_sample("人力资源和社会保障局.xlsx", folder.path());
    let text = report("83.47", "19558.34").join("\n");
    std::fs::write(folder.path().join("人社局自评报告.txt"), text).expect("a report");
    let found = findings(folder.path(), &["D01"]);
    let messages: Vec<&str> = found.iter().filter_map(|f| f["message"].as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:#?}");
    let says = |parts: &[&str]| {
        messages
            .iter()
            .any(|message| parts.iter().all(|part| message.contains(part)))
    };
    assert!(says(&[
        "全年预算数为19558.34万元",
        "18558.34",
        "F4",
        "相差 1000 万元"
    ]));
    assert!(says(&["自评综合得分83.47分", "77.47", "J22", "相差 6"]));
    // Its own scores make 83.47: nothing to say of that.
    assert!(findings(folder.path(), &["D08"]).is_empty());
}

#[test]
fn a_report_of_nobody_is_said_to_be_of_no_use() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_sample("水利局.xlsx", folder.path());
    std::fs::write(
        folder.path().join("自评报告.docx"),
        document(&report("77.47", "18558.34")),
    )
    .expect("a report");
    assert!(
        findings(
            folder.path(),
            &["D01", "D03", "D05", "D07", "D08", "D09", "M06"]
        )
        .is_empty()
    );
    let fate = fate(folder.path(), "自评报告.docx");
    let reason = fate["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("没有找到对应单位和年度的自评表"),
        "{reason}"
    );
}

/// The goal table of 人力资源和社会保障局, as a system exports it.
fn goals(title: &str, target: &str) -> String {
    format!(
        "{title}（2023年度）,,,,,\n部门名称,云岫区人力资源和社会保障局,,,,\n\
         绩效指标,一级指标,二级指标,三级指标,指标值,分值\n\
         ,产出指标,数量指标,职业技能培训人数,{target},6\n\
         ,产出指标,质量指标,举报投诉案件结案率,98%以上,10\n\
         ,产出指标,质量指标,劳动合同签订率,≥95%,10\n"
    )
}

#[test]
fn approved_targets_are_held_against_the_form() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_sample("人力资源和社会保障局.xlsx", folder.path());
    let name = "部门整体支出绩效目标批复表.csv";
    let path = folder.path().join(name);
    std::fs::write(&path, goals("部门整体支出绩效目标批复表", "≥30000人")).expect("a table");
    let found = findings(folder.path(), &["Q09"]);
    assert_eq!(found.len(), 2, "{found:#?}");
    let changed = found
        .iter()
        .find(|finding| finding["severity"] == "error")
        .expect("a changed target");
    let message = changed["message"].as_str().expect("a message");
    for part in [
        "职业技能培训人数",
        "≥2.45万人",
        "E12",
        "≥30000人",
        name,
        "E4",
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
    let missing = found
        .iter()
        .find(|finding| finding["severity"] == "warning")
        .expect("a target left out");
    assert!(
        missing["message"]
            .as_str()
            .expect("a message")
            .contains("劳动合同签订率")
    );
    let fate = fate(folder.path(), name);
    assert_eq!(fate["status"], "refused");
    let reason = fate["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("不是自评表") && reason.contains("已作为批复的绩效目标"),
        "{reason}"
    );
    // The same number in another unit is the same target; a declaration is no approval.
    std::fs::write(&path, goals("部门整体支出绩效目标批复表", "≥24500人")).expect("a table");
    let found = findings(folder.path(), &["Q09"]);
    assert!(
        found.iter().all(|finding| finding["severity"] == "warning"),
        "{found:#?}"
    );
    std::fs::remove_file(&path).expect("gone");
    let declared = folder.path().join("绩效目标申报表.csv");
    std::fs::write(declared, goals("部门整体支出绩效目标申报表", "≥30000人")).expect("a table");
    let found = findings(folder.path(), &["Q09"]);
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|finding| finding["severity"] == "warning"),
        "{found:#?}"
    );
}

/// Two years of a renamed department, without a roster that says so.
fn renamed(folder: &Path) {
    for (year, name) in [
        ("2022", "行政审批局.xlsx"),
        ("2023", "政务服务和数据管理局.xlsx"),
    ] {
        std::fs::create_dir(folder.join(year)).expect("a folder");
        std::fs::copy(
            samples().join(year).join(name),
            folder.join(year).join(name),
        )
        .expect("a sample");
    }
}

#[test]
fn a_renamed_department_is_suspected_and_joined_once_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    renamed(folder.path());
    let suspected = findings(folder.path(), &["Y08"]);
    assert_eq!(suspected.len(), 1, "{suspected:#?}");
    let message = suspected[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("“云岫区行政审批局”只有 2022 年度的表") && message.contains("可能是更名"),
        "{message}"
    );
    // What the message says is written down, one indicator with it, and one pair that meets nothing.
    let settings = folder.path().join("huiping.toml");
    std::fs::write(
        folder.path().join("对应关系.csv"),
        "部门,上年名称,本年名称,是否相同\n,云岫区行政审批局,云岫区政务服务和数据管理局,是\n云岫区政务服务和数据管理局,没有这个指标,也没有这个,是\n",
    )
    .expect("a table");
    std::fs::write(&settings, "matches = \"对应关系.csv\"\n").expect("settings");
    let call = |format: &[&str]| {
        let mut arguments = vec!["check", shown(folder.path()), "--config", shown(&settings)];
        arguments.extend(format);
        huiping(&arguments)
    };
    let ended = call(&["--format", "json"]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let of = |rule: &str| -> Vec<&Value> {
        let all = all["findings"].as_array().expect("findings");
        all.iter()
            .filter(|finding| finding["rule"] == rule)
            .collect()
    };
    assert!(of("Y08").is_empty());
    let unused = of("W02");
    assert_eq!(unused.len(), 1, "{unused:#?}");
    let message = unused[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("第 3 行") && message.contains("“没有这个指标”"),
        "{message}"
    );
}

#[test]
fn a_table_of_pairs_that_cannot_be_used_says_how_to_mend_it() {
    let folder = tempfile::tempdir().expect("a folder");
    renamed(folder.path());
    let table = folder.path().join("对应.csv");
    std::fs::write(&table, "上年名称,本年名称,是否相同\n甲局,乙局,也许\n").expect("a table");
    let ended = huiping(&["check", shown(folder.path()), "--matches", shown(&table)]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains("第 2 行的“是否相同”写的是“也许”"),
        "{}",
        ended.stderr
    );
}
