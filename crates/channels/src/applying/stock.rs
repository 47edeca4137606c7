//! Figures of stock.
//!
//! A platform's figure of what can be sold is net of its own orders, up to the moment at which it was stated. Ours is net
//! of what all orders hold. So what lies there is the stated figure, and what orders of this shop hold there that were
//! placed by then. It comes to the same whichever comes first, the order or the figure that has counted it: after an order
//! that comes late, the figure is stated once more.

use ::stock::{LocationId, Statement, find_location, held_for_orders, open_location, restate};
use catalog::variant::VariantId;
use db::Tx;
use kernel::{ErrorKind, Result, Timestamp};
use orders::order::{self, OrderId};

use super::{Place, effect, in_review, link_of, skipped};
use crate::change::{Stock, StockFigure};
use crate::connection::ConnectionId;
use crate::link::{LinkKind, Match, ask, match_item, store as links};
use crate::processing::{Effect, EffectKind, Source};

/// The id of the place of a platform that has one figure for all.
const EVERYWHERE: &str = "everywhere";

/// A figure that was stated.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
struct Stated {
    location_id: LocationId,
    figure: i64,
    is_on_hand: bool,
    stated_at: Timestamp,
}

pub(super) async fn apply(tx: &mut Tx, place: &Place, source: &Source, stock: Stock) -> Result<Effect> {
    let external = stock.item.inventory_id.clone().or_else(|| stock.item.variant_id.clone());
    let external = external.or_else(|| stock.item.sku.clone());
    let variant = match match_item(tx, place.connection.id, &stock.item, None).await? {
        Match::Known(variant) => variant,
        Match::Ignored => return Ok(skipped("stock", external, "It is nothing of ours, somebody has said.")),
        Match::Unclear(question) => {
            ask(tx, place.connection.id, &stock.item, question).await?;
            let note =
                "It is not clear which variant is meant. Decide in review, and this goes on by itself.";
            return Ok(in_review("stock", external, note.to_owned()));
        }
    };
    let at = stock.updated_at.or(source.occurred_at).unwrap_or(source.received_at);
    let external = external.unwrap_or_default();
    let location = location(tx, place, stock.location_id.as_deref()).await?;
    let (figure, is_on_hand) = match stock.figure {
        StockFigure::Available(figure) => (figure, false),
        StockFigure::OnHand(figure) => (figure, true),
    };
    let stated = Stated { location_id: location, figure, is_on_hand, stated_at: at };
    if !remember(tx, place.connection.id, variant, stated).await? {
        return Ok(effect("stock", EffectKind::Stale, &external, Some(variant)));
    }
    state(tx, place, variant, stated, &external).await
}

/// Makes the level what was stated.
async fn state(
    tx: &mut Tx,
    place: &Place,
    variant: VariantId,
    stated: Stated,
    external: &str,
) -> Result<Effect> {
    let location_id = stated.location_id;
    let counted = if stated.is_on_hand { 0 } else { counted(tx, place, variant, stated).await? };
    let note = format!("{}: {}", place.says(), stated.figure);
    let on_hand = stated.figure.saturating_add(counted);
    let statement = Statement { variant_id: variant, location_id, on_hand, note };
    match tx.attempt(async |tx| restate(tx, statement).await).await {
        Ok(Some(_)) => Ok(effect("stock", EffectKind::Updated, external, Some(variant))),
        Ok(None) => Ok(effect("stock", EffectKind::Unchanged, external, Some(variant))),
        // A bundle, or a variant that nobody counts here.
        Err(error) if error.kind() == ErrorKind::Invalid => {
            Ok(skipped("stock", Some(external.to_owned()), error.detail()))
        }
        Err(error) => Err(error),
    }
}

/// What is held there for orders that the figure has counted: those of the shop that were placed by then.
async fn counted(tx: &mut Tx, place: &Place, variant: VariantId, stated: Stated) -> Result<i64> {
    let Some(shop) = &place.shop else { return Ok(0) };
    let mut counted = 0;
    for (order, quantity) in held_for_orders(tx, variant, stated.location_id).await? {
        let order = order::find(tx, OrderId::from_uuid(order)).await?;
        let is_counted =
            order.is_some_and(|order| order.shop_id == shop.id && order.placed_at <= stated.stated_at);
        if is_counted {
            counted += quantity;
        }
    }
    Ok(counted)
}

/// States once more what the connection has stated last of these variants since `since`: an order of that time was taken
/// off there already, and has now been taken off here.
pub(super) async fn state_again(
    tx: &mut Tx,
    place: &Place,
    variants: &[VariantId],
    since: Timestamp,
) -> Result<()> {
    for variant in variants {
        let stated: Vec<Stated> = tx
            .query(
                "SELECT location_id, figure, is_on_hand, stated_at FROM channel_stock
                 WHERE tenant_id = $1 AND connection_id = $2 AND variant_id = $3 AND stated_at >= $4
                 ORDER BY location_id",
            )
            .bind(place.connection.id)
            .bind(*variant)
            .bind(since)
            .fetch_all()
            .await?;
        for one in stated {
            state(tx, place, *variant, one, "").await?;
        }
    }
    Ok(())
}

/// Where orders of the connection take this variant from: where its platform has counted it, or else, before it has, the
/// place that its first figure will be for.
pub(super) async fn location_of(tx: &mut Tx, place: &Place, variant: VariantId) -> Result<LocationId> {
    let counted: Option<LocationId> = tx.query(
        "SELECT location_id FROM channel_stock WHERE tenant_id = $1 AND connection_id = $2 AND variant_id = $3
         ORDER BY figure DESC, location_id LIMIT 1",
    )
    .bind(place.connection.id)
    .bind(variant)
    .scalar_optional()
    .await?;
    match counted {
        Some(location) => Ok(location),
        None => location(tx, place, None).await,
    }
}

/// Keeps the figure; answers whether it is news.
async fn remember(tx: &mut Tx, connection: ConnectionId, variant: VariantId, new: Stated) -> Result<bool> {
    let kept = tx
        .query(
            "INSERT INTO channel_stock (tenant_id, connection_id, variant_id, location_id, figure, is_on_hand, stated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, connection_id, variant_id, location_id) DO UPDATE
             SET figure = excluded.figure, is_on_hand = excluded.is_on_hand, stated_at = excluded.stated_at
             WHERE channel_stock.stated_at <= excluded.stated_at",
        )
        .bind(connection)
        .bind(variant)
        .bind(new.location_id)
        .bind(new.figure)
        .bind(new.is_on_hand)
        .bind(new.stated_at)
        .execute()
        .await?;
    Ok(kept > 0)
}

/// What a place of the platform is here. One that was never heard of is made, with the connection's name.
async fn location(tx: &mut Tx, place: &Place, external: Option<&str>) -> Result<LocationId> {
    let external = external.unwrap_or(EVERYWHERE);
    if let Some(link) = link_of(tx, place, LinkKind::Location, external).await?
        && let Some(id) = link.entity()
        && find_location(tx, id).await?.is_some()
    {
        return Ok(id);
    }
    // Orders may have come before the platform has named a place: then that was theirs.
    let everywhere = link_of(tx, place, LinkKind::Location, EVERYWHERE).await?;
    if let Some(id) = everywhere.and_then(|link| link.entity())
        && links::of_entity(tx, place.connection.id, LinkKind::Location, id.uuid()).await?.len() == 1
        && find_location(tx, id).await?.is_some()
    {
        links::remember(tx, place.connection.id, (LinkKind::Location, external), id, true).await?;
        return Ok(id);
    }
    let name =
        if external == EVERYWHERE { place.says().to_owned() } else { format!("{} {external}", place.says()) };
    let name: String = name.chars().take(80).collect();
    let made = open_location(tx, &name).await?;
    links::remember(tx, place.connection.id, (LinkKind::Location, external), made.id, true).await?;
    Ok(made.id)
}
