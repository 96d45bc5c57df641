//! What the system says where it refuses, in Chinese.

use std::io::{self, ErrorKind};

use super::file::Unfit;

/// Why something could not be read or written, in Chinese. Where no words are known the code is given,
/// by which a maintainer can look it up; English is never shown.
#[must_use]
pub(crate) fn in_words(error: &io::Error) -> String {
    if let Some(unfit) = Unfit::within(error) {
        return unfit.to_string();
    }
    let code = error.raw_os_error();
    let by_code = code.and_then(|code| {
        if cfg!(windows) {
            of_windows(code)
        } else {
            None
        }
    });
    let of_unix = || code.and_then(|code| if cfg!(unix) { of_linux(code) } else { None });
    match by_code.or_else(|| of_kind(error.kind())).or_else(of_unix) {
        Some(words) => words.to_owned(),
        None => code.map_or_else(
            || "读写出错".to_owned(),
            |code| format!("系统错误代码 {code}"),
        ),
    }
}

const fn of_kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "没有这个文件，请核对路径",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已有同名文件",
        ErrorKind::NotADirectory => "上级路径不是文件夹",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "超过了磁盘配额",
        ErrorKind::FileTooLarge => "文件过大，此磁盘存不下这样大的文件",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::StaleNetworkFileHandle => "网络盘上的文件已经变动，请重新打开网络盘",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被其他程序占用",
        ErrorKind::CrossesDevices => "不能在两个磁盘之间移动",
        ErrorKind::TooManyLinks => "链接过多",
        ErrorKind::InvalidFilename => "文件名过长，或含有不能用的字符",
        ErrorKind::TimedOut => "等待超时，请检查网络盘",
        ErrorKind::Interrupted => "被中断",
        ErrorKind::Unsupported => "此磁盘或系统不支持这一操作",
        ErrorKind::UnexpectedEof => "内容不完整",
        ErrorKind::InvalidData => "内容不合格式",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::BrokenPipe => "接收的一方已经关闭",
        ErrorKind::WriteZero => "没有写完",
        ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::ConnectionRefused => "网络不通，请检查网络盘",
        _ => return None,
    })
}

/// Codes of Windows that say more than their kind does, or have none.
const fn of_windows(code: i32) -> Option<&'static str> {
    Some(match code {
        4 => "打开的文件过多",
        15 => "没有这个盘符",
        17 => "不能在两个磁盘之间移动",
        19 => "磁盘有写保护",
        21 => "磁盘没有准备好，请检查 U 盘或光盘是否插好",
        23 | 1117 => "磁盘读写出错，介质可能已损坏",
        29 => "写入设备出错",
        30 => "读取设备出错",
        32 | 33 => "正被其他程序占用",
        39 | 112 => "磁盘已满",
        50 => "此磁盘或系统不支持这一操作",
        51 | 53 | 55 | 59 | 64 | 67 | 1203 | 1222 | 1231 => {
            "找不到网络路径或网络已断开，请检查网络盘"
        }
        65 => "没有访问网络盘的权限",
        80 | 183 => "已有同名文件",
        111 | 206 => "文件名或路径过长（Windows 通常最多 260 个字符），请改短或移到靠外的文件夹",
        121 => "等待超时，请检查网络盘",
        123 | 161 => "文件名、文件夹名或盘符的写法不对",
        145 => "文件夹不是空的",
        225 | 226 => "被杀毒软件拦下",
        267 => "上级路径不是文件夹",
        303 => "文件正在删除",
        358..=408 => "云盘上的文件没有下载到本机，请先在云盘里下载",
        1006 => "磁盘已被换掉，请重新打开",
        1167 => "设备没有连接",
        1224 => "文件正被其他程序打开",
        1326 => "用户名或密码不对，请重新连接网络盘",
        1392 => "文件或文件夹已损坏，请检查磁盘",
        1450 => "系统资源不足",
        1920 => "系统不能访问此文件",
        _ => return None,
    })
}

/// Codes of Linux that have no kind.
const fn of_linux(code: i32) -> Option<&'static str> {
    Some(match code {
        5 => "磁盘读写出错，介质可能已损坏",
        6 | 19 => "设备没有连接",
        16 => "正被其他程序占用",
        22 => "此磁盘或系统不支持这一操作",
        23 | 24 => "打开的文件过多",
        36 => "文件名或路径过长",
        40 => "链接互相指向，绕成了圈",
        112 | 121 => "网络不通，请检查网络盘",
        123 => "磁盘没有准备好，请检查 U 盘或光盘是否插好",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::{in_words, of_linux, of_windows};

    #[test]
    fn codes_that_people_meet_on_windows_have_words() {
        let common = [
            4, 15, 17, 19, 21, 23, 29, 30, 32, 33, 50, 53, 64, 65, 67, 80, 112, 121, 123, 183, 206,
            225, 362, 1117, 1224, 1326, 1392,
        ];
        for code in common {
            assert!(of_windows(code).is_some(), "{code}");
        }
        assert_eq!(of_windows(32), Some("正被其他程序占用"));
        assert_eq!(of_windows(112), Some("磁盘已满"));
        assert_eq!(of_windows(9_999), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn codes_of_linux_have_words() {
        let told = |code| in_words(&Error::from_raw_os_error(code));
        for (code, words) in [
            (2, "没有这个文件，请核对路径"),
            (13, "没有权限"),
            (17, "已有同名文件"),
            (20, "上级路径不是文件夹"),
            (21, "这是一个文件夹"),
            (24, "打开的文件过多"),
            (28, "磁盘已满"),
            (30, "磁盘是只读的"),
            (36, "文件名过长，或含有不能用的字符"),
            (40, "链接互相指向，绕成了圈"),
            (110, "等待超时，请检查网络盘"),
            (116, "网络盘上的文件已经变动，请重新打开网络盘"),
            (122, "超过了磁盘配额"),
        ] {
            assert_eq!(told(code), words, "{code}");
        }
        assert!(of_linux(36).is_some());
        assert_eq!(told(4_000), "系统错误代码 4000");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn whatever_the_code_no_english_is_shown() {
        for code in 1..200 {
            let told = in_words(&Error::from_raw_os_error(code));
            let words = told.trim_start_matches("系统错误代码").replace("U 盘", "");
            assert!(
                !words.contains(|c: char| c.is_ascii_alphabetic()),
                "{code}: {told}"
            );
        }
        let told = in_words(&Error::other("some English words"));
        assert_eq!(told, "读写出错");
    }
}
