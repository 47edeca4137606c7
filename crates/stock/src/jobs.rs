//! What recurs: reservations end when they are too old, and every night the ledger is proven.

use ::jobs::schedules::ScheduleDecl;
use ::jobs::{Failure, Job, JobCtx, Queue, Registry};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::{reconciliation, reservation};

/// Reservations per look.
const BATCH: i64 = 200;

/// Lets go of what reservations hold that are too old.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireReservations {}

impl Job for ExpireReservations {
    const NAME: &'static str = "stock.expire_reservations";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let scope = Scope::installation("stock.expire_reservations");
        loop {
            let expired: Vec<(TenantId, _)> =
                ctx.db().read(&scope, async |tx| reservation::store::expired(tx, BATCH).await).await?;
            if expired.is_empty() {
                return Ok(());
            }
            for (tenant, id) in expired {
                // One transaction each, so that nobody waits for more than one basket's levels.
                let scope = Scope::system(tenant, "job stock.expire_reservations");
                ctx.db().write(&scope, async |tx| reservation::expire(tx, id).await).await?;
            }
        }
    }
}

/// Compares each level of every organization with the sum of its movements.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReconcileStock {}

impl Job for ReconcileStock {
    const NAME: &'static str = "stock.reconcile";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let scope = Scope::installation("stock.reconcile");
        let organizations = ctx.db().read(&scope, async |tx| reconciliation::organizations(tx).await).await?;
        let mut differences = 0;
        for tenant in organizations {
            let scope = Scope::system(tenant, "job stock.reconcile");
            differences +=
                ctx.db().write(&scope, async |tx| reconciliation::reconcile(tx).await).await?.differences;
        }
        #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 levels")]
        metrics::gauge!("stock_differences").set(differences as f64);
        Ok(())
    }
}

/// Every job of this domain.
pub(crate) fn registry() -> Registry {
    Registry::new().register::<ExpireReservations>().register::<ReconcileStock>()
}

/// When they recur.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![
        ScheduleDecl::new("stock.expire_reservations", "* * * * *", &ExpireReservations {}),
        ScheduleDecl::new("stock.reconcile", "10 2 * * *", &ReconcileStock {}),
    ]
}
