//! An expression, checked when it is loaded: names, fields, and its numbers made exact.

use std::collections::BTreeSet;

use cel::common::ast::{
    CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue, operators,
};
use cel::common::types::CelBool;
use cel::{Context, ExecutionError, Program, Value};
use rust_decimal::Decimal;

use crate::settings_text::unknown;

use super::exact::Exact;
use super::fields::{self, Record};

/// What an expression may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// `form` alone
    Form,
    /// `form` and `row`
    Row,
    /// `form` and `fund`
    Fund,
}

impl Reach {
    /// The fields of a variable within reach.
    pub(super) fn fields(self, variable: &str) -> Option<Vec<&'static str>> {
        match (self, variable) {
            (_, "form") => Some(fields::of_form()),
            (Self::Row, "row") => Some(fields::of_row()),
            (Self::Fund, "fund") => Some(fields::of_fund()),
            _ => None,
        }
    }

    fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Form => &["form"],
            Self::Row => &["form", "row"],
            Self::Fund => &["form", "fund"],
        }
    }
}

/// An expression ready to run.
#[derive(Debug)]
pub(super) struct Expression {
    tree: IdedExpr,
    /// Its numbers, bound to names that no author can write.
    numbers: Vec<Decimal>,
    /// The fields it reads: `("row", "score")`.
    pub(super) reads: BTreeSet<(String, String)>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese.
    pub(super) fn read(source: &str, reach: Reach) -> Result<Self, String> {
        let program = Program::compile(source).map_err(|errors| {
            let places: Vec<String> = errors
                .errors
                .iter()
                .map(|error| format!("第 {} 个字符附近", error.pos.1.max(0) + 1))
                .collect();
            format!("表达式读不懂（{}）：{}", places.join("、"), source.trim())
        })?;
        let mut expression = Self {
            tree: program.expression().clone(),
            numbers: Vec::new(),
            reads: BTreeSet::new(),
        };
        let mut tree = std::mem::take(&mut expression.tree);
        expression.prepare(&mut tree, reach, &mut Vec::new())?;
        expression.tree = tree;
        Ok(expression)
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// Why that cannot be said, in Chinese.
    pub(super) fn holds(&self, records: &[(&'static str, &Record)]) -> Result<bool, &'static str> {
        let mut context = Context::default();
        for (name, record) in records {
            context.add_variable_as_val(*name, Box::new((*record).clone()));
        }
        for (at, number) in self.numbers.iter().enumerate() {
            context.add_variable_as_val(number_name(at), Box::new(Exact(*number)));
        }
        let value = Value::resolve_val(&self.tree, &context).map_err(|error| why(&error))?;
        value
            .downcast_ref::<CelBool>()
            .map(|truth| *truth.inner())
            .ok_or("表达式的结果不是真或假")
    }

    /// Checks names and makes numbers exact, from the root down. `bound` are the names that macros such as
    /// `all(r, …)` bind.
    fn prepare(
        &mut self,
        node: &mut IdedExpr,
        reach: Reach,
        bound: &mut Vec<String>,
    ) -> Result<(), String> {
        match &mut node.expr {
            Expr::Literal(LiteralValue::Double(double)) => {
                // The shortest text that reads back as the same number is what the author wrote.
                let written = double.inner().to_string();
                let number = written
                    .parse()
                    .map_err(|_| format!("数 {written} 太大或太小"))?;
                node.expr = self.number(number);
            }
            Expr::Call(call) => self.prepare_call(call, reach, bound)?,
            Expr::Comprehension(comprehension) => {
                self.prepare_comprehension(comprehension, reach, bound)?;
            }
            Expr::Ident(name) => {
                let known = name.starts_with(['@', '#'])
                    || bound.contains(name)
                    || reach.fields(name).is_some();
                if !known {
                    return Err(unknown(
                        &format!("这里没有“{name}”这个名称"),
                        name,
                        reach.variables(),
                    ));
                }
            }
            Expr::Select(select) => {
                if let Expr::Ident(variable) = &select.operand.expr
                    && !bound.contains(variable)
                    && let Some(fields) = reach.fields(variable)
                {
                    if !fields.contains(&select.field.as_str()) {
                        let fault = format!("{variable} 没有字段“{}”", select.field);
                        return Err(unknown(&fault, &select.field, &fields));
                    }
                    self.reads.insert((variable.clone(), select.field.clone()));
                }
                self.prepare(&mut select.operand, reach, bound)?;
            }
            Expr::List(list) => {
                for element in &mut list.elements {
                    self.prepare(element, reach, bound)?;
                }
            }
            Expr::Map(map) => {
                for entry in &mut map.entries {
                    if let EntryExpr::MapEntry(entry) = &mut entry.expr {
                        self.prepare(&mut entry.value, reach, bound)?;
                    }
                }
            }
            Expr::Literal(_) | Expr::Struct(_) | Expr::Unspecified => {}
        }
        Ok(())
    }

    fn prepare_call(
        &mut self,
        call: &mut CallExpr,
        reach: Reach,
        bound: &mut Vec<String>,
    ) -> Result<(), String> {
        if let Some(target) = &mut call.target {
            self.prepare(target, reach, bound)?;
        }
        // Beside a count, which the language itself gives as an integer, integers stay integers.
        let counts = call.args.iter().any(is_count);
        let exact = EXACT_OPERATORS.contains(&call.func_name.as_str()) && !counts;
        for argument in &mut call.args {
            if let (true, Expr::Literal(LiteralValue::Int(integer))) = (exact, &argument.expr) {
                let number = Decimal::from(*integer.inner());
                argument.expr = self.number(number);
            } else {
                self.prepare(argument, reach, bound)?;
            }
        }
        Ok(())
    }

    fn prepare_comprehension(
        &mut self,
        comprehension: &mut ComprehensionExpr,
        reach: Reach,
        bound: &mut Vec<String>,
    ) -> Result<(), String> {
        self.prepare(&mut comprehension.iter_range, reach, bound)?;
        self.prepare(&mut comprehension.accu_init, reach, bound)?;
        let outer = bound.len();
        bound.push(comprehension.iter_var.clone());
        bound.extend(comprehension.iter_var2.clone());
        bound.push(comprehension.accu_var.clone());
        for part in [
            &mut comprehension.loop_cond,
            &mut comprehension.loop_step,
            &mut comprehension.result,
        ] {
            self.prepare(part, reach, bound)?;
        }
        bound.truncate(outer);
        Ok(())
    }

    /// A number as a name bound to its exact value.
    fn number(&mut self, number: Decimal) -> Expr {
        self.numbers.push(number);
        Expr::Ident(number_name(self.numbers.len() - 1))
    }
}

/// Operators whose integers are numbers like any other.
const EXACT_OPERATORS: &[&str] = &[
    operators::ADD,
    operators::SUBSTRACT,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER,
    operators::GREATER_EQUALS,
    operators::LESS,
    operators::LESS_EQUALS,
];

fn is_count(node: &IdedExpr) -> bool {
    matches!(&node.expr, Expr::Call(call) if call.func_name == "size")
}

fn number_name(at: usize) -> String {
    format!("#{at}")
}

/// Why an expression gave nothing.
fn why(error: &ExecutionError) -> &'static str {
    match error {
        ExecutionError::DivisionByZero(_) => "除数为 0",
        ExecutionError::NoSuchOverload(_)
        | ExecutionError::UnexpectedType { .. }
        | ExecutionError::ValuesNotComparable(..)
        | ExecutionError::UnsupportedBinaryOperator(..) => "表内缺这条规则要用的数",
        ExecutionError::NoSuchKey(_) => "表达式用了不存在的字段",
        ExecutionError::Overflow(..) => "数值过大，无法计算",
        _ => "表达式无法计算",
    }
}
