//! Housekeeping: forgets sessions and links that no longer work. And the list of this domain's jobs.

use ::jobs::schedules::ScheduleDecl;
use ::jobs::{Failure, Job, JobCtx, Registry};
use serde::{Deserialize, Serialize};

use crate::api_key::expiring::TellOfExpiry;
use crate::{session, user};

/// Rows per transaction, so that nobody waits long for the one writer.
const BATCH: i64 = 1_000;

/// Forgets sessions and links that have ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct PruneIdentity {}

impl Job for PruneIdentity {
    const NAME: &'static str = "identity.prune";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let scope = kernel::Scope::installation("identity.prune");
        loop {
            let gone = ctx
                .db()
                .write(&scope, async |tx| {
                    Ok(session::store::prune(tx, BATCH).await? + user::store::prune_tokens(tx, BATCH).await?)
                })
                .await?;
            if gone == 0 {
                return Ok(());
            }
        }
    }
}

/// Every job of this domain.
pub(crate) fn registry() -> Registry {
    Registry::new().register::<PruneIdentity>().register::<TellOfExpiry>()
}

/// When they recur.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![ScheduleDecl::new("identity.prune", "20 3 * * *", &PruneIdentity {})]
}
