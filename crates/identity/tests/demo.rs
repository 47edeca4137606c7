//! The demo has a past that a person can believe.

use std::time::Duration;

use identity::demo::{self, AGE_DAYS, PASSWORD, PEOPLE};
use identity::{PasswordCost, Passwords};
use kernel::{Scope, TenantId, Timestamp};
use testkit::on_both;

use crate::support::{rows, sign_in_with, text};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[test]
fn days_ago_are_days_of_the_calendar() {
    let now: Timestamp = "2026-11-21T00:00:30Z".parse().unwrap();
    assert_eq!(demo::ago(now, 1, (23, 59)).to_string(), "2026-11-20T23:59:00Z");
    assert_eq!(demo::ago(now, 30, (9, 5)).to_string(), "2026-10-22T09:05:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_did_so_one_after_the_other_and_long_before() {
    on_both(|app| async move {
        let cost = PasswordCost { memory_kib: 16, passes: 1 };
        let passwords = Passwords::new(cost, 2, app.db().env()).unwrap();
        assert!(demo::seed(app.db(), &passwords).await.unwrap());
        demo::furnish(app.db(), "http://shop.example").await.unwrap();
        assert!(!demo::seed(app.db(), &passwords).await.unwrap(), "once is enough");
        app.run_jobs().await;

        let sql = "SELECT tenant_id, at FROM events ORDER BY tenant_id, sequence";
        let scope = Scope::installation("test");
        let events: Vec<(TenantId, Timestamp)> =
            app.db().read(&scope, async |tx| tx.global_query(sql).fetch_all().await).await.unwrap();
        assert!(events.is_sorted(), "the log of each organization goes forward in time: {events:?}");
        let times = || events.iter().map(|(_, at)| *at);
        let (first, last) = (times().min().unwrap(), times().max().unwrap());
        assert!(app.now().since(first) > DAY * AGE_DAYS);
        assert!(last < app.now() && app.now().since(last) < DAY * 2, "{last}");

        let ana = app.anon();
        sign_in_with(&ana, PEOPLE[0].email, PASSWORD).await.expect(200);
        let me = ana.get("/api/v1/me").await.expect(200);
        let places = me["memberships"].as_array().unwrap().clone();
        let own = places.iter().find(|place| place["role"] == "owner").unwrap();
        let ana = ana.in_organization(text(&own["organization"]["id"]));
        let states = async |path: &str| -> Vec<String> {
            rows(&ana.get(path).await).iter().map(|row| text(&row["state"]).to_owned()).collect()
        };
        assert_eq!(states("/api/v1/api-keys").await, ["active", "active", "revoked"]);
        assert_eq!(states("/api/v1/invitations").await, ["pending"]);
        let mail = app.mail_to("sofia@nordlicht.example").await;
        ana.post("/api/v1/invitations/look-up", serde_json::json!({"token": mail.token()})).await.expect(200);
    })
    .await;
}
