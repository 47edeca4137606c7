//! What lines of text from outside may be.

use crate::{Error, Result};

/// More characters than this no name has.
const NAME_MAX: usize = 100;

/// A line of text that must say something, without outer spaces. Line breaks would forge headers of mails, other control
/// characters lines of a log.
pub fn line(field: impl Into<String>, text: &str, max: usize) -> Result<String> {
    let (field, text) = (field.into(), text.trim());
    if text.is_empty() {
        return Err(Error::invalid(field, "required", "This must not be empty."));
    }
    if text.chars().count() > max {
        return Err(Error::invalid(field, "too_long", format!("Use at most {max} characters.")));
    }
    if text.chars().any(char::is_control) {
        let message = "Line breaks and control characters cannot stand here.";
        return Err(Error::invalid(field, "invalid", message));
    }
    Ok(text.to_owned())
}

/// The same for a field that may be left out; an empty one counts as left out.
pub fn optional_line(field: impl Into<String>, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => line(field, text, max).map(Some),
    }
}

/// What somebody or something is called: one line of at most 100 characters.
pub fn name(field: &'static str, name: &str) -> Result<String> {
    line(field, name, NAME_MAX)
}
