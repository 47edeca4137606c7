//! Languages that texts are written in.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::LanguageIdentifier;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Error, Result};

/// A language, with script and region where they matter, as a BCP 47 tag in its canonical spelling: `en`, `de-CH`,
/// `zh-Hant-TW`. Tradepost itself speaks fewer; this is for the texts of merchants.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(String);

impl Language {
    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(tag: &str) -> Result<Self> {
        // Platforms send `pt_BR` as often as `pt-BR`.
        let parsed = LanguageIdentifier::try_from_str(&tag.replace('_', "-")).ok();
        let known = parsed.filter(|language| !language.language.is_unknown() && language.variants.is_empty());
        known.map(|language| Self(language.to_string())).ok_or_else(|| {
            Error::invalid("language", "unknown_language", "Use a language tag such as en, de-CH or zh-Hant.")
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        tag.parse().map_err(|error: Error| de::Error::custom(error.detail()))
    }
}
