use jiff::civil::date;

use super::*;
use crate::paper::tests::read;

fn slip(order: &str, lines: i64) -> PackingSlip {
    let line = |index| PackingLine {
        title: format!("Backpack {index}"),
        variant_title: "Moss / M".to_owned(),
        sku: Some(format!("FJ-{index}")),
        quantity: index + 1,
    };
    PackingSlip {
        locale: Locale::En,
        country: "DE".parse().unwrap(),
        shop_name: "Nordlicht Berlin".to_owned(),
        order_name: order.to_owned(),
        ordered_on: date(2026, 11, 20),
        ship_to: vec!["Ada Lovelace".to_owned(), "10119 Berlin".to_owned()],
        delivery: vec!["DHL".to_owned()],
        lines: (0..lines).map(line).collect(),
        note: "Ring twice.".to_owned(),
    }
}

#[test]
fn it_says_what_goes_into_the_parcel() {
    let sheets = read(&render(&[slip("NB-1001", 3)]).unwrap());
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    for part in ["NB-1001", "Ada Lovelace", "Backpack 2", "FJ-2", "Ring twice.", "DHL", "Page 1 of 1"] {
        assert!(sheet.contains(part), "{part} is missing in {sheet}");
    }
}

#[test]
fn several_stand_in_one_file_and_count_their_sheets_apart() {
    let sheets = read(&render(&[slip("NB-1001", 2), slip("NB-1002", 40)]).unwrap());
    assert!(sheets.len() >= 4, "{}", sheets.len());
    assert!(sheets[0].contains("Page 1 of 1"), "{}", sheets[0]);
    let later = sheets.len() - 1;
    for (index, sheet) in sheets.iter().enumerate().skip(1) {
        assert!(sheet.contains("NB-1002") && sheet.contains(&format!("Page {index} of {later}")), "{sheet}");
    }
}

#[test]
fn none_at_all_is_an_error_that_names_the_field() {
    assert_eq!(render(&[]).unwrap_err().fields()[0].code, "required");
}
