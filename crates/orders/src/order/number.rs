//! The numbers of a shop: orders and invoices. Whoever takes one keeps the row until the commit, so there are no gaps:
//! what fails takes none.

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Env, Error, Result};

const FIRST_ORDER: i64 = 1001;
const FIRST_INVOICE: i64 = 1;
/// Five random bits each.
const TOKEN_LENGTH: usize = 25;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Takes the shop's next order number, or so many of them at once; answers the first.
pub(crate) async fn next_order(tx: &mut Tx, shop: ShopId, count: i64) -> Result<i64> {
    open(tx, shop).await?;
    let after: i64 = tx
        .query(
            "UPDATE shop_numbers SET next_order = next_order + $3 WHERE tenant_id = $1 AND shop_id = $2
             RETURNING next_order",
        )
        .bind(shop)
        .bind(count)
        .scalar()
        .await?;
    Ok(after - count)
}

/// Takes the next invoice number of the shop.
pub async fn next_invoice(tx: &mut Tx, shop: ShopId) -> Result<i64> {
    open(tx, shop).await?;
    let after: i64 = tx
        .query(
            "UPDATE shop_numbers SET next_invoice = next_invoice + 1 WHERE tenant_id = $1 AND shop_id = $2
             RETURNING next_invoice",
        )
        .bind(shop)
        .scalar()
        .await?;
    Ok(after - 1)
}

async fn open(tx: &mut Tx, shop: ShopId) -> Result<()> {
    tx.query(
        "INSERT INTO shop_numbers (tenant_id, shop_id, next_order, next_invoice) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(shop)
    .bind(FIRST_ORDER)
    .bind(FIRST_INVOICE)
    .execute()
    .await?;
    Ok(())
}

/// A token that nobody guesses: 125 random bits, in letters that nobody mistakes for each other.
pub(crate) fn token(env: &Env) -> Result<String> {
    let bytes: [u8; TOKEN_LENGTH] = env.bytes();
    let letter = |byte: u8| ALPHABET.get(usize::from(byte & 31)).copied().map(char::from);
    let token: Option<String> = bytes.into_iter().map(letter).collect();
    token.ok_or_else(|| Error::internal("five bits name one of 32 letters"))
}

/// Says that this key is for this order; answers the order that had it before, if one had. A second transaction with the
/// same key waits here until the first has ended.
pub(crate) async fn claim(
    tx: &mut Tx,
    shop: ShopId,
    kind: &'static str,
    key: &str,
    order: super::OrderId,
) -> Result<Option<super::OrderId>> {
    let claimed = tx
        .query(
            "INSERT INTO order_keys (tenant_id, shop_id, kind, key, order_id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
        )
        .bind(shop)
        .bind(kind)
        .bind(key.to_owned())
        .bind(order)
        .execute()
        .await?;
    if claimed == 1 {
        return Ok(None);
    }
    tx.query(
        "SELECT order_id FROM order_keys WHERE tenant_id = $1 AND shop_id = $2 AND kind = $3 AND key = $4",
    )
    .bind(shop)
    .bind(kind)
    .bind(key.to_owned())
    .scalar_optional()
    .await
}
