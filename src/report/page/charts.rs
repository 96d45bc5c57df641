//! The charts of the latest year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figures::{percent, score, year_of};
use super::svg::{Bar, Point, Scale, bars, scatter};
use super::view::placed;
use crate::compare::DepartmentRecord;
use crate::compare::league::{Shown, ends};
use crate::compare::levels::mean_shares;
use crate::compare::totals::Totals;
use crate::report::grade;
use crate::report::material::Material;
use crate::report::stretch::stretches;

/// How many departments a chart of bars shows; what is left out is counted in its title.
const SHOWN: usize = 40;
/// How many kinds of problems the chart shows.
const KINDS: usize = 12;

/// The charts as SVG; those without anything to draw are left out.
pub(super) fn charts(material: &Material<'_>) -> Vec<String> {
    let Some(latest) = material
        .comparison
        .totals
        .iter()
        .find(|totals| totals.group.is_none() && totals.year.is_some())
    else {
        return Vec::new();
    };
    let name = format!("{} 年{}", year_of(latest.year), latest.kind.label());
    let forms: Vec<&DepartmentRecord> = placed(material)
        .into_iter()
        .filter(|form| (form.year, form.kind) == (latest.year, latest.kind))
        .collect();
    [
        scores(material, &name, &forms),
        rates(&name, &forms),
        years(material, &name, &forms),
        points(&name, &forms),
        grades(material, &name, latest),
        levels(material, &name, latest),
        completion(material, &name, &forms),
        problems(material),
    ]
    .into_iter()
    .filter(|svg| !svg.is_empty())
    .collect()
}

fn bar(name: String, value: Option<Decimal>, shown: String) -> Bar {
    Bar {
        name: shortened(&name),
        value,
        other: None,
        shown,
    }
}

fn scale(title: &str, full: Decimal) -> Scale<'_> {
    Scale {
        title,
        full,
        line: None,
        legend: None,
    }
}

/// The scores of the ranked, the best first, and of those without a rank. Where that is too long, a tie is
/// shown whole or told by its number.
fn scores(material: &Material<'_>, name: &str, forms: &[&DepartmentRecord]) -> String {
    let drawn = |form: &DepartmentRecord| bar(form.shown(), form.total, score(form.total));
    let rank = |form: &DepartmentRecord| {
        let placing = material.comparison.placings.get(&form.form)?;
        placing.rank
    };
    let (ranked, unranked): (Vec<&DepartmentRecord>, Vec<&DepartmentRecord>) = forms
        .iter()
        .copied()
        .filter(|form| form.total.is_some())
        .partition(|form| rank(form).is_some());
    let ranks: Vec<u32> = ranked.iter().filter_map(|form| rank(form)).collect();
    let half = SHOWN / 2;
    let mut title = format!("{name}复算得分");
    let mut drawn_bars: Vec<Bar> = Vec::new();
    for shown in ends(&ranks, half) {
        match shown {
            Shown::One(place) => drawn_bars.extend(ranked.get(place).map(|form| drawn(form))),
            Shown::Tie(tied, count) => {
                let total = ranked
                    .iter()
                    .find(|form| rank(form) == Some(tied))
                    .and_then(|form| form.total);
                let told = format!("并列第 {tied}：{count} 家");
                drawn_bars.push(bar(told, total, score(total)));
            }
            Shown::LeftOut(rest) => {
                drawn_bars.push(bar(format!("……（{rest} 家）"), None, String::new()));
                title.push_str(&format!(
                    "（前 {half} 名和后 {half} 名，中间 {rest} 家见排名）"
                ));
            }
        }
    }
    drawn_bars.extend(unranked.into_iter().map(drawn));
    bars(&scale(&title, full_marks(forms)), &drawn_bars)
}

/// The greatest full marks among the forms.
fn full_marks(forms: &[&DepartmentRecord]) -> Decimal {
    let full = forms.iter().map(|form| form.full_marks).max();
    full.unwrap_or(Decimal::ONE)
}

fn rates(name: &str, forms: &[&DepartmentRecord]) -> String {
    let mut with_rate: Vec<&DepartmentRecord> = forms
        .iter()
        .copied()
        .filter(|form| form.computed_rate.is_some())
        .collect();
    with_rate.sort_by_key(|form| (form.computed_rate, form.form));
    let all = with_rate.len();
    with_rate.truncate(SHOWN);
    let title = if all > SHOWN {
        format!("{name}预算执行率（最低的 {SHOWN} 家，共 {all} 家）")
    } else {
        format!("{name}预算执行率")
    };
    let drawn: Vec<Bar> = with_rate
        .into_iter()
        .map(|form| {
            bar(
                form.shown(),
                form.computed_rate,
                percent(form.computed_rate),
            )
        })
        .collect();
    let short = forms.first().map(|form| form.execution_short);
    let told = percent(short);
    let told = told.replace(".00", "");
    bars(
        &Scale {
            line: short.map(|short| (short, told.as_str())),
            ..scale(&title, Decimal::ONE)
        },
        &drawn,
    )
}

fn years(material: &Material<'_>, name: &str, forms: &[&DepartmentRecord]) -> String {
    let before: BTreeMap<usize, Decimal> = material
        .comparison
        .changes
        .iter()
        .filter_map(|change| {
            let earlier = material.records.department(change.earlier?)?;
            Some((change.later?, earlier.total?))
        })
        .collect();
    let mut both: Vec<(&DepartmentRecord, Decimal, Decimal)> = forms
        .iter()
        .filter_map(|form| Some((*form, form.total?, *before.get(&form.form)?)))
        .collect();
    let all = both.len();
    let mut title = format!("{name}复算得分：本年与上年");
    if all > SHOWN {
        both.sort_by_key(|(form, now, before)| (Reverse((now - before).abs()), form.form));
        both.truncate(SHOWN);
        title.push_str(&format!("（变化最大的 {SHOWN} 家，共 {all} 家）"));
    }
    let drawn: Vec<Bar> = both
        .into_iter()
        .map(|(form, now, before)| Bar {
            other: Some(before),
            ..bar(form.shown(), Some(now), score(Some(now)))
        })
        .collect();
    bars(
        &Scale {
            legend: Some(("本年", "上年")),
            ..scale(&title, full_marks(forms))
        },
        &drawn,
    )
}

fn points(name: &str, forms: &[&DepartmentRecord]) -> String {
    let full = full_marks(forms);
    let points: Vec<Point> = forms
        .iter()
        .filter_map(|form| {
            Some(Point {
                name: format!(
                    "{}：执行率 {}，复算 {}",
                    form.shown(),
                    percent(form.computed_rate),
                    score(form.total)
                ),
                x: form.computed_rate?,
                y: form.total?.checked_div(full)?,
            })
        })
        .collect();
    scatter(
        &format!("{name}执行率与复算得分（{} 家）", points.len()),
        "执行率",
        "复算得分",
        &points,
    )
}

fn grades(material: &Material<'_>, name: &str, latest: &Totals) -> String {
    let forms = material.records.league(latest.year, latest.kind);
    let drawn: Vec<Bar> = grade::names(forms)
        .into_iter()
        .map(|grade| {
            let count = latest.grades.get(grade).copied().unwrap_or_default();
            bar(
                grade.to_owned(),
                Some(Decimal::from(count)),
                format!("{count} 家"),
            )
        })
        .collect();
    let title = format!("{name}复算等级分布");
    bars(&scale(&title, Decimal::from(latest.forms)), &drawn)
}

fn levels(material: &Material<'_>, name: &str, latest: &Totals) -> String {
    let drawn: Vec<Bar> = mean_shares(
        material.records,
        &material.comparison.levels,
        (latest.year, latest.kind),
    )
    .into_iter()
    .map(|(level, mean)| bar(level, Some(mean), percent(Some(mean))))
    .collect();
    let title = format!("{name}各一级指标平均得分率");
    bars(&scale(&title, Decimal::ONE), &drawn)
}

fn completion(material: &Material<'_>, name: &str, forms: &[&DepartmentRecord]) -> String {
    let done: Vec<Decimal> = forms
        .iter()
        .flat_map(|form| material.records.indicators_of(form.form))
        .filter(|row| !row.subtotal)
        .filter_map(|row| row.computed_completion)
        .collect();
    if done.is_empty() {
        return String::new();
    }
    let bounds = forms
        .first()
        .map_or(&[][..], |form| &form.completion_bounds);
    let counts: Vec<(String, usize)> = stretches(bounds)
        .into_iter()
        .map(|stretch| {
            let count = done.iter().filter(|done| stretch.holds(**done)).count();
            (stretch.name, count)
        })
        .collect();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let drawn: Vec<Bar> = counts
        .into_iter()
        .map(|(name, count)| bar(name, Some(Decimal::from(count)), format!("{count} 条")))
        .collect();
    let title = format!("{name}指标完成程度分布（{} 条）", done.len());
    bars(&scale(&title, Decimal::from(most)), &drawn)
}

fn problems(material: &Material<'_>) -> String {
    let mut by_rule: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &material.records.findings {
        *by_rule.entry((&finding.rule, &finding.title)).or_default() += 1;
    }
    let mut counts: Vec<((&str, &str), usize)> = by_rule.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let most = counts.first().map_or(0, |(_, count)| *count);
    let title = if counts.len() > KINDS {
        format!("问题最多的 {KINDS} 类（共 {} 类）", counts.len())
    } else {
        "问题集中在哪里".to_owned()
    };
    let drawn: Vec<Bar> = counts
        .into_iter()
        .take(KINDS)
        .map(|((rule, title), count)| {
            bar(
                format!("{rule} {title}"),
                Some(Decimal::from(count)),
                format!("{count} 个"),
            )
        })
        .collect();
    bars(&scale(&title, Decimal::from(most)), &drawn)
}

/// As much of a name as fits beside a bar.
fn shortened(title: &str) -> String {
    const LONGEST: usize = 16;
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let kept: String = title.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}
