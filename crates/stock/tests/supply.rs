//! The made-up supply of the demonstration breaks no rule.

use std::time::Duration;

use kernel::Scope;
use serde_json::json;
use stock::demo::Supply;
use stock::{Demand, Holder, Wish};

use crate::support::{Kind, Shop, basket, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn half_a_year_of_supply_adds_up() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let mut variants = Vec::new();
        for number in 0..7 {
            variants.push(shop.variant(&format!("V{number}"), Kind::default()).await);
        }
        let day = Duration::from_secs(24 * 60 * 60);
        let past = app.db().at(app.now().minus(200 * day));
        let scope = Scope::system(shop.tenant, "demo");
        past.write(&scope, async |tx| {
            let mut supply = Supply::open(tx, &variants).await?;
            for number in 0..180_usize {
                tx.travel_to(tx.now().plus(day));
                supply.day(tx).await?;
                // Somebody buys three of one of them.
                let (holder, lines) = (Holder::order(basket(&app)), [Demand::new(variants[number % 7], 3)]);
                if stock::reserve(tx, holder, &lines, Wish::default()).await.is_ok() {
                    stock::sell(tx, holder, &lines, None).await?;
                }
            }
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(shop.differences().await, 0);
        for (path, least) in [
            ("suppliers", 3),
            ("purchase-orders", 3),
            ("stock-transfers", 1),
            ("stock-counts", 1),
            ("locations", 3),
        ] {
            let made = shop.owner.get(&format!("/api/v1/{path}")).await.expect(200);
            assert!(made["data"].as_array().unwrap().len() >= least, "{path}: {made}");
        }
        let received = shop.owner.get("/api/v1/purchase-orders?state=received").await.expect(200);
        assert_ne!(received["data"], json!([]));
        let worth = shop.owner.get("/api/v1/stock/valuation").await.expect(200);
        assert!(worth["value"]["amount_minor"].as_i64().unwrap() > 0);
    })
    .await;
}
