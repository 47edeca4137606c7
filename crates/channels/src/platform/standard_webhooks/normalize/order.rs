//! Orders in our words, with what is paid, given back and sent.

use super::customer::address;
use super::product::item;
use super::{flag, instant, list, listed, required, spelt, texts, word};
use crate::change::{
    Buyer, Cancellation, Line, Order, Payment, Refund, RefundLine, Shipment, ShipmentLine, ShippingLine,
};
use crate::reading::{Field, Unreadable};

/// An order as it is.
pub(super) fn order(data: &Field<'_>) -> Result<Order, Unreadable> {
    let order = Order {
        external_id: data.at("external_id").required_id()?,
        name: data.at("name").text(),
        currency: data.at("currency").currency()?,
        prices_include_tax: flag(&data.at("prices_include_tax"))?.unwrap_or_default(),
        buyer: buyer(&data.at("buyer"))?,
        lines: list(&data.at("lines"), line)?,
        shipping: listed(&data.at("shipping"), way)?,
        tax: data.at("tax").decimal()?,
        total: data.at("total").decimal()?,
        shipping_address: address(&data.at("shipping_address")),
        billing_address: address(&data.at("billing_address")),
        customer_note: data.at("customer_note").text(),
        tags: texts(&data.at("tags"))?.unwrap_or_default(),
        payment_state: word(&data.at("payment_state"))?,
        payment_provider: data.at("payment_provider").text(),
        payments: listed(&data.at("payments"), payment)?,
        refunds: listed(&data.at("refunds"), refund)?,
        shipments: listed(&data.at("shipments"), shipment)?,
        is_fulfilled: flag(&data.at("is_fulfilled"))?,
        cancelled: cancelled(&data.at("cancelled"))?,
        is_test: flag(&data.at("is_test"))?.unwrap_or_default(),
        placed_at: instant(&data.at("placed_at"))?,
        updated_at: instant(&data.at("updated_at"))?,
    };
    check_sum(data, &order)?;
    Ok(order)
}

/// A sender of our words has no other words to be wrong in: what an order costs is what its parts come to.
fn check_sum(data: &Field<'_>, order: &Order) -> Result<(), Unreadable> {
    let (Some(total), true) = (order.total, order.lines.is_some()) else { return Ok(()) };
    if order.currency.is_none() {
        return Err(data.at("currency").unreadable("It is missing, and there are amounts."));
    }
    let charged = order.charged();
    if charged == total {
        return Ok(());
    }
    let detail = format!(
        "The parts come to {charged}: the lines and the shipping, each less its discount, and the tax unless \
         prices_include_tax."
    );
    Err(data.at("total").unreadable(detail))
}

fn buyer(data: &Field<'_>) -> Result<Buyer, Unreadable> {
    Ok(Buyer {
        customer_id: data.at("customer_id").id(),
        email: data.at("email").text(),
        name: data.at("name").text(),
        phone: data.at("phone").text(),
        language: spelt(&data.at("language"))?,
    })
}

fn line(data: &Field<'_>) -> Result<Line, Unreadable> {
    let (quantity, subtotal) = (data.at("quantity"), data.at("subtotal"));
    Ok(Line {
        external_id: data.at("external_id").id(),
        item: item(&data.at("item")),
        title: data.at("title").text().unwrap_or_default(),
        variant_title: data.at("variant_title").text(),
        quantity: required(&quantity, quantity.whole()?)?,
        subtotal: required(&subtotal, subtotal.decimal()?)?,
        discount: data.at("discount").decimal_or_zero()?,
        tax: data.at("tax").decimal_or_zero()?,
        tax_percent: data.at("tax_percent").decimal()?,
        requires_shipping: flag(&data.at("requires_shipping"))?,
        weight_g: data.at("weight_g").whole()?,
    })
}

fn way(data: &Field<'_>) -> Result<ShippingLine, Unreadable> {
    Ok(ShippingLine {
        title: data.at("title").text().unwrap_or_default(),
        price: data.at("price").decimal_or_zero()?,
        discount: data.at("discount").decimal_or_zero()?,
        tax: data.at("tax").decimal_or_zero()?,
        courier: data.at("courier").text(),
    })
}

fn cancelled(data: &Field<'_>) -> Result<Option<Cancellation>, Unreadable> {
    let cancellation = Cancellation { at: instant(&data.at("at"))?, reason: data.at("reason").text() };
    Ok(data.is_there().then_some(cancellation))
}

/// Money for an order.
pub(super) fn payment(data: &Field<'_>) -> Result<Payment, Unreadable> {
    let (amount, currency, state) = (data.at("amount"), data.at("currency"), data.at("state"));
    Ok(Payment {
        external_id: data.at("external_id").required_id()?,
        order_id: data.at("order_id").id(),
        provider: required(&data.at("provider"), data.at("provider").text())?,
        method: data.at("method").text(),
        amount: required(&amount, amount.decimal()?)?,
        currency: required(&currency, currency.currency()?)?,
        state: required(&state, word(&state)?)?,
        failure: data.at("failure").text(),
        at: instant(&data.at("at"))?,
    })
}

/// Money that went back.
pub(super) fn refund(data: &Field<'_>) -> Result<Refund, Unreadable> {
    Ok(Refund {
        external_id: data.at("external_id").required_id()?,
        order_id: data.at("order_id").id(),
        payment_id: data.at("payment_id").id(),
        amount: data.at("amount").decimal()?,
        currency: data.at("currency").currency()?,
        lines: listed(&data.at("lines"), |line| {
            let (id, quantity) = sent(line)?;
            let restock = flag(&line.at("restock"))?.unwrap_or_default();
            Ok(RefundLine { line_id: id, quantity, restock })
        })?,
        shipping: data.at("shipping").decimal_or_zero()?,
        note: data.at("note").text(),
        at: instant(&data.at("at"))?,
    })
}

/// A parcel that left.
pub(super) fn shipment(data: &Field<'_>) -> Result<Shipment, Unreadable> {
    Ok(Shipment {
        external_id: data.at("external_id").required_id()?,
        order_id: data.at("order_id").id(),
        lines: list(&data.at("lines"), |line| {
            let (line_id, quantity) = sent(line)?;
            Ok(ShipmentLine { line_id, quantity })
        })?,
        courier: data.at("courier").text(),
        tracking_number: data.at("tracking_number").text(),
        tracking_url: data.at("tracking_url").text(),
        is_cancelled: flag(&data.at("is_cancelled"))?.unwrap_or_default(),
        shipped_at: instant(&data.at("shipped_at"))?,
        delivered_at: instant(&data.at("delivered_at"))?,
    })
}

/// So many of a line.
fn sent(line: &Field<'_>) -> Result<(String, i64), Unreadable> {
    let quantity = line.at("quantity");
    Ok((line.at("line_id").required_id()?, required(&quantity, quantity.whole()?)?))
}
