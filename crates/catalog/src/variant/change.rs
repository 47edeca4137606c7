//! Adding, changing and deleting variants.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Error, Json, Money, Result, present};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Backorder, NewComponent, NewPrice, NewVariant, Variant, VariantId, VariantState, VariantView, check,
    store,
};
use crate::image::{self, ImageId};
use crate::price::{self, PriceListId};
use crate::product::{self, Product, ProductOption, VARIANTS_MAX};

/// What to change of a variant. What is left out stays; null takes away what can be missing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantChange {
    /// Whether it can be bought.
    pub state: Option<VariantState>,
    /// Its place among the variants of its product.
    #[schema(minimum = 0)]
    pub position: Option<i64>,
    /// The value of each of the product's options.
    pub options: Option<Vec<String>>,
    /// What the merchant knows it by.
    #[serde(default, deserialize_with = "present")]
    pub sku: Option<Option<String>>,
    /// GTIN, EAN, UPC or ISBN.
    #[serde(default, deserialize_with = "present")]
    pub barcode: Option<Option<String>>,
    /// New prices; those of other price lists stay.
    pub prices: Option<Vec<NewPrice>>,
    /// What one costs the merchant.
    #[serde(default, deserialize_with = "present")]
    pub unit_cost: Option<Option<Money>>,
    /// What one weighs.
    #[serde(default, deserialize_with = "present")]
    pub weight_g: Option<Option<i64>>,
    /// How long one is.
    #[serde(default, deserialize_with = "present")]
    pub length_mm: Option<Option<i64>>,
    /// How wide.
    #[serde(default, deserialize_with = "present")]
    pub width_mm: Option<Option<i64>>,
    /// How high.
    #[serde(default, deserialize_with = "present")]
    pub height_mm: Option<Option<i64>>,
    /// Whether it is sent in a parcel.
    pub requires_shipping: Option<bool>,
    /// Which tax rates are its.
    pub tax_class: Option<String>,
    /// Whether its stock is counted.
    pub track_stock: Option<bool>,
    /// What happens when more is wanted than there is.
    pub backorder: Option<Backorder>,
    /// The picture that shows it: one of its product.
    #[serde(default, deserialize_with = "present")]
    pub image_id: Option<Option<ImageId>>,
    /// What a bundle consists of.
    pub components: Option<Vec<NewComponent>>,
}

/// Adds a variant to a product, behind the others.
pub async fn add(tx: &mut Tx, product: &Product, new: NewVariant) -> Result<Variant> {
    let others = store::of_product(tx, product.id).await?;
    if others.len() >= VARIANTS_MAX {
        let message = format!("A product has at most {VARIANTS_MAX} variants.");
        return Err(Error::conflict("too_many_variants", message));
    }
    let mut options = product.options.0.clone();
    let new = check::one("", new, product.kind, &mut options)?;
    if others.iter().any(|other| other.options() == new.options) {
        return Err(check::same_options(""));
    }
    let last = others.iter().map(|other| other.position).max();
    let variant = store::insert(tx, product, last.map_or(0, |last| last + 1), &new, "").await?;
    product::store::touch(tx, product.id, changed(product, options)).await?;
    product::refresh(tx, product.id).await?;
    let view = VariantView::of(tx, variant.clone()).await?;
    record(tx, Record::new("variant.created").target("variant", variant.id).after(&view)).await?;
    Ok(variant)
}

fn changed(product: &Product, options: Vec<ProductOption>) -> Option<Json<Vec<ProductOption>>> {
    (options != product.options.0).then_some(Json(options))
}

/// Changes the variant that was read as `before`. An error when somebody else was faster. Whoever changes many of one
/// product brings that up to date once, by [`settle`].
pub async fn change(tx: &mut Tx, before: Variant, change: VariantChange) -> Result<Variant> {
    let product = product::get(tx, before.product_id).await?;
    let mut options = product.options.0.clone();
    let old = VariantView::of(tx, before.clone()).await?;
    let edited = apply(before, &change, &product, &mut options)?;
    if let Some(image) = edited.image_id
        && !image::belongs(tx, image, product.id).await?
    {
        return Err(Error::invalid("image_id", "unknown", "The product has no such picture."));
    }
    let after = store::update(tx, edited).await?;
    if let Some(prices) = &change.prices {
        price::set(tx, "prices.", after.id, prices).await?;
    }
    if let Some(parts) = &change.components {
        store::replace_components(tx, "", after.id, parts).await?;
    }
    if let Some(options) = changed(&product, options) {
        product::store::touch(tx, product.id, Some(options)).await?;
    }
    let new = VariantView::of(tx, after.clone()).await?;
    let entry = Record::new("variant.changed").target("variant", after.id).change(&old, &new)?;
    if entry.says_something() {
        record(tx, entry).await?;
    }
    Ok(after)
}

/// Takes a price of a variant out of a list. Nothing happens when there is none.
pub(crate) async fn remove_price(tx: &mut Tx, id: VariantId, list: PriceListId) -> Result<()> {
    let before = store::get(tx, id).await?;
    let old = VariantView::of(tx, before.clone()).await?;
    if !price::remove(tx, list, id).await? {
        return Ok(());
    }
    let after = store::update(tx, before).await?;
    let new = VariantView::of(tx, after.clone()).await?;
    record(tx, Record::new("variant.changed").target("variant", id).change(&old, &new)?).await?;
    settle(tx, after.product_id).await
}

/// After changes of a product's variants.
pub async fn settle(tx: &mut Tx, product: product::ProductId) -> Result<()> {
    product::store::touch(tx, product, None).await?;
    product::refresh(tx, product).await
}

fn apply(
    mut edited: Variant,
    change: &VariantChange,
    product: &Product,
    options: &mut [ProductOption],
) -> Result<Variant> {
    // The same checks as for a new variant, on what it would be.
    let wanted = NewVariant {
        options: change.options.clone().unwrap_or_else(|| edited.options()),
        sku: change.sku.clone().unwrap_or(edited.sku),
        barcode: change.barcode.clone().unwrap_or(edited.barcode),
        prices: change.prices.clone().unwrap_or_default(),
        unit_cost: match change.unit_cost {
            Some(cost) => cost,
            None => edited
                .unit_cost_minor
                .zip(edited.unit_cost_currency)
                .map(|(amount, currency)| Money::new(amount, currency)),
        },
        weight_g: change.weight_g.unwrap_or(edited.weight_g),
        length_mm: change.length_mm.unwrap_or(edited.length_mm),
        width_mm: change.width_mm.unwrap_or(edited.width_mm),
        height_mm: change.height_mm.unwrap_or(edited.height_mm),
        requires_shipping: change.requires_shipping.unwrap_or(edited.requires_shipping),
        tax_class: change.tax_class.clone().unwrap_or(edited.tax_class),
        track_stock: change.track_stock.unwrap_or(edited.track_stock),
        backorder: change.backorder.unwrap_or(edited.backorder),
        components: change.components.clone().unwrap_or_default(),
    };
    if let Some(parts) = &change.components {
        check::components("", parts, product.kind)?;
    }
    let wanted = check::fields("", wanted, options)?;
    let mut values = wanted.options.into_iter();
    let mut value = || values.next().unwrap_or_default();
    (edited.option1, edited.option2, edited.option3) = (value(), value(), value());
    edited.sku = wanted.sku;
    edited.barcode = wanted.barcode;
    edited.unit_cost_minor = wanted.unit_cost.map(|cost| cost.amount_minor);
    edited.unit_cost_currency = wanted.unit_cost.map(|cost| cost.currency);
    edited.weight_g = wanted.weight_g;
    edited.length_mm = wanted.length_mm;
    edited.width_mm = wanted.width_mm;
    edited.height_mm = wanted.height_mm;
    edited.requires_shipping = wanted.requires_shipping;
    edited.tax_class = wanted.tax_class;
    edited.track_stock = wanted.track_stock && product.kind == product::ProductKind::Simple;
    edited.backorder = wanted.backorder;
    edited.state = change.state.unwrap_or(edited.state);
    edited.position = position(change.position.unwrap_or(edited.position))?;
    edited.image_id = change.image_id.unwrap_or(edited.image_id);
    Ok(edited)
}

fn position(position: i64) -> Result<i64> {
    if (0..1_000_000).contains(&position) {
        return Ok(position);
    }
    Err(Error::invalid("position", "out_of_range", "Use a position from 0."))
}

/// Deletes a variant that nothing refers to, when it is not the last of its product.
pub async fn delete(tx: &mut Tx, id: VariantId) -> Result<()> {
    let variant = store::get(tx, id).await?;
    if store::of_product(tx, variant.product_id).await?.len() < 2 {
        let detail = "A product keeps at least one variant. Delete or archive the product instead.";
        return Err(Error::conflict("last_variant", detail));
    }
    store::delete(tx, id).await?;
    settle(tx, variant.product_id).await?;
    let told =
        json!({"id": id, "product_id": variant.product_id, "sku": variant.sku, "title": variant.title()});
    record(tx, Record::new("variant.deleted").target("variant", id).before(&told).tell(&told)).await
}
