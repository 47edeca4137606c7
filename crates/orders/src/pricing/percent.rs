//! A percentage, exact to the ten-thousandth of a percent: 8.875 % is as exact as 19 %.

use std::fmt;
use std::str::FromStr;

use kernel::{Error, Rate, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const WHOLE_PPM: i64 = 1_000_000;
const PER_PERCENT: i64 = 10_000;

/// From 0 to 100 percent, kept as parts per million. Outside it is a decimal text such as `"8.875"`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Percent(i64);

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const WHOLE: Self = Self(WHOLE_PPM);

    /// From parts per million: 190 000 is 19 %.
    pub fn from_ppm(ppm: i64) -> Result<Self> {
        if (0..=WHOLE_PPM).contains(&ppm) { Ok(Self(ppm)) } else { Err(invalid()) }
    }

    /// Parts per million.
    pub const fn ppm(self) -> i64 {
        self.0
    }

    /// As an exact fraction, to work with.
    pub(super) fn rate(self) -> Result<Rate> {
        Rate::new(self.0, WHOLE_PPM)
    }
}

fn invalid() -> Error {
    Error::invalid(
        "percent",
        "invalid",
        "Use a percentage between 0 and 100 with at most four digits after the point, such as 8.875.",
    )
}

impl FromStr for Percent {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 4 || whole.len() > 3 {
            return Err(invalid());
        }
        let (whole, fraction) = (whole.parse::<i64>(), format!("{fraction:0<4}").parse::<i64>());
        let (Ok(whole), Ok(fraction)) = (whole, fraction) else { return Err(invalid()) };
        Self::from_ppm(whole * PER_PERCENT + fraction)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / PER_PERCENT, self.0 % PER_PERCENT);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{rest:04}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(|error: Error| de::Error::custom(error.detail()))
    }
}

impl utoipa::PartialSchema for Percent {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some(r"^\d{1,3}(\.\d{1,4})?$"))
            .description(Some("A percentage from 0 to 100."))
            .examples([serde_json::json!("8.875")])
            .into()
    }
}

impl utoipa::ToSchema for Percent {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Percent")
    }
}
