//! Credit memos.

use super::{Changes, charges, id, pieces};
use crate::change::{Change, Refund, RefundLine};
use crate::reading::{Field, Unreadable};

pub(super) fn refund(body: &Field<'_>) -> Changes {
    let amounts = charges::Amounts::of(body);
    let mut lines = Vec::new();
    for item in body.at("items").items() {
        lines.extend(line(&item)?);
    }
    let comments = body.at("comments").items();
    let note = comments.iter().find_map(|comment| comment.at("comment").text());
    let shipping = amounts.get(body, "shipping_incl_tax")?;
    let refund = Refund {
        external_id: id(body)?,
        order_id: body.at("order_id").id(),
        payment_id: body.at("transaction_id").text(),
        amount: amounts.get(body, "grand_total")?,
        currency: body.at(amounts.currency()).currency()?,
        lines,
        shipping: shipping.unwrap_or_default(),
        note: note.or_else(|| body.at("customer_note").text()),
        at: body.at("created_at").instant(),
    };
    body.keep_raw(&[
        "updated_at",
        // Papers, and whom they went to.
        "increment_id",
        "invoice_id",
        "cybersource_token",
        "email_sent",
        "send_email",
        "customer_note_notify",
        "creditmemo_status",
        "state",
        "comments",
        "billing_address_id",
        "shipping_address_id",
        "store_id",
        // What the lines were worth: the total is what goes back.
        "items",
        "adjustment",
        "adjustment_negative",
        "adjustment_positive",
        "base_adjustment",
        "base_adjustment_negative",
        "base_adjustment_positive",
        "subtotal",
        "subtotal_incl_tax",
        "base_subtotal",
        "base_subtotal_incl_tax",
        "shipping_amount",
        "base_shipping_amount",
        "shipping_tax_amount",
        "base_shipping_tax_amount",
        "tax_amount",
        "base_tax_amount",
        "discount_amount",
        "base_discount_amount",
        "discount_description",
        "discount_tax_compensation_amount",
        "base_discount_tax_compensation_amount",
        "shipping_discount_tax_compensation_amount",
        "base_shipping_discount_tax_compensation_amnt",
        // The same in other currencies.
        "order_currency_code",
        "global_currency_code",
        "store_currency_code",
        "base_to_global_rate",
        "base_to_order_rate",
        "store_to_base_rate",
        "store_to_order_rate",
        "extension_attributes",
    ]);
    Ok(vec![Change::Refund(refund)])
}

/// Parts of what is put together have no price of their own, and are no lines of the order.
fn line(item: &Field<'_>) -> Result<Option<RefundLine>, Unreadable> {
    let line_id = item.at("order_item_id").id();
    let quantity = pieces(&item.at("qty"))?.unwrap_or(0);
    let restock = item.at("back_to_stock").flag().unwrap_or(false);
    let is_part = item.at("price").is_present() && item.at("price").decimal()?.is_none();
    let line = line_id.filter(|_| quantity > 0 && !is_part);
    Ok(line.map(|line_id| RefundLine { line_id, quantity, restock }))
}
