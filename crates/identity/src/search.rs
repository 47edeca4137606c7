//! What people type into search boxes, as LIKE patterns with `\` as the escape.
//!
//! A text is compared in lower case, and as typed: SQLite's `lower` knows ASCII only, so there an accented capital is
//! found only the way it is written.

/// A pattern for texts that contain `text`.
pub fn containing(text: &str) -> String {
    format!("%{}%", literal(text.trim()))
}

/// `text` with nothing in it that LIKE takes for a wildcard.
pub fn literal(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}
