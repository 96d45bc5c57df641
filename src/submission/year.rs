//! Which year a form is about, when the form itself does not say.

use super::file_stem;
use crate::form::model::SelfEvaluation;
use crate::form::wording::years_in;
use crate::value::fold::fold_tight;

/// The year of a form and where it came from: `表内`, `文件夹名` or `文件名`; `None` and an empty
/// text where nothing says it.
///
/// What the form states wins over its path: a file is easily put into the wrong folder. Of the
/// folders the nearest one that names exactly one year counts; the file's own name comes last, as it
/// often bears the year in which the form was sent in.
#[must_use]
pub(super) fn decide(form: &SelfEvaluation) -> (Option<i32>, &'static str) {
    if let Some(year) = form.year.value {
        return (Some(year), "表内");
    }
    let folders = form.source.path.rsplit('/').skip(1);
    if let Some(year) = folders.into_iter().find_map(year_in) {
        return (Some(year), "文件夹名");
    }
    match year_in(file_stem(&form.source.path)) {
        Some(year) => (Some(year), "文件名"),
        None => (None, ""),
    }
}

/// The one year that a name speaks of. Of several, the one with 年度 counts (`2023年度自评（2024年报送）`);
/// otherwise several years say nothing.
pub(super) fn year_in(name: &str) -> Option<i32> {
    let years = years_in(name);
    let name = fold_tight(name);
    let marked = |year: &&i32| name.contains(&format!("{year}年度"));
    let first = *years.iter().find(marked).or_else(|| years.first())?;
    let alone = years.iter().all(|year| *year == first);
    let only_marked = years.iter().filter(marked).all(|year| *year == first) && marked(&&first);
    (alone || only_marked).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{decide, year_in};
    use crate::submission::blank_form::blank;

    #[test]
    fn the_form_wins_over_its_path() {
        let mut form = blank("2022/教育局2022.xlsx");
        form.year.value = Some(2023);
        assert_eq!(decide(&form), (Some(2023), "表内"));
    }

    #[test]
    fn the_folder_comes_before_the_file() {
        assert_eq!(
            decide(&blank("报送/2023年度/教育局2024.xlsx")),
            (Some(2023), "文件夹名")
        );
        assert_eq!(
            decide(&blank("2022/2023/党政机关/教育局.xlsx")),
            (Some(2023), "文件夹名")
        );
        assert_eq!(
            decide(&blank("报送/教育局2023年自评表.xlsx")),
            (Some(2023), "文件名")
        );
        assert_eq!(decide(&blank("报送/教育局.xlsx")), (None, ""));
    }

    #[test]
    fn a_name_with_several_years_says_one_or_nothing() {
        assert_eq!(year_in("2023年度自评（2024年报送）"), Some(2023));
        assert_eq!(year_in("2022-2023"), None);
        assert_eq!(year_in("2023年自评2023"), Some(2023));
    }

    #[test]
    fn a_date_or_a_code_is_no_year() {
        assert_eq!(year_in("20240415教育局"), None);
        assert_eq!(year_in("412003教育局"), None);
        assert_eq!(year_in("1999"), None);
        assert_eq!(year_in("２０２３年度"), Some(2023));
    }
}
