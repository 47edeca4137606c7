//! Random walks: whatever is tried in whatever order, what must be true of all rows stays true.

use db::DbKind;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Merchant, app, path};

/// Something that somebody tries; most of it is refused in most states, and that is the point.
#[derive(Debug, Clone)]
enum Try {
    Pay { state: u8, amount: i64 },
    Capture { part: i64 },
    Void,
    Ship { quantity: i64 },
    Deliver,
    Edit { quantity: i64, discount: i64 },
    Refund { amount: i64 },
    RefundLine { quantity: i64, shipping: i64, restock: bool },
    AskBack { quantity: i64 },
    Approve,
    Receive { quantity: i64 },
    Inspect { quantity: i64 },
    Exchange,
    Cancel,
}

fn any_try() -> impl Strategy<Value = Try> {
    prop_oneof![
        3 => (0_u8..3, 1_i64..9_000).prop_map(|(state, amount)| Try::Pay { state, amount }),
        2 => (1_i64..9_000).prop_map(|part| Try::Capture { part }),
        1 => Just(Try::Void),
        4 => (1_i64..4).prop_map(|quantity| Try::Ship { quantity }),
        1 => Just(Try::Deliver),
        2 => (0_i64..6, 0_i64..3_000).prop_map(|(quantity, discount)| Try::Edit { quantity, discount }),
        2 => (1_i64..5_000).prop_map(|amount| Try::Refund { amount }),
        2 => (1_i64..3, 0_i64..600, any::<bool>())
            .prop_map(|(quantity, shipping, restock)| Try::RefundLine { quantity, shipping, restock }),
        2 => (1_i64..3).prop_map(|quantity| Try::AskBack { quantity }),
        1 => Just(Try::Approve),
        2 => (0_i64..3).prop_map(|quantity| Try::Receive { quantity }),
        2 => (0_i64..3).prop_map(|quantity| Try::Inspect { quantity }),
        1 => Just(Try::Exchange),
        1 => Just(Try::Cancel),
    ]
}

struct Walk<'m> {
    merchant: &'m Merchant,
    order: Value,
}

impl Walk<'_> {
    /// Tries it; answers whether it was done. Nothing is ever answered but yes, or a refusal that says why.
    async fn attempt(&self, what: &Try) -> bool {
        let now = self.merchant.reload(&self.order).await;
        let line = now["lines"][0]["id"].clone();
        let below = |name: &str| path(&self.order, name);
        let last = |list: &str, of: &str, step: &str| {
            let id = now[list].as_array().unwrap().last().map(|one| one["id"].as_str().unwrap().to_owned());
            format!("/api/v1/{of}/{}/{step}", id.unwrap_or_else(|| "none".to_owned()))
        };
        let counted = |quantity: &i64| json!([{"line_id": line, "quantity": quantity}]);
        let (to, body) = match what {
            Try::Pay { state, amount } => {
                let state = ["pending", "authorized", "captured"][usize::from(*state)];
                (below("/payments"), json!({"method": "card", "state": state, "amount_minor": amount}))
            }
            Try::Capture { part } => (last("payments", "payments", "capture"), json!({"amount_minor": part})),
            Try::Void => (last("payments", "payments", "void"), json!({})),
            Try::Ship { quantity } => (below("/shipments"), json!({"lines": counted(quantity)})),
            Try::Deliver => (last("shipments", "shipments", "deliver"), json!({})),
            Try::Edit { quantity, discount } => {
                let off = json!([{"title": "Off", "kind": "fixed", "amount_minor": discount}]);
                (below("/edits"), json!({"change": counted(quantity), "discounts": off}))
            }
            Try::Refund { amount } => {
                (below("/refunds"), json!({"amount_minor": amount, "reason": "goodwill"}))
            }
            Try::RefundLine { quantity, shipping, restock } => {
                let lines = counted(quantity);
                let body = json!({"lines": lines, "shipping_minor": shipping, "restock": restock, "reason": "damaged"});
                (below("/refunds"), body)
            }
            Try::AskBack { quantity } => {
                let lines = json!([{"line_id": line, "quantity": quantity, "reason": "other"}]);
                (below("/returns"), json!({"lines": lines}))
            }
            Try::Approve => (last("returns", "returns", "approve"), json!({})),
            Try::Receive { quantity } => {
                (last("returns", "returns", "receive"), json!({"lines": counted(quantity)}))
            }
            Try::Inspect { quantity } => {
                (last("returns", "returns", "inspect"), json!({"sellable": counted(quantity)}))
            }
            Try::Exchange => (last("returns", "returns", "exchange"), json!({})),
            Try::Cancel => (below("/cancel"), json!({"reason": "customer"})),
        };
        let owner = self.merchant.owner.clone().with_header("if-match", &format!("\"{}\"", now["version"]));
        let answer = owner.post(&to, body.clone()).await;
        let status = answer.status.as_u16();
        assert!([200, 201, 404, 409, 422].contains(&status), "{to} {body}: {status} {}", answer.text);
        status < 300
    }
}

async fn walk(merchant: &Merchant, tries: &[Try]) -> usize {
    let socks = merchant.variant(&format!("SKU-{}", tries.len()), 1_337, 12).await;
    let mut body = merchant.basket(&[(&socks, 3)]);
    body["discounts"] = json!([{"title": "SPRING", "kind": "percent", "percent": "12.5"}]);
    let order = merchant.owner.post("/api/v1/orders", body).await.expect(201);
    let walk = Walk { merchant, order };
    let mut done = 0;
    for one in tries {
        done += usize::from(walk.attempt(one).await);
        let faults = merchant.faults().await;
        assert!(faults.is_empty(), "after {one:?}: {faults:?}");
    }
    done
}

fn walks(kind: DbKind, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let tries = proptest::collection::vec(any_try(), 8..28);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let done = std::cell::Cell::new(0);
    let outcome = runner.run(&tries, |tries| {
        let result = runtime.block_on(async {
            let Some(app) = app(kind).await else { return Ok(1) };
            let merchant = Merchant::new(&app).await;
            let walked = tokio::spawn(async move { walk(&merchant, &tries).await }).await;
            walked.map_err(|error| TestCaseError::fail(format!("{error}")))
        });
        done.set(done.get() + result?);
        Ok(())
    });
    outcome.unwrap();
    assert!(done.get() > 0, "nothing was ever done");
}

#[test]
fn no_walk_breaks_an_order_on_sqlite() {
    walks(DbKind::Sqlite, 16);
}

#[test]
fn no_walk_breaks_an_order_on_postgres() {
    walks(DbKind::Postgres, 6);
}
