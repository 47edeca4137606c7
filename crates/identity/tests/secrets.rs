//! Secrets stand nowhere in the database.

use db::DbKind;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use testkit::{App, on_both};

use crate::support::{email_of, sign_in, text};

/// The only place where a link stands: the outbox needs it until the mail is sent.
const OUTBOX_LINK: &str = "mails.one_time_link";

/// Every value in the database, with where it stands; binary ones in hexadecimal.
async fn everything(app: &App) -> Vec<(String, String)> {
    let config = app.db_config();
    match app.db().kind() {
        DbKind::Sqlite => sqlite(&config.url).await,
        DbKind::Postgres => postgres(&config.url).await,
    }
}

async fn sqlite(url: &str) -> Vec<(String, String)> {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let columns =
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
    let columns: Vec<(String, String)> = sqlx::query_as(columns).fetch_all(&mut connection).await.unwrap();
    let mut values = Vec::new();
    for (table, column) in columns {
        let sql = format!("SELECT quote({column}) FROM {table}");
        let found: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
        values.extend(found.into_iter().map(|value| (format!("{table}.{column}"), value)));
    }
    values
}

async fn postgres(url: &str) -> Vec<(String, String)> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let columns = "SELECT table_name::text, column_name::text FROM information_schema.columns
                   WHERE table_schema = 'public'";
    let columns: Vec<(String, String)> = sqlx::query_as(columns).fetch_all(&mut connection).await.unwrap();
    let mut values = Vec::new();
    for (table, column) in columns {
        let sql = format!("SELECT {column}::text FROM {table} WHERE {column} IS NOT NULL");
        let found: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
        values.extend(found.into_iter().map(|value| (format!("{table}.{column}"), value)));
    }
    values
}

/// Where `secret` stands, as it is or in hexadecimal.
fn places(values: &[(String, String)], secret: &str) -> Vec<String> {
    let hex = hex::encode(secret);
    let holds = |value: &str| value.contains(secret) || value.to_lowercase().contains(&hex);
    let mut places: Vec<_> =
        values.iter().filter(|(_, value)| holds(value)).map(|(place, _)| place.clone()).collect();
    places.dedup();
    places
}

/// Where a text's SHA-256 stands.
fn hashed(values: &[(String, String)], secret: &str) -> Vec<String> {
    let hash = hex::encode(Sha256::digest(secret));
    let holds = |value: &str| value.to_lowercase().contains(&hash);
    values.iter().filter(|(_, value)| holds(value)).map(|(place, _)| place.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_is_stored_as_its_hash_only() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
        let repeatable = ada.clone().with_header("idempotency-key", "make-a-key");
        let made = repeatable.post("/api/v1/api-keys", body.clone()).await.expect(201);
        let key = text(&made["secret"]).to_owned();
        // A repetition makes no second key, and cannot show the first one again.
        let again = repeatable.post("/api/v1/api-keys", body).await;
        assert!(!again.text.contains(&key));
        again.expect(409);
        let reroll = format!("/api/v1/api-keys/{}/reroll", text(&made["api_key"]["id"]));
        let repeatable = ada.clone().with_header("idempotency-key", "reroll");
        let rerolled = repeatable.post(&reroll, json!({"overlap_hours": 1}));
        let second = text(&rerolled.await.expect(201)["secret"]).to_owned();
        app.anon().with_key(&key).get("/api/v1/me").await.expect(200);
        app.anon().with_key(&second).get("/api/v1/me").await.expect(200);
        app.flush_uses().await;

        let values = everything(&app).await;
        for secret in [&key, &second] {
            assert_eq!(hashed(&values, secret), ["api_keys.key_hash"]);
            assert!(places(&values, secret).is_empty(), "{:?}", places(&values, secret));
            assert!(places(&values, &secret[8..48]).is_empty());
        }
        assert_eq!(places(&values, &key[..12]), ["api_keys.display"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_cookies_and_links_are_not_stored_either() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let email = email_of(&ada).await;
        let signed_in = sign_in(&app.anon(), &email).await;
        let cookie = signed_in.header("set-cookie").unwrap().split([';', '=']).nth(1).unwrap().to_owned();
        app.anon().post("/api/v1/auth/forgot-password", json!({"email": email})).await.expect(202);
        let link = app.mail_to(&email).await.token();

        let values = everything(&app).await;
        assert_eq!(hashed(&values, &cookie), ["sessions.token_hash"]);
        assert!(places(&values, &cookie).is_empty());
        assert_eq!(hashed(&values, &link), ["user_tokens.token_hash"]);
        assert_eq!(places(&values, &link), [OUTBOX_LINK]);
        assert!(places(&values, testkit::PASSWORD).is_empty());
        let stored: Vec<_> = values.iter().filter(|(place, _)| place == "users.password_hash").collect();
        assert!(
            stored.iter().all(|(_, hash)| hash.trim_matches('\'').starts_with("$argon2id$v=19$")),
            "{stored:?}"
        );
        app.run_jobs().await;
    })
    .await;
}
