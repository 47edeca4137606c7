//! A platform's order as one of ours that is to be recorded.

use db::Tx;
use kernel::{Currency, Error, Result};
use mail::EmailAddress;
use orders::customer::{self, CustomerId};
use orders::order::{Buyer, ExternalLine, ExternalOrder, Goods, NewPayment, NewShipping, PaymentStart};

use super::{Place, money};
use crate::change::{self, Line, PaymentState};
use crate::link::{LinkKind, Match, ask, match_item, store as links};
use crate::processing::Source;

/// Lines of an order; more is no order of anybody.
const LINES_MAX: usize = 1_000;

/// The order with our variants, customer and minor units.
pub(super) async fn external(
    tx: &mut Tx,
    place: &Place,
    source: &Source,
    stated: &change::Order,
) -> Result<ExternalOrder> {
    let shop = place.shop()?;
    let currency = stated.currency.ok_or_else(|| money::missing("currency"))?;
    let total = stated.total.ok_or_else(|| money::missing("total"))?;
    let total_minor = change::minor("total", total, currency)?;
    let stated_lines = stated.lines.as_deref().unwrap_or_default();
    if stated_lines.len() > LINES_MAX {
        let message = format!("An order has at most {LINES_MAX} lines.");
        return Err(Error::invalid("lines", "too_many", message));
    }
    let has_left = stated.is_fulfilled == Some(true) || stated.shipments.iter().any(|one| !one.is_cancelled);
    let mut lines = Vec::with_capacity(stated_lines.len());
    for line in stated_lines {
        lines.push(line_of(tx, place, line, currency).await?);
    }
    let hold_at = selling_location(tx, place, &lines).await?;
    let shipping = shipping(stated, currency)?;
    let buyer_name = stated.buyer.name.as_deref();
    let address = |one: &Option<change::Address>| one.clone().and_then(|one| money::address(one, buyer_name));
    let mut order = ExternalOrder {
        shop_id: shop.id,
        external_id: stated.external_id.clone(),
        external_name: stated.name.clone(),
        currency,
        prices_include_tax: stated.prices_include_tax,
        buyer: buyer(tx, place, stated).await?,
        lines,
        shipping: shipping.new,
        shipping_discount_minor: shipping.discount_minor,
        shipping_tax_minor: shipping.tax_minor,
        total_minor,
        shipping_address: address(&stated.shipping_address),
        billing_address: address(&stated.billing_address),
        language: stated.buyer.language.clone(),
        customer_note: stated.customer_note.clone().unwrap_or_default(),
        tags: stated.tags.clone(),
        payment: payment(place, stated, total_minor)?,
        placed_at: stated.placed_at.unwrap_or(source.received_at),
        hold_stock: !has_left && stated.cancelled.is_none(),
        hold_at,
    };
    money::settle_rounding(&mut order);
    Ok(order)
}

/// Where the platform sells from: where it has counted the first of the lines that it has counted.
async fn selling_location(
    tx: &mut Tx,
    place: &Place,
    lines: &[ExternalLine],
) -> Result<Option<::stock::LocationId>> {
    for variant in lines.iter().filter_map(|line| line.variant_id) {
        let id = super::stock::location_of(tx, place, variant).await?;
        let location = ::stock::find_location(tx, id).await?;
        if location.is_some_and(|location| location.state == ::stock::LocationState::Active) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

async fn line_of(tx: &mut Tx, place: &Place, line: &Line, currency: Currency) -> Result<ExternalLine> {
    let variant_id = match match_item(tx, place.connection.id, &line.item, Some(&line.title)).await? {
        Match::Known(variant) => Some(variant),
        Match::Ignored => None,
        // The order is taken all the same; what it sold can be said later.
        Match::Unclear(question) => {
            ask(tx, place.connection.id, &line.item, question).await?;
            None
        }
    };
    let subtotal = money::rounded("lines.subtotal", line.subtotal, currency)?;
    let quantity = line.quantity.max(0);
    let (unit_price_minor, too_much) = money::unit_price(subtotal, quantity);
    let discount = money::rounded("lines.discount", line.discount, currency)?;
    let goods = variant_id.map(|variant_id| Goods { variant_id, quantity: 1 });
    Ok(ExternalLine {
        external_id: line.external_id.clone(),
        variant_id,
        goods: goods.into_iter().collect(),
        sku: line.item.sku.clone(),
        title: line.title.clone(),
        variant_title: line.variant_title.clone().unwrap_or_default(),
        quantity,
        unit_price_minor,
        discount_minor: discount + too_much,
        tax_rate: money::rate(line.tax_percent),
        tax_minor: money::rounded("lines.tax", line.tax, currency)?,
        requires_shipping: line.requires_shipping.unwrap_or(true),
        weight_g: line.weight_g,
    })
}

struct Shipping {
    new: NewShipping,
    discount_minor: i64,
    tax_minor: i64,
}

/// Several ways are one here, with what they cost together.
fn shipping(stated: &change::Order, currency: Currency) -> Result<Shipping> {
    let mut shipping = Shipping { new: NewShipping::default(), discount_minor: 0, tax_minor: 0 };
    let mut titles: Vec<&str> = Vec::new();
    for line in &stated.shipping {
        shipping.new.price_minor += money::rounded("shipping.price", line.price, currency)?;
        shipping.discount_minor += money::rounded("shipping.discount", line.discount, currency)?;
        shipping.tax_minor += money::rounded("shipping.tax", line.tax, currency)?;
        shipping.new.courier = shipping.new.courier.or_else(|| line.courier.clone());
        if !line.title.is_empty() {
            titles.push(&line.title);
        }
    }
    shipping.new.title = titles.join(", ");
    Ok(shipping)
}

async fn buyer(tx: &mut Tx, place: &Place, stated: &change::Order) -> Result<Buyer> {
    let known: Option<CustomerId> = match &stated.buyer.customer_id {
        Some(id) => {
            let link = links::find(tx, place.connection.id, LinkKind::Customer, id).await?;
            link.and_then(|link| link.entity())
        }
        None => None,
    };
    let customer_id = match known {
        Some(id) => Some(customer::get(tx, id).await?.merged_into.unwrap_or(id)),
        None => None,
    };
    let email = stated.buyer.email.clone().filter(|email| email.parse::<EmailAddress>().is_ok());
    Ok(Buyer {
        customer_id,
        email,
        name: stated.buyer.name.clone(),
        phone: stated.buyer.phone.clone(),
        language: stated.buyer.language.clone(),
    })
}

/// The first payment. What the platform lists, or else what follows from how far it says that the order is paid.
fn payment(place: &Place, stated: &change::Order, total_minor: i64) -> Result<Option<NewPayment>> {
    let provider = |stated: Option<&str>| {
        let word = stated.filter(|word| !word.is_empty()).unwrap_or(place.connection.platform.word());
        word.chars().take(50).collect::<String>()
    };
    if let Some(first) = stated.payments.first() {
        let start = match first.state {
            PaymentState::Authorized => PaymentStart::Authorized,
            PaymentState::Pending | PaymentState::Failed | PaymentState::Voided => PaymentStart::Pending,
            _ => PaymentStart::Captured,
        };
        let method = first.method.as_deref().unwrap_or(&first.provider);
        return Ok(Some(NewPayment {
            provider: provider(Some(&first.provider)),
            method: provider(Some(method)),
            reference: Some(first.external_id.clone()),
            start,
            amount_minor: change::minor("payments.amount", first.amount, first.currency)?,
            expires_at: None,
        }));
    }
    let start = match stated.payment_state {
        Some(PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded) => {
            PaymentStart::Captured
        }
        Some(PaymentState::Authorized) => PaymentStart::Authorized,
        Some(PaymentState::Pending | PaymentState::PartlyPaid) => PaymentStart::Pending,
        Some(PaymentState::Voided | PaymentState::Failed) | None => return Ok(None),
    };
    if total_minor == 0 {
        return Ok(None);
    }
    let provider = provider(stated.payment_provider.as_deref());
    let method = provider.clone();
    Ok(Some(NewPayment {
        provider,
        method,
        reference: None,
        start,
        amount_minor: total_minor,
        expires_at: None,
    }))
}
