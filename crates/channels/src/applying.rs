//! Applying changes to the catalog, the stock, the orders and the customers, through what those offer everybody.
//!
//! What is stated of a thing later on its platform counts, whichever delivery came later: a change that is older than what
//! was applied says so and does nothing. Applying one twice does nothing the second time.

mod app;
mod customer;
mod dispute;
mod listing;
mod money;
mod order;
mod order_goods;
mod order_ledgers;
mod privacy;
mod product;
mod stock;

pub use dispute::DisputeChanged;
pub use listing::ListingChanged;

use catalog::shop::{self, Shop};
use db::Tx;
use kernel::{Error, Id, Result, Timestamp};

use crate::EntityKind;
use crate::change::Change;
use crate::connection::Connection;
use crate::link::{Link, LinkKind, store as links};
use crate::processing::{Effect, EffectKind, Source};

/// Where changes come from and go.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) connection: Connection,
    shop: Option<Shop>,
}

impl Place {
    /// The connection with its shop.
    pub(crate) async fn of(tx: &mut Tx, connection: &Connection) -> Result<Self> {
        let shop = match connection.shop_id {
            Some(id) => Some(shop::get(tx, id).await?),
            None => None,
        };
        Ok(Self { connection: connection.clone(), shop })
    }

    /// The shop that the connection is for.
    fn shop(&self) -> Result<&Shop> {
        let detail = "The connection is for no shop. Choose one in its settings, and replay the delivery.";
        self.shop.as_ref().ok_or_else(|| Error::conflict("no_shop", detail))
    }

    /// What is written beside what the platform has caused: its connection's name.
    fn says(&self) -> &str {
        &self.connection.name
    }
}

/// Applies one change; answers what it came to. All of it is done, or an error says why nothing is.
pub(crate) async fn apply(
    tx: &mut Tx,
    place: &Place,
    source: &Source,
    change: Change,
) -> Result<Vec<Effect>> {
    match change {
        Change::Product(product) => product::apply(tx, place, source, product).await,
        Change::Variant(variant) => product::apply_variant(tx, place, source, variant).await.map(one),
        Change::Listing(listing) => listing::apply(tx, place, source, listing).await.map(one),
        Change::Stock(stock) => stock::apply(tx, place, source, stock).await.map(one),
        Change::Order(order) => order::apply(tx, place, source, order).await,
        Change::Payment(payment) => order_ledgers::payment(tx, place, payment).await.map(one),
        Change::Refund(refund) => order_ledgers::refund(tx, place, refund).await.map(one),
        Change::Shipment(shipment) => order_ledgers::shipment(tx, place, shipment).await.map(one),
        Change::Dispute(dispute) => dispute::apply(tx, place, dispute).await.map(one),
        Change::Customer(customer) => customer::apply(tx, place, source, customer).await.map(one),
        Change::Deleted(entity) => match entity.kind {
            EntityKind::Product => product::deleted(tx, place, source, &entity.id).await.map(one),
            _ => Ok(one(skipped("deleted", Some(entity.id), "What was made of it stays."))),
        },
        Change::Fetch(entity) => {
            let note = "The platform says that it has changed, and not how.";
            Ok(one(skipped("fetch", Some(entity.id), note)))
        }
        Change::App(app) => app::apply(tx, place, app).await.map(one),
        Change::Privacy(privacy) => privacy::apply(tx, place, source, privacy).await.map(one),
    }
}

fn one(effect: Effect) -> Vec<Effect> {
    vec![effect]
}

/// An effect on something of ours.
fn effect<T: kernel::Entity>(
    change: &str,
    kind: EffectKind,
    external_id: &str,
    entity: Option<Id<T>>,
) -> Effect {
    Effect {
        change: change.to_owned(),
        effect: kind,
        external_id: Some(external_id.to_owned()),
        entity_id: entity.map(|id| id.to_string()),
        note: None,
    }
}

/// Nothing follows from it, and why.
fn skipped(change: &str, external_id: Option<String>, note: &str) -> Effect {
    let note = Some(note.to_owned());
    Effect { change: change.to_owned(), effect: EffectKind::Skipped, external_id, entity_id: None, note }
}

/// Somebody has to decide first.
fn in_review(change: &str, external_id: Option<String>, note: String) -> Effect {
    let note = Some(note);
    Effect { change: change.to_owned(), effect: EffectKind::Review, external_id, entity_id: None, note }
}

/// It is older than what was applied.
fn stale(change: &str, external_id: &str, link: &Link) -> Effect {
    let known = link.stated_at.map(|at| format!("The state of {at} was applied already."));
    Effect {
        change: change.to_owned(),
        effect: EffectKind::Stale,
        external_id: Some(external_id.to_owned()),
        entity_id: None,
        note: known,
    }
}

/// When what is stated was so: the platform's own time of the thing, or else of what happened.
fn stated_at(updated_at: Option<Timestamp>, source: &Source) -> Option<Timestamp> {
    updated_at.or(source.occurred_at)
}

/// The link of a thing.
async fn link_of(tx: &mut Tx, place: &Place, kind: LinkKind, external_id: &str) -> Result<Option<Link>> {
    links::find(tx, place.connection.id, kind, external_id).await
}
