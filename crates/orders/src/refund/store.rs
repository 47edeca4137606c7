//! SQL of refunds.

use db::{Query, Tx};
use kernel::{Error, Result};

use super::{Given, Refund, RefundId};
use crate::bulk::{self, Row};
use crate::order::{LineId, OrderId};
use crate::payment::PaymentId;

impl Row for Refund {
    const TABLE: &'static str = "refunds";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "order_id",
        "return_id",
        "currency",
        "amount_minor",
        "shipping_minor",
        "reason",
        "note",
        "external_id",
        "actor_name",
        "created_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.return_id)
            .bind(self.currency)
            .bind(self.amount_minor)
            .bind(self.shipping_minor)
            .bind(self.reason)
            .bind(self.note)
            .bind(self.external_id)
            .bind(self.actor_name)
            .bind(self.created_at)
    }
}

/// A part of a refund that goes back on one payment.
pub(crate) struct RefundPayment(pub(crate) RefundId, pub(crate) PaymentId, pub(crate) i64);

impl Row for RefundPayment {
    const TABLE: &'static str = "refund_payments";
    const COLUMNS: &'static [&'static str] = &["refund_id", "payment_id", "amount_minor"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.2)
    }
}

/// A part of a refund that is for one line.
pub(crate) struct RefundedLine(pub(crate) RefundId, pub(crate) Given);

impl Row for RefundedLine {
    const TABLE: &'static str = "refund_lines";
    const COLUMNS: &'static [&'static str] =
        &["refund_id", "line_id", "quantity", "amount_minor", "tax_minor"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.0)
            .bind(self.1.line_id)
            .bind(self.1.quantity)
            .bind(self.1.amount_minor)
            .bind(self.1.tax_minor)
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    refund: Refund,
    parts: Vec<(PaymentId, i64)>,
    given: Vec<Given>,
) -> Result<()> {
    let id = refund.id;
    bulk::insert(tx, [refund]).await?;
    bulk::insert(tx, parts.into_iter().map(|(payment, amount)| RefundPayment(id, payment, amount))).await?;
    bulk::insert(tx, given.into_iter().map(|line| RefundedLine(id, line))).await
}

pub(super) async fn find_by_external_id(
    tx: &mut Tx,
    order: OrderId,
    external_id: &str,
) -> Result<Option<Refund>> {
    tx.query("SELECT * FROM refunds WHERE tenant_id = $1 AND order_id = $2 AND external_id = $3")
        .bind(order)
        .bind(external_id.to_owned())
        .fetch_optional()
        .await
}

/// The refund; an error when the merchant has no such refund.
pub(crate) async fn get(tx: &mut Tx, id: RefundId) -> Result<Refund> {
    let row = tx.query("SELECT * FROM refunds WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("refund"))
}

pub(crate) async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Refund>> {
    tx.query("SELECT * FROM refunds WHERE tenant_id = $1 AND order_id = $2 ORDER BY created_at, id")
        .bind(order)
        .fetch_all()
        .await
}

/// For how many of which line a refund is.
pub(crate) async fn lines(tx: &mut Tx, id: RefundId) -> Result<Vec<(LineId, i64, i64)>> {
    tx.query(
        "SELECT line_id, quantity, amount_minor FROM refund_lines WHERE tenant_id = $1 AND refund_id = $2
         ORDER BY line_id",
    )
    .bind(id)
    .fetch_all()
    .await
}

/// Counts what goes back for the way.
pub(super) async fn add_shipping(tx: &mut Tx, order: OrderId, amount_minor: i64) -> Result<()> {
    if amount_minor == 0 {
        return Ok(());
    }
    tx.query(
        "UPDATE orders SET shipping_refunded_minor = shipping_refunded_minor + $3 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(order)
    .bind(amount_minor)
    .execute()
    .await?;
    Ok(())
}
