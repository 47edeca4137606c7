//! Orders and the stock: what an order holds, sends and takes back, as demands that stock understands.

use db::Tx;
use kernel::Result;
use stock::{Demand, Holder, LocationId, Reference, ReferenceKind, TakenBack, Wish};

use crate::order::{Order, OrderId, OrderLine};
use crate::returns::ReturnId;

/// What `quantity` of a line are in the stock.
fn demands(line: &OrderLine, quantity: i64) -> impl Iterator<Item = Demand> + '_ {
    let goods = line.goods.0.iter().filter(move |_| quantity > 0);
    let variant = |one: &crate::order::Goods| stock::VariantId::from_uuid(one.variant_id.uuid());
    goods.map(move |one| Demand::new(variant(one), one.quantity.saturating_mul(quantity)))
}

/// Makes the order hold exactly what of it is still to be sent.
pub(crate) async fn hold(tx: &mut Tx, order: OrderId, lines: &[OrderLine]) -> Result<()> {
    reserve(tx, order, lines, Wish::default()).await
}

/// The same of an order that a platform has sold already: also where there is none, and there only where it sells from.
pub(crate) async fn hold_at(
    tx: &mut Tx,
    order: OrderId,
    lines: &[OrderLine],
    location: Option<LocationId>,
) -> Result<()> {
    reserve(tx, order, lines, Wish { oversell: true, location, ..Wish::default() }).await
}

async fn reserve(tx: &mut Tx, order: OrderId, lines: &[OrderLine], wish: Wish) -> Result<()> {
    let wanted: Vec<Demand> =
        lines.iter().flat_map(|line| demands(line, line.quantity - line.shipped_quantity)).collect();
    let holder = Holder::order(order);
    if wanted.is_empty() {
        stock::release(tx, holder).await?;
        return Ok(());
    }
    stock::reserve(tx, holder, &wanted, wish).await?;
    Ok(())
}

/// Lets go of all that the order holds.
pub(crate) async fn let_go(tx: &mut Tx, order: OrderId) -> Result<()> {
    stock::release(tx, Holder::order(order)).await.map(|_| ())
}

/// These goods leave with a parcel.
pub(crate) async fn send(
    tx: &mut Tx,
    order: &Order,
    lines: &[(&OrderLine, i64)],
    from: Option<LocationId>,
    has_left: bool,
) -> Result<()> {
    let leaving: Vec<Demand> = lines.iter().flat_map(|(line, quantity)| demands(line, *quantity)).collect();
    if has_left && !leaving.is_empty() {
        stock::sold(tx, Holder::order(order.id), &leaving).await?;
    } else if !leaving.is_empty() {
        stock::sell(tx, Holder::order(order.id), &leaving, from).await?;
    }
    Ok(())
}

/// These goods came back: so many can be sold again, and the others are written off. They go to the location that is
/// named, or else to the one that stock is taken from first.
pub(crate) async fn take_back(
    tx: &mut Tx,
    id: ReturnId,
    lines: &[(&OrderLine, i64, i64)],
    to: Option<LocationId>,
) -> Result<()> {
    let mut back = Vec::new();
    for (line, sellable, broken) in lines {
        back.extend(demands(line, *sellable).map(|demand| TakenBack { demand, is_sellable: true }));
        back.extend(demands(line, *broken).map(|demand| TakenBack { demand, is_sellable: false }));
    }
    put(tx, Reference::new(ReferenceKind::Return, id), back, to).await
}

/// So many of a line are on the shelf again, without a return.
pub(crate) async fn put_back(
    tx: &mut Tx,
    order: &Order,
    line: &OrderLine,
    quantity: i64,
    to: Option<LocationId>,
) -> Result<()> {
    let back = demands(line, quantity).map(|demand| TakenBack { demand, is_sellable: true }).collect();
    put(tx, Reference::new(ReferenceKind::Order, order.id), back, to).await
}

async fn put(tx: &mut Tx, why: Reference, back: Vec<TakenBack>, to: Option<LocationId>) -> Result<()> {
    if back.is_empty() {
        return Ok(());
    }
    let to = match to {
        Some(location) => location,
        None => stock::favourite_location(tx).await?,
    };
    stock::take_back(tx, why, to, &back).await.map(|_| ())
}
