//! Bringing a product that a connection has made to what its platform says now.

use catalog::image;
use catalog::product::{self, OptionChange, Product as Ours, ProductChange, ProductId};
use catalog::shop::Shop;
use catalog::variant::{self, Backorder, VariantChange, VariantId, VariantState};
use db::Tx;
use kernel::{Currency, Money, Result};

use super::{Place, new_variant, price, remember};
use crate::change::{self, Item, Product, Variant};
use crate::link::{LinkKind, store as links};

/// Changes what is different; answers whether anything was.
pub(super) async fn follow(
    tx: &mut Tx,
    place: &Place,
    shop: &Shop,
    ours: Ours,
    stated: &Product,
) -> Result<bool> {
    let (id, version) = (ours.id, ours.version);
    follow_product(tx, &ours, stated).await?;
    let mut changed = product::get(tx, id).await?.version != version;
    if let Some(variants) = &stated.variants {
        changed |= follow_variants(tx, place, shop, id, stated, variants).await?;
        variant::settle(tx, id).await?;
    }
    changed |= link_images(tx, id, stated).await?;
    Ok(changed)
}

async fn follow_product(tx: &mut Tx, ours: &Ours, stated: &Product) -> Result<()> {
    let names: Vec<&String> = ours.options.0.iter().map(|option| &option.name).collect();
    let is_other = stated.variants.is_some() && names != stated.options.iter().collect::<Vec<_>>();
    let options = is_other.then(|| options(ours, stated));
    let stays = |ours: &str, stated: &Option<String>| stated.as_deref().is_none_or(|stated| stated == ours);
    let tags = stated.tags.is_some().then(|| tags(stated));
    let known_tags = product::tags(tx, ours.id).await?;
    let mut sorted = tags.clone().unwrap_or_default();
    sorted.sort_unstable();
    let same_tags = tags.is_none() || { sorted == known_tags };
    let same_texts = stays(&ours.title, &stated.title)
        && stays(&ours.description, &stated.description)
        && stated.vendor.as_ref().is_none_or(|vendor| ours.vendor.as_ref() == Some(vendor))
        && stated.state.is_none_or(|state| state == ours.state);
    if same_texts && same_tags && options.is_none() {
        return Ok(());
    }
    let change = ProductChange {
        title: stated.title.clone(),
        state: stated.state,
        description: stated.description.clone(),
        vendor: stated.vendor.clone().map(Some),
        options,
        tags: tags.filter(|_| !same_tags),
        ..ProductChange::default()
    };
    product::change(tx, ours.clone(), change).await.map(drop)
}

/// The options under their names of now, with every value that a variant has or had.
fn options(ours: &Ours, stated: &Product) -> Vec<OptionChange> {
    let variants = stated.variants.as_deref().unwrap_or_default();
    let known = |name: &str| ours.options.0.iter().find(|option| option.name == name);
    let option = |(index, name): (usize, &String)| {
        let same_place = ours.options.0.get(index).filter(|_| ours.options.0.len() == stated.options.len());
        let before = known(name).or(same_place);
        let mut values = before.map(|option| option.values.clone()).unwrap_or_default();
        for value in variants.iter().filter_map(|variant| variant.options.get(index)) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        OptionChange { name: name.clone(), values, ..OptionChange::default() }
    };
    stated.options.iter().enumerate().map(option).collect()
}

async fn follow_variants(
    tx: &mut Tx,
    place: &Place,
    shop: &Shop,
    product_id: ProductId,
    product: &Product,
    stated: &[Variant],
) -> Result<bool> {
    let (mut changed, mut there): (bool, Vec<VariantId>) = (false, Vec::with_capacity(stated.len()));
    for (position, one) in (0..).zip(stated) {
        let known = match &one.item.variant_id {
            Some(id) => links::find(tx, place.connection.id, LinkKind::Variant, id).await?,
            None => None,
        };
        let known = match known.and_then(|link| link.entity()) {
            Some(id) => variant::find(tx, id).await?,
            None => None,
        };
        let id = if let Some(ours) = known {
            let (id, version) = (ours.id, ours.version);
            let currency = product.currency.unwrap_or(shop.currency);
            let mut change = variant_change(tx, currency, one, &ours).await?;
            if ours.position != position {
                change.get_or_insert_default().position = Some(position);
            }
            if let Some(change) = change {
                changed |= variant::change(tx, ours, change).await?.version != version;
            }
            id
        } else {
            let ours = product::get(tx, product_id).await?;
            changed = true;
            variant::add(tx, &ours, new_variant(shop, product, one)?).await?.id
        };
        remember(tx, place, one, id).await?;
        there.push(id);
    }
    for ours in variant::of_product(tx, product_id).await? {
        if !there.contains(&ours.id) && ours.state == VariantState::Active {
            let gone = VariantChange { state: Some(VariantState::Archived), ..VariantChange::default() };
            variant::change(tx, ours, gone).await?;
            changed = true;
        }
    }
    Ok(changed)
}

/// What is different about a variant; nothing when nothing is. What the platform does not say stays.
pub(super) async fn variant_change(
    tx: &mut Tx,
    currency: Currency,
    stated: &Variant,
    ours: &variant::Variant,
) -> Result<Option<VariantChange>> {
    let mut change = VariantChange::default();
    let mut is_other = false;
    macro_rules! set {
        ($field:ident, $is:expr, $value:expr) => {
            if $is {
                change.$field = $value;
                is_other = true;
            }
        };
    }
    set!(state, ours.state == VariantState::Archived, Some(VariantState::Active));
    let is_other_choice = !stated.options.is_empty() && ours.options() != stated.options;
    set!(options, is_other_choice, Some(stated.options.clone()));
    let Item { sku, barcode, .. } = &stated.item;
    set!(sku, sku.is_some() && ours.sku != *sku, Some(sku.clone()));
    set!(barcode, barcode.is_some() && ours.barcode != *barcode, Some(barcode.clone()));
    set!(weight_g, stated.weight_g.is_some() && ours.weight_g != stated.weight_g, Some(stated.weight_g));
    let ships = stated.requires_shipping.filter(|ships| *ships != ours.requires_shipping);
    set!(requires_shipping, ships.is_some(), ships);
    let tracks = stated.track_stock.filter(|tracks| *tracks != ours.track_stock);
    set!(track_stock, tracks.is_some(), tracks);
    let backorder = stated.backorder.map(|may| if may { Backorder::Allow } else { Backorder::Deny });
    let backorder = backorder.filter(|backorder| *backorder != ours.backorder);
    set!(backorder, backorder.is_some(), backorder);
    if let Some(cost) = stated.unit_cost {
        let cost = Money::new(change::minor_rounded("unit_cost", cost, currency)?, currency);
        set!(unit_cost, ours.unit_cost() != Some(cost), Some(Some(cost)));
    }
    if let Some(price) = price(stated, currency)? {
        let list = catalog::price::base_list(tx, currency).await?;
        let known = catalog::price::of_variants(tx, &[ours.id]).await?;
        let same = known.iter().any(|known| {
            known.price_list_id == list.id
                && known.amount_minor == price.amount_minor
                && known.compare_at_minor == price.compare_at_minor
        });
        set!(prices, !same, Some(vec![price]));
    }
    Ok(is_other.then_some(change))
}

/// Words to find the product by: its tags, and what it is sorted under there.
pub(super) fn tags(stated: &Product) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in stated.tags.iter().flatten().chain(&stated.categories) {
        let is_new = !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
        if is_new && tag.chars().count() <= 50 {
            tags.push(tag.clone());
        }
    }
    tags.truncate(100);
    tags
}

/// Links the pictures of a product that has none yet; a job fetches them.
pub(super) async fn link_images(tx: &mut Tx, id: ProductId, stated: &Product) -> Result<bool> {
    let Some(images) = stated.images.as_ref().filter(|images| !images.is_empty()) else { return Ok(false) };
    let pictures = images.iter().map(|image| (image.url.as_str(), image.alt.as_deref().unwrap_or_default()));
    image::link_first(tx, id, pictures).await
}
