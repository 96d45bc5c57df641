//! Tables that may be longer than a sheet: they go on on the next one, and every sheet says so.

use super::sheet::Sheet;
use super::table::{Columns, Located, Tables, govern, place};

/// Rows that a sheet holds, less those of title, remarks and heads.
pub(super) const ROWS_A_SHEET: usize = 1_048_576 - 16;

/// What all sheets of a long table have in common.
pub(super) struct Long<'t> {
    /// The first sheet's name; the others have their number behind it.
    pub(super) name: &'t str,
    /// The title above each.
    pub(super) title: &'t str,
    /// The remark below it.
    pub(super) remark: String,
    /// How many columns stay while the others scroll.
    pub(super) frozen: u32,
    /// How many rows a sheet takes.
    pub(super) rows_a_sheet: usize,
}

/// The sheets of a long table: one, or as many as its rows need; and where its parts lie.
pub(super) fn sheets<'a, R>(
    long: &Long<'_>,
    columns: &Columns<'a, R>,
    rows: &[R],
    tables: &Tables,
) -> (Vec<Sheet<'a>>, Vec<Located>) {
    let mut parts: Vec<&[R]> = rows.chunks(long.rows_a_sheet.max(1)).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    let mut sheets = Vec::new();
    let mut located = Vec::new();
    for (number, part) in (1..).zip(&parts) {
        let mut sheet = Sheet::new(if number == 1 {
            long.name.to_owned()
        } else {
            format!("{}（{number}）", long.name)
        });
        sheet.title(long.title.to_owned(), columns.printed());
        let mut remark = long.remark.clone();
        if parts.len() > 1 {
            remark.push_str(&format!(
                "超出单张工作表的行数上限，分为 {} 张，本张为第 {number} 张。",
                parts.len()
            ));
        }
        sheet.remark(remark);
        let table = place(&mut sheet, columns, part, tables);
        govern(&mut sheet, &table, long.frozen);
        located.push(table);
        sheets.push(sheet);
    }
    (sheets, located)
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Content, Kind};
    use super::super::render::{Properties, render};
    use super::super::table::{Columns, Tables};
    use super::{Long, sheets};

    #[test]
    fn a_long_table_goes_on_on_the_next_sheet_and_says_so() {
        let mut columns: Columns<'_, usize> = Columns::new();
        columns.add("序号", 6, Kind::Count, |row, _| Content::count(*row));
        let long = |rows_a_sheet| Long {
            name: "表",
            title: "长表",
            remark: "共 5 行。".to_owned(),
            frozen: 1,
            rows_a_sheet,
        };
        let rows = [1, 2, 3, 4, 5];
        let (made, located) = sheets(&long(2), &columns, &rows, &Tables::new());
        let names: Vec<&str> = made.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["表", "表（2）", "表（3）"]);
        let lengths: Vec<u32> = located
            .iter()
            .map(|part| part.rows().1 - part.rows().0 + 1)
            .collect();
        assert_eq!(lengths, [2, 2, 1]);
        let remark = format!("{:?}", made[2].rows[1]);
        assert!(
            remark.contains("共 5 行。超出单张工作表的行数上限，分为 3 张，本张为第 3 张。"),
            "{remark}"
        );
        let properties = Properties {
            product: crate::results::Product::Book,
            run: None,
            title: String::new(),
            created: None,
        };
        assert!(render(&made, &properties).is_ok());

        let (made, _) = sheets(&long(9), &columns, &rows, &Tables::new());
        assert_eq!(made.len(), 1);
        assert!(!format!("{:?}", made[0].rows[1]).contains("上限"));
    }
}
