//! How each kind of field lies in the columns of a frame.

use rust_decimal::Decimal;

use super::frame::{Plain, Stored};
use super::record::{GradeBand, Traced, UnreadCell, VersionDifference};
use crate::checks::finding::{Confidence, Place, Severity};
use crate::form::model::FormKind;
use crate::scoring::ScoreStatus;
use crate::survey::FileStatus;

fn one(values: Vec<Plain>) -> Result<Plain, String> {
    values.into_iter().next().ok_or_else(|| "没有值".to_owned())
}

const MISTYPED: &str = "列的类型不符";

/// A field that is one column of one plain kind.
macro_rules! plain {
    ($type:ty, $kind:ident, $to:expr, $from:expr) => {
        impl Stored for $type {
            fn store(&self) -> Vec<(&'static str, &'static str, Plain)> {
                let to: fn(&$type) -> _ = $to;
                vec![("", "", Plain::$kind(to(self)))]
            }

            fn load(&mut self, values: Vec<Plain>) -> Result<(), String> {
                let Plain::$kind(value) = one(values)? else {
                    return Err(MISTYPED.to_owned());
                };
                let from: fn(_) -> Result<$type, String> = $from;
                *self = from(value)?;
                Ok(())
            }
        }
    };
}

fn required<T>(value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| "此列不应为空".to_owned())
}

fn narrowed<T: TryFrom<i64>>(value: Option<i64>) -> Result<Option<T>, String> {
    value
        .map(|value| T::try_from(value).map_err(|_| format!("数值超出范围：{value}")))
        .transpose()
}

/// An empty text is stored as nothing.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn whole(value: usize) -> Option<i64> {
    i64::try_from(value).ok()
}

plain!(String, Text, |v| filled(v), |v: Option<String>| Ok(
    v.unwrap_or_default()
));
plain!(Option<String>, Text, Clone::clone, Ok);
plain!(Option<Decimal>, Exact, |v| *v, Ok);
plain!(Decimal, Exact, |v| Some(*v), required);
plain!(bool, Flag, |v| Some(*v), required);
plain!(Option<bool>, Flag, |v| *v, Ok);
plain!(Option<i32>, Whole, |v| v.map(i64::from), narrowed);
plain!(u8, Whole, |v| Some(i64::from(*v)), |v| required(narrowed(
    v
)?));
plain!(usize, Whole, |v| whole(*v), |v| required(narrowed(v)?));
plain!(Option<usize>, Whole, |v| v.and_then(whole), narrowed);
plain!(FormKind, Text, |v| Some(v.word().to_owned()), |v| {
    let word = required(v)?;
    [FormKind::Department, FormKind::Project, FormKind::Transfer]
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| format!("不认识的表类：{word}"))
});
plain!(
    Option<ScoreStatus>,
    Text,
    |v| v.map(|status| status.label().to_owned()),
    |v: Option<String>| v
        .map(|label| {
            [
                ScoreStatus::Recomputed,
                ScoreStatus::Kept,
                ScoreStatus::NotJudged,
            ]
            .into_iter()
            .find(|status| status.label() == label)
            .ok_or_else(|| format!("不认识的判定：{label}"))
        })
        .transpose()
);
plain!(Severity, Text, |v| Some(v.to_string()), |v| {
    let label = required(v)?;
    [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .find(|severity| severity.to_string() == label)
        .ok_or_else(|| format!("不认识的级别：{label}"))
});
plain!(
    Confidence,
    Text,
    |v| Some(confidence_label(*v).to_owned()),
    |v| {
        let label = required(v)?;
        [
            Confidence::Certain,
            Confidence::Likely,
            Confidence::Possible,
        ]
        .into_iter()
        .find(|confidence| confidence_label(*confidence) == label)
        .ok_or_else(|| format!("不认识的把握程度：{label}"))
    }
);
plain!(FileStatus, Text, |v| Some(v.word().to_owned()), |v| {
    let word = required(v)?;
    [FileStatus::Read, FileStatus::Refused, FileStatus::Skipped]
        .into_iter()
        .find(|status| status.word() == word)
        .ok_or_else(|| format!("不认识的文件状态：{word}"))
});

/// The word users see for how sure a finding is.
#[must_use]
pub(crate) const fn confidence_label(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "确定",
        Confidence::Likely => "很可能",
        Confidence::Possible => "存疑",
    }
}

/// A list lies in one column as a JSON array of the parts of its members, which no text can break.
macro_rules! listed {
    ($type:ty, $parts:ty, $to:expr, $from:expr) => {
        impl Stored for Vec<$type> {
            fn store(&self) -> Vec<(&'static str, &'static str, Plain)> {
                let to: fn(&$type) -> $parts = $to;
                let parts: Vec<$parts> = self.iter().map(to).collect();
                vec![("", "", Plain::Text(serde_json::to_string(&parts).ok()))]
            }

            fn load(&mut self, values: Vec<Plain>) -> Result<(), String> {
                let Plain::Text(text) = one(values)? else {
                    return Err(MISTYPED.to_owned());
                };
                let parts: Vec<$parts> =
                    serde_json::from_str(&text.unwrap_or_else(|| "[]".to_owned()))
                        .map_err(|error| error.to_string())?;
                let from: fn($parts) -> $type = $from;
                *self = parts.into_iter().map(from).collect();
                Ok(())
            }
        }
    };
}

listed!(String, String, Clone::clone, |text| text);
listed!(Decimal, Decimal, |number| *number, |number| number);
// The cells of a finding: `[["得分","自评表","H18",3], …]`, the last being the form.
listed!(
    Place,
    (String, String, String, usize),
    |place| (
        place.role.clone(),
        place.sheet.clone(),
        place.cell.clone(),
        place.form
    ),
    |(role, sheet, cell, form)| Place {
        form,
        role,
        sheet,
        cell
    }
);
listed!(
    UnreadCell,
    (String, String, String),
    |unread| (
        unread.sheet.clone(),
        unread.cell.clone(),
        unread.text.clone()
    ),
    |(sheet, cell, text)| UnreadCell { sheet, cell, text }
);

// The grades of a policy: `[["90","优"], …]`, the best first.
listed!(
    GradeBand,
    (Decimal, String),
    |band| (band.from, band.grade.clone()),
    |(from, grade)| GradeBand { from, grade }
);

listed!(
    VersionDifference,
    (String, String, String, String, String),
    |difference| (
        difference.field.clone(),
        difference.cell.clone(),
        difference.text.clone(),
        difference.counted_cell.clone(),
        difference.counted_text.clone()
    ),
    |(field, cell, text, counted_cell, counted_text)| VersionDifference {
        field,
        cell,
        text,
        counted_cell,
        counted_text
    }
);

macro_rules! traced {
    ($type:ty, $kind:ident) => {
        impl Stored for Traced<$type> {
            fn store(&self) -> Vec<(&'static str, &'static str, Plain)> {
                vec![
                    ("", "", Plain::$kind(self.value.clone())),
                    ("_cell", "单元格", Plain::Text(filled(&self.cell))),
                    ("_text", "原文", Plain::Text(filled(&self.text))),
                ]
            }

            fn load(&mut self, values: Vec<Plain>) -> Result<(), String> {
                let mut values = values.into_iter();
                match (values.next(), values.next(), values.next()) {
                    (
                        Some(Plain::$kind(value)),
                        Some(Plain::Text(cell)),
                        Some(Plain::Text(text)),
                    ) => {
                        *self = Self {
                            value,
                            cell: cell.unwrap_or_default(),
                            text: text.unwrap_or_default(),
                        };
                        Ok(())
                    }
                    _ => Err(MISTYPED.to_owned()),
                }
            }
        }
    };
}

traced!(Decimal, Exact);
traced!(String, Text);
