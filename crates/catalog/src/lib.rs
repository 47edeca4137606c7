//! What a merchant sells, and where: shops, and what is in them.
//!
//! Invariants: only a merchant has shops; a shop's currency never changes once it is made, because amounts without a
//! converter would change their meaning; what is archived is kept, because orders point at it; no two variants of a
//! merchant share a SKU, and no two of a product the same options; an amount is never negative; a description holds no
//! markup that could act in a reader's browser.

pub mod category;
pub mod collection;
pub mod image;
mod markup;
pub mod price;
pub mod product;
mod sellable;
pub mod shop;
mod slug;
pub mod variant;

pub use sellable::{Component, Sellable, sellable};

/// Every route of this domain.
pub fn routes() -> web::Routes {
    shop::api::routes()
}
