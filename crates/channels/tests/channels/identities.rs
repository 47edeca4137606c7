//! What deliveries are about.

use channels::{Delivery, EntityKind, Headers, Identity, Platform, Purpose, identify};
use serde_json::{Value, json};

use crate::support::{Sent, published, time};

fn about(platform: Platform, headers: &[(&str, &str)], body: &[u8]) -> Identity {
    let headers: Headers = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let delivery = Delivery { headers: &headers, body, url: None, received_at: time("2026-11-21T08:00:00Z") };
    identify(platform, &delivery)
}

fn thing(identity: &Identity) -> Option<(EntityKind, &str)> {
    identity.entity.as_ref().map(|entity| (entity.kind, entity.id.as_str()))
}

/// What is inside a published sample of a resource, which stands in an object of its name.
fn inside(sample: &[u8]) -> Vec<u8> {
    let value: Value = serde_json::from_slice(sample).unwrap();
    value.as_object().unwrap().values().next().unwrap().to_string().into_bytes()
}

#[test]
fn of_shopify_in_both_families_of_headers() {
    let body = br#"{"id":820982911946154508,"updated_at":"2026-11-21T03:00:00-05:00"}"#;
    let webhook = about(
        Platform::Shopify,
        &[
            ("X-Shopify-Topic", "orders/updated"),
            ("X-Shopify-Webhook-Id", "b54557e4"),
            ("X-Shopify-Event-Id", "98880550"),
            ("X-Shopify-Shop-Domain", "lamps.myshopify.com"),
            ("X-Shopify-Triggered-At", "2026-11-21T08:00:00.123456789Z"),
        ],
        body,
    );
    assert_eq!(thing(&webhook), Some((EntityKind::Order, "820982911946154508")));
    assert_eq!(webhook.unique_key.as_deref(), Some("b54557e4"));
    assert_eq!(webhook.event_id.as_deref(), Some("98880550"));
    assert_eq!(webhook.shop.as_deref(), Some("lamps.myshopify.com"));
    assert_eq!(webhook.updated_at, Some(time("2026-11-21T08:00:00Z")));
    assert_eq!(webhook.occurred_at, Some(time("2026-11-21T08:00:00.123456Z")));

    let event = about(
        Platform::Shopify,
        &[
            ("shopify-topic", "product"),
            ("shopify-webhook-id", "b5"),
            ("shopify-resource-id", "gid://shopify/Product/632910392"),
        ],
        b"{}",
    );
    assert_eq!(thing(&event), Some((EntityKind::Product, "632910392")));
    assert_eq!(event.unique_key.as_deref(), Some("b5"));
}

#[test]
fn of_shopify_by_topic() {
    for (topic, body, expected) in [
        ("products/update", json!({"id": 1}), Some((EntityKind::Product, "1"))),
        (
            "inventory_levels/update",
            json!({"inventory_item_id": 808, "location_id": 905}),
            Some((EntityKind::StockLevel, "808/905")),
        ),
        ("inventory_levels/update", json!({"inventory_item_id": 808}), None),
        ("refunds/create", json!({"id": 2, "order_id": 1}), Some((EntityKind::Refund, "2"))),
        ("customers/redact", json!({"shop_id": 1, "customer": {"id": 3}}), Some((EntityKind::Customer, "3"))),
        ("shop/redact", json!({"shop_id": 4}), Some((EntityKind::Shop, "4"))),
        ("app/uninstalled", json!({"id": 5}), Some((EntityKind::Shop, "5"))),
        ("orders/create", json!({"id": 1.5}), None),
        ("orders/create", json!([]), None),
        ("themes/publish", json!({"id": 6}), None),
    ] {
        let identity = about(Platform::Shopify, &[("X-Shopify-Topic", topic)], body.to_string().as_bytes());
        assert_eq!(thing(&identity), expected, "{topic}");
        assert_eq!(identity.topic.as_deref(), Some(topic));
    }
}

#[test]
fn of_woocommerce_whose_delivery_ids_repeat() {
    let headers = [
        ("X-WC-Webhook-Source", "https://shop.example/lamps/"),
        ("X-WC-Webhook-Topic", "order.updated"),
        ("X-WC-Webhook-Resource", "order"),
        ("X-WC-Webhook-Delivery-ID", "6f1ed002ab5595859014ebf0951522d9"),
    ];
    let first =
        about(Platform::Woocommerce, &headers, br#"{"id":727,"date_modified_gmt":"2017-03-22T19:28:08"}"#);
    assert_eq!(thing(&first), Some((EntityKind::Order, "727")));
    assert_eq!(first.shop.as_deref(), Some("shop.example/lamps"));
    assert_eq!(first.updated_at, Some(time("2017-03-22T19:28:08Z")));
    let other = about(Platform::Woocommerce, &headers, br#"{"id":728}"#);
    assert_eq!(first.delivery_id, other.delivery_id);
    assert_ne!(first.unique_key, other.unique_key);
    assert_eq!(about(Platform::Woocommerce, &headers, br#"{"id":728}"#), other);
    assert_eq!(other.updated_at, None);
    let ping = about(Platform::Woocommerce, &[], b"webhook_id=3");
    assert_eq!((ping.purpose, ping.unique_key), (Purpose::Ping, None));
}

#[test]
fn of_stripe_whole_and_thin() {
    let event = Sent::read("stripe").identify();
    assert_eq!(thing(&event), Some((EntityKind::Customer, "cus_123")));
    assert_eq!(
        (event.unique_key.as_deref(), event.topic.as_deref()),
        (Some("evt_123"), Some("customer.created"))
    );
    assert_eq!(
        (event.shop.as_deref(), event.occurred_at),
        (Some("acct_123"), Some(time("2018-08-02T10:10:20Z")))
    );
    let thin = br#"{"id":"evt_1","object":"v2.core.event","type":"v1.billing.x","created":"2024-09-17T06:20:52.246Z",
        "related_object":{"id":"in_1","type":"invoice"}}"#;
    let thin = about(Platform::Stripe, &[], thin);
    assert_eq!(thing(&thin), Some((EntityKind::Invoice, "in_1")));
    assert_eq!(thin.occurred_at, Some(time("2024-09-17T06:20:52.246Z")));
}

#[test]
fn of_paypal_and_ebay() {
    let paypal = Sent::read("paypal").identify();
    assert_eq!(thing(&paypal), Some((EntityKind::Payment, "4EU7004268015634R")));
    assert_eq!(paypal.unique_key.as_deref(), Some("WH-0G2756385H040842W-5Y612302CV158622M"));
    assert_eq!(paypal.delivery_id.as_deref(), Some("dfb3be50-fd74-11e4-8bf3-77339302725b"));
    assert_eq!(paypal.updated_at, Some(time("2015-05-18T15:44:21Z")));
    let ebay = Sent::read("ebay").identify();
    assert_eq!(thing(&ebay), Some((EntityKind::Customer, "ma8vp1jySJC")));
    assert_eq!(ebay.topic.as_deref(), Some("MARKETPLACE_ACCOUNT_DELETION"));
    let id = "49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d";
    assert_eq!(ebay.unique_key.as_deref(), Some(id));
    assert_eq!(ebay.occurred_at, Some(time("2021-03-19T20:43:59.462Z")));
}

#[test]
fn of_amazon_through_sns_and_eventbridge() {
    let text = Sent::read("amazon-sns-2").identify();
    assert_eq!((text.topic.as_deref(), thing(&text)), (None, None), "a message need not be a notification");
    assert_eq!(text.unique_key.as_deref(), Some("4504e649-d933-5aa9-8199-bd14ccf05f0b"));

    let notification = json!({
        "NotificationType": "ORDER_CHANGE", "EventTime": "2020-01-11T00:09:53.109Z",
        "Payload": {"OrderChangeNotification": {"SellerId": "A3TH9S8BH6GOGM", "AmazonOrderId": "903-8868176-2219830"}},
        "NotificationMetadata": {"NotificationId": "d0e9e693"}
    });
    let mut sent = Sent::read("amazon-sns-2");
    let mut message: Value = serde_json::from_slice(&sent.body).unwrap();
    message["Message"] = notification.to_string().into();
    sent.body = message.to_string().into_bytes();
    let event = json!({"id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "X", "time": "2020-01-11T00:10:00Z",
        "detail": notification});
    let bridged = about(Platform::AmazonEventBridge, &[], event.to_string().as_bytes());
    let alone = about(Platform::AmazonEventBridge, &[], notification.to_string().as_bytes());
    for identity in [sent.identify(), bridged, alone] {
        assert_eq!(thing(&identity), Some((EntityKind::Order, "903-8868176-2219830")));
        assert_eq!(
            (identity.unique_key.as_deref(), identity.topic.as_deref()),
            (Some("d0e9e693"), Some("ORDER_CHANGE"))
        );
        assert_eq!(identity.shop.as_deref(), Some("A3TH9S8BH6GOGM"));
        assert_eq!(identity.occurred_at, Some(time("2020-01-11T00:09:53.109Z")));
    }
}

#[test]
fn of_wix_adobe_and_standard_webhooks() {
    let wix = Sent::read("wix").identify();
    assert_eq!(thing(&wix), Some((EntityKind::Order, "9a1e0f7c-1111-4222-8333-944455566677")));
    assert_eq!(wix.unique_key.as_deref(), Some("7b3a1c52-6f0e-4d86-9c1f-2f1f0f0a1b2c"));
    assert_eq!(wix.topic.as_deref(), Some("wix.ecom.v1.order_updated"));
    assert_eq!(wix.shop.as_deref(), Some("5d3c9a10-aaaa-4bbb-8ccc-0123456789ab"));
    assert_eq!(
        (wix.version.as_deref(), wix.occurred_at),
        (Some("4"), Some(time("2026-11-21T08:00:00.123Z")))
    );

    let commerce = Sent::read("adobe-commerce").identify();
    assert_eq!((commerce.unique_key, commerce.purpose), (None, Purpose::Event));
    assert!(commerce.topic.unwrap().starts_with("plugin.magento"));

    let message = Sent::read("standard-webhooks-public-key").identify();
    assert_eq!(thing(&message), Some((EntityKind::Order, "1042")));
    assert_eq!(message.unique_key.as_deref(), Some("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"));
    let bare = Sent::read("standard-webhooks").identify();
    assert_eq!(bare.occurred_at, Some(time("2021-02-25T15:02:10Z")));

    let generic = about(Platform::Generic, &[], br#"{"event":"stock.changed","id":1}"#);
    assert_eq!((generic.topic.as_deref(), generic.unique_key), (Some("stock.changed"), None));
}

#[test]
fn long_and_strange_names_are_fit_to_be_stored() {
    let long = "x".repeat(100_000);
    let identity = about(Platform::Shopify, &[("X-Shopify-Webhook-Id", &long)], b"{}");
    let key = identity.unique_key.unwrap();
    assert!(key.starts_with("sha256:") && key.len() == 71, "{key}");
    let identity = about(Platform::Stripe, &[], br#"{"id":"evt\u0000_1","type":" "}"#);
    assert_eq!((identity.unique_key.as_deref(), identity.topic), (Some("evt\u{fffd}_1"), None));
}

/// A published sample, from whom it would come, its topic where a header says it, and what it is about.
const SAMPLES: [(&str, Platform, &str, EntityKind); 13] = [
    ("shopify/order.json", Platform::Shopify, "orders/create", EntityKind::Order),
    ("shopify/product.json", Platform::Shopify, "products/update", EntityKind::Product),
    ("shopify/inventory_level.json", Platform::Shopify, "inventory_levels/update", EntityKind::StockLevel),
    ("shopify/refund.json", Platform::Shopify, "refunds/create", EntityKind::Refund),
    ("shopify/customer.json", Platform::Shopify, "customers/update", EntityKind::Customer),
    ("woocommerce/orders-1.json", Platform::Woocommerce, "order.created", EntityKind::Order),
    ("woocommerce/products-1.json", Platform::Woocommerce, "product.updated", EntityKind::Product),
    ("amazon/OrderChangeNotification.json", Platform::AmazonEventBridge, "", EntityKind::Order),
    ("amazon/ListingsItemMfnQuantityChange.json", Platform::AmazonEventBridge, "", EntityKind::InventoryItem),
    (
        "amazon/ListingsItemStatusChangeNotification.json",
        Platform::AmazonEventBridge,
        "",
        EntityKind::Listing,
    ),
    ("amazon/ReportProcessingFinishedNotification.json", Platform::AmazonEventBridge, "", EntityKind::Report),
    ("paypal/event-0.json", Platform::Paypal, "", EntityKind::Payment),
    (
        "adobe/sample-event.json",
        Platform::AdobeIoEvents,
        "com.adobe.commerce.observer.catalog_product_save_after",
        EntityKind::Product,
    ),
];

#[test]
fn of_what_platforms_publish() {
    let mut seen = 0;
    for (path, platform, topic, expected) in SAMPLES {
        let Some(sample) = published(&format!("payloads/{path}")) else { continue };
        let body = if platform == Platform::Shopify { inside(&sample) } else { sample };
        let headers =
            [("X-Shopify-Topic", topic), ("X-WC-Webhook-Topic", topic), ("x-adobe-event-code", topic)];
        let identity = about(platform, &headers, &body);
        let kind = identity.entity.as_ref().map(|entity| entity.kind);
        assert_eq!(kind, Some(expected), "{path}: {identity:?}");
        seen += 1;
    }
    if seen == 0 {
        eprintln!("skipped: what platforms published is not at hand");
    }
}
