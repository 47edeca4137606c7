//! The catalogue of the demo's merchant: three shops, a tree of categories, and a good two hundred products.
//!
//! It is the same every time, and as old as the merchant: what other domains make up can refer to all of it.

mod goods;
mod many;
mod picture;

use std::collections::HashMap;

use blobs::{Blob, Files};
use bytes::Bytes;
use db::{Db, Tx};
use identity::audit::{Record, record};
use identity::demo::{AGE_DAYS, Merchant, ago};
use jobs::Queue;
use kernel::{Cursor, Error, Json, Money, Result, TenantId};

use crate::category::{self, CategoryId, NewCategory};
use crate::collection::{self, Condition, Field, Match, NewCollection, Relation, Rule};
use crate::image;
use crate::product::{self, Attribute, NewProduct, Product, ProductKind, ProductOption, ProductState};
use crate::shop::{self, Platform, Shop, ShopKind, ShopSeller, ShopState};
use crate::variant::{self, NewComponent, NewPrice, NewVariant, VariantId};
use goods::{FAMILIES, Family, LINES};
pub use many::fill;
use picture::COLOURS;

/// What one euro is in the currencies of the other shops, in hundredths.
const DOLLAR: i64 = 112;
const POUND: i64 = 86;

/// Makes the catalogue in the merchant's organization. Called once, on an empty one.
pub async fn seed(db: &Db, files: &Files, merchant: &Merchant) -> Result<()> {
    let scope = merchant.scope();
    let now = db.env().now();
    let (shops, categories) = db
        .at(ago(now, AGE_DAYS - 1, (8, 0)))
        .write(&scope, async |tx| {
            let shops = shops(tx).await?;
            collections(tx).await?;
            Ok((shops, categories(tx).await?))
        })
        .await?;
    let mut pictures = HashMap::new();
    for (number, family) in FAMILIES.iter().enumerate() {
        let drawn =
            drawn(files, scope.tenant.ok_or_else(|| Error::internal("the demo's merchant"))?, family).await?;
        pictures.insert(family.code, drawn);
        let minute = u32::try_from(number * 2).map_err(Error::internal)?;
        let time = ago(now, AGE_DAYS - 2, (9 + minute / 60, minute % 60));
        db.at(time)
            .write(&scope, async |tx| {
                for line in 0..LINES.len() {
                    one(tx, number, line, &shops, &categories, &pictures).await?;
                }
                Ok(())
            })
            .await?;
    }
    db.at(ago(now, AGE_DAYS - 3, (10, 0))).write(&scope, async |tx| bundles(tx, &shops).await).await
}

async fn shops(tx: &mut Tx) -> Result<[Shop; 3]> {
    let hosted = Shop {
        id: tx.new_id(),
        name: "Nordlicht Berlin".to_owned(),
        kind: ShopKind::Hosted,
        platform: None,
        currency: "EUR".parse()?,
        language: "en".parse()?,
        time_zone: "Europe/Berlin".to_owned(),
        country: "DE".parse()?,
        prices_include_tax: true,
        order_prefix: "NB-".to_owned(),
        seller: Json(ShopSeller {
            legal_name: Some("Nordlicht Outdoor GmbH".to_owned()),
            line1: Some("Köpenicker Straße 40".to_owned()),
            postal_code: Some("10179".to_owned()),
            city: Some("Berlin".to_owned()),
            tax_id: Some("DE136695976".to_owned()),
            email: Some("invoices@nordlicht.example".to_owned()),
            ..ShopSeller::default()
        }),
        state: ShopState::Active,
        version: 1,
        created_at: tx.now(),
    };
    let america = Shop {
        id: tx.new_id(),
        name: "Nordlicht America".to_owned(),
        kind: ShopKind::Connected,
        platform: Some(Platform::Shopify),
        currency: "USD".parse()?,
        language: "en-US".parse()?,
        time_zone: "America/New_York".to_owned(),
        country: "US".parse()?,
        prices_include_tax: false,
        order_prefix: "US".to_owned(),
        ..hosted.clone()
    };
    let britain = Shop {
        id: tx.new_id(),
        name: "Nordlicht Britain".to_owned(),
        kind: ShopKind::Connected,
        platform: Some(Platform::Woocommerce),
        currency: "GBP".parse()?,
        language: "en-GB".parse()?,
        time_zone: "Europe/London".to_owned(),
        country: "GB".parse()?,
        order_prefix: "GB".to_owned(),
        ..hosted.clone()
    };
    for shop in [&hosted, &america, &britain] {
        let shop = shop::insert(tx, shop.clone()).await?;
        record(tx, Record::new("shop.created").target("shop", shop.id).after(&shop)).await?;
    }
    Ok([hosted, america, britain])
}

/// The merchant's own shop.
pub async fn hosted(tx: &mut Tx) -> Result<Shop> {
    let shops = shop::list(tx, Some(ShopState::Active), Cursor::START_ASCENDING, 20).await?;
    let own = shops.into_iter().find(|shop| shop.kind == ShopKind::Hosted);
    own.ok_or_else(|| Error::internal("the demo has no shop of its own"))
}

async fn categories(tx: &mut Tx) -> Result<HashMap<&'static str, CategoryId>> {
    let mut ids: HashMap<&'static str, CategoryId> = HashMap::new();
    for family in &FAMILIES {
        let (own, above) = family.category;
        for (name, parent) in [(above, None), (own, ids.get(above).copied())] {
            if ids.contains_key(name) {
                continue;
            }
            let parent_id = if name == own { ids.get(above).copied() } else { parent };
            let new = NewCategory { name: name.to_owned(), parent_id, ..NewCategory::default() };
            ids.insert(name, category::create(tx, new).await?.id);
        }
    }
    Ok(ids)
}

async fn collections(tx: &mut Tx) -> Result<()> {
    let condition = |field, relation, value: &str| Condition { field, relation, value: value.to_owned() };
    let rules = [
        ("Winter", condition(Field::Tag, Relation::Is, "winter")),
        ("Gifts under 50 €", condition(Field::Price, Relation::Below, "5000")),
        ("Merino", condition(Field::Tag, Relation::Is, "merino")),
        ("Made by Skadi", condition(Field::Vendor, Relation::Is, "Skadi")),
    ];
    for (name, condition) in rules {
        let rule = Rule { matching: Match::All, conditions: vec![condition] };
        let new = NewCollection { name: name.to_owned(), rule: Some(rule), ..NewCollection::default() };
        collection::create(tx, new).await?;
    }
    Ok(())
}

/// The family in each of its colours, drawn where it holds up nobody.
async fn drawn(files: &Files, tenant: TenantId, family: &'static Family) -> Result<Vec<(usize, Blob)>> {
    let mut blobs = Vec::new();
    for colour in 0..COLOURS.len() {
        let png = tokio::task::spawn_blocking(move || match COLOURS.get(colour) {
            Some(one) => picture::draw(family.shape, one, colour + family.noun.len()),
            None => Err(Error::internal("no such colour")),
        });
        let png = png.await.map_err(Error::internal)??;
        blobs.push((colour, files.blobs().put(tenant, Bytes::from(png)).await?));
    }
    Ok(blobs)
}

async fn one(
    tx: &mut Tx,
    number: usize,
    line: usize,
    shops: &[Shop; 3],
    categories: &HashMap<&'static str, CategoryId>,
    pictures: &HashMap<&'static str, Vec<(usize, Blob)>>,
) -> Result<Product> {
    let (Some(family), Some((name, code, vendor, character))) = (FAMILIES.get(number), LINES.get(line))
    else {
        return Err(Error::internal("the demo has no such product"));
    };
    let count = number * LINES.len() + line;
    let colours: Vec<usize> =
        (0..family.colour_count).map(|step| (count + step * 3) % COLOURS.len()).collect();
    let title = format!("{name} {}", family.noun);
    let (options, variants) = variants(family, &colours, code, count, line)?;
    let own = [family.category.0].iter().filter_map(|name| categories.get(name).copied()).collect();
    let mut listed = vec![shops[0].id];
    listed.extend((count % 10 < 7).then_some(shops[1].id));
    listed.extend(count.is_multiple_of(2).then_some(shops[2].id));
    let new = NewProduct {
        title: title.clone(),
        state: match count {
            count if count % 43 == 42 => ProductState::Archived,
            count if count % 37 == 36 => ProductState::Draft,
            _ => ProductState::Active,
        },
        description: format!(
            "<p>{}</p><p>{character}</p><ul><li>Material: {}</li><li>Weight: {} g</li></ul>",
            family.about, family.material, family.weight_g
        ),
        vendor: Some((*vendor).to_owned()),
        options,
        variants,
        category_ids: own,
        tags: family.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        attributes: vec![
            Attribute { name: "Material".to_owned(), value: family.material.to_owned() },
            Attribute { name: "Line".to_owned(), value: (*name).to_owned() },
        ],
        shop_ids: Some(listed),
        ..NewProduct::default()
    };
    let product = product::create(tx, new).await?;
    for (colour, blob) in pictures.get(family.code).into_iter().flatten() {
        if let Some(shown) = COLOURS.get(*colour).filter(|_| colours.contains(colour)) {
            let alt_text = format!("{title} in {}", shown.name.to_lowercase());
            image::add(tx, product.id, blob, &alt_text, Queue::Low).await?;
        }
    }
    Ok(product)
}

fn variants(
    family: &Family,
    colours: &[usize],
    line_code: &str,
    count: usize,
    line: usize,
) -> Result<(Vec<ProductOption>, Vec<NewVariant>)> {
    let mut options = Vec::new();
    let mut add = |name: &str| options.push(ProductOption { name: name.to_owned(), values: Vec::new() });
    if !family.sizes.is_empty() {
        add("Size");
    }
    if colours.len() > 1 {
        add("Colour");
    }
    let sizes =
        if family.sizes.is_empty() { vec![None] } else { family.sizes.iter().copied().map(Some).collect() };
    let mut variants = Vec::new();
    for size in sizes {
        for colour in colours.iter().filter_map(|colour| COLOURS.get(*colour)) {
            let mut chosen: Vec<String> = size.into_iter().map(str::to_owned).collect();
            let mut sku = vec![family.code, line_code];
            sku.extend(size.map(|size| size.get(..2).unwrap_or(size)));
            if colours.len() > 1 {
                chosen.push(colour.name.to_owned());
                sku.push(colour.code);
            }
            let number = count * 100 + variants.len();
            variants.push(NewVariant {
                options: chosen,
                sku: Some(sku.join("-").to_uppercase()),
                barcode: Some(ean(number)),
                prices: prices(family.price_minor, count, line)?,
                unit_cost: Some(Money::new(
                    family.price_minor * 46 / 100
                        + family.price_minor * i64::try_from(line).map_err(Error::internal)? / 100,
                    "EUR".parse()?,
                )),
                weight_g: Some(family.weight_g),
                length_mm: Some(family.box_mm.0),
                width_mm: Some(family.box_mm.1),
                height_mm: Some(family.box_mm.2),
                ..NewVariant::default()
            });
        }
    }
    Ok((options, variants))
}

/// Prices in the three currencies, each ending as shops like them to; every ninth product is reduced.
fn prices(base_minor: i64, count: usize, line: usize) -> Result<Vec<NewPrice>> {
    let line = i64::try_from(line).map_err(Error::internal)?;
    let euros = base_minor * (82 + 6 * line) / 100;
    [("EUR", 100), ("USD", DOLLAR), ("GBP", POUND)]
        .into_iter()
        .map(|(currency, rate)| {
            let amount_minor = (euros * rate / 100 / 100).max(9) * 100 + if euros > 10_000 { 0 } else { 90 };
            let reduced = count % 9 == 4;
            Ok(NewPrice {
                amount_minor,
                currency: currency.parse()?,
                compare_at_minor: reduced.then_some(amount_minor + amount_minor / 400 * 100 + 500),
                price_list_id: None,
            })
        })
        .collect()
}

/// A barcode that scanners accept: 13 digits of which the last checks the others.
fn ean(number: usize) -> String {
    let digits = format!("4026{number:08}");
    let sum: u32 = digits
        .chars()
        .zip([1, 3].into_iter().cycle())
        .filter_map(|(c, weight)| Some(c.to_digit(10)? * weight))
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

async fn bundles(tx: &mut Tx, shops: &[Shop; 3]) -> Result<()> {
    let sets: [(&str, &[&str], i64); 3] = [
        ("First night out", &["TT2-FJE-%", "SLP-FJE-RE-%", "MAT-FJE-RE-%"], 64_900),
        ("Camp kitchen", &["STV-SKO", "BTL-SKO-%"], 8_900),
        ("Warm head and hands", &["BNI-BRE-%", "GLV-BRE-M-%"], 6_990),
    ];
    for (title, parts, amount_minor) in sets {
        let mut components = Vec::new();
        for part in parts {
            let first: Option<VariantId> = variant::first_like(tx, part).await?;
            let variant_id = first.ok_or_else(|| Error::internal(format!("the demo has no {part}")))?;
            components.push(NewComponent { variant_id, quantity: 1 });
        }
        let price =
            NewPrice { amount_minor, currency: "EUR".parse()?, compare_at_minor: None, price_list_id: None };
        let new = NewProduct {
            title: title.to_owned(),
            kind: ProductKind::Bundle,
            state: ProductState::Active,
            description: "<p>What belongs together, for less than one by one.</p>".to_owned(),
            vendor: Some("Nordlicht".to_owned()),
            variants: vec![NewVariant { prices: vec![price], components, ..NewVariant::default() }],
            tags: vec!["set".to_owned()],
            shop_ids: Some(vec![shops[0].id]),
            ..NewProduct::default()
        };
        product::create(tx, new).await?;
    }
    Ok(())
}
