//! SQL of variants.

use std::collections::{HashMap, HashSet};

use db::{OnForeignKey, OnUnique, Tx, bulk};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{BundlePart, NewComponent, NewVariant, Variant, VariantId, check, rows};
use crate::image::ImageId;
use crate::price;
use crate::product::{Product, ProductId};

/// The variant, if the merchant has it.
pub async fn find(tx: &mut Tx, id: VariantId) -> Result<Option<Variant>> {
    tx.query("SELECT * FROM variants WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The variant; an error when the merchant has no such variant.
pub async fn get(tx: &mut Tx, id: VariantId) -> Result<Variant> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("variant"))
}

/// The variant with this SKU, whatever its capitals.
pub async fn find_by_sku(tx: &mut Tx, sku: &str) -> Result<Option<Variant>> {
    tx.query("SELECT * FROM variants WHERE tenant_id = $1 AND sku_key = $2")
        .bind(sku_key(sku))
        .fetch_optional()
        .await
}

/// The first variant whose SKU fits a LIKE pattern, whatever its capitals.
pub(crate) async fn first_like(tx: &mut Tx, pattern: &str) -> Result<Option<VariantId>> {
    tx.query(
        "SELECT id FROM variants WHERE tenant_id = $1 AND sku_key LIKE $2 ORDER BY created_at, id LIMIT 1",
    )
    .bind(sku_key(pattern))
    .scalar_optional()
    .await
}

/// The first variant with this barcode: merchants do use one twice.
pub async fn find_by_barcode(tx: &mut Tx, barcode: &str) -> Result<Option<Variant>> {
    tx.query("SELECT * FROM variants WHERE tenant_id = $1 AND barcode = $2 ORDER BY created_at, id LIMIT 1")
        .bind(barcode.trim().to_owned())
        .fetch_optional()
        .await
}

/// The variants of a product in their order, archived ones among them.
pub async fn of_product(tx: &mut Tx, product: ProductId) -> Result<Vec<Variant>> {
    tx.query("SELECT * FROM variants WHERE tenant_id = $1 AND product_id = $2 ORDER BY position, id")
        .bind(product)
        .fetch_all()
        .await
}

/// What these bundles consist of; nothing for what is no bundle.
pub async fn components(tx: &mut Tx, bundles: &[VariantId]) -> Result<Vec<BundlePart>> {
    let mut parts = Vec::new();
    for bundles in bundles.chunks(db::IDS) {
        let rows: Vec<BundlePart> = tx
            .query(concat!(
                "SELECT bundle_variant_id, component_variant_id, quantity FROM bundle_components
                 WHERE tenant_id = $1 AND bundle_variant_id IN (",
                db::ids!(),
                ") ORDER BY bundle_variant_id, position"
            ))
            .bind_ids(bundles)
            .fetch_all()
            .await?;
        parts.extend(rows);
    }
    Ok(parts)
}

/// SKUs are the same when they differ in capitals only.
pub(crate) fn sku_key(sku: &str) -> String {
    sku.trim().to_lowercase()
}

/// Which products have the SKUs with these keys.
pub(crate) async fn by_sku_keys(tx: &mut Tx, keys: &[String]) -> Result<HashMap<String, ProductId>> {
    let sql = concat!(
        "SELECT sku_key, product_id FROM variants WHERE tenant_id = $1 AND sku_key IN (",
        db::ids!(),
        ")"
    );
    let mut found = HashMap::new();
    for keys in keys.chunks(db::IDS) {
        let rows: Vec<(String, ProductId)> = tx.query(sql).bind_texts(keys).fetch_all().await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Of these variants those that can be part of a bundle: they are of simple products.
pub(crate) async fn of_simple_products(tx: &mut Tx, ids: &[VariantId]) -> Result<HashSet<VariantId>> {
    let sql = concat!(
        "SELECT v.id FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE v.tenant_id = $1 AND p.kind = 'simple' AND v.id IN (",
        db::ids!(),
        ")"
    );
    let mut found = HashSet::new();
    for ids in ids.chunks(db::IDS) {
        let rows: Vec<(VariantId,)> = tx.query(sql).bind_ids(ids).fetch_all().await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Adds a variant that was checked to a product that is there, with its prices and components. `at` is where it stands in
/// the request.
pub(super) async fn insert(
    tx: &mut Tx,
    product: &Product,
    position: i64,
    new: &NewVariant,
    at: &str,
) -> Result<Variant> {
    let variant = Variant::new(tx, product, position, new);
    bulk::insert(tx, [variant.clone()])
        .await
        .on_unique(("variants", "sku_key"), || sku_taken(at))
        .on_unique(("variants", "option1"), || check::same_options(at))?;
    price::set(tx, &format!("{at}prices."), variant.id, &new.prices).await?;
    replace_components(tx, at, variant.id, &new.components).await?;
    Ok(variant)
}

pub(crate) fn sku_taken(at: &str) -> Error {
    Error::invalid(format!("{at}sku"), "taken", "Another variant has this SKU. Choose another.")
}

pub(crate) fn unknown_part(at: &str) -> Error {
    let message = "A component must be a variant of a simple product of yours.";
    Error::invalid(format!("{at}components"), "unknown", message)
}

/// The parts of a bundle, checked already, in place of those before.
pub(crate) async fn replace_components(
    tx: &mut Tx,
    at: &str,
    bundle: VariantId,
    parts: &[NewComponent],
) -> Result<()> {
    tx.query("DELETE FROM bundle_components WHERE tenant_id = $1 AND bundle_variant_id = $2")
        .bind(bundle)
        .execute()
        .await?;
    let ids: Vec<VariantId> = parts.iter().map(|part| part.variant_id).collect();
    let simple = of_simple_products(tx, &ids).await?;
    if ids.iter().any(|id| !simple.contains(id)) {
        return Err(unknown_part(at));
    }
    bulk::insert(tx, rows::parts(bundle, parts)).await.on_foreign_key(|| unknown_part(at))
}

/// Variants in the order in which they were made: those with a barcode, those of a product, or all.
pub(super) async fn list(
    tx: &mut Tx,
    barcode: Option<String>,
    product: Option<ProductId>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Variant>> {
    tx.query(
        "SELECT * FROM variants
         WHERE tenant_id = $1 AND (created_at, id) > ($2, $3) AND ($4 IS NULL OR barcode = $4)
             AND ($5 IS NULL OR product_id = $5)
         ORDER BY created_at, id LIMIT $6",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(barcode)
    .bind(product)
    .bind(limit)
    .fetch_all()
    .await
}

/// Saves an edited variant; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Variant) -> Result<Variant> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE variants SET position = $3, state = $4, option1 = $5, option2 = $6, option3 = $7, sku = $8,
                 sku_key = $9, barcode = $10, unit_cost_minor = $11, unit_cost_currency = $12, weight_g = $13,
                 length_mm = $14, width_mm = $15, height_mm = $16, requires_shipping = $17, tax_class = $18,
                 track_stock = $19, backorder = $20, image_id = $21, version = version + 1, updated_at = $22
             WHERE tenant_id = $1 AND id = $2 AND version = $23 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.position)
        .bind(edited.state)
        .bind(edited.option1)
        .bind(edited.option2)
        .bind(edited.option3)
        .bind(edited.sku.clone())
        .bind(edited.sku.as_deref().map(sku_key))
        .bind(edited.barcode)
        .bind(edited.unit_cost_minor)
        .bind(edited.unit_cost_currency)
        .bind(edited.weight_g)
        .bind(edited.length_mm)
        .bind(edited.width_mm)
        .bind(edited.height_mm)
        .bind(edited.requires_shipping)
        .bind(edited.tax_class)
        .bind(edited.track_stock)
        .bind(edited.backorder)
        .bind(edited.image_id)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("variants", "sku_key"), || sku_taken(""))
        .on_unique(("variants", "option1"), || check::same_options(""))?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Gives variants of one product other values of its options. They step aside first, because two may swap theirs.
pub(crate) async fn move_options(tx: &mut Tx, moved: &[(VariantId, [String; 3])]) -> Result<()> {
    // No value holds a control character, so nothing is in the way there.
    let aside = "UPDATE variants SET option1 = option1 || $3 WHERE tenant_id = $1 AND id = $2";
    for (id, _) in moved {
        tx.query(aside).bind(*id).bind("\u{1}").execute().await?;
    }
    let now = tx.now();
    let sql =
        "UPDATE variants SET option1 = $3, option2 = $4, option3 = $5, version = version + 1, updated_at = $6
               WHERE tenant_id = $1 AND id = $2";
    for (id, [option1, option2, option3]) in moved {
        let row = tx.query(sql).bind(*id).bind(option1.clone()).bind(option2.clone()).bind(option3.clone());
        row.bind(now).execute().await.on_unique(("variants", "option1"), || check::same_options(""))?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: VariantId) -> Result<()> {
    tx.query("DELETE FROM variants WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .execute()
        .await
        .on_foreign_key(|| {
            let detail = "Orders, stock or bundles refer to this variant. Archive it instead.";
            Error::conflict("variant_in_use", detail)
        })?;
    Ok(())
}

/// No variant shows this picture any more.
pub(crate) async fn forget_image(tx: &mut Tx, image: ImageId) -> Result<()> {
    tx.query("UPDATE variants SET image_id = NULL WHERE tenant_id = $1 AND image_id = $2")
        .bind(image)
        .execute()
        .await?;
    Ok(())
}
