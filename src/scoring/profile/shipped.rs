//! The profiles that ship, as data inside the program.

/// Name and text of each, the default first.
pub(super) const PROFILES: &[(&str, &str)] = &[
    (
        "national-2020",
        include_str!("../profiles/national-2020.toml"),
    ),
    (
        "national-2016",
        include_str!("../profiles/national-2016.toml"),
    ),
    ("xinjiang", include_str!("../profiles/xinjiang.toml")),
    ("hubei-2020", include_str!("../profiles/hubei-2020.toml")),
    (
        "sichuan-2025-project",
        include_str!("../profiles/sichuan-2025-project.toml"),
    ),
    (
        "sichuan-2025-department",
        include_str!("../profiles/sichuan-2025-department.toml"),
    ),
    ("guangxi", include_str!("../profiles/guangxi.toml")),
    (
        "jiangxi-2017",
        include_str!("../profiles/jiangxi-2017.toml"),
    ),
    ("strict", include_str!("../profiles/strict.toml")),
];

/// The text of a shipped profile.
pub(super) fn text(name: &str) -> Option<&'static str> {
    PROFILES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}
