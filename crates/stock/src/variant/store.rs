//! SQL that reads the catalog's tables for what stock needs of them.

use db::Tx;
use kernel::{Error, Result};

use super::Facts;
use crate::VariantId;

/// What tells the variant `v` from its product's others, as a column; empty when there are no others.
macro_rules! variant_title {
    () => {
        "v.option1 || CASE WHEN v.option2 = '' THEN '' ELSE ' / ' || v.option2 END
                   || CASE WHEN v.option3 = '' THEN '' ELSE ' / ' || v.option3 END AS variant_title"
    };
}
pub(crate) use variant_title;

pub(crate) async fn get(tx: &mut Tx, id: VariantId) -> Result<Facts> {
    let found = tx
        .query(
            "SELECT v.id, coalesce(v.sku, p.title) AS name, p.kind = 'bundle' AS is_bundle, v.track_stock,
                    v.backorder = 'allow' AS may_backorder
             FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
             WHERE v.tenant_id = $1 AND v.id = $2",
        )
        .bind(id)
        .fetch_optional()
        .await?;
    found.ok_or_else(|| Error::not_found("variant"))
}

/// What a bundle consists of, and how many of each.
pub(crate) async fn components(tx: &mut Tx, bundle: VariantId) -> Result<Vec<(VariantId, i64)>> {
    tx.query(
        "SELECT component_variant_id, quantity FROM bundle_components
         WHERE tenant_id = $1 AND bundle_variant_id = $2 ORDER BY component_variant_id",
    )
    .bind(bundle)
    .fetch_all()
    .await
}
