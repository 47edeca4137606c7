//! What PrestaShop says: `data` is a resource of its webservice, as JSON, with what our module puts beside it. The
//! webservice's own XML is read too.

mod customer;
mod order;
mod product;
mod refund;
mod tree;

use crate::change::Change;
use crate::normalize::{Read, Topic};
use crate::platform::extension;
use crate::reading::{Field, Reading, Unreadable};

type Changes = Result<Vec<Change>, Unreadable>;

pub(super) fn normalize(topic: &Topic<'_>) -> Read {
    let body = topic.delivery.body;
    if !body.trim_ascii_start().starts_with(b"<") {
        return extension::normalize(topic, resource);
    }
    let reading = Reading::of(tree::of_xml(body)?);
    let mut changes = Vec::new();
    for (name, field) in reading.root().at("prestashop").members() {
        changes.extend(resource(&name, &field)?);
    }
    Ok((reading, changes))
}

/// A noun of our module, or the name of the webservice's element.
fn resource(noun: &str, data: &Field<'_>) -> Changes {
    match noun {
        "order" => order::order(data),
        "product" => product::product(data),
        "stock" | "stock_available" => product::stock(data),
        "customer" => Ok(customer::customer(data)),
        "refund" | "order_slip" => refund::refund(data),
        _ => Ok(Vec::new()),
    }
}

/// The members of an association: a list in JSON, and in XML an element that holds them.
fn associated<'r>(data: &Field<'r>, list: &str, member: &str) -> Vec<Field<'r>> {
    let list = data.at("associations").at(list);
    let inner = list.at(member);
    // How the webservice names what is in the list, and where it is to be asked for.
    list.keep_raw(&["nodeType", "api", "virtualEntity"]);
    if inner.is_present() { inner.items() } else { list.items() }
}

/// Text in the shop's first language: a text alone where there is one, otherwise a list by language.
fn worded(field: &Field<'_>) -> Option<String> {
    let inner = field.at("language");
    let languages = if inner.is_present() { inner.items() } else { field.items() };
    if languages.is_empty() {
        return field.text();
    }
    field.keep_whole_raw();
    let mut texts = languages.iter().map(|one| one.at("value").text());
    texts.find(Option::is_some).flatten()
}
