//! Categories, collections and price lists.

use axum::http::Method;
use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};
use testkit::Client;

use crate::products::jacket;
use crate::support::on_both;

const CATEGORIES: &str = "/api/v1/categories";
const COLLECTIONS: &str = "/api/v1/collections";
const PRODUCTS: &str = "/api/v1/products";

async fn category(client: &Client, name: &str, parent: &Value) -> Value {
    client.post(CATEGORIES, json!({"name": name, "parent_id": parent})).await.expect(201)["id"].clone()
}

async fn move_to(client: &Client, id: &Value, body: Value) -> testkit::Answer {
    client.post(&format!("{CATEGORIES}/{}/move", id.as_str().unwrap()), body).await
}

/// Names with their positions below a parent, in order.
async fn below(client: &Client, parent: &Value) -> Vec<(String, i64)> {
    let all = client.get(CATEGORIES).await.expect(200);
    let mut rows: Vec<_> =
        all["data"].as_array().unwrap().iter().filter(|one| one["parent_id"] == *parent).collect();
    rows.sort_by_key(|one| one["position"].as_i64());
    rows.iter()
        .map(|one| (one["name"].as_str().unwrap().to_owned(), one["position"].as_i64().unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_are_a_tree() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let top = Value::Null;
        let clothing = category(&ana, "Clothing", &top).await;
        let jackets = category(&ana, "Jackets", &clothing).await;
        let rain = category(&ana, "Rain", &jackets).await;
        let shoes = category(&ana, "Shoes", &top).await;
        assert_eq!(move_to(&ana, &clothing, json!({"parent_id": rain})).await.invalid_field(), "parent_id");
        assert_eq!(
            move_to(&ana, &clothing, json!({"parent_id": clothing})).await.invalid_field(),
            "parent_id"
        );
        move_to(&ana, &shoes, json!({"position": 0})).await.expect(200);
        assert_eq!(below(&ana, &top).await, [("Shoes".to_owned(), 0), ("Clothing".to_owned(), 1)]);
        let mut body = jacket();
        body["category_ids"] = json!([rain]);
        ana.post(PRODUCTS, body).await.expect(201);
        for (of, count) in [(&clothing, 1), (&rain, 1), (&shoes, 0)] {
            let found = ana.get(&format!("{PRODUCTS}?category={}", of.as_str().unwrap())).await.expect(200);
            assert_eq!(found["data"].as_array().unwrap().len(), count);
        }
        move_to(&ana, &jackets, json!({"parent_id": shoes})).await.expect(200);
        let found = ana.get(&format!("{PRODUCTS}?category={}", clothing.as_str().unwrap())).await.expect(200);
        assert_eq!(found["data"], json!([]));
        let delete = |id: &Value| format!("{CATEGORIES}/{}", id.as_str().unwrap());
        assert_eq!(ana.delete(&delete(&shoes)).await.problem(409), "category_in_use");
        ana.delete(&delete(&rain)).await.expect(204);
        assert_eq!(ana.get(PRODUCTS).await.expect(200)["data"].as_array().unwrap().len(), 1, "products stay");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_moved_where_the_tree_stays_a_tree() {
    let app = testkit::App::with(
        db::DbKind::Sqlite,
        testkit::Domains {
            routes: catalog::routes(),
            jobs: catalog::jobs(),
            hooks: catalog::hooks(),
            ..testkit::Domains::default()
        },
    );
    let app = app.await.unwrap();
    let (ana, _) = app.owner("Ana").await;
    let mut ids = Vec::new();
    for index in 0..7 {
        ids.push(category(&ana, &format!("C{index}"), &Value::Null).await);
    }
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let moves = proptest::collection::vec((0..7_usize, 0..8_usize, 0..8_usize), 60);
    let moves = moves.new_tree(&mut runner).unwrap().current();
    for (what, parent, position) in moves {
        let parent = ids.get(parent).cloned().unwrap_or(Value::Null);
        let answer = move_to(&ana, &ids[what], json!({"parent_id": parent, "position": position})).await;
        assert!(matches!(answer.status.as_u16(), 200 | 422), "{}", answer.text);
        let mut reached = 0;
        let mut parents = vec![Value::Null];
        while let Some(parent) = parents.pop() {
            let children = below(&ana, &parent).await;
            let positions: Vec<i64> = children.iter().map(|child| child.1).collect();
            assert_eq!(positions, (0..i64::try_from(children.len()).unwrap()).collect::<Vec<_>>());
            for (name, _) in children {
                reached += 1;
                parents.push(ids[name[1..].parse::<usize>().unwrap()].clone());
            }
        }
        assert_eq!(reached, 7, "all are below the top, once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_collects_what_fits_and_lets_go_what_does_not() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post(PRODUCTS, jacket()).await.expect(201);
        ana.post(PRODUCTS, json!({"title": "Mug", "tags": ["sale"]})).await.expect(201);
        let rule = json!({"match": "all", "conditions": [
            {"field": "tag", "relation": "is", "value": "SALE"}, {"field": "price", "relation": "below", "value": "13000"}]});
        let tried = ana.post(&format!("{COLLECTIONS}/try-rule"), json!({"rule": rule})).await.expect(200);
        assert_eq!(tried["product_count"], 1);
        let sale = ana.post(COLLECTIONS, json!({"name": "Sale", "rule": rule})).await.expect(201);
        app.run_jobs().await;
        let path = format!("{COLLECTIONS}/{}", sale["id"].as_str().unwrap());
        let count = async || ana.get(&path).await.expect(200)["product_count"].clone();
        assert_eq!(count().await, 1);
        let members = ana.get(&format!("{path}/products")).await.expect(200);
        assert_eq!(members["data"][0]["id"], made["id"]);
        let put = ana.send(Method::PUT, &format!("{path}/products"), Some(json!({"product_ids": []}))).await;
        assert_eq!(put.problem(409), "collection_has_rule");
        let change = |price: i64| {
            let change = json!({"prices": [{"amount_minor": price, "currency": "EUR"}]});
            ana.post("/api/v1/variants/bulk", json!({"changes": [
                {"variant_id": made["variants"][0]["id"], "change": change}]}))
        };
        change(13_500).await.expect(200);
        assert_eq!(count().await, 0, "dearer at once");
        change(100).await.expect(200);
        assert_eq!(count().await, 1, "and cheaper again");
        let any = json!({"match": "any", "conditions": [{"field": "title", "relation": "contains", "value": "mug"}]});
        let changed = ana.clone().with_header("if-match", "\"1\"").patch(&path, json!({"rule": any})).await.expect(200);
        assert_eq!(changed["rule"], any);
        app.run_jobs().await;
        let members = ana.get(&format!("{path}/products")).await.expect(200);
        assert_eq!(members["data"][0]["title"], "Mug");
        for (field, wrong) in [
            ("rule.conditions.0.value", json!({"field": "price", "relation": "is", "value": "cheap"})),
            ("rule.conditions.0.value", json!({"field": "tag", "relation": "is", "value": " "})),
            ("rule.conditions.0.relation", json!({"field": "tag", "relation": "above", "value": "x"})),
            ("rule.conditions.0.relation", json!({"field": "price", "relation": "contains", "value": "1"})),
        ] {
            let body = json!({"name": "X", "rule": {"match": "all", "conditions": [wrong]}});
            assert_eq!(ana.post(COLLECTIONS, body).await.invalid_field(), field);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manual_collection_keeps_its_order() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let mut ids = Vec::new();
        for title in ["A", "B", "C"] {
            ids.push(ana.post(PRODUCTS, json!({"title": title})).await.expect(201)["id"].clone());
        }
        let picks = ana.post(COLLECTIONS, json!({"name": "Picks"})).await.expect(201);
        let path = format!("{COLLECTIONS}/{}/products", picks["id"].as_str().unwrap());
        let order = json!({"product_ids": [ids[2], ids[0], ids[1]]});
        ana.send(Method::PUT, &path, Some(order)).await.expect(200);
        let first = ana.get(&format!("{path}?limit=2")).await.expect(200);
        let rest = ana.get(&format!("{path}?after={}", first["next"].as_str().unwrap())).await.expect(200);
        let titles = [&first["data"][0]["title"], &first["data"][1]["title"], &rest["data"][0]["title"]];
        assert_eq!(titles, ["C", "A", "B"]);
        let unknown = json!({"product_ids": ["prod_01h455vb4pex5vsknk084sn02q"]});
        assert_eq!(ana.send(Method::PUT, &path, Some(unknown)).await.invalid_field(), "product_ids");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_may_sell_by_a_list_of_its_own() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let shop = ana.post("/api/v1/shops", json!({"name": "Berlin", "kind": "hosted"})).await.expect(201);
        let wholesale = json!({"name": "Wholesale", "currency": "EUR"});
        let wholesale = ana.post("/api/v1/price-lists", wholesale).await.expect(201);
        let dollars =
            ana.post("/api/v1/price-lists", json!({"name": "US", "currency": "USD"})).await.expect(201);
        let path = format!("/api/v1/shops/{}/price-list", shop["id"].as_str().unwrap());
        let set = |list: &Value| ana.send(Method::PUT, &path, Some(json!({"price_list_id": list})));
        assert_eq!(set(&dollars["id"]).await.invalid_field(), "price_list_id");
        set(&wholesale["id"]).await.expect(200);
        assert_eq!(ana.get(&path).await.expect(200)["price_list_id"], wholesale["id"]);
        let list = format!("/api/v1/price-lists/{}", wholesale["id"].as_str().unwrap());
        assert_eq!(ana.delete(&list).await.problem(409), "price_list_in_use");
        set(&Value::Null).await.expect(200);
        assert_eq!(ana.get(&path).await.expect(200), json!({"price_list_id": null}));
        ana.delete(&list).await.expect(204);
        ana.post(PRODUCTS, jacket()).await.expect(201);
        let lists = ana.get("/api/v1/price-lists").await.expect(200);
        let base = &lists["data"][0];
        assert_eq!((&base["name"], &base["is_base"]), (&json!("EUR prices"), &json!(true)));
        let base = format!("/api/v1/price-lists/{}", base["id"].as_str().unwrap());
        assert_eq!(ana.delete(&base).await.problem(409), "base_price_list");
    })
    .await;
}
