//! What an order charges for: its lines, its fees and its ways.

use rust_decimal::Decimal;

use crate::change::{Item, Line, ShippingLine};
use crate::reading::{Field, Unreadable};

type Amount = Result<Option<Decimal>, Unreadable>;

/// An amount in the shop's currency. Where there is a pair of amounts, it is the one that the shop sees; an old body has
/// the amount alone, which is the same.
pub(super) fn money(body: &Field<'_>, name: &str) -> Amount {
    let alone = body.at(name).decimal()?;
    let pair = body.at(&format!("{name}_set"));
    pair.keep_raw(&["presentment_money", "shop_money"]);
    let shop = pair.under(&["shop_money", "amount"]).decimal()?;
    Ok(shop.or(alone))
}

/// An amount that is given as a pair alone.
fn pair(body: &Field<'_>, name: &str) -> Result<Decimal, Unreadable> {
    body.under(&[name, "shop_money", "amount"]).decimal_or_zero()
}

/// The lines, and a line of its own for each thing that is charged beside them: duties, fees and tips.
pub(super) fn lines(body: &Field<'_>) -> Result<Vec<Line>, Unreadable> {
    let items = body.at("line_items").items();
    let mut lines = items.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    // Where duties are part of the prices, they are charged already.
    let duties_included = body.at("duties_included").flag() == Some(true);
    let duties = if duties_included { Decimal::ZERO } else { pair(body, "original_total_duties_set")? };
    let fees = pair(body, "original_total_additional_fees_set")?;
    // A tip that was paid at the counter is a line already.
    let mut tips = body.at("total_tip_received").decimal_or_zero()?;
    for (item, line) in items.iter().zip(&lines) {
        if item.at("tip_payment_gateway").is_present() {
            tips -= line.subtotal - line.discount;
        }
    }
    for (title, amount) in [("Duties", duties), ("Additional fees", fees), ("Tip", tips)] {
        if amount > Decimal::ZERO {
            lines.push(Line::fee(title, amount));
        }
    }
    Ok(lines)
}

fn line(body: &Field<'_>) -> Result<Line, Unreadable> {
    let quantity = body.at("quantity").whole()?.unwrap_or(1);
    let price = money(body, "price")?.unwrap_or_default();
    let subtotal = price.checked_mul(Decimal::from(quantity));
    let rates = body.at("tax_lines").items();
    let rates = rates.iter().map(|tax| tax.at("rate").decimal_or_zero()).collect::<Result<Vec<_>, _>>()?;
    let rate: Decimal = rates.iter().sum();
    keep(body);
    Ok(Line {
        external_id: body.at("id").id(),
        item: Item {
            variant_id: body.at("variant_id").id(),
            product_id: body.at("product_id").id(),
            sku: body.at("sku").text(),
            ..Item::default()
        },
        title: body.first(&["title", "name"]).text().unwrap_or_default(),
        variant_title: body.at("variant_title").text(),
        quantity,
        subtotal: subtotal.ok_or_else(|| body.at("price").unreadable("The amount is too large."))?,
        discount: discount(body)?
            .map_or_else(|| money(body, "total_discount"), |sum| Ok(Some(sum)))?
            .unwrap_or_default(),
        tax: tax(body)?,
        tax_percent: (!rates.is_empty()).then(|| (rate * Decimal::ONE_HUNDRED).normalize()),
        requires_shipping: body.at("requires_shipping").flag(),
        weight_g: body.at("grams").whole()?.filter(|grams| *grams > 0),
    })
}

/// All shares of discounts: the line's own, and those of the whole order. `total_discount` has the line's own only; it
/// counts where an old body has no shares.
fn discount(body: &Field<'_>) -> Amount {
    let shares = body.at("discount_allocations").items();
    body.keep_raw(&[
        "total_discount",
        "total_discount_set",
        "discount_allocations[].discount_application_index",
    ]);
    if shares.is_empty() {
        return Ok(None);
    }
    let mut sum = Decimal::ZERO;
    for share in &shares {
        sum += money(share, "amount")?.unwrap_or_default();
    }
    Ok(Some(sum))
}

fn tax(body: &Field<'_>) -> Result<Decimal, Unreadable> {
    body.keep_raw(&["tax_lines[].title", "tax_lines[].channel_liable", "tax_lines[].source"]);
    let mut sum = Decimal::ZERO;
    for tax in body.at("tax_lines").items() {
        sum += money(&tax, "price")?.unwrap_or_default();
    }
    Ok(sum)
}

/// The ways, less those that an edit has taken away.
pub(super) fn ways(body: &Field<'_>) -> Result<Vec<ShippingLine>, Unreadable> {
    let ways = body.at("shipping_lines").items();
    let ways = ways.iter().filter(|way| way.at("is_removed").flag() != Some(true));
    ways.map(way).collect()
}

fn way(body: &Field<'_>) -> Result<ShippingLine, Unreadable> {
    let price = money(body, "price")?.unwrap_or_default();
    let after = money(body, "discounted_price")?;
    body.keep_raw(&[
        "admin_graphql_api_id",
        "id",
        "code",
        "source",
        "phone",
        "delivery_category",
        "requested_fulfillment_service_id",
        "current_discounted_price_set",
        "tax_lines[].rate",
    ]);
    Ok(ShippingLine {
        title: body.first(&["title", "code"]).text().unwrap_or_default(),
        price,
        discount: discount(body)?.or_else(|| after.map(|after| price - after)).unwrap_or_default(),
        tax: tax(body)?,
        courier: body.at("carrier_identifier").text(),
    })
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        "admin_graphql_api_id",
        "name",
        // What is left of the line after refunds and parcels: it follows from those.
        "current_quantity",
        "fulfillable_quantity",
        "fulfillment_status",
        "product_exists",
        // Duties are one line of the order.
        "duties",
        // What the product says itself.
        "vendor",
        "gift_card",
        "taxable",
        "tax_code",
        "fulfillment_service",
        "variant_inventory_management",
        "origin_location",
        "destination_location",
        // What themes and apps put to the line; whom it earned a commission.
        "properties",
        "attributed_staffs",
        "sales_line_item_group_id",
        "line_item_group",
        "parent_line_item_id",
        // Before tax: it follows from price, discount and tax.
        "pre_tax_price",
        "pre_tax_price_set",
        // That it is a tip is read; how it was paid is the payment's.
        "tip_payment_gateway",
        "tip_payment_method",
    ]);
}
