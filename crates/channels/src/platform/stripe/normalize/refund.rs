//! Money that went back by way of Stripe.

use rust_decimal::Decimal;

use super::{amount, kept, payment};
use crate::change::{Change, Refund};
use crate::reading::{Field, Unreadable};

/// What went back of a charge. Older versions of the API list the refunds; newer ones say how much went back up to now and
/// how much it was before, so that a refund is known by the charge and by how much had gone back with it.
pub(super) fn of_charge(charge: &Field<'_>, event: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let currency = amount::currency(charge)?;
    let id = charge.at("id").required_id()?;
    let payment_id = charge.at("payment_intent").id().unwrap_or_else(|| id.clone());
    let of_charge = Refund {
        order_id: payment::order_id(charge),
        payment_id: Some(payment_id),
        currency: Some(currency),
        ..Refund::default()
    };
    let until_now = amount::required(&charge.at("amount_refunded"), currency)?;
    let listed = charge.under(&["refunds", "data"]).items();
    let mut changes = Vec::new();
    for refund in listed.iter().filter(|refund| has_happened(refund)) {
        changes.push(Change::Refund(Refund {
            external_id: refund.at("id").required_id()?,
            amount: amount::amount(&refund.at("amount"), currency)?,
            note: refund.at("reason").text(),
            at: refund.at("created").instant(),
            ..of_charge.clone()
        }));
    }
    if changes.is_empty() && until_now > Decimal::ZERO {
        let before = event.under(&["data", "previous_attributes", "amount_refunded"]);
        let before = amount::amount(&before, currency)?;
        changes.push(Change::Refund(Refund {
            external_id: format!("{id}/{until_now}"),
            // Without what it was before, only the whole is sure to be one refund.
            amount: before
                .map(|before| until_now - before)
                .or_else(|| (charge.at("refunded").flag() == Some(true)).then_some(until_now)),
            at: event.at("created").instant(),
            ..of_charge
        }));
    }
    // The charge itself was told of when it was made.
    for name in ["object", "amount", "amount_captured", "captured", "status", "refunded", "created"] {
        charge.at(name).note();
    }
    charge.keep_raw(kept::CHARGE);
    charge.keep_raw(&["failure_message", "refunds"]);
    Ok(changes)
}

fn has_happened(refund: &Field<'_>) -> bool {
    !matches!(refund.at("status").text().as_deref(), Some("failed" | "canceled"))
}
