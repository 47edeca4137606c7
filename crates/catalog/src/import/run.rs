//! Going through a file, a few products per transaction.
//!
//! What a batch wrote and how far the import has come are committed together, so an import that is interrupted anywhere
//! goes on behind the last product that it counted.

use blobs::Files;
use db::Tx;
use jobs::{Failure, JobCtx};
use kernel::{Error, Result};

use super::batch::{Refused, take_in};
use super::draft::Parsed;
use super::shelves::OpeningStock;
use super::{ImportState, ProductImport, ProductImportId, failures, reading, store};

/// Products per transaction: enough that a commit's wait for the disk is shared, few enough that others who write wait
/// for a moment only.
const BATCH: usize = 50;

/// Why a batch that was a trial is undone.
const TRIAL: &str = "trial";

/// Runs an import to its end, or to where somebody stops it.
pub(super) async fn run(ctx: &JobCtx, id: ProductImportId) -> std::result::Result<(), Failure> {
    let import = ctx.read(async |tx| store::get(tx, id).await).await?;
    if import.state != ImportState::Running {
        return Ok(());
    }
    let files = ctx.state::<Files>()?.clone();
    let file = reading::read(files.blobs(), ctx.tenant(), &import.file_hash, import.currency).await?;
    let mut position = import.position;
    let mut rest = file.products.get(usize::try_from(position).unwrap_or(usize::MAX)..).unwrap_or_default();
    while !rest.is_empty() {
        if ctx.cancelled().is_cancelled() {
            return Err(Failure::retry("the worker gives the import back"));
        }
        let (batch, others) = rest.split_at(rest.len().min(BATCH));
        let next = position + i64::try_from(batch.len()).unwrap_or(0);
        if !work_through(ctx, &import, batch, position, next).await? {
            return Ok(());
        }
        (position, rest) = (next, others);
    }
    ctx.write(async |tx| {
        let running = [ImportState::Running; 2];
        if store::move_on(tx, id, running, ImportState::Done).await? {
            super::tell(tx, "product_import.finished", id).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

/// Stops an import that cannot go on.
pub(super) async fn give_up(tx: &mut Tx, id: ProductImportId) -> Result<()> {
    if store::move_on(tx, id, [ImportState::Running; 2], ImportState::Canceled).await? {
        super::tell(tx, "product_import.canceled", id).await?;
    }
    Ok(())
}

/// One batch; answers whether the import goes on. The batch is claimed before anything is written, so that of two workers
/// who believe that the import is theirs one writes it, and nothing comes after a cancellation.
async fn work_through(
    ctx: &JobCtx,
    import: &ProductImport,
    batch: &[Parsed],
    position: i64,
    next: i64,
) -> Result<bool> {
    let shelves = ctx.state::<OpeningStock>().ok();
    let mut found = None;
    if import.dry_run {
        // A trial writes like an import, and is then undone; only what it found is kept.
        let trial = ctx.write(async |tx| {
            found = Some(take_in(tx, import, batch, shelves).await?);
            Err::<(), _>(Error::conflict(TRIAL, "A trial keeps nothing."))
        });
        match trial.await {
            Err(error) if error.code() == TRIAL => {}
            Err(error) => return Err(error),
            Ok(()) => return Err(Error::internal("a trial was committed")),
        }
    }
    ctx.write(async |tx| {
        if !store::claim(tx, import.id, position, next).await? {
            return Ok(false);
        }
        let (progress, refused) = match found {
            Some(found) => found,
            None => take_in(tx, import, batch, shelves).await?,
        };
        keep(tx, import.id, refused).await?;
        store::count(tx, import.id, progress).await?;
        Ok(true)
    })
    .await
}

async fn keep(tx: &mut Tx, id: ProductImportId, refused: Vec<Refused>) -> Result<()> {
    for (product_row, errors) in refused {
        for (row, problems) in failures::by_row(errors) {
            store::insert_failure(tx, id, product_row, row, problems).await?;
        }
    }
    Ok(())
}
