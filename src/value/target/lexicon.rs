//! Words as data: the longest word of a table that a text begins with.

use winnow::error::{ContextError, ErrMode, ParserError};
use winnow::prelude::*;

/// A table of words and what each means.
pub(super) type Lexicon<T> = &'static [(&'static str, T)];

/// Parses the longest word of `table` that stands at the front.
pub(super) fn longest<T: Copy>(table: Lexicon<T>) -> impl FnMut(&mut &str) -> ModalResult<T> {
    move |input| {
        let found = table
            .iter()
            .filter(|(word, _)| input.starts_with(word))
            .max_by_key(|(word, _)| word.len());
        match found {
            Some((word, meaning)) => {
                *input = input.get(word.len()..).unwrap_or_default();
                Ok(*meaning)
            }
            None => Err(ErrMode::Backtrack(ContextError::from_input(input))),
        }
    }
}

/// The words of `list` taken out of `text`, longest first, as often as they occur.
pub(super) fn without_words(text: &str, list: &[&str]) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = list
            .iter()
            .filter(|word| rest.starts_with(**word))
            .max_by_key(|word| word.len());
        let step = word.map_or_else(
            || {
                left.push(c);
                c.len_utf8()
            },
            |word| word.len(),
        );
        rest = rest.get(step..).unwrap_or_default();
    }
    left
}

/// Whether `text` holds one of the words.
#[must_use]
pub(crate) fn holds(text: &str, list: &[&str]) -> bool {
    list.iter().any(|word| text.contains(word))
}
