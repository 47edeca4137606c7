//! The opening stock that imports of products bring, from the file to the undoing.

use std::collections::HashMap;

use axum::http::Method;
use db::DbKind;
use serde_json::{Value, json};
use testkit::{App, Domains};

use crate::support::Shop;

const HEADER: &str = "slug,title,state,option1_name,option1_value,sku,price,track_stock,on_hand\n";

/// The application as the program has it: who imports also books stock.
async fn on_both<F: Fn(App) -> Fut, Fut: Future<Output = ()>>(test: F) {
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let routes = catalog::routes().merge(stock::routes());
        let jobs = catalog::jobs().merge(stock::jobs());
        if let Some(app) =
            App::with(kind, Domains { routes, jobs, hooks: catalog::hooks(), ..Domains::default() }).await
        {
            test(app).await;
        }
    }
}

async fn import(app: &App, shop: &Shop, rows: &str, how: Value) -> Value {
    let file = format!("{HEADER}{rows}");
    let path = "/api/v1/product-imports?file_name=goods.csv";
    let made = shop.owner.upload(Method::POST, path, file.into_bytes()).await.expect(201);
    let path = format!("/api/v1/product-imports/{}", made["id"].as_str().unwrap());
    shop.owner.post(&format!("{path}/start"), how).await.expect(200);
    app.run_jobs().await;
    shop.owner.get(&path).await.expect(200)
}

async fn undo(app: &App, shop: &Shop, import: &Value) -> Value {
    let path = format!("/api/v1/product-imports/{}", import["id"].as_str().unwrap());
    shop.owner.post(&format!("{path}/undo"), json!({})).await.expect(200);
    app.run_jobs().await;
    shop.owner.get(&path).await.expect(200)
}

fn counts(import: &Value) -> [i64; 4] {
    ["created", "updated", "skipped", "failed"].map(|name| import[name].as_i64().unwrap())
}

/// What each movement did and why, from the first on.
async fn movements(shop: &Shop) -> Vec<(i64, String)> {
    let found = shop.owner.get("/api/v1/stock/movements?limit=100").await.expect(200);
    let told = |movement: &Value| {
        let reason = movement["reason"].as_str().unwrap().to_owned();
        (movement["on_hand_delta"].as_i64().unwrap(), reason)
    };
    found["data"].as_array().unwrap().iter().rev().map(told).collect()
}

async fn states(shop: &Shop) -> Vec<(String, String)> {
    let products = shop.owner.get("/api/v1/products").await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut states: Vec<_> = products["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|product| (text(&product["title"]), text(&product["state"])))
        .collect();
    states.sort();
    states
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

fn moved(all: &[(i64, &str)]) -> Vec<(i64, String)> {
    all.iter().map(|(delta, reason)| (*delta, (*reason).to_owned())).collect()
}

const ROWS: &str = "tent,Tent,active,Size,2,T-2,199,TRUE,3\n\
                    tent,,,,4,T-4,299,TRUE,5\n\
                    mug,Mug,active,,,M-1,9,TRUE,0\n\
                    card,Gift card,active,,,C-1,50,FALSE,7\n";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_says_is_there_is_booked_once_and_taken_back() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Berlin").await;
        let tried = import(&app, &shop, ROWS, json!({"dry_run": true})).await;
        assert_eq!((counts(&tried), movements(&shop).await), ([3, 0, 0, 0], Vec::new()));
        let first = import(&app, &shop, ROWS, json!({})).await;
        assert_eq!(counts(&first), [3, 0, 0, 0]);
        let opened = moved(&[(3, "opening"), (5, "opening")]);
        assert_eq!(movements(&shop).await, opened);
        // What is there already keeps its stock, whatever the file says.
        let again =
            import(&app, &shop, &ROWS.replace(",3\n", ",30\n"), json!({"on_existing": "update"})).await;
        assert_eq!((counts(&again), movements(&shop).await), ([0, 3, 0, 0], opened));
        assert_eq!(undo(&app, &shop, &again).await["kept"], 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undone_product_with_a_history_is_archived_and_comes_back_with_the_next_import() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Berlin").await;
        let first = import(&app, &shop, ROWS, json!({})).await;
        let undone = undo(&app, &shop, &first).await;
        assert_eq!((&undone["state"], &undone["kept"]), (&json!("undone"), &json!(0)));
        assert_eq!(states(&shop).await, [pair("Tent", "archived")]);
        let mut all = vec![(3, "opening"), (5, "opening"), (-3, "correction"), (-5, "correction")];
        let mut told = movements(&shop).await;
        told.sort();
        all.sort_unstable();
        assert_eq!(told, moved(&all));

        let second = import(&app, &shop, ROWS, json!({})).await;
        assert_eq!(counts(&second), [3, 0, 0, 0]);
        assert_eq!(
            states(&shop).await,
            [pair("Gift card", "active"), pair("Mug", "active"), pair("Tent", "active")]
        );
        let sum: i64 = movements(&shop).await.iter().map(|(delta, _)| delta).sum();
        assert_eq!(sum, 8);

        // Once it has moved, or once somebody has changed the product, it stays.
        let tent = shop.owner.get("/api/v1/products?q=Tent").await.expect(200)["data"][0]["id"].clone();
        let tent = shop.owner.get(&format!("/api/v1/products/{}", tent.as_str().unwrap())).await.expect(200);
        let location = shop.owner.get("/api/v1/locations").await.expect(200)["data"][0]["id"].clone();
        let body = json!({"variant_id": tent["variants"][0]["id"], "location_id": location, "delta": -1,
                          "reason": "damaged"});
        shop.owner.post("/api/v1/stock/adjustments", body).await.expect(201);
        let undone = undo(&app, &shop, &second).await;
        assert_eq!((&undone["state"], &undone["kept"]), (&json!("undone"), &json!(1)));
        assert_eq!(states(&shop).await, [pair("Tent", "active")]);
        let sum: i64 = movements(&shop).await.iter().map(|(delta, _)| delta).sum();
        assert_eq!(sum, 7);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variant_that_an_update_added_goes_again_with_its_stock() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Berlin").await;
        import(&app, &shop, "tent,Tent,active,Size,2,T-2,199,TRUE,3\n", json!({})).await;
        let second = import(&app, &shop, ROWS, json!({"on_existing": "update"})).await;
        assert_eq!(counts(&second), [2, 1, 0, 0]);
        assert_eq!(movements(&shop).await, moved(&[(3, "opening"), (5, "opening")]));
        let undone = undo(&app, &shop, &second).await;
        assert_eq!(undone["kept"], 0);
        let told = movements(&shop).await;
        assert_eq!(told, moved(&[(3, "opening"), (5, "opening"), (-5, "correction")]));
        let tent = shop.owner.get("/api/v1/products?q=Tent").await.expect(200)["data"][0]["id"].clone();
        let tent = shop.owner.get(&format!("/api/v1/products/{}", tent.as_str().unwrap())).await.expect(200);
        let states: Vec<_> = tent["variants"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
        assert_eq!(states, ["active", "archived"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_moves_in_with_a_file_has_goods_somewhere() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let tried = import(&app, &shop, ROWS, json!({"dry_run": true})).await;
        assert_eq!(counts(&tried), [3, 0, 0, 0]);
        assert_eq!(shop.owner.get("/api/v1/locations").await.expect(200)["data"], json!([]));
        let done = import(&app, &shop, ROWS, json!({})).await;
        assert_eq!(counts(&done), [3, 0, 0, 0]);
        let locations = shop.owner.get("/api/v1/locations").await.expect(200);
        let names: Vec<_> = locations["data"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["Ana's shop"]);
        assert_eq!(movements(&shop).await, moved(&[(3, "opening"), (5, "opening")]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quantity_beyond_all_reason_is_said_of_its_row_and_keeps_no_other_from_its_shelf() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Berlin").await;
        let rows = "mug,Mug,active,,,M-1,9,TRUE,3\n\
                    sand,Sand,active,,,S-1,1,TRUE,2000000000\n\
                    tent,Tent,active,Size,2,T-2,199,TRUE,5\n\
                    tent,,,,4,T-4,299,TRUE,7\n";
        let done = import(&app, &shop, rows, json!({})).await;
        assert_eq!(counts(&done), [2, 0, 0, 1]);
        assert_eq!(movements(&shop).await, moved(&[(3, "opening"), (5, "opening"), (7, "opening")]));
        let path = format!("/api/v1/product-imports/{}/failures", done["id"].as_str().unwrap());
        let failures = shop.owner.get(&path).await.expect(200);
        assert_eq!(failures["data"][0]["row_number"], 3);
        assert_eq!(failures["data"][0]["problems"][0]["field"], "quantity");
        assert_eq!(shop.differences().await, 0);
        assert_eq!(undo(&app, &shop, &done).await["kept"], 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_brings_is_told_in_its_order_and_written_with_few_statements() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        shop.location("Berlin").await;
        let rows = |count: i64| -> String {
            let row = |number| format!("n{count}-{number},N,active,,,N-{count}-{number},9,TRUE,3\n");
            (0..count).map(row).collect()
        };
        let mut taken = Vec::new();
        for count in [30, 230] {
            let before = app.db().statements();
            assert_eq!(counts(&import(&app, &shop, &rows(count), json!({})).await)[0], count);
            taken.push(app.db().statements() - before);
        }
        assert!(taken[1] - taken[0] < 200 * 3, "{taken:?}");
        // A product is told of before what lies there of it, and each kind of event comes in the order of the file.
        let variants = "SELECT v.id, p.slug FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
                        WHERE v.tenant_id = $1";
        let told = "SELECT name, entity, coalesce(payload ->> 'slug', '') FROM events
                    WHERE tenant_id = $1 AND name IN ('product.created', 'stock.changed') ORDER BY sequence";
        let read = async |tx: &mut db::Tx| {
            let variants: Vec<(stock::VariantId, String)> = tx.query(variants).fetch_all().await?;
            Ok((variants, tx.query(told).fetch_all::<(String, String, String)>().await?))
        };
        let (variants, told) = shop.db.read(&shop.scope(), read).await.unwrap();
        let variants: HashMap<String, String> =
            variants.into_iter().map(|(id, slug)| (id.to_string(), slug)).collect();
        let (mut made, mut stocked) = (Vec::new(), Vec::new());
        for (name, entity, slug) in told {
            if name == "product.created" {
                made.push(slug);
            } else {
                stocked.push(variants[&entity].clone());
                assert!(made.contains(&variants[&entity]));
            }
        }
        let file: Vec<String> =
            [30, 230].iter().flat_map(|count| (0..*count).map(move |n| format!("n{count}-{n}"))).collect();
        assert_eq!((made, stocked), (file.clone(), file));
    })
    .await;
}
