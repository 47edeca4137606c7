//! The proof, every night: each level is compared with the sum of its movements. What differs is reported, never mended:
//! a difference is a fault, and whoever mends it silently hides the fault.

pub(crate) mod api;
mod store;

use db::Tx;
use events::{Emit, Event};
use identity::audit::{Record, record};
use kernel::{Entity, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::VariantId;
use crate::location::LocationId;

/// How many differences are told one by one.
const TOLD_MAX: usize = 100;

/// All levels of an organization were compared with their movements.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Reconciliation {
    /// The id.
    pub id: ReconciliationId,
    /// When.
    pub at: Timestamp,
    /// How many levels there were.
    pub levels: i64,
    /// How many of them were not the sum of their movements: zero, or something is wrong.
    pub differences: i64,
}

impl Entity for Reconciliation {
    const PREFIX: &'static str = "recon";
}

/// The id of a reconciliation.
pub type ReconciliationId = Id<Reconciliation>;

/// A level that is not the sum of its movements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct StockDifferenceFound {
    /// The variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// What the level says that lies there.
    pub on_hand: i64,
    /// What the movements add up to.
    pub on_hand_moved: i64,
    /// What the level says that is promised.
    pub reserved: i64,
    /// What the movements add up to.
    pub reserved_moved: i64,
    /// What the level says that is on its way.
    pub incoming: i64,
    /// What the movements add up to.
    pub incoming_moved: i64,
}

impl Event for StockDifferenceFound {
    const NAME: &'static str = "stock.difference_found";

    fn entity(&self) -> Option<String> {
        Some(self.variant_id.to_string())
    }
}

/// Compares all levels of the organization with their movements, and says what differs: in an event each, in the audit
/// log, and in the list of reconciliations.
pub async fn reconcile(tx: &mut Tx) -> Result<Reconciliation> {
    let differences = store::differences(tx).await?;
    let count = i64::try_from(differences.len()).unwrap_or(i64::MAX);
    let levels = store::levels(tx).await?;
    let done = Reconciliation { id: tx.new_id(), at: tx.now(), levels, differences: count };
    store::insert(tx, &done).await?;
    if count > 0 {
        tracing::error!(differences = count, "levels of stock are not the sum of their movements");
        let told: Vec<_> = differences.iter().take(TOLD_MAX).cloned().collect();
        let after = serde_json::json!({"levels": levels, "differences": count, "first": told});
        record(tx, Record::new("stock.reconciliation_failed").target("reconciliation", done.id).after(after))
            .await?;
        for difference in told {
            tx.emit(difference)?;
        }
    }
    Ok(done)
}

/// The organizations that have stock, for the job that goes through all of them.
pub(crate) async fn organizations(tx: &mut Tx) -> Result<Vec<kernel::TenantId>> {
    store::organizations(tx).await
}
