//! A name cut into words, from its end.

use super::lexicon::{Entry, Role, longest, look_up};

/// A stretch of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// As it stands.
    pub text: &'a str,
    /// Where it begins in the name, in bytes.
    pub start: usize,
    /// What the tables say of it; `None` for what they do not know.
    pub entry: Option<Entry>,
}

impl Token<'_> {
    /// What it does; `None` for what the tables do not know.
    pub(super) fn role(&self) -> Option<Role> {
        self.entry.map(|entry| entry.role)
    }
}

/// A name cut into the longest words that the tables know, found from its end as its head stands there; what lies
/// between them as one stretch each. In the order of the name.
pub(super) fn words(name: &str) -> Vec<Token<'_>> {
    let bounds: Vec<usize> = name
        .char_indices()
        .map(|(at, _)| at)
        .chain([name.len()])
        .collect();
    let mut found: Vec<Token<'_>> = Vec::new();
    // The end of the stretch that no table knows, where one is open.
    let mut unknown: Option<usize> = None;
    let mut at = bounds.len() - 1;
    while at > 0 {
        let after = match unknown {
            Some(_) => Behind::Unknown,
            None => found
                .last()
                .map_or(Behind::End, |token| Behind::Word(token.role())),
        };
        match longest_word(name, &bounds, at, after) {
            Some((from, token)) => {
                close(name, &bounds, &mut unknown, at, &mut found);
                found.push(token);
                at = from;
            }
            None => {
                unknown.get_or_insert(at);
                at -= 1;
            }
        }
    }
    close(name, &bounds, &mut unknown, 0, &mut found);
    found.reverse();
    found
}

/// What stands behind a place in the name.
#[derive(Clone, Copy)]
enum Behind {
    End,
    Unknown,
    Word(Option<Role>),
}

fn close<'a>(
    name: &'a str,
    bounds: &[usize],
    unknown: &mut Option<usize>,
    from: usize,
    found: &mut Vec<Token<'a>>,
) {
    let Some(end) = unknown.take() else {
        return;
    };
    if let (Some(start), Some(end)) = (bounds.get(from), bounds.get(end))
        && let Some(text) = name.get(*start..*end)
    {
        found.push(Token {
            text,
            start: *start,
            entry: None,
        });
    }
}

/// The longest word of the tables that ends at a place, with where it begins.
fn longest_word<'a>(
    name: &'a str,
    bounds: &[usize],
    at: usize,
    behind: Behind,
) -> Option<(usize, Token<'a>)> {
    let end = *bounds.get(at)?;
    (1..=longest().min(at)).rev().find_map(|length| {
        let from = at - length;
        let start = *bounds.get(from)?;
        let text = name.get(start..end)?;
        let entry = look_up(text)?;
        (length > 1 || stands_alone(entry.role, behind)).then_some((
            from,
            Token {
                text,
                start,
                entry: Some(entry),
            },
        ))
    })
}

/// Whether a word of one character is a word there: 费 ends a name or stands before 额, but not in 费尽.
fn stands_alone(role: Role, behind: Behind) -> bool {
    match role {
        Role::Ratio
        | Role::Count
        | Role::Times
        | Role::Amount
        | Role::Span
        | Role::Days
        | Role::Degree
        | Role::Cost
        | Role::Facility => match behind {
            Behind::End => true,
            Behind::Unknown | Behind::Word(None) => false,
            Behind::Word(Some(role)) => {
                role.measures()
                    || matches!(
                        role,
                        Role::Cut
                            | Role::Fall
                            | Role::Rise
                            | Role::Control
                            | Role::Good
                            | Role::Manner
                            | Role::Yield
                    )
                    || role.acts()
            }
        },
        Role::Unit => match behind {
            Behind::Word(Some(role)) => role.measures(),
            Behind::End | Behind::Unknown | Behind::Word(None) => false,
        },
        Role::Neg => matches!(behind, Behind::Word(Some(_)) | Behind::Unknown),
        Role::Money => !matches!(behind, Behind::Unknown),
        _ => true,
    }
}
