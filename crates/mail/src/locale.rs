//! The languages that mails are written in.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A language that every template is complete in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The language that suits a tag such as `es-MX`; English when there is none.
    pub fn from_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|locale| locale.as_str().eq_ignore_ascii_case(language))
            .unwrap_or_default()
    }

    /// The tag, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The name of a month, from 1 to 12.
    pub fn month(self, number: i8) -> &'static str {
        let months = match self {
            Self::En => MONTHS_EN,
            Self::Es => MONTHS_ES,
        };
        usize::try_from(number)
            .ok()
            .and_then(|number| months.get(number.checked_sub(1)?))
            .copied()
            .unwrap_or_default()
    }

    /// An instant as a person reads it. In UTC, because a mail does not know where it will be read.
    pub fn moment(self, instant: Timestamp) -> String {
        let utc = instant.to_jiff().to_zoned(jiff::tz::TimeZone::UTC);
        match self {
            Self::En => utc.strftime("%-d %B %Y at %H:%M UTC").to_string(),
            Self::Es => {
                let month = self.month(utc.month());
                format!("{} de {month} de {} a las {} UTC", utc.day(), utc.year(), utc.strftime("%H:%M"))
            }
        }
    }
}
