//! The words of indicator names, by what they do in a name. The words themselves are data: one table a subject.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The tables, in no order that matters: no word has two roles, but for those of [`Entry`]'s flags.
const TABLES: &[&str] = &[
    include_str!("acts.tsv"),
    include_str!("bad.tsv"),
    include_str!("good.tsv"),
    include_str!("measures.tsv"),
    include_str!("money.tsv"),
    include_str!("things.tsv"),
    include_str!("time.tsv"),
    include_str!("turns.tsv"),
];

/// What a word does in a name; the tables say it of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 率, 比例
    Ratio,
    /// 人数, 面积
    Count,
    /// 次数, 起数
    Times,
    /// 户, 件: before 数
    Unit,
    /// 量, 金额
    Amount,
    /// 时间, 天数
    Span,
    /// 天数, 年数
    Days,
    /// 系数, 指数
    Index,
    /// 浓度, 含量
    Level,
    /// 使用量
    Use,
    /// 标准, 定额
    Standard,
    /// 程度, 幅度
    Degree,
    /// 压减, 缩短: on purpose
    Cut,
    /// 下降, 降低
    Fall,
    /// 增长, 提高
    Rise,
    /// 未, 不, 无
    Neg,
    /// 控制
    Control,
    /// 杜绝, 预防
    Hold,
    /// 新增, 形成
    Occur,
    /// 发生, 频发
    Happen,
    /// 检出, 发现
    Find,
    /// 被, 受到
    Passive,
    /// 受理
    Receive,
    /// 事故, 漏损
    Bad,
    /// 差错, 延误: what goes wrong in an act
    Fault,
    /// 死亡, 感染: what becomes of people
    Harm,
    /// 违规, 非法: what spoils the act behind it
    Wrong,
    /// 闲置, 亏损: what spoils the thing behind it
    State,
    /// 逾期
    Late,
    /// 合格, 收入
    Good,
    /// 收入, 产量
    Yield,
    /// 及时, 规范
    Manner,
    /// 投入
    PutIn,
    /// 设施, 企业
    Facility,
    /// 整改, 查处: acts on bad things
    Remedy,
    /// 处理, 救助: acts on good and bad things alike
    Tend,
    /// 监管, 检查: acts on things that may go wrong
    Care,
    /// 发放, 收缴: acts with money
    Collect,
    /// 补助, 奖励: paid out
    Grant,
    /// 培训, 建设
    Act,
    /// 工期, 耗时
    Short,
    /// 成本, 单价
    Cost,
    /// 资金, 支出
    Money,
    /// 补助标准
    Policy,
    /// 人员, 项目
    Bearer,
    /// 案件, 问题
    Matter,
    /// 低保户, 会议
    Plight,
    /// 重大, 平均
    Mod,
}

/// What the time of an act is to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Handled or waited for: the sooner the better.
    Soon,
    /// Served: the longer the better.
    Long,
}

/// A word of the tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// What it does.
    pub role: Role,
    /// Whether it can also have money as its object: 追缴社会抚养费.
    pub collects: bool,
    /// What its time is.
    pub pace: Option<Pace>,
    /// Why it has a direction, with a place for the word.
    pub reason: &'static str,
}

struct Lexicon {
    words: HashMap<&'static str, Entry>,
    /// The length of the longest word, in characters.
    longest: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        words: HashMap::new(),
        longest: 0,
    };
    for (role, reason, words) in rows() {
        for word in words.split_whitespace() {
            lexicon.longest = lexicon.longest.max(word.chars().count());
            lexicon.take(word, role, reason);
        }
    }
    lexicon
});

/// A word of the tables.
pub(super) fn look_up(word: &str) -> Option<Entry> {
    LEXICON.words.get(word).copied()
}

/// The length of the longest word of the tables, in characters.
pub(super) fn longest() -> usize {
    LEXICON.longest
}

impl Lexicon {
    fn take(&mut self, word: &'static str, role: &str, reason: &'static str) {
        let pace = match role {
            "handle" | "wait" => Some(Pace::Soon),
            "serve" => Some(Pace::Long),
            _ => None,
        };
        let Some(read) = role_of(role) else {
            return;
        };
        let entry = self.words.entry(word).or_insert(Entry {
            role: read,
            collects: false,
            pace: None,
            reason,
        });
        if pace.is_some() {
            // A table of times adds to what the other tables say of the word, whichever came first.
            entry.pace = pace;
        } else if read != Role::Collect {
            *entry = Entry {
                role: read,
                reason,
                ..*entry
            };
        }
        entry.collects |= read == Role::Collect;
    }
}

/// The rows of all tables: role, reason, words.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLES
        .iter()
        .flat_map(|table| table.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?, fields.next()?))
        })
}

fn role_of(word: &str) -> Option<Role> {
    Some(match word {
        "ratio" => Role::Ratio,
        "count" => Role::Count,
        "times" => Role::Times,
        "unit" => Role::Unit,
        "amount" => Role::Amount,
        "span" => Role::Span,
        "days" => Role::Days,
        "index" => Role::Index,
        "level" => Role::Level,
        "use" => Role::Use,
        "standard" => Role::Standard,
        "degree" => Role::Degree,
        "cut" => Role::Cut,
        "fall" => Role::Fall,
        "rise" => Role::Rise,
        "neg" => Role::Neg,
        "control" => Role::Control,
        "hold" => Role::Hold,
        "occur" => Role::Occur,
        "happen" => Role::Happen,
        "find" => Role::Find,
        "passive" => Role::Passive,
        "receive" => Role::Receive,
        "bad" => Role::Bad,
        "fault" => Role::Fault,
        // Nobody waits as his work: a count of it is a count of what went wrong.
        "harm" | "wait" => Role::Harm,
        "wrong" => Role::Wrong,
        "state" => Role::State,
        "late" => Role::Late,
        "good" => Role::Good,
        "yield" => Role::Yield,
        "manner" => Role::Manner,
        "putin" => Role::PutIn,
        "facility" => Role::Facility,
        "remedy" => Role::Remedy,
        "tend" => Role::Tend,
        "care" => Role::Care,
        "collect" => Role::Collect,
        "grant" => Role::Grant,
        "act" | "handle" | "serve" => Role::Act,
        "short" => Role::Short,
        "cost" => Role::Cost,
        "money" => Role::Money,
        "policy" => Role::Policy,
        "bearer" => Role::Bearer,
        "matter" => Role::Matter,
        "plight" => Role::Plight,
        "mod" => Role::Mod,
        _ => return None,
    })
}

impl Role {
    /// Whether it counts or measures what stands before it.
    pub(super) fn measures(self) -> bool {
        matches!(
            self,
            Self::Ratio
                | Self::Count
                | Self::Times
                | Self::Amount
                | Self::Span
                | Self::Days
                | Self::Index
                | Self::Level
                | Self::Use
                | Self::Standard
                | Self::Degree
        )
    }

    /// Whether it is a time.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Span | Self::Days)
    }

    /// Whether it is something done.
    pub(super) fn acts(self) -> bool {
        matches!(
            self,
            Self::Remedy
                | Self::Tend
                | Self::Care
                | Self::Collect
                | Self::Grant
                | Self::Act
                | Self::Receive
        )
    }

    /// Whether it is something there should be little of.
    pub(super) fn is_unwanted(self) -> bool {
        matches!(
            self,
            Self::Bad | Self::Fault | Self::Harm | Self::Wrong | Self::State | Self::Late
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_row_has_a_role_a_reason_and_words() {
        for (role, reason, words) in rows() {
            assert!(role_of(role).is_some(), "{role}");
            assert!(reason.contains("{}"), "{role}: {reason}");
            assert!(!words.trim().is_empty(), "{role}");
        }
        let lines = TABLES
            .iter()
            .flat_map(|table| table.lines())
            .filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), rows().count());
    }

    #[test]
    fn no_word_has_two_roles_but_those_of_money_and_of_time() {
        let mut roles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (role, _, words) in rows() {
            for word in words.split_whitespace() {
                roles.entry(word).or_default().push(role);
            }
        }
        for (word, roles) in roles {
            let of = |flags: &[&str]| roles.iter().filter(|role| flags.contains(role)).count();
            assert!(of(&["handle", "wait", "serve"]) <= 1, "{word}: {roles:?}");
            assert!(of(&["collect"]) <= 1, "{word}: {roles:?}");
            let others = roles.len() - of(&["handle", "wait", "serve", "collect"]);
            assert!(others <= 1, "{word}: {roles:?}");
        }
    }
}
