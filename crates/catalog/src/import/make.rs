//! Making products that a file tells of, with their pictures and what lies there of them.

use std::collections::HashMap;

use db::Tx;
use kernel::Result;

use super::ProductImport;
use super::draft::Draft;
use super::resolve::settle_states;
use super::shelves::{Booking, OpeningStock};
use super::store::{self, Creation};
use crate::image::{self, Link};
use crate::product::{self, Made, NewProduct, ProductId};
use crate::variant::{VariantId, VariantState};

/// Makes the products of these drafts as if one after the other, and keeps that the import made them. Answers in their
/// order: one that the catalog refuses does not keep the others from being made.
pub(super) async fn make(
    tx: &mut Tx,
    import: &ProductImport,
    shelves: Option<&OpeningStock>,
    drafts: &[&Draft],
    products: Vec<NewProduct>,
) -> Result<Vec<Result<ProductId>>> {
    let outcomes = product::create_many(tx, products).await?;
    let made: Vec<(&Draft, &Made)> = drafts
        .iter()
        .zip(&outcomes)
        .filter_map(|(draft, outcome)| Some((*draft, outcome.as_ref().ok()?)))
        .collect();
    let mut pictures = Vec::with_capacity(made.len());
    for (draft, Made { product, .. }) in &made {
        pictures.push((product.id, links(draft)?));
    }
    image::link(tx, pictures).await?;
    for (draft, Made { variants, .. }) in &made {
        if draft.variant_states.contains(&Some(VariantState::Archived)) {
            settle_states(tx, draft, variants).await?;
        }
    }
    let told = made.iter().flat_map(|(draft, made)| pieces(draft, made.variants.iter().copied().map(Some)));
    let mut bookings: HashMap<VariantId, Booking> =
        open(tx, import, shelves, told.collect()).await?.into_iter().collect();
    let creations = made.iter().map(|(_, Made { product, variants })| Creation {
        import: import.id,
        product: product.id,
        version: product.version,
        bookings: variants.iter().filter_map(|variant| bookings.remove(variant)).collect(),
    });
    let creations: Vec<Creation> = creations.collect();
    store::insert_creations(tx, creations).await?;
    Ok(outcomes.into_iter().map(|outcome| outcome.map(|made| made.product.id)).collect())
}

/// The pictures that a file links to; an error when one of them is no address.
pub(super) fn links(draft: &Draft) -> Result<Vec<Link>> {
    let link =
        |(index, image): (usize, &super::draft::DraftImage)| Link::new(index, &image.url, &image.alt_text);
    draft.images.iter().enumerate().map(link).collect()
}

/// How many the file says are there of these variants, which stand in the draft's order. Of what is left out it is none of
/// the import's business.
pub(super) fn pieces(
    draft: &Draft,
    variants: impl IntoIterator<Item = Option<VariantId>>,
) -> Vec<(VariantId, i64)> {
    let told = draft.quantities.iter().zip(&draft.product.variants).zip(variants);
    let pieces = told.filter_map(|((quantity, variant), id)| {
        id.zip(quantity.filter(|quantity| *quantity > 0 && variant.track_stock))
    });
    pieces.collect()
}

/// Puts pieces on the shelves, if there is somebody who counts them.
pub(super) async fn open(
    tx: &mut Tx,
    import: &ProductImport,
    shelves: Option<&OpeningStock>,
    pieces: Vec<(VariantId, i64)>,
) -> Result<Vec<(VariantId, Booking)>> {
    match shelves {
        Some(shelves) if !pieces.is_empty() => shelves.keeper().open(tx, &pieces, &import.file_name).await,
        _ => Ok(Vec::new()),
    }
}
