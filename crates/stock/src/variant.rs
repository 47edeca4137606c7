//! What stock needs to know of a variant: whether it is counted, whether it may be sold without, what it consists of.

pub(crate) mod store;

use std::collections::BTreeMap;

use db::Tx;
use kernel::{Error, Result};

use crate::{VariantId, quantity};

/// One variant, as far as stock is concerned.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Facts {
    pub(crate) id: VariantId,
    /// Its SKU, or what the product is called.
    pub(crate) name: String,
    pub(crate) is_bundle: bool,
    /// Whether pieces are counted at all.
    pub(crate) track_stock: bool,
    /// Whether it may be sold when there is none.
    pub(crate) may_backorder: bool,
}

/// What is really taken from the shelves: bundles become their components, pieces of the same variant are added up,
/// and what nobody counts is left out. In ascending order, the one in which levels are locked.
pub(crate) async fn explode(
    tx: &mut Tx,
    wanted: BTreeMap<VariantId, i64>,
) -> Result<BTreeMap<VariantId, (Facts, i64)>> {
    let mut facts = BTreeMap::new();
    let mut pieces = BTreeMap::new();
    for (variant, quantity) in wanted {
        let fact = store::get(tx, variant).await?;
        if !fact.is_bundle {
            facts.insert(variant, fact);
            quantity::add(&mut pieces, variant, quantity)?;
            continue;
        }
        for (component, each) in store::components(tx, variant).await? {
            let needed = each.checked_mul(quantity).ok_or_else(quantity::too_many)?;
            let fact = store::get(tx, component).await?;
            facts.insert(component, fact);
            quantity::add(&mut pieces, component, needed)?;
        }
    }
    let with_facts =
        |(variant, quantity)| facts.get(&variant).map(|fact| (variant, (fact.clone(), quantity)));
    Ok(pieces.into_iter().filter_map(with_facts).filter(|(_, (fact, _))| fact.track_stock).collect())
}

/// A variant whose pieces can lie on a shelf: no bundle, and one that is counted.
pub(crate) async fn countable(tx: &mut Tx, id: VariantId) -> Result<Facts> {
    let facts = store::get(tx, id).await?;
    if facts.is_bundle {
        let message = "A bundle has no stock of its own. Name one of its components.";
        return Err(Error::invalid("variant_id", "bundle", message));
    }
    if !facts.track_stock {
        let message =
            format!("The stock of {} is not tracked. Switch that on for the product first.", facts.name);
        return Err(Error::invalid("variant_id", "not_tracked", message));
    }
    Ok(facts)
}
