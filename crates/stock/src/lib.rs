//! How much there is of each variant, where, and why.
//!
//! Invariants: a level is the sum of its movements, and only `movement::post` and `post_first` write either; a movement
//! is never changed; what is reserved is the sum of what reservations hold; nothing is promised twice, and nothing that
//! is not there, unless the merchant allows it or a shop elsewhere has sold it already; levels are locked in ascending
//! order, after reservations, and no lock waits for anything outside the database.

mod adjustment;
mod availability;
mod cost;
mod count;
pub mod demo;
mod explanation;
mod jobs;
mod level;
mod location;
mod movement;
mod opening;
mod purchase;
mod quantity;
mod reconciliation;
mod reservation;
mod returned;
mod statement;
mod supplier;
mod transfer;
mod valuation;
mod variant;

use std::sync::Arc;

use catalog::import::shelves::OpeningStock;
pub use catalog::variant::VariantId;

pub use adjustment::{Adjustment, adjust};
pub use availability::{Availability, availability};
pub use count::{CountId, CountLine, CountState, StockCount};
pub use jobs::{ExpireReservations, ReconcileStock};
pub use level::{Level, sold_out};
pub use location::{
    Location, LocationAddress, LocationId, LocationState, favourite_location, find_location, open_location,
};
pub use movement::{
    Cause, Movement, MovementId, MovementKind, Reason, Reference, ReferenceKind, StockChanged,
};
pub use purchase::{PurchaseLine, PurchaseOrder, PurchaseOrderId, PurchaseState};
pub use quantity::{Demand, QUANTITY_MAX};
pub use reconciliation::{Reconciliation, ReconciliationId, StockDifferenceFound, reconcile};
pub use reservation::{
    Held, Holder, HolderKind, Reservation, ReservationId, Shortfall, Wish, extend, hand_over, held_by,
    held_for_orders, release, reserve, sell, shortfalls, sold,
};
pub use returned::{TakenBack, take_back};
pub use statement::{Statement, restate};
pub use supplier::{Supplier, SupplierId, SupplierState, SupplierVariant};
pub use transfer::{Transfer, TransferId, TransferLine, TransferState};

/// Every route of this domain.
pub fn routes() -> web::Routes {
    location::api::routes()
        .merge(level::api::routes())
        .merge(movement::api::routes())
        .merge(explanation::api::routes())
        .merge(count::api::routes())
        .merge(transfer::api::routes())
        .merge(supplier::api::routes())
        .merge(purchase::api::routes())
        .merge(valuation::api::routes())
        .merge(reconciliation::api::routes())
}

/// The jobs of this domain, and the opening stock that the catalog's imports ask for.
pub fn jobs() -> ::jobs::Registry {
    jobs::registry().state(Arc::new(OpeningStock::kept_by(opening::Openings)))
}

/// The schedules of this domain.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    jobs::schedules()
}

/// Two at once took the next number, and one of them has it.
fn numbered_meanwhile() -> kernel::Error {
    kernel::Error::unavailable("database_busy", "Somebody else began one at this moment. Try again.")
}
