//! What rules look at, read for many products at once.

use std::collections::HashMap;

use db::Tx;
use identity::organization;
use kernel::{Currency, Result};
use uuid::Uuid;

use crate::category::{self, CategoryId, tree};
use crate::product::{ProductId, ProductState};

/// What rules look at, in lower case.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) id: ProductId,
    pub(crate) is_archived: bool,
    pub(crate) title: String,
    pub(crate) vendor: Option<String>,
    pub(crate) tags: Vec<String>,
    /// Ids of the categories that it is in and of those above.
    pub(crate) categories: Vec<String>,
    pub(crate) price_minor: Option<i64>,
}

/// The facts of at most `limit` products from one id to another, both included, in the order of ids.
pub(crate) async fn between(
    tx: &mut Tx,
    first: ProductId,
    last: ProductId,
    limit: i64,
) -> Result<Vec<Facts>> {
    let rows: Vec<(ProductId, ProductState, String, Option<String>)> = tx
        .query(
            "SELECT id, state, title, vendor FROM products WHERE tenant_id = $1 AND id >= $2 AND id <= $3
             ORDER BY id LIMIT $4",
        )
        .bind(first)
        .bind(last)
        .bind(limit)
        .fetch_all()
        .await?;
    let Some((end, ..)) = rows.last() else { return Ok(Vec::new()) };
    let mut tags = tags(tx, first, *end).await?;
    let mut categories = categories(tx, first, *end).await?;
    let prices = prices(tx, first, *end).await?;
    let facts = rows.into_iter().map(|(id, state, title, vendor)| Facts {
        id,
        is_archived: state == ProductState::Archived,
        title: title.to_lowercase(),
        vendor: vendor.map(|vendor| vendor.to_lowercase()),
        tags: tags.remove(&id).unwrap_or_default(),
        categories: categories.remove(&id).unwrap_or_default(),
        price_minor: prices.get(&id).copied(),
    });
    Ok(facts.collect())
}

async fn tags(tx: &mut Tx, first: ProductId, last: ProductId) -> Result<HashMap<ProductId, Vec<String>>> {
    let rows: Vec<(ProductId, String)> = tx
        .query("SELECT product_id, tag_key FROM product_tags WHERE tenant_id = $1 AND product_id >= $2 AND product_id <= $3")
        .bind(first)
        .bind(last)
        .fetch_all()
        .await?;
    let mut tags: HashMap<_, Vec<_>> = HashMap::new();
    for (id, tag) in rows {
        tags.entry(id).or_default().push(tag);
    }
    Ok(tags)
}

async fn categories(
    tx: &mut Tx,
    first: ProductId,
    last: ProductId,
) -> Result<HashMap<ProductId, Vec<String>>> {
    let rows: Vec<(ProductId, CategoryId)> = tx
        .query(
            "SELECT product_id, category_id FROM product_categories
             WHERE tenant_id = $1 AND product_id >= $2 AND product_id <= $3",
        )
        .bind(first)
        .bind(last)
        .fetch_all()
        .await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let all = category::all(tx).await?;
    let mut paths: HashMap<CategoryId, Vec<String>> = HashMap::new();
    let mut categories: HashMap<_, Vec<_>> = HashMap::new();
    for (id, category) in rows {
        let path = paths
            .entry(category)
            .or_insert_with(|| tree::ancestors(&all, category).iter().map(ToString::to_string).collect());
        categories.entry(id).or_default().extend(path.iter().cloned());
    }
    Ok(categories)
}

async fn prices(tx: &mut Tx, first: ProductId, last: ProductId) -> Result<HashMap<ProductId, i64>> {
    let currency: Currency = organization::current(tx).await?.currency.parse()?;
    let rows: Vec<(ProductId, i64)> = tx
        .query(
            "SELECT v.product_id, min(c.amount_minor) FROM variants v
             JOIN price_lists l ON l.tenant_id = v.tenant_id AND l.currency = $4 AND l.is_base
             JOIN prices c ON c.tenant_id = v.tenant_id AND c.variant_id = v.id AND c.price_list_id = l.id
             WHERE v.tenant_id = $1 AND v.product_id >= $2 AND v.product_id <= $3 AND v.state = 'active'
             GROUP BY v.product_id",
        )
        .bind(first)
        .bind(last)
        .bind(currency)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().collect())
}

/// Before and after every product.
pub(crate) const ALL: (ProductId, ProductId) =
    (ProductId::from_uuid(Uuid::nil()), ProductId::from_uuid(Uuid::max()));
