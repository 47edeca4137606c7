//! Tradepost's own file, with the columns that the export writes ([`crate::export`]) and `on_hand`: a row per variant; what
//! belongs to the product stands in its first row. Several things in one cell are separated as [`lists`] says.

use kernel::{Currency, Money};

use super::cells::{Cells, Columns, quoted};
use super::draft::{Draft, DraftImage, Parsed};
use super::sheet::{Row, Sheet};
use super::{group, lists};
use crate::product::{Attribute, ProductOption, ProductState};
use crate::variant::{Backorder, NewPrice, NewVariant, VariantState};

pub(super) fn parse(columns: &Columns, sheet: &Sheet, currency: Currency) -> Vec<Parsed> {
    let slug = |row| Cells::new(columns, row).owned(&["slug"]);
    let product = |(slug, rows): (Option<String>, Vec<&Row>)| match (slug, rows.as_slice()) {
        (Some(slug), rows) => product(columns, slug, rows, currency),
        (None, [row, ..]) => group::without_key(row, "slug", "Every row needs the slug of its product."),
        (None, []) => Parsed::Broken { rows: Vec::new(), errors: Vec::new() },
    };
    let mut products: Vec<_> = group::by_key(&sheet.rows, slug).into_iter().map(product).collect();
    // What a bundle consists of has to be there before it.
    products.sort_by_key(Parsed::is_bundle);
    products
}

fn product(columns: &Columns, slug: String, rows: &[&Row], currency: Currency) -> Parsed {
    let mut draft = Draft::of(rows.iter().map(|row| row.number).collect(), Some(slug));
    let mut errors = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Cells::new(columns, row);
        if index == 0 {
            head(&mut cells, &mut draft);
        }
        variant(&mut cells, &mut draft, currency);
        errors.extend(cells.into_errors());
    }
    Parsed::new(draft, errors)
}

/// What is separated by `|`.
fn parts<'c>(cells: &Cells<'c>, name: &str) -> Vec<&'c str> {
    let all = lists::split(cells.text(&[name]).unwrap_or_default(), '|').into_iter().map(str::trim);
    all.filter(|part| !part.is_empty()).collect()
}

/// `Name: value`.
fn named(part: &str) -> Option<(String, String)> {
    match lists::split(part, ':').as_slice() {
        [name, value] => Some((lists::plain(name), lists::plain(value))),
        _ => None,
    }
}

fn head(cells: &mut Cells<'_>, draft: &mut Draft) {
    match cells.owned(&["title"]) {
        Some(title) => draft.product.title = title,
        None => {
            cells.wrong::<()>(
                &["title"],
                "required",
                "The first row of a product needs its title.".to_owned(),
            );
        }
    }
    let names = |path: &str| lists::split(path, '>').into_iter().map(lists::plain).collect();
    draft.categories = parts(cells, "categories").into_iter().map(names).collect();
    let alt_texts = lists::split(cells.text(&["image_alt_texts"]).unwrap_or_default(), '|');
    let alt_texts = alt_texts.into_iter().map(lists::plain).chain(std::iter::repeat(String::new()));
    let image = |(url, alt_text): (&str, String)| DraftImage { url: lists::plain(url), alt_text };
    draft.images = parts(cells, "images").into_iter().zip(alt_texts).map(image).collect();
    let mut attributes = Vec::new();
    for part in parts(cells, "attributes") {
        if let Some((name, value)) = named(part) {
            attributes.push(Attribute { name, value });
        } else {
            let message = format!("Write an attribute as “Name: value”; {} is none.", quoted(part));
            cells.wrong::<()>(&["attributes"], "invalid", message);
        }
    }
    let states = [
        ("draft", ProductState::Draft),
        ("active", ProductState::Active),
        ("archived", ProductState::Archived),
    ];
    let state = choice(cells, "state", &states).unwrap_or_default();
    let product = &mut draft.product;
    product.attributes = attributes;
    product.state = state;
    product.description = cells.owned(&["description"]).unwrap_or_default();
    product.vendor = cells.owned(&["vendor"]);
    let tags = lists::split(cells.text(&["tags"]).unwrap_or_default(), ',');
    product.tags = tags.into_iter().map(lists::plain).filter(|tag| !tag.is_empty()).collect();
    product.seo_title = cells.owned(&["seo_title"]);
    product.seo_description = cells.owned(&["seo_description"]);
    let names = ["option1_name", "option2_name", "option3_name"];
    let option = |name| ProductOption { name, values: Vec::new() };
    product.options = names.iter().filter_map(|name| cells.owned(&[name])).map(option).collect();
}

fn variant(cells: &mut Cells<'_>, draft: &mut Draft, file_currency: Currency) {
    let currency = currency(cells, "currency", file_currency);
    let cost_currency = self::currency(cells, "unit_cost_currency", currency);
    let values = ["option1_value", "option2_value", "option3_value"];
    draft.variant_rows.push(cells.number());
    draft.quantities.push(cells.whole(&["on_hand"]));
    let components = components(cells);
    draft.components.push(components);
    let state = choice(
        cells,
        "variant_state",
        &[("active", VariantState::Active), ("archived", VariantState::Archived)],
    );
    draft.variant_states.push(state);
    let backorder = choice(cells, "backorder", &[("deny", Backorder::Deny), ("allow", Backorder::Allow)]);
    let unit_cost = cells.money(&["unit_cost"], cost_currency);
    let defaults = NewVariant::default();
    draft.product.variants.push(NewVariant {
        options: values.iter().filter_map(|name| cells.owned(&[name])).collect(),
        sku: cells.owned(&["sku"]),
        barcode: cells.owned(&["barcode"]),
        prices: prices(cells, currency),
        unit_cost: unit_cost.map(|amount| Money::new(amount, cost_currency)),
        weight_g: cells.whole(&["weight_g"]),
        length_mm: cells.whole(&["length_mm"]),
        width_mm: cells.whole(&["width_mm"]),
        height_mm: cells.whole(&["height_mm"]),
        requires_shipping: cells.flag(&["requires_shipping"]).unwrap_or(defaults.requires_shipping),
        tax_class: cells.owned(&["tax_class"]).unwrap_or(defaults.tax_class),
        track_stock: cells.flag(&["track_stock"]).unwrap_or(defaults.track_stock),
        backorder: backorder.unwrap_or_default(),
        components: Vec::new(),
    });
}

/// `price` in the row's currency, and `price_usd` in another.
fn prices(cells: &mut Cells<'_>, currency: Currency) -> Vec<NewPrice> {
    let mut columns = vec![("price".to_owned(), "compare_at".to_owned(), currency)];
    for code in cells.codes("price_") {
        if let Ok(other) = code.to_uppercase().parse()
            && other != currency
        {
            columns.push((format!("price_{code}"), format!("compare_at_{code}"), other));
        }
    }
    let mut prices = Vec::new();
    for (price, compare_at, currency) in columns {
        let compare_at_minor = cells.money(&[&compare_at], currency);
        if let Some(amount_minor) = cells.money(&[&price], currency) {
            prices.push(NewPrice { amount_minor, currency, compare_at_minor, price_list_id: None });
        }
    }
    prices
}

/// `FJ-JKT-M: 2 | FJ-CAP: 1`.
fn components(cells: &mut Cells<'_>) -> Vec<(String, i64)> {
    let mut components = Vec::new();
    for part in parts(cells, "components") {
        let read = named(part).and_then(|(code, quantity)| Some((code, quantity.parse().ok()?)));
        if let Some(read) = read {
            components.push(read);
        } else {
            let message = format!("Write a component as “SKU: quantity”; {} is none.", quoted(part));
            cells.wrong::<()>(&["components"], "invalid", message);
        }
    }
    components
}

/// One of a few words.
fn choice<T: Copy>(cells: &mut Cells<'_>, column: &str, words: &[(&str, T)]) -> Option<T> {
    let text = cells.text(&[column])?;
    let found = words.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
    if let Some((_, value)) = found {
        return Some(*value);
    }
    let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let message = format!("{} is none of {}.", quoted(text), all.join(", "));
    cells.wrong(&[column], "invalid_choice", message)
}

fn currency(cells: &mut Cells<'_>, column: &str, otherwise: Currency) -> Currency {
    let Some(code) = cells.text(&[column]) else { return otherwise };
    code.parse().unwrap_or_else(|_| {
        let message =
            format!("{} is no currency. Use an ISO 4217 code in capitals, such as EUR.", quoted(code));
        cells.wrong(&[column], "unknown_currency", message).unwrap_or(otherwise)
    })
}
