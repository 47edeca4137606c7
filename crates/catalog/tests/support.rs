//! What several topics ask.

use std::future::Future;

use db::{DbKind, Tx};
use kernel::{Result, Scope};
use serde_json::Value;
use testkit::{App, Domains};

/// Runs a test with the catalog on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(App) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let domains = Domains {
            routes: catalog::routes(),
            jobs: catalog::jobs(),
            hooks: catalog::hooks(),
            ..Domains::default()
        };
        if let Some(app) = App::with(kind, domains).await {
            test(app).await;
        }
    }
}

/// What a domain function does in the organization, in one transaction.
pub async fn within<T>(
    app: &App,
    organization: &Value,
    work: impl AsyncFnOnce(&mut Tx) -> Result<T>,
) -> Result<T> {
    let tenant = organization["id"].as_str().unwrap().parse().unwrap();
    app.db().write(&Scope::system(tenant, "test"), work).await
}
