//! Dates and times: days since an epoch ↔ ISO 8601, and how they look.

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// The day a workbook counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// 1 is 1900-01-01 (with the leap day that never was).
    From1900,
    /// 0 is 1904-01-01: workbooks of older Macs.
    From1904,
}

/// The last day a workbook can hold, 9999-12-31, and one.
const END: f64 = 2_958_466.0;

/// Whether a format code shows elapsed time (`[h]:mm`) and not a time of day.
pub(crate) fn is_duration(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    ["[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"]
        .iter()
        .any(|part| lower.contains(part))
}

/// A serial number as ISO 8601: a date, a date and time, a time of day (`T08:30:00`), or a duration
/// (`PT26H30M0S`). `None` outside of what a workbook can hold.
pub(crate) fn iso_of_serial(serial: f64, epoch: Epoch, duration: bool) -> Option<String> {
    if !(0.0..END).contains(&serial) {
        return None;
    }
    if duration {
        return Some(iso_of_duration(serial));
    }
    let from_1904 = epoch == Epoch::From1904;
    // To the nearest second first: 08:30 is stored as 0.354166666…, a hair short.
    let serial_of_second = (serial * 86_400.0).round() / 86_400.0;
    let moment = ExcelDateTime::new(
        serial_of_second + 1e-9,
        ExcelDateTimeType::DateTime,
        from_1904,
    );
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("T{hour:02}:{minute:02}:{second:02}");
    if serial_of_second < 1.0 {
        return Some(time);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let whole_day = (hour, minute, second) == (0, 0, 0);
    Some(if whole_day { date } else { date + &time })
}

fn iso_of_duration(serial: f64) -> String {
    let seconds = (serial * 86_400.0).round();
    let hours = (seconds / 3600.0).floor();
    let rest = seconds - hours * 3600.0;
    let minutes = (rest / 60.0).floor();
    let seconds = rest - minutes * 60.0;
    format!("PT{hours:.0}H{minutes:.0}M{seconds:.0}S")
}

/// An ISO date without its time, if that is midnight.
pub(crate) fn without_midnight(iso: &str) -> String {
    match iso.split_once('T') {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.')) => day.to_owned(),
        _ => iso.to_owned(),
    }
}

/// The serial number, counted from 1900, of an ISO date with or without a time.
pub(crate) fn serial_of_iso(iso: &str) -> Option<f64> {
    let (date, time) = iso.split_once('T').unwrap_or((iso, ""));
    let mut parts = date.split('-').map(str::parse::<u32>);
    let mut part = || parts.next()?.ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = ssfmt::date_serial::date_to_serial(
        i32::try_from(year).ok()?,
        month,
        day,
        ssfmt::DateSystem::Date1900,
    );
    let mut seconds = 0.0;
    for (part, unit) in time.split(':').zip([3600.0, 60.0, 1.0]) {
        seconds += part.parse::<f64>().unwrap_or_default() * unit;
    }
    Some(days + seconds / 86_400.0)
}

/// An ISO date or time as shown where no format says how: date and time parted by a space, times at
/// midnight left out.
pub(crate) fn shown_iso(iso: &str) -> String {
    let iso = iso.strip_suffix('Z').unwrap_or(iso);
    match iso.split_once('T') {
        Some((date, "00:00:00" | "00:00:00.000" | "00:00:00.000000000")) => date.to_owned(),
        Some(("", time)) => time.to_owned(),
        Some((date, time)) if !date.starts_with('P') => {
            format!("{date} {}", time.split('.').next().unwrap_or(time))
        }
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_become_iso() {
        let iso = |serial| iso_of_serial(serial, Epoch::From1900, false).unwrap();
        assert_eq!(iso(45397.0), "2024-04-15");
        assert_eq!(iso(45_397.354_166_666_664), "2024-04-15T08:30:00");
        assert_eq!(iso(0.354_166_666_666_666_7), "T08:30:00");
        assert_eq!(
            iso_of_serial(43935.0, Epoch::From1904, false).unwrap(),
            "2024-04-15"
        );
        assert_eq!(
            iso_of_serial(1.104_166_666_666_666_7, Epoch::From1900, true).unwrap(),
            "PT26H30M0S"
        );
        assert_eq!(iso_of_serial(-1.0, Epoch::From1900, false), None);
        assert_eq!(iso_of_serial(f64::NAN, Epoch::From1900, false), None);
    }

    #[test]
    fn iso_becomes_a_serial() {
        assert_eq!(serial_of_iso("2024-04-15"), Some(45397.0));
        assert_eq!(serial_of_iso("2024-04-15T12:00:00.000"), Some(45397.5));
        assert_eq!(serial_of_iso("2024-13-15"), None);
        assert_eq!(serial_of_iso("soon"), None);
    }

    #[test]
    fn iso_is_shown_plainly() {
        assert_eq!(shown_iso("2024-04-15T00:00:00"), "2024-04-15");
        assert_eq!(shown_iso("2024-04-15T08:30:00"), "2024-04-15 08:30:00");
        assert_eq!(shown_iso("PT8H"), "PT8H");
    }
}
