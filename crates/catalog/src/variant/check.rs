//! What a variant's fields may be.

use kernel::{Currency, Error, Money, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Backorder, VariantId};
use crate::price::PriceListId;
use crate::product::{NewProduct, ProductKind, ProductOption, VARIANTS_MAX, check as field};

const SKU_MAX: usize = 100;
const BARCODE_MAX: usize = 64;
const TAX_CLASS_MAX: usize = 40;
/// Ten billion of a currency with cents: far beyond any price, and a thousand of them still add up.
pub(crate) const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// A hundred tonnes in grams, a hundred kilometres in millimetres: more is a slip of the hand.
const MEASURE_MAX: i64 = 100_000_000;
const COMPONENTS_MAX: usize = 50;
const COMPONENT_QUANTITY_MAX: i64 = 10_000;

const fn yes() -> bool {
    true
}

fn standard() -> String {
    "standard".to_owned()
}

/// What a new variant needs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"options": ["L"], "prices": [{"amount_minor": 12_900, "currency": "EUR"}]}))]
pub struct NewVariant {
    /// The value of each of the product's options, in their order.
    #[serde(default)]
    #[schema(example = json!(["M", "Red"]))]
    pub options: Vec<String>,
    /// What the merchant knows it by; no two variants share one, whatever its capitals.
    #[schema(max_length = 100, example = "FJ-JKT-M-RED")]
    pub sku: Option<String>,
    /// GTIN, EAN, UPC or ISBN.
    #[schema(max_length = 64, example = "4006381333931")]
    pub barcode: Option<String>,
    /// What it sells for: at most one price per price list.
    #[serde(default)]
    pub prices: Vec<NewPrice>,
    /// What one costs the merchant.
    pub unit_cost: Option<Money>,
    /// What one weighs.
    #[schema(minimum = 0)]
    pub weight_g: Option<i64>,
    /// How long one is.
    #[schema(minimum = 0)]
    pub length_mm: Option<i64>,
    /// How wide.
    #[schema(minimum = 0)]
    pub width_mm: Option<i64>,
    /// How high.
    #[schema(minimum = 0)]
    pub height_mm: Option<i64>,
    /// Whether it is sent in a parcel; yes when left out.
    #[serde(default = "yes")]
    pub requires_shipping: bool,
    /// Which tax rates are its: `standard` when left out, `reduced`, `none`, or a word of your own.
    #[serde(default = "standard")]
    #[schema(example = "standard")]
    pub tax_class: String,
    /// Whether its stock is counted; yes when left out.
    #[serde(default = "yes")]
    pub track_stock: bool,
    /// What happens when more is wanted than there is; it cannot be bought when left out.
    #[serde(default)]
    pub backorder: Backorder,
    /// What a bundle consists of.
    #[serde(default)]
    pub components: Vec<NewComponent>,
}

impl Default for NewVariant {
    fn default() -> Self {
        Self {
            options: Vec::new(),
            sku: None,
            barcode: None,
            prices: Vec::new(),
            unit_cost: None,
            weight_g: None,
            length_mm: None,
            width_mm: None,
            height_mm: None,
            requires_shipping: true,
            tax_class: standard(),
            track_stock: true,
            backorder: Backorder::Deny,
            components: Vec::new(),
        }
    }
}

/// A price of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrice {
    /// Minor units: cents for EUR.
    #[schema(minimum = 0, example = 12_900)]
    pub amount_minor: i64,
    /// ISO 4217; that of the price list, when one is named.
    pub currency: Currency,
    /// What it is compared with, crossed out beside it; must be above the price.
    pub compare_at_minor: Option<i64>,
    /// The price list; the base list of the currency when left out.
    pub price_list_id: Option<PriceListId>,
}

/// A part of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComponent {
    /// A variant of a simple product.
    pub variant_id: VariantId,
    /// How many of it.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// The variants of a new product, checked, with every value that they name among the options'.
pub(crate) fn all(new: &NewProduct, options: &mut [ProductOption]) -> Result<Vec<NewVariant>> {
    if new.variants.len() > VARIANTS_MAX {
        let message = format!("A product has at most {VARIANTS_MAX} variants.");
        return Err(Error::invalid("variants", "too_many", message));
    }
    if new.variants.is_empty() {
        if options.is_empty() && new.kind == ProductKind::Simple {
            return Ok(vec![NewVariant::default()]);
        }
        return Err(Error::invalid("variants", "required", "Name at least one variant."));
    }
    let mut seen = std::collections::HashSet::new();
    let mut checked = Vec::with_capacity(new.variants.len());
    for (index, variant) in new.variants.iter().enumerate() {
        let variant = one(&format!("variants.{index}."), variant.clone(), new.kind, options)?;
        if !seen.insert(variant.options.clone()) {
            return Err(same_options(&format!("variants.{index}.")));
        }
        checked.push(variant);
    }
    Ok(checked)
}

pub(crate) fn same_options(at: &str) -> Error {
    let message = "Another variant of this product has the same options.";
    Error::invalid(format!("{at}options"), "taken", message)
}

/// One variant, checked; `at` is where it stands in the request. A value that is new to an option is added to it.
pub(crate) fn one(
    at: &str,
    new: NewVariant,
    kind: ProductKind,
    options: &mut [ProductOption],
) -> Result<NewVariant> {
    components(at, &new.components, kind)?;
    fields(at, new, options)
}

/// The same without what depends on the kind of product.
pub(crate) fn fields(at: &str, mut new: NewVariant, options: &mut [ProductOption]) -> Result<NewVariant> {
    new.options = chosen(at, &new.options, options)?;
    new.sku = code(&format!("{at}sku"), new.sku.as_deref(), SKU_MAX)?;
    new.barcode = code(&format!("{at}barcode"), new.barcode.as_deref(), BARCODE_MAX)?;
    new.tax_class = tax_class(at, &new.tax_class)?;
    if let Some(cost) = new.unit_cost {
        amount(&format!("{at}unit_cost"), cost.amount_minor)?;
    }
    for (name, measure) in [
        ("weight_g", new.weight_g),
        ("length_mm", new.length_mm),
        ("width_mm", new.width_mm),
        ("height_mm", new.height_mm),
    ] {
        if measure.is_some_and(|measure| !(0..=MEASURE_MAX).contains(&measure)) {
            let message = format!("Use a number from 0 to {MEASURE_MAX}.");
            return Err(Error::invalid(format!("{at}{name}"), "out_of_range", message));
        }
    }
    for (index, new_price) in new.prices.iter().enumerate() {
        price(&format!("{at}prices.{index}."), *new_price)?;
    }
    Ok(new)
}

fn chosen(at: &str, values: &[String], options: &mut [ProductOption]) -> Result<Vec<String>> {
    if values.len() != options.len() {
        let message = format!("Give one value for each of the product's {} options.", options.len());
        return Err(Error::invalid(format!("{at}options"), "invalid", message));
    }
    let mut chosen = Vec::with_capacity(values.len());
    for (option, value) in options.iter_mut().zip(values) {
        let value = field::option_value(format!("{at}options"), value)?;
        if !option.values.contains(&value) {
            option.values.push(value.clone());
        }
        chosen.push(value);
    }
    Ok(chosen)
}

fn code(at: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => kernel::text::line(at, text, max).map(Some),
    }
}

pub(crate) fn tax_class(at: &str, text: &str) -> Result<String> {
    kernel::text::line(format!("{at}tax_class"), text, TAX_CLASS_MAX)
}

/// An amount that is not negative and that sums of orders can bear.
pub(crate) fn amount(at: &str, amount_minor: i64) -> Result<()> {
    if amount_minor < 0 {
        return Err(Error::invalid(at.to_owned(), "negative", "An amount cannot be negative."));
    }
    if amount_minor > AMOUNT_MAX {
        return Err(Error::invalid(
            at.to_owned(),
            "amount_too_large",
            "The amount is larger than any price.",
        ));
    }
    Ok(())
}

/// A price with something higher to compare it with, or nothing.
pub(crate) fn price(at: &str, price: NewPrice) -> Result<()> {
    amount(&format!("{at}amount_minor"), price.amount_minor)?;
    let Some(compare_at) = price.compare_at_minor else { return Ok(()) };
    amount(&format!("{at}compare_at_minor"), compare_at)?;
    if compare_at <= price.amount_minor {
        let message =
            "What a price is compared with must be above it. Leave it out when there is no reduction.";
        return Err(Error::invalid(format!("{at}compare_at_minor"), "not_above_price", message));
    }
    Ok(())
}

/// A bundle has components, and nothing else has.
pub(crate) fn components(at: &str, components: &[NewComponent], kind: ProductKind) -> Result<()> {
    let wrong = |code, message: String| Err(Error::invalid(format!("{at}components"), code, message));
    match kind {
        ProductKind::Simple if !components.is_empty() => {
            return wrong("not_allowed", "Only a bundle has components.".to_owned());
        }
        ProductKind::Bundle if components.is_empty() => {
            return wrong("required", "Say what the bundle consists of.".to_owned());
        }
        _ => {}
    }
    if components.len() > COMPONENTS_MAX {
        return wrong("too_many", format!("A bundle has at most {COMPONENTS_MAX} components."));
    }
    if components.iter().any(|part| !(1..=COMPONENT_QUANTITY_MAX).contains(&part.quantity)) {
        return wrong("out_of_range", format!("Use quantities from 1 to {COMPONENT_QUANTITY_MAX}."));
    }
    let mut ids: Vec<_> = components.iter().map(|part| part.variant_id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return wrong("taken", "The same variant is there twice. Add up its quantities.".to_owned());
    }
    Ok(())
}
