//! Offers on marketplaces: what becomes of one there is told to whoever watches listings.

use catalog::variant::VariantId;
use db::Tx;
use events::{Emit, Event};
use kernel::{Money, Result, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Place, effect, in_review, skipped, stated_at};
use crate::change::{self, Listing};
use crate::connection::ConnectionId;
use crate::link::{LinkKind, Match, ask, match_item, store as links};
use crate::processing::{Effect, EffectKind, Source};

/// An offer on a marketplace has changed there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListingChanged {
    /// Where.
    pub connection_id: ConnectionId,
    /// What is offered.
    pub variant_id: VariantId,
    /// Its id or SKU there.
    pub external_id: String,
    /// Whether it can be bought now, as far as the platform says it.
    pub is_buyable: Option<bool>,
    /// The platform's own words for how it stands.
    pub status: Vec<String>,
    /// What it sells for now, as far as the platform says it.
    pub price: Option<Money>,
    /// When that became so.
    pub changed_at: Option<Timestamp>,
}

impl Event for ListingChanged {
    const NAME: &'static str = "listing.changed";

    fn entity(&self) -> Option<String> {
        Some(self.variant_id.to_string())
    }
}

pub(super) async fn apply(tx: &mut Tx, place: &Place, source: &Source, listing: Listing) -> Result<Effect> {
    let external = listing.item.variant_id.clone().or_else(|| listing.item.sku.clone());
    let connection = place.connection.id;
    let variant = match match_item(tx, connection, &listing.item, listing.title.as_deref()).await? {
        Match::Known(variant) => variant,
        Match::Ignored => {
            return Ok(skipped("listing", external, "It is nothing of ours, somebody has said."));
        }
        Match::Unclear(question) => {
            ask(tx, connection, &listing.item, question).await?;
            let note =
                "It is not clear which variant is meant. Decide in review, and this goes on by itself.";
            return Ok(in_review("listing", external, note.to_owned()));
        }
    };
    let external = external.unwrap_or_default();
    let at = stated_at(listing.updated_at, source);
    if let Some(link) = links::find(tx, connection, LinkKind::Variant, &external).await? {
        if link.is_newer_than(at) {
            return Ok(super::stale("listing", &external, &link));
        }
        links::stated(tx, link.id, at, source.delivery).await?;
    }
    let price = match (listing.price, listing.currency) {
        (Some(price), Some(currency)) => Some(Money::new(change::minor("price", price, currency)?, currency)),
        _ => None,
    };
    let told = ListingChanged {
        connection_id: connection,
        variant_id: variant,
        external_id: external.clone(),
        is_buyable: listing.is_buyable,
        status: listing.status,
        price,
        changed_at: at,
    };
    tx.emit(told)?;
    Ok(effect("listing", EffectKind::Updated, &external, Some(variant)))
}
