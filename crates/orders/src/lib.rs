//! Who bought what, and what became of it: customers, orders, payments, refunds, returns, shipments.
//!
//! Invariants: `total = Σ lines + shipping + tax − discount` to the minor unit, equal to what is charged, never negative;
//! never more is given back than was taken, however many ask at once; a number is taken on success only, so a shop's
//! numbers have no gaps; a checkout is one order, whoever races for it; an order's states follow from its ledgers, and
//! nobody sets them; what an order holds in the stock is what of it is still to be sent; no event names a customer but
//! by id. Whoever changes an order holds its row's lock first, then stock's.

mod address;
pub mod customer;
pub mod demo;
pub mod draft;
mod goods;
pub mod invoice;
pub mod order;
mod overview;
pub mod packing_slip;
mod paper;
pub mod payment;
pub mod pricing;
pub mod refund;
pub mod returns;
pub mod shipment;
pub mod tax;
mod text;
mod timeline;
pub mod view;

pub use address::Address;
pub use order::{Order, OrderId, place, record_external};

use db::bulk;

/// Every route of this domain.
pub fn routes() -> web::Routes {
    customer::api::routes()
        .merge(order::api::routes())
        .merge(order::quote::routes())
        .merge(payment::api::routes())
        .merge(refund::api::routes())
        .merge(returns::api::routes())
        .merge(shipment::api::routes())
        .merge(draft::api::routes())
        .merge(view::api::routes())
        .merge(overview::api::routes())
        .merge(invoice::api::routes())
        .merge(packing_slip::api::routes())
        .merge(tax::api::routes())
}
