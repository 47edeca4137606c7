//! Products, variations, and how many there are.

use catalog::product::ProductState;

use super::Changes;
use crate::change::{Change, Image, Item, Product, Stock, StockFigure, Variant, VariantUpdate};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

/// A product with its one variant, a variation, or a product that names its variations by their ids alone: then they
/// must be asked for.
pub(super) fn product(body: &Field<'_>) -> Changes {
    keep(body);
    let id = body.at("id").required_id()?;
    let parent = body.at("parent_id").id();
    let kind = body.at("type").text().unwrap_or_default();
    let variant = variant(body, &id, parent.as_deref().filter(|_| kind == "variation"))?;
    let updated_at = body.at("date_modified_gmt").instant();
    let stock = variant.available.map(|available| {
        let figure = StockFigure::Available(available);
        Change::Stock(Stock { item: variant.item.clone(), location_id: None, figure, updated_at })
    });
    let mut changes = Vec::new();
    if kind == "variation" {
        body.keep_raw(PRODUCT_OF_VARIATION);
        changes.push(Change::Variant(VariantUpdate { variant, currency: None, updated_at }));
        changes.extend(stock);
        return Ok(changes);
    }
    let is_variable = kind.starts_with("variable");
    let entity = EntityRef { kind: EntityKind::Product, id: id.clone() };
    changes.push(Change::Product(described(body, id, (!is_variable).then_some(variant))));
    if is_variable {
        changes.push(Change::Fetch(entity));
    } else {
        changes.extend(stock);
    }
    Ok(changes)
}

fn described(body: &Field<'_>, external_id: String, variant: Option<Variant>) -> Product {
    let names = |list: &str| -> Vec<String> {
        body.at(list).items().iter().filter_map(|one| one.at("name").text()).collect()
    };
    let mut attributes = Vec::new();
    let mut options = Vec::new();
    for attribute in body.at("attributes").items() {
        attribute.keep_raw(&["id", "position", "visible", "slug"]);
        let values: Vec<_> = attribute.at("options").items().iter().filter_map(Field::text).collect();
        let Some(name) = attribute.at("name").text() else { continue };
        if attribute.at("variation").flag() == Some(true) {
            options.push(name);
        } else {
            attributes.extend(values.into_iter().map(|value| (name.clone(), value)));
        }
    }
    let short = body.at("short_description").text();
    Product {
        external_id,
        title: body.at("name").text(),
        description: body.at("description").text().or(short),
        slug: body.at("slug").text(),
        vendor: names("brands").into_iter().next(),
        state: state(body),
        tags: Some(names("tags")),
        categories: names("categories"),
        attributes,
        options,
        variants: variant.map(|variant| vec![variant]),
        images: Some(images(&body.at("images"))),
        created_at: body.at("date_created_gmt").instant(),
        updated_at: body.at("date_modified_gmt").instant(),
        ..Product::default()
    }
}

fn state(body: &Field<'_>) -> Option<ProductState> {
    Some(match body.at("status").text()?.as_str() {
        "publish" => ProductState::Active,
        "trash" => ProductState::Archived,
        _ => ProductState::Draft,
    })
}

/// What is sold: WooCommerce's products and variations have their ids from one row of numbers, so that of a product
/// without variations names its one variant.
fn variant(body: &Field<'_>, id: &str, parent: Option<&str>) -> Result<Variant, Unreadable> {
    let price = body.at("price").decimal()?;
    let regular = body.at("regular_price").decimal()?;
    let counts = body.at("manage_stock").text();
    let quantity = body.at("stock_quantity").whole()?;
    let values = body.at("attributes").items();
    let values = values.iter().filter_map(|attribute| attribute.at("option").text()).collect();
    Ok(Variant {
        item: Item {
            variant_id: Some(id.to_owned()),
            product_id: Some(parent.unwrap_or(id).to_owned()),
            sku: body.at("sku").text(),
            barcode: body.at("global_unique_id").text(),
            ..Item::default()
        },
        options: values,
        price: price.or(regular),
        compare_at: regular.filter(|regular| price.is_some_and(|price| price < *regular)),
        unit_cost: body.under(&["cost_of_goods_sold", "total_value"]).decimal()?,
        weight_g: None,
        requires_shipping: body.at("virtual").flag().map(|is_virtual| !is_virtual),
        // "parent" says that the product counts for all its variations.
        track_stock: counts.as_deref().map(|word| word == "true"),
        backorder: body.at("backorders_allowed").flag(),
        available: quantity.filter(|_| counts.as_deref() == Some("true")),
    })
}

fn images(list: &Field<'_>) -> Vec<Image> {
    let image = |body: &Field<'_>| {
        Some(Image {
            external_id: body.at("id").id(),
            alt: body.first(&["alt", "name"]).text(),
            variant_ids: Vec::new(),
            url: body.at("src").text()?,
        })
    };
    list.items().iter().filter_map(image).collect()
}

/// A variation repeats what its product is; the product has a delivery of its own.
const PRODUCT_OF_VARIATION: &[&str] = &[
    "name",
    "slug",
    "status",
    "description",
    "short_description",
    "categories",
    "tags",
    "brands",
    "image",
    "images",
    "attributes",
    "date_created_gmt",
];

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // In the shop's own zone, which it does not name.
        "date_created",
        "date_modified",
        "images[].date_created",
        "images[].date_created_gmt",
        "images[].date_modified",
        "images[].date_modified_gmt",
        // Pictures in smaller sizes.
        "images[].srcset",
        "images[].sizes",
        "images[].thumbnail",
        // The price that a sale sets is `price` while it lasts, and WooCommerce says when that begins and ends.
        "sale_price",
        "date_on_sale_from",
        "date_on_sale_from_gmt",
        "date_on_sale_to",
        "date_on_sale_to_gmt",
        "on_sale",
        "price_html",
        // Where and how its own pages show it.
        "permalink",
        "permalink_template",
        "generated_slug",
        "featured",
        "catalog_visibility",
        "external_url",
        "button_text",
        "reviews_allowed",
        "average_rating",
        "rating_count",
        "related_ids",
        "upsell_ids",
        "cross_sell_ids",
        "grouped_products",
        "menu_order",
        "purchase_note",
        "default_attributes",
        "has_options",
        "post_password",
        "categories[].id",
        "categories[].slug",
        "tags[].id",
        "tags[].slug",
        "brands[].id",
        "brands[].slug",
        // Its unit is a setting of the shop that no webhook tells.
        "weight",
        "dimensions",
        // By ids alone: they are asked for.
        "variations",
        // What it may be sold as, which the shop works out itself.
        "purchasable",
        "sold_individually",
        "stock_status",
        "backorders",
        "backordered",
        "low_stock_amount",
        "shipping_required",
        "shipping_taxable",
        "shipping_class",
        "shipping_class_id",
        "tax_status",
        "tax_class",
        // Files to download are WooCommerce's to hand out.
        "downloadable",
        "downloads",
        "download_limit",
        "download_expiry",
        // Counted here from the orders themselves.
        "total_sales",
        "cost_of_goods_sold",
        // What plugins add.
        "meta_data",
    ]);
}
