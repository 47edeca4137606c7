//! SQL of what is behind a figure right now.

use db::Tx;
use kernel::{Result, Timestamp};
use uuid::Uuid;

use super::IncomingFrom;
use crate::VariantId;
use crate::location::LocationId;
use crate::movement::{Reference, ReferenceKind};
use crate::reservation::HolderKind;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct HeldRow {
    pub(super) holder_kind: HolderKind,
    pub(super) holder_id: Uuid,
    pub(super) location_id: LocationId,
    pub(super) quantity: i64,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
}

pub(super) async fn reserved_by(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
    limit: i64,
) -> Result<Vec<HeldRow>> {
    tx.query(
        "SELECT r.holder_kind, r.holder_id, l.location_id, l.quantity, r.created_at, r.expires_at
         FROM reservation_lines l
         JOIN reservations r ON r.tenant_id = l.tenant_id AND r.id = l.reservation_id
         WHERE l.tenant_id = $1 AND l.variant_id = $2 AND ($3 IS NULL OR l.location_id = $3)
         ORDER BY r.created_at, r.id LIMIT $4",
    )
    .bind(variant)
    .bind(location)
    .bind(limit)
    .fetch_all()
    .await
}

#[derive(Debug, sqlx::FromRow)]
struct IncomingRow {
    kind: ReferenceKind,
    id: Uuid,
    number: i64,
    location_id: LocationId,
    quantity: i64,
    expected_at: Option<Timestamp>,
}

pub(super) async fn incoming_from(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
    limit: i64,
) -> Result<Vec<IncomingFrom>> {
    let rows: Vec<IncomingRow> = tx
        .query(
            "SELECT * FROM (
                 SELECT 'purchase_order' AS kind, o.id, o.number, o.location_id, l.quantity - l.received AS quantity,
                     o.expected_at
                 FROM purchase_order_lines l
                 JOIN purchase_orders o ON o.tenant_id = l.tenant_id AND o.id = l.purchase_order_id
                 WHERE l.tenant_id = $1 AND l.variant_id = $2 AND o.state IN ('ordered', 'partly_received')
                 UNION ALL
                 SELECT 'transfer' AS kind, t.id, t.number, t.to_location_id AS location_id,
                     l.quantity - l.received - l.lost AS quantity, t.expected_at
                 FROM stock_transfer_lines l
                 JOIN stock_transfers t ON t.tenant_id = l.tenant_id AND t.id = l.transfer_id
                 WHERE l.tenant_id = $1 AND l.variant_id = $2 AND t.state = 'shipped') AS coming
             WHERE quantity > 0 AND ($3 IS NULL OR location_id = $3)
             ORDER BY expected_at, id LIMIT $4",
        )
        .bind(variant)
        .bind(location)
        .bind(limit)
        .fetch_all()
        .await?;
    let view = |row: IncomingRow| IncomingFrom {
        reference: Reference { kind: row.kind, id: row.id }.into(),
        number: match row.kind {
            ReferenceKind::Transfer => format!("T-{}", row.number),
            _ => format!("PO-{}", row.number),
        },
        location_id: row.location_id,
        quantity: row.quantity,
        expected_at: row.expected_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
