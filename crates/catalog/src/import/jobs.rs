//! The background work of imports.

use jobs::{Failure, Job, JobCtx, Queue, Registry};
use serde::{Deserialize, Serialize};

use super::{ProductImportId, run, undo};

/// Runs an import, from where it stands.
#[derive(Debug, Serialize, Deserialize)]
pub struct RunProductImport {
    pub(crate) import_id: ProductImportId,
}

impl Job for RunProductImport {
    const NAME: &'static str = "catalog.import";
    const QUEUE: Queue = Queue::Low;

    fn dedup_key(&self) -> Option<String> {
        Some(self.import_id.to_string())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let outcome = run::run(&ctx, self.import_id).await;
        if outcome.is_err() && ctx.is_last_attempt() && !ctx.cancelled().is_cancelled() {
            // Nobody comes back to it: it must not look as if somebody did.
            ctx.write(async |tx| run::give_up(tx, self.import_id).await).await?;
        }
        outcome
    }
}

/// Undoes what an import did, from where that stands.
#[derive(Debug, Serialize, Deserialize)]
pub struct UndoProductImport {
    pub(crate) import_id: ProductImportId,
}

impl Job for UndoProductImport {
    const NAME: &'static str = "catalog.undo_import";
    const QUEUE: Queue = Queue::Low;

    fn dedup_key(&self) -> Option<String> {
        Some(self.import_id.to_string())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        undo::run(&ctx, self.import_id).await
    }
}

pub(crate) fn registry() -> Registry {
    Registry::new().register::<RunProductImport>().register::<UndoProductImport>()
}
