//! Promises: made, repeated, changed, kept and broken off.

use std::time::Duration;

use kernel::Error;
use stock::{Demand, Holder, MovementKind, TakenBack, Wish, shortfalls};

use crate::support::{Kind, Shop, basket, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_holds_exactly_what_it_asks_for_and_its_retry_reuses_it() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 5).await;
        let holder = Holder::checkout(basket(&app));
        let wish = Wish { expires_at: Some(app.now().plus(Duration::from_secs(900))), ..Wish::default() };
        // Two lines of one variant are one demand.
        let lines = [Demand::new(mug, 2), Demand::new(mug, 3)];
        let held = shop.write(async |tx| stock::reserve(tx, holder, &lines, wish).await).await.unwrap();
        assert_eq!((held.lines.len(), held.lines[0].quantity), (1, 5));
        assert_eq!(shop.level(mug, berlin).await, (5, 5, 0));
        // Its own retry finds its own hold, although nothing is left.
        let again = shop.write(async |tx| stock::reserve(tx, holder, &lines, wish).await).await.unwrap();
        assert_eq!((again.id, &again.lines), (held.id, &held.lines));
        assert_eq!(shop.level(mug, berlin).await, (5, 5, 0));
        // A smaller basket lets go of the rest; a larger one is refused and changes nothing.
        let fewer = [Demand::new(mug, 1)];
        shop.write(async |tx| stock::reserve(tx, holder, &fewer, wish).await).await.unwrap();
        assert_eq!(shop.level(mug, berlin).await, (5, 1, 0));
        let more = [Demand::new(mug, 6)];
        let short: Error =
            shop.write(async |tx| stock::reserve(tx, holder, &more, wish).await).await.unwrap_err();
        assert_eq!((short.code(), short.detail()), ("out_of_stock", "Only 5 of MUG are left."));
        assert_eq!((shortfalls(&short)[0].wanted, shortfalls(&short)[0].available), (6, 5));
        assert_eq!(shop.level(mug, berlin).await, (5, 1, 0));
        assert!(shop.write(async |tx| stock::release(tx, holder).await).await.unwrap());
        assert!(!shop.write(async |tx| stock::release(tx, holder).await).await.unwrap());
        assert_eq!((shop.level(mug, berlin).await, shop.differences().await), ((5, 0, 0), 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_somebody_handles_leaves_nothing_behind() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        shop.put(mug, berlin, 5).await;
        let holder = Holder::checkout(basket(&app));
        let lines = [Demand::new(mug, 2), Demand::new(pot, 1)];
        shop.write(async |tx| {
            let short = stock::reserve(tx, holder, &lines, Wish::default()).await.unwrap_err();
            assert_eq!(short.detail(), "POT is sold out.");
            assert_eq!(stock::held_by(tx, holder).await?, None);
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(shop.level(mug, berlin).await, (5, 0, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn places_are_chosen_by_priority_for_the_fewest_parcels() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let (berlin, hamburg) = (shop.location("Berlin").await, shop.location("Hamburg").await);
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        for (variant, location, quantity) in [(mug, berlin, 3), (mug, hamburg, 3), (pot, hamburg, 3)] {
            shop.put(variant, location, quantity).await;
        }
        let reserve = async |lines: &[Demand], wish: Wish| {
            let holder = Holder::order(basket(&app));
            let held = shop.write(async |tx| stock::reserve(tx, holder, lines, wish).await).await;
            held.map(|held| {
                (
                    holder,
                    held.lines.iter().map(|l| (l.variant_id, l.location_id, l.quantity)).collect::<Vec<_>>(),
                )
            })
        };
        let any = Wish::default();
        assert_eq!(reserve(&[Demand::new(mug, 1)], any).await.unwrap().1, [(mug, berlin, 1)]);
        // Hamburg has both, so one parcel does.
        let both = [Demand::new(mug, 1), Demand::new(pot, 1)];
        let (_, mut lines) = reserve(&both, any).await.unwrap();
        lines.sort_unstable();
        let mut expected = [(mug, hamburg, 1), (pot, hamburg, 1)];
        expected.sort_unstable();
        assert_eq!(lines, expected);
        // Nobody has four, both together have.
        let (holder, lines) = reserve(&[Demand::new(mug, 4)], any).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.2).sum::<i64>(), 4);
        assert_eq!((shop.level(mug, berlin).await.1, shop.level(mug, hamburg).await.1), (3, 3));
        // The whole of it leaves from Berlin: what Hamburg held is let go, but Berlin does not have so many.
        let short =
            shop.write(async |tx| stock::sell(tx, holder, &[Demand::new(mug, 4)], Some(berlin)).await).await;
        assert_eq!(short.unwrap_err().code(), "not_available");
        shop.put(mug, berlin, 5).await;
        let sold =
            shop.write(async |tx| stock::sell(tx, holder, &[Demand::new(mug, 4)], Some(berlin)).await).await;
        assert!(sold.unwrap().iter().all(|movement| movement.reserved_delta <= 0));
        assert_eq!((shop.level(mug, berlin).await, shop.level(mug, hamburg).await), ((4, 1, 0), (3, 1, 0)));
        let there = Wish { location: Some(hamburg), ..any };
        assert_eq!(reserve(&[Demand::new(mug, 3)], there).await.unwrap_err().code(), "out_of_stock");
        assert_eq!(reserve(&[Demand::new(mug, 2)], there).await.unwrap().1, [(mug, hamburg, 2)]);
        assert_eq!(shop.differences().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_shipped_in_parts_and_comes_back() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        shop.put(mug, berlin, 10).await;
        let (checkout, order_id) = (Holder::checkout(basket(&app)), basket(&app));
        let order = Holder::order(order_id);
        shop.write(async |tx| {
            stock::reserve(tx, checkout, &[Demand::new(mug, 4)], Wish::default()).await?;
            stock::hand_over(tx, checkout, order).await
        })
        .await
        .unwrap();
        let sell = async |quantity| {
            shop.write(async |tx| stock::sell(tx, order, &[Demand::new(mug, quantity)], None).await).await
        };
        let sold = sell(3).await.unwrap();
        assert_eq!(
            (sold[0].kind, sold[0].on_hand_delta, sold[0].reserved_delta),
            (MovementKind::Sale, -3, -3)
        );
        assert_eq!(shop.level(mug, berlin).await, (7, 1, 0));
        assert_eq!(sell(2).await.unwrap_err().code(), "not_reserved");
        sell(1).await.unwrap();
        assert_eq!(sell(1).await.unwrap_err().code(), "not_reserved");
        assert_eq!(shop.level(mug, berlin).await, (6, 0, 0));
        let reference = stock::Reference::new(stock::ReferenceKind::Return, order_id);
        let goods = [(2, true), (1, false)];
        let goods = goods
            .map(|(quantity, is_sellable)| TakenBack { demand: Demand::new(mug, quantity), is_sellable });
        shop.write(async |tx| stock::take_back(tx, reference, berlin, &goods).await).await.unwrap();
        assert_eq!((shop.level(mug, berlin).await, shop.differences().await), ((8, 0, 0), 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bundles_share_the_stock_of_their_components() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let (mug, pot) =
            (shop.variant("MUG", Kind::default()).await, shop.variant("POT", Kind::default()).await);
        let set = shop.bundle("TEA-SET", &[(mug, 4), (pot, 1)]).await;
        shop.put(mug, berlin, 9).await;
        shop.put(pot, berlin, 5).await;
        let available = async |variant| {
            let read = async |tx: &mut db::Tx| stock::availability(tx, &[variant]).await;
            shop.db.read(&shop.scope(), read).await.unwrap()[0].available
        };
        assert_eq!((available(set).await, available(mug).await), (2, 9));
        // One set and two mugs of their own are six mugs in one demand.
        let lines = [Demand::new(set, 1), Demand::new(mug, 2)];
        let holder = Holder::order(basket(&app));
        shop.write(async |tx| stock::reserve(tx, holder, &lines, Wish::default()).await).await.unwrap();
        assert_eq!((shop.level(mug, berlin).await, shop.level(pot, berlin).await), ((9, 6, 0), (5, 1, 0)));
        assert_eq!((available(set).await, available(mug).await), (0, 3));
        let other = Holder::order(basket(&app));
        let set_again = [Demand::new(set, 1)];
        let short = shop.write(async |tx| stock::reserve(tx, other, &set_again, Wish::default()).await).await;
        assert_eq!(short.unwrap_err().detail(), "Only 3 of MUG are left.");
        shop.write(async |tx| stock::sell(tx, holder, &lines, None).await).await.unwrap();
        assert_eq!((shop.level(mug, berlin).await, shop.level(pot, berlin).await), ((3, 0, 0), (4, 0, 0)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_counted_or_may_be_sold_without_is_never_short() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let pdf = shop.variant("PDF", Kind { untracked: true, ..Kind::default() }).await;
        let tent = shop.variant("TENT", Kind { backorder: true, ..Kind::default() }).await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let lines = [Demand::new(pdf, 1_000_000), Demand::new(tent, 3)];
        let holder = Holder::order(basket(&app));
        let held =
            shop.write(async |tx| stock::reserve(tx, holder, &lines, Wish::default()).await).await.unwrap();
        assert_eq!(held.lines.len(), 1);
        assert_eq!(shop.level(tent, berlin).await, (0, 3, 0));
        shop.write(async |tx| stock::sell(tx, holder, &lines, None).await).await.unwrap();
        assert_eq!(shop.level(tent, berlin).await, (-3, 0, 0));
        // A shop elsewhere has sold what nobody has.
        let elsewhere = Wish { oversell: true, ..Wish::default() };
        let holder = Holder::order(basket(&app));
        let lines = [Demand::new(mug, 2)];
        shop.write(async |tx| stock::reserve(tx, holder, &lines, elsewhere).await).await.unwrap();
        assert_eq!(shop.level(mug, berlin).await, (0, 2, 0));
        let gone = shop.write(async |tx| stock::sell(tx, holder, &lines, None).await).await.unwrap_err();
        assert_eq!(
            (gone.code(), gone.detail()),
            ("not_on_hand", "Only 0 of MUG lie there. Count or adjust the stock first.")
        );
        assert_eq!(shop.differences().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_nobody_can_mean_are_refused() {
    on_both(|app| async move {
        let shop = Shop::new(&app).await;
        let berlin = shop.location("Berlin").await;
        let mug = shop.variant("MUG", Kind::default()).await;
        let set = shop.bundle("SET", &[(mug, 1_000_000_000)]).await;
        let holder = Holder::order(basket(&app));
        for (demands, field) in [
            (vec![Demand::new(mug, 0)], "lines.0.quantity"),
            (vec![Demand::new(mug, 1), Demand::new(mug, -1)], "lines.1.quantity"),
            (vec![Demand::new(mug, i64::MAX)], "lines.0.quantity"),
            (vec![Demand::new(mug, 1_000_000_000), Demand::new(mug, 1)], "quantity"),
            (vec![Demand::new(set, 2)], "quantity"),
        ] {
            let refused =
                shop.write(async |tx| stock::reserve(tx, holder, &demands, Wish::default()).await).await;
            assert_eq!(refused.unwrap_err().fields()[0].field, field, "{demands:?}");
        }
        for _ in 0..1_000 {
            shop.put(mug, berlin, 1_000_000_000).await;
        }
        let adjustment = stock::Adjustment {
            variant_id: mug,
            location_id: berlin,
            delta: 1,
            reason: stock::Reason::Found,
            note: None,
        };
        let full = shop.write(async |tx| stock::adjust(tx, adjustment).await).await.unwrap_err();
        assert_eq!(full.fields()[0].field, "quantity");
        let nobody = shop.write(async |tx| {
            let lines = [Demand::new(tx.new_id(), 1)];
            stock::reserve(tx, holder, &lines, Wish::default()).await
        });
        assert_eq!(nobody.await.unwrap_err().code(), "not_found");
    })
    .await;
}
