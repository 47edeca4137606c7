//! Placing an order: what is for sale, at which price, held for whom, under which number. All or nothing.

use std::collections::HashMap;

use catalog::Sellable;
use catalog::shop::{self, Shop, ShopState};
use catalog::variant::VariantId;
use db::Tx;
use kernel::{Error, FieldError, Json, Money, Result};
use mail::EmailAddress;
use serde_json::json;

use super::costing::costing;
use super::lines::{Goods, OrderLine};
use super::{Buyer, NewLine, NewOrder, Order, OrderId, name_of, number, store, tags};
use crate::address::Address;
use crate::customer::{self, Customer, NewCustomer};
use crate::pricing::{self, Basket, LineSum, Percent, PricedShipping, Totals, convert};
use crate::tax::{self, AppliedTax, TaxPlace, Taxes};
use crate::{bulk, goods, payment, text, timeline};

/// More lines than this an order does not have.
pub(crate) const LINES_MAX: usize = 500;
const TITLE_MAX: usize = 255;
const KEY_MAX: usize = 255;

/// Places an order: checks what is for sale, holds the goods, works out the totals, takes a number, writes the payment
/// down, and tells of `order.placed`. Whatever fails leaves nothing: no number, no goods held.
///
/// With a `checkout_key` the order is placed once: a second attempt, also one at the same time, answers the same order.
pub async fn place(tx: &mut Tx, mut new: NewOrder) -> Result<Order> {
    let shop = shop::get(tx, new.shop_id).await?;
    let id: OrderId = tx.new_id();
    if let Some(key) = &new.checkout_key {
        text::bounded("checkout_key", key.clone(), KEY_MAX)?;
        if let Some(first) = number::claim(tx, shop.id, "checkout", key, id).await? {
            return store::get(tx, first).await;
        }
    }
    if shop.state == ShopState::Archived {
        return Err(Error::conflict(
            "shop_archived",
            "An archived shop sells nothing. Take it into use again first.",
        ));
    }
    let taxes = Taxes::of(tx, &shop, new.shipping_address.as_ref()).await?;
    new.shipping.tax_rate = Some(taxes.on_shipping(new.shipping.tax_rate).rate);
    let (mut lines, _) = resolve(tx, &shop, id, &new.lines, &taxes).await?;
    let totals = pricing::total(&basket(&shop, &lines, &new))?;
    for (line, sum) in lines.iter_mut().zip(&totals.lines) {
        apply(line, sum);
    }
    check_charged(&new, totals.total)?;
    if let Some(holder) = new.held_by {
        stock::hand_over(tx, holder, stock::Holder::order(id)).await?;
    }
    goods::hold(tx, id, &lines).await?;
    let order = assemble(tx, &shop, id, &new, &totals, &lines).await?;
    finish(tx, order, lines, &new).await
}

/// What an order would cost, and which tax would be on what.
pub(crate) struct Preview {
    pub(crate) totals: Totals,
    pub(crate) lines: Vec<(OrderLine, AppliedTax)>,
    pub(crate) shipping: AppliedTax,
    pub(crate) place: TaxPlace,
}

/// What the order would cost if it were placed now. Nothing is held.
pub(crate) async fn preview(tx: &mut Tx, mut new: NewOrder) -> Result<Preview> {
    let shop = shop::get(tx, new.shop_id).await?;
    let id: OrderId = tx.new_id();
    let taxes = Taxes::of(tx, &shop, new.shipping_address.as_ref()).await?;
    let shipping = taxes.on_shipping(new.shipping.tax_rate);
    new.shipping.tax_rate = Some(shipping.rate);
    let (lines, applied) = resolve(tx, &shop, id, &new.lines, &taxes).await?;
    let totals = pricing::total(&basket(&shop, &lines, &new))?;
    let lines = lines.into_iter().zip(applied).collect();
    Ok(Preview { totals, lines, shipping, place: taxes.place })
}

/// Writes the order with its number; from here on nothing of the caller's can be wrong any more.
async fn finish(tx: &mut Tx, mut order: Order, lines: Vec<OrderLine>, new: &NewOrder) -> Result<Order> {
    let shop = shop::get(tx, order.shop_id).await?;
    order.number = number::next_order(tx, shop.id, 1).await?;
    order.name = name_of(&shop, order.number);
    let told = placed(&order, &lines);
    bulk::insert(tx, [order.clone()]).await?;
    bulk::insert(tx, lines).await?;
    tags::index(tx, &order).await?;
    tags::replace(tx, order.id, text::tags(&new.tags)?).await?;
    timeline::tell(tx, &order, "order.placed", told).await?;
    if let Some(first) = &new.payment {
        payment::start(tx, &order, first).await?;
    }
    let order = store::settle(tx, order.id).await?;
    if let Some(customer) = order.customer_id {
        customer::refresh(tx, customer).await?;
    }
    payment::tell_if_paid(tx, &order, super::FinancialState::Pending).await?;
    Ok(order)
}

/// What is told of a new order: enough to count and forecast with, and nothing of the customer but the id.
pub(crate) fn placed(order: &Order, lines: &[OrderLine]) -> serde_json::Value {
    let line = |line: &OrderLine| {
        json!({"line_id": line.id, "variant_id": line.variant_id, "product_id": line.product_id, "sku": line.sku,
               "quantity": line.quantity, "unit_price_minor": line.unit_price_minor, "total_minor": line.total_minor})
    };
    json!({
        "source": order.source, "customer_id": order.customer_id, "currency": order.currency,
        "total_minor": order.total_minor, "tax_minor": order.tax_minor, "discount_minor": order.discount_minor,
        "shipping_minor": order.shipping_minor, "country": order.shipping_country, "courier": order.courier,
        "service_type": order.service_type, "promised_at": order.promised_at, "placed_at": order.placed_at,
        "lines": lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// The lines with what the catalog says of them, and why each is taxed as it is.
pub(crate) async fn resolve(
    tx: &mut Tx,
    shop: &Shop,
    order: OrderId,
    new: &[NewLine],
    taxes: &Taxes,
) -> Result<(Vec<OrderLine>, Vec<AppliedTax>)> {
    if new.is_empty() || new.len() > LINES_MAX {
        let message = format!("An order has between one and {LINES_MAX} lines.");
        return Err(Error::invalid("lines", "out_of_range", message));
    }
    let mut wanted: Vec<VariantId> = new.iter().filter_map(|line| line.variant_id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let found = catalog::sellable(tx, shop, &wanted).await?;
    let found: HashMap<VariantId, Sellable> = found.into_iter().map(|one| (one.variant_id, one)).collect();
    let (mut lines, mut applied) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    let mut wrong = Vec::new();
    for (index, line) in new.iter().enumerate() {
        let sellable = line.variant_id.and_then(|variant| found.get(&variant));
        if line.variant_id.is_some() && sellable.is_none() {
            wrong.push(FieldError {
                field: format!("lines.{index}.variant_id").into(),
                code: "not_for_sale",
                message: "This shop does not sell that: it is not listed, has no price, or is archived."
                    .into(),
            });
            continue;
        }
        let tax = taxes.on(line.tax_rate, sellable.map_or(tax::STANDARD, |one| one.tax_class.as_str()));
        lines.push(line_of(tx, order, index, line, sellable, tax.rate)?);
        applied.push(tax);
    }
    if wrong.is_empty() { Ok((lines, applied)) } else { Err(Error::invalid_fields(wrong)) }
}

fn line_of(
    tx: &Tx,
    order: OrderId,
    index: usize,
    new: &NewLine,
    sellable: Option<&Sellable>,
    tax_rate: Percent,
) -> Result<OrderLine> {
    let at = |field: &str| format!("lines.{index}.{field}");
    if !(1..=pricing::QUANTITY_MAX).contains(&new.quantity) {
        let message = format!("Use a quantity between 1 and {}.", pricing::QUANTITY_MAX);
        return Err(Error::invalid(at("quantity"), "out_of_range", message));
    }
    let title = new.title.as_deref().map(text::one_line).filter(|title| !title.is_empty());
    let title = title.or_else(|| sellable.map(|one| one.title.clone())).ok_or_else(|| {
        Error::invalid(at("title"), "required", "Say what it is, or name a variant of the catalog.")
    })?;
    let price = new.unit_price_minor.or_else(|| sellable.map(|one| one.unit_price.amount_minor));
    let price = price.ok_or_else(|| {
        Error::invalid(
            at("unit_price_minor"),
            "required",
            "Say what one costs, or name a variant of the catalog.",
        )
    })?;
    Ok(OrderLine {
        position: i64::try_from(index).unwrap_or(i64::MAX),
        variant_id: new.variant_id,
        product_id: sellable.map(|one| one.product_id),
        external_id: None,
        sku: sellable.and_then(|one| one.sku.clone()),
        title: title.chars().take(TITLE_MAX).collect(),
        variant_title: sellable.map(|one| one.variant_title.clone()).unwrap_or_default(),
        quantity: new.quantity,
        unit_price_minor: price,
        discounts: Json(new.discounts.clone()),
        tax_rate,
        requires_shipping: sellable
            .map_or(new.requires_shipping.unwrap_or(true), |one| one.requires_shipping),
        weight_g: sellable.and_then(|one| one.weight_g),
        goods: Json(sellable.map(goods_of).unwrap_or_default()),
        ..OrderLine::blank(tx.new_id(), order, tx.now())
    })
}

/// What one of it is in the stock. A bundle keeps what it consisted of when it was sold.
pub(crate) fn goods_of(sellable: &Sellable) -> Vec<Goods> {
    let part = |part: &catalog::Component| Goods { variant_id: part.variant_id, quantity: part.quantity };
    match sellable.components.as_slice() {
        [] if sellable.track_stock => vec![Goods { variant_id: sellable.variant_id, quantity: 1 }],
        parts => parts.iter().map(part).collect(),
    }
}

fn basket(shop: &Shop, lines: &[OrderLine], new: &NewOrder) -> Basket {
    Basket {
        currency: shop.currency,
        prices_include_tax: shop.prices_include_tax,
        lines: lines.iter().map(OrderLine::priced).collect(),
        discounts: new.discounts.clone(),
        shipping: PricedShipping {
            price_minor: new.shipping.price_minor,
            tax_rate: new.shipping.tax_rate.unwrap_or_default(),
            discounts: new.shipping.discounts.clone(),
        },
    }
}

/// Writes what a line came to into it.
pub(crate) fn apply(line: &mut OrderLine, sum: &LineSum) {
    line.subtotal_minor = sum.subtotal.amount_minor;
    line.own_discount_minor = sum.own_discount.amount_minor;
    line.order_discount_minor = sum.order_discount.amount_minor;
    line.tax_minor = sum.tax.amount_minor;
    line.total_minor = sum.total.amount_minor;
}

/// What was charged is what the order costs, or there is no order.
fn check_charged(new: &NewOrder, total: Money) -> Result<()> {
    match &new.payment {
        Some(payment) if payment.amount_minor != total.amount_minor => Err(Error::conflict(
            "amount_differs",
            format!(
                "The payment is about {}, and the order costs {total}. Show the customer the new total first.",
                Money::new(payment.amount_minor, total.currency)
            ),
        )),
        _ => Ok(()),
    }
}

async fn assemble(
    tx: &mut Tx,
    shop: &Shop,
    id: OrderId,
    new: &NewOrder,
    totals: &Totals,
    lines: &[OrderLine],
) -> Result<Order> {
    let shipping_address =
        new.shipping_address.clone().map(|one| one.checked("shipping_address")).transpose()?;
    let billing_address =
        new.billing_address.clone().map(|one| one.checked("billing_address")).transpose()?;
    let customer = customer_of(tx, &new.buyer, shipping_address.as_ref()).await?;
    let email = new.buyer.email.as_deref().map(str::parse::<EmailAddress>).transpose()?;
    let (display_currency, display_rate, display_total_minor) = match &new.display {
        None => (None, None, None),
        Some((currency, rate)) => {
            let shown = convert(totals.total, *currency, rate)?;
            (Some(*currency), Some(rate.to_string()), Some(shown.amount_minor))
        }
    };
    Ok(Order {
        source: new.source,
        customer_id: customer.as_ref().map(|customer| customer.id),
        email: email
            .map(|email| email.as_str().to_owned())
            .or_else(|| customer.as_ref().and_then(|customer| customer.email.clone())),
        phone: text::optional("buyer.phone", new.buyer.phone.clone(), 100)?,
        customer_name: name_for(&new.buyer, customer.as_ref(), shipping_address.as_ref()),
        language: new.buyer.language.clone().or_else(|| customer.and_then(|customer| customer.language)),
        discounts: Json(new.discounts.clone()),
        shipping_title: text::bounded("shipping.title", text::one_line(&new.shipping.title), 100)?,
        shipping_discounts: Json(new.shipping.discounts.clone()),
        shipping_tax_rate: new.shipping.tax_rate.unwrap_or_default(),
        display_currency,
        display_rate,
        display_total_minor,
        shipping_country: shipping_address.as_ref().map(|address| address.country),
        billing_address: billing_address.or_else(|| shipping_address.clone()).map(Json),
        shipping_address: shipping_address.map(Json),
        courier: text::optional("shipping.courier", new.shipping.courier.clone(), 50)?,
        service_type: new.shipping.service_type,
        pickup_point: text::optional("shipping.pickup_point", new.shipping.pickup_point.clone(), 200)?,
        promised_at: new.shipping.promised_at,
        customer_note: text::paragraphs("customer_note", &new.customer_note, 5_000)?,
        exchange_of: new.exchange_of,
        ..costing(tx, id, shop.id, shop.prices_include_tax, totals, lines)?
    })
}

/// Who buys: the customer who is named, or the one with the address, or a new one. Nobody when nothing is known.
pub(crate) async fn customer_of(
    tx: &mut Tx,
    buyer: &Buyer,
    address: Option<&Address>,
) -> Result<Option<Customer>> {
    if let Some(id) = buyer.customer_id {
        let customer = customer::find(tx, id).await?;
        let known = customer.filter(|customer| customer.merged_into.is_none());
        return known.map(Some).ok_or_else(|| {
            Error::invalid("buyer.customer_id", "unknown", "There is no such customer, or they were merged.")
        });
    }
    let email = buyer.email.as_deref().map(str::parse::<EmailAddress>).transpose()?;
    let name = name_for(buyer, None, address);
    if email.is_none() {
        return Ok(None);
    }
    let new = NewCustomer {
        name: customer::check_name(&name)?,
        company: address.and_then(|address| address.company.clone()),
        email,
        phone: buyer.phone.clone().or_else(|| address.and_then(|address| address.phone.clone())),
        language: buyer.language.clone(),
        note: String::new(),
    };
    customer::find_or_create(tx, new).await.map(Some)
}

fn name_for(buyer: &Buyer, customer: Option<&Customer>, address: Option<&Address>) -> String {
    let said = buyer.name.as_deref().map(text::one_line).filter(|name| !name.is_empty());
    let known = customer.map(|customer| customer.name.clone()).filter(|name| !name.is_empty());
    said.or(known).or_else(|| address.map(|address| address.name.clone())).unwrap_or_default()
}
