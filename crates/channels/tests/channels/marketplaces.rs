//! What Amazon and eBay say, beyond the bodies that they publish.

use channels::change::{AppChange, Change, Order, PaymentState, PrivacyRequest, StockFigure};
use channels::{Delivery, EntityKind, Headers, Normalized, Platform, normalize};
use serde_json::{Value, json};

use crate::support::{Sent, time};

fn read(platform: Platform, body: &Value) -> Normalized {
    let headers = Headers::new();
    let body = body.to_string();
    let received_at = time("2026-11-21T08:00:00Z");
    let delivery = Delivery { headers: &headers, body: body.as_bytes(), url: None, received_at };
    let normalized = normalize(platform, &delivery).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0], "{body}");
    normalized
}

fn amazon(topic: &str, payload: &Value) -> Vec<Change> {
    let body = json!({
        "NotificationVersion": "1.0", "NotificationType": topic, "PayloadVersion": "1.0",
        "EventTime": "2026-11-21T07:00:00Z", "Payload": payload,
        "NotificationMetadata": {"ApplicationId": "1", "SubscriptionId": "2", "PublishTime": "3", "NotificationId": "4"}
    });
    read(Platform::AmazonEventBridge, &body).changes
}

fn ebay(topic: &str, data: &Value) -> Vec<Change> {
    let body = json!({
        "metadata": {"topic": topic, "schemaVersion": "1.0", "deprecated": false},
        "notification": {
            "notificationId": "n-1", "eventDate": "2026-11-21T07:00:00.000Z",
            "publishDate": "2026-11-21T07:00:01.000Z", "publishAttemptCount": 1, "data": data
        }
    });
    read(Platform::Ebay, &body).changes
}

fn order_of(status: &str) -> Order {
    let changes = amazon(
        "ORDER_CHANGE",
        &json!({"OrderChangeNotification": {
            "NotificationLevel": "OrderLevel", "SellerId": "A", "AmazonOrderId": "903-1", "OrderChangeType": "x",
            "OrderChangeTrigger": {"TimeOfOrderChange": null, "ChangeReason": "Buyer Requested Cancel"},
            "Summary": {"OrderStatus": status, "PurchaseDate": "2026-11-20T07:00:00Z", "OrderItems": [
                {"OrderItemId": "1", "SellerSKU": "A", "Quantity": 2, "QuantityShipped": 0}
            ]}
        }}),
    );
    let [Change::Order(order), Change::Fetch(entity)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((entity.kind, entity.id.as_str()), (EntityKind::Order, "903-1"));
    order.clone()
}

#[test]
fn amazon_tells_how_an_order_stands_and_no_money() {
    let order = order_of("Canceled");
    assert_eq!((order.total, order.currency, order.lines), (None, None, None));
    // Nobody says when it was changed, so it was when Amazon told us.
    let cancelled = order.cancelled.unwrap();
    assert_eq!(cancelled.at, Some(time("2026-11-21T07:00:00Z")));
    assert_eq!(cancelled.reason.as_deref(), Some("Buyer Requested Cancel"));
    let sent = order_of("Shipped");
    assert_eq!((sent.is_fulfilled, sent.payment_state), (Some(true), Some(PaymentState::Paid)));
    let waits = order_of("Unshipped");
    assert_eq!((waits.is_fulfilled, waits.payment_state), (Some(false), Some(PaymentState::Authorized)));
    assert_eq!(order_of("Unfulfillable").payment_state, None);
}

#[test]
fn amazon_counts_what_can_be_sold_per_marketplace() {
    let place = |marketplace: &str, fulfillable: i64| {
        json!({
            "MarketplaceId": marketplace, "ItemName": "Product Title", "FulfillmentInventory": {
                "InboundQuantityBreakdown": {"Working": 0, "Shipped": 5, "Receiving": 10},
                "Fulfillable": fulfillable, "Unfulfillable": 0, "Researching": 0,
                "ReservedQuantityBreakdown": {"WarehouseProcessing": 5, "WarehouseTransfer": 15, "PendingCustomerOrder": 10},
                "FutureSupplyBuyable": 10, "PendingCustomerOrderInTransit": 0
            }, "Stores": ["Low-Cost Store"]
        })
    };
    let changes = amazon(
        "FBA_INVENTORY_AVAILABILITY_CHANGES",
        &json!({
            "SellerId": "A", "FNSKU": "X001ABCDEF", "ASIN": "B00001ABCD", "SKU": "SELLERSKU-1",
            "FulfillmentInventoryByMarketplace": [place("ATVPDKIKX0DER", 50), place("A2EUQ1WTGCTBG2", 40)]
        }),
    );
    let told: Vec<_> = changes
        .iter()
        .map(|change| {
            let Change::Stock(stock) = change else { panic!("{change:?}") };
            assert_eq!(stock.item.sku.as_deref(), Some("SELLERSKU-1"));
            assert_eq!(stock.item.inventory_id.as_deref(), Some("X001ABCDEF"));
            (stock.location_id.as_deref().unwrap(), stock.figure)
        })
        .collect();
    assert_eq!(
        told,
        [("ATVPDKIKX0DER", StockFigure::Available(50)), ("A2EUQ1WTGCTBG2", StockFigure::Available(40))]
    );
}

#[test]
fn amazon_counts_per_hour_what_is_known_by_its_asin_alone() {
    let changes = amazon(
        "ITEM_INVENTORY_EVENT_CHANGE",
        &json!({"itemInventoryEventChanges": [{
            "accountId": "a", "marketplaceId": "ATVPDKIKX0DER", "startTime": "2026-02-07T15:00:00Z",
            "endTime": "2026-02-07T16:00:00Z", "asin": "B00032HE0O", "highlyAvailableInventory": 650
        }]}),
    );
    let [Change::Stock(stock)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(stock.item.product_id.as_deref(), Some("B00032HE0O"));
    assert_eq!(stock.figure, StockFigure::Available(650));
    assert_eq!(stock.updated_at, Some(time("2026-02-07T16:00:00Z")));
}

#[test]
fn amazon_tells_of_offers_and_of_what_is_wrong_with_them() {
    let listing = |topic: &str, payload: &Value| {
        let changes = amazon(topic, payload);
        let [Change::Listing(listing)] = changes.as_slice() else { panic!("{changes:?}") };
        listing.clone()
    };
    let base = json!({"SellerId": "A", "MarketplaceId": "M", "Asin": "B1", "Sku": "S1"});
    let with = |more: Value| {
        let mut all = base.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let listed = listing("LISTINGS_ITEM_STATUS_CHANGE", &with(json!({"Status": ["DISCOVERABLE"]})));
    assert_eq!(
        (listed.is_buyable, listed.status.as_slice()),
        (Some(false), &["DISCOVERABLE".to_owned()][..])
    );
    let warned = with(json!({"Severities": ["WARNING"], "EnforcementActions": ["SEARCH_SUPPRESSED"]}));
    assert_eq!(listing("LISTINGS_ITEM_ISSUES_CHANGE", &warned).is_buyable, None);
    let out = with(json!({"Severities": ["ERROR"], "EnforcementActions": ["LISTING_SUPPRESSED"]}));
    assert_eq!(listing("LISTINGS_ITEM_ISSUES_CHANGE", &out).is_buyable, Some(false));
}

#[test]
fn amazon_names_what_is_to_be_asked_for() {
    let fetched = |changes: Vec<Change>| match changes.as_slice() {
        [Change::Fetch(entity)] => Some((entity.kind, entity.id.clone())),
        _ => None,
    };
    let content =
        json!({"MarketplaceId": "M", "BrandName": "B", "Asin": "B1", "AttributesChanged": ["item_name"]});
    let content = amazon("BRANDED_ITEM_CONTENT_CHANGE", &content);
    assert_eq!(fetched(content), Some((EntityKind::Product, "B1".to_owned())));
    let feed = |status: &str| {
        amazon(
            "FEED_PROCESSING_FINISHED",
            &json!({"feedProcessingFinishedNotification": {
                "sellerId": "A", "feedId": "5", "feedType": "POST_PRODUCT_DATA", "processingStatus": status,
                "resultFeedDocumentId": "d"
            }}),
        )
    };
    assert_eq!(fetched(feed("DONE")), Some((EntityKind::Report, "5".to_owned())));
    assert!(feed("FATAL").is_empty());
}

#[test]
fn a_message_that_asks_for_confirmation_says_nothing() {
    let sent = Sent::read("amazon-sns-1");
    let normalized = normalize(Platform::AmazonSns, &sent.delivery()).unwrap();
    assert!(normalized.changes.is_empty());
}

#[test]
fn ebay_tells_of_offers() {
    let item = json!({
        "itemId": "110012345678", "listingMarketplaceId": "EBAY_DE", "categoryId": "1", "metaCategoryId": "2",
        "price": {"value": "19.99", "currency": "EUR"}
    });
    let changes = ebay("ITEM_PRICE_REVISION", &item);
    let [Change::Listing(listing)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(listing.item.product_id.as_deref(), Some("110012345678"));
    assert_eq!(listing.price.unwrap().to_string(), "19.99");
    assert_eq!(listing.updated_at, Some(time("2026-11-21T07:00:00Z")));
    for (word, is_buyable) in
        [("AVAILABLE", true), ("UNAVAILABLE", false), ("TEMPORARILY_UNAVAILABLE", false)]
    {
        let item = json!({"itemId": "1", "listingMarketplaceId": "EBAY_DE", "availability": word});
        let changes = ebay("ITEM_AVAILABILITY", &item);
        let [Change::Listing(listing)] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!(listing.is_buyable, Some(is_buyable), "{word}");
    }
}

#[test]
fn ebay_names_orders_and_people() {
    for topic in ["ORDER_CONFIRMATION", "ITEM_MARKED_SHIPPED"] {
        let changes = ebay(topic, &json!({"orderId": "14-00001-00001", "orderLineItemId": "1-2"}));
        let [Change::Fetch(entity)] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((entity.kind, entity.id.as_str()), (EntityKind::Order, "14-00001-00001"));
    }
    let revoked =
        ebay("AUTHORIZATION_REVOCATION", &json!({"username": "u", "userId": "1", "eiasToken": "t"}));
    assert_eq!(revoked, [Change::App(AppChange::Uninstalled)]);
    let sent = Sent::read("ebay");
    let normalized = normalize(Platform::Ebay, &sent.delivery()).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0]);
    let [Change::Privacy(privacy)] = normalized.changes.as_slice() else { panic!("{normalized:?}") };
    assert_eq!(privacy.request, PrivacyRequest::ForgetCustomer);
    assert_eq!(privacy.customer_ids[0], "ma8vp1jySJC");
    assert_eq!(privacy.customer_ids.len(), 3);
}

#[test]
fn a_topic_that_nobody_knows_says_nothing_and_all_of_it_is_left_over() {
    let headers = Headers::new();
    let body = br#"{"NotificationType": "PRICING_HEALTH", "Payload": {"a": 1}}"#;
    let delivery = Delivery { headers: &headers, body, url: None, received_at: time("2026-11-21T08:00:00Z") };
    let normalized = normalize(Platform::AmazonEventBridge, &delivery).unwrap();
    assert!(normalized.changes.is_empty());
    assert_eq!(normalized.coverage.unmapped, ["Payload.a"]);
}
