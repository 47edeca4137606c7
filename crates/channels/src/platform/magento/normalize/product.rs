//! Products. A configurable product is sold as one of several simple ones, which are its variants.

mod kept;

use catalog::product::ProductState;
use kernel::Timestamp;

use super::{Changes, id, pieces, stock};
use crate::change::{Change, Image, Item, Product, Variant, VariantUpdate, grams};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

pub(super) fn product(body: &Field<'_>, meaning: stock::Meaning) -> Changes {
    kept::keep(body);
    let external_id = id(body)?;
    let updated_at = body.at("updated_at").instant();
    let listed = body.at("variants").items();
    let kind = body.at("type_id").text();
    if let Some(parent) = parent(body) {
        let variant = variant(body, Some(&parent))?;
        let stock = stock_of(body, &variant, meaning, updated_at)?;
        let update = VariantUpdate { variant, currency: body.at("shop_currency").currency()?, updated_at };
        kept::keep_described(body);
        return Ok(std::iter::once(Change::Variant(update)).chain(stock).collect());
    }
    let mut product = described(body, external_id.clone());
    product.currency = body.at("shop_currency").currency()?;
    product.updated_at = updated_at;
    let mut after = Vec::new();
    if kind.as_deref() == Some("configurable") {
        // Nobody buys it, but one of its simple ones.
        kept::keep_unsold(body);
        let mut variants = Vec::new();
        for one in &listed {
            kept::keep(one);
            kept::keep_described(one);
            let variant = variant(one, Some(&external_id))?;
            after.extend(stock_of(one, &variant, meaning, updated_at)?);
            variants.push(variant);
        }
        if listed.is_empty() {
            after.push(Change::Fetch(EntityRef { kind: EntityKind::Product, id: external_id }));
        } else {
            product.variants = Some(variants);
        }
    } else {
        let variant = variant(body, None)?;
        after.extend(stock_of(body, &variant, meaning, updated_at)?);
        product.variants = Some(vec![variant]);
    }
    Ok(std::iter::once(Change::Product(product)).chain(after).collect())
}

/// The configurable product that this is a variant of. Our extension says which; an event says at most that the product is
/// not shown by itself, and then what it belongs to is not known.
fn parent(body: &Field<'_>) -> Option<String> {
    let named = body.at("parent_product_id").id();
    let hidden = body.at("visibility").text().as_deref() == Some("1");
    named.or_else(|| hidden.then(String::new))
}

/// A field of the resource itself, or else of its list of attributes.
fn attribute<'r>(body: &Field<'r>, name: &str) -> Field<'r> {
    let own = body.at(name);
    if own.is_there() {
        return own;
    }
    let attributes = body.at("custom_attributes").items();
    let named = attributes.iter().find(|one| one.at("attribute_code").text().as_deref() == Some(name));
    named.map_or(own, |one| one.at("value"))
}

fn described(body: &Field<'_>, external_id: String) -> Product {
    let options = body.under(&["extension_attributes", "configurable_product_options"]).items();
    let words =
        |name: &str| -> Vec<String> { body.at(name).items().iter().filter_map(Field::text).collect() };
    let short = attribute(body, "short_description").text();
    Product {
        external_id,
        title: body.at("name").text(),
        description: attribute(body, "description").text().or(short),
        slug: attribute(body, "url_key").text(),
        vendor: body.at("manufacturer_label").text(),
        state: body.at("status").text().map(|status| match status.as_str() {
            "1" => ProductState::Active,
            _ => ProductState::Draft,
        }),
        categories: words("category_names"),
        options: options.iter().filter_map(|option| option.at("label").text()).collect(),
        images: images(body),
        seo_title: attribute(body, "meta_title").text(),
        seo_description: attribute(body, "meta_description").text(),
        created_at: body.at("created_at").instant(),
        ..Product::default()
    }
}

fn variant(body: &Field<'_>, parent: Option<&str>) -> Result<Variant, Unreadable> {
    let own = id(body)?;
    let price = body.at("price").decimal()?;
    // Whether a special price is on depends on the day: our extension asks Magento.
    let charged = body.at("final_price").decimal()?;
    let item = stock_item(body);
    let weight = body.at("weight").decimal()?.zip(body.at("weight_unit").text());
    let options = body.at("option_values").items();
    let kind = body.at("type_id").text();
    let is_sent = kind.map(|kind| !matches!(kind.as_str(), "virtual" | "downloadable"));
    Ok(Variant {
        item: Item {
            variant_id: Some(own.clone()),
            product_id: parent
                .map_or(Some(own), |parent| Some(parent.to_owned()).filter(|id| !id.is_empty())),
            sku: body.at("sku").text(),
            barcode: body.at("barcode").text(),
            ..Item::default()
        },
        options: options.iter().filter_map(Field::text).collect(),
        price: charged.or(price),
        compare_at: price.filter(|price| charged.is_some_and(|charged| charged < *price)),
        unit_cost: attribute(body, "cost").decimal()?,
        weight_g: weight.and_then(|(weight, unit)| grams(weight, &unit)),
        requires_shipping: is_sent,
        track_stock: stock::is_counted(&item),
        backorder: stock::is_backordered(&item),
        available: pieces(&item.at("salable_qty"))?,
    })
}

/// REST has the stock among the extension's attributes; models have it at hand.
fn stock_item<'r>(body: &Field<'r>) -> Field<'r> {
    let at_hand = body.at("stock_data");
    if at_hand.is_there() { at_hand } else { body.under(&["extension_attributes", "stock_item"]) }
}

fn stock_of(
    body: &Field<'_>,
    variant: &Variant,
    meaning: stock::Meaning,
    updated_at: Option<Timestamp>,
) -> Result<Option<Change>, Unreadable> {
    let stock = stock::of_item(&stock_item(body), variant.item.clone(), meaning, updated_at)?;
    Ok(stock.map(Change::Stock))
}

/// Images are files below an address that our extension adds; without it there is nothing to fetch them from.
fn images(body: &Field<'_>) -> Option<Vec<Image>> {
    let base = body.at("media_base_url").text()?;
    let entries = body.at("media_gallery_entries").items();
    let image = |entry: &Field<'_>| {
        let hidden = entry.at("disabled").flag() == Some(true);
        let file = entry.at("file").text().filter(|_| !hidden)?;
        Some(Image {
            external_id: entry.at("id").id(),
            url: format!("{}/{}", base.trim_end_matches('/'), file.trim_start_matches('/')),
            alt: entry.at("label").text(),
            variant_ids: Vec::new(),
        })
    };
    Some(entries.iter().filter_map(image).collect())
}
