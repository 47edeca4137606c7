//! Those who run the installation.

use serde_json::json;
use testkit::{FIRST_OPERATOR, on_both};

use crate::support::{email_of, rows, sign_up, text};

const PATHS: [&str; 2] = ["/api/v1/operator/organizations", "/api/v1/operator/users"];

#[tokio::test(flavor = "multi_thread")]
async fn everybody_else_is_refused() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        // The scope is in the table, and worth nothing outside the operator's organization.
        let key = app.key(&ada, &["operator.read", "operator.manage"]).await;
        let forger = ada.clone().in_organization("org_00000000000000000000000000");
        for path in PATHS {
            app.anon().get(path).await.expect(401);
            assert_eq!(ada.get(path).await.problem(403), "forbidden");
            assert_eq!(key.get(path).await.problem(403), "forbidden");
            assert_eq!(forger.get(path).await.problem(404), "not_found");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_all() {
    on_both(|app| async move {
        let operator = app.operator().await;
        let (_, adas) = app.owner("Ada").await;
        let (grace, graces) = app.owner("Ünal Çelik").await;
        let organizations = rows(&operator.get(PATHS[0]).await);
        let ids: Vec<_> = organizations.iter().map(|organization| text(&organization["id"])).collect();
        assert_eq!(ids, [text(&graces["id"]), text(&adas["id"]), "org_00000000000000000000000000"]);
        assert_eq!(organizations[0]["members"], 1);
        let users = rows(&operator.get(PATHS[1]).await);
        assert_eq!(users.len(), 3);
        assert!(users[0].get("password_hash").is_none());

        let found = async |path: String| rows(&operator.get(&path).await).len();
        assert_eq!(found(format!("{}?q=ada", PATHS[0])).await, 1);
        assert_eq!(found(format!("{}?kind=operator", PATHS[0])).await, 1);
        assert_eq!(found(format!("{}?q=%C3%9Cnal", PATHS[0])).await, 1);
        assert_eq!(found(format!("{}?q=%C3%9Cnal", PATHS[1])).await, 1);
        assert_eq!(found(format!("{}?q={}", PATHS[1], email_of(&grace).await.to_uppercase())).await, 1);
        // What LIKE would take for a wildcard is a letter here.
        assert_eq!(found(format!("{}?q=%25", PATHS[1])).await, 0);
        assert_eq!(found(format!("{}?q=_", PATHS[0])).await, 0);
        assert_eq!(found(format!("{}?limit=2", PATHS[0])).await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configured_address_becomes_one_once_confirmed() {
    on_both(|app| async move {
        let email = FIRST_OPERATOR.to_lowercase();
        sign_up(&app.anon(), &email).await.expect(202);
        let browser = app.anon();
        let body = json!({"token": app.mail_to(&email).await.token()});
        let me = browser.post("/api/v1/auth/verify-email", body).await.expect(200);
        assert_eq!(me["memberships"][0]["organization"]["kind"], "operator");
        let operator = browser.in_organization("org_00000000000000000000000000");
        let actions = rows(&operator.get("/api/v1/audit-entries").await);
        let actions: Vec<_> = actions.iter().map(|entry| text(&entry["action"])).collect();
        assert_eq!(actions, ["member.joined", "user.signed_in", "user.signed_up"]);
        operator.get(PATHS[0]).await.expect(200);
        // Somebody who is like it is not it.
        let other = format!("x{email}");
        sign_up(&app.anon(), &other).await.expect(202);
        let body = json!({"token": app.mail_to(&other).await.token()});
        let me = app.anon().post("/api/v1/auth/verify-email", body).await.expect(200);
        assert_eq!(me["memberships"], json!([]));
        app.run_jobs().await;
    })
    .await;
}
