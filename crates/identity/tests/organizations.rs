//! Organizations and their settings.

use serde_json::{Value, json};
use testkit::{App, Client, on_both};

use crate::support::{rows, text};

const CREATE: &str = "/api/v1/organizations";
const HERE: &str = "/api/v1/organization";

fn new() -> Value {
    json!({"name": "Nordlicht Outdoor", "kind": "merchant", "country": "DE", "currency": "EUR", "locale": "en",
           "time_zone": "Europe/Berlin"})
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_makes_one_of_any_kind_but_operator() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        app.anon().post(CREATE, new()).await.expect(401);
        for kind in ["merchant", "courier", "agency"] {
            let mut body = new();
            body["kind"] = json!(kind);
            let made = ada.post(CREATE, body).await.expect(201);
            assert_eq!((text(&made["kind"]), &made["version"]), (kind, &json!(1)));
            assert!(text(&made["id"]).starts_with("org_"));
        }
        let me = ada.get("/api/v1/me").await.expect(200);
        let roles: Vec<_> = me["memberships"].as_array().unwrap().iter().map(|m| text(&m["role"])).collect();
        assert_eq!(roles, ["owner"; 3]);
        let mut body = new();
        body["kind"] = json!("operator");
        assert_eq!(ada.post(CREATE, body).await.invalid_field(), "kind");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        for (field, value) in [
            ("name", json!("")),
            ("name", json!("x".repeat(101))),
            ("name", json!("a\nb")),
            ("currency", json!("eur")),
            ("currency", json!("ABC")),
            ("time_zone", json!("Mars/Olympus")),
            ("time_zone", json!("")),
            ("time_zone", json!("../../../etc/passwd")),
            ("country", json!("de")),
            ("country", json!("DEU")),
            ("country", json!("XX")),
            ("locale", json!("xx")),
            ("kind_of", json!(1)),
        ] {
            let mut body = new();
            body[field] = value.clone();
            assert_eq!(ada.post(CREATE, body).await.invalid_field(), field, "{value}");
            let edit = ada.clone().with_header("if-match", "\"1\"");
            let answer = edit.patch(HERE, json!({field: value})).await;
            assert_eq!(answer.invalid_field(), field, "{value}");
        }
        let edit = ada.clone().with_header("if-match", "\"1\"");
        for (field, value) in [
            ("brand_color", json!("blue")),
            ("brand_color", json!("#12345")),
            ("brand_color", json!("#12345g")),
            ("event_retention_days", json!(0)),
            ("event_retention_days", json!(3651)),
            ("kind", json!("operator")),
            ("slug", json!("mine")),
        ] {
            assert_eq!(edit.patch(HERE, json!({field: value})).await.invalid_field(), field, "{value}");
        }
        assert_eq!(edit.get(HERE).await.expect(200)["version"], 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_may_repeat_and_slugs_do_not() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let first = ada.post(CREATE, new()).await.expect(201);
        let second = ada.post(CREATE, new()).await.expect(201);
        assert_eq!(text(&first["slug"]), "nordlicht-outdoor");
        let slug = text(&second["slug"]);
        assert!(slug.starts_with("nordlicht-outdoor-") && slug.len() == 23, "{slug}");
        // The operator's slug is taken from the start.
        let mut body = new();
        body["name"] = json!("Operator");
        assert_ne!(ada.post(CREATE, body).await.expect(201)["slug"], "operator");
        // A zone is stored as the database of zones spells it, so that everybody finds it.
        let mut body = new();
        body["time_zone"] = json!("europe/BERLIN");
        assert_eq!(ada.post(CREATE, body).await.expect(201)["time_zone"], "Europe/Berlin");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_names_the_version_it_is_of() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let read = ada.get(HERE).await;
        assert_eq!(read.header("etag"), Some("\"1\""));
        let change = json!({"brand_color": "#0B7285", "country": null});
        assert_eq!(ada.patch(HERE, change.clone()).await.invalid_field(), "If-Match");
        let stale = ada.clone().with_header("if-match", "\"7\"");
        assert_eq!(stale.patch(HERE, change.clone()).await.problem(412), "precondition_failed");
        let odd = ada.clone().with_header("if-match", "*");
        assert_eq!(odd.patch(HERE, change.clone()).await.problem(412), "precondition_failed");
        let current = ada.clone().with_header("if-match", "\"1\"");
        let saved = current.patch(HERE, change).await;
        assert_eq!(saved.header("etag"), Some("\"2\""));
        let saved = saved.expect(200);
        assert_eq!((&saved["brand_color"], &saved["country"]), (&json!("#0b7285"), &Value::Null));
        assert_eq!(saved["name"], "Ada's shop");
        current.patch(HERE, json!({"name": "Late"})).await.expect(412);
        let next = ada.clone().with_header("if-match", "W/\"2\"");
        let cleared = next.patch(HERE, json!({"brand_color": null})).await.expect(200);
        assert_eq!(cleared["brand_color"], Value::Null);
        assert_eq!(ada.get("/api/v1/me").await.expect(200)["organization"]["version"], 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_at_once_one_is_told() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let edit = ada.clone().with_header("if-match", "\"1\"");
        let (one, two) = (edit.clone(), edit);
        let one = tokio::spawn(async move { one.patch(HERE, json!({"name": "One"})).await.status.as_u16() });
        let two = tokio::spawn(async move { two.patch(HERE, json!({"name": "Two"})).await.status.as_u16() });
        let mut statuses = [one.await.unwrap(), two.await.unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
    })
    .await;
}

/// Where the schedule of the organization will run next.
async fn next_run(client: &Client) -> String {
    text(&rows(&client.get("/api/v1/schedules").await)[0]["next_run_at"]).to_owned()
}

async fn make_schedule(app: &App, organization: &Value) {
    let tenant: kernel::TenantId = text(&organization["id"]).parse().unwrap();
    let scope = kernel::Scope::system(tenant, "test");
    let new = jobs::schedules::NewSchedule {
        name: "daily".to_owned(),
        job: jobs::NewJob::of(&Nothing {}).unwrap(),
        cron: "0 9 * * *".to_owned(),
        time_zone: None,
        catch_up: jobs::schedules::CatchUp::Once,
    };
    app.db().write(&scope, async |tx| jobs::schedules::create(tx, new).await).await.unwrap();
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Nothing {}
impl jobs::Job for Nothing {
    const NAME: &'static str = "test.nothing";
    async fn run(self, _: jobs::JobCtx) -> Result<(), jobs::Failure> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_to_another_time_zone_moves_schedules() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        make_schedule(&app, &organization).await;
        // 09:00 in Berlin is an hour ahead of UTC in November; in Tokyo nine.
        assert_eq!(next_run(&ada).await, "2026-11-22T08:00:00Z");
        let edit = ada.clone().with_header("if-match", "\"1\"");
        edit.patch(HERE, json!({"time_zone": "Asia/Tokyo"})).await.expect(200);
        assert_eq!(next_run(&ada).await, "2026-11-22T00:00:00Z");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_names_an_organization_that_one_is_in() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let (grace, _) = app.owner("Grace").await;
        let there = grace.clone().in_organization(text(&organization["id"]));
        for path in [HERE, "/api/v1/me", "/api/v1/members", "/api/v1/audit-entries"] {
            assert_eq!(there.get(path).await.problem(404), "not_found");
        }
        let nowhere = app.person("Alan").await;
        assert_eq!(nowhere.get(HERE).await.invalid_field(), "Tradepost-Organization");
        nowhere.clone().in_organization("org_nonsense").get(HERE).await.expect(404);
        // A key belongs to one organization, whatever the header says.
        let key = app.key(&ada, &["members.read"]).await;
        let elsewhere = key.in_organization("org_00000000000000000000000000");
        assert_eq!(elsewhere.get(HERE).await.expect(200)["id"], organization["id"]);
    })
    .await;
}
