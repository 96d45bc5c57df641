//! The formulas of the workbook: what Excel refuses, and words of forms that became part of one.

use super::book::Book;
use crate::outcome::Outcome;

/// What Excel takes in a formula, and in a text within one.
const LONGEST: usize = 8192;
const LONGEST_TEXT: usize = 255;

/// A formula and where it stands.
pub(super) struct Formula {
    pub(super) part: String,
    pub(super) text: String,
}

/// All formulas of the workbook: those of cells, of formats that depend on values, and of what may be typed.
pub(super) fn all(outcome: &Outcome) -> Vec<Formula> {
    let path = outcome.folder.path().join("绩效自评汇总.xlsx");
    let book = Book::open(&std::fs::read(path).expect("the workbook")).expect("a package");
    book.texts_of(&["f", "formula", "formula1", "formula2", "definedName"])
        .into_iter()
        .map(|(part, text)| Formula { part, text })
        .collect()
}

/// The texts in quotes.
pub(super) fn texts(formula: &str) -> Vec<String> {
    // Two quotes within a text are one of its letters.
    let mut texts = Vec::new();
    let mut text: Option<String> = None;
    let mut letters = formula.chars().peekable();
    while let Some(letter) = letters.next() {
        match (&mut text, letter) {
            (Some(open), '"') if letters.peek() == Some(&'"') => {
                letters.next();
                open.push('"');
            }
            (Some(_), '"') => texts.extend(text.take()),
            (Some(open), other) => open.push(other),
            (None, '"') => text = Some(String::new()),
            (None, _) => {}
        }
    }
    texts
}

/// Formulas that Excel would not open.
pub(super) fn wrong(outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    for Formula { part, text } in all(outcome) {
        let length = text.chars().count();
        if length > LONGEST {
            wrong.push(format!("{part}: a formula of {length} characters"));
        }
        for text in texts(&text) {
            let length = text.chars().count();
            if length > LONGEST_TEXT {
                wrong.push(format!("{part}: a text of {length} characters: {text}"));
            }
        }
    }
    wrong
}
