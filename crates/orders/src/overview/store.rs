//! SQL of the overview. Each figure has a text for one shop and one for all, so that each is led to the index that fits.

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Currency, Result, Timestamp};

/// What orders of one currency come to.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Sales {
    pub(super) currency: Currency,
    pub(super) orders: i64,
    pub(super) total_minor: i64,
}

/// How many orders have goods that come back.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Returns {
    pub(super) requested: i64,
    pub(super) in_progress: i64,
}

macro_rules! sales {
    ($whose:literal) => {
        concat!(
            "SELECT currency, count(*) AS orders, CAST(sum(total_minor) AS bigint) AS total_minor FROM orders
             WHERE tenant_id = $1 AND placed_at >= $2 AND state = 'open' ",
            $whose,
            " GROUP BY currency ORDER BY count(*) DESC, currency"
        )
    };
}

/// What the orders that were placed since then and stand come to, the currency of most of them first.
pub(super) async fn sales(tx: &mut Tx, shop: Option<ShopId>, from: Timestamp) -> Result<Vec<Sales>> {
    match shop {
        Some(shop) => tx.query(sales!("AND shop_id = $3")).bind(from).bind(shop).fetch_all().await,
        None => tx.query(sales!("")).bind(from).fetch_all().await,
    }
}

macro_rules! unfulfilled {
    ($whose:literal) => {
        concat!(
            "SELECT count(*) FROM orders WHERE tenant_id = $1 AND fulfilment_state = 'unfulfilled' ",
            $whose
        )
    };
}

/// Of how many orders nothing has left. A cancelled one has a fulfilment state of its own.
pub(super) async fn unfulfilled(tx: &mut Tx, shop: Option<ShopId>) -> Result<i64> {
    match shop {
        Some(shop) => tx.query(unfulfilled!("AND shop_id = $2")).bind(shop).scalar().await,
        None => tx.query(unfulfilled!("")).scalar().await,
    }
}

macro_rules! returns {
    ($whose:literal) => {
        concat!(
            "SELECT count(CASE WHEN return_state = 'requested' THEN 1 END) AS requested,
                 count(CASE WHEN return_state = 'in_progress' THEN 1 END) AS in_progress FROM orders
             WHERE tenant_id = $1 AND return_state IN ('requested', 'in_progress') AND return_state <> 'none' ",
            $whose
        )
    };
}

/// How many orders customers ask to send something back of, and of how many something is coming back.
pub(super) async fn returns(tx: &mut Tx, shop: Option<ShopId>) -> Result<Returns> {
    match shop {
        Some(shop) => tx.query(returns!("AND shop_id = $2")).bind(shop).fetch_one().await,
        None => tx.query(returns!("")).fetch_one().await,
    }
}
