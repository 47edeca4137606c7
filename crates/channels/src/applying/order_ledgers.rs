//! What happens to orders after they were placed: payments, parcels, refunds. Each has its platform's id, by which it is
//! there once.

use db::Tx;
use kernel::{Error, Result};
use orders::order::{
    self, FulfilmentState, LineId, NewPayment, Order, OrderId, OrderLine, OrderState, PaymentStart,
};
use orders::payment::{self as payments, PaymentState as Held};
use orders::refund::{self, NewRefund, RefundLine, RefundReason, Restock};
use orders::shipment::{self, NewShipment, ShipmentLine};

use super::{Place, effect, skipped};
use crate::change::{self, Payment, PaymentState, Refund, Shipment};
use crate::processing::{Effect, EffectKind};

/// What a parcel is known by of which the platform says only that all has left.
const ALL: &str = "all";

/// Brings payments to where the platform says that they are.
pub(super) async fn pay(tx: &mut Tx, place: &Place, id: OrderId, stated: &change::Order) -> Result<bool> {
    let mut changed = false;
    for payment in &stated.payments {
        changed |= settle(tx, id, payment).await?;
    }
    let order = order::get(tx, id).await?;
    let is_paid = matches!(
        stated.payment_state,
        Some(PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded)
    );
    if is_paid && order.due_minor() > 0 {
        changed |= take_all(tx, place, &order, stated).await?;
    }
    if stated.payment_state == Some(PaymentState::Voided) {
        for held in payments::of_order(tx, id).await? {
            if matches!(held.state, Held::Authorized) {
                payments::void(tx, held.id).await?;
                changed = true;
            }
        }
    }
    Ok(changed)
}

/// All that is due is here: what waited for it is captured, and what nobody knew of is written down.
async fn take_all(tx: &mut Tx, place: &Place, order: &Order, stated: &change::Order) -> Result<bool> {
    let mut changed = false;
    for held in payments::of_order(tx, order.id).await? {
        let is_waiting = matches!(held.state, Held::Pending | Held::Authorized);
        let due = order::get(tx, order.id).await?.due_minor();
        if is_waiting && due > 0 {
            payments::capture(tx, held.id, Some(held.amount_minor.min(due))).await?;
            changed = true;
        }
    }
    let due = order::get(tx, order.id).await?.due_minor();
    if due > 0 {
        let word = stated.payment_provider.clone();
        let provider: String =
            word.unwrap_or_else(|| place.connection.platform.word().to_owned()).chars().take(50).collect();
        let new = NewPayment {
            method: provider.clone(),
            provider,
            reference: None,
            start: PaymentStart::Captured,
            amount_minor: due,
            expires_at: None,
        };
        payments::add(tx, order.id, &new).await?;
        changed = true;
    }
    Ok(changed)
}

/// Brings one payment of an order to where its provider says that it is; answers whether anything changed.
async fn settle(tx: &mut Tx, order: OrderId, stated: &Payment) -> Result<bool> {
    let provider: String = stated.provider.chars().take(50).collect();
    let known = payments::find_by_reference(tx, &provider, &stated.external_id).await?;
    let amount_minor = change::minor("payments.amount", stated.amount, stated.currency)?;
    let Some(known) = known else {
        let start = match stated.state {
            PaymentState::Authorized => PaymentStart::Authorized,
            PaymentState::Pending => PaymentStart::Pending,
            PaymentState::Failed | PaymentState::Voided => return Ok(false),
            _ => PaymentStart::Captured,
        };
        let method = stated.method.clone().unwrap_or_else(|| provider.clone());
        let method: String = method.chars().take(50).collect();
        let reference = Some(stated.external_id.clone());
        let new = NewPayment { provider, method, reference, start, amount_minor, expires_at: None };
        payments::add(tx, order, &new).await?;
        return Ok(true);
    };
    let is_waiting = matches!(known.state, Held::Pending | Held::Authorized);
    match stated.state {
        PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded if is_waiting => {
            payments::capture(tx, known.id, Some(amount_minor)).await?;
        }
        PaymentState::Authorized if known.state == Held::Pending => {
            payments::authorize(tx, known.id, None).await?;
        }
        PaymentState::Voided if known.state == Held::Authorized => {
            payments::void(tx, known.id).await?;
        }
        PaymentState::Failed if is_waiting => {
            let why = stated.failure.clone().unwrap_or_else(|| "The provider does not say why.".to_owned());
            let why: String = why.chars().take(250).collect();
            payments::fail(tx, known.id, &why).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Writes down parcels that left.
pub(super) async fn ship(tx: &mut Tx, id: OrderId, stated: &change::Order) -> Result<bool> {
    let mut changed = false;
    for parcel in &stated.shipments {
        changed |= send(tx, id, parcel).await?;
    }
    if stated.is_fulfilled == Some(true) {
        let order = order::get(tx, id).await?;
        if order.state == OrderState::Open && order.fulfilment_state != FulfilmentState::Fulfilled {
            let parcel = Shipment { external_id: ALL.to_owned(), ..Shipment::default() };
            changed |= send(tx, id, &parcel).await?;
        }
    }
    Ok(changed)
}

async fn send(tx: &mut Tx, id: OrderId, parcel: &Shipment) -> Result<bool> {
    let known = shipment::find_by_external_id(tx, id, &parcel.external_id).await?;
    let Some(known) = known else {
        if parcel.is_cancelled {
            return Ok(false);
        }
        let order = order::get(tx, id).await?;
        let lines = order::lines_of(tx, id).await?;
        let packed = packed(&lines, parcel)?;
        let nothing_left = lines.iter().all(|line| line.left_to_ship() == 0);
        if nothing_left || packed.as_ref().is_some_and(Vec::is_empty) || order.state == OrderState::Cancelled
        {
            return Ok(false);
        }
        let new = NewShipment {
            lines: packed,
            courier: parcel.courier.clone().or(order.courier).or_else(|| Some("other".to_owned())),
            tracking_number: parcel.tracking_number.clone(),
            tracking_url: parcel.tracking_url.clone(),
            external_id: Some(parcel.external_id.clone()),
            has_left: true,
            ..NewShipment::default()
        };
        let made = shipment::ship(tx, id, new).await?;
        if let Some(at) = parcel.delivered_at {
            shipment::deliver(tx, made.id, Some(at)).await?;
        }
        return Ok(true);
    };
    if parcel.is_cancelled && known.state == shipment::ShipmentState::Shipped {
        shipment::fail(tx, known.id).await?;
        return Ok(true);
    }
    let has_arrived = parcel.delivered_at.filter(|_| known.delivered_at.is_none());
    if let Some(at) = has_arrived {
        shipment::deliver(tx, known.id, Some(at)).await?;
    }
    Ok(has_arrived.is_some())
}

/// What is in a parcel, as far as it has not left already.
fn packed(lines: &[OrderLine], parcel: &Shipment) -> Result<Option<Vec<ShipmentLine>>> {
    let Some(stated) = &parcel.lines else { return Ok(None) };
    let mut packed = Vec::with_capacity(stated.len());
    for one in stated {
        let line = line(lines, &one.line_id)?;
        let quantity = one.quantity.min(line.left_to_ship());
        if quantity > 0 {
            packed.push(ShipmentLine { line_id: line.id, quantity });
        }
    }
    Ok(Some(packed))
}

fn line<'l>(lines: &'l [OrderLine], external: &str) -> Result<&'l OrderLine> {
    lines.iter().find(|line| line.external_id.as_deref() == Some(external)).ok_or_else(|| {
        let detail = format!("The order has no line that its platform calls {external}.");
        Error::unavailable("line_not_here_yet", detail)
    })
}

/// Writes down money that went back; answers whether it is news.
pub(super) async fn give_back(tx: &mut Tx, id: OrderId, stated: &Refund) -> Result<bool> {
    let order = order::get(tx, id).await?;
    let before = order.refunded_minor;
    let lines = order::lines_of(tx, id).await?;
    let currency = stated.currency.unwrap_or(order.currency);
    let amount_minor = match stated.amount {
        Some(amount) => Some(change::minor("refunds.amount", amount, currency)?),
        None => None,
    };
    let shipping_minor = change::minor_rounded("refunds.shipping", stated.shipping, currency)?;
    let (mut given, mut all_shipped) = (Vec::new(), true);
    for one in &stated.lines {
        let line = line(&lines, &one.line_id)?;
        let quantity = one.quantity.min(line.quantity - line.refunded_quantity);
        if quantity > 0 {
            all_shipped &= one.restock && line.shipped_quantity - line.returned_quantity >= quantity;
            given.push(RefundLine { line_id: LineId::from_uuid(line.id.uuid()), quantity });
        }
    }
    if amount_minor == Some(0) || (amount_minor.is_none() && given.is_empty() && shipping_minor == 0) {
        return Ok(false);
    }
    let payment_id = match &stated.payment_id {
        Some(reference) => payments::of_order(tx, id)
            .await?
            .into_iter()
            .find(|payment| {
                payment.reference.as_deref() == Some(reference) && payment.state == Held::Captured
            })
            .map(|payment| payment.id),
        None => None,
    };
    let new = NewRefund {
        return_id: None,
        restock: (all_shipped && !given.is_empty()).then(Restock::default),
        lines: given,
        shipping_minor,
        amount_minor,
        payment_id,
        reason: RefundReason::Other,
        note: stated.note.clone().unwrap_or_default(),
        external_id: Some(stated.external_id.clone()),
    };
    refund::refund(tx, id, new).await?;
    Ok(order::get(tx, id).await?.refunded_minor != before)
}

/// A payment that a delivery of its own tells of.
pub(super) async fn payment(tx: &mut Tx, place: &Place, stated: Payment) -> Result<Effect> {
    let external = stated.external_id.clone();
    let known = payments::find_by_reference(tx, &stated.provider, &external).await?;
    let order = match known {
        Some(payment) => Some(payment.order_id),
        None => order_of(tx, place, stated.order_id.as_deref()).await?,
    };
    let Some(order) = order else {
        return Ok(skipped("payment", Some(external), "No order here is paid by it."));
    };
    let changed = settle(tx, order, &stated).await?;
    Ok(effect("payment", news(changed), &external, Some(order)))
}

/// A refund that a delivery of its own tells of. It may come before its order: then it waits.
pub(super) async fn refund(tx: &mut Tx, place: &Place, stated: Refund) -> Result<Effect> {
    let external = stated.external_id.clone();
    let by_payment = match &stated.payment_id {
        Some(reference) => {
            let provider = place.connection.platform.word();
            payments::find_by_reference(tx, provider, reference).await?.map(|payment| payment.order_id)
        }
        None => None,
    };
    let order = match by_payment {
        Some(order) => Some(order),
        None => order_of(tx, place, stated.order_id.as_deref()).await?,
    };
    let Some(order) = order else {
        if stated.order_id.is_none() {
            return Ok(skipped("refund", Some(external), "No order here is paid by what it goes back on."));
        }
        return Err(not_here_yet(stated.order_id.as_deref()));
    };
    let changed = give_back(tx, order, &stated).await?;
    Ok(effect("refund", news(changed), &external, Some(order)))
}

/// A parcel that a delivery of its own tells of. It may come before its order: then it waits.
pub(super) async fn shipment(tx: &mut Tx, place: &Place, stated: Shipment) -> Result<Effect> {
    let external = stated.external_id.clone();
    let Some(order) = order_of(tx, place, stated.order_id.as_deref()).await? else {
        return Err(not_here_yet(stated.order_id.as_deref()));
    };
    let changed = send(tx, order, &stated).await?;
    Ok(effect("shipment", news(changed), &external, Some(order)))
}

fn not_here_yet(order: Option<&str>) -> Error {
    let detail = format!("The order {} has not come yet.", order.unwrap_or("that it belongs to"));
    Error::unavailable("order_not_here_yet", detail)
}

/// The order that a platform calls so, or that we do.
pub(super) async fn order_of(tx: &mut Tx, place: &Place, stated: Option<&str>) -> Result<Option<OrderId>> {
    let Some(stated) = stated else { return Ok(None) };
    if let Some(shop) = &place.shop
        && let Some(found) = order::find_by_external_id(tx, shop.id, stated).await?
    {
        return Ok(Some(found.id));
    }
    let Ok(id) = stated.parse::<OrderId>() else { return Ok(None) };
    Ok(order::find(tx, id).await?.map(|order| order.id))
}

fn news(changed: bool) -> EffectKind {
    if changed { EffectKind::Updated } else { EffectKind::Unchanged }
}
