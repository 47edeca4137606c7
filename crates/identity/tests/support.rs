//! What several topics ask.

use identity::permission::{MEMBERS_MANAGE, PermissionRow, Role, TABLE};
use serde_json::{Value, json};
use testkit::{Answer, App, Client, PASSWORD};

/// A list's rows.
#[track_caller]
pub fn rows(answer: &Answer) -> Vec<Value> {
    answer.expect(200)["data"].as_array().expect("a list").clone()
}

/// A text in JSON.
#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}"))
}

/// The address of whoever this client is signed in as.
pub async fn email_of(client: &Client) -> String {
    text(&client.get("/api/v1/me").await.expect(200)["user"]["email"]).to_owned()
}

/// The id of this client's membership in the organization that it acts in.
pub async fn membership_of(client: &Client) -> String {
    let me = client.get("/api/v1/me").await.expect(200);
    let here = &me["organization"]["id"];
    let memberships = me["memberships"].as_array().expect("memberships").clone();
    let mine = memberships.iter().find(|membership| membership["organization"]["id"] == *here);
    text(&mine.expect("a membership here")["id"]).to_owned()
}

/// Signs up, and answers nothing: the address is not confirmed yet.
pub async fn sign_up(client: &Client, email: &str) -> Answer {
    let body = json!({"name": "Newcomer", "email": email, "password": PASSWORD});
    client.post("/api/v1/auth/sign-up", body).await
}

/// Signs in with the password that everybody has.
pub async fn sign_in(client: &Client, email: &str) -> Answer {
    sign_in_with(client, email, PASSWORD).await
}

/// Signs in.
pub async fn sign_in_with(client: &Client, email: &str, password: &str) -> Answer {
    client.post("/api/v1/auth/sign-in", json!({"email": email, "password": password})).await
}

/// A number from the database.
pub async fn count(app: &App, sql: &'static str) -> i64 {
    let scope = kernel::Scope::installation("test");
    app.db().read(&scope, async |tx| tx.global_query(sql).scalar().await).await.expect("a number")
}

/// Asks again and again until the answer has this status: another process hears of a change a moment later. The
/// test's clock stands still meanwhile, so nothing is forgotten because it grew old.
pub async fn until_status(client: &Client, path: &str, status: u16) {
    for _ in 0..100 {
        if client.get(path).await.status.as_u16() == status {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} never answered {status}");
}

/// The scopes of a key that manages members and covers the role, and no more.
pub fn scopes_to_give(role: Role) -> Vec<&'static str> {
    let covers = |row: &&PermissionRow| row.roles.contains(&role) || row.permission == MEMBERS_MANAGE;
    TABLE.iter().filter(covers).map(|row| row.permission.name()).collect()
}
