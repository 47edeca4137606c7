//! Products and how many there are. An OpenCart product is one thing with one stock; what it is a variant of, and the
//! options that a customer picks, have no stock of their own there.

use catalog::product::ProductState;

use super::Changes;
use crate::change::{Change, Image, Item, Product, Stock, StockFigure, Variant, grams};
use crate::reading::{Field, Unreadable};

pub(super) fn product(data: &Field<'_>) -> Changes {
    keep(data);
    let variant = variant(data)?;
    let updated_at = data.at("updated_at").instant();
    let figure = variant.available.filter(|_| variant.track_stock != Some(false)).map(StockFigure::Available);
    let item = variant.item.clone();
    let stock = figure.map(|figure| Change::Stock(Stock { item, location_id: None, figure, updated_at }));
    let words =
        |name: &str| -> Vec<String> { data.at(name).items().iter().filter_map(Field::text).collect() };
    let tags = data
        .at("tag")
        .text()
        .map(|tags| tags.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect());
    let attributes = data.at("attributes").items();
    let attributes = attributes.iter().filter_map(|one| one.at("name").text().zip(one.at("text").text()));
    let product = Product {
        external_id: data.first(&["product_id", "id"]).required_id()?,
        title: data.at("name").text(),
        description: data.at("description").text(),
        slug: data.at("seo_keyword").text(),
        vendor: data.at("manufacturer").text(),
        state: data.at("status").flag().map(|on| if on { ProductState::Active } else { ProductState::Draft }),
        tags,
        categories: words("categories"),
        attributes: attributes.collect(),
        variants: Some(vec![variant]),
        images: data.at("images").is_there().then(|| images(&data.at("images"))),
        seo_title: data.at("meta_title").text(),
        seo_description: data.at("meta_description").text(),
        currency: data.at("shop_currency").currency()?,
        created_at: data.at("created_at").instant(),
        updated_at,
        ..Product::default()
    };
    Ok(std::iter::once(Change::Product(product)).chain(stock).collect())
}

fn item(data: &Field<'_>) -> Result<Item, Unreadable> {
    let id = data.first(&["product_id", "id"]).required_id()?;
    let codes = ["ean", "upc", "jan", "isbn"].map(|name| data.at(name).text());
    Ok(Item {
        variant_id: Some(id.clone()),
        product_id: data.at("master_id").id().or(Some(id)),
        sku: data.first(&["sku", "model"]).text(),
        barcode: codes.into_iter().flatten().next(),
        ..Item::default()
    })
}

fn variant(data: &Field<'_>) -> Result<Variant, Unreadable> {
    let price = data.at("price").decimal()?;
    let special = data.at("special").decimal()?;
    let weight = data.at("weight").decimal()?.zip(data.at("weight_unit").text());
    Ok(Variant {
        item: item(data)?,
        price: special.or(price),
        compare_at: price.filter(|price| special.is_some_and(|special| special < *price)),
        weight_g: weight.and_then(|(weight, unit)| grams(weight, &unit)),
        requires_shipping: data.at("shipping").flag(),
        track_stock: data.at("subtract").flag(),
        available: data.at("quantity").whole()?,
        ..Variant::default()
    })
}

fn images(list: &Field<'_>) -> Vec<Image> {
    let image = |body: &Field<'_>| {
        let url = body.at("url").text().or_else(|| body.text())?;
        Some(Image { url, ..Image::default() })
    };
    list.items().iter().filter_map(image).collect()
}

/// How many there are of a product, after an order took some.
pub(super) fn stock(data: &Field<'_>) -> Changes {
    let item = item(data)?;
    let updated_at = data.at("updated_at").instant();
    let counted = data.at("subtract").flag() != Some(false);
    let quantity = data.at("quantity").whole()?.filter(|_| counted);
    let stock = quantity.map(|quantity| {
        let figure = StockFigure::Available(quantity);
        Change::Stock(Stock { item, location_id: None, figure, updated_at })
    });
    Ok(stock.into_iter().collect())
}

fn keep(data: &Field<'_>) {
    data.keep_raw(&[
        // In the database's own zone: the extension sends instants beside them.
        "date_added",
        "date_modified",
        "date_available",
        // Its own numbers for what is read by name.
        "manufacturer_id",
        "image",
        "attributes[].attribute_id",
        "stock_status_id",
        "stock_status",
        "tax_class_id",
        "weight_class_id",
        "length_class_id",
        "length",
        "width",
        "height",
        "location",
        "variant",
        "override",
        "mpn",
        "meta_keyword",
        "points",
        "minimum",
        "sort_order",
        "viewed",
        "rating",
        "reviews",
        "store_id",
        "language_id",
        "discount",
        "reward",
    ]);
}
