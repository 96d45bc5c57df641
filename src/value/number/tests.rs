use super::*;
use crate::value::unit::AmountUnit;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[track_caller]
fn reads(text: &str, value: &str, last_place: &str) {
    let number = parse_number(text).unwrap_or_else(|| panic!("{text} is a number"));
    assert_eq!(number.value.to_string(), value, "{text}");
    assert_eq!(number.last_place, dec(last_place), "{text}");
}

#[test]
fn numbers_keep_value_and_scale() {
    reads("22635.40", "22635.40", "0.01");
    reads(" 18,558.34 ", "18558.34", "0.01");
    reads("１８，５５８．３４", "18558.34", "0.01");
    reads("3,724,055.00?", "3724055.00", "0.01");
    reads("－4077.06", "-4077.06", "0.01");
    reads("−4077.06", "-4077.06", "0.01");
    reads("+5", "5", "1");
    reads("（12.5）", "-12.5", "0.1");
    reads("负3", "-3", "1");
    reads("0", "0", "1");
    reads(
        "0.0900000762939453",
        "0.0900000762939453",
        "0.0000000000000001",
    );
    reads(".5", "0.5", "0.1");
    reads("      2.38  ", "2.38", "0.01");
}

#[test]
fn what_is_no_single_number_is_none() {
    for text in [
        "",
        " ",
        "-",
        "—",
        "/",
        "无",
        "万元",
        "1.2.3",
        "2023.12.31",
        "18,55",
        "1855,834",
        "1、2",
        "10 20",
        "12个",
        "98%",
        "1e5",
        "9999999999999999",
        "1-12",
        "①",
        "5.",
        "--5",
        "约5",
    ] {
        assert_eq!(parse_number(text), None, "{text}");
    }
}

#[test]
fn points_may_carry_their_word_and_brackets() {
    for (text, value) in [
        ("10.00", "10.00"),
        ("99.55分", "99.55"),
        ("（50分）", "50"),
        ("(50)", "50"),
        ("50 分", "50"),
        ("-2", "-2"),
        ("9.68?", "9.68"),
    ] {
        assert_eq!(
            parse_points(text).unwrap().value.to_string(),
            value,
            "{text}"
        );
    }
    assert_eq!(parse_points("(50"), None);
    assert_eq!(parse_points("分"), None);
}

#[track_caller]
fn rate(text: &str, header_says_percent: bool, value: &str, last_place: &str) {
    let rate = parse_rate(text, header_says_percent).unwrap_or_else(|| panic!("{text} is a rate"));
    assert_eq!(rate.value.to_string(), value, "{text}");
    assert_eq!(rate.last_place, dec(last_place), "{text}");
}

#[test]
fn rates_are_fractions() {
    rate("23.65%", false, "0.2365", "0.0001");
    rate("23.65%", true, "0.2365", "0.0001");
    rate("23.65", true, "0.2365", "0.0001");
    rate("1", true, "0.01", "0.01");
    rate("0.958", false, "0.958", "0.001");
    rate("1", false, "1", "1");
    rate("1.0259", false, "1.0259", "0.0001");
    rate("1.5", false, "1.5", "0.1");
    rate("1.51", false, "0.0151", "0.0001");
    rate("96.85", false, "0.9685", "0.0001");
    rate("100.00%", false, "1", "0.0001");
    rate("100 %", false, "1", "0.01");
    rate("１００％", false, "1", "0.01");
    rate("102.59%", false, "1.0259", "0.0001");
    rate("0", false, "0", "1");
    rate("-18.01%", false, "-0.1801", "0.0001");
    rate("百分之95", false, "0.95", "0.01");
    assert_eq!(parse_rate("", false), None);
    assert_eq!(parse_rate("%", false), None);
    assert_eq!(parse_rate("完成", true), None);
}

#[track_caller]
fn amount(
    text: &str,
    unit: AmountUnit,
    value: &str,
    last_place: &str,
    written: Option<AmountUnit>,
) {
    let amount = parse_amount(text, unit).unwrap_or_else(|| panic!("{text} is an amount"));
    assert_eq!(amount.number.value.to_string(), value, "{text}");
    assert_eq!(amount.number.last_place, dec(last_place), "{text}");
    assert_eq!(amount.written_unit, written, "{text}");
}

#[test]
fn amounts_come_in_the_unit_of_the_form() {
    use AmountUnit::{ThousandYuan, WanYuan, YiYuan, Yuan};
    amount("22635.40", WanYuan, "22635.40", "0.01", None);
    amount("4753.66万元", WanYuan, "4753.66", "0.01", Some(WanYuan));
    amount("620.82 万元", WanYuan, "620.82", "0.01", Some(WanYuan));
    amount("      2.38  万元", WanYuan, "2.38", "0.01", Some(WanYuan));
    amount("5.8万", WanYuan, "5.8", "0.1", Some(WanYuan));
    amount("5.8万", Yuan, "58000", "1000", Some(WanYuan));
    amount("2537695元", WanYuan, "253.7695", "0.0001", Some(Yuan));
    amount("3,724,055.00?", Yuan, "3724055.00", "0.01", None);
    amount("2.6亿元", WanYuan, "26000", "1000", Some(YiYuan));
    amount("38千元", WanYuan, "3.8", "0.1", Some(ThousandYuan));
    amount("¥100.50", Yuan, "100.50", "0.01", None);
    amount("-4077.06万元", WanYuan, "-4077.06", "0.01", Some(WanYuan));
    amount("0", WanYuan, "0", "1", None);
    assert_eq!(parse_amount("万元", WanYuan), None);
    assert_eq!(parse_amount("—", WanYuan), None);
    assert_eq!(parse_amount("3万元，2万元", WanYuan), None);
}

#[test]
fn roundings_are_what_their_names_say() {
    assert_eq!(round_half_away(dec("2.365"), 2), dec("2.37"));
    assert_eq!(round_half_away(dec("-2.365"), 2), dec("-2.37"));
    assert_eq!(cut(dec("9.685"), 2), dec("9.68"));
}
