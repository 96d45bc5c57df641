//! Whose form it is, of what kind, and for which year.

use super::draft::Draft;
use super::head::Head;
use super::model::{FormKind, SelfEvaluation, Sourced};
use super::sheet::Sheet;
use super::vocabulary::HeadField;
use super::wording::{fold, split_code, years_in};
use crate::value::blank::is_formula_error;

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
    // 转移支付(项目)名称: the label says what kind of money it is.
    let names_transfer =
        draft.head.labelled.iter().any(|labelled| {
            labelled.label.starts_with("转移支付") && labelled.value.value.is_some()
        });
    if names_transfer {
        return FormKind::Transfer;
    }
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
/// names; on a project form the implementing unit, else the one that fills it in, else the supervising department.
pub(super) fn department_of(head: &Head, kind: FormKind) -> (Sourced<String>, Sourced<String>) {
    let order = match kind {
        FormKind::Department => [
            HeadField::Department,
            HeadField::Supervisor,
            HeadField::Implementer,
        ],
        FormKind::Project => [
            HeadField::Implementer,
            HeadField::Department,
            HeadField::Supervisor,
        ],
        FormKind::Transfer => [
            HeadField::Implementer,
            HeadField::Department,
            HeadField::Supervisor,
        ],
    };
    // What a broken formula left names nobody.
    let value = |field| {
        let mut value = head.value(field);
        value.value = value.value.filter(|text| !is_formula_error(text));
        value
    };
    let stated = order
        .into_iter()
        .map(value)
        .find(|value| value.value.is_some());
    let place = || {
        order
            .into_iter()
            .find(|field| head.names(*field))
            .map(value)
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
    let ends_a_name = |name: &str| ENDINGS.iter().any(|ending| name.ends_with(ending));
    let words = [
        "部门整体",
        "整体支出",
        "整体绩效",
        "部门支出",
        "部门预算",
        "支出绩效",
        "绩效",
    ];
    let cut = words.iter().filter_map(|word| key.find(word)).min()?;
    let named = key.get(..cut)?;
    // 某镇人民政府2022年度镇级…: a name may end where the year begins.
    let year = named.find(|c: char| c.is_ascii_digit()).unwrap_or(cut);
    let before_year = named.get(..year).unwrap_or_default();
    let named = if ends_a_name(before_year) {
        before_year
    } else {
        named
    };
    let named: String = years_in(named).iter().fold(named.to_owned(), |text, year| {
        text.replace(&format!("{year}年度"), "")
            .replace(&format!("{year}年"), "")
            .replace(&year.to_string(), "")
    });
    let named = without_enumeration(&named)
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    ends_a_name(&named).then(|| Sourced {
        value: Some(named),
        cells: head.title.cells.clone(),
        text: head.title.text.clone(),
    })
}

/// `一、某镇财政所`, `（二）某镇小学`, `3.某镇卫生院`: the name without its place in a list of forms.
fn without_enumeration(name: &str) -> &str {
    let inner = name.trim_start_matches(['(', '（']);
    let rest = inner
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_numbered = rest.len() < inner.len() && rest.starts_with(['、', '.', ')', '）', ',']);
    if is_numbered { rest } else { name }
}

/// A form that states no year is of the year of the one above it on the same sheet: only the first of
/// several tables bears the title.
pub(super) fn share_years(forms: &mut [SelfEvaluation]) {
    for at in 1..forms.len() {
        let (before, rest) = forms.split_at_mut(at);
        let (Some(above), Some(form)) = (before.last(), rest.first_mut()) else {
            continue;
        };
        let beside = form.source.sheets.first() == above.source.sheets.first()
            && above.year.cells.iter().all(|cell| cell.sheet == 0);
        if beside && form.year.value.is_none() {
            form.year = above.year.clone();
        }
    }
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
