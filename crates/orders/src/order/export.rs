//! Orders as a table to save: one row per line, so that a spreadsheet can sort and sum by what was bought.

use db::Tx;
use kernel::{Cursor, Error, Money, Result};

use super::list::{self, OrderFilter};
use super::view::initials;
use super::{Order, OrderLine, lines};
use crate::text::harmless;

/// Orders per export at most; more are exported by time range.
const EXPORT_MAX: i64 = 5_000;
const COLUMNS: [&str; 26] = [
    "name",
    "placed_at",
    "state",
    "financial_state",
    "fulfilment_state",
    "return_state",
    "source",
    "customer",
    "email",
    "country",
    "currency",
    "subtotal",
    "discount",
    "shipping",
    "tax",
    "total",
    "captured",
    "refunded",
    "line_sku",
    "line_title",
    "line_variant",
    "line_quantity",
    "line_unit_price",
    "line_discount",
    "line_tax",
    "line_total",
];

/// The table, the latest orders first. Who bought is left out for those who may not read customers.
pub(crate) async fn to_csv(tx: &mut Tx, filter: OrderFilter, see: bool) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(Error::internal)?;
    for order in list::list(tx, filter, &Cursor::START_DESCENDING, EXPORT_MAX).await? {
        for line in lines::of_order(tx, order.id).await? {
            writer.write_record(row(&order, &line, see)?.map(harmless)).map_err(Error::internal)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| Error::internal(error.into_error()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}

fn row(order: &Order, line: &OrderLine, see: bool) -> Result<[String; 26]> {
    let amount = |minor| Money::new(minor, order.currency).decimal();
    let name = if see { order.customer_name.clone() } else { initials(&order.customer_name) };
    Ok([
        order.name.clone(),
        order.placed_at.to_string(),
        word(order.state)?,
        word(order.financial_state)?,
        word(order.fulfilment_state)?,
        word(order.return_state)?,
        word(order.source)?,
        name,
        order.email.clone().filter(|_| see).unwrap_or_default(),
        order.shipping_country.map(|country| country.code().to_owned()).unwrap_or_default(),
        order.currency.code().to_owned(),
        amount(order.subtotal_minor),
        amount(order.discount_minor),
        amount(order.shipping_minor),
        amount(order.tax_minor),
        amount(order.total_minor),
        amount(order.captured_minor),
        amount(order.refunded_minor),
        line.sku.clone().unwrap_or_default(),
        line.title.clone(),
        line.variant_title.clone(),
        line.quantity.to_string(),
        amount(line.unit_price_minor),
        amount(line.own_discount_minor + line.order_discount_minor),
        amount(line.tax_minor),
        amount(line.total_minor),
    ])
}

/// A state's word, as the API writes it.
fn word(state: impl serde::Serialize) -> Result<String> {
    let value = serde_json::to_value(state).map_err(Error::internal)?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}
