//! Payloads for those who may see deliveries and not customers: everything keeps its place, and what could tell who
//! somebody is does not stand there.
//!
//! What is shown is named here, rather than what is hidden: a field that nobody thought of stays hidden.

use serde_json::Value;

/// Stands where a text stood.
const MASK: &str = "•••";

/// The last words of the names of fields that tell nothing of a person.
const SHOWN: &[&str] = &[
    "id",
    "ids",
    "gid",
    "sku",
    "barcode",
    "status",
    "state",
    "currency",
    "at",
    "date",
    "time",
    "type",
    "kind",
    "topic",
    "price",
    "total",
    "subtotal",
    "amount",
    "tax",
    "discount",
    "quantity",
    "qty",
    "available",
    "version",
    "action",
    "event",
    "slug",
    "handle",
    "vendor",
    "unit",
    "grams",
    "weight",
    "rate",
    "source",
    "gateway",
    "locale",
    "language",
    "fqdn",
    "object",
    "livemode",
    "presentment",
    "position",
    "level",
    "count",
    "code",
    "key",
    "name_hash",
    "marketplace",
];
/// Words with which one of those does tell of a person.
const HIDDEN: &[&str] = &[
    "zip",
    "postal",
    "postcode",
    "country",
    "province",
    "region",
    "discount_code",
    "ip",
    "device",
    "token",
    "birth",
    "customer",
    "buyer",
    "card",
    "latitude",
    "longitude",
    "email",
    "phone",
    "tax_code",
    "vat",
];

/// The payload without what could tell who somebody is.
pub(super) fn masked(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let value = match value {
                        Value::String(text) if !is_shown(&name) => masked_text(&text),
                        Value::Number(_) if is_hidden(&name) => Value::from(MASK),
                        Value::Array(items) if items.iter().all(Value::is_string) && !is_shown(&name) => {
                            items.iter().map(|_| Value::from(MASK)).collect()
                        }
                        other => masked(other),
                    };
                    (name, value)
                })
                .collect(),
        ),
        Value::Array(items) => items.into_iter().map(masked).collect(),
        other => other,
    }
}

/// Some platforms put JSON into a text within their JSON.
fn masked_text(text: &str) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(inner @ (Value::Object(_) | Value::Array(_))) => Value::from(masked(inner).to_string()),
        _ if text.is_empty() => Value::from(""),
        _ => Value::from(MASK),
    }
}

fn is_shown(name: &str) -> bool {
    let words = words(name);
    !is_hidden(name) && words.last().is_some_and(|last| SHOWN.contains(&last.as_str()))
}

fn is_hidden(name: &str) -> bool {
    let words = words(name);
    // The id of a customer is no secret: it is how deliveries about the same one are found.
    if words.last().is_some_and(|last| last == "id") {
        return false;
    }
    let whole = words.join("_");
    HIDDEN.iter().any(|hidden| words.iter().any(|word| word == hidden) || whole == *hidden)
}

/// `lineItemId`, `line-item-id` and `line_item_id` in small words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_small = false;
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before_is_small;
        if (!letter.is_alphanumeric() || begins) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase() || letter.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::masked;

    #[test]
    fn persons_are_hidden_and_things_are_shown() {
        let order = json!({
            "id": 820, "name": "#1001", "email": "jo@example.com", "currency": "EUR", "total_price": "12.00",
            "customer": {"id": 7, "first_name": "Jo", "phone": "+49 30 1"},
            "shipping_address": {"address1": "Weg 1", "zip": "10115", "country_code": "DE", "latitude": 52.5},
            "line_items": [{"sku": "FJ-M", "quantity": 2, "title": "Fjell"}], "tags": ["Jo", "vip"],
            "createdAt": "2026-01-01T00:00:00Z", "confirmationEmail": "x@example.com", "zip": 10115,
            "data": "{\"buyerNote\":\"ring twice\",\"orderId\":\"9\"}",
        });
        assert_eq!(
            masked(order),
            json!({
                "id": 820, "name": "•••", "email": "•••", "currency": "EUR", "total_price": "12.00",
                "customer": {"id": 7, "first_name": "•••", "phone": "•••"},
                "shipping_address": {"address1": "•••", "zip": "•••", "country_code": "•••", "latitude": "•••"},
                "line_items": [{"sku": "FJ-M", "quantity": 2, "title": "•••"}], "tags": ["•••", "•••"],
                "createdAt": "2026-01-01T00:00:00Z", "confirmationEmail": "•••", "zip": "•••",
                "data": "{\"buyerNote\":\"•••\",\"orderId\":\"9\"}",
            })
        );
    }
}
