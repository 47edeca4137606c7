//! What is there of the products of a batch, read with one query per kind before any of them is taken in, and which of them
//! have to do with each other.

use std::collections::{BTreeSet, HashMap, HashSet};

use db::Tx;
use kernel::Result;

use super::draft::Draft;
use super::store;
use crate::category::{CategoryId, Ways};
use crate::product::{self, ProductId};
use crate::slug;
use crate::variant::{self, sku_key};

/// What is known of a product of the file before it is taken in.
pub(super) enum Prospect {
    /// There is nothing of it.
    New,
    /// This is it.
    There(ProductId),
    /// A product before it in the batch may be it, or may have changed what is there.
    Unsure,
}

/// What was there before the batch, and what the batch has touched since.
pub(super) struct Ahead<'b> {
    drafts: Vec<&'b Draft>,
    by_slug: HashMap<String, ProductId>,
    by_sku_key: HashMap<String, ProductId>,
    undone: HashSet<ProductId>,
    /// Read when they are needed; after categories may have been made, anew.
    ways: Option<Ways>,
    slugs: HashSet<String>,
    /// Addresses that were made of titles, which may have got a number.
    made_slugs: Vec<String>,
    sku_keys: HashSet<String>,
    changed: HashSet<ProductId>,
}

impl<'b> Ahead<'b> {
    pub(super) async fn read(tx: &mut Tx, drafts: Vec<&'b Draft>) -> Result<Self> {
        let slugs: Vec<String> = drafts.iter().filter_map(|draft| draft.product.slug.clone()).collect();
        let by_slug = product::store::by_slugs(tx, &slugs).await?;
        let keys: Vec<String> = drafts.iter().flat_map(|draft| sku_keys(draft)).collect();
        let by_sku_key = variant::by_sku_keys(tx, &keys).await?;
        let there: BTreeSet<ProductId> = by_slug.values().chain(by_sku_key.values()).copied().collect();
        let undone = store::undone(tx, &Vec::from_iter(there)).await?;
        Ok(Self {
            drafts,
            by_slug,
            by_sku_key,
            undone,
            ways: None,
            slugs: HashSet::new(),
            made_slugs: Vec::new(),
            sku_keys: HashSet::new(),
            changed: HashSet::new(),
        })
    }

    /// A product that is there is known by the words of its address, or by one of its SKUs.
    pub(super) fn prospect(&self, draft: &Draft) -> Prospect {
        let slug = draft.product.slug.as_deref();
        let is_touched = slug.is_some_and(|slug| self.may_be_taken(slug.trim()))
            || sku_keys(draft).any(|key| self.sku_keys.contains(&key));
        let found = slug.and_then(|slug| self.by_slug.get(slug));
        match found.or_else(|| sku_keys(draft).find_map(|key| self.by_sku_key.get(&key))) {
            _ if is_touched => Prospect::Unsure,
            Some(id) if self.changed.contains(id) => Prospect::Unsure,
            Some(id) => Prospect::There(*id),
            None => Prospect::New,
        }
    }

    fn may_be_taken(&self, slug: &str) -> bool {
        let is_numbered = |made: &String| {
            let rest = slug.strip_prefix(made.as_str());
            rest.is_some_and(|rest| {
                let number = rest.strip_prefix('-');
                rest.is_empty()
                    || number.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))
            })
        };
        self.slugs.contains(slug) || self.made_slugs.iter().any(is_numbered)
    }

    /// Whether the product is there only because undoing an import could archive it and no more.
    pub(super) fn was_undone(&self, id: ProductId) -> bool {
        self.undone.contains(&id)
    }

    /// The draft is taken in: whatever has to do with it is unsure from now on.
    pub(super) fn touch(&mut self, draft: &Draft) {
        match &draft.product.slug {
            Some(slug) => drop(self.slugs.insert(slug.trim().to_owned())),
            None => self.made_slugs.push(slug::slugify(&draft.product.title, "product")),
        }
        self.sku_keys.extend(sku_keys(draft));
    }

    /// A product was written on its own, perhaps with categories that were not there.
    pub(super) fn wrote(&mut self, id: ProductId) {
        self.changed.insert(id);
        self.ways = None;
    }

    /// The draft's categories; `None` when one of them is not there.
    pub(super) async fn categories(&mut self, tx: &mut Tx, draft: &Draft) -> Result<Option<Vec<CategoryId>>> {
        if draft.categories.is_empty() {
            return Ok(Some(Vec::new()));
        }
        if self.ways.is_none() {
            let paths = self.drafts.iter().flat_map(|draft| &draft.categories);
            self.ways = Some(Ways::read(tx, paths).await?);
        }
        Ok(self.ways.as_ref().and_then(|ways| ways.ends(&draft.categories)))
    }
}

fn sku_keys(draft: &Draft) -> impl Iterator<Item = String> {
    let skus = draft.product.variants.iter().filter_map(|variant| variant.sku.as_deref());
    skus.map(sku_key).filter(|key| !key.is_empty())
}
