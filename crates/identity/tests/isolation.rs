//! What PostgreSQL itself keeps from a transaction of one organization, whatever its SQL says.

use db::DbKind;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use testkit::App;

use crate::support::{email_of, text};

/// A connection that is in the tenant role for this organization.
async fn as_tenant(app: &App, organization: &Value) -> PgConnection {
    let mut connection = PgConnection::connect(&app.db_config().url).await.unwrap();
    let tenant: kernel::TenantId = text(&organization["id"]).parse().unwrap();
    let sql = format!("SET ROLE tradepost_tenant; SET tradepost.tenant_id = '{}'", tenant.uuid());
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection
}

async fn refusal(connection: &mut PgConnection, sql: &'static str) -> String {
    match sqlx::query(sql).execute(connection).await {
        Ok(_) => format!("{sql} was allowed"),
        Err(error) => error.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_sees_its_members_names_and_nothing_else_of_anybody() {
    let Some(app) = App::new(DbKind::Postgres).await else { return };
    let (ada, organization) = app.owner("Ada").await;
    let (grace, _) = app.owner("Grace").await;
    app.key(&grace, &["members.read"]).await;
    let mut tenant = as_tenant(&app, &organization).await;

    for sql in [
        "SELECT password_hash FROM users",
        "SELECT * FROM users",
        "SELECT 1 FROM sessions",
        "SELECT 1 FROM user_tokens",
        "UPDATE users SET name = 'X'",
        "DELETE FROM users",
        "INSERT INTO sessions DEFAULT VALUES",
        "UPDATE audit_entries SET actor_name = 'X'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
    ] {
        let refusal = refusal(&mut tenant, sql).await;
        assert!(refusal.contains("permission denied"), "{sql}: {refusal}");
    }
    let seen: Vec<String> =
        sqlx::query_scalar("SELECT email FROM users").fetch_all(&mut tenant).await.unwrap();
    assert_eq!(seen, [email_of(&ada).await]);
    for sql in [
        "SELECT count(DISTINCT tenant_id) FROM memberships",
        "SELECT count(DISTINCT tenant_id) FROM audit_entries",
        "SELECT count(*) FROM organizations",
    ] {
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut tenant).await.unwrap();
        assert_eq!(count, 1, "{sql}");
    }
    let keys: i64 = sqlx::query_scalar("SELECT count(*) FROM api_keys").fetch_one(&mut tenant).await.unwrap();
    assert_eq!(keys, 0);
    let forged = "UPDATE memberships SET tenant_id = '00000000-0000-0000-0000-000000000000'";
    assert!(refusal(&mut tenant, forged).await.contains("row-level security"));
}
