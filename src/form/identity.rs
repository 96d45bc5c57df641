//! Whose form it is, of what kind, and for which year.

use super::draft::Draft;
use super::head::Head;
use super::model::{FormKind, Sourced};
use super::sheet::Sheet;
use super::vocabulary::HeadField;
use super::wording::{fold, split_code, years_in};

pub(super) fn kind_of(sheets: &[Sheet<'_>], draft: &Draft) -> FormKind {
    let by_text = |text: &str| {
        let key = fold(text);
        if key.contains("转移支付") {
            Some(FormKind::Transfer)
        } else if key.contains("整体") || key.contains("部门支出") {
            Some(FormKind::Department)
        } else if key.contains("项目") || key.contains("专项") {
            Some(FormKind::Project)
        } else {
            None
        }
    };
    let sheet_name = sheets
        .get(draft.placed.sheet)
        .map_or("", |sheet| sheet.grid.name.as_str());
    by_text(&draft.head.title.text)
        .or_else(|| {
            draft
                .head
                .value(HeadField::Project)
                .value
                .is_some()
                .then_some(FormKind::Project)
        })
        .or_else(|| by_text(sheet_name))
        .unwrap_or(FormKind::Department)
}

/// The unit that is evaluated, and its code.
///
/// On a department form the named department, else the supervising department, else what the title
/// names; on a project form the implementing unit, else the supervising department.
pub(super) fn department_of(head: &Head, kind: FormKind) -> (Sourced<String>, Sourced<String>) {
    let order = match kind {
        FormKind::Department => [
            HeadField::Department,
            HeadField::Supervisor,
            HeadField::Implementer,
        ],
        FormKind::Project => [
            HeadField::Implementer,
            HeadField::Supervisor,
            HeadField::Department,
        ],
        FormKind::Transfer => [
            HeadField::Implementer,
            HeadField::Department,
            HeadField::Supervisor,
        ],
    };
    let stated = order
        .into_iter()
        .map(|field| head.value(field))
        .find(|value| value.value.is_some());
    let place = || {
        order
            .into_iter()
            .find(|field| head.names(*field))
            .map(|field| head.value(field))
    };
    let from_title = || {
        (kind == FormKind::Department)
            .then(|| title_department(head))
            .flatten()
    };
    let named = stated
        .or_else(from_title)
        .or_else(place)
        .unwrap_or_default();
    let own_code = head.value(HeadField::Code);
    let Some(text) = named.value.clone() else {
        return (named, own_code);
    };
    let (code, name) = split_code(&text);
    let code = code.map_or(own_code, |code| Sourced {
        value: Some(code),
        cells: named.cells.clone(),
        text: named.text.clone(),
    });
    let name = Sourced {
        value: Some(name),
        ..named
    };
    (name, code)
}

/// `某区林业局2021年部门整体支出绩效自评表` → 某区林业局.
fn title_department(head: &Head) -> Option<Sourced<String>> {
    const ENDINGS: [&str; 20] = [
        "局", "委", "办", "院", "中心", "镇", "街道", "乡", "会", "所", "站", "馆", "校", "学",
        "政府", "部", "处", "队", "联", "室",
    ];
    let title = head.title.value.as_deref()?;
    let key = fold(title);
    let cut = ["部门整体", "整体支出", "整体绩效", "部门支出", "部门预算"]
        .iter()
        .filter_map(|word| key.find(word))
        .min()?;
    let named = key.get(..cut)?;
    let named: String = years_in(named).iter().fold(named.to_owned(), |text, year| {
        text.replace(&format!("{year}年度"), "")
            .replace(&format!("{year}年"), "")
            .replace(&year.to_string(), "")
    });
    let named = named
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    ENDINGS
        .iter()
        .any(|ending| named.ends_with(ending))
        .then(|| Sourced {
            value: Some(named),
            cells: head.title.cells.clone(),
            text: head.title.text.clone(),
        })
}

/// The year of the head; else of the sheet's name; else the one the goals speak of.
pub(super) fn year_of(sheets: &[Sheet<'_>], draft: &Draft) -> Sourced<i32> {
    if draft.head.year.value.is_some() {
        return draft.head.year.clone();
    }
    let by_sheet = sheets
        .get(draft.placed.sheet)
        .and_then(|sheet| years_in(&sheet.grid.name).first().copied());
    if let Some(year) = by_sheet {
        return Sourced {
            value: Some(year),
            cells: Vec::new(),
            text: "工作表名".to_owned(),
        };
    }
    let mut counted: Vec<(usize, i32, &Sourced<String>)> = Vec::new();
    for text in draft.goals.achieved.iter().chain(&draft.goals.expected) {
        for year in years_in(&text.text) {
            match counted.iter_mut().find(|(_, known, _)| *known == year) {
                Some((count, _, _)) => *count += 1,
                None => counted.push((1, year, text)),
            }
        }
    }
    counted
        .into_iter()
        .max_by_key(|(count, year, _)| (*count, *year))
        .map(|(_, year, text)| Sourced {
            value: Some(year),
            cells: text.cells.clone(),
            text: text.text.clone(),
        })
        .unwrap_or_default()
}
