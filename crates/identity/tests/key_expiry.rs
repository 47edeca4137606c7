//! The mails that say a key expires soon.

use std::time::Duration;

use serde_json::json;
use testkit::{App, Client, on_both};

use crate::support::{email_of, membership_of, text};

const PATH: &str = "/api/v1/api-keys";
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a key that ends so long from now, and answers its address.
async fn make(app: &App, client: &Client, lifetime: Duration) -> String {
    let body = json!({"name": "Warehouse scanner", "mode": "live", "scopes": ["members.read"],
                      "expires_at": app.now().plus(lifetime)});
    format!("{PATH}/{}", text(&client.post(PATH, body).await.expect(201)["api_key"]["id"]))
}

/// Lets the time pass, with a worker that looks every so often.
async fn pass(app: &App, time: Duration) {
    let end = app.now().plus(time);
    while app.now() < end {
        app.advance(HOUR.min(end.since(app.now())));
        let ran = app.run_jobs().await;
        assert_eq!((ran.retried, ran.dead), (0, 0));
    }
}

/// The subjects of notices to this address, oldest first.
async fn notices(app: &App, email: &str) -> Vec<String> {
    let sql = "SELECT subject FROM mails WHERE template = 'api_key_expiring' AND to_address = $1
               ORDER BY created_at, id";
    let (scope, email) = (kernel::Scope::installation("test"), email.to_owned());
    let read =
        async |tx: &mut db::Tx| tx.global_query(sql).bind(email.clone()).fetch_all::<(String,)>().await;
    app.db().read(&scope, read).await.unwrap().into_iter().map(|(subject,)| subject).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_made_the_key_is_told_a_week_and_a_day_before() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let grace = app.member(&ada, &organization, "admin").await;
        make(&app, &grace, DAY * 10).await;
        let reader = email_of(&grace).await;
        pass(&app, HOUR * 71).await;
        assert!(notices(&app, &reader).await.is_empty());
        pass(&app, HOUR).await;
        let week = "API key “Warehouse scanner” expires in 7 days";
        assert_eq!(notices(&app, &reader).await, [week]);
        let mail = app.mail_to(&reader).await;
        assert!(mail.text.contains("http://shop.example/app/developers/api-keys"), "{}", mail.text);
        pass(&app, DAY * 6).await;
        let day = "API key “Warehouse scanner” expires tomorrow";
        assert_eq!(notices(&app, &reader).await, [week, day]);
        pass(&app, DAY * 2).await;
        assert_eq!(notices(&app, &reader).await, [week, day], "once each");
        assert!(notices(&app, &email_of(&ada).await).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owners_are_told_when_the_maker_has_left() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let grace = app.member(&ada, &organization, "admin").await;
        make(&app, &grace, DAY * 2).await;
        let (left, member) = (email_of(&grace).await, membership_of(&grace).await);
        ada.delete(&format!("/api/v1/members/{member}")).await.expect(204);
        pass(&app, DAY).await;
        assert_eq!(notices(&app, &email_of(&ada).await).await.len(), 1);
        assert!(notices(&app, &left).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_does_not_end_then_is_no_reason_for_a_mail() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let reader = email_of(&ada).await;
        let (later, never, revoked, replaced) = (
            make(&app, &ada, DAY * 8).await,
            make(&app, &ada, DAY * 8).await,
            make(&app, &ada, DAY * 8).await,
            make(&app, &ada, DAY * 8).await,
        );
        let end = json!({"expires_at": app.now().plus(DAY * 30)});
        ada.patch(&later, end.clone()).await.expect(200);
        ada.patch(&later, end).await.expect(200);
        ada.patch(&never, json!({"expires_at": null})).await.expect(200);
        ada.delete(&revoked).await.expect(204);
        // The key that takes the other's place ends when that one would have, and of it alone there is something to say.
        ada.post(&format!("{replaced}/reroll"), json!({"overlap_hours": 720})).await.expect(201);
        pass(&app, DAY * 9).await;
        assert_eq!(notices(&app, &reader).await.len(), 2, "of the replacement");
        pass(&app, DAY * 30).await;
        assert_eq!(notices(&app, &reader).await.len(), 4, "and of the one that ends later");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_stood_still_does_not_say_the_same_twice() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let reader = email_of(&ada).await;
        make(&app, &ada, DAY * 10).await;
        app.advance(DAY * 9 + HOUR * 5);
        app.run_jobs().await;
        assert_eq!(notices(&app, &reader).await, ["API key “Warehouse scanner” expires tomorrow"]);
        make(&app, &ada, DAY * 10).await;
        app.advance(DAY * 11);
        app.run_jobs().await;
        assert_eq!(notices(&app, &reader).await.len(), 1, "what has ended needs no notice");
        assert_eq!(app.run_jobs().await.done, 0);
    })
    .await;
}
