//! Reading the audit log: filters, pages, CSV.

use std::collections::BTreeSet;
use std::time::Duration;

use identity::audit::{Record, record};
use kernel::{Actor, ActorKind, Scope, TenantId};
use serde_json::{Value, json};
use testkit::{App, on_both};

use crate::support::{rows, text};

const ENTRIES: &str = "/api/v1/audit-entries";
const EXPORT: &str = "/api/v1/audit-entries/export";

/// Records as somebody with this name.
async fn note(app: &App, organization: &Value, name: &str, count: usize) {
    let tenant: TenantId = text(&organization["id"]).parse().unwrap();
    let mut scope = Scope::system(tenant, "test");
    scope.actor = Actor { kind: ActorKind::System, id: None, name: name.to_owned() };
    let work = async |tx: &mut db::Tx| {
        for n in 0..count {
            record(
                tx,
                Record::new("test.noted").after(json!({"n": n, "text": "a \"quoted\", line\nbroken"})),
            )
            .await?;
        }
        Ok(())
    };
    app.db().write(&scope, work).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn paging_loses_and_repeats_nothing() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        // Most of them at one instant, as an import makes them.
        note(&app, &organization, "import", 400).await;
        app.advance(Duration::from_millis(3));
        note(&app, &organization, "import", 100).await;
        let (mut seen, mut after, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = ada.get(&format!("{ENTRIES}?limit=37&after={after}")).await;
            seen.extend(rows(&page).iter().map(|entry| text(&entry["id"]).to_owned()));
            pages += 1;
            // What comes in meanwhile is newer, and disturbs no page.
            note(&app, &organization, "meanwhile", 1).await;
            match page.json()["next"].as_str() {
                Some(next) => next.clone_into(&mut after),
                None => break,
            }
        }
        assert_eq!((seen.len(), pages), (501, 14));
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 501);
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.reverse();
        assert_eq!(seen, sorted);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        app.advance(Duration::from_secs(60));
        note(&app, &organization, "Álvaro Ünal", 2).await;
        app.advance(Duration::from_secs(60));
        note(&app, &organization, "100% sure", 1).await;
        let key =
            ada.post("/api/v1/api-keys", json!({"name": "K", "mode": "test", "scopes": ["members.read"]}));
        let key = key.await.expect(201)["api_key"]["id"].clone();
        let found = async |query: &str| rows(&ada.get(&format!("{ENTRIES}?{query}")).await).len();
        for (query, count) in [
            ("", 5),
            ("actor=ada", 2),
            ("actor=%C3%81lvaro", 2),
            ("actor=Varo", 2),
            ("actor=100%25", 1),
            ("actor=%25", 1),
            ("action=test.", 3),
            ("action=TEST.noted", 3),
            ("action=api_key.", 1),
            ("action=api.key", 0),
            ("action=noted", 0),
            ("from=2026-11-21T08:01:00Z", 4),
            ("to=2026-11-21T08:01:00Z", 1),
            ("from=2026-11-21T08:01:00Z&to=2026-11-21T08:02:00Z", 2),
            ("actor=ada&action=api_key.created", 1),
        ] {
            assert_eq!(found(query).await, count, "{query}");
        }
        assert_eq!(found(&format!("target={}", text(&key))).await, 1);
        assert_eq!(ada.get(&format!("{ENTRIES}?from=yesterday")).await.invalid_field(), "from");
        // The export takes the same filters.
        let export = ada.get(&format!("{EXPORT}?action=test.&actor=varo")).await;
        assert_eq!(csv::Reader::from_reader(export.text.as_bytes()).records().count(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_is_csv_that_no_spreadsheet_runs() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let evil = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "Ada, \"the\" first"];
        for name in evil {
            note(&app, &organization, name, 1).await;
        }
        ada.clone()
            .with_header("user-agent", "=cmd|' /C calc'!A0")
            .patch("/api/v1/me", json!({"name": "=1+1"}))
            .await;
        app.key(&ada.clone().with_header("user-agent", "=cmd|' /C calc'!A0"), &["members.read"]).await;
        let answer = ada.get(EXPORT).await;
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"audit-log.csv\""));
        let mut reader = csv::Reader::from_reader(answer.text.as_bytes());
        let header: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header.len(), 12);
        let records: Vec<_> = reader.records().map(|record| record.expect("a whole row")).collect();
        assert_eq!(records.len(), 7);
        for cell in records.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        let column = |name: &str| header.iter().position(|column| column == name).unwrap();
        let names: Vec<_> =
            records.iter().rev().map(|record| record[column("actor_name")].to_owned()).collect();
        assert_eq!(
            names[1..6],
            ["'=HYPERLINK(\"http://x\")", "'+1", "'-1", "'@SUM(A1)", "Ada, \"the\" first"]
        );
        assert_eq!(names[6], "'=1+1");
        // A value comes through whole, quotes and line breaks and all.
        let after: Value = serde_json::from_str(&records[2][column("after")]).unwrap();
        assert_eq!(after["text"], "a \"quoted\", line\nbroken");
        assert!(records[0][column("actor_id")].starts_with("user_"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_read_it_may_not_export_it() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        for (role, status) in [("manager", 200), ("staff", 403), ("viewer", 403)] {
            let member = app.member(&ada, &organization, role).await;
            for path in [ENTRIES, EXPORT] {
                assert_eq!(member.get(path).await.status.as_u16(), status, "{role} {path}");
            }
        }
        let key = app.key(&ada, &["audit.read"]).await;
        assert_eq!(key.get(EXPORT).await.status.as_u16(), 200);
        let (grace, _) = app.owner("Grace").await;
        let theirs = grace.get(EXPORT).await;
        assert!(!theirs.text.contains("Ada"));
    })
    .await;
}
