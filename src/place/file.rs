//! A path that a user wrote leads to a regular file of bounded size, or to an error: a pipe would be waited
//! for without end, a device read without end.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// What is no regular file, too large, or no text. Travels inside an [`io::Error`], so that
/// [`in_words`](super::in_words) tells it beside what the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    /// A folder.
    #[error("这是一个文件夹")]
    Folder,
    /// A named pipe.
    #[error("这是管道，不是文件")]
    Pipe,
    /// A socket.
    #[error("这是套接字，不是文件")]
    Socket,
    /// A terminal, a disk, an endless source of zeros.
    #[error("这是设备，不是文件")]
    Device,
    /// None of these, and no file.
    #[error("这不是普通文件")]
    Other,
    /// More bytes than are taken.
    #[error("文件过大，最多 {} MB", .0 >> 20)]
    TooLarge(u64),
    /// A text in another encoding.
    #[error("不是 UTF-8 编码，请用记事本另存为 UTF-8")]
    NotUtf8,
}

impl Unfit {
    /// What is unfit about the file that an error is about, where that is the error.
    pub(crate) fn within(error: &io::Error) -> Option<Self> {
        error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>())
            .copied()
    }

    /// What a directory entry is that is neither file nor folder.
    pub(crate) fn of(kind: FileType) -> Self {
        if kind.is_dir() {
            Self::Folder
        } else {
            special(kind)
        }
    }
}

impl From<Unfit> for io::Error {
    fn from(unfit: Unfit) -> Self {
        Self::other(unfit)
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> Unfit {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        Unfit::Pipe
    } else if kind.is_socket() {
        Unfit::Socket
    } else if kind.is_char_device() || kind.is_block_device() {
        Unfit::Device
    } else {
        Unfit::Other
    }
}

#[cfg(not(unix))]
const fn special(_kind: FileType) -> Unfit {
    Unfit::Other
}

/// Opens a regular file; a link leads to what it points at.
///
/// # Errors
/// What the system says; [`Unfit`] where it is no regular file, without having been waited for.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // Opening alone may wake a device, so it is asked first; what lies there may change in between, so what
    // was opened is asked again.
    regular(&fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    never_wait(&mut options);
    let file = options.open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_file() {
        Ok(())
    } else {
        Err(Unfit::of(metadata.file_type()).into())
    }
}

#[cfg(unix)]
fn never_wait(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
}

#[cfg(not(unix))]
const fn never_wait(_options: &mut OpenOptions) {}

/// Opens a regular file of at most `most` bytes, for a reader that finds its way in it.
///
/// # Errors
/// As [`open`]; [`Unfit::TooLarge`] where it has more.
pub(crate) fn open_within(path: &Path, most: u64) -> io::Result<File> {
    let file = open(path)?;
    if file.metadata()?.len() > most {
        return Err(Unfit::TooLarge(most).into());
    }
    Ok(file)
}

/// The bytes of a regular file, at most `most`.
///
/// # Errors
/// As [`open`]; [`Unfit::TooLarge`] where there are more, whatever size it claims.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open_within(path, most)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(Unfit::TooLarge(most).into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::in_words;
    use super::{open, read};

    fn put(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        use std::io::Write as _;
        let path = folder.path().join(name);
        std::fs::File::create(&path)
            .and_then(|mut file| file.write_all(bytes))
            .unwrap();
        path
    }

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = put(&folder, "a.txt", &[b'x'; 2 << 20]);
        assert_eq!(read(&path, 2 << 20).unwrap().len(), 2 << 20);
        let error = read(&path, (2 << 20) - 1).unwrap_err();
        assert_eq!(in_words(&error), "文件过大，最多 1 MB");
    }

    #[test]
    fn a_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let error = open(folder.path()).unwrap_err();
        assert_eq!(in_words(&error), "这是一个文件夹");
        let error = open(&folder.path().join("没有")).unwrap_err();
        assert_eq!(in_words(&error), "没有这个文件，请核对路径");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_has_no_end_is_never_read() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::os::unix::net::UnixListener;

        let folder = tempfile::tempdir().unwrap();
        let (pipe, socket) = (folder.path().join("管道"), folder.path().join("套接字"));
        mknodat(CWD, &pipe, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        let _listening = UnixListener::bind(&socket).unwrap();
        let link = folder.path().join("链接");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        let told = |path: &std::path::Path| in_words(&read(path, 1 << 20).unwrap_err());
        assert_eq!(told(&pipe), "这是管道，不是文件");
        assert_eq!(told(&socket), "这是套接字，不是文件");
        assert_eq!(
            told(std::path::Path::new("/dev/zero")),
            "这是设备，不是文件"
        );
        assert_eq!(told(&link), "这是设备，不是文件");
        // A file of the system states no size and is read to its end.
        assert!(
            !read(std::path::Path::new("/proc/self/status"), 1 << 20)
                .unwrap()
                .is_empty()
        );
    }
}
