//! Fresh, migrated databases with production's durability, and what the measurements put into them.

use std::path::Path;
use std::time::Instant;

use db::{Db, DbConfig, DbKind};
use kernel::{Env, Json, Scope, TenantId};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgPool;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::Outcome;
use crate::stats::{Samples, Table};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A database that a measurement has for itself.
#[derive(Debug)]
pub struct Place {
    pub db: Db,
    config: DbConfig,
    folder: Option<TempDir>,
}

/// Direct connections beside Tradepost's, for the raw side of a comparison.
pub enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Place {
    /// SQLite, and PostgreSQL when `TRADEPOST_TEST_POSTGRES` names a server; only one of them when `BENCH_DATABASE` is
    /// `sqlite` or `postgres`.
    pub async fn both() -> Outcome<Vec<Self>> {
        let only = std::env::var("BENCH_DATABASE").unwrap_or_default();
        let mut places = Vec::new();
        if only != "postgres" {
            places.push(Self::sqlite().await?);
        }
        if let Ok(server) = std::env::var("TRADEPOST_TEST_POSTGRES")
            && only != "sqlite"
        {
            places.push(Self::postgres(&server).await?);
        }
        Ok(places)
    }

    pub async fn sqlite() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("tradepost.db");
        Self::open(format!("sqlite:{}", file.display()), Some(folder)).await
    }

    async fn postgres(server: &str) -> Outcome<Self> {
        let name = format!("bench_{}", Env::system().random_uuid().simple());
        let mut admin = PgConnection::connect(server).await?;
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await?;
        admin.close().await?;
        let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
        Self::open(format!("{base}/{name}"), None).await
    }

    async fn open(url: String, folder: Option<TempDir>) -> Outcome<Self> {
        let config = DbConfig::new(url);
        let db = Db::connect(config.clone(), Env::system()).await?;
        db.migrate().await?;
        Ok(Self { db, config, folder })
    }

    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(TempDir::path)
    }

    /// Takes the database away: a million orders are some gigabytes.
    pub async fn drop(self) -> Outcome<()> {
        self.db.close().await;
        if self.db.kind() == DbKind::Postgres {
            let (base, name) = self.config.url.rsplit_once('/').ok_or("an address with a database")?;
            let mut admin = PgConnection::connect(&format!("{base}/postgres")).await?;
            let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            sqlx::query(AssertSqlSafe(sql)).execute(&mut admin).await?;
        }
        Ok(())
    }

    pub fn url(&self) -> &str {
        &self.config.url
    }

    /// What the database holds, in bytes.
    pub async fn bytes(&self) -> Outcome<u64> {
        let sql = match self.db.kind() {
            DbKind::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            DbKind::Postgres => "SELECT pg_database_size(current_database())",
        };
        let scope = Scope::installation("bench");
        let bytes: i64 = self.db.read(&scope, async |tx| tx.global_query(sql).scalar().await).await?;
        Ok(bytes.unsigned_abs())
    }

    /// Lets the database count what it has, as both do by themselves after a while.
    pub async fn analyze(&self) -> Outcome<()> {
        match self.raw().await? {
            Raw::Sqlite(pool) => drop(sqlx::query("ANALYZE").execute(&pool).await?),
            Raw::Postgres(pool) => drop(sqlx::query("VACUUM ANALYZE").execute(&pool).await?),
        }
        Ok(())
    }

    pub fn name(&self) -> &'static str {
        self.db.kind().as_str()
    }

    /// A second handle, as another process has one.
    pub async fn another(&self) -> Outcome<Db> {
        Ok(Db::connect(self.config.clone(), Env::system()).await?)
    }

    /// A pool of one with the same settings.
    pub async fn raw(&self) -> Outcome<Raw> {
        let Some(path) = self.config.sqlite_path().filter(|_| self.db.kind() == DbKind::Sqlite) else {
            return Ok(Raw::Postgres(PgPool::connect(&self.config.url).await?));
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "memory");
        Ok(Raw::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
    }
}

/// An organization.
pub async fn organization(db: &Db) -> Outcome<TenantId> {
    let tenant = db.env().id();
    let sql = "INSERT INTO organizations (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
               VALUES ($1, 'merchant', 'Nordlicht Outdoor', $2, 'EUR', 'en', 'Europe/Berlin', $3, $3)";
    db.write(&Scope::installation("bench"), async |tx| {
        let now = tx.now();
        tx.global_query(sql).bind(tenant).bind(format!("bench-{tenant}")).bind(now).execute().await
    })
    .await?;
    Ok(tenant)
}

/// What the program does in every writing transaction.
pub fn hooks() -> Vec<std::sync::Arc<dyn db::CommitHook>> {
    let mut hooks = vec![identity::audit::AuditLog::hook()];
    hooks.extend(catalog::hooks());
    hooks.push(events::EventLog::hook(Vec::new()));
    hooks
}

/// A place where goods lie.
pub async fn location(db: &Db, scope: &Scope) -> Outcome<stock::LocationId> {
    let sql = "INSERT INTO locations (tenant_id, id, name, priority, address, state, created_at, updated_at)
               VALUES ($1, $2, 'Berlin', 10, $3, 'active', $4, $4)";
    let made = db.write(scope, async |tx| {
        let (id, now): (stock::LocationId, _) = (tx.new_id(), tx.now());
        tx.query(sql).bind(id).bind(Json(serde_json::json!({}))).bind(now).execute().await?;
        Ok(id)
    });
    Ok(made.await?)
}

/// So many pieces lie there.
pub async fn shelve(
    tx: &mut db::Tx,
    variant_id: stock::VariantId,
    location_id: stock::LocationId,
    pieces: i64,
) -> kernel::Result<()> {
    let reason = stock::Reason::Opening;
    let adjustment = stock::Adjustment { variant_id, location_id, delta: pieces, reason, note: None };
    stock::adjust(tx, adjustment).await.map(drop)
}

/// Live API keys of the organization, in the format that Tradepost hands out.
pub async fn keys(db: &Db, tenant: TenantId, count: usize) -> Outcome<Vec<String>> {
    let keys: Vec<String> = (0..count).map(|_| key(db.env())).collect();
    let sql = "INSERT INTO api_keys (tenant_id, id, name, mode, display, key_hash, scopes, ip_allow_list, created_at,
                   updated_at)
               VALUES ($1, $2, 'Warehouse scanner', 'live', $3, $4, $5, $6, $7, $7)";
    let scopes = || {
        [
            "audit.read",
            "customers.read",
            "events.read",
            "jobs.read",
            "orders.manage",
            "orders.read",
            "products.manage",
            "products.read",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    db.write(&Scope::system(tenant, "bench"), async |tx| {
        let now = tx.now();
        for key in &keys {
            let id = tx.env().random_uuid();
            let query = tx.query(sql).bind(id).bind(key[..12].to_owned()).bind(hash(key));
            query.bind(Json(scopes())).bind(Json(Vec::<String>::new())).bind(now).execute().await?;
        }
        Ok(())
    })
    .await?;
    Ok(keys)
}

/// How a key is stored.
pub fn hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// 40 characters, and the CRC-32 in base62. Taken modulo 62, which is even enough here.
fn key(env: &Env) -> String {
    let digit = |number: usize| char::from(BASE62[number % 62]);
    let random: String = env.bytes::<40>().iter().map(|byte| digit(usize::from(*byte))).collect();
    let text = format!("tp_live_{random}");
    let crc = crc32fast::hash(text.as_bytes()) as usize;
    let checksum: String = (0..6).rev().map(|place| digit(crc / 62_usize.pow(place))).collect();
    text + &checksum
}

/// The physical limit of durable commits: a page appended to a file in the same folder and synced.
pub fn disk(table: &mut Table) -> Outcome<()> {
    use std::io::Write;
    let mut file = tempfile::tempfile()?;
    let mut samples = Samples::default();
    for _ in 0..500 {
        let started = Instant::now();
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        samples.push(started.elapsed());
    }
    table.row("the disk: 4 KiB written and synced", String::new(), samples.summary(), String::new(), "");
    Ok(())
}
