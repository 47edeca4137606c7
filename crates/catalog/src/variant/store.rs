//! SQL of variants.

use db::{OnForeignKey, OnUnique, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{BundlePart, NewVariant, Variant, VariantId, VariantState, check};
use crate::image::ImageId;
use crate::price;
use crate::product::{Product, ProductId, ProductKind};

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

/// Adds one of a new product's variants, which were checked, at its place.
pub(crate) async fn insert(
    tx: &mut Tx,
    product: &Product,
    position: usize,
    new: NewVariant,
) -> Result<Variant> {
    let position = i64::try_from(position).map_err(Error::internal)?;
    insert_at(tx, product, position, new, &format!("variants.{position}.")).await
}

/// Adds a variant that was checked, with its prices and components. `field` is where it stands in the request.
pub(super) async fn insert_at(
    tx: &mut Tx,
    product: &Product,
    position: i64,
    new: NewVariant,
    field: &str,
) -> Result<Variant> {
    let (id, now) = (tx.new_id(), tx.now());
    let mut options = new.options.into_iter();
    let mut option = || options.next().unwrap_or_default();
    let variant = Variant {
        id,
        product_id: product.id,
        position,
        state: VariantState::Active,
        option1: option(),
        option2: option(),
        option3: option(),
        sku: new.sku,
        barcode: new.barcode,
        unit_cost_minor: new.unit_cost.map(|cost| cost.amount_minor),
        unit_cost_currency: new.unit_cost.map(|cost| cost.currency),
        weight_g: new.weight_g,
        length_mm: new.length_mm,
        width_mm: new.width_mm,
        height_mm: new.height_mm,
        requires_shipping: new.requires_shipping,
        tax_class: new.tax_class,
        track_stock: new.track_stock && product.kind == ProductKind::Simple,
        backorder: new.backorder,
        image_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let variant = insert_row(tx, variant, field).await?;
    price::set(tx, &format!("{field}prices."), id, &new.prices).await?;
    replace_components(tx, field, id, &new.components).await?;
    Ok(variant)
}

async fn insert_row(tx: &mut Tx, new: Variant, field: &str) -> Result<Variant> {
    tx.query(
        "INSERT INTO variants (tenant_id, id, product_id, position, state, option1, option2, option3, sku, sku_key,
             barcode, unit_cost_minor, unit_cost_currency, weight_g, length_mm, width_mm, height_mm,
             requires_shipping, tax_class, track_stock, backorder, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1,
             $22, $22) RETURNING *",
    )
    .bind(new.id)
    .bind(new.product_id)
    .bind(new.position)
    .bind(new.state)
    .bind(new.option1)
    .bind(new.option2)
    .bind(new.option3)
    .bind(new.sku.clone())
    .bind(new.sku.as_deref().map(sku_key))
    .bind(new.barcode)
    .bind(new.unit_cost_minor)
    .bind(new.unit_cost_currency)
    .bind(new.weight_g)
    .bind(new.length_mm)
    .bind(new.width_mm)
    .bind(new.height_mm)
    .bind(new.requires_shipping)
    .bind(new.tax_class)
    .bind(new.track_stock)
    .bind(new.backorder)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("variants", "sku_key"), || sku_taken(field))
    .on_unique(("variants", "option1"), || check::same_options(field))
}

pub(crate) fn sku_taken(at: &str) -> Error {
    Error::invalid(format!("{at}sku"), "taken", "Another variant has this SKU. Choose another.")
}

/// The parts of a bundle, checked already, in place of those before.
pub(crate) async fn replace_components(
    tx: &mut Tx,
    at: &str,
    bundle: VariantId,
    parts: &[check::NewComponent],
) -> Result<()> {
    tx.query("DELETE FROM bundle_components WHERE tenant_id = $1 AND bundle_variant_id = $2")
        .bind(bundle)
        .execute()
        .await?;
    let unknown = || {
        let message = "A component must be a variant of a simple product of yours.";
        Error::invalid(format!("{at}components"), "unknown", message)
    };
    for (position, part) in (0_i64..).zip(parts) {
        let component = find(tx, part.variant_id).await?.ok_or_else(unknown)?;
        if crate::product::get(tx, component.product_id).await?.kind == ProductKind::Bundle {
            return Err(unknown());
        }
        tx.query(
            "INSERT INTO bundle_components (tenant_id, bundle_variant_id, component_variant_id, position, quantity)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(bundle)
        .bind(part.variant_id)
        .bind(position)
        .bind(part.quantity)
        .execute()
        .await
        .on_foreign_key(unknown)?;
    }
    Ok(())
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
