//! Orders. Every amount is in the shop's own currency; what the customer saw, in theirs, is kept raw.

use kernel::{Currency, Language};

use super::{Changes, customer, fulfilment, line, refund, words};
use crate::change::{Buyer, Cancellation, Change, Order, PaymentState, full_name};
use crate::reading::{Field, Unreadable};

pub(super) fn order(body: &Field<'_>) -> Changes {
    keep(body);
    keep_old(body);
    let external_id = body.at("id").required_id()?;
    let fulfilments = body.at("fulfillments").items();
    let refunds = body.at("refunds").items();
    let fulfilled = body.at("fulfillment_status");
    let mut order = Order {
        name: body.at("name").text(),
        currency: currency(body)?,
        prices_include_tax: body.at("taxes_included").flag().unwrap_or(false),
        buyer: buyer(body),
        lines: Some(line::lines(body)?),
        shipping: line::ways(body)?,
        tax: line::money(body, "total_tax")?,
        total: line::money(body, "total_price")?,
        shipping_address: customer::address(&body.at("shipping_address")),
        billing_address: customer::address(&body.at("billing_address")),
        customer_note: body.at("note").text(),
        tags: words(&body.at("tags")).unwrap_or_default(),
        payment_state: body.at("financial_status").text().as_deref().and_then(payment_state),
        payment_provider: provider(body),
        refunds: refunds.iter().map(refund::refund).collect::<Result<_, Unreadable>>()?,
        shipments: fulfilments.iter().map(fulfilment::fulfilment).collect::<Result<_, Unreadable>>()?,
        is_fulfilled: fulfilled.is_present().then(|| fulfilled.text().as_deref() == Some("fulfilled")),
        cancelled: cancelled(body),
        is_test: body.at("test").flag().unwrap_or(false),
        placed_at: body.at("processed_at").instant().or_else(|| body.at("created_at").instant()),
        updated_at: body.at("updated_at").instant(),
        payments: Vec::new(),
        external_id,
    };
    order.settle_tax();
    Ok(vec![Change::Order(order)])
}

fn currency(body: &Field<'_>) -> Result<Option<Currency>, Unreadable> {
    body.at("currency").currency()
}

fn cancelled(body: &Field<'_>) -> Option<Cancellation> {
    let reason = body.at("cancel_reason").text();
    let at = body.at("cancelled_at").instant();
    at.map(|at| Cancellation { at: Some(at), reason })
}

fn provider(body: &Field<'_>) -> Option<String> {
    let names: Vec<_> = body.at("payment_gateway_names").items().iter().filter_map(Field::text).collect();
    let first = names.into_iter().next();
    first.or_else(|| body.at("gateway").text())
}

fn buyer(body: &Field<'_>) -> Buyer {
    let customer = body.at("customer");
    let person = full_name(&[customer.at("first_name").text(), customer.at("last_name").text()]);
    let billed = || body.under(&["billing_address", "name"]).text();
    let shipped = || body.under(&["shipping_address", "name"]).text();
    Buyer {
        customer_id: customer.at("id").id(),
        email: body.first(&["email", "contact_email"]).text().or_else(|| customer.at("email").text()),
        name: person.or_else(billed).or_else(shipped),
        phone: body
            .at("phone")
            .text()
            .or_else(|| body.under(&["billing_address", "phone"]).text())
            .or_else(|| customer.at("phone").text()),
        language: body.at("customer_locale").text().and_then(|tag| tag.parse::<Language>().ok()),
    }
}

fn payment_state(word: &str) -> Option<PaymentState> {
    Some(match word {
        "pending" | "unpaid" => PaymentState::Pending,
        "authorized" => PaymentState::Authorized,
        "partially_paid" => PaymentState::PartlyPaid,
        "paid" => PaymentState::Paid,
        "partially_refunded" => PaymentState::PartlyRefunded,
        "refunded" => PaymentState::Refunded,
        "voided" | "expired" => PaymentState::Voided,
        _ => return None,
    })
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // Other names of the same order.
        "admin_graphql_api_id",
        "order_number",
        "number",
        "token",
        "confirmation_number",
        "order_status_url",
        "created_at",
        // Sums of what is read line by line.
        "subtotal_price",
        "subtotal_price_set",
        "total_discounts",
        "total_discounts_set",
        "total_line_items_price",
        "total_line_items_price_set",
        "total_shipping_price_set",
        "total_weight",
        "tax_lines",
        "total_outstanding",
        "total_price_set",
        "total_tax_set",
        "original_total_duties_set",
        "original_total_additional_fees_set",
        // What is left of the order after refunds: it follows from the order and its refunds.
        "current_subtotal_price",
        "current_subtotal_price_set",
        "current_total_discounts",
        "current_total_discounts_set",
        "current_total_duties_set",
        "current_total_additional_fees_set",
        "current_total_price",
        "current_total_price_set",
        "current_total_tax",
        "current_total_tax_set",
        "current_shipping_price_set",
        // What the customer saw, in their own currency.
        "presentment_currency",
        // Cash that is rounded when it is counted changes what is in the till, and not what is owed.
        "total_cash_rounding_payment_adjustment_set",
        "total_cash_rounding_refund_adjustment_set",
        // Which rule took off what: how much each line got is read.
        "discount_applications",
        "discount_codes",
        // The customer has a topic of their own.
        "customer",
        "buyer_accepts_marketing",
        "company",
        // How taxes were reckoned.
        "tax_exempt",
        "estimated_taxes",
        "duties_included",
        "merchant_of_record_app_id",
        "merchant_business_entity_id",
        // How the order came about: where from, on what device, by which app, who served.
        "app_id",
        "browser_ip",
        "cart_token",
        "checkout_id",
        "checkout_token",
        "client_details",
        "confirmed",
        "device_id",
        "landing_site",
        "landing_site_ref",
        "location_id",
        "referring_site",
        "source_identifier",
        "source_name",
        "source_url",
        "user_id",
        "reference",
        // What themes and apps put into the cart.
        "note_attributes",
        "po_number",
        "payment_terms",
        // That the merchant put it away.
        "closed_at",
        // Goods that come back have a topic of their own.
        "returns",
        "line_item_groups",
    ]);
}

/// What bodies of old versions of the interface have.
fn keep_old(body: &Field<'_>) {
    body.keep_raw(&["total_price_usd", "source", "processing_method", "payment_details"]);
}
