//! What is done to jobs and schedules is audited too, though they belong to a crate below this one.

use kernel::{Id, Scope, TenantId};
use serde_json::json;
use testkit::on_both;

use crate::support::rows;

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
