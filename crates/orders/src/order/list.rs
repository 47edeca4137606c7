//! Finding orders among many. Each way in which they are usually narrowed has an index that ends in the order of the
//! list, and a text that leads the database to it; what else is asked for is checked on what that finds.

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Country, Cursor, Result, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{FinancialState, FulfilmentState, Order, OrderSource, OrderState, ReturnState};
use crate::customer::CustomerId;
use crate::text;

/// Which orders are wanted. What is left out does not narrow.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderFilter {
    /// Those of one shop.
    pub shop: Option<ShopId>,
    /// The beginning of the number, of a word of a name on it, or of the e-mail address.
    pub q: Option<String>,
    /// Those that stand, or those that were called off.
    pub state: Option<OrderState>,
    /// How far they are paid.
    pub financial_state: Option<FinancialState>,
    /// How much of them has left.
    pub fulfilment_state: Option<FulfilmentState>,
    /// What of them comes back.
    pub return_state: Option<ReturnState>,
    /// Where they came from.
    pub source: Option<OrderSource>,
    /// Those of one customer.
    pub customer: Option<CustomerId>,
    /// Which country they go to.
    pub country: Option<Country>,
    /// A tag that they have.
    pub tag: Option<String>,
    /// Placed at this time or later.
    pub from: Option<Timestamp>,
    /// Placed before this time.
    pub to: Option<Timestamp>,
}

/// One text per way in; the rest of it is the same.
macro_rules! orders_by {
    ($way:literal) => {
        concat!(
            "SELECT o.* FROM orders o
             WHERE o.tenant_id = $1 AND (o.placed_at, o.id) < ($2, $3) AND (o.placed_at, o.id) >= ($4, $5)
               AND ($6 IS NULL OR o.shop_id = $6) AND ($7 IS NULL OR o.state = $7)
               AND ($8 IS NULL OR o.financial_state = $8) AND ($9 IS NULL OR o.fulfilment_state = $9)
               AND ($10 IS NULL OR o.return_state = $10) AND ($11 IS NULL OR o.source = $11)
               AND ($12 IS NULL OR o.customer_id = $12) AND ($13 IS NULL OR o.shipping_country = $13)
               AND ($14 IS NULL OR EXISTS (SELECT 1 FROM order_tags t
                                           WHERE t.tenant_id = $1 AND t.order_id = o.id AND t.tag = $14))
               AND ($15 IS NULL OR o.id IN (SELECT m.order_id FROM order_terms m
                                            WHERE m.tenant_id = $1 AND m.term >= $15 AND m.term < $16)) ",
            $way,
            " ORDER BY o.placed_at DESC, o.id DESC LIMIT $17"
        )
    };
}

impl OrderFilter {
    /// The text for the way that finds the fewest.
    fn text(&self) -> &'static str {
        if self.q.is_some() {
            orders_by!(
                "AND o.id IN (SELECT w.order_id FROM order_terms w WHERE w.tenant_id = $1 AND w.term >= $15 AND w.term < $16)"
            )
        } else if self.customer.is_some() {
            orders_by!("AND o.customer_id = $12")
        } else if self.tag.is_some() {
            orders_by!(
                "AND o.id IN (SELECT w.order_id FROM order_tags w WHERE w.tenant_id = $1 AND w.tag = $14)"
            )
        } else if self.return_state.is_some_and(|state| state != ReturnState::None) {
            orders_by!("AND o.return_state = $10 AND o.return_state <> 'none'")
        } else if self.fulfilment_state.is_some_and(|state| state != FulfilmentState::Fulfilled) {
            orders_by!("AND o.fulfilment_state = $9")
        } else if self.financial_state.is_some_and(|state| state != FinancialState::Paid) {
            orders_by!("AND o.financial_state = $8")
        } else if self.shop.is_some() {
            orders_by!("AND o.shop_id = $6")
        } else {
            orders_by!("")
        }
    }
}

/// The orders, the latest first. A person's name or address finds nothing for those who may not read customers.
pub(crate) async fn list(
    tx: &mut Tx,
    mut filter: OrderFilter,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<Order>> {
    let terms = text::search(filter.q.as_deref())?;
    if terms.is_none() {
        filter.q = None;
    }
    let text = filter.text();
    let start = Timestamp::from_micros(Cursor::START_ASCENDING.key);
    // Both ends of the time are told as places in the list, like the cursor: SQLite takes a bare range of times for a reason
    // to read all orders of that time.
    let first_id = Cursor::START_ASCENDING.id;
    let end = match filter.to {
        Some(to) if to.as_micros() <= after.key => Cursor { key: to.as_micros(), id: first_id },
        _ => after.clone(),
    };
    let (first_term, end_of_terms) = terms.unzip();
    tx.query(text)
        .bind(Timestamp::from_micros(end.key))
        .bind(end.id)
        .bind(filter.from.unwrap_or(start))
        .bind(first_id)
        .bind(filter.shop)
        .bind(filter.state)
        .bind(filter.financial_state)
        .bind(filter.fulfilment_state)
        .bind(filter.return_state)
        .bind(filter.source)
        .bind(filter.customer)
        .bind(filter.country)
        .bind(filter.tag.map(|tag| tag.trim().to_lowercase()))
        .bind(first_term)
        .bind(end_of_terms)
        .bind(limit)
        .fetch_all()
        .await
}
