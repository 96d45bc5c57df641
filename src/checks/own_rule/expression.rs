//! An expression, checked when it is loaded: names, fields, and its numbers made exact.

use std::collections::BTreeSet;

use cel::common::ast::{
    CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue, operators,
};
use cel::common::types::CelBool;
use cel::{Context, ExecutionError, Program, Value};
use rust_decimal::Decimal;

use crate::settings_text::unknown;

use super::bounds::{self, Steps};
use super::exact::Exact;
use super::fields::{self, Record};
use super::trial;

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
    /// Reads an expression, which is tried on made-up forms: one that can give an answer on none of them is
    /// refused.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese.
    pub(super) fn read(source: &str, reach: Reach) -> Result<Self, String> {
        bounds::short_enough(source)?;
        // Whatever the nesting, the text is short; a deep tree is refused where there is room to take it apart.
        let expression = bounds::with_room(|| {
            let program = Program::compile(source).map_err(|errors| {
                let places: Vec<String> = errors
                    .errors
                    .iter()
                    .map(|error| format!("第 {} 个字符附近", error.pos.1.max(0) + 1))
                    .collect();
                format!("表达式读不懂（{}）：{}", places.join("、"), source.trim())
            })?;
            bounds::shallow_enough(program.expression())?;
            let mut expression = Self {
                tree: program.expression().clone(),
                numbers: Vec::new(),
                reads: BTreeSet::new(),
            };
            let mut tree = std::mem::take(&mut expression.tree);
            expression.prepare(&mut tree, reach, &mut Vec::new())?;
            expression.tree = tree;
            Ok(expression)
        })?;
        trial::can_answer(&expression, reach)
            .map_err(|why| format!("表达式永远算不出真假（{why}）：{}", source.trim()))?;
        Ok(expression)
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// Why that cannot be said.
    pub(super) fn holds(&self, records: &[(&'static str, &Record)]) -> Result<bool, NoAnswer> {
        let steps = Steps::default();
        let mut context = Context::default();
        context.set_variable_resolver(&steps);
        for (name, record) in records {
            context.add_variable_as_val(*name, Box::new((*record).clone()));
        }
        for (at, number) in self.numbers.iter().enumerate() {
            context.add_variable_as_val(number_name(at), Box::new(Exact(*number)));
        }
        let value = Value::resolve_val(&self.tree, &context);
        if steps.are_used_up() {
            return Err(NoAnswer::TooManySteps);
        }
        value
            .map_err(|error| NoAnswer::from(&error))?
            .downcast_ref::<CelBool>()
            .map(|truth| *truth.inner())
            .ok_or(NoAnswer::NotATruth)
    }

    /// Whether it looks at other rows of the form than the one it is about.
    pub(super) fn looks_at_all_rows(&self) -> bool {
        self.reads
            .iter()
            .any(|(variable, field)| variable == "form" && (field == "rows" || field == "funds"))
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
                let known = name.starts_with(['@', '#']) || bound.contains(name);
                if let (false, Some(fields)) = (known, reach.fields(name)) {
                    let example = fields.first().copied().unwrap_or_default();
                    return Err(format!("{name} 后面要写字段，如 {name}.{example}"));
                }
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
                } else {
                    self.prepare(&mut select.operand, reach, bound)?;
                }
            }
            Expr::List(list) => {
                for element in &mut list.elements {
                    self.prepare(element, reach, bound)?;
                }
                bounds::no_copies(list, bound)?;
            }
            // What it holds would be copied at each step.
            Expr::Map(_) if !bound.is_empty() => return Err(bounds::GROWS.to_owned()),
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
        if call.func_name == operators::ADD
            && let Some(first) = call.args.first_mut()
            && !matches!(&first.expr, Expr::Call(sum) if sum.func_name == operators::ADD)
        {
            // Begun with a number, a sum is one of numbers: texts and lists, which it would join, could be
            // doubled step by step until no memory holds them.
            let zero = self.number(Decimal::ZERO);
            let addend = std::mem::take(first);
            *first = bounds::call(operators::ADD, vec![bounds::node(zero), addend]);
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
        self.prepare(&mut comprehension.loop_cond, reach, bound)?;
        self.prepare_step(
            &mut comprehension.loop_step,
            &comprehension.accu_var,
            reach,
            bound,
        )?;
        self.prepare(&mut comprehension.result, reach, bound)?;
        bound.truncate(outer);
        bounds::count_steps(comprehension);
        Ok(())
    }

    /// What `map` and `filter` do at each step, adding to the list that they make, stays as the language
    /// made it; what the author wrote in it is prepared like all else.
    fn prepare_step(
        &mut self,
        step: &mut IdedExpr,
        made: &str,
        reach: Reach,
        bound: &mut Vec<String>,
    ) -> Result<(), String> {
        if let Expr::Call(call) = &mut step.expr {
            let adds = call.func_name == operators::ADD;
            if let (true, [list, added]) = (adds, call.args.as_mut_slice())
                && matches!(&list.expr, Expr::Ident(name) if name == made)
                && let Expr::List(added) = &mut added.expr
            {
                for element in &mut added.elements {
                    self.prepare(element, reach, bound)?;
                }
                return Ok(());
            }
            if let (operators::CONDITIONAL, [guard, step, _]) =
                (call.func_name.as_str(), call.args.as_mut_slice())
            {
                self.prepare(guard, reach, bound)?;
                return self.prepare_step(step, made, reach, bound);
            }
        }
        self.prepare(step, reach, bound)
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

/// Why an expression gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoAnswer {
    /// A number that it needs is missing, or a value is of a kind that it cannot work with.
    WrongKind,
    /// A function or a name that there is not.
    Unknown,
    /// It came to something else than true or false.
    NotATruth,
    /// A division by zero.
    DividedByZero,
    /// A number too large to compute with.
    TooLarge,
    /// It took more steps than it may.
    TooManySteps,
    /// Something else.
    Other,
}

impl From<&ExecutionError> for NoAnswer {
    fn from(error: &ExecutionError) -> Self {
        match error {
            ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
                Self::DividedByZero
            }
            ExecutionError::NoSuchOverload(_)
            | ExecutionError::UnexpectedType { .. }
            | ExecutionError::ValuesNotComparable(..)
            | ExecutionError::UnsupportedBinaryOperator(..) => Self::WrongKind,
            ExecutionError::NoSuchKey(_) | ExecutionError::UndeclaredReference(_) => Self::Unknown,
            ExecutionError::Overflow(..) => Self::TooLarge,
            _ => Self::Other,
        }
    }
}

impl NoAnswer {
    /// Why a form was not judged, in Chinese.
    pub(super) const fn on_a_form(self) -> &'static str {
        match self {
            Self::WrongKind => "表内缺这条规则要用的数",
            Self::Unknown => "表达式用了不存在的字段或函数",
            Self::NotATruth => "表达式的结果不是真或假",
            Self::DividedByZero => "除数为 0",
            Self::TooLarge => "数值过大，无法计算",
            Self::TooManySteps => "这条自定规则要算的步数太多，没有算完，请简化表达式",
            Self::Other => "表达式无法计算",
        }
    }

    /// Whether the expression itself may be to blame, rather than the size of what it is given.
    pub(super) const fn is_of_the_rule(self) -> bool {
        !matches!(self, Self::TooLarge | Self::TooManySteps | Self::Other)
    }

    /// Why no form could be judged, in Chinese.
    pub(super) const fn on_any_form(self) -> &'static str {
        match self {
            Self::WrongKind => "文字和数字不能这样比较、计算，加号只用于数字",
            Self::Unknown => "用了不存在的字段或函数",
            Self::NotATruth => "结果应是真或假",
            other => other.on_a_form(),
        }
    }
}
