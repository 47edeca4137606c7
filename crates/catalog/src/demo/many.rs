//! Products by the thousand, for measurements: each with words of its own to be found by.

use db::Db;
use identity::demo::{AGE_DAYS, Merchant, ago};
use kernel::{Error, Result};

use super::goods::{FAMILIES, LINES};
use super::picture::COLOURS;
use super::{hosted, prices};
use crate::category;
use crate::product::{self, Attribute, NewProduct, ProductOption, ProductState};
use crate::variant::NewVariant;

/// Products of one transaction.
const BATCH: usize = 250;

const CHARACTERS: [&str; 32] = [
    "Arctic",
    "Breezy",
    "Classic",
    "Coastal",
    "Compact",
    "Everyday",
    "Explorer",
    "Feather",
    "Forest",
    "Glacier",
    "Heritage",
    "Highland",
    "Island",
    "Journey",
    "Lightweight",
    "Lofoten",
    "Midnight",
    "Moorland",
    "Nomad",
    "Northern",
    "Packable",
    "Pioneer",
    "Polar",
    "Ranger",
    "Ridge",
    "Rugged",
    "Storm",
    "Summit",
    "Trail",
    "Tundra",
    "Valley",
    "Wanderer",
];
const MAKES: [&str; 24] = [
    "canvas",
    "corduroy",
    "cotton",
    "cork",
    "down",
    "felt",
    "fleece",
    "flannel",
    "hemp",
    "leather",
    "linen",
    "mesh",
    "merino",
    "nylon",
    "oak",
    "pile",
    "ripstop",
    "silk",
    "softshell",
    "steel",
    "titanium",
    "tweed",
    "walnut",
    "wool",
];

/// Adds that many products to the catalogue that [`super::seed`] made: all for sale in the hosted shop, none with pictures.
pub async fn fill(db: &Db, merchant: &Merchant, count: usize, seed: u64) -> Result<()> {
    let scope = merchant.scope();
    let offset = usize::try_from(seed % 97).map_err(Error::internal)?;
    let past = db.at(ago(db.env().now(), AGE_DAYS - 3, (14, 0)));
    let (shop, categories) =
        past.read(&scope, async |tx| Ok((hosted(tx).await?, category::all(tx).await?))).await?;
    for from in (0..count).step_by(BATCH) {
        past.write(&scope, async |tx| {
            let mut products = Vec::with_capacity(BATCH);
            for number in from..count.min(from + BATCH) {
                let mut new = one(number, offset)?;
                let own = FAMILIES[number % FAMILIES.len()].category.0;
                new.category_ids.extend(categories.iter().filter(|one| one.name == own).map(|one| one.id));
                new.shop_ids = Some(vec![shop.id]);
                products.push(new);
            }
            product::create_many(tx, products).await?.into_iter().try_for_each(|made| made.map(drop))
        })
        .await?;
    }
    Ok(())
}

/// The product with this number. Products that follow each other differ in kind, line, character and material.
fn one(number: usize, offset: usize) -> Result<NewProduct> {
    let family = &FAMILIES[number % FAMILIES.len()];
    let (line, _, vendor, about) = LINES[number / 5 % LINES.len()];
    let character = CHARACTERS[(number / 24 + offset) % CHARACTERS.len()];
    let make = MAKES[(number / 24 / CHARACTERS.len() + number + offset) % MAKES.len()];
    let edition = number / (24 * CHARACTERS.len() * MAKES.len()) + 1;
    let colours = [COLOURS[number % COLOURS.len()].name, COLOURS[(number + 1) % COLOURS.len()].name];
    let variant = |colour: &str| -> Result<NewVariant> {
        Ok(NewVariant {
            options: vec![colour.to_owned()],
            sku: Some(format!(
                "{}-{number:06}-{}",
                family.code,
                colour.get(..2).unwrap_or("XX").to_uppercase()
            )),
            prices: prices(
                family.price_minor + 100 * i64::try_from(number % 40).map_err(Error::internal)?,
                number,
                3,
            )?,
            weight_g: Some(family.weight_g),
            ..NewVariant::default()
        })
    };
    Ok(NewProduct {
        title: format!("{line} {character} {make} {} {}", family.noun, roman(edition)).trim_end().to_owned(),
        state: ProductState::Active,
        description: format!("<p>{}</p><p>{about}</p>", family.about),
        vendor: Some(vendor.to_owned()),
        options: vec![ProductOption { name: "Colour".to_owned(), values: Vec::new() }],
        variants: colours.into_iter().map(variant).collect::<Result<_>>()?,
        tags: family.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        attributes: vec![Attribute { name: "Material".to_owned(), value: make.to_owned() }],
        ..NewProduct::default()
    })
}

/// The number of an edition; the first has none.
fn roman(edition: usize) -> &'static str {
    ["", "", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].get(edition).copied().unwrap_or("XI")
}
