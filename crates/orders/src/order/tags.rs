//! What orders are sorted by, and the terms by which they are found.

use db::{Query, Tx};
use kernel::Result;

use super::{Order, OrderId};
use crate::bulk::{self, Row};
use crate::text;

/// A tag of an order.
pub(crate) struct Tag(pub(crate) OrderId, pub(crate) String);

impl Row for Tag {
    const TABLE: &'static str = "order_tags";
    const COLUMNS: &'static [&'static str] = &["order_id", "tag"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1)
    }
}

/// A beginning by which an order is found.
pub(crate) struct Term(pub(crate) String, pub(crate) OrderId);

impl Row for Term {
    const TABLE: &'static str = "order_terms";
    const COLUMNS: &'static [&'static str] = &["term", "order_id"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1)
    }
}

/// The terms of an order: its numbers, the names on it, its address.
pub(crate) fn terms(order: &Order) -> Vec<Term> {
    let number = order.number.to_string();
    let on_parcel = order.shipping_address.as_ref().map(|address| address.0.name.as_str());
    let texts = [
        Some(order.name.as_str()),
        Some(number.as_str()),
        order.external_name.as_deref(),
        order.external_id.as_deref(),
        order.email.as_deref(),
        Some(order.customer_name.as_str()),
        on_parcel,
    ];
    text::terms(texts.into_iter().flatten()).into_iter().map(|term| Term(term, order.id)).collect()
}

/// Writes the terms anew.
pub(crate) async fn index(tx: &mut Tx, order: &Order) -> Result<()> {
    tx.query("DELETE FROM order_terms WHERE tenant_id = $1 AND order_id = $2")
        .bind(order.id)
        .execute()
        .await?;
    bulk::insert(tx, terms(order)).await
}

pub(crate) async fn list(tx: &mut Tx, order: OrderId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .query("SELECT tag FROM order_tags WHERE tenant_id = $1 AND order_id = $2 ORDER BY tag")
        .bind(order)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

pub(crate) async fn replace(tx: &mut Tx, order: OrderId, tags: Vec<String>) -> Result<()> {
    tx.query("DELETE FROM order_tags WHERE tenant_id = $1 AND order_id = $2").bind(order).execute().await?;
    bulk::insert(tx, tags.into_iter().map(|tag| Tag(order, tag))).await
}
