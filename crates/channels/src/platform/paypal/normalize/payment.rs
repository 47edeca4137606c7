//! Payments by PayPal: approved by the buyer, authorized, captured, or sold at once.

use super::money;
use crate::change::{Change, Payment, PaymentState};
use crate::reading::{Field, Unreadable};

/// What is around a payment: fees, and what PayPal would stand in for.
const KEPT: &[&str] = &[
    "billing_agreement_id",
    "clearing_time",
    "disbursement_mode",
    "exchange_rate",
    "expiration_time",
    "final_capture",
    "fmf_details",
    "invoice_id",
    "invoice_number",
    "is_final_capture",
    "network_transaction_reference",
    "note_to_payer",
    "parent_payment",
    "payee",
    "payment_hold_reasons",
    "payment_hold_status",
    "pending_reason",
    "processor_response",
    "protection_eligibility",
    "protection_eligibility_type",
    "receipt_id",
    "receivable_amount",
    "recurring_payment_id",
    "seller_protection",
    "seller_receivable_breakdown",
    "soft_descriptor",
    "soft_descriptor_ext",
    "supplementary_data",
    "supplementary_purchase_data",
    "transaction_fee",
    "transaction_fee_in_receivable_currency",
    "valid_until",
];

/// A capture, a sale or an authorization as it stands.
pub(super) fn as_it_is(resource: &Field<'_>) -> Result<Payment, Unreadable> {
    let (amount, currency) = money::amount(&resource.at("amount"))?;
    let state = resource.first(&["status", "state"]);
    let word = state.text().map(|word| word.to_ascii_uppercase());
    let state = match word.as_deref() {
        Some("COMPLETED" | "CAPTURED") => PaymentState::Paid,
        Some("AUTHORIZED" | "CREATED") => PaymentState::Authorized,
        Some("PARTIALLY_CAPTURED") => PaymentState::PartlyPaid,
        Some("PENDING") => PaymentState::Pending,
        Some("PARTIALLY_REFUNDED") => PaymentState::PartlyRefunded,
        Some("REFUNDED" | "REVERSED") => PaymentState::Refunded,
        Some("VOIDED" | "EXPIRED") => PaymentState::Voided,
        Some("DECLINED" | "DENIED" | "FAILED") => PaymentState::Failed,
        _ => return Err(state.unreadable("It is not said how far the payment is.")),
    };
    let details = resource.under(&["status_details", "reason"]);
    let reason = details.text().or_else(|| resource.at("reason_code").text());
    let payment = Payment {
        external_id: resource.at("id").required_id()?,
        order_id: money::order_id(resource),
        provider: "paypal".to_owned(),
        method: resource.at("payment_mode").text(),
        amount,
        currency,
        state,
        failure: reason.filter(|_| state == PaymentState::Failed),
        at: resource.at("update_time").instant().or_else(|| resource.at("create_time").instant()),
    };
    resource.at("create_time").note();
    resource.keep_raw(KEPT);
    Ok(payment)
}

/// What a buyer has approved, per merchant that it goes to. The money comes when it is captured, which is told as a payment of
/// its own: until then it is to come.
pub(super) fn of_order(order: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let id = order.at("id").required_id()?;
    let at = order.at("update_time").instant().or_else(|| order.at("create_time").instant());
    let units = order.at("purchase_units").items();
    let mut changes = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let (amount, currency) = money::amount(&unit.at("amount"))?;
        let order_id = money::order_id(unit).or_else(|| unit.at("reference_id").id());
        changes.push(Change::Payment(Payment {
            // One order at PayPal is one payment, save where it pays several merchants.
            external_id: if index == 0 { id.clone() } else { format!("{id}/{index}") },
            order_id: order_id.filter(|id| id != "default"),
            provider: "paypal".to_owned(),
            method: None,
            amount,
            currency,
            state: PaymentState::Pending,
            failure: None,
            at,
        }));
        unit.at("reference_id").note();
        // What is bought and where it goes is the shop's order, which asked PayPal for the money.
        unit.keep_raw(&[
            "custom_id",
            "description",
            "id",
            "invoice_id",
            "items",
            "payee",
            "payment_instruction",
            "payments",
            "shipping",
            "soft_descriptor",
            "supplementary_data",
        ]);
    }
    for name in ["status", "create_time", "update_time"] {
        order.at(name).note();
    }
    // Who paid and how: the buyer of the shop's order may be another.
    order.keep_raw(&["application_context", "intent", "payer", "payment_source", "processing_instruction"]);
    Ok(changes)
}
