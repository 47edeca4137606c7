//! `tradepost serve`: HTTP, and by default a worker beside it, from start to orderly end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use db::Db;
use jobs::{Worker, WorkerHandle};
use kernel::{Env, Error, Result};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::{App, ServeConfig};

use crate::config::Config;
use crate::health::Health;
use crate::lifecycle::Lifecycle;
use crate::metrics::Metrics;
use crate::process::Process;
use crate::telemetry::Telemetry;
use crate::wiring::Shared;
use crate::{installation, logging, openapi, wiring};

/// How often to see whether the worker still works.
const WORKER_CHECK: Duration = Duration::from_secs(5);

/// What a process is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Requests only.
    Serve,
    /// Requests and jobs.
    ServeAndWork,
    /// Jobs only.
    Worker,
}

impl Role {
    /// Its name on the list of processes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::ServeAndWork => "serve+worker",
            Self::Worker => "worker",
        }
    }

    fn works(self) -> bool {
        matches!(self, Self::ServeAndWork | Self::Worker)
    }
}

/// Serves until a signal.
pub async fn run(config: Config, with_worker: bool) -> Result<()> {
    run_as(config, if with_worker { Role::ServeAndWork } else { Role::Serve }).await
}

/// Starts everything that the role needs, waits for a signal, and ends it in order: no new requests, running ones to
/// their end, jobs meanwhile, then the database.
pub(crate) async fn run_as(config: Config, role: Role) -> Result<()> {
    run_with(config, role, async |_, _, _| Ok(())).await
}

/// The same, with something to do between opening the database and answering the first request.
pub(crate) async fn run_with<F>(config: Config, role: Role, prepare: F) -> Result<()>
where
    F: AsyncFnOnce(&Config, &Db, &Shared) -> Result<()>,
{
    let env = Env::system();
    let (telemetry, layers) = Telemetry::start(&config.monitoring, &env)?;
    logging::start(&config.log, layers)?;
    let metrics = Metrics::start(env.now())?;
    let lifecycle = Lifecycle::default();
    lifecycle.listen(Duration::from_secs(config.shutdown.notice_s))?;
    let db = installation::open(&config).await?;
    // Taken before anything is said or written: an address that is in use ends the start here.
    let listener =
        if role == Role::Worker { None } else { Some(bind(config.http.listen, "http.listen").await?) };
    let shared = Shared::start(&config, &db).await?;
    prepare(&config, &db, &shared).await?;
    let health = Health::new(db.clone(), lifecycle.clone(), Some(metrics.clone()), &config.monitoring);
    let process = Process::new(&db, role.name());
    process.register(&db).await?;

    let background = TaskTracker::new();
    background.spawn(process.keep_alive(db.clone(), lifecycle.stop().clone()));
    background.spawn(metrics.keep_up(lifecycle.stop().clone()));
    let drain = Duration::from_secs(config.shutdown.drain_s);
    if let Some(address) = config.monitoring.listen {
        let listener = bind(address, "monitoring.listen").await?;
        let router = health.routes::<()>();
        background.spawn(answer(listener, router, drain, lifecycle.stop().clone()));
    }
    if role.works() {
        let worker = Worker::start(db.clone(), Arc::clone(shared.registry()), wiring::worker_config(&config));
        background.spawn(work(worker, drain, lifecycle.clone()));
    }
    let (version, database) = (env!("CARGO_PKG_VERSION"), db.kind().as_str());
    if let Some(listener) = listener {
        let app = shared.app(&config, &lifecycle, &health);
        shared.keep_up(&app, &background, lifecycle.stop());
        let health = if config.monitoring.listen.is_some() { health.without_metrics() } else { health };
        let router = router(&app, &health)?;
        let address = listener.local_addr().map_err(Error::internal)?;
        tracing::info!(version, database, %address, "serving");
        answer(listener, router, drain, lifecycle.stop().clone()).await;
    } else {
        tracing::info!(version, database, "working");
        lifecycle.stop().cancelled().await;
    }
    background.close();
    background.wait().await;
    shared.flush().await;
    db.close().await;
    tracing::info!("ended");
    telemetry.end().await;
    Ok(())
}

/// All that this process answers.
pub fn router(app: &App, health: &Health) -> Result<Router> {
    let (api, document) = openapi::router();
    let routes = api
        .merge(openapi::routes(&document)?)
        .merge(health.routes())
        .merge(console::routes())
        .route("/", get(async || Redirect::temporary("/app/")));
    Ok(web::stack(routes, app))
}

async fn bind(address: std::net::SocketAddr, key: &'static str) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let detail = format!("{address} cannot be listened on. Set {key} to a free address.");
        Error::unavailable("listen", detail).with_source(error)
    })
}

/// Lets the worker work until the end, then gives its jobs the time to finish. A worker that ended by itself ends the
/// process, so that whoever watches over it starts a whole one.
async fn work(worker: WorkerHandle, drain: Duration, lifecycle: Lifecycle) {
    while tokio::time::timeout(WORKER_CHECK, lifecycle.stop().cancelled()).await.is_err() {
        if worker.is_finished() {
            tracing::error!("the worker has ended by itself, and so does this process");
            lifecycle.end(Duration::ZERO).await;
        }
    }
    match worker.drain(drain).await {
        Ok(report) => {
            tracing::info!(finished = report.finished, returned = report.returned, "the worker has ended");
        }
        Err(error) => tracing::error!(%error, "the worker had crashed; its jobs go to another one"),
    }
}

async fn answer(listener: TcpListener, router: Router, drain: Duration, stop: CancellationToken) {
    let config = ServeConfig { drain, ..ServeConfig::default() };
    if let Err(error) = web::serve(listener, router, config, stop).await {
        tracing::warn!(%error, "not every request could be finished");
    }
}
