//! Products, what is counted of them, and how much there is.

use catalog::product::ProductState;

use super::{Changes, words};
use crate::change::{Change, Image, Item, Product, Stock, StockFigure, Variant, VariantUpdate, grams};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

pub(super) fn product(body: &Field<'_>) -> Changes {
    let variants = body.at("variants");
    let variants = if variants.is_there() {
        Some(variants.items().iter().map(|one| variant(one, body)).collect::<Result<_, _>>()?)
    } else {
        None
    };
    let product = Product {
        external_id: body.at("id").required_id()?,
        title: body.at("title").text(),
        description: body.at("body_html").text(),
        slug: body.at("handle").text(),
        vendor: body.at("vendor").text(),
        state: state(body),
        tags: words(&body.at("tags")),
        categories: [body.at("product_type").text(), body.under(&["category", "full_name"]).text()]
            .into_iter()
            .flatten()
            .collect(),
        options: body.at("options").items().iter().filter_map(|option| option.at("name").text()).collect(),
        variants,
        images: body.at("images").is_there().then(|| images(&body.at("images"))),
        created_at: body.at("created_at").instant(),
        updated_at: body.at("updated_at").instant(),
        ..Product::default()
    };
    keep(body);
    Ok(vec![Change::Product(product)])
}

/// Old bodies do not say how a product stands: one that is not published is a draft.
fn state(body: &Field<'_>) -> Option<ProductState> {
    let published = body.at("published_at");
    let is_published = published.value().is_some();
    match body.at("status").text().as_deref() {
        Some("active" | "unlisted") => Some(ProductState::Active),
        Some("archived") => Some(ProductState::Archived),
        Some(_) => Some(ProductState::Draft),
        None if is_published => Some(ProductState::Active),
        None => None,
    }
}

fn variant(body: &Field<'_>, product: &Field<'_>) -> Result<Variant, Unreadable> {
    let options = ["option1", "option2", "option3"].map(|name| body.at(name).text());
    let tracked = body.at("inventory_management");
    // Null says that nobody counts; a body that lacks it says nothing.
    let track_stock = tracked.is_present().then(|| tracked.text().is_some());
    let weight = body.at("weight").decimal()?.zip(body.at("weight_unit").text());
    let grams_said = body.at("grams").whole()?.filter(|grams| *grams > 0);
    Ok(Variant {
        item: Item {
            variant_id: Some(body.at("id").required_id()?),
            product_id: body.at("product_id").id().or_else(|| product.at("id").id()),
            inventory_id: body.at("inventory_item_id").id(),
            sku: body.at("sku").text(),
            barcode: body.at("barcode").text(),
        },
        options: options.into_iter().flatten().collect(),
        price: body.at("price").decimal()?,
        compare_at: body.at("compare_at_price").decimal()?,
        unit_cost: None,
        weight_g: grams_said.or_else(|| weight.and_then(|(weight, unit)| grams(weight, &unit))),
        requires_shipping: body.at("requires_shipping").flag(),
        track_stock,
        backorder: body.at("inventory_policy").text().map(|policy| policy == "continue"),
        available: body.at("inventory_quantity").whole()?,
    })
}

fn images(list: &Field<'_>) -> Vec<Image> {
    let image = |body: &Field<'_>| {
        body.keep_raw(&["product_id", "created_at", "updated_at", "position", "width", "height"]);
        Some(Image {
            external_id: body.at("id").id(),
            alt: body.at("alt").text(),
            variant_ids: body.at("variant_ids").items().iter().filter_map(Field::id).collect(),
            url: body.at("src").text()?,
        })
    };
    list.items().iter().filter_map(image).collect()
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // Another name of what is read already, or its place in a list that has an order.
        "admin_graphql_api_id",
        "image",
        "images[].admin_graphql_api_id",
        "variants[].admin_graphql_api_id",
        "variants[].title",
        "variants[].position",
        "variants[].image_id",
        "variant_gids",
        "variant_ids",
        "options[].id",
        "options[].product_id",
        "options[].position",
        // All values that an option has had: the variants say which of them are sold.
        "options[].values",
        // Of each variant: the product's own times tell which of two bodies is newer.
        "variants[].created_at",
        "variants[].updated_at",
        // What a shop's own theme, channels and carriers do with it.
        "template_suffix",
        "published_scope",
        "has_variants_that_requires_components",
        "variants[].fulfillment_service",
        "variants[].old_inventory_quantity",
        "variants[].taxable",
        "variants[].tax_code",
        "variants[].presentment_prices",
        // The taxonomy's own id of the category, whose name is read.
        "category",
        "media",
    ]);
}

/// What is counted has no product in this body: it is one variant, known by its id or its SKU.
pub(super) fn inventory_item(body: &Field<'_>) -> Changes {
    let weight = body.at("weight_value").decimal()?.zip(body.at("weight_unit").text());
    let variant = Variant {
        item: Item {
            inventory_id: Some(body.at("id").required_id()?),
            sku: body.at("sku").text(),
            ..Item::default()
        },
        unit_cost: body.at("cost").decimal()?,
        weight_g: weight.and_then(|(weight, unit)| grams(weight, &unit)),
        requires_shipping: body.at("requires_shipping").flag(),
        track_stock: body.at("tracked").flag(),
        ..Variant::default()
    };
    let updated_at = body.at("updated_at").instant();
    body.keep_raw(&[
        "admin_graphql_api_id",
        "created_at",
        // For customs, whose papers Shopify prints.
        "country_code_of_origin",
        "province_code_of_origin",
        "harmonized_system_code",
        "country_harmonized_system_codes",
    ]);
    Ok(vec![Change::Variant(VariantUpdate { variant, currency: None, updated_at })])
}

/// What may still be sold of a thing at a place; null where nobody counts it.
pub(super) fn inventory_level(body: &Field<'_>) -> Changes {
    let item = Item { inventory_id: Some(body.at("inventory_item_id").required_id()?), ..Item::default() };
    let location_id = Some(body.at("location_id").required_id()?);
    let updated_at = body.at("updated_at").instant();
    body.keep_raw(&["admin_graphql_api_id"]);
    let available = body.at("available").whole()?;
    let stock = |figure| Change::Stock(Stock { item, location_id, figure, updated_at });
    Ok(available.map(StockFigure::Available).map(stock).into_iter().collect())
}

/// A thing that a place does not have any more. Its id is that of the level: the thing's and the place's.
pub(super) fn disconnected(body: &Field<'_>) -> Changes {
    let item = body.at("inventory_item_id").required_id()?;
    let id = format!("{item}/{}", body.at("location_id").required_id()?);
    body.keep_raw(&["admin_graphql_api_id", "available", "updated_at"]);
    Ok(vec![Change::Deleted(EntityRef { kind: EntityKind::StockLevel, id })])
}
