use super::*;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Aligns the two texts; the values, and whether something had to be assumed.
fn aligned(target: &str, actual: &str) -> Result<(Decimal, Decimal, bool), Misfit> {
    let target = parse_target(target).unwrap().quantity.unwrap();
    let Some(Actual::Measured(actual)) = read_actual(actual).map(|read| read.actual) else {
        panic!("{actual} is measured");
    };
    align(&target, None, &actual).map(|aligned| {
        (
            aligned.target,
            aligned.actual,
            !aligned.assumptions.is_empty(),
        )
    })
}

#[track_caller]
fn fits(target: &str, actual: &str, in_target: &str, in_actual: &str, assumed: bool) {
    assert_eq!(
        aligned(target, actual),
        Ok((dec(in_target), dec(in_actual), assumed)),
        "{target} / {actual}"
    );
}

#[test]
fn like_units_need_no_assumption() {
    fits("≥2.45万人", "3.17万人", "24500", "31700", false);
    fits("≥2.45万人", "31700人", "24500", "31700", false);
    fits("≤22635.40万元", "1.85亿元", "226354000", "185000000", false);
    fits(">=530元/人*月", "583元/人、月", "530", "583", false);
    fits("≥4604人", "4604名", "4604", "4604", false);
    fits("≥1000斤", "1吨", "500000000", "1000000000", false);
    fits("≥50厘米", "0.6米", "500", "600", false);
    fits("≥1.2万亩", "8000000平方米", "24000000", "24000000", false);
    fits("≤2小时", "90分钟", "7200", "5400", false);
    fits("≥5", "7", "5", "7", false);
}

#[test]
fn a_missing_unit_is_taken_from_the_other_side_where_only_one_reading_is_near() {
    fits("≥50个", "50", "50", "50", true);
    fits("≤202.6万元", "132.9", "2026000", "1329000", true);
    fits("≤90万元", "90", "900000", "900000", true);
    fits("≥2.45万人", "31700", "24500", "31700", true);
    fits("≥95%", "97.12", "0.95", "0.9712", true);
    fits("≥95%", "0.98", "0.95", "0.98", true);
    fits("≥95%", "10", "0.95", "0.1", true);
    fits("≤5%", "2.5", "0.05", "0.025", true);
    fits("≤5%", "30", "0.05", "0.3", true);
    fits("≥95%", "2", "0.95", "0.02", true);
    fits("≥98", "97.12%", "0.98", "0.9712", true);
    fits("8755", "8676人", "8755", "8676", true);
    fits("≥95%", "0", "0.95", "0", false);
    fits("≥100百分比", "100", "1", "1", true);
}

#[test]
fn what_could_mean_two_things_is_no_number() {
    assert!(matches!(
        aligned("≤5%", "1"),
        Err(Misfit::Unsure { .. }) | Ok((_, _, true))
    ));
    assert!(matches!(aligned("≥95%", "0.1"), Err(Misfit::Unsure { .. })));
    assert!(matches!(
        aligned("≤202.6万元", "0.5"),
        Err(Misfit::Unsure { .. })
    ));
}

#[test]
fn other_words_for_counting_are_assumed_and_other_things_are_contradictions() {
    fits("≥50个", "60家", "50", "60", true);
    fits("≥12次", "12场", "12", "12", true);
    fits("≤5300元/户", "5830元", "5300", "5830", true);
    fits("每亩300", "300元/亩", "300", "300", true);
    fits("≤400元/人·天", "180元/人", "400", "180", true);
    for (target, actual) in [
        ("≥95%", "24694人"),
        ("≥50万元", "50个"),
        ("≥59人次", "87人"),
        ("≤400元/人", "400元/户"),
        ("≥10天", "10亩"),
    ] {
        assert!(
            matches!(aligned(target, actual), Err(Misfit::Units { .. })),
            "{target} / {actual}"
        );
    }
}

#[test]
fn a_change_the_other_way_counts_against() {
    fits("较上年减少2%", "减少3%", "0.02", "0.03", false);
    fits("较上年减少2%", "3%", "0.02", "0.03", false);
    fits("较上年减少2%", "增长1%", "0.02", "-0.01", true);
    fits("增长8%", "-2%", "0.08", "-0.02", false);
    assert!(matches!(
        aligned("较上年减少2%", "-3%"),
        Err(Misfit::Direction { .. })
    ));
    assert!(matches!(
        aligned("≤4.5%", "下降0.2%"),
        Err(Misfit::Direction { .. })
    ));
}

#[test]
fn quantities_show_as_they_were_written() {
    for (text, shown) in [
        ("≤22635.40万元", "22635.40万元"),
        ("≥2.70万人", "2.70万人"),
        ("100.00%", "100.00%"),
        ("5.5%", "5.5%"),
        ("400元/人、天", "400元/人·天"),
        ("每亩300", "300/亩"),
        ("0", "0"),
        ("5.8万", "5.8万"),
        ("≥5‰", "5‰"),
        ("2.6亿元", "2.6亿元"),
    ] {
        assert_eq!(
            parse_target(text).unwrap().quantity.unwrap().shown(),
            shown,
            "{text}"
        );
    }
}

fn row(target: &str, name: &str, unit: &str) -> (Option<Operator>, Option<String>, Option<String>) {
    let read = understand(target, "", Context { name, unit });
    let quantity = read
        .target
        .as_ref()
        .and_then(|target| target.quantity.clone());
    (
        read.target.as_ref().map(|target| target.operator),
        quantity.as_ref().map(number),
        quantity.and_then(|quantity| quantity.unit),
    )
}

#[track_caller]
fn understands(
    target: &str,
    name: &str,
    unit: &str,
    operator: Operator,
    value: &str,
    in_unit: &str,
) {
    assert_eq!(
        row(target, name, unit),
        (
            Some(operator),
            Some(value.to_owned()),
            Some(in_unit.to_owned()).filter(|u| !u.is_empty())
        ),
        "{target} / {name} / {unit}"
    );
}

#[test]
fn names_and_unit_columns_complete_a_target() {
    use Operator::{AtLeast, AtMost, Equal, LessThan};
    understands("22.8", "公猪舍(≥**平方米)", "", AtLeast, "22.8", "平方米");
    understands(
        "180",
        "★★★受益建档立卡贫困人口数≥**人",
        "",
        AtLeast,
        "180",
        "人",
    );
    understands(
        ">=21933人",
        "★★★农村低保发放人数(按月平均)(≥**人)",
        "",
        AtLeast,
        "21933",
        "人",
    );
    understands(
        "<=5300元/户",
        "扶贫临时救助标准(<**元/户·年)——一户年最高5300元",
        "",
        AtMost,
        "5300",
        "元/户",
    );
    understands(
        "480",
        "扶贫临时救助标准(<**元/户·年)",
        "",
        LessThan,
        "480",
        "元/户·年",
    );
    understands(
        "20000",
        "服务外包在岸(万美元)",
        "",
        Equal,
        "200000000",
        "美元",
    );
    understands("≥300", "四、农户施肥情况调查(户)", "", AtLeast, "300", "户");
    understands("", "年度资金支付完成率100%", "", Equal, "1", "%");
    understands("", "建设灾备云节点(8 个)", "", Equal, "8", "个");
    understands("/", "受助对象满意度≥90%", "", AtLeast, "0.9", "%");
    understands("≥95", "受益群众满意度", "%", AtLeast, "0.95", "%");
    understands("≥95", "受益群众满意度", "%(百分比)", AtLeast, "0.95", "%");
    understands("≤90", "项目总成本", "万元", AtMost, "900000", "元");
    understands("≥95%", "受益群众满意度", "%", AtLeast, "0.95", "%");
    understands("8", "补助村(社区)数量", "", Equal, "8", "");
}

#[test]
fn a_name_without_a_target_gives_none() {
    for name in [
        "工程质量合格",
        "资金执行在预算范围内",
        "1、水稻侧深施肥+缓控释肥",
        "指标2:",
        "2022年高标准农田建设",
        "“两品一械”总体安全",
        "落实中央1号文件",
        "结余率(计算方法为:结余数/预算数)",
        "建设5G基站数量",
        "配套资金每人每年",
    ] {
        assert_eq!(row("", name, ""), (None, None, None), "{name}");
    }
    assert_eq!(row("", "12月底之前完成", "").0, Some(Operator::By));
    assert_eq!(
        row("≥", "满意度≥90%", "").0,
        None,
        "a sign alone is an unfinished cell, not an empty one"
    );
}

#[test]
fn dates_are_in_time_late_or_not_precise_enough() {
    use Punctuality::{InTime, Late, NoYear, Unclear};
    let timing = |text: &str| parse_target(text).unwrap().timing.unwrap();
    for (target, actual, year, expected) in [
        ("9月前", "7月", None, InTime),
        ("11月前", "10月", None, InTime),
        ("9月前", "9月", None, Unclear),
        ("9月前", "9月前", None, InTime),
        ("9月前", "10月", None, Late),
        ("9月底前", "9月", None, InTime),
        ("2021年底", "2021年底", None, InTime),
        ("2023年12月底前", "2023年11月", None, InTime),
        ("2023年12月底前", "2024年1月", None, Late),
        ("2023年12月底前", "11月", None, InTime),
        ("12月底前", "2024年1月", Some(2023), Late),
        ("12月底前", "2023年12月20日", Some(2023), InTime),
        ("12月底前", "2024年1月", None, NoYear),
        ("2021年12月15日", "2021年12月", None, Unclear),
        ("1-12月", "1-12月", None, InTime),
        ("1-12月", "12月", None, InTime),
        ("全年", "1-12月", None, InTime),
        ("2020年1月--2020年11月", "2020年12月", None, Late),
        ("6月15日前", "6月15日", None, InTime),
        ("第三季度", "8月", None, InTime),
        ("第三季度", "10月", None, Late),
    ] {
        assert_eq!(
            punctuality(&timing(target), &timing(actual), year),
            expected,
            "{target} / {actual}"
        );
    }
}

#[test]
fn numbers_too_large_to_reckon_with_are_refused() {
    assert_eq!(
        aligned("≥999999999999999万亿元", "1元"),
        Err(Misfit::OutOfRange)
    );
    assert_eq!(
        aligned("≥1元", "999999999999999万亿元"),
        Err(Misfit::OutOfRange)
    );
    assert_eq!(
        parse_target("≥9999999999999999999999元").unwrap().operator,
        Operator::Qualitative
    );
}
