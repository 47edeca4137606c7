//! Whatever happens in whatever order: levels are the sum of their movements, what is reserved is what holders hold, and
//! nothing goes below zero.

use std::time::Duration;

use db::DbKind;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use stock::{
    Adjustment, Demand, Holder, LocationId, Reason, Reference, ReferenceKind, TakenBack, VariantId, Wish,
};
use testkit::App;

use crate::support::{Basket, Kind, Shop, app};

const HOLDERS: usize = 4;
const VARIANTS: usize = 3;
const PLACES: usize = 2;

/// Something that somebody does; the numbers pick a holder, a variant, a place.
#[derive(Debug, Clone)]
enum Step {
    Adjust { variant: usize, place: usize, delta: i64 },
    Reserve { holder: usize, lines: Vec<(usize, i64)>, minutes: Option<u64> },
    Release { holder: usize },
    HandOver { from: usize, to: usize },
    Sell { holder: usize, variant: usize, quantity: i64, place: Option<usize> },
    TakeBack { variant: usize, place: usize, quantity: i64, is_sellable: bool },
    Wait { minutes: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    // The last variant is a bundle of the others.
    let line = (0..=VARIANTS, 1_i64..4);
    prop_oneof![
        3 => (0..VARIANTS, 0..PLACES, -6_i64..12).prop_map(|(variant, place, delta)| Step::Adjust { variant, place, delta }),
        5 => (0..HOLDERS, prop::collection::vec(line, 1..4), prop::option::of(1_u64..20))
            .prop_map(|(holder, lines, minutes)| Step::Reserve { holder, lines, minutes }),
        2 => (0..HOLDERS).prop_map(|holder| Step::Release { holder }),
        1 => (0..HOLDERS, 0..HOLDERS).prop_map(|(from, to)| Step::HandOver { from, to }),
        3 => (0..HOLDERS, 0..=VARIANTS, 1_i64..4, prop::option::of(0..PLACES))
            .prop_map(|(holder, variant, quantity, place)| Step::Sell { holder, variant, quantity, place }),
        1 => (0..VARIANTS, 0..PLACES, 1_i64..3, any::<bool>())
            .prop_map(|(variant, place, quantity, is_sellable)| Step::TakeBack { variant, place, quantity, is_sellable }),
        1 => (1_u64..15).prop_map(|minutes| Step::Wait { minutes }),
    ]
}

struct Scene<'a> {
    app: &'a App,
    shop: &'a Shop,
    variants: Vec<VariantId>,
    places: Vec<LocationId>,
    holders: Vec<Holder>,
}

impl Scene<'_> {
    /// Does it. That it is refused is fine; what must hold holds either way.
    async fn take(&self, step: Step) {
        let Self { app, shop, variants, places, holders } = self;
        let refused = match step {
            Step::Adjust { variant, place, delta } => {
                let (variant_id, location_id) = (variants[variant], places[place]);
                let adjustment =
                    Adjustment { variant_id, location_id, delta, reason: Reason::Correction, note: None };
                shop.write(async |tx| stock::adjust(tx, adjustment).await).await.err()
            }
            Step::Reserve { holder, lines, minutes } => {
                let lines: Vec<_> =
                    lines.into_iter().map(|(variant, n)| Demand::new(variants[variant], n)).collect();
                let expires_at = minutes.map(|minutes| app.now().plus(Duration::from_secs(minutes * 60)));
                let wish = Wish { expires_at, ..Wish::default() };
                let reserve = shop.write(async |tx| stock::reserve(tx, holders[holder], &lines, wish).await);
                let first = reserve.await;
                if let Ok(first) = &first {
                    // The holder's own retry reuses its own hold, exactly.
                    let reserve =
                        shop.write(async |tx| stock::reserve(tx, holders[holder], &lines, wish).await);
                    assert_eq!(&reserve.await.unwrap(), first);
                }
                first.err()
            }
            Step::Release { holder } => {
                shop.write(async |tx| stock::release(tx, holders[holder]).await).await.err()
            }
            Step::HandOver { from, to } => {
                shop.write(async |tx| stock::hand_over(tx, holders[from], holders[to]).await).await.err()
            }
            Step::Sell { holder, variant, quantity, place } => {
                let lines = [Demand::new(variants[variant], quantity)];
                let place = place.map(|place| places[place]);
                shop.write(async |tx| stock::sell(tx, holders[holder], &lines, place).await).await.err()
            }
            Step::TakeBack { variant, place, quantity, is_sellable } => {
                let reference = Reference::new(ReferenceKind::Return, app.db().env().id::<Basket>());
                let goods = [TakenBack { demand: Demand::new(variants[variant], quantity), is_sellable }];
                shop.write(async |tx| stock::take_back(tx, reference, places[place], &goods).await)
                    .await
                    .err()
            }
            Step::Wait { minutes } => {
                app.advance(Duration::from_secs(minutes * 60));
                let job = stock::ExpireReservations {};
                shop.write(async |tx| jobs::enqueue(tx, job).await).await.unwrap();
                app.run_jobs().await;
                None
            }
        };
        if let Some(error) = refused {
            let known = [
                "out_of_stock",
                "not_reserved",
                "not_on_hand",
                "not_available",
                "already_reserved",
                "invalid",
            ];
            assert!(known.contains(&error.code()), "{error}");
        }
    }

    async fn check(&self) {
        assert_eq!(self.shop.differences().await, 0, "levels are the sum of their movements");
        let mut held = std::collections::BTreeMap::new();
        for holder in &self.holders {
            let read = async |tx: &mut db::Tx| stock::held_by(tx, *holder).await;
            let reservation = self.shop.db.read(&self.shop.scope(), read).await.unwrap();
            for line in reservation.into_iter().flat_map(|reservation| reservation.lines) {
                *held.entry((line.variant_id, line.location_id)).or_insert(0) += line.quantity;
            }
        }
        for variant in &self.variants {
            for place in &self.places {
                let (on_hand, reserved, incoming) = self.shop.level(*variant, *place).await;
                assert!(on_hand >= 0 && incoming == 0, "{on_hand} {incoming}");
                assert_eq!(
                    reserved,
                    held.get(&(*variant, *place)).copied().unwrap_or(0),
                    "what holders hold"
                );
            }
        }
    }
}

async fn play(app: &App, shop: &Shop, number: usize, steps: Vec<Step>) {
    let mut variants = Vec::new();
    for variant in 0..VARIANTS {
        variants.push(shop.variant(&format!("V{number}-{variant}"), Kind::default()).await);
    }
    let parts: Vec<_> = variants.iter().zip(1..).map(|(variant, each)| (*variant, each)).collect();
    variants.push(shop.bundle(&format!("B{number}"), &parts).await);
    let places = vec![shop.location(&format!("A{number}")).await, shop.location(&format!("B{number}")).await];
    let holders = (0..HOLDERS).map(|_| Holder::order(app.db().env().id::<Basket>())).collect();
    let scene = Scene { app, shop, variants, places, holders };
    for step in steps {
        scene.take(step).await;
        scene.check().await;
    }
}

fn holds_whatever_happens(kind: DbKind) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(app) = runtime.block_on(app(kind)) else { return };
    let shop = runtime.block_on(Shop::new(&app));
    let number = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let all = runner.run(&prop::collection::vec(step(), 1..24), |steps| {
        number.set(number.get() + 1);
        runtime.block_on(play(&app, &shop, number.get(), steps));
        Ok(())
    });
    all.unwrap();
    drop(shop);
    let _inside = runtime.enter();
    drop(app);
}

#[test]
fn levels_are_the_sum_of_what_happened_whatever_happens_on_sqlite() {
    holds_whatever_happens(DbKind::Sqlite);
}

#[test]
fn levels_are_the_sum_of_what_happened_whatever_happens_on_postgres() {
    holds_whatever_happens(DbKind::Postgres);
}
