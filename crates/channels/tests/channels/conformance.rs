//! Every payload that the platforms publish is read so that nothing in it is dropped in silence. The payloads stand beside
//! the repository; where they do not, there is nothing to compare with, and the test says so.
//!
//! `COVERAGE=1 cargo nextest run -p channels conformance --no-capture` prints each field.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use channels::{Coverage, Delivery, Headers, Normalized, Platform, normalize};
use serde_json::json;

use crate::support::time;

/// What stands around a published body before it is what a webhook carries.
#[derive(Clone, Copy)]
enum Wrap {
    /// Nothing.
    As,
    /// Our extensions' envelope, of this type.
    Data(&'static str),
}

/// A file, who sends it, the header that names its topic, and what is around it.
type Row = (&'static str, Platform, &'static [(&'static str, &'static str)], Wrap);

const TABLE: &[Row] = &[
    ("shopify/product.json", Platform::Shopify, &[("X-Shopify-Topic", "products/update")], Wrap::As),
    ("shopify/order.json", Platform::Shopify, &[("X-Shopify-Topic", "orders/updated")], Wrap::As),
    ("shopify/refund.json", Platform::Shopify, &[("X-Shopify-Topic", "refunds/create")], Wrap::As),
    ("shopify/customer.json", Platform::Shopify, &[("X-Shopify-Topic", "customers/update")], Wrap::As),
    (
        "shopify/inventory_item.json",
        Platform::Shopify,
        &[("X-Shopify-Topic", "inventory_items/update")],
        Wrap::As,
    ),
    (
        "shopify/inventory_level.json",
        Platform::Shopify,
        &[("X-Shopify-Topic", "inventory_levels/update")],
        Wrap::As,
    ),
    ("shopify/locations.json", Platform::Shopify, &[("X-Shopify-Topic", "locations/update")], Wrap::As),
    (
        "woocommerce/orders-1.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "order.updated")],
        Wrap::As,
    ),
    (
        "woocommerce/orders-2.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "order.created")],
        Wrap::As,
    ),
    (
        "woocommerce/products-1.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "product.updated")],
        Wrap::As,
    ),
    (
        "woocommerce/products-2.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "product.created")],
        Wrap::As,
    ),
    (
        "woocommerce/customers-1.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "customer.updated")],
        Wrap::As,
    ),
    (
        "woocommerce/customers-2.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "customer.created")],
        Wrap::As,
    ),
    (
        "woocommerce/order-refunds-1.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "refund.created")],
        Wrap::As,
    ),
    (
        "woocommerce/order-refunds-2.json",
        Platform::Woocommerce,
        &[("X-WC-Webhook-Topic", "refund.created")],
        Wrap::As,
    ),
];

/// Folders whose payloads are read by mappings that are still to come.
const TO_COME: &[&str] = &["adobe", "amazon", "paypal", "prestashop", "stripe"];

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures/payloads"))
}

fn read((file, platform, given, wrap): &Row) -> Normalized {
    let bytes = fs::read(folder().join(file)).unwrap();
    let body = match wrap {
        Wrap::As => bytes,
        Wrap::Data(kind) => {
            let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            json!({"type": kind, "timestamp": "2026-11-21T08:00:00Z", "data": data}).to_string().into_bytes()
        }
    };
    let headers: Headers = given.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let delivery =
        Delivery { headers: &headers, body: &body, url: None, received_at: time("2026-11-21T08:00:00Z") };
    normalize(*platform, &delivery).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn nothing_that_platforms_publish_is_dropped_in_silence() {
    if !folder().is_dir() {
        println!("skipped: the published payloads are not beside the repository, in ../shared/fixtures");
        return;
    }
    let details = std::env::var_os("COVERAGE").is_some();
    let mut report: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut dropped = Vec::new();
    for row in TABLE {
        let Coverage { mapped, kept_raw, unmapped } = read(row).coverage;
        let counts = report.entry(row.1.word()).or_default();
        for (count, more) in counts.iter_mut().zip([1, mapped.len(), kept_raw.len(), unmapped.len()]) {
            *count += more;
        }
        if details {
            println!("{}\n  mapped: {mapped:?}\n  kept raw: {kept_raw:?}\n  unmapped: {unmapped:?}", row.0);
        }
        dropped.extend(unmapped.into_iter().map(|field| format!("{}: {field}", row.0)));
    }
    println!("{:<16} {:>6} {:>7} {:>9} {:>9}", "platform", "bodies", "mapped", "kept raw", "unmapped");
    for (platform, [bodies, mapped, raw, unmapped]) in report {
        println!("{platform:<16} {bodies:>6} {mapped:>7} {raw:>9} {unmapped:>9}");
    }
    assert_eq!(dropped, [""; 0], "fields that nobody has thought of");
}

#[test]
fn every_published_payload_is_in_the_table() {
    let Ok(platforms) = fs::read_dir(folder()) else {
        println!("skipped: the published payloads are not beside the repository, in ../shared/fixtures");
        return;
    };
    for platform in platforms.flatten().filter(|entry| entry.path().is_dir()) {
        let name = platform.file_name().into_string().unwrap();
        if TO_COME.contains(&name.as_str()) {
            continue;
        }
        for file in fs::read_dir(platform.path()).unwrap().flatten() {
            let path = format!("{name}/{}", file.file_name().into_string().unwrap());
            assert!(TABLE.iter().any(|row| row.0 == path), "{path} is not in the table");
        }
    }
}
