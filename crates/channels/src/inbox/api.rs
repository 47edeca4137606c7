//! The inbox over HTTP.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use identity::permission::{CHANNELS_READ, CUSTOMERS_READ};
use kernel::{Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use web::{Ctx, Json, Path, Query, Result, Routes};

use super::refusal::{self, InboxRefusal};
use super::{InboxDelivery, InboxDeliveryId, mask, store};
use crate::connection::{self, ConnectionId};
use crate::processing::{DeliveryState, Effect};
use crate::{Coverage, Delivery, EntityKind, Headers, Normalized, Purpose, normalize};

/// Which deliveries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    /// Only those of this connection.
    pub(super) connection: Option<ConnectionId>,
    /// Only those with this topic, in the platform's words.
    pub(super) topic: Option<String>,
    /// Only those about this kind of thing.
    pub(super) entity_kind: Option<EntityKind>,
    /// Only those about the thing with this id on its platform.
    pub(super) entity_id: Option<String>,
    /// Only those that this has become of: `failed` lists the dead letters.
    pub(super) state: Option<DeliveryState>,
}

/// A delivery as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboxDeliveryLine {
    /// The id.
    id: InboxDeliveryId,
    /// Who sent it.
    connection_id: ConnectionId,
    /// When it came.
    received_at: Timestamp,
    /// What it is for.
    purpose: Purpose,
    /// The platform's id of it.
    #[schema(required)]
    delivery_id: Option<String>,
    /// The platform's id of what happened, which several deliveries may share.
    #[schema(required)]
    event_id: Option<String>,
    /// What happened, in the platform's words.
    #[schema(required)]
    topic: Option<String>,
    /// What kind of thing it happened to.
    #[schema(required)]
    entity_kind: Option<EntityKind>,
    /// That thing's id on the platform.
    #[schema(required)]
    entity_id: Option<String>,
    /// When that thing was last changed.
    #[schema(required)]
    entity_updated_at: Option<Timestamp>,
    /// When it happened.
    #[schema(required)]
    occurred_at: Option<Timestamp>,
    /// The shop or account that it speaks of, in the platform's words.
    #[schema(required)]
    sender_shop: Option<String>,
    /// How long its body is.
    body_bytes: i64,
    /// How often it came again; what came first is kept.
    repeats: i64,
    /// What became of it.
    state: DeliveryState,
    /// Why it failed, as a word.
    #[schema(required)]
    code: Option<String>,
    /// Why it failed, or waits for a person or another attempt.
    #[schema(required)]
    detail: Option<String>,
    /// How often it was tried.
    attempts: i64,
    /// When it is tried again.
    #[schema(required)]
    next_attempt_at: Option<Timestamp>,
    /// When it was processed last.
    #[schema(required)]
    processed_at: Option<Timestamp>,
    /// The mapping that has read it.
    #[schema(required)]
    mapping_version: Option<i64>,
    /// What became of each of its changes.
    effects: Vec<Effect>,
    /// When its headers and body were dropped, because they were kept for long enough.
    #[schema(required)]
    dropped_at: Option<Timestamp>,
}

impl From<InboxDelivery> for InboxDeliveryLine {
    fn from(row: InboxDelivery) -> Self {
        Self {
            id: row.id,
            connection_id: row.connection_id,
            received_at: row.received_at,
            purpose: row.purpose,
            delivery_id: row.delivery_id,
            event_id: row.event_id,
            topic: row.topic,
            entity_kind: row.entity_kind,
            entity_id: row.entity_id,
            entity_updated_at: row.entity_updated_at,
            occurred_at: row.occurred_at,
            sender_shop: row.sender_shop,
            body_bytes: row.body_bytes,
            repeats: row.repeats,
            state: row.state,
            code: row.code,
            detail: row.detail,
            attempts: row.attempts,
            next_attempt_at: row.next_attempt_at,
            processed_at: row.processed_at,
            mapping_version: row.mapping_version,
            effects: row.effects.map(|effects| effects.0).unwrap_or_default(),
            dropped_at: row.dropped_at,
        }
    }
}

/// A header as it came.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboxHeader {
    /// Its name, in small letters.
    name: String,
    /// Its value; bytes that are no UTF-8 are replaced, and credentials are hidden.
    value: String,
}

/// How a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyForm {
    /// As it came.
    Text,
    /// Bytes that are no text, in base64.
    Base64,
    /// JSON in which what could tell who somebody is does not stand: the reader may not see customers.
    Masked,
    /// Not at all: the reader may not see customers, and in what is no JSON they cannot be told apart.
    Hidden,
}

/// A delivery with what came.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxDeliveryView {
    /// What lists show of it.
    #[serde(flatten)]
    line: InboxDeliveryLine,
    /// Its headers, in the order in which they came.
    headers: Vec<InboxHeader>,
    /// How `body` is to be read.
    body_form: BodyForm,
    /// What came.
    body: String,
    /// The delivery about the same thing that came before it.
    #[schema(required)]
    previous_id: Option<InboxDeliveryId>,
    /// What it says, as the mapping of today reads it; null when it cannot be read.
    #[schema(required)]
    normalized: Option<NormalizedView>,
    /// Why it cannot be read.
    #[schema(required)]
    unreadable: Option<String>,
}

/// What a delivery says, in our words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NormalizedDelivery)]
pub struct NormalizedView {
    /// What has changed. Who may not see customers sees nothing in it that tells who somebody is.
    changes: Vec<Value>,
    /// What became of the fields of the body.
    coverage: Coverage,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, get, refusals].merge(super::settings::routes()).merge(super::receive::routes())
}

/// List deliveries
///
/// What the connections of the organization were sent, the newest first.
#[utoipa::path(get, path = "/api/v1/inbox/deliveries", tag = "Inbox")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<DeliveryFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<InboxDeliveryLine>>> {
    ctx.require(CHANNELS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| store::list(tx, &filter, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, store::place);
    Ok(Json(Page { data: page.data.into_iter().map(Into::into).collect(), next: page.next }))
}

/// Get a delivery
///
/// With its headers and its body as they came. Who may not see customers sees a body in which nothing tells who somebody is.
#[utoipa::path(get, path = "/api/v1/inbox/deliveries/{delivery_id}", tag = "Inbox")]
async fn get(ctx: Ctx, Path(id): Path<InboxDeliveryId>) -> Result<Json<InboxDeliveryView>> {
    ctx.require(CHANNELS_READ)?;
    let (whole, previous_id) = ctx
        .read(async |tx| {
            let whole = store::get(tx, id).await?;
            let previous = store::before(tx, &whole.delivery).await?;
            Ok((whole, previous))
        })
        .await?;
    let may_see_people = ctx.require(CUSTOMERS_READ).is_ok();
    let (body_form, body) = shown(&whole.body, may_see_people);
    let parsed = Headers::parse(&whole.headers).unwrap_or_default();
    let headers = parsed.iter().map(|(name, value)| InboxHeader {
        name: name.to_owned(),
        value: String::from_utf8_lossy(value).into_owned(),
    });
    let headers = headers.collect();
    let connection = connection::store::get;
    let platform = ctx.read(async |tx| connection(tx, whole.delivery.connection_id).await).await?.platform;
    let received =
        Delivery { headers: &parsed, body: &whole.body, url: None, received_at: whole.delivery.received_at };
    let is_event = matches!(whole.delivery.purpose, Purpose::Event | Purpose::Test)
        && whole.delivery.dropped_at.is_none();
    let (normalized, unreadable) = match is_event.then(|| normalize(platform, &received)) {
        Some(Ok(read)) => (Some(view_of(read, may_see_people)), None),
        Some(Err(unreadable)) => (None, Some(unreadable.to_string())),
        None => (None, None),
    };
    let line = whole.delivery.into();
    Ok(Json(InboxDeliveryView { line, headers, body_form, body, previous_id, normalized, unreadable }))
}

fn view_of(read: Normalized, may_see_people: bool) -> NormalizedView {
    let shown = |change| {
        let value = serde_json::to_value(change).unwrap_or_default();
        if may_see_people { value } else { mask::masked(value) }
    };
    NormalizedView { changes: read.changes.into_iter().map(shown).collect(), coverage: read.coverage }
}

fn shown(body: &[u8], may_see_people: bool) -> (BodyForm, String) {
    if !may_see_people {
        return match serde_json::from_slice::<Value>(body) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) => {
                (BodyForm::Masked, mask::masked(value).to_string())
            }
            _ if body.is_empty() => (BodyForm::Text, String::new()),
            _ => (BodyForm::Hidden, String::new()),
        };
    }
    match str::from_utf8(body) {
        Ok(text) => (BodyForm::Text, text.to_owned()),
        Err(_) => (BodyForm::Base64, STANDARD.encode(body)),
    }
}

/// List a connection's refusals
///
/// The last deliveries to its address that were not believed, the newest first, and why.
#[utoipa::path(get, path = "/api/v1/connections/{connection_id}/refusals", tag = "Connections")]
async fn refusals(ctx: Ctx, Path(id): Path<ConnectionId>) -> Result<Json<Page<InboxRefusal>>> {
    ctx.require(CHANNELS_READ)?;
    let rows = ctx
        .read(async |tx| {
            connection::store::get(tx, id).await?;
            refusal::list(tx, id, refusal::kept()).await
        })
        .await?;
    Ok(Json(Page::all(rows)))
}
