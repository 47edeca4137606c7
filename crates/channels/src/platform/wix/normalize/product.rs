//! Products of the catalog's third version at Wix: the price, the SKU and the weight stand with the variants.

use catalog::product::ProductState;
use rust_decimal::Decimal;

use super::stock::variant_id;
use crate::change::{Image, Item, Product, Variant, grams};
use crate::reading::{Field, Unreadable};

/// What belongs to Wix's pages and to its reckoning of ranges.
const KEPT: &[&str] = &[
    "actualPriceRange",
    "additionalRibbons",
    "allCategoriesInfo",
    "breadcrumbsInfo",
    "compareAtPriceRange",
    "costRange",
    "description",
    "directCategoriesInfo",
    "discount",
    "extendedFields",
    "handle",
    "infoSections",
    "inventory",
    "mainCategoryId",
    "modifiers",
    "physicalProperties",
    "productType",
    "purchaseEligibility",
    "revision",
    "ribbon",
    "seoData",
    "subscriptionDetails",
    "tags.privateTags",
    "taxGroupId",
    "url",
    "variantSummary",
    "visibleInPos",
];

/// A product as it is.
pub(super) fn as_it_is(product: &Field<'_>) -> Result<Product, Unreadable> {
    let unit = product.under(&["physicalProperties", "weightMeasurementUnitInfo", "weightMeasurementUnit"]);
    let unit = unit.text().unwrap_or_else(|| "KG".to_owned());
    let is_physical = product.at("productType").text().map(|word| word == "PHYSICAL");
    let options = product.at("options").items();
    let names = options.iter().filter_map(|option| option.at("name").text()).collect();
    let listed = product.under(&["variantsInfo", "variants"]);
    let variants: Result<Vec<_>, _> =
        listed.items().iter().map(|of| variant(of, product, &options, (&unit, is_physical))).collect();
    let is_visible = product.at("visible").flag();
    let change = Product {
        external_id: product.at("id").required_id()?,
        title: product.at("name").text(),
        description: product.at("plainDescription").text(),
        slug: product.at("slug").text(),
        vendor: product.under(&["brand", "name"]).text(),
        state: is_visible.map(|is| if is { ProductState::Active } else { ProductState::Draft }),
        options: names,
        variants: if listed.is_there() { Some(variants?) } else { None },
        images: images(&product.at("media")),
        currency: product.at("currency").currency()?,
        created_at: product.at("createdDate").instant(),
        updated_at: product.at("updatedDate").instant(),
        ..Product::default()
    };
    for option in &options {
        // How a choice looks in the shop, and whether one of it is left.
        option.keep_raw(&["id", "optionRenderType", "key", "choicesSettings"]);
    }
    product.keep_raw(&["brand.id", "tags.publicTags"]);
    product.keep_raw(KEPT);
    Ok(change)
}

fn variant(
    variant: &Field<'_>,
    product: &Field<'_>,
    options: &[Field<'_>],
    (unit, is_physical): (&str, Option<bool>),
) -> Result<Variant, Unreadable> {
    let price = variant.at("price");
    let amount = |name: &str| -> Result<Option<Decimal>, Unreadable> {
        price.at(name).keep_raw(&["formattedAmount"]);
        price.under(&[name, "amount"]).decimal()
    };
    let stock = variant.at("inventoryItem");
    let weight = variant.under(&["physicalProperties", "weight"]).decimal()?;
    let change = Variant {
        item: Item {
            variant_id: variant_id(&variant.at("id")),
            product_id: product.at("id").id(),
            inventory_id: None,
            sku: variant.at("sku").id(),
            barcode: variant.at("barcode").id(),
        },
        options: variant.at("choices").items().iter().map(|choice| chosen(choice, options)).collect(),
        price: amount("actualPrice")?,
        compare_at: amount("compareAtPrice")?,
        unit_cost: variant.under(&["revenueDetails", "cost", "amount"]).decimal()?,
        weight_g: weight.and_then(|weight| grams(weight, unit)),
        requires_shipping: is_physical,
        track_stock: None,
        backorder: variant.under(&["inventoryStatus", "preorderEnabled"]).flag(),
        available: stock.at("quantity").whole()?,
    };
    // What follows from the others, how it looks, and sizes, which only labels need.
    price.keep_raw(&["priceAfterDiscount"]);
    variant.keep_raw(&[
        "digitalProperties",
        "inventoryItem",
        "inventoryStatus",
        "media",
        "physicalProperties",
        "revenueDetails",
        "subscriptionPricesInfo",
        "visible",
    ]);
    Ok(change)
}

/// The name of what was chosen of an option. Where an event has ids alone, the product's options know the name.
fn chosen(choice: &Field<'_>, options: &[Field<'_>]) -> String {
    let named = choice.under(&["optionChoiceNames", "choiceName"]).text();
    let ids = choice.at("optionChoiceIds");
    let (option_id, choice_id) = (ids.at("optionId").id(), ids.at("choiceId").id());
    choice.keep_raw(&["optionChoiceNames"]);
    let known = || {
        let option = options.iter().find(|option| option.at("id").id() == option_id)?;
        let choices = option.under(&["choicesSettings", "choices"]).items();
        choices.iter().find(|choice| choice.at("choiceId").id() == choice_id)?.at("name").text()
    };
    named.or_else(known).unwrap_or_default()
}

/// The pictures; films are left. Where only the main one is told, the others are not known.
fn images(media: &Field<'_>) -> Option<Vec<Image>> {
    let items = media.under(&["itemsInfo", "items"]);
    let listed = items.items();
    media.keep_raw(&["main", "itemsInfo"]);
    let image = |item: &Field<'_>| {
        let url = item.under(&["image", "url"]).text().or_else(|| item.at("url").text())?;
        let alt = item.at("altText").text().or_else(|| item.under(&["image", "altText"]).text());
        Some(Image { external_id: item.at("id").id(), url, alt, variant_ids: Vec::new() })
    };
    items.is_there().then(|| listed.iter().filter_map(image).collect())
}
