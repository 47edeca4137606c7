//! Products and variants over HTTP.

use serde_json::{Value, json};
use testkit::Client;

use crate::support::on_both;

const PRODUCTS: &str = "/api/v1/products";

pub fn jacket() -> Value {
    json!({"title": "Fjell Regenjacke", "state": "active", "vendor": "Fjell", "tags": ["Rain", "rain", "Sale"],
           "description": "<p onclick=\"steal()\">Dry</p><script>steal()</script>",
           "attributes": [{"name": "Material", "value": "Nylon"}],
           "options": [{"name": "Size", "values": ["M"]}, {"name": "Colour"}],
           "variants": [
               {"options": ["M", "Red"], "sku": "FJ-M-RED", "weight_g": 420,
                "prices": [{"amount_minor": 12_900, "currency": "EUR", "compare_at_minor": 14_900}]},
               {"options": ["L", "Red"], "sku": "FJ-L-RED",
                "prices": [{"amount_minor": 13_900, "currency": "EUR"}]}]})
}

fn path(product: &Value) -> String {
    format!("{PRODUCTS}/{}", product["id"].as_str().unwrap())
}

fn at(client: &Client, version: &Value) -> Client {
    client.clone().with_header("if-match", &format!("\"{version}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_made_whole_and_found_again() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let shop = ana.post("/api/v1/shops", json!({"name": "Berlin", "kind": "hosted"})).await.expect(201);
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        assert_eq!((&made["slug"], &made["tags"]), (&json!("fjell-regenjacke"), &json!(["Rain", "Sale"])));
        assert_eq!(made["description"], "<p>Dry</p>");
        assert_eq!(made["options"][0]["values"], json!(["M", "L"]));
        assert_eq!(made["variants"][0]["title"], "M / Red");
        assert_eq!(made["variants"][0]["prices"][0]["compare_at_minor"], 14_900);
        assert_eq!(made["listings"][0]["shop_id"], shop["id"]);
        assert_eq!(ana.get(&path(&made)).await.expect(200), made);
        let listed = ana.get(PRODUCTS).await.expect(200);
        let line = &listed["data"][0];
        assert_eq!(line["prices"], json!({"min_minor": 12_900, "max_minor": 13_900, "currency": "EUR"}));
        assert_eq!(line["variant_count"], 2);
        let plain = ana.post(PRODUCTS, json!({"title": "Mug"})).await.expect(201);
        assert_eq!((&plain["state"], plain["variants"].as_array().unwrap().len()), (&json!("draft"), 1));
        for (query, expected) in [
            ("state=active", 1),
            ("state=archived", 0),
            ("vendor=Fjell", 1),
            ("vendor=fj", 0),
            ("tag=SALE", 1),
            ("tag=none", 0),
            (&format!("shop={}", shop["id"].as_str().unwrap()), 2),
            ("q=regenJACKE", 1),
            ("q=l-red", 1),
            ("q=%25", 0),
            ("limit=1", 1),
        ] {
            let found = ana.get(&format!("{PRODUCTS}?{query}")).await.expect(200);
            assert_eq!(found["data"].as_array().unwrap().len(), expected, "{query}");
        }
        assert_eq!(ana.get(&format!("{PRODUCTS}?q=a%00b")).await.invalid_field(), "q");
        let by_sku = ana.get("/api/v1/variants?sku=fj-l-red").await.expect(200);
        assert_eq!(by_sku["data"], json!([made["variants"][1]]));
        let tags = ana.get(&format!("{PRODUCTS}/tags")).await.expect(200);
        assert_eq!(tags["data"], json!([{"value": "Rain", "count": 1}, {"value": "Sale", "count": 1}]));
        let vendors = ana.get(&format!("{PRODUCTS}/vendors")).await.expect(200);
        assert_eq!(vendors["data"], json!([{"value": "Fjell", "count": 1}]));
        let viewer = app.member(&ana, &organization, "viewer").await;
        viewer.get(&path(&made)).await.expect(200);
        viewer.post(PRODUCTS, jacket()).await.expect(403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        ana.post(PRODUCTS, jacket()).await.expect(201);
        let price = |amount: Value| json!([{"options": ["M", "Red"], "prices": [amount]}]);
        let many: Vec<_> = (0..2_001).map(|n| json!({"options": [n.to_string(), "Red"]})).collect();
        for (field, name, value) in [
            ("title", "title", json!(" ")),
            ("title", "title", json!("x".repeat(256))),
            ("description", "description", json!("x".repeat(100_001))),
            ("slug", "slug", json!("fjell-regenjacke")),
            ("slug", "slug", json!("Fjell!")),
            ("options", "options", json!([{"name": "A"}, {"name": "B"}, {"name": "C"}, {"name": "D"}])),
            ("options.1.name", "options", json!([{"name": "Size"}, {"name": "size"}])),
            ("variants.0.options", "variants", json!([{"options": ["M"]}])),
            ("variants.1.options", "variants", json!([{"options": ["M", "Red"]}, {"options": ["M", "Red"]}])),
            ("variants.0.sku", "variants", json!([{"options": ["M", "Red"], "sku": "fj-m-red"}])),
            ("variants.0.weight_g", "variants", json!([{"options": ["M", "Red"], "weight_g": -1}])),
            (
                "variants.0.components",
                "variants",
                json!([{"options": ["M", "Red"], "components": [
                {"variant_id": "var_01h455vb4pex5vsknk084sn02q", "quantity": 1}]}]),
            ),
            ("variants", "variants", json!([])),
            ("variants", "variants", json!(many)),
            (
                "variants.0.prices.0.amount_minor",
                "variants",
                price(json!({"amount_minor": -1, "currency": "EUR"})),
            ),
            (
                "variants.0.prices.0.amount_minor",
                "variants",
                price(json!({"amount_minor": 1_000_000_000_001_i64, "currency": "EUR"})),
            ),
            (
                "variants.0.prices.0.amount_minor",
                "variants",
                price(json!({"amount_minor": 9_223_372_036_854_775_808_u64, "currency": "EUR"})),
            ),
            (
                "variants.0.prices.0.currency",
                "variants",
                price(json!({"amount_minor": 1, "currency": "XXQ"})),
            ),
            (
                "variants.0.prices.0.compare_at_minor",
                "variants",
                price(json!({"amount_minor": 5, "currency": "EUR", "compare_at_minor": 5})),
            ),
            ("category_ids", "category_ids", json!(["cat_01h455vb4pex5vsknk084sn02q"])),
            ("shop_ids", "shop_ids", json!(["shop_01h455vb4pex5vsknk084sn02q"])),
        ] {
            let mut body = jacket();
            body["variants"] = json!([{"options": ["M", "Red"]}]);
            body[name] = value;
            assert_eq!(ana.post(PRODUCTS, body).await.invalid_field(), field);
        }
        assert_eq!(
            ana.get(PRODUCTS).await.expect(200)["data"].as_array().unwrap().len(),
            1,
            "all or nothing"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_product_is_found_at_its_old_address() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        ana.patch(&path(&made), json!({"title": "New"})).await.expect(422);
        let change = json!({"slug": "rain-jacket", "title": "Rain jacket", "vendor": null, "tags": ["New"]});
        let changed = at(&ana, &made["version"]).patch(&path(&made), change).await.expect(200);
        assert_eq!((&changed["slug"], &changed["vendor"]), (&json!("rain-jacket"), &Value::Null));
        at(&ana, &made["version"]).patch(&path(&made), json!({"title": "Late"})).await.expect(412);
        for slug in ["rain-jacket", "fjell-regenjacke"] {
            let found = ana.get(&format!("{PRODUCTS}/by-slug?slug={slug}")).await.expect(200);
            assert_eq!(found["data"][0]["id"], made["id"], "{slug}");
        }
        let mut second = jacket();
        second["variants"] = json!([{"options": ["M", "Red"]}]);
        let second = ana.post(PRODUCTS, second).await.expect(201);
        assert_eq!(second["slug"], "fjell-regenjacke", "an address that only leads away is free");
        let found = ana.get(&format!("{PRODUCTS}/by-slug?slug=fjell-regenjacke")).await.expect(200);
        assert_eq!(found["data"][0]["id"], second["id"]);
        let entries = ana.get("/api/v1/audit-entries?action=product.changed").await.expect(200);
        let after = &entries["data"][0]["after"];
        assert_eq!((&after["slug"], &after["tags"]), (&json!("rain-jacket"), &json!(["New"])));
        assert!(after["updated_at"].is_null() && after["description"].is_null(), "{after}");
        ana.delete(&path(&second)).await.expect(204);
        ana.get(&path(&second)).await.expect(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn variants_are_added_changed_and_deleted() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        let added = json!({"options": ["XL", "Blue"], "sku": "FJ-XL", "unit_cost": {"amount_minor": 5_000, "currency": "EUR"}});
        let added = ana.post(&format!("{}/variants", path(&made)), added).await.expect(201);
        let product = ana.get(&path(&made)).await.expect(200);
        assert_eq!(product["options"][0]["values"], json!(["M", "L", "XL"]));
        assert_eq!(added["unit_cost"]["amount_minor"], 5_000);
        let again = json!({"options": ["XL", "Blue"]});
        assert_eq!(ana.post(&format!("{}/variants", path(&made)), again).await.invalid_field(), "options");
        let variant = format!("/api/v1/variants/{}", added["id"].as_str().unwrap());
        let change = json!({"sku": null, "prices": [{"amount_minor": 900, "currency": "USD"}], "state": "archived"});
        let changed = at(&ana, &added["version"]).patch(&variant, change).await.expect(200);
        assert_eq!((&changed["sku"], &changed["state"]), (&Value::Null, &json!("archived")));
        assert_eq!(changed["prices"][0]["currency"], "USD");
        assert_eq!(changed["unit_cost"]["amount_minor"], 5_000, "what is left out stays");
        at(&ana, &added["version"]).patch(&variant, json!({"weight_g": 1})).await.expect(412);
        let taken = at(&ana, &changed["version"]).patch(&variant, json!({"sku": "fj-m-red"})).await;
        assert_eq!(taken.invalid_field(), "sku");
        let used = json!({"options": [{"name": "Größe", "values": ["M"]}, {"name": "Colour", "values": ["Red", "Blue"]}]});
        let product = ana.get(&path(&made)).await.expect(200);
        assert_eq!(at(&ana, &product["version"]).patch(&path(&made), used).await.invalid_field(), "options.0.values");
        for _ in 0..2 {
            let product = ana.get(&path(&made)).await.expect(200);
            let id = product["variants"][0]["id"].as_str().unwrap().to_owned();
            ana.delete(&format!("/api/v1/variants/{id}")).await.expect(204);
        }
        assert_eq!(ana.delete(&variant).await.problem(409), "last_variant");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_change_of_many_does_not_stop_the_others() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        let (first, second) = (&made["variants"][0]["id"], &made["variants"][1]["id"]);
        let changes = json!({"changes": [
            {"variant_id": first, "change": {"weight_g": 500}},
            {"variant_id": second, "change": {"sku": "fj-m-red"}},
            {"variant_id": "var_01h455vb4pex5vsknk084sn02q", "change": {}},
            {"variant_id": second, "version": 7, "change": {"weight_g": 1}},
            {"variant_id": second, "change": {"prices": [{"amount_minor": -5, "currency": "EUR"}]}},
            {"variant_id": second, "version": 1, "change": {"prices": [{"amount_minor": 5, "currency": "EUR"}]}},
        ]});
        let done = ana.post("/api/v1/variants/bulk", changes).await.expect(200);
        let outcome = |index: usize| &done["outcomes"][index];
        assert_eq!(outcome(0)["variant"]["weight_g"], 500);
        assert_eq!(outcome(1)["error"]["field"], "sku");
        assert_eq!(outcome(2)["error"]["code"], "not_found");
        assert_eq!(outcome(3)["error"]["code"], "precondition_failed");
        assert_eq!(outcome(4)["error"]["field"], "prices.0.amount_minor");
        assert_eq!(outcome(5)["variant"]["prices"][0]["amount_minor"], 5);
        let audited = ana.get("/api/v1/audit-entries?action=variant.changed").await.expect(200);
        assert_eq!(audited["data"].as_array().unwrap().len(), 2, "only what happened");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_bundle_is_not_deleted() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        let parts = json!([{"variant_id": made["variants"][0]["id"], "quantity": 2}]);
        let bundle = json!({"title": "Set", "kind": "bundle", "variants": [{"components": parts}]});
        let bundle = ana.post(PRODUCTS, bundle).await.expect(201);
        assert_eq!(bundle["variants"][0]["components"], parts);
        assert_eq!(ana.delete(&path(&made)).await.problem(409), "product_in_use");
        let variant = format!("/api/v1/variants/{}", made["variants"][0]["id"].as_str().unwrap());
        assert_eq!(ana.delete(&variant).await.problem(409), "variant_in_use");
        ana.delete(&path(&bundle)).await.expect(204);
        ana.delete(&path(&made)).await.expect(204);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_in_other_languages() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        let translations = format!("{}/translations", path(&made));
        let texts = json!({"title": "Chubasquero", "description": "<b>Seco</b><script>x</script>", "words": {"Red": "Rojo"}});
        let put = |body: Value| ana.send(axum::http::Method::PUT, &translations, Some(body));
        let listed = put(json!({"language": "es", "texts": texts})).await.expect(200);
        assert_eq!(listed["data"][0]["texts"]["description"], "<b>Seco</b>");
        put(json!({"language": "de_CH", "texts": {"title": "Regenjacke"}})).await.expect(200);
        let listed = ana.get(&translations).await.expect(200);
        assert_eq!(listed["data"][0]["language"], "de-CH");
        let listed = put(json!({"language": "es", "texts": {}})).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    })
    .await;
}
