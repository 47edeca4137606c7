//! What can be read from a body that is JSON, and nothing where it is not.

use kernel::Timestamp;
use ring::digest::{SHA256, digest};
use serde_json::Value;

/// Longer names and ids are known by their hash.
const MAX_LEN: usize = 255;

/// A body as JSON; null when it is none.
pub(crate) fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_default()
}

/// What stands at a path; nothing where the path ends early. A name's first letter may be large or small, because
/// Amazon writes both.
pub(crate) fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| {
        let object = value.as_object()?;
        object.get(*name).or_else(|| {
            let mut letters = name.chars();
            let first = letters.next()?;
            object.get(&format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
        })
    })
}

/// Text or a whole number at a path, fit to be stored.
pub(crate) fn text(value: &Value, path: &[&str]) -> Option<String> {
    match at(value, path)? {
        Value::String(text) => fit(text),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// The first of several paths at which there is text.
pub(crate) fn first_text(value: &Value, paths: &[&[&str]]) -> Option<String> {
    paths.iter().find_map(|path| text(value, path))
}

/// An instant at a path: RFC 3339, a date and time that is in UTC, or seconds since 1970.
pub(crate) fn time(value: &Value, path: &[&str]) -> Option<Timestamp> {
    match at(value, path)? {
        Value::String(text) => instant(text),
        Value::Number(number) => {
            let seconds = jiff::Timestamp::from_second(number.as_i64()?).ok()?;
            Some(seconds.into())
        }
        _ => None,
    }
}

/// An instant as platforms write it.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let with_zone = text.parse::<jiff::Timestamp>().ok();
    let without = || text.parse::<jiff::civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    with_zone.or_else(|| without().map(|zoned| zoned.timestamp())).map(Timestamp::from)
}

/// Text fit to be stored and compared: not empty, without the one letter that PostgreSQL cannot keep, and by its hash when
/// it is so long that nobody means it.
pub(crate) fn fit(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.len() > MAX_LEN {
        return Some(format!("sha256:{}", hex::encode(digest(&SHA256, text.as_bytes()))));
    }
    Some(text.replace('\0', "\u{fffd}"))
}
