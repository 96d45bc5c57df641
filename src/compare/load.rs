//! Data files of other runs → records: a city consolidates its districts without their workbooks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::error::CompareError;
use super::frame::{Record, from_frame};
use super::record::DepartmentRecord;
use super::records::Records;
use crate::place::{self, in_words};

/// Why data could not be read. The user's folder or file is at fault, and the message says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    /// A file is missing or cannot be opened.
    #[error(
        "不能打开数据文件“{}”：{}。请指向含 departments.parquet 等文件的 data 文件夹（汇总结果里的 output/data）",
        path.display(),
        in_words(source)
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no Parquet file, or damaged.
    #[error("数据文件“{}”不是完整的 Parquet 文件：{source}。请重新生成或重新拷贝", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        source: PolarsError,
    },
    /// A file has other columns than this program writes.
    #[error("数据文件“{}”：{source}", path.display())]
    Columns {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CompareError,
    },
}

/// Reads the data folders of several runs and joins them. Each becomes a district, named by the folder
/// that tells it from the others (`区一/output/data` → 区一). Forms and findings are numbered anew;
/// paths get the district's name in front.
///
/// # Errors
///
/// [`LoadError`].
pub(crate) fn load(folders: &[PathBuf]) -> Result<Records, LoadError> {
    let mut joined = Records::default();
    for (folder, district) in folders.iter().zip(districts(folders)) {
        let folder = data_folder(folder);
        let records = Records {
            departments: read(&folder)?,
            funds: read(&folder)?,
            indicators: read(&folder)?,
            findings: read(&folder)?,
            files: read(&folder)?,
        };
        append(&mut joined, records, &district);
    }
    Ok(joined)
}

/// The folder with the data: the one given, or `data` or `output/data` below it.
fn data_folder(given: &Path) -> PathBuf {
    let holds_data = |folder: &PathBuf| {
        folder
            .join(format!("{}.parquet", DepartmentRecord::NAME))
            .is_file()
    };
    [
        given.to_owned(),
        given.join("data"),
        given.join("output/data"),
    ]
    .into_iter()
    .find(holds_data)
    .unwrap_or_else(|| given.to_owned())
}

fn read<R: Record>(folder: &Path) -> Result<Vec<R>, LoadError> {
    let path = folder.join(format!("{}.parquet", R::NAME));
    let file = place::open(&path).map_err(|source| LoadError::Open {
        path: path.clone(),
        source,
    })?;
    let frame = ParquetReader::new(file)
        .finish()
        .map_err(|source| LoadError::Damaged {
            path: path.clone(),
            source,
        })?;
    from_frame(&frame).map_err(|source| LoadError::Columns { path, source })
}

/// A name for each folder, no two alike: the last part of its path that is neither `output` nor `data`.
fn districts(folders: &[PathBuf]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    folders
        .iter()
        .enumerate()
        .map(|(index, folder)| {
            let base = folder
                .components()
                .rev()
                .filter_map(|part| part.as_os_str().to_str())
                .find(|part| !matches!(*part, "output" | "data" | "." | ".." | "/" | "结果"))
                .map_or_else(|| format!("地区{}", index + 1), str::to_owned);
            let mut name = base.clone();
            let mut number = 1;
            while !taken.insert(name.clone()) {
                number += 1;
                name = format!("{base}（{number}）");
            }
            name
        })
        .collect()
}

/// Adds the records of a district. A district of a run that was itself joined keeps its own name
/// behind the new one.
fn append(joined: &mut Records, mut records: Records, district: &str) {
    let forms = joined.departments.iter().map(|r| r.form).max().unwrap_or(0);
    let findings = joined.findings.len();
    let within = |own: &str| {
        if own.is_empty() {
            district.to_owned()
        } else {
            format!("{district}·{own}")
        }
    };
    let below = |path: &str| {
        if path.is_empty() {
            String::new()
        } else {
            format!("{district}/{path}")
        }
    };
    for record in &mut records.departments {
        record.form += forms;
        record.replaced_by = record.replaced_by.map(|form| form + forms);
        record.district = within(&record.district);
        record.path = below(&record.path);
    }
    for record in &mut records.funds {
        record.form += forms;
    }
    for record in &mut records.indicators {
        record.form += forms;
    }
    for record in &mut records.findings {
        record.number += findings;
        record.form = record.form.map(|form| form + forms);
        record.district = within(&record.district);
        record.file = below(&record.file);
        for place in &mut record.places {
            place.form += forms;
        }
    }
    for record in &mut records.files {
        record.district = within(&record.district);
        record.path = below(&record.path);
    }
    joined.departments.append(&mut records.departments);
    joined.funds.append(&mut records.funds);
    joined.indicators.append(&mut records.indicators);
    joined.findings.append(&mut records.findings);
    joined.files.append(&mut records.files);
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{districts, load};
    use crate::compare::{CompareSettings, compare};
    use crate::report::sample::Sample;
    use crate::report::{Written, write};

    fn written(sample: &Sample, folder: &std::path::Path) -> Written {
        write(&sample.material(), folder).unwrap()
    }

    #[test]
    fn a_folder_is_named_by_what_tells_it_from_others() {
        let folders =
            ["区一/output/data", "区二/output/data", "存档/区一/output"].map(PathBuf::from);
        assert_eq!(districts(&folders), ["区一", "区二", "区一（2）"]);
        assert_eq!(districts(&[PathBuf::from("output/data")]), ["地区1"]);
    }

    #[test]
    fn two_districts_make_a_city() {
        let folder = tempfile::tempdir().unwrap();
        let sample = Sample::new();
        let places = ["区一", "区二"].map(|district| folder.path().join(district));
        for place in &places {
            written(&sample, &place.join("output"));
        }
        let joined = load(&places).unwrap();
        assert_eq!(joined.departments.len(), 18);
        assert_eq!(joined.departments[9].form, 10);
        assert_eq!(joined.departments[9].shown(), "区二·人力资源和社会保障局");
        assert_eq!(joined.indicators_of(10).len(), 10);
        assert_eq!(joined.findings[4].form, Some(10));
        assert_eq!(joined.findings[4].places[0].form, 10);
        assert_eq!(
            joined.departments[9].total,
            sample.records.departments[0].total
        );
        // Both 教育局 and both 城管局 of 2023 share the first rank, the next is the fifth.
        let comparison = compare(&joined, &CompareSettings::default()).unwrap();
        assert_eq!(comparison.placings[&1].rank, Some(5));
        assert_eq!(comparison.placings[&11].rank, Some(1));
        // Each unit meets itself of the year before, not its namesake of the other district.
        assert_eq!(comparison.changes.len(), 12);
        let city = Sample::of(joined, comparison);
        let written = written(&city, &folder.path().join("市"));
        assert!(written.formulas > 500);
    }

    #[test]
    fn a_folder_without_data_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(&[folder.path().to_owned()]).unwrap_err().to_string();
        assert!(error.contains("departments.parquet"), "{error}");
        std::fs::File::create(folder.path().join("departments.parquet")).unwrap();
        let error = load(&[folder.path().to_owned()]).unwrap_err().to_string();
        assert!(error.contains("不是完整的 Parquet 文件"), "{error}");
    }
}
