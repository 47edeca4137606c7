//! SQL of suppliers.

use db::{OnUnique, Tx};
use identity::search::containing;
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Supplier, SupplierId, SupplierState, SupplierVariant};
use crate::VariantId;
use crate::variant::store::variant_title;

/// The suppliers in the order in which they were entered.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<SupplierState>,
    q: Option<&str>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Supplier>> {
    tx.query(
        "SELECT * FROM suppliers
         WHERE tenant_id = $1 AND (created_at, id) > ($2, $3) AND ($4 IS NULL OR state = $4)
           AND ($5 IS NULL OR lower(name) LIKE $5 ESCAPE '\\')
         ORDER BY created_at, id LIMIT $6",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(state)
    .bind(q.map(|q| containing(&q.to_lowercase())))
    .bind(limit)
    .fetch_all()
    .await
}

/// The supplier; an error when the merchant has none such.
pub(crate) async fn get(tx: &mut Tx, id: SupplierId) -> Result<Supplier> {
    let found = tx
        .query("SELECT * FROM suppliers WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    found.ok_or_else(|| Error::not_found("supplier"))
}

pub(crate) async fn insert(tx: &mut Tx, new: Supplier) -> Result<Supplier> {
    tx.query(
        "INSERT INTO suppliers (tenant_id, id, name, email, phone, currency, lead_time_days, note, state, version,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10) RETURNING *",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.email)
    .bind(new.phone)
    .bind(new.currency)
    .bind(new.lead_time_days)
    .bind(new.note)
    .bind(new.state)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("suppliers", "name"), name_taken)
}

/// Saves an edited supplier; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Supplier) -> Result<Supplier> {
    let now = tx.now();
    let saved = tx
        .query(
            "UPDATE suppliers SET name = $3, email = $4, phone = $5, lead_time_days = $6, note = $7, state = $8,
                 version = version + 1, updated_at = $9
             WHERE tenant_id = $1 AND id = $2 AND version = $10 RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.email)
        .bind(edited.phone)
        .bind(edited.lead_time_days)
        .bind(edited.note)
        .bind(edited.state)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("suppliers", "name"), name_taken)?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// What a supplier offers, by variant.
pub(super) async fn variants(
    tx: &mut Tx,
    supplier: SupplierId,
    after: VariantId,
    limit: i64,
) -> Result<Vec<SupplierVariant>> {
    tx.query(concat!(
        "SELECT s.*, v.sku, p.title, ",
        variant_title!(),
        " FROM supplier_variants s
         JOIN variants v ON v.tenant_id = s.tenant_id AND v.id = s.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE s.tenant_id = $1 AND s.supplier_id = $2 AND s.variant_id > $3
         ORDER BY s.variant_id LIMIT $4"
    ))
    .bind(supplier)
    .bind(after)
    .bind(limit)
    .fetch_all()
    .await
}

/// On which terms the supplier offers the variant, if at all.
pub(crate) async fn find_variant(
    tx: &mut Tx,
    supplier: SupplierId,
    variant: VariantId,
) -> Result<Option<SupplierVariant>> {
    tx.query(concat!(
        "SELECT s.*, v.sku, p.title, ",
        variant_title!(),
        " FROM supplier_variants s
         JOIN variants v ON v.tenant_id = s.tenant_id AND v.id = s.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE s.tenant_id = $1 AND s.supplier_id = $2 AND s.variant_id = $3"
    ))
    .bind(supplier)
    .bind(variant)
    .fetch_optional()
    .await
}

pub(crate) async fn save_variant(tx: &mut Tx, supplier: SupplierId, terms: &SupplierVariant) -> Result<()> {
    let now = tx.now();
    tx.query(
        "INSERT INTO supplier_variants (tenant_id, supplier_id, variant_id, supplier_sku, pack_size, minimum_quantity,
             lead_time_days, unit_cost_minor, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, supplier_id, variant_id) DO UPDATE
         SET supplier_sku = excluded.supplier_sku, pack_size = excluded.pack_size,
             minimum_quantity = excluded.minimum_quantity, lead_time_days = excluded.lead_time_days,
             unit_cost_minor = excluded.unit_cost_minor, updated_at = excluded.updated_at",
    )
    .bind(supplier)
    .bind(terms.variant_id)
    .bind(terms.supplier_sku.clone())
    .bind(terms.pack_size)
    .bind(terms.minimum_quantity)
    .bind(terms.lead_time_days)
    .bind(terms.unit_cost_minor)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn delete_variant(tx: &mut Tx, supplier: SupplierId, variant: VariantId) -> Result<bool> {
    let gone = tx
        .query("DELETE FROM supplier_variants WHERE tenant_id = $1 AND supplier_id = $2 AND variant_id = $3")
        .bind(supplier)
        .bind(variant)
        .execute()
        .await?;
    Ok(gone > 0)
}

fn name_taken() -> Error {
    Error::invalid("name", "taken", "Another of your suppliers has this name. Choose another.")
}
