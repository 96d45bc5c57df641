//! The sheet in front: what the file was taken for, what the colours mean, columns, accounts, unread cells.

use super::{DRAWN_SHEETS, Reading, Table, sample};
use crate::form::block_confidence;
use crate::form::model::{Block, CellUse};
use crate::form::teaching::suggest::unread_below;
use crate::intake::grid::column_letters;
use crate::report::workbook::cell::{Cell, Content, Kind, Part, Tone};
use crate::report::workbook::sheet::Sheet;

/// The sheet's name.
pub(super) const NAME: &str = "识别说明";

/// More unread cells than this are counted, not listed.
const LISTED: usize = 2_000;

pub(super) fn sheet<'a>(reading: &Reading<'_>) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.widths = vec![22, 16, 34, 26, 12];
    sheet.printed = 5;
    sheet.portrait = true;
    sheet.title("识别说明".to_owned(), 5);
    sheet.remark(format!("文件：{}", reading.path));
    sheet.line(
        Content::text(format!("结果：{}", reading.outcome)),
        Kind::Text.toned(Tone::Heading),
    );
    for remark in reading.remarks {
        sheet.remark(format!("提示：{remark}"));
    }
    let more = reading.workbook.sheets.len().saturating_sub(DRAWN_SHEETS);
    if more > 0 {
        sheet.remark(format!(
            "原文件工作表较多，只画出前 {DRAWN_SHEETS} 个，另有 {more} 个未画出。"
        ));
    }
    sheet.gap();
    legend(&mut sheet);
    for (nth, table) in reading.tables.iter().enumerate() {
        sheet.gap();
        describe(&mut sheet, nth + 1, table);
    }
    if !reading.layouts.is_empty() {
        sheet.gap();
        heading(
            &mut sheet,
            "教会程序读这种表：把下面的内容写进 huiping.toml",
        );
        for line in reading.layouts.lines() {
            sheet.remark(line.to_owned());
        }
    }
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: &str) {
    sheet.line(
        Content::text(text.to_owned()),
        Kind::Text.toned(Tone::Heading),
    );
}

fn row<'a>(texts: [String; 5], tone: Tone) -> Vec<Cell<'a>> {
    texts
        .into_iter()
        .map(|text| Content::text(text).looking(Kind::Prose.toned(tone)))
        .collect()
}

fn heads(sheet: &mut Sheet<'_>, texts: [&str; 5]) {
    sheet.push(row(texts.map(str::to_owned), Tone::Head));
}

fn legend(sheet: &mut Sheet<'_>) {
    heading(sheet, "图例（黑白打印时看标记、粗细和边框）");
    for part in Part::ALL {
        let told = match part {
            Part::Value(_) => "有底色、实线框，文字后有〔〕标记",
            Part::Gap => "空白，有一条斜线",
            Part::Label => "灰底、粗体",
            Part::Note => "斜体、点线框，无底色",
            Part::Unread => "红底、粗体、粗虚线框，文字后有〔？〕",
            Part::Outside => "无底色、细线框",
        };
        sheet.push(vec![
            sample(part, false),
            Content::text(told).looking(Kind::Text.toned(Tone::Remark)),
        ]);
    }
    sheet.push(vec![
        sample(Part::Outside, true),
        Content::text("原表中隐藏的行、列里的内容：删除线，文字后有〔隐〕")
            .looking(Kind::Text.toned(Tone::Remark)),
    ]);
}

fn describe(sheet: &mut Sheet<'_>, nth: usize, table: &Table<'_>) {
    let form = table.form;
    let name = form.source.sheets.join("、");
    heading(
        sheet,
        &format!(
            "第 {nth} 张表：工作表“{name}”，区域 {}，{}，识别把握 {}%",
            form.source.range,
            form.kind.label(),
            form.confidence
        ),
    );
    if let Some(reason) = table.refused {
        sheet.line(
            Content::text(format!("未采用：{reason}")),
            Kind::Text.toned(Tone::Heading),
        );
    }
    let count = |fate| form.coverage.count(fate);
    sheet.remark(format!(
        "单元格 {} 个 = 采用 {} + 表头标签 {} + 注释 {} + 未读 {}",
        form.coverage.cells.len(),
        count(CellUse::Used),
        count(CellUse::Label),
        count(CellUse::Note),
        count(CellUse::Unread)
    ));
    heads(sheet, ["部分", "列", "表头", "读作", "把握"]);
    for block in Block::ALL {
        let sure = block_confidence(form, block);
        let columns = match block {
            Block::Funds => &form.fund_columns,
            Block::Indicators => &form.columns,
            _ => &[][..],
        };
        let Some(sure) = sure else { continue };
        sheet.push(row(
            [
                block.label().to_owned(),
                String::new(),
                "（整个部分）".to_owned(),
                String::new(),
                format!("{sure}%"),
            ],
            Tone::Total,
        ));
        for column in columns {
            sheet.push(row(
                [
                    block.label().to_owned(),
                    column_letters(column.col),
                    column.heading.clone(),
                    column
                        .field
                        .clone()
                        .unwrap_or_else(|| match unread_below(form, column) {
                            0 => "不取数".to_owned(),
                            unread => format!("不认识，{unread} 个单元格未读"),
                        }),
                    column
                        .field
                        .as_ref()
                        .map(|_| format!("{}%", column.confidence))
                        .unwrap_or_default(),
                ],
                Tone::Body,
            ));
        }
    }
    let unread: Vec<_> = form.coverage.unread().collect();
    if unread.is_empty() {
        return;
    }
    sheet.remark(format!("未读单元格 {} 个：", unread.len()));
    heads(sheet, ["单元格", "", "内容", "", ""]);
    for (at, text) in unread.iter().take(LISTED) {
        sheet.push(row(
            [
                form.source.address(*at),
                String::new(),
                (*text).to_owned(),
                String::new(),
                String::new(),
            ],
            Tone::Body,
        ));
    }
}
