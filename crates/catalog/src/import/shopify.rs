//! Shopify's product CSV. Its columns have older and newer names; every column is asked for by both.
//!
//! A product has a row per variant and further rows for further pictures; only its first row has a title. Source of the
//! names: Shopify's help, "Using CSV files to import and export products", and exports of both ages.

use kernel::Currency;

use super::cells::{Cells, Columns, quoted};
use super::draft::{Draft, DraftImage, Parsed};
use super::group;
use super::sheet::{Row, Sheet};
use crate::product::{ProductOption, ProductState};
use crate::slug;
use crate::variant::{Backorder, NewPrice, NewVariant};

const HANDLE: &[&str] = &["handle", "url handle"];
const IMAGE: &[&str] = &["image src", "product image url"];
const OPTION_NAMES: [&str; 3] = ["option1 name", "option2 name", "option3 name"];
const OPTION_VALUES: [&str; 3] = ["option1 value", "option2 value", "option3 value"];
/// What Shopify calls the option and the value of a product that has none.
const NO_OPTION: (&str, &str) = ("title", "default title");

pub(super) fn parse(columns: &Columns, sheet: &Sheet, currency: Currency) -> Vec<Parsed> {
    let handle = |row| Cells::new(columns, row).owned(HANDLE);
    let groups = group::by_key(&sheet.rows, handle);
    let product = |(handle, rows): (Option<String>, Vec<&Row>)| match (handle, rows.as_slice()) {
        (Some(handle), rows) => product(columns, &handle, rows, currency),
        (None, [row, ..]) => group::without_key(row, "Handle", "Every row needs the handle of its product."),
        (None, []) => Parsed::Broken { rows: Vec::new(), errors: Vec::new() },
    };
    groups.into_iter().map(product).collect()
}

fn product(columns: &Columns, handle: &str, rows: &[&Row], currency: Currency) -> Parsed {
    // Handles may have letters of any script there.
    let slug = slug::slugify(handle, "product");
    let mut draft = Draft::of(rows.iter().map(|row| row.number).collect(), Some(slug));
    let mut errors = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Cells::new(columns, row);
        if index == 0 {
            head(&mut cells, &mut draft);
        }
        variant(&mut cells, &mut draft, currency, index == 0);
        if let Some(url) = cells.text(IMAGE) {
            let alt_text = cells.owned(&["image alt text"]).unwrap_or_default();
            draft.images.push(DraftImage { url: url.to_owned(), alt_text });
        }
        errors.extend(cells.into_errors());
    }
    Parsed::new(draft, errors)
}

fn head(cells: &mut Cells<'_>, draft: &mut Draft) {
    let product = &mut draft.product;
    match cells.owned(&["title"]) {
        Some(title) => product.title = title,
        None => {
            cells.wrong::<()>(
                &["title"],
                "required",
                "The first row of a product needs its title.".to_owned(),
            );
        }
    }
    product.description = cells.owned(&["body (html)", "description"]).unwrap_or_default();
    product.vendor = cells.owned(&["vendor"]);
    product.tags = cells.list(&["tags"]);
    product.seo_title = cells.owned(&["seo title"]);
    product.seo_description = cells.owned(&["seo description"]);
    product.state = state(cells);
    if let Some(kind) = cells.text(&["type"]) {
        product
            .attributes
            .push(crate::product::Attribute { name: "Type".to_owned(), value: kind.to_owned() });
    }
    if let Some(path) = cells.text(&["product category"]) {
        draft.categories.push(path.split('>').map(|name| name.trim().to_owned()).collect());
    }
    for name in OPTION_NAMES.iter().filter_map(|column| cells.text(&[column])) {
        if name.to_lowercase() != NO_OPTION.0 {
            product.options.push(ProductOption { name: name.to_owned(), values: Vec::new() });
        }
    }
}

/// The newer column says more than the older one.
fn state(cells: &mut Cells<'_>) -> ProductState {
    match cells.text(&["status"]).map(str::to_lowercase).as_deref() {
        Some("active") => ProductState::Active,
        Some("draft" | "unlisted") => ProductState::Draft,
        Some("archived") => ProductState::Archived,
        Some(other) => {
            let message = format!("{} is none of active, draft and archived.", quoted(other));
            cells.wrong::<()>(&["status"], "invalid_choice", message);
            ProductState::Draft
        }
        None => match cells.flag(&["published", "published on online store"]) {
            Some(false) => ProductState::Draft,
            _ => ProductState::Active,
        },
    }
}

fn variant(cells: &mut Cells<'_>, draft: &mut Draft, currency: Currency, first: bool) {
    let options: Vec<String> = OPTION_VALUES.iter().filter_map(|column| cells.owned(&[column])).collect();
    let sku = cells.owned(&["variant sku", "sku"]);
    let amount_minor = cells.money(&["variant price", "price"], currency);
    // A row that has none of these is there for its picture.
    if !first && options.is_empty() && sku.is_none() && amount_minor.is_none() {
        return;
    }
    let compare_at_minor = cells.money(&["variant compare at price", "compare-at price"], currency);
    let price = amount_minor.map(|amount_minor| NewPrice {
        amount_minor,
        currency,
        // Shops leave the old price in place when a sale is over.
        compare_at_minor: compare_at_minor.filter(|compare| *compare > amount_minor),
        price_list_id: None,
    });
    let cost = cells.money(&["cost per item"], currency);
    let is_default = matches!(options.as_slice(), [only] if only.to_lowercase() == NO_OPTION.1);
    draft.variant_rows.push(cells.number());
    draft.quantities.push(cells.whole(&["variant inventory qty", "inventory quantity"]));
    draft.product.variants.push(NewVariant {
        options: if is_default { Vec::new() } else { options },
        sku,
        barcode: cells
            .text(&["variant barcode", "barcode"])
            .map(|code| code.trim_start_matches('\'').to_owned()),
        prices: price.into_iter().collect(),
        unit_cost: cost.map(|cost| kernel::Money::new(cost, currency)),
        weight_g: cells.measure(&["variant grams", "weight value (grams)"], (1, 1)),
        requires_shipping: cells.flag(&["variant requires shipping", "requires shipping"]).unwrap_or(true),
        tax_class: tax_class(cells),
        // Shopify counts the stock of what names somebody who does.
        track_stock: cells.text(&["variant inventory tracker", "inventory tracker"]).is_some(),
        backorder: backorder(cells),
        ..NewVariant::default()
    });
}

fn tax_class(cells: &mut Cells<'_>) -> String {
    let taxed = cells.flag(&["variant taxable", "charge tax"]).unwrap_or(true);
    if taxed { "standard" } else { "none" }.to_owned()
}

fn backorder(cells: &mut Cells<'_>) -> Backorder {
    let old = cells.text(&["variant inventory policy"]).map(str::to_lowercase);
    let goes_on = match old.as_deref() {
        Some("continue") => Some(true),
        Some(_) => Some(false),
        None => cells.flag(&["continue selling when out of stock"]),
    };
    if goes_on == Some(true) { Backorder::Allow } else { Backorder::Deny }
}
