//! SQL of returns.

use catalog::shop::ShopId;
use db::{Query, Tx};
use kernel::{Cursor, Error, Result, Timestamp};

use super::{Return, ReturnId, ReturnLine, ReturnStep};
use crate::bulk::{self, Row};
use crate::order::{LineId, OrderId};

impl Row for Return {
    const TABLE: &'static str = "returns";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "order_id",
        "name",
        "state",
        "customer_note",
        "note",
        "tracking_number",
        "exchange_order_id",
        "refunded_minor",
        "version",
        "requested_at",
        "approved_at",
        "received_at",
        "closed_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.name)
            .bind(self.state)
            .bind(self.customer_note)
            .bind(self.note)
            .bind(self.tracking_number)
            .bind(self.exchange_order_id)
            .bind(self.refunded_minor)
            .bind(self.version)
            .bind(self.requested_at)
            .bind(self.approved_at)
            .bind(self.received_at)
            .bind(self.closed_at)
            .bind(self.requested_at)
    }
}

impl Row for ReturnLine {
    const TABLE: &'static str = "return_lines";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "return_id",
        "line_id",
        "quantity",
        "reason",
        "note",
        "received_quantity",
        "restocked_quantity",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.return_id)
            .bind(self.line_id)
            .bind(self.quantity)
            .bind(self.reason)
            .bind(self.note)
            .bind(self.received_quantity)
            .bind(self.restocked_quantity)
    }
}

pub(super) async fn insert(tx: &mut Tx, new: Return, lines: Vec<ReturnLine>) -> Result<()> {
    bulk::insert(tx, [new]).await?;
    bulk::insert(tx, lines).await
}

/// The return, if the merchant has it.
pub async fn find(tx: &mut Tx, id: ReturnId) -> Result<Option<Return>> {
    tx.query("SELECT * FROM returns WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The return; an error when the merchant has no such return.
pub async fn get(tx: &mut Tx, id: ReturnId) -> Result<Return> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("return"))
}

pub(crate) async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Return>> {
    tx.query("SELECT * FROM returns WHERE tenant_id = $1 AND order_id = $2 ORDER BY requested_at, id")
        .bind(order)
        .fetch_all()
        .await
}

/// One text per way in; the rest of it is the same.
macro_rules! returns_by {
    ($way:literal) => {
        concat!(
            "SELECT r.* FROM returns r
             WHERE r.tenant_id = $1 AND ($2 IS NULL OR r.state = $2) AND (r.requested_at, r.id) < ($3, $4)
               AND ($5 IS NULL OR EXISTS (SELECT 1 FROM orders o WHERE o.tenant_id = r.tenant_id AND o.id = r.order_id
                                          AND o.shop_id = $5)) ",
            $way,
            " ORDER BY r.requested_at DESC, r.id DESC LIMIT $6"
        )
    };
}

/// The merchant's returns, the latest first, those of one state and shop or all.
pub(super) async fn list(
    tx: &mut Tx,
    state: Option<ReturnStep>,
    shop: Option<ShopId>,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<Return>> {
    let text = if state.is_some() { returns_by!("AND r.state = $2") } else { returns_by!("") };
    tx.query(text)
        .bind(state)
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(shop)
        .bind(limit)
        .fetch_all()
        .await
}

pub(crate) async fn lines(tx: &mut Tx, id: ReturnId) -> Result<Vec<ReturnLine>> {
    tx.query("SELECT * FROM return_lines WHERE tenant_id = $1 AND return_id = $2 ORDER BY id")
        .bind(id)
        .fetch_all()
        .await
}

pub(super) async fn count(tx: &mut Tx, order: OrderId) -> Result<i64> {
    tx.query("SELECT count(*) FROM returns WHERE tenant_id = $1 AND order_id = $2").bind(order).scalar().await
}

/// How many of each line of an order are asked for and not here yet.
pub(super) async fn waiting(tx: &mut Tx, order: OrderId) -> Result<Vec<(LineId, i64)>> {
    tx.query(
        "SELECT l.line_id, CAST(sum(l.quantity) AS bigint) FROM return_lines l
         JOIN returns r ON r.tenant_id = l.tenant_id AND r.id = l.return_id
         WHERE l.tenant_id = $1 AND r.order_id = $2 AND r.state IN ('requested', 'approved')
         GROUP BY l.line_id",
    )
    .bind(order)
    .fetch_all()
    .await
}

/// Saves how far a return is; its version counts on.
pub(super) async fn update(tx: &mut Tx, step: Return) -> Result<Return> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE returns SET state = $3, note = $4, tracking_number = $5, approved_at = $6, received_at = $7,
             closed_at = $8, version = version + 1, updated_at = $9
         WHERE tenant_id = $1 AND id = $2 RETURNING *",
    )
    .bind(step.id)
    .bind(step.state)
    .bind(step.note)
    .bind(step.tracking_number)
    .bind(step.approved_at)
    .bind(step.received_at)
    .bind(step.closed_at)
    .bind(now)
    .fetch_one()
    .await
}

pub(super) async fn save_line(tx: &mut Tx, line: &ReturnLine) -> Result<()> {
    tx.query(
        "UPDATE return_lines SET received_quantity = $3, restocked_quantity = $4 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(line.id)
    .bind(line.received_quantity)
    .bind(line.restocked_quantity)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn set_exchange(tx: &mut Tx, id: ReturnId, order: OrderId) -> Result<()> {
    tx.query(
        "UPDATE returns SET exchange_order_id = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(order)
    .execute()
    .await?;
    Ok(())
}

/// Counts what was given back for a return.
pub(crate) async fn add_refunded(tx: &mut Tx, id: ReturnId, amount_minor: i64) -> Result<()> {
    tx.query("UPDATE returns SET refunded_minor = refunded_minor + $3 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(amount_minor)
        .execute()
        .await?;
    Ok(())
}
