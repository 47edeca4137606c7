//! Money that went back by way of PayPal.

use super::money;
use crate::change::Refund;
use crate::reading::{Field, Unreadable};

/// What is around a refund: fees, and totals that follow from the others.
const KEPT: &[&str] = &[
    "acquirer_reference_number",
    "description",
    "disbursement_mode",
    "exchange_rate",
    "final_capture",
    "invoice_id",
    "invoice_number",
    "payer",
    "payee",
    "parent_payment",
    "payment_mode",
    "protection_eligibility",
    "protection_eligibility_type",
    "reason_code",
    "refund_from_received_amount",
    "refund_from_transaction_fee",
    "refund_reason_code",
    "refund_to_payer",
    "refund_transaction_fee_in_receivable_currency",
    "seller_payable_breakdown",
    "seller_protection",
    "seller_receivable_breakdown",
    "soft_descriptor",
    "status_details",
    "supplementary_data",
    "total_refunded_amount",
    "transaction_fee",
];

/// A refund, or a capture or sale that was taken back as a whole. The first version of the API writes what went back with a
/// minus sign.
pub(super) fn as_it_is(topic: &str, is_refund: bool, resource: &Field<'_>) -> Result<Refund, Unreadable> {
    let (amount, currency) = money::amount(&resource.at("amount"))?;
    let id = resource.at("id").required_id()?;
    let of = resource.first(&["capture_id", "sale_id"]).id().or_else(|| parent(resource));
    let is_own = of.is_none() && !is_refund;
    let change = Refund {
        payment_id: of.or_else(|| is_own.then(|| id.clone())),
        external_id: id,
        order_id: money::order_id(resource),
        amount: Some(amount.abs()),
        currency: Some(currency),
        note: resource.first(&["note_to_payer", "reason"]).text(),
        at: resource.at("update_time").instant().or_else(|| resource.at("create_time").instant()),
        ..Refund::default()
    };
    // A reversal is decided by PayPal or the bank.
    let note =
        change.note.clone().or_else(|| topic.ends_with(".REVERSED").then(|| "Reversed by PayPal".to_owned()));
    for name in ["state", "status", "create_time"] {
        resource.at(name).note();
    }
    resource.keep_raw(KEPT);
    Ok(Refund { note, ..change })
}

/// The capture that a refund is of: the second version of the API names it by its address alone.
fn parent(resource: &Field<'_>) -> Option<String> {
    let links = resource.at("links").items();
    let up = links.iter().find(|link| link.at("rel").text().as_deref() == Some("up"))?;
    let href = up.at("href").text()?;
    let (_, id) = href.split_once("/captures/")?;
    Some(id.trim_end_matches('/').to_owned()).filter(|id| !id.is_empty())
}
