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
    /// Stripe's envelope: of a file of many resources the one of this name, with this topic.
    Event(&'static str, &'static str),
    /// SNS's envelope, which has the notification as text.
    Message,
    /// EventBridge's envelope.
    Detail,
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
    ("amazon/ListingsItemMfnQuantityChange.json", Platform::AmazonSns, &[], Wrap::Message),
    ("amazon/ListingsItemMfnQuantityChange.json", Platform::AmazonEventBridge, &[], Wrap::Detail),
    ("amazon/ListingsItemStatusChangeNotification.json", Platform::AmazonSns, &[], Wrap::Message),
    ("amazon/ListingsItemStatusChangeNotification.json", Platform::AmazonEventBridge, &[], Wrap::Detail),
    ("amazon/OrderChangeNotification.json", Platform::AmazonSns, &[], Wrap::Message),
    ("amazon/OrderChangeNotification.json", Platform::AmazonEventBridge, &[], Wrap::Detail),
    ("amazon/ReportProcessingFinishedNotification.json", Platform::AmazonSns, &[], Wrap::Message),
    ("amazon/ReportProcessingFinishedNotification.json", Platform::AmazonEventBridge, &[], Wrap::Detail),
    ("amazon/OrderChangeNotification.json", Platform::AmazonEventBridge, &[], Wrap::As),
    ("paypal/event-0.json", Platform::Paypal, &[], Wrap::As),
    (
        "stripe/fixtures3.json",
        Platform::Stripe,
        &[],
        Wrap::Event("checkout.session", "checkout.session.completed"),
    ),
    (
        "stripe/fixtures3.json",
        Platform::Stripe,
        &[],
        Wrap::Event("payment_intent", "payment_intent.succeeded"),
    ),
    (
        "stripe/fixtures3.json",
        Platform::Stripe,
        &[],
        Wrap::Event("payment_intent", "payment_intent.payment_failed"),
    ),
    (
        "stripe/fixtures3.json",
        Platform::Stripe,
        &[],
        Wrap::Event("payment_intent", "payment_intent.canceled"),
    ),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("charge", "charge.refunded")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("charge", "charge.succeeded")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("dispute", "charge.dispute.created")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("customer", "customer.created")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("customer", "customer.updated")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("deleted_customer", "customer.deleted")),
    (
        "stripe/fixtures3.json",
        Platform::Stripe,
        &[],
        Wrap::Event("subscription", "customer.subscription.updated"),
    ),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("tax_id", "customer.tax_id.created")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("discount", "customer.discount.created")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("product", "product.updated")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("deleted_product", "product.deleted")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("price", "price.updated")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("deleted_price", "price.deleted")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("invoice", "invoice.paid")),
    ("stripe/fixtures3.json", Platform::Stripe, &[], Wrap::Event("invoice", "invoice.payment_failed")),
    ("prestashop/orders.xml", Platform::Prestashop, &[], Wrap::As),
    ("prestashop/products.xml", Platform::Prestashop, &[], Wrap::As),
    ("prestashop/stock_availables.xml", Platform::Prestashop, &[], Wrap::As),
    (
        "adobe/sample-event.json",
        Platform::AdobeIoEvents,
        &[("x-adobe-event-code", "com.adobe.commerce.observer.catalog_product_save_after")],
        Wrap::As,
    ),
];

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures/payloads"))
}

fn read((file, platform, given, wrap): &Row) -> Normalized {
    let bytes = fs::read(folder().join(file)).unwrap();
    let body = match wrap {
        Wrap::As => bytes,
        Wrap::Event(resource, topic) => {
            let all: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            let object = &all["resources"][resource];
            assert!(object.is_object(), "{resource}");
            json!({
                "id": "evt_1", "object": "event", "api_version": "2026-01-28", "created": 1_795_248_000,
                "type": topic, "livemode": false, "pending_webhooks": 1,
                "request": {"id": null, "idempotency_key": null}, "data": {"object": object}
            })
            .to_string()
            .into_bytes()
        }
        Wrap::Message => json!({
            "Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:eu-west-1:1:orders",
            "Message": String::from_utf8(bytes).unwrap(), "Timestamp": "2026-11-21T08:00:00.000Z",
            "SignatureVersion": "2", "Signature": "AAAA", "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/",
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/1.pem"
        })
        .to_string()
        .into_bytes(),
        Wrap::Detail => {
            let detail: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            json!({
                "version": "0", "id": "1", "detail-type": "notification", "source": "aws.partner/sellingpartnerapi.amazon.com",
                "account": "1", "time": "2026-11-21T08:00:00Z", "region": "eu-west-1", "resources": [], "detail": detail
            })
            .to_string()
            .into_bytes()
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
        for file in fs::read_dir(platform.path()).unwrap().flatten() {
            let path = format!("{name}/{}", file.file_name().into_string().unwrap());
            assert!(TABLE.iter().any(|row| row.0 == path), "{path} is not in the table");
        }
    }
}
