//! Orders of eCommerce at Wix.
//!
//! What a line was paid with is said as a whole, before and after its tax. That is taken, and not a price per piece, because
//! pieces are rounded for display: so the lines, the way and the tax always add up to what Wix has charged.

use rust_decimal::Decimal;

use super::address::with_contact;
use super::stock::variant_id;
use crate::change::{Buyer, Cancellation, Change, Item, Line, Order, PaymentState, ShippingLine, grams};
use crate::reading::{Field, Unreadable};

/// Of the order: how it came about, who has seen it, and sums that follow from the lines.
const KEPT: &[&str] = &[
    "activities",
    "appliedDiscounts",
    "archived",
    "attributionSource",
    "balanceSummary",
    "businessLocation",
    "buyerInfo.memberId",
    "buyerInfo.visitorId",
    "channelInfo",
    "checkoutCustomFields",
    "checkoutId",
    "createdBy",
    "currencyConversionDetails",
    "customFields",
    "extendedFields",
    "imported",
    "payAfterFreeTrial",
    "payNow",
    "platformFeeSummary",
    "priceSummary",
    "purchaseFlowId",
    "recipientInfo",
    "seenByAHuman",
    "shippingInfo",
    "siteLanguage",
    "tags",
    "taxInfo",
    "taxSummary",
];

/// An order as it is. One that is only begun is none: Wix shows it to nobody before it is approved or waits for approval.
pub(super) fn as_it_is(order: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let includes_tax = order.at("taxIncludedInPrices").flag().unwrap_or_default();
    let summary = order.at("priceSummary");
    let unit = order.at("weightUnit").text().unwrap_or_else(|| "KG".to_owned());
    let status = order.at("status").text().unwrap_or_default();
    let updated_at = order.at("updatedDate").instant();
    let listed = order.at("lineItems").items();
    let mut lines = Vec::with_capacity(listed.len());
    for item in &listed {
        lines.push(line(item, includes_tax, &unit)?);
    }
    for fee in order.at("additionalFees").items() {
        lines.push(additional_fee(&fee, includes_tax)?);
    }
    let billing = with_contact(&order.at("billingInfo"));
    let destination = order.under(&["shippingInfo", "logistics", "shippingDestination"]);
    let shipping_address = with_contact(&destination).or_else(|| with_contact(&order.at("recipientInfo")));
    let mut change = Order {
        external_id: order.at("id").required_id()?,
        name: order.at("number").text(),
        currency: order.at("currency").currency()?,
        prices_include_tax: includes_tax,
        buyer: Buyer {
            customer_id: order.under(&["buyerInfo", "contactId"]).id(),
            email: order.under(&["buyerInfo", "email"]).text(),
            name: billing.as_ref().and_then(|address| address.name.clone()),
            phone: billing.as_ref().and_then(|address| address.phone.clone()),
            language: order.at("buyerLanguage").text().and_then(|tag| tag.parse().ok()),
        },
        lines: Some(lines),
        shipping: shipping(&order.at("shippingInfo"), includes_tax)?.into_iter().collect(),
        tax: tax(order, &summary)?,
        total: summary.under(&["total", "amount"]).decimal()?,
        shipping_address,
        billing_address: billing,
        customer_note: order.at("buyerNote").text(),
        payment_state: payment_state(order.at("paymentStatus").text().as_deref()),
        is_fulfilled: order.at("fulfillmentStatus").text().map(|word| word == "FULFILLED"),
        cancelled: matches!(status.as_str(), "CANCELED" | "REJECTED")
            .then(|| Cancellation { at: updated_at, reason: Some(status.clone()) }),
        placed_at: order.at("purchasedDate").instant().or_else(|| order.at("createdDate").instant()),
        updated_at,
        ..Order::default()
    };
    order.at("createdDate").note();
    order.keep_raw(KEPT);
    change.settle_rounding();
    Ok(if status == "INITIALIZED" { Vec::new() } else { vec![Change::Order(change)] })
}

fn line(item: &Field<'_>, includes_tax: bool, unit: &str) -> Result<Line, Unreadable> {
    let quantity = item.at("quantity").whole()?.unwrap_or(1);
    let discount = item.under(&["totalDiscount", "amount"]).decimal_or_zero()?;
    let each = item.under(&["price", "amount"]).decimal_or_zero()?;
    let paid = paid(item, includes_tax)?.unwrap_or(each * Decimal::from(quantity));
    let (reference, physical) = (item.at("catalogReference"), item.at("physicalProperties"));
    let (tax, tax_percent) = line_tax(item)?;
    let change = Line {
        external_id: item.at("id").id(),
        item: Item {
            variant_id: variant_id(&reference.under(&["options", "variantId"])),
            product_id: reference.at("catalogItemId").id(),
            inventory_id: None,
            sku: physical.at("sku").id(),
            barcode: None,
        },
        title: item.under(&["productName", "original"]).text().unwrap_or_default(),
        variant_title: described(&item.at("descriptionLines")),
        quantity,
        subtotal: paid + discount,
        discount,
        tax,
        tax_percent,
        requires_shipping: physical.at("shippable").flag(),
        weight_g: physical.at("weight").decimal()?.and_then(|weight| grams(weight, unit)),
    };
    // Prices per piece are rounded; the rest is of Wix's pages, of deposits, and of what has become of the line since.
    item.keep_raw(&[
        "catalogOverrideFields",
        "catalogReference",
        "customLineItem",
        "depositAmount",
        "descriptionLines",
        "digitalFile",
        "extendedFields",
        "fixedQuantity",
        "fulfillerId",
        "image",
        "itemType",
        "lineItemPrice",
        "locations",
        "media",
        "modifierGroups",
        "paymentOption",
        "price",
        "priceBeforeDiscounts",
        "priceDescription",
        "priceUndetermined",
        "productName.translated",
        "refundQuantity",
        "restockQuantity",
        "rootCatalogItemId",
        "savePaymentMethod",
        "subscriptionInfo",
        "taxDetails",
        "taxGroupId",
        "taxInfo",
        "totalDiscount",
        "totalPriceAfterTax",
        "totalPriceBeforeTax",
        "url",
    ]);
    Ok(change)
}

/// A fee beside the goods and the way is a line of its own: it is charged, and nothing is sent for it.
fn additional_fee(fee: &Field<'_>, includes_tax: bool) -> Result<Line, Unreadable> {
    let name = if includes_tax { "priceAfterTax" } else { "priceBeforeTax" };
    let charged = fee.under(&[name, "amount"]).decimal()?;
    let price = fee.under(&["price", "amount"]).decimal_or_zero()?;
    let (tax, tax_percent) = line_tax(fee)?;
    let line = Line {
        external_id: fee.first(&["id", "code"]).id(),
        title: fee.at("name").text().unwrap_or_default(),
        quantity: 1,
        subtotal: charged.unwrap_or(price),
        tax,
        tax_percent,
        requires_shipping: Some(false),
        ..Line::default()
    };
    // Whose fee it is, and for which lines.
    fee.keep_raw(&[
        "lineItemIds",
        "price",
        "priceAfterTax",
        "priceBeforeTax",
        "providerAppId",
        "source",
        "taxDetails",
        "taxInfo",
    ]);
    Ok(line)
}

/// The way. An order that is fetched, or that needs none, has none.
fn shipping(shipping: &Field<'_>, includes_tax: bool) -> Result<Option<ShippingLine>, Unreadable> {
    let cost = shipping.at("cost");
    let discount = cost.under(&["discount", "amount"]).decimal_or_zero()?;
    let price = cost.under(&["price", "amount"]).decimal_or_zero()?;
    let paid = paid(&cost, includes_tax)?.unwrap_or(price - discount);
    let (tax, _) = line_tax(&cost)?;
    let title = shipping.at("title").text();
    if title.is_none() && paid.is_zero() && discount.is_zero() {
        return Ok(None);
    }
    let title = title.unwrap_or_default();
    Ok(Some(ShippingLine { title, price: paid + discount, discount, tax, courier: None }))
}

/// What was paid for something: all discounts are taken off, and the tax is in it where it is in the shop's prices.
fn paid(of: &Field<'_>, includes_tax: bool) -> Result<Option<Decimal>, Unreadable> {
    let name = if includes_tax { "totalPriceAfterTax" } else { "totalPriceBeforeTax" };
    of.under(&[name, "amount"]).decimal()
}

/// The tax, and its rate in percent. Older events name both otherwise.
fn line_tax(of: &Field<'_>) -> Result<(Decimal, Option<Decimal>), Unreadable> {
    let (now, before) = (of.at("taxInfo"), of.at("taxDetails"));
    let tax = match now.under(&["taxAmount", "amount"]).decimal()? {
        Some(tax) => tax,
        None => before.under(&["totalTax", "amount"]).decimal_or_zero()?,
    };
    let rate = match now.at("taxRate").decimal()? {
        Some(rate) => Some(rate),
        None => before.at("taxRate").decimal()?,
    };
    Ok((tax, rate.and_then(|rate| rate.checked_mul(Decimal::ONE_HUNDRED)).map(|percent| percent.normalize())))
}

fn tax(order: &Field<'_>, summary: &Field<'_>) -> Result<Option<Decimal>, Unreadable> {
    match summary.under(&["tax", "amount"]).decimal()? {
        Some(tax) => Ok(Some(tax)),
        None => order.under(&["taxInfo", "totalTax", "amount"]).decimal(),
    }
}

/// What was chosen of the options: `Large, Red`.
fn described(lines: &Field<'_>) -> Option<String> {
    let value = |line: &Field<'_>| {
        let text = line.under(&["plainText", "original"]).text();
        text.or_else(|| line.under(&["colorInfo", "original"]).text())
    };
    let values: Vec<_> = lines.items().iter().filter_map(value).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn payment_state(status: Option<&str>) -> Option<PaymentState> {
    Some(match status? {
        "NOT_PAID" | "PENDING" => PaymentState::Pending,
        "PENDING_MERCHANT" | "AUTHORIZED" => PaymentState::Authorized,
        "PARTIALLY_PAID" => PaymentState::PartlyPaid,
        "PAID" => PaymentState::Paid,
        "PARTIALLY_REFUNDED" => PaymentState::PartlyRefunded,
        "FULLY_REFUNDED" => PaymentState::Refunded,
        "CANCELED" => PaymentState::Voided,
        "DECLINED" => PaymentState::Failed,
        _ => return None,
    })
}
