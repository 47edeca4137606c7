//! SQL of purchase orders.

use db::{OnUnique, Tx, locking};
use kernel::{Cursor, Error, Result, Timestamp};

use super::draft::Checked;
use super::{PurchaseLine, PurchaseOrder, PurchaseOrderId, PurchaseState};
use crate::VariantId;
use crate::location::LocationId;
use crate::supplier::{Supplier, SupplierId};
use crate::variant::store::variant_title;

/// Purchase orders with what their suppliers are called.
macro_rules! orders {
    ($rest:literal) => {
        concat!(
            "SELECT o.*, (SELECT s.name FROM suppliers s WHERE s.tenant_id = o.tenant_id AND s.id = o.supplier_id)
                 AS supplier_name
             FROM purchase_orders o WHERE o.tenant_id = $1 ",
            $rest
        )
    };
}

/// What of a purchase order is written down while it is a draft.
pub(super) struct Draft<'s> {
    pub(super) supplier: &'s Supplier,
    pub(super) location_id: LocationId,
    pub(super) exchange_rate_ppm: i64,
    pub(super) extra_cost_minor: i64,
    pub(super) expected_at: Option<Timestamp>,
    pub(super) note: Option<String>,
}

pub(super) async fn insert(tx: &mut Tx, draft: Draft<'_>) -> Result<PurchaseOrderId> {
    let (id, now): (PurchaseOrderId, _) = (tx.new_id(), tx.now());
    tx.query(
        "INSERT INTO purchase_orders (tenant_id, id, number, supplier_id, location_id, currency, exchange_rate_ppm,
             extra_cost_minor, state, note, expected_at, created_at, updated_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $10
         FROM purchase_orders WHERE tenant_id = $1",
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
    .execute()
    .await
    .on_unique(("purchase_orders", "number"), crate::numbered_meanwhile)?;
    Ok(id)
}

/// Saves what a draft says; the version counts on.
pub(super) async fn update(tx: &mut Tx, id: PurchaseOrderId, draft: Draft<'_>) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE purchase_orders SET supplier_id = $3, location_id = $4, currency = $5, exchange_rate_ppm = $6,
             extra_cost_minor = $7, note = $8, expected_at = $9, version = version + 1, updated_at = $10
         WHERE tenant_id = $1 AND id = $2",
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
    .execute()
    .await?;
    Ok(())
}

/// Writes the lines down in their order.
pub(super) async fn insert_lines(tx: &mut Tx, id: PurchaseOrderId, lines: &[Checked]) -> Result<()> {
    for (position, line) in (0_i64..).zip(lines) {
        insert_line(tx, id, position, line).await?;
    }
    Ok(())
}

pub(super) async fn delete_lines(tx: &mut Tx, id: PurchaseOrderId) -> Result<()> {
    tx.query("DELETE FROM purchase_order_lines WHERE tenant_id = $1 AND purchase_order_id = $2")
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

async fn insert_line(tx: &mut Tx, id: PurchaseOrderId, position: i64, line: &Checked) -> Result<()> {
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
    tx.query(orders!(
        "AND (o.created_at, o.id) < ($2, $3) AND ($4 IS NULL OR o.state = $4)
           AND ($5 IS NULL OR o.supplier_id = $5)
         ORDER BY o.created_at DESC, o.id DESC LIMIT $6"
    ))
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
    let found: Option<PurchaseOrder> = tx.query(orders!("AND o.id = $2")).bind(id).fetch_optional().await?;
    let mut order = found.ok_or_else(|| Error::not_found("purchase order"))?;
    order.lines = lines(tx, id).await?;
    Ok(order)
}

pub(super) async fn lock(tx: &mut Tx, id: PurchaseOrderId) -> Result<PurchaseOrder> {
    let gone = || Error::not_found("purchase order");
    let sql = locking!(tx, "SELECT id FROM purchase_orders WHERE tenant_id = $1 AND id = $2");
    let _: PurchaseOrderId = tx.query(sql).bind(id).scalar_optional().await?.ok_or_else(gone)?;
    tx.query(orders!("AND o.id = $2")).bind(id).fetch_optional().await?.ok_or_else(gone)
}

pub(super) async fn lines(tx: &mut Tx, id: PurchaseOrderId) -> Result<Vec<PurchaseLine>> {
    tx.query(concat!(
        "SELECT l.variant_id, v.sku, p.title, ",
        variant_title!(),
        ", l.supplier_sku, l.quantity, l.pack_size,
             l.unit_cost_minor, l.received
         FROM purchase_order_lines l
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
         WHERE l.tenant_id = $1 AND l.purchase_order_id = $2 ORDER BY l.position"
    ))
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
