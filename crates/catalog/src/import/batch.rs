//! Taking in a few products of a file, as if one after the other.
//!
//! New products wait for each other and are made together. One that is there already, that has to do with a product before
//! it in the batch, or that needs more than rows of its own, is taken in alone, after those that wait.

use db::Tx;
use kernel::{Error, Result};

use super::ahead::{Ahead, Prospect};
use super::draft::{Draft, Parsed, RowError};
use super::make::{links, make, open, pieces};
use super::resolve::resolve;
use super::shelves::{Booking, OpeningStock};
use super::store::Progress;
use super::{OnExisting, ProductImport, failures, store, undo, update};
use crate::product::{self, NewProduct, ProductId};
use crate::variant::{self, VariantId};

/// A product that was left out: its first row, and what is wrong where.
pub(super) type Refused = (i64, Vec<RowError>);

/// Takes in these products; answers what became of them.
pub(super) async fn take_in(
    tx: &mut Tx,
    import: &ProductImport,
    products: &[Parsed],
    shelves: Option<&OpeningStock>,
) -> Result<(Progress, Vec<Refused>)> {
    let whole = products.iter().filter_map(|parsed| match parsed {
        Parsed::Whole(draft) => Some(draft.as_ref()),
        Parsed::Broken { .. } => None,
    });
    let ahead = Ahead::read(tx, whole.collect()).await?;
    let (waiting, progress, refused) = (Vec::new(), Progress::default(), Vec::new());
    let mut batch = Batch { import, shelves, ahead, waiting, progress, refused };
    for parsed in products {
        match parsed {
            Parsed::Whole(draft) => batch.take(tx, draft).await?,
            Parsed::Broken { rows, errors } => batch.refuse(rows, errors.clone()),
        }
    }
    batch.make(tx).await?;
    Ok((batch.progress, batch.refused))
}

struct Batch<'b> {
    import: &'b ProductImport,
    shelves: Option<&'b OpeningStock>,
    ahead: Ahead<'b>,
    /// Products that will be made together: nothing of them is there, and they have nothing to do with each other.
    waiting: Vec<(&'b Draft, NewProduct)>,
    progress: Progress,
    refused: Vec<Refused>,
}

impl<'b> Batch<'b> {
    async fn take(&mut self, tx: &mut Tx, draft: &'b Draft) -> Result<()> {
        let stays = self.import.on_existing == OnExisting::Skip;
        let new = match self.ahead.prospect(draft) {
            Prospect::There(id) if stays && !self.ahead.was_undone(id) => {
                self.progress.skipped += 1;
                return Ok(());
            }
            Prospect::New => self.plain(tx, draft).await?,
            Prospect::There(_) | Prospect::Unsure => None,
        };
        self.ahead.touch(draft);
        if let Some(new) = new {
            self.waiting.push((draft, new));
            return Ok(());
        }
        self.make(tx).await?;
        self.alone(tx, draft).await
    }

    /// The product of a draft that needs nothing made before it, and whose pictures can be fetched.
    async fn plain(&mut self, tx: &mut Tx, draft: &Draft) -> Result<Option<NewProduct>> {
        if draft.components.iter().any(|parts| !parts.is_empty()) || links(draft).is_err() {
            return Ok(None);
        }
        let Some(category_ids) = self.ahead.categories(tx, draft).await? else { return Ok(None) };
        let shop_ids = self.import.shop_ids.as_ref().map(|shops| shops.0.clone());
        Ok(Some(NewProduct { category_ids, shop_ids, ..draft.product.clone() }))
    }

    /// Makes the products that wait. When the database does not take them together, each is tried alone, so that the fault
    /// of one is said of that one.
    async fn make(&mut self, tx: &mut Tx) -> Result<()> {
        let (drafts, products): (Vec<&Draft>, Vec<NewProduct>) =
            std::mem::take(&mut self.waiting).into_iter().unzip();
        if drafts.is_empty() {
            return Ok(());
        }
        let (import, shelves) = (self.import, self.shelves);
        let made = tx.attempt(async |tx| make(tx, import, shelves, &drafts, products).await).await;
        match made {
            Ok(outcomes) => {
                for (draft, outcome) in drafts.into_iter().zip(outcomes) {
                    match outcome {
                        Ok(_) => self.progress.created += 1,
                        Err(error) => self.refuse(&draft.rows, failures::of_refusal(draft, error)?),
                    }
                }
            }
            Err(error) => {
                tracing::info!(%error, "products of an import are made one by one");
                for draft in drafts {
                    self.alone(tx, draft).await?;
                }
            }
        }
        Ok(())
    }

    async fn alone(&mut self, tx: &mut Tx, draft: &Draft) -> Result<()> {
        let (import, shelves) = (self.import, self.shelves);
        match tx.attempt(async |tx| one(tx, import, draft, shelves).await).await {
            Ok(Outcome::Created(id)) => {
                self.ahead.wrote(id);
                self.progress.created += 1;
            }
            Ok(Outcome::Updated(id)) => {
                self.ahead.wrote(id);
                self.progress.updated += 1;
            }
            Ok(Outcome::Skipped) => self.progress.skipped += 1,
            Err(error) => self.refuse(&draft.rows, failures::of_refusal(draft, error)?),
        }
        Ok(())
    }

    fn refuse(&mut self, rows: &[i64], errors: Vec<RowError>) {
        self.progress.failed += 1;
        self.refused.push((rows.first().copied().unwrap_or_default(), errors));
    }
}

enum Outcome {
    Created(ProductId),
    Updated(ProductId),
    Skipped,
}

/// One product, whatever is there of it.
async fn one(
    tx: &mut Tx,
    import: &ProductImport,
    draft: &Draft,
    shelves: Option<&OpeningStock>,
) -> Result<Outcome> {
    let Some(id) = existing(tx, &draft.product).await? else {
        let mut new = resolve(tx, draft).await?;
        new.shop_ids = import.shop_ids.as_ref().map(|shops| shops.0.clone());
        let made = make(tx, import, shelves, &[draft], vec![new]).await?.pop();
        let missing = || Error::internal("a product was neither made nor refused");
        return Ok(Outcome::Created(made.ok_or_else(missing)??));
    };
    // One that undoing could only archive comes back as if it were new.
    if store::undone(tx, &[id]).await?.contains(&id) {
        let variants = update::update(tx, id, draft).await?.into_iter().map(|(variant, _)| Some(variant));
        let bookings = opened(tx, import, shelves, pieces(draft, variants)).await?;
        store::insert_change(tx, import.id, id, None, bookings).await?;
        return Ok(Outcome::Created(id));
    }
    if import.on_existing == OnExisting::Skip {
        return Ok(Outcome::Skipped);
    }
    let before = undo::remember(tx, id).await?;
    let variants = update::update(tx, id, draft).await?;
    let new = variants.into_iter().map(|(variant, is_new)| is_new.then_some(variant));
    let bookings = opened(tx, import, shelves, pieces(draft, new)).await?;
    store::insert_change(tx, import.id, id, Some(before), bookings).await?;
    Ok(Outcome::Updated(id))
}

async fn opened(
    tx: &mut Tx,
    import: &ProductImport,
    shelves: Option<&OpeningStock>,
    pieces: Vec<(VariantId, i64)>,
) -> Result<Vec<Booking>> {
    let bookings = open(tx, import, shelves, pieces).await?;
    Ok(bookings.into_iter().map(|(_, booking)| booking).collect())
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
