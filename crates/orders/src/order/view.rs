//! Orders as the API shows them. Whoever may not read customers sees that there is one, and not who.

use catalog::product::ProductId;
use catalog::shop::ShopId;
use catalog::variant::VariantId;
use db::Tx;
use kernel::{Country, Currency, Language, Money, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::lines::{self, LineId, OrderLine};
use super::{
    CancelReason, FinancialState, FulfilmentState, Order, OrderId, OrderSource, OrderState, ReturnState, tags,
};
use crate::address::Address;
use crate::customer::CustomerId;
use crate::payment::api::PaymentView;
use crate::pricing::{Discount, Percent};
use crate::refund::api::RefundView;
use crate::returns::api::ReturnView;
use crate::shipment::ServiceType;
use crate::shipment::api::ShipmentView;
use crate::{payment, refund, returns, shipment};

/// An order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Order)]
pub struct OrderView {
    /// The id.
    pub(crate) id: OrderId,
    /// Where it was placed.
    shop_id: ShopId,
    /// Its place among the shop's orders.
    number: i64,
    /// The number as people read it.
    #[schema(example = "NB-1001")]
    name: String,
    /// Where it came from.
    source: OrderSource,
    /// Its id on the platform.
    #[schema(required)]
    external_id: Option<String>,
    /// What the platform calls it.
    #[schema(required)]
    external_name: Option<String>,
    /// Who bought.
    customer: BuyerView,
    /// Whether it stands.
    state: OrderState,
    /// How far it is paid.
    financial_state: FinancialState,
    /// How much has left.
    fulfilment_state: FulfilmentState,
    /// What comes back.
    return_state: ReturnState,
    /// The currency of all its amounts.
    currency: Currency,
    /// Whether its prices contain their tax.
    prices_include_tax: bool,
    /// Σ lines.
    subtotal: Money,
    /// All that was taken off: lines, order and shipping.
    discount: Money,
    /// What shipping costs, before its discounts.
    shipping: Money,
    /// All tax. Where prices include it, it is contained in them and not added again.
    tax: Money,
    /// What it costs: lines + shipping + tax that is not included − discount.
    total: Money,
    /// The total as the customer saw it, when that was another currency.
    #[schema(required)]
    display_total: Option<Money>,
    /// What payment providers have promised and was not taken yet.
    authorized: Money,
    /// What was taken.
    captured: Money,
    /// What was given back.
    refunded: Money,
    /// What is still to be paid.
    due: Money,
    /// How many things.
    units: i64,
    /// Which country it goes to.
    #[schema(required)]
    shipping_country: Option<Country>,
    /// Which courier was chosen.
    #[schema(required)]
    courier: Option<String>,
    /// How it is handed over.
    #[schema(required)]
    service_type: Option<ServiceType>,
    /// When it was promised to arrive.
    #[schema(required)]
    promised_at: Option<Timestamp>,
    /// The order whose goods this one exchanges.
    #[schema(required)]
    exchange_of: Option<OrderId>,
    /// When it was called off.
    #[schema(required)]
    cancelled_at: Option<Timestamp>,
    /// Why.
    #[schema(required)]
    cancel_reason: Option<CancelReason>,
    /// Counts changes; the `ETag`.
    pub(crate) version: i64,
    /// When it was placed.
    placed_at: Timestamp,
    /// When it changed last.
    updated_at: Timestamp,
}

/// Who bought.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderBuyer)]
pub struct BuyerView {
    /// The customer.
    #[schema(required)]
    id: Option<CustomerId>,
    /// What they were called; initials for those who may not read customers.
    name: String,
    /// Where the order's mails go.
    #[schema(required)]
    email: Option<String>,
    /// Whom to call.
    #[schema(required)]
    phone: Option<String>,
    /// The language to write in.
    #[schema(required)]
    language: Option<Language>,
}

impl OrderView {
    /// `see` says whether the reader may know who the customer is.
    pub(crate) fn new(order: Order, see: bool) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        let display_total = order.display_currency.zip(order.display_total_minor);
        Self {
            subtotal: money(order.subtotal_minor),
            discount: money(order.discount_minor),
            shipping: money(order.shipping_minor),
            tax: money(order.tax_minor),
            total: money(order.total_minor),
            display_total: display_total.map(|(currency, minor)| Money::new(minor, currency)),
            authorized: money(order.authorized_minor),
            captured: money(order.captured_minor),
            refunded: money(order.refunded_minor),
            due: money(order.due_minor()),
            id: order.id,
            shop_id: order.shop_id,
            number: order.number,
            name: order.name,
            source: order.source,
            external_id: order.external_id,
            external_name: order.external_name,
            customer: BuyerView {
                id: order.customer_id,
                name: if see { order.customer_name } else { initials(&order.customer_name) },
                email: order.email.filter(|_| see),
                phone: order.phone.filter(|_| see),
                language: order.language,
            },
            state: order.state,
            financial_state: order.financial_state,
            fulfilment_state: order.fulfilment_state,
            return_state: order.return_state,
            currency: order.currency,
            prices_include_tax: order.prices_include_tax,
            units: order.units,
            shipping_country: order.shipping_country,
            courier: order.courier,
            service_type: order.service_type,
            promised_at: order.promised_at,
            exchange_of: order.exchange_of,
            cancelled_at: order.cancelled_at,
            cancel_reason: order.cancel_reason,
            version: order.version,
            placed_at: order.placed_at,
            updated_at: order.updated_at,
        }
    }
}

/// `Ada Lovelace` as `A. L.`: enough to tell two orders apart.
pub(crate) fn initials(name: &str) -> String {
    let initials = name.split_whitespace().filter_map(|word| word.chars().next()).take(3);
    initials.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderLine)]
pub struct LineView {
    /// The id.
    id: LineId,
    /// The variant; null for something that is not in the catalog.
    #[schema(required)]
    variant_id: Option<VariantId>,
    /// Its product.
    #[schema(required)]
    product_id: Option<ProductId>,
    /// What the merchant knows it by.
    #[schema(required)]
    sku: Option<String>,
    /// What it was called.
    title: String,
    /// What told it from other variants.
    variant_title: String,
    /// How many.
    quantity: i64,
    /// What one cost.
    unit_price: Money,
    /// What was taken off this line alone.
    discounts: Vec<Discount>,
    /// Price times quantity.
    subtotal: Money,
    /// All that was taken off, its share of the order's discounts counted.
    discount: Money,
    /// The rate of its tax.
    tax_rate: Percent,
    /// Its tax.
    tax: Money,
    /// What it comes to.
    total: Money,
    /// Whether it is sent in a parcel.
    requires_shipping: bool,
    /// How many have left.
    shipped_quantity: i64,
    /// How many came back.
    returned_quantity: i64,
    /// For how many the money went back.
    refunded_quantity: i64,
    /// How much of its money went back.
    refunded: Money,
}

impl LineView {
    fn new(line: OrderLine, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        Self {
            id: line.id,
            variant_id: line.variant_id,
            product_id: line.product_id,
            sku: line.sku,
            title: line.title,
            variant_title: line.variant_title,
            quantity: line.quantity,
            unit_price: money(line.unit_price_minor),
            discounts: line.discounts.0,
            subtotal: money(line.subtotal_minor),
            discount: money(line.own_discount_minor + line.order_discount_minor),
            tax_rate: line.tax_rate,
            tax: money(line.tax_minor),
            total: money(line.total_minor),
            requires_shipping: line.requires_shipping,
            shipped_quantity: line.shipped_quantity,
            returned_quantity: line.returned_quantity,
            refunded_quantity: line.refunded_quantity,
            refunded: money(line.refunded_minor),
        }
    }
}

/// An order with all that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderDetail {
    /// The order.
    #[serde(flatten)]
    pub(crate) order: OrderView,
    /// What was bought.
    lines: Vec<LineView>,
    /// What was taken off the whole.
    discounts: Vec<Discount>,
    /// What the way is called.
    shipping_title: String,
    /// The tax on shipping.
    shipping_tax: Money,
    /// Where the parcel goes; null for those who may not read customers.
    #[schema(required)]
    shipping_address: Option<Address>,
    /// Where the bill goes; null for those who may not read customers.
    #[schema(required)]
    billing_address: Option<Address>,
    /// What the customer wrote.
    customer_note: String,
    /// What it is sorted by.
    tags: Vec<String>,
    /// Money that was promised, taken and given back.
    payments: Vec<PaymentView>,
    /// Money that went back.
    refunds: Vec<RefundView>,
    /// Parcels that have left.
    shipments: Vec<ShipmentView>,
    /// Goods that come back.
    returns: Vec<ReturnView>,
}

impl OrderDetail {
    pub(crate) async fn of(tx: &mut Tx, order: Order, see: bool) -> Result<Self> {
        let (id, currency) = (order.id, order.currency);
        let lines = lines::of_order(tx, id).await?;
        let payments = payment::store::of_order(tx, id).await?;
        let mut refunds = Vec::new();
        for row in refund::store::of_order(tx, id).await? {
            refunds.push(RefundView::of(tx, row).await?);
        }
        let mut shipments = Vec::new();
        for row in shipment::store::of_order(tx, id).await? {
            shipments.push(ShipmentView::of(tx, row).await?);
        }
        let mut returns = Vec::new();
        for row in returns::store::of_order(tx, id).await? {
            returns.push(ReturnView::of(tx, row, currency, see).await?);
        }
        Ok(Self {
            lines: lines.into_iter().map(|line| LineView::new(line, currency)).collect(),
            discounts: order.discounts.0.clone(),
            shipping_title: order.shipping_title.clone(),
            shipping_tax: order.money(order.shipping_tax_minor),
            shipping_address: order.shipping_address.clone().filter(|_| see).map(|address| address.0),
            billing_address: order.billing_address.clone().filter(|_| see).map(|address| address.0),
            customer_note: if see { order.customer_note.clone() } else { String::new() },
            tags: tags::list(tx, id).await?,
            payments: payments.into_iter().map(PaymentView::from).collect(),
            refunds,
            shipments,
            returns,
            order: OrderView::new(order, see),
        })
    }
}
