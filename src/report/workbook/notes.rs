//! 说明: what the workbook is, by which rules it was made, what it covers, how it is read.

use super::Context;
use super::bands;
use super::cell::{Content, Kind, Tone};
use super::limits;
use super::sheet::Sheet;
use super::table::{Columns, Tables, place};
use crate::compare::FileStatus;
use crate::fault::Fault;

pub(super) const NAME: &str = "说明";
/// The widths of the two columns.
pub(super) const FIRST: u16 = 30;
pub(super) const SECOND: u16 = 100;

type Line = (String, String);

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let material = context.material;
    let mut sheet = Sheet::new(NAME);
    sheet.title("绩效自评汇总说明".to_owned(), 2);
    sheet.gap();

    block(&mut sheet, "一、本次汇总", &coverage(context), tables);
    block(&mut sheet, "二、评分规则", &rules(context), tables);
    heading(&mut sheet, "三、等级标准");
    bands::place_all(&mut sheet, context, tables);
    sheet.remark("改动下限，汇总表和排名表的等级随之更新。分数按两位小数、四舍五入后与下限比较。");
    sheet.gap();

    block(&mut sheet, "四、各表怎样读", &guide(context), tables);
    block(&mut sheet, "五、局限", &limits(), tables);
    if !material.settings.stated.is_empty() {
        block(
            &mut sheet,
            "六、运行设置",
            &material.settings.stated,
            tables,
        );
    }
    let left_out = left_out(context);
    if !left_out.is_empty() {
        block(
            &mut sheet,
            "未采用或未能读取、跳过的文件",
            &left_out,
            tables,
        );
    }
    sheet
}

/// Tells of the program's own faults at the end of the sheet, where there are any.
pub(super) fn tell_faults(sheet: &mut Sheet<'_>, faults: &[Fault]) {
    if faults.is_empty() {
        return;
    }
    let lines: Vec<Line> = faults
        .iter()
        .map(|fault| line(&fault.missing, fault.why.clone()))
        .collect();
    block(
        sheet,
        "程序自身的问题（不是填报的问题，其余结果不受影响；请把以下内容转给维护人员）",
        &lines,
        &Tables::new(),
    );
}

/// The files that gave no form, each with what happened and what to do.
fn left_out(context: Context<'_>) -> Vec<Line> {
    let files = &context.material.records.files;
    files
        .iter()
        .filter(|file| file.status != FileStatus::Read)
        .map(|file| {
            let reason = file.reason.as_deref().unwrap_or_default();
            line(&file.path, format!("{}：{reason}", file.status.label()))
        })
        .collect()
}

fn heading(sheet: &mut Sheet<'_>, text: &'static str) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

fn block(sheet: &mut Sheet<'_>, title: &'static str, lines: &[Line], tables: &Tables) {
    heading(sheet, title);
    let mut columns: Columns<'_, Line> = Columns::new();
    columns.add("项目", FIRST, Kind::Prose, |line, _| {
        Content::text(line.0.clone())
    });
    columns.add("内容", SECOND, Kind::Prose, |line, _| {
        Content::text(line.1.clone())
    });
    place(sheet, &columns, lines, tables);
    sheet.gap();
}

fn line(what: &str, content: impl Into<String>) -> Line {
    (what.to_owned(), content.into())
}

fn coverage(context: Context<'_>) -> Vec<Line> {
    let records = context.material.records;
    let files = |status| {
        records
            .files
            .iter()
            .filter(|file| file.status == status)
            .count()
    };
    let years: Vec<String> = records.years().iter().map(i32::to_string).collect();
    let current = records.current().count();
    let mut lines = vec![
        line(
            "本表是什么",
            "由各部门报送的绩效自评表汇总而成：读取每份表，按统一规则复算得分，核对勾稽关系，排名并对比年度。每个取自原表的数都注明原表的单元格，并可点击打开。",
        ),
        line("年度", years.join("、")),
        line(
            "文件",
            format!(
                "找到 {} 个：读取 {} 个，未采用或未能读取 {} 个，跳过 {} 个（后两种逐个列在本页末）",
                records.files.len(),
                files(FileStatus::Read),
                files(FileStatus::Refused),
                files(FileStatus::Skipped)
            ),
        ),
        line(
            "自评表",
            format!(
                "共 {} 份，其中计入 {current} 份，被后一版本替代或重复的 {} 份不计入",
                records.departments.len(),
                records.departments.len() - current
            ),
        ),
    ];
    if let Some(roster) = context.material.roster {
        lines.push(line(
            "应报单位",
            format!("{} 家（{}）", roster.entries.len(), roster.path),
        ));
    }
    let unknown = records.current().filter(|form| form.year.is_none()).count();
    if unknown > 0 {
        lines.push(line(
            "年度不明",
            format!("{unknown} 份表看不出年度，列入汇总表但不排名"),
        ));
    }
    if let Some(time) = &context.material.settings.generated_at {
        lines.push(line("生成时间", time.clone()));
    }
    lines.push(line(
        "程序",
        format!("汇评 {}", context.material.settings.version),
    ));
    lines.push(line(
        "运行编号",
        format!(
            "{}（由程序版本、设置和各份报送文件的内容算出；同一次运行的各个结果文件编号相同）",
            context.material.settings.run
        ),
    ));
    lines
}

fn rules(context: Context<'_>) -> Vec<Line> {
    let profile = context.material.profile;
    let mut lines = vec![line(
        "评分规则",
        format!("{}（{}）", profile.label, profile.name),
    )];
    lines.extend(profile.rules.iter().cloned());
    if !profile.sha256.is_empty() {
        lines.push(line("规则指纹", format!("SHA-256 {}", profile.sha256)));
    }
    lines
}

fn guide(context: Context<'_>) -> Vec<Line> {
    let low = limits::told(context, |form| form.execution_low, limits::percent);
    vec![
        line(
            "自评得分、复算得分、最终得分",
            "自评得分是原表所列；复算得分由程序按评分规则逐行计算；最终得分以复核填写的得分为准，没有填写的沿用复算得分。",
        ),
        line(
            "已复算、沿用自评、未判定",
            "已复算：由指标值和实际完成值算出。沿用自评：定性指标由人评定，得分在档次之内。未判定：缺少数据或无法理解，不等于通过，暂以自评得分计入，并列出可能的最高、最低名次。",
        ),
        line(
            "黄色单元格",
            "供复核填写，带有校验；填写后各表随之更新。其余单元格不必改动。",
        ),
        line("空单元格", "原表没有这个数。空不等于零，不参加合计和平均。"),
        line(
            "黑白打印",
            format!(
                "须注意的数加粗并带底纹，低于 {low} 的执行率加粗并带下划线，未判定为斜体加网纹，不靠颜色也能辨认。各表右侧的单元格地址、原文和链接只在屏幕上看，不打印。"
            ),
        ),
        line(
            "打开原表",
            "链接是相对路径：结果文件夹和原表文件夹一起移动，链接仍然有效。",
        ),
    ]
}

fn limits() -> Vec<Line> {
    vec![
        line(
            "核对的范围",
            "只核对表内和各表之间的数字与文字，不能代替对佐证材料的审查。",
        ),
        line(
            "评分规则",
            "各地规定不同。采用何种规则由本单位决定，复算得分仅供复核参考。",
        ),
        line(
            "未判定的指标",
            "未判定的分值暂按自评计入复算得分，得分可能偏高；排名表列出其可能的最好和最差名次，反馈单请单位补充。",
        ),
        line("雷同与异常", "只是线索，不是结论，须由人核实。"),
        line(
            "未读单元格",
            "版式不认识的内容不猜测，逐格列在“未读单元格”，请看一眼是否漏了要紧内容。",
        ),
    ]
}
