//! `Idempotency-Key`: a POST that is sent twice has its effect once and is answered alike.
//!
//! A key goes through three states. `started`: somebody is working on it. `committed`: the transaction with its effect
//! has committed; [`Ctx::write`](crate::Ctx::write) says so in that very transaction. `answered`: the answer is stored
//! and will be repeated. Whoever works renews its lock, so that a lock which lapsed tells of a process that died. The
//! state tells a repetition whether it may run then (`started`) or must not (`committed`). Refusals are not stored:
//! whoever mends the request may use the key again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use db::{Db, OnUnique, Tx};
use http_body_util::{BodyExt, Limited};
use kernel::{Entity, Error, Json, Result, Scope, TenantId, Timestamp};
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::{App, Failure, Principal};

const HEADER: &str = "idempotency-key";
const KEY_MAX: usize = 255;
/// Answers above this are not kept: the repetition is told that the effect is there.
const BODY_MAX: usize = 256 * 1024;
/// How long a key is remembered.
pub(crate) const RETENTION: Duration = Duration::from_secs(24 * 60 * 60);
const KEPT_HEADERS: [HeaderName; 3] = [CONTENT_TYPE, ETAG, LOCATION];

struct IdempotencyKey;
impl Entity for IdempotencyKey {
    const PREFIX: &'static str = "idk";
}

/// A key that this request holds, until its lock lapses and another takes over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    tenant: TenantId,
    /// Whoever takes over gives the key another id, so this tells whether it is still ours.
    id: Uuid,
}

impl Claim {
    /// Says, in the transaction that has the effect, that there will be one. Refuses, and so undoes the effect, when
    /// another request took over because this one was too slow.
    pub(crate) async fn mark_committed(&self, tx: &mut Tx) -> Result<()> {
        let marked = tx
            .global_query(
                "UPDATE idempotency_keys SET state = 'committed'
                 WHERE tenant_id = $1 AND id = $2 AND state IN ('started', 'committed')",
            )
            .bind(self.tenant)
            .bind(self.id)
            .execute()
            .await?;
        if marked == 1 { Ok(()) } else { Err(busy()) }
    }

    fn scope(&self) -> Scope {
        Scope::system(self.tenant, "idempotency")
    }

    /// When there is no answer to repeat: forgets the key if nothing was committed, so that it may be used again; else
    /// ends the lock, so that a repetition learns at once that it must not wait.
    async fn release(&self, db: &Db) -> Result<()> {
        let forget = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND id = $2 AND state = 'started'";
        db.write(&self.scope(), async |tx| {
            let now = tx.now();
            tx.query(forget).bind(self.id).execute().await?;
            self.lock_until(tx, now).await
        })
        .await
    }

    async fn lock_until(&self, tx: &mut Tx, time: Timestamp) -> Result<()> {
        let sql = "UPDATE idempotency_keys SET locked_until = $3
                   WHERE tenant_id = $1 AND id = $2 AND state IN ('started', 'committed')";
        tx.query(sql).bind(self.id).bind(time).execute().await.map(drop)
    }

    /// Renews the lock for as long as it is polled. A renewal that fails is tried again: what is at stake is that another
    /// takes over too early, and then this request cannot commit.
    async fn keep(&self, db: &Db, lock: Duration) -> Infallible {
        let (beat, scope) = (lock / 3, self.scope());
        loop {
            tokio::time::sleep(beat).await;
            let renewed = db.write(&scope, async |tx| {
                let until = tx.now().plus(lock);
                self.lock_until(tx, until).await
            });
            if let Err(error) = renewed.await {
                tracing::warn!(%error, "the lock of an idempotency key could not be renewed");
            }
        }
    }

    async fn store(&self, db: &Db, answer: Answer) -> Result<()> {
        let sql = "UPDATE idempotency_keys SET state = 'answered', status = $3, headers = $4, body = $5
                   WHERE tenant_id = $1 AND id = $2";
        db.write(&self.scope(), async |tx| {
            let query = tx.query(sql).bind(self.id);
            let query = query.bind(answer.status).bind(Json(answer.headers)).bind(answer.body);
            query.execute().await.map(drop)
        })
        .await
    }
}

/// Gives the key back when the request ends without an answer to repeat: refused, failed, or dropped in the middle
/// because it took too long or its client hung up. Dropping it undid whatever was not yet committed.
struct Held {
    claim: Claim,
    db: Db,
    settled: bool,
}

impl Held {
    async fn settle(mut self, answer: Option<Answer>) {
        // In a task of its own: a client that hangs up now must not keep the key from being settled.
        self.settled = true;
        let (db, claim) = (self.db.clone(), self.claim);
        drop(tokio::spawn(async move { settle(&db, claim, answer).await }).await);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let (false, Ok(runtime)) = (self.settled, Handle::try_current()) {
            let (db, claim) = (self.db.clone(), self.claim);
            runtime.spawn(async move { settle(&db, claim, None).await });
        }
    }
}

async fn settle(db: &Db, claim: Claim, answer: Option<Answer>) {
    let outcome = match answer {
        Some(answer) => claim.store(db, answer).await,
        None => claim.release(db).await,
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, "an idempotency key could not be settled; it stays locked until its lock lapses");
    }
}

struct Answer {
    status: i64,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Uuid,
    request_hash: Vec<u8>,
    state: String,
    status: Option<i64>,
    headers: Option<Json<Vec<(String, String)>>>,
    body: Option<Vec<u8>>,
    locked_until: Timestamp,
}

/// The middleware. Requests without the header, and those of nobody in particular, pass untouched.
pub(crate) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let principal = request.extensions().get::<Arc<Principal>>().cloned();
    let key = request.headers().get(HEADER).cloned();
    match (request.method(), key, principal) {
        (&Method::POST, Some(key), Some(principal)) => {
            match guarded(&app, request, next, &key, &principal).await {
                Ok(response) => response,
                Err(error) => Failure::from(error).into_response(),
            }
        }
        _ => next.run(request).await,
    }
}

async fn guarded(
    app: &App,
    request: Request,
    next: Next,
    key: &HeaderValue,
    principal: &Principal,
) -> Result<Response> {
    let key = key.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_MAX).ok_or_else(|| {
        Error::invalid("Idempotency-Key", "invalid", "Use 1 to 255 visible ASCII characters, such as a UUID.")
    })?;
    let (mut parts, body) = request.into_parts();
    let (known, body) = if is_file(&parts.headers) {
        let length = parts.headers.get(CONTENT_LENGTH).map_or(&[][..], HeaderValue::as_bytes);
        (Bytes::copy_from_slice(length), body)
    } else {
        let bytes = whole(body, app.config().max_body_bytes).await?;
        (bytes.clone(), Body::from(bytes))
    };
    let mut hash = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), &known] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let tenant = principal.membership.as_ref().map_or(TenantId::OPERATOR, |membership| membership.tenant);
    let actor = principal.id().unwrap_or_default();
    let known = Known { actor, key, hash: hash.finalize().to_vec(), lock: app.config().idempotency_lock };
    let claim = match claim(app.db(), tenant, &known).await? {
        Claimed::Mine(claim) => claim,
        Claimed::Answered(response) => return Ok(response),
    };
    let held = Held { claim, db: app.db().clone(), settled: false };
    parts.extensions.insert(Arc::new(claim));
    let response = tokio::select! {
        response = next.run(Request::from_parts(parts, body)) => response,
        never = claim.keep(app.db(), known.lock) => match never {},
    };
    let (answer, response) = answer_of(response).await?;
    held.settle(answer).await;
    Ok(response)
}

/// An upload is not held in memory to be compared: one is taken for the other when both are of the same length. All
/// else is JSON, or nothing.
fn is_file(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| !value.trim_start().to_ascii_lowercase().starts_with("application/json"))
}

async fn whole(body: Body, max_bytes: usize) -> Result<Bytes> {
    let body = Limited::new(body, max_bytes).collect().await.map_err(|_| {
        Error::new(
            kernel::ErrorKind::Invalid,
            "body_too_large",
            "The request body is too large or was cut off.",
        )
    })?;
    Ok(body.to_bytes())
}

/// What a key is known by, and how long it is locked for whoever works on it.
struct Known<'k> {
    actor: Uuid,
    key: &'k str,
    hash: Vec<u8>,
    lock: Duration,
}

enum Claimed {
    Mine(Claim),
    Answered(Response),
}

async fn claim(db: &Db, tenant: TenantId, known: &Known<'_>) -> Result<Claimed> {
    let scope = Scope::system(tenant, "idempotency");
    db.write(&scope, async |tx| {
        let (id, now) = (tx.new_id::<IdempotencyKey>(), tx.now());
        let locked_until = now.plus(known.lock);
        let inserted = tx
            .query(
                "INSERT INTO idempotency_keys
                     (tenant_id, id, actor_id, key, request_hash, state, locked_until, created_at)
                 VALUES ($1, $2, $3, $4, $5, 'started', $6, $7)
                 ON CONFLICT (tenant_id, actor_id, key) DO NOTHING",
            )
            .bind(id)
            .bind(known.actor)
            .bind(known.key.to_owned())
            .bind(known.hash.clone())
            .bind(locked_until)
            .bind(now)
            .execute()
            .await
            .on_unique(("idempotency_keys", "key"), busy)?;
        if inserted == 1 {
            return Ok(Claimed::Mine(Claim { tenant, id: id.uuid() }));
        }
        let row: Option<Row> = tx
            .query(
                "SELECT id, request_hash, state, status, headers, body, locked_until FROM idempotency_keys
                 WHERE tenant_id = $1 AND actor_id = $2 AND key = $3",
            )
            .bind(known.actor)
            .bind(known.key.to_owned())
            .fetch_optional()
            .await?;
        let row = row.ok_or_else(busy)?;
        if row.request_hash != known.hash {
            return Err(Error::invalid(
                "Idempotency-Key",
                "idempotency_key_reused",
                "This key was used for another request. Use a new one.",
            ));
        }
        take_over(tx, tenant, row, known.lock).await
    })
    .await
}

/// What becomes of a request whose key is known already.
async fn take_over(tx: &mut Tx, tenant: TenantId, row: Row, lock: Duration) -> Result<Claimed> {
    let now = tx.now();
    match row.state.as_str() {
        "answered" => Ok(Claimed::Answered(repeat(row)?)),
        "committed" if row.locked_until <= now => Err(lost_answer()),
        "started" if row.locked_until <= now => {
            // Whoever held it died before anything was committed, or was cut off from the database: it does not find
            // the key any more, and so cannot commit. The old id in the condition lets only one of several repetitions
            // take over, the old time lets none do it whose holder has just come back.
            let id = tx.new_id::<IdempotencyKey>().uuid();
            let taken = tx
                .query(
                    "UPDATE idempotency_keys SET id = $4, locked_until = $5
                     WHERE tenant_id = $1 AND id = $2 AND state = 'started' AND locked_until = $3",
                )
                .bind(row.id)
                .bind(row.locked_until)
                .bind(id)
                .bind(now.plus(lock))
                .execute()
                .await?;
            if taken == 1 {
                return Ok(Claimed::Mine(Claim { tenant, id }));
            }
            Err(busy())
        }
        _ => Err(busy()),
    }
}

fn busy() -> Error {
    Error::conflict(
        "idempotency_key_in_use",
        "The first request with this key is still being worked on. Try again in a moment.",
    )
}

fn lost_answer() -> Error {
    Error::conflict(
        "idempotency_answer_lost",
        "The first request with this key took effect, but its answer cannot be repeated. Look up what it made.",
    )
}

fn repeat(row: Row) -> Result<Response> {
    let (Some(status), Some(body)) = (row.status, row.body) else { return Err(lost_answer()) };
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = (status.unwrap_or(StatusCode::OK), body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    for (name, value) in row.headers.unwrap_or_default().0 {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    Ok(response)
}

/// The answer to keep, if there is one, and the response to send. Refusals are not kept: whoever mends the request may
/// use the key again. Neither are secrets, which are shown once, nor answers too large to be worth it.
async fn answer_of(response: Response) -> Result<(Option<Answer>, Response)> {
    if !response.status().is_success() {
        return Ok((None, response));
    }
    let (parts, body) = response.into_parts();
    let bytes: Bytes = body.collect().await.map_err(Error::internal)?.to_bytes();
    let text = |name: &HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let secret = text(&CACHE_CONTROL).is_some_and(|value| value.contains("no-store"));
    let answer = (!secret && bytes.len() <= BODY_MAX).then(|| Answer {
        status: i64::from(parts.status.as_u16()),
        headers: KEPT_HEADERS
            .iter()
            .filter_map(|name| text(name).map(|value| (name.to_string(), value.to_owned())))
            .collect(),
        body: bytes.to_vec(),
    });
    Ok((answer, Response::from_parts(parts, Body::from(bytes))))
}

/// Forgets keys older than a day, at most `limit`; answers how many.
pub async fn prune(db: &Db, limit: i64) -> Result<u64> {
    let scope = Scope::installation("idempotency");
    db.write(&scope, async |tx| {
        let before = tx.now().minus(RETENTION);
        tx.global_query(
            "DELETE FROM idempotency_keys WHERE (tenant_id, id) IN (
                 SELECT tenant_id, id FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2)",
        )
        .bind(before)
        .bind(limit)
        .execute()
        .await
    })
    .await
}
