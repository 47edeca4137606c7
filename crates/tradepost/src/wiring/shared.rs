//! What one process shares between its requests and its jobs.

use std::sync::Arc;
use std::thread::available_parallelism;

use blobs::{Blobs, Files, LinkKey};
use channels::Inbox;
use db::Db;
use identity::{IdentityAuthenticator, OperatorEmails, PasswordCost, Passwords, Remembered};
use jobs::Registry;
use kernel::Result;
use mail::Mailer;
use secrets::KeyRing;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::{App, RateLimiter, ServicesBuilder};

use super::meaning;
use crate::config::Config;
use crate::health::Health;
use crate::keys::{self, SharedKey};
use crate::lifecycle::Lifecycle;

/// The services, made once per process.
#[derive(Debug, Clone)]
pub struct Shared {
    db: Db,
    mailer: Mailer,
    registry: Arc<Registry>,
    remembered: Remembered,
    authenticator: IdentityAuthenticator,
    passwords: Passwords,
    keys: KeyRing,
    client: httpclient::Client,
    files: Files,
}

impl Shared {
    /// Makes them, installs what happens at every commit, and declares what recurs.
    pub async fn start(config: &Config, db: &Db) -> Result<Self> {
        db.install_hooks(super::hooks())?;
        let keys = keys::open(config, db).await?;
        let unsubscribe = keys::shared(db, &keys, SharedKey::Unsubscribe).await?;
        let links = LinkKey::new(keys::shared(db, &keys, SharedKey::FileLinks).await?);
        let mailer = Mailer::new(&meaning::mail_config(config, unsubscribe)?)?;
        let client = httpclient::Client::new(meaning::client_config(config), db.env().clone())?;
        let files = Files::new(Blobs::open(&meaning::blobs_config(config))?, links);
        let registry = super::jobs().state(Arc::new(mailer.clone())).state(Arc::new(files.clone()));
        let registry = Arc::new(registry.state(Arc::new(client.clone())));
        jobs::schedules::declare(db, super::schedules()).await?;
        let remembered = Remembered::default();
        let authenticator = IdentityAuthenticator::new(db.clone(), remembered.clone());
        // Each hash takes a core and 19 MiB: one per core leaves the machine to the other requests, by the scheduler.
        let cores = available_parallelism().map_or(2, usize::from);
        let passwords = Passwords::new(PasswordCost::default(), cores, db.env())?;
        let db = db.clone();
        Ok(Self { db, mailer, registry, remembered, authenticator, passwords, keys, client, files })
    }

    /// Hashes passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// What secrets are sealed with.
    pub fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// The files of all organizations.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The jobs that there are.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// The state that handlers run on.
    pub fn app(&self, config: &Config, lifecycle: &Lifecycle, health: &Health) -> App {
        let inbox_config = meaning::inbox_config(config);
        let inbox = Inbox::start(&self.db, self.keys.clone(), self.client.clone(), inbox_config);
        let services = ServicesBuilder::default()
            .with(lifecycle.stop().clone())
            .with(health.clone())
            .with(self.passwords.clone())
            .with(OperatorEmails::new(&config.identity.operators))
            .with(self.remembered.clone())
            .with(self.mailer.clone())
            .with(self.keys.clone())
            .with(self.client.clone())
            .with(self.files.clone())
            .with(inbox)
            .with(Arc::clone(&self.registry))
            .build();
        let limiter = RateLimiter::new(self.db.kind());
        App::new(self.db.clone(), meaning::web_config(config), self.authenticator.clone(), limiter, services)
    }

    /// What goes on beside requests until `stop`: writing down what was used, exchanging counts with other processes.
    pub fn keep_up(&self, app: &App, tasks: &TaskTracker, stop: &CancellationToken) {
        tasks.spawn(until(stop.clone(), self.authenticator.clone().keep_flushing()));
        tasks.spawn(exchange_rate_limits(app.clone(), self.db.clone(), stop.clone()));
    }

    /// Writes down what was used since the last time: before the database closes.
    pub async fn flush(&self) {
        if let Err(error) = self.authenticator.flush_uses().await {
            tracing::warn!(%error, "when keys and sessions were last used could not be written down");
        }
    }
}

async fn until(stop: CancellationToken, work: impl Future<Output = ()>) {
    tokio::select! {
        () = stop.cancelled_owned() => {}
        () = work => {}
    }
}

async fn exchange_rate_limits(app: App, db: Db, stop: CancellationToken) {
    while tokio::time::timeout(web::SYNC_INTERVAL, stop.cancelled()).await.is_err() {
        if let Err(error) = app.limiter().exchange(&db).await {
            tracing::debug!(%error, "request counts were not exchanged; the next round says them again");
        }
    }
}
