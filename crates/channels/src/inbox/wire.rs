//! Headers as they are kept: all but what lets somebody in.

use crate::{Headers, Scheme};

/// Headers that hold credentials rather than signatures: whoever reads the inbox could use them.
const CREDENTIALS: [&str; 4] = ["authorization", "proxy-authorization", "cookie", "x-api-key"];
/// Stands where a credential stood.
const HIDDEN: &[u8] = b"(hidden)";

/// Lines of `name: value`, as they came, without credentials.
pub(super) fn kept(headers: &Headers, scheme: Option<&Scheme>) -> Vec<u8> {
    let of_scheme = match scheme {
        Some(Scheme::ApiKey { header, .. }) => Some(header.as_str()),
        _ => None,
    };
    let mut text = Vec::with_capacity(512);
    for (name, value) in headers.iter() {
        let hidden =
            CREDENTIALS.contains(&name) || of_scheme.is_some_and(|own| own.eq_ignore_ascii_case(name));
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(if hidden { HIDDEN } else { value });
        text.extend_from_slice(b"\r\n");
    }
    text
}
