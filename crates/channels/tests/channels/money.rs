//! What Stripe and PayPal say.

use channels::change::{Change, Dispute, DisputeState, Payment, PaymentState, Refund};
use channels::{Delivery, EntityKind, Headers, Normalized, Platform, normalize};
use serde_json::{Value, json};

use crate::support::{Sent, time};

fn read(platform: Platform, body: &Value) -> Normalized {
    let headers = Headers::new();
    let body = body.to_string();
    let received_at = time("2026-11-21T08:00:00Z");
    let delivery = Delivery { headers: &headers, body: body.as_bytes(), url: None, received_at };
    let normalized = normalize(platform, &delivery).unwrap();
    assert_eq!(normalized.coverage.unmapped, [""; 0], "{body}");
    normalized
}

fn stripe_with(topic: &str, data: &Value) -> Vec<Change> {
    let body = json!({
        "id": "evt_1", "object": "event", "api_version": "2026-01-28", "created": 1_795_248_000, "type": topic,
        "livemode": false, "pending_webhooks": 1, "request": {"id": null}, "data": data
    });
    read(Platform::Stripe, &body).changes
}

fn stripe(topic: &str, object: &Value) -> Vec<Change> {
    stripe_with(topic, &json!({"object": object}))
}

fn paypal(topic: &str, kind: &str, resource: &Value) -> Vec<Change> {
    let body = json!({
        "id": "WH-1", "event_version": "1.0", "create_time": "2026-11-21T07:00:00Z", "resource_type": kind,
        "resource_version": "2.0", "event_type": topic, "summary": "x", "resource": resource, "links": []
    });
    read(Platform::Paypal, &body).changes
}

fn payment(changes: &[Change]) -> &Payment {
    let [Change::Payment(payment)] = changes else { panic!("{changes:?}") };
    payment
}

fn refunds(changes: &[Change]) -> Vec<&Refund> {
    let mut refunds = Vec::new();
    for change in changes {
        match change {
            Change::Refund(refund) => refunds.push(refund),
            other => panic!("{other:?}"),
        }
    }
    refunds
}

fn dispute(changes: &[Change]) -> &Dispute {
    let [Change::Dispute(dispute)] = changes else { panic!("{changes:?}") };
    dispute
}

fn intent(currency: &str) -> Value {
    json!({
        "id": "pi_1", "object": "payment_intent", "amount": 1_099, "amount_received": 1_099, "amount_capturable": 500,
        "currency": currency, "metadata": {"order_id": "1001", "color": "red"}, "payment_method_types": ["card"],
        "status": "succeeded", "last_payment_error": {"message": "Your card was declined.", "code": "card_declined"},
        "cancellation_reason": "abandoned"
    })
}

#[test]
fn stripe_tells_of_payments_in_every_currency() {
    for (currency, amount) in [("usd", "10.99"), ("jpy", "1099"), ("kwd", "1.099")] {
        let changes = stripe("payment_intent.succeeded", &intent(currency));
        let payment = payment(&changes);
        assert_eq!(payment.amount.to_string(), amount, "{currency}");
        assert_eq!((payment.state, payment.order_id.as_deref()), (PaymentState::Paid, Some("1001")));
        assert_eq!((payment.method.as_deref(), payment.failure.as_deref()), (Some("card"), None));
    }
}

#[test]
fn stripe_tells_how_far_a_payment_is() {
    for (topic, state, amount, failure) in [
        ("payment_intent.payment_failed", PaymentState::Failed, "10.99", Some("Your card was declined.")),
        ("payment_intent.canceled", PaymentState::Voided, "10.99", Some("abandoned")),
        ("payment_intent.amount_capturable_updated", PaymentState::Authorized, "5", None),
    ] {
        let changes = stripe(topic, &intent("eur"));
        let payment = payment(&changes);
        assert_eq!((payment.state, payment.failure.as_deref()), (state, failure), "{topic}");
        assert_eq!(payment.amount.to_string(), amount, "{topic}");
    }
    let mut processed = intent("eur");
    processed["status"] = json!("processing");
    assert_eq!(payment(&stripe("payment_intent.processing", &processed)).state, PaymentState::Pending);
}

#[test]
fn a_checkout_and_an_invoice_speak_of_the_payment_by_its_intent() {
    let session = json!({
        "id": "cs_1", "object": "checkout.session", "payment_intent": "pi_1", "client_reference_id": "1001",
        "amount_total": 1_099, "currency": "eur", "payment_status": "paid", "metadata": {}
    });
    let changes = stripe("checkout.session.completed", &session);
    assert_eq!(payment(&changes).external_id, "pi_1");
    assert_eq!(payment(&changes).order_id.as_deref(), Some("1001"));
    let subscribes = json!({"id": "cs_1", "payment_intent": null, "currency": "eur", "amount_total": 0});
    assert!(stripe("checkout.session.completed", &subscribes).is_empty());
    let invoice = json!({"id": "in_1", "payment_intent": "pi_1", "currency": "eur", "amount_paid": 1_099, "amount_due": 0});
    assert_eq!(payment(&stripe("invoice.paid", &invoice)).external_id, "pi_1");
    assert!(stripe("invoice.finalized", &invoice).is_empty());
}

#[test]
fn stripe_tells_what_went_back() {
    let charge = |refunded: i64, refunds: Value| {
        json!({
            "id": "ch_1", "object": "charge", "amount": 1_000, "amount_refunded": refunded, "currency": "eur",
            "payment_intent": "pi_1", "refunded": refunded == 1_000, "refunds": refunds, "metadata": {}
        })
    };
    let listed = json!({"data": [
        {"id": "re_2", "amount": 300, "status": "succeeded", "created": 1_795_248_000, "reason": "requested_by_customer"},
        {"id": "re_1", "amount": 100, "status": "failed"}
    ]});
    let changes = stripe("charge.refunded", &charge(300, listed));
    let told = refunds(&changes);
    assert_eq!((told.len(), told[0].external_id.as_str()), (1, "re_2"));
    assert_eq!(
        (told[0].amount.unwrap().to_string(), told[0].payment_id.as_deref()),
        ("3".to_owned(), Some("pi_1"))
    );
    // Newer versions of the API list none.
    let data = json!({"object": charge(700, Value::Null), "previous_attributes": {"amount_refunded": 300}});
    let changes = stripe_with("charge.refunded", &data);
    assert_eq!(refunds(&changes)[0].amount.unwrap().to_string(), "4");
    assert_eq!(refunds(&changes)[0].external_id, "ch_1/7");
    let changes = stripe("charge.refunded", &charge(700, Value::Null));
    assert_eq!(refunds(&changes)[0].amount, None);
    let changes = stripe("charge.refunded", &charge(1_000, Value::Null));
    assert_eq!(refunds(&changes)[0].amount.unwrap().to_string(), "10");
}

#[test]
fn stripe_tells_of_disputes_prices_and_what_is_gone() {
    let object = json!({
        "id": "dp_1", "object": "dispute", "charge": "ch_1", "payment_intent": "pi_1", "amount": 1_000,
        "currency": "eur", "status": "needs_response", "reason": "fraudulent", "created": 1_795_248_000,
        "evidence_details": {"due_by": 1_795_348_000}
    });
    let changes = stripe("charge.dispute.created", &object);
    assert_eq!(
        (dispute(&changes).state, dispute(&changes).payment_id.as_deref()),
        (DisputeState::NeedsAnswer, Some("pi_1"))
    );
    assert!(dispute(&changes).answer_by.is_some());
    let price = json!({
        "id": "price_1", "object": "price", "product": "prod_1", "currency": "eur", "active": true,
        "unit_amount": null, "unit_amount_decimal": "0.5", "lookup_key": "LAMP-1"
    });
    let changes = stripe("price.updated", &price);
    let [Change::Listing(listing)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((listing.price.unwrap().to_string().as_str(), listing.is_buyable), ("0.005", Some(true)));
    let gone = stripe("customer.deleted", &json!({"id": "cus_1", "object": "customer", "deleted": true}));
    assert!(matches!(gone.as_slice(), [Change::Deleted(entity)] if entity.kind == EntityKind::Customer));
}

#[test]
fn a_thin_event_of_stripe_names_what_is_to_be_asked_for() {
    let body = json!({
        "id": "evt_1", "object": "v2.core.event", "type": "v1.customer.updated", "livemode": false,
        "created": "2026-11-21T08:00:00.000Z", "context": null,
        "related_object": {"id": "cus_1", "type": "customer", "url": "/v1/customers/cus_1"}
    });
    let changes = read(Platform::Stripe, &body).changes;
    assert!(matches!(changes.as_slice(), [Change::Fetch(entity)] if entity.id == "cus_1"));
}

#[test]
fn paypal_tells_of_payments() {
    let capture = json!({
        "id": "12A", "amount": {"currency_code": "USD", "value": "30.00"}, "final_capture": true, "status": "COMPLETED",
        "seller_protection": {"status": "ELIGIBLE"}, "disbursement_mode": "INSTANT", "custom_id": "1001",
        "seller_receivable_breakdown": {"gross_amount": {"currency_code": "USD", "value": "30.00"}},
        "invoice_id": "5840243-146", "supplementary_data": {"related_ids": {"order_id": "1AB"}},
        "create_time": "2026-08-23T18:29:50Z", "update_time": "2026-08-23T18:29:51Z",
        "links": [{"href": "https://api.paypal.com/v2/payments/captures/12A", "rel": "self", "method": "GET"}]
    });
    let changes = paypal("PAYMENT.CAPTURE.COMPLETED", "capture", &capture);
    assert_eq!(
        (payment(&changes).state, payment(&changes).order_id.as_deref()),
        (PaymentState::Paid, Some("1001"))
    );
    assert_eq!(payment(&changes).amount.to_string(), "30.00");
    let mut denied = capture.clone();
    denied["status"] = json!("DECLINED");
    denied["status_details"] = json!({"reason": "BUYER_COMPLAINT"});
    let changes = paypal("PAYMENT.CAPTURE.DENIED", "capture", &denied);
    let Payment { state, failure, .. } = payment(&changes);
    assert_eq!((*state, failure.as_deref()), (PaymentState::Failed, Some("BUYER_COMPLAINT")));
    let sent = Sent::read("paypal");
    let sale = normalize(Platform::Paypal, &sent.delivery()).unwrap();
    assert_eq!(sale.coverage.unmapped, [""; 0]);
    assert_eq!(payment(&sale.changes).amount.to_string(), "20.00");
}

#[test]
fn an_order_that_is_approved_at_paypal_is_money_to_come() {
    let order = json!({
        "id": "5O1", "intent": "CAPTURE", "status": "APPROVED", "create_time": "2026-11-21T07:00:00Z",
        "payer": {"email_address": "ada@shop.example", "payer_id": "Q"},
        "purchase_units": [
            {"reference_id": "default", "custom_id": "1001", "amount": {"currency_code": "EUR", "value": "19.99",
                "breakdown": {"item_total": {"currency_code": "EUR", "value": "19.99"}}}, "items": [], "payee": {}},
            {"reference_id": "second", "amount": {"currency_code": "EUR", "value": "5.00"}}
        ],
        "links": []
    });
    let changes = paypal("CHECKOUT.ORDER.APPROVED", "checkout-order", &order);
    let told: Vec<_> = changes
        .iter()
        .map(|change| payment(std::slice::from_ref(change)))
        .map(|payment| (payment.external_id.as_str(), payment.order_id.as_deref(), payment.state))
        .collect();
    let pending = PaymentState::Pending;
    assert_eq!(told, [("5O1", Some("1001"), pending), ("5O1/1", Some("second"), pending)]);
}

#[test]
fn paypal_tells_what_went_back() {
    let of_capture = json!({
        "id": "1JU", "amount": {"currency_code": "USD", "value": "10.00"}, "status": "COMPLETED", "note_to_payer": "Broken",
        "seller_payable_breakdown": {"total_refunded_amount": {"currency_code": "USD", "value": "10.00"}},
        "create_time": "2026-11-21T07:00:00Z", "update_time": "2026-11-21T07:00:00Z",
        "links": [{"href": "https://api.paypal.com/v2/payments/captures/0JF/", "rel": "up", "method": "GET"}]
    });
    let changes = paypal("PAYMENT.CAPTURE.REFUNDED", "refund", &of_capture);
    let told = refunds(&changes);
    assert_eq!((told[0].payment_id.as_deref(), told[0].note.as_deref()), (Some("0JF"), Some("Broken")));
    let of_sale = json!({
        "id": "2DC", "sale_id": "4EU", "amount": {"total": "-0.01", "currency": "USD"}, "state": "completed",
        "parent_payment": "PAY-1", "create_time": "2026-11-21T07:00:00Z", "update_time": "2026-11-21T07:00:00Z"
    });
    let changes = paypal("PAYMENT.SALE.REFUNDED", "sale", &of_sale);
    let told = refunds(&changes);
    assert_eq!(
        (told[0].payment_id.as_deref(), told[0].amount.unwrap().to_string()),
        (Some("4EU"), "0.01".to_owned())
    );
    let changes = paypal(
        "PAYMENT.CAPTURE.REVERSED",
        "capture",
        &json!({
            "id": "12A", "amount": {"currency_code": "USD", "value": "30.00"}, "status": "COMPLETED"
        }),
    );
    assert_eq!(refunds(&changes)[0].payment_id.as_deref(), Some("12A"));
}

#[test]
fn paypal_tells_of_disputes() {
    let resource = json!({
        "dispute_id": "PP-D-1", "create_time": "2026-11-21T07:00:00Z", "update_time": "2026-11-21T07:00:00Z",
        "disputed_transactions": [{"seller_transaction_id": "00D", "seller": {"merchant_id": "M"}, "invoice_number": "1001",
            "custom": "x", "items": [], "seller_protection_eligible": true}],
        "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED", "status": "RESOLVED",
        "dispute_amount": {"currency_code": "USD", "value": "3.00"},
        "dispute_outcome": {"outcome_code": "RESOLVED_BUYER_FAVOUR"}, "dispute_life_cycle_stage": "INQUIRY",
        "dispute_channel": "INTERNAL", "messages": [], "extensions": {}, "links": []
    });
    let changes = paypal("CUSTOMER.DISPUTE.RESOLVED", "dispute", &resource);
    let told = dispute(&changes);
    assert_eq!((told.state, told.payment_id.as_deref()), (DisputeState::Lost, Some("00D")));
    assert_eq!(told.amount.unwrap().to_string(), "3.00");
}
