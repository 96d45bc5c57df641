//! The indicators of a book: which, for how many marks, with what targets and actual values.

use rust_decimal::Decimal;

use super::bank::{self, Way};
use super::book::{Book, Frame, Row, Value, part, two_places};
use super::random::Random;

/// The indicators of a book, in the order of a form: those of the year before but for a few.
pub(super) fn chosen(
    before: Option<&Book>,
    small: bool,
    random: &mut Random,
) -> Vec<bank::Indicator> {
    let bank = bank::all();
    let mut chosen: Vec<bank::Indicator> = Vec::new();
    let benefits = [
        "经济效益指标",
        "社会效益指标",
        "生态效益指标",
        "可持续影响指标",
    ];
    let some: Vec<&str> = random
        .shuffled(benefits.to_vec())
        .into_iter()
        .take(2)
        .collect();
    for (level2, least, most) in [
        ("数量指标", 2, if small { 3 } else { 5 }),
        ("质量指标", 1, 2),
        ("时效指标", 1, 2),
        ("成本指标", 1, 1),
        (benefits[0], 0, 1),
        (benefits[1], 1, 2),
        (benefits[2], 0, 1),
        (benefits[3], 1, 1),
        ("服务对象满意度指标", 1, if small { 1 } else { 2 }),
    ] {
        let all: Vec<bank::Indicator> = bank
            .iter()
            .copied()
            .filter(|one| one.level2 == level2)
            .collect();
        let count = match before {
            Some(_) => random.between(0, 1),
            None if benefits.contains(&level2) && !some.contains(&level2) => least,
            None => random.between(least.max(1), most),
        };
        let mut of_level: Vec<bank::Indicator> = before
            .map(|book| book.rows.iter().map(|row| row.of).collect())
            .unwrap_or_default();
        of_level.retain(|one: &bank::Indicator| one.level2 == level2);
        // One in eight is dropped in favour of another.
        let keep = of_level.len() > 1 && random.chance(25);
        if keep {
            of_level.pop();
        }
        let wanted = if before.is_some() {
            of_level.len() + usize::from(keep)
        } else {
            usize::try_from(count).unwrap_or(0)
        };
        for one in random.shuffled(all) {
            if of_level.len() < wanted && !of_level.contains(&one) {
                of_level.push(one);
            }
        }
        chosen.extend(of_level);
    }
    chosen
}

/// Full marks for each, that make the frame's for each level.
pub(super) fn weights(
    chosen: &[bank::Indicator],
    frame: Frame,
    random: &mut Random,
) -> Vec<Decimal> {
    let mut weights = Vec::new();
    for (level1, marks) in [
        ("产出指标", frame.output()),
        ("效益指标", 30),
        ("满意度指标", 10),
    ] {
        let count = chosen.iter().filter(|one| one.level1() == level1).count();
        weights.extend(shared(marks, count, random));
    }
    weights
}

/// A number of marks in so many parts, in halves.
fn shared(marks: i64, count: usize, random: &mut Random) -> Vec<Decimal> {
    let Ok(parts) = i64::try_from(count) else {
        return Vec::new();
    };
    if parts == 0 {
        return Vec::new();
    }
    let step = if random.chance(25) { 5 } else { 10 };
    let steps = marks * 10 / step;
    let mut shares = vec![steps / parts; count];
    let mut left = steps - steps / parts * parts;
    while left > 0 {
        let at = random.between(0, parts - 1);
        if let Some(share) = usize::try_from(at).ok().and_then(|at| shares.get_mut(at)) {
            *share += 1;
            left -= 1;
        }
    }
    // Not all alike: some give a mark to their neighbour.
    for at in 1..count {
        if shares[at] > 3 && random.chance(50) {
            shares[at] -= 1;
            shares[at - 1] += 1;
        }
    }
    shares
        .into_iter()
        .map(|share| Decimal::new(share * step, 1).normalize())
        .collect()
}

pub(super) fn row(
    of: bank::Indicator,
    weight: Decimal,
    year: i64,
    missed: bool,
    old: Option<&Row>,
    random: &mut Random,
) -> Row {
    let mut row = Row {
        of,
        target: Value::new("", "", ""),
        actual: Value::new("", "", ""),
        numbers: None,
        prior: String::new(),
        midyear: String::new(),
        completion: None,
        weight: Some(weight),
        score: Some(weight),
        reason: String::new(),
        measure: String::new(),
    };
    match of.way {
        Way::ByDate => by_date(&mut row, year, random),
        Way::InWords => in_words(&mut row, missed, random),
        Way::AtLeast | Way::AtMost | Way::Exactly => measured(&mut row, missed, old, random),
    }
    row
}

fn by_date(row: &mut Row, year: i64, random: &mut Random) {
    let month = random.between(9, 12);
    let done = random.between(6, month);
    row.target = Value::new("", format!("{year}年{month}月底前"), "");
    row.actual = Value::new(
        "",
        format!("{year}年{done}月{}日", random.between(2, 27)),
        "",
    );
    row.prior = format!("{}年{month}月", year - 1);
    "按计划推进".clone_into(&mut row.midyear);
    row.completion = Some(Decimal::ONE_HUNDRED);
}

fn in_words(row: &mut Row, missed: bool, random: &mut Random) {
    let word = row.of.unit;
    row.target = Value::new("定性", word, "");
    word.clone_into(&mut row.prior);
    "正在推进".clone_into(&mut row.midyear);
    if missed {
        row.actual = Value::new("", "部分达成预期指标", "");
        row.score = row
            .weight
            .map(|weight| two_places(weight * Decimal::new(7, 1)));
        row.completion = Some(Decimal::from(70));
    } else {
        let said = if random.chance(50) {
            word
        } else {
            "达成预期指标"
        };
        row.actual = Value::new("", said, "");
        row.completion = Some(Decimal::ONE_HUNDRED);
    }
}

fn measured(row: &mut Row, missed: bool, old: Option<&Row>, random: &mut Random) {
    let of = row.of;
    let (low, high) = (Decimal::from(of.range.0), Decimal::from(of.range.1));
    let step = Decimal::new(1, of.places);
    let most = Decimal::new(985, 1);
    let last = old.and_then(|old| old.numbers).map(|(_, actual)| actual);
    let mut target = match (last, of.way) {
        (_, Way::Exactly) => high,
        (Some(last), Way::AtMost) => part(last, random.between(980, 1080)),
        (Some(last), _) if of.is_share() => part(last, random.between(975, 1005)),
        (Some(last), _) => part(last, random.between(900, 1040)),
        (None, _) => part(high - low, random.between(0, 1000)) + low,
    };
    if of.is_share() && of.way == Way::AtLeast && of.range.0 >= 50 {
        // Shares are set in whole percents.
        target = target.floor().clamp(low, Decimal::from(97));
    }
    target = of.rounded(target).max(of.rounded(step));
    let actual = match (of.way, missed) {
        (Way::Exactly, false) => target,
        (Way::Exactly, true) => Decimal::new(random.between(9200, 9890), 2),
        (Way::AtLeast, true) => of
            .rounded(part(target, random.between(780, 975)))
            .min(target - step),
        (Way::AtMost, true) => of
            .rounded(part(target, random.between(1030, 1190)))
            .max(target + step),
        (Way::AtMost, false) => of
            .rounded(part(target, random.between(820, 1000)))
            .min(target),
        _ if of.is_share() && of.range.0 >= 50 => of
            .rounded(target + part(most - target, random.between(50, 900)))
            .max(target),
        _ => of
            .rounded(part(target, random.between(1000, 1220)))
            .max(target),
    };
    let sign = match of.way {
        Way::AtMost => *random.pick(&["≤", "≤", "<="]),
        Way::Exactly => *random.pick(&["=", "＝", "="]),
        // A bare number of things, as many write it.
        _ if of.level2 == "数量指标" => *random.pick(&["≥", "≥", "≧", ">=", "不少于", ""]),
        _ => *random.pick(&["≥", "≥", "≧", "≥"]),
    };
    row.target = Value::new(sign, target.normalize(), of.unit);
    row.actual = Value::new("", actual.normalize(), of.unit);
    row.numbers = Some((target, actual));
    // Multiplied before divided, so that a half stays a half.
    let (part_done, of_what) = if of.way == Way::AtMost {
        (target, actual)
    } else {
        (actual, target)
    };
    row.completion = Some(two_places(part_done * Decimal::ONE_HUNDRED / of_what));
    if missed {
        row.score = row
            .weight
            .map(|weight| two_places(weight * part_done / of_what));
    }
    let before = last.unwrap_or_else(|| of.rounded(part(target, random.between(940, 1060))));
    let before = if of.is_share() {
        before.min(Decimal::ONE_HUNDRED)
    } else {
        before
    };
    row.prior = format!("{}{}", before.normalize(), of.unit);
    let halfway = match of.way {
        Way::AtLeast if !of.is_share() => of.rounded(part(actual, random.between(420, 640))),
        _ => actual,
    };
    row.midyear = format!("{}{}", halfway.normalize(), of.unit);
}
