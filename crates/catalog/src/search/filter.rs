//! Which products are wanted, beside what they are called. The same for lists, searches and counts.

use db::Query;
use kernel::{Currency, Error, Result};

use crate::category::CategoryId;
use crate::collection::CollectionId;
use crate::product::{Attribute, ProductKind, ProductState, check};
use crate::shop::ShopId;

/// Attributes that can be asked for at once.
const ATTRIBUTES_MAX: usize = 4;

/// Which products are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) state: Option<ProductState>,
    pub(crate) kind: Option<ProductKind>,
    pub(crate) vendor: Option<String>,
    pub(crate) shop: Option<ShopId>,
    pub(crate) tag: Option<String>,
    pub(crate) collection: Option<CollectionId>,
    pub(crate) category: Option<CategoryId>,
    /// What prices are compared in.
    pub(crate) currency: Option<Currency>,
    pub(crate) min_price_minor: Option<i64>,
    pub(crate) max_price_minor: Option<i64>,
    pub(crate) attributes: Vec<Attribute>,
}

impl Filter {
    /// Whether every product passes it.
    pub(crate) fn is_open(&self) -> bool {
        // Named one by one, so that a new one cannot be forgotten here.
        let Self {
            state,
            kind,
            vendor,
            shop,
            tag,
            collection,
            category,
            currency: _,
            min_price_minor,
            max_price_minor,
            attributes,
        } = self;
        let own = state.is_none() && kind.is_none() && vendor.is_none();
        let around = shop.is_none() && tag.is_none() && collection.is_none() && category.is_none();
        let prices = min_price_minor.is_none() && max_price_minor.is_none();
        own && around && prices && attributes.is_empty()
    }

    /// Binds `$2` to `$19`.
    pub(crate) fn bind<'t>(&self, query: Query<'t>) -> Query<'t> {
        let query = query
            .bind(self.state)
            .bind(self.kind)
            .bind(self.vendor.clone())
            .bind(self.shop)
            .bind(self.tag.as_deref().map(check::tag_key))
            .bind(self.collection)
            .bind(self.category)
            .bind(self.currency)
            .bind(self.min_price_minor)
            .bind(self.max_price_minor);
        (0..ATTRIBUTES_MAX).fold(query, |query, place| {
            let attribute = self.attributes.get(place);
            query.bind(attribute.map(|one| one.name.clone())).bind(attribute.map(|one| one.value.clone()))
        })
    }
}

/// `Material:Merino wool|Line:Fjell`.
pub(crate) fn attributes(text: Option<&str>) -> Result<Vec<Attribute>> {
    let pairs = text.unwrap_or_default().split('|').filter(|pair| !pair.trim().is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once(':').ok_or_else(|| {
            let message = "Write name and value with a colon between them, such as Material:Merino wool.";
            Error::invalid("attributes", "invalid", message)
        })?;
        Ok(Attribute { name: name.trim().to_owned(), value: value.trim().to_owned() })
    });
    let attributes = pairs.collect::<Result<Vec<_>>>()?;
    if attributes.len() > ATTRIBUTES_MAX {
        let message = format!("Ask for at most {ATTRIBUTES_MAX} attributes at once.");
        return Err(Error::invalid("attributes", "too_many", message));
    }
    Ok(attributes)
}

/// What the product's own row must be.
pub(crate) const OWN: &str = "($2 IS NULL OR p.state = $2) AND ($3 IS NULL OR p.kind = $3)
    AND ($4 IS NULL OR p.vendor = $4)";

/// What must hang on a product whose id is `f.product_id`. A category stands for all below it too. SQLite goes through a
/// `CROSS JOIN` from left to right: from one product to its prices, and not through all prices.
pub(crate) const AROUND: &str = "($5 IS NULL OR EXISTS (SELECT 1 FROM product_listings l
        WHERE l.tenant_id = $1 AND l.product_id = f.product_id AND l.shop_id = $5))
    AND ($6 IS NULL OR EXISTS (SELECT 1 FROM product_tags t
        WHERE t.tenant_id = $1 AND t.product_id = f.product_id AND t.tag_key = $6))
    AND ($7 IS NULL OR EXISTS (SELECT 1 FROM collection_products c
        WHERE c.tenant_id = $1 AND c.product_id = f.product_id AND c.collection_id = $7))
    AND ($8 IS NULL OR EXISTS (SELECT 1 FROM product_categories k
        WHERE k.tenant_id = $1 AND k.product_id = f.product_id AND k.category_id IN (
            WITH RECURSIVE below (id) AS (
                SELECT id FROM categories WHERE tenant_id = $1 AND id = $8
                UNION ALL SELECT c.id FROM categories c JOIN below ON c.parent_id = below.id
                WHERE c.tenant_id = $1)
            SELECT id FROM below)))
    AND (($10 IS NULL AND $11 IS NULL) OR EXISTS (SELECT 1 FROM variants v
        CROSS JOIN price_lists b CROSS JOIN prices c
        WHERE v.tenant_id = $1 AND v.product_id = f.product_id AND v.state = 'active'
            AND b.tenant_id = $1 AND b.currency = $9 AND b.is_base
            AND c.tenant_id = $1 AND c.price_list_id = b.id AND c.variant_id = v.id
            AND ($10 IS NULL OR c.amount_minor >= $10) AND ($11 IS NULL OR c.amount_minor <= $11)))
    AND ($12 IS NULL OR EXISTS (SELECT 1 FROM product_attributes a
        WHERE a.tenant_id = $1 AND a.product_id = f.product_id AND a.name = $12 AND a.value = $13))
    AND ($14 IS NULL OR EXISTS (SELECT 1 FROM product_attributes a
        WHERE a.tenant_id = $1 AND a.product_id = f.product_id AND a.name = $14 AND a.value = $15))
    AND ($16 IS NULL OR EXISTS (SELECT 1 FROM product_attributes a
        WHERE a.tenant_id = $1 AND a.product_id = f.product_id AND a.name = $16 AND a.value = $17))
    AND ($18 IS NULL OR EXISTS (SELECT 1 FROM product_attributes a
        WHERE a.tenant_id = $1 AND a.product_id = f.product_id AND a.name = $18 AND a.value = $19))";
