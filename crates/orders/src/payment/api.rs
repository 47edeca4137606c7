//! Payments over HTTP. What a provider does is told by its webhooks; here people write down what they see.

use identity::permission::{CUSTOMERS_READ, ORDERS_MANAGE};
use kernel::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Created, Ctx, Json, Path, Result, Routes};

use super::{Payment, PaymentId, PaymentState};
use crate::order::view::OrderDetail;
use crate::order::{NewPayment, OrderId, PaymentStart, store as orders};

/// Money that was promised, taken and given back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentView {
    /// The id.
    id: PaymentId,
    /// The order.
    order_id: OrderId,
    /// Who moves the money.
    provider: String,
    /// How the customer pays.
    method: String,
    /// The provider's own id of it.
    #[schema(required)]
    reference: Option<String>,
    /// How far it is.
    state: PaymentState,
    /// What was promised or is to come.
    amount: Money,
    /// What was taken of it.
    captured: Money,
    /// What was given back of that.
    refunded: Money,
    /// Why it did not come.
    #[schema(required)]
    failure: Option<String>,
    /// When it was promised.
    #[schema(required)]
    authorized_at: Option<Timestamp>,
    /// Until when the promise holds.
    #[schema(required)]
    expires_at: Option<Timestamp>,
    /// When it was taken.
    #[schema(required)]
    captured_at: Option<Timestamp>,
    /// When it was written down.
    created_at: Timestamp,
}

impl From<Payment> for PaymentView {
    fn from(row: Payment) -> Self {
        let money = |minor| Money::new(minor, row.currency);
        Self {
            id: row.id,
            order_id: row.order_id,
            amount: money(row.amount_minor),
            captured: money(row.captured_minor),
            refunded: money(row.refunded_minor),
            provider: row.provider,
            method: row.method,
            reference: row.reference,
            state: row.state,
            failure: row.failure,
            authorized_at: row.authorized_at,
            expires_at: row.expires_at,
            captured_at: row.captured_at,
            created_at: row.created_at,
        }
    }
}

/// A payment to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// How far it is; here already when left out.
    state: Option<PaymentStart>,
    /// How much, in minor units; all that is due when left out.
    #[schema(minimum = 1)]
    amount_minor: Option<i64>,
    /// How the customer pays.
    #[schema(example = "bank_transfer")]
    method: String,
    /// Who moves the money; `manual` when left out.
    provider: Option<String>,
    /// The provider's own id of it.
    reference: Option<String>,
}

/// When a promise runs out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorizePayment {
    /// Until when the promise holds; for good when left out.
    expires_at: Option<Timestamp>,
}

/// How much to take.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CapturePayment {
    /// Minor units; all that was promised when left out.
    #[schema(minimum = 1)]
    amount_minor: Option<i64>,
}

pub(crate) fn routes() -> Routes {
    web::routes![record, authorize, capture, void]
}

/// Write a payment down
///
/// Money that came by itself, or that is expected: a bank transfer, cash at the counter.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/payments", tag = "Payments")]
async fn record(
    ctx: Ctx,
    Path(id): Path<OrderId>,
    Json(new): Json<RecordPayment>,
) -> Result<Created<OrderDetail>> {
    ctx.require(ORDERS_MANAGE)?;
    let see = ctx.require(CUSTOMERS_READ).is_ok();
    let detail = ctx
        .write(async |tx| {
            let order = orders::get(tx, id).await?;
            let payment = NewPayment {
                provider: new.provider.unwrap_or_else(|| "manual".to_owned()),
                method: new.method,
                reference: new.reference,
                start: new.state.unwrap_or(PaymentStart::Captured),
                amount_minor: new.amount_minor.unwrap_or_else(|| order.due_minor()),
                expires_at: None,
            };
            super::add(tx, id, &payment).await?;
            let order = orders::get(tx, id).await?;
            OrderDetail::of(tx, order, see).await
        })
        .await?;
    Ok(Created(detail))
}

/// Say that a payment is promised
#[utoipa::path(post, path = "/api/v1/payments/{payment_id}/authorize", tag = "Payments")]
async fn authorize(
    ctx: Ctx,
    Path(id): Path<PaymentId>,
    Json(body): Json<AuthorizePayment>,
) -> Result<Json<PaymentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let payment = ctx.write(async |tx| super::authorize(tx, id, body.expires_at).await).await?;
    Ok(Json(payment.into()))
}

/// Say that a payment was taken
///
/// All of it or a part; what is not taken of a promise is let go.
#[utoipa::path(post, path = "/api/v1/payments/{payment_id}/capture", tag = "Payments")]
async fn capture(
    ctx: Ctx,
    Path(id): Path<PaymentId>,
    Json(body): Json<CapturePayment>,
) -> Result<Json<PaymentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let payment = ctx.write(async |tx| super::capture(tx, id, body.amount_minor).await).await?;
    Ok(Json(payment.into()))
}

/// Let a payment go
///
/// One that was to come, or was promised and not taken.
#[utoipa::path(post, path = "/api/v1/payments/{payment_id}/void", tag = "Payments")]
async fn void(ctx: Ctx, Path(id): Path<PaymentId>) -> Result<Json<PaymentView>> {
    ctx.require(ORDERS_MANAGE)?;
    let payment = ctx.write(async |tx| super::void(tx, id).await).await?;
    Ok(Json(payment.into()))
}
