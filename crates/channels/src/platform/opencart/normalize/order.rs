//! Orders. OpenCart keeps its amounts in the shop's own currency, with four digits; what the customer saw follows from the
//! rate that it kept beside them.

use kernel::Currency;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Changes, address};
use crate::change::{Buyer, Cancellation, Change, Item, Line, Order, PaymentState, ShippingLine, full_name};
use crate::reading::{Field, Unreadable};

pub(super) fn order(data: &Field<'_>) -> Changes {
    keep(data);
    let currency = data
        .at("shop_currency")
        .currency()?
        .map_or_else(|| data.at("currency_code").currency(), |own| Ok(Some(own)))?;
    let exponent = currency.map_or(2, Currency::exponent);
    let state = data.at("state").text().unwrap_or_default();
    let products = data.at("products").items();
    let lines = products.iter().map(|one| line(one, exponent)).collect::<Result<Vec<_>, _>>()?;
    let updated_at = data.at("updated_at").instant();
    let mut order = Order {
        external_id: data.first(&["order_id", "id"]).required_id()?,
        name: data.at("order_id").id().map(|id| format!("#{id}")),
        currency,
        buyer: buyer(data),
        lines: Some(lines),
        total: data.at("total").decimal()?.map(|total| rounded(total, exponent)),
        shipping_address: address(data, "shipping_"),
        billing_address: address(data, "payment_"),
        customer_note: data.at("comment").text(),
        payment_state: payment_state(&state),
        payment_provider: method_code(data),
        is_fulfilled: is_fulfilled(&state),
        cancelled: (state == "cancelled").then_some(Cancellation { at: updated_at, reason: None }),
        placed_at: data.at("created_at").instant(),
        updated_at,
        ..Order::default()
    };
    let taken_off = totals(data, &mut order, exponent)?;
    order.take_off(taken_off, exponent);
    order.settle_charges("Other charges");
    // A basket that was never confirmed has no status.
    let is_placed = data.at("order_status_id").id().is_some();
    Ok(is_placed.then_some(Change::Order(order)).into_iter().collect())
}

fn rounded(amount: Decimal, exponent: u32) -> Decimal {
    amount.round_dp_with_strategy(exponent, RoundingStrategy::MidpointAwayFromZero)
}

/// The totals below the products: the way, the taxes, and what extensions of OpenCart charge or take off. Gift vouchers and
/// store credit are among the latter. Answers what is to be taken off.
fn totals(data: &Field<'_>, order: &mut Order, exponent: u32) -> Result<Decimal, Unreadable> {
    let mut tax = Decimal::ZERO;
    let mut taken_off = Decimal::ZERO;
    for one in data.at("totals").items() {
        one.keep_raw(&["order_total_id", "order_id", "extension", "sort_order"]);
        let title = one.at("title").text().unwrap_or_default();
        let value = rounded(one.at("value").decimal_or_zero()?, exponent);
        match one.at("code").text().as_deref() {
            // The sum of the lines, and the end.
            Some("sub_total" | "total") => {}
            Some("tax") => tax += value,
            Some("shipping") => {
                order.shipping.push(ShippingLine { title, price: value, ..ShippingLine::default() });
            }

            _ if value < Decimal::ZERO => taken_off -= value,
            _ if value > Decimal::ZERO => order.lines.get_or_insert_default().push(Line::fee(&title, value)),
            _ => {}
        }
    }
    order.tax = Some(tax);
    Ok(taken_off)
}

fn line(body: &Field<'_>, exponent: u32) -> Result<Line, Unreadable> {
    let quantity = body.at("quantity").whole()?.unwrap_or(1);
    let price = body.at("price").decimal_or_zero()?;
    let total = body.at("total").decimal()?.unwrap_or(price * Decimal::from(quantity));
    let tax = body.at("tax").decimal_or_zero()? * Decimal::from(quantity);
    let subtotal = rounded(total, exponent);
    let product = body.at("product_id").id();
    let options = if body.at("option").is_there() { body.at("option") } else { body.at("options") }.items();
    let options: Vec<_> = options.iter().filter_map(|option| option.at("value").text()).collect();
    body.keep_raw(&["order_id", "reward", "option", "options", "subscription", "subscription_id"]);
    Ok(Line {
        external_id: body.at("order_product_id").id(),
        item: Item {
            variant_id: product.clone(),
            product_id: body.at("master_id").id().or(product),
            sku: body.first(&["sku", "model"]).text(),
            ..Item::default()
        },
        title: body.at("name").text().unwrap_or_default(),
        variant_title: (!options.is_empty()).then(|| options.join(" / ")),
        quantity,
        subtotal,
        tax: rounded(tax, exponent),
        tax_percent: (subtotal > Decimal::ZERO && tax > Decimal::ZERO)
            .then(|| (tax / total * Decimal::ONE_HUNDRED).round_dp(2).normalize()),
        ..Line::default()
    })
}

fn buyer(data: &Field<'_>) -> Buyer {
    Buyer {
        customer_id: data.at("customer_id").id(),
        email: data.at("email").text(),
        name: full_name(&[data.at("firstname").text(), data.at("lastname").text()]),
        phone: data.at("telephone").text(),
        language: data.at("language_code").text().and_then(|tag| tag.parse().ok()),
    }
}

/// Older versions have the code beside the method's name.
fn method_code(data: &Field<'_>) -> Option<String> {
    let payment_method = data.at("payment_method");
    let code = payment_method.at("code").text().or_else(|| data.at("payment_code").text());
    payment_method.keep_whole_raw();
    code.or_else(|| payment_method.text())
}

fn payment_state(state: &str) -> Option<PaymentState> {
    Some(match state {
        "pending" => PaymentState::Pending,
        "processing" | "shipped" | "complete" => PaymentState::Paid,
        "refunded" => PaymentState::Refunded,
        "failed" => PaymentState::Failed,
        "cancelled" => PaymentState::Voided,
        _ => return None,
    })
}

fn is_fulfilled(state: &str) -> Option<bool> {
    match state {
        "shipped" | "complete" => Some(true),
        "pending" | "processing" => Some(false),
        _ => None,
    }
}

fn keep(data: &Field<'_>) {
    data.keep_raw(&[
        // In the database's own zone: the extension sends instants beside them.
        "date_added",
        "date_modified",
        // The status in the shop's language: `state` is what it means.
        "order_status",
        "order_status_id",
        // What the customer saw, in their own currency.
        "currency_id",
        "currency_code",
        "currency_value",
        // Papers and subscriptions of OpenCart's own.
        "invoice_no",
        "invoice_prefix",
        "transaction_id",
        "subscription_id",
        // The shop, and how the customer came.
        "store_id",
        "store_name",
        "store_url",
        "customer_group_id",
        "affiliate_id",
        "commission",
        "marketing_id",
        "tracking",
        "language_id",
        "ip",
        "forwarded_ip",
        "user_agent",
        "accept_language",
        "custom_field",
        // The way's name and price stand in the totals.
        "shipping_method",
        "shipping_code",
    ]);
}
