//! Connections over HTTP.

use catalog::shop::{self, ShopId};
use db::Tx;
use identity::audit::{Record, record};
use identity::permission::{CHANNELS_MANAGE, CHANNELS_READ};
use kernel::{Cursor, Error, Json as Stored, Page, PageParams, Timestamp, present};
use secrets::KeyRing;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoStore, Path, Query, Result, Routes, Tagged};

use super::kept::{self, Kept};
use super::{Connection, ConnectionId, ConnectionSettings, ConnectionState, Need, Needs, check, store};
use crate::Platform;
use crate::inbox::{self, Known, Seen};
use crate::processing::replay;

/// What a new connection needs. What is needed beside the platform and a name depends on the platform.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"platform": "shopify", "name": "Nordlicht on Shopify", "secret": "0123456789abcdef0123456789abcdef"}))]
pub struct NewConnection {
    /// Who sends.
    platform: Platform,
    /// What you call it; no two connections share a name.
    #[schema(min_length = 1, max_length = 100, example = "Nordlicht on Shopify")]
    name: String,
    /// The connected shop that it is for, when it is for one.
    shop_id: Option<ShopId>,
    /// The secret that the platform signs with. For platforms to which you bring one, it is made when left out.
    #[schema(min_length = 8, max_length = 500)]
    secret: Option<String>,
    /// The platform's public key, PEM.
    public_key: Option<String>,
    /// The platform's certificate, PEM.
    certificate: Option<String>,
    /// What else verifying needs.
    #[serde(default)]
    settings: ConnectionSettings,
}

/// What to change of a connection. What is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Nordlicht on Shopify"}))]
pub struct ConnectionChange {
    /// What you call it.
    name: Option<String>,
    /// The connected shop that it is for; null for none.
    #[serde(default, deserialize_with = "present")]
    shop_id: Option<Option<ShopId>>,
    /// Whether it is in use.
    state: Option<ConnectionState>,
    /// A new secret. The one before it goes on being right for 24 hours.
    secret: Option<String>,
    /// Another public key, PEM.
    public_key: Option<String>,
    /// Another certificate, PEM.
    certificate: Option<String>,
    /// What else verifying needs; replaced as a whole.
    settings: Option<ConnectionSettings>,
}

/// A connection as it is shown: never with its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConnectionView {
    /// The id.
    id: ConnectionId,
    /// Who sends.
    platform: Platform,
    /// What the merchant calls it.
    name: String,
    /// The connected shop that it is for.
    #[schema(required)]
    shop_id: Option<ShopId>,
    /// Whether it is in use.
    state: ConnectionState,
    /// The address to register on the platform.
    #[schema(example = "https://tradepost.example/webhooks/conn_01h455vb4pex5vsknk084sn02q")]
    url: String,
    /// What else verifying needs.
    settings: ConnectionSettings,
    /// Whether there is a shared secret.
    has_secret: bool,
    /// Whether a public key or certificate was brought.
    has_key: bool,
    /// The fields that are still to be filled before anything can be verified; nothing is taken in until then.
    #[schema(value_type = Vec<String>, example = json!(["secret"]))]
    missing: Vec<&'static str>,
    /// Until when a secret before the present one is right too.
    #[schema(required)]
    old_secret_ends_at: Option<Timestamp>,
    /// What has come so far.
    seen: Seen,
    /// Counts changes; the `ETag`.
    version: i64,
    /// When it was made.
    created_at: Timestamp,
}

impl ConnectionView {
    async fn of(tx: &mut Tx, ring: &KeyRing, site: &str, connection: Connection) -> kernel::Result<Self> {
        let kept = Kept::read(tx, ring, connection.id).await?;
        let seen = inbox::seen(tx, connection.id).await?;
        Ok(Self {
            id: connection.id,
            platform: connection.platform,
            url: inbox::address(site, connection.id),
            name: connection.name,
            shop_id: connection.shop_id,
            state: connection.state,
            missing: check::missing(connection.platform, &connection.settings.0, &kept),
            settings: connection.settings.0,
            has_secret: kept.has_secret(),
            has_key: kept.has_key(),
            old_secret_ends_at: kept.old_secret_ends_at(tx.now()),
            seen,
            version: connection.version,
            created_at: connection.created_at,
        })
    }
}

/// A new connection, with the secret that Tradepost made for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewConnectionView {
    /// The connection.
    #[serde(flatten)]
    connection: ConnectionView,
    /// The secret to enter on the platform, when Tradepost made it. It is shown this once.
    #[schema(required)]
    secret: Option<String>,
}

/// Which connections are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConnectionFilter {
    /// Only those in this state; all when left out.
    state: Option<ConnectionState>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update]
}

/// List connections
///
/// In the order in which they were made.
#[utoipa::path(get, path = "/api/v1/connections", tag = "Connections")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<ConnectionFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ConnectionView>>> {
    ctx.require(CHANNELS_READ)?;
    let (limit, after, ring) = (page.limit()?, page.after_ascending()?, ctx.service::<KeyRing>()?);
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, filter.state, after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &Connection| Cursor::at(row.created_at, row.id));
            let mut views = Vec::with_capacity(page.data.len());
            for row in page.data {
                views.push(ConnectionView::of(tx, ring, ctx.site(), row).await?);
            }
            Ok(Page { data: views, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Create a connection
///
/// The answer has the address to register on the platform, and, where Tradepost made the secret, that secret: it is shown
/// this once. What the platform shows only after that is filled in later; `missing` names it.
#[utoipa::path(post, path = "/api/v1/connections", tag = "Connections")]
async fn create(ctx: Ctx, Json(new): Json<NewConnection>) -> Result<NoStore<Created<NewConnectionView>>> {
    ctx.require(CHANNELS_MANAGE)?;
    let ring = ctx.service::<KeyRing>()?;
    let view = ctx
        .write(async |tx| {
            let settings = check::settings(new.settings)?;
            let mut kept = Kept::default();
            let mut made = None;
            if let Some(secret) = &new.secret {
                kept.replace_secret(check::secret(secret)?, tx.now());
            } else if Needs::of(new.platform, settings.scheme.as_ref()).secret == Need::Made {
                let secret = kept::new_secret(new.platform, tx.env());
                kept.replace_secret(secret.clone(), tx.now());
                made = Some(secret);
            }
            if let Some(key) = check::key(new.public_key.as_deref(), new.certificate.as_deref())? {
                kept.replace_key(key);
            }
            check::useful(new.platform, &settings, &kept)?;
            known_shop(tx, new.shop_id).await?;
            let connection = Connection {
                id: tx.new_id(),
                platform: new.platform,
                name: kernel::text::name("name", &new.name)?,
                shop_id: new.shop_id,
                state: ConnectionState::Active,
                settings: Stored(settings),
                version: 1,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            let connection = store::insert(tx, connection).await?;
            kept.write(tx, ring, connection.id).await?;
            record(
                tx,
                Record::new("connection.created").target("connection", connection.id).after(&connection),
            )
            .await?;
            let connection = ConnectionView::of(tx, ring, ctx.site(), connection).await?;
            Ok(NewConnectionView { connection, secret: made })
        })
        .await?;
    Ok(NoStore(Created(view)))
}

async fn known_shop(tx: &mut Tx, id: Option<ShopId>) -> kernel::Result<()> {
    if let Some(id) = id
        && shop::find(tx, id).await?.is_none()
    {
        return Err(Error::invalid("shop_id", "unknown", "There is no such shop."));
    }
    Ok(())
}

/// Get a connection
#[utoipa::path(get, path = "/api/v1/connections/{connection_id}", tag = "Connections")]
async fn get(ctx: Ctx, Path(id): Path<ConnectionId>) -> Result<Tagged<ConnectionView>> {
    ctx.require(CHANNELS_READ)?;
    let ring = ctx.service::<KeyRing>()?;
    let view = ctx
        .read(async |tx| {
            let connection = store::get(tx, id).await?;
            ConnectionView::of(tx, ring, ctx.site(), connection).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

/// Change a connection
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost. A new secret is right at once, and the
/// one before it for 24 hours more, because platforms go on signing with it for a while. Nothing is taken in any more while
/// a connection is disconnected.
#[utoipa::path(patch, path = "/api/v1/connections/{connection_id}", tag = "Connections")]
async fn update(
    ctx: Ctx,
    Path(id): Path<ConnectionId>,
    if_match: IfMatch,
    Json(change): Json<ConnectionChange>,
) -> Result<Tagged<ConnectionView>> {
    ctx.require(CHANNELS_MANAGE)?;
    let ring = ctx.service::<KeyRing>()?;
    let view = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let mut edited = before.clone();
            let mut kept = Kept::read(tx, ring, id).await?;
            let key = check::key(change.public_key.as_deref(), change.certificate.as_deref())?;
            let renewed = change.secret.is_some() || key.is_some();
            if let Some(secret) = &change.secret {
                kept.replace_secret(check::secret(secret)?, tx.now());
            }
            if let Some(key) = key {
                kept.replace_key(key);
            }
            if let Some(name) = &change.name {
                edited.name = kernel::text::name("name", name)?;
            }
            if let Some(shop) = change.shop_id {
                known_shop(tx, shop).await?;
                edited.shop_id = shop;
            }
            if let Some(settings) = change.settings {
                edited.settings.0 = check::settings(settings)?;
            }
            edited.state = change.state.unwrap_or(edited.state);
            check::useful(edited.platform, &edited.settings.0, &kept)?;
            let after = store::update(tx, edited).await?;
            if renewed {
                kept.write(tx, ring, id).await?;
                record(tx, Record::new("connection.credentials_renewed").target("connection", id)).await?;
            }
            let entry = Record::new("connection.changed").target("connection", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Known::forget_after(tx);
            // What has waited for a shop, or for the connection to be in use again, has its turn.
            replay::process(tx, [id].into_iter()).await?;
            ConnectionView::of(tx, ring, ctx.site(), after).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}
