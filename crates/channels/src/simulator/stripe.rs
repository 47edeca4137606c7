//! What Stripe says.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::cart::Cart;
use super::draw::Draw;

pub(super) const TOPICS: &[&str] = &[
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "checkout.session.completed",
    "charge.refunded",
    "charge.dispute.created",
    "customer.updated",
];

/// An event with its object.
pub(super) fn payload(topic: &str, draw: &mut Draw<'_>) -> Value {
    let cart = Cart::draw(draw);
    let code = draw.world().currency.code().to_ascii_lowercase();
    // Whole numbers of the minor unit that Stripe has; in the few currencies that have other digits there, another amount.
    let scale = Decimal::from(10_i64.pow(draw.world().currency.exponent()));
    let amount = (cart.total * scale).to_i64().unwrap_or_default();
    let now = draw.at.as_micros().div_euclid(1_000_000);
    let (intent, charge) = (format!("pi_{}", cart.id), format!("ch_{}", cart.id));
    let order = json!({"order_id": cart.number.to_string()});
    let object = match topic {
        "customer.updated" => json!({
            "id": format!("cus_{}", cart.buyer.id), "object": "customer", "created": now, "email": cart.buyer.email,
            "name": format!("{} {}", cart.buyer.first, cart.buyer.last), "phone": cart.buyer.phone,
            "preferred_locales": ["de"], "metadata": {},
            "address": {"line1": "Example Street 1", "line2": null, "postal_code": "10115", "city": "Berlin",
                "state": null, "country": "DE"}
        }),
        "checkout.session.completed" => json!({
            "id": format!("cs_{}", cart.id), "object": "checkout.session", "payment_intent": intent,
            "client_reference_id": cart.number.to_string(), "amount_total": amount, "currency": code,
            "payment_status": "paid", "payment_method_types": ["card"], "status": "complete", "metadata": order
        }),
        "charge.refunded" => json!({
            "id": charge, "object": "charge", "payment_intent": intent, "amount": amount, "amount_captured": amount,
            "amount_refunded": amount, "currency": code, "refunded": true, "captured": true, "status": "succeeded",
            "created": now, "metadata": order
        }),
        "charge.dispute.created" => json!({
            "id": format!("dp_{}", cart.id), "object": "dispute", "charge": charge, "payment_intent": intent,
            "amount": amount, "currency": code, "status": "needs_response", "reason": "product_not_received",
            "created": now, "evidence_details": {"due_by": now + 7 * 86_400}, "metadata": order
        }),
        _ => {
            let failed = topic == "payment_intent.payment_failed";
            let error =
                json!({"type": "card_error", "code": "card_declined", "message": "Your card was declined."});
            json!({
                "id": intent, "object": "payment_intent", "amount": amount, "currency": code,
                "amount_received": if failed { 0 } else { amount }, "created": now, "metadata": order,
                "payment_method_types": ["card"], "last_payment_error": if failed { error } else { Value::Null },
                "status": if failed { "requires_payment_method" } else { "succeeded" }
            })
        }
    };
    json!({
        "id": format!("evt_{:016x}", draw.number()), "object": "event", "api_version": "2026-01-28.clover",
        "created": now, "type": topic, "livemode": false, "pending_webhooks": 1,
        "request": {"id": null, "idempotency_key": null}, "data": {"object": object}
    })
}
