//! Taking webhooks in: `POST /webhooks/{connection_id}`, and `GET` for platforms that ask whether somebody is there.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::{Error, Result, Scope, Timestamp};
use web::openapi::{Answers, Description};
use web::{Limit, Path, Raw, Routes, Visitor};

use super::known::Known;
use super::store::NewDelivery;
use super::{Inbox, InboxDeliveryId, address, refusal, wire};
use crate::connection::{ConnectionId, ConnectionState};
use crate::processing::DeliveryState;
use crate::{Delivery, Headers, Identity, Purpose, Rejection, RejectionCode, answer_challenge, identify};

/// Calls of one address to inboxes that do not exist.
const UNKNOWN: Limit = Limit { name: "unknown_inboxes", quota: 100, window: Duration::from_secs(3_600) };
/// Refusals of one connection that are written down.
const REFUSALS: Limit = Limit { name: "inbox_refusals", quota: 100, window: Duration::from_secs(3_600) };
/// What is longer than this in a header or a field is no id or topic of any platform, characters.
const WORD_MAX: usize = 255;

/// How a delivery came.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// As platforms send it, from that address.
    Wire(Option<IpAddr>),
    /// Somebody here tries the inbox out.
    Test,
}

/// What a platform is answered. It reads the status, and at most a line.
#[derive(Debug)]
pub struct Receipt {
    status: StatusCode,
    content_type: &'static str,
    body: String,
}

impl Receipt {
    fn taken() -> Self {
        Self { status: StatusCode::OK, content_type: "text/plain; charset=utf-8", body: String::new() }
    }
}

impl Receipt {
    /// The status, and the line beside it.
    pub(crate) fn into_parts(self) -> (u16, String) {
        (self.status.as_u16(), self.body)
    }
}

impl IntoResponse for Receipt {
    fn into_response(self) -> Response {
        let content_type = HeaderValue::from_static(self.content_type);
        (self.status, [(CONTENT_TYPE, content_type)], self.body).into_response()
    }
}

impl Answers for Receipt {
    fn describe(description: &mut Description<'_>) {
        description.answer("200", "Taken in: it is committed.", None);
        description.answer("401", "Not believed: the signature is not right. eBay is answered 412.", None);
    }
}

pub(super) fn routes() -> Routes {
    web::routes![receive, challenge]
}

/// Take a webhook in
///
/// For platforms. The body is verified as its bytes came, committed, and only then answered with 200. What the platform
/// sends twice is kept once. 5xx and 429 mean: send it again.
#[utoipa::path(post, path = "/webhooks/{connection_id}", tag = "Webhooks")]
async fn receive(visitor: Visitor, Path(id): Path<ConnectionId>, raw: Raw) -> web::Result<Receipt> {
    let inbox = visitor.service::<Inbox>()?;
    let known = known(&visitor, inbox, id).await?;
    visitor.app().limiter().hit(inbox.limit(), id.to_string(), visitor.now()).admitted()?;
    let (ip, headers) = (raw.ip(), headers(&raw.headers));
    let body = raw.body(inbox.0.config.body_bytes_max).await?;
    inbox.judge_and_keep(&visitor, &known, (&headers, body), Way::Wire(ip)).await
}

/// Writes down why a delivery was not taken in, for whoever wonders; no more often than is useful.
async fn note(
    visitor: &Visitor,
    known: &Known,
    delivery: &Delivery<'_>,
    why: (&'static str, &str),
    ip: Option<IpAddr>,
) {
    let (app, id) = (visitor.app(), known.connection.id);
    if app.limiter().hit(REFUSALS, id.to_string(), visitor.now()).admitted().is_err() {
        return;
    }
    let topic = identify(known.connection.platform, delivery).topic.and_then(word);
    let scope = Scope::system(known.tenant, "inbox");
    if let Err(error) = app.db().write(&scope, async |tx| refusal::note(tx, id, why, ip, topic).await).await {
        tracing::warn!(%error, connection = %id, "a refusal was not written down");
    }
}

/// Answer a platform that asks whether somebody is there
///
/// eBay and Adobe send a challenge before they register an address.
#[utoipa::path(get, path = "/webhooks/{connection_id}", tag = "Webhooks")]
async fn challenge(visitor: Visitor, Path(id): Path<ConnectionId>, raw: Raw) -> web::Result<Receipt> {
    let inbox = visitor.service::<Inbox>()?;
    let known = known(&visitor, inbox, id).await?;
    let url = address(visitor.site(), id);
    match answer_challenge(known.connection.platform, &raw.query, &url, &known.credentials) {
        Some(Ok(answer)) => {
            Ok(Receipt { status: StatusCode::OK, content_type: answer.content_type, body: answer.body })
        }
        Some(Err(rejection)) => Ok(refused(StatusCode::BAD_REQUEST.as_u16(), &rejection)),
        None => Err(Error::not_found("page").into()),
    }
}

/// The connection, when it is in use. Whoever tries addresses that do not exist is soon told to wait.
async fn known(visitor: &Visitor, inbox: &Inbox, id: ConnectionId) -> Result<Arc<Known>> {
    let known = inbox.0.memory.find(id).await?;
    if let Some(known) = known.filter(|known| known.connection.state == ConnectionState::Active) {
        return Ok(known);
    }
    visitor.count(UNKNOWN)?;
    Err(Error::not_found("connection"))
}

fn headers(map: &HeaderMap) -> Headers {
    map.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

fn refused(status: u16, rejection: &Rejection) -> Receipt {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNAUTHORIZED);
    let body = format!("{}: {}\n", rejection.code().word(), rejection.detail());
    Receipt { status, content_type: "text/plain; charset=utf-8", body }
}

impl Inbox {
    fn limit(&self) -> Limit {
        Limit::per_minute("inbox", self.0.config.per_minute)
    }

    /// Takes in a test, which did not come over the wire, as if it had: it is counted, verified and committed. Nothing
    /// follows from it: nobody has bought anything.
    pub(crate) async fn take(
        &self,
        visitor: &Visitor,
        id: ConnectionId,
        headers: &Headers,
        body: Bytes,
    ) -> web::Result<Receipt> {
        let known = known(visitor, self, id).await?;
        visitor.app().limiter().hit(self.limit(), id.to_string(), visitor.now()).admitted()?;
        self.judge_and_keep(visitor, &known, (headers, body), Way::Test).await
    }

    async fn judge_and_keep(
        &self,
        visitor: &Visitor,
        known: &Known,
        (headers, body): (&Headers, Bytes),
        way: Way,
    ) -> web::Result<Receipt> {
        let (is_test, ip) = match way {
            Way::Wire(ip) => (false, ip),
            Way::Test => (true, None),
        };
        let url = address(visitor.site(), known.connection.id);
        let delivery = Delivery { headers, body: &body, url: Some(&url), received_at: visitor.now() };
        let platform = known.connection.platform;
        match self.0.keys.judge(platform, &delivery, &known.credentials).await {
            Ok(Ok(())) => {
                self.keep(visitor, known, &delivery, (body.clone(), is_test)).await?;
                Ok(Receipt::taken())
            }
            // WooCommerce asks whether anybody is there before it has anything to sign with.
            Ok(Err(rejection)) if rejection.code() == RejectionCode::UnsignedPing => Ok(Receipt::taken()),
            Ok(Err(rejection)) => {
                note(visitor, known, &delivery, (rejection.code().word(), rejection.detail()), ip).await;
                Ok(refused(platform.refusal_status(), &rejection))
            }
            // Ours, so the platform comes again; and yet somebody may have to do something, such as bring a key.
            Err(error) => {
                note(visitor, known, &delivery, (error.code(), error.detail()), ip).await;
                Err(error.into())
            }
        }
    }

    /// Commits a delivery that is verified, and confirms a subscription when that is what it asks for.
    async fn keep(
        &self,
        visitor: &Visitor,
        known: &Known,
        delivery: &Delivery<'_>,
        (body, is_test): (Bytes, bool),
    ) -> Result<()> {
        let platform = known.connection.platform;
        let mut identity = identify(platform, delivery);
        if is_test {
            identity.purpose = Purpose::Test;
        }
        if identity.purpose == Purpose::Handshake {
            self.0.keys.confirm(platform, delivery).await?;
        }
        let scheme = known.connection.settings.0.scheme.as_ref();
        let headers = wire::kept(delivery.headers, scheme);
        let id = visitor.app().env().id();
        let new = of((id, known.connection.id), delivery.received_at, identity, headers.into(), body);
        self.0.recorder.record(known.tenant, new).await
    }
}

/// The row of a delivery that is verified.
pub(super) fn of(
    (id, connection_id): (InboxDeliveryId, ConnectionId),
    received_at: Timestamp,
    identity: Identity,
    headers: Bytes,
    body: Bytes,
) -> NewDelivery {
    let (entity_kind, entity_id) = match identity.entity {
        Some(entity) => (Some(entity.kind), word(entity.id)),
        None => (None, None),
    };
    NewDelivery {
        id,
        connection_id,
        received_at,
        purpose: identity.purpose,
        unique_key: identity.unique_key.and_then(word),
        delivery_id: identity.delivery_id.and_then(word),
        event_id: identity.event_id.and_then(word),
        topic: identity.topic.and_then(word),
        entity_kind: entity_kind.filter(|_| entity_id.is_some()),
        entity_id,
        entity_version: identity.version.and_then(word),
        entity_updated_at: identity.updated_at,
        occurred_at: identity.occurred_at,
        sender_shop: identity.shop.and_then(word),
        headers,
        body,
        state: match identity.purpose {
            Purpose::Event => DeliveryState::Waiting,
            Purpose::Ping | Purpose::Handshake | Purpose::Test => DeliveryState::Ignored,
        },
        repeats: 0,
    }
}

/// A word that databases take: neither empty nor endless, and without control characters.
fn word(text: String) -> Option<String> {
    let is_word = !text.is_empty() && text.chars().count() <= WORD_MAX && !text.chars().any(char::is_control);
    is_word.then_some(text)
}
