//! Products, variants, offers and stock in our words.

use super::{flag, instant, list, listed, required, texts, word};
use crate::change::{Image, Item, Listing, Product, Stock, StockFigure, Variant, VariantUpdate};
use crate::reading::{Field, Unreadable};

/// A product as it is.
pub(super) fn product(data: &Field<'_>) -> Result<Product, Unreadable> {
    let attribute = |pair: &Field<'_>| match pair.texts().as_slice() {
        [name, value] => Ok((name.clone(), value.clone())),
        _ => Err(pair.unreadable("It is not a name and a value.")),
    };
    Ok(Product {
        external_id: data.at("external_id").required_id()?,
        title: data.at("title").text(),
        description: data.at("description").text(),
        slug: data.at("slug").text(),
        vendor: data.at("vendor").text(),
        state: word(&data.at("state"))?,
        tags: texts(&data.at("tags"))?,
        categories: texts(&data.at("categories"))?.unwrap_or_default(),
        attributes: listed(&data.at("attributes"), attribute)?,
        options: texts(&data.at("options"))?.unwrap_or_default(),
        variants: list(&data.at("variants"), variant)?,
        images: list(&data.at("images"), image)?,
        seo_title: data.at("seo_title").text(),
        seo_description: data.at("seo_description").text(),
        currency: data.at("currency").currency()?,
        created_at: instant(&data.at("created_at"))?,
        updated_at: instant(&data.at("updated_at"))?,
    })
}

/// One variant of a product that is here already.
pub(super) fn update(data: &Field<'_>) -> Result<VariantUpdate, Unreadable> {
    Ok(VariantUpdate {
        variant: variant(&data.at("variant"))?,
        currency: data.at("currency").currency()?,
        updated_at: instant(&data.at("updated_at"))?,
    })
}

fn variant(data: &Field<'_>) -> Result<Variant, Unreadable> {
    Ok(Variant {
        item: item(&data.at("item")),
        options: texts(&data.at("options"))?.unwrap_or_default(),
        price: data.at("price").decimal()?,
        compare_at: data.at("compare_at").decimal()?,
        unit_cost: data.at("unit_cost").decimal()?,
        weight_g: data.at("weight_g").whole()?,
        requires_shipping: flag(&data.at("requires_shipping"))?,
        track_stock: flag(&data.at("track_stock"))?,
        backorder: flag(&data.at("backorder"))?,
        available: data.at("available").whole()?,
    })
}

/// How something that is sold is named.
pub(super) fn item(data: &Field<'_>) -> Item {
    Item {
        variant_id: data.at("variant_id").id(),
        product_id: data.at("product_id").id(),
        inventory_id: data.at("inventory_id").id(),
        sku: data.at("sku").id(),
        barcode: data.at("barcode").id(),
    }
}

fn image(data: &Field<'_>) -> Result<Image, Unreadable> {
    let url = data.at("url");
    Ok(Image {
        external_id: data.at("external_id").id(),
        url: required(&url, url.text())?,
        alt: data.at("alt").text(),
        variant_ids: texts(&data.at("variant_ids"))?.unwrap_or_default(),
    })
}

/// An offer on a marketplace.
pub(super) fn listing(data: &Field<'_>) -> Result<Listing, Unreadable> {
    Ok(Listing {
        item: item(&data.at("item")),
        title: data.at("title").text(),
        is_buyable: flag(&data.at("is_buyable"))?,
        status: texts(&data.at("status"))?.unwrap_or_default(),
        price: data.at("price").decimal()?,
        currency: data.at("currency").currency()?,
        updated_at: instant(&data.at("updated_at"))?,
    })
}

/// How much there is of something.
pub(super) fn stock(data: &Field<'_>) -> Result<Stock, Unreadable> {
    let figure = data.at("figure");
    let available = figure.at("available").whole()?;
    let on_hand = figure.at("on_hand").whole()?;
    let figure = match (available, on_hand) {
        (Some(count), None) => StockFigure::Available(count),
        (None, Some(count)) => StockFigure::OnHand(count),
        _ => return Err(figure.unreadable("It is neither {\"available\": …} nor {\"on_hand\": …}.")),
    };
    let item_field = data.at("item");
    let item = item(&item_field);
    if item == Item::default() {
        return Err(item_field.unreadable("It names nothing: it needs an id, a SKU or a barcode."));
    }
    Ok(Stock {
        item,
        location_id: data.at("location_id").id(),
        figure,
        updated_at: instant(&data.at("updated_at"))?,
    })
}
