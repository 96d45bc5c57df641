//! The first and the last of the ranking, live: each line looks up who holds its place now.

use super::super::cell::Kind;
use super::super::group::Group;
use super::super::sheet::{Sheet, Sign};
use super::super::table::{Columns, KEY, Tables, place};
use super::super::{Context, limits, ranking, summary};
use super::{FIRST, heading};
use rust_decimal::Decimal;

/// How many departments stand at either end of the list.
const ENDS: usize = 5;
const RATE: &str = "执行率";
/// What a line leaves empty.
const NOTHING: &str = "\"\"";

/// A line: the place it looks up, and at which end of the list it stands.
struct Line {
    place: usize,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    /// The list is whole.
    Whole,
    /// Among the first.
    Head,
    /// Among the last of so many.
    Tail(usize),
}

impl Line {
    /// A condition: the tie at this place goes on beyond the lines that are shown.
    fn is_cut(&self, rank: &str, tied: &str) -> Option<String> {
        match self.end {
            End::Whole => None,
            End::Head => Some(format!("{rank}+{tied}-1>{ENDS}")),
            End::Tail(all) => Some(format!("{rank}<={}", all - ENDS)),
        }
    }

    /// A condition: this is the first line that such a tie has.
    fn is_first(&self, rank: &str) -> String {
        match self.end {
            End::Whole | End::Head => format!("{rank}={}", self.place),
            End::Tail(all) => format!("{}={}", self.place, all - ENDS + 1),
        }
    }
}

pub(super) fn ends<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: &Group<'a>,
    tables: &Tables,
) {
    let all = ranking::ranked(context, group).len();
    let whole = all <= 2 * ENDS;
    heading(
        sheet,
        if whole {
            format!("三、得分排名（{}，共 {all} 家）", group.name())
        } else {
            format!(
                "三、得分前 {ENDS} 名和后 {ENDS} 名（{}，共 {all} 家排名）",
                group.name()
            )
        },
    );
    let lines: Vec<Line> = (1..=all)
        .filter_map(|place| {
            let end = if whole {
                End::Whole
            } else if place <= ENDS {
                End::Head
            } else if place + ENDS > all {
                End::Tail(all)
            } else {
                return None;
            };
            Some(Line { place, end })
        })
        .collect();
    let low = limits::least(context, |form| form.execution_low);
    place(sheet, &columns(group, low), &lines, tables);
    sheet.gap();
}

/// A column of another table, for the form that holds the line's place.
fn from(table: &str, column: &str) -> String {
    format!("INDEX({{{table}.{column}}},MATCH({{{KEY}}},{{{table}.{KEY}}},0))")
}

/// The columns; an execution rate below `low` is marked.
fn columns<'a>(group: &Group<'a>, low: Decimal) -> Columns<'a, Line> {
    let league = format!(
        "{{{0}.年度}},{1},{{{0}.表类}},\"{2}\"",
        ranking::NAME,
        group.year(),
        group.totals.kind.label()
    );
    let rank = from(ranking::NAME, ranking::RANK);
    let tied = format!(
        "COUNTIFS({{{}.{}}},{rank},{league})",
        ranking::NAME,
        ranking::RANK
    );
    // What a line shows: of a tie that goes on beyond the lines, the first tells how many share the rank,
    // and nobody is named. Nobody holds the place where a reviewer's score took its holder out.
    let shown = move |line: &Line, plain: &str, of_tie: &str| {
        let text = match line.is_cut(&rank, &tied) {
            None => plain.to_owned(),
            Some(cut) => {
                let first = line.is_first(&rank);
                let of_tie = of_tie.replace("RANK", &rank).replace("TIED", &tied);
                format!("IF({cut},IF({first},{of_tie},\"\"),{plain})")
            }
        };
        format!("IF({{{KEY}}}=0,\"\",{text})")
    };
    let number = |column: &str| {
        let cell = from(summary::NAME, column);
        format!("IF(ISNUMBER({cell}),{cell},\"\")")
    };
    let mut columns: Columns<'a, Line> = Columns::new();
    let mut add = |title: &'static str, width, kind, plain: String, of_tie: String| {
        let shown = shown.clone();
        let column = columns.add(title, width, kind, move |line, here| {
            here.formula(&shown(line, &plain, &of_tie))
        });
        if title == RATE {
            column.marked(Sign::Below(low));
        }
    };
    add(
        "部门",
        FIRST,
        Kind::Prose,
        from(summary::NAME, "部门"),
        "\"并列第 \"&RANK&\"：\"&TIED&\" 家\"".to_owned(),
    );
    add(
        ranking::RANK,
        7,
        Kind::Count,
        from(ranking::NAME, ranking::RANK),
        "RANK".to_owned(),
    );
    let score = number("最终得分");
    add("最终得分", 13, Kind::Score, score.clone(), score);
    for (title, width, kind) in [
        ("复算得分", 13, Kind::Score),
        ("自评得分", 9, Kind::Score),
        (RATE, 9, Kind::Rate),
    ] {
        add(title, width, kind, number(title), NOTHING.to_owned());
    }
    let grade = from(summary::NAME, "最终等级");
    add("最终等级", 9, Kind::Word, grade.clone(), grade);
    add("错误", 9, Kind::Count, number("错误"), NOTHING.to_owned());
    add("疑点", 7, Kind::Count, number("疑点"), NOTHING.to_owned());
    columns.add(KEY, 7, Kind::Count, move |line, here| {
        here.formula(&format!(
            "SUMIFS({{{0}.{KEY}}},{{{0}.{1}}},{2},{league})",
            ranking::NAME,
            ranking::PLACE,
            line.place
        ))
    });
    columns
}
