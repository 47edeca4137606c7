//! Going through a file, a few products per transaction.
//!
//! What a batch wrote and how far the import has come are committed together, so an import that is interrupted anywhere
//! goes on behind the last product that it counted.

use blobs::Files;
use db::Tx;
use jobs::{Failure, JobCtx};
use kernel::{Error, Result};

use super::draft::{Draft, Parsed, RowError};
use super::resolve::{resolve, settle_states};
use super::shelves::{Booking, OpeningStock};
use super::store::Progress;
use super::{
    ImportState, OnExisting, ProductImport, ProductImportId, failures, reading, store, undo, update,
};
use crate::image;
use crate::product::{self, NewProduct, ProductId};
use crate::variant::{self, VariantId, VariantState};

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

/// A product that was left out: its first row, and what is wrong where.
type Refused = (i64, Vec<RowError>);

async fn keep(tx: &mut Tx, id: ProductImportId, refused: Vec<Refused>) -> Result<()> {
    for (product_row, errors) in refused {
        for (row, problems) in failures::by_row(errors) {
            store::insert_failure(tx, id, product_row, row, problems).await?;
        }
    }
    Ok(())
}

async fn take_in(
    tx: &mut Tx,
    import: &ProductImport,
    batch: &[Parsed],
    shelves: Option<&OpeningStock>,
) -> Result<(Progress, Vec<Refused>)> {
    let (mut progress, mut refused) = (Progress::default(), Vec::new());
    for parsed in batch {
        let draft = match parsed {
            Parsed::Whole(draft) => draft,
            Parsed::Broken { rows, errors } => {
                progress.failed += 1;
                refused.push((rows.first().copied().unwrap_or_default(), errors.clone()));
                continue;
            }
        };
        match tx.attempt(async |tx| one(tx, import, draft, shelves).await).await {
            Ok(Outcome::Created) => progress.created += 1,
            Ok(Outcome::Updated) => progress.updated += 1,
            Ok(Outcome::Skipped) => progress.skipped += 1,
            Err(error) => {
                refused.push((
                    draft.rows.first().copied().unwrap_or_default(),
                    failures::of_refusal(draft, error)?,
                ));
                progress.failed += 1;
            }
        }
    }
    Ok((progress, refused))
}

enum Outcome {
    Created,
    Updated,
    Skipped,
}

async fn one(
    tx: &mut Tx,
    import: &ProductImport,
    draft: &Draft,
    shelves: Option<&OpeningStock>,
) -> Result<Outcome> {
    if let Some(existing) = existing(tx, &draft.product).await? {
        // One that undoing could only archive comes back as if it were new.
        if store::was_undone(tx, existing).await? {
            let variants = update::update(tx, existing, draft).await?.into_iter().map(|(id, _)| id);
            let bookings = open(tx, import, draft, variants.map(Some).collect(), shelves).await?;
            store::insert_change(tx, import.id, existing, None, bookings).await?;
            return Ok(Outcome::Created);
        }
        if import.on_existing == OnExisting::Skip {
            return Ok(Outcome::Skipped);
        }
        let before = undo::remember(tx, existing).await?;
        let variants = update::update(tx, existing, draft).await?;
        let new = variants.into_iter().map(|(id, is_new)| is_new.then_some(id)).collect();
        let bookings = open(tx, import, draft, new, shelves).await?;
        store::insert_change(tx, import.id, existing, Some(before), bookings).await?;
        return Ok(Outcome::Updated);
    }
    let mut new = resolve(tx, draft).await?;
    new.shop_ids = import.shop_ids.as_ref().map(|shops| shops.0.clone());
    let product = product::create(tx, new).await?;
    let images = draft.images.iter().map(|image| (image.url.as_str(), image.alt_text.as_str()));
    image::link(tx, product.id, images).await?;
    let mut bookings = Vec::new();
    let wants_stock = shelves.is_some() && draft.quantities.iter().any(Option::is_some);
    let has_archived = draft.variant_states.contains(&Some(VariantState::Archived));
    if wants_stock || has_archived {
        let variants: Vec<VariantId> =
            variant::of_product(tx, product.id).await?.into_iter().map(|variant| variant.id).collect();
        if has_archived {
            settle_states(tx, draft, &variants).await?;
        }
        bookings = open(tx, import, draft, variants.into_iter().map(Some).collect(), shelves).await?;
    }
    store::insert_change(tx, import.id, product.id, None, bookings).await?;
    Ok(Outcome::Created)
}

/// Puts on the shelves what the file says is there of these variants, which stand in the draft's order. What was there
/// before the import is none of its business.
async fn open(
    tx: &mut Tx,
    import: &ProductImport,
    draft: &Draft,
    variants: Vec<Option<VariantId>>,
    shelves: Option<&OpeningStock>,
) -> Result<Vec<Booking>> {
    let told = draft.quantities.iter().zip(&draft.product.variants).zip(variants);
    let pieces = told.filter_map(|((quantity, variant), id)| {
        quantity.filter(|quantity| *quantity > 0 && variant.track_stock).zip(id)
    });
    let pieces: Vec<(VariantId, i64)> = pieces.map(|(quantity, id)| (id, quantity)).collect();
    match shelves {
        Some(shelves) if !pieces.is_empty() => shelves.keeper().open(tx, &pieces, &import.file_name).await,
        _ => Ok(Vec::new()),
    }
}

/// The product that a draft is about, when it is there: by the words of its address, or by one of its SKUs.
async fn existing(tx: &mut Tx, new: &NewProduct) -> Result<Option<ProductId>> {
    if let Some(slug) = &new.slug
        && let Some(product) = product::find_by_slug(tx, slug).await?
    {
        return Ok(Some(product.id));
    }
    for sku in new.variants.iter().filter_map(|variant| variant.sku.as_deref()) {
        if let Some(variant) = variant::find_by_sku(tx, sku).await? {
            return Ok(Some(variant.product_id));
        }
    }
    Ok(None)
}
