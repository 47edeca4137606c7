//! Undoing an import: what it made is deleted, what it changed is as it was, unless somebody has touched it since.

use db::Tx;
use jobs::{Failure, JobCtx};
use kernel::{Error, ErrorKind, Json, Result};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::shelves::OpeningStock;
use super::store::Change;
use super::{ImportState, ProductImport, ProductImportId, store};
use crate::price;
use crate::product::{self, ProductChange, ProductId, ProductState};
use crate::variant::{self, VariantChange, VariantId, VariantState};

/// Products per transaction.
const BATCH: i64 = 50;

/// A product before an import changed it, as the changes that bring it back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Before {
    product: Box<RawValue>,
    variants: Vec<(VariantId, Box<RawValue>)>,
}

/// Goes on undoing until nothing is left to undo.
pub(super) async fn run(ctx: &JobCtx, id: ProductImportId) -> std::result::Result<(), Failure> {
    loop {
        if ctx.cancelled().is_cancelled() {
            return Err(Failure::retry("the worker gives the import back"));
        }
        let shelves = ctx.state::<OpeningStock>().ok();
        if !ctx.write(async |tx| undo_some(tx, id, shelves).await).await? {
            return Ok(());
        }
    }
}

/// Answers whether more is left.
async fn undo_some(tx: &mut Tx, id: ProductImportId, shelves: Option<&OpeningStock>) -> Result<bool> {
    let import = store::get(tx, id).await?;
    if import.state != ImportState::Undoing {
        return Ok(false);
    }
    let changes = store::changes(tx, id, BATCH).await?;
    if changes.is_empty() {
        if store::move_on(tx, id, [ImportState::Undoing; 2], ImportState::Undone).await? {
            super::tell(tx, "product_import.undone", id).await?;
        }
        return Ok(false);
    }
    let mut kept = 0;
    for change in changes {
        let product = change.product_id;
        match tx.attempt(async |tx| undo_one(tx, &import, change, shelves).await).await {
            Ok(Undone::Gone) => store::forget_change(tx, id, product).await?,
            Ok(Undone::Archived) => store::mark_archived(tx, id, product).await?,
            // What refers to the product, or whoever changed it, keeps it.
            Err(error) if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Invalid) => {
                kept += 1;
                store::forget_change(tx, id, product).await?;
            }
            Err(error) => return Err(error),
        }
    }
    store::count_kept(tx, id, kept).await?;
    Ok(true)
}

/// What became of a product that was undone.
enum Undone {
    /// It is deleted, or as it was.
    Gone,
    /// The history of its stock refers to it: it cannot be deleted, and is archived.
    Archived,
}

async fn undo_one(
    tx: &mut Tx,
    import: &ProductImport,
    change: Change,
    shelves: Option<&OpeningStock>,
) -> Result<Undone> {
    let id = change.product_id;
    if !store::hold(tx, id, change.version).await? {
        return Err(Error::conflict("changed_since", "Somebody has changed this product since."));
    }
    let has_bookings = !change.bookings.0.is_empty();
    if has_bookings {
        let missing = || Error::internal("opening stock was booked, and nobody can take it back");
        let keeper = shelves.ok_or_else(missing)?.keeper();
        keeper.take_back(tx, &change.bookings.0, &import.file_name).await?;
    }
    let Some(Json(before)) = change.before else {
        let gone = tx.attempt(async |tx| product::delete(tx, id).await).await;
        return match gone {
            Ok(()) => Ok(Undone::Gone),
            Err(error) if has_bookings && error.kind() == ErrorKind::Conflict => {
                let product = product::get(tx, id).await?;
                let archived =
                    ProductChange { state: Some(ProductState::Archived), ..ProductChange::default() };
                product::change(tx, product, archived).await?;
                Ok(Undone::Archived)
            }
            Err(error) => Err(error),
        };
    };
    bring_back(tx, id, &before).await?;
    Ok(Undone::Gone)
}

/// Makes a product what it was.
async fn bring_back(tx: &mut Tx, id: ProductId, before: &Before) -> Result<()> {
    let mut archived = false;
    for variant in variant::of_product(tx, id).await? {
        if let Some((_, change)) = before.variants.iter().find(|(id, _)| *id == variant.id) {
            let change: VariantChange = serde_json::from_str(change.get()).map_err(Error::internal)?;
            variant::change(tx, variant, change).await?;
        } else if tx.attempt(async |tx| variant::delete(tx, variant.id).await).await.is_err() {
            // The history of its stock, or an order, refers to it.
            let change = VariantChange { state: Some(VariantState::Archived), ..VariantChange::default() };
            variant::change(tx, variant, change).await?;
            archived = true;
        }
    }
    let mut change: ProductChange = serde_json::from_str(before.product.get()).map_err(Error::internal)?;
    if archived {
        // A variant that stays keeps its options.
        change.options = None;
    }
    let product = product::get(tx, id).await?;
    product::change(tx, product, change).await.map(drop)
}

/// What brings a product back to how it is now.
pub(super) async fn remember(tx: &mut Tx, id: ProductId) -> Result<Before> {
    let product = product::get(tx, id).await?;
    let variants = variant::of_product(tx, id).await?;
    let ids: Vec<VariantId> = variants.iter().map(|variant| variant.id).collect();
    let prices = price::of_variants(tx, &ids).await?;
    let own = product::store::category_ids(tx, id).await?;
    let raw = |value: serde_json::Value| serde_json::value::to_raw_value(&value).map_err(Error::internal);
    let changes = variants.into_iter().map(|variant| {
        let prices: Vec<_> = prices.iter().filter(|price| price.variant_id == variant.id).collect();
        let change = serde_json::json!({
            "sku": variant.sku, "barcode": variant.barcode, "prices": prices, "unit_cost": variant.unit_cost(),
            "weight_g": variant.weight_g, "length_mm": variant.length_mm, "width_mm": variant.width_mm,
            "height_mm": variant.height_mm, "requires_shipping": variant.requires_shipping,
            "tax_class": variant.tax_class, "track_stock": variant.track_stock, "backorder": variant.backorder,
        });
        Ok((variant.id, raw(change)?))
    });
    Ok(Before {
        variants: changes.collect::<Result<_>>()?,
        product: raw(serde_json::json!({
            "title": product.title, "state": product.state, "description": product.description,
            "vendor": product.vendor, "options": product.options, "category_ids": own,
            "tags": product::store::tags(tx, id).await?, "attributes": product::store::attributes(tx, id).await?,
            "seo_title": product.seo_title, "seo_description": product.seo_description,
        }))?,
    })
}
