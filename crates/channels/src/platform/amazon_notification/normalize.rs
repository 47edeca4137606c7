//! What a notification of Amazon's Selling Partner API says.
//!
//! Names are taken from the schemas that Amazon publishes (amzn/selling-partner-api-models, `schemas/notifications`), in any
//! case, because older types have `Payload` and `SellerSKU` where newer ones have `payload` and `sku`.

mod listing;
mod order;
mod stock;

use crate::change::Change;
use crate::normalize::Read;
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// What a notification says, that stands anywhere in a body.
pub(in crate::platform) fn normalize(reading: Reading, at: &[&str]) -> Read {
    let changes = changes(&reading.root().under(at))?;
    Ok((reading, changes))
}

fn changes(notification: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let topic = notification.named("NotificationType").text().unwrap_or_default();
    let payload = Payload::of(notification, &topic);
    let changes = match topic.as_str() {
        "ORDER_CHANGE" => order::changed(&payload)?,
        "LISTINGS_ITEM_MFN_QUANTITY_CHANGE" => stock::of_merchant(&payload)?,
        "FBA_INVENTORY_AVAILABILITY_CHANGES" => stock::of_amazon(&payload)?,
        "ITEM_INVENTORY_EVENT_CHANGE" => stock::per_hour(&payload)?,
        "LISTINGS_ITEM_STATUS_CHANGE" => listing::status(&payload),
        "LISTINGS_ITEM_ISSUES_CHANGE" => listing::issues(&payload),
        "BRANDED_ITEM_CONTENT_CHANGE" => listing::content(&payload)?,
        "REPORT_PROCESSING_FINISHED" => finished(&payload, "reportId")?,
        "FEED_PROCESSING_FINISHED" => finished(&payload, "feedId")?,
        _ => return Ok(Vec::new()),
    };
    // The envelope: who is told, by which subscription, in which version. `identify` reads of it what counts.
    keep(notification, &["NotificationVersion", "PayloadVersion", "NotificationMetadata"]);
    // Whose account it is follows from the inbox that it came to.
    keep(&payload.body, &["SellerId", "AccountId"]);
    Ok(changes)
}

/// The payload, out of the object that some types put it into, and when it happened.
struct Payload<'r> {
    body: Field<'r>,
    event_time: Field<'r>,
}

impl<'r> Payload<'r> {
    fn of(notification: &Field<'r>, topic: &str) -> Self {
        let payload = notification.named("Payload");
        let wrapper = match topic {
            "ORDER_CHANGE" => Some("OrderChangeNotification"),
            "REPORT_PROCESSING_FINISHED" => Some("ReportProcessingFinishedNotification"),
            "FEED_PROCESSING_FINISHED" => Some("FeedProcessingFinishedNotification"),
            _ => None,
        };
        let inner = wrapper.map(|name| payload.named(name)).filter(Field::is_there);
        Self { body: inner.unwrap_or(payload), event_time: notification.named("EventTime") }
    }

    fn named(&self, name: &str) -> Field<'r> {
        self.body.named(name)
    }
}

/// A report that is ready can be fetched; one that failed or was called off has nothing in it.
fn finished(payload: &Payload<'_>, id: &str) -> Result<Vec<Change>, Unreadable> {
    let id = payload.named(id).required_id()?;
    let is_ready = payload.named("processingStatus").text().as_deref() == Some("DONE");
    payload.event_time.note();
    // They are asked for by the id, which answers with the document's.
    keep(&payload.body, &["reportType", "reportDocumentId", "feedType", "resultFeedDocumentId"]);
    let report = EntityRef { kind: EntityKind::Report, id };
    Ok(if is_ready { vec![Change::Fetch(report)] } else { Vec::new() })
}

/// Keeps members in the raw body only, whichever letters their names are in.
fn keep(field: &Field<'_>, names: &[&str]) {
    for name in names {
        field.named(name).keep_whole_raw();
    }
}
