//! Disputes at Stripe.

use super::{amount, kept, payment};
use crate::change::{Change, Dispute, DisputeState};
use crate::reading::{Field, Unreadable};

/// A dispute as it stands.
pub(super) fn as_it_is(dispute: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let currency = amount::currency(dispute)?;
    let charge = dispute.at("charge").id();
    let state = match dispute.at("status").text().as_deref() {
        Some("needs_response" | "warning_needs_response") => DisputeState::NeedsAnswer,
        Some("won" | "prevented") => DisputeState::Won,
        Some("lost") => DisputeState::Lost,
        Some("warning_closed") => DisputeState::Closed,
        _ => DisputeState::Open,
    };
    let change = Dispute {
        external_id: dispute.at("id").required_id()?,
        payment_id: dispute.at("payment_intent").id().or(charge),
        order_id: payment::order_id(dispute),
        provider: "stripe".to_owned(),
        amount: amount::amount(&dispute.at("amount"), currency)?,
        currency: Some(currency),
        state,
        reason: dispute.at("reason").text(),
        answer_by: dispute.under(&["evidence_details", "due_by"]).instant(),
        opened_at: dispute.at("created").instant(),
    };
    dispute.at("object").note();
    dispute.keep_raw(kept::DISPUTE);
    Ok(vec![Change::Dispute(change)])
}
