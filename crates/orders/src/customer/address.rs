//! A customer's addresses. One of them at most is where parcels go unless another is named, and one where bills go.

use db::Tx;
use kernel::{Entity, Error, Id, Json, Result, Timestamp};

use super::CustomerId;
use crate::address::Address;

/// One of a customer's addresses.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CustomerAddress {
    pub(crate) id: CustomerAddressId,
    pub(crate) customer_id: CustomerId,
    pub(crate) address: Json<Address>,
    pub(crate) is_default_shipping: bool,
    pub(crate) is_default_billing: bool,
}

impl Entity for CustomerAddress {
    const PREFIX: &'static str = "addr";
}

/// The id of a customer's address.
pub type CustomerAddressId = Id<CustomerAddress>;

pub(crate) async fn list(tx: &mut Tx, customer: CustomerId) -> Result<Vec<CustomerAddress>> {
    tx.query(
        "SELECT * FROM customer_addresses WHERE tenant_id = $1 AND customer_id = $2 ORDER BY created_at, id LIMIT 200",
    )
    .bind(customer)
    .fetch_all()
    .await
}

pub(crate) async fn get(tx: &mut Tx, id: CustomerAddressId) -> Result<CustomerAddress> {
    let row = tx.query("SELECT * FROM customer_addresses WHERE tenant_id = $1 AND id = $2").bind(id);
    row.fetch_optional().await?.ok_or_else(|| Error::not_found("address"))
}

pub(crate) async fn insert(tx: &mut Tx, new: CustomerAddress) -> Result<CustomerAddress> {
    yield_defaults(tx, &new).await?;
    let now: Timestamp = tx.now();
    tx.query(
        "INSERT INTO customer_addresses (tenant_id, id, customer_id, address, is_default_shipping, is_default_billing,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING *",
    )
    .bind(new.id)
    .bind(new.customer_id)
    .bind(new.address)
    .bind(new.is_default_shipping)
    .bind(new.is_default_billing)
    .bind(now)
    .fetch_one()
    .await
}

pub(crate) async fn update(tx: &mut Tx, edited: CustomerAddress) -> Result<CustomerAddress> {
    yield_defaults(tx, &edited).await?;
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE customer_addresses
         SET address = $3, is_default_shipping = $4, is_default_billing = $5, updated_at = $6
         WHERE tenant_id = $1 AND id = $2 RETURNING *",
    )
    .bind(edited.id)
    .bind(edited.address)
    .bind(edited.is_default_shipping)
    .bind(edited.is_default_billing)
    .bind(now)
    .fetch_one()
    .await
}

pub(crate) async fn delete(tx: &mut Tx, id: CustomerAddressId) -> Result<()> {
    tx.query("DELETE FROM customer_addresses WHERE tenant_id = $1 AND id = $2").bind(id).execute().await?;
    Ok(())
}

/// What this address is the default for, no other one is.
async fn yield_defaults(tx: &mut Tx, one: &CustomerAddress) -> Result<()> {
    tx.query(
        "UPDATE customer_addresses
         SET is_default_shipping = is_default_shipping AND NOT $4, is_default_billing = is_default_billing AND NOT $5
         WHERE tenant_id = $1 AND customer_id = $2 AND id <> $3",
    )
    .bind(one.customer_id)
    .bind(one.id)
    .bind(one.is_default_shipping)
    .bind(one.is_default_billing)
    .execute()
    .await?;
    Ok(())
}
