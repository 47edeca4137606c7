//! Payments: money that is promised, taken and given back, each with its own ledger.
//!
//! Of a payment never more is taken than was promised, and never more given back than was taken: each step is one
//! conditional update under the order's lock, and the database refuses the rest.

pub(crate) mod api;
pub(crate) mod store;

pub use store::{find_by_reference, of_order};

use db::Tx;
use identity::audit::Record;
use kernel::{Currency, Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::order::{FinancialState, NewPayment, Order, OrderId, PaymentStart, store as orders};
use crate::{customer, text, timeline};

const WORD_MAX: usize = 50;
const REFERENCE_MAX: usize = 255;

/// How far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PaymentState {
    /// The money is to come.
    Pending,
    /// A provider has promised it.
    Authorized,
    /// It is here.
    Captured,
    /// It was let go.
    Voided,
    /// It did not come.
    Failed,
}

/// One payment.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payment {
    /// The id.
    pub id: PaymentId,
    /// The order.
    pub order_id: OrderId,
    /// Who moves the money.
    pub provider: String,
    /// How the customer pays.
    pub method: String,
    /// The provider's own id of it.
    pub reference: Option<String>,
    /// How far it is.
    pub state: PaymentState,
    /// Its currency, which is the order's.
    pub currency: Currency,
    /// What was promised or is to come.
    pub amount_minor: i64,
    /// What was taken of it.
    pub captured_minor: i64,
    /// What was given back of that.
    pub refunded_minor: i64,
    /// Why it did not come.
    pub failure: Option<String>,
    /// When it was promised.
    pub authorized_at: Option<Timestamp>,
    /// Until when the promise holds.
    pub expires_at: Option<Timestamp>,
    /// When it was taken.
    pub captured_at: Option<Timestamp>,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl Entity for Payment {
    const PREFIX: &'static str = "pay";
}

/// The id of a payment.
pub type PaymentId = Id<Payment>;

/// Writes the first payment of an order down, as far as it is.
pub(crate) async fn start(tx: &mut Tx, order: &Order, new: &NewPayment) -> Result<Payment> {
    let now = tx.now();
    let (state, captured) = match new.start {
        PaymentStart::Pending => (PaymentState::Pending, 0),
        PaymentStart::Authorized => (PaymentState::Authorized, 0),
        PaymentStart::Captured => (PaymentState::Captured, new.amount_minor),
    };
    let payment = Payment {
        id: tx.new_id(),
        order_id: order.id,
        provider: text::required("payment.provider", &new.provider, WORD_MAX)?,
        method: text::required("payment.method", &new.method, WORD_MAX)?,
        reference: text::optional("payment.reference", new.reference.clone(), REFERENCE_MAX)?,
        state,
        currency: order.currency,
        amount_minor: new.amount_minor,
        captured_minor: captured,
        refunded_minor: 0,
        failure: None,
        authorized_at: (state == PaymentState::Authorized).then_some(now),
        expires_at: new.expires_at,
        captured_at: (state == PaymentState::Captured).then_some(now),
        created_at: now,
    };
    store::insert(tx, payment.clone()).await?;
    let what = match new.start {
        PaymentStart::Pending => "payment.expected",
        PaymentStart::Authorized => "payment.authorized",
        PaymentStart::Captured => "payment.captured",
    };
    tell(tx, order, &payment, what, new.amount_minor).await?;
    Ok(payment)
}

/// Writes a further payment of an order down. It may be more than is due: money that came is written down as it came.
pub async fn add(tx: &mut Tx, order: OrderId, new: &NewPayment) -> Result<Payment> {
    let order = orders::lock(tx, order).await?;
    if order.cancelled_at.is_some() && new.start != PaymentStart::Captured {
        return Err(Error::conflict("cancelled", "The order was cancelled: nothing is to be paid any more."));
    }
    if new.amount_minor < 1 {
        return Err(Error::invalid(
            "amount_minor",
            "out_of_range",
            "A payment is about one minor unit or more.",
        ));
    }
    let payment = start(tx, &order, new).await?;
    settle(tx, &order).await?;
    Ok(payment)
}

/// A provider has promised money that was to come.
pub async fn authorize(tx: &mut Tx, id: PaymentId, expires_at: Option<Timestamp>) -> Result<Payment> {
    let (order, payment) = lock(tx, id).await?;
    guard(&payment, &[PaymentState::Pending], "be authorized")?;
    let now = tx.now();
    let changed =
        Payment { state: PaymentState::Authorized, authorized_at: Some(now), expires_at, ..payment };
    store::update(tx, &changed).await?;
    tell(tx, &order, &changed, "payment.authorized", changed.amount_minor).await?;
    settle(tx, &order).await?;
    Ok(changed)
}

/// Takes money that was promised or has come; all that is left of it when no amount is named. What is not taken of a
/// promise is let go with it.
pub async fn capture(tx: &mut Tx, id: PaymentId, amount_minor: Option<i64>) -> Result<Payment> {
    let (order, payment) = lock(tx, id).await?;
    guard(&payment, &[PaymentState::Pending, PaymentState::Authorized], "be captured")?;
    if payment.expires_at.is_some_and(|end| end <= tx.now()) && payment.state == PaymentState::Authorized {
        return Err(Error::conflict(
            "authorization_expired",
            "The promise has run out. Ask the customer to pay again.",
        ));
    }
    let amount = amount_minor.unwrap_or(payment.amount_minor);
    if amount < 1 || amount > payment.amount_minor {
        let whole = order.money(payment.amount_minor);
        let message = format!("Take between one minor unit and {whole}, which is what was promised.");
        return Err(Error::invalid("amount_minor", "out_of_range", message));
    }
    let now = tx.now();
    let changed =
        Payment { state: PaymentState::Captured, captured_minor: amount, captured_at: Some(now), ..payment };
    store::update(tx, &changed).await?;
    tell(tx, &order, &changed, "payment.captured", amount).await?;
    settle(tx, &order).await?;
    Ok(changed)
}

/// Lets go of money that was to come or is promised.
pub async fn void(tx: &mut Tx, id: PaymentId) -> Result<Payment> {
    let (order, payment) = lock(tx, id).await?;
    guard(&payment, &[PaymentState::Pending, PaymentState::Authorized], "be voided")?;
    let changed = Payment { state: PaymentState::Voided, ..payment };
    store::update(tx, &changed).await?;
    tell(tx, &order, &changed, "payment.voided", changed.amount_minor).await?;
    settle(tx, &order).await?;
    Ok(changed)
}

/// Money that was to come or was promised does not come.
pub async fn fail(tx: &mut Tx, id: PaymentId, why: &str) -> Result<Payment> {
    let (order, payment) = lock(tx, id).await?;
    guard(&payment, &[PaymentState::Pending, PaymentState::Authorized], "fail")?;
    let failure = Some(text::required("failure", why, REFERENCE_MAX)?);
    let changed = Payment { state: PaymentState::Failed, failure, ..payment };
    store::update(tx, &changed).await?;
    tell(tx, &order, &changed, "payment.failed", changed.amount_minor).await?;
    settle(tx, &order).await?;
    Ok(changed)
}

/// Lets go of everything that an order that was called off still waits for.
pub(crate) async fn void_all(tx: &mut Tx, order: &Order) -> Result<()> {
    for payment in store::of_order(tx, order.id).await? {
        if matches!(payment.state, PaymentState::Pending | PaymentState::Authorized) {
            let changed = Payment { state: PaymentState::Voided, ..payment };
            store::update(tx, &changed).await?;
            tell(tx, order, &changed, "payment.voided", changed.amount_minor).await?;
        }
    }
    Ok(())
}

/// The payment under its order's lock, as it is now.
async fn lock(tx: &mut Tx, id: PaymentId) -> Result<(Order, Payment)> {
    let order_id = store::get(tx, id).await?.order_id;
    let order = orders::lock(tx, order_id).await?;
    Ok((order, store::get(tx, id).await?))
}

fn guard(payment: &Payment, states: &[PaymentState], what: &str) -> Result<()> {
    if states.contains(&payment.state) {
        return Ok(());
    }
    let state = serde_json::to_value(payment.state).unwrap_or_default();
    let state = state.as_str().unwrap_or_default();
    Err(Error::conflict("payment_closed", format!("A payment that is {state} can no longer {what}.")))
}

async fn settle(tx: &mut Tx, before: &Order) -> Result<()> {
    let after = orders::settle(tx, before.id).await?;
    if let Some(customer) = after.customer_id {
        customer::refresh(tx, customer).await?;
    }
    tell_if_paid(tx, &after, before.financial_state).await
}

/// Tells of `order.paid` when that is what has just become of it.
pub(crate) async fn tell_if_paid(tx: &mut Tx, order: &Order, before: FinancialState) -> Result<()> {
    if order.financial_state == FinancialState::Paid && before != FinancialState::Paid {
        let detail = json!({"currency": order.currency, "captured_minor": order.captured_minor});
        timeline::tell(tx, order, "order.paid", detail).await?;
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    order: &Order,
    payment: &Payment,
    what: &'static str,
    amount_minor: i64,
) -> Result<()> {
    let detail: Value = json!({
        "payment_id": payment.id, "provider": payment.provider, "method": payment.method,
        "amount_minor": amount_minor, "currency": payment.currency,
    });
    timeline::tell_of(tx, order, Record::new(what).target("payment", payment.id), what, detail).await
}
