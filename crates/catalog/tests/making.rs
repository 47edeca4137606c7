//! Many products made together are what they would be one after the other.

use catalog::category::CategoryId;
use catalog::price::PriceListId;
use catalog::product::{self, Attribute, NewProduct, ProductKind, ProductOption, ProductState};
use catalog::shop::ShopId;
use catalog::variant::{NewComponent, NewPrice, NewVariant, VariantId};
use db::Tx;
use kernel::{Error, Id, Result};
use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};
use testkit::{App, Client};
use uuid::Uuid;

use crate::support::{on_both, within};

const PRODUCTS: &str = "/api/v1/products";

/// What products refer to.
struct World {
    categories: Vec<CategoryId>,
    lists: Vec<PriceListId>,
    shops: Vec<ShopId>,
    /// A variant of a simple product, one of a bundle, and one that there is not.
    parts: Vec<VariantId>,
}

fn id<T>(made: &Value) -> Id<T>
where
    Id<T>: std::str::FromStr<Err: std::fmt::Debug>,
{
    made["id"].as_str().unwrap().parse().unwrap()
}

fn nowhere<T>() -> Id<T> {
    Id::from_uuid(Uuid::from_u128(7))
}

async fn world(client: &Client) -> World {
    let shop = client.post("/api/v1/shops", json!({"name": "Berlin", "kind": "hosted"})).await.expect(201);
    let clothing = client.post("/api/v1/categories", json!({"name": "Clothing"})).await.expect(201);
    let jackets = json!({"name": "Jackets", "parent_id": clothing["id"]});
    let jackets = client.post("/api/v1/categories", jackets).await.expect(201);
    let wholesale = json!({"name": "Wholesale", "currency": "EUR"});
    let wholesale = client.post("/api/v1/price-lists", wholesale).await.expect(201);
    for (name, field, relation, value) in
        [("Sale", "tag", "is", "sale"), ("Cheap", "price", "below", "500"), ("Clothes", "category", "is", "")]
    {
        let value = if value.is_empty() { clothing["id"].as_str().unwrap() } else { value };
        let conditions = json!([{"field": field, "relation": relation, "value": value}]);
        let body = json!({"name": name, "rule": {"match": "all", "conditions": conditions}});
        client.post("/api/v1/collections", body).await.expect(201);
    }
    let there = json!({"title": "There", "slug": "there", "variants": [{"sku": "There-1"}]});
    let there = client.post(PRODUCTS, there).await.expect(201);
    let part = &there["variants"][0];
    let set = json!({"title": "Set", "kind": "bundle",
                     "variants": [{"sku": "SET", "components": [{"variant_id": part["id"], "quantity": 2}]}]});
    let set = client.post(PRODUCTS, set).await.expect(201);
    let old = client.post(PRODUCTS, json!({"title": "Old"})).await.expect(201);
    let path = format!("{PRODUCTS}/{}", old["id"].as_str().unwrap());
    let edit = client.clone().with_header("if-match", "\"1\"");
    edit.patch(&path, json!({"slug": "renamed"})).await.expect(200);
    World {
        categories: vec![id(&clothing), id(&jackets), nowhere()],
        lists: vec![id(&wholesale), nowhere()],
        shops: vec![id(&shop), nowhere()],
        parts: vec![id(part), id(&set["variants"][0]), nowhere()],
    }
}

/// Numbers that choose what a product is like: its title, address, what it refers to, and its variants.
type Choice = (usize, usize, usize, Vec<(usize, usize)>);

fn choices(count: usize) -> Vec<Choice> {
    let variants = proptest::collection::vec((0..24_usize, 0..40_usize), 1..4);
    let one = (0..9_usize, 0..24_usize, 0..32_usize, variants);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    proptest::collection::vec(one, count).new_tree(&mut runner).unwrap().current()
}

fn prices(world: &World, choice: usize) -> Vec<NewPrice> {
    let price = |amount_minor, currency: &str, list| NewPrice {
        amount_minor,
        currency: currency.parse().unwrap(),
        compare_at_minor: None,
        price_list_id: list,
    };
    match choice {
        0 => Vec::new(),
        1 => vec![price(900, "EUR", None), price(1_000, "USD", None)],
        2 => vec![price(700, "EUR", Some(world.lists[0])), price(900, "EUR", None)],
        3 => vec![price(900, "CHF", None)],
        4 => vec![price(900, "EUR", None), price(901, "EUR", None)],
        5 => vec![price(900, "USD", Some(world.lists[0]))],
        6 => vec![price(900, "JPY", None), price(900, "EUR", Some(world.lists[1]))],
        7 => vec![price(-1, "EUR", None)],
        _ => vec![price(if choice.is_multiple_of(2) { 400 } else { 900 }, "EUR", None)],
    }
}

fn wanted(world: &World, (title, slug, refers, variants): &Choice) -> NewProduct {
    let title = ["Mug", "Tent", "Lamp", "Müg!", "Rain jacket", "Mug 2", "Old", "There", " "][*title];
    let slug = ["mug", "tent-2", "mug-3", "there", "old", "Not so", "lamp"].get(*slug);
    let skus = ["A-1", "a-1", "B-1", "B-2", "C-1", "THERE-1"];
    let is_bundle = *refers == 20 || *refers == 21 || *refers == 22;
    let variant = |(index, (sku, price)): (usize, &(usize, usize))| NewVariant {
        options: vec![["S", "M", "L"][index].to_owned()],
        sku: skus.get(*sku).map(|sku| (*sku).to_owned()),
        prices: prices(world, *price),
        weight_g: Some(540),
        components: is_bundle
            .then(|| NewComponent { variant_id: world.parts[*refers - 20], quantity: 3 })
            .into_iter()
            .collect(),
        ..NewVariant::default()
    };
    NewProduct {
        title: title.to_owned(),
        slug: slug.map(|slug| (*slug).to_owned()),
        kind: if is_bundle { ProductKind::Bundle } else { ProductKind::Simple },
        state: if refers.is_multiple_of(2) { ProductState::Active } else { ProductState::Archived },
        description: "<p>Dry</p><script>steal()</script>".to_owned(),
        vendor: Some("Nordlicht".to_owned()),
        options: vec![ProductOption { name: "Size".to_owned(), values: vec!["M".to_owned()] }],
        variants: variants.iter().enumerate().map(variant).collect(),
        category_ids: match refers {
            1..6 => vec![world.categories[1]],
            6 => vec![world.categories[1], world.categories[0], world.categories[1]],
            7 => vec![world.categories[0], world.categories[2]],
            _ => Vec::new(),
        },
        tags: ["Sale", "sale", "rain"].iter().skip(refers % 4).map(|tag| (*tag).to_owned()).collect(),
        attributes: vec![Attribute { name: "Material".to_owned(), value: "Wool".to_owned() }; refers % 3],
        shop_ids: match refers {
            8 => Some(Vec::new()),
            9 => Some(vec![world.shops[0], world.shops[0]]),
            10 => Some(vec![world.shops[1]]),
            _ => None,
        },
        ..NewProduct::default()
    }
}

/// All that products are, in the order in which they were made, without the ids and times that always differ.
const STATE: [&str; 14] = [
    "SELECT slug || ' ' || title || ' ' || kind || ' ' || state || ' ' || description || ' ' || coalesce(vendor, '')
         || CAST(options AS text) || version FROM products WHERE tenant_id = $1 ORDER BY id",
    "SELECT p.slug || ' ' || v.position || v.state || v.option1 || v.option2 || v.option3 || ' ' || coalesce(v.sku, '')
         || coalesce(v.sku_key, '') || v.requires_shipping || v.tax_class || v.track_stock || v.backorder
         || coalesce(v.weight_g, 0) || v.version
     FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
     WHERE v.tenant_id = $1 ORDER BY v.id",
    "SELECT p.slug || ' ' || v.position || ' ' || l.name || ' ' || l.currency || ' ' || c.amount_minor
     FROM prices c JOIN variants v ON v.tenant_id = c.tenant_id AND v.id = c.variant_id
     JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
     JOIN price_lists l ON l.tenant_id = c.tenant_id AND l.id = c.price_list_id
     WHERE c.tenant_id = $1 ORDER BY v.id, l.name",
    "SELECT name || ' ' || currency || is_base FROM price_lists WHERE tenant_id = $1 ORDER BY name",
    "SELECT p.slug || ' ' || v.position || ' ' || coalesce(o.sku, '') || ' ' || b.position || ' ' || b.quantity
     FROM bundle_components b JOIN variants v ON v.tenant_id = b.tenant_id AND v.id = b.bundle_variant_id
     JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
     JOIN variants o ON o.tenant_id = b.tenant_id AND o.id = b.component_variant_id
     WHERE b.tenant_id = $1 ORDER BY v.id, b.position",
    "SELECT p.slug || ' ' || t.tag_key || ' ' || t.tag
     FROM product_tags t JOIN products p ON p.tenant_id = t.tenant_id AND p.id = t.product_id
     WHERE t.tenant_id = $1 ORDER BY p.id, t.tag_key",
    "SELECT p.slug || ' ' || a.name || ' ' || a.value || a.position
     FROM product_attributes a JOIN products p ON p.tenant_id = a.tenant_id AND p.id = a.product_id
     WHERE a.tenant_id = $1 ORDER BY p.id, a.position",
    "SELECT p.slug || ' ' || c.slug || k.position
     FROM product_categories k JOIN products p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
     JOIN categories c ON c.tenant_id = k.tenant_id AND c.id = k.category_id
     WHERE k.tenant_id = $1 ORDER BY p.id, k.position",
    "SELECT p.slug || ' ' || s.name || g.state
     FROM product_listings g JOIN products p ON p.tenant_id = g.tenant_id AND p.id = g.product_id
     JOIN shops s ON s.tenant_id = g.tenant_id AND s.id = g.shop_id WHERE g.tenant_id = $1 ORDER BY p.id, s.name",
    "SELECT p.slug || ' ' || c.slug || m.position
     FROM collection_products m JOIN products p ON p.tenant_id = m.tenant_id AND p.id = m.product_id
     JOIN collections c ON c.tenant_id = m.tenant_id AND c.id = m.collection_id
     WHERE m.tenant_id = $1 ORDER BY p.id, c.slug",
    "SELECT kind || ' ' || slug FROM slug_redirects WHERE tenant_id = $1 ORDER BY slug",
    "SELECT name || ' ' || coalesce(payload ->> 'slug', '') || ' ' || coalesce(payload ->> 'variant_count', '')
     FROM events WHERE tenant_id = $1 ORDER BY sequence",
    "SELECT action || ' ' || coalesce(after ->> 'slug', '') || ' ' || coalesce(target_kind, '') || actor_name
     FROM audit_entries WHERE tenant_id = $1 ORDER BY id",
    "SELECT p.slug || ' ' || s.term || ' ' || s.weight
     FROM search_postings s JOIN products p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
     WHERE s.tenant_id = $1 ORDER BY p.id, s.term",
];

async fn state(app: &App, organization: &Value) -> Vec<Vec<String>> {
    let read = async |tx: &mut Tx| {
        let mut all = Vec::new();
        for sql in STATE {
            let rows: Vec<(String,)> = tx.query(sql).fetch_all().await?;
            all.push(rows.into_iter().map(|(row,)| row).collect());
        }
        Ok(all)
    };
    within(app, organization, read).await.unwrap()
}

/// The address of a product that was made, or the field that was refused and by which rule.
fn told<T>(outcome: Result<T>, slug: impl FnOnce(T) -> String) -> String {
    let field = |error: Error| match error.fields() {
        [field, ..] => format!("{}: {}", field.field, field.code),
        [] => error.code().to_owned(),
    };
    outcome.map_or_else(field, slug)
}

#[tokio::test(flavor = "multi_thread")]
async fn many_together_are_what_they_would_be_one_after_the_other() {
    on_both(|app| async move {
        let (ana, hers) = app.owner("Ana").await;
        let (eve, others) = app.owner("Ana").await;
        let choices = choices(160);
        let here = world(&ana).await;
        let one_by_one = within(&app, &hers, async |tx| {
            let mut outcomes = Vec::new();
            for choice in &choices {
                let new = wanted(&here, choice);
                let made = tx.attempt(async |tx| product::create(tx, new).await).await;
                outcomes.push(told(made, |product| product.slug));
            }
            Ok(outcomes)
        });
        let one_by_one = one_by_one.await.unwrap();
        let there = world(&eve).await;
        let mut together = Vec::new();
        for choices in choices.chunks(40) {
            let new = choices.iter().map(|choice| wanted(&there, choice)).collect();
            let made = within(&app, &others, async |tx| product::create_many(tx, new).await).await.unwrap();
            together.extend(made.into_iter().map(|made| told(made, |made| made.product.slug)));
        }
        assert_eq!(together, one_by_one);
        // All that can be refused was refused, and enough was made.
        for refusal in [
            "title: required",
            "slug: invalid",
            "slug: taken",
            "category_ids: unknown",
            "shop_ids: unknown",
            ".sku: taken",
            ".amount_minor: negative",
            ".price_list_id: unknown",
            ".price_list_id: taken",
            ".components: unknown",
        ] {
            assert!(together.iter().any(|one| one.ends_with(refusal)), "{refusal}: {together:#?}");
        }
        let made = together.iter().filter(|one| !one.contains(": ")).count();
        assert!(made > 25, "{made}");
        for (together, one_by_one) in state(&app, &others).await.iter().zip(&state(&app, &hers).await) {
            assert_eq!(together, one_by_one);
        }
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_together_take_few_statements() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let world = world(&ana).await;
        let made = async |from: usize, count: usize| {
            let one = |number: usize| NewProduct {
                slug: Some(format!("thing-{number}")),
                ..wanted(&world, &(0, 9, 2, vec![(11, 9)]))
            };
            let new: Vec<_> = (from..from + count).map(one).collect();
            let before = app.db().statements();
            let made = within(&app, &organization, async |tx| product::create_many(tx, new).await).await;
            assert!(made.unwrap().iter().all(Result::is_ok));
            app.db().statements() - before
        };
        let (one, fifty) = (made(0, 1).await, made(1, 50).await);
        assert!(fifty < one + 100, "one: {one}, fifty: {fifty}");
        app.run_jobs().await;
    })
    .await;
}
