//! What an organization has, so that simulated deliveries speak of it.

use db::Tx;
use kernel::{Currency, Result};
use rust_decimal::Decimal;

use super::{Good, World};

/// More would not make it livelier.
const GOODS_MAX: i64 = 200;

#[derive(sqlx::FromRow)]
struct Row {
    sku: String,
    barcode: Option<String>,
    title: String,
    currency: Currency,
    amount_minor: i64,
}

/// Goods of the organization that have a SKU and a price, all in one currency: that of the shop which they are sold in,
/// where they have prices in it. Where it has none, one that it has not.
pub async fn world(tx: &mut Tx, sold_in: Option<Currency>) -> Result<World> {
    let rows: Vec<Row> = tx
        .query(
            "SELECT v.sku, v.barcode, p.title, l.currency, a.amount_minor
             FROM variants v
             JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
             JOIN prices a ON a.tenant_id = v.tenant_id AND a.variant_id = v.id
             JOIN price_lists l ON l.tenant_id = a.tenant_id AND l.id = a.price_list_id
             WHERE v.tenant_id = $1 AND v.sku IS NOT NULL AND v.state = 'active' AND l.is_base
                 AND ($3 IS NULL OR l.currency = $3)
             ORDER BY v.id, l.currency LIMIT $2",
        )
        .bind(GOODS_MAX)
        .bind(sold_in)
        .fetch_all()
        .await?;
    let currency = match (sold_in, rows.first()) {
        (Some(currency), _) => currency,
        (None, Some(row)) => row.currency,
        (None, None) => "EUR".parse()?,
    };
    let goods = rows.into_iter().filter(|row| row.currency == currency).map(|row| Good {
        sku: row.sku,
        barcode: row.barcode,
        title: row.title,
        price: Decimal::new(row.amount_minor, currency.exponent()),
    });
    let goods: Vec<_> = goods.collect();
    Ok(World { currency, goods: if goods.is_empty() { vec![unknown()] } else { goods } })
}

/// What nobody has: it ends up where a person looks at what could not be matched.
fn unknown() -> Good {
    Good {
        sku: "SIM-1".to_owned(),
        barcode: None,
        title: "Simulated lamp".to_owned(),
        price: Decimal::new(1_999, 2),
    }
}
