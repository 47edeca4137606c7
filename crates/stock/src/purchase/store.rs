//! SQL of purchase orders.

use db::{OnUnique, Tx, locking};
use kernel::{Cursor, Error, Result, Timestamp};

use super::draft::Checked;
use super::{PurchaseLine, PurchaseOrder, PurchaseOrderId, PurchaseState};
use crate::VariantId;
use crate::location::LocationId;
use crate::supplier::{Supplier, SupplierId};

/// A purchase order that is about to be written down.
pub(super) struct Draft<'s> {
    pub(super) supplier: &'s Supplier,
    pub(super) location_id: LocationId,
    pub(super) exchange_rate_ppm: i64,
    pub(super) extra_cost_minor: i64,
    pub(super) expected_at: Option<Timestamp>,
    pub(super) note: Option<String>,
}

pub(super) async fn insert(tx: &mut Tx, draft: Draft<'_>) -> Result<PurchaseOrder> {
    let (id, now): (PurchaseOrderId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO purchase_orders (tenant_id, id, number, supplier_id, location_id, currency, exchange_rate_ppm,
             extra_cost_minor, state, note, expected_at, created_at, updated_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $10
         FROM purchase_orders WHERE tenant_id = $1
         RETURNING *",
    )
    .bind(id)
    .bind(draft.supplier.id)
    .bind(draft.location_id)
    .bind(draft.supplier.currency)
    .bind(draft.exchange_rate_ppm)
    .bind(draft.extra_cost_minor)
    .bind(draft.note)
    .bind(draft.expected_at)
    .bind(now)
    .fetch_one()
    .await
    .on_unique(("purchase_orders", "number"), crate::numbered_meanwhile)
}

pub(super) async fn insert_line(
    tx: &mut Tx,
    id: PurchaseOrderId,
    position: i64,
    line: &Checked,
) -> Result<()> {
    tx.query(
        "INSERT INTO purchase_order_lines (tenant_id, purchase_order_id, variant_id, position, supplier_sku, quantity,
             pack_size, unit_cost_minor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(line.variant_id)
    .bind(position)
    .bind(line.supplier_sku.clone())
    .bind(line.quantity)
    .bind(line.pack_size)
    .bind(line.unit_cost_minor)
    .execute()
    .await?;
    Ok(())
}

/// The purchase orders, the newest first.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<PurchaseState>,
    supplier: Option<SupplierId>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<PurchaseOrder>> {
    tx.query(
        "SELECT * FROM purchase_orders
         WHERE tenant_id = $1 AND (created_at, id) < ($2, $3) AND ($4 IS NULL OR state = $4)
           AND ($5 IS NULL OR supplier_id = $5)
         ORDER BY created_at DESC, id DESC LIMIT $6",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(state)
    .bind(supplier)
    .bind(limit)
    .fetch_all()
    .await
}

/// The purchase order with its lines; an error when the merchant has none such.
pub(crate) async fn get(tx: &mut Tx, id: PurchaseOrderId) -> Result<PurchaseOrder> {
    let found: Option<PurchaseOrder> = tx
        .query("SELECT * FROM purchase_orders WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .fetch_optional()
        .await?;
    let mut order = found.ok_or_else(|| Error::not_found("purchase order"))?;
    order.lines = lines(tx, id).await?;
    Ok(order)
}

pub(super) async fn lock(tx: &mut Tx, id: PurchaseOrderId) -> Result<PurchaseOrder> {
    let sql = locking!(tx, "SELECT * FROM purchase_orders WHERE tenant_id = $1 AND id = $2");
    tx.query(sql).bind(id).fetch_optional().await?.ok_or_else(|| Error::not_found("purchase order"))
}

pub(super) async fn lines(tx: &mut Tx, id: PurchaseOrderId) -> Result<Vec<PurchaseLine>> {
    tx.query(
        "SELECT l.variant_id, v.sku, p.title, l.supplier_sku, l.quantity, l.pack_size, l.unit_cost_minor, l.received
         FROM purchase_order_lines l
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.purchase_order_id = $2 ORDER BY l.position",
    )
    .bind(id)
    .fetch_all()
    .await
}

pub(super) async fn add_received(
    tx: &mut Tx,
    id: PurchaseOrderId,
    variant: VariantId,
    quantity: i64,
) -> Result<()> {
    tx.query(
        "UPDATE purchase_order_lines SET received = received + $4
         WHERE tenant_id = $1 AND purchase_order_id = $2 AND variant_id = $3",
    )
    .bind(id)
    .bind(variant)
    .bind(quantity)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn set_state(tx: &mut Tx, id: PurchaseOrderId, state: PurchaseState) -> Result<()> {
    let now = tx.now();
    let is_closed = matches!(state, PurchaseState::Received | PurchaseState::Cancelled);
    tx.query(
        "UPDATE purchase_orders SET state = $3, updated_at = $4, version = version + 1,
             ordered_at = CASE WHEN $5 THEN $4 ELSE ordered_at END, closed_at = CASE WHEN $6 THEN $4 ELSE closed_at END
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(state)
    .bind(now)
    .bind(state == PurchaseState::Ordered)
    .bind(is_closed)
    .execute()
    .await?;
    Ok(())
}
