//! What Wix says.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::change::{
    AppChange, Change, Customer, Order, PaymentState, PrivacyRequest, Product, StockFigure,
};
use channels::{Delivery, EntityKind, Headers, Normalized, Platform, normalize};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::{Sent, time};

/// A token as Wix makes one; nobody verifies it here.
fn token(topic: &str, event: &Value) -> String {
    let message = json!({
        "eventType": topic, "instanceId": "i-1", "data": event.to_string(),
        "identity": json!({"identityType": "WIX_USER", "wixUserId": "u-1"}).to_string()
    });
    let claims = json!({"data": message.to_string(), "iat": 1_795_248_000, "exp": 1_795_251_600});
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.AAAA", encode(&json!({"alg": "RS256"})), encode(&claims))
}

fn read(topic: &str, event: &Value) -> Normalized {
    let headers = Headers::new();
    let token = token(topic, event);
    let received_at = time("2026-11-21T08:00:00Z");
    let delivery = Delivery { headers: &headers, body: token.as_bytes(), url: None, received_at };
    let normalized = normalize(Platform::Wix, &delivery).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0], "{topic}");
    normalized
}

/// An event of the newer kind.
fn event(fqdn: &str, slug: &str, happened: &Value) -> Value {
    let mut event = json!({
        "id": "e-1", "entityFqdn": fqdn, "slug": slug, "entityId": "x-1", "eventTime": "2026-11-21T08:00:00.123Z",
        "triggeredByAnonymizeRequest": false, "originatedFrom": "", "entityEventSequence": "4"
    });
    event.as_object_mut().unwrap().extend(happened.as_object().unwrap().clone());
    event
}

fn one(normalized: &Normalized) -> &Change {
    let [change] = normalized.changes.as_slice() else { panic!("{normalized:?}") };
    change
}

fn amount(amount: &str) -> Value {
    json!({"amount": amount, "formattedAmount": format!("€{amount}")})
}

fn an_address() -> Value {
    json!({
        "address": {
            "country": "DE", "subdivision": "DE-BE", "city": "Berlin", "postalCode": "10115",
            "streetAddress": {"number": "1", "name": "Chausseestraße"}, "addressLine2": "3rd floor",
            "geocode": {"latitude": 52.5, "longitude": 13.4}, "countryFullname": "Germany"
        },
        "contactDetails": {"firstName": "Ada", "lastName": "Byron", "phone": "+49301234", "company": "Engines"}
    })
}

fn an_order() -> Value {
    json!({
        "id": "o-1", "number": 10_042, "createdDate": "2026-11-21T07:00:00Z", "updatedDate": "2026-11-21T07:30:00Z",
        "lineItems": [{
            "id": "l-1", "productName": {"original": "Lamp", "translated": "Lampe"},
            "catalogReference": {"catalogItemId": "p-1", "appId": "215238eb-22a5-4c36-9e7b-e7c08025e04e",
                "options": {"variantId": "v-1", "options": {"Color": "Red"}}},
            "quantity": 3, "totalDiscount": amount("1.00"),
            "descriptionLines": [
                {"name": {"original": "Size"}, "plainText": {"original": "Large", "translated": "Groß"}},
                {"name": {"original": "Color"}, "colorInfo": {"original": "Red", "code": "#f00"}}
            ],
            "image": {"url": "https://static.wixstatic.com/media/1.jpg"},
            "physicalProperties": {"weight": 0.25, "sku": "LAMP-1", "shippable": true},
            "itemType": {"preset": "PHYSICAL"}, "price": amount("6.33"), "priceBeforeDiscounts": amount("6.66"),
            "totalPriceBeforeTax": amount("18.99"), "totalPriceAfterTax": amount("22.60"),
            "lineItemPrice": amount("18.99"), "paymentOption": "FULL_PAYMENT_ONLINE",
            "taxInfo": {"taxAmount": amount("3.61"), "taxableAmount": amount("18.99"), "taxRate": "0.19",
                "taxIncludedInPrice": false, "taxBreakdown": []}
        }],
        "buyerInfo": {"contactId": "c-1", "email": "ada@shop.example", "visitorId": "v"},
        "paymentStatus": "PAID", "fulfillmentStatus": "NOT_FULFILLED", "status": "APPROVED",
        "buyerLanguage": "de", "siteLanguage": "en", "weightUnit": "KG", "currency": "EUR",
        "taxIncludedInPrices": false,
        "priceSummary": {"subtotal": amount("19.99"), "shipping": amount("5.00"), "tax": amount("4.56"),
            "discount": amount("1.00"), "total": amount("29.55"), "totalAdditionalFees": amount("1.00")},
        "billingInfo": an_address(),
        "shippingInfo": {"carrierId": "a", "code": "std", "title": "Standard", "cost": {
            "price": amount("5.00"), "totalPriceBeforeTax": amount("5.00"), "totalPriceAfterTax": amount("5.95"),
            "taxInfo": {"taxAmount": amount("0.95"), "taxRate": "0.19"}, "discount": amount("0.00")
        }, "logistics": {"deliveryTime": "3 days", "shippingDestination": an_address()}, "region": {"name": "EU"}},
        "additionalFees": [{"id": "f-1", "code": "wrap", "name": "Gift wrap", "price": amount("1.00"),
            "priceBeforeTax": amount("1.00"), "priceAfterTax": amount("1.00"), "lineItemIds": []}],
        "buyerNote": "Ring twice", "archived": false, "taxInfo": {"totalTax": amount("4.56")},
        "appliedDiscounts": [], "activities": [{"createdDate": "2026-11-21T07:00:00Z", "activityType": "ORDER_PLACED"}],
        "attributionSource": "UNSPECIFIED", "createdBy": {"visitorId": "v"}, "channelInfo": {"type": "WEB"},
        "seenByAHuman": false, "checkoutId": "k", "purchaseFlowId": "k", "customFields": [],
        "balanceSummary": {"balance": amount("0.00"), "paid": amount("29.55"), "refunded": amount("0.00")},
        "extendedFields": {"namespaces": {}}, "tags": {"tags": {"tagIds": []}}
    })
}

fn order_of(entity: &Value) -> Order {
    let normalized = read(
        "wix.ecom.v1.order_updated",
        &event(
            "wix.ecom.v1.order",
            "updated",
            &json!({"updatedEvent": {"currentEntityAsJson": entity.to_string(), "modifiedFields": {"number": "1"}}}),
        ),
    );
    let Change::Order(order) = one(&normalized) else { panic!("{normalized:?}") };
    order.clone()
}

#[test]
fn an_order_is_read_to_the_last_cent() {
    let order = order_of(&an_order());
    assert_eq!(order.name.as_deref(), Some("10042"));
    assert_eq!(order.charged(), order.total.unwrap());
    let lines = order.lines.unwrap();
    let line = &lines[0];
    assert_eq!((line.subtotal.to_string().as_str(), line.discount.to_string().as_str()), ("19.99", "1.00"));
    assert_eq!(
        (line.tax.to_string().as_str(), line.tax_percent.unwrap().to_string()),
        ("3.61", "19".to_owned())
    );
    assert_eq!((line.item.variant_id.as_deref(), line.item.sku.as_deref()), (Some("v-1"), Some("LAMP-1")));
    assert_eq!((line.variant_title.as_deref(), line.weight_g), (Some("Large, Red"), Some(250)));
    assert_eq!((lines[1].title.as_str(), lines[1].requires_shipping), ("Gift wrap", Some(false)));
    assert_eq!(order.payment_state, Some(PaymentState::Paid));
    assert_eq!(
        (order.buyer.customer_id.as_deref(), order.buyer.name.as_deref()),
        (Some("c-1"), Some("Ada Byron"))
    );
    let address = order.shipping_address.unwrap();
    assert_eq!(address.line1.as_deref(), Some("Chausseestraße 1"));
    assert_eq!((address.region.as_deref(), address.country.as_deref()), (Some("DE-BE"), Some("DE")));
    assert_eq!(order.updated_at, Some(time("2026-11-21T07:30:00Z")));
}

#[test]
fn an_action_holds_its_order_one_level_down() {
    let happened = json!({"actionEvent": {"body": {"order": an_order()}}});
    let normalized = read("wix.ecom.v1.order_approved", &event("wix.ecom.v1.order", "approved", &happened));
    assert!(matches!(one(&normalized), Change::Order(order) if order.external_id == "o-1"));
}

#[test]
fn an_order_that_is_called_off_or_only_begun() {
    let mut entity = an_order();
    entity["status"] = json!("CANCELED");
    assert_eq!(order_of(&entity).cancelled.unwrap().at, Some(time("2026-11-21T07:30:00Z")));
    entity["status"] = json!("INITIALIZED");
    let happened = json!({"createdEvent": {"entity": entity}});
    let begun = read("wix.ecom.v1.order_created", &event("wix.ecom.v1.order", "created", &happened));
    assert!(begun.changes.is_empty());
}

#[test]
fn an_event_without_the_thing_asks_for_it() {
    let sent = Sent::read("wix");
    let normalized = normalize(Platform::Wix, &sent.delivery()).unwrap();
    let Change::Fetch(entity) = one(&normalized) else { panic!("{normalized:?}") };
    assert_eq!(
        (entity.kind, entity.id.as_str()),
        (EntityKind::Order, "9a1e0f7c-1111-4222-8333-944455566677")
    );
    let happened = json!({"actionEvent": {"bodyAsJson": "{\"refund\": {}}"}});
    let paid = event("wix.ecom.v1.order_transactions", "updated", &happened);
    let normalized = read("wix.ecom.v1.order_transactions_updated", &paid);
    assert!(matches!(one(&normalized), Change::Fetch(entity) if entity.kind == EntityKind::Order));
}

fn product_of(entity: &Value) -> Product {
    let happened = json!({"createdEvent": {"entityAsJson": entity.to_string()}});
    let created = event("wix.stores.catalog.v3.product", "created", &happened);
    let normalized = read("wix.stores.catalog.v3.product_created", &created);
    let Change::Product(product) = one(&normalized) else { panic!("{normalized:?}") };
    product.clone()
}

#[test]
fn a_product_has_its_prices_with_its_variants() {
    let product = product_of(&json!({
        "id": "p-1", "revision": "3", "createdDate": "2026-11-20T07:00:00Z", "updatedDate": "2026-11-21T07:00:00Z",
        "name": "Lamp", "slug": "lamp", "visible": true, "productType": "PHYSICAL", "currency": "EUR",
        "plainDescription": "<p>Bright</p>", "brand": {"id": "b", "name": "Engines"},
        "media": {"main": {"id": "m"}, "itemsInfo": {"items": [
            {"id": "m", "image": {"url": "https://static.wixstatic.com/1.jpg"}, "altText": "A lamp", "mediaType": "IMAGE"},
            {"id": "n", "video": {"id": "v"}, "mediaType": "VIDEO"}
        ]}},
        "options": [{"id": "opt", "name": "Color", "optionRenderType": "SWATCH_CHOICES", "key": "Color",
            "choicesSettings": {"choices": [{"choiceId": "red", "name": "Red", "colorCode": "#f00"}]}}],
        "physicalProperties": {"weightMeasurementUnitInfo": {"weightMeasurementUnit": "LB"}},
        "actualPriceRange": {"minValue": {"amount": "19.99"}},
        "variantsInfo": {"variants": [{
            "id": "v-1", "visible": true, "sku": "LAMP-1", "barcode": "4006381333931",
            "choices": [{"optionChoiceIds": {"optionId": "opt", "choiceId": "red"}}],
            "price": {"actualPrice": amount("19.99"), "compareAtPrice": amount("24.99")},
            "revenueDetails": {"cost": amount("7.50"), "profit": amount("12.49"), "profitMargin": 0.62},
            "inventoryStatus": {"inStock": true, "preorderEnabled": false},
            "physicalProperties": {"weight": 2}
        }]}
    }));
    assert_eq!(
        (product.vendor.as_deref(), product.description.as_deref()),
        (Some("Engines"), Some("<p>Bright</p>"))
    );
    assert_eq!(product.options, ["Color"]);
    assert_eq!(product.images.unwrap().len(), 1);
    let variants = product.variants.unwrap();
    let variant = &variants[0];
    assert_eq!(variant.options, ["Red"]);
    assert_eq!(variant.price.unwrap().to_string(), "19.99");
    assert_eq!((variant.unit_cost.unwrap().to_string().as_str(), variant.weight_g), ("7.50", Some(907)));
    assert_eq!((variant.requires_shipping, variant.backorder), (Some(true), Some(false)));
}

#[test]
fn stock_is_told_per_place_or_per_variant() {
    let entity = json!({
        "id": "inv-1", "revision": "3", "createdDate": "2026-11-20T07:00:00Z", "updatedDate": "2026-11-21T07:00:00Z",
        "variantId": "v-1", "locationId": "loc-1", "productId": "p-1", "quantity": -2, "trackQuantity": true,
        "availabilityStatus": "OUT_OF_STOCK", "preorderInfo": {"enabled": false},
        "product": {"name": "Lamp", "directCategoryIds": [], "variantName": "Red", "variantSku": "LAMP-1", "variantVisible": true}
    });
    let fqdn = "wix.stores.catalog.v3.inventory_item";
    let happened =
        json!({"actionEvent": {"body": {"currentEntity": entity, "reason": "ORDER", "appId": "a"}}});
    let normalized = read("x", &event(fqdn, "updated_with_reason", &happened));
    let Change::Stock(stock) = one(&normalized) else { panic!("{normalized:?}") };
    assert_eq!((stock.figure, stock.location_id.as_deref()), (StockFigure::Available(-2), Some("loc-1")));
    assert_eq!(
        (stock.item.sku.as_deref(), stock.item.inventory_id.as_deref()),
        (Some("LAMP-1"), Some("inv-1"))
    );

    let legacy = |variants: Value| {
        read(
            "com.wix.ecommerce.inventory.api.v1.InventoryVariantsChanged",
            &json!({"inventoryItemId": "inv-1", "productId": "p-1", "variants": variants,
                "updatedDate": "2026-11-21T07:00:00Z", "externalId": "p-1"}),
        )
    };
    let only = "00000000-0000-0000-0000-000000000000";
    let normalized = legacy(
        json!([{"id": only, "oldValue": {"quantity": 7, "inStock": true}, "newValue": {"quantity": 3, "inStock": true}}]),
    );
    let Change::Stock(stock) = one(&normalized) else { panic!("{normalized:?}") };
    assert_eq!((stock.figure, stock.item.variant_id.as_deref()), (StockFigure::Available(3), None));
    let uncounted =
        legacy(json!([{"id": "v-1", "oldValue": {"inStock": true}, "newValue": {"inStock": false}}]));
    assert!(matches!(one(&uncounted), Change::Fetch(entity) if entity.id == "inv-1"));
}

#[test]
fn older_events_name_what_is_to_be_asked_for() {
    for (topic, data, kind, id) in [
        (
            "com.wix.ecommerce.catalog.api.v1.ProductChanged",
            json!({"productId": "p-1", "changedFields": ["priceData"], "originatedFromVersion": "V1_CATALOG"}),
            EntityKind::Product,
            "p-1",
        ),
        (
            "com.wix.ecommerce.catalog.api.v1.VariantsChanged",
            json!({"productId": "p-1", "variants": [{"variantId": "v", "choices": {}, "changedFields": ["price"]}]}),
            EntityKind::Product,
            "p-1",
        ),
        (
            "com.wix.ecommerce.orders.api.v2.OrderEvent",
            json!({"orderId": "o-1", "number": "1", "totals": {"total": "1"}}),
            EntityKind::Order,
            "o-1",
        ),
    ] {
        let normalized = read(topic, &data);
        let Change::Fetch(entity) = one(&normalized) else { panic!("{topic}: {normalized:?}") };
        assert_eq!((entity.kind, entity.id.as_str()), (kind, id), "{topic}");
    }
    let gone = read("com.wix.ecommerce.catalog.api.v1.ProductDeleted", &json!({"productId": "p-1"}));
    assert!(matches!(one(&gone), Change::Deleted(entity) if entity.id == "p-1"));
    let gone =
        event("wix.stores.catalog.v3.product", "deleted", &json!({"deletedEvent": {"movedToTrash": false}}));
    assert!(matches!(one(&read("x", &gone)), Change::Deleted(entity) if entity.id == "x-1"));
}

#[test]
fn a_contact_is_a_customer() {
    let entity = json!({
        "id": "c-1", "revision": 2, "createdDate": "2026-11-20T07:00:00Z", "updatedDate": "2026-11-21T07:00:00Z",
        "source": {"sourceType": "OTHER"}, "lastActivity": {"activityType": "GENERAL"},
        "primaryInfo": {"email": "ada@shop.example", "phone": "+49301234"},
        "info": {
            "name": {"first": "Ada", "last": "Byron"}, "company": "Engines", "locale": "en-us",
            "emails": {"items": [{"id": "1", "tag": "HOME", "email": "ada@shop.example", "primary": true}]},
            "phones": {"items": [{"id": "1", "tag": "MOBILE", "phone": "0301234", "e164Phone": "+49301234", "primary": true}]},
            "addresses": {"items": [{"id": "1", "tag": "SHIPPING", "address": an_address()["address"]}]},
            "labelKeys": {"items": ["custom.vip"]}, "jobTitle": "Countess"
        },
        "primaryEmail": {"email": "ada@shop.example", "subscriptionStatus": "SUBSCRIBED", "deliverabilityStatus": "VALID"}
    });
    let happened = json!({"updatedEvent": {"currentEntity": entity}});
    let normalized =
        read("wix.contacts.v4.contact_updated", &event("wix.contacts.v4.contact", "updated", &happened));
    let Change::Customer(Customer { name, language, accepts_marketing, addresses, .. }) = one(&normalized)
    else {
        panic!("{normalized:?}")
    };
    assert_eq!(name.as_deref(), Some("Ada Byron"));
    assert_eq!(language.as_ref().unwrap().as_str(), "en-US");
    assert_eq!((*accepts_marketing, addresses.as_ref().unwrap().len()), (Some(true), 1));
}

#[test]
fn apps_come_and_go_and_people_want_to_be_forgotten() {
    let app = |topic: &str| read(topic, &json!({"appId": "a", "originInstanceId": "i"})).changes;
    assert_eq!(app("AppInstalled"), [Change::App(AppChange::Installed)]);
    assert_eq!(app("AppRemoved"), [Change::App(AppChange::Uninstalled)]);

    let mut anonymized =
        event("wix.ecom.v1.order", "updated", &json!({"updatedEvent": {"currentEntity": an_order()}}));
    anonymized["triggeredByAnonymizeRequest"] = json!(true);
    let normalized = read("wix.ecom.v1.order_updated", &anonymized);
    let Change::Privacy(privacy) = one(&normalized) else { panic!("{normalized:?}") };
    assert_eq!(privacy.request, PrivacyRequest::ForgetCustomer);
    assert_eq!(
        (privacy.customer_ids.as_slice(), privacy.order_ids.as_slice()),
        (&["c-1".to_owned()][..], &["x-1".to_owned()][..])
    );
}

proptest! {
    /// Whatever Wix charges is what the parts come to, whether its prices have their tax in them or not.
    #[test]
    fn every_order_adds_up(
        lines in prop::collection::vec((1_i64..9, 1_i64..100_000, 0_i64..50, 0_i64..25), 1..6),
        (way, way_off) in (0_i64..3_000, 0_i64..100), fee in 0_i64..500, includes_tax: bool
    ) {
        let money = |minor: i64| json!({"amount": Decimal::new(minor, 2).to_string()});
        let mut entity = an_order();
        let (mut sum, mut taxes) = (0, 0);
        let mut charge = |net: i64, percent: i64| {
            let tax = (net * percent + 50) / 100;
            taxes += tax;
            sum += if includes_tax { net + tax } else { net };
            tax
        };
        let items: Vec<Value> = lines.iter().map(|(quantity, each, off, percent)| {
            let discount = quantity * each * off / 100;
            let net = quantity * each - discount;
            let tax = charge(net, *percent);
            json!({
                "id": "l", "productName": {"original": "Lamp"}, "quantity": quantity, "totalDiscount": money(discount),
                "price": money(net / quantity), "totalPriceBeforeTax": money(net), "totalPriceAfterTax": money(net + tax),
                "taxInfo": {"taxAmount": money(tax), "taxRate": Decimal::new(*percent, 2).to_string()}
            })
        }).collect();
        let off = way * way_off / 100;
        charge(way - off, 0);
        charge(fee, 0);
        let total = if includes_tax { sum } else { sum + taxes };
        entity["lineItems"] = json!(items);
        entity["taxIncludedInPrices"] = json!(includes_tax);
        entity["shippingInfo"]["cost"] = json!({"price": money(way), "discount": money(off),
            "totalPriceBeforeTax": money(way - off), "totalPriceAfterTax": money(way - off)});
        entity["additionalFees"] = json!([{"id": "f", "name": "Fee", "price": money(fee),
            "priceBeforeTax": money(fee), "priceAfterTax": money(fee)}]);
        entity["priceSummary"] = json!({"tax": money(taxes), "total": money(total)});
        let order = order_of(&entity);
        prop_assert_eq!(order.charged(), order.total.unwrap());
    }
}
