//! Indexing what a change around products concerns, and what was there before there was an index.

use ::jobs::schedules::ScheduleDecl;
use ::jobs::{Failure, Job, JobCtx, Queue, Registry};
use db::Tx;
use kernel::{Result, Scope};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{FORMAT, document, store};
use crate::category::CategoryId;
use crate::product::ProductId;

/// Products per transaction, so that nobody waits long for the one writer.
const BATCH: i64 = 100;

/// Indexes the products of an organization that are not indexed by the present rules.
#[derive(Debug, Serialize, Deserialize)]
pub struct IndexStale {}

impl Job for IndexStale {
    const NAME: &'static str = "catalog.index_stale";
    const QUEUE: Queue = Queue::Low;

    fn dedup_key(&self) -> Option<String> {
        Some(String::new())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let mut after = ProductId::from_uuid(Uuid::nil());
        while let Some(last) = ctx.write(async |tx| batch(tx, after).await).await? {
            after = last;
        }
        Ok(())
    }
}

/// Answers the last product of the batch; nothing when none was left.
async fn batch(tx: &mut Tx, after: ProductId) -> Result<Option<ProductId>> {
    let stale = store::stale(tx, FORMAT, after, BATCH).await?;
    document::index(tx, &stale).await?;
    Ok(stale.last().copied())
}

/// Looks in every organization for products that are not indexed by the present rules: after an update of the program.
#[derive(Debug, Serialize, Deserialize)]
pub struct IndexEverywhere {}

impl Job for IndexEverywhere {
    const NAME: &'static str = "catalog.index_everywhere";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let scope = Scope::installation(Self::NAME);
        let stale = ctx.db().read(&scope, async |tx| store::stale_organizations(tx, FORMAT).await).await?;
        for tenant in stale {
            let scope = Scope::system(tenant, Self::NAME);
            ctx.db().write(&scope, async |tx| ::jobs::enqueue(tx, IndexStale {}).await).await?;
        }
        Ok(())
    }
}

/// A category is called something else, stands elsewhere or is about to go: its products are found by other words.
pub(crate) async fn category_changed(tx: &mut Tx, id: CategoryId) -> Result<()> {
    if store::stale_category(tx, id).await? > 0 {
        ::jobs::enqueue(tx, IndexStale {}).await?;
    }
    Ok(())
}

pub(crate) fn registry() -> Registry {
    Registry::new().register::<IndexStale>().register::<IndexEverywhere>()
}

/// Every quarter of an hour: after an update nobody waits longer for their products to be found.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![ScheduleDecl::new("catalog.index_everywhere", "*/15 * * * *", &IndexEverywhere {})]
}
