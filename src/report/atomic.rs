//! A file is whole or not there: it is written beside its place and then takes it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::place::in_words;

/// Why a result could not be written. The user's system or folder is at fault, and the message says
/// what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// The folder cannot be made.
    #[error(
        "不能建立结果文件夹“{}”：{}。请换一个有写入权限的位置，例如 -o D:\\汇总结果",
        path.display(),
        in_words(source)
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is open elsewhere.
    #[error(
        "“{}”正被其他程序（Excel、WPS）打开，不能更新。请关闭后重新运行，或用 -o 换一个结果文件夹；原文件保持原样",
        path.display()
    )]
    Open {
        /// The file.
        path: PathBuf,
    },
    /// A file of that name is there, and this program did not write it.
    #[error(
        "“{}”已经存在，不是本程序写的，不能覆盖。请用 -o 换一个结果文件夹；原文件保持原样",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The folder cannot be written to, the disk is full …
    #[error(
        "不能写入“{}”：{}。请检查文件夹的写入权限和磁盘空间，或用 -o 换一个结果文件夹；原有文件保持原样",
        path.display(),
        in_words(source)
    )]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Windows: another program holds the file (sharing violation), or a part of it (lock violation).
const HELD_ELSEWHERE: [i32; 2] = [32, 33];

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
///
/// [`WriteError::Folder`].
pub(crate) fn make_folder(path: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(path).map_err(|source| WriteError::Folder {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file so that it is whole or, if anything goes wrong, what it was before.
///
/// # Errors
///
/// [`WriteError::Open`] where another program holds the file, [`WriteError::File`] otherwise.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = |source| failure(path, source);
    if has_lock_file(path) {
        return Err(WriteError::Open {
            path: path.to_owned(),
        });
    }
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".汇评-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(fail)?;
    beside.write_all(bytes).map_err(fail)?;
    beside.as_file().sync_all().map_err(fail)?;
    share(beside.as_file()).map_err(fail)?;
    beside.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Removes a file; one that is gone already is none the worse for it.
///
/// # Errors
///
/// As [`write`].
pub(crate) fn remove(path: &Path) -> Result<(), WriteError> {
    if has_lock_file(path) {
        return Err(WriteError::Open {
            path: path.to_owned(),
        });
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failure(path, error)),
        _ => Ok(()),
    }
}

fn failure(path: &Path, source: io::Error) -> WriteError {
    let path = path.to_owned();
    if source
        .raw_os_error()
        .is_some_and(|code| cfg!(windows) && HELD_ELSEWHERE.contains(&code))
    {
        WriteError::Open { path }
    } else {
        WriteError::File { path, source }
    }
}

/// A temporary file is its owner's alone; a result is for everybody who may read the folder.
#[cfg(unix)]
fn share(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Whether a program that has the file open left its lock file beside it: `~$名.xlsx` (Excel, WPS) or
/// `.~lock.名.xlsx#` (LibreOffice). Where the system itself refuses, it does so later.
fn has_lock_file(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
    else {
        return false;
    };
    path.extension().is_some_and(|ext| ext == "xlsx")
        && [format!("~${name}"), format!(".~lock.{name}#")]
            .iter()
            .any(|lock| folder.join(lock).exists())
}
