//! The ledger: never changed, and what levels add up from.

use stock::{Adjustment, Reason};

use crate::support::{Kind, Shop, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn movements_are_never_changed() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 3).await;
        let installation = kernel::Scope::installation("test");
        for sql in ["UPDATE stock_movements SET on_hand_delta = 9", "DELETE FROM stock_movements"] {
            let forbidden =
                app.db().write(&installation, async |tx| tx.global_query(sql).execute().await).await;
            assert!(forbidden.unwrap_err().to_string().contains("append-only"), "{sql}");
        }
        assert_eq!((shop.level(mug, berlin).await, shop.differences().await), ((3, 0, 0), 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn less_than_nothing_cannot_lie_there() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 3).await;
        let take = async |delta, reason, note: Option<&str>| {
            let note = note.map(str::to_owned);
            let adjustment = Adjustment { variant_id: mug, location_id: berlin, delta, reason, note };
            shop.write(async |tx| stock::adjust(tx, adjustment).await).await
        };
        let refused = take(-4, Reason::Damaged, None).await.unwrap_err();
        assert_eq!(refused.detail(), "Only 3 of MUG lie there. Count or adjust the stock first.");
        assert_eq!(take(-1, Reason::Other, Some(" ")).await.unwrap_err().fields()[0].field, "note");
        assert_eq!(take(0, Reason::Lost, None).await.unwrap_err().fields()[0].field, "delta");
        assert_eq!(take(i64::MIN, Reason::Lost, None).await.unwrap_err().fields()[0].field, "delta");
        let movement = take(-3, Reason::Other, Some(" given to the school ")).await.unwrap();
        assert_eq!((movement.sequence, movement.on_hand), (2, 0));
        assert_eq!(movement.note.as_deref(), Some("given to the school"));
        assert_eq!(shop.differences().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_once_per_transaction_and_level() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, hamburg) = (shop.location("Berlin").await, shop.location("Hamburg").await);
        let mug = shop.variant("MUG", Kind::default()).await;
        let add = |location_id, delta| Adjustment {
            variant_id: mug,
            location_id,
            delta,
            reason: Reason::Found,
            note: None,
        };
        shop.write(async |tx| {
            stock::adjust(tx, add(berlin, 2)).await?;
            stock::adjust(tx, add(hamburg, 7)).await?;
            stock::adjust(tx, add(berlin, 3)).await
        })
        .await
        .unwrap();
        let events = shop.owner.get("/api/v1/events?name=stock.changed").await.expect(200);
        let told = events["data"].as_array().unwrap();
        let on_hand: Vec<_> =
            told.iter().map(|event| event["payload"]["on_hand"].as_i64().unwrap()).collect();
        assert_eq!(on_hand, [7, 5]);
        assert_eq!(told[1]["entity"], mug.to_string());
        assert_eq!(told[1]["payload"]["available"], 5);
    })
    .await;
}
