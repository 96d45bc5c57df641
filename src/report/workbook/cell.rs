//! What a cell of the workbook holds, before any file is written.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::form::model::Block;

/// A cell: what it holds and how it looks.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    /// What it holds.
    pub content: Content<'a>,
    /// How it looks.
    pub look: Look,
}

impl Cell<'_> {
    /// Whether it holds a formula that will be written as its result.
    #[must_use]
    pub(crate) fn is_still(&self) -> bool {
        matches!(&self.content, Content::Formula(formula) if !formula.live)
    }
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub(crate) enum Content<'a> {
    /// Nothing: a missing value is an empty cell, never a zero.
    Blank,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(Decimal),
    /// A live formula; its result is filled in when all sheets are laid out.
    Formula(Box<Formula>),
    /// A link.
    Link(Box<Link>),
}

/// A formula and its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The formula, without its equals sign.
    pub text: String,
    /// What it yields: nothing until [`crate::report::recalculate`] has filled it in.
    pub result: Outcome,
    /// Whether the file holds the formula, or only its result: a column that searches a very long table
    /// would keep a spreadsheet busy at every keystroke.
    pub live: bool,
}

impl Formula {
    /// A live formula without a result yet.
    #[must_use]
    pub(crate) const fn of(text: String) -> Self {
        Self {
            text,
            result: Outcome::NOTHING,
            live: true,
        }
    }
}

/// What a formula yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A number.
    Number(Decimal),
    /// A text; empty where there is nothing to show.
    Text(String),
}

impl Outcome {
    /// Nothing to show.
    pub(crate) const NOTHING: Self = Self::Text(String::new());
}

/// A link and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it leads, as the writer wants it.
    pub url: String,
    /// What the cell shows.
    pub text: String,
}

/// How a cell looks: what kind of value it shows, and in which part of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Look {
    /// What kind of value.
    pub kind: Kind,
    /// Which part.
    pub tone: Tone,
}

/// What kind of value a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A word or two, to the left.
    Text,
    /// A sentence, wrapped.
    Prose,
    /// A word or two, centred.
    Word,
    /// 万元
    Amount,
    /// A difference of amounts, with its sign.
    AmountChange,
    /// A fraction shown as a percentage.
    Rate,
    /// A difference of rates, with its sign.
    RateChange,
    /// A difference of two rates in percentage points (个百分点), with its sign: the value is a hundred times
    /// the difference of the fractions.
    RatePoints,
    /// 分
    Score,
    /// A difference of scores, with its sign.
    ScoreChange,
    /// A count, a rank, a number of a form.
    Count,
    /// A change of rank, with an arrow.
    RankChange,
    /// A year, never with a thousands mark.
    Year,
    /// A link.
    Link,
}

/// In which part of a sheet a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// The sheet's title.
    Title,
    /// A heading of a block.
    Heading,
    /// A remark, without lines around it.
    Remark,
    /// The heading of a column.
    Head,
    /// The heading of a column that a reviewer fills in.
    InputHead,
    /// A row of a table.
    Body,
    /// A cell that a reviewer fills in.
    Input,
    /// A total.
    Total,
    /// A cell in question, in the picture of a table.
    Marked,
    /// A cell in the picture of a table that shows what each cell was taken for.
    Taken(Taken),
}

/// What a cell was taken for, in the picture of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    /// What it was taken for.
    pub part: Part,
    /// Whether a person does not see it in the original.
    pub hidden: bool,
    /// Whether its format shows the sign behind the text; a text that is long or has line breaks holds the
    /// sign itself, as programs do not format these.
    pub signed: bool,
}

/// What a cell of a table can be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A value of this block.
    Value(Block),
    /// The place of a value that is not filled in.
    Gap,
    /// A heading or label.
    Label,
    /// A known note.
    Note,
    /// None of these.
    Unread,
    /// A cell outside any form.
    Outside,
}

impl Part {
    /// All of them, in the order of the legend.
    pub(crate) const ALL: [Self; 11] = [
        Self::Value(Block::Head),
        Self::Value(Block::Funds),
        Self::Value(Block::Goals),
        Self::Value(Block::Indicators),
        Self::Value(Block::Totals),
        Self::Value(Block::Remarks),
        Self::Gap,
        Self::Label,
        Self::Note,
        Self::Unread,
        Self::Outside,
    ];

    /// The character that tells it apart without colour; `None` where weight and lines do.
    #[must_use]
    pub(crate) const fn sign(self) -> Option<char> {
        match self {
            Self::Value(Block::Head) => Some('头'),
            Self::Value(Block::Funds) => Some('预'),
            Self::Value(Block::Goals) => Some('目'),
            Self::Value(Block::Indicators) => Some('指'),
            Self::Value(Block::Totals) => Some('总'),
            Self::Value(Block::Remarks) => Some('他'),
            Self::Unread => Some('？'),
            Self::Gap | Self::Label | Self::Note | Self::Outside => None,
        }
    }

    /// What it is, for the legend.
    #[must_use]
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Value(block) => format!("采用：{}", block.label()),
            Self::Gap => "应有值而未填".to_owned(),
            Self::Label => "表头、标签".to_owned(),
            Self::Note => "注释，不作为数据".to_owned(),
            Self::Unread => "未读，请人工核对".to_owned(),
            Self::Outside => "不属于自评表".to_owned(),
        }
    }
}

impl Taken {
    /// The mark behind the text: 〔指〕, 〔指·隐〕, 〔隐〕; empty where there is none.
    #[must_use]
    pub(crate) fn mark(self) -> String {
        match (self.part.sign(), self.hidden) {
            (None, false) => String::new(),
            (None, true) => "〔隐〕".to_owned(),
            (Some(sign), false) => format!("〔{sign}〕"),
            (Some(sign), true) => format!("〔{sign}·隐〕"),
        }
    }
}

impl Kind {
    /// This kind in another part.
    #[must_use]
    pub(crate) const fn toned(self, tone: Tone) -> Look {
        Look { kind: self, tone }
    }
}

impl<'a> Content<'a> {
    /// A text, or nothing where it is empty.
    #[must_use]
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }

    /// A text, or nothing.
    #[must_use]
    pub(crate) fn words(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// A number, or nothing where it is missing.
    #[must_use]
    pub(crate) fn number(value: Option<Decimal>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }

    /// A whole number.
    #[must_use]
    pub(crate) fn count(value: usize) -> Self {
        Self::Number(Decimal::from(value))
    }

    /// A whole number, or nothing.
    #[must_use]
    pub(crate) fn whole(value: Option<i32>) -> Self {
        value.map_or(Self::Blank, |value| Self::Number(Decimal::from(value)))
    }

    /// A formula whose result is still to be filled in.
    #[must_use]
    pub(crate) fn formula(text: impl Into<String>) -> Self {
        Self::Formula(Box::new(Formula::of(text.into())))
    }

    /// With its look.
    #[must_use]
    pub(crate) const fn looking(self, look: Look) -> Cell<'a> {
        Cell {
            content: self,
            look,
        }
    }
}
