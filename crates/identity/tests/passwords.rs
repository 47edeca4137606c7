//! Changing and resetting the password.

use std::time::Duration;

use serde_json::json;
use testkit::on_both;

use crate::support::{email_of, sign_in, sign_in_with, sign_up};

const ME: &str = "/api/v1/me";
const NEW: &str = "a wholly new phrase 42";

#[tokio::test(flavor = "multi_thread")]
async fn a_change_ends_the_other_sessions_and_tells_the_person() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let email = email_of(&ada).await;
        let phone = app.anon();
        sign_in(&phone, &email).await.expect(200);
        // A reset link that is on its way must not undo the change.
        app.anon().post("/api/v1/auth/forgot-password", json!({"email": email})).await.expect(202);
        let link = app.mail_to(&email).await.token();
        // Mails of one instant have no order among them.
        app.advance(Duration::from_secs(1));

        let change = |current: &str, new: &str| json!({"current_password": current, "new_password": new});
        let weak = ada.post("/api/v1/me/password", change(testkit::PASSWORD, "password1")).await;
        assert_eq!(weak.invalid_field(), "new_password");
        ada.post("/api/v1/me/password", change(testkit::PASSWORD, NEW)).await.expect(204);
        ada.get(ME).await.expect(200);
        phone.get(ME).await.expect(401);
        assert_eq!(app.mail_to(&email).await.template, "password_changed");
        sign_in(&app.anon(), &email).await.expect(401);
        sign_in_with(&app.anon(), &email, NEW).await.expect(200);
        let late = json!({"token": link, "password": "another new phrase 43"});
        let late = app.anon().post("/api/v1/auth/reset-password", late).await;
        assert_eq!(late.invalid_field(), "token");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_ends_every_session_and_works_once_within_the_hour() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let email = email_of(&ada).await;
        let ask = async || app.anon().post("/api/v1/auth/forgot-password", json!({"email": email})).await;
        let reset = async |token: &str, password: &str| {
            let body = json!({"token": token, "password": password});
            app.anon().post("/api/v1/auth/reset-password", body).await
        };
        ask().await.expect(202);
        let old = app.mail_to(&email).await.token();
        app.advance(Duration::from_secs(3_600));
        assert_eq!(reset(&old, NEW).await.expect(422)["fields"][0]["code"], "link_expired");
        ask().await.expect(202);
        let token = app.mail_to(&email).await.token();
        // A refused password does not use the link up.
        assert_eq!(reset(&token, "password1").await.invalid_field(), "password");
        reset(&token, NEW).await.expect(204);
        assert_eq!(reset(&token, NEW).await.invalid_field(), "token");
        ada.get(ME).await.expect(401);
        sign_in_with(&app.anon(), &email, NEW).await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_confirms_the_address() {
    on_both(|app| async move {
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        let verification = app.mail_to("ada@example.com").await.token();
        app.advance(Duration::from_secs(1));
        app.anon()
            .post("/api/v1/auth/forgot-password", json!({"email": "ada@example.com"}))
            .await
            .expect(202);
        let token = app.mail_to("ada@example.com").await.token();
        let body = json!({"token": token, "password": NEW});
        app.anon().post("/api/v1/auth/reset-password", body).await.expect(204);
        sign_in_with(&app.anon(), "ada@example.com", NEW).await.expect(200);
        // The older link would sign in without the new password.
        let late = app.anon().post("/api/v1/auth/verify-email", json!({"token": verification})).await;
        assert_eq!(late.invalid_field(), "token");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_is_the_persons_own() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let change = json!({"name": " Ada L. ", "locale": "es", "color_scheme": "dark"});
        let user = ada.patch(ME, change).await.expect(200);
        assert_eq!(
            (&user["name"], &user["locale"], &user["color_scheme"]),
            (&json!("Ada L."), &json!("es"), &json!("dark"))
        );
        assert_eq!(ada.get(ME).await.expect(200)["actor"]["name"], "Ada L.");
        assert_eq!(ada.patch(ME, json!({"name": ""})).await.invalid_field(), "name");
        assert_eq!(ada.patch(ME, json!({"email": "x@example.com"})).await.invalid_field(), "email");
        assert_eq!(ada.patch(ME, json!({"color_scheme": "sepia"})).await.invalid_field(), "color_scheme");
        app.anon().patch(ME, json!({"name": "X"})).await.expect(401);
    })
    .await;
}
