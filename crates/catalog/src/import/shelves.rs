//! What imports need of whoever counts stock. Stock comes after the catalog in the map and brings this along, so that a
//! product and what lies there of it are written in one transaction: both once, or neither.

use std::fmt;
use std::pin::Pin;

use db::Tx;
use kernel::Result;
use uuid::Uuid;

use crate::variant::VariantId;

/// What was booked, by the id that stock gave it.
pub type Booking = Uuid;

/// What comes of a call, later.
pub type Later<'t, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;

/// Somebody who counts stock.
pub trait Shelves: Send + Sync {
    /// Books so many pieces of each variant as what was there when Tradepost began to count, and answers what it booked for
    /// which. `note` says where that is written.
    fn open<'t>(
        &'t self,
        tx: &'t mut Tx,
        pieces: &'t [(VariantId, i64)],
        note: &'t str,
    ) -> Later<'t, Vec<(VariantId, Booking)>>;

    /// Takes it back; a conflict when anything of these variants has moved since.
    fn take_back<'t>(&'t self, tx: &'t mut Tx, bookings: &'t [Booking], note: &'t str) -> Later<'t, ()>;
}

/// Who books the opening stock of imports: a state of the registry. Without one, imports pass over what files say of it.
pub struct OpeningStock(Box<dyn Shelves>);

impl fmt::Debug for OpeningStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpeningStock").finish_non_exhaustive()
    }
}

impl OpeningStock {
    /// Booked by this one.
    pub fn kept_by(shelves: impl Shelves + 'static) -> Self {
        Self(Box::new(shelves))
    }

    pub(super) fn keeper(&self) -> &dyn Shelves {
        self.0.as_ref()
    }
}
