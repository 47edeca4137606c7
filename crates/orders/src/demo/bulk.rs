//! Finished orders by the hundred thousand, for benchmarks: paid, sent, arrived. Written with few statements, by the same
//! rules for amounts and numbers. Their goods are not counted in the stock: what left years ago moves no level today.

use catalog::Sellable;
use catalog::shop::{self, Shop, ShopId};
use catalog::variant::VariantId;
use db::{Db, Query, Tx};
use kernel::{Country, Error, Id, Json, Result, Scope, Timestamp};
use serde_json::json;

use super::dice::Dice;
use super::people::{self, Person};
use super::seasons;
use crate::bulk::{self, Row};
use crate::customer::{Customer, CustomerId};
use crate::order::{self, FulfilmentState, Order, OrderId, OrderLine, OrderSource, number, tags};
use crate::payment::{Payment, PaymentState};
use crate::pricing::{self, Basket, Percent, PricedShipping};
use crate::shipment::{ServiceType, Shipment, ShipmentId, ShipmentLine, ShipmentState, store::Packed};
use crate::text;
use crate::timeline::TimelineEntry;

/// Orders of one transaction.
const BATCH: u64 = 500;
/// Variants that are looked up at once.
const AT_ONCE: usize = 200;
const HOUR_MICROS: i64 = 3_600_000_000;

/// How many orders are wanted, of which shop, and over which time.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The shop.
    pub shop: ShopId,
    /// How many.
    pub orders: u64,
    /// When the first is placed.
    pub from: Timestamp,
    /// When the last is placed.
    pub to: Timestamp,
    /// The same seed makes the same orders, but for their ids.
    pub seed: u64,
}

/// Writes the orders, and one customer for each three of them.
pub async fn fill(db: &Db, scope: &Scope, variants: &[VariantId], wanted: Wanted) -> Result<()> {
    let dice = Dice::new(wanted.seed);
    let mut customers: Vec<(CustomerId, Person)> = Vec::new();
    let mut goods = Vec::new();
    let mut done = 0;
    while done < wanted.orders {
        let count = BATCH.min(wanted.orders - done);
        let mut batch = Batch::default();
        db.write(scope, async |tx| {
            let shop = shop::get(tx, wanted.shop).await?;
            if goods.is_empty() {
                goods = on_the_shelf(tx, &shop, variants).await?;
            }
            let first = number::next_order(tx, shop.id, i64::try_from(count).unwrap_or(0)).await?;
            for (at, number) in (done..done + count).zip(first..) {
                if customers.is_empty() || at.is_multiple_of(3) {
                    customers.push(batch.customer(tx, &dice, at, shop.country, moment(wanted, at))?);
                }
                let Some((customer, person)) = dice.pick(&customers) else { continue };
                let about = Buyer { number, customer: *customer, person };
                batch.order(tx, &dice, &shop, &goods, &about, moment(wanted, at))?;
            }
            batch.write(tx).await
        })
        .await?;
        done += count;
    }
    db.write(scope, add_up).await
}

/// Evenly over the time, moved to busier days by the seasons.
fn moment(wanted: Wanted, at: u64) -> Timestamp {
    let span = i128::from(wanted.to.as_micros() - wanted.from.as_micros());
    let offset = span * i128::from(at) / i128::from(wanted.orders.max(1));
    let even = wanted.from.as_micros() + i64::try_from(offset).unwrap_or(0);
    let quiet = seasons::percent(Timestamp::from_micros(even)) < 80;
    Timestamp::from_micros(if quiet && at.is_multiple_of(3) { even + 26 * HOUR_MICROS } else { even })
}

/// What all customers' orders add up to.
async fn add_up(tx: &mut Tx) -> Result<()> {
    tx.query("DELETE FROM customer_values WHERE tenant_id = $1").execute().await?;
    tx.query(
        "INSERT INTO customer_values (tenant_id, customer_id, currency, orders, ordered_minor, refunded_minor,
             last_order_at)
         SELECT tenant_id, customer_id, currency, count(*), CAST(sum(total_minor) AS bigint),
                CAST(sum(refunded_minor) AS bigint), max(placed_at)
         FROM orders WHERE tenant_id = $1 AND customer_id IS NOT NULL AND state = 'open'
         GROUP BY tenant_id, customer_id, currency",
    )
    .execute()
    .await?;
    Ok(())
}

/// Rows that wait to be written.
#[derive(Default)]
struct Batch {
    customers: Vec<NewRow>,
    customer_terms: Vec<CustomerTerm>,
    orders: Vec<Order>,
    terms: Vec<tags::Term>,
    lines: Vec<OrderLine>,
    payments: Vec<Payment>,
    shipments: Vec<Shipment>,
    packed: Vec<Packed>,
    timeline: Vec<TimelineEntry>,
}

/// Who buys, under which number.
struct Buyer<'p> {
    number: i64,
    customer: CustomerId,
    person: &'p Person,
}

/// A customer as it is inserted.
struct NewRow {
    id: CustomerId,
    name: String,
    email: String,
    at: Timestamp,
}

impl Row for NewRow {
    const TABLE: &'static str = "customers";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "state",
        "name",
        "email",
        "email_key",
        "email_mailbox",
        "marketing",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind("active").bind(self.name).bind(self.email.clone());
        query.bind(self.email.clone()).bind(self.email).bind("unknown").bind(self.at).bind(self.at)
    }
}

struct CustomerTerm(String, CustomerId);

impl Row for CustomerTerm {
    const TABLE: &'static str = "customer_terms";
    const COLUMNS: &'static [&'static str] = &["term", "customer_id"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1)
    }
}

impl Batch {
    fn customer(
        &mut self,
        tx: &Tx,
        dice: &Dice,
        number: u64,
        shop: Country,
        at: Timestamp,
    ) -> Result<(CustomerId, Person)> {
        let person = people::person(dice, number, shop)?;
        let id: Id<Customer> = tx.new_id();
        let terms = text::terms([person.name.as_str(), person.email.as_str()]);
        self.customer_terms.extend(terms.into_iter().map(|term| CustomerTerm(term, id)));
        self.customers.push(NewRow { id, name: person.name.clone(), email: person.email.clone(), at });
        Ok((id, person))
    }

    fn order(
        &mut self,
        tx: &Tx,
        dice: &Dice,
        shop: &Shop,
        goods: &[Sellable],
        about: &Buyer<'_>,
        at: Timestamp,
    ) -> Result<()> {
        let id: OrderId = tx.new_id();
        let person = about.person;
        let tax = person.place.tax()?;
        let mut lines = bought(tx, dice, goods, id, tax, at);
        let totals = pricing::total(&Basket {
            currency: shop.currency,
            prices_include_tax: shop.prices_include_tax,
            lines: lines.iter().map(OrderLine::priced).collect(),
            discounts: Vec::new(),
            shipping: PricedShipping { price_minor: 490, tax_rate: tax, discounts: Vec::new() },
        })?;
        for (line, sum) in lines.iter_mut().zip(&totals.lines) {
            order::place::apply(line, sum);
            line.shipped_quantity = line.quantity;
        }
        let whole = totals.total.amount_minor;
        let blank = order::costing::costing(tx, id, shop.id, shop.prices_include_tax, &totals, &lines)?;
        let order = Order {
            number: about.number,
            name: order::name_of(shop, about.number),
            source: OrderSource::Storefront,
            customer_id: Some(about.customer),
            email: Some(person.email.clone()),
            customer_name: person.name.clone(),
            shipping_title: "Standard".to_owned(),
            shipping_tax_rate: tax,
            financial_state: order::FinancialState::Paid,
            fulfilment_state: FulfilmentState::Fulfilled,
            captured_minor: whole,
            shipping_country: Some(person.address.country),
            shipping_address: Some(Json(person.address.clone())),
            courier: dice.pick(person.place.couriers).map(|courier| (*courier).to_owned()),
            service_type: Some(ServiceType::HomeDelivery),
            placed_at: at,
            created_at: at,
            updated_at: at,
            ..blank
        };
        self.parcel(tx, dice, &order, &lines, at);
        self.payments.push(paid(tx, &order, at));
        self.timeline.push(TimelineEntry {
            at,
            ..crate::timeline::entry(tx, id, "order.placed", None, json!({"total_minor": whole}))
        });
        self.terms.extend(tags::terms(&order));
        self.orders.push(order);
        self.lines.extend(lines);
        Ok(())
    }

    fn parcel(&mut self, tx: &Tx, dice: &Dice, order: &Order, lines: &[OrderLine], at: Timestamp) {
        let id: ShipmentId = tx.new_id();
        let after = |hours: u64| {
            Timestamp::from_micros(at.as_micros() + i64::try_from(hours).unwrap_or(0) * HOUR_MICROS)
        };
        let left = 4 + dice.below(30);
        self.shipments.push(Shipment {
            id,
            order_id: order.id,
            shop_id: order.shop_id,
            state: ShipmentState::Delivered,
            courier: order.courier.clone().unwrap_or_default(),
            service_type: ServiceType::HomeDelivery,
            pickup_point: None,
            tracking_number: Some(format!("{:012}", dice.below(1_000_000_000_000))),
            tracking_url: None,
            external_id: None,
            country: order.shipping_country,
            postal_code: order.shipping_address.as_ref().and_then(|address| address.0.postal_code.clone()),
            weight_g: None,
            units: order.units,
            promised_at: Some(after(72)),
            shipped_at: after(left),
            delivered_at: Some(after(left + 14 + dice.below(70))),
            version: 1,
            created_at: after(left),
        });
        let packed = lines.iter().map(|line| ShipmentLine { line_id: line.id, quantity: line.quantity });
        self.packed.extend(packed.map(|line| Packed(id, line)));
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        bulk::insert(tx, self.customers).await?;
        bulk::insert(tx, self.customer_terms).await?;
        bulk::insert(tx, self.orders).await?;
        bulk::insert(tx, self.terms).await?;
        bulk::insert(tx, self.lines).await?;
        bulk::insert(tx, self.payments).await?;
        bulk::insert(tx, self.shipments).await?;
        bulk::insert(tx, self.packed).await?;
        bulk::insert(tx, self.timeline).await
    }
}

fn paid(tx: &Tx, order: &Order, at: Timestamp) -> Payment {
    Payment {
        id: tx.new_id(),
        order_id: order.id,
        provider: "stripe".to_owned(),
        method: "card".to_owned(),
        reference: None,
        state: PaymentState::Captured,
        currency: order.currency,
        amount_minor: order.total_minor,
        captured_minor: order.total_minor,
        refunded_minor: 0,
        failure: None,
        authorized_at: None,
        expires_at: None,
        captured_at: Some(at),
        created_at: at,
    }
}

/// What the shop sells of these variants, in their order. It sells one at least, or it could not have sold anything.
async fn on_the_shelf(tx: &mut Tx, shop: &Shop, variants: &[VariantId]) -> Result<Vec<Sellable>> {
    let mut goods = Vec::new();
    for some in variants.chunks(AT_ONCE) {
        let mut found = catalog::sellable(tx, shop, some).await?;
        found.sort_by_key(|one| some.iter().position(|id| *id == one.variant_id));
        goods.append(&mut found);
    }
    if goods.is_empty() {
        return Err(Error::invalid("variants", "not_for_sale", "The shop sells none of these variants."));
    }
    Ok(goods)
}

/// What somebody bought.
fn bought(
    tx: &Tx,
    dice: &Dice,
    goods: &[Sellable],
    order: OrderId,
    tax_rate: Percent,
    at: Timestamp,
) -> Vec<OrderLine> {
    let line = |position| {
        dice.favour(goods).map(|ware| OrderLine {
            position,
            variant_id: Some(ware.variant_id),
            product_id: Some(ware.product_id),
            sku: ware.sku.clone(),
            title: ware.title.clone(),
            variant_title: ware.variant_title.clone(),
            quantity: 1 + i64::from(dice.percent(15)),
            unit_price_minor: ware.unit_price.amount_minor,
            tax_rate,
            requires_shipping: ware.requires_shipping,
            weight_g: ware.weight_g,
            ..OrderLine::blank(tx.new_id(), order, at)
        })
    };
    let count = 1 + i64::try_from(dice.below(3)).unwrap_or(0);
    (0..count).filter_map(line).collect()
}
