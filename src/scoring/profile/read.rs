//! From a profile's tree to its [`Rules`]: every key, and what has to hold between them.

mod marks;
mod numbers;

use super::curve::read_curve;
use super::rules::{
    Adjustment, Grade, Measure, NotApplicable, Qualitative, ReasonNeeded, ReviewDeduction,
    Rounding, Rules, Special, Tier, Tolerance, WordedOption,
};
use crate::settings_text::Reader;
use crate::value::target::{Degree, StatedDirections};
use marks::read_marks;
use numbers::{
    read_between, read_equal, read_execution, read_inverse, read_limit, read_positive, read_time,
    read_weights,
};
use rust_decimal::Decimal;

/// Reads every section. `None` where something needed is missing or faulty; the reader holds the faults.
pub(super) fn read_rules(reader: &Reader<'_>) -> Option<Rules> {
    // All sections are read before any `?`, so that one run shows every fault.
    let weights = read_weights(reader.section("weights"));
    let execution = read_execution(reader.section("execution"));
    let positive = read_positive(reader.section("positive"));
    let equal = read_equal(reader.section("equal"));
    let inverse = read_inverse(reader.section("inverse"));
    let between = read_between(reader.section("between"));
    let time = read_time(reader.section("time"));
    let qualitative = read_qualitative(reader.section("qualitative"));
    let special = read_special(reader);
    let adjustment = read_adjustment(reader.section("adjustment"));
    let not_applicable = read_not_applicable(reader.section("not_applicable"));
    let rounding = read_rounding(reader.section("rounding"));
    let tolerance = read_tolerance(reader.section("tolerance"));
    let reason = read_reason(reader.section("reason"));
    let review = read_review(reader);
    let grades = read_grades(reader, weights.as_ref().map(|weights| weights.total));
    let marks = read_marks(reader.section("marks"));
    Some(Rules {
        weights: weights?,
        execution: execution?,
        positive: positive?,
        equal: equal?,
        inverse: inverse?,
        between: between?,
        time: time?,
        qualitative: qualitative?,
        special: special?,
        review,
        adjustment,
        not_applicable: not_applicable?,
        rounding: rounding?,
        tolerance: tolerance?,
        reason: reason?,
        grades: grades?,
        marks: marks?,
        directions: StatedDirections::default(),
    })
}

fn read_qualitative(reader: Reader<'_>) -> Option<Qualitative> {
    let checked = reader.flag("checked").unwrap_or(true);
    let items = reader.needed("tiers", |r, key| r.tables(key))?;
    let degrees = [
        ("achieved", Degree::Achieved),
        ("partial", Degree::Partial),
        ("missed", Degree::Missed),
    ];
    let mut tiers: Vec<Tier> = Vec::new();
    for item in items {
        let degree = item.needed("degree", |r, key| r.word(key, &degrees));
        let (name, from) = (
            item.needed("name", Reader::text),
            item.needed("from", Reader::share),
        );
        let (fixed, labels, stated_to) =
            (item.share("fixed"), item.texts("labels"), item.share("to"));
        let to = tiers.last().map_or(Decimal::ONE, |above| above.from);
        if let (Some(degree), Some(name), Some(from)) = (degree, name, from) {
            if from > to || (from == to && fixed.is_none()) {
                item.fault(
                    "from",
                    format!("{from} 须小于上一档的下限 {to}：各档从高到低排列，不能重叠"),
                );
            }
            if let Some(stated) = stated_to
                && stated != to
            {
                let what = if stated < to { "有空隙" } else { "重叠" };
                item.fault(
                    "to",
                    format!("这一档的上限 {stated} 与上一档的下限 {to} 之间{what}"),
                );
            }
            if fixed.is_some_and(|fixed| fixed < from || fixed > to) {
                item.fault("fixed", format!("须在本档 {from} 与 {to} 之间"));
            }
            if tiers.iter().any(|tier| tier.degree == degree) {
                item.fault("degree", "这一档已经写过了");
            }
            tiers.push(Tier {
                degree,
                name,
                from,
                to,
                fixed,
                labels,
            });
        }
        item.finish();
    }
    if tiers
        .iter()
        .map(|tier| tier.degree)
        .ne(degrees.map(|(_, degree)| degree))
    {
        reader.fault("tiers", "须依次写 achieved、partial、missed 三档");
    }
    if tiers.last().is_some_and(|tier| !tier.from.is_zero()) {
        reader.fault("tiers", "最低一档的 from 须为 0，否则有的得分不在任何一档");
    }
    let options = read_options(&reader);
    reader.finish();
    Some(Qualitative {
        checked,
        tiers,
        options,
    })
}

fn read_options(reader: &Reader<'_>) -> Vec<WordedOption> {
    let mut options: Vec<WordedOption> = Vec::new();
    for item in reader.tables("options").unwrap_or_default() {
        let labels = item.texts("labels");
        let score = item.needed("score", Reader::share);
        if labels.is_empty() {
            item.fault("labels", "须写这一项的答案，如 labels = [\"优\"]");
        }
        let taken = labels
            .iter()
            .find(|label| options.iter().any(|other| other.labels.contains(label)));
        if let Some(label) = taken {
            item.fault("labels", format!("答案“{label}”已经写在前面的一项里"));
        }
        if let Some(score) = score {
            options.push(WordedOption { labels, score });
        }
        item.finish();
    }
    options
}

fn read_review(reader: &Reader<'_>) -> Vec<ReviewDeduction> {
    let mut deductions: Vec<ReviewDeduction> = Vec::new();
    for item in reader.tables("review").unwrap_or_default() {
        let (name, minus) = (
            item.needed("name", Reader::text),
            item.needed("minus", Reader::share),
        );
        if let (Some(name), Some(minus)) = (name, minus) {
            if deductions.iter().any(|other| other.name == name) {
                item.fault("name", format!("“{name}”写了两次"));
            }
            deductions.push(ReviewDeduction { name, minus });
        }
        item.finish();
    }
    deductions
}

fn read_special(reader: &Reader<'_>) -> Option<Vec<Special>> {
    let mut special: Vec<Special> = Vec::new();
    for item in reader.tables("special").unwrap_or_default() {
        let key = item.needed("key", Reader::text);
        let (names, levels) = (item.texts("names"), item.texts("levels"));
        if names.is_empty() && levels.is_empty() {
            item.fault(
                "names",
                "须写 names（三级指标名称中的词）或 levels（一、二级指标中的词）",
            );
        }
        let measure = item.word(
            "measure",
            &[
                ("actual", Measure::Actual),
                ("completion", Measure::Completion),
                ("deviation", Measure::Deviation),
            ],
        );
        // A percentage is a fraction here too, so that 满意度 90 % is 0.9.
        let about_rates = names.iter().any(|name| {
            ["率", "满意", "占比", "比例"]
                .iter()
                .any(|word| name.contains(word))
        });
        let of_rates = measure.is_some_and(|measure| measure != Measure::Actual) || about_rates;
        let curve = item
            .states("mode")
            .then(|| read_curve(&item, "mode", of_rates))
            .flatten();
        let most_points = item.positive("most_points");
        if item.states("mode") != item.states("measure") {
            item.fault("measure", "measure（量什么）与 mode（怎样计分）须一起写");
        }
        if !item.states("mode") && !item.states("most_points") {
            item.fault(
                "mode",
                "须写 measure 和 mode，或写 most_points（最多得几分）",
            );
        }
        if let Some(key) = key {
            if special.iter().any(|other| other.key == key) {
                item.fault("key", format!("“{key}”已经用过了"));
            }
            special.push(Special {
                key,
                names,
                levels,
                scored: measure.zip(curve),
                most_points,
            });
        }
        item.finish();
    }
    Some(special)
}

fn read_adjustment(reader: Reader<'_>) -> Adjustment {
    let adjustment = Adjustment {
        bonus: reader.texts("bonus"),
        deduction: reader.texts("deduction"),
        bonus_most: reader.positive("bonus_most"),
    };
    reader.finish();
    adjustment
}

fn read_not_applicable(reader: Reader<'_>) -> Option<NotApplicable> {
    let rescaled = reader.needed("rescaled", Reader::flag);
    let words = reader.texts("words");
    reader.finish();
    Some(NotApplicable {
        rescaled: rescaled?,
        words,
    })
}

fn read_rounding(reader: Reader<'_>) -> Option<Rounding> {
    let places = reader.needed("places", |r, key| r.count(key, 6));
    let cut = reader.needed("mode", |r, key| {
        r.word(key, &[("half_away", false), ("cut", true)])
    });
    reader.finish();
    Some(Rounding {
        places: places?,
        cut: cut?,
    })
}

fn read_tolerance(reader: Reader<'_>) -> Option<Tolerance> {
    let score = reader.needed("score", |r, key| r.at_most(key, 5));
    let amount = reader.at_most("amount", 100);
    let rate = reader.share("rate");
    reader.finish();
    Some(Tolerance {
        score: score?,
        amount,
        rate,
    })
}

fn read_reason(reader: Reader<'_>) -> Option<ReasonNeeded> {
    let below_full = reader.needed("below_full", Reader::flag);
    let completion_below = reader.rate("completion_below");
    let over = read_limit(&reader, "over_above", "over_from");
    if let Some(limit) = over
        && limit.at < Decimal::ONE
    {
        let key = if limit.included {
            "over_from"
        } else {
            "over_above"
        };
        reader.fault(
            key,
            format!("超额的界限不能低于 1（100%），现为 {}", limit.at),
        );
    }
    let over_zero_target = reader.positive("over_zero_target");
    let execution_below = reader.share("execution_below");
    let any_adjustment = reader.flag("any_adjustment").unwrap_or(false);
    let qualitative = reader.flag("qualitative").unwrap_or(false);
    let least_characters = reader.needed("least_characters", |r, key| r.count(key, 1000));
    let most_characters = reader.count("most_characters", 10_000);
    if let (Some(least), Some(most)) = (least_characters, most_characters)
        && least > most
    {
        reader.fault(
            "most_characters",
            format!("不能少于 least_characters 的 {least}"),
        );
    }
    reader.finish();
    Some(ReasonNeeded {
        below_full: below_full?,
        completion_below,
        over,
        over_zero_target,
        execution_below,
        any_adjustment,
        qualitative,
        least_characters: least_characters?,
        most_characters,
    })
}

fn read_grades(reader: &Reader<'_>, total: Option<Decimal>) -> Option<Vec<Grade>> {
    let items = reader.needed("grades", |r, key| r.tables(key))?;
    let mut grades: Vec<Grade> = Vec::new();
    for item in items {
        let (name, from) = (
            item.needed("name", Reader::text),
            item.needed("from", Reader::positive),
        );
        if let (Some(name), Some(from)) = (name, from) {
            if let Some(above) = grades.last()
                && from >= above.from
            {
                item.fault(
                    "from",
                    format!(
                        "“{name}”的下限 {from} 须低于“{}”的 {}，否则两个等级重叠",
                        above.name, above.from
                    ),
                );
            }
            if let Some(total) = total
                && from > total
            {
                item.fault(
                    "from",
                    format!("“{name}”的下限 {from} 高于总分 {total}，没有总分能达到"),
                );
            }
            // The workbook counts and looks grades up by their names.
            if name.chars().count() > 20 || name.contains(['*', '?', '~', '<', '>', '=', '"']) {
                item.fault(
                    "name",
                    "等级的名称最多 20 个字，不能有 * ? ~ < > = 和双引号",
                );
            }
            if grades.iter().any(|grade| grade.name == name) {
                item.fault("name", format!("等级“{name}”写了两次"));
            }
            grades.push(Grade { name, from });
        }
        item.finish();
    }
    if grades.last().is_none_or(|worst| !worst.from.is_zero()) {
        reader.fault("grades", "最低一级的 from 须为 0，否则有的总分没有等级");
    }
    Some(grades)
}
