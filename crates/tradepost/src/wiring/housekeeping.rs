//! Jobs that belong to no domain: forgetting what the web layer and the list of limits no longer need, and the files that
//! no domain needs.

use std::collections::HashSet;
use std::time::Duration;

use blobs::{ContentHash, Files};
use db::Tx;
use futures_util::{StreamExt, TryStreamExt};
use jobs::schedules::ScheduleDecl;
use jobs::{Failure, Job, JobCtx, Queue, Registry};
use kernel::{Scope, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

/// Rows per transaction, so that nobody waits long for SQLite's one writer.
const BATCH: i64 = 1_000;
/// A file may lie there for as long before anybody writes down what it is for.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);
/// Files that are asked about at once.
const FILES: usize = 500;

/// Forgets idempotency keys after a day, and rate limits that have recovered.
#[derive(Debug, Serialize, Deserialize)]
pub struct PruneRequests {}

impl Job for PruneRequests {
    const NAME: &'static str = "web.prune";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        while web::prune_idempotency_keys(ctx.db(), BATCH).await? > 0 {}
        while web::prune_rate_limits(ctx.db(), BATCH).await? > 0 {}
        Ok(())
    }
}

/// Deletes files that nobody needs any more, such as the pictures of deleted products.
#[derive(Debug, Serialize, Deserialize)]
pub struct CollectFiles {}

impl Job for CollectFiles {
    const NAME: &'static str = "files.collect";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let files = ctx.state::<Files>()?;
        let then = ctx.env().now().minus(GRACE);
        let mut failed = Ok(());
        for tenant in files.blobs().organizations().await? {
            // What one organization has amiss is no reason to keep the files of the others.
            if let Err(error) = collect(&ctx, files, tenant, then).await {
                tracing::warn!(%tenant, %error, "the files of an organization could not be collected");
                failed = Err(error);
            }
        }
        Ok(failed?)
    }
}

async fn collect(ctx: &JobCtx, files: &Files, tenant: TenantId, then: Timestamp) -> kernel::Result<()> {
    let scope = Scope::system(tenant, "files.collect");
    let mut old = files.blobs().stored_before(tenant, then).try_chunks(FILES);
    let mut deleted = 0_u64;
    while let Some(hashes) = old.next().await {
        let hashes = hashes.map_err(|error| error.1)?;
        let needed = ctx.db().read(&scope, async |tx| needed_files(tx, &hashes).await).await?;
        for hash in hashes.iter().filter(|hash| !needed.contains(hash)) {
            deleted += u64::from(files.blobs().delete_stored_before(tenant, hash, then).await?);
        }
    }
    if deleted > 0 {
        tracing::info!(%tenant, deleted, "files that nobody needed any more were deleted");
    }
    Ok(())
}

/// Every domain that keeps files says here which of these it needs.
async fn needed_files(tx: &mut Tx, hashes: &[ContentHash]) -> kernel::Result<HashSet<ContentHash>> {
    catalog::needed_files(tx, hashes).await
}

/// Every job of this module.
pub(super) fn jobs() -> Registry {
    Registry::new().register::<PruneRequests>().register::<CollectFiles>()
}

/// When they recur.
pub(super) fn schedules() -> Vec<ScheduleDecl> {
    vec![
        ScheduleDecl::new("web.prune", "7 * * * *", &PruneRequests {}),
        ScheduleDecl::new("files.collect", "40 3 * * *", &CollectFiles {}),
    ]
}
