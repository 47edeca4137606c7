//! Orders. PrestaShop reckons with six digits and charges what its totals say, with tax: lines are rounded, and what that
//! leaves over is settled with the totals.

use kernel::Currency;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Changes, associated, customer, refund};
use crate::change::{
    Buyer, Cancellation, Change, Item, Line, Order, Payment, PaymentState, Shipment, ShippingLine,
};
use crate::reading::{Field, Unreadable};

pub(super) fn order(data: &Field<'_>) -> Changes {
    keep(data);
    let currency = data.at("currency").currency()?;
    let exponent = currency.map_or(2, Currency::exponent);
    let rows = associated(data, "order_rows", "order_row");
    let mut lines = Vec::new();
    for row in &rows {
        lines.extend(line(row, exponent)?);
    }
    let wrapping = data.at("total_wrapping_tax_incl").decimal_or_zero()?;
    if wrapping > Decimal::ZERO {
        lines.push(Line::fee("Gift wrapping", rounded(wrapping, exponent)));
    }
    let total = data.first(&["total_paid_tax_incl", "total_paid"]).decimal()?;
    let net = data.at("total_paid_tax_excl").decimal()?;
    let state = data.at("order_state");
    let updated_at = data.at("updated_at").instant();
    let external_id = data.at("id").id();
    let mut order = Order {
        external_id: external_id.clone().unwrap_or_default(),
        name: data.at("reference").text(),
        currency,
        prices_include_tax: true,
        buyer: buyer(data),
        lines: Some(lines),
        shipping: way(data, exponent)?,
        tax: total.zip(net).map(|(total, net)| total - net),
        total,
        shipping_address: customer::address(&data.at("address_delivery")),
        billing_address: customer::address(&data.at("address_invoice")),
        customer_note: data.at("gift_message").text(),
        payment_state: payment_state(data)?,
        payment_provider: data.at("module").text(),
        payments: payments(data, currency, external_id.as_deref())?,
        refunds: refund::listed(data)?,
        shipments: shipments(data),
        is_fulfilled: state.at("shipped").flag(),
        cancelled: (state.at("is_cancelled").flag() == Some(true))
            .then(|| Cancellation { at: updated_at, reason: state.at("name").text() }),
        placed_at: data.at("created_at").instant(),
        updated_at,
        ..Order::default()
    };
    let taken_off = data.first(&["total_discounts_tax_incl", "total_discounts"]).decimal_or_zero()?;
    order.take_off(rounded(taken_off, exponent), exponent);
    order.settle_charges("Other charges");
    // A form that is not filled in has no id, and says nothing.
    Ok(external_id.map(|_| Change::Order(order)).into_iter().collect())
}

fn rounded(amount: Decimal, exponent: u32) -> Decimal {
    amount.round_dp_with_strategy(exponent, RoundingStrategy::MidpointAwayFromZero)
}

fn line(row: &Field<'_>, exponent: u32) -> Result<Option<Line>, Unreadable> {
    let product = row.at("product_id").id();
    let combination = row.at("product_attribute_id").id();
    let quantity = row.at("product_quantity").whole()?.unwrap_or(0);
    let pieces = Decimal::from(quantity);
    let gross = row.at("unit_price_tax_incl").decimal_or_zero()?;
    let net = row.at("unit_price_tax_excl").decimal()?.unwrap_or(gross);
    let subtotal = row.at("total_price_tax_incl").decimal()?.unwrap_or(gross * pieces);
    let codes = ["product_ean13", "product_upc", "product_isbn"].map(|name| row.at(name).text());
    let rate = row.at("tax_rate").decimal()?;
    let id = row.at("id").id();
    let line = Line {
        external_id: id.clone(),
        item: Item {
            variant_id: product.as_deref().map(|product| variant_id(product, combination.as_deref())),
            product_id: product,
            sku: row.at("product_reference").text(),
            barcode: codes.into_iter().flatten().next(),
            ..Item::default()
        },
        title: row.at("product_name").text().unwrap_or_default(),
        quantity,
        subtotal: rounded(subtotal, exponent),
        tax: rounded((gross - net) * pieces, exponent),
        tax_percent: rate.map(|rate| rate.normalize()),
        requires_shipping: row.at("is_virtual").flag().map(|is_virtual| !is_virtual),
        ..Line::default()
    };
    row.keep_raw(&[
        // Before the price was reduced for this customer.
        "product_price",
        "total_price_tax_excl",
        // A customer's own text or picture.
        "id_customization",
    ]);
    Ok(id.map(|_| line))
}

/// Products and combinations are numbered apart: only the two together say what is sold.
pub(super) fn variant_id(product: &str, combination: Option<&str>) -> String {
    format!("{product}-{}", combination.unwrap_or("0"))
}

fn buyer(data: &Field<'_>) -> Buyer {
    let person = data.at("customer");
    let billed = data.at("address_invoice");
    person.keep_raw(&["id"]);
    Buyer {
        customer_id: data.at("id_customer").id(),
        email: person.at("email").text(),
        name: customer::name(&person).or_else(|| customer::name(&billed)),
        phone: [billed.at("phone").text(), billed.at("phone_mobile").text()].into_iter().flatten().next(),
        language: data.at("language").text().and_then(|tag| tag.parse().ok()),
    }
}

fn way(data: &Field<'_>, exponent: u32) -> Result<Vec<ShippingLine>, Unreadable> {
    let gross = data.first(&["total_shipping_tax_incl", "total_shipping"]).decimal()?;
    let net = data.at("total_shipping_tax_excl").decimal()?;
    let title = data.at("carrier").text();
    let Some(gross) = gross.filter(|gross| title.is_some() || *gross > Decimal::ZERO) else {
        return Ok(Vec::new());
    };
    Ok(vec![ShippingLine {
        title: title.clone().unwrap_or_default(),
        price: rounded(gross, exponent),
        tax: net.map(|net| rounded(gross - net, exponent)).unwrap_or_default(),
        courier: title,
        ..ShippingLine::default()
    }])
}

/// By the state's own marks, which merchants set; by what was paid where the body has no state.
fn payment_state(data: &Field<'_>) -> Result<Option<PaymentState>, Unreadable> {
    let state = data.at("order_state");
    let flag = |name: &str| state.at(name).flag() == Some(true);
    let (refunded, failed, cancelled) = (flag("is_refunded"), flag("is_error"), flag("is_cancelled"));
    let paid = data.at("total_paid_real").decimal()?;
    let total = data.at("total_paid").decimal()?;
    let is_paid = state.at("paid").flag();
    Ok(match (is_paid, paid.zip(total)) {
        _ if refunded => Some(PaymentState::Refunded),
        _ if failed => Some(PaymentState::Failed),
        (Some(true), _) => Some(PaymentState::Paid),
        _ if cancelled => Some(PaymentState::Voided),
        (_, Some((paid, total))) if paid >= total && paid > Decimal::ZERO => Some(PaymentState::Paid),
        (_, Some((paid, _))) if paid > Decimal::ZERO => Some(PaymentState::PartlyPaid),
        (None, None) => None,
        _ => Some(PaymentState::Pending),
    })
}

fn payments(
    data: &Field<'_>,
    currency: Option<Currency>,
    order: Option<&str>,
) -> Result<Vec<Payment>, Unreadable> {
    let mut payments = Vec::new();
    for one in data.at("order_payments").items() {
        let id = one.at("transaction_id").text().or_else(|| one.at("id").id());
        one.keep_raw(&["id"]);
        let amount = one.at("amount").decimal()?;
        let said = one.at("currency").currency()?.or(currency);
        let provider = one.at("payment_method").text();
        let at = one.at("created_at").instant();
        let (Some(external_id), Some(amount), Some(currency)) = (id, amount, said) else { continue };
        payments.push(Payment {
            external_id,
            order_id: order.map(str::to_owned),
            provider: provider.unwrap_or_else(|| "prestashop".to_owned()),
            method: None,
            amount,
            currency,
            state: PaymentState::Paid,
            failure: None,
            at,
        });
    }
    Ok(payments)
}

/// PrestaShop knows of a parcel by its number with the courier; until that is there, nothing has left.
fn shipments(data: &Field<'_>) -> Vec<Shipment> {
    let order_id = data.at("id").id();
    let shipment = |one: &Field<'_>| {
        let (id, number) = (one.at("id").id(), one.at("tracking_number").text());
        let shipment = Shipment {
            external_id: id?,
            order_id: order_id.clone(),
            courier: one.at("carrier").text(),
            tracking_url: one.at("tracking_url").text(),
            shipped_at: one.at("created_at").instant(),
            tracking_number: number,
            ..Shipment::default()
        };
        shipment.tracking_number.is_some().then_some(shipment)
    };
    data.at("order_carriers").items().iter().filter_map(shipment).collect()
}

fn keep(data: &Field<'_>) {
    data.keep_raw(&[
        // In the shop's own zone: our module sends instants beside them.
        "date_add",
        "date_upd",
        "invoice_date",
        "delivery_date",
        // Numbers of what our module sends by name.
        "id_address_delivery",
        "id_address_invoice",
        "id_currency",
        "id_lang",
        "id_carrier",
        "id_cart",
        "id_shop",
        "id_shop_group",
        "current_state",
        "order_state",
        "customer",
        // Papers.
        "invoice_number",
        "delivery_number",
        "secure_key",
        "valid",
        // The payment's name in the shop's language; the module that takes it is read.
        "payment",
        "total_paid_real",
        // The way's own number stands with the parcel.
        "shipping_number",
        "carrier_tax_rate",
        // Sums of what is read line by line, and without tax.
        "total_products",
        "total_products_wt",
        "total_discounts_tax_excl",
        "total_wrapping",
        "total_wrapping_tax_excl",
        // How it was reckoned.
        "round_mode",
        "round_type",
        "conversion_rate",
        // The merchant's own note, and how the parcel is to look.
        "note",
        "recyclable",
        "gift",
        "mobile_theme",
    ]);
}
