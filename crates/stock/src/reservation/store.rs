//! SQL of reservations.

use db::{OnUnique, Tx, locking};
use kernel::{Error, Result, TenantId, Timestamp};

use super::{Held, Holder, HolderKind, Lines, ReservationId};

/// The holder's reservation, made if need be, and whether it is new. Nobody else touches it until this transaction ends.
pub(super) async fn open(
    tx: &mut Tx,
    holder: Holder,
    expires_at: Option<Timestamp>,
) -> Result<(ReservationId, bool)> {
    let (id, now): (ReservationId, _) = (tx.new_id(), tx.now());
    let stored: ReservationId = tx
        .query(
            "INSERT INTO reservations (tenant_id, id, holder_kind, holder_id, expires_at, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)
             ON CONFLICT (tenant_id, holder_kind, holder_id) DO UPDATE SET updated_at = excluded.updated_at
             RETURNING id",
        )
        .bind(id)
        .bind(holder.kind)
        .bind(holder.id)
        .bind(expires_at)
        .bind(now)
        .scalar()
        .await?;
    Ok((stored, stored == id))
}

/// The holder's reservation, which nobody else touches until this transaction ends.
pub(super) async fn lock(tx: &mut Tx, holder: Holder) -> Result<Option<(ReservationId, Option<Timestamp>)>> {
    let sql = locking!(
        tx,
        "SELECT id, expires_at FROM reservations WHERE tenant_id = $1 AND holder_kind = $2 AND holder_id = $3"
    );
    tx.query(sql).bind(holder.kind).bind(holder.id).fetch_optional().await
}

pub(super) async fn find(tx: &mut Tx, holder: Holder) -> Result<Option<(ReservationId, Option<Timestamp>)>> {
    tx.query("SELECT id, expires_at FROM reservations WHERE tenant_id = $1 AND holder_kind = $2 AND holder_id = $3")
        .bind(holder.kind)
        .bind(holder.id)
        .fetch_optional()
        .await
}

pub(super) async fn lines(tx: &mut Tx, id: ReservationId) -> Result<Lines> {
    let lines: Vec<Held> = tx
        .query(
            "SELECT variant_id, location_id, quantity FROM reservation_lines
             WHERE tenant_id = $1 AND reservation_id = $2",
        )
        .bind(id)
        .fetch_all()
        .await?;
    Ok(lines.into_iter().map(|line| ((line.variant_id, line.location_id), line.quantity)).collect())
}

pub(super) async fn for_orders(
    tx: &mut Tx,
    variant: crate::VariantId,
    location: crate::LocationId,
) -> Result<Vec<(uuid::Uuid, i64)>> {
    tx.query(
        "SELECT r.holder_id, l.quantity FROM reservation_lines l
         JOIN reservations r ON r.tenant_id = l.tenant_id AND r.id = l.reservation_id
         WHERE l.tenant_id = $1 AND l.variant_id = $2 AND l.location_id = $3 AND r.holder_kind = 'order'
         ORDER BY r.holder_id",
    )
    .bind(variant)
    .bind(location)
    .fetch_all()
    .await
}

/// Makes the lines what they are after a change.
pub(super) async fn save_lines(tx: &mut Tx, id: ReservationId, before: &Lines, after: &Lines) -> Result<()> {
    for (variant, location) in before.keys().filter(|key| !after.contains_key(key)) {
        tx.query(
            "DELETE FROM reservation_lines
             WHERE tenant_id = $1 AND reservation_id = $2 AND variant_id = $3 AND location_id = $4",
        )
        .bind(id)
        .bind(*variant)
        .bind(*location)
        .execute()
        .await?;
    }
    for ((variant, location), quantity) in
        after.iter().filter(|(key, quantity)| before.get(key) != Some(quantity))
    {
        tx.query(
            "INSERT INTO reservation_lines (tenant_id, reservation_id, variant_id, location_id, quantity)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, reservation_id, variant_id, location_id)
             DO UPDATE SET quantity = excluded.quantity",
        )
        .bind(id)
        .bind(*variant)
        .bind(*location)
        .bind(*quantity)
        .execute()
        .await?;
    }
    Ok(())
}

pub(super) async fn extend(tx: &mut Tx, id: ReservationId, expires_at: Option<Timestamp>) -> Result<()> {
    let now = tx.now();
    tx.query("UPDATE reservations SET expires_at = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(expires_at)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn hand_over(tx: &mut Tx, id: ReservationId, to: Holder) -> Result<()> {
    let now = tx.now();
    tx.query(
        "UPDATE reservations SET holder_kind = $3, holder_id = $4, expires_at = NULL, updated_at = $5
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(to.kind)
    .bind(to.id)
    .bind(now)
    .execute()
    .await
    .on_unique(("reservations", "holder"), || {
        Error::conflict("already_reserved", "This holds stock of its own already.")
    })?;
    Ok(())
}

pub(super) async fn close(tx: &mut Tx, id: ReservationId) -> Result<()> {
    tx.query("DELETE FROM reservations WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}

/// Reservations of all organizations that are too old, the oldest first.
pub(crate) async fn expired(tx: &mut Tx, limit: i64) -> Result<Vec<(TenantId, ReservationId)>> {
    let now = tx.now();
    tx.global_query(
        "SELECT tenant_id, id FROM reservations WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all()
    .await
}

/// Whose the reservation is, if it is still too old. Nobody else touches it until this transaction ends.
pub(super) async fn lock_expired(tx: &mut Tx, id: ReservationId) -> Result<Option<Holder>> {
    let now = tx.now();
    let sql = locking!(
        tx,
        "SELECT holder_kind, holder_id FROM reservations WHERE tenant_id = $1 AND id = $2 AND expires_at <= $3"
    );
    let found: Option<(HolderKind, uuid::Uuid)> = tx.query(sql).bind(id).bind(now).fetch_optional().await?;
    Ok(found.map(|(kind, id)| Holder { kind, id }))
}
