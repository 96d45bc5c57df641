//! The page of the small district.

use scraper::{Html, Selector};

use super::render;
use crate::report::sample::Sample;

fn page(sample: &Sample) -> String {
    String::from_utf8(render(&sample.material()).unwrap()).unwrap()
}

fn select<'a>(page: &'a Html, what: &str) -> Vec<scraper::ElementRef<'a>> {
    let selector = Selector::parse(what).unwrap();
    page.select(&selector).collect()
}

#[test]
fn every_department_and_every_problem_is_on_the_page() {
    let sample = Sample::new();
    let html = Html::parse_document(&page(&sample));
    assert_eq!(select(&html, "#ranking-table tbody tr").len(), 9);
    assert_eq!(select(&html, "#problems-table tbody tr").len(), 4);
    assert_eq!(select(&html, "#years-table tbody tr").len(), 6);
    let text = html.root_element().text().collect::<String>();
    for figure in ["77.10", "77.47", "26,858.34", "46.31%", "表中没有得分"] {
        assert!(text.contains(figure), "{figure}");
    }
}

#[test]
fn the_page_needs_no_network() {
    let page = page(&Sample::new());
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn what_a_form_says_cannot_become_markup() {
    let mut sample = Sample::new();
    sample.records.findings[0].message = "<script>alert(1)</script>".to_owned();
    sample.records.departments[0].unit = "<b>局</b>".to_owned();
    let page = page(&sample);
    assert!(!page.contains("<script>alert"));
    assert!(!page.contains("<b>局"));
    assert!(page.contains("&lt;script&gt;"));
}

#[test]
fn charts_are_drawn_for_the_latest_year() {
    let html = Html::parse_document(&page(&Sample::new()));
    let charts = select(&html, "figure svg");
    // Ranking, execution, both years, execution against score, grades, levels, completion, problems.
    assert_eq!(charts.len(), 8);
    assert_eq!(
        charts[0].attr("aria-label"),
        Some("2023 年部门整体支出复算得分")
    );
}
