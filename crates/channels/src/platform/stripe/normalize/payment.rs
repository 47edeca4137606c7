//! Payments at Stripe: payment intents, the charges that they make, and the checkouts and invoices that they are for. All of
//! them speak of a payment by the id of its intent, so that it is one payment here, too.

use kernel::Currency;
use rust_decimal::Decimal;

use super::{amount, kept};
use crate::change::{Change, Payment, PaymentState};
use crate::reading::{Field, Unreadable};

/// What merchants write their order's id under, in what they send along.
const ORDER_IDS: &[&str] = &["order_id", "orderId", "order"];

/// How the money comes.
pub(super) fn of_intent(topic: &str, intent: &Field<'_>, at: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    note(intent, &["object", "amount", "amount_received", "amount_capturable"]);
    let currency = amount::currency(intent)?;
    let status = intent.at("status").text();
    let (amount_of, state) = match topic {
        "payment_intent.succeeded" => ("amount_received", PaymentState::Paid),
        "payment_intent.payment_failed" => ("amount", PaymentState::Failed),
        "payment_intent.canceled" => ("amount", PaymentState::Voided),
        "payment_intent.amount_capturable_updated" => ("amount_capturable", PaymentState::Authorized),
        "payment_intent.partially_funded" => ("amount_received", PaymentState::PartlyPaid),
        _ if status.as_deref() == Some("succeeded") => ("amount_received", PaymentState::Paid),
        _ => ("amount", PaymentState::Pending),
    };
    let failure = intent.at("last_payment_error");
    let failure = failure.first(&["message", "code", "type"]).text();
    let cancelled = intent.at("cancellation_reason").text();
    let payment = Payment {
        external_id: intent.at("id").required_id()?,
        order_id: order_id(intent),
        provider: "stripe".to_owned(),
        method: intent.at("payment_method_types").texts().into_iter().next(),
        amount: amount::required(&intent.at(amount_of), currency)?,
        currency,
        failure: match state {
            PaymentState::Failed => failure,
            PaymentState::Voided => cancelled,
            _ => None,
        },
        state,
        at: at.instant(),
    };
    intent.keep_raw(kept::INTENT);
    Ok(vec![Change::Payment(payment)])
}

/// A charge, by its intent; one that was made without is its own payment.
pub(super) fn of_charge(charge: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    note(charge, &["object", "amount", "amount_captured", "refunded", "captured"]);
    let currency = amount::currency(charge)?;
    let id = charge.at("id").required_id()?;
    let captured = charge.at("captured").flag() == Some(true);
    let (amount_of, state) = match charge.at("status").text().as_deref() {
        Some("failed") => ("amount", PaymentState::Failed),
        Some("pending") => ("amount", PaymentState::Pending),
        _ if charge.at("refunded").flag() == Some(true) => ("amount", PaymentState::Refunded),
        _ if captured => ("amount_captured", PaymentState::Paid),
        _ => ("amount", PaymentState::Authorized),
    };
    let payment = Payment {
        external_id: charge.at("payment_intent").id().unwrap_or(id),
        order_id: order_id(charge),
        provider: "stripe".to_owned(),
        method: charge.under(&["payment_method_details", "type"]).text(),
        amount: amount::required(&charge.at(amount_of), currency)?,
        currency,
        state,
        failure: charge.at("failure_message").text(),
        at: charge.at("created").instant(),
    };
    charge.keep_raw(kept::CHARGE);
    Ok(vec![Change::Payment(payment)])
}

/// A checkout that was gone through. What was bought is not in it, and its order is of the shop that asked for the money.
pub(super) fn of_session(
    topic: &str,
    session: &Field<'_>,
    at: &Field<'_>,
) -> Result<Vec<Change>, Unreadable> {
    note(session, &["object", "id", "amount_total"]);
    let status = session.at("payment_status").text();
    let state = match status.as_deref() {
        _ if topic.ends_with("async_payment_failed") => PaymentState::Failed,
        Some("paid" | "no_payment_required") => PaymentState::Paid,
        _ => PaymentState::Pending,
    };
    let intent = session.at("payment_intent").id();
    let currency = session.at("currency").currency()?;
    let total = currency.map(|currency| amount::amount(&session.at("amount_total"), currency)).transpose()?;
    let reference = session.at("client_reference_id").id().or_else(|| order_id(session));
    let method = session.at("payment_method_types").texts().into_iter().next();
    let at = at.instant();
    session.keep_raw(kept::SESSION);
    // A session that sets up a subscription, or a way to pay later, moves no money itself.
    let (Some(external_id), Some(currency), Some(amount)) = (intent, currency, total.flatten()) else {
        return Ok(Vec::new());
    };
    Ok(vec![payment(external_id, reference, method, (amount, currency), state, at)])
}

/// A bill that was paid, or not, where it names its payment. Newer versions of the API do not, and tell of the payment alone.
pub(super) fn of_invoice(
    topic: &str,
    invoice: &Field<'_>,
    at: &Field<'_>,
) -> Result<Vec<Change>, Unreadable> {
    note(invoice, &["object", "id", "amount_paid", "amount_due", "currency"]);
    let told = match topic {
        "invoice.paid" | "invoice.payment_succeeded" => Some(("amount_paid", PaymentState::Paid)),
        "invoice.payment_failed" => Some(("amount_due", PaymentState::Failed)),
        _ => None,
    };
    let intent = invoice.first(&["payment_intent", "charge"]).id();
    let (at, reference) = (at.instant(), order_id(invoice));
    let changes = match (told, intent) {
        (Some((amount_of, state)), Some(external_id)) => {
            let currency = amount::currency(invoice)?;
            let amount = amount::required(&invoice.at(amount_of), currency)?;
            vec![payment(external_id, reference, None, (amount, currency), state, at)]
        }
        _ => Vec::new(),
    };
    invoice.keep_raw(kept::INVOICE);
    Ok(changes)
}

/// Notes what is read of some events only: an amount that a payment has not come to yet is 0.
fn note(object: &Field<'_>, names: &[&str]) {
    for name in names {
        object.at(name).note();
    }
}

fn payment(
    external_id: String,
    order_id: Option<String>,
    method: Option<String>,
    (amount, currency): (Decimal, Currency),
    state: PaymentState,
    at: Option<kernel::Timestamp>,
) -> Change {
    let provider = "stripe".to_owned();
    let payment =
        Payment { external_id, order_id, provider, method, amount, currency, state, failure: None, at };
    Change::Payment(payment)
}

/// The order's id that a merchant has sent along.
pub(super) fn order_id(object: &Field<'_>) -> Option<String> {
    let sent_along = object.at("metadata");
    let told = ORDER_IDS.iter().map(|name| sent_along.at(name)).find(Field::is_there);
    told.and_then(|field| field.id())
}
