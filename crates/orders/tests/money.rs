//! Payments and refunds: never more is given back than was taken, whoever asks, however many at once.

use serde_json::{Value, json};

use crate::support::{Merchant, minor, on_both, path};

fn payment(order: &Value, index: usize) -> String {
    format!("/api/v1/payments/{}", order["payments"][index]["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_promised_taken_and_given_back() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.order(&[(&socks, 2)]).await;
        let total = minor(&order["total"]);
        let payments = path(&order, "/payments");
        let promised =
            json!({"method": "card", "state": "authorized", "provider": "stripe", "reference": "pi_1"});
        let order = merchant.owner.post(&payments, promised.clone()).await.expect(201);
        assert_eq!((&order["financial_state"], minor(&order["authorized"])), (&json!("authorized"), total));
        assert_eq!(merchant.owner.post(&payments, promised).await.problem(409), "payment_known");
        let capture = format!("{}/capture", payment(&order, 0));
        let too_much = json!({"amount_minor": total + 1});
        assert_eq!(merchant.owner.post(&capture, too_much).await.invalid_field(), "amount_minor");
        merchant.owner.post(&capture, json!({})).await.expect(200);
        assert_eq!(merchant.owner.post(&capture, json!({})).await.problem(409), "payment_closed");
        let void = format!("{}/void", payment(&order, 0));
        assert_eq!(merchant.owner.post(&void, json!({})).await.problem(409), "payment_closed");
        let paid = merchant.reload(&order).await;
        assert_eq!((&paid["financial_state"], minor(&paid["due"])), (&json!("paid"), 0));
        let refunds = path(&order, "/refunds");
        let line = paid["lines"][0]["id"].clone();
        let one =
            json!({"lines": [{"line_id": line, "quantity": 1}], "shipping_minor": 490, "reason": "damaged"});
        let refund = merchant.owner.post(&refunds, one.clone()).await.expect(201);
        assert_eq!((minor(&refund["amount"]), minor(&refund["shipping"])), (1_490, 490));
        assert_eq!(merchant.reload(&order).await["financial_state"], "partly_refunded");
        // Shipping went back already.
        assert_eq!(merchant.owner.post(&refunds, one).await.invalid_field(), "shipping_minor");
        let rest = json!({"lines": [{"line_id": line, "quantity": 1}], "reason": "damaged"});
        merchant.owner.post(&refunds, rest.clone()).await.expect(201);
        assert_eq!(merchant.owner.post(&refunds, rest).await.invalid_field(), "lines.0.quantity");
        let more = json!({"amount_minor": 1, "reason": "goodwill"});
        assert_eq!(merchant.owner.post(&refunds, more).await.problem(409), "refund_too_large");
        let done = merchant.reload(&order).await;
        assert_eq!((&done["financial_state"], minor(&done["refunded"])), (&json!("refunded"), total));
        let events = merchant.events().await;
        for name in ["payment.authorized", "payment.captured", "order.paid", "refund.created"] {
            assert!(events.iter().any(|event| event == name), "{name}: {events:?}");
        }
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_refunds_at_once_never_exceed_what_was_taken() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let jacket = merchant.variant("JKT", 10_000, 10).await;
        let order = merchant.order(&[(&jacket, 1)]).await;
        let total = minor(&order["total"]);
        for amount in [4_000, total - 4_000] {
            let body = json!({"method": "card", "amount_minor": amount});
            merchant.owner.post(&path(&order, "/payments"), body).await.expect(201);
        }
        let each = 700;
        let refunds = (0..100).map(|_| {
            let (owner, to) = (merchant.owner.clone(), path(&order, "/refunds"));
            let body = json!({"amount_minor": each, "reason": "goodwill"});
            tokio::spawn(async move { owner.post(&to, body).await })
        });
        let mut given = 0;
        for refund in refunds.collect::<Vec<_>>() {
            let answer = refund.await.unwrap();
            match answer.status.as_u16() {
                201 => given += each,
                409 => assert_eq!(answer.problem(409), "refund_too_large"),
                other => panic!("{other}: {}", answer.text),
            }
        }
        // As many as fit, and not one more.
        assert_eq!(given, total / each * each);
        let now = merchant.reload(&order).await;
        assert_eq!(minor(&now["refunded"]), given);
        assert_eq!(i64::try_from(now["refunds"].as_array().unwrap().len()).unwrap(), given / each);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_give_money_back_does() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.paid_order(&[(&socks, 1)]).await;
        let staff = app.member(&merchant.owner, &merchant.organization, "staff").await;
        let body = json!({"amount_minor": 100, "reason": "goodwill"});
        assert_eq!(staff.post(&path(&order, "/refunds"), body.clone()).await.problem(403), "forbidden");
        let manager = app.member(&merchant.owner, &merchant.organization, "manager").await;
        manager.post(&path(&order, "/refunds"), body).await.expect(201);
        let audit = merchant.owner.get("/api/v1/audit-entries?action=refund.created").await.expect(200);
        assert_eq!(audit["data"][0]["actor"]["name"], "manager");
        assert_eq!(audit["data"][0]["after"]["amount_minor"], 100);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_called_off_lets_everything_go() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.order(&[(&socks, 3)]).await;
        let promised = json!({"method": "card", "state": "authorized"});
        merchant.owner.post(&path(&order, "/payments"), promised).await.expect(201);
        let cancel = path(&order, "/cancel");
        let gone = merchant.owner.post(&cancel, json!({"reason": "customer"})).await.expect(200);
        assert_eq!((&gone["state"], &gone["financial_state"]), (&json!("cancelled"), &json!("voided")));
        assert_eq!(
            (&gone["fulfilment_state"], &gone["payments"][0]["state"]),
            (&json!("cancelled"), &json!("voided"))
        );
        assert_eq!(merchant.level(&socks).await, (10, 0));
        merchant.owner.post(&cancel, json!({"reason": "fraud"})).await.expect(200);
        assert_eq!(
            merchant.owner.post(&path(&order, "/shipments"), json!({})).await.problem(409),
            "cancelled"
        );
        assert_eq!(merchant.edit(&order, json!({})).await.problem(409), "cancelled");
        let shipped = merchant.order(&[(&socks, 2)]).await;
        let line = shipped["lines"][0]["id"].clone();
        let one = json!({"lines": [{"line_id": line, "quantity": 1}]});
        merchant.owner.post(&path(&shipped, "/shipments"), one).await.expect(201);
        let answer = merchant.owner.post(&path(&shipped, "/cancel"), json!({"reason": "customer"})).await;
        assert_eq!(answer.problem(409), "shipped");
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_edit_at_once_are_told() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.order(&[(&socks, 4)]).await;
        let edits = path(&order, "/edits");
        let edit =
            |quantity: i64| json!({"change": [{"line_id": order["lines"][0]["id"], "quantity": quantity}]});
        assert_eq!(merchant.owner.post(&edits, edit(1)).await.invalid_field(), "If-Match");
        let (ana, jonas) = (merchant.at_version_of(&order).await, merchant.at_version_of(&order).await);
        let edited = ana.post(&edits, edit(1)).await;
        let tag = edited.header("etag").unwrap().to_owned();
        assert_eq!(
            (tag, edited.expect(200)["units"].clone()),
            (format!("\"{}\"", merchant.reload(&order).await["version"]), json!(1))
        );
        jonas.post(&edits, edit(3)).await.expect(412);
        assert_eq!(merchant.level(&socks).await, (10, 1), "what was refused holds nothing");
        // A payment is a change too: what was to be given back may be due now.
        let late = merchant.at_version_of(&order).await;
        merchant.owner.post(&path(&order, "/payments"), json!({"method": "cash"})).await.expect(201);
        late.post(&edits, edit(2)).await.expect(412);
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_works_the_totals_out_anew_and_the_stock_follows() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (socks, cap) =
            (merchant.variant("SOX", 1_000, 10).await, merchant.variant("CAP", 2_000, 4).await);
        let mut body = merchant.basket(&[(&socks, 4)]);
        body["discounts"] = json!([{"title": "SPRING", "kind": "percent", "percent": "10"}]);
        let order = merchant.owner.post("/api/v1/orders", body).await.expect(201);
        assert_eq!(minor(&order["total"]), 3_600 + 490);
        let line = order["lines"][0]["id"].clone();
        let edit = json!({"change": [{"line_id": line, "quantity": 1}],
                          "add": [{"variant_id": cap, "quantity": 3, "tax_rate": "7"}]});
        let quote = merchant.owner.post(&path(&order, "/edits/quote"), edit.clone()).await.expect(200);
        assert_eq!((minor(&quote["total"]), minor(&quote["lines"][0]["total"])), (6_300 + 490, 900));
        assert_eq!(merchant.level(&cap).await, (4, 0), "asking holds nothing");
        let edited = merchant.edit(&order, edit).await.expect(200);
        assert_eq!(edited["total"], quote["total"], "what was quoted is what it costs");
        assert_eq!((minor(&edited["subtotal"]), minor(&edited["discount"])), (7_000, 700));
        assert_eq!((minor(&edited["total"]), &edited["units"]), (6_300 + 490, &json!(4)));
        assert_eq!((merchant.level(&socks).await, merchant.level(&cap).await), ((10, 1), (4, 3)));
        let more = json!({"add": [{"variant_id": cap, "quantity": 2}]});
        assert_eq!(merchant.edit(&order, more).await.problem(409), "out_of_stock");
        let nothing = json!({"change": [{"line_id": line, "quantity": 0},
                                        {"line_id": edited["lines"][1]["id"], "quantity": 0}]});
        assert_eq!(merchant.edit(&order, nothing).await.invalid_field(), "change");
        merchant.owner.post(&path(&order, "/shipments"), json!({})).await.expect(201);
        let fewer = json!({"change": [{"line_id": line, "quantity": 0}]});
        assert_eq!(merchant.edit(&order, fewer).await.invalid_field(), "change.0.quantity");
        assert_eq!(merchant.faults().await, Vec::<String>::new());
    })
    .await;
}
