//! One process of the application: its connections, its memory of sessions and keys, its count of requests.

use std::sync::Arc;

use axum::Router;
use blobs::Files;
use db::{CommitHook, Db};
use identity::{IdentityAuthenticator, OperatorEmails, PasswordCost, Passwords, Remembered};
use jobs::Registry;
use mail::Mailer;
use secrets::KeyRing;
use web::{RateLimiter, ServicesBuilder, WebConfig};

use crate::Client;
use crate::app::AddServices;

/// What every process of a test is put together from.
pub(crate) struct Parts {
    pub(crate) routes: Router<web::App>,
    pub(crate) hooks: Vec<Arc<dyn CommitHook>>,
    pub(crate) mailer: Mailer,
    pub(crate) registry: Arc<Registry>,
    pub(crate) files: Files,
    pub(crate) client: httpclient::Client,
    pub(crate) keys: KeyRing,
    pub(crate) services: Option<AddServices>,
}

/// One process of the application. Several share nothing but the database and the clock.
pub struct Process {
    db: Db,
    router: Router,
    authenticator: IdentityAuthenticator,
}

impl std::fmt::Debug for Process {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Process").field("db", &self.db).finish_non_exhaustive()
    }
}

impl Process {
    pub(crate) fn start(db: Db, parts: &Parts, public_url: &str) -> Self {
        db.install_hooks(parts.hooks.clone()).expect("hooks are installed once");
        // The least that argon2 takes: tests sign in often.
        let cost = PasswordCost { memory_kib: 16, passes: 1 };
        let remembered = Remembered::default();
        let services = ServicesBuilder::default()
            .with(Passwords::new(cost, 4, db.env()).expect("argon2"))
            .with(OperatorEmails::new(&[crate::FIRST_OPERATOR.to_owned()]))
            .with(remembered.clone())
            .with(parts.mailer.clone())
            .with(Arc::clone(&parts.registry))
            .with(parts.files.clone())
            .with(tokio_util::sync::CancellationToken::new())
            .with(parts.keys.clone())
            .with(parts.client.clone());
        let services = match parts.services {
            Some(add) => add(services, &db, &parts.keys, &parts.client),
            None => services,
        };
        let authenticator = IdentityAuthenticator::new(db.clone(), remembered);
        let config = WebConfig { public_url: public_url.to_owned(), ..WebConfig::default() };
        let limiter = RateLimiter::new(db.kind());
        let app = web::App::new(db.clone(), config, authenticator.clone(), limiter, services.build());
        Self { db, router: web::stack(parts.routes.clone(), &app), authenticator }
    }

    /// Its connections.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Somebody who is not signed in, and talks to this process.
    pub fn anon(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// The same browser or program, talking to this process.
    pub fn client(&self, like: &Client) -> Client {
        like.clone().through(self.router.clone())
    }

    /// Writes down when sessions and keys were last used, as every process does now and then.
    pub async fn flush_uses(&self) {
        self.authenticator.flush_uses().await.expect("uses are written down");
    }
}
