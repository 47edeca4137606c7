//! What is sold, with its price by one list and the base price beside it.

use std::sync::LazyLock;

use db::Tx;
use kernel::{Cursor, Result, Timestamp};

use super::{PriceList, PriceListId, store};
use crate::product::ProductId;
use crate::search;
use crate::variant::{VariantId, title_of};

/// A variant and what it sells for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct ListedVariant {
    pub(super) variant_id: VariantId,
    pub(super) product_id: ProductId,
    pub(super) title: String,
    option1: String,
    option2: String,
    option3: String,
    pub(super) sku: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: Timestamp,
    pub(super) amount_minor: Option<i64>,
    pub(super) compare_at_minor: Option<i64>,
    pub(super) base_minor: Option<i64>,
}

impl ListedVariant {
    /// What tells it from the other variants of its product.
    pub(super) fn variant_title(&self) -> String {
        title_of([&self.option1, &self.option2, &self.option3])
    }
}

/// Which variants are wanted.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Words of the product or a SKU.
    pub(super) q: Option<String>,
    /// Only those that have a price in the list.
    pub(super) is_priced: bool,
}

/// The page of a list, of those products that a search found or of all. Each of the four is a text of its own, so that a
/// short list or few products never go through all variants.
fn text(is_priced: bool, is_sought: bool) -> String {
    let join = if is_priced { "JOIN" } else { "LEFT JOIN" };
    let (among, at) =
        if is_sought { (concat!("AND v.product_id IN (", db::ids!(), ")"), 2 + db::IDS) } else { ("", 2) };
    let [list, base, created, id, limit] = [at, at + 1, at + 2, at + 3, at + 4];
    format!(
        "SELECT v.id AS variant_id, v.product_id, p.title, v.option1, v.option2, v.option3, v.sku, v.version,
             v.created_at, own.amount_minor, own.compare_at_minor, base.amount_minor AS base_minor
         FROM variants v
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id AND p.state <> 'archived'
         {join} prices own ON own.tenant_id = v.tenant_id AND own.variant_id = v.id AND own.price_list_id = ${list}
         LEFT JOIN prices base ON base.tenant_id = v.tenant_id AND base.variant_id = v.id AND base.price_list_id = ${base}
         WHERE v.tenant_id = $1 AND v.state = 'active' {among} AND (v.created_at, v.id) > (${created}, ${id})
         ORDER BY v.created_at, v.id LIMIT ${limit}"
    )
}

static ALL: LazyLock<String> = LazyLock::new(|| text(false, false));
static PRICED: LazyLock<String> = LazyLock::new(|| text(true, false));
static ALL_SOUGHT: LazyLock<String> = LazyLock::new(|| text(false, true));
static PRICED_SOUGHT: LazyLock<String> = LazyLock::new(|| text(true, true));

/// Variants in use with their prices by this list, in the order in which they were made. A search looks into the
/// [`db::IDS`] products that fit best.
pub(super) async fn page(
    tx: &mut Tx,
    list: &PriceList,
    wanted: &Wanted,
    after: Cursor,
    limit: i64,
) -> Result<Vec<ListedVariant>> {
    let bases = store::base_lists(tx).await?;
    let base: Option<PriceListId> =
        bases.into_iter().find(|(currency, _)| *currency == list.currency).map(|(_, id)| id);
    let sought = match wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => Some(search::ids(tx, q, i64::try_from(db::IDS).unwrap_or(i64::MAX)).await?),
        None => None,
    };
    let query = match (&sought, wanted.is_priced) {
        (Some(found), _) if found.is_empty() => return Ok(Vec::new()),
        (Some(found), true) => tx.query(&PRICED_SOUGHT).bind_ids(found),
        (Some(found), false) => tx.query(&ALL_SOUGHT).bind_ids(found),
        (None, true) => tx.query(&PRICED),
        (None, false) => tx.query(&ALL),
    };
    query
        .bind(list.id)
        .bind(base)
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(limit)
        .fetch_all()
        .await
}
