//! Messages with fields in braces: `指标“{row.name}”得 {row.score} 分`.

use crate::settings_text::unknown;

use super::expression::Reach;
use super::fields::Record;

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(String, String),
}

/// A message with fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

impl Template {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese.
    pub(super) fn read(text: &str, reach: Reach) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, behind) = after
                .split_once('}')
                .ok_or_else(|| "花括号没有配对".to_owned())?;
            let (variable, field) = inside
                .trim()
                .split_once('.')
                .ok_or_else(|| format!("{{{inside}}} 应写成 {{row.score}} 的样子"))?;
            let fields = reach
                .fields(variable)
                .ok_or_else(|| format!("这里用不到 {variable}"))?;
            if !fields.contains(&field) {
                return Err(unknown(
                    &format!("{variable} 没有字段“{field}”"),
                    field,
                    &fields,
                ));
            }
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Field(variable.to_owned(), field.to_owned()));
            rest = behind;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The message about these records.
    pub(super) fn filled(&self, records: &[(&'static str, &Record)]) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Field(variable, field) => records
                    .iter()
                    .find(|(name, _)| name == variable)
                    .map(|(_, record)| record.shown(field))
                    .unwrap_or_default(),
            })
            .collect()
    }
}
