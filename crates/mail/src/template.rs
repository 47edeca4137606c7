//! What a mail says, as data: one struct per template, with every value that its texts use.

use std::fmt;

use minijinja::Value;
use minijinja::value::Serde;
use serde::{Serialize, Serializer};

/// Stands in for a [`OneTimeLink`] in everything that is stored. The top-level domain never resolves (RFC 6761).
pub(crate) const LINK_PLACEHOLDER: &str = "https://one-time-link.invalid/";

/// Whether somebody may decline a kind of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Category {
    /// The answer to something that the reader did, or about the safety of the account. Cannot be declined.
    Transactional,
    /// News that the reader may decline; carries the headers for one-click unsubscribing (RFC 8058).
    Notification,
}

/// A link that lets whoever has it do something once: confirm an address, choose a password.
///
/// It serializes as a placeholder, so that it never gets into what is rendered and kept. The link itself is stored
/// beside the mail, put in when the mail is sent, and forgotten then.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeLink(String);

impl OneTimeLink {
    /// Wraps the whole URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OneTimeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeLink(…)")
    }
}

impl Serialize for OneTimeLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(LINK_PLACEHOLDER)
    }
}

/// The data of a template. `templates/<NAME>.mjml` says how it looks, `templates/<locale>.json` what it says.
pub trait Template: Serialize {
    /// The template's name: also part of the public API, where the operator sees it.
    const NAME: &'static str;
    /// Whether the reader may decline it.
    const CATEGORY: Category = Category::Transactional;

    /// The link that must not be kept once the mail is sent.
    fn one_time_link(&self) -> Option<&OneTimeLink> {
        None
    }

    /// Realistic data for previews and tests.
    fn sample() -> Self;
}

/// A template with its type forgotten.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) category: Category,
    pub(crate) source: &'static str,
    pub(crate) sample: fn() -> Value,
}

impl Entry {
    pub(crate) const fn of<T: Template>(source: &'static str) -> Self {
        Self { name: T::NAME, category: T::CATEGORY, source, sample: || Value::from(Serde(T::sample())) }
    }
}
