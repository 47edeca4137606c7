//! API keys over HTTP.

use std::collections::BTreeSet;
use std::time::Duration;

use ipnet::IpNet;
use kernel::{Cursor, Error, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, Json, NoContent, NoStore, Path, Query, Result, Routes};

use super::store::{self, NewApiKey};
use super::{ApiKey, ApiKeyId, ApiKeyMode, ApiKeyState, expiring, generate};
use crate::audit::{Record, record};

use crate::permission::{self, API_KEYS_MANAGE, API_KEYS_READ};

const NETWORKS_MAX: usize = 50;
const OVERLAP_HOURS_MAX: u32 = 24 * 30;

/// A program's credentials. The key itself is shown once, when it is made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub struct ApiKeyView {
    /// The id.
    id: ApiKeyId,
    /// What it is for.
    name: String,
    /// What data it reaches.
    mode: ApiKeyMode,
    /// Enough of the key to recognise it.
    #[schema(example = "tp_live_Ab3d…x9Yz")]
    display: String,
    /// What it may do.
    scopes: Vec<String>,
    /// Networks that it may be used from; empty is any.
    ip_allow_list: Vec<String>,
    /// Whether it works.
    state: ApiKeyState,
    /// Who made it; null when they are no member any more.
    #[schema(required)]
    created_by: Option<String>,
    /// When it was made.
    created_at: Timestamp,
    /// When it stops working.
    #[schema(required)]
    expires_at: Option<Timestamp>,
    /// When it was last used, within a minute.
    #[schema(required)]
    last_used_at: Option<Timestamp>,
}

impl ApiKeyView {
    fn new(key: ApiKey, now: Timestamp) -> Self {
        Self {
            state: key.state(now),
            id: key.id,
            name: key.name,
            mode: key.mode,
            display: key.display,
            scopes: key.scopes.0,
            ip_allow_list: key.ip_allow_list.0,
            created_by: key.created_by_name,
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
        }
    }
}

/// A new key, in full for the only time.
#[derive(Serialize, ToSchema)]
pub struct ApiKeyWithSecret {
    /// The key's description.
    api_key: ApiKeyView,
    /// The key. Store it now: it cannot be shown again.
    secret: String,
}

/// What a new key needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100, example = "Warehouse import")]
    name: String,
    /// What data it reaches.
    mode: ApiKeyMode,
    /// What it may do: names of permissions that you have yourself.
    #[schema(example = json!(["members.read"]))]
    scopes: Vec<String>,
    /// When it stops working; never, when left out.
    expires_at: Option<Timestamp>,
    /// Networks that it may be used from, such as `203.0.113.0/24`; any, when left out.
    #[serde(default)]
    ip_allow_list: Vec<String>,
}

/// What to change of a key. What is left out stays; a null `expires_at` lets it live for ever.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyChange {
    /// What it is for.
    name: Option<String>,
    /// What it may do.
    scopes: Option<Vec<String>>,
    /// Networks that it may be used from.
    ip_allow_list: Option<Vec<String>>,
    /// When it stops working.
    #[serde(default, deserialize_with = "kernel::present")]
    #[schema(value_type = Option<Timestamp>)]
    expires_at: Option<Option<Timestamp>>,
}

/// How to replace a key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reroll {
    /// How long the old key goes on working beside the new one: 0, at once, to 720.
    #[schema(minimum = 0, maximum = 720)]
    overlap_hours: u32,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, update, reroll, revoke]
}

/// List API keys
///
/// Newest first, also those that no longer work.
#[utoipa::path(get, path = "/api/v1/api-keys", tag = "API keys")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<ApiKeyView>>> {
    ctx.require(API_KEYS_READ)?;
    let (limit, after, now) = (page.limit()?, page.after_descending()?, ctx.now());
    let rows = ctx.read(async |tx| store::list(tx, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &ApiKey| Cursor::at(row.created_at, row.id));
    Ok(Json(page.map(|key| ApiKeyView::new(key, now))))
}

/// Create an API key
///
/// The answer is the only place where the key ever stands in full.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "API keys")]
async fn create(ctx: Ctx, Json(new): Json<NewKey>) -> Result<NoStore<Created<ApiKeyWithSecret>>> {
    ctx.require(API_KEYS_MANAGE)?;
    let now = ctx.now();
    let new = NewApiKey {
        name: kernel::text::name("name", &new.name)?,
        mode: new.mode,
        scopes: check_scopes(&ctx, new.scopes)?,
        ip_allow_list: check_networks(new.ip_allow_list)?,
        created_by: ctx.principal().and_then(|principal| principal.user_id),
        expires_at: check_expiry(new.expires_at, now)?,
    };
    let secret = generate(ctx.app().env(), new.mode);
    let api_key = ctx
        .write(async |tx| {
            let after = json!({"name": new.name, "mode": new.mode, "scopes": new.scopes});
            let told = json!({"name": new.name});
            let expires_at = new.expires_at;
            let id = store::insert(tx, new, &secret).await?;
            expiring::plan(tx, id, expires_at).await?;
            record(tx, Record::new("api_key.created").target("api_key", id).after(after).tell(told)).await?;
            store::get(tx, id).await
        })
        .await?;
    Ok(NoStore(Created(ApiKeyWithSecret { api_key: ApiKeyView::new(api_key, now), secret })))
}

/// Change an API key
#[utoipa::path(patch, path = "/api/v1/api-keys/{api_key_id}", tag = "API keys")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ApiKeyId>,
    Json(change): Json<KeyChange>,
) -> Result<Json<ApiKeyView>> {
    ctx.require(API_KEYS_MANAGE)?;
    let now = ctx.now();
    let name = change.name.as_deref().map(|name| kernel::text::name("name", name)).transpose()?;
    let scopes = change.scopes.map(|scopes| check_scopes(&ctx, scopes)).transpose()?;
    let networks = change.ip_allow_list.map(check_networks).transpose()?;
    let expires_at = change.expires_at.map(|at| check_expiry(at, now)).transpose()?;
    let key = ctx
        .write(async |tx| {
            let mut key = store::get_for_change(tx, id).await?;
            living(&key, now)?;
            let facts = |key: &ApiKey| {
                json!({"name": key.name, "scopes": key.scopes.0, "ip_allow_list": key.ip_allow_list.0,
                       "expires_at": key.expires_at})
            };
            let before = facts(&key);
            let ended_at = key.expires_at;
            key.name = name.unwrap_or(key.name);
            key.scopes.0 = scopes.unwrap_or(key.scopes.0);
            key.ip_allow_list.0 = networks.unwrap_or(key.ip_allow_list.0);
            key.expires_at = expires_at.unwrap_or(key.expires_at);
            store::update(tx, &key).await?;
            if key.expires_at != ended_at {
                expiring::plan(tx, id, key.expires_at).await?;
            }
            let entry = Record::new("api_key.changed").target("api_key", id);
            let told = json!({"name": key.name});
            record(tx, entry.before(before).after(facts(&key)).tell(told)).await?;
            Ok(key)
        })
        .await?;
    Ok(Json(ApiKeyView::new(key, now)))
}

/// Replace an API key
///
/// Makes a new key with the same name, scopes and networks. The old one goes on working for the overlap, so that
/// programs can change over one by one.
#[utoipa::path(post, path = "/api/v1/api-keys/{api_key_id}/reroll", tag = "API keys")]
async fn reroll(
    ctx: Ctx,
    Path(id): Path<ApiKeyId>,
    Json(reroll): Json<Reroll>,
) -> Result<NoStore<Created<ApiKeyWithSecret>>> {
    ctx.require(API_KEYS_MANAGE)?;
    if reroll.overlap_hours > OVERLAP_HOURS_MAX {
        return Err(Error::invalid("overlap_hours", "out_of_range", "Use 0 to 720 hours.").into());
    }
    let now = ctx.now();
    let created_by = ctx.principal().and_then(|principal| principal.user_id);
    let (api_key, secret) = ctx
        .write(async |tx| {
            let mut old = store::get_for_change(tx, id).await?;
            living(&old, now)?;
            if old.replaced_by.is_some() {
                return Err(Error::conflict(
                    "already_replaced",
                    "Another key takes this one's place already.",
                ));
            }
            check_scopes(&ctx, old.scopes.0.clone())?;
            let secret = generate(tx.env(), old.mode);
            let new = NewApiKey {
                name: old.name.clone(),
                mode: old.mode,
                scopes: old.scopes.0.clone(),
                ip_allow_list: old.ip_allow_list.0.clone(),
                created_by,
                expires_at: old.expires_at,
            };
            let expires_at = new.expires_at;
            let new_id = store::insert(tx, new, &secret).await?;
            expiring::plan(tx, new_id, expires_at).await?;
            let ends = now.plus(Duration::from_secs(u64::from(reroll.overlap_hours) * 3_600));
            old.expires_at = Some(old.expires_at.map_or(ends, |at| at.min(ends)));
            old.replaced_by = Some(new_id);
            store::update(tx, &old).await?;
            let after =
                json!({"name": old.name, "replaced_by": new_id, "overlap_hours": reroll.overlap_hours});
            let told = json!({"name": old.name});
            record(tx, Record::new("api_key.rerolled").target("api_key", id).after(after).tell(told)).await?;
            Ok((store::get(tx, new_id).await?, secret))
        })
        .await?;
    Ok(NoStore(Created(ApiKeyWithSecret { api_key: ApiKeyView::new(api_key, now), secret })))
}

/// Revoke an API key
///
/// It stops working at once, in every process within seconds.
#[utoipa::path(delete, path = "/api/v1/api-keys/{api_key_id}", tag = "API keys")]
async fn revoke(ctx: Ctx, Path(id): Path<ApiKeyId>) -> Result<NoContent> {
    ctx.require(API_KEYS_MANAGE)?;
    ctx.write(async |tx| {
        let mut key = store::get_for_change(tx, id).await?;
        if key.revoked_at.is_some() {
            return Ok(());
        }
        key.revoked_at = Some(tx.now());
        store::update(tx, &key).await?;
        let entry = Record::new("api_key.revoked").target("api_key", id);
        record(tx, entry.before(json!({"name": key.name}))).await
    })
    .await?;
    Ok(NoContent)
}

fn living(key: &ApiKey, now: Timestamp) -> kernel::Result<()> {
    match key.state(now) {
        ApiKeyState::Active | ApiKeyState::Replaced => Ok(()),
        ApiKeyState::Expired | ApiKeyState::Revoked => {
            Err(Error::conflict("api_key_ended", "This key no longer works. Create a new one."))
        }
    }
}

/// Nobody hands out more than they have.
fn check_scopes(ctx: &Ctx, scopes: Vec<String>) -> kernel::Result<Vec<String>> {
    let scopes: BTreeSet<String> = scopes.into_iter().collect();
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "required", "Choose at least one scope."));
    }
    for scope in &scopes {
        let permission = permission::find(scope).ok_or_else(|| {
            Error::invalid("scopes", "unknown_scope", format!("There is no scope {scope}."))
        })?;
        if !ctx.membership().permissions.allow(permission) {
            let message = format!("You cannot give the scope {scope}, because you do not have it.");
            return Err(Error::invalid("scopes", "scope_not_allowed", message));
        }
    }
    Ok(scopes.into_iter().collect())
}

fn check_networks(networks: Vec<String>) -> kernel::Result<Vec<String>> {
    if networks.len() > NETWORKS_MAX {
        return Err(Error::invalid(
            "ip_allow_list",
            "too_many",
            format!("Use at most {NETWORKS_MAX} networks."),
        ));
    }
    let parse = |(index, text): (usize, String)| {
        let text = text.trim();
        let network =
            text.parse::<IpNet>().ok().or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from));
        network.map(|network| network.trunc().to_string()).ok_or_else(|| {
            let message = "Use an address or a network such as 203.0.113.0/24.";
            Error::invalid(format!("ip_allow_list.{index}"), "invalid", message)
        })
    };
    networks.into_iter().enumerate().map(parse).collect()
}

fn check_expiry(at: Option<Timestamp>, now: Timestamp) -> kernel::Result<Option<Timestamp>> {
    match at {
        Some(at) if at <= now => {
            Err(Error::invalid("expires_at", "in_the_past", "Choose a time in the future."))
        }
        at => Ok(at),
    }
}
