//! Invoices over HTTP. They name customers and where they live, so reading them takes both rights.

use identity::permission::{CUSTOMERS_READ, ORDERS_MANAGE, ORDERS_READ};
use kernel::{Money, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Created, Ctx, Json, Path, Pdf, Result, Routes};

use super::{Invoice, InvoiceId, InvoiceKind, render, store};
use crate::order::{OrderId, store as orders};

/// An invoice.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Invoice)]
pub struct InvoiceView {
    /// The id.
    id: InvoiceId,
    /// The order.
    order_id: OrderId,
    /// What it is.
    kind: InvoiceKind,
    /// Its number as people read it; a shop's numbers have no gaps.
    #[schema(example = "NB-INV-7")]
    name: String,
    /// The name of the invoice that it replaces or takes back.
    #[schema(required)]
    corrects: Option<String>,
    /// What it comes to.
    total: Money,
    /// When it was issued.
    issued_at: Timestamp,
}

impl From<Invoice> for InvoiceView {
    fn from(row: Invoice) -> Self {
        let content = row.content.0;
        Self {
            id: row.id,
            order_id: row.order_id,
            kind: content.kind,
            name: row.name,
            total: content.money(content.total_minor),
            corrects: content.corrects,
            issued_at: row.issued_at,
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, pdf]
}

/// List the invoices of an order
///
/// The first one first.
#[utoipa::path(get, path = "/api/v1/orders/{order_id}/invoices", tag = "Orders")]
async fn list(ctx: Ctx, Path(id): Path<OrderId>) -> Result<Json<Vec<InvoiceView>>> {
    ctx.require(ORDERS_READ)?;
    let rows = ctx
        .read(async |tx| {
            orders::get(tx, id).await?;
            store::of_order(tx, id).await
        })
        .await?;
    Ok(Json(rows.into_iter().map(InvoiceView::from).collect()))
}

/// Issue an invoice
///
/// It shows the order as it is now, and never changes. When the order has changed since, issue another: it replaces the
/// last one. When the order was cancelled, another is a credit note that takes the last one back.
#[utoipa::path(post, path = "/api/v1/orders/{order_id}/invoices", tag = "Orders")]
async fn create(ctx: Ctx, Path(id): Path<OrderId>) -> Result<Created<InvoiceView>> {
    ctx.require(ORDERS_MANAGE)?;
    let invoice = ctx.write(async |tx| super::issue(tx, id).await).await?;
    Ok(Created(invoice.into()))
}

/// Get an invoice as PDF
///
/// On A4, or on Letter where the shop's country uses it; in the language of the customer, or of the shop.
#[utoipa::path(get, path = "/api/v1/invoices/{invoice_id}/pdf", tag = "Orders")]
async fn pdf(ctx: Ctx, Path(id): Path<InvoiceId>) -> Result<Pdf> {
    ctx.require(ORDERS_READ)?;
    ctx.require(CUSTOMERS_READ)?;
    let invoice = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Pdf { file_name: invoice.name, bytes: render(&invoice.content.0)? })
}
