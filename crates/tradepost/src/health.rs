//! Whether this process lives (`/healthz`), may be sent requests (`/readyz`), and what it counts (`/metrics`).

mod operator;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, FORWARDED};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use db::{Db, MigrationStatus};
use kernel::{Scope, Timestamp};
use serde::Serialize;
use web::Routes;

use crate::config::{Monitoring, Secret};
use crate::lifecycle::Lifecycle;
use crate::metrics::Metrics;

/// The longest that a probe waits for the database. Whoever probes gives up soon after.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// What the operator may see of it in the API.
pub fn routes() -> Routes {
    web::routes!(operator::operator_health)
}

/// What the probes look at. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Health(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    lifecycle: Lifecycle,
    metrics: Option<Metrics>,
    token: Option<Secret>,
    started_at: Timestamp,
}

/// The answer of `/readyz`.
#[derive(Debug, Serialize)]
struct Readiness {
    status: &'static str,
    database: &'static str,
    migrations: Option<Migrations>,
    draining: bool,
}

#[derive(Debug, Clone, Copy, Serialize, utoipa::ToSchema)]
struct Migrations {
    /// Migrations that this program brings and the database has.
    applied: usize,
    /// Migrations that this program brings and the database lacks.
    pending: usize,
}

impl From<MigrationStatus> for Migrations {
    fn from(status: MigrationStatus) -> Self {
        Self { applied: status.applied, pending: status.pending }
    }
}

impl Health {
    /// Looks at this database and this process. Without `metrics`, `/metrics` is not there.
    pub fn new(db: Db, lifecycle: Lifecycle, metrics: Option<Metrics>, monitoring: &Monitoring) -> Self {
        let (started_at, token) = (db.env().now(), monitoring.token.clone());
        Self(Arc::new(Inner { db, lifecycle, metrics, token, started_at }))
    }

    /// Without the numbers: they have an address of their own.
    #[must_use]
    pub fn without_metrics(&self) -> Self {
        let Inner { db, lifecycle, started_at, .. } = &*self.0;
        let (db, lifecycle) = (db.clone(), lifecycle.clone());
        Self(Arc::new(Inner { db, lifecycle, metrics: None, token: None, started_at: *started_at }))
    }

    /// The three routes, for a router of any state.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let router = Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz));
        let router = if self.0.metrics.is_some() { router.route("/metrics", get(metrics)) } else { router };
        router.with_state(self.clone())
    }

    async fn readiness(&self) -> Readiness {
        let migrations = tokio::time::timeout(PROBE_TIMEOUT, self.database()).await.ok().flatten();
        let draining = self.0.lifecycle.is_draining();
        let ready = !draining && migrations.is_some_and(|status| status.pending == 0);
        Readiness {
            status: if ready { "ok" } else { "unavailable" },
            database: if migrations.is_some() { "ok" } else { "unavailable" },
            migrations,
            draining,
        }
    }

    /// How far the schema is; `None` when the database does not answer.
    async fn database(&self) -> Option<Migrations> {
        let scope = Scope::installation("readiness");
        let ping =
            self.0.db.read(&scope, async |tx| tx.global_query("SELECT 1").scalar_optional::<i32>().await);
        ping.await.inspect_err(|error| tracing::debug!(%error, "the database does not answer")).ok()?;
        self.0.db.migration_status().await.ok().map(Migrations::from)
    }
}

/// The process runs and answers. Nothing else is asked: restarting it would not mend a database.
async fn healthz() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(serde_json::json!({"status": "ok"})))
}

async fn readyz(State(health): State<Health>) -> impl IntoResponse {
    let readiness = health.readiness().await;
    let status = if readiness.status == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(CACHE_CONTROL, "no-store")], Json(readiness))
}

async fn metrics(
    State(health): State<Health>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let Some(metrics) = &health.0.metrics else { return StatusCode::NOT_FOUND.into_response() };
    let admitted = match &health.0.token {
        Some(token) => bearer(&headers).is_some_and(|given| same(given, token.reveal())),
        None => peer.is_some_and(|peer| is_this_machine(peer.0.0, &headers)),
    };
    if !admitted {
        let hint = "Set monitoring.token and send it as a bearer token, or set monitoring.listen.\n";
        return (StatusCode::FORBIDDEN, hint).into_response();
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics.render()).into_response()
}

/// A request from this machine that no proxy passed on.
fn is_this_machine(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key(FORWARDED);
    peer.ip().to_canonical().is_loopback() && !forwarded
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Compares in a time that tells nothing but the length.
fn same(given: &str, expected: &str) -> bool {
    let differences = given.bytes().zip(expected.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == expected.len() && differences == 0
}
