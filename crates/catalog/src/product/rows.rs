//! Products and what hangs on them by the product alone, as rows that are inserted.

use db::Query;
use db::bulk::Row;
use kernel::Timestamp;

use super::{Attribute, Product, ProductId, check};
use crate::category::CategoryId;
use crate::shop::ShopId;

impl Row for Product {
    const TABLE: &'static str = "products";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "kind",
        "state",
        "title",
        "slug",
        "description",
        "vendor",
        "options",
        "seo_title",
        "seo_description",
        "version",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.kind).bind(self.state).bind(self.title).bind(self.slug);
        let query = query.bind(self.description).bind(self.vendor).bind(self.options).bind(self.seo_title);
        query.bind(self.seo_description).bind(self.version).bind(self.created_at).bind(self.updated_at)
    }
}

/// A word to find a product by.
pub(super) struct Tag {
    product: ProductId,
    tag: String,
}

impl Row for Tag {
    const TABLE: &'static str = "product_tags";
    const COLUMNS: &'static [&'static str] = &["product_id", "tag_key", "tag"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.product).bind(check::tag_key(&self.tag)).bind(self.tag)
    }
}

/// The tags of a product, which were checked.
pub(super) fn tags(product: ProductId, tags: &[String]) -> impl Iterator<Item = Tag> {
    tags.iter().map(move |tag| Tag { product, tag: tag.clone() })
}

/// Something to filter a product by, at its place.
pub(super) struct AttributeAt(ProductId, Attribute, i64);

impl Row for AttributeAt {
    const TABLE: &'static str = "product_attributes";
    const COLUMNS: &'static [&'static str] = &["product_id", "name", "value", "position"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1.name).bind(self.1.value).bind(self.2)
    }
}

/// The attributes of a product, which were checked, in their order.
pub(super) fn attributes(product: ProductId, attributes: &[Attribute]) -> impl Iterator<Item = AttributeAt> {
    (0..).zip(attributes).map(move |(position, one)| AttributeAt(product, one.clone(), position))
}

/// A product in a category. In one that is named twice it stands where that was first.
pub(super) struct InCategory(ProductId, CategoryId, i64);

impl Row for InCategory {
    const TABLE: &'static str = "product_categories";
    const COLUMNS: &'static [&'static str] = &["product_id", "category_id", "position"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, product_id, category_id) DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.2)
    }
}

/// A product's places in the tree of categories, the main one first.
pub(super) fn in_categories(
    product: ProductId,
    categories: &[CategoryId],
) -> impl Iterator<Item = InCategory> {
    (0..).zip(categories).map(move |(position, category)| InCategory(product, *category, position))
}

/// A product that a shop shows from now on, if it did not before.
pub(super) struct Listed {
    pub(super) product: ProductId,
    pub(super) shop: ShopId,
    pub(super) since: Timestamp,
}

impl Row for Listed {
    const TABLE: &'static str = "product_listings";
    const COLUMNS: &'static [&'static str] = &["shop_id", "product_id", "state", "created_at", "updated_at"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, shop_id, product_id) DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.shop).bind(self.product).bind(super::listing::ListingState::Published);
        query.bind(self.since).bind(self.since)
    }
}
