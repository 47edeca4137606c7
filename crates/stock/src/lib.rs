//! How much there is of each variant, where, and why.
//!
//! Invariants: a level is the sum of its movements, and only `movement::post` writes either; a movement is never changed;
//! what is reserved is the sum of what reservations hold; nothing is promised twice, and nothing that is not there, unless
//! the merchant allows it or a shop elsewhere has sold it already; levels are locked in ascending order, after
//! reservations, and no lock waits for anything outside the database.

mod adjustment;
mod availability;
mod jobs;
mod level;
mod location;
mod movement;
mod quantity;
mod reservation;
mod returned;
mod variant;

pub use adjustment::{Adjustment, adjust};
pub use availability::{Availability, availability};
pub use level::Level;
pub use location::{Location, LocationAddress, LocationId, LocationState, favourite_location};
pub use movement::{
    Cause, Movement, MovementId, MovementKind, Reason, Reference, ReferenceKind, StockChanged,
};
pub use quantity::{Demand, QUANTITY_MAX};
pub use reservation::{
    Held, Holder, HolderKind, Reservation, ReservationId, Shortfall, Wish, extend, hand_over, held_by,
    release, reserve, sell, shortfalls,
};
pub use returned::{TakenBack, take_back};

/// The id of a variant of the catalog.
pub type VariantId = kernel::Id<VariantRef>;

/// Stands for the catalog's variant.
#[derive(Debug)]
pub enum VariantRef {}

impl kernel::Entity for VariantRef {
    const PREFIX: &'static str = "var";
}

/// Every route of this domain.
pub fn routes() -> web::Routes {
    location::api::routes()
}

/// The jobs of this domain.
pub fn jobs() -> ::jobs::Registry {
    jobs::registry()
}

/// The schedules of this domain.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    jobs::schedules()
}
