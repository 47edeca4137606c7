//! What rows are made of, read for as many products at once as one query takes.

use std::collections::HashMap;

use blobs::{Files, MediaType};
use db::Tx;
use kernel::Result;

use super::store::{self, Picture};
use crate::category::{self, CategoryId};
use crate::import::lists::part;
use crate::price::{self, Price};
use crate::product::{Attribute, Product, ProductId, many};
use crate::variant::{self, BundlePart, Variant, VariantId};

/// What belongs to a few products.
pub(super) struct Facts {
    pub(super) tags: HashMap<ProductId, Vec<String>>,
    pub(super) attributes: HashMap<ProductId, Vec<Attribute>>,
    pub(super) categories: HashMap<ProductId, Vec<CategoryId>>,
    pub(super) images: HashMap<ProductId, Vec<Picture>>,
    pub(super) variants: HashMap<ProductId, Vec<Variant>>,
    pub(super) prices: HashMap<VariantId, Vec<Price>>,
    pub(super) components: HashMap<VariantId, Vec<BundlePart>>,
    /// SKUs of variants that are in bundles.
    pub(super) skus: HashMap<VariantId, String>,
}

fn by<K: Eq + std::hash::Hash, V>(pairs: impl IntoIterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut map: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        map.entry(key).or_default().push(value);
    }
    map
}

impl Facts {
    pub(super) async fn read(tx: &mut Tx, products: &[Product]) -> Result<Self> {
        let ids: Vec<ProductId> = products.iter().map(|product| product.id).collect();
        let variants = many::variants(tx, &ids).await?;
        let variant_ids: Vec<VariantId> = variants.iter().map(|variant| variant.id).collect();
        let prices = price::of_variants(tx, &variant_ids).await?;
        let components = variant::components(tx, &variant_ids).await?;
        let mut skus = HashMap::new();
        for part in &components {
            let sku = variant::get(tx, part.component_variant_id).await?.sku;
            skus.extend(sku.map(|sku| (part.component_variant_id, sku)));
        }
        Ok(Self {
            tags: by(many::tags(tx, &ids).await?),
            attributes: by(many::attributes(tx, &ids).await?),
            categories: by(many::categories(tx, &ids).await?),
            images: by(store::pictures(tx, &ids).await?.into_iter().map(|one| (one.product_id, one))),
            variants: by(variants.into_iter().map(|variant| (variant.product_id, variant))),
            prices: by(prices.into_iter().map(|price| (price.variant_id, price))),
            components: by(components.into_iter().map(|part| (part.bundle_variant_id, part))),
            skus,
        })
    }
}

/// The way to each category, as it stands in a cell: `Camping > Tents`.
pub(super) async fn paths(tx: &mut Tx) -> Result<HashMap<CategoryId, String>> {
    let all = category::all(tx).await?;
    let names: HashMap<CategoryId, &str> = all.iter().map(|one| (one.id, one.name.as_str())).collect();
    let path = |id| {
        let mut names: Vec<String> = category::tree::ancestors(&all, id)
            .iter()
            .filter_map(|id| names.get(id).map(|name| part(name)))
            .collect();
        names.reverse();
        names.join(" > ")
    };
    Ok(all.iter().map(|one| (one.id, path(one.id))).collect())
}

/// Where a picture can be fetched: where it once came from, or for a month from here.
pub(super) fn address(tx: &Tx, files: &Files, base: &str, image: &Picture) -> Result<Option<String>> {
    const MONTH: std::time::Duration = std::time::Duration::from_hours(24 * 30);
    if let Some(url) = &image.source_url {
        return Ok(Some(url.clone()));
    }
    let Some(hash) = image.file_hash else { return Ok(None) };
    let media_type = image.media_type.clone().unwrap_or_else(|| MediaType::sniff(&[]));
    let link = files.link(tx.tenant()?, hash, &media_type, None, MONTH, tx.now())?;
    Ok(Some(format!("{}{link}", base.trim_end_matches('/'))))
}
