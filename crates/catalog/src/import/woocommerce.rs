//! WooCommerce's product CSV.
//!
//! A product with variants is a row of the type `variable`, and a row of the type `variation` for each of them, which
//! names its parent by SKU or as `id:12`. Source of the columns: WooCommerce's documentation, "Product CSV importer
//! schema".

use std::collections::HashMap;

use kernel::Currency;

use super::cells::{Cells, Columns};
use super::draft::{Draft, DraftImage, Parsed};
use super::group;
use super::sheet::{Row, Sheet};
use crate::product::{Attribute, ProductOption, ProductState};
use crate::variant::{Backorder, NewPrice, NewVariant};

/// Millimetres and grams in the units that stand in the names of the columns.
const LENGTHS: [(&str, (i128, i128)); 5] =
    [("mm", (1, 1)), ("cm", (10, 1)), ("m", (1_000, 1)), ("in", (254, 10)), ("yd", (9_144, 10))];
const WEIGHTS: [(&str, (i128, i128)); 4] = [
    ("kg", (1_000, 1)),
    ("g", (1, 1)),
    ("lbs", (45_359_237, 100_000)),
    ("oz", (28_349_523_125, 1_000_000_000)),
];
const ATTRIBUTES_MAX: usize = 30;

pub(super) fn parse(columns: &Columns, sheet: &Sheet, currency: Currency) -> Vec<Parsed> {
    let is_variation = |row: &Row| kind(&Cells::new(columns, row)).iter().any(|word| word == "variation");
    // The parent's SKU and its id both lead to its row.
    let mut parents: HashMap<String, String> = HashMap::new();
    for row in sheet.rows.iter().filter(|row| !is_variation(row)) {
        let key = format!("row {}", row.number);
        let cells = Cells::new(columns, row);
        for name in
            [cells.owned(&["sku"]), cells.text(&["id"]).map(|id| format!("id:{id}"))].into_iter().flatten()
        {
            parents.entry(name.to_lowercase()).or_insert_with(|| key.clone());
        }
    }
    let key = |row: &Row| {
        if !is_variation(row) {
            return Some(format!("row {}", row.number));
        }
        let parent = Cells::new(columns, row).text(&["parent"])?.to_lowercase();
        parents.get(&parent).cloned()
    };
    let product = |(key, rows): (Option<String>, Vec<&Row>)| match (key, rows.as_slice()) {
        (Some(_), rows) => product(columns, rows, currency),
        (None, [row, ..]) => {
            group::without_key(row, "Parent", "The product of this variation is not in the file.")
        }
        (None, []) => Parsed::Broken { rows: Vec::new(), errors: Vec::new() },
    };
    group::by_key(&sheet.rows, key).into_iter().map(product).collect()
}

/// `simple, virtual` has two words.
fn kind(cells: &Cells<'_>) -> Vec<String> {
    cells.list(&["type"]).iter().map(|word| word.to_lowercase()).collect()
}

fn product(columns: &Columns, rows: &[&Row], currency: Currency) -> Parsed {
    let mut draft = Draft::of(rows.iter().map(|row| row.number).collect(), None);
    // A variation may stand above its product.
    let is_parent = |row: &&&Row| !kind(&Cells::new(columns, row)).iter().any(|word| word == "variation");
    let Some(parent) = rows.iter().find(is_parent) else {
        return Parsed::Broken { rows: draft.rows, errors: Vec::new() };
    };
    let variations: Vec<&&Row> = rows.iter().filter(|row| row.number != parent.number).collect();
    let mut errors = Vec::new();
    let mut cells = Cells::new(columns, parent);
    head(&mut cells, &mut draft, !variations.is_empty());
    if variations.is_empty() {
        variant(columns, &mut cells, &mut draft, currency, Vec::new());
    }
    let options: Vec<String> =
        draft.product.options.iter().map(|option| option.name.to_lowercase()).collect();
    errors.extend(cells.into_errors());
    for row in variations {
        let mut cells = Cells::new(columns, row);
        let own = attributes(&cells);
        let value =
            |option: &String| own.iter().find(|a| a.name.to_lowercase() == *option).map(|a| a.value.clone());
        // An empty value stands for any; a shop would have to ask, so it is said.
        let values = options.iter().map(|option| value(option).filter(|value| !value.is_empty()));
        let values = values.map(|value| value.unwrap_or_else(|| "Any".to_owned())).collect();
        variant(columns, &mut cells, &mut draft, currency, values);
        errors.extend(cells.into_errors());
    }
    Parsed::new(draft, errors)
}

fn head(cells: &mut Cells<'_>, draft: &mut Draft, has_variations: bool) {
    let product = &mut draft.product;
    if kind(cells).iter().any(|word| word == "grouped" || word == "external") {
        let message =
            "Grouped and external products have nothing to sell here. Leave the row out.".to_owned();
        cells.wrong::<()>(&["type"], "not_supported", message);
    }
    match cells.owned(&["name"]) {
        Some(name) => product.title = name,
        None => {
            cells.wrong::<()>(&["name"], "required", "A product needs a name.".to_owned());
        }
    }
    let texts = [cells.owned(&["short description"]), cells.owned(&["description"])];
    product.description = texts.into_iter().flatten().collect::<Vec<_>>().join("\n");
    product.vendor = cells.owned(&["brands", "brand"]);
    product.tags = cells.list(&["tags"]);
    // 1 is published, 0 private, -1 a draft.
    product.state = match cells.whole(&["published"]) {
        Some(1) | None => ProductState::Active,
        Some(_) => ProductState::Draft,
    };
    for path in cells.list(&["categories"]) {
        draft.categories.push(path.split('>').map(|name| name.trim().to_owned()).collect());
    }
    for url in cells.list(&["images"]) {
        draft.images.push(DraftImage { url, alt_text: String::new() });
    }
    for Attribute { name, value } in attributes(cells) {
        let values = value.split(',').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        // What a simple product has only one of is a fact about it, and nothing to choose.
        if has_variations {
            product.options.push(ProductOption { name, values: values.collect() });
        } else {
            product.attributes.extend(values.map(|value| Attribute { name: name.clone(), value }));
        }
    }
}

fn attributes(cells: &Cells<'_>) -> Vec<Attribute> {
    let one = |number: usize| {
        let name = cells.owned(&[&format!("attribute {number} name")])?;
        let value = cells.owned(&[&format!("attribute {number} value(s)")]).unwrap_or_default();
        Some(Attribute { name, value })
    };
    (1..=ATTRIBUTES_MAX).filter_map(one).collect()
}

fn variant(
    columns: &Columns,
    cells: &mut Cells<'_>,
    draft: &mut Draft,
    currency: Currency,
    options: Vec<String>,
) {
    let regular = cells.money(&["regular price"], currency);
    let sale = cells.money(&["sale price"], currency);
    let price = sale.or(regular).map(|amount_minor| NewPrice {
        amount_minor,
        currency,
        compare_at_minor: regular.filter(|regular| *regular > amount_minor),
        price_list_id: None,
    });
    let stock = cells.whole(&["stock"]);
    let backorders = cells.text(&["backorders allowed?"]).map(str::to_lowercase);
    let sold_without = matches!(backorders.as_deref(), Some("1" | "notify" | "yes"));
    draft.variant_rows.push(cells.number());
    draft.quantities.push(stock);
    draft.product.variants.push(NewVariant {
        options,
        sku: cells.owned(&["sku"]),
        barcode: cells.owned(&["gtin, upc, ean, or isbn"]),
        prices: price.into_iter().collect(),
        weight_g: measured(columns, cells, "weight", &WEIGHTS),
        length_mm: measured(columns, cells, "length", &LENGTHS),
        width_mm: measured(columns, cells, "width", &LENGTHS),
        height_mm: measured(columns, cells, "height", &LENGTHS),
        requires_shipping: !kind(cells).iter().any(|word| word == "virtual" || word == "downloadable"),
        tax_class: tax_class(cells),
        track_stock: stock.is_some(),
        backorder: if sold_without { Backorder::Allow } else { Backorder::Deny },
        ..NewVariant::default()
    });
}

fn measured(
    columns: &Columns,
    cells: &mut Cells<'_>,
    what: &str,
    units: &[(&str, (i128, i128))],
) -> Option<i64> {
    let named = units.iter().find_map(|(unit, factor)| {
        let column = format!("{what} ({unit})");
        columns.has(&column).then_some((column, *factor))
    });
    let (column, factor) = named?;
    cells.measure(&[&column], factor)
}

fn tax_class(cells: &Cells<'_>) -> String {
    if cells.text(&["tax status"]).is_some_and(|status| status.eq_ignore_ascii_case("none")) {
        return "none".to_owned();
    }
    match cells.text(&["tax class"]).map(str::to_lowercase).as_deref() {
        None | Some("parent") => "standard".to_owned(),
        Some("reduced-rate") => "reduced".to_owned(),
        Some("zero-rate") => "none".to_owned(),
        Some(other) => other.to_owned(),
    }
}
