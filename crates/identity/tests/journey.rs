//! What a newcomer does, from sign-up to an API key of their own.

use serde_json::json;
use testkit::on_both;

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_invite_and_make_a_key() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let me = ada.get("/api/v1/me").await.expect(200);
        assert_eq!(
            (me["role"].as_str(), me["organization"]["id"].as_str()),
            (Some("owner"), organization["id"].as_str())
        );

        let grace = app.member(&ada, &organization, "staff").await;
        let members = grace.get("/api/v1/members").await.expect(200);
        let roles: Vec<_> =
            members["data"].as_array().unwrap().iter().map(|m| m["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["owner", "staff"]);
        assert_eq!(grace.get("/api/v1/api-keys").await.problem(403), "forbidden");

        let key = app.key(&ada, &["members.read"]).await;
        let me = key.get("/api/v1/me").await.expect(200);
        assert_eq!(
            (me["actor"]["kind"].as_str(), &me["permissions"]),
            (Some("api_key"), &json!(["members.read"]))
        );
        assert_eq!(key.get("/api/v1/members").await.expect(200)["data"].as_array().unwrap().len(), 2);
        assert_eq!(key.get("/api/v1/audit-entries").await.problem(403), "forbidden");

        let audit = ada.get("/api/v1/audit-entries").await.expect(200);
        let actions: Vec<_> =
            audit["data"].as_array().unwrap().iter().map(|e| e["action"].as_str().unwrap()).collect();
        assert_eq!(
            actions,
            ["api_key.created", "member.joined", "invitation.created", "organization.created"]
        );
        app.run_jobs().await;
    })
    .await;
}
