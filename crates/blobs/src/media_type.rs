//! What a file is, by its bytes; and how a browser may be handed it.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::ContentHash;

/// How many bytes at the start of a file are looked at.
pub(crate) const HEAD_LEN: usize = 8 << 10;

/// A media type that was read from bytes, or came back from where we put it: a signed link, a column of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct MediaType(String);

/// Types that browsers show without running anything in them. SVG, HTML, XML and all that is unknown are not among
/// them: they are downloaded.
const SHOWN: [&str; 16] = [
    "application/pdf",
    "audio/mpeg",
    "audio/ogg",
    "audio/x-wav",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/vnd.microsoft.icon",
    "image/webp",
    "text/plain",
    "video/mp4",
    "video/webm",
];

impl MediaType {
    /// Recognizes a type by the first bytes of a file. Text that could be markup counts as markup, because a browser
    /// might find so too; text of no recognized kind is `text/plain`, everything else `application/octet-stream`.
    pub fn sniff(head: &[u8]) -> Self {
        let head = head.get(..HEAD_LEN).unwrap_or(head);
        // Markup first: a file can be an image by its first bytes and markup by its next ones.
        if let Some(markup) = sniff_markup(head) {
            return Self(markup.to_owned());
        }
        if let Some(kind) = infer::get(head) {
            return Self(kind.mime_type().to_owned());
        }
        Self(if is_text(head) { "text/plain" } else { "application/octet-stream" }.to_owned())
    }

    pub(crate) fn from_signed(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The type as in `Content-Type`, without parameters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a picture that browsers show. SVG is not: it can run scripts.
    pub fn is_image(&self) -> bool {
        self.is_shown_inline() && self.0.starts_with("image/")
    }

    /// Whether a browser may show it; otherwise it is to be downloaded.
    pub fn is_shown_inline(&self) -> bool {
        SHOWN.contains(&self.as_str())
    }
}

/// SVG and HTML, recognized by any tag of theirs within the head of a file that is text.
fn sniff_markup(head: &[u8]) -> Option<&'static str> {
    const HTML: [&str; 10] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<meta",
        "<style",
        "<title",
        "<a href",
    ];
    let text = text_of(head)?.to_ascii_lowercase();
    if text.contains("<svg") {
        return Some("image/svg+xml");
    }
    if HTML.iter().any(|tag| text.contains(tag)) {
        return Some("text/html");
    }
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with("<?xml").then_some("text/xml")
}

fn is_text(head: &[u8]) -> bool {
    text_of(head).is_some_and(|text| {
        !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}'))
    })
}

/// The head as text: UTF-16 by its byte-order mark, or UTF-8, whose last character may be cut in two.
fn text_of(head: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| Some(join(pair.try_into().ok()?)));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match head {
        [0xff, 0xfe, rest @ ..] => return Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Some(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    match str::from_utf8(head) {
        Ok(text) => Some(text.to_owned()),
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(head.get(..error.valid_up_to())?).ok().map(str::to_owned)
        }
        Err(_) => None,
    }
}

/// The headers with which a file is served, so that nothing in it can act in the name of this site. A file that has no
/// name of its own is saved under its hash.
pub fn response_headers(
    media_type: &MediaType,
    file_name: Option<&str>,
    hash: &ContentHash,
) -> [(&'static str, String); 5] {
    let disposition = if media_type.is_shown_inline() { "inline" } else { "attachment" };
    let fallback = hash.to_string();
    let content_type = match media_type.as_str() {
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    [
        ("content-type", content_type.to_owned()),
        ("content-disposition", content_disposition(disposition, file_name.unwrap_or(&fallback))),
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("etag", format!("\"{hash}\"")),
    ]
}

/// The header's value by RFC 6266: a plain name for old programs, and the real one in UTF-8 (RFC 8187).
fn content_disposition(disposition: &str, file_name: &str) -> String {
    let name: String =
        file_name.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\')).take(200).collect();
    let plain: String =
        name.chars().map(|c| if c.is_ascii() && c != '"' && c != '%' { c } else { '_' }).collect();
    let mut value = format!("{disposition}; filename=\"{plain}\"");
    if plain != name {
        value.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                value.push(char::from(byte));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(value, "%{byte:02X}");
            }
        }
    }
    value
}
