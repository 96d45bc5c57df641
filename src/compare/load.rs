//! Data files of other runs → records: a city consolidates its districts without their workbooks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::error::CompareError;
use super::frame::{Record, from_frame};
use super::record::DepartmentRecord;
use super::records::Records;
use crate::place::{self, in_words, shown};
use crate::results::mark;

/// Why data could not be read. The user's folder or file is at fault, and the message says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    /// A file is missing or cannot be opened.
    #[error(
        "不能打开数据文件“{}”：{}。请指向含 departments.parquet 等文件的 data 文件夹（汇总结果里的 output/data）",
        shown(path),
        in_words(source)
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no Parquet file, or damaged.
    #[error(
        "数据文件“{}”不是完整的 Parquet 文件（程序返回：{source}）。请重新生成或重新拷贝",
        shown(path)
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        source: PolarsError,
    },
    /// The files of one folder were written by different runs.
    #[error(
        "数据文件夹“{}”里的数据表不是同一次运行写出的：{}。请让该区重新运行 huiping consolidate，或重新拷贝整个 data 文件夹",
        shown(folder),
        runs.join("，")
    )]
    Mixed {
        /// The folder.
        folder: PathBuf,
        /// Which file is of which run.
        runs: Vec<String>,
    },
    /// A file has other columns than this program writes.
    #[error("数据文件“{}”：{source}", shown(path))]
    Columns {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CompareError,
    },
}

/// The data of several runs, joined.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The records of all.
    pub records: Records,
    /// Each district with the id of its run; `None` where an earlier version wrote its data.
    pub runs: Vec<(String, Option<String>)>,
}

/// Reads the data folders of several runs and joins them. Each becomes a district, named by the folder
/// that tells it from the others (`区一/output/data` → 区一). Forms and findings are numbered anew;
/// paths get the district's name in front.
///
/// # Errors
///
/// [`LoadError`].
pub(crate) fn load(folders: &[PathBuf]) -> Result<Loaded, LoadError> {
    let mut joined = Records::default();
    let mut runs = Vec::new();
    for (folder, district) in folders.iter().zip(districts(folders)) {
        let mut folder = DataFolder::at(data_folder(folder));
        let records = Records {
            departments: folder.read()?,
            funds: folder.read()?,
            indicators: folder.read()?,
            findings: folder.read()?,
            files: folder.read()?,
        };
        append(&mut joined, records, &district);
        runs.push((district, folder.run()?));
    }
    Ok(Loaded {
        records: joined,
        runs,
    })
}

/// The folder with the data: the one given, or `data` or `output/data` below it.
pub(crate) fn data_folder(given: &Path) -> PathBuf {
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

/// A folder of data, and what its files say of the run that wrote them.
struct DataFolder {
    folder: PathBuf,
    runs: Vec<(String, Option<String>)>,
}

impl DataFolder {
    const fn at(folder: PathBuf) -> Self {
        Self {
            folder,
            runs: Vec::new(),
        }
    }

    fn read<R: Record>(&mut self) -> Result<Vec<R>, LoadError> {
        let name = format!("{}.parquet", R::NAME);
        let (records, run) = read(&self.folder.join(&name))?;
        self.runs.push((name, run));
        Ok(records)
    }

    /// The run that wrote all the files that were read.
    fn run(self) -> Result<Option<String>, LoadError> {
        let distinct: BTreeSet<&Option<String>> = self.runs.iter().map(|(_, run)| run).collect();
        if distinct.len() > 1 {
            let told = self.runs.into_iter().map(|(name, run)| match run {
                Some(run) => format!("{name} 的运行编号是 {run}"),
                None => format!("{name} 没有运行编号（由旧版程序写出）"),
            });
            return Err(LoadError::Mixed {
                folder: self.folder,
                runs: told.collect(),
            });
        }
        Ok(self.runs.into_iter().next().and_then(|(_, run)| run))
    }
}

/// The records of a file, and the id of the run that wrote it.
/// The most bytes of one file of data: a thousand times what a district's has.
const LARGEST: u64 = 1 << 30;

fn read<R: Record>(path: &Path) -> Result<(Vec<R>, Option<String>), LoadError> {
    let path = path.to_owned();
    let file = place::open_within(&path, LARGEST).map_err(|source| LoadError::Open {
        path: path.clone(),
        source,
    })?;
    let damaged = |source| LoadError::Damaged {
        path: path.clone(),
        source,
    };
    let mut reader = ParquetReader::new(file);
    let metadata = reader.get_metadata().map_err(damaged)?;
    let pairs = metadata.key_value_metadata().iter().flatten();
    let run = pairs
        .filter(|pair| pair.key == mark::WORD)
        .find_map(|pair| pair.value.clone());
    let frame = reader.finish().map_err(damaged)?;
    let records = from_frame(&frame).map_err(|source| LoadError::Columns {
        path: path.clone(),
        source,
    })?;
    Ok((records, run))
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

    use polars::prelude::{ParquetReader, ParquetWriter, SerReader as _};

    use super::{districts, load};
    use crate::compare::{CompareSettings, compare};
    use crate::report::Written;
    use crate::report::sample::{Sample, write};

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
        let joined = load(&places).unwrap().records;
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

    /// Writes a file of data as an earlier version did, without the id of the run.
    fn without_run(path: &std::path::Path) {
        let mut frame = ParquetReader::new(std::fs::File::open(path).unwrap())
            .finish()
            .unwrap();
        let file = std::fs::File::create(path).unwrap();
        ParquetWriter::new(file).finish(&mut frame).unwrap();
    }

    #[test]
    fn data_are_of_one_run_or_all_of_them_of_an_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let sample = Sample::new();
        let place = [folder.path().join("区一")];
        written(&sample, &place[0]);
        let run = sample.settings.run.to_string();
        let runs = |told: Option<&str>| vec![("区一".to_owned(), told.map(str::to_owned))];
        assert_eq!(load(&place).unwrap().runs, runs(Some(&run)));
        let data = place[0].join("data");
        without_run(&data.join("funds.parquet"));
        let error = load(&place).unwrap_err().to_string();
        for part in ["funds.parquet 没有运行编号", &run, "departments.parquet"] {
            assert!(error.contains(part), "{part} in {error}");
        }
        for table in ["departments", "indicators", "findings", "files"] {
            without_run(&data.join(format!("{table}.parquet")));
        }
        assert_eq!(load(&place).unwrap().runs, runs(None));
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
