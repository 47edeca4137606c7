//! Organizations: merchants, courier companies, agencies, and the operator of the installation.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Country, Currency, Error, Result, TenantId, Timestamp};
use mail::Locale;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const RETENTION_DAYS_MAX: i64 = 3_650;

/// What an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OrganizationKind {
    /// Sells.
    Merchant,
    /// Delivers.
    Courier,
    /// Works for merchants.
    Agency,
    /// Runs the installation. There is one, and nobody can make another.
    Operator,
}

/// A tenant: whose data it is.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Organization {
    /// The id.
    #[sqlx(rename = "tenant_id")]
    pub id: TenantId,
    /// What it is.
    pub kind: OrganizationKind,
    /// What it is called.
    #[schema(example = "Nordlicht Outdoor")]
    pub name: String,
    /// Its name in addresses.
    #[schema(example = "nordlicht-outdoor")]
    pub slug: String,
    /// ISO 3166-1 alpha-2.
    #[schema(required, example = "DE")]
    pub country: Option<String>,
    /// ISO 4217; what amounts are shown in.
    #[schema(example = "EUR")]
    pub currency: String,
    /// The language of what it sends by itself.
    pub locale: Locale,
    /// IANA time zone; schedules follow it.
    #[schema(example = "Europe/Berlin")]
    pub time_zone: String,
    /// `#rrggbb`; the console's accent.
    #[schema(required, example = "#0b7285")]
    pub brand_color: Option<String>,
    /// How long events are kept.
    pub event_retention_days: i64,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The organization of the transaction.
pub async fn current(tx: &mut db::Tx) -> Result<Organization> {
    store::get(tx).await
}

/// The organization, from memory when it was read within the last seconds and has not changed since.
pub(crate) async fn cached(app: &web::App, tenant: TenantId) -> Result<Option<Organization>> {
    let remembered = &app.service::<crate::Remembered>()?.organizations;
    if let Some(organization) = remembered.get(&tenant, app.env().now()) {
        return Ok(Some(organization));
    }
    let ticket = remembered.ticket();
    let scope = kernel::Scope::installation("organization");
    let found = app.db().read(&scope, async |tx| store::find(tx, tenant).await).await?;
    if let Some(organization) = &found {
        remembered.put(ticket, tenant, organization.clone(), app.env().now());
    }
    Ok(found)
}

pub(crate) fn check_country(country: &str) -> Result<String> {
    country.parse::<Country>().map(|country| country.code().to_owned())
}

pub(crate) fn check_currency(currency: &str) -> Result<String> {
    currency.parse::<Currency>().map(|currency| currency.code().to_owned())
}

/// An IANA time zone, as the database of zones spells it.
pub fn check_time_zone(time_zone: &str) -> Result<String> {
    // As the database spells it, whatever capitals were typed; a zone without a name is no place.
    let zone = jiff::tz::TimeZone::get(time_zone).ok();
    match zone.as_ref().and_then(jiff::tz::TimeZone::iana_name) {
        Some(name) => Ok(name.to_owned()),
        None => Err(Error::invalid("time_zone", "invalid", "Use an IANA time zone such as Europe/Berlin.")),
    }
}

pub(crate) fn check_brand_color(color: &str) -> Result<String> {
    let digits = color.strip_prefix('#').unwrap_or("");
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(color.to_ascii_lowercase());
    }
    Err(Error::invalid("brand_color", "invalid", "Use a colour such as #0b7285."))
}

pub(crate) fn check_retention(days: i64) -> Result<i64> {
    if (1..=RETENTION_DAYS_MAX).contains(&days) {
        return Ok(days);
    }
    Err(Error::invalid("event_retention_days", "out_of_range", "Keep events between 1 and 3650 days."))
}

/// A name as it can stand in an address: `Nordlicht Outdoor` becomes `nordlicht-outdoor`.
pub(crate) fn slugify(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(40).collect();
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() { "organization".to_owned() } else { slug }
}
