//! Counts and transfers.

use serde_json::json;
use stock::{Demand, Holder, Wish};

use crate::support::{Kind, Shop, basket, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sold_during_a_count_stays_sold() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        shop.put(mug, berlin, 10).await;
        shop.put(pot, berlin, 4).await;
        let count = shop.owner.post("/api/v1/stock-counts", json!({"location_id": berlin})).await.expect(201);
        assert_eq!((&count["number"], &count["state"]), (&json!(1), &json!("open")));
        let path = format!("/api/v1/stock-counts/{}", count["id"].as_str().unwrap());
        let empty = shop.owner.post(&format!("{path}/apply"), json!({})).await;
        assert_eq!(empty.problem(409), "nothing_counted");
        // Eight mugs are found where the figure says ten; then three of them are sold.
        let lines = json!({"lines": [{"variant_id": mug, "counted": 8}, {"variant_id": pot, "counted": 4}]});
        let seen = shop.owner.post(&format!("{path}/lines"), lines).await.expect(200);
        let differences: Vec<_> =
            seen["lines"].as_array().unwrap().iter().map(|line| line["difference"].as_i64()).collect();
        assert!(differences.contains(&Some(-2)) && differences.contains(&Some(0)), "{differences:?}");
        let holder = Holder::order(basket(&app));
        let sold = [Demand::new(mug, 3)];
        shop.write(async |tx| {
            stock::reserve(tx, holder, &sold, Wish::default()).await?;
            stock::sell(tx, holder, &sold, None).await
        })
        .await
        .unwrap();
        let applied = shop.owner.post(&format!("{path}/apply"), json!({})).await.expect(200);
        assert_eq!(applied["state"], "applied");
        assert_eq!((shop.level(mug, berlin).await, shop.level(pot, berlin).await), ((5, 0, 0), (4, 0, 0)));
        assert_eq!(shop.owner.post(&format!("{path}/apply"), json!({})).await.problem(409), "count_closed");
        let counted = shop.owner.get("/api/v1/stock/movements?kind=count").await.expect(200);
        assert_eq!(counted["data"].as_array().unwrap().len(), 1);
        assert_eq!(counted["data"][0]["reference"]["id"], count["id"]);

        let second =
            shop.owner.post("/api/v1/stock-counts", json!({"location_id": berlin})).await.expect(201);
        assert_eq!(second["number"], 2);
        let path = format!("/api/v1/stock-counts/{}", second["id"].as_str().unwrap());
        let wrong = json!({"lines": [{"variant_id": mug, "counted": -1}]});
        assert_eq!(shop.owner.post(&format!("{path}/lines"), wrong).await.invalid_field(), "lines.0.counted");
        assert_eq!(
            shop.owner.post(&format!("{path}/lines"), json!({"lines": []})).await.invalid_field(),
            "lines"
        );
        shop.owner.post(&format!("{path}/cancel"), json!({})).await.expect(200);
        let open = shop.owner.get("/api/v1/stock-counts?state=open").await.expect(200);
        assert_eq!((open["data"].as_array().unwrap().len(), shop.differences().await), (0, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_arrives_in_parts_and_some_of_it_never() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, hamburg) = (shop.location("Berlin").await, shop.location("Hamburg").await);
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 10).await;
        let body = |quantity: i64| {
            json!({"from_location_id": berlin, "to_location_id": hamburg,
                                         "lines": [{"variant_id": mug, "quantity": quantity}]})
        };
        let paths = async |quantity| {
            let made = shop.owner.post("/api/v1/stock-transfers", body(quantity)).await.expect(201);
            format!("/api/v1/stock-transfers/{}", made["id"].as_str().unwrap())
        };
        let path = paths(6).await;
        assert_eq!(shop.level(mug, berlin).await, (10, 0, 0));
        let too_early = json!({"lines": [{"variant_id": mug, "received": 1}]});
        assert_eq!(shop.owner.post(&format!("{path}/receive"), too_early).await.problem(409), "wrong_state");
        shop.owner.post(&format!("{path}/ship"), json!({})).await.expect(200);
        assert_eq!(shop.owner.post(&format!("{path}/ship"), json!({})).await.problem(409), "wrong_state");
        assert_eq!((shop.level(mug, berlin).await, shop.level(mug, hamburg).await), ((4, 0, 0), (0, 0, 6)));
        let told = shop.owner.get(&format!("/api/v1/stock/{mug}/explanation")).await.expect(200);
        assert_eq!(
            (&told["incoming_from"][0]["number"], &told["incoming_from"][0]["quantity"]),
            (&json!("T-1"), &json!(6))
        );
        let arrive = async |received: i64, lost: i64| {
            let lines = json!({"lines": [{"variant_id": mug, "received": received, "lost": lost}]});
            shop.owner.post(&format!("{path}/receive"), lines).await
        };
        assert_eq!(arrive(4, 0).await.expect(200)["state"], "shipped");
        assert_eq!(arrive(3, 0).await.invalid_field(), "lines.0.received");
        assert_eq!(arrive(1, 2).await.invalid_field(), "lines.0.lost");
        assert_eq!(arrive(0, 0).await.invalid_field(), "lines.0.received");
        assert_eq!(arrive(1, 1).await.expect(200)["state"], "received");
        assert_eq!((shop.level(mug, berlin).await, shop.level(mug, hamburg).await), ((4, 0, 0), (5, 0, 0)));
        // What is promised does not leave.
        let holder = Holder::order(basket(&app));
        let lines = [Demand::new(mug, 3)];
        let wish = Wish { location: Some(berlin), ..Wish::default() };
        shop.write(async |tx| stock::reserve(tx, holder, &lines, wish).await).await.unwrap();
        let path = paths(2).await;
        assert_eq!(shop.owner.post(&format!("{path}/ship"), json!({})).await.problem(409), "not_available");
        shop.owner.post(&format!("{path}/cancel"), json!({})).await.expect(200);
        for (field, change) in [
            ("to_location_id", json!({"to_location_id": berlin})),
            ("lines", json!({"lines": []})),
            ("lines.0.quantity", json!({"lines": [{"variant_id": mug, "quantity": 0}]})),
        ] {
            let mut wrong = body(1);
            wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            assert_eq!(shop.owner.post("/api/v1/stock-transfers", wrong).await.invalid_field(), field);
        }
        assert_eq!(shop.differences().await, 0);
    })
    .await;
}
