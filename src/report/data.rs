//! The frames as files: Parquet for engines, CSV for people.

use polars::prelude::*;

use super::material::Material;
use crate::compare::frame::{Plain, Record, plain_values, titles, to_frame};
use crate::compare::ranking::RANK_TITLES;
use crate::compare::{
    CompareError, DepartmentRecord, FileFate, FindingRecord, FundRecord, IndicatorRecord,
};
use crate::form::model::FormKind;
use crate::place::guard;
use crate::results::{RunId, Session, WriteError, mark};

/// The folder of the data within the results.
pub(crate) const FOLDER: &str = "data";

/// Why the data could not be made or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DataError {
    /// The frame could not be made.
    #[error(transparent)]
    Frame(#[from] CompareError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<PolarsError> for DataError {
    fn from(error: PolarsError) -> Self {
        Self::Frame(error.into())
    }
}

/// A frame with the file it goes to and the titles of its columns.
pub(super) struct Table {
    name: &'static str,
    frame: DataFrame,
    titles: Vec<(String, String)>,
}

/// How a frame is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Parquet, with the names of the columns as programs know them.
    Parquet,
    /// CSV in UTF-8 with a mark in front, with Chinese titles: for people, whose spreadsheet would take some
    /// texts for formulas (see [`guard`]).
    Csv,
    /// The same for programs: every text as it stood.
    RawCsv,
}

impl Encoding {
    /// The name of a table's file.
    pub(super) fn file_name(self, table: &str) -> String {
        format!("{table}.{}", self.extension())
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv | Self::RawCsv => "csv",
        }
    }
}

/// Makes `data/*.parquet`, and `.csv` beside them if asked, ready to take their places.
///
/// # Errors
///
/// [`DataError`].
pub(crate) fn write(material: &Material<'_>, results: &mut Session) -> Result<(), DataError> {
    let settings = material.settings;
    let encodings = encodings(settings.csv, settings.csv_raw);
    let run = Some(&settings.run);
    write_tables(
        tables(material)?,
        encodings,
        &format!("{FOLDER}/"),
        run,
        results,
    )
}

/// The names of the files of the data, relative to the results.
pub(crate) fn names(csv: bool) -> Vec<String> {
    let tables = [
        DepartmentRecord::NAME,
        FundRecord::NAME,
        IndicatorRecord::NAME,
        FindingRecord::NAME,
        FileFate::NAME,
    ];
    let of_table = |table: &str| -> Vec<String> {
        let named = encodings(csv, false).iter();
        named
            .map(|encoding| format!("{FOLDER}/{}", encoding.file_name(table)))
            .collect()
    };
    tables.iter().flat_map(|table| of_table(table)).collect()
}

const fn encodings(csv: bool, raw: bool) -> &'static [Encoding] {
    match (csv, raw) {
        (false, _) => &[Encoding::Parquet],
        (true, false) => &[Encoding::Parquet, Encoding::Csv],
        (true, true) => &[Encoding::Parquet, Encoding::RawCsv],
    }
}

/// Makes each table in each encoding ready to take its place; `below` stands before the names of the files.
pub(super) fn write_tables(
    tables: Vec<Table>,
    encodings: &[Encoding],
    below: &str,
    run: Option<&RunId>,
    results: &mut Session,
) -> Result<(), DataError> {
    for mut table in tables {
        for encoding in encodings {
            let bytes = match encoding {
                Encoding::Parquet => {
                    let mut bytes = Vec::new();
                    let run = run.map(ToString::to_string).unwrap_or_default();
                    let marked = KeyValueMetadata::from_static(vec![(mark::WORD.to_owned(), run)]);
                    ParquetWriter::new(&mut bytes)
                        .with_key_value_metadata(Some(marked))
                        .finish(&mut table.frame)?;
                    bytes
                }
                Encoding::Csv => csv(&table, true)?,
                Encoding::RawCsv => csv(&table, false)?,
            };
            let name = format!("{below}{}", encoding.file_name(table.name));
            results.put(&name, &bytes)?;
        }
    }
    Ok(())
}

fn tables(material: &Material<'_>) -> Result<Vec<Table>, CompareError> {
    let records = material.records;
    let mut departments = table_of::<DepartmentRecord>(material.comparison.departments.clone())?;
    departments.titles.extend(
        RANK_TITLES
            .iter()
            .map(|(name, title)| ((*name).to_owned(), (*title).to_owned())),
    );
    Ok(vec![
        departments,
        table_of::<FundRecord>(to_frame(&records.funds)?)?,
        table_of::<IndicatorRecord>(to_frame(&records.indicators)?)?,
        table_of::<FindingRecord>(to_frame(&records.findings)?)?,
        table_of::<FileFate>(to_frame(&records.files)?)?,
    ])
}

pub(super) fn table_of<R: Record>(frame: DataFrame) -> Result<Table, CompareError> {
    Ok(Table {
        name: R::NAME,
        frame,
        titles: titles::<R>()?,
    })
}

/// UTF-8 with a byte order mark, which Excel and WPS need to show Chinese; Chinese titles; exact
/// numbers without the zeros that fill a column up; texts guarded or as they stood.
fn csv(table: &Table, guarded: bool) -> Result<Vec<u8>, CompareError> {
    let columns = table
        .titles
        .iter()
        .map(|(name, title)| {
            let texts: Vec<Option<String>> = plain_values(&table.frame, name)?
                .into_iter()
                .map(|value| readable(name, value, guarded))
                .collect();
            Ok(Column::new(title.as_str().into(), texts))
        })
        .collect::<Result<Vec<_>, CompareError>>()?;
    let mut frame = DataFrame::new(table.frame.height(), columns)?;
    let mut bytes = Vec::new();
    CsvWriter::new(&mut bytes)
        .include_bom(true)
        .with_line_terminator("\r\n".into())
        .finish(&mut frame)?;
    Ok(bytes)
}

fn readable(column: &str, value: Plain, guarded: bool) -> Option<String> {
    match value {
        Plain::Text(text) if column == "kind" => text.map(|word| {
            [FormKind::Department, FormKind::Project, FormKind::Transfer]
                .into_iter()
                .find(|kind| kind.word() == word)
                .map_or(word, |kind| kind.label().to_owned())
        }),
        Plain::Text(text) if guarded => text.map(|text| guard(&text).into_owned()),
        Plain::Text(text) => text,
        Plain::Exact(number) => number.map(|number| number.normalize().to_string()),
        Plain::Whole(number) => number.map(|number| number.to_string()),
        Plain::Flag(flag) => flag.map(|yes| if yes { "是" } else { "否" }.to_owned()),
    }
}
