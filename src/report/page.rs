//! `report.html`: one page to look at, with everything in it. No network, no scripts from elsewhere.

mod charts;
mod figures;
mod svg;
mod view;

use minijinja::Environment;
use minijinja::value::Serde;

use super::material::Material;
use crate::place::for_documents;

/// The file's name.
pub(crate) const FILE_NAME: &str = "report.html";
const TEMPLATE: &str = include_str!("page/report.html");

/// The page as bytes.
///
/// # Errors
///
/// A fault of ours in the template.
pub(crate) fn render(material: &Material<'_>) -> Result<Vec<u8>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template(FILE_NAME, TEMPLATE)?;
    let page = environment
        .get_template(FILE_NAME)?
        .render(Serde(view::view(material)))?;
    Ok(for_documents(&page).into_owned().into_bytes())
}

#[cfg(test)]
mod tests;
