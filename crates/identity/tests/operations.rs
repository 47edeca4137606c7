//! What is done to jobs, schedules and mails is audited too, though they belong to crates below this one.

use kernel::{Id, Scope, TenantId};
use serde_json::{Value, json};
use testkit::{Client, on_both};

use crate::support::{rows, text};

#[tokio::test(flavor = "multi_thread")]
async fn replaying_and_discarding_leave_entries() {
    on_both(|mut app| async move {
        app.leave_jobs();
        let (ada, organization) = app.owner("Ada").await;
        let tenant: TenantId = organization["id"].as_str().unwrap().parse().unwrap();
        let dead = app.db().env().id::<jobs::JobRow>();
        let sql =
            "INSERT INTO jobs (tenant_id, id, name, queue, priority, state, payload, max_attempts, run_at,
                       created_at, updated_at)
                   VALUES ($1, $2, 'identity.prune', 'default', 100, 'dead', $3, 1, $4, $4, $4)";
        let now = app.now();
        let insert = async |tx: &mut db::Tx| {
            tx.query(sql).bind(dead).bind(kernel::Json(json!({}))).bind(now).execute().await
        };
        app.db().write(&Scope::system(tenant, "test"), insert).await.unwrap();

        ada.post(&format!("/api/v1/jobs/{dead}/replay"), json!({})).await.expect(204);
        ada.delete(&format!("/api/v1/jobs/{dead}")).await.expect(204);
        ada.post("/api/v1/jobs/replay", json!({})).await.expect(200);
        let nobody: Id<jobs::JobRow> = app.db().env().id();
        ada.delete(&format!("/api/v1/jobs/{nobody}")).await.expect(404);

        let entries = rows(&ada.get("/api/v1/audit-entries?action=job").await);
        let actions: Vec<_> = entries.iter().map(|e| e["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["jobs.replayed", "job.discarded", "job.replayed"]);
        assert_eq!(entries[1]["target"], json!({"kind": "job", "id": dead.to_string()}));
    })
    .await;
}

/// The actions and what is there after them, newest first, of entries whose action begins so.
async fn entries(client: &Client, action: &str) -> Vec<(String, Value, Value)> {
    let entries = rows(&client.get(&format!("/api/v1/audit-entries?action={action}")).await);
    let parts = |entry: &Value| {
        (text(&entry["action"]).to_owned(), entry["target"]["id"].clone(), entry["after"].clone())
    };
    entries.iter().map(parts).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_schedules_leaves_entries_with_whom_it_was_done_as() {
    on_both(|mut app| async move {
        app.leave_jobs();
        let (ada, organization) = app.owner("Ada").await;
        let operator = app.operator().await;
        let tenant: TenantId = text(&organization["id"]).parse().unwrap();
        let payload = serde_json::value::to_raw_value(&json!({})).unwrap();
        let new = jobs::schedules::NewSchedule {
            name: "Nightly".to_owned(),
            job: app.registry().prepare("identity.prune", &payload).unwrap(),
            cron: "0 3 * * *".to_owned(),
            time_zone: None,
            catch_up: jobs::schedules::CatchUp::Once,
        };
        let scope = Scope::system(tenant, "test");
        let made = app.db().write(&scope, async |tx| jobs::schedules::create(tx, new.clone()).await).await;
        let id = made.unwrap().id.to_string();

        let off = json!({"enabled": false});
        ada.patch(&format!("/api/v1/schedules/{id}"), off.clone()).await.expect(200);
        ada.post(&format!("/api/v1/schedules/{id}/run"), json!({})).await.expect(202);
        let changed =
            ("schedule.changed".to_owned(), json!(id), json!({"name": "Nightly", "enabled": false}));
        let run = ("schedule.run".to_owned(), json!(id), json!({"name": "Nightly"}));
        assert_eq!(entries(&ada, "schedule").await, [run.clone(), changed.clone()]);
        // The operator acts in the operator's name, and refused attempts leave nothing.
        operator.patch(&format!("/api/v1/operator/schedules/{id}"), off.clone()).await.expect(200);
        operator.post(&format!("/api/v1/operator/schedules/{id}/run"), json!({})).await.expect(202);
        ada.patch(&format!("/api/v1/operator/schedules/{id}"), off).await.expect(403);
        assert_eq!(entries(&operator, "schedule").await, [run, changed]);
        assert_eq!(entries(&ada, "schedule").await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_mails_and_addresses_leaves_entries() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let operator = app.operator().await;
        ada.post("/api/v1/invitations", json!({"email": "grace@example.com", "role": "staff"}))
            .await
            .expect(201);
        app.run_jobs().await;
        let mail = rows(&operator.get("/api/v1/operator/mails?q=grace").await)[0]["id"].clone();
        let resend = format!("/api/v1/operator/mails/{}/resend", text(&mail));
        ada.post(&resend, json!({})).await.expect(403);
        operator.post(&resend, json!({})).await.expect(204);
        // It waits already: what is refused leaves nothing.
        operator.post(&resend, json!({})).await.expect(409);
        app.run_jobs().await;
        assert_eq!(entries(&operator, "mail.").await, [("mail.resent".to_owned(), mail, Value::Null)]);

        let list = "/api/v1/operator/mail-suppressions";
        let body = json!({"email": "grace@example.com", "reason": "bounce"});
        let id = operator.post(list, body.clone()).await.expect(201)["id"].clone();
        operator.post(list, body).await.expect(409);
        operator.delete(&format!("{list}/{}", text(&id))).await.expect(204);
        operator.delete(&format!("{list}/{}", text(&id))).await.expect(404);
        let expected = [
            ("mail_suppression.deleted".to_owned(), id.clone(), Value::Null),
            ("mail_suppression.created".to_owned(), id, json!({"reason": "bounce"})),
        ];
        assert_eq!(entries(&operator, "mail_suppression").await, expected);
        assert!(entries(&ada, "mail").await.is_empty(), "it is no business of one organization");
    })
    .await;
}
