//! Reading a body so that nothing is dropped in silence: every field that an adapter reads is noted, every field that it
//! keeps raw on purpose is named, and what is left over is said.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kernel::{Currency, Timestamp};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::body;

/// How deep a body may be nested; deeper is nobody's webhook.
const DEPTH_MAX: usize = 64;

/// A body, or a field of it, that is not what its platform says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it stands: `line_items[2].price`; empty for the body itself.
    pub field: String,
    /// What is wrong, and what was expected.
    pub detail: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.detail)
        } else {
            write!(f, "{}: {}", self.field, self.detail)
        }
    }
}

impl std::error::Error for Unreadable {}

/// What became of the fields of a body. Members of lists are counted as one: `line_items[].price`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coverage {
    /// What was made something of.
    pub mapped: Vec<String>,
    /// What is kept in the raw body only, on purpose.
    pub kept_raw: Vec<String>,
    /// What nobody has thought of yet.
    pub unmapped: Vec<String>,
}

/// A body that is being read.
#[derive(Debug)]
pub(crate) struct Reading {
    root: Value,
    seen: RefCell<BTreeSet<String>>,
    raw: RefCell<BTreeSet<String>>,
}

impl Reading {
    /// A body that is JSON.
    pub(crate) fn of_json(bytes: &[u8]) -> Result<Self, Unreadable> {
        let root = serde_json::from_slice(bytes).map_err(|error| Unreadable {
            field: String::new(),
            detail: format!("The body is no JSON: {error}."),
        })?;
        Ok(Self::of(root))
    }

    /// A body that somebody has made a tree of.
    pub(crate) fn of(root: Value) -> Self {
        Self { root, seen: RefCell::default(), raw: RefCell::default() }
    }

    /// The whole.
    pub(crate) fn root(&self) -> Field<'_> {
        Field { reading: self, value: Some(&self.root), path: String::new(), place: String::new() }
    }

    /// Names fields, with all below them, that are kept in the raw body only. A path is written as in [`Coverage`].
    pub(crate) fn keep_raw(&self, paths: &[&str]) {
        self.raw.borrow_mut().extend(paths.iter().map(|path| (*path).to_owned()));
    }

    /// What became of the fields, once all is read.
    pub(crate) fn coverage(&self) -> Coverage {
        let mut leaves = BTreeSet::new();
        leaves_of(&self.root, String::new(), 0, &mut leaves);
        let (seen, raw) = (self.seen.borrow(), self.raw.borrow());
        let mut coverage = Coverage::default();
        for leaf in leaves {
            let list = if is_within(&leaf, &seen) || is_around(&leaf, &seen) {
                &mut coverage.mapped
            } else if is_within(&leaf, &raw) {
                &mut coverage.kept_raw
            } else {
                &mut coverage.unmapped
            };
            list.push(leaf);
        }
        coverage
    }
}

/// Whether a path, or one above it, is among these.
fn is_within(leaf: &str, paths: &BTreeSet<String>) -> bool {
    let ends = leaf.char_indices().filter(|(_, letter)| matches!(letter, '.' | '[')).map(|(at, _)| at);
    paths.contains("") || paths.contains(leaf) || ends.into_iter().any(|end| paths.contains(&leaf[..end]))
}

/// Whether something below a path is among these: whoever asked for it has read that it is not there.
fn is_around(leaf: &str, paths: &BTreeSet<String>) -> bool {
    let below = |mark: &str| {
        let start = format!("{leaf}{mark}");
        paths.range(start.clone()..).next().is_some_and(|path| path.starts_with(&start))
    };
    !leaf.is_empty() && (below(".") || below("[]"))
}

fn leaves_of(value: &Value, path: String, depth: usize, leaves: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if !members.is_empty() && depth < DEPTH_MAX => {
            for (name, value) in members {
                leaves_of(value, below(&path, name), depth + 1, leaves);
            }
        }
        Value::Array(items) if !items.is_empty() && depth < DEPTH_MAX => {
            for item in items {
                leaves_of(item, format!("{path}[]"), depth + 1, leaves);
            }
        }
        _ => {
            leaves.insert(path);
        }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A field of a body that is being read, whether it is there or not. Asking for its value notes it as mapped.
#[derive(Debug, Clone)]
pub(crate) struct Field<'r> {
    reading: &'r Reading,
    value: Option<&'r Value>,
    /// As in [`Coverage`].
    path: String,
    /// As in [`Unreadable`].
    place: String,
}

impl<'r> Field<'r> {
    /// A member of an object; one that is not there when this is none.
    pub(crate) fn at(&self, name: &str) -> Self {
        Self {
            reading: self.reading,
            value: self.value.and_then(|value| value.get(name)),
            path: below(&self.path, name),
            place: below(&self.place, name),
        }
    }

    /// A member whose name is in capitals, small letters or both: Amazon writes `SKU`, `Sku` and `sku`.
    pub(crate) fn named(&self, name: &str) -> Self {
        let members = self.value.and_then(Value::as_object);
        let own = members.and_then(|members| members.keys().find(|own| own.eq_ignore_ascii_case(name)));
        self.at(own.map_or(name, String::as_str))
    }

    /// A member further down.
    pub(crate) fn under(&self, names: &[&str]) -> Self {
        names.iter().fold(self.clone(), |field, name| field.at(name))
    }

    /// The members of a list; a single object counts as a list of one, because XML cannot tell.
    pub(crate) fn items(&self) -> Vec<Self> {
        let item = |(index, value): (usize, &'r Value)| Self {
            reading: self.reading,
            value: Some(value),
            path: format!("{}[]", self.path),
            place: format!("{}[{index}]", self.place),
        };
        match self.value {
            Some(Value::Array(items)) => {
                if items.is_empty() {
                    self.note();
                }
                items.iter().enumerate().map(item).collect()
            }
            Some(Value::Object(_)) => vec![self.clone()],
            _ => {
                self.note();
                Vec::new()
            }
        }
    }

    /// The first of these members that is there and not null; the last one when none is. All that are there are noted,
    /// because a platform says the same in each.
    pub(crate) fn first(&self, names: &[&str]) -> Self {
        let fields: Vec<_> = names.iter().map(|name| self.at(name)).collect();
        for field in &fields {
            field.note();
        }
        let told = fields.iter().find(|field| field.text().is_some()).or(fields.last());
        told.cloned().unwrap_or_else(|| self.clone())
    }

    /// The members of an object, by name.
    pub(crate) fn members(&self) -> BTreeMap<String, Self> {
        let members = self.value.and_then(Value::as_object);
        if members.is_none_or(serde_json::Map::is_empty) {
            self.note();
        }
        members.into_iter().flatten().map(|(name, _)| (name.clone(), self.at(name))).collect()
    }

    /// The texts of a list; what is no text is left out.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Self::text).collect()
    }

    /// Whether it is there and not null.
    pub(crate) fn is_there(&self) -> bool {
        self.value.is_some_and(|value| !value.is_null())
    }

    /// Whether it is there, even as null.
    pub(crate) fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Whether it is a list, where it is there and not null.
    pub(crate) fn is_list(&self) -> Option<bool> {
        if !self.is_there() {
            self.note();
        }
        self.value.filter(|value| !value.is_null()).map(Value::is_array)
    }

    /// Notes it, with all below it, as mapped: for what is read by somebody else.
    pub(crate) fn note(&self) {
        self.reading.seen.borrow_mut().insert(self.path.clone());
    }

    /// Names fields below it that are kept in the raw body only, as [`Reading::keep_raw`] does for the whole.
    pub(crate) fn keep_raw(&self, names: &[&str]) {
        self.reading.raw.borrow_mut().extend(names.iter().map(|name| below(&self.path, name)));
    }

    /// Keeps it, with all below it that is not read, in the raw body only.
    pub(crate) fn keep_whole_raw(&self) {
        self.reading.raw.borrow_mut().insert(self.path.clone());
    }

    /// Its value as it came.
    pub(crate) fn value(&self) -> Option<&'r Value> {
        self.note();
        self.value.filter(|value| !value.is_null())
    }

    /// What is wrong with it.
    pub(crate) fn unreadable(&self, detail: impl Into<String>) -> Unreadable {
        Unreadable { field: self.place.clone(), detail: detail.into() }
    }

    /// Text without stray spaces, or a number as text; nothing when empty.
    pub(crate) fn text(&self) -> Option<String> {
        let text = match self.value()? {
            Value::String(text) => text.trim().replace('\0', "\u{fffd}"),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// An id: text, or a number of which 0 says that there is none.
    pub(crate) fn id(&self) -> Option<String> {
        self.text().filter(|id| id != "0")
    }

    /// The same of a field without which nothing can be done.
    pub(crate) fn required_id(&self) -> Result<String, Unreadable> {
        self.id().ok_or_else(|| self.unreadable("The id is missing."))
    }

    /// A decimal, exactly as it is written: `"19.99"`, `19.99`, `123.000000`.
    pub(crate) fn decimal(&self) -> Result<Option<Decimal>, Unreadable> {
        let Some(text) = self.text() else { return Ok(None) };
        let exact = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
        exact.map(Some).map_err(|_| self.unreadable(format!("{} is no decimal.", shortened(&text))))
    }

    /// A decimal, and nothing counts as 0.
    pub(crate) fn decimal_or_zero(&self) -> Result<Decimal, Unreadable> {
        Ok(self.decimal()?.unwrap_or_default())
    }

    /// A whole number, also as text, also with digits behind the point that are all 0.
    pub(crate) fn whole(&self) -> Result<Option<i64>, Unreadable> {
        use rust_decimal::prelude::ToPrimitive;
        let Some(decimal) = self.decimal()? else { return Ok(None) };
        let whole = Some(decimal).filter(Decimal::is_integer).and_then(|decimal| decimal.to_i64());
        whole.map(Some).ok_or_else(|| self.unreadable(format!("{decimal} is no whole number.")))
    }

    /// Yes or no: a boolean, or `1`, `0`, `yes`, `no`, `true`, `false` as text.
    pub(crate) fn flag(&self) -> Option<bool> {
        match self.text()?.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => Some(true),
            "false" | "0" | "no" => Some(false),
            _ => None,
        }
    }

    /// An instant: RFC 3339, seconds since 1970, or a date and time that is in UTC. What a platform writes for "never" is
    /// nothing.
    pub(crate) fn instant(&self) -> Option<Timestamp> {
        match self.value()? {
            Value::String(text) => body::instant(&text.trim().replacen(' ', "T", 1)),
            Value::Number(number) => jiff::Timestamp::from_second(number.as_i64()?).ok().map(Into::into),
            _ => None,
        }
    }

    /// A currency by its code, in any case.
    pub(crate) fn currency(&self) -> Result<Option<Currency>, Unreadable> {
        let Some(code) = self.text() else { return Ok(None) };
        let currency = code.to_ascii_uppercase().parse();
        currency.map(Some).map_err(|_| self.unreadable(format!("{} is no currency.", shortened(&code))))
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_read_is_mapped_and_what_is_left_is_said() {
        let reading = Reading::of(json!({
            "id": 7, "price": "19.90", "note": null, "secret": {"a": 1, "b": [1, 2]},
            "lines": [{"sku": "A", "color": "red"}, {"sku": "B"}], "secretive": 1, "buyer": null, "tags": {}
        }));
        reading.keep_raw(&["secret"]);
        let root = reading.root();
        assert_eq!(root.at("id").id().as_deref(), Some("7"));
        assert_eq!(root.at("price").decimal().unwrap().unwrap().to_string(), "19.90");
        assert_eq!(root.under(&["buyer", "name"]).text(), None);
        assert_eq!(root.named("ID").id().as_deref(), Some("7"));
        let skus: Vec<_> = root.at("lines").items().iter().filter_map(|line| line.at("sku").text()).collect();
        assert_eq!(skus, ["A", "B"]);
        let coverage = reading.coverage();
        assert_eq!(coverage.mapped, ["buyer", "id", "lines[].sku", "price"]);
        assert_eq!(coverage.kept_raw, ["secret.a", "secret.b[]"]);
        assert_eq!(coverage.unmapped, ["lines[].color", "note", "secretive", "tags"]);
    }

    #[test]
    fn amounts_are_read_exactly_however_they_are_written() {
        let reading = Reading::of(json!([0.1, 39.64, "123.000000", 1e2, 4_503_599_627_370.49, "1,5", "1e2"]));
        let read: Vec<_> = reading.root().items().iter().map(|item| item.decimal().ok().flatten()).collect();
        let text: Vec<_> =
            read.iter().map(|one| one.map_or_else(|| "none".to_owned(), |one| one.to_string())).collect();
        assert_eq!(text, ["0.1", "39.64", "123.000000", "100.0", "4503599627370.49", "none", "100"]);
    }

    #[test]
    fn a_broken_field_is_named_with_its_place() {
        let reading = Reading::of(json!({"lines": [{"price": "1"}, {"price": "a lot"}]}));
        let error = reading.root().at("lines").items()[1].at("price").decimal().unwrap_err();
        assert_eq!(error.to_string(), "lines[1].price: a lot is no decimal.");
    }
}
