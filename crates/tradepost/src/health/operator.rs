//! `GET /api/v1/operator/health`: the state of the whole installation, for the people who run it.

use std::time::{Duration, Instant};

use identity::permission::OPERATOR_READ;
use jobs::JobState;
use jobs::inspect::JobCount;
use kernel::Timestamp;
use mail::{MailCounts, Mailer};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, OperatorCtx};

use super::{Health, Migrations};
use crate::metrics::ProcessUsage;
use crate::process::{self, ProcessId};

/// A job that has been ready for longer says that there are too few workers, or none.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// The state of the installation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OperatorHealth {
    /// `ok`, or `degraded`: migrations are missing, no process works through jobs, or jobs wait for minutes.
    status: &'static str,
    /// The program's version.
    version: &'static str,
    /// Seconds since this process started.
    uptime_s: u64,
    database: DatabaseHealth,
    jobs: JobsHealth,
    mail: MailHealth,
    events: EventsHealth,
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

/// The jobs of all organizations.
#[derive(Debug, Default, Serialize, ToSchema)]
struct JobsHealth {
    /// Waiting for a worker.
    ready: i64,
    /// In a worker's hands.
    running: i64,
    /// Given up, waiting for a person.
    dead: i64,
    /// Seconds that the oldest ready job has waited; null when none waits.
    #[schema(required)]
    oldest_ready_s: Option<u64>,
    /// The same per queue.
    by_queue: Vec<QueueHealth>,
}

/// The jobs of one queue.
#[derive(Debug, Default, Serialize, ToSchema)]
struct QueueHealth {
    /// The queue's name.
    queue: String,
    /// Waiting for a worker.
    ready: i64,
    /// In a worker's hands.
    running: i64,
    /// Given up, waiting for a person.
    dead: i64,
}

/// The mail of all organizations.
#[derive(Debug, Serialize, ToSchema)]
struct MailHealth {
    /// Whether there is a mail server; without one, mail stays in the outbox.
    configured: bool,
    /// Waiting to be sent.
    queued: i64,
    /// Refused or given up.
    failed: i64,
    /// Waiting for the operator to pass it on.
    outbox: i64,
}

/// The events of all organizations.
#[derive(Debug, Serialize, ToSchema)]
struct EventsHealth {
    /// How many there were in the last hour.
    last_hour: i64,
}

/// A process of this installation.
#[derive(Debug, Serialize, ToSchema)]
struct ProcessHealth {
    id: ProcessId,
    /// `serve`, `serve+worker` or `worker`.
    role: String,
    /// The program's version.
    version: String,
    /// The machine's name.
    host: String,
    started_at: Timestamp,
    last_seen_at: Timestamp,
}

/// The state of the installation
///
/// Database, jobs, mail, events, memory and processes at a glance.
#[utoipa::path(get, path = "/api/v1/operator/health", tag = "Operator")]
pub(super) async fn operator_health(ctx: OperatorCtx) -> web::Result<Json<OperatorHealth>> {
    ctx.require(OPERATOR_READ)?;
    let (health, mailer): (&Health, &Mailer) = (ctx.service()?, ctx.service()?);
    let started = Instant::now();
    let processes = ctx.read(async |tx| process::list(tx).await).await?;
    let latency_ms = started.elapsed().as_secs_f64() * 1e3;
    let migrations = Migrations::from(ctx.app().db().migration_status().await?);
    let now = ctx.now();
    let (jobs, mail, last_hour) = ctx
        .read(async |tx| {
            let hour_ago = now.minus(Duration::from_secs(60 * 60));
            Ok((
                jobs::inspect::counts(tx).await?,
                mail::counts(tx).await?,
                events::count_since(tx, hour_ago).await?,
            ))
        })
        .await?;
    let jobs = JobsHealth::new(jobs, now);
    let is_worked = processes.iter().any(process::Process::works);
    let is_waiting = jobs.oldest_ready_s.is_some_and(|seconds| seconds > PATIENCE.as_secs());
    let MailCounts { queued, failed, outbox } = mail;
    Ok(Json(OperatorHealth {
        status: if migrations.pending == 0 && is_worked && !is_waiting { "ok" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        uptime_s: now.since(health.0.started_at).as_secs(),
        database: DatabaseHealth {
            kind: ctx.app().db().kind().as_str(),
            status: "ok",
            latency_ms,
            migrations,
        },
        jobs,
        mail: MailHealth { configured: mailer.is_configured(), queued, failed, outbox },
        events: EventsHealth { last_hour },
        memory_bytes: ProcessUsage::now().memory_bytes,
        processes: processes.into_iter().map(ProcessHealth::from).collect(),
    }))
}

impl JobsHealth {
    fn new(counts: Vec<JobCount>, now: Timestamp) -> Self {
        let mut health = Self::default();
        for JobCount { queue, state, jobs, oldest_run_at } in counts {
            let position = health.by_queue.iter().position(|known| known.queue == queue);
            let position = position.unwrap_or_else(|| {
                health.by_queue.push(QueueHealth { queue, ..QueueHealth::default() });
                health.by_queue.len() - 1
            });
            let of_queue = &mut health.by_queue[position];
            let (all, of_queue) = match state {
                JobState::Scheduled => continue,
                JobState::Ready => {
                    let waited_s = now.since(oldest_run_at).as_secs();
                    health.oldest_ready_s = health.oldest_ready_s.max(Some(waited_s));
                    (&mut health.ready, &mut of_queue.ready)
                }
                JobState::Running => (&mut health.running, &mut of_queue.running),
                JobState::Dead => (&mut health.dead, &mut of_queue.dead),
            };
            *all += jobs;
            *of_queue += jobs;
        }
        health
    }
}

impl From<process::Process> for ProcessHealth {
    fn from(process: process::Process) -> Self {
        let process::Process { id, role, version, host, started_at, last_seen_at } = process;
        Self { id, role, version, host, started_at, last_seen_at }
    }
}
