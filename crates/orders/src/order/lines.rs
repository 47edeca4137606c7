//! The lines of an order. A line keeps what the catalog said when the order was placed.

use catalog::product::ProductId;
use catalog::variant::VariantId;
use db::{Query, Tx};
use kernel::{Entity, Error, Id, Json, Result, Timestamp};
use serde::{Deserialize, Serialize};

use super::OrderId;
use super::state::Units;
use crate::bulk::Row;
use crate::pricing::{Discount, Percent, PricedLine};

/// What leaves the stock for one of a line: the variant itself, or what a bundle consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The variant.
    pub variant_id: VariantId,
    /// How many of it.
    pub quantity: i64,
}

/// One line.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OrderLine {
    /// The id.
    pub id: LineId,
    /// The order.
    pub order_id: OrderId,
    /// Its place in the order.
    pub position: i64,
    /// The variant; none for something that is not in the catalog.
    pub variant_id: Option<VariantId>,
    /// Its product.
    pub product_id: Option<ProductId>,
    /// Its id on the platform.
    pub external_id: Option<String>,
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
    /// What was taken off this line alone.
    pub discounts: Json<Vec<Discount>>,
    /// Price times quantity.
    pub subtotal_minor: i64,
    /// What its own discounts came to.
    pub own_discount_minor: i64,
    /// Its share of the order's discounts.
    pub order_discount_minor: i64,
    /// The rate of its tax.
    #[sqlx(rename = "tax_rate_ppm")]
    pub tax_rate: Percent,
    /// Its tax.
    pub tax_minor: i64,
    /// What it comes to.
    pub total_minor: i64,
    /// Whether it is sent in a parcel.
    pub requires_shipping: bool,
    /// What one weighs.
    pub weight_g: Option<i64>,
    /// What leaves the stock for one of it.
    pub goods: Json<Vec<Goods>>,
    /// How many have left.
    pub shipped_quantity: i64,
    /// How many came back.
    pub returned_quantity: i64,
    /// For how many the money went back.
    pub refunded_quantity: i64,
    /// How much of its money went back.
    pub refunded_minor: i64,
    /// When the order was placed.
    pub placed_at: Timestamp,
}

impl Entity for OrderLine {
    const PREFIX: &'static str = "line";
}

/// The id of a line.
pub type LineId = Id<OrderLine>;

impl OrderLine {
    /// A line about nothing, to be filled in.
    pub(crate) fn blank(id: LineId, order_id: OrderId, placed_at: Timestamp) -> Self {
        Self {
            id,
            order_id,
            position: 0,
            variant_id: None,
            product_id: None,
            external_id: None,
            sku: None,
            title: String::new(),
            variant_title: String::new(),
            quantity: 0,
            unit_price_minor: 0,
            discounts: Json(Vec::new()),
            subtotal_minor: 0,
            own_discount_minor: 0,
            order_discount_minor: 0,
            tax_rate: Percent::ZERO,
            tax_minor: 0,
            total_minor: 0,
            requires_shipping: false,
            weight_g: None,
            goods: Json(Vec::new()),
            shipped_quantity: 0,
            returned_quantity: 0,
            refunded_quantity: 0,
            refunded_minor: 0,
            placed_at,
        }
    }

    /// How many are still to be sent.
    pub fn left_to_ship(&self) -> i64 {
        if self.requires_shipping { self.quantity - self.shipped_quantity } else { 0 }
    }

    /// The same line, which costs nothing.
    pub(crate) fn free_of_charge(self) -> Self {
        Self {
            subtotal_minor: 0,
            own_discount_minor: 0,
            order_discount_minor: 0,
            tax_minor: 0,
            total_minor: 0,
            ..self
        }
    }

    pub(crate) fn priced(&self) -> PricedLine {
        PricedLine {
            unit_price_minor: self.unit_price_minor,
            quantity: self.quantity,
            tax_rate: self.tax_rate,
            discounts: self.discounts.0.clone(),
        }
    }
}

/// How many things of these lines are where.
pub(crate) fn units(lines: &[OrderLine]) -> Units {
    let mut units = Units::default();
    for line in lines.iter().filter(|line| line.requires_shipping) {
        units.to_ship += line.quantity;
        units.shipped += line.shipped_quantity;
        units.returned += line.returned_quantity;
    }
    units
}

impl Row for OrderLine {
    const TABLE: &'static str = "order_lines";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "order_id",
        "position",
        "variant_id",
        "product_id",
        "external_id",
        "sku",
        "title",
        "variant_title",
        "quantity",
        "unit_price_minor",
        "discounts",
        "subtotal_minor",
        "own_discount_minor",
        "order_discount_minor",
        "tax_rate_ppm",
        "tax_minor",
        "total_minor",
        "requires_shipping",
        "weight_g",
        "goods",
        "shipped_quantity",
        "returned_quantity",
        "refunded_quantity",
        "refunded_minor",
        "placed_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query
            .bind(self.id)
            .bind(self.order_id)
            .bind(self.position)
            .bind(self.variant_id)
            .bind(self.product_id)
            .bind(self.external_id)
            .bind(self.sku)
            .bind(self.title)
            .bind(self.variant_title)
            .bind(self.quantity)
            .bind(self.unit_price_minor)
            .bind(self.discounts)
            .bind(self.subtotal_minor)
            .bind(self.own_discount_minor)
            .bind(self.order_discount_minor)
            .bind(self.tax_rate)
            .bind(self.tax_minor)
            .bind(self.total_minor)
            .bind(self.requires_shipping)
            .bind(self.weight_g)
            .bind(self.goods)
            .bind(self.shipped_quantity)
            .bind(self.returned_quantity)
            .bind(self.refunded_quantity)
            .bind(self.refunded_minor)
            .bind(self.placed_at)
    }
}

/// The lines of an order, also those that edits have emptied.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<OrderLine>> {
    tx.query("SELECT * FROM order_lines WHERE tenant_id = $1 AND order_id = $2 ORDER BY position, id")
        .bind(order)
        .fetch_all()
        .await
}

/// Saves what an edit changed: quantity and amounts.
pub(crate) async fn save_amounts(tx: &mut Tx, line: &OrderLine) -> Result<()> {
    tx.query(
        "UPDATE order_lines SET quantity = $3, subtotal_minor = $4, own_discount_minor = $5, order_discount_minor = $6,
             tax_minor = $7, total_minor = $8, discounts = $9, unit_price_minor = $10
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(line.id)
    .bind(line.quantity)
    .bind(line.subtotal_minor)
    .bind(line.own_discount_minor)
    .bind(line.order_discount_minor)
    .bind(line.tax_minor)
    .bind(line.total_minor)
    .bind(line.discounts.clone())
    .bind(line.unit_price_minor)
    .execute()
    .await?;
    Ok(())
}

/// Saves how much of the line has left, come back and been paid back.
pub(crate) async fn save_progress(tx: &mut Tx, line: &OrderLine) -> Result<()> {
    tx.query(
        "UPDATE order_lines SET shipped_quantity = $3, returned_quantity = $4, refunded_quantity = $5, refunded_minor = $6
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(line.id)
    .bind(line.shipped_quantity)
    .bind(line.returned_quantity)
    .bind(line.refunded_quantity)
    .bind(line.refunded_minor)
    .execute()
    .await?;
    Ok(())
}

/// The line of these that has the id; an error names the field when there is none.
pub(crate) fn pick(lines: &mut [OrderLine], id: LineId, field: String) -> Result<&mut OrderLine> {
    let found = lines.iter_mut().find(|line| line.id == id);
    found.ok_or_else(|| Error::invalid(field, "unknown", "The order has no such line."))
}
