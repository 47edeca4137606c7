//! Who bought what, and what became of it: customers, orders, payments, refunds, returns, shipments.

pub mod pricing;
