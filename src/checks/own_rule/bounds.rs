//! How much an own rule may ask for: the length of its text, the depth of its expression, and the steps it
//! takes on one form. The bureau writes these rules, and a slip of the pen must not end the run.

use std::sync::atomic::{AtomicU32, Ordering};

use cel::common::ast::{
    CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, ListExpr, operators,
};
use cel::common::types::CelBool;
use cel::common::value::CowVal;
use cel::context::VariableResolver;

/// The most characters of an expression: some forty conditions joined.
const LONGEST: usize = 2_000;
/// The deepest nesting, which is walked with the stack of a worker; conditions joined by `&&` and `||` stand
/// side by side, while each `+` of a chain is one deeper.
const DEEPEST: usize = 60;
/// The most steps of `all`, `exists`, `map` and `filter` on one subject: each pair of a hundred rows.
const MOST_STEPS: u32 = 10_000;
/// Room for the parser, which goes one call deeper for every bracket.
const ROOM: usize = 64 << 20;
/// Where a rule compares a row with all the others of its form, the most rows of that form.
pub(super) const MOST_ROWS: usize = 500;

/// The name that is true as long as there are steps left; no author can write it.
pub(super) const GO_ON: &str = "#go";

/// What is said where values could grow from step to step.
pub(super) const GROWS: &str =
    "在 all、exists、map、filter 里面，方括号中只能写固定的文字或数字，也不能写花括号";

/// Whether a text is short enough to be read.
///
/// # Errors
/// How long it may be, in Chinese.
pub(super) fn short_enough(source: &str) -> Result<(), String> {
    let length = source.chars().count();
    if length > LONGEST {
        return Err(format!(
            "表达式有 {length} 个字符，最多 {LONGEST} 个；请拆成几条规则"
        ));
    }
    Ok(())
}

/// Runs what walks a tree of any depth, on a stack that is deep enough.
///
/// # Errors
/// Those of `read`; and where the parser breaks on the text, or there is no stack to be had.
pub(super) fn with_room<T: Send>(
    read: impl FnOnce() -> Result<T, String> + Send,
) -> Result<T, String> {
    let broken = || "表达式读不懂".to_owned();
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(ROOM)
            .spawn_scoped(scope, || crate::fault::caught(read))
            .map_err(|_| broken())?
            .join()
            .map_err(|_| broken())?
            .map_err(|_| broken())?
    })
}

/// Whether a tree is shallow enough for the stack of a worker.
///
/// # Errors
/// How deep it may be, in Chinese.
pub(super) fn shallow_enough(tree: &IdedExpr) -> Result<(), String> {
    let depth = depth(tree);
    if depth > DEEPEST {
        return Err(format!(
            "表达式套了 {depth} 层，最多 {DEEPEST} 层；请拆成几条规则"
        ));
    }
    Ok(())
}

fn depth(node: &IdedExpr) -> usize {
    let deepest = |nodes: &mut dyn Iterator<Item = &IdedExpr>| nodes.map(depth).max();
    let below = match &node.expr {
        Expr::Call(call) => deepest(&mut call.args.iter().chain(call.target.as_deref())),
        Expr::Select(select) => Some(depth(&select.operand)),
        Expr::List(list) => deepest(&mut list.elements.iter()),
        Expr::Map(map) => deepest(
            &mut map.entries.iter().filter_map(|entry| match &entry.expr {
                EntryExpr::MapEntry(entry) => Some(&entry.value),
                EntryExpr::StructField(_) => None,
            }),
        ),
        Expr::Comprehension(made) => deepest(
            &mut [
                &made.iter_range,
                &made.accu_init,
                &made.loop_cond,
                &made.loop_step,
                &made.result,
            ]
            .into_iter(),
        ),
        Expr::Literal(_) | Expr::Ident(_) | Expr::Struct(_) | Expr::Unspecified => None,
    };
    below.unwrap_or_default() + 1
}

/// Whether a list within a loop holds nothing that could grow: copies of copies fill any memory.
///
/// # Errors
/// [`GROWS`].
pub(super) fn no_copies(list: &ListExpr, bound: &[String]) -> Result<(), String> {
    let is_fixed = |element: &IdedExpr| match &element.expr {
        Expr::Literal(_) => true,
        // A number, by its own name.
        Expr::Ident(name) => name.starts_with('#'),
        _ => false,
    };
    if bound.is_empty() || list.elements.iter().all(is_fixed) {
        Ok(())
    } else {
        Err(GROWS.to_owned())
    }
}

/// Makes each step of a loop ask whether it may go on.
pub(super) fn count_steps(comprehension: &mut ComprehensionExpr) {
    if let Some(part) = appended(comprehension) {
        let otherwise = node(Expr::Ident(GO_ON.to_owned()));
        let wanted = std::mem::take(part);
        let asked = vec![node(Expr::Ident(GO_ON.to_owned())), wanted, otherwise];
        *part = call(operators::CONDITIONAL, asked);
    } else {
        let wanted = std::mem::take(&mut comprehension.loop_cond);
        let asked = vec![node(Expr::Ident(GO_ON.to_owned())), wanted];
        comprehension.loop_cond = call(operators::LOGICAL_AND, asked);
    }
}

/// What `map` adds to its list, or what `filter` asks, which the language works off in one go, without
/// asking for the condition of the loop.
fn appended(comprehension: &mut ComprehensionExpr) -> Option<&mut IdedExpr> {
    let made = comprehension.accu_var.clone();
    let is_made = |node: &IdedExpr| matches!(&node.expr, Expr::Ident(name) if *name == made);
    let Expr::Call(step) = &mut comprehension.loop_step.expr else {
        return None;
    };
    match (step.func_name.as_str(), step.args.as_mut_slice()) {
        (operators::ADD, [list, added]) if is_made(list) => match &mut added.expr {
            Expr::List(added) => added.elements.first_mut(),
            _ => None,
        },
        (operators::CONDITIONAL, [guard, _, otherwise]) if is_made(otherwise) => Some(guard),
        _ => None,
    }
}

/// A node of the tree.
pub(super) fn node(expr: Expr) -> IdedExpr {
    IdedExpr {
        expr,
        ..IdedExpr::default()
    }
}

/// A call of an operator.
pub(super) fn call(operator: &str, args: Vec<IdedExpr>) -> IdedExpr {
    node(Expr::Call(CallExpr {
        func_name: operator.to_owned(),
        target: None,
        args,
    }))
}

/// The steps taken on one subject.
#[derive(Debug, Default)]
pub(super) struct Steps(AtomicU32);

impl Steps {
    /// Whether there are none left.
    pub(super) fn are_used_up(&self) -> bool {
        self.0.load(Ordering::Relaxed) > MOST_STEPS
    }
}

impl VariableResolver for Steps {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        (variable == GO_ON).then(|| {
            self.0.fetch_add(1, Ordering::Relaxed);
            CowVal::owned(CelBool::from(!self.are_used_up()))
        })
    }
}
