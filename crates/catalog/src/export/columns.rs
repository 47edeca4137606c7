//! The columns of Tradepost's own file, and which of them somebody wants.

use kernel::{Currency, Error, Result};

use crate::import::quoted;

/// The columns in the order in which the export writes them: a row per variant; what belongs to the product stands in its
/// first row. The import reads these and `on_hand`, which is stock's to tell.
pub(crate) const COLUMNS: [&str; 35] = [
    "slug",
    "title",
    "state",
    "description",
    "vendor",
    "tags",
    "categories",
    "attributes",
    "option1_name",
    "option1_value",
    "option2_name",
    "option2_value",
    "option3_name",
    "option3_value",
    "sku",
    "barcode",
    "variant_state",
    "price",
    "compare_at",
    "currency",
    "unit_cost",
    "unit_cost_currency",
    "weight_g",
    "length_mm",
    "width_mm",
    "height_mm",
    "requires_shipping",
    "tax_class",
    "track_stock",
    "backorder",
    "components",
    "images",
    "image_alt_texts",
    "seo_title",
    "seo_description",
];

/// What a product is known by: without these no row can be imported again.
const ALWAYS: [&str; 2] = ["slug", "title"];

/// Those that are named, separated by commas, with those that a product is known by; all when none is named. Currencies
/// beside the organization's have a column for the price and one for what it is compared with.
pub(super) fn chosen(wanted: Option<&str>, others: &[Currency]) -> Result<Vec<String>> {
    let prices = others.iter().flat_map(|currency| {
        let code = currency.code().to_lowercase();
        [format!("price_{code}"), format!("compare_at_{code}")]
    });
    let all: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).chain(prices).collect();
    let Some(wanted) = wanted.filter(|wanted| !wanted.trim().is_empty()) else { return Ok(all) };
    let wanted: Vec<&str> = wanted.split(',').map(str::trim).collect();
    if let Some(unknown) = wanted.iter().find(|name| !all.iter().any(|one| one == *name)) {
        let message = format!("There is no column {}. There are: {}.", quoted(unknown), all.join(", "));
        return Err(Error::invalid("columns", "unknown_column", message));
    }
    let is_wanted = |name: &String| wanted.contains(&name.as_str()) || ALWAYS.contains(&name.as_str());
    Ok(all.into_iter().filter(is_wanted).collect())
}
