//! How the words of a name make a direction: read from the head at the end towards the front.

mod governed;
mod place;

use super::lexicon::{Pace, Role};
use super::words::{Token, words};
use super::{Direction, Ground, Wanted};
use place::Place;

/// What a stretch of a name comes to.
#[derive(Clone, Copy, Debug)]
struct Reading {
    wanted: Wanted,
    /// Whether a word says so, or only the kind of head: a heading turns the latter.
    firm: bool,
    /// Where the word that decides begins, in bytes.
    from: usize,
    /// The word that decides; empty where none does.
    word: usize,
    reason: &'static str,
    /// The role of the word that decides.
    role: Option<Role>,
}

/// What lies between the head and the word that governs it.
#[derive(Clone, Copy, Debug, Default)]
struct Passed {
    /// Words that no table knows.
    unknown: bool,
    /// One of them has a character that smells of harm.
    doubtful: bool,
    /// People or matters whose number is nobody's merit.
    matter: bool,
    /// What was built or provided.
    facility: bool,
    /// What policy has few or many of.
    plight: bool,
    /// Problems, which may be what was found or what was solved.
    problem: bool,
    /// Anything at all but modifiers.
    any: bool,
}

/// Characters that make an unknown word one that may mean harm.
const HARM: &str = "亡伤死病灾祸害毒罪犯违漏欠滞逾误错差坏损亏劣闲空弃超缺盗骗贪腐塌溺耗污废残危险短退停断堵拖失难虚伪扰讼争崩裂";

const NO_WORD: &str = "名称没有说明方向";

/// Reads a name under its level 2.
pub(super) fn read(name: &str, level2: &str) -> Direction {
    let tokens = words(name);
    let Headed { reading, heading } = under(judge(&tokens), level2);
    let reason = match heading {
        Some(heading) => format!("列在“{heading}”下，名称没有另说"),
        None => reading.reason.replace("{}", shown(name, &tokens, reading)),
    };
    Direction {
        wanted: reading.wanted,
        ground: Ground::Name(reason),
    }
}

/// The part of a name that a reading rests on, to its end where that is near: 漏损率, 会议费.
fn shown<'a>(name: &'a str, tokens: &[Token<'a>], reading: Reading) -> &'a str {
    let Some(word) = tokens.get(reading.word) else {
        return name;
    };
    // 费 says little by itself.
    let before = reading.word.checked_sub(1).and_then(|at| tokens.get(at));
    let from = match before {
        Some(before) if word.role() == Some(Role::Cost) && word.text.chars().count() == 1 => {
            before.start.min(reading.from)
        }
        _ => reading.from,
    };
    let tail = name.get(from..).unwrap_or_default();
    if tail.chars().count() <= 8 {
        tail
    } else {
        word.text
    }
}

/// A reading with the heading that turned it, if one did.
struct Headed<'a> {
    reading: Reading,
    heading: Option<&'a str>,
}

/// What the heading adds to what a name leaves open.
fn under(reading: Reading, level2: &str) -> Headed<'_> {
    let is_open = reading.wanted == Wanted::Unclear;
    let wanted = if level2.contains("成本") && !reading.firm && reading.role != Some(Role::Policy)
    {
        Wanted::Less
    } else if is_open && level2.contains("数量") {
        match reading.role {
            Some(Role::Matter | Role::Bearer | Role::Receive) => Wanted::More,
            _ => Wanted::Unclear,
        }
    } else if is_open && level2.contains("满意") {
        Wanted::More
    } else {
        Wanted::Unclear
    };
    if wanted == Wanted::Unclear || wanted == reading.wanted {
        return Headed {
            reading,
            heading: None,
        };
    }
    Headed {
        reading: Reading { wanted, ..reading },
        heading: Some(level2.trim()),
    }
}

fn happening(tokens: &[Token<'_>]) -> Option<usize> {
    let is_one = |token: &Token<'_>| token.role() == Some(Role::Happen);
    tokens.iter().rposition(is_one)
}

fn unclear(role: Option<Role>) -> Reading {
    Reading {
        wanted: Wanted::Unclear,
        firm: false,
        from: 0,
        word: usize::MAX,
        reason: NO_WORD,
        role,
    }
}

/// Reads words from the last.
fn judge(tokens: &[Token<'_>]) -> Reading {
    let (head, rest) = head(tokens);
    let mut passed = Passed::default();
    for at in (0..rest.len()).rev() {
        let Some(token) = rest.get(at) else { break };
        let Some(entry) = token.entry else {
            // 小微企业数: what qualifies a thing that is known says little.
            passed.unknown |= !passed.facility;
            passed.any = true;
            passed.doubtful |= token.text.chars().any(|c| HARM.contains(c));
            continue;
        };
        let place = Place {
            tokens: rest,
            at,
            head,
            passed,
        };
        match entry.role {
            // 活动时间, 演出时长: what is provided is so for a time.
            Role::Facility if head.is_some_and(Role::is_time) && entry.pace == Some(Pace::Long) => {
                return place.time(Wanted::More);
            }
            Role::Mod | Role::Unit | Role::Occur | Role::Happen | Role::Passive => {}
            Role::Neg => passed.doubtful = true,
            role if role.measures() => {}
            Role::Bearer => passed.any = true,
            Role::Matter | Role::Plight => {
                passed.any = true;
                passed.matter = true;
                passed.plight |= entry.role == Role::Plight;
                passed.problem |= token.text.contains("问题");
            }
            Role::Facility => {
                passed.any = true;
                passed.facility = true;
                if let Some(reading) = place.facility() {
                    return reading;
                }
            }
            // 享受补贴人数 counts people, not money.
            Role::Cost | Role::Money | Role::Policy
                if matches!(head, Some(Role::Count | Role::Times)) =>
            {
                passed.any = true;
            }
            // 控制调查成本, 严防事故: the number is that of the thing itself.
            Role::Control | Role::Hold if head.is_none() || passed.any => {}
            _ => return place.governed(entry.role),
        }
    }
    by_head(head, tokens, rest, passed)
}

/// What is counted or measured, and the words before it. Of several the last that is no mere 程度 counts.
fn head<'a, 'b>(tokens: &'a [Token<'b>]) -> (Option<Role>, &'a [Token<'b>]) {
    let mut head = None;
    let mut end = tokens.len();
    while let Some(role) = end
        .checked_sub(1)
        .and_then(|last| tokens.get(last))
        .and_then(Token::role)
        .filter(|role| role.measures() || matches!(role, Role::Mod | Role::Unit))
    {
        end -= 1;
        head = match head {
            None | Some(Role::Degree) if role.measures() => Some(role),
            _ => head,
        };
    }
    (head, tokens.get(..end).unwrap_or_default())
}

/// Where no word governs, the head itself: a number of things is what was done.
fn by_head(
    head: Option<Role>,
    tokens: &[Token<'_>],
    rest: &[Token<'_>],
    passed: Passed,
) -> Reading {
    let by_word = |word: usize, wanted, firm, role| Reading {
        wanted,
        firm,
        from: tokens.get(word).map_or(0, |token| token.start),
        word,
        reason: tokens
            .get(word)
            .and_then(|token| token.entry)
            .map_or(NO_WORD, |entry| entry.reason),
        role,
    };
    let at_head = |wanted| by_word(rest.len(), wanted, false, head);
    match head {
        _ if passed.doubtful => unclear(None),
        // 案件发生数, 某某事件发生率: what happens is unwanted.
        _ if let Some(at) = happening(rest) => by_word(at, Wanted::Less, true, Some(Role::Happen)),
        Some(Role::Count | Role::Times | Role::Standard | Role::Amount) if passed.matter => {
            let last = rest.iter().rev().filter_map(Token::role);
            let mut of_things =
                last.filter(|role| matches!(role, Role::Matter | Role::Plight | Role::Bearer));
            unclear(of_things.next())
        }
        // A number of something that no table knows: it may be anything.
        Some(Role::Times | Role::Count) if passed.unknown => unclear(None),
        Some(Role::Count | Role::Times) => at_head(Wanted::More),
        Some(Role::Level) if tokens.iter().any(|token| token.text.ends_with("浓度")) => {
            at_head(Wanted::Less)
        }
        _ => unclear(head),
    }
}
