//! What a merchant sells, and where: shops, and what is in them.
//!
//! Invariants: only a merchant has shops; a shop's currency never changes once it is made, because amounts without a
//! converter would change their meaning; what is archived is kept, because orders point at it; no two variants of a
//! merchant share a SKU, and no two of a product the same options; an amount is never negative; nothing in a description
//! acts in a reader's browser; no picture is shown with what its camera wrote into it; no category is below itself.

pub mod category;
pub mod collection;
pub mod demo;
mod export;
mod files;
pub mod image;
pub mod import;
mod markup;
pub mod price;
pub mod product;
pub mod search;
mod sellable;
pub mod shop;
mod slug;
pub mod translation;
pub mod variant;

pub use files::needed_files;
pub use sellable::{Component, Sellable, sellable};

/// Every route of this domain.
pub fn routes() -> web::Routes {
    shop::api::routes()
        .merge(product::api::routes())
        .merge(search::api::routes())
        .merge(variant::api::routes())
        .merge(image::api::routes())
        .merge(price::api::routes())
        .merge(category::api::routes())
        .merge(collection::api::routes())
        .merge(import::api::routes())
        .merge(export::api::routes())
}

/// The jobs of this domain. They need the files among the registry's states.
pub fn jobs() -> jobs::Registry {
    jobs::Registry::new()
        .register::<collection::CollectByRule>()
        .register::<image::PrepareImage>()
        .register::<image::FetchImage>()
        .merge(import::jobs::registry())
        .merge(search::registry())
}

/// What happens in every writing transaction, just before it commits: products that changed are indexed for the search.
pub fn hooks() -> Vec<std::sync::Arc<dyn db::CommitHook>> {
    vec![search::SearchIndex::hook()]
}

/// What recurs.
pub fn schedules() -> Vec<jobs::schedules::ScheduleDecl> {
    search::schedules()
}
