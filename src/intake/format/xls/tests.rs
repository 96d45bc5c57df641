//! Workbooks built record by record.

use std::io::Write as _;

use encoding_rs::GB18030;

use super::*;
use crate::intake::grid::{Cell, CellValue};

/// A workbook of one sheet in a code page before BIFF8, or in BIFF8.
fn workbook(version: u16, globals: &[(u16, Vec<u8>)], sheet: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut stream = Vec::new();
    let put = |stream: &mut Vec<u8>, kind: u16, body: &[u8]| {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        stream.extend(body);
    };
    let beginning =
        |what: u16| [version.to_le_bytes(), what.to_le_bytes(), [0; 2], [0; 2]].concat();
    put(&mut stream, 0x0809, &beginning(5));
    for (kind, body) in globals {
        put(&mut stream, *kind, body);
    }
    let name: &[u8] = if version == 0x0600 {
        b"\x01\x00S"
    } else {
        b"\x01S"
    };
    let start = u32::try_from(stream.len() + 4 + 6 + name.len() + 4).unwrap();
    put(
        &mut stream,
        0x0085,
        &[&start.to_le_bytes(), &[0; 2][..], name].concat(),
    );
    put(&mut stream, 0x000A, &[]);
    put(&mut stream, 0x0809, &beginning(16));
    for (kind, body) in sheet {
        put(&mut stream, *kind, body);
    }
    put(&mut stream, 0x000A, &[]);
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let name = if version == 0x0600 {
        "/Workbook"
    } else {
        "/Book"
    };
    container
        .create_stream(name)
        .unwrap()
        .write_all(&stream)
        .unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

/// The head of a cell record: row, column, format.
fn head(row: u16, column: u16) -> Vec<u8> {
    [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat()
}

fn number(row: u16, column: u16, number: f64) -> (u16, Vec<u8>) {
    (
        0x0203,
        [head(row, column), number.to_le_bytes().to_vec()].concat(),
    )
}

fn label(row: u16, column: u16, text: &[u8]) -> (u16, Vec<u8>) {
    let length = u16::try_from(text.len()).unwrap().to_le_bytes().to_vec();
    (0x0204, [head(row, column), length, text.to_vec()].concat())
}

fn extent(numbers: [u32; 2], columns: [u16; 2]) -> (u16, Vec<u8>) {
    let rows = numbers.iter().flat_map(|row| row.to_le_bytes());
    let columns = columns.iter().flat_map(|column| column.to_le_bytes());
    (0x0200, rows.chain(columns).chain([0; 2]).collect())
}

fn shown(workbook: &Workbook) -> Vec<(String, String)> {
    let cells = workbook.sheets[0].cells();
    cells
        .map(|cell: &Cell| (cell.at.to_string(), cell.shown.clone()))
        .collect()
}

#[test]
fn excel_5_writes_in_the_code_page_of_its_country() {
    let code_page = (0x0042, 936_u16.to_le_bytes().to_vec());
    let text = GB18030.encode("得分").0.into_owned();
    let note = GB18030.encode("请核实").0.into_owned();
    let length = u16::try_from(note.len()).unwrap();
    let note = [&[0, 0, 1, 0][..], &length.to_le_bytes(), &note].concat();
    let bytes = workbook(
        0x0500,
        &[code_page],
        &[label(0, 0, &text), number(0, 1, 2.37), (0x001C, note)],
    );
    let workbook = read(&bytes).unwrap();
    let expected = [("A1", "得分"), ("B1", "2.37")];
    assert_eq!(
        shown(&workbook),
        expected.map(|(at, text)| (at.to_owned(), text.to_owned()))
    );
    let cell = workbook.sheets[0].get("B1".parse().unwrap()).unwrap();
    assert_eq!(cell.comment.as_deref(), Some("请核实"));
}

#[test]
fn far_cells_and_boundless_extents_are_harmless() {
    let many = {
        let rk = |number: i32| [&[0; 2][..], &((number << 2) | 2).to_le_bytes()].concat();
        let cells = [rk(7), rk(8), rk(9)].concat();
        (0x00BD, [&[9, 0, 100, 0][..], &cells, &[102, 0]].concat())
    };
    let bytes = workbook(
        0x0600,
        &[],
        &[
            extent([0, u32::MAX], [0, 256]),
            number(0, 0, 1.0),
            many,
            number(65_535, 255, 2.0),
        ],
    );
    let expected = [
        ("A1", "1"),
        ("CW10", "7"),
        ("CX10", "8"),
        ("CY10", "9"),
        ("IV65536", "2"),
    ];
    assert_eq!(
        shown(&read(&bytes).unwrap()),
        expected.map(|(at, text)| (at.to_owned(), text.to_owned()))
    );
}

#[test]
fn sixty_five_thousand_rows_are_read() {
    let rows: Vec<_> = (0..=u16::MAX)
        .map(|row| number(row, 0, f64::from(row)))
        .collect();
    let workbook = read(&workbook(0x0600, &[], &rows)).unwrap();
    let last = workbook.sheets[0].get(CellRef::new(65_535, 0)).unwrap();
    assert_eq!(last.value, CellValue::Number(65_535.into()));
}

#[test]
fn cells_scattered_over_a_whole_sheet_are_refused() {
    let scattered: Vec<_> = (0..=u16::MAX)
        .map(|row| number(row, row % 256, 1.0))
        .collect();
    let outcome = read(&workbook(0x0600, &[], &scattered));
    assert!(matches!(outcome, Err(ReadError::TooLarge(_))));
}

#[test]
fn locked_workbooks_say_so() {
    let locked = workbook(0x0600, &[(0x002F, vec![1, 0, 1, 0])], &[]);
    assert_eq!(read(&locked).unwrap_err(), ReadError::Password);
}

#[test]
fn sheets_that_overlap_are_refused() {
    // Every sheet listed begins at the workbook's own beginning.
    let listed = (0x0085, [&[0; 6][..], b"\x01\x00S"].concat());
    let bytes = workbook(0x0600, &vec![listed; 1_500], &[number(0, 0, 1.0)]);
    assert!(read(&bytes).is_err());
}
