//! Forgetting a customer: what tells who they are goes; what they bought, and when, and for how much, stays, because the
//! merchant's books and stock are made of it. That somebody agreed to be written to, and when, names nobody and stays as proof.
//! Invoices stay as they were issued: tax law wants them so.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Result, Timestamp};
use serde_json::json;

use super::{Customer, CustomerId, store, value};
use crate::order::{Order, tags};

/// What was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// How many orders no longer tell whose they are.
    pub orders: i64,
}

/// Forgets who a customer is. A second time changes nothing.
pub async fn forget(tx: &mut Tx, id: CustomerId) -> Result<Forgotten> {
    store::lock(tx, id).await?;
    let before = store::get(tx, id).await?;
    for text in [
        "DELETE FROM customer_addresses WHERE tenant_id = $1 AND customer_id = $2",
        "DELETE FROM customer_tags WHERE tenant_id = $1 AND customer_id = $2",
    ] {
        tx.query(text).bind(id).execute().await?;
    }
    if before.merged_into.is_none() {
        let nobody = Customer {
            name: String::new(),
            company: None,
            email: None,
            phone: None,
            language: None,
            note: String::new(),
            ..before
        };
        store::update(tx, nobody).await?;
    }
    let orders = forget_orders(tx, id).await?;
    value::refresh(tx, id).await?;
    let proof = json!({"orders": orders});
    record(tx, Record::new("customer.forgotten").target("customer", id).after(proof)).await?;
    Ok(Forgotten { orders })
}

async fn forget_orders(tx: &mut Tx, id: CustomerId) -> Result<i64> {
    let now: Timestamp = tx.now();
    let orders: Vec<Order> = tx
        .query(
            "UPDATE orders SET email = NULL, phone = NULL, customer_name = '', billing_address = NULL,
                 shipping_address = NULL, customer_note = '', pickup_point = NULL, version = version + 1,
                 updated_at = $3
             WHERE tenant_id = $1 AND customer_id = $2 RETURNING *",
        )
        .bind(id)
        .bind(now)
        .fetch_all()
        .await?;
    for order in &orders {
        tags::index(tx, order).await?;
    }
    Ok(i64::try_from(orders.len()).unwrap_or(i64::MAX))
}
