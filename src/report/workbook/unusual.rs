//! 雷同与异常: what the rules that hold forms against each other have found, told by what it is. The sheet
//! finds nothing itself: a rule that is off is silent here too.

use std::borrow::Cow;

use super::Context;
use super::cell::{Content, Kind, Tone};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, Tables, section};
use crate::checks::run::RuleOutcome;
use crate::compare::FindingRecord;

pub(super) const NAME: &str = "雷同与异常";
/// The category of the findings that compare forms with each other.
const PEERS: &str = "同类与年度";

/// What stands in a part of its own: the rule, and what it looks for.
const PARTS: [(&str, &str); 3] = [
    ("Y01", "一、雷同：与其他单位的指标或文字相同"),
    ("Y05", "二、偏离：得分远离同类部门，或与复核得分相差悬殊"),
    ("L16", "三、满分：各项全部满分"),
];

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.title("雷同与异常情况表".to_owned(), 7);
    sheet.remark(
        "以下是问题清单中相应规则提出的问题，为核查线索，不是结论：雷同可能出于统一布置，偏离可能事出有因。规则的界限见“校验规则”，停用或豁免的这里也不列。",
    );
    sheet.gap();
    for (rule, heading) in PARTS {
        let rows = findings(context, |finding| finding.rule == rule);
        let state = state(context, rule);
        let heading = format!("{heading}（规则 {rule}），共 {} 个{state}", rows.len());
        part(&mut sheet, heading, &rows, tables);
    }
    let rows = findings(context, |finding| {
        finding.category == PEERS && PARTS.iter().all(|(rule, _)| finding.rule != *rule)
    });
    let heading = format!("四、其他同类与年度核对发现的问题，共 {} 个", rows.len());
    part(&mut sheet, heading, &rows, tables);
    sheet
}

fn findings<'a>(
    context: Context<'a>,
    which: impl Fn(&FindingRecord) -> bool,
) -> Vec<&'a FindingRecord> {
    let findings = context.material.records.findings.iter();
    findings.filter(|finding| which(finding)).collect()
}

/// What became of a rule besides the findings that are listed, to follow their number.
fn state(context: Context<'_>, id: &str) -> String {
    let Some(rule) = context.material.rules.iter().find(|rule| rule.id == id) else {
        return String::new();
    };
    if rule.off {
        return "；该规则已停用，没有核对".to_owned();
    }
    let mut parts = Vec::new();
    if rule.waived > 0 {
        parts.push(format!("另有 {} 个已豁免", rule.waived));
    }
    if rule.suppressed > 0 {
        parts.push(format!(
            "另有 {} 个与其他规则重复，已在那里列出",
            rule.suppressed
        ));
    }
    parts.extend(why_not_judged(rule));
    parts.into_iter().map(|part| format!("；{part}")).collect()
}

/// Why nothing was judged, where that is so.
fn why_not_judged(rule: &RuleOutcome) -> Option<String> {
    if rule.passed + rule.findings + rule.waived + rule.suppressed > 0 {
        return None;
    }
    let reasons: Vec<&str> = rule.not_judged.keys().map(String::as_str).collect();
    (!reasons.is_empty()).then(|| format!("没有判定：{}", reasons.join("；")))
}

fn part<'a>(sheet: &mut Sheet<'a>, heading: String, rows: &[&'a FindingRecord], tables: &Tables) {
    sheet.line(Content::text(heading), Kind::Text.toned(Tone::Heading));
    let mut columns: Columns<'a, &'a FindingRecord> = Columns::new();
    columns.add("年度", 8, Kind::Year, |row, _| Content::whole(row.year));
    columns.add("单位", 28, Kind::Prose, |row, _| {
        Content::text(&*row.department)
    });
    columns.add("事项", 28, Kind::Prose, |row, _| {
        Content::text(&*row.title)
    });
    columns.add("问题编号", 10, Kind::Count, |row, _| {
        Content::count(row.number)
    });
    columns
        .add("级别", 12, Kind::Word, |row, _| {
            Content::text(row.severity.to_string())
        })
        .marked(Sign::Grave("错误"));
    columns.add("规则", 12, Kind::Word, |row, _| Content::text(&*row.rule));
    columns.add("说明", 60, Kind::Prose, |row, _| {
        Content::text(beginning(&row.message))
    });
    section(sheet, &columns, rows, tables);
}

/// How much of a finding is told here; all of it stands in 问题清单.
const TOLD: usize = 200;

fn beginning(message: &str) -> Cow<'_, str> {
    if message.chars().count() <= TOLD {
        return Cow::Borrowed(message);
    }
    let kept: String = message.chars().take(TOLD).collect();
    Cow::Owned(format!("{kept}……"))
}
