use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{Cursor, Entity, Env, ErrorKind, Id, Json, Scope, TenantId, Timestamp};

use crate::testing::{TestDb, on_both};
use crate::{Db, DbConfig, DbKind, OnUnique, Topic, Tx, Wakes};

struct Event;
impl Entity for Event {
    const PREFIX: &'static str = "evt";
}

const INSERT_ORGANIZATION: &str = "INSERT INTO organizations
    (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
    VALUES ($1, 'merchant', $2, $3, 'EUR', 'en', 'UTC', $4, $4)";

async fn organization(db: &Db, slug: &str) -> TenantId {
    let tenant: TenantId = db.env().id();
    let slug = slug.to_owned();
    db.write(&Scope::installation("test"), async |tx| {
        let now = tx.now();
        tx.global_query(INSERT_ORGANIZATION)
            .bind(tenant)
            .bind("Nordlicht")
            .bind(slug)
            .bind(now)
            .execute()
            .await
    })
    .await
    .unwrap();
    tenant
}

async fn add_event(tx: &mut Tx, tenant: TenantId, sequence: i64) -> kernel::Result<u64> {
    let (id, now) = (tx.new_id::<Event>(), tx.now());
    tx.global_query(
        "INSERT INTO events (tenant_id, id, sequence, name, payload, at) VALUES ($1, $2, $3, 'a.b', $4, $5)",
    )
    .bind(tenant)
    .bind(id)
    .bind(sequence)
    .bind(Json(serde_json::json!({"sequence": sequence})))
    .bind(now)
    .execute()
    .await
}

#[tokio::test]
async fn value_types_round_trip() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let scope = Scope::system(tenant, "test");
        test.db.write(&scope, async |tx| add_event(tx, tenant, 1).await).await.unwrap();
        type Row = (Id<Event>, i64, Option<String>, Json<serde_json::Value>, Timestamp);
        let row: Row = test
            .db
            .read(&scope, async |tx| {
                tx.query("SELECT id, sequence, entity, payload, at FROM events WHERE tenant_id = $1")
                    .fetch_one()
                    .await
            })
            .await
            .unwrap();
        assert_eq!((row.1, row.2, row.3.0), (1, None, serde_json::json!({"sequence": 1})));
        assert!(test.db.env().now().since(row.4) < Duration::from_secs(60));
    })
    .await;
}

#[tokio::test]
async fn cursor_bounds_are_representable() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let scope = Scope::system(tenant, "test");
        test.db.write(&scope, async |tx| add_event(tx, tenant, 1).await).await.unwrap();
        let (low, high) = (Cursor::START_ASCENDING.key, Cursor::START_DESCENDING.key);
        let found: i64 = test
            .db
            .read(&scope, async |tx| {
                tx.query("SELECT count(*) FROM events WHERE tenant_id = $1 AND at > $2 AND at < $3")
                    .bind(Timestamp::from_micros(low))
                    .bind(Timestamp::from_micros(high))
                    .scalar()
                    .await
            })
            .await
            .unwrap();
        assert_eq!(found, 1);
    })
    .await;
}

#[tokio::test]
async fn an_error_or_a_dropped_transaction_leaves_nothing() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let scope = Scope::system(tenant, "test");
        let failed = test
            .db
            .write(&scope, async |tx| {
                add_event(tx, tenant, 1).await?;
                Err::<(), _>(kernel::Error::not_found("thing"))
            })
            .await;
        assert_eq!(failed.unwrap_err().kind(), ErrorKind::NotFound);
        let mut dropped = test.db.begin_write(&scope).await.unwrap();
        add_event(&mut dropped, tenant, 2).await.unwrap();
        drop(dropped);
        let sql = "SELECT count(*) FROM events WHERE tenant_id = $1";
        let left: i64 = test.db.read(&scope, async |tx| tx.query(sql).scalar().await).await.unwrap();
        assert_eq!(left, 0);
    })
    .await;
}

#[tokio::test]
async fn a_query_without_tenant_is_refused() {
    on_both(|test| async move {
        let scope = Scope::system(TenantId::OPERATOR, "test");
        let refused = test
            .db
            .read(&scope, async |tx| tx.query("SELECT count(*) FROM jobs").scalar::<i64>().await)
            .await;
        assert!(refused.unwrap_err().to_string().contains("names no tenant_id"));
        let nobody = Scope::installation("test");
        let sql = "SELECT count(*) FROM jobs WHERE tenant_id = $1";
        let refused = test.db.read(&nobody, async |tx| tx.query(sql).scalar::<i64>().await).await;
        assert!(refused.unwrap_err().to_string().contains("has no organization"));
    })
    .await;
}

#[tokio::test]
async fn unique_violations_get_the_callers_meaning() {
    on_both(|test| async move {
        organization(&test.db, "taken").await;
        let insert = |key: (&'static str, &'static str)| {
            let db = test.db.clone();
            async move {
                db.write(&Scope::installation("test"), async |tx| {
                    let (tenant, now) = (tx.new_id::<kernel::Tenant>(), tx.now());
                    tx.global_query(INSERT_ORGANIZATION)
                        .bind(tenant)
                        .bind("B")
                        .bind("taken")
                        .bind(now)
                        .execute()
                        .await
                        .on_unique(key, || kernel::Error::conflict("slug_taken", "Taken."))
                })
                .await
                .unwrap_err()
            }
        };
        assert_eq!(insert(("organizations", "slug")).await.code(), "slug_taken");
        assert_eq!(insert(("organizations", "name")).await.code(), "already_exists");
        assert_eq!(insert(("jobs", "slug")).await.code(), "already_exists");
    })
    .await;
}

#[tokio::test]
async fn commits_wake_waiters_also_through_another_handle() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let other = Db::connect(test.config.clone(), Env::system()).await.unwrap();
        let mut receiver = other.wakes().subscribe();
        // The other handle's watcher needs a moment to connect; a wake-up before that is made up for by polling.
        tokio::time::sleep(Duration::from_millis(800)).await;
        while receiver.try_recv().is_ok() {}
        let started = std::time::Instant::now();
        let topic = Topic::events(tenant);
        let sent = topic.clone();
        test.db
            .write(&Scope::system(tenant, "test"), async |tx| {
                tx.wake(sent);
                add_event(tx, tenant, 1).await
            })
            .await
            .unwrap();
        Wakes::wait(&mut receiver, &topic, Duration::from_secs(20)).await;
        assert!(started.elapsed() < Duration::from_secs(15), "woken, not timed out");
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_was_given_up_while_it_began_leaves_no_trace() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let (theirs, ours) = (Scope::system(tenant, "test"), Scope::installation("test"));
        for n in 0..300 {
            let begun = test.db.read(&theirs, async |_| Ok(()));
            drop(tokio::time::timeout(Duration::from_micros(n * 3), begun).await);
            let sql = "UPDATE organizations SET name = 'renamed' WHERE tenant_id <> $1";
            let seen =
                test.db.write(&ours, async |tx| tx.global_query(sql).bind(tenant).execute().await).await;
            assert_eq!(seen.unwrap(), 1, "every organization is seen, and written to");
        }
    })
    .await;
}

#[tokio::test]
async fn ten_processes_that_start_at_once_migrate_once() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("new.db").display())];
    if let Some(server) = crate::testing::postgres_server() {
        use sqlx::Connection;
        let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
        let name = format!("m_{}", Env::system().random_uuid().simple());
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut admin)
            .await
            .unwrap();
        urls.push(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    }
    for url in urls {
        let starts = (0..10).map(|_| {
            let config = DbConfig::new(url.clone());
            tokio::spawn(async move {
                let db = Db::connect(config, Env::system()).await.unwrap();
                db.migrate().await.unwrap();
                db.migration_status().await.unwrap()
            })
        });
        for start in starts.collect::<Vec<_>>() {
            let status = start.await.unwrap();
            assert!(status.pending == 0 && status.applied > 0, "{status:?}");
        }
    }
}

#[tokio::test]
async fn row_level_security_blocks_a_forged_query() {
    let Some(test) = TestDb::new(DbKind::Postgres, Env::system()).await else { return };
    let (mine, theirs) = (organization(&test.db, "mine").await, organization(&test.db, "theirs").await);
    for tenant in [mine, theirs] {
        test.db
            .write(&Scope::system(tenant, "test"), async |tx| add_event(tx, tenant, 1).await)
            .await
            .unwrap();
    }
    let scope = Scope::system(mine, "test");
    let role: String = test
        .db
        .read(&scope, async |tx| tx.global_query("SELECT current_user::text").scalar().await)
        .await
        .unwrap();
    assert_eq!(role, "tradepost_tenant", "tenant transactions run as a role that owns nothing");
    // Reading without a condition, or with another's id, shows only one's own rows.
    for sql in ["SELECT count(*) FROM events", "SELECT count(*) FROM events WHERE tenant_id IS NOT NULL"] {
        let seen: i64 = test.db.read(&scope, async |tx| tx.global_query(sql).scalar().await).await.unwrap();
        assert_eq!(seen, 1, "{sql}");
    }
    // Changing another's rows finds none; adding one is refused.
    let sql = "UPDATE events SET name = 'forged' WHERE tenant_id = $1";
    let changed =
        test.db.write(&scope, async |tx| tx.global_query(sql).bind(theirs).execute().await).await.unwrap();
    assert_eq!(changed, 0);
    let forged = test.db.write(&scope, async |tx| add_event(tx, theirs, 2).await).await.unwrap_err();
    assert!(forged.to_string().contains("row-level security"), "{forged}");
}

#[tokio::test]
async fn every_tenant_table_has_row_level_security_and_tenant_first_keys() {
    let Some(test) = TestDb::new(DbKind::Postgres, Env::system()).await else { return };
    let unprotected: Vec<(String,)> = test
        .db
        .read(&Scope::installation("test"), async |tx| {
            tx.global_query(
                "SELECT c.relname::text FROM pg_class c
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                   AND (NOT c.relrowsecurity OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
                        OR NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary
                                       AND i.indkey[0] = a.attnum))",
            )
            .fetch_all()
            .await
        })
        .await
        .unwrap();
    assert_eq!(unprotected, Vec::<(String,)>::new());
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let Some(postgres) = TestDb::new(DbKind::Postgres, Env::system()).await else { return };
    let sqlite = TestDb::new(DbKind::Sqlite, Env::system()).await.unwrap();
    let (left, right) = (sqlite_schema(&sqlite.db).await, postgres_schema(&postgres.db).await);
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "the same tables");
    for (table, columns) in &left {
        assert_eq!(columns, &right[table], "{table}");
    }
}

/// Table → columns (name, class of type, nullable) and unique keys.
type Schema = BTreeMap<String, Vec<String>>;

fn class(data_type: &str) -> &'static str {
    match data_type.to_lowercase().as_str() {
        "text" | "jsonb" => "text",
        "integer" | "bigint" | "timestamp with time zone" => "integer",
        "blob" | "uuid" | "bytea" => "bytes",
        "boolean" => "boolean",
        "real" | "double precision" => "real",
        other => panic!("a type that the parity test does not know: {other}"),
    }
}

async fn sqlite_schema(db: &Db) -> Schema {
    let rows: Vec<(String, String, String, bool)> = db
        .read(&Scope::installation("test"), async |tx| {
            tx.global_query(
                "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 FROM sqlite_master m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations'",
            )
            .fetch_all()
            .await
        })
        .await
        .unwrap();
    let keys: Vec<(String, String)> = db
        .read(&Scope::installation("test"), async |tx| {
            tx.global_query(
                "SELECT t, group_concat(col, ',') FROM (
                     SELECT m.name AS t, i.name AS i, x.name AS col
                     FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) x
                     WHERE m.type = 'table' AND i.\"unique\" AND m.name <> '_sqlx_migrations'
                     ORDER BY m.name, i.name, x.seqno)
                 GROUP BY t, i",
            )
            .fetch_all()
            .await
        })
        .await
        .unwrap();
    schema(rows, keys)
}

async fn postgres_schema(db: &Db) -> Schema {
    let rows: Vec<(String, String, String, bool)> = db
        .read(&Scope::installation("test"), async |tx| {
            tx.global_query(
                "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
                 FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
            )
            .fetch_all()
            .await
        })
        .await
        .unwrap();
    let keys: Vec<(String, String)> = db
        .read(&Scope::installation("test"), async |tx| {
            tx.global_query(
                "SELECT t.relname::text, string_agg(a.attname::text, ',' ORDER BY k.n)
                 FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid,
                      unnest(i.indkey) WITH ORDINALITY AS k(attnum, n), pg_attribute a
                 WHERE i.indisunique AND a.attrelid = t.oid AND a.attnum = k.attnum AND k.n <= i.indnkeyatts
                   AND t.relnamespace = 'public'::regnamespace AND t.relname <> '_sqlx_migrations'
                 GROUP BY t.relname, i.indexrelid",
            )
            .fetch_all()
            .await
        })
        .await
        .unwrap();
    schema(rows, keys)
}

fn schema(rows: Vec<(String, String, String, bool)>, keys: Vec<(String, String)>) -> Schema {
    let mut schema = Schema::new();
    for (table, column, data_type, nullable) in rows {
        let null = if nullable { " null" } else { "" };
        schema.entry(table).or_default().push(format!("{column} {}{null}", class(&data_type)));
    }
    for (table, columns) in keys {
        schema.entry(table).or_default().push(format!("unique ({columns})"));
    }
    for lines in schema.values_mut() {
        lines.sort();
    }
    schema
}

#[tokio::test]
async fn what_is_written_at_another_time_has_that_time() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let scope = Scope::system(tenant, "test");
        let [first, second, third] = ["2025-05-31T09:00:00Z", "2025-06-30T18:30:00Z", "2025-07-01T00:00:00Z"]
            .map(|time| time.parse::<Timestamp>().unwrap());
        let past = test.db.at(first);
        past.write(&scope, async |tx| {
            add_event(tx, tenant, 1).await?;
            tx.travel_to(second);
            add_event(tx, tenant, 2).await?;
            assert_eq!((tx.env().now(), tx.now()), (second, second));
            tx.travel_to(third);
            add_event(tx, tenant, 3).await
        })
        .await
        .unwrap();
        test.db.write(&scope, async |tx| add_event(tx, tenant, 4).await).await.unwrap();
        let sql = "SELECT at, id FROM events WHERE tenant_id = $1 ORDER BY id";
        let rows: Vec<(Timestamp, Id<Event>)> =
            test.db.read(&scope, async |tx| tx.query(sql).fetch_all().await).await.unwrap();
        let times: Vec<_> = rows.iter().map(|(at, _)| *at).collect();
        assert_eq!(times[..3], [first, second, third], "ids sort by the time that they were made at");
        assert!(test.db.env().now().since(times[3]) < Duration::from_secs(60), "the present goes on");
    })
    .await;
}
