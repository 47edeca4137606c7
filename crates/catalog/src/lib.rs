//! What a merchant sells, and where: shops, and what is in them.
//!
//! Invariants: only a merchant has shops; a shop's currency never changes once it is made, because amounts without a
//! converter would change their meaning; what is archived is kept, because orders point at it.

pub mod shop;

/// Every route of this domain.
pub fn routes() -> web::Routes {
    shop::api::routes()
}
