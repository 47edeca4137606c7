//! `Idempotency-Key`: a POST that is sent twice has its effect once and is answered alike.
//!
//! A key goes through three states. `started`: somebody is working on it. `committed`: the transaction with its effect
//! has committed; [`Ctx::write`](crate::Ctx::write) says so in that very transaction. `answered`: the answer is stored
//! and will be repeated. When a process dies in between, the state tells a repetition whether it may run (`started`,
//! lock lapsed) or must not (`committed`). Refusals are not stored: whoever mends the request may use the key again.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use db::{Db, OnUnique, Tx};
use http_body_util::{BodyExt, Limited};
use kernel::{Entity, Error, Json, Result, Scope, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{App, Failure, Principal};

const HEADER: &str = "idempotency-key";
const KEY_MAX: usize = 255;
/// How long a request may work before another with the same key may take over, if nothing was committed.
const LOCK: Duration = Duration::from_secs(120);
/// Answers above this are not kept: the repetition is told that the effect is there.
const BODY_MAX: usize = 256 * 1024;
/// How long a key is remembered.
pub(crate) const RETENTION: Duration = Duration::from_secs(24 * 60 * 60);
const KEPT_HEADERS: [HeaderName; 3] = [CONTENT_TYPE, ETAG, LOCATION];

struct IdempotencyKey;
impl Entity for IdempotencyKey {
    const PREFIX: &'static str = "idk";
}

/// A key that this request holds.
#[derive(Debug)]
pub(crate) struct Claim {
    tenant: TenantId,
    id: Uuid,
}

impl Claim {
    /// Says, in the transaction that has the effect, that there will be one.
    pub(crate) async fn mark_committed(&self, tx: &mut Tx) -> Result<()> {
        tx.global_query("UPDATE idempotency_keys SET state = 'committed' WHERE tenant_id = $1 AND id = $2")
            .bind(self.tenant)
            .bind(self.id)
            .execute()
            .await?;
        Ok(())
    }

    fn scope(&self) -> Scope {
        Scope::system(self.tenant, "idempotency")
    }

    /// After a refusal: forget the key, unless something was committed all the same.
    async fn release(&self, db: &Db) -> Result<()> {
        let sql = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND id = $2 AND state = 'started'";
        db.write(&self.scope(), async |tx| tx.query(sql).bind(self.id).execute().await.map(drop)).await
    }

    async fn store(&self, db: &Db, answer: Answer) -> Result<()> {
        let sql = "UPDATE idempotency_keys SET state = 'answered', status = $3, headers = $4, body = $5
                   WHERE tenant_id = $1 AND id = $2";
        db.write(&self.scope(), async |tx| {
            let query = tx.query(sql).bind(self.id).bind(answer.status).bind(Json(answer.headers));
            query.bind(answer.body).execute().await.map(drop)
        })
        .await
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
    locked_until: kernel::Timestamp,
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
    let bytes = Limited::new(body, app.config().max_body_bytes).collect().await.map_err(|_| {
        Error::new(
            kernel::ErrorKind::Invalid,
            "body_too_large",
            "The request body is too large or was cut off.",
        )
    })?;
    let bytes = bytes.to_bytes();
    let mut hash = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), &bytes] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let tenant = principal.membership.as_ref().map_or(TenantId::OPERATOR, |membership| membership.tenant);
    let actor = principal.id().unwrap_or_default();
    let claim = match claim(app.db(), tenant, actor, key, hash.finalize().to_vec()).await? {
        Claimed::Mine(claim) => Arc::new(claim),
        Claimed::Answered(response) => return Ok(response),
    };
    parts.extensions.insert(Arc::clone(&claim));
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    Ok(settle(app.db(), &claim, response).await)
}

enum Claimed {
    Mine(Claim),
    Answered(Response),
}

async fn claim(db: &Db, tenant: TenantId, actor: Uuid, key: &str, hash: Vec<u8>) -> Result<Claimed> {
    let scope = Scope::system(tenant, "idempotency");
    db.write(&scope, async |tx| {
        let (id, now) = (tx.new_id::<IdempotencyKey>(), tx.now());
        let inserted = tx
            .query(
                "INSERT INTO idempotency_keys
                     (tenant_id, id, actor_id, key, request_hash, state, locked_until, created_at)
                 VALUES ($1, $2, $3, $4, $5, 'started', $6, $7)
                 ON CONFLICT (tenant_id, actor_id, key) DO NOTHING",
            )
            .bind(id)
            .bind(actor)
            .bind(key.to_owned())
            .bind(hash.clone())
            .bind(now.plus(LOCK))
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
            .bind(actor)
            .bind(key.to_owned())
            .fetch_optional()
            .await?;
        let row = row.ok_or_else(busy)?;
        if row.request_hash != hash {
            return Err(Error::invalid(
                "Idempotency-Key",
                "idempotency_key_reused",
                "This key was used for another request. Use a new one.",
            ));
        }
        take_over(tx, tenant, row).await
    })
    .await
}

/// What becomes of a request whose key is known already.
async fn take_over(tx: &mut Tx, tenant: TenantId, row: Row) -> Result<Claimed> {
    let now = tx.now();
    match row.state.as_str() {
        "answered" => Ok(Claimed::Answered(repeat(row)?)),
        "committed" if row.locked_until <= now => Err(lost_answer()),
        "started" if row.locked_until <= now => {
            // Whoever held it died before anything was committed, and cannot commit later: its transaction is gone.
            // The old lock time in the condition lets only one of several repetitions take over.
            let taken = tx
                .query(
                    "UPDATE idempotency_keys SET locked_until = $4
                     WHERE tenant_id = $1 AND id = $2 AND state = 'started' AND locked_until = $3",
                )
                .bind(row.id)
                .bind(row.locked_until)
                .bind(now.plus(LOCK))
                .execute()
                .await?;
            if taken == 1 { Ok(Claimed::Mine(Claim { tenant, id: row.id })) } else { Err(busy()) }
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

/// Stores the answer, or gives the key back after a refusal.
async fn settle(db: &Db, claim: &Claim, response: Response) -> Response {
    if !response.status().is_success() {
        if let Err(error) = claim.release(db).await {
            tracing::warn!(%error, "an idempotency key stays locked until its lock lapses");
        }
        return response;
    }
    let secret = response.headers().get(CACHE_CONTROL).is_some_and(|value| value.as_bytes() == b"no-store");
    let (parts, body) = response.into_parts();
    let bytes: Bytes = match body.collect().await {
        Ok(bytes) => bytes.to_bytes(),
        Err(error) => return Failure::from(Error::internal(error)).into_response(),
    };
    let kept = |name: &HeaderName| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(|v| (name.to_string(), v.to_owned()))
    };
    let answer = Answer {
        status: i64::from(parts.status.as_u16()),
        headers: KEPT_HEADERS.iter().filter_map(kept).collect(),
        body: bytes.to_vec(),
    };
    // A secret is shown once and kept nowhere; a large answer is not worth keeping.
    if !secret
        && bytes.len() <= BODY_MAX
        && let Err(error) = claim.store(db, answer).await
    {
        tracing::warn!(%error, "an answer could not be stored for its idempotency key");
    }
    Response::from_parts(parts, Body::from(bytes))
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
