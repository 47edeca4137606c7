//! What one process shares between its requests and its jobs.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use db::Db;
use events::EventLog;
use identity::audit::AuditLog;
use identity::{IdentityAuthenticator, OperatorEmails, PasswordCost, Passwords, Remembered};
use jobs::{Queue, Registry, WorkerConfig};
use kernel::Result;
use mail::{MailConfig, Mailer, SmtpConfig, SmtpSecurity};
use secrets::KeyRing;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::{App, Limit, RateLimiter, ServicesBuilder, TrustedProxies, WebConfig};

use crate::config::{self, Config, MailSecurity};
use crate::health::Health;
use crate::installation;
use crate::keys;
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
}

impl Shared {
    /// Makes them, installs what happens at every commit, and declares what recurs.
    pub async fn start(config: &Config, db: &Db) -> Result<Self> {
        db.install_hooks(vec![AuditLog::hook(), EventLog::hook(super::subscriptions())])?;
        let mailer = Mailer::new(&mail_config(config)?)?;
        let registry = Arc::new(super::jobs().state(Arc::new(mailer.clone())));
        jobs::schedules::declare(db, super::schedules()).await?;
        let remembered = Remembered::default();
        let authenticator = IdentityAuthenticator::new(db.clone(), remembered.clone());
        // Each hash takes a core and 19 MiB: one per core leaves the machine to the other requests, by the scheduler.
        let cores = available_parallelism().map_or(2, usize::from);
        let passwords = Passwords::new(PasswordCost::default(), cores, db.env())?;
        let keys = keys::open(config, db).await?;
        Ok(Self { db: db.clone(), mailer, registry, remembered, authenticator, passwords, keys })
    }

    /// Hashes passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The jobs that there are.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// The state that handlers run on.
    pub fn app(&self, config: &Config, lifecycle: &Lifecycle, health: &Health) -> App {
        let services = ServicesBuilder::default()
            .with(lifecycle.stop().clone())
            .with(health.clone())
            .with(self.passwords.clone())
            .with(OperatorEmails::new(&config.identity.operators))
            .with(self.remembered.clone())
            .with(self.mailer.clone())
            .with(self.keys.clone())
            .with(Arc::clone(&self.registry))
            .build();
        let limiter = RateLimiter::new(self.db.kind());
        App::new(self.db.clone(), web_config(config), self.authenticator.clone(), limiter, services)
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

/// How this process's worker works.
pub(crate) fn worker_config(config: &Config) -> WorkerConfig {
    let slots = config.worker.concurrency;
    let queues =
        vec![(Queue::Default, slots), (Queue::Mail, slots.div_ceil(2)), (Queue::Low, slots.div_ceil(3))];
    WorkerConfig { queues, ..WorkerConfig::default() }
}

fn web_config(config: &Config) -> WebConfig {
    let http = &config.http;
    WebConfig {
        public_url: config.public_url(),
        trusted_proxies: TrustedProxies::new(http.trusted_proxies.clone()),
        cors_origins: http.cors_origins.iter().map(|origin| origin.as_str().to_owned()).collect(),
        max_body_bytes: http.max_body_bytes,
        request_timeout: Duration::from_secs(http.request_timeout_s),
        principal_limit: Limit::per_minute("default", http.requests_per_minute),
        anonymous_limit: Limit::per_minute("anonymous", http.anonymous_requests_per_minute),
    }
}

fn mail_config(config: &Config) -> Result<MailConfig> {
    let config::Mail { host, port, security, username, password, from_name, from_address } = &config.mail;
    let smtp = host.as_ref().map(|host| SmtpConfig {
        port: *port,
        security: match security {
            MailSecurity::StartTls => SmtpSecurity::StartTls,
            MailSecurity::Tls => SmtpSecurity::Tls,
            MailSecurity::None => SmtpSecurity::None,
        },
        credentials: username.clone().zip(password.as_ref().map(|password| password.reveal().to_owned())),
        ..SmtpConfig::new(host.clone())
    });
    Ok(MailConfig {
        from_name: from_name.clone(),
        from_address: from_address.clone(),
        public_url: config.public_url(),
        unsubscribe_key: installation::unsubscribe_key(config)?,
        smtp,
    })
}
