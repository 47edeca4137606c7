//! What there is: every domain's routes, in one list.

use std::time::Duration;

use db::Db;
use kernel::Result;
use web::{
    App, Authenticator, AuthenticatorFuture, Credentials, Limit, RateLimiter, Routes, ServicesBuilder,
    TrustedProxies, WebConfig,
};

use crate::config::Config;
use crate::health;
use crate::lifecycle::Lifecycle;

/// Every route of the API, below its base.
pub fn routes() -> Routes {
    health::routes()
}

/// The state that handlers run on.
pub fn app(config: &Config, db: Db, lifecycle: &Lifecycle) -> Result<App> {
    let services = ServicesBuilder::default().with(lifecycle.stop().clone()).build();
    let limiter = RateLimiter::new(db.kind());
    Ok(App::new(db, web_config(config), Nobody, limiter, services))
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

/// Knows no credentials, so everybody is a visitor.
struct Nobody;

impl Authenticator for Nobody {
    fn authenticate<'a>(&'a self, _: Credentials<'a>) -> AuthenticatorFuture<'a> {
        Box::pin(async { Ok(None) })
    }
}
