//! Offers at Amazon: whether they can be bought, and what is wrong with them.

use super::{Payload, keep};
use crate::change::{Change, Item, Listing};
use crate::reading::Unreadable;
use crate::{EntityKind, EntityRef};

/// Whether it can be bought and found.
pub(super) fn status(payload: &Payload<'_>) -> Vec<Change> {
    let status = payload.named("Status").texts();
    keep(&payload.body, &["CreatedDate"]);
    let is_buyable = Some(status.iter().any(|word| word == "BUYABLE"));
    vec![Change::Listing(Listing { is_buyable, status, ..listing(payload) })]
}

/// What Amazon holds against it. Only measures that end the sale say that it cannot be bought; that there are none does not
/// say that it can.
pub(super) fn issues(payload: &Payload<'_>) -> Vec<Change> {
    let severities = payload.named("Severities").texts();
    let measures = payload.named("EnforcementActions").texts();
    let is_out =
        measures.iter().any(|word| matches!(word.as_str(), "LISTING_SUPPRESSED" | "CATALOG_ITEM_REMOVED"));
    let status = severities.into_iter().chain(measures).collect();
    let listing = Listing { is_buyable: is_out.then_some(false), status, ..listing(payload) };
    vec![Change::Listing(listing)]
}

/// Texts or pictures of a branded product were changed by somebody; which, is named, and what they are now is not.
pub(super) fn content(payload: &Payload<'_>) -> Result<Vec<Change>, Unreadable> {
    let id = payload.named("Asin").required_id()?;
    payload.event_time.note();
    keep(&payload.body, &["BrandName", "AttributesChanged", "MarketplaceId"]);
    Ok(vec![Change::Fetch(EntityRef { kind: EntityKind::Product, id })])
}

fn listing(payload: &Payload<'_>) -> Listing {
    // A connection is of one seller; of several marketplaces the last to speak is believed.
    keep(&payload.body, &["MarketplaceId"]);
    let item =
        Item { sku: payload.named("Sku").id(), product_id: payload.named("Asin").id(), ..Item::default() };
    Listing { item, updated_at: payload.event_time.instant(), ..Listing::default() }
}
