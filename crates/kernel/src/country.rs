//! Countries by ISO 3166-1: where a shop is, where a parcel goes, whose tax applies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Error, Result};

/// A country of the 249 that ISO 3166-1 lists, or Kosovo: `XK`, which the standard leaves to its users, is its code with
/// the European Union, banks and couriers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// Two upper-case letters: `DE`.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Its English name, as the standard has it.
    pub fn name(self) -> &'static str {
        find(self.0).map_or(self.0, |country| country.long_name)
    }
}

fn find(code: &str) -> Option<celes::Country> {
    celes::Country::from_alpha2(code).ok()
}

impl FromStr for Country {
    type Err = Error;

    /// Capitals only, so that a country has exactly one spelling.
    fn from_str(code: &str) -> Result<Self> {
        let capitals = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let found = capitals.then(|| find(code)).flatten();
        found.map(|country| Self(country.alpha2)).ok_or_else(|| {
            Error::invalid(
                "country",
                "unknown_country",
                "Use an ISO 3166-1 code of two capitals, such as DE.",
            )
        })
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        code.parse().map_err(|error: Error| de::Error::custom(error.detail()))
    }
}
