//! Which variant a platform means.

use catalog::variant::{self, Variant, VariantId};
use db::Tx;
use kernel::Result;

use super::{Link, LinkKind, LinkState, Question, QuestionReason, store};
use crate::change::Item;
use crate::connection::ConnectionId;

/// What was found for a platform's thing.
#[derive(Debug)]
pub(crate) enum Match {
    /// It is this one.
    Known(VariantId),
    /// It is nothing of ours, somebody has said.
    Ignored,
    /// Somebody has to decide.
    Unclear(Question),
}

/// Finds the variant that a platform means, and remembers it by every id that the platform has for it.
pub(crate) async fn match_item(
    tx: &mut Tx,
    connection: ConnectionId,
    item: &Item,
    title: Option<&str>,
) -> Result<Match> {
    let mut missing = Vec::new();
    let mut known = None;
    for (kind, id) in names(item) {
        match store::find(tx, connection, kind, id).await? {
            Some(link) if link.state == LinkState::Ignored => return Ok(Match::Ignored),
            Some(link) if link.state == LinkState::Linked => known = known.or(still_there(tx, &link).await?),
            _ => missing.push((kind, id)),
        }
    }
    let found = match known {
        Some(variant) => Match::Known(variant),
        None => by_words(tx, connection, item, title).await?,
    };
    if let Match::Known(variant) = found {
        for name in missing {
            store::remember(tx, connection, name, variant, false).await?;
        }
    }
    Ok(found)
}

/// The ids that a platform has for it, the surest first. What has no id is known by its SKU, as on marketplaces.
fn names(item: &Item) -> impl Iterator<Item = (LinkKind, &str)> {
    let by_sku = item.sku.as_ref().filter(|_| item.variant_id.is_none() && item.inventory_id.is_none());
    let variant = item.variant_id.as_ref().or(by_sku);
    let ids = [(LinkKind::Variant, variant), (LinkKind::InventoryItem, item.inventory_id.as_ref())];
    ids.into_iter().filter_map(|(kind, id)| id.map(|id| (kind, id.as_str())))
}

/// The variant of a link, unless it was deleted here.
async fn still_there(tx: &mut Tx, link: &Link) -> Result<Option<VariantId>> {
    let Some(id) = link.entity() else { return Ok(None) };
    Ok(variant::find(tx, id).await?.map(|variant| variant.id))
}

async fn by_words(tx: &mut Tx, connection: ConnectionId, item: &Item, title: Option<&str>) -> Result<Match> {
    let by_sku: Option<Variant> = match &item.sku {
        Some(sku) => variant::find_by_sku(tx, sku).await?,
        None => None,
    };
    let by_barcode: Option<Variant> = match &item.barcode {
        Some(barcode) => variant::find_by_barcode(tx, barcode).await?,
        None => None,
    };
    let question = |reason, candidates: Vec<VariantId>| {
        let (title, sku, barcode) = (title.map(str::to_owned), item.sku.clone(), item.barcode.clone());
        Ok(Match::Unclear(Question { reason, title, sku, barcode, candidates }))
    };
    let found = match (by_sku, by_barcode) {
        (Some(one), Some(other)) if one.id != other.id => {
            return question(QuestionReason::SkuAndBarcodeDiffer, vec![one.id, other.id]);
        }
        (Some(one), _) | (None, Some(one)) => one.id,
        (None, None) => return question(QuestionReason::Unknown, Vec::new()),
    };
    // Two things of one shop are two things, also where they have the same SKU.
    if let Some(id) = &item.variant_id {
        let linked = store::of_entity(tx, connection, LinkKind::Variant, found.uuid()).await?;
        if linked.iter().any(|link| link.external_id != *id) {
            return question(QuestionReason::LinkedAlready, vec![found]);
        }
    }
    Ok(Match::Known(found))
}

/// Puts the question of a thing that is not clear to whoever reviews links.
pub(crate) async fn ask(
    tx: &mut Tx,
    connection: ConnectionId,
    item: &Item,
    question: Question,
) -> Result<Option<Link>> {
    match names(item).next() {
        Some(name) => Ok(Some(store::ask(tx, connection, name, question).await?)),
        None => Ok(None),
    }
}
