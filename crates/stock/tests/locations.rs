//! Where stock lies.

use serde_json::{Value, json};

use crate::support::{Kind, Shop, on_both};

const LOCATIONS: &str = "/api/v1/locations";

#[tokio::test(flavor = "multi_thread")]
async fn a_location_is_made_changed_and_archived_when_it_is_empty() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let address =
            json!({"line1": " Köpenicker Straße 40 ", "city": "Berlin", "country": "DE", "line2": " "});
        let body = json!({"name": " Berlin ", "address": address});
        let berlin = shop.owner.post(LOCATIONS, body).await.expect(201);
        assert_eq!((&berlin["name"], &berlin["priority"]), (&json!("Berlin"), &json!(10)));
        assert_eq!(berlin["address"]["line1"], "Köpenicker Straße 40");
        assert_eq!((&berlin["address"]["line2"], &berlin["state"]), (&Value::Null, &json!("active")));
        let hamburg = shop.owner.post(LOCATIONS, json!({"name": "Hamburg"})).await.expect(201);
        assert_eq!(hamburg["priority"], 20);
        assert_eq!(shop.owner.get(LOCATIONS).await.expect(200)["data"], json!([berlin, hamburg]));

        let path = format!("{LOCATIONS}/{}", berlin["id"].as_str().unwrap());
        let first = shop.owner.clone().with_header("if-match", "\"1\"");
        let changed = first.patch(&path, json!({"name": "Berlin Mitte", "priority": 0})).await.expect(200);
        assert_eq!((&changed["name"], &changed["version"]), (&json!("Berlin Mitte"), &json!(2)));
        first.patch(&path, json!({"name": "Lost"})).await.expect(412);

        let variant = shop.variant("MUG", Kind::default()).await;
        let id = berlin["id"].as_str().unwrap().parse().unwrap();
        shop.put(variant, id, 3).await;
        let second = shop.owner.clone().with_header("if-match", "\"2\"");
        let refused = second.patch(&path, json!({"state": "archived"})).await;
        assert_eq!(refused.problem(409), "location_not_empty");
        shop.put(variant, id, -3).await;
        second.patch(&path, json!({"state": "archived"})).await.expect(200);
        let active = shop.owner.get(&format!("{LOCATIONS}?state=active")).await.expect(200);
        assert_eq!(active["data"], json!([hamburg]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field_and_roles_count() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Taken").await;
        for (field, body) in [
            ("name", json!({"name": " "})),
            ("name", json!({"name": "Taken"})),
            ("name", json!({"name": "x".repeat(101)})),
            ("priority", json!({"name": "New", "priority": -1})),
            ("address.line1", json!({"name": "New", "address": {"line1": "x".repeat(201)}})),
            ("address.country", json!({"name": "New", "address": {"country": "de"}})),
            ("colour", json!({"name": "New", "colour": "red"})),
        ] {
            assert_eq!(shop.owner.post(LOCATIONS, body).await.invalid_field(), field);
        }
        let viewer = app.member(&shop.owner, &shop.organization, "viewer").await;
        viewer.get(LOCATIONS).await.expect(200);
        viewer.post(LOCATIONS, json!({"name": "Mine"})).await.expect(403);
        let staff = app.member(&shop.owner, &shop.organization, "staff").await;
        staff.post(LOCATIONS, json!({"name": "Ours"})).await.expect(201);
    })
    .await;
}
