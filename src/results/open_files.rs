//! Who has a file open: Excel, WPS or LibreOffice must not lose what a person is typing.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What other programs have open, as far as the system tells.
///
/// On Windows a file is tried: one that another program holds cannot be opened for this program alone. On Linux
/// the open files of all processes that this user may look at are listed; on every Unix a lock on the file counts.
/// A program on another computer that has the file open over the network is seen on Windows only.
#[derive(Debug, Default)]
pub(super) struct OpenFiles {
    /// Files that another process may write to.
    written: BTreeSet<PathBuf>,
    /// Files that another process has open in any way.
    held: BTreeSet<PathBuf>,
}

impl OpenFiles {
    /// Looks once at what is open now.
    pub(super) fn now() -> Self {
        let mut open = Self::default();
        open.look();
        open
    }

    /// Whether another program has the file open to write it, or holds the lock file that it put beside it:
    /// `~$名.xlsx` (Excel, WPS) or `.~lock.名.xlsx#` (LibreOffice). One that a crash left behind is held by nobody.
    pub(super) fn has(&self, path: &Path) -> bool {
        if self.is_written(path) {
            return true;
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
        else {
            return false;
        };
        beside(name)
            .iter()
            .any(|lock| self.is_held(&folder.join(lock)))
    }

    fn is_written(&self, path: &Path) -> bool {
        is_locked(path)
            || path
                .canonicalize()
                .is_ok_and(|path| self.written.contains(&path))
    }

    fn is_held(&self, path: &Path) -> bool {
        is_locked(path)
            || path
                .canonicalize()
                .is_ok_and(|path| self.held.contains(&path))
    }

    /// Takes in the open files of the other processes.
    #[cfg(target_os = "linux")]
    fn look(&mut self) {
        let own = std::process::id().to_string();
        for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let name = process.file_name();
            let is_process = name
                .to_str()
                .is_some_and(|name| name != own && name.bytes().all(|byte| byte.is_ascii_digit()));
            if !is_process {
                continue;
            }
            let open = std::fs::read_dir(process.path().join("fd"));
            for descriptor in open.into_iter().flatten().flatten() {
                let Ok(path) = std::fs::read_link(descriptor.path()) else {
                    continue;
                };
                if !path.is_absolute() || path.starts_with("/dev") {
                    continue;
                }
                let info = process.path().join("fdinfo").join(descriptor.file_name());
                if std::fs::read_to_string(info).is_ok_and(|info| may_write(&info)) {
                    self.written.insert(path.clone());
                }
                self.held.insert(path);
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn look(&mut self) {}
}

/// The lock files that go with a workbook. Excel leaves out the first two characters of a long name.
fn beside(name: &str) -> Vec<String> {
    let mut names = vec![format!("~${name}"), format!(".~lock.{name}#")];
    let short: String = name.chars().skip(2).collect();
    names.push(format!("~${short}"));
    names
}

/// Whether the flags of an open file (`flags: 0100002`) allow writing: the last octal digit is 1 or 2.
#[cfg(target_os = "linux")]
fn may_write(info: &str) -> bool {
    info.lines()
        .find_map(|line| line.strip_prefix("flags:"))
        .and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok())
        .is_some_and(|flags| matches!(flags & 3, 1 | 2))
}

/// Windows: another program holds the file (sharing violation), or a part of it (lock violation).
pub(super) const HELD_ELSEWHERE: [i32; 2] = [32, 33];

#[cfg(windows)]
fn is_locked(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt as _;
    let alone = File::options().read(true).share_mode(0).open(path);
    alone.is_err_and(|error| {
        error
            .raw_os_error()
            .is_some_and(|code| HELD_ELSEWHERE.contains(&code))
    })
}

#[cfg(not(windows))]
fn is_locked(path: &Path) -> bool {
    // A pipe would never open.
    let is_file = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_file
        && File::open(path)
            .is_ok_and(|file| matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
}
