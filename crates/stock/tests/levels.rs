//! What there is, as people ask for it: lists, corrections, and why a number is so.

use serde_json::{Value, json};
use stock::{Demand, Holder, Wish};

use crate::support::{Kind, Shop, basket, on_both};

const STOCK: &str = "/api/v1/stock";

fn skus(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|row| row["sku"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_listed_by_what_people_ask_for() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, hamburg) = (shop.location("Berlin").await, shop.location("Hamburg").await);
        let kind = Kind { backorder: true, ..Kind::default() };
        let (mug, pot, tent) = (
            shop.variant("MUG", kind).await,
            shop.variant("POT", kind).await,
            shop.variant("TENT", kind).await,
        );
        shop.variant("PDF", Kind { untracked: true, ..Kind::default() }).await;
        shop.bundle("SET", &[(mug, 1)]).await;
        shop.put(mug, berlin, 10).await;
        shop.put(mug, hamburg, 2).await;
        shop.put(pot, berlin, 3).await;
        let holder = Holder::order(basket(&app));
        let lines = [Demand::new(tent, 2)];
        shop.write(async |tx| stock::reserve(tx, holder, &lines, Wish::default()).await).await.unwrap();
        let list = async |query: &str| shop.owner.get(&format!("{STOCK}{query}")).await.expect(200);
        let all = list("").await;
        assert_eq!(skus(&all), ["MUG", "POT", "TENT"]);
        let first = &all["data"][0];
        assert_eq!(
            (&first["on_hand"], &first["available"], &first["state"]),
            (&json!(12), &json!(12), &json!("ok"))
        );
        assert_eq!(first["levels"].as_array().unwrap().len(), 2);
        for (query, expected) in [
            ("?state=low", vec!["POT"]),
            ("?state=low&low=2", vec![]),
            ("?state=oversold", vec!["TENT"]),
            ("?state=out", vec!["TENT"]),
            ("?state=negative", vec![]),
            ("?state=ok", vec!["MUG"]),
            ("?q=product%20p", vec!["POT"]),
            ("?q=mu", vec!["MUG"]),
            ("?q=%25", vec![]),
        ] {
            assert_eq!(skus(&list(query).await), expected, "{query}");
        }
        let there = list(&format!("?location={hamburg}")).await;
        assert_eq!((skus(&there), &there["data"][0]["on_hand"]), (vec!["MUG"], &json!(2)));
        let page = list("?limit=2").await;
        let rest = list(&format!("?limit=2&after={}", page["next"].as_str().unwrap())).await;
        assert_eq!((skus(&page), skus(&rest)), (vec!["MUG", "POT"], vec!["TENT"]));
        shop.write(async |tx| stock::sell(tx, holder, &lines, None).await).await.unwrap();
        assert_eq!(skus(&list("?state=negative").await), ["TENT"]);
        let csv = shop.owner.get(&format!("{STOCK}/export?state=negative")).await;
        assert!(csv.text.ends_with("TENT,Product TENT,,-2,0,-2,0,negative\n"), "{}", csv.text);
        let nowhere = format!("{STOCK}?shop={}", "shop_01h455vb4pex5vsknk084sn02q");
        assert_eq!(skus(&shop.owner.get(&nowhere).await.expect(200)), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_is_corrected_with_a_reason_once() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let pdf = shop.variant("PDF", Kind { untracked: true, ..Kind::default() }).await;
        let set = shop.bundle("SET", &[(mug, 1)]).await;
        let path = format!("{STOCK}/adjustments");
        let body = json!({"variant_id": mug, "location_id": berlin, "delta": 12, "reason": "opening"});
        let keyed = shop.owner.clone().with_header("idempotency-key", "one");
        let first = keyed.post(&path, body.clone()).await.expect(201);
        assert_eq!((&first["on_hand"], &first["kind"]), (&json!(12), &json!("adjustment")));
        assert_eq!(first["actor"], json!({"kind": "user", "name": "Ana"}));
        assert_eq!(keyed.post(&path, body).await.expect(201), first);
        assert_eq!(shop.level(mug, berlin).await, (12, 0, 0));
        let set_to = json!({"variant_id": mug, "location_id": berlin, "on_hand": 9, "reason": "damaged", "note": "fell"});
        assert_eq!(shop.owner.post(&path, set_to.clone()).await.expect(201)["on_hand_delta"], -3);
        assert_eq!(shop.owner.post(&path, set_to).await.invalid_field(), "on_hand");
        for (field, change) in [
            ("delta", json!({})),
            ("delta", json!({"delta": 1, "on_hand": 1})),
            ("delta", json!({"delta": 0})),
            ("delta", json!({"delta": 1_000_000_001})),
            ("on_hand", json!({"on_hand": -1})),
            ("note", json!({"delta": 1, "reason": "other"})),
            ("reason", json!({"delta": 1, "reason": "magic"})),
            ("variant_id", json!({"delta": 1, "variant_id": pdf})),
            ("variant_id", json!({"delta": 1, "variant_id": set})),
        ] {
            let mut body = json!({"variant_id": mug, "location_id": berlin, "reason": "found"});
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            assert_eq!(shop.owner.post(&path, body).await.invalid_field(), field, "{change}");
        }
        let viewer = app.member(&shop.owner, &shop.organization, "viewer").await;
        let body = json!({"variant_id": mug, "location_id": berlin, "delta": 1, "reason": "found"});
        viewer.post(&path, body.clone()).await.expect(403);
        let (stranger, _) = app.owner("Eve").await;
        stranger.post(&path, body).await.expect(404);
        stranger.get(&format!("{STOCK}/{mug}")).await.expect(404);
        let entries = shop.owner.get("/api/v1/audit-entries?action=stock.adjusted").await.expect(200);
        assert_eq!(entries["data"].as_array().unwrap().len(), 2);
        assert_eq!(entries["data"][0]["after"]["reason"], "damaged");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_explained_from_what_there_was_to_what_there_is() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 20).await;
        let day = std::time::Duration::from_secs(24 * 60 * 60);
        app.advance(40 * day);
        // Ana's session has ended meanwhile.
        let key = app.key(&app.owner("Later").await.0, &["stock.read"]).await;
        key.get(&format!("{STOCK}/{mug}/explanation")).await.expect(404);
        let (order, other) = (basket(&app), basket(&app));
        let hold = async |id, quantity| {
            let lines = [Demand::new(mug, quantity)];
            let holder = Holder::order(id);
            shop.write(async |tx| stock::reserve(tx, holder, &lines, Wish::default()).await).await.unwrap();
        };
        hold(order, 3).await;
        let parcel = [Demand::new(mug, 3)];
        shop.write(async |tx| stock::sell(tx, Holder::order(order), &parcel, None).await).await.unwrap();
        shop.put(mug, berlin, 5).await;
        hold(other, 4).await;
        let owner = shop.signed_in_again(&app).await;
        let told = owner.get(&format!("{STOCK}/{mug}/explanation?location={berlin}")).await.expect(200);
        let figures = |on_hand: i64, reserved: i64| {
            json!({"on_hand": on_hand, "reserved": reserved, "available": on_hand - reserved, "incoming": 0})
        };
        assert_eq!((&told["opening"], &told["closing"]), (&figures(20, 0), &figures(22, 4)));
        assert_eq!(told["difference"], figures(0, 0));
        let steps: Vec<_> = told["steps"].as_array().unwrap().iter().map(|s| (&s["kind"], &s["change"], &s["after"])).collect();
        let expected = [
            (json!("sale"), figures(-3, -3), figures(17, -3)),
            (json!("adjustment"), figures(5, 0), figures(22, -3)),
            (json!("reservation"), figures(0, 7), figures(22, 4)),
        ];
        assert_eq!(steps, expected.iter().map(|(a, b, c)| (a, b, c)).collect::<Vec<_>>());
        assert_eq!(told["reserved_by"].as_array().unwrap().len(), 1);
        let by = &told["reserved_by"][0];
        assert_eq!((&by["quantity"], &by["reference"]["kind"]), (&json!(4), &json!("order")));
        assert!(by["reference"]["id"].as_str().unwrap().starts_with("order_"));
        assert_eq!(told["latest"].as_array().unwrap().len(), 5);
        assert_eq!(told["latest"][0]["kind"], "reservation");
        let sales = owner.get(&format!("{STOCK}/movements?kind=sale&variant={mug}")).await.expect(200);
        assert_eq!(sales["data"][0]["reference"]["id"], told["latest"][2]["reference"]["id"]);
        let shelf = owner.get(&format!("{STOCK}/movements?on_hand_only=true&limit=1")).await.expect(200);
        assert_eq!(shelf["data"][0]["kind"], "adjustment");
        assert!(shelf["next"].is_string());
    })
    .await;
}
