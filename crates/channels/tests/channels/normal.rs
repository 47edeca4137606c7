//! What deliveries of shop software say, in our words: the shapes that platforms document and the published payloads lack.

#[path = "normal/magento.rs"]
mod magento;
#[path = "normal/opencart.rs"]
mod opencart;
#[path = "normal/prestashop.rs"]
mod prestashop;
#[path = "normal/shopify.rs"]
mod shopify;
#[path = "normal/sums.rs"]
mod sums;
#[path = "normal/woocommerce.rs"]
mod woocommerce;

use channels::change::{Change, Customer, Order, Product, Refund, Shipment, Stock};
use channels::{Delivery, Headers, Platform, Unreadable, normalize};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::time;

/// What a body says under this header. Nothing in it may be left over.
fn said(platform: Platform, header: (&str, &str), body: &Value) -> Vec<Change> {
    let normalized = read(platform, header, body).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0], "left over");
    normalized.changes
}

fn read(platform: Platform, header: (&str, &str), body: &Value) -> Result<channels::Normalized, Unreadable> {
    let headers: Headers = [(header.0, header.1.as_bytes())].into_iter().collect();
    let body = body.to_string().into_bytes();
    let delivery =
        Delivery { headers: &headers, body: &body, url: None, received_at: time("2026-11-21T08:00:00Z") };
    normalize(platform, &delivery)
}

/// What one of our extensions says.
fn extension(platform: Platform, kind: &str, data: &Value) -> Vec<Change> {
    let body = json!({"type": kind, "timestamp": "2026-11-21T08:00:00Z", "version": "1.0.0", "data": data});
    said(platform, ("webhook-id", "msg_1"), &body)
}

macro_rules! only {
    ($name:ident, $kind:ident) => {
        fn $name(changes: &[Change]) -> $kind {
            let mut found = changes.iter().filter_map(|change| match change {
                Change::$kind(one) => Some(one.clone()),
                _ => None,
            });
            let one = found.next().unwrap_or_else(|| panic!("{changes:?}"));
            assert!(found.next().is_none(), "one is enough: {changes:?}");
            one
        }
    };
}

only!(order, Order);
only!(product, Product);
only!(refund, Refund);
only!(shipment, Shipment);
only!(customer, Customer);
only!(stock, Stock);

/// The order that a delivery speaks of, whose parts come to its total.
fn sound_order(changes: &[Change]) -> Order {
    let order = order(changes);
    assert_eq!(Some(order.charged()), order.total, "{order:#?}");
    if let Some(tax) = order.tax {
        assert_eq!(taxes(&order), tax, "{order:#?}");
    }
    order
}

/// The taxes of its lines and ways, which come to the order's.
fn taxes(order: &Order) -> Decimal {
    let lines: Decimal = order.lines.iter().flatten().map(|line| line.tax).sum();
    lines + order.shipping.iter().map(|way| way.tax).sum::<Decimal>()
}

fn amounts<T: ToString>(list: impl IntoIterator<Item = T>) -> Vec<String> {
    list.into_iter().map(|amount| amount.to_string()).collect()
}
