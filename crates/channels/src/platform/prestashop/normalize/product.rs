//! Products, their combinations, and how many there are of each.

mod kept;

use catalog::product::ProductState;

use super::{Changes, associated, order::variant_id, worded};
use crate::change::{Change, Image, Item, Product, Stock, StockFigure, Variant, grams};
use crate::reading::{Field, Unreadable};
use crate::{EntityKind, EntityRef};

pub(super) fn product(data: &Field<'_>) -> Changes {
    kept::keep(data);
    let external_id = data.at("id").id();
    let id = external_id.clone().unwrap_or_default();
    let combinations = data.at("combinations").items();
    let mut variants = Vec::new();
    for one in &combinations {
        variants.push(variant(one, data, &id, true)?);
    }
    // The webservice lists combinations by their numbers alone: they must be asked for.
    let numbered = associated(data, "combinations", "combination");
    let is_open = combinations.is_empty() && numbered.iter().any(|one| one.at("id").id().is_some());
    // What the product says of itself goes for its combinations where they do not say otherwise: nobody buys it alone.
    let alone = variant(data, data, &id, false)?;
    if variants.is_empty() {
        variants.push(alone);
    }
    let words =
        |name: &str| -> Vec<String> { data.at(name).items().iter().filter_map(Field::text).collect() };
    let options = combinations.first().map(|one| one.at("options").items()).unwrap_or_default();
    let features = data.at("features").items();
    let short = worded(&data.at("description_short"));
    let product = Product {
        external_id: id.clone(),
        title: worded(&data.at("name")),
        description: worded(&data.at("description")).or(short),
        slug: worded(&data.at("link_rewrite")),
        vendor: data.at("manufacturer_name").text(),
        state: data.at("active").flag().map(|on| if on { ProductState::Active } else { ProductState::Draft }),
        tags: data.at("tags").is_there().then(|| words("tags")),
        categories: words("categories"),
        attributes: features
            .iter()
            .filter_map(|one| one.at("name").text().zip(one.at("value").text()))
            .collect(),
        options: options.iter().filter_map(|option| option.at("name").text()).collect(),
        images: data.at("images").is_there().then(|| images(&data.at("images"))),
        seo_title: worded(&data.at("meta_title")),
        seo_description: worded(&data.at("meta_description")),
        currency: data.at("currency").currency()?,
        created_at: data.at("created_at").instant(),
        updated_at: data.at("updated_at").instant(),
        variants: (!is_open).then_some(variants),
    };
    // A form that is not filled in has no id, and says nothing.
    let Some(id) = external_id else { return Ok(Vec::new()) };
    let mut changes = vec![Change::Product(product)];
    if is_open {
        changes.push(Change::Fetch(EntityRef { kind: EntityKind::Product, id }));
    }
    Ok(changes)
}

/// A combination, or the product itself where it has none. What a customer pays has its tax; our module asks PrestaShop,
/// because the price in the product's record has none and its reductions depend on the day.
fn variant(
    body: &Field<'_>,
    product: &Field<'_>,
    id: &str,
    is_combination: bool,
) -> Result<Variant, Unreadable> {
    let combination = body.at("id").id().filter(|_| is_combination);
    let charged = body.at("price_tax_incl").decimal()?;
    let regular = body.at("regular_price_tax_incl").decimal()?;
    let net = body.at("price").decimal()?.filter(|_| !is_combination);
    let codes = ["ean13", "upc", "isbn"].map(|name| body.at(name).text());
    let cost = body.at("wholesale_price").decimal()?.filter(|cost| !cost.is_zero());
    let unit = product.at("weight_unit").text().unwrap_or_default();
    // The weight of a combination is what it weighs more than the product: our module sends the sum.
    let weight = body.first(&["total_weight", "weight"]).decimal()?;
    let options = body.at("options").items();
    let is_virtual = product.at("is_virtual").flag();
    Ok(Variant {
        item: Item {
            variant_id: Some(variant_id(id, combination.as_deref())),
            product_id: Some(id.to_owned()),
            sku: body.at("reference").text(),
            barcode: codes.into_iter().flatten().next(),
            ..Item::default()
        },
        options: options.iter().filter_map(|option| option.at("value").text()).collect(),
        price: charged.or(net),
        compare_at: regular.filter(|regular| charged.is_some_and(|charged| charged < *regular)),
        unit_cost: cost,
        weight_g: weight.and_then(|weight| grams(weight, &unit)),
        requires_shipping: is_virtual.map(|is_virtual| !is_virtual),
        track_stock: Some(true),
        backorder: body.at("backorder").flag(),
        available: body.at("quantity").whole()?,
    })
}

fn images(list: &Field<'_>) -> Vec<Image> {
    let image = |body: &Field<'_>| {
        Some(Image {
            external_id: body.at("id").id(),
            alt: body.at("legend").text(),
            variant_ids: Vec::new(),
            url: body.at("url").text()?,
        })
    };
    list.items().iter().filter_map(image).collect()
}

/// What can still be sold of a combination, or of a product without any: orders have taken theirs already.
pub(super) fn stock(data: &Field<'_>) -> Changes {
    let product = data.at("id_product").id();
    let combination = data.at("id_product_attribute").id();
    let quantity = data.at("quantity").whole()?;
    let sku = data.at("reference").text();
    // Beside its combinations a product has a row that adds them up.
    let is_sum = data.at("is_sum").flag() == Some(true);
    data.keep_raw(&[
        "id",
        "id_shop",
        "id_shop_group",
        // Whether it may be sold when it is not there is told with the product.
        "depends_on_stock",
        "out_of_stock",
        // A note for the shelf.
        "location",
        "physical_quantity",
        "reserved_quantity",
    ]);
    let updated_at = data.at("updated_at").instant();
    let known = product.zip(quantity).filter(|_| !is_sum);
    let stock = known.map(|(product, quantity)| {
        let variant_id = Some(variant_id(&product, combination.as_deref()));
        let item = Item { variant_id, product_id: Some(product), sku, ..Item::default() };
        Change::Stock(Stock { item, location_id: None, figure: StockFigure::Available(quantity), updated_at })
    });
    Ok(stock.into_iter().collect())
}
