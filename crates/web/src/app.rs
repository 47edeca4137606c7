//! What every handler can reach.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use kernel::{Env, Result};

use crate::gate::session_cookie;
use crate::network::TrustedProxies;
use crate::{Authenticator, Limit, RateLimiter, Services};

/// How the web side behaves.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// Where people reach this installation: `https://shop.example`. Links in mails and the CSRF check use it.
    pub public_url: String,
    /// Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: TrustedProxies,
    /// Origins of other sites whose scripts may call the API with an API key.
    pub cors_origins: Vec<String>,
    /// Largest request body, bytes.
    pub max_body_bytes: usize,
    /// After this, a request that is still being worked on is answered with 503.
    pub request_timeout: Duration,
    /// How long after its last sign of life whoever works on a request with an idempotency key counts as dead.
    pub idempotency_lock: Duration,
    /// Requests of one signed-in user or API key.
    pub principal_limit: Limit,
    /// Requests of one address that is not signed in.
    pub anonymous_limit: Limit,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".to_owned(),
            trusted_proxies: TrustedProxies::default(),
            cors_origins: Vec::new(),
            max_body_bytes: 2 * 1024 * 1024,
            request_timeout: Duration::from_secs(30),
            idempotency_lock: Duration::from_secs(30),
            principal_limit: Limit::per_minute("default", 1_200),
            anonymous_limit: Limit::per_minute("anonymous", 300),
        }
    }
}

impl WebConfig {
    /// Whether people reach this installation over TLS, so that cookies can insist on it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The session cookie with this value, or, without one, the cookie that ends it.
    pub fn session_cookie(&self, value: Option<(&str, Duration)>) -> String {
        let name = session_cookie(self.is_https());
        let secure = if self.is_https() { "; Secure" } else { "" };
        let (value, age_s) = value.map_or(("", 0), |(value, age)| (value, age.as_secs()));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s}{secure}")
    }
}

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    config: WebConfig,
    authenticator: Box<dyn Authenticator>,
    limiter: RateLimiter,
    services: Services,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("db", &self.0.db).field("config", &self.0.config).finish_non_exhaustive()
    }
}

impl App {
    /// Puts the state together.
    pub fn new(
        db: Db,
        config: WebConfig,
        authenticator: impl Authenticator + 'static,
        limiter: RateLimiter,
        services: Services,
    ) -> Self {
        Self(Arc::new(Inner { db, config, authenticator: Box::new(authenticator), limiter, services }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Clock, randomness and ids.
    pub fn env(&self) -> &Env {
        self.0.db.env()
    }

    /// The configuration.
    pub fn config(&self) -> &WebConfig {
        &self.0.config
    }

    /// Counts requests.
    pub fn limiter(&self) -> &RateLimiter {
        &self.0.limiter
    }

    /// A service that the binary provided at start.
    pub fn service<T: Send + Sync + 'static>(&self) -> Result<&T> {
        self.0.services.get()
    }

    pub(crate) fn authenticator(&self) -> &dyn Authenticator {
        &*self.0.authenticator
    }
}
