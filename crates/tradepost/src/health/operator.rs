//! `GET /api/v1/operator/health`: the state of the whole installation, for the people who run it.

use std::time::Instant;

use kernel::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, OperatorCtx};

use super::{Health, Migrations};
use crate::metrics::ProcessUsage;
use crate::process::{self, ProcessId};

/// The state of the installation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OperatorHealth {
    /// `ok` or `degraded`.
    status: &'static str,
    /// The program's version.
    version: &'static str,
    /// Seconds since this process started.
    uptime_s: u64,
    database: DatabaseHealth,
    /// Memory of this process in RAM; null where the system does not tell.
    #[schema(required)]
    memory_bytes: Option<u64>,
    /// The processes that are believed to live, oldest first.
    processes: Vec<ProcessHealth>,
}

/// The state of the database.
#[derive(Debug, Serialize, ToSchema)]
struct DatabaseHealth {
    /// `sqlite` or `postgres`.
    kind: &'static str,
    /// `ok`: it answered.
    status: &'static str,
    /// How long it took to answer.
    latency_ms: f64,
    migrations: Migrations,
}

/// A process of this installation.
#[derive(Debug, Serialize, ToSchema)]
struct ProcessHealth {
    id: ProcessId,
    /// `serve`, `serve+worker` or `worker`.
    role: String,
    started_at: Timestamp,
    last_seen_at: Timestamp,
}

/// The state of the installation
///
/// Database, jobs, mail, memory and processes at a glance.
#[utoipa::path(get, path = "/api/v1/operator/health", tag = "Operator")]
pub(super) async fn operator_health(ctx: OperatorCtx) -> web::Result<Json<OperatorHealth>> {
    let health: &Health = ctx.service()?;
    let started = Instant::now();
    let processes = ctx.read(async |tx| process::list(tx).await).await?;
    let latency_ms = started.elapsed().as_secs_f64() * 1e3;
    let migrations = Migrations::from(ctx.app().db().migration_status().await?);
    let database =
        DatabaseHealth { kind: ctx.app().db().kind().as_str(), status: "ok", latency_ms, migrations };
    Ok(Json(OperatorHealth {
        status: if migrations.pending == 0 { "ok" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        uptime_s: ctx.now().since(health.0.started_at).as_secs(),
        database,
        memory_bytes: ProcessUsage::now().memory_bytes,
        processes: processes.into_iter().map(ProcessHealth::from).collect(),
    }))
}

impl From<process::Process> for ProcessHealth {
    fn from(process: process::Process) -> Self {
        let process::Process { id, role, started_at, last_seen_at, .. } = process;
        Self { id, role, started_at, last_seen_at }
    }
}
