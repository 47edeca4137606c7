//! A large catalogue for measurements: the same every time, with words that are common and words that are rare.

use catalog::price;
use catalog::product::ProductId;
use catalog::shop::{self, Shop, ShopKind, ShopState};
use catalog::variant::VariantId;
use db::bulk::{self, Row};
use db::{Db, Query};
use kernel::{Json, Scope, Timestamp};

use crate::Outcome;

const NOUNS: [&str; 40] = [
    "jacket",
    "tent",
    "lamp",
    "bottle",
    "backpack",
    "stove",
    "rope",
    "boots",
    "gloves",
    "map",
    "compass",
    "kettle",
    "blanket",
    "hammock",
    "helmet",
    "harness",
    "sleeping bag",
    "pillow",
    "towel",
    "knife",
    "whistle",
    "tarp",
    "chair",
    "table",
    "cooler",
    "lantern",
    "sandals",
    "trousers",
    "shirt",
    "socks",
    "beanie",
    "scarf",
    "poncho",
    "gaiters",
    "binoculars",
    "thermometer",
    "filter",
    "shovel",
    "carabiner",
    "mattress",
];
const ADJECTIVES: [&str; 25] = [
    "light",
    "warm",
    "alpine",
    "folding",
    "waterproof",
    "compact",
    "classic",
    "nordic",
    "rugged",
    "bright",
    "insulated",
    "breathable",
    "padded",
    "ergonomic",
    "windproof",
    "reflective",
    "seamless",
    "adjustable",
    "durable",
    "slim",
    "quiet",
    "soft",
    "stretchy",
    "thermal",
    "portable",
];
const MATERIALS: [&str; 12] = [
    "Merino wool",
    "Nylon",
    "Cotton",
    "Steel",
    "Aluminium",
    "Titanium",
    "Leather",
    "Polyester",
    "Bamboo",
    "Cork",
    "Down",
    "Rubber",
];
const TAGS: [&str; 12] = [
    "sale",
    "new",
    "winter",
    "summer",
    "gift",
    "outdoor",
    "kids",
    "bestseller",
    "eco",
    "travel",
    "climbing",
    "water",
];
const SYLLABLES: [&str; 32] = [
    "ka", "lo", "mi", "ren", "sto", "vik", "dal", "fjo", "gar", "hem", "ska", "tor", "ulm", "var", "ny",
    "berg", "lin", "sol", "ska", "ner", "ota", "pel", "ru", "sen", "tu", "wen", "yl", "zor", "bri", "cha",
    "dre", "fen",
];

/// Products of one transaction.
const BATCH: usize = 500;

/// One product, before it has ids.
#[derive(Debug)]
pub struct Good {
    pub title: String,
    pub sku: String,
    pub vendor: String,
    pub material: &'static str,
    pub tags: Vec<&'static str>,
    pub description: String,
    pub price_minor: i64,
}

/// The same numbers for the same seed, spread over all.
fn spread(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn one_of<'t>(words: &[&'t str], seed: u64) -> &'t str {
    words[(spread(seed) % words.len() as u64) as usize]
}

/// A made-up word; small numbers are met more often than large ones.
fn made_up(number: u64) -> String {
    let rest = number / 32;
    let third = if rest >= 32 { SYLLABLES[(rest / 32 % 32) as usize] } else { "" };
    format!("{}{}{third}", SYLLABLES[(number % 32) as usize], SYLLABLES[(rest % 32) as usize])
}

/// The product of that number.
pub fn good(number: u64) -> Good {
    let at = |place: u64| number * 101 + place;
    let (adjective, noun) = (one_of(&ADJECTIVES, at(1)), one_of(&NOUNS, at(2)));
    let series = made_up(32 + spread(at(3)) % 900);
    let vendor = made_up(32 + spread(at(4)) % 300);
    // Few words often, most of them rarely, as in any language.
    let rare = |place| {
        let share = (spread(at(place)) % 10_000) as f64 / 10_000.0;
        made_up((20_000.0 * share.powi(3)) as u64)
    };
    let words: Vec<String> = (10..50).map(rare).collect();
    Good {
        title: format!("{adjective} {noun} {series} {}", number % 97),
        sku: format!("{}-{:05}", noun[..2].to_uppercase(), number),
        vendor: format!("{}{}", vendor[..1].to_uppercase(), &vendor[1..]),
        material: one_of(&MATERIALS, at(5)),
        tags: vec![one_of(&TAGS, at(6)), one_of(&TAGS, at(7))],
        description: format!("<p>A {adjective} {noun} for long days outside. {}.</p>", words.join(" ")),
        price_minor: 1_000 + (number % 9_000) as i64,
    }
}

struct Product(ProductId, Good, u64, Timestamp);

impl Row for Product {
    const TABLE: &'static str = "products";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "kind",
        "state",
        "title",
        "slug",
        "description",
        "vendor",
        "options",
        "version",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let Self(id, good, number, at) = self;
        let query = query.bind(id).bind("simple").bind("active").bind(good.title).bind(format!("p-{number}"));
        let query =
            query.bind(good.description).bind(good.vendor).bind(Json(Vec::<String>::new())).bind(1_i64);
        query.bind(at).bind(at)
    }
}

struct Variant(VariantId, ProductId, String, Timestamp);

impl Row for Variant {
    const TABLE: &'static str = "variants";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "product_id",
        "position",
        "state",
        "option1",
        "option2",
        "option3",
        "sku",
        "sku_key",
        "requires_shipping",
        "tax_class",
        "track_stock",
        "backorder",
        "version",
        "created_at",
        "updated_at",
    ];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let Self(id, product, sku, at) = self;
        let query = query.bind(id).bind(product).bind(0_i64).bind("active").bind("").bind("").bind("");
        let query = query.bind(sku.clone()).bind(sku.to_lowercase()).bind(true).bind("standard").bind(false);
        query.bind("deny").bind(1_i64).bind(at).bind(at)
    }
}

struct Price(kernel::Id<price::PriceList>, VariantId, i64, Timestamp);

impl Row for Price {
    const TABLE: &'static str = "prices";
    const COLUMNS: &'static [&'static str] = &["price_list_id", "variant_id", "amount_minor", "updated_at"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.2).bind(self.3)
    }
}

struct Listing(shop::ShopId, ProductId, Timestamp);

impl Row for Listing {
    const TABLE: &'static str = "product_listings";
    const COLUMNS: &'static [&'static str] = &["shop_id", "product_id", "state", "created_at", "updated_at"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind("published").bind(self.2).bind(self.2)
    }
}

struct Tag(ProductId, &'static str);

impl Row for Tag {
    const TABLE: &'static str = "product_tags";
    const COLUMNS: &'static [&'static str] = &["product_id", "tag_key", "tag"];
    const ON_CONFLICT: &'static str = "ON CONFLICT DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.1)
    }
}

struct Attribute(ProductId, &'static str);

impl Row for Attribute {
    const TABLE: &'static str = "product_attributes";
    const COLUMNS: &'static [&'static str] = &["product_id", "name", "value", "position"];

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind("Material").bind(self.1).bind(0_i64)
    }
}

/// A hosted shop that sells in euros.
pub async fn open_shop(db: &Db, scope: &Scope) -> Outcome<Shop> {
    let shop = db.write(scope, async |tx| {
        let shop = Shop {
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
            seller: Json::default(),
            state: ShopState::Active,
            version: 1,
            created_at: tx.now(),
        };
        shop::insert(tx, shop).await
    });
    Ok(shop.await?)
}

/// That many products with one variant each, written by the hundred and not yet indexed.
pub async fn fill(db: &Db, scope: &Scope, shop: &Shop, count: usize) -> Outcome<Vec<(ProductId, VariantId)>> {
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let numbers = made.len()..count.min(made.len() + BATCH);
        let batch = db.write(scope, async |tx| {
            let list = price::base_list(tx, shop.currency).await?.id;
            let (mut products, mut variants, mut prices, mut listings) = (vec![], vec![], vec![], vec![]);
            let (mut tags, mut attributes, mut ids) = (vec![], vec![], vec![]);
            for number in numbers.clone() {
                let number = number as u64;
                let (product, variant): (ProductId, VariantId) = (tx.new_id(), tx.new_id());
                // A second after the other, so that the newest first is an order.
                let at = Timestamp::from_micros(
                    tx.now().as_micros() - 200_000_000_000 + number as i64 * 1_000_000,
                );
                let good = good(number);
                variants.push(Variant(variant, product, good.sku.clone(), at));
                prices.push(Price(list, variant, good.price_minor, at));
                listings.push(Listing(shop.id, product, at));
                tags.extend(good.tags.iter().map(|tag| Tag(product, tag)));
                attributes.push(Attribute(product, good.material));
                products.push(Product(product, good, number, at));
                ids.push((product, variant));
            }
            bulk::insert(tx, products).await?;
            bulk::insert(tx, variants).await?;
            bulk::insert(tx, prices).await?;
            bulk::insert(tx, listings).await?;
            bulk::insert(tx, tags).await?;
            bulk::insert(tx, attributes).await?;
            Ok(ids)
        });
        made.extend(batch.await?);
    }
    Ok(made)
}

/// Makes the products be found by words, a hundred in each transaction.
pub async fn index(db: &Db, scope: &Scope, goods: &[(ProductId, VariantId)]) -> Outcome<()> {
    for goods in goods.chunks(100) {
        db.write(scope, async |tx| {
            let products: Vec<_> = goods.iter().map(|(product, _)| *product).collect();
            catalog::search::index(tx, &products).await
        })
        .await?;
    }
    Ok(())
}

/// What people type, by how hard it is: name and texts.
pub const SEARCHES: [(&str, [&str; 4]); 6] = [
    ("one common word", ["jacket", "tents", "bottle", "waterproof"]),
    ("two words", ["light jacket", "alpine tent", "insulated bottles", "nordic lamp"]),
    ("misspelt", ["jakcet", "waterprof tent", "insulatd botle", "binoclars"]),
    ("half typed", ["ja", "alpine te", "binoc", "sleeping b"]),
    ("SKU", ["JA-00042", "te-00101", "BO-01234", "la00777"]),
    ("nothing", ["qqqq", "xylophone", "zzz tent zzz", "%"]),
];
