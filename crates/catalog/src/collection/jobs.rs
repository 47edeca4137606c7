//! Filling a collection by its rule, some hundred products at a time.

use ::jobs::{Failure, Job, JobCtx, Queue};
use db::Tx;
use kernel::Result;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CollectionId, facts, store};
use crate::product::ProductId;

/// Products per transaction, so that nobody waits long for the one writer.
const BATCH: i64 = 500;

/// Puts every product into a collection that meets its rule, and takes the others out.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CollectByRule {
    pub(crate) collection: CollectionId,
}

impl Job for CollectByRule {
    const NAME: &'static str = "catalog.collect_by_rule";
    const QUEUE: Queue = Queue::Default;

    fn dedup_key(&self) -> Option<String> {
        Some(self.collection.to_string())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let (mut first, last) = facts::ALL;
        loop {
            let next = ctx.write(async |tx| batch(tx, self.collection, first, last).await).await?;
            let Some(next) = next else { return Ok(()) };
            first = next;
        }
    }
}

/// Answers where the next batch begins. The rule is read anew every time: who changes it meanwhile enqueues another job.
async fn batch(
    tx: &mut Tx,
    collection: CollectionId,
    first: ProductId,
    last: ProductId,
) -> Result<Option<ProductId>> {
    let Some(rule) = store::find(tx, collection).await?.and_then(|collection| collection.rule) else {
        return Ok(None);
    };
    let facts = facts::between(tx, first, last, BATCH).await?;
    super::sort(tx, collection, &rule.0, &facts).await?;
    let next = facts.last().map(|one| ProductId::from_uuid(Uuid::from_u128(one.id.uuid().as_u128() + 1)));
    Ok(next.filter(|_| facts.len() == usize::try_from(BATCH).unwrap_or(0)))
}

/// What rules look at changed for many products: every rule is applied anew.
pub(crate) async fn rebuild_all(tx: &mut Tx) -> Result<()> {
    for collection in store::with_rule(tx).await? {
        ::jobs::enqueue(tx, CollectByRule { collection: collection.id }).await?;
    }
    Ok(())
}
