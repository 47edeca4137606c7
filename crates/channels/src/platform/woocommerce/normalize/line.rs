//! What an order charges for: its lines, its fees and its ways.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::change::{Item, Line, ShippingLine};
use crate::reading::{Field, Unreadable};

/// Percents of taxes by their ids.
type Rates = BTreeMap<String, Decimal>;

/// Lines and ways, with their taxes in the prices when `gross`, and what is to be taken off them: a fee is a line of its
/// own, but plugins take something off by a fee below zero.
pub(super) fn charges(
    body: &Field<'_>,
    gross: bool,
) -> Result<(Vec<Line>, Vec<ShippingLine>, Decimal), Unreadable> {
    let rates = rates(body)?;
    let mut lines = Vec::new();
    for one in body.at("line_items").items() {
        lines.push(line(&one, gross, &rates)?);
    }
    let mut taken_off = Decimal::ZERO;
    for one in body.at("fee_lines").items() {
        let fee = fee(&one, gross, &rates)?;
        if fee.subtotal < Decimal::ZERO {
            taken_off -= fee.subtotal;
        } else {
            lines.push(fee);
        }
    }
    let mut ways = Vec::new();
    for one in body.at("shipping_lines").items() {
        ways.push(way(&one, gross)?);
    }
    Ok((lines, ways, taken_off))
}

fn rates(body: &Field<'_>) -> Result<Rates, Unreadable> {
    let mut rates = Rates::new();
    for tax in body.at("tax_lines").items() {
        tax.keep_raw(&[
            "id",
            "rate_code",
            "label",
            "compound",
            "tax_total",
            "shipping_tax_total",
            "meta_data",
        ]);
        if let (Some(id), Some(percent)) = (tax.at("rate_id").id(), tax.at("rate_percent").decimal()?) {
            rates.insert(id, percent);
        }
    }
    Ok(rates)
}

fn percent(body: &Field<'_>, rates: &Rates) -> Option<Decimal> {
    let taxes = body.at("taxes").items();
    let charged = taxes.iter().filter(|tax| tax.at("total").text().is_some());
    let known: Vec<_> = charged.filter_map(|tax| tax.at("id").id()).filter_map(|id| rates.get(&id)).collect();
    (!known.is_empty()).then(|| known.into_iter().sum())
}

/// What it costs before and after anything was taken off, and the tax after.
fn amounts(body: &Field<'_>, gross: bool) -> Result<(Decimal, Decimal, Decimal), Unreadable> {
    let tax = body.at("total_tax").decimal_or_zero()?;
    let total = body.at("total").decimal_or_zero()?;
    let before = body.at("subtotal").decimal()?.unwrap_or(total);
    let tax_before = body.at("subtotal_tax").decimal()?.unwrap_or(tax);
    Ok(if gross { (before + tax_before, total + tax, tax) } else { (before, total, tax) })
}

fn line(body: &Field<'_>, gross: bool, rates: &Rates) -> Result<Line, Unreadable> {
    let (before, after, tax) = amounts(body, gross)?;
    let product = body.at("product_id").id();
    body.keep_raw(&[
        "tax_class",
        "taxes",
        // What one costs: the line says what all cost.
        "price",
        // Colour and size once more, and what plugins add.
        "meta_data",
        "parent_name",
        "image",
        "bundled_by",
        "bundled_items",
    ]);
    Ok(Line {
        external_id: body.at("id").id(),
        item: Item {
            variant_id: body.at("variation_id").id().or_else(|| product.clone()),
            product_id: product,
            sku: body.at("sku").text(),
            barcode: body.at("global_unique_id").text(),
            ..Item::default()
        },
        title: body.at("name").text().unwrap_or_default(),
        quantity: body.at("quantity").whole()?.unwrap_or(1),
        // Something may also have been added by hand: then nothing was taken off.
        subtotal: before.max(after),
        discount: before.max(after) - after,
        tax,
        tax_percent: percent(body, rates),
        ..Line::default()
    })
}

fn fee(body: &Field<'_>, gross: bool, rates: &Rates) -> Result<Line, Unreadable> {
    let (_, after, tax) = amounts(body, gross)?;
    body.keep_raw(&["tax_class", "tax_status", "amount", "taxes", "meta_data"]);
    Ok(Line {
        external_id: body.at("id").id(),
        title: body.at("name").text().unwrap_or_else(|| "Fee".to_owned()),
        quantity: 1,
        subtotal: after,
        tax,
        tax_percent: percent(body, rates),
        requires_shipping: Some(false),
        ..Line::default()
    })
}

fn way(body: &Field<'_>, gross: bool) -> Result<ShippingLine, Unreadable> {
    let (_, after, tax) = amounts(body, gross)?;
    body.keep_raw(&["id", "instance_id", "tax_status", "taxes", "meta_data"]);
    Ok(ShippingLine {
        title: body.first(&["method_title", "method_id"]).text().unwrap_or_default(),
        price: after,
        tax,
        ..ShippingLine::default()
    })
}
