//! Calling an order off, before anything of it has left.

use db::Tx;
use kernel::{Error, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Order, OrderId, OrderState, lines, store};
use crate::{customer, goods, payment, timeline};

/// Why an order was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum CancelReason {
    /// The customer changed their mind.
    Customer,
    /// It is not there.
    OutOfStock,
    /// It looks like fraud.
    Fraud,
    /// The money did not come.
    Payment,
    /// Somebody made a mistake.
    Mistake,
    /// Something else.
    Other,
}

/// Calls an order off: its goods go back on sale, and money that was promised is let go. Money that was taken stays until
/// it is refunded. A repetition changes nothing.
///
/// A conflict when something has left: that comes back by a return, and the rest is taken out by an edit.
pub async fn cancel(tx: &mut Tx, id: OrderId, reason: CancelReason) -> Result<Order> {
    let order = store::lock(tx, id).await?;
    if order.state == OrderState::Cancelled {
        return Ok(order);
    }
    let units = lines::units(&lines::of_order(tx, id).await?);
    if units.shipped > 0 {
        let detail = "Parts of the order have left. Take out the rest with an edit, and take back the parts by a return.";
        return Err(Error::conflict("shipped", detail));
    }
    goods::let_go(tx, id).await?;
    payment::void_all(tx, &order).await?;
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE orders SET state = 'cancelled', cancelled_at = $3, cancel_reason = $4 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(id)
    .bind(now)
    .bind(reason)
    .execute()
    .await?;
    let order = store::settle(tx, id).await?;
    if let Some(customer) = order.customer_id {
        customer::refresh(tx, customer).await?;
    }
    let detail = json!({"reason": reason, "to_refund_minor": order.captured_minor - order.refunded_minor,
                        "currency": order.currency});
    timeline::tell(tx, &order, "order.cancelled", detail).await?;
    Ok(order)
}
