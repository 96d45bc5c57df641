use super::period::Day;
use super::reading::read_actual;
use super::*;

mod alignment;
mod directions;

/// Every wording that the documents hold, with the meaning a person gives it.
const WORDINGS: &str = include_str!("tests/wordings.tsv");

fn day(day: Day) -> String {
    let year = day.year.map_or(String::new(), |year| format!("{year}-"));
    format!("{year}{:02}-{:02}", day.month, day.day)
}

fn number(quantity: &Quantity) -> String {
    quantity.number.value.normalize().to_string()
}

fn unit(quantity: &Quantity) -> String {
    quantity.unit.clone().unwrap_or_default()
}

fn degrees(degrees: Option<Degrees>) -> String {
    let word = |degree| match degree {
        Degree::Achieved => "达成",
        Degree::Partial => "部分达成",
        Degree::Missed => "未达成",
    };
    match degrees {
        None => String::new(),
        Some(Degrees { worst, best }) if worst == best => word(worst).to_owned(),
        Some(Degrees { worst, best }) => format!("{}..{}", word(worst), word(best)),
    }
}

fn read_target(text: &str) -> [String; 3] {
    let Some(target) = parse_target(text) else {
        return ["none".to_owned(), String::new(), String::new()];
    };
    let operator = target.operator.symbol().to_owned();
    match (&target.quantity, &target.upper, target.timing) {
        (Some(low), Some(high), _) => [
            operator,
            format!("{}..{}", number(low), number(high)),
            unit(low),
        ],
        (Some(bound), None, _) => [operator, number(bound), unit(bound)],
        (None, _, Some(timing)) => [operator, day(timing.surely_until()), String::new()],
        (None, ..) => [operator, String::new(), String::new()],
    }
}

fn read_actual_row(text: &str) -> [String; 3] {
    match read_actual(text).map(|read| read.actual) {
        None => ["none".to_owned(), String::new(), String::new()],
        Some(Actual::Measured(quantity)) => {
            ["measured".to_owned(), number(&quantity), unit(&quantity)]
        }
        Some(Actual::When(timing)) => ["when".to_owned(), day(timing.last), String::new()],
        Some(Actual::Words(words)) => ["words".to_owned(), degrees(words.degrees), String::new()],
    }
}

#[test]
fn every_wording_has_the_meaning_a_person_gives_it() {
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in WORDINGS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (side, text) = (fields.next().unwrap(), fields.next().unwrap());
        let expected: Vec<&str> = fields.collect();
        let read = match side {
            "目标" => read_target(text),
            "实际" => read_actual_row(text),
            other => panic!("unknown side {other}"),
        };
        rows += 1;
        if read.iter().map(String::as_str).ne(expected.iter().copied()) {
            wrong.push(format!(
                "{side} {text}: expected {expected:?}, read {read:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {rows} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rows >= 250, "{rows} rows");
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[0-9一二两十百千万亿.,%‰≥≤<>=±~()/·*、每不低于以上内前年月日底季度人元个次亩率提升减少完成-]{0,24}") {
        let _ = understand(&text, &text, Context { name: &text, unit: &text });
        if let Some(quantity) = parse_target(&text).and_then(|target| target.quantity) {
            let _ = quantity.shown();
            if let Some(Actual::Measured(actual)) = read_actual(&text).map(|read| read.actual) {
                let _ = align(&quantity, None, &actual);
            }
        }
    }

    #[test]
    fn blanks_and_width_do_not_matter(value in 0_u32..100_000, unit in "[人个次%]") {
        let plain = parse_target(&format!("≥{value}{unit}"));
        let spaced = parse_target(&format!(" ≥ {value} {unit} "));
        let wide: String = format!("≥{value}{unit}")
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
            .collect();
        proptest::prop_assert_eq!(&plain, &spaced);
        proptest::prop_assert_eq!(&plain, &parse_target(&wide));
    }
}
