//! Money that goes back, and money that moves.

use rust_decimal::Decimal;

use super::{Changes, line};
use crate::change::{Change, Payment, PaymentState, Refund, RefundLine};
use crate::reading::{Field, Unreadable};

/// A refund, which may give back goods without money, and money without goods.
pub(super) fn refund(body: &Field<'_>) -> Result<Refund, Unreadable> {
    let external_id = body.at("id").required_id()?;
    let restocks = body.at("restock").flag();
    let lines = body.at("refund_line_items").items();
    let lines = lines.iter().map(|one| refunded(one, restocks)).collect::<Result<Vec<_>, _>>()?;
    let shipping = shipping(body)?;
    keep(body);
    let transactions = body.at("transactions");
    let mut refund = Refund {
        external_id,
        order_id: body.at("order_id").id(),
        lines,
        shipping,
        note: body.at("note").text(),
        at: body.at("processed_at").instant().or_else(|| body.at("created_at").instant()),
        ..Refund::default()
    };
    if transactions.is_there() {
        let mut amount = Decimal::ZERO;
        for one in transactions.items() {
            keep_transaction(&one);
            let kind = one.at("kind").text();
            let moves = !matches!(one.at("status").text().as_deref(), Some("failure" | "error"));
            let said = one.at("amount").decimal_or_zero()?;
            let currency = one.at("currency").currency()?;
            let payment = one.at("parent_id").id();
            if kind.as_deref() == Some("refund") && moves {
                amount += said;
                refund.currency = refund.currency.or(currency);
                refund.payment_id = refund.payment_id.or(payment);
            }
        }
        refund.amount = Some(amount);
    }
    Ok(refund)
}

/// Goods go back on the shelf where each line says so; old bodies say it once for all.
fn refunded(body: &Field<'_>, restocks: Option<bool>) -> Result<RefundLine, Unreadable> {
    let word = body.at("restock_type").text();
    let restock = word.map(|word| word != "no_restock").or(restocks).unwrap_or(false);
    Ok(RefundLine {
        line_id: body.at("line_item_id").required_id()?,
        quantity: body.at("quantity").whole()?.unwrap_or(0),
        restock,
    })
}

/// What goes back of the way, with its tax. Newer bodies list it; in older ones it is an adjustment, below zero.
fn shipping(body: &Field<'_>) -> Result<Decimal, Unreadable> {
    let mut sum = Decimal::ZERO;
    let ways = body.at("refund_shipping_lines").items();
    for way in &ways {
        for name in ["subtotal_amount_set", "tax_amount_set"] {
            way.keep_raw(&[name]);
            sum += way.under(&[name, "shop_money", "amount"]).decimal_or_zero()?;
        }
        way.keep_raw(&["id", "admin_graphql_api_id", "shipping_line_id", "shipping_line", "subtotal_set"]);
    }
    for adjustment in body.at("order_adjustments").items() {
        adjustment.keep_raw(&["id", "order_id", "refund_id", "reason"]);
        let amount = line::money(&adjustment, "amount")?.unwrap_or_default();
        let tax = line::money(&adjustment, "tax_amount")?.unwrap_or_default();
        if ways.is_empty() && adjustment.at("kind").text().as_deref() == Some("shipping_refund") {
            sum -= amount + tax;
        }
    }
    Ok(sum)
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        "admin_graphql_api_id",
        "created_at",
        // Who pressed the button.
        "user_id",
        // What the lines were worth: what goes back in the end is in the transactions.
        "refund_line_items[].id",
        "refund_line_items[].subtotal",
        "refund_line_items[].subtotal_set",
        "refund_line_items[].total_tax",
        "refund_line_items[].total_tax_set",
        "duties",
        "total_duties_set",
        "additional_fees",
        "total_additional_fees_set",
        // The line again, which the order has.
        "refund_line_items[].line_item",
        // Where the goods lie: stock is told by its own topic.
        "refund_line_items[].location_id",
        // Goods that come back have a topic of their own.
        "return",
    ]);
}

fn keep_transaction(body: &Field<'_>) {
    body.keep_raw(&[
        "admin_graphql_api_id",
        "id",
        "order_id",
        "created_at",
        "processed_at",
        "gateway",
        "test",
        // The provider's own words about it.
        "authorization",
        "authorization_expires_at",
        "extended_authorization_attributes",
        "message",
        "error_code",
        "receipt",
        "payment_details",
        "payment_id",
        "payments_refund_attributes",
        // Where and by whom.
        "location_id",
        "user_id",
        "device_id",
        "source_name",
        "manual_payment_gateway",
        // What is still to be captured, and how cash and currencies were rounded.
        "total_unsettled_set",
        "currency_exchange_adjustment",
        "amount_rounding",
        "maximum_refundable",
    ]);
}

/// Money that moves. What goes back is told by `refunds/create`, and a change of the order follows either.
pub(super) fn transaction(body: &Field<'_>) -> Changes {
    let id = body.at("id").required_id()?;
    let failure = body.at("message").text();
    let provider = body.at("gateway").text();
    let payment_method = body.under(&["payment_details", "credit_card_company"]).text();
    let at = body.at("processed_at").instant().or_else(|| body.at("created_at").instant());
    let order_id = body.at("order_id").id();
    body.keep_raw(&["parent_id"]);
    keep_transaction(body);
    let amount = body.at("amount").decimal_or_zero()?;
    let currency = body.at("currency").currency()?;
    let state = state(body.at("kind").text().as_deref(), body.at("status").text().as_deref());
    let (Some(currency), Some(state)) = (currency, state) else { return Ok(Vec::new()) };
    let failure = failure.filter(|_| state == PaymentState::Failed);
    let provider = provider.unwrap_or_else(|| "shopify".to_owned());
    let payment = Payment {
        external_id: id,
        order_id,
        provider,
        method: payment_method,
        amount,
        currency,
        state,
        failure,
        at,
    };
    Ok(vec![Change::Payment(payment)])
}

fn state(kind: Option<&str>, status: Option<&str>) -> Option<PaymentState> {
    match (kind?, status) {
        ("refund" | "change", _) => None,
        (_, Some("failure" | "error")) => Some(PaymentState::Failed),
        (_, Some("pending" | "awaiting_response" | "unknown")) => Some(PaymentState::Pending),
        ("authorization", _) => Some(PaymentState::Authorized),
        ("sale" | "capture", _) => Some(PaymentState::Paid),
        ("void", _) => Some(PaymentState::Voided),
        _ => None,
    }
}
