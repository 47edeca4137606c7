//! What recurs: reservations end when they are too old.

use ::jobs::schedules::ScheduleDecl;
use ::jobs::{Failure, Job, JobCtx, Registry};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::reservation;

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

/// Every job of this domain.
pub(crate) fn registry() -> Registry {
    Registry::new().register::<ExpireReservations>()
}

/// When they recur.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![ScheduleDecl::new("stock.expire_reservations", "* * * * *", &ExpireReservations {})]
}
