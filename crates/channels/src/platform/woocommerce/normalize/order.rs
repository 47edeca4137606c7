//! Orders, with the refunds that they list.

use kernel::Currency;
use rust_decimal::Decimal;

use super::{Changes, customer, line};
use crate::change::{Buyer, Cancellation, Change, Order, Payment, PaymentState, Refund, RefundLine};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

/// An order as it is. In a shop whose prices contain tax its lines are given without it, rounded one by one; with their
/// tax they are again what the customer saw, and add up.
pub(super) fn order(body: &Field<'_>) -> Changes {
    keep(body);
    let external_id = body.at("id").required_id()?;
    let status = body.at("status").text().unwrap_or_default();
    let gross = body.at("prices_include_tax").flag().unwrap_or(false);
    let currency = body.at("currency").currency()?;
    let (lines, shipping, taken_off) = line::charges(body, gross)?;
    let refunds = refunds(body, &external_id, currency)?;
    let billing = body.at("billing");
    let modified_at = body.at("date_modified_gmt").instant();
    let mut order = Order {
        name: body.at("number").text().map(|number| format!("#{number}")),
        currency,
        prices_include_tax: gross,
        buyer: Buyer {
            customer_id: body.at("customer_id").id(),
            email: billing.at("email").text(),
            name: customer::name(&billing),
            phone: billing.at("phone").text(),
            language: None,
        },
        lines: Some(lines),
        shipping,
        tax: body.at("total_tax").decimal()?,
        total: body.at("total").decimal()?,
        shipping_address: customer::address(&body.at("shipping")),
        billing_address: customer::address(&billing),
        customer_note: body.at("customer_note").text(),
        payment_provider: body.at("payment_method").text(),
        payments: payments(body, &external_id, currency)?,
        refunds,
        is_fulfilled: is_fulfilled(&status),
        cancelled: (status == "cancelled").then_some(Cancellation { at: modified_at, reason: None }),
        placed_at: body.at("date_created_gmt").instant(),
        updated_at: modified_at,
        external_id,
        ..Order::default()
    };
    order.payment_state = Some(payment_state(body, &status, &order));
    order.take_off(taken_off, currency.map_or(2, Currency::exponent));
    order.settle_rounding();
    Ok(match status.as_str() {
        // A basket that is being filled in is no order yet.
        "checkout-draft" | "auto-draft" | "draft" | "new" => Vec::new(),
        "trash" => {
            vec![Change::Deleted(EntityRef { kind: EntityKind::Order, id: order.external_id })]
        }
        _ => vec![Change::Order(order)],
    })
}

fn is_fulfilled(status: &str) -> Option<bool> {
    match status {
        "completed" => Some(true),
        "pending" | "processing" | "on-hold" => Some(false),
        _ => None,
    }
}

fn payment_state(body: &Field<'_>, status: &str, order: &Order) -> PaymentState {
    let is_paid = body.at("date_paid_gmt").value().is_some();
    let back: Decimal = order.refunds.iter().filter_map(|refund| refund.amount).sum();
    let all_back = order.total.is_some_and(|total| total > Decimal::ZERO && back >= total);
    match status {
        "refunded" => PaymentState::Refunded,
        "failed" => PaymentState::Failed,
        _ if is_paid && all_back => PaymentState::Refunded,
        _ if is_paid && back > Decimal::ZERO => PaymentState::PartlyRefunded,
        _ if is_paid || status == "completed" => PaymentState::Paid,
        "cancelled" => PaymentState::Voided,
        _ => PaymentState::Pending,
    }
}

/// The one payment that WooCommerce knows of, where its provider gave it an id.
fn payments(body: &Field<'_>, order: &str, currency: Option<Currency>) -> Result<Vec<Payment>, Unreadable> {
    let paid_at = body.at("date_paid_gmt").instant();
    let (id, provider) = (body.at("transaction_id").text(), body.at("payment_method").text());
    let payment_method = body.at("payment_method_title").text();
    let amount = body.at("total").decimal_or_zero()?;
    let (Some(id), Some(currency), Some(paid_at)) = (id, currency, paid_at) else { return Ok(Vec::new()) };
    Ok(vec![Payment {
        external_id: id,
        order_id: Some(order.to_owned()),
        provider: provider.unwrap_or_else(|| "woocommerce".to_owned()),
        method: payment_method,
        amount,
        currency,
        state: PaymentState::Paid,
        failure: None,
        at: Some(paid_at),
    }])
}

/// The order lists how much went back and why, below zero, and not for what.
fn refunds(body: &Field<'_>, order: &str, currency: Option<Currency>) -> Result<Vec<Refund>, Unreadable> {
    let refund = |one: &Field<'_>| {
        Ok(Refund {
            external_id: one.at("id").required_id()?,
            order_id: Some(order.to_owned()),
            amount: one.at("total").decimal()?.map(|total| total.abs()),
            currency,
            note: one.at("reason").text(),
            ..Refund::default()
        })
    };
    body.at("refunds").items().iter().map(refund).collect()
}

/// A refund by itself, with its lines, which are below zero.
pub(super) fn refund(body: &Field<'_>) -> Changes {
    // The interface names the order in a link alone.
    let link = body.at("_links").at("up").items().first().and_then(|link| link.at("href").text());
    let linked = link.as_deref().and_then(|link| link.rsplit('/').next()).map(str::to_owned);
    let mut lines = Vec::new();
    for one in body.at("line_items").items() {
        let sold = one.at("meta_data").items().into_iter().find_map(|meta| {
            (meta.at("key").text().as_deref() == Some("_refunded_item_id")).then(|| meta.at("value").id())?
        });
        let quantity = one.at("quantity").whole()?.unwrap_or(0).abs();
        if let Some(line_id) = sold {
            lines.push(RefundLine { line_id, quantity, restock: false });
        }
    }
    let mut shipping = Decimal::ZERO;
    for way in body.at("shipping_lines").items() {
        shipping -= way.at("total").decimal_or_zero()? + way.at("total_tax").decimal_or_zero()?;
    }
    body.keep_raw(&[
        // In the shop's own zone, which it does not name.
        "date_created",
        // Who pressed the button, and whether the provider was told.
        "refunded_by",
        "refunded_payment",
        "api_refund",
        "api_restock",
        // What the lines were worth: the amount is what goes back.
        "line_items",
        "shipping_lines",
        "tax_lines",
        "fee_lines",
        "meta_data",
    ]);
    let refund = Refund {
        external_id: body.at("id").required_id()?,
        order_id: body.at("parent_id").id().or(linked),
        amount: body.at("amount").decimal()?.map(|amount| amount.abs()),
        lines,
        shipping,
        note: body.at("reason").text(),
        at: body.at("date_created_gmt").instant(),
        ..Refund::default()
    };
    Ok(vec![Change::Refund(refund)])
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // In the shop's own zone, which it does not name.
        "date_created",
        "date_modified",
        "date_paid",
        "date_completed",
        "date_completed_gmt",
        // Sums of what is read line by line.
        "discount_total",
        "discount_tax",
        "shipping_total",
        "shipping_tax",
        "cart_tax",
        // Which coupon took off what: how much each line got is read.
        "coupon_lines",
        // How the order came about.
        "parent_id",
        "order_key",
        "created_via",
        "version",
        "cart_hash",
        "customer_ip_address",
        "customer_user_agent",
        "new_order_email_sent",
        "recorded_sales",
        "recorded_coupon_usage_counts",
        "download_permissions_granted",
        "order_stock_reduced",
        // What may still be done with it in WooCommerce, and the links for that.
        "is_editable",
        "needs_payment",
        "needs_processing",
        "payment_url",
        "currency_symbol",
        "payment_method_title",
        "set_paid",
        // What plugins add.
        "meta_data",
    ]);
}
