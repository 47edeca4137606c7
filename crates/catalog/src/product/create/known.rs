//! What new products meet: what they need and what they must not repeat, read with one query per kind, and what those before
//! them have taken.

use std::collections::{BTreeSet, HashSet};

use db::Tx;
use kernel::{Error, Json, Result};

use super::planned::{Planned, PlannedVariant};
use super::{Checked, Slug};
use crate::category::{self, CategoryId};
use crate::price;
use crate::product::{Product, store};
use crate::shop::{self, Shop, ShopId, ShopKind, ShopState};
use crate::slug;
use crate::variant::{self, Variant, VariantId, sku_key};

/// What is there, and what is taken by products before.
pub(super) struct Known {
    slugs: HashSet<String>,
    sku_keys: HashSet<String>,
    categories: HashSet<CategoryId>,
    shops: Vec<Shop>,
    /// Variants that can be part of a bundle.
    parts: HashSet<VariantId>,
    pub(super) price_lists: price::Lists,
}

impl Known {
    /// What concerns these products.
    pub(super) async fn read(tx: &mut Tx, products: &[&Checked]) -> Result<Self> {
        let slugs: Vec<String> = products.iter().map(|one| one.slug.words().to_owned()).collect();
        let variants = || products.iter().flat_map(|one| &one.new.variants);
        let sku_keys: Vec<String> =
            variants().filter_map(|variant| variant.sku.as_deref()).map(sku_key).collect();
        let categories: BTreeSet<CategoryId> =
            products.iter().flat_map(|one| one.new.category_ids.iter().copied()).collect();
        let parts: BTreeSet<VariantId> =
            variants().flat_map(|variant| variant.components.iter().map(|part| part.variant_id)).collect();
        Ok(Self {
            slugs: store::by_slugs(tx, &slugs).await?.into_keys().collect(),
            sku_keys: variant::by_sku_keys(tx, &sku_keys).await?.into_keys().collect(),
            categories: category::store::of_ids(tx, &Vec::from_iter(categories)).await?,
            shops: shop::store::all(tx).await?,
            parts: variant::of_simple_products(tx, &Vec::from_iter(parts)).await?,
            price_lists: price::Lists::read(tx).await?,
        })
    }

    /// The rows of a product, or why there cannot be such a one. What it takes nobody after it can have.
    pub(super) async fn plan(&mut self, tx: &mut Tx, checked: Checked) -> Result<Result<Planned>> {
        if let Slug::Chosen(slug) = &checked.slug
            && self.slugs.contains(slug)
        {
            return Ok(Err(slug::taken()));
        }
        let (shops, own_keys) = match self.refuse(&checked) {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let slug = match checked.slug {
            Slug::Made(wanted) if self.slugs.contains(&wanted) => self.numbered(tx, &wanted).await?,
            Slug::Made(slug) | Slug::Chosen(slug) => slug,
        };
        self.slugs.insert(slug.clone());
        self.sku_keys.extend(own_keys);
        let now = tx.now();
        let new = checked.new;
        let product = Product {
            id: tx.new_id(),
            kind: new.kind,
            state: new.state,
            title: new.title,
            slug,
            description: new.description,
            vendor: new.vendor,
            options: Json(new.options),
            seo_title: new.seo_title,
            seo_description: new.seo_description,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let variants = (0..).zip(new.variants).map(|(position, new)| PlannedVariant {
            row: Variant::new(tx, &product, position, &new),
            prices: new.prices,
            components: new.components,
        });
        let variants = variants.collect();
        let (tags, attributes, category_ids) = (new.tags, new.attributes, new.category_ids);
        Ok(Ok(Planned { product, tags, attributes, category_ids, shops, variants }))
    }

    /// The first number behind an address that is free.
    async fn numbered(&mut self, tx: &mut Tx, wanted: &str) -> Result<String> {
        let candidates = slug::numbered(wanted);
        self.slugs.extend(store::by_slugs(tx, &candidates).await?.into_keys());
        let free = candidates.into_iter().find(|candidate| !self.slugs.contains(candidate));
        Ok(free.unwrap_or_else(|| slug::by_chance(tx, wanted)))
    }

    /// Refuses what names something that is not there, or a SKU that is taken. Answers the shops that list the product, and
    /// the keys of its own SKUs.
    fn refuse(&self, checked: &Checked) -> Result<(Vec<ShopId>, HashSet<String>)> {
        let new = &checked.new;
        if new.category_ids.iter().any(|id| !self.categories.contains(id)) {
            return Err(store::unknown_category());
        }
        let shops = self.shops(new.shop_ids.as_deref())?;
        let mut own_keys = HashSet::new();
        for (index, variant) in new.variants.iter().enumerate() {
            let at = format!("variants.{index}.");
            if let Some(key) = variant.sku.as_deref().map(sku_key)
                && (self.sku_keys.contains(&key) || !own_keys.insert(key))
            {
                return Err(variant::sku_taken(&at));
            }
            self.price_lists.check(&format!("{at}prices."), &variant.prices)?;
            if variant.components.iter().any(|part| !self.parts.contains(&part.variant_id)) {
                return Err(variant::unknown_part(&at));
            }
        }
        Ok((shops, own_keys))
    }

    /// The shops that list a product: those that were named, or every hosted one in use.
    fn shops(&self, wanted: Option<&[ShopId]>) -> Result<Vec<ShopId>> {
        let Some(wanted) = wanted else {
            let hosted = |shop: &&Shop| shop.kind == ShopKind::Hosted && shop.state == ShopState::Active;
            return Ok(self.shops.iter().filter(hosted).map(|shop| shop.id).collect());
        };
        if wanted.iter().any(|id| !self.shops.iter().any(|shop| shop.id == *id)) {
            return Err(Error::invalid("shop_ids", "unknown", "One of these shops does not exist."));
        }
        Ok(wanted.to_vec())
    }
}

impl Slug {
    fn words(&self) -> &str {
        match self {
            Self::Chosen(words) | Self::Made(words) => words,
        }
    }
}
