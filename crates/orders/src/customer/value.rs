//! What a customer's orders that stand add up to, per currency. It is added up anew whenever one of them changes, under
//! the customer's lock, so it is exact and repairs itself.

use db::Tx;
use kernel::{Currency, Result, Timestamp};

use super::{CustomerId, store};

/// What the orders of one currency add up to.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CustomerValue {
    pub(crate) currency: Currency,
    pub(crate) orders: i64,
    pub(crate) ordered_minor: i64,
    pub(crate) refunded_minor: i64,
    pub(crate) last_order_at: Timestamp,
}

/// Adds a customer's orders up anew.
pub async fn refresh(tx: &mut Tx, id: CustomerId) -> Result<()> {
    store::lock(tx, id).await?;
    tx.query("DELETE FROM customer_values WHERE tenant_id = $1 AND customer_id = $2")
        .bind(id)
        .execute()
        .await?;
    tx.query(
        "INSERT INTO customer_values (tenant_id, customer_id, currency, orders, ordered_minor, refunded_minor,
             last_order_at)
         SELECT tenant_id, customer_id, currency, count(*), CAST(sum(total_minor) AS bigint),
                CAST(sum(refunded_minor) AS bigint), max(placed_at)
         FROM orders WHERE tenant_id = $1 AND customer_id = $2 AND state = 'open'
         GROUP BY tenant_id, customer_id, currency",
    )
    .bind(id)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn list(tx: &mut Tx, id: CustomerId) -> Result<Vec<CustomerValue>> {
    tx.query(
        "SELECT currency, orders, ordered_minor, refunded_minor, last_order_at FROM customer_values
         WHERE tenant_id = $1 AND customer_id = $2 ORDER BY currency",
    )
    .bind(id)
    .fetch_all()
    .await
}
