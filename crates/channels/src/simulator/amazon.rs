//! What Amazon says, through EventBridge.

use serde_json::{Value, json};

use super::draw::Draw;

pub(super) const TOPICS: &[&str] =
    &["LISTINGS_ITEM_MFN_QUANTITY_CHANGE", "LISTINGS_ITEM_STATUS_CHANGE", "LISTINGS_ITEM_ISSUES_CHANGE"];

/// An event, with the notification as its detail.
pub(super) fn payload(topic: &str, draw: &mut Draw<'_>) -> Value {
    let good = draw.good();
    let sku = &good.sku;
    let asin = format!("B0{:08X}", super::draw::id_of(sku));
    let count = draw.below(200);
    let mut payload = json!({"SellerId": "A3TH9S8BH6GOGM", "Sku": sku});
    let more = match topic {
        "LISTINGS_ITEM_MFN_QUANTITY_CHANGE" => {
            json!({"FulfillmentChannelCode": "DEFAULT", "Quantity": count})
        }
        "LISTINGS_ITEM_STATUS_CHANGE" => {
            let status = if count.rem_euclid(4) == 0 {
                json!(["DISCOVERABLE"])
            } else {
                json!(["BUYABLE", "DISCOVERABLE"])
            };
            json!({"MarketplaceId": "A1PA6795UKMFR9", "Asin": asin, "CreatedDate": draw.before(86_400), "Status": status})
        }
        _ => json!({
            "MarketplaceId": "A1PA6795UKMFR9", "Asin": asin, "Severities": ["WARNING"],
            "EnforcementActions": ["SEARCH_SUPPRESSED"]
        }),
    };
    if let (Some(payload), Value::Object(more)) = (payload.as_object_mut(), more) {
        payload.extend(more);
    }
    let (id, now) = (format!("sim-{:016x}", draw.number()), draw.before(0));
    json!({
        "version": "0", "id": id, "detail-type": topic, "source": "aws.partner/sellingpartnerapi.amazon.com",
        "account": "123456789012", "time": now, "region": "eu-west-1", "resources": [],
        "detail": {
            "NotificationVersion": "1.0", "NotificationType": topic, "PayloadVersion": "1.0", "EventTime": now,
            "Payload": payload,
            "NotificationMetadata": {
                "ApplicationId": "amzn1.sellerapps.app.simulated", "SubscriptionId": "simulated", "PublishTime": now,
                "NotificationId": id
            }
        }
    })
}
