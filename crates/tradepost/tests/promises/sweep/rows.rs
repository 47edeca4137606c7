//! All rows of one organization, whatever the tables are, straight from the database.

use std::collections::{BTreeMap, BTreeSet};

use db::DbKind;
use db::testing::TestDb;
use kernel::{Id, Tenant, TenantId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::types::Uuid;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// When something was last used is written down beside what a request does.
const TIDE: [&str; 2] = ["last_used_at", "last_seen_at"];

/// Each table's rows, each a text.
pub type Rows = BTreeMap<String, BTreeSet<String>>;

enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A connection that no organization binds.
pub struct Database(Raw);

impl Database {
    pub async fn open(test: &TestDb) -> Self {
        Self(match test.db.kind() {
            DbKind::Postgres => Raw::Postgres(PgConnection::connect(&test.config.url).await.unwrap()),
            DbKind::Sqlite => {
                let path = test.config.sqlite_path().unwrap();
                let options = SqliteConnectOptions::new().filename(path);
                Raw::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
            }
        })
    }

    async fn texts(&mut self, sqlite: &str, postgres: &str) -> Vec<String> {
        match &mut self.0 {
            Raw::Sqlite(connection) => {
                sqlx::query_scalar(AssertSqlSafe(sqlite.to_owned())).fetch_all(connection).await
            }
            Raw::Postgres(connection) => {
                sqlx::query_scalar(AssertSqlSafe(postgres.to_owned())).fetch_all(connection).await
            }
        }
        .unwrap()
    }

    async fn columns(&mut self) -> BTreeMap<String, Vec<String>> {
        let sqlite = "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                      WHERE t.type = 'table'";
        let postgres = "SELECT table_name || '.' || column_name FROM information_schema.columns
                        WHERE table_schema = 'public'";
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.texts(sqlite, postgres).await {
            let (table, column) = name.split_once('.').unwrap();
            tables.entry(table.to_owned()).or_default().push(column.to_owned());
        }
        tables
    }

    /// Every row that belongs to the organization, or to a person who is a member of it.
    pub async fn rows_of(&mut self, tenant: TenantId) -> Rows {
        let mut rows = Rows::new();
        for (table, columns) in self.columns().await {
            let has = |name: &str| columns.iter().any(|column| column == name);
            let key = match table.as_str() {
                "users" => "id",
                _ if has("tenant_id") => "tenant_id",
                _ if has("organization_id") => "organization_id",
                _ if has("user_id") => "user_id",
                _ => continue,
            };
            let values: Vec<_> = columns.iter().filter(|column| !TIDE.contains(&column.as_str())).collect();
            let list = values.iter().map(|column| format!("quote({column})")).collect::<Vec<_>>().join(", ");
            let removed = TIDE.map(|column| format!(" - '{column}'")).concat();
            let sqlite = format!("SELECT json_array({list}) FROM {table} WHERE {}", owned(key, tenant, true));
            let postgres = format!(
                "SELECT (to_jsonb({table}){removed})::text FROM {table} WHERE {}",
                owned(key, tenant, false)
            );
            rows.insert(table, self.texts(&sqlite, &postgres).await.into_iter().collect());
        }
        rows
    }

    /// The ids of those rows, as they stand in the API without their prefix, and as UUIDs.
    pub async fn ids_of(&mut self, tenant: TenantId) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for (table, columns) in self.columns().await {
            let has = |name: &str| columns.iter().any(|column| column == name);
            let key = if has("tenant_id") { "tenant_id" } else { "user_id" };
            if !(has("id") && has(key)) && table != "users" {
                continue;
            }
            let key = if table == "users" { "id" } else { key };
            let sqlite = format!("SELECT lower(hex(id)) FROM {table} WHERE {}", owned(key, tenant, true));
            let postgres = format!("SELECT id::text FROM {table} WHERE {}", owned(key, tenant, false));
            for text in self.texts(&sqlite, &postgres).await {
                ids.extend(spellings(text.parse().unwrap()));
            }
        }
        ids.extend(spellings(tenant.uuid()));
        ids
    }
}

fn spellings(id: Uuid) -> [String; 2] {
    let public = Id::<Tenant>::from_uuid(id).to_string();
    [public.trim_start_matches("org_").to_owned(), id.to_string()]
}

fn owned(key: &str, tenant: TenantId, sqlite: bool) -> String {
    let id = tenant.uuid();
    let literal = if sqlite { format!("x'{}'", id.simple()) } else { format!("'{id}'::uuid") };
    match key {
        "id" | "user_id" => format!("{key} IN (SELECT user_id FROM memberships WHERE tenant_id = {literal})"),
        _ => format!("{key} = {literal}"),
    }
}
