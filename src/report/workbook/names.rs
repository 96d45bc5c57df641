//! Names of departments: how wide their columns are, and short enough for charts.

use super::Context;
use super::height::fitting;
use crate::compare::DepartmentRecord;

/// The most characters of a name in a chart.
const LONGEST: usize = 12;
/// The least width of a column of names.
const LEAST_WIDTH: u16 = 12;

/// The names of all departments, without the district that all of them begin with.
pub(super) struct ShortNames {
    district: String,
}

impl ShortNames {
    pub(super) fn new(context: Context<'_>) -> Self {
        let forms = context.material.records.current();
        Self {
            district: shared_district(forms.map(DepartmentRecord::shown)),
        }
    }

    /// The department as charts name it.
    pub(super) fn of(&self, form: &DepartmentRecord) -> String {
        shortened(&form.shown(), &self.district)
    }
}

/// The width of a column in which most names stand on one line.
pub(super) fn width(context: Context<'_>, most: u16) -> u16 {
    let forms = context.material.records.current();
    fitting(forms.map(DepartmentRecord::shown), LEAST_WIDTH, most)
}

/// What all names begin with, up to the word for a district; nothing where they have none in common.
fn shared_district(mut names: impl Iterator<Item = String>) -> String {
    let Some(first) = names.next() else {
        return String::new();
    };
    let Some(end) = first
        .char_indices()
        .find(|(_, c)| matches!(c, '省' | '市' | '州' | '区' | '县' | '旗'))
        .map(|(at, c)| at + c.len_utf8())
    else {
        return String::new();
    };
    let (district, rest) = first.split_at(end);
    let all = district.chars().count() > 1
        && rest.chars().count() > 1
        && names.all(|name| {
            name.strip_prefix(district)
                .is_some_and(|rest| rest.chars().count() > 1)
        });
    if all {
        district.to_owned()
    } else {
        String::new()
    }
}

fn shortened(name: &str, district: &str) -> String {
    let name = name.strip_prefix(district).unwrap_or(name);
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::{shared_district, shortened};

    fn shared(names: &[&str]) -> String {
        shared_district(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn the_district_that_all_share_is_left_out() {
        let district = shared(&["云岫区财政局", "云岫区市场监督管理局"]);
        assert_eq!(district, "云岫区");
        assert_eq!(shortened("云岫区财政局", &district), "财政局");
    }

    #[test]
    fn what_only_some_share_stays() {
        assert_eq!(shared(&["云岫区财政局", "河湾乡人民政府"]), "");
        assert_eq!(shared(&["市场监督管理局", "市政服务中心"]), "");
        assert_eq!(shared(&["财政局"]), "");
    }

    #[test]
    fn a_long_name_is_cut_visibly() {
        assert_eq!(
            shortened("大数据资源管理与公共服务平台保障中心", ""),
            "大数据资源管理与公共服…"
        );
    }
}
