//! What an order charges for, in the shop's own currency, and without tax: Magento adds the tax at the end.

use rust_decimal::Decimal;

use crate::change::{Item, Line, ShippingLine};
use crate::reading::{Field, Unreadable};

/// Amounts in the shop's currency are called `base_…`; where a body lacks them, the order's own are taken.
#[derive(Clone, Copy)]
pub(super) struct Amounts {
    is_base: bool,
}

impl Amounts {
    /// Which of the two a body has.
    pub(super) fn of(body: &Field<'_>) -> Self {
        Self { is_base: body.at("base_grand_total").is_there() }
    }

    /// The name of the field that has the currency.
    pub(super) fn currency(self) -> &'static str {
        if self.is_base { "base_currency_code" } else { "order_currency_code" }
    }

    pub(super) fn get(self, body: &Field<'_>, name: &str) -> Result<Option<Decimal>, Unreadable> {
        let own = body.at(name);
        if !self.is_base {
            return own.decimal();
        }
        body.keep_raw(&[name]);
        body.at(&format!("base_{name}")).decimal()
    }

    pub(super) fn or_zero(self, body: &Field<'_>, name: &str) -> Result<Decimal, Unreadable> {
        Ok(self.get(body, name)?.unwrap_or_default())
    }
}

/// A line for each thing that was put into the basket. A thing that is put together of others has lines of its parts below
/// it, which are not charged again: what was chosen of a configurable product is named by its part.
pub(super) fn lines(body: &Field<'_>, amounts: Amounts) -> Result<Vec<Line>, Unreadable> {
    let items = body.at("items").items();
    let mut lines = Vec::new();
    for item in &items {
        keep(item);
        let own = item.at("item_id").id();
        let above = item.at("parent_item_id").id();
        item.at("parent_item").keep_whole_raw();
        let parts: Vec<_> = items.iter().filter(|part| part.at("parent_item_id").id() == own).collect();
        let line = line(item, if own.is_some() { &parts } else { &[] }, amounts)?;
        if above.is_none() {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn line(item: &Field<'_>, parts: &[&Field<'_>], amounts: Amounts) -> Result<Line, Unreadable> {
    let ordered = item.at("qty_ordered").decimal()?.unwrap_or(Decimal::ONE);
    let pieces = item.at("qty_ordered").whole().ok().flatten();
    let price = amounts.or_zero(item, "price")?;
    let subtotal = amounts.get(item, "row_total")?.unwrap_or(price * ordered);
    let mut discount = discount(item, amounts)?;
    let mut tax = amounts.or_zero(item, "tax_amount")?;
    let (mut below, mut tax_below) = (Decimal::ZERO, Decimal::ZERO);
    for part in parts {
        below += self::discount(part, amounts)?;
        tax_below += amounts.or_zero(part, "tax_amount")?;
    }
    // What is put together may have its discount and tax on itself, or on its parts.
    discount = discount.max(below).min(subtotal.max(Decimal::ZERO));
    tax = tax.max(tax_below);
    let is_configurable = item.at("product_type").text().as_deref() == Some("configurable");
    let named = parts.first().filter(|_| is_configurable).map_or(item, |part| *part);
    Ok(Line {
        external_id: item.at("item_id").id(),
        item: Item {
            variant_id: named.at("product_id").id(),
            product_id: item.at("product_id").id(),
            sku: named.at("sku").text().or_else(|| item.at("sku").text()),
            ..Item::default()
        },
        title: item.at("name").text().unwrap_or_default(),
        // So many metres are one piece of that length.
        variant_title: pieces.is_none().then(|| ordered.normalize().to_string()),
        quantity: pieces.unwrap_or(1),
        subtotal,
        discount,
        tax,
        tax_percent: item.at("tax_percent").decimal()?.map(|percent| percent.normalize()),
        requires_shipping: item.at("is_virtual").flag().map(|is_virtual| !is_virtual),
        weight_g: None,
    })
}

/// What was taken off, without the tax in it: where prices contain tax, so does the discount, and Magento keeps apart how
/// much of it was tax.
fn discount(item: &Field<'_>, amounts: Amounts) -> Result<Decimal, Unreadable> {
    let taken_off = amounts.or_zero(item, "discount_amount")?.abs();
    Ok(taken_off - amounts.or_zero(item, "discount_tax_compensation_amount")?)
}

/// The way, where there is one.
pub(super) fn way(body: &Field<'_>, amounts: Amounts) -> Result<Vec<ShippingLine>, Unreadable> {
    let price = amounts.or_zero(body, "shipping_amount")?;
    let taken_off = amounts.or_zero(body, "shipping_discount_amount")?.abs();
    let hidden = amounts.or_zero(body, "shipping_discount_tax_compensation_amount")?;
    // The database's name of it is cut short.
    let hidden_short = amounts.or_zero(body, "shipping_discount_tax_compensation_amnt")?;
    let discount = (taken_off - hidden - hidden_short).min(price).max(Decimal::ZERO);
    let tax = amounts.or_zero(body, "shipping_tax_amount")?;
    let title = body.at("shipping_description").text();
    let courier = body.at("shipping_method").text();
    if title.is_none() && price.is_zero() {
        return Ok(Vec::new());
    }
    Ok(vec![ShippingLine { title: title.unwrap_or_default(), price, discount, tax, courier }])
}

/// What is paid with money that the shop itself has given out comes off Magento's total, and is part of ours.
pub(super) fn paid_by_shop(body: &Field<'_>, amounts: Amounts) -> Result<Decimal, Unreadable> {
    let mut sum = Decimal::ZERO;
    for place in [body.clone(), body.at("extension_attributes")] {
        for name in ["gift_cards_amount", "customer_balance_amount", "reward_currency_amount"] {
            sum += amounts.or_zero(&place, name)?.abs();
        }
    }
    Ok(sum)
}

/// Charges beside the goods and the way, which Magento's own modules have.
pub(super) fn fees(body: &Field<'_>, amounts: Amounts) -> Result<Vec<Line>, Unreadable> {
    let (mut wrapping, mut fixed) = (Decimal::ZERO, Decimal::ZERO);
    for place in [body.clone(), body.at("extension_attributes")] {
        for name in ["gw_base_price", "gw_items_base_price", "gw_card_base_price"] {
            wrapping += place.at(name).decimal_or_zero()?;
        }
        place.keep_raw(&["gw_price", "gw_items_price", "gw_card_price"]);
    }
    for item in body.at("items").items() {
        fixed += amounts.or_zero(&item, "weee_tax_applied_row_amount")?;
        item.keep_raw(&["base_weee_tax_applied_row_amnt"]);
    }
    let fees = [("Gift wrapping", wrapping), ("Fixed product tax", fixed)];
    Ok(fees.into_iter().filter(|fee| fee.1 > Decimal::ZERO).map(|fee| Line::fee(fee.0, fee.1)).collect())
}

fn keep(item: &Field<'_>) {
    item.keep_raw(&[
        // The line's own numbers, and those of what it came from.
        "order_id",
        "quote_item_id",
        "quote_parent_item_id",
        "store_id",
        "parent_item_id",
        "created_at",
        "updated_at",
        // How far it is: refunds and parcels say which of it went where.
        "qty_canceled",
        "qty_invoiced",
        "qty_refunded",
        "qty_shipped",
        "qty_returned",
        "qty_backordered",
        "locked_do_invoice",
        "locked_do_ship",
        "amount_refunded",
        "base_amount_refunded",
        "row_invoiced",
        "base_row_invoiced",
        "tax_invoiced",
        "base_tax_invoiced",
        "discount_invoiced",
        "base_discount_invoiced",
        "discount_refunded",
        "base_discount_refunded",
        "tax_canceled",
        "tax_refunded",
        "base_tax_refunded",
        "discount_tax_compensation_invoiced",
        "base_discount_tax_compensation_invoiced",
        "discount_tax_compensation_canceled",
        "discount_tax_compensation_refunded",
        "base_discount_tax_compensation_refunded",
        // The same amounts with their tax, or before it.
        "price_incl_tax",
        "base_price_incl_tax",
        "row_total_incl_tax",
        "base_row_total_incl_tax",
        "original_price",
        "base_original_price",
        "tax_before_discount",
        "base_tax_before_discount",
        "discount_percent",
        "base_cost",
        // How it was reckoned.
        "applied_rule_ids",
        "free_shipping",
        "is_qty_decimal",
        "no_discount",
        "weee_tax_applied",
        "weee_tax_applied_amount",
        "base_weee_tax_applied_amount",
        "weee_tax_disposition",
        "base_weee_tax_disposition",
        "weee_tax_row_disposition",
        "base_weee_tax_row_disposition",
        // Its unit is a setting of the shop.
        "weight",
        "row_weight",
        // Chosen options, and what plugins add.
        "product_option",
        "product_options",
        "additional_data",
        "description",
        "ext_order_item_id",
        "gift_message_id",
        "gift_message_available",
        "event_id",
        "extension_attributes",
        "has_children",
    ]);
}
