//! What a file's name says of its version: 修改, 第二稿, V3, 最终稿, 初稿, `(1)`.

use winnow::combinator::{alt, delimited, not, opt, preceded, terminated};
use winnow::token::{any, one_of, take_while};
use winnow::{ModalResult, Parser};

use crate::value::fold::fold_tight;

/// How late a version its file's name says it is; the greater, the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VersionMark {
    /// 0 for 初稿 and what is withdrawn, 1 without a mark, 2 for 修改 or 第二稿, … , the greatest for 最终稿.
    pub(super) draft: u32,
    /// The number that a second copy of a name gets: 1 for `表(1).xlsx`.
    pub(super) copy: u32,
}

const FIRST: u32 = 1;
const CORRECTED: u32 = 2;
const FINAL: u32 = u32::MAX;

impl VersionMark {
    /// Reads the mark from a file's name without its extension.
    pub(super) fn read(stem: &str) -> Self {
        let name = fold_tight(stem);
        let marks = name.char_indices().filter_map(|(at, _)| {
            let (_, draft) = mark.parse_peek(name.get(at..)?).ok()?;
            Some(draft)
        });
        Self {
            draft: marks.max().unwrap_or(FIRST),
            copy: copy_number(&name).unwrap_or(0),
        }
    }
}

fn mark(input: &mut &str) -> ModalResult<u32> {
    alt((
        delimited('第', number, alt(('稿', '版'))),
        delimited('第', number, ('次', corrected)).map(|n| n + 1),
        preceded((corrected, opt('稿'), opt('(')), number).map(|n| n + 1),
        corrected.value(CORRECTED),
        preceded((one_of(['v', 'V']), opt('.')), number),
        terminated(number, '稿'),
        alt(("最终", "终稿", "终版", "定稿", "正式稿", "正式版")).value(FINAL),
        alt(("初稿", "草稿", "征求意见", "作废", "旧版", "旧稿", "原稿")).value(0),
    ))
    .parse_next(input)
}

fn corrected(input: &mut &str) -> ModalResult<()> {
    alt(("修改", "更正", "修订", "改正", "订正", "补正"))
        .void()
        .parse_next(input)
}

/// A small number, 1 to 99 or 一 to 十; `2023` is none.
fn number(input: &mut &str) -> ModalResult<u32> {
    let digit = |c: char| c.is_ascii_digit();
    let figures = terminated(take_while(1..=2, digit), not(one_of(digit))).parse_to();
    let words = any.verify_map(chinese_digit);
    alt((figures, words)).parse_next(input)
}

fn chinese_digit(c: char) -> Option<u32> {
    (1..)
        .zip("一二三四五六七八九十".chars())
        .find(|(_, digit)| *digit == c)
        .map(|(n, _)| n)
}

fn copy_number(name: &str) -> Option<u32> {
    let inside = name.strip_suffix(')')?.rsplit_once('(')?.1;
    inside.parse().ok().filter(|copy| *copy < 100)
}

#[cfg(test)]
mod tests {
    use super::{FINAL, VersionMark};

    #[test]
    fn reads_what_a_name_says_of_its_version() {
        for (name, draft, copy) in [
            ("教育局自评表", 1, 0),
            ("教育局2023年度自评表", 1, 0),
            ("教育局自评表（修改）", 2, 0),
            ("教育局自评表-更正", 2, 0),
            ("教育局自评表（修改2）", 3, 0),
            ("教育局自评表（修改稿）（3）", 2, 3),
            ("教育局自评表 修改稿2", 3, 0),
            ("教育局自评表第一稿", 1, 0),
            ("教育局自评表第3稿", 3, 0),
            ("教育局自评表第二次修改", 3, 0),
            ("教育局自评表三稿", 3, 0),
            ("教育局自评表V2", 2, 0),
            ("教育局自评表_v.10", 10, 0),
            ("教育局自评表（最终）", FINAL, 0),
            ("教育局自评表定稿", FINAL, 0),
            ("教育局自评表初稿", 0, 0),
            ("教育局自评表(1)", 1, 1),
            ("教育局自评表（2023）", 1, 0),
            ("教育局修改2023年度自评表", 2, 0),
        ] {
            assert_eq!(
                VersionMark::read(name),
                VersionMark { draft, copy },
                "{name}"
            );
        }
    }
}
