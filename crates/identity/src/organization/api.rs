//! Organizations over HTTP.

use kernel::TenantId;
use mail::Locale;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, IfMatch, Json, Result, Routes, SignedIn, Tagged};

use super::{
    Organization, OrganizationKind, check_brand_color, check_country, check_currency, check_retention,
    check_time_zone, slugify, store,
};
use crate::audit::{Record, record, record_for};
use crate::membership;
use crate::permission::{ORGANIZATION_MANAGE, Role};

/// What a new organization needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganization {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100, example = "Nordlicht Outdoor")]
    name: String,
    /// What it is: merchant, courier or agency.
    kind: OrganizationKind,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "DE")]
    country: Option<String>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
    /// The language of what it sends by itself.
    #[serde(default)]
    locale: Locale,
    /// IANA time zone.
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
}

/// What to change of an organization. What is left out stays; null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganizationChange {
    /// What it is called.
    name: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "kernel::present")]
    #[schema(value_type = Option<String>)]
    country: Option<Option<String>>,
    /// ISO 4217.
    currency: Option<String>,
    /// The language of what it sends by itself.
    locale: Option<Locale>,
    /// IANA time zone.
    time_zone: Option<String>,
    /// `#rrggbb`.
    #[serde(default, deserialize_with = "kernel::present")]
    #[schema(value_type = Option<String>)]
    brand_color: Option<Option<String>>,
    /// How long events are kept.
    event_retention_days: Option<i64>,
}

pub(crate) fn routes() -> Routes {
    web::routes![create, get, update]
}

/// Create an organization
///
/// Whoever creates it becomes its owner.
#[utoipa::path(post, path = "/api/v1/organizations", tag = "Organization")]
async fn create(me: SignedIn, Json(new): Json<NewOrganization>) -> Result<Created<Organization>> {
    if new.kind == OrganizationKind::Operator {
        return Err(kernel::Error::invalid("kind", "invalid", "Choose merchant, courier or agency.").into());
    }
    let name = kernel::text::name("name", &new.name)?;
    let (currency, time_zone) = (check_currency(&new.currency)?, check_time_zone(&new.time_zone)?);
    let country = new.country.as_deref().map(check_country).transpose()?;
    let user = me.user_id();
    let organization = me
        .write(async |tx| {
            let id: TenantId = tx.new_id();
            let created_at = tx.now();
            let organization = Organization {
                id,
                kind: new.kind,
                slug: slugify(&name),
                name,
                country,
                currency,
                locale: new.locale,
                time_zone,
                brand_color: None,
                event_retention_days: 90,
                version: 1,
                created_at,
            };
            let organization = store::insert(tx, organization).await?;
            membership::store::insert(tx, id, kernel::Id::from_uuid(user), Role::Owner).await?;
            let entry = Record::new("organization.created").target("organization", id);
            record_for(tx, id, entry.after(json!({"name": organization.name, "kind": organization.kind})))
                .await?;
            Ok(organization)
        })
        .await?;
    Ok(Created(organization))
}

/// Get the organization
#[utoipa::path(get, path = "/api/v1/organization", tag = "Organization")]
async fn get(ctx: Ctx) -> Result<Tagged<Organization>> {
    let organization = ctx.read(async |tx| store::get(tx).await).await?;
    Ok(Tagged { version: organization.version, value: organization })
}

/// Change the organization
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/organization", tag = "Organization")]
async fn update(
    ctx: Ctx,
    if_match: IfMatch,
    Json(change): Json<OrganizationChange>,
) -> Result<Tagged<Organization>> {
    ctx.require(ORGANIZATION_MANAGE)?;
    let organization = ctx
        .write(async |tx| {
            let before = store::get(tx).await?;
            if_match.check(before.version)?;
            let edited = apply(before.clone(), change)?;
            let zone_moved = edited.time_zone != before.time_zone;
            let after = store::update(tx, edited).await?;
            if zone_moved {
                ::jobs::schedules::recompute(tx).await?;
            }
            let entry = Record::new("organization.changed").target("organization", after.id);
            let entry = entry.change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: organization.version, value: organization })
}

fn apply(mut edited: Organization, change: OrganizationChange) -> kernel::Result<Organization> {
    if let Some(name) = change.name {
        edited.name = kernel::text::name("name", &name)?;
    }
    if let Some(country) = change.country {
        edited.country = country.as_deref().map(check_country).transpose()?;
    }
    if let Some(currency) = change.currency {
        edited.currency = check_currency(&currency)?;
    }
    if let Some(locale) = change.locale {
        edited.locale = locale;
    }
    if let Some(time_zone) = change.time_zone {
        edited.time_zone = check_time_zone(&time_zone)?;
    }
    if let Some(color) = change.brand_color {
        edited.brand_color = color.as_deref().map(check_brand_color).transpose()?;
    }
    if let Some(days) = change.event_retention_days {
        edited.event_retention_days = check_retention(days)?;
    }
    Ok(edited)
}
