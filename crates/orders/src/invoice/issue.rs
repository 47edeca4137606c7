//! Issuing: an order as it is now becomes the content of an invoice, with the shop's next number.

use std::collections::BTreeMap;

use catalog::shop::{self, Shop};
use db::Tx;
use identity::audit::Record;
use identity::organization::{self, Organization};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Error, Json, Result, Timestamp};
use mail::Locale;
use serde_json::json;

use super::content::{
    InvoiceContent, InvoiceKind, InvoiceLine, InvoicePayment, InvoiceShipping, Seller, TaxSum,
};
use super::{Invoice, store};
use crate::order::{Order, OrderId, OrderLine, OrderState, lines, number, store as orders};
use crate::pricing::Percent;
use crate::timeline;

/// Issues the invoice of an order as it is now. The first is an invoice; after a change it is a corrected one, after a
/// cancellation a credit note. The order's row is locked, so that two at once do not both get a number.
pub async fn issue(tx: &mut Tx, id: OrderId) -> Result<Invoice> {
    let order = orders::lock(tx, id).await?;
    let shop = shop::get(tx, order.shop_id).await?;
    let latest = store::of_order(tx, id).await?.pop();
    let drawn = draw(tx, &order, &shop).await?;
    let mut content = next(&order, latest.as_ref(), drawn)?;
    let number = number::next_invoice(tx, shop.id).await?;
    content.name = format!("{}INV-{number}", shop.order_prefix);
    let invoice = Invoice {
        id: tx.new_id(),
        order_id: id,
        shop_id: shop.id,
        number,
        name: content.name.clone(),
        shows: order.version,
        content: Json(content),
        issued_at: tx.now(),
    };
    store::insert(tx, invoice.clone()).await?;
    let entry = Record::new("invoice.issued").target("invoice", invoice.id);
    let content = &invoice.content.0;
    let detail = json!({
        "invoice_id": invoice.id, "invoice_name": invoice.name, "kind": content.kind,
        "corrects": content.corrects, "total": content.money(content.total_minor),
    });
    timeline::tell_of(tx, &order, entry, "invoice.issued", detail).await?;
    Ok(invoice)
}

/// What the next invoice is, given the latest one.
fn next(order: &Order, latest: Option<&Invoice>, drawn: InvoiceContent) -> Result<InvoiceContent> {
    let standing = latest.filter(|latest| latest.content.0.kind != InvoiceKind::CreditNote);
    match (order.state, standing) {
        (OrderState::Cancelled, None) => Err(Error::conflict(
            "order_cancelled",
            "The order is cancelled, and no invoice stands that a credit note could take back.",
        )),
        (OrderState::Cancelled, Some(latest)) => Ok(reversed(&latest.content.0, drawn.issued_on)),
        (OrderState::Open, None) => Ok(drawn),
        (OrderState::Open, Some(latest)) if is_same(&latest.content.0, &drawn) => Err(Error::conflict(
            "invoice_unchanged",
            format!("{} shows the order as it is. Print that one.", latest.name),
        )),
        (OrderState::Open, Some(latest)) => {
            Ok(InvoiceContent { kind: InvoiceKind::Corrected, corrects: Some(latest.name.clone()), ..drawn })
        }
    }
}

/// Whether they say the same about what was bought; that a payment came in is no reason for another invoice.
fn is_same(one: &InvoiceContent, other: &InvoiceContent) -> bool {
    let plain = |content: &InvoiceContent| InvoiceContent {
        kind: InvoiceKind::Invoice,
        name: String::new(),
        corrects: None,
        issued_on: Date::ZERO,
        payment: InvoicePayment::default(),
        ..content.clone()
    };
    plain(one) == plain(other)
}

/// The credit note of an invoice: the same with the opposite sign.
fn reversed(invoice: &InvoiceContent, issued_on: Date) -> InvoiceContent {
    let mut note = invoice.clone();
    for line in &mut note.lines {
        line.quantity = -line.quantity;
        line.discount_minor = -line.discount_minor;
        line.amount_minor = -line.amount_minor;
    }
    for tax in &mut note.taxes {
        (tax.net_minor, tax.tax_minor) = (-tax.net_minor, -tax.tax_minor);
    }
    if let Some(shipping) = &mut note.shipping {
        shipping.amount_minor = -shipping.amount_minor;
    }
    InvoiceContent {
        kind: InvoiceKind::CreditNote,
        corrects: Some(invoice.name.clone()),
        issued_on,
        discount_minor: -note.discount_minor,
        tax_minor: -note.tax_minor,
        total_minor: -note.total_minor,
        payment: InvoicePayment::default(),
        ..note
    }
}

async fn draw(tx: &mut Tx, order: &Order, shop: &Shop) -> Result<InvoiceContent> {
    let organization = organization::current(tx).await?;
    let lines = lines::of_order(tx, order.id).await?;
    let own: i64 = lines.iter().map(|line| line.own_discount_minor).sum();
    let shipping = order.shipping_minor - order.shipping_discount_minor;
    let has_shipping = order.shipping_minor > 0 || !order.shipping_title.is_empty();
    let bill_to = order.billing_address.as_ref().or(order.shipping_address.as_ref());
    let ship_to = order.shipping_address.as_ref().filter(|address| Some(*address) != bill_to);
    let unnamed = || {
        let name = Some(order.customer_name.clone()).filter(|name| !name.is_empty());
        name.into_iter().chain(order.email.clone()).collect()
    };
    Ok(InvoiceContent {
        kind: InvoiceKind::Invoice,
        name: String::new(),
        corrects: None,
        locale: locale(order, shop),
        currency: order.currency,
        prices_include_tax: order.prices_include_tax,
        issued_on: day(shop, tx.now()),
        ordered_on: day(shop, order.placed_at),
        order_name: order.name.clone(),
        seller: seller(organization, shop),
        bill_to: bill_to.map_or_else(unnamed, |address| address.0.printed()),
        ship_to: ship_to.map(|address| address.0.printed()),
        discount_minor: order.discount_minor - own - order.shipping_discount_minor,
        shipping: has_shipping
            .then(|| InvoiceShipping { title: order.shipping_title.clone(), amount_minor: shipping }),
        taxes: taxes(order, &lines),
        lines: lines.into_iter().filter(|line| line.quantity > 0).map(line).collect(),
        tax_minor: order.tax_minor,
        total_minor: order.total_minor,
        payment: InvoicePayment {
            paid_minor: order.captured_minor,
            refunded_minor: order.refunded_minor,
            due_minor: order.due_minor(),
        },
        notes: String::new(),
    })
}

fn line(line: OrderLine) -> InvoiceLine {
    InvoiceLine {
        title: line.title,
        variant_title: line.variant_title,
        sku: line.sku,
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        discount_minor: line.own_discount_minor,
        tax_rate: line.tax_rate,
        amount_minor: line.subtotal_minor - line.own_discount_minor,
    }
}

/// What falls under each rate, lines and shipping together; as the order has it, rounded per line.
fn taxes(order: &Order, lines: &[OrderLine]) -> Vec<TaxSum> {
    let mut sums: BTreeMap<Percent, (i64, i64)> = BTreeMap::new();
    let of_line = |line: &OrderLine| {
        let discounts = line.own_discount_minor + line.order_discount_minor;
        (line.tax_rate, line.subtotal_minor - discounts, line.tax_minor)
    };
    let shipping = order.shipping_minor - order.shipping_discount_minor;
    let way = (order.shipping_tax_rate, shipping, order.shipping_tax_minor);
    for (rate, amount, tax) in lines.iter().map(of_line).chain([way]).filter(|part| part.1 != 0) {
        let (net_sum, tax_sum) = sums.entry(rate).or_default();
        *net_sum += if order.prices_include_tax { amount - tax } else { amount };
        *tax_sum += tax;
    }
    let sum = |(rate, (net_minor, tax_minor))| TaxSum { rate, net_minor, tax_minor };
    sums.into_iter().rev().map(sum).collect()
}

/// Who sells: whoever the shop names, else the organization, in the name of the shop and from its country.
fn seller(organization: Organization, shop: &Shop) -> Seller {
    let told = &shop.seller.0;
    let name = told.legal_name.clone().unwrap_or(organization.name);
    let mut lines = told.printed();
    lines.push(shop.country.name().to_owned());
    if shop.name != name {
        lines.insert(0, shop.name.clone());
    }
    Seller {
        name,
        lines,
        country: shop.country,
        tax_id: told.tax_id.clone(),
        email: told.email.clone(),
        accent: organization.brand_color,
    }
}

/// The customer's language where documents have it, else the shop's.
pub(crate) fn locale(order: &Order, shop: &Shop) -> Locale {
    Locale::from_tag(order.language.as_ref().unwrap_or(&shop.language).as_str())
}

/// The day of an instant where the shop is.
pub(crate) fn day(shop: &Shop, at: Timestamp) -> Date {
    let zone = TimeZone::get(&shop.time_zone).unwrap_or(TimeZone::UTC);
    at.to_jiff().to_zoned(zone).date()
}
