//! The operator's API, through the whole stack of the web side.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use kernel::{Actor, ActorKind, Scope, TenantId};
use serde_json::{Value, json};
use tower::ServiceExt;
use web::{
    App, AuthenticatorFuture, Credentials, Membership, Principal, RateLimiter, ServicesBuilder, WebConfig,
};

use super::house::{House, READER, config, on_both};
use crate::permission::{OPERATOR_MANAGE, OPERATOR_READ};
use crate::{ApiKeyExpiring, Invitation, Locale, Mailer, OneTimeLink, Template, VerifyEmail};

/// Knows the keys `manager`, who may do everything, `reader`, who may look, and `merchant`, who is no operator.
struct Authenticator(TenantId);

impl web::Authenticator for Authenticator {
    fn authenticate<'a>(&'a self, credentials: Credentials<'a>) -> AuthenticatorFuture<'a> {
        Box::pin(async move {
            let Some(key) = credentials.bearer else { return Ok(None) };
            let both = [OPERATOR_READ, OPERATOR_MANAGE];
            let is_operator = key != "merchant";
            let granted = if key == "reader" { &both[..1] } else { &both[..] };
            Ok(Some(Arc::new(Principal {
                actor: Actor { kind: ActorKind::ApiKey, id: None, name: key.to_owned() },
                user_id: None,
                session_id: None,
                membership: Some(Membership {
                    tenant: if is_operator { TenantId::OPERATOR } else { self.0 },
                    is_operator,
                    role: None,
                    permissions: granted.iter().copied().collect(),
                }),
                by_cookie: false,
                expires_at: None,
                ip_allow_list: Vec::new(),
            })))
        })
    }
}

struct Api(Router);

impl Api {
    fn of(house: &House) -> Self {
        let db = &house.test.db;
        let services = ServicesBuilder::default().with(Mailer::new(&config()).unwrap()).build();
        let limiter = RateLimiter::new(db.kind());
        let app = App::new(db.clone(), WebConfig::default(), Authenticator(house.tenant), limiter, services);
        let (router, _) = crate::routes().split_for_parts();
        Self(web::stack(router, &app))
    }

    async fn call(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request =
            Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        if !key.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {key}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.0.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("manager", Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    async fn post(&self, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        self.call("manager", Method::POST, path, body).await
    }
}

fn subjects(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|mail| mail["subject"].as_str().unwrap()).collect()
}

async fn three_mails(house: &House) {
    let secret = OneTimeLink::new("https://shop.example/verify-email?token=s3cret");
    house.send(READER, VerifyEmail { url: secret, valid_hours: 24 }).await;
    house.send("bob_100%@example.org", Invitation::sample()).await;
    house.send("carla@example.net", ApiKeyExpiring::sample()).await;
}

#[tokio::test]
async fn mails_are_listed_searched_and_paged() {
    on_both(|house| async move {
        let api = Api::of(&house);
        three_mails(&house).await;
        let all = api.get("/api/v1/operator/mails").await;
        assert_eq!(
            subjects(&all),
            [
                "API key “Warehouse scanner” expires in 7 days",
                "Ana García invites you to join Nordlicht Outdoor",
                "Confirm your e-mail address",
            ]
        );
        let mail = &all["data"][2];
        assert_eq!(mail["organization_id"], json!(house.tenant));
        let expected = json!({"to": READER, "template": "verify_email", "locale": "en", "state": "queued",
            "attempts": 0, "last_error": null, "sent_at": null, "created_at": "2026-11-21T08:30:00Z"});
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&mail[field], value, "{field}");
        }
        assert!(!all.to_string().contains("s3cret") && mail.get("html").is_none(), "a list shows no content");

        let search =
            async |query: &str| subjects(&api.get(&format!("/api/v1/operator/mails?{query}")).await).len();
        assert_eq!(search("q=ANA.garcia@EXAMPLE").await, 1);
        assert_eq!(search("q=invites%20YOU").await, 1);
        assert_eq!(search("q=_100%25").await, 1, "signs of SQL patterns are letters like others");
        assert_eq!(search("q=n_r").await, 0);
        assert_eq!(search("state=queued").await, 3);
        assert_eq!(search("state=sent&q=").await, 0);

        let first = api.get("/api/v1/operator/mails?limit=2").await;
        let after = first["next"].as_str().unwrap();
        let rest = api.get(&format!("/api/v1/operator/mails?limit=2&after={after}")).await;
        assert_eq!((subjects(&rest), &rest["next"]), (vec!["Confirm your e-mail address"], &Value::Null));
        let (status, _) = api.call("manager", Method::GET, "/api/v1/operator/mails?state=lost", None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_one_time_link_is_shown_only_where_the_operator_is_the_one_to_pass_it_on() {
    on_both(|house| async move {
        let api = Api::of(&house);
        three_mails(&house).await;
        let id = api.get("/api/v1/operator/mails?q=confirm").await["data"][0]["id"].clone();
        let path = format!("/api/v1/operator/mails/{}", id.as_str().unwrap());
        assert!(!api.get(&path).await.to_string().contains("s3cret"), "queued: a server will pass it on");
        house.work(&config()).await;
        let shown = api.get(&path).await;
        assert_eq!(shown["state"], "outbox");
        for part in ["html", "text"] {
            assert!(shown[part].as_str().unwrap().contains("token=s3cret"), "{part}");
        }
        assert_eq!(shown["headers"]["To"], READER);
        assert_eq!(shown["headers"]["Auto-Submitted"], "auto-generated");
        let (_, seen) = api.call("reader", Method::GET, &path, None).await;
        assert_eq!(seen["id"], id);
        assert!(!seen.to_string().contains("s3cret"), "who may only look must not be able to act");
    })
    .await;
}

#[tokio::test]
async fn a_mail_in_the_outbox_is_sent_again_and_others_are_not() {
    on_both(|house| async move {
        let api = Api::of(&house);
        three_mails(&house).await;
        let id = api.get("/api/v1/operator/mails?q=confirm").await["data"][0]["id"].clone();
        let path = format!("/api/v1/operator/mails/{}/resend", id.as_str().unwrap());
        let (status, problem) = api.post(&path, None).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("already_queued")));
        house.work(&config()).await;
        assert_eq!(api.post(&path, None).await.0, StatusCode::NO_CONTENT);
        assert_eq!(
            subjects(&api.get("/api/v1/operator/mails?state=queued").await),
            ["Confirm your e-mail address"]
        );
        let unknown = path.replace(id.as_str().unwrap(), "mail_01h455vb4pex5vsknk084sn02q");
        assert_eq!(api.post(&unknown, None).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn templates_are_listed_and_previewed() {
    on_both(|house| async move {
        let api = Api::of(&house);
        let list = api.get("/api/v1/operator/mail-templates").await;
        assert_eq!(list["data"][0], json!({"name": "verify_email", "locales": ["en", "es"]}));
        for template in list["data"].as_array().unwrap() {
            for locale in Locale::ALL {
                let name = template["name"].as_str().unwrap();
                let path = format!("/api/v1/operator/mail-templates/{name}?locale={}", locale.as_str());
                let preview = api.get(&path).await;
                assert!(preview["html"].as_str().unwrap().contains("Tradepost"), "the operator's brand");
                assert!(!preview["text"].as_str().unwrap().is_empty());
            }
        }
        let spanish = api.get("/api/v1/operator/mail-templates/reset_password?locale=es").await;
        assert_eq!(spanish["subject"], "Elige una contraseña nueva");
        let unknown = "/api/v1/operator/mail-templates/no_such";
        assert_eq!(api.call("reader", Method::GET, unknown, None).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn suppressions_are_listed_added_and_removed() {
    on_both(|house| async move {
        let api = Api::of(&house);
        let path = "/api/v1/operator/mail-suppressions";
        let body = |email: &str, reason: &str| Some(json!({"email": email, "reason": reason}));
        let (status, entry) = api.post(path, body(" Ana@Example.com ", "complaint")).await;
        assert_eq!((status, &entry["email"]), (StatusCode::CREATED, &json!("Ana@example.com")));
        assert_eq!(
            (&entry["reason"], &entry["organization_id"]),
            (&json!("complaint"), &json!(TenantId::OPERATOR))
        );
        let (status, problem) = api.post(path, body("ana@example.com", "complaint")).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("already_suppressed")));
        for (email, reason, field) in [
            ("ana", "manual", "email"),
            ("ana@example.com", "unsubscribed", "reason"),
            ("a@b.example", "whim", "reason"),
        ] {
            let (status, problem) = api.post(path, body(email, reason)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(problem["fields"][0]["field"], field);
        }
        assert_eq!(api.get(path).await["data"], json!([entry]));
        let one = format!("{path}/{}", entry["id"].as_str().unwrap());
        for expected in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
            assert_eq!(api.call("manager", Method::DELETE, &one, None).await.0, expected);
        }
        assert_eq!(api.get(path).await["data"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn only_the_operator_gets_in_and_only_who_may_act_acts() {
    on_both(|house| async move {
        let api = Api::of(&house);
        three_mails(&house).await;
        let id = api.get("/api/v1/operator/mails").await["data"][0]["id"].as_str().unwrap().to_owned();
        let read = [
            "/api/v1/operator/mails".to_owned(),
            format!("/api/v1/operator/mails/{id}"),
            "/api/v1/operator/mail-templates".to_owned(),
            "/api/v1/operator/mail-templates/invitation".to_owned(),
            "/api/v1/operator/mail-suppressions".to_owned(),
        ];
        for path in &read {
            assert_eq!(api.call("", Method::GET, path, None).await.0, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(
                api.call("merchant", Method::GET, path, None).await.0,
                StatusCode::FORBIDDEN,
                "{path}"
            );
            assert_eq!(api.call("reader", Method::GET, path, None).await.0, StatusCode::OK, "{path}");
        }
        let entry = json!({"email": "a@b.example", "reason": "manual"});
        let act = [
            (Method::POST, format!("/api/v1/operator/mails/{id}/resend"), None),
            (Method::POST, "/api/v1/operator/mail-suppressions".to_owned(), Some(entry)),
            (
                Method::DELETE,
                "/api/v1/operator/mail-suppressions/supp_01h455vb4pex5vsknk084sn02q".to_owned(),
                None,
            ),
        ];
        for (method, path, body) in act {
            for key in ["merchant", "reader"] {
                let answer = api.call(key, method.clone(), &path, body.clone()).await;
                assert_eq!(answer.0, StatusCode::FORBIDDEN, "{key} {path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_unsubscribe_link_works_by_post_alone_and_needs_no_sign_in() {
    on_both(|house| async move {
        let api = Api::of(&house);
        let id = house.send(READER, ApiKeyExpiring::sample()).await;
        let token = Mailer::new(&config()).unwrap().signer().token(id);
        let path = format!("/api/v1/mail/unsubscribe?token={token}");
        assert_eq!(api.call("", Method::GET, &path, None).await.0, StatusCode::NO_CONTENT);
        assert!(house.suppressions().await.is_empty(), "programs that follow every link change nothing");
        for forged in [path.replace("mail_0", "mail_1"), format!("{path}00"), path.replace(&token, "x.y")] {
            let (status, _) = api.call("", Method::POST, &forged, None).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(house.suppressions().await.is_empty());
        // As mail programs send it: a form, without a cookie.
        let form = Request::post(&path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("List-Unsubscribe=One-Click"));
        let response = api.0.clone().oneshot(form.unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        let [entry] = house.suppressions().await.try_into().unwrap();
        assert_eq!((entry.organization_id, entry.email.as_deref()), (house.tenant, Some(READER)));
    })
    .await;
}

#[tokio::test]
async fn no_organization_can_read_the_suppression_list() {
    let postgres = db::testing::TestDb::new(db::DbKind::Postgres, kernel::Env::system()).await;
    let Some(test) = postgres else { return };
    let scope = Scope::system(TenantId::OPERATOR, "test");
    let sql = "SELECT count(*) FROM mail_suppressions";
    let denied = test.db.read(&scope, async |tx| tx.global_query(sql).scalar::<i64>().await).await;
    assert!(denied.unwrap_err().to_string().contains("permission denied"));
}
