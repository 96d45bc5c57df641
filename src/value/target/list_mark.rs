//! The mark of a text's place in a list.

use winnow::combinator::{alt, not, opt, preceded};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

/// A text without the mark of its place in a list: `1、`, `2.`, `指标1:`, `★`.
pub(super) fn without_list_mark(name: &str) -> String {
    let digits = || take_while(1..=2, |c: char| c.is_ascii_digit());
    let mut rest = name.trim_start_matches('★');
    let mark = alt((
        (preceded("指标", digits()), opt(alt((":", ".", "、")))).void(),
        (digits(), alt(("、", ")"))).void(),
        // 1:3 is a ratio.
        (digits(), ":", not(one_of('0'..='9'))).void(),
        (digits(), '.', not(one_of(('0'..='9', '.', '%')))).void(),
    ));
    let _: ModalResult<Option<()>> = opt(mark).parse_next(&mut rest);
    rest.to_owned()
}
