//! Words that only look like a doubt, taken out.

use super::super::lexicon::without_words;
use super::doubt_words::WORDS;

/// Words without those that only look like a doubt: 响应, 接待, 应保尽保.
pub(super) fn without_innocent(words: &str) -> String {
    let mut left = String::new();
    let mut rest = words;
    while let Some(at) = rest.find('应') {
        let (before, due) = rest.split_at(at);
        left.push_str(before);
        let four: Vec<(usize, char)> = due.char_indices().take(5).collect();
        let end = match four.as_slice() {
            [_, (_, a), (_, '尽'), (_, b), behind @ ..] if a == b => {
                behind.first().map_or(due.len(), |(end, _)| *end)
            }
            _ => {
                left.push('应');
                '应'.len_utf8()
            }
        };
        rest = due.get(end..).unwrap_or_default();
    }
    left.push_str(rest);
    without_words(&left, &WORDS.innocent)
}

/// Words without what denies a harm: 未发生安全事故, 无投诉, 没有超预算 take nothing back.
pub(in super::super) fn without_harmless(words: &str) -> String {
    let mut left = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let spared = WORDS
            .nothing_of
            .iter()
            .filter_map(|no| rest.strip_prefix(no))
            .find_map(end_of_harm);
        match spared {
            Some(behind) => rest = behind,
            None => {
                left.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    without_innocent(&left)
}

/// What follows a harm that a denial denies; `None` where something else stands between them.
fn end_of_harm(what: &str) -> Option<&str> {
    WORDS
        .harm
        .iter()
        .filter_map(|harm| {
            let at = what.find(harm)?;
            let between = without_words(what.get(..at)?, &WORDS.between);
            between.is_empty().then(|| {
                (
                    at + harm.len(),
                    what.get(at + harm.len()..).unwrap_or_default(),
                )
            })
        })
        .max_by_key(|(end, _)| *end)
        .map(|(_, behind)| behind)
}
