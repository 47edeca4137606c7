//! Invoices: what was asked for an order, frozen on the day it was issued. None is ever changed: when its order is, a
//! further one replaces it, and when its order is cancelled, a credit note takes it back.

pub(crate) mod api;
mod content;
mod issue;
mod pdf;
pub(crate) mod store;

#[cfg(test)]
mod tests;

pub use content::{
    InvoiceContent, InvoiceKind, InvoiceLine, InvoicePayment, InvoiceShipping, Seller, TaxSum,
};
pub use issue::issue;
pub(crate) use issue::{day, locale};
pub use pdf::render;

use catalog::shop::ShopId;
use kernel::{Entity, Id, Json, Timestamp};

use crate::order::OrderId;

/// One invoice.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Invoice {
    /// The id.
    pub id: InvoiceId,
    /// The order.
    pub order_id: OrderId,
    /// The shop whose number it has.
    pub shop_id: ShopId,
    /// Its place among the shop's invoices, without gaps.
    pub number: i64,
    /// The number as people read it.
    pub name: String,
    /// The order's version that it shows.
    pub shows: i64,
    /// All that stands on it.
    pub content: Json<InvoiceContent>,
    /// When it was issued.
    pub issued_at: Timestamp,
}

impl Entity for Invoice {
    const PREFIX: &'static str = "invoice";
}

/// The id of an invoice.
pub type InvoiceId = Id<Invoice>;
