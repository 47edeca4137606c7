//! Customers: who they are, what they agreed to, and two who are one.

use serde_json::{Value, json};
use testkit::Client;

use crate::support::on_both;

const CUSTOMERS: &str = "/api/v1/customers";

async fn customer(client: &Client, name: &str, email: &str) -> Value {
    client.post(CUSTOMERS, json!({"name": name, "email": email})).await.expect(201)
}

fn path(customer: &Value) -> String {
    format!("{CUSTOMERS}/{}", customer["id"].as_str().unwrap())
}

fn names(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_one_customer_however_it_is_spelled() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let ada = customer(&ana, " Ada  Lovelace ", "Ada@Example.com").await;
        assert_eq!((&ada["name"], &ada["email"]), (&json!("Ada Lovelace"), &json!("Ada@example.com")));
        let again = json!({"name": "Somebody", "email": "ADA@EXAMPLE.COM"});
        assert_eq!(ana.post(CUSTOMERS, again).await.problem(409), "email_taken");
        let bert = customer(&ana, "Bert", "bert@example.com").await;
        let edit = ana.clone().with_header("if-match", "\"1\"");
        assert_eq!(
            edit.patch(&path(&bert), json!({"email": "ada@example.com"})).await.problem(409),
            "email_taken"
        );
        let changed = edit.patch(&path(&bert), json!({"phone": "030 123456", "tags": ["VIP", "vip"]})).await;
        let changed = changed.expect(200);
        assert_eq!((&changed["tags"], &changed["version"]), (&json!(["vip"]), &json!(2)));
        edit.patch(&path(&bert), json!({"name": "Bertram"})).await.expect(412);
        // Another merchant's customers are theirs, also with the same address.
        let (zoe, _) = app.owner("Zoe").await;
        zoe.get(&path(&ada)).await.expect(404);
        customer(&zoe, "Ada", "ada@example.com").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_found_by_beginnings_of_words() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        customer(&ana, "Ada Lovelace", "countess@example.com").await;
        customer(&ana, "Ada Byron", "ada@example.org").await;
        let bert = json!({"name": "Bert", "phone": "+49 30 123456", "tags": ["wholesale"]});
        ana.post(CUSTOMERS, bert).await.expect(201);
        for (query, found) in [
            ("q=ada", vec!["Ada Byron", "Ada Lovelace"]),
            ("q=LOVE", vec!["Ada Lovelace"]),
            ("q=countess@ex", vec!["Ada Lovelace"]),
            ("q=ada+by", vec!["Ada Byron"]),
            ("q=4930123", vec!["Bert"]),
            ("tag=Wholesale", vec!["Bert"]),
            ("q=be&tag=wholesale", vec!["Bert"]),
            ("q=ada&tag=wholesale", vec![]),
            ("q=%25", vec![]),
            ("marketing=granted", vec![]),
            ("limit=2", vec!["Bert", "Ada Byron"]),
        ] {
            let page = ana.get(&format!("{CUSTOMERS}?{query}")).await;
            if query == "q=%25" {
                assert_eq!(page.invalid_field(), "q");
                continue;
            }
            assert_eq!(names(&page.expect(200)), found, "{query}");
        }
        assert_eq!(ana.get(&format!("{CUSTOMERS}?q=a")).await.invalid_field(), "q");
        let first = ana.get(&format!("{CUSTOMERS}?limit=1")).await.expect(200);
        let rest = format!("{CUSTOMERS}?limit=2&after={}", first["next"].as_str().unwrap());
        assert_eq!(names(&ana.get(&rest).await.expect(200)), ["Ada Byron", "Ada Lovelace"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_word_about_mails_counts_and_the_earlier_ones_stay() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let ada = customer(&ana, "Ada", "ada@example.com").await;
        let consents = format!("{}/consents", path(&ada));
        let give = |state: &str, at: &str| json!({"state": state, "source": "form", "at": at});
        ana.post(&consents, give("granted", "2026-03-01T10:00:00Z")).await.expect(201);
        let said = ana.post(&consents, give("withdrawn", "2026-05-01T10:00:00Z")).await.expect(201);
        assert_eq!(said["marketing"]["state"], "withdrawn");
        // One that was said earlier and is learned later does not count.
        let said = ana.post(&consents, give("granted", "2026-04-01T10:00:00Z")).await.expect(201);
        assert_eq!(
            said["marketing"],
            json!({"state": "withdrawn", "at": "2026-05-01T10:00:00Z", "source": "form"})
        );
        assert_eq!(said["consents"].as_array().unwrap().len(), 3);
        assert_eq!(
            ana.post(&consents, give("unknown", "2026-05-02T10:00:00Z")).await.invalid_field(),
            "state"
        );
        assert_eq!(ana.post(&consents, give("granted", "2027-01-01T10:00:00Z")).await.invalid_field(), "at");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_at_most_is_the_default() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let ada = customer(&ana, "Ada", "ada@example.com").await;
        let addresses = format!("{}/addresses", path(&ada));
        let address =
            |city: &str| json!({"name": "Ada", "line1": "Main street 1", "city": city, "country": "DE"});
        let save = |city: &str| json!({"address": address(city), "is_default_shipping": true});
        let first = ana.post(&addresses, save("Berlin")).await.expect(201);
        ana.post(&addresses, save("Hamburg")).await.expect(201);
        let detail = ana.get(&path(&ada)).await.expect(200);
        let defaults = |detail: &Value| -> Vec<(String, bool)> {
            let list = detail["addresses"].as_array().unwrap().iter();
            let pair = |one: &Value| {
                (one["address"]["city"].as_str().unwrap().to_owned(), one["is_default_shipping"] == true)
            };
            list.map(pair).collect()
        };
        assert_eq!(defaults(&detail), [("Berlin".to_owned(), false), ("Hamburg".to_owned(), true)]);
        let one = format!("/api/v1/customer-addresses/{}", first["id"].as_str().unwrap());
        ana.send("PUT".parse().unwrap(), &one, Some(save("Bremen"))).await.expect(200);
        let detail = ana.get(&path(&ada)).await.expect(200);
        assert_eq!(defaults(&detail), [("Bremen".to_owned(), true), ("Hamburg".to_owned(), false)]);
        ana.delete(&one).await.expect(204);
        ana.delete(&one).await.expect(404);
        let bad = json!({"address": {"name": "", "line1": " ", "city": "x", "country": "DE"}});
        assert_eq!(ana.post(&addresses, bad).await.invalid_field(), "address.name");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn merged_customers_leave_a_trace() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let ada = customer(&ana, "Ada", "ada.l@gmail.com").await;
        let twin = json!({"name": "Ada L.", "email": "adal+shop@googlemail.com", "phone": "030 555123", "note": "Likes tea",
                          "tags": ["vip"]});
        let twin = ana.post(CUSTOMERS, twin).await.expect(201);
        let consents = format!("{}/consents", path(&twin));
        ana.post(&consents, json!({"state": "granted", "source": "form"})).await.expect(201);
        let alike = ana.get(&format!("{}/duplicates", path(&ada))).await.expect(200);
        assert_eq!(names(&alike), ["Ada L."]);
        let merge = format!("{}/duplicates/{}/merge", path(&ada), twin["id"].as_str().unwrap());
        let merged = ana.post(&merge, json!({})).await.expect(200);
        assert_eq!((&merged["name"], &merged["phone"]), (&json!("Ada"), &json!("030 555123")));
        assert_eq!((&merged["note"], &merged["tags"]), (&json!("Likes tea"), &json!(["vip"])));
        assert_eq!(merged["marketing"]["state"], "granted");
        let trace = ana.get(&path(&twin)).await.expect(200);
        assert_eq!((&trace["state"], &trace["merged_into"]), (&json!("merged"), &ada["id"]));
        assert_eq!(ana.post(&merge, json!({})).await.problem(409), "merged_already");
        assert_eq!(names(&ana.get(CUSTOMERS).await.expect(200)), ["Ada"]);
        let itself = format!("{}/duplicates/{}/merge", path(&ada), ada["id"].as_str().unwrap());
        assert_eq!(ana.post(&itself, json!({})).await.problem(409), "same_customer");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_customers_are_called_stands_in_no_event_and_no_audit_entry() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let ada = customer(&ana, "Xanthippe", "xanthippe@example.com").await;
        let edit = ana.clone().with_header("if-match", "\"1\"");
        edit.patch(&path(&ada), json!({"name": "Xanthippe II", "note": "xanthippe"})).await.expect(200);
        for list in ["/api/v1/events", "/api/v1/audit-entries"] {
            let text = ana.get(list).await.text.to_lowercase();
            assert!(text.contains("customer.changed") && !text.contains("xanthippe"), "{text}");
        }
        let viewer = app.member(&ana, &organization, "viewer").await;
        assert_eq!(viewer.get(CUSTOMERS).await.problem(403), "forbidden");
        let staff = app.member(&ana, &organization, "staff").await;
        staff.get(CUSTOMERS).await.expect(200);
        assert_eq!(staff.post(CUSTOMERS, json!({"name": "New"})).await.problem(403), "forbidden");
    })
    .await;
}
