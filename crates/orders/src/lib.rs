//! Who bought what, and what became of it: customers, orders, payments, refunds, returns, shipments.

mod address;
pub mod customer;
pub mod pricing;
mod text;

pub use address::Address;

/// Every route of this domain.
pub fn routes() -> web::Routes {
    customer::api::routes()
}
