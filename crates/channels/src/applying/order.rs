//! Orders: recorded once with their platform's amounts, and then followed.

use db::Tx;
use kernel::Result;
use orders::order::{self, CancelReason, OrderId, OrderState};
use orders::{Order, record_external};

use super::{Place, effect, link_of, order_goods, order_ledgers, skipped, stale, stated_at, stock};
use crate::change::{self, Cancellation};
use crate::link::{LinkKind, store as links};
use crate::processing::{Effect, EffectKind, Source};

pub(super) async fn apply(
    tx: &mut Tx,
    place: &Place,
    source: &Source,
    stated: change::Order,
) -> Result<Vec<Effect>> {
    let external = stated.external_id.clone();
    if stated.is_test {
        return Ok(vec![skipped("order", Some(external), "It is only a try.")]);
    }
    let shop = place.shop()?;
    let at = stated_at(stated.updated_at, source);
    let link = link_of(tx, place, LinkKind::Order, &external).await?;
    if let Some(link) = link.as_ref().filter(|link| link.is_newer_than(at)) {
        return Ok(vec![stale("order", &external, link)]);
    }
    let known = order::find_by_external_id(tx, shop.id, &external).await?;
    let is_whole = stated.total.is_some() && stated.lines.is_some() && stated.currency.is_some();
    let (order, is_new) = match known {
        Some(order) => (order, false),
        None if !is_whole => {
            let note = "The platform says that it has changed, and not what it is: it must be asked for.";
            return Ok(vec![skipped("order", Some(external), note)]);
        }
        None => (record(tx, place, source, &stated).await?, true),
    };
    let mut changed = false;
    if !is_new && is_whole && stated.cancelled.is_none() {
        let new = order_goods::external(tx, place, source, &stated).await?;
        changed |= order::restate_external(tx, order.id, &new).await?;
        restate_stock(tx, place, order.id).await?;
    }
    changed |= follow(tx, place, &order, &stated).await?;
    let name = (LinkKind::Order, external.as_str());
    let link = match link {
        Some(link) if link.entity() == Some(order.id) => link,
        _ => links::remember(tx, place.connection.id, name, order.id, true).await?,
    };
    links::stated(tx, link.id, at, source.delivery).await?;
    let kind = match (is_new, changed) {
        (true, _) => EffectKind::Created,
        (false, true) => EffectKind::Updated,
        (false, false) => EffectKind::Unchanged,
    };
    Ok(vec![effect("order", kind, &external, Some(order.id))])
}

async fn record(tx: &mut Tx, place: &Place, source: &Source, stated: &change::Order) -> Result<Order> {
    let new = order_goods::external(tx, place, source, stated).await?;
    let order = record_external(tx, new).await?;
    restate_stock(tx, place, order.id).await?;
    Ok(order)
}

/// What the platform has counted since the order was placed has counted the order already.
async fn restate_stock(tx: &mut Tx, place: &Place, id: OrderId) -> Result<()> {
    let lines = order::lines_of(tx, id).await?;
    let mut variants: Vec<_> = lines.iter().filter_map(|line| line.variant_id).collect();
    variants.sort_unstable();
    variants.dedup();
    let Some(since) = lines.first().map(|line| line.placed_at) else { return Ok(()) };
    stock::state_again(tx, place, &variants, since).await
}

/// Payments, parcels, refunds and a cancellation, as far as they are not known yet; answers whether there were any.
async fn follow(tx: &mut Tx, place: &Place, order: &Order, stated: &change::Order) -> Result<bool> {
    let mut changed = order_ledgers::pay(tx, place, order.id, stated).await?;
    changed |= order_ledgers::ship(tx, order.id, stated).await?;
    for refund in &stated.refunds {
        changed |= order_ledgers::give_back(tx, order.id, refund).await?;
    }
    if let Some(cancelled) = &stated.cancelled {
        changed |= cancel(tx, order.id, cancelled).await?;
    }
    Ok(changed)
}

/// Calls the order off; what has left already comes back by returns, and the order stands.
async fn cancel(tx: &mut Tx, id: OrderId, cancelled: &Cancellation) -> Result<bool> {
    let order = order::get(tx, id).await?;
    let lines = order::lines_of(tx, id).await?;
    if order.state == OrderState::Cancelled || lines.iter().any(|line| line.shipped_quantity > 0) {
        return Ok(false);
    }
    let word = cancelled.reason.as_deref().unwrap_or_default().to_ascii_lowercase();
    let reason = match word.as_str() {
        "customer" | "buyer" | "customer_request" | "buyer_cancelled" => CancelReason::Customer,
        "inventory" | "out_of_stock" | "no_inventory" => CancelReason::OutOfStock,
        "fraud" => CancelReason::Fraud,
        "declined" | "payment" | "failed" | "expired" | "unpaid" => CancelReason::Payment,
        "staff" | "mistake" => CancelReason::Mistake,
        _ => CancelReason::Other,
    };
    order::cancel(tx, id, reason).await?;
    Ok(true)
}
