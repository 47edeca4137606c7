//! Events over HTTP: as a list, and as a live stream.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use kernel::{Error, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use utoipa::{IntoParams, ToSchema};
use web::openapi::{Answers, Description, Extracts};
use web::{App, Ctx, Failure, Json, Permission, Query, Result, Routes};

use crate::{EventFilter, EventId, EventRow, Follower, latest_sequence};

/// Reading what happened, also as a live stream.
pub const EVENTS_READ: Permission = Permission::new("events.read");

/// A stream ends after this time and is taken up again by its client: whoever lost access meanwhile is noticed then.
const STREAM_LIFETIME: Duration = Duration::from_secs(15 * 60);
/// A sign of life, so that proxies keep an idle stream open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    /// The id.
    id: EventId,
    /// Its place in the organization's log: 1, 2, 3 …
    sequence: i64,
    /// What happened.
    #[schema(example = "member.joined")]
    name: String,
    /// The id of what it happened to.
    #[schema(required)]
    entity: Option<String>,
    /// The particulars.
    payload: serde_json::Value,
    /// When.
    at: Timestamp,
}

impl TryFrom<EventRow> for EventView {
    type Error = Error;

    fn try_from(row: EventRow) -> kernel::Result<Self> {
        let payload = row.payload_as()?;
        Ok(Self {
            id: row.id,
            sequence: row.sequence,
            name: row.name,
            entity: row.entity,
            payload,
            at: row.at,
        })
    }
}

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventSearch {
    /// A name; a final `*` stands for any ending: `member.*`.
    name: Option<String>,
    /// The id of what it happened to.
    entity: Option<String>,
}

impl From<EventSearch> for EventFilter {
    fn from(search: EventSearch) -> Self {
        Self { name: search.name, entity: search.entity }
    }
}

/// Every route of this crate. They ask for the service [`CancellationToken`], which ends the streams.
pub fn routes() -> Routes {
    web::routes![list, stream]
}

/// List events
///
/// Newest first.
#[utoipa::path(get, path = "/api/v1/events", tag = "Events")]
async fn list(
    ctx: Ctx,
    Query(search): Query<EventSearch>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<EventView>>> {
    ctx.require(EVENTS_READ)?;
    let filter = search.into();
    let page = ctx.read(async |tx| crate::list(tx, &page, &filter).await).await?;
    let next = page.next;
    let data = page.data.into_iter().map(EventView::try_from).collect::<kernel::Result<_>>()?;
    Ok(Json(Page { data, next }))
}

/// Follow events
///
/// Server-sent events, one for each event from now on; `id` is its sequence. A client that comes back with
/// `Last-Event-ID` first gets what it missed. The stream ends now and then; browsers take it up again by themselves.
/// An `EventSource` cannot send headers: name the organization by `?organization=`.
#[utoipa::path(get, path = "/api/v1/events/stream", tag = "Events")]
async fn stream(ctx: Ctx, Query(search): Query<EventSearch>, last: LastEventId) -> Result<EventStream> {
    ctx.require(EVENTS_READ)?;
    let after = match last.0 {
        Some(sequence) => sequence,
        None => ctx.read(async |tx| latest_sequence(tx).await).await?,
    };
    let stop = ctx.service::<CancellationToken>()?.clone();
    let follower = Follower::new(ctx.app().db().clone(), ctx.tenant(), after, search.into());
    Ok(EventStream { follower, stop })
}

/// Where a client that comes back had got to.
#[derive(Debug, Clone, Copy)]
pub struct LastEventId(Option<i64>);

impl LastEventId {
    fn of(headers: &HeaderMap) -> kernel::Result<Option<i64>> {
        let Some(value) = headers.get("last-event-id").filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let sequence =
            value.to_str().ok().and_then(|text| text.parse().ok()).filter(|sequence| *sequence >= 0);
        let refuse =
            || Error::invalid("Last-Event-ID", "invalid", "Repeat the id of the last event that you got.");
        sequence.map(Some).ok_or_else(refuse)
    }
}

impl FromRequestParts<App> for LastEventId {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> std::result::Result<Self, Failure> {
        Ok(Self(Self::of(&parts.headers)?))
    }
}

impl Extracts for LastEventId {
    fn describe(description: &mut Description<'_>) {
        description.header("Last-Event-ID", "The `id` of the last event that you got.", false);
    }
}

/// The stream itself.
#[derive(Debug)]
pub struct EventStream {
    follower: Follower,
    stop: CancellationToken,
}

impl IntoResponse for EventStream {
    fn into_response(self) -> Response {
        let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
        Sse::new(frames(self)).keep_alive(keep_alive).into_response()
    }
}

impl Answers for EventStream {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<EventView>();
        description.answer("200", "Server-sent events.", Some(("text/event-stream", schema)));
    }
}

fn frames(stream: EventStream) -> impl Stream<Item = std::result::Result<sse::Event, Infallible>> + Send {
    let EventStream { follower, stop } = stream;
    let end = async move {
        tokio::select! {
            () = stop.cancelled_owned() => {}
            () = tokio::time::sleep(STREAM_LIFETIME) => {}
        }
    };
    follower.into_stream().take_until(Box::pin(end)).filter_map(async |row| frame(row).map(Ok))
}

/// An event that cannot be written as JSON is left out; it cannot have got into the log.
fn frame(row: EventRow) -> Option<sse::Event> {
    let (sequence, name) = (row.sequence.to_string(), row.name.clone());
    let view = EventView::try_from(row).ok()?;
    sse::Event::default().id(sequence).event(name).json_data(view).ok()
}
