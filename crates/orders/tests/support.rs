//! What several topics ask.

use std::future::Future;

use db::DbKind;
use testkit::{App, Domains};

/// Runs a test with the shop's domains on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(App) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let domains = Domains { routes: orders::routes(), ..Domains::default() };
        if let Some(app) = App::with(kind, domains).await {
            test(app).await;
        }
    }
}
