//! Orders.

use rust_decimal::Decimal;

use super::{Changes, charges, customer, id};
use crate::change::{Buyer, Cancellation, Change, Order, Payment, PaymentState, full_name};
use crate::reading::{Field, Unreadable};

pub(super) fn order(body: &Field<'_>) -> Changes {
    keep(body);
    keep_sums(body);
    let amounts = charges::Amounts::of(body);
    let state = body.first(&["state", "status"]).text().unwrap_or_default();
    let mut lines = charges::lines(body, amounts)?;
    let has_lines = body.at("items").is_there();
    lines.extend(charges::fees(body, amounts)?);
    let total = amounts.get(body, "grand_total")?;
    let given = charges::paid_by_shop(body, amounts)?;
    let updated_at = body.at("updated_at").instant();
    let mut order = Order {
        external_id: id(body)?,
        name: body.at("increment_id").text().map(|number| format!("#{number}")),
        currency: body.at(amounts.currency()).currency()?,
        buyer: buyer(body),
        lines: has_lines.then_some(lines),
        shipping: charges::way(body, amounts)?,
        tax: amounts.get(body, "tax_amount")?,
        total: total.map(|total| total + given),
        shipping_address: shipping_address(body),
        billing_address: customer::address(&body.at("billing_address")),
        customer_note: body.at("customer_note").text(),
        payment_state: payment_state(body, &state, amounts)?,
        payment_provider: body.under(&["payment", "method"]).text(),
        is_fulfilled: is_fulfilled(&state),
        cancelled: (state == "canceled").then_some(Cancellation { at: updated_at, reason: None }),
        placed_at: body.at("created_at").instant(),
        updated_at,
        ..Order::default()
    };
    order.payments = payments(body, &order, amounts)?;
    order.settle_charges("Other charges");
    Ok(vec![Change::Order(order)])
}

fn buyer(body: &Field<'_>) -> Buyer {
    let names = ["customer_firstname", "customer_middlename", "customer_lastname"];
    let billed = body.at("billing_address");
    let name = full_name(&names.map(|name| body.at(name).text()));
    Buyer {
        customer_id: body.at("customer_id").id(),
        email: body.at("customer_email").text().or_else(|| billed.at("email").text()),
        name: name.or_else(|| customer::name(&billed)),
        phone: billed.at("telephone").text(),
        language: body.at("locale").text().and_then(|tag| tag.parse().ok()),
    }
}

/// REST has it below the first of several ways; models have it at hand.
fn shipping_address(body: &Field<'_>) -> Option<crate::change::Address> {
    let ways = body.under(&["extension_attributes", "shipping_assignments"]).items();
    let assigned = ways.first().map(|way| way.under(&["shipping", "address"]));
    let at_hand = customer::address(&body.at("shipping_address"));
    at_hand.or_else(|| assigned.and_then(|address| customer::address(&address)))
}

fn is_fulfilled(state: &str) -> Option<bool> {
    match state {
        "complete" => Some(true),
        "canceled" | "closed" => None,
        _ => Some(false),
    }
}

fn payment_state(
    body: &Field<'_>,
    state: &str,
    amounts: charges::Amounts,
) -> Result<Option<PaymentState>, Unreadable> {
    let total = amounts.or_zero(body, "grand_total")?;
    let paid = amounts.or_zero(body, "total_paid")?;
    let back = amounts.or_zero(body, "total_refunded")?;
    let authorized = amounts.or_zero(&body.at("payment"), "amount_authorized")?;
    Ok(Some(match state {
        "canceled" => PaymentState::Voided,
        _ if back > Decimal::ZERO && back >= paid => PaymentState::Refunded,
        _ if back > Decimal::ZERO => PaymentState::PartlyRefunded,
        _ if paid > Decimal::ZERO && paid >= total => PaymentState::Paid,
        _ if paid > Decimal::ZERO => PaymentState::PartlyPaid,
        // Nothing had to be paid.
        "complete" => PaymentState::Paid,
        _ if authorized > Decimal::ZERO => PaymentState::Authorized,
        _ => PaymentState::Pending,
    }))
}

fn payments(body: &Field<'_>, order: &Order, amounts: charges::Amounts) -> Result<Vec<Payment>, Unreadable> {
    let payment = body.at("payment");
    payment.keep_whole_raw();
    let id = payment.first(&["last_trans_id", "cc_trans_id"]).text();
    let amount = amounts.get(&payment, "amount_paid")?;
    let provider = payment.at("method").text();
    let (Some(external_id), Some(amount), Some(currency)) = (id, amount, order.currency) else {
        return Ok(Vec::new());
    };
    Ok(vec![Payment {
        external_id,
        order_id: Some(order.external_id.clone()),
        provider: provider.unwrap_or_else(|| "magento".to_owned()),
        method: payment.at("cc_type").text(),
        amount,
        currency,
        state: PaymentState::Paid,
        failure: None,
        at: None,
    }])
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // Other names of the same order.
        "increment_id",
        "quote_id",
        "protect_code",
        "ext_order_id",
        "ext_customer_id",
        "original_increment_id",
        "relation_child_id",
        "relation_child_real_id",
        "relation_parent_id",
        "relation_parent_real_id",
        "edit_increment",
        // The status in the shop's own words: `state` is what it means.
        "status",
        "hold_before_state",
        "hold_before_status",
        "status_histories",
        // The account there.
        "customer_dob",
        "customer_gender",
        "customer_group_id",
        "customer_is_guest",
        "customer_note_notify",
        "customer_prefix",
        "customer_suffix",
        "customer_taxvat",
        "billing_address",
        "billing_address_id",
        "shipping_address",
        "shipping_address_id",
        "quote_address_id",
        // Where it was bought, and how the customer came.
        "store_id",
        "store_name",
        "remote_ip",
        "x_forwarded_for",
        "is_virtual",
        "forced_shipment_with_invoice",
        "can_ship_partially",
        "can_ship_partially_item",
        "email_sent",
        "send_email",
        "payment_auth_expiration",
        "payment_authorization_amount",
        "paypal_ipn_customer_notified",
        "gift_message_id",
        "dispute_status",
        // Which rule took off what: how much each line got is read.
        "applied_rule_ids",
        "coupon_code",
        "coupon_rule_name",
        "discount_description",
        // What plugins add; the way's own address is read.
        "extension_attributes",
        "custom_attributes",
    ]);
}

/// Sums of what is read line by line, of what was invoiced and refunded since, and in other currencies.
fn keep_sums(body: &Field<'_>) {
    let sums = [
        "adjustment_negative",
        "adjustment_positive",
        "discount_amount",
        "discount_canceled",
        "discount_invoiced",
        "discount_refunded",
        "discount_tax_compensation_amount",
        "discount_tax_compensation_invoiced",
        "discount_tax_compensation_refunded",
        "grand_total",
        "shipping_amount",
        "shipping_canceled",
        "shipping_discount_amount",
        "shipping_discount_tax_compensation_amount",
        "shipping_discount_tax_compensation_amnt",
        "shipping_incl_tax",
        "shipping_invoiced",
        "shipping_refunded",
        "shipping_tax_amount",
        "shipping_tax_refunded",
        "subtotal",
        "subtotal_canceled",
        "subtotal_incl_tax",
        "subtotal_invoiced",
        "subtotal_refunded",
        "tax_amount",
        "tax_canceled",
        "tax_invoiced",
        "tax_refunded",
        "to_global_rate",
        "to_order_rate",
        "total_canceled",
        "total_due",
        "total_invoiced",
        "total_invoiced_cost",
        "total_offline_refunded",
        "total_online_refunded",
        "total_paid",
        "total_qty_ordered",
        "total_refunded",
        "currency_code",
    ];
    body.keep_raw(&sums);
    body.keep_raw(&sums.map(|name| format!("base_{name}")).each_ref().map(String::as_str));
    body.keep_raw(&[
        "order_currency_code",
        "global_currency_code",
        "store_currency_code",
        "store_to_base_rate",
        "store_to_order_rate",
        "total_item_count",
        // Its unit is a setting of the shop.
        "weight",
    ]);
}
