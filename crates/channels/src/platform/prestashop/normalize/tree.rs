//! XML of the webservice as the tree that its JSON has.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

use crate::reading::Unreadable;

/// Deeper is nobody's webservice.
const DEPTH_MAX: usize = 32;

/// An element that is still open.
#[derive(Default)]
struct Open {
    name: String,
    /// Of a text in several languages, the language's number.
    id: Option<String>,
    members: Map<String, Value>,
    text: String,
}

/// The document as objects and texts: an element that holds elements is an object, several of one name are a list, and
/// any other is its text. References to entities of the sender's own are refused with the rest of what is no XML.
pub(super) fn of_xml(bytes: &[u8]) -> Result<Value, Unreadable> {
    let broken = |what: &dyn std::fmt::Display| Unreadable {
        field: String::new(),
        detail: format!("The body is no XML of PrestaShop: {what}."),
    };
    let text = str::from_utf8(bytes).map_err(|error| broken(&error))?;
    let mut reader = Reader::from_str(text);
    let mut open = vec![Open::default()];
    loop {
        let event = reader.read_event().map_err(|error| broken(&error))?;
        let depth = open.len();
        let top = open.last_mut().ok_or_else(|| broken(&"it ends too often"))?;
        match event {
            Event::Start(_) if depth > DEPTH_MAX => return Err(broken(&"it is nested too deep")),
            Event::Start(start) => open.push(opened(&start).map_err(|error| broken(&error))?),
            Event::Empty(start) => {
                let element = opened(&start).map_err(|error| broken(&error))?;
                close(top, element);
            }
            Event::End(_) => {
                let element = open.pop().unwrap_or_default();
                let above = open.last_mut().ok_or_else(|| broken(&"it ends too often"))?;
                close(above, element);
            }
            Event::Text(text) => top.text.push_str(&text.xml10_content()),
            Event::CData(text) => top.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().map_err(|error| broken(&error))?;
                let name = reference.xml10_content();
                match (letter, resolve_predefined_entity(&name)) {
                    (Some(letter), _) => top.text.push(letter),
                    (None, Some(text)) => top.text.push_str(text),
                    (None, None) => return Err(broken(&format!("&{name}; is nothing that it knows"))),
                }
            }
            Event::DocType(_) => return Err(broken(&"it brings a document type")),
            Event::Eof => break,
            _ => {}
        }
    }
    match open.pop().filter(|_| open.is_empty()) {
        Some(root) => Ok(Value::Object(root.members)),
        None => Err(broken(&"it ends too early")),
    }
}

fn opened(start: &BytesStart<'_>) -> Result<Open, quick_xml::Error> {
    let name = start.local_name().as_ref().to_owned();
    let id = start.try_get_attribute("id")?.map(|id| id.value.into_owned());
    Ok(Open { name, id, ..Open::default() })
}

fn close(above: &mut Open, element: Open) {
    let is_text = element.members.is_empty();
    let value = match element.id.filter(|_| is_text) {
        Some(id) => serde_json::json!({"id": id, "value": element.text}),
        None if is_text => Value::String(element.text),
        None => Value::Object(element.members),
    };
    match above.members.get_mut(&element.name) {
        None => {
            above.members.insert(element.name, value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_what_the_json_has() {
        let xml = br#"<?xml version="1.0"?><prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><product>
            <id><![CDATA[7]]></id><name><language id="1">A &amp; B &#33;</language><language id="2"/></name><none/>
            <rows><row><id>1</id></row><row><id>2</id></row></rows></product></prestashop>"#;
        let product = json!({
            "id": "7", "none": "",
            "name": {"language": [{"id": "1", "value": "A & B !"}, {"id": "2", "value": ""}]},
            "rows": {"row": [{"id": "1"}, {"id": "2"}]}
        });
        assert_eq!(of_xml(xml).unwrap(), json!({"prestashop": {"product": product}}));
    }

    #[test]
    fn what_is_broken_or_dangerous_is_refused() {
        for xml in [
            "<a><b></a>",
            "<a>",
            "<a>&own;</a>",
            "<!DOCTYPE a [<!ENTITY own \"x\">]><a/>",
            &"<a>".repeat(100),
        ] {
            let error = of_xml(xml.as_bytes()).unwrap_err();
            assert!(error.detail.starts_with("The body is no XML of PrestaShop"), "{xml}: {error}");
        }
    }
}
