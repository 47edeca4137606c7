//! Signing in and out, and the cookie.

use serde_json::json;
use testkit::on_both;

use crate::support::{email_of, sign_in, sign_in_with};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_a_wrong_address_look_alike() {
    on_both(|app| async move {
        let email = email_of(&app.person("Ada").await).await;
        let password = sign_in_with(&app.anon(), &email, "not the password").await;
        let address = sign_in(&app.anon(), "nobody@example.com").await;
        assert_eq!(password.problem(401), "invalid_credentials");
        let body = |answer: &testkit::Answer| {
            let mut body = answer.json();
            body["request_id"].take();
            body
        };
        assert_eq!(body(&password), body(&address));
        for answer in [password, address] {
            assert!(answer.header("set-cookie").is_none());
        }
        sign_in(&app.anon(), &email.to_uppercase()).await.expect(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_insists_on_tls_where_there_is_tls() {
    on_both(|app| async move {
        let email = email_of(&app.person("Ada").await).await;
        let plain = sign_in(&app.anon(), &email).await;
        plain.expect(200);
        let cookie = plain.header("set-cookie").unwrap();
        let attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
        let (pair, rest) = cookie.split_at(cookie.find(';').unwrap());
        let (name, value) = pair.split_once('=').unwrap();
        assert_eq!((name, rest), ("tradepost_session", attributes));
        assert!(value.len() == 43 && value.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{value}");

        let secure = app.process_at("https://shop.example").await;
        let answer = sign_in(&secure.anon(), &email).await;
        answer.expect(200);
        let cookie = answer.header("set-cookie").unwrap();
        let (pair, rest) = cookie.split_at(cookie.find(';').unwrap());
        assert!(pair.starts_with("__Host-tradepost_session="), "{pair}");
        assert_eq!(rest, format!("{attributes}; Secure"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sign_in_has_a_cookie_of_its_own() {
    on_both(|app| async move {
        let email = email_of(&app.person("Ada").await).await;
        let browser = app.anon();
        let first = sign_in(&browser, &email).await;
        let second = sign_in(&browser, &email).await;
        assert_ne!(first.header("set-cookie"), second.header("set-cookie"));
        // A cookie that a stranger planted does not become a session.
        let planted = app.anon().with_header("cookie", "tradepost_session=planted");
        assert!(!sign_in(&planted, &email).await.header("set-cookie").unwrap().contains("planted"));
        planted.get("/api/v1/me").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_session_only() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let email = email_of(&ada).await;
        let other = app.anon();
        sign_in(&other, &email).await.expect(200);
        let cookie = sign_in(&app.anon(), &email).await.header("set-cookie").unwrap().to_owned();
        let copy = app.anon().with_header("cookie", cookie.split(';').next().unwrap());
        copy.get("/api/v1/me").await.expect(200);
        let out = copy.post("/api/v1/auth/sign-out", json!({})).await;
        out.expect(204);
        assert_eq!(
            out.header("set-cookie"),
            Some("tradepost_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
        );
        let again = app.anon().with_header("cookie", cookie.split(';').next().unwrap());
        assert_eq!(again.get("/api/v1/me").await.problem(401), "unauthenticated");
        other.get("/api/v1/me").await.expect(200);
        // Signing out without being signed in is fine.
        app.anon().post("/api/v1/auth/sign-out", json!({})).await.expect(204);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_cannot_use_the_cookie() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let forged = ada.clone().with_header("sec-fetch-site", "cross-site");
        let answer = forged.post("/api/v1/auth/sign-out-everywhere", json!({})).await;
        assert_eq!(answer.problem(403), "cross_site_request");
        ada.get("/api/v1/me").await.expect(200);
    })
    .await;
}
