//! SQL of payments.

use db::{OnUnique, Query, Tx};
use kernel::{Error, Result, Timestamp};

use super::{Payment, PaymentId};
use crate::bulk::{self, Row};
use crate::order::OrderId;

impl Row for Payment {
    const TABLE: &'static str = "payments";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "order_id",
        "provider",
        "method",
        "reference",
        "state",
        "currency",
        "amount_minor",
        "captured_minor",
        "refunded_minor",
        "failure",
        "authorized_at",
        "expires_at",
        "captured_at",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.provider)
            .bind(self.method)
            .bind(self.reference)
            .bind(self.state)
            .bind(self.currency)
            .bind(self.amount_minor)
            .bind(self.captured_minor)
            .bind(self.refunded_minor)
            .bind(self.failure)
            .bind(self.authorized_at)
            .bind(self.expires_at)
            .bind(self.captured_at)
            .bind(self.created_at)
            .bind(self.created_at)
    }
}

pub(super) async fn insert(tx: &mut Tx, payment: Payment) -> Result<()> {
    bulk::insert(tx, [payment]).await.on_unique(("payments", "reference"), || {
        Error::conflict(
            "payment_known",
            "A payment with this reference of the provider is written down already.",
        )
    })
}

/// The payment; an error when the merchant has no such payment.
pub async fn get(tx: &mut Tx, id: PaymentId) -> Result<Payment> {
    let row = tx.query("SELECT * FROM payments WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("payment"))
}

/// The payments of an order, in the order in which they came.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Payment>> {
    tx.query("SELECT * FROM payments WHERE tenant_id = $1 AND order_id = $2 ORDER BY created_at, id")
        .bind(order)
        .fetch_all()
        .await
}

/// The payment that a provider knows by this.
pub async fn find_by_reference(tx: &mut Tx, provider: &str, reference: &str) -> Result<Option<Payment>> {
    tx.query("SELECT * FROM payments WHERE tenant_id = $1 AND provider = $2 AND reference = $3")
        .bind(provider.to_owned())
        .bind(reference.to_owned())
        .fetch_optional()
        .await
}

pub(super) async fn update(tx: &mut Tx, payment: &Payment) -> Result<()> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE payments SET state = $3, captured_minor = $4, failure = $5, authorized_at = $6, expires_at = $7,
             captured_at = $8, updated_at = $9
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(payment.id)
    .bind(payment.state)
    .bind(payment.captured_minor)
    .bind(payment.failure.clone())
    .bind(payment.authorized_at)
    .bind(payment.expires_at)
    .bind(payment.captured_at)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Gives so much of a payment back, if so much of it is still here. Answers whether it was.
pub(crate) async fn give_back(tx: &mut Tx, id: PaymentId, amount_minor: i64) -> Result<bool> {
    let now: Timestamp = tx.now();
    let changed = tx
        .query(
            "UPDATE payments SET refunded_minor = refunded_minor + $3, updated_at = $4
             WHERE tenant_id = $1 AND id = $2 AND state = 'captured' AND refunded_minor + $3 <= captured_minor",
        )
        .bind(id)
        .bind(amount_minor)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}
