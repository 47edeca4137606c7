//! What a token of Wix carries: JSON as text, in JSON as text, in its claims.

use serde_json::Value;

use super::token::Token;
use crate::body::json;

/// The members in which an event holds the thing, as text or not, by what happened to it.
const ENTITIES: [(&str, [&str; 2]); 4] = [
    ("createdEvent", ["entityAsJson", "entity"]),
    ("updatedEvent", ["currentEntityAsJson", "currentEntity"]),
    ("deletedEvent", ["deletedEntityAsJson", "deletedEntity"]),
    ("actionEvent", ["bodyAsJson", "body"]),
];

/// The claims of a token, with all that is text in them made a tree: `data` is the message, its `data` the event.
pub(super) fn unfolded(body: &[u8]) -> Option<Value> {
    let mut claims = Token::read(body)?.claims;
    unfold(&mut claims, "data");
    if let Some(message) = claims.get_mut("data") {
        unfold(message, "data");
        unfold(message, "identity");
        for (happened, names) in ENTITIES {
            let holder = message.get_mut("data").and_then(|event| event.get_mut(happened));
            let Some(holder) = holder else { continue };
            for name in names {
                unfold(holder, name);
            }
        }
    }
    Some(claims)
}

/// Makes a tree of a member that is JSON as text; what is none stays as it is.
fn unfold(holder: &mut Value, name: &str) {
    let Some(member) = holder.get_mut(name) else { return };
    let tree = member.as_str().map(|text| json(text.as_bytes()));
    if let Some(tree @ (Value::Object(_) | Value::Array(_))) = tree {
        *member = tree;
    }
}

/// Where the thing itself stands in an event, if it does.
pub(super) fn entity_path(event: &Value) -> Option<[&'static str; 2]> {
    let found = ENTITIES.iter().flat_map(|(happened, names)| names.map(|name| [*happened, name]));
    found.into_iter().find(|[happened, name]| {
        event.get(happened).and_then(|holder| holder.get(name)).is_some_and(Value::is_object)
    })
}
