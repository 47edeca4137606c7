//! Products.
//!
//! A product that a connection has made follows what its platform says. One that was here already, and was found by the
//! SKU of one of its variants, is somebody else's: it is linked and listed, and its texts and prices stay.

mod follow;

use std::collections::HashSet;

use catalog::product::listing::{self, ListingState};
use catalog::product::{self, Attribute, NewProduct, ProductId, ProductOption, ProductState};
use catalog::shop::Shop;
use catalog::variant::{Backorder, NewPrice, NewVariant, VariantId};
use db::Tx;
use kernel::{Currency, Money, Result};

use super::{Place, effect, in_review, link_of, skipped, stale, stated_at, stock};
use crate::Platform;
use crate::change::{self, Product, Stock, StockFigure, Variant, VariantUpdate};
use crate::link::{LinkKind, Match, ask, match_item, store as links};
use crate::processing::{Effect, EffectKind, Source};

pub(super) async fn apply(
    tx: &mut Tx,
    place: &Place,
    source: &Source,
    stated: Product,
) -> Result<Vec<Effect>> {
    let shop = place.shop()?.clone();
    let at = stated_at(stated.updated_at, source);
    let external = stated.external_id.clone();
    let link = link_of(tx, place, LinkKind::Product, &external).await?;
    if let Some(link) = link.as_ref().filter(|link| link.is_newer_than(at)) {
        return Ok(vec![stale("product", &external, link)]);
    }
    let known = match link.as_ref().and_then(|link| link.entity().map(|id: ProductId| (id, link.is_source))) {
        Some((id, is_source)) => product::find(tx, id).await?.map(|product| (product, is_source)),
        None => None,
    };
    let mut effects = Vec::new();
    let (id, is_source) = match known {
        Some((product, true)) => {
            let id = product.id;
            let changed = follow::follow(tx, place, &shop, product, &stated).await?;
            let kind = if changed { EffectKind::Updated } else { EffectKind::Unchanged };
            effects.push(effect("product", kind, &external, Some(id)));
            (id, true)
        }
        Some((product, false)) => {
            effects.push(effect("product", EffectKind::Unchanged, &external, Some(product.id)));
            effects.extend(match_variants(tx, place, &stated).await?.1);
            (product.id, false)
        }
        None => match adopt(tx, place, &shop, &stated).await? {
            Adopted::Made(id) => {
                effects.push(effect("product", EffectKind::Created, &external, Some(id)));
                (id, true)
            }
            Adopted::Found(id, questions) => {
                effects.push(effect("product", EffectKind::Updated, &external, Some(id)));
                effects.extend(questions);
                (id, false)
            }
            Adopted::Unclear(questions) => return Ok(questions),
        },
    };
    let name = (LinkKind::Product, external.as_str());
    let link = match link.filter(|link| link.entity() == Some(id)) {
        Some(link) => link,
        None => links::remember(tx, place.connection.id, name, id, is_source).await?,
    };
    links::stated(tx, link.id, at, source.delivery).await?;
    list(tx, &shop, id, &stated).await?;
    effects.extend(figures(tx, place, source, &stated).await?);
    Ok(effects)
}

/// One variant, when it is known and follows this connection.
pub(super) async fn apply_variant(
    tx: &mut Tx,
    place: &Place,
    source: &Source,
    stated: VariantUpdate,
) -> Result<Effect> {
    let item = &stated.variant.item;
    let external = item.inventory_id.clone().or_else(|| item.variant_id.clone());
    let external = external.or_else(|| item.sku.clone());
    let Match::Known(id) = match_item(tx, place.connection.id, item, None).await? else {
        return Ok(skipped("variant", external, "No variant here is meant by it."));
    };
    let external = external.unwrap_or_default();
    let mut is_source = false;
    for kind in [LinkKind::Variant, LinkKind::InventoryItem] {
        for link in links::of_entity(tx, place.connection.id, kind, id.uuid()).await? {
            is_source |= link.is_source;
            if link.external_id != external {
                continue;
            }
            if link.is_newer_than(stated_at(stated.updated_at, source)) {
                return Ok(stale("variant", &external, &link));
            }
            links::stated(tx, link.id, stated_at(stated.updated_at, source), source.delivery).await?;
        }
    }
    if !is_source {
        return Ok(effect("variant", EffectKind::Unchanged, &external, Some(id)));
    }
    let currency = stated.currency.unwrap_or(place.shop()?.currency);
    let ours = catalog::variant::get(tx, id).await?;
    let product = ours.product_id;
    let kind = match follow::variant_change(tx, currency, &stated.variant, &ours).await? {
        Some(change) => {
            catalog::variant::change(tx, ours, change).await?;
            catalog::variant::settle(tx, product).await?;
            EffectKind::Updated
        }
        None => EffectKind::Unchanged,
    };
    Ok(effect("variant", kind, &external, Some(id)))
}

/// A product that the connection has made is archived; what else was sold of it stays.
pub(super) async fn deleted(tx: &mut Tx, place: &Place, source: &Source, external: &str) -> Result<Effect> {
    let Some(link) = link_of(tx, place, LinkKind::Product, external).await? else {
        return Ok(skipped("deleted", Some(external.to_owned()), "Nothing here was made of it."));
    };
    let Some(id) = link.entity::<product::Product>() else {
        return Ok(skipped("deleted", Some(external.to_owned()), "Nothing here was made of it."));
    };
    let Some(product) = product::find(tx, id).await? else {
        return Ok(effect("deleted", EffectKind::Unchanged, external, Some(id)));
    };
    links::stated(tx, link.id, source.occurred_at, source.delivery).await?;
    if let Some(shop) = &place.shop {
        listing::set(tx, id, shop.id, ListingState::Hidden, Some(external)).await?;
    }
    if !link.is_source || product.state == ProductState::Archived {
        return Ok(effect("deleted", EffectKind::Unchanged, external, Some(id)));
    }
    let change = product::ProductChange { state: Some(ProductState::Archived), ..Default::default() };
    product::change(tx, product, change).await?;
    Ok(effect("deleted", EffectKind::Updated, external, Some(id)))
}

/// What became of a product that was not linked yet.
enum Adopted {
    /// It is new.
    Made(ProductId),
    /// It is here already; some of its variants may not be clear.
    Found(ProductId, Vec<Effect>),
    /// None of its variants is clear.
    Unclear(Vec<Effect>),
}

async fn adopt(tx: &mut Tx, place: &Place, shop: &Shop, stated: &Product) -> Result<Adopted> {
    let (found, questions) = match_variants(tx, place, stated).await?;
    if let Some(id) = found {
        return Ok(Adopted::Found(id, questions));
    }
    if !questions.is_empty() {
        return Ok(Adopted::Unclear(questions));
    }
    let new = new_product(tx, shop, stated).await?;
    let made = product::create_many(tx, vec![new]).await?;
    let missing = || kernel::Error::internal("a product was neither made nor refused");
    let made = made.into_iter().next().ok_or_else(missing)??;
    let stated_variants = stated.variants.as_deref().unwrap_or_default();
    for (variant, id) in stated_variants.iter().zip(&made.variants) {
        remember(tx, place, variant, *id).await?;
    }
    follow::link_images(tx, made.product.id, stated).await?;
    Ok(Adopted::Made(made.product.id))
}

/// Finds the product whose variants these are, by any of them. Those that are not clear become questions, as do those that
/// are not known of a product of which others are.
async fn match_variants(
    tx: &mut Tx,
    place: &Place,
    stated: &Product,
) -> Result<(Option<ProductId>, Vec<Effect>)> {
    let (mut found, mut unclear, mut unknown) = (None, Vec::new(), Vec::new());
    for variant in stated.variants.as_deref().unwrap_or_default() {
        let title = title_of(stated, variant);
        match match_item(tx, place.connection.id, &variant.item, Some(&title)).await? {
            Match::Known(id) => {
                let product = catalog::variant::get(tx, id).await?.product_id;
                found = found.or(Some(product));
            }
            Match::Ignored => {}
            Match::Unclear(question) if question.candidates.is_empty() => unknown.push((variant, question)),
            Match::Unclear(question) => unclear.push((variant, question)),
        }
    }
    if found.is_some() || !unclear.is_empty() {
        unclear.extend(unknown);
    }
    let mut effects = Vec::with_capacity(unclear.len());
    for (variant, question) in unclear {
        ask(tx, place.connection.id, &variant.item, question).await?;
        let note =
            format!("It is not clear which variant {} is. Decide in review.", title_of(stated, variant));
        effects.push(in_review("variant", variant.item.variant_id.clone(), note));
    }
    Ok((found, effects))
}

fn title_of(product: &Product, variant: &Variant) -> String {
    let title = product.title.clone().unwrap_or_default();
    if variant.options.is_empty() { title } else { format!("{title} ({})", variant.options.join(" / ")) }
}

/// A variant is known by its ids there from now on.
async fn remember(tx: &mut Tx, place: &Place, variant: &Variant, id: VariantId) -> Result<()> {
    let connection = place.connection.id;
    if let Some(external) = &variant.item.variant_id {
        links::remember(tx, connection, (LinkKind::Variant, external), id, true).await?;
    }
    if let Some(external) = &variant.item.inventory_id {
        links::remember(tx, connection, (LinkKind::InventoryItem, external), id, true).await?;
    }
    Ok(())
}

async fn new_product(tx: &mut Tx, shop: &Shop, stated: &Product) -> Result<NewProduct> {
    let slug = match &stated.slug {
        Some(slug) if product::find_by_slug(tx, slug).await?.is_none() => Some(slug.clone()),
        _ => None,
    };
    let variants = stated.variants.as_deref().unwrap_or_default();
    let mut new_variants = Vec::with_capacity(variants.len());
    for variant in variants {
        new_variants.push(new_variant(shop, stated, variant)?);
    }
    Ok(NewProduct {
        title: stated.title.clone().unwrap_or_else(|| stated.external_id.clone()),
        state: stated.state.unwrap_or(ProductState::Active),
        // What is no address of ours gets one made of the title.
        slug: slug.filter(|slug| is_plain(slug)),
        description: stated.description.clone().unwrap_or_default(),
        vendor: stated.vendor.clone(),
        options: stated
            .options
            .iter()
            .map(|name| ProductOption { name: name.clone(), values: Vec::new() })
            .collect(),
        variants: new_variants,
        tags: follow::tags(stated),
        attributes: attributes(stated),
        seo_title: stated.seo_title.clone(),
        seo_description: stated.seo_description.clone(),
        shop_ids: Some(vec![shop.id]),
        ..NewProduct::default()
    })
}

fn is_plain(slug: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !slug.is_empty()
        && slug.len() <= 200
        && slug.bytes().all(plain)
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

fn attributes(stated: &Product) -> Vec<Attribute> {
    let mut seen = HashSet::new();
    let attribute = |(name, value): &(String, String)| Attribute { name: name.clone(), value: value.clone() };
    stated.attributes.iter().filter(|one| seen.insert((*one).clone())).map(attribute).take(50).collect()
}

fn new_variant(shop: &Shop, product: &Product, variant: &Variant) -> Result<NewVariant> {
    let currency = product.currency.unwrap_or(shop.currency);
    let unit_cost = match variant.unit_cost {
        Some(cost) => Some(Money::new(change::minor_rounded("unit_cost", cost, currency)?, currency)),
        None => None,
    };
    Ok(NewVariant {
        options: variant.options.clone(),
        sku: variant.item.sku.clone(),
        barcode: variant.item.barcode.clone(),
        prices: price(variant, currency)?.into_iter().collect(),
        unit_cost,
        weight_g: variant.weight_g,
        requires_shipping: variant.requires_shipping.unwrap_or(true),
        track_stock: variant.track_stock.unwrap_or(true),
        backorder: if variant.backorder == Some(true) { Backorder::Allow } else { Backorder::Deny },
        ..NewVariant::default()
    })
}

/// What it sells for. What it is compared with counts only where it is more.
fn price(variant: &Variant, currency: Currency) -> Result<Option<NewPrice>> {
    let Some(price) = variant.price else { return Ok(None) };
    let amount_minor = change::minor_rounded("price", price, currency)?;
    let compare_at_minor = match variant.compare_at {
        Some(compare_at) => Some(change::minor_rounded("compare_at", compare_at, currency)?),
        None => None,
    };
    let compare_at_minor = compare_at_minor.filter(|compare_at| *compare_at > amount_minor);
    Ok(Some(NewPrice { amount_minor, currency, compare_at_minor, price_list_id: None }))
}

/// The shop lists it, shown when it can be bought there.
async fn list(tx: &mut Tx, shop: &Shop, id: ProductId, stated: &Product) -> Result<()> {
    let state = match stated.state {
        Some(ProductState::Draft | ProductState::Archived) => ListingState::Hidden,
        _ => ListingState::Published,
    };
    listing::set(tx, id, shop.id, state, Some(&stated.external_id)).await.map(drop)
}

/// Figures of stock that come with the product. Shopify's are sums over places, which it tells of one by one.
async fn figures(tx: &mut Tx, place: &Place, source: &Source, stated: &Product) -> Result<Vec<Effect>> {
    let mut effects = Vec::new();
    if place.connection.platform == Platform::Shopify {
        return Ok(effects);
    }
    for variant in stated.variants.as_deref().unwrap_or_default() {
        let Some(available) = variant.available else { continue };
        let figure = StockFigure::Available(available);
        let (item, updated_at) = (variant.item.clone(), stated.updated_at);
        let stated = Stock { item, location_id: None, figure, updated_at };
        effects.push(stock::apply(tx, place, source, stated).await?);
    }
    Ok(effects)
}
