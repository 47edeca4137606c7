//! SQL of orders.

use catalog::shop::ShopId;
use db::{Query, Tx};
use kernel::{Error, Result, Timestamp};

use super::state::{self, OpenReturns, Paid};
use super::{Order, OrderId, OrderState, lines};
use crate::bulk::Row;

impl Row for Order {
    const TABLE: &'static str = "orders";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "shop_id",
        "number",
        "name",
        "token",
        "source",
        "external_id",
        "external_name",
        "customer_id",
        "email",
        "phone",
        "customer_name",
        "language",
        "state",
        "financial_state",
        "fulfilment_state",
        "return_state",
        "currency",
        "prices_include_tax",
        "discounts",
        "subtotal_minor",
        "discount_minor",
        "shipping_title",
        "shipping_minor",
        "shipping_discounts",
        "shipping_discount_minor",
        "shipping_tax_rate_ppm",
        "shipping_tax_minor",
        "tax_minor",
        "total_minor",
        "display_currency",
        "display_rate",
        "display_total_minor",
        "authorized_minor",
        "captured_minor",
        "refunded_minor",
        "shipping_refunded_minor",
        "units",
        "billing_address",
        "shipping_address",
        "shipping_country",
        "courier",
        "service_type",
        "pickup_point",
        "promised_at",
        "customer_note",
        "exchange_of",
        "cancelled_at",
        "cancel_reason",
        "version",
        "placed_at",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.shop_id)
            .bind(self.number)
            .bind(self.name)
            .bind(self.token)
            .bind(self.source)
            .bind(self.external_id)
            .bind(self.external_name)
            .bind(self.customer_id)
            .bind(self.email)
            .bind(self.phone)
            .bind(self.customer_name)
            .bind(self.language)
            .bind(self.state)
            .bind(self.financial_state)
            .bind(self.fulfilment_state)
            .bind(self.return_state)
            .bind(self.currency)
            .bind(self.prices_include_tax)
            .bind(self.discounts)
            .bind(self.subtotal_minor)
            .bind(self.discount_minor)
            .bind(self.shipping_title)
            .bind(self.shipping_minor)
            .bind(self.shipping_discounts)
            .bind(self.shipping_discount_minor)
            .bind(self.shipping_tax_rate)
            .bind(self.shipping_tax_minor)
            .bind(self.tax_minor)
            .bind(self.total_minor)
            .bind(self.display_currency)
            .bind(self.display_rate)
            .bind(self.display_total_minor)
            .bind(self.authorized_minor)
            .bind(self.captured_minor)
            .bind(self.refunded_minor)
            .bind(self.shipping_refunded_minor)
            .bind(self.units)
            .bind(self.billing_address)
            .bind(self.shipping_address)
            .bind(self.shipping_country)
            .bind(self.courier)
            .bind(self.service_type)
            .bind(self.pickup_point)
            .bind(self.promised_at)
            .bind(self.customer_note)
            .bind(self.exchange_of)
            .bind(self.cancelled_at)
            .bind(self.cancel_reason)
            .bind(self.version)
            .bind(self.placed_at)
            .bind(self.created_at)
            .bind(self.updated_at)
    }
}

/// The order, if the merchant has it.
pub async fn find(tx: &mut Tx, id: OrderId) -> Result<Option<Order>> {
    tx.query("SELECT * FROM orders WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The order; an error when the merchant has no such order.
pub async fn get(tx: &mut Tx, id: OrderId) -> Result<Order> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("order"))
}

/// The order behind a customer's link.
pub async fn find_by_token(tx: &mut Tx, token: &str) -> Result<Option<Order>> {
    tx.query("SELECT * FROM orders WHERE tenant_id = $1 AND token = $2")
        .bind(token.to_owned())
        .fetch_optional()
        .await
}

/// The order that a platform knows by this id.
pub async fn find_by_external_id(tx: &mut Tx, shop: ShopId, external_id: &str) -> Result<Option<Order>> {
    tx.query("SELECT * FROM orders WHERE tenant_id = $1 AND shop_id = $2 AND external_id = $3")
        .bind(shop)
        .bind(external_id.to_owned())
        .fetch_optional()
        .await
}

/// The order, for a transition: whoever else wants to change it waits until this transaction ends, and then sees what
/// became of it. Its version counts on.
pub(crate) async fn lock(tx: &mut Tx, id: OrderId) -> Result<Order> {
    let now: Timestamp = tx.now();
    let row = tx
        .query("UPDATE orders SET version = version + 1, updated_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING *")
        .bind(id)
        .bind(now)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("order"))
}

/// Works the order's sums and states out anew from its ledgers, and keeps them.
pub(crate) async fn settle(tx: &mut Tx, id: OrderId) -> Result<Order> {
    let order = get(tx, id).await?;
    let paid = paid(tx, id).await?;
    let units = lines::units(&lines::of_order(tx, id).await?);
    let open = open_returns(tx, id).await?;
    let is_cancelled = order.state == OrderState::Cancelled;
    tx.query(
        "UPDATE orders SET authorized_minor = $3, captured_minor = $4, refunded_minor = $5, financial_state = $6,
             fulfilment_state = $7, return_state = $8
         WHERE tenant_id = $1 AND id = $2 RETURNING *",
    )
    .bind(id)
    .bind(paid.authorized_minor)
    .bind(paid.captured_minor)
    .bind(paid.refunded_minor)
    .bind(state::financial(order.total_minor, is_cancelled, paid))
    .bind(state::fulfilment(is_cancelled, units))
    .bind(state::returned(units, open))
    .fetch_one()
    .await
}

async fn paid(tx: &mut Tx, id: OrderId) -> Result<Paid> {
    tx.query(
        "SELECT CAST(coalesce(sum(CASE WHEN state = 'authorized' THEN amount_minor - captured_minor ELSE 0 END), 0) AS bigint)
                    AS authorized_minor,
                CAST(coalesce(sum(captured_minor), 0) AS bigint) AS captured_minor,
                CAST(coalesce(sum(refunded_minor), 0) AS bigint) AS refunded_minor,
                CAST(coalesce(sum(CASE WHEN state = 'voided' THEN 1 ELSE 0 END), 0) AS bigint) AS voided,
                CAST(coalesce(sum(CASE WHEN state IN ('pending', 'authorized') THEN 1 ELSE 0 END), 0) AS bigint) AS waiting
         FROM payments WHERE tenant_id = $1 AND order_id = $2",
    )
    .bind(id)
    .fetch_one()
    .await
}

async fn open_returns(tx: &mut Tx, id: OrderId) -> Result<OpenReturns> {
    tx.query(
        "SELECT CAST(coalesce(sum(CASE WHEN state = 'requested' THEN 1 ELSE 0 END), 0) AS bigint) AS requested,
                CAST(coalesce(sum(CASE WHEN state IN ('approved', 'received') THEN 1 ELSE 0 END), 0) AS bigint) AS in_progress
         FROM returns WHERE tenant_id = $1 AND order_id = $2",
    )
    .bind(id)
    .fetch_one()
    .await
}

/// Saves what an edit made of the order's amounts.
pub(crate) async fn save_amounts(tx: &mut Tx, order: &Order) -> Result<()> {
    tx.query(
        "UPDATE orders SET subtotal_minor = $3, discount_minor = $4, shipping_minor = $5, shipping_discount_minor = $6,
             shipping_tax_minor = $7, tax_minor = $8, total_minor = $9, units = $10, display_total_minor = $11,
             discounts = $12
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(order.id)
    .bind(order.subtotal_minor)
    .bind(order.discount_minor)
    .bind(order.shipping_minor)
    .bind(order.shipping_discount_minor)
    .bind(order.shipping_tax_minor)
    .bind(order.tax_minor)
    .bind(order.total_minor)
    .bind(order.units)
    .bind(order.display_total_minor)
    .bind(order.discounts.clone())
    .execute()
    .await?;
    Ok(())
}

/// Saves whom the order is for and where it goes.
pub(crate) async fn save_contact(tx: &mut Tx, order: &Order) -> Result<()> {
    tx.query(
        "UPDATE orders SET email = $3, phone = $4, customer_name = $5, billing_address = $6, shipping_address = $7,
             shipping_country = $8, customer_note = $9, promised_at = $10
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(order.id)
    .bind(order.email.clone())
    .bind(order.phone.clone())
    .bind(order.customer_name.clone())
    .bind(order.billing_address.clone())
    .bind(order.shipping_address.clone())
    .bind(order.shipping_country)
    .bind(order.customer_note.clone())
    .bind(order.promised_at)
    .execute()
    .await?;
    Ok(())
}
