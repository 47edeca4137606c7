//! SQL of invoices.

use db::{Query, Tx};
use kernel::{Error, Result};

use super::{Invoice, InvoiceId};
use crate::bulk::{self, Row};
use crate::order::OrderId;

impl Row for Invoice {
    const TABLE: &'static str = "invoices";
    const COLUMNS: &'static [&'static str] =
        &["id", "order_id", "shop_id", "number", "name", "shows", "content", "issued_at"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.shop_id)
            .bind(self.number)
            .bind(self.name)
            .bind(self.shows)
            .bind(self.content)
            .bind(self.issued_at)
    }
}

/// Keeps an invoice.
pub(super) async fn insert(tx: &mut Tx, invoice: Invoice) -> Result<()> {
    bulk::insert(tx, [invoice]).await
}

/// The invoice; an error when the merchant has no such invoice.
pub(super) async fn get(tx: &mut Tx, id: InvoiceId) -> Result<Invoice> {
    let row =
        tx.query("SELECT * FROM invoices WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await?;
    row.ok_or_else(|| Error::not_found("invoice"))
}

/// The invoices of an order, the first one first.
pub(super) async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Invoice>> {
    tx.query("SELECT * FROM invoices WHERE tenant_id = $1 AND order_id = $2 ORDER BY number")
        .bind(order)
        .fetch_all()
        .await
}
