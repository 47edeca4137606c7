//! Levels: how much of a variant there is at a location. A level is always the sum of its movements.

pub(crate) mod api;
mod list;
pub(crate) mod store;

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Result, Timestamp};

use crate::VariantId;
use crate::location::LocationId;
use crate::movement::Change;

/// How much of one variant there is at one location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Level {
    /// The variant.
    pub variant_id: VariantId,
    /// The location.
    pub location_id: LocationId,
    /// What lies there, also what is reserved. Below zero when more was sold than anybody wrote down.
    pub on_hand: i64,
    /// How many of those are promised to somebody.
    pub reserved: i64,
    /// What is on its way there.
    pub incoming: i64,
    /// How many movements there have been.
    pub sequence: i64,
    /// When the latest movement was.
    pub updated_at: Timestamp,
}

/// Of how many variants for sale nothing is left to promise, of those that a shop lists or of all: as many as the list of
/// stock shows that is for sale and out.
pub async fn sold_out(tx: &mut Tx, shop: Option<ShopId>) -> Result<i64> {
    store::sold_out(tx, shop).await
}

impl Level {
    /// A level as it is after its first change.
    pub(crate) fn first(tx: &Tx, change: &Change) -> Self {
        Self {
            variant_id: change.variant_id,
            location_id: change.location_id,
            on_hand: change.on_hand,
            reserved: change.reserved,
            incoming: change.incoming,
            sequence: 1,
            updated_at: tx.now(),
        }
    }

    /// What can still be promised; below zero when too much was.
    pub const fn available(&self) -> i64 {
        self.on_hand - self.reserved
    }
}
