//! Where parcels and bills go.

use kernel::{Country, Error, FieldError, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text;

const LINE_MAX: usize = 200;

/// A postal address. Orders keep a copy of the one that they were placed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PostalAddress)]
pub struct Address {
    /// Who lives there.
    #[schema(example = "Ada Lovelace")]
    pub name: String,
    /// The company, if there is one.
    #[serde(default)]
    pub company: Option<String>,
    /// Street and number.
    #[schema(example = "Torstraße 1")]
    pub line1: String,
    /// Floor, staircase, care of.
    #[serde(default)]
    pub line2: Option<String>,
    /// Postal code.
    #[serde(default)]
    #[schema(example = "10119")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(example = "Berlin")]
    pub city: String,
    /// State, province or county.
    #[serde(default)]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Country,
    /// Whom to call about the parcel.
    #[serde(default)]
    pub phone: Option<String>,
}

impl Address {
    /// The address with no stray spaces; an error names every field that is not right. `at` is where it stands in the
    /// body: `shipping_address`.
    pub(crate) fn checked(self, at: &str) -> Result<Self> {
        let mut wrong = Vec::new();
        let checked = Self {
            name: need(&mut wrong, at, "name", &self.name),
            company: may(&mut wrong, at, "company", self.company),
            line1: need(&mut wrong, at, "line1", &self.line1),
            line2: may(&mut wrong, at, "line2", self.line2),
            postal_code: may(&mut wrong, at, "postal_code", self.postal_code),
            city: need(&mut wrong, at, "city", &self.city),
            region: may(&mut wrong, at, "region", self.region),
            country: self.country,
            phone: may(&mut wrong, at, "phone", self.phone),
        };
        if wrong.is_empty() { Ok(checked) } else { Err(Error::invalid_fields(wrong)) }
    }

    /// What is printed on a label, line by line. The postal code stands before the city, as most of the world has it.
    pub fn printed(&self) -> Vec<String> {
        let city = match &self.postal_code {
            Some(code) => format!("{code} {}", self.city),
            None => self.city.clone(),
        };
        let lines = [
            Some(self.name.clone()),
            self.company.clone(),
            Some(self.line1.clone()),
            self.line2.clone(),
            Some(city),
            self.region.clone(),
            Some(self.country.name().to_owned()),
        ];
        lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
    }
}

fn need(wrong: &mut Vec<FieldError>, at: &str, field: &'static str, value: &str) -> String {
    let value = text::one_line(value);
    if value.is_empty() {
        let message = "Fill this in, so that the parcel arrives.".into();
        wrong.push(FieldError { field: path(at, field).into(), code: "required", message });
    } else if value.chars().count() > LINE_MAX {
        wrong.push(too_long(at, field));
    }
    value
}

fn may(wrong: &mut Vec<FieldError>, at: &str, field: &'static str, value: Option<String>) -> Option<String> {
    let value = value.map(|value| text::one_line(&value)).filter(|value| !value.is_empty())?;
    if value.chars().count() > LINE_MAX {
        wrong.push(too_long(at, field));
    }
    Some(value)
}

fn path(at: &str, field: &str) -> String {
    if at.is_empty() { field.to_owned() } else { format!("{at}.{field}") }
}

fn too_long(at: &str, field: &'static str) -> FieldError {
    let message = format!("Use at most {LINE_MAX} characters.").into();
    FieldError { field: path(at, field).into(), code: "too_long", message }
}
