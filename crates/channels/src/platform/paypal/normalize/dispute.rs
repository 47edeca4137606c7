//! Disputes at PayPal.

use super::money;
use crate::change::{Dispute, DisputeState};
use crate::reading::{Field, Unreadable};

/// What is around a dispute: what both sides have said, and how much of it PayPal has decided.
const KEPT: &[&str] = &[
    "adjudications",
    "allowed_response_options",
    "buyer_response_due_date",
    "communication_details",
    "dispute_asset",
    "dispute_channel",
    "dispute_flow",
    "dispute_life_cycle_stage",
    "dispute_state",
    "evidences",
    "extensions",
    "external_reason_code",
    "fee_policy",
    "messages",
    "money_movements",
    "offer",
    "partner_actions",
    "refund_details",
    "supporting_info",
];

/// A dispute as it stands. It may be about several payments; the first is named.
pub(super) fn as_it_is(resource: &Field<'_>) -> Result<Dispute, Unreadable> {
    let disputed = resource.at("disputed_transactions").items();
    let payment = disputed.first().map(|transaction| transaction.at("seller_transaction_id"));
    let order_id = disputed.first().and_then(money::order_id);
    let money = resource.at("dispute_amount");
    let money = if money.is_there() { Some(money::amount(&money)?) } else { None };
    let change = Dispute {
        external_id: resource.first(&["dispute_id", "id"]).required_id()?,
        payment_id: payment.and_then(|id| id.id()),
        order_id,
        provider: "paypal".to_owned(),
        amount: money.map(|(amount, _)| amount),
        currency: money.map(|(_, currency)| currency),
        state: state(resource),
        reason: resource.at("reason").text(),
        answer_by: resource.at("seller_response_due_date").instant(),
        opened_at: resource.at("create_time").instant(),
    };
    resource.at("update_time").note();
    // Of each payment: who was paid, for what, and how PayPal stands in for it.
    for transaction in &disputed {
        transaction.keep_whole_raw();
    }
    resource.keep_raw(KEPT);
    Ok(change)
}

fn state(resource: &Field<'_>) -> DisputeState {
    let outcome = resource.under(&["dispute_outcome", "outcome_code"]).text();
    resource.keep_raw(&["dispute_outcome"]);
    match (resource.at("status").text().as_deref(), outcome.as_deref()) {
        (Some("RESOLVED"), Some("RESOLVED_SELLER_FAVOUR" | "CANCELED_BY_BUYER" | "DENIED")) => {
            DisputeState::Won
        }
        (Some("RESOLVED"), Some("RESOLVED_BUYER_FAVOUR" | "ACCEPTED")) => DisputeState::Lost,
        (Some("RESOLVED"), _) => DisputeState::Closed,
        (Some("WAITING_FOR_SELLER_RESPONSE"), _) => DisputeState::NeedsAnswer,
        _ => DisputeState::Open,
    }
}
