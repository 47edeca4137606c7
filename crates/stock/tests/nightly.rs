//! What recurs: old reservations end, and the ledger is proven.

use std::time::Duration;

use kernel::Scope;
use serde_json::json;
use stock::{Demand, Holder, Wish};

use crate::support::{Kind, Shop, basket, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_reservation_ends_when_it_is_too_old_unless_it_was_extended() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 5).await;
        let minutes = |count: u64| Some(app.now().plus(Duration::from_secs(count * 60)));
        let holders = [1, 2, 3].map(|_| Holder::checkout(basket(&app)));
        for holder in holders {
            let wish = Wish { expires_at: minutes(15), ..Wish::default() };
            let lines = [Demand::new(mug, 1)];
            shop.write(async |tx| stock::reserve(tx, holder, &lines, wish).await).await.unwrap();
        }
        app.advance(Duration::from_secs(14 * 60));
        let later = minutes(15);
        shop.write(async |tx| stock::extend(tx, holders[1], later).await).await.unwrap();
        let order = Holder::order(basket(&app));
        shop.write(async |tx| stock::hand_over(tx, holders[2], order).await).await.unwrap();
        app.advance(Duration::from_secs(60));
        let run = async || {
            shop.write(async |tx| jobs::enqueue(tx, stock::ExpireReservations {}).await).await.unwrap();
            app.run_jobs().await
        };
        run().await;
        assert_eq!(shop.level(mug, berlin).await, (5, 2, 0));
        let gone = shop.write(async |tx| stock::extend(tx, holders[0], later).await).await;
        assert_eq!(gone.unwrap_err().code(), "not_reserved");
        app.advance(Duration::from_secs(24 * 60 * 60));
        run().await;
        assert_eq!((shop.level(mug, berlin).await, shop.differences().await), ((5, 1, 0), 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planted_difference_is_reported_and_not_mended() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        shop.put(mug, berlin, 5).await;
        shop.put(pot, berlin, 5).await;
        let run = async || {
            shop.write(async |tx| jobs::enqueue(tx, stock::ReconcileStock {}).await).await.unwrap();
            assert_eq!(app.run_jobs().await.dead, 0);
            shop.owner.get("/api/v1/stock/reconciliations").await.expect(200)["data"][0].clone()
        };
        let clean = run().await;
        assert_eq!((&clean["levels"], &clean["differences"]), (&json!(2), &json!(0)));
        let planted = "UPDATE stock_levels SET on_hand = on_hand + 2, reserved = 1 WHERE variant_id = $1";
        let installation = Scope::installation("test");
        let plant =
            app.db().write(&installation, async |tx| tx.global_query(planted).bind(mug).execute().await);
        assert_eq!(plant.await.unwrap(), 1);
        app.advance(Duration::from_secs(1));
        assert_eq!(run().await["differences"], 1);
        let events = shop.owner.get("/api/v1/events?name=stock.difference_found").await.expect(200);
        let told = &events["data"][0]["payload"];
        assert_eq!((&told["on_hand"], &told["on_hand_moved"]), (&json!(7), &json!(5)));
        assert_eq!((&told["reserved"], &told["reserved_moved"]), (&json!(1), &json!(0)));
        let entries =
            shop.owner.get("/api/v1/audit-entries?action=stock.reconciliation_failed").await.expect(200);
        assert_eq!(entries["data"][0]["after"]["differences"], 1);
        let why = shop.owner.get(&format!("/api/v1/stock/{mug}/explanation")).await.expect(200);
        assert_eq!((&why["difference"]["on_hand"], &why["difference"]["reserved"]), (&json!(2), &json!(1)));
        assert_eq!(shop.level(mug, berlin).await, (7, 1, 0), "it is still there to be looked at");
    })
    .await;
}
