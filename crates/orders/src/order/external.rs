//! Orders that were placed on a platform. They come with their own frozen amounts, which are verified and kept as they
//! are; everything else is as with our own: number, stock, payment, timeline, event.

use catalog::shop;
use catalog::variant::VariantId;
use db::Tx;
use kernel::{Currency, Error, Json, Language, Money, Result, Timestamp};

use super::costing::costing;
use super::lines::OrderLine;
use super::{Buyer, FinancialState, Goods, NewPayment, NewShipping, Order, OrderId, OrderSource};
use super::{name_of, number, place, store, tags};
use crate::address::Address;
use crate::pricing::{LineSum, Percent, ShippingSum, Totals};
use crate::{bulk, customer, goods, payment, text, timeline};

/// A line as the platform has it.
#[derive(Debug, Clone)]
pub struct ExternalLine {
    /// Its id there.
    pub external_id: Option<String>,
    /// The variant that it is here, where that is known.
    pub variant_id: Option<VariantId>,
    /// What leaves the stock for one of it.
    pub goods: Vec<Goods>,
    /// What the merchant knows it by.
    pub sku: Option<String>,
    /// What it is called.
    pub title: String,
    /// What tells it from other variants.
    pub variant_title: String,
    /// How many.
    pub quantity: i64,
    /// What one costs.
    pub unit_price_minor: i64,
    /// All that was taken off the line, its share of the order's discounts counted.
    pub discount_minor: i64,
    /// The rate of its tax, as far as it is known.
    pub tax_rate: Percent,
    /// Its tax.
    pub tax_minor: i64,
    /// Whether it is sent in a parcel.
    pub requires_shipping: bool,
    /// What one weighs.
    pub weight_g: Option<i64>,
}

/// An order as the platform has it.
#[derive(Debug, Clone)]
pub struct ExternalOrder {
    /// The connected shop.
    pub shop_id: catalog::shop::ShopId,
    /// Its id there, unique in the shop.
    pub external_id: String,
    /// What the platform calls it.
    pub external_name: Option<String>,
    /// Its currency, which must be the shop's.
    pub currency: Currency,
    /// Whether its prices contain their tax.
    pub prices_include_tax: bool,
    /// Who buys.
    pub buyer: Buyer,
    /// What.
    pub lines: Vec<ExternalLine>,
    /// How it gets there, and what that costs before discounts.
    pub shipping: NewShipping,
    /// What was taken off the way.
    pub shipping_discount_minor: i64,
    /// The tax on the way.
    pub shipping_tax_minor: i64,
    /// What the platform says that it costs.
    pub total_minor: i64,
    /// Where the parcel goes.
    pub shipping_address: Option<Address>,
    /// Where the bill goes.
    pub billing_address: Option<Address>,
    /// The language to write in.
    pub language: Option<Language>,
    /// What the customer wrote.
    pub customer_note: String,
    /// What it is sorted by.
    pub tags: Vec<String>,
    /// The first payment; its amount may differ from the total, because a platform may take a part only.
    pub payment: Option<NewPayment>,
    /// When it was placed there.
    pub placed_at: Timestamp,
    /// Whether its goods come out of the stock here: yes, unless they left before we knew, or leave from elsewhere.
    pub hold_stock: bool,
    /// Where they come out; wherever stock is taken from first when nobody says.
    pub hold_at: Option<stock::LocationId>,
}

/// Records an order of a platform. Its amounts must add up exactly, or it is refused whole. The same one a second time,
/// also at the same time, answers the first.
pub async fn record_external(tx: &mut Tx, new: ExternalOrder) -> Result<Order> {
    let shop = shop::get(tx, new.shop_id).await?;
    if shop.currency != new.currency {
        let detail = format!("The shop sells in {}, and the order is in {}.", shop.currency, new.currency);
        return Err(Error::conflict("currency_differs", detail));
    }
    let id: OrderId = tx.new_id();
    if let Some(first) = number::claim(tx, shop.id, "external", &new.external_id, id).await? {
        return store::get(tx, first).await;
    }
    let totals = totals(&new)?;
    let mut lines = Vec::with_capacity(new.lines.len());
    for (position, line) in (0_i64..).zip(&new.lines) {
        lines.push(line_of(tx, id, position, line, &new));
    }
    for (line, sum) in lines.iter_mut().zip(&totals.lines) {
        place::apply(line, sum);
    }
    if new.hold_stock {
        // It was sold already, so it is held even where there is none: the alert about that is more use than a refusal.
        goods::hold_at(tx, id, &lines, new.hold_at).await?;
    }
    let mut order = assemble(tx, id, &new, &totals, &lines).await?;
    order.number = number::next_order(tx, shop.id, 1).await?;
    order.name = name_of(&shop, order.number);
    let told = place::placed(&order, &lines);
    bulk::insert(tx, [order.clone()]).await?;
    bulk::insert(tx, lines).await?;
    tags::index(tx, &order).await?;
    tags::replace(tx, id, text::tags(&new.tags)?).await?;
    timeline::tell(tx, &order, "order.placed", told).await?;
    if let Some(first) = &new.payment {
        payment::start(tx, &order, first).await?;
    }
    let order = store::settle(tx, id).await?;
    if let Some(customer) = order.customer_id {
        customer::refresh(tx, customer).await?;
    }
    payment::tell_if_paid(tx, &order, FinancialState::Pending).await?;
    Ok(order)
}

/// The platform's amounts as our sums, checked.
pub(super) fn totals(new: &ExternalOrder) -> Result<Totals> {
    let money = |minor| Money::new(minor, new.currency);
    let zero = money(0);
    let mut lines = Vec::with_capacity(new.lines.len());
    for line in &new.lines {
        let subtotal = money(line.unit_price_minor).checked_mul(line.quantity)?;
        let discounted = subtotal.checked_sub(money(line.discount_minor))?;
        let added = if new.prices_include_tax { zero } else { money(line.tax_minor) };
        lines.push(LineSum {
            subtotal,
            own_discount: money(line.discount_minor),
            order_discount: zero,
            tax: money(line.tax_minor),
            total: discounted.checked_add(added)?,
        });
    }
    let shipping = ShippingSum {
        price: money(new.shipping.price_minor),
        discount: money(new.shipping_discount_minor),
        tax: money(new.shipping_tax_minor),
    };
    let sum = |of: fn(&LineSum) -> Money| lines.iter().try_fold(zero, |sum, line| sum.checked_add(of(line)));
    let totals = Totals {
        subtotal: sum(|line| line.subtotal)?,
        discount: sum(|line| line.own_discount)?.checked_add(shipping.discount)?,
        tax: sum(|line| line.tax)?.checked_add(shipping.tax)?,
        total: money(new.total_minor),
        lines,
        shipping,
    };
    totals.check(new.prices_include_tax)?;
    Ok(totals)
}

pub(super) fn line_of(
    tx: &Tx,
    order: OrderId,
    position: i64,
    line: &ExternalLine,
    new: &ExternalOrder,
) -> OrderLine {
    OrderLine {
        position,
        variant_id: line.variant_id,
        external_id: line.external_id.clone(),
        sku: line.sku.clone(),
        title: line.title.clone(),
        variant_title: line.variant_title.clone(),
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        tax_rate: line.tax_rate,
        requires_shipping: line.requires_shipping,
        weight_g: line.weight_g,
        goods: Json(if new.hold_stock { line.goods.clone() } else { Vec::new() }),
        ..OrderLine::blank(tx.new_id(), order, new.placed_at)
    }
}

async fn assemble(
    tx: &mut Tx,
    id: OrderId,
    new: &ExternalOrder,
    totals: &Totals,
    lines: &[OrderLine],
) -> Result<Order> {
    let customer = place::customer_of(tx, &new.buyer, new.shipping_address.as_ref()).await?;
    let named = new.buyer.name.clone().filter(|name| !name.is_empty());
    let on_parcel = new.shipping_address.as_ref().map(|address| address.name.clone());
    Ok(Order {
        source: OrderSource::Channel,
        external_id: Some(new.external_id.clone()),
        external_name: new.external_name.clone(),
        customer_id: customer.map(|customer| customer.id),
        email: new.buyer.email.clone(),
        phone: new.buyer.phone.clone(),
        customer_name: named.or(on_parcel).unwrap_or_default(),
        language: new.language.clone(),
        shipping_title: new.shipping.title.clone(),
        shipping_tax_rate: new.shipping.tax_rate.unwrap_or_default(),
        shipping_country: new.shipping_address.as_ref().map(|address| address.country),
        billing_address: new.billing_address.clone().or_else(|| new.shipping_address.clone()).map(Json),
        shipping_address: new.shipping_address.clone().map(Json),
        courier: new.shipping.courier.clone(),
        service_type: new.shipping.service_type,
        pickup_point: new.shipping.pickup_point.clone(),
        promised_at: new.shipping.promised_at,
        customer_note: new.customer_note.clone(),
        placed_at: new.placed_at,
        ..costing(tx, id, new.shop_id, new.prices_include_tax, totals, lines)?
    })
}
