use jiff::civil::date;
use mail::Locale;

use super::*;
use crate::paper::tests::read;

fn line(title: &str, quantity: i64, unit_price_minor: i64) -> InvoiceLine {
    InvoiceLine {
        title: title.to_owned(),
        variant_title: "Moss / M".to_owned(),
        sku: Some("FJ-45".to_owned()),
        quantity,
        unit_price_minor,
        discount_minor: 0,
        tax_rate: "19".parse().unwrap(),
        amount_minor: quantity * unit_price_minor,
    }
}

fn content(lines: Vec<InvoiceLine>) -> InvoiceContent {
    let total_minor = lines.iter().map(|line| line.amount_minor).sum();
    InvoiceContent {
        kind: InvoiceKind::Invoice,
        name: "NB-R7".to_owned(),
        corrects: None,
        locale: Locale::En,
        currency: "EUR".parse().unwrap(),
        prices_include_tax: true,
        issued_on: date(2026, 11, 21),
        ordered_on: date(2026, 11, 20),
        order_name: "NB-1001".to_owned(),
        seller: Seller {
            name: "Nordlicht Outdoor GmbH".to_owned(),
            lines: vec!["Torstraße 1".to_owned(), "10119 Berlin".to_owned()],
            country: "DE".parse().unwrap(),
            tax_id: Some("DE123456789".to_owned()),
            email: None,
            accent: Some("#0b7285".to_owned()),
        },
        bill_to: vec!["Ada Lovelace".to_owned(), "12 St James's Square".to_owned()],
        ship_to: None,
        lines,
        discount_minor: 0,
        shipping: None,
        taxes: vec![TaxSum { rate: "19".parse().unwrap(), net_minor: 10_000, tax_minor: 1_900 }],
        tax_minor: 1_900,
        total_minor,
        payment: InvoicePayment { paid_minor: 0, refunded_minor: 0, due_minor: total_minor },
        notes: String::new(),
    }
}

fn text(content: &InvoiceContent) -> String {
    read(&render(content).unwrap()).join("\n")
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    // Where a reader of PDFs puts spaces is its own choice.
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    for part in parts {
        let wanted: String = part.chars().filter(|sign| !sign.is_whitespace()).collect();
        assert!(plain.contains(&wanted), "{part} is missing in {text}");
    }
}

#[test]
fn it_says_who_sells_who_pays_and_what_it_comes_to() {
    let text = text(&content(vec![line("Backpack Fjell", 2, 12_995)]));
    says(
        &text,
        &["Invoice", "NB-R7", "Nordlicht Outdoor GmbH", "Torstraße 1", "DE123456789", "Ada Lovelace"],
    );
    says(
        &text,
        &["Backpack Fjell", "FJ-45", "129.95", "259.90", "EUR 259.90", "Amount due", "19%", "119.00"],
    );
    says(&text, &["21 November 2026", "NB-1001", "Page 1 of 1"]);
}

#[test]
fn five_hundred_lines_take_many_sheets_each_with_its_head_and_number() {
    let lines = (1..=500).map(|index| line(&format!("Thing {index}"), index, 100)).collect();
    let sheets = read(&render(&content(lines)).unwrap());
    let pages = sheets.len();
    assert!(pages > 20, "{pages}");
    for (index, sheet) in sheets.iter().enumerate() {
        says(sheet, &[&format!("Page {} of {pages}", index + 1), "NB-R7"]);
        let has_lines = sheet.contains("FJ-45") || sheet.contains("Moss");
        assert!(!has_lines || sheet.contains("Description"), "{sheet}");
    }
    says(&sheets.join(""), &["Thing 1", "Thing 250", "Thing 500", "125,250.00"]);
}

#[test]
fn currencies_without_cents_have_none() {
    let yen = InvoiceContent { currency: "JPY".parse().unwrap(), ..content(vec![line("Tent", 3, 45_000)]) };
    let text = text(&yen);
    says(&text, &["45,000", "JPY 135,000"]);
    assert!(!text.contains("450.00"), "{text}");
}

#[test]
fn it_speaks_spanish() {
    let spanish = InvoiceContent { locale: Locale::Es, ..content(vec![line("Mochila", 1, 123_456)]) };
    says(
        &text(&spanish),
        &["Factura", "Importe", "1.234,56 EUR", "21 de noviembre de 2026", "Página 1 de 1"],
    );
}

#[test]
fn titles_in_any_script_and_of_any_length_are_printed() {
    let titles = ["Η μεγάλη σκηνή", "Палатка «Полярная»", "Cafe\u{301} na\u{308}he", "Ĺḁ\u{1e9e}"];
    let lines = titles.into_iter().map(|title| line(title, 1, 100)).collect();
    says(&text(&content(lines)), &["Η μεγάλη σκηνή", "Палатка «Полярная»"]);
    let endless = "W".repeat(8_000);
    for strange in [
        "שלום עולם",
        "مرحبا بالعالم",
        "🔦👨‍👩‍👧‍👦 🇩🇪",
        "日本語のテント",
        "\u{0}\t\n\u{7f}\u{202e}abc",
        "",
        &endless,
    ] {
        let pdf = render(&content(vec![line(strange, 1, 100), line("After", 1, 100)])).unwrap();
        says(&read(&pdf).join(""), &["After"]);
    }
}

#[test]
fn prices_without_tax_show_it_in_the_sum_and_others_below() {
    let mut us = content(vec![line("Backpack", 1, 10_000)]);
    us.prices_include_tax = false;
    us.seller.country = "US".parse().unwrap();
    us.total_minor = 11_900;
    let document = lopdf::Document::load_mem(&render(&us).unwrap()).unwrap();
    let page = document.get_object(*document.get_pages().values().next().unwrap()).unwrap();
    let size = page.as_dict().unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    assert_eq!((size[2].as_float().unwrap(), size[3].as_float().unwrap()), (612.0, 792.0));
    let text = text(&us);
    says(&text, &["November 21, 2026", "119.00"]);
    assert!(!text.contains("contained"), "{text}");
    says(&self::text(&content(vec![line("Backpack", 1, 10_000)])), &["Tax contained in it"]);
}

#[test]
fn what_was_paid_and_what_it_corrects_is_said() {
    let mut paid = content(vec![line("Backpack", 1, 10_000)]);
    paid.payment = InvoicePayment { paid_minor: 10_000, refunded_minor: 0, due_minor: 0 };
    paid.kind = InvoiceKind::Corrected;
    paid.corrects = Some("NB-R3".to_owned());
    let text = text(&paid);
    says(&text, &["Corrected invoice", "Replaces", "NB-R3", "Paid in full"]);
    assert!(!text.contains("Amount due"), "{text}");
}

#[test]
fn equal_content_is_an_equal_file_and_survives_storage() {
    let one = content(vec![line("Backpack", 2, 12_995)]);
    let stored: InvoiceContent = serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
    assert_eq!(stored, one);
    assert_eq!(render(&one).unwrap(), render(&stored).unwrap());
    let other = content(vec![line("Backpack", 3, 12_995)]);
    assert_ne!(render(&one).unwrap(), render(&other).unwrap());
}
