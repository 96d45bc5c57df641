use super::*;
use rust_decimal::Decimal;

/// What is told of a text in which `meaning` knows the keys.
fn told(text: &str, meaning: impl FnOnce(&Reader<'_>)) -> Vec<String> {
    let read = read("甲.toml", text, |root| {
        meaning(&root);
        root.finish();
    });
    let problems = read.err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn every_slip_of_the_notation_is_told_with_its_line() {
    let text = "profile = xinjiang\n\n[checks.A12]\ntolerance = 0,05\n[rule\n";
    assert_eq!(
        told(text, |_| {}),
        [
            "甲.toml 第 1 行：“profile = xinjiang”写法有误：文字要写在英文双引号里；比例直接写小数（0.6）或写 \"60%\"",
            "甲.toml 第 4 行：“tolerance = 0,05”写法有误：这一行多出了内容：一行只写一项，小数点用“.”",
            "甲.toml 第 5 行：“[rule”写法有误：小节名少了右方括号，应写作 [名称]",
        ]
    );
}

#[test]
fn values_that_no_key_can_hold_are_told_once_and_the_rest_goes_on() {
    let text = "a = 2024-01-01\nb = 0x10\nc = 1e400\nd = [inf]\ne = -1\n";
    let read = |root: &Reader<'_>| {
        root.text("a");
        root.count("b", 20);
        root.positive("c");
        root.texts("d");
        root.positive("e");
    };
    assert_eq!(
        told(text, read),
        [
            "甲.toml 第 1 行“a”：这里不能写日期",
            "甲.toml 第 2 行“b”：数要写成十进制",
            "甲.toml 第 3 行“c”：“1e400”不是可以精确表示的数",
            "甲.toml 第 4 行“d”：“inf”不是可以精确表示的数",
            "甲.toml 第 5 行“e”：不能是负数，现为 -1",
        ]
    );
}

#[test]
fn a_number_is_a_decimal_a_text_or_a_percentage() {
    let text = "a = 0.1\nb = \"0.10\"\nc = \" 12.5 % \"\nd = 1_000\n";
    let numbers = read("甲.toml", text, |root| {
        let read = ["a", "b", "c", "d"].map(|key| (root.number(key), root.is_percentage(key)));
        root.finish();
        read
    });
    let number = |text| Some(Decimal::from_str_exact(text).unwrap());
    assert_eq!(
        numbers,
        Ok([
            (number("0.1"), false),
            (number("0.10"), false),
            (number("0.125"), true),
            (number("1000"), false),
        ])
    );
}

#[test]
fn sections_and_lists_say_how_they_are_written() {
    let read = |root: &Reader<'_>| {
        root.section("a").section("b");
        root.tables("c");
        for item in root.tables("d").unwrap_or_default() {
            item.text("e");
            item.section("g");
            item.finish();
        }
    };
    assert_eq!(
        told("c = 1\nd = [1, { ff = 1, g = 2 }]\n[a]\nb = 1\n", read),
        [
            "甲.toml 第 1 行“c”：应当是一个列表：每一项以 [[c]]（两层方括号）开头，或写作 [{…}, {…}]",
            "甲.toml 第 2 行“d”：第 1 项应当写作 {…}",
            "甲.toml 第 2 行“d[2].ff”：没有这个键；可用的有：e、g",
            "甲.toml 第 2 行“d[2].g”：应当写作 {键 = 值, …}",
            "甲.toml 第 4 行“a.b”：应当是一节：以 [a.b] 开头，下面一行写一项",
        ]
    );
}

#[test]
fn of_words_that_mean_the_same_the_first_is_told() {
    let words = [("甲", 1), ("a", 1), ("乙", 2)];
    let read = |root: &Reader<'_>| {
        assert_eq!(root.word("k", &words), Some(1));
        root.word("l", &words);
        root.word("m", &words);
    };
    assert_eq!(
        told("k = \"a\"\nl = \"丙丁戊\"\nm = 1\n", read),
        [
            "甲.toml 第 2 行“l”：没有“丙丁戊”这个选项；可用的有：甲、乙",
            "甲.toml 第 3 行“m”：应当是这些词之一，写在英文双引号里：甲、乙",
        ]
    );
}

#[test]
fn a_key_nobody_asked_for_is_told_with_the_likely_one_and_all_in_the_order_of_asking() {
    let read = |root: &Reader<'_>| {
        root.text("waivers");
        root.years("years");
        root.text_or_empty("matches");
    };
    assert_eq!(
        told("wavers = \"x\"\nyears = [23]\nmatches = \"\"\n", read),
        [
            "甲.toml 第 1 行“wavers”：没有这个键，是不是“waivers”？可用的有：waivers、years、matches",
            "甲.toml 第 2 行“years”：应当是年度的列表，如 [2022, 2023]",
        ]
    );
}

#[test]
fn a_mark_in_front_of_the_text_is_no_part_of_it() {
    let read = read("甲.toml", "\u{feff}a = \"x\"\n", |root| root.text("a"));
    assert_eq!(read, Ok(Some("x".to_owned())));
}
