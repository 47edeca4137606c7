//! Locations: where stock lies.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Country, Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LINE_MAX: usize = 200;

/// The location that stock is taken from first, where goods go that nobody names a place for.
pub async fn favourite_location(tx: &mut db::Tx) -> Result<LocationId> {
    let places = store::by_priority(tx).await?;
    let message = "There is no location that goods could be put at. Make one first.";
    places.first().copied().ok_or_else(|| Error::conflict("no_location", message))
}

/// Whether a location is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum LocationState {
    /// Stock lies there, and is sold from there.
    Active,
    /// Empty, and not used any more; its history stays.
    Archived,
}

/// Where a location is. What is not known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocationAddress {
    /// Street and number.
    #[schema(max_length = 200, example = "Köpenicker Straße 40")]
    pub line1: Option<String>,
    /// Floor, gate, care of.
    #[schema(max_length = 200)]
    pub line2: Option<String>,
    /// Postal code.
    #[schema(max_length = 200, example = "10179")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(max_length = 200, example = "Berlin")]
    pub city: Option<String>,
    /// State, province, county.
    #[schema(max_length = 200)]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<Country>,
}

/// A place where stock lies: a warehouse, a shop with shelves, somebody who ships for the merchant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Location {
    /// The id.
    pub id: LocationId,
    /// What it is called; no two locations of a merchant share a name.
    #[schema(example = "Berlin warehouse")]
    pub name: String,
    /// Orders take stock from the lowest number first.
    pub priority: i64,
    /// Where it is.
    #[schema(value_type = LocationAddress)]
    pub address: kernel::Json<LocationAddress>,
    /// Whether it is in use.
    pub state: LocationState,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Entity for Location {
    const PREFIX: &'static str = "loc";
}

/// The id of a location.
pub type LocationId = Id<Location>;

/// Makes a location of that name, behind the others; a number is put behind the name when another one has it.
pub async fn open_location(tx: &mut db::Tx, name: &str) -> kernel::Result<Location> {
    let mut tried = name.to_owned();
    for number in 2..100 {
        let new = api::NewLocation { name: tried.clone(), priority: None, address: None };
        match tx.attempt(async |tx| api::make(tx, new).await).await {
            Err(error) if error.kind() == kernel::ErrorKind::Invalid => tried = format!("{name} {number}"),
            outcome => return outcome,
        }
    }
    Err(kernel::Error::conflict("name_taken", format!("Too many locations are called {name}.")))
}

/// The location, if the merchant has it, in use or not.
pub async fn find_location(tx: &mut db::Tx, id: LocationId) -> kernel::Result<Option<Location>> {
    match store::get(tx, id).await {
        Ok(location) => Ok(Some(location)),
        Err(error) if error.kind() == kernel::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A priority within reason: the numbers only order the locations.
pub(crate) fn check_priority(priority: i64) -> Result<i64> {
    if (0..=1_000_000).contains(&priority) {
        return Ok(priority);
    }
    Err(Error::invalid("priority", "out_of_range", "Use a whole number from 0 to 1000000."))
}

/// An address as it is kept: blank lines are none.
pub(crate) fn check_address(address: LocationAddress) -> Result<LocationAddress> {
    let line = |field: &'static str, text: Option<String>| {
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        match &text {
            Some(line) if line.chars().count() > LINE_MAX || line.chars().any(char::is_control) => {
                let message = format!("Use at most {LINE_MAX} letters, digits and signs, in one line.");
                Err(Error::invalid(format!("address.{field}"), "invalid", message))
            }
            _ => Ok(text),
        }
    };
    Ok(LocationAddress {
        line1: line("line1", address.line1)?,
        line2: line("line2", address.line2)?,
        postal_code: line("postal_code", address.postal_code)?,
        city: line("city", address.city)?,
        region: line("region", address.region)?,
        country: address.country,
    })
}
