//! A new order that has its amounts and states, and about which nothing else is known yet.

use catalog::shop::ShopId;
use db::Tx;
use kernel::{Json, Result};

use super::lines::{OrderLine, units};
use super::state::{self, OpenReturns, Paid};
use super::{Order, OrderId, OrderSource, OrderState, number};
use crate::pricing::{Percent, Totals};

/// An order that costs these totals, placed now.
pub(crate) fn costing(
    tx: &Tx,
    id: OrderId,
    shop_id: ShopId,
    prices_include_tax: bool,
    totals: &Totals,
    lines: &[OrderLine],
) -> Result<Order> {
    let (count, now) = (units(lines), tx.now());
    Ok(Order {
        id,
        shop_id,
        number: 0,
        name: String::new(),
        token: number::token(tx.env())?,
        source: OrderSource::Manual,
        external_id: None,
        external_name: None,
        customer_id: None,
        email: None,
        phone: None,
        customer_name: String::new(),
        language: None,
        state: OrderState::Open,
        financial_state: state::financial(totals.total.amount_minor, false, Paid::default()),
        fulfilment_state: state::fulfilment(false, count),
        return_state: state::returned(count, OpenReturns::default()),
        currency: totals.total.currency,
        prices_include_tax,
        discounts: Json(Vec::new()),
        subtotal_minor: totals.subtotal.amount_minor,
        discount_minor: totals.discount.amount_minor,
        shipping_title: String::new(),
        shipping_minor: totals.shipping.price.amount_minor,
        shipping_discounts: Json(Vec::new()),
        shipping_discount_minor: totals.shipping.discount.amount_minor,
        shipping_tax_rate: Percent::ZERO,
        shipping_tax_minor: totals.shipping.tax.amount_minor,
        tax_minor: totals.tax.amount_minor,
        total_minor: totals.total.amount_minor,
        display_currency: None,
        display_rate: None,
        display_total_minor: None,
        authorized_minor: 0,
        captured_minor: 0,
        refunded_minor: 0,
        shipping_refunded_minor: 0,
        units: lines.iter().map(|line| line.quantity).sum(),
        billing_address: None,
        shipping_address: None,
        shipping_country: None,
        courier: None,
        service_type: None,
        pickup_point: None,
        promised_at: None,
        customer_note: String::new(),
        exchange_of: None,
        cancelled_at: None,
        cancel_reason: None,
        version: 1,
        placed_at: now,
        created_at: now,
        updated_at: now,
    })
}
