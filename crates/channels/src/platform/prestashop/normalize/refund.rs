//! Order slips: PrestaShop's word for money that goes back.

use rust_decimal::Decimal;

use super::{Changes, associated};
use crate::change::{Change, Refund, RefundLine};
use crate::reading::{Field, Unreadable};

pub(super) fn refund(data: &Field<'_>) -> Changes {
    let refund = slip(data)?;
    Ok(refund.map(Change::Refund).into_iter().collect())
}

/// Those that our module lists with an order.
pub(super) fn listed(order: &Field<'_>) -> Result<Vec<Refund>, Unreadable> {
    let mut refunds = Vec::new();
    for one in order.at("order_slips").items() {
        refunds.extend(slip(&one)?);
    }
    Ok(refunds)
}

fn slip(data: &Field<'_>) -> Result<Option<Refund>, Unreadable> {
    let id = data.at("id").id();
    let mut lines = Vec::new();
    for one in associated(data, "order_slip_details", "order_slip_detail") {
        let line_id = one.at("id_order_detail").id();
        let quantity = one.at("product_quantity").whole()?.unwrap_or(0);
        one.keep_raw(&["id", "amount_tax_excl", "amount_tax_incl"]);
        let restock = one.at("restocked").flag().unwrap_or(false);
        lines.extend(line_id.map(|line_id| RefundLine { line_id, quantity, restock }));
    }
    let products = data.at("total_products_tax_incl").decimal()?;
    let shipping = data.at("total_shipping_tax_incl").decimal()?;
    let amount = data.at("amount").decimal()?;
    let way = data.at("shipping_cost_amount").decimal()?;
    data.keep_raw(&[
        // In the shop's own zone: our module sends instants beside them.
        "date_add",
        "date_upd",
        "id_customer",
        "conversion_rate",
        "total_products_tax_excl",
        "total_shipping_tax_excl",
        "shipping_cost",
        "partial",
        "order_slip_type",
    ]);
    // Since 1.6 the two totals are what goes back, with tax; before, the amount was.
    let totals = products.map(|products| products + shipping.unwrap_or_default());
    let refund = |external_id| {
        Ok(Refund {
            external_id,
            order_id: data.at("id_order").id(),
            amount: totals.filter(|total| *total > Decimal::ZERO).or(amount),
            currency: data.at("currency").currency()?,
            lines,
            shipping: shipping.or(way).unwrap_or_default(),
            at: data.at("created_at").instant(),
            ..Refund::default()
        })
    };
    id.map(refund).transpose()
}
