//! Fresh, migrated databases for tests: a SQLite file, or a PostgreSQL database copied from a migrated template.
//!
//! `TRADEPOST_TEST_POSTGRES` names a PostgreSQL server as a superuser; without it, PostgreSQL tests are left out, and
//! `TRADEPOST_TEST_REQUIRE_POSTGRES=1`, as continuous integration sets it, turns leaving them out into a failure.

use std::future::Future;
use std::sync::Arc;

use kernel::Env;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::{Db, DbConfig, DbKind};

/// A database that disappears with the last clone of this value.
#[derive(Debug, Clone)]
pub struct TestDb {
    /// The open handle.
    pub db: Db,
    /// The configuration, to open it a second time.
    pub config: DbConfig,
    folder: Option<Arc<TempDir>>,
}

impl TestDb {
    /// A migrated database of the given kind; `None` when no PostgreSQL server is at hand.
    pub async fn new(kind: DbKind, env: Env) -> Option<Self> {
        match kind {
            DbKind::Sqlite => {
                let folder = TempDir::new().expect("a temporary folder");
                let mut config = DbConfig::new(format!("sqlite:{}", folder.path().join("test.db").display()));
                config.durable = false;
                let db = Db::connect(config.clone(), env).await.expect("a fresh SQLite database");
                db.migrate().await.expect("migrations apply");
                Some(Self { db, config, folder: Some(Arc::new(folder)) })
            }
            DbKind::Postgres => {
                let config = DbConfig::new(fresh_postgres().await?);
                let db = Db::connect(config.clone(), env).await.expect("a fresh PostgreSQL database");
                Some(Self { db, config, folder: None })
            }
        }
    }

    /// The folder of a SQLite database.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(|folder| folder.path())
    }
}

/// Runs a test on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(TestDb) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        if let Some(db) = TestDb::new(kind, Env::system()).await {
            // A clone stays here: an async block that uses one field of its argument drops the others at once.
            test(db.clone()).await;
        }
    }
}

/// The server for tests, if there is one.
pub fn postgres_server() -> Option<String> {
    let server = std::env::var("TRADEPOST_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    let required = std::env::var("TRADEPOST_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(server.is_some() || !required, "TRADEPOST_TEST_POSTGRES must name a PostgreSQL server");
    server
}

/// Makes a database for one test and answers its URL. The template is migrated by whoever comes first.
pub async fn fresh_postgres() -> Option<String> {
    let server = postgres_server()?;
    let mut admin = PgConnection::connect(&server).await.expect("the PostgreSQL server for tests answers");
    let template = format!("tradepost_template_{:x}", migrations_fingerprint());
    sqlx::query("SELECT pg_advisory_lock(727001)").execute(&mut admin).await.expect("the template lock");
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
        .bind(&template)
        .fetch_one(&mut admin)
        .await
        .expect("the list of databases");
    if !exists {
        let draft = format!("{template}_draft");
        run(&mut admin, format!("DROP DATABASE IF EXISTS {draft}")).await;
        run(&mut admin, format!("CREATE DATABASE {draft}")).await;
        let db = Db::connect(DbConfig::new(with_database(&server, &draft)), Env::system())
            .await
            .expect("the draft");
        db.migrate().await.expect("migrations apply");
        db.close().await;
        run(&mut admin, format!("ALTER DATABASE {draft} RENAME TO {template}")).await;
    }
    let name = format!("t_{}", Env::system().random_uuid().simple());
    run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    drop(admin.close().await);
    Some(with_database(&server, &name))
}

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.expect("a statement on the test server");
}

fn with_database(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').map_or((server, String::new()), |(b, q)| (b, format!("?{q}")));
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    format!("{base}/{name}{query}")
}

/// FNV-1a over the migrations, so that a changed one gets a new template.
fn migrations_fingerprint() -> u64 {
    crate::migrate::postgres_texts()
        .flat_map(str::bytes)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
