//! What platforms charge is what the parts of an order come to, whatever is in it.

use channels::Platform;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{extension, order, said, taxes};

/// A line as a basket has it: pieces, the price of one in cents, what is taken off, and the percents of its tax.
type Row = (i64, i64, i64, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (1_i64..9, 1_i64..50_000, 0_i64..100, prop::sample::select(vec![0_u32, 7, 19, 21]));
    let row =
        row.prop_map(|(pieces, price, off, percent)| (pieces, price, pieces * price * off / 100, percent));
    prop::collection::vec(row, 1..6)
}

fn cents(amount: i64) -> Decimal {
    Decimal::new(amount, 2)
}

fn text(amount: Decimal) -> String {
    format!("{amount:.2}")
}

fn round(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

fn rate(percent: u32) -> Decimal {
    Decimal::new(i64::from(percent), 2)
}

/// The tax in a price, or on it.
fn tax(amount: Decimal, percent: u32, included: bool) -> Decimal {
    let rate = rate(percent);
    round(if included { amount * rate / (Decimal::ONE + rate) } else { amount * rate })
}

fn shopify(rows: &[Row], shipping: i64, tip: i64, included: bool) -> (Value, Decimal) {
    let mut total = cents(shipping + tip);
    let mut all_tax = Decimal::ZERO;
    let mut items = Vec::new();
    for (id, (pieces, price, off, percent)) in (1..).zip(rows) {
        let after = cents(pieces * price - off);
        let tax = tax(after, *percent, included);
        total += after;
        all_tax += tax;
        items.push(json!({"id": id, "quantity": pieces, "price": text(cents(*price)), "title": "x",
            "discount_allocations": [{"amount": text(cents(*off)), "discount_application_index": 0}],
            "tax_lines": [{"price": text(tax), "rate": rate(*percent).to_string(), "title": "t"}]}));
    }
    if !included {
        total += all_tax;
    }
    let body = json!({"id": 1, "currency": "EUR", "taxes_included": included, "total_tax": text(all_tax),
        "total_price": text(total), "total_tip_received": text(cents(tip)), "line_items": items,
        "shipping_lines": [{"title": "s", "price": text(cents(shipping))}]});
    (body, total)
}

/// WooCommerce keeps amounts without their tax and writes them rounded; what it charges it has reckoned from the prices.
fn woocommerce(rows: &[Row], shipping: i64, fee: i64, included: bool) -> (Value, Decimal) {
    let mut total = cents(shipping + fee);
    let mut all_tax = Decimal::ZERO;
    let mut items = Vec::new();
    let parts = |amount: Decimal, percent: u32| {
        let tax = if included {
            amount * rate(percent) / (Decimal::ONE + rate(percent))
        } else {
            amount * rate(percent)
        };
        (if included { amount - tax } else { amount }, tax)
    };
    for (id, (pieces, price, off, percent)) in (1..).zip(rows) {
        let (before, tax_before) = parts(cents(pieces * price), *percent);
        let (after, tax) = parts(cents(pieces * price - off), *percent);
        total += after + tax;
        all_tax += tax;
        items.push(json!({"id": id, "quantity": pieces, "name": "x", "product_id": 1, "subtotal": text(round(before)),
            "subtotal_tax": text(round(tax_before)), "total": text(round(after)), "total_tax": text(round(tax))}));
    }
    let total = round(total);
    let body = json!({"id": 1, "status": "processing", "currency": "EUR", "prices_include_tax": included,
        "total_tax": text(round(all_tax)), "total": text(total), "line_items": items,
        "fee_lines": [{"id": 90, "name": "f", "total": text(cents(fee)), "total_tax": "0.00"}],
        "shipping_lines": [{"id": 91, "method_title": "s", "total": text(cents(shipping)), "total_tax": "0.00"}]});
    (body, total)
}

/// PrestaShop has six digits, and one sum of all that is taken off.
fn prestashop(rows: &[Row], shipping: i64, wrapping: i64) -> (Value, Decimal) {
    let (mut products, mut off) = (Decimal::ZERO, 0);
    let mut list = Vec::new();
    for (id, (pieces, price, taken_off, percent)) in (1..).zip(rows) {
        let net = cents(*price);
        let gross = net * (Decimal::ONE + rate(*percent));
        products += round(gross * Decimal::from(*pieces));
        off += taken_off;
        list.push(json!({"id": id, "product_id": "1", "product_attribute_id": "0", "product_quantity": pieces.to_string(),
            "product_name": "x", "unit_price_tax_incl": format!("{gross:.6}"), "unit_price_tax_excl": format!("{net:.6}")}));
    }
    let total = products + cents(shipping + wrapping - off);
    let data = json!({"id": 1, "currency": "EUR", "total_paid": format!("{total:.6}"),
        "total_paid_tax_incl": format!("{total:.6}"), "total_paid_tax_excl": format!("{:.6}", total * Decimal::new(8, 1)),
        "total_discounts": cents(off).to_string(), "total_discounts_tax_incl": format!("{:.6}", cents(off)),
        "total_shipping": text(cents(shipping)), "total_shipping_tax_incl": format!("{:.6}", cents(shipping)),
        "total_wrapping_tax_incl": format!("{:.6}", cents(wrapping)), "associations": {"order_rows": list}});
    (data, total)
}

/// OpenCart has four digits, and lists its totals.
fn opencart(rows: &[Row], shipping: i64, fee: i64) -> (Value, Decimal) {
    let (mut goods, mut taxes, mut off) = (Decimal::ZERO, Decimal::ZERO, 0);
    let mut list = Vec::new();
    for (id, (pieces, price, taken_off, percent)) in (1..).zip(rows) {
        let one = cents(*price);
        let tax = one * rate(*percent);
        goods += one * Decimal::from(*pieces);
        taxes += tax * Decimal::from(*pieces);
        off += taken_off;
        list.push(json!({"order_product_id": id, "product_id": 5, "name": "x", "model": "M", "quantity": pieces,
            "price": format!("{one:.4}"), "total": format!("{:.4}", one * Decimal::from(*pieces)), "tax": format!("{tax:.4}")}));
    }
    let total = goods + taxes + cents(shipping + fee - off);
    let line =
        |code: &str, value: Decimal| json!({"code": code, "title": code, "value": format!("{value:.4}")});
    let data = json!({"order_id": 1, "order_status_id": 1, "state": "pending", "shop_currency": "EUR",
        "total": format!("{total:.4}"), "products": list, "totals": [line("sub_total", goods),
        line("shipping", cents(shipping)), line("coupon", cents(-off)), line("tax", taxes),
        line("handling", cents(fee)), line("total", total)]});
    (data, round(total))
}

/// Magento sends floats, keeps what is taken off in one sum below zero, and a plugin may add a charge that nobody knows.
fn magento(rows: &[Row], shipping: i64, unknown: i64) -> (Value, Decimal) {
    let (mut goods, mut taxes, mut off) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut list = Vec::new();
    let float = |amount: Decimal| -> Value { serde_json::from_str(&amount.normalize().to_string()).unwrap() };
    for (id, (pieces, price, taken_off, percent)) in (1..).zip(rows) {
        let row = cents(pieces * price);
        let tax = tax(row - cents(*taken_off), *percent, false);
        goods += row;
        taxes += tax;
        off += cents(*taken_off);
        list.push(json!({"item_id": id, "product_id": 5, "product_type": "simple", "sku": "A", "name": "x",
            "qty_ordered": pieces, "base_price": float(cents(*price)), "base_row_total": float(row),
            "base_discount_amount": float(cents(*taken_off)), "base_tax_amount": float(tax), "tax_percent": percent}));
    }
    let total = goods + taxes - off + cents(shipping + unknown);
    let data = json!({"entity_id": 1, "state": "new", "base_currency_code": "EUR", "base_grand_total": float(total),
        "base_tax_amount": float(taxes), "base_discount_amount": float(-off), "base_shipping_amount": float(cents(shipping)),
        "shipping_description": "Post", "items": list});
    (data, total)
}

proptest! {
    #[test]
    fn of_shopify(rows in rows(), shipping in 0_i64..2_000, tip in 0_i64..500, included: bool) {
        let (body, total) = shopify(&rows, shipping, tip, included);
        let order = order(&said(Platform::Shopify, ("X-Shopify-Topic", "orders/create"), &body));
        prop_assert_eq!(order.charged(), total);
        prop_assert_eq!(Some(taxes(&order)), order.tax);
        prop_assert_eq!(order.total, Some(total));
    }

    #[test]
    fn of_woocommerce(rows in rows(), shipping in 0_i64..2_000, fee in -100_i64..500, included: bool) {
        let (body, total) = woocommerce(&rows, shipping, fee, included);
        prop_assume!(total > Decimal::ONE);
        let order = order(&said(Platform::Woocommerce, ("X-WC-Webhook-Topic", "order.created"), &body));
        prop_assert_eq!(order.charged(), total);
        prop_assert_eq!(Some(taxes(&order)), order.tax);
    }

    #[test]
    fn of_prestashop(rows in rows(), shipping in 0_i64..2_000, wrapping in 0_i64..500) {
        let (data, total) = prestashop(&rows, shipping, wrapping);
        let order = order(&extension(Platform::Prestashop, "order.created", &data));
        prop_assert_eq!(order.charged(), total);
        prop_assert_eq!(Some(taxes(&order)), order.tax);
    }

    #[test]
    fn of_opencart(rows in rows(), shipping in 0_i64..2_000, fee in 0_i64..500) {
        let (data, total) = opencart(&rows, shipping, fee);
        let order = order(&extension(Platform::Opencart, "order.updated", &data));
        prop_assert_eq!(order.charged(), total);
        prop_assert_eq!(Some(taxes(&order)), order.tax);
        prop_assert_eq!(order.total, Some(total));
    }

    #[test]
    fn of_magento(rows in rows(), shipping in 0_i64..2_000, unknown in -100_i64..500) {
        let (data, total) = magento(&rows, shipping, unknown);
        prop_assume!(total > Decimal::TWO);
        let order = order(&extension(Platform::Magento, "order.created", &data));
        prop_assert_eq!(order.charged(), total);
        prop_assert_eq!(Some(taxes(&order)), order.tax);
        for line in order.lines.unwrap() {
            prop_assert!(line.discount <= line.subtotal && line.discount >= Decimal::ZERO, "{line:?}");
        }
    }
}
