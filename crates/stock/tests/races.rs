//! Many at once: nothing is promised twice, and nobody waits in a circle.

use std::sync::Arc;

use db::{Db, DbKind};
use kernel::{Error, Result};
use stock::{Demand, Holder, Reservation, Wish};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::support::{Basket, Kind, Shop, app};

/// How many try, and how many of them at the same moment.
const ATTEMPTS: usize = 1_000;
const AT_ONCE: usize = 24;

/// Everybody reserves what `demands` says for them, half of them in each of two processes.
async fn rush(
    shop: &Shop,
    processes: &[Db],
    attempts: usize,
    demands: impl Fn(usize) -> Vec<Demand>,
) -> Vec<(Holder, Result<Reservation>)> {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for number in 0..attempts {
        let (db, scope, gate) =
            (processes[number % processes.len()].clone(), shop.scope(), Arc::clone(&gate));
        let demands = demands(number);
        tasks.spawn(async move {
            let _turn = gate.acquire().await.unwrap();
            let holder = Holder::checkout(db.env().id::<Basket>());
            let held = db
                .write(&scope, async |tx| stock::reserve(tx, holder, &demands, Wish::default()).await)
                .await;
            (holder, held)
        });
    }
    tasks.join_all().await
}

fn codes(answers: &[(Holder, Result<Reservation>)]) -> (usize, Vec<&Error>) {
    let won = answers.iter().filter(|(_, held)| held.is_ok()).count();
    let other = answers.iter().filter_map(|(_, held)| held.as_ref().err());
    (won, other.filter(|error| error.code() != "out_of_stock").collect())
}

async fn the_last_unit(kind: DbKind) {
    let Some(app) = app(kind).await else { return };
    let shop = Shop::new(&app).await;
    let berlin = shop.location("Berlin").await;
    let mug = shop.variant("MUG", Kind::default()).await;
    shop.put(mug, berlin, 1).await;
    let second = app.second_process().await;
    let processes = [app.db().clone(), second.db().clone()];
    let answers = rush(&shop, &processes, ATTEMPTS, |_| vec![Demand::new(mug, 1)]).await;
    let (won, other) = codes(&answers);
    assert_eq!((won, other.len()), (1, 0), "{other:?}");
    assert_eq!((shop.level(mug, berlin).await, shop.differences().await), ((1, 1, 0), 0));
    // Whoever won retries, and still holds the one unit.
    let (winner, _) = answers.iter().find(|(_, held)| held.is_ok()).unwrap();
    let again = [Demand::new(mug, 1)];
    shop.write(async |tx| stock::reserve(tx, *winner, &again, Wish::default()).await).await.unwrap();
    assert_eq!(shop.level(mug, berlin).await, (1, 1, 0));
    let movements = shop.owner.get(&format!("/api/v1/stock/movements?variant={mug}&kind=reservation")).await;
    assert_eq!(movements.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_want_the_last_unit_exactly_one_gets_it_on_sqlite() {
    the_last_unit(DbKind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_want_the_last_unit_exactly_one_gets_it_on_postgres() {
    the_last_unit(DbKind::Postgres).await;
}

/// Baskets of several variants at several places, named in any order: the stock is sold out to the last piece, and
/// nobody is turned away because two waited for each other.
async fn baskets_in_any_order(kind: DbKind) {
    let Some(app) = app(kind).await else { return };
    let shop = Shop::new(&app).await;
    let places = [shop.location("Berlin").await, shop.location("Hamburg").await];
    let mut variants = Vec::new();
    for number in 0..4 {
        let variant = shop.variant(&format!("V{number}"), Kind::default()).await;
        for place in places {
            shop.put(variant, place, 50).await;
        }
        variants.push(variant);
    }
    let second = app.second_process().await;
    let processes = [app.db().clone(), second.db().clone()];
    let order = |number: usize| {
        let turned = (0..4).map(|step| variants[(number + step) % 4]);
        let turned: Vec<_> = if number.is_multiple_of(2) { turned.collect() } else { turned.rev().collect() };
        turned.into_iter().take(3).map(|variant| Demand::new(variant, 1)).collect()
    };
    let answers = rush(&shop, &processes, 400, order).await;
    let (won, other) = codes(&answers);
    assert!(other.is_empty(), "{other:?}");
    let mut promised = 0;
    for variant in &variants {
        for place in places {
            let (on_hand, reserved, _) = shop.level(*variant, place).await;
            assert!(on_hand == 50 && reserved <= 50);
            promised += reserved;
        }
    }
    assert_eq!(promised, i64::try_from(won).unwrap() * 3);
    // Every basket has the first and the third of the variants in it, and of each there are a hundred.
    assert_eq!(won, 100, "sold out to the last piece");
    assert_eq!(shop.differences().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn baskets_in_any_order_never_wait_in_a_circle_on_sqlite() {
    baskets_in_any_order(DbKind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn baskets_in_any_order_never_wait_in_a_circle_on_postgres() {
    baskets_in_any_order(DbKind::Postgres).await;
}
