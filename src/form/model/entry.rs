//! What the field table says of each field, and how a field's value is had without knowing which it is.

use super::sourced::{SheetCell, Sourced};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// The part of a form that a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Block {
    /// Title, year, unit, project.
    Head,
    /// The budget block.
    Funds,
    /// 年度总体目标
    Goals,
    /// The indicator rows.
    Indicators,
    /// Total and grade.
    Totals,
    /// Labelled texts that have no field of their own.
    Remarks,
}

impl Block {
    /// All of them, in their order on a form.
    pub(crate) const ALL: [Self; 6] = [
        Self::Head,
        Self::Funds,
        Self::Goals,
        Self::Indicators,
        Self::Totals,
        Self::Remarks,
    ];

    /// The word users know.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Head => "表头信息",
            Self::Funds => "预算执行",
            Self::Goals => "总体目标",
            Self::Indicators => "指标",
            Self::Totals => "总分等级",
            Self::Remarks => "其他说明",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// Money, in the form's unit.
    Amount,
    /// A fraction.
    Rate,
    /// Points: a weight, a score, their totals.
    Score,
    /// A year.
    Year,
    /// A unit of money.
    Unit,
}

/// The value of a field, whatever it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    /// Words.
    Text(&'a Sourced<String>),
    /// An amount, a rate or points.
    Number(&'a Sourced<Number>),
    /// A year.
    Year(&'a Sourced<i32>),
    /// A unit of money.
    Unit(&'a Sourced<AmountUnit>),
}

impl<'a> Value<'a> {
    /// Where it stands, or should.
    #[must_use]
    pub(crate) fn cells(self) -> &'a [SheetCell] {
        match self {
            Self::Text(value) => &value.cells,
            Self::Number(value) => &value.cells,
            Self::Year(value) => &value.cells,
            Self::Unit(value) => &value.cells,
        }
    }

    /// The text as it stood.
    #[must_use]
    pub(crate) fn text(self) -> &'a str {
        match self {
            Self::Text(value) => &value.text,
            Self::Number(value) => &value.text,
            Self::Year(value) => &value.text,
            Self::Unit(value) => &value.text,
        }
    }

    /// The value as read, exact numbers as precise as written.
    #[must_use]
    pub(crate) fn read(self) -> Option<String> {
        match self {
            Self::Text(value) => value.value.clone(),
            Self::Number(value) => value.value.map(|number| number.value.to_string()),
            Self::Year(value) => value.value.map(|year| year.to_string()),
            Self::Unit(value) => value.value.map(|unit| unit.to_string()),
        }
    }
}

impl<'a> From<&'a Sourced<String>> for Value<'a> {
    fn from(value: &'a Sourced<String>) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a Sourced<Number>> for Value<'a> {
    fn from(value: &'a Sourced<Number>) -> Self {
        Self::Number(value)
    }
}

impl<'a> From<&'a Sourced<i32>> for Value<'a> {
    fn from(value: &'a Sourced<i32>) -> Self {
        Self::Year(value)
    }
}

impl<'a> From<&'a Sourced<AmountUnit>> for Value<'a> {
    fn from(value: &'a Sourced<AmountUnit>) -> Self {
        Self::Unit(value)
    }
}

/// The place of a field's value, to be filled.
#[derive(Debug)]
pub(crate) enum ValueMut<'a> {
    /// Words.
    Text(&'a mut Sourced<String>),
    /// An amount, a rate or points.
    Number(&'a mut Sourced<Number>),
    /// A year.
    Year(&'a mut Sourced<i32>),
    /// A unit of money.
    Unit(&'a mut Sourced<AmountUnit>),
}

impl<'a> ValueMut<'a> {
    /// The cells it keeps.
    pub(crate) fn cells(self) -> &'a mut Vec<SheetCell> {
        match self {
            Self::Text(value) => &mut value.cells,
            Self::Number(value) => &mut value.cells,
            Self::Year(value) => &mut value.cells,
            Self::Unit(value) => &mut value.cells,
        }
    }
}

impl<'a> From<&'a mut Sourced<String>> for ValueMut<'a> {
    fn from(value: &'a mut Sourced<String>) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a mut Sourced<Number>> for ValueMut<'a> {
    fn from(value: &'a mut Sourced<Number>) -> Self {
        Self::Number(value)
    }
}

impl<'a> From<&'a mut Sourced<i32>> for ValueMut<'a> {
    fn from(value: &'a mut Sourced<i32>) -> Self {
        Self::Year(value)
    }
}

impl<'a> From<&'a mut Sourced<AmountUnit>> for ValueMut<'a> {
    fn from(value: &'a mut Sourced<AmountUnit>) -> Self {
        Self::Unit(value)
    }
}

/// Makes of one table of fields the struct that holds them and the enum that names them, so that a field is
/// written down once:
///
/// ```text
/// /// One row.
/// struct Row, enum RowField;
/// in Block { Variant member: Kind, "中文名", also ["other", "spellings"]; … }
/// and { /// What is no field.  flag: bool, }
/// headed enum Column { Unit, "单位"; … }
/// ```
///
/// `headed enum` makes a second enum of what a heading may name: the fields, and columns that are none.
/// `stated "表列…"` names the field where it stands beside the same figure as we compute it; `also` lists
/// further spellings that settings may use.
macro_rules! fields {
    (
        $(#[$about:meta])*
        struct $row:ident, enum $field:ident;
        $( in $block:ident {
            $( $(#[$note:meta])* $variant:ident $key:ident: $kind:ident, $name:literal
                $(, stated $stated:literal)? $(, also [$($also:literal),*])?; )*
        } )*
        and { $( $(#[$other_note:meta])* $other:ident: $other_type:ty, )* }
        $( headed enum $column:ident { $( $extra:ident, $extra_name:literal; )* } )?
    ) => {
        $(#[$about])*
        pub struct $row {
            $($(
                #[doc = $name]
                ///
                $(#[$note])*
                pub $key: Sourced<fields!(@value $kind)>,
            )*)*
            $( $(#[$other_note])* pub $other: $other_type, )*
        }

        #[doc = concat!("The fields of a [`", stringify!($row), "`], in their order on a form.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $field {
            $($( #[doc = $name] $variant, )*)*
        }

        impl $field {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$($(Self::$variant),*),*];

            /// Its word in data and expressions, which the extraction contract settles.
            #[must_use]
            pub(crate) const fn key(self) -> &'static str {
                match self { $($(Self::$variant => stringify!($key)),*),* }
            }

            /// Its name, the same wherever a user meets it.
            #[must_use]
            pub(crate) const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name),*),* }
            }

            /// Its name where it stands beside the same figure as we compute it.
            #[must_use]
            pub(crate) const fn name_as_stated(self) -> &'static str {
                match self {
                    $($(Self::$variant => fields!(@stated $name $($stated)?)),*),*
                }
            }

            /// Other spellings by which settings may name it.
            #[must_use]
            pub(crate) const fn other_names(self) -> &'static [&'static str] {
                match self { $($(Self::$variant => &[$($($also),*)?]),*),* }
            }

            /// The part of the form it belongs to.
            #[must_use]
            pub(crate) const fn block(self) -> Block {
                match self { $($(Self::$variant => Block::$block),*),* }
            }

            /// What it holds.
            #[must_use]
            pub(crate) const fn kind(self) -> Kind {
                match self { $($(Self::$variant => Kind::$kind),*),* }
            }

            /// Its value.
            #[must_use]
            pub(crate) fn get(self, of: &$row) -> Value<'_> {
                match self { $($(Self::$variant => Value::from(&of.$key)),*),* }
            }

            /// Its place.
            pub(crate) fn get_mut(self, of: &mut $row) -> ValueMut<'_> {
                match self { $($(Self::$variant => ValueMut::from(&mut of.$key)),*),* }
            }
        }

fields!(@columns $field, [$($($variant, $name;)*)*] $($column { $($extra, $extra_name;)* })?);
    };
    (@columns $field:ident, [$($named:tt)*]) => {};
    (@columns $field:ident, [$($variant:ident, $name:literal;)*]
        $column:ident { $($extra:ident, $extra_name:literal;)* }
    ) => {
        #[doc = concat!("What a heading names: a [`", stringify!($field), "`], or one of the columns that are none.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $column {
            $( #[doc = $name] $variant, )*
            $( #[doc = $extra_name] $extra, )*
        }

        impl $column {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)* $(Self::$extra),*];

            /// The field that such a column fills; `None` where it only helps to fill one, or is not read.
            #[must_use]
            pub(crate) const fn field(self) -> Option<$field> {
                match self {
                    $(Self::$variant => Some($field::$variant),)*
                    $(Self::$extra)|* => None,
                }
            }

            /// The name users know the column by.
            #[must_use]
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    $(Self::$extra => $extra_name),*
                }
            }
        }

        impl From<$field> for $column {
            fn from(field: $field) -> Self {
                match field { $($field::$variant => Self::$variant),* }
            }
        }
    };
    (@stated $name:literal) => { $name };
    (@stated $name:literal $stated:literal) => { $stated };
    (@value Text) => { String };
    (@value Year) => { i32 };
    (@value Unit) => { AmountUnit };
    (@value $number:ident) => { Number };
}

pub(super) use fields;
