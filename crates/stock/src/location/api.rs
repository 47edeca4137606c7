//! Locations over HTTP.

use identity::audit::{Record, record};
use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Cursor, Error, Page, PageParams};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, Path, Query, Result, Routes, Tagged};

use super::{Location, LocationAddress, LocationId, LocationState, check_address, check_priority, store};

/// What a new location needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLocation {
    /// What it is called; no two locations of a merchant share a name.
    #[schema(min_length = 1, max_length = 100, example = "Berlin warehouse")]
    pub name: String,
    /// Orders take stock from the lowest number first; after all others when left out.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub priority: Option<i64>,
    /// Where it is.
    pub address: Option<LocationAddress>,
}

/// What to change of a location. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocationChange {
    /// What it is called.
    name: Option<String>,
    /// Orders take stock from the lowest number first.
    #[schema(minimum = 0, maximum = 1_000_000)]
    priority: Option<i64>,
    /// Where it is, whole.
    address: Option<LocationAddress>,
    /// Whether it is in use.
    state: Option<LocationState>,
}

/// Which locations are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LocationFilter {
    /// Only those in use, or only archived ones; all when left out.
    state: Option<LocationState>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update]
}

/// List locations
///
/// In the order in which they were made.
#[utoipa::path(get, path = "/api/v1/locations", tag = "Stock")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<LocationFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<Location>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let rows = ctx.read(async |tx| store::list(tx, filter.state, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &Location| Cursor::at(row.created_at, row.id))))
}

/// Create a location
#[utoipa::path(post, path = "/api/v1/locations", tag = "Stock")]
async fn create(ctx: Ctx, Json(new): Json<NewLocation>) -> Result<Created<Location>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| make(tx, new).await).await?))
}

/// Makes a location, and says who did.
pub(crate) async fn make(tx: &mut db::Tx, new: NewLocation) -> kernel::Result<Location> {
    let priority = match new.priority {
        Some(priority) => check_priority(priority)?,
        None => store::last_priority(tx).await? + 10,
    };
    let location = Location {
        id: tx.new_id(),
        name: kernel::text::name("name", &new.name)?,
        priority,
        address: kernel::Json(check_address(new.address.unwrap_or_default())?),
        state: LocationState::Active,
        version: 1,
        created_at: tx.now(),
    };
    let location = store::insert(tx, location).await?;
    record(tx, Record::new("location.created").target("location", location.id).after(&location)).await?;
    Ok(location)
}

/// Get a location
#[utoipa::path(get, path = "/api/v1/locations/{location_id}", tag = "Stock")]
async fn get(ctx: Ctx, Path(id): Path<LocationId>) -> Result<Tagged<Location>> {
    ctx.require(STOCK_READ)?;
    let location = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: location.version, value: location })
}

/// Change a location
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost. A location can be archived once
/// nothing lies there, is promised from there or is on its way there.
#[utoipa::path(patch, path = "/api/v1/locations/{location_id}", tag = "Stock")]
async fn update(
    ctx: Ctx,
    Path(id): Path<LocationId>,
    if_match: IfMatch,
    Json(change): Json<LocationChange>,
) -> Result<Tagged<Location>> {
    ctx.require(STOCK_MANAGE)?;
    let location = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::update(tx, apply(before.clone(), change)?).await?;
            // Asked after the change, which others who move stock here wait for or have been waited for.
            if after.state == LocationState::Archived && !store::is_empty(tx, id).await? {
                let message = "Stock lies there, is promised from there or is on its way. Transfer it first.";
                return Err(Error::conflict("location_not_empty", message));
            }
            let entry = Record::new("location.changed").target("location", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: location.version, value: location })
}

fn apply(mut edited: Location, change: LocationChange) -> kernel::Result<Location> {
    if let Some(name) = change.name {
        edited.name = kernel::text::name("name", &name)?;
    }
    if let Some(priority) = change.priority {
        edited.priority = check_priority(priority)?;
    }
    if let Some(address) = change.address {
        edited.address = kernel::Json(check_address(address)?);
    }
    if let Some(state) = change.state {
        edited.state = state;
    }
    Ok(edited)
}
