//! The text of a formula → an expression. Knows the part of the formula language that the workbook
//! uses, and refuses everything else.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::intake::grid::{Area, CellRef};

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    Number(Decimal),
    Text(String),
    /// A cell or range; the sheet's name where it is another.
    Cells(Option<String>, Area),
    Call(String, Vec<Expr>),
    Negative(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
}

/// What joins two expressions, the loosest binding first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    AtMost,
    AtLeast,
    Less,
    More,
    Join,
    Plus,
    Minus,
    Times,
    Over,
}

/// The operators of each strength, loosest first; longer spellings before their beginnings.
const STRENGTHS: [&[(&str, Operator)]; 4] = [
    &[
        ("<>", Operator::NotEqual),
        ("<=", Operator::AtMost),
        (">=", Operator::AtLeast),
        ("=", Operator::Equal),
        ("<", Operator::Less),
        (">", Operator::More),
    ],
    &[("&", Operator::Join)],
    &[("+", Operator::Plus), ("-", Operator::Minus)],
    &[("*", Operator::Times), ("/", Operator::Over)],
];

/// Parses a formula without its equals sign.
///
/// # Errors
///
/// Where and why the text is not understood.
pub(super) fn parse(text: &str) -> Result<Expr, String> {
    let mut parser = Parser { rest: text };
    let expr = parser.binary(0)?;
    parser.skip_blanks();
    if parser.rest.is_empty() {
        Ok(expr)
    } else {
        Err(format!("多出的文字：{}", parser.rest))
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn binary(&mut self, strength: usize) -> Result<Expr, String> {
        let Some(operators) = STRENGTHS.get(strength) else {
            return self.unary();
        };
        let mut left = self.binary(strength + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(token, _)| self.takes(token)) {
            let right = self.binary(strength + 1)?;
            left = Expr::Binary(*operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, String> {
        if self.takes("-") {
            return Ok(Expr::Negative(Box::new(self.unary()?)));
        }
        if self.takes("(") {
            let inner = self.binary(0)?;
            return self.expect(")").map(|()| inner);
        }
        self.skip_blanks();
        match self.rest.chars().next() {
            Some('"') => self.text(),
            Some('\'') => self.sheet_cells(),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '$' => self.name(),
            _ => Err(format!("此处不能识别：{}", self.rest)),
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(format!("缺少“{token}”：{}", self.rest))
        }
    }

    fn text(&mut self) -> Result<Expr, String> {
        Ok(Expr::Text(self.quoted('"')?))
    }

    /// A quoted piece in which the doubled quote stands for itself.
    fn quoted(&mut self, quote: char) -> Result<String, String> {
        let mut text = String::new();
        let mut chars = self.rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if c != quote {
                text.push(c);
            } else if chars.peek().is_some_and(|(_, next)| *next == quote) {
                text.push(quote);
                chars.next();
            } else {
                self.rest = self.rest.get(at + c.len_utf8()..).unwrap_or_default();
                return Ok(text);
            }
        }
        Err("引号没有结束".to_owned())
    }

    fn sheet_cells(&mut self) -> Result<Expr, String> {
        let sheet = self.quoted('\'')?;
        self.expect("!")?;
        Ok(Expr::Cells(Some(sheet), self.area()?))
    }

    fn number(&mut self) -> Result<Expr, String> {
        let digits = self.take_while(|c| c.is_ascii_digit() || c == '.');
        Decimal::from_str(digits)
            .map(Expr::Number)
            .map_err(|_| format!("不是数字：{digits}"))
    }

    /// A function call or a cell.
    fn name(&mut self) -> Result<Expr, String> {
        let before = self.rest;
        let word = self.take_while(|c| c.is_ascii_alphabetic() || c == '.');
        if !word.is_empty() && self.takes("(") {
            let mut arguments = Vec::new();
            if !self.takes(")") {
                loop {
                    arguments.push(self.binary(0)?);
                    if self.takes(")") {
                        break;
                    }
                    self.expect(",")?;
                }
            }
            return Ok(Expr::Call(word.to_owned(), arguments));
        }
        self.rest = before;
        Ok(Expr::Cells(None, self.area()?))
    }

    fn area(&mut self) -> Result<Area, String> {
        let first = self.corner()?;
        let last = if self.takes(":") {
            self.corner()?
        } else {
            first
        };
        Ok(Area { first, last })
    }

    fn corner(&mut self) -> Result<CellRef, String> {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '$');
        word.replace('$', "")
            .parse()
            .map_err(|error: crate::intake::grid::BadAddress| error.to_string())
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}
