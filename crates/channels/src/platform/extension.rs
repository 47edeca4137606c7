//! What Tradepost's own extensions send, for platforms that have no webhooks: Standard Webhooks whose `type` is a noun and a
//! verb in our words, and whose `data` is the platform's own resource. `docs/guide/extensions.md` describes them.

use crate::change::{AppChange, Change, Privacy, PrivacyRequest};
use crate::normalize::{Read, Topic};
use crate::reading::{Field, Reading, Unreadable};
use crate::{EntityKind, EntityRef};

/// What a platform's folder makes of a resource: of its noun, and its data.
pub(super) type Resource = fn(&str, &Field<'_>) -> Result<Vec<Change>, Unreadable>;

/// Reads the envelope, and what is the same for every platform: what is deleted, asked for, or taken out.
pub(super) fn normalize(topic: &Topic<'_>, resource: Resource) -> Read {
    let reading = Reading::of_json(topic.delivery.body)?;
    let changes = changes(&reading, resource)?;
    Ok((reading, changes))
}

fn changes(reading: &Reading, resource: Resource) -> Result<Vec<Change>, Unreadable> {
    let root = reading.root();
    // When it was sent, which the signature covers too, and by which version of the extension.
    root.keep_raw(&["timestamp", "version", "shop"]);
    let kind = root.at("type").text().unwrap_or_default();
    let (noun, verb) = kind.split_once('.').unwrap_or((&kind, ""));
    let data = root.at("data");
    let entity = match noun {
        "order" => Some(EntityKind::Order),
        "product" => Some(EntityKind::Product),
        "customer" => Some(EntityKind::Customer),
        _ => None,
    };
    match (noun, verb, entity) {
        (_, "deleted", Some(kind)) => {
            let id = data.at("id").required_id()?;
            data.keep_whole_raw();
            Ok(vec![Change::Deleted(EntityRef { kind, id })])
        }
        ("customer", "data_requested", _) => Ok(privacy(&data, PrivacyRequest::CustomerData)),
        ("customer", "redacted", _) => Ok(privacy(&data, PrivacyRequest::ForgetCustomer)),
        ("app", "installed", _) => Ok(app(&data, AppChange::Installed)),
        ("app", "uninstalled", _) => Ok(app(&data, AppChange::Uninstalled)),
        _ => resource(noun, &data),
    }
}

fn app(data: &Field<'_>, change: AppChange) -> Vec<Change> {
    // Which version of which shop software: it is for whoever looks for a fault.
    data.keep_whole_raw();
    vec![Change::App(change)]
}

fn privacy(data: &Field<'_>, request: PrivacyRequest) -> Vec<Change> {
    vec![Change::Privacy(Privacy {
        request,
        request_id: None,
        customer_ids: data.at("id").id().into_iter().collect(),
        email: data.at("email").text(),
        phone: data.at("phone").text(),
        order_ids: data.at("order_ids").items().iter().filter_map(Field::id).collect(),
    })]
}
