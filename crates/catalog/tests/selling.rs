//! What those see who take orders.

use catalog::product::{NewProduct, ProductKind, ProductOption, ProductState};
use catalog::variant::{self, NewComponent, NewPrice, NewVariant, VariantId};
use catalog::{Component, product, sellable, shop};
use kernel::Money;
use serde_json::{Value, json};

use crate::support::{on_both, within};

fn price(amount_minor: i64, currency: &str) -> NewPrice {
    let currency = currency.parse().unwrap();
    NewPrice { amount_minor, currency, compare_at_minor: None, price_list_id: None }
}

fn variant(size: &str, sku: &str, prices: Vec<NewPrice>) -> NewVariant {
    NewVariant { options: vec![size.to_owned()], sku: Some(sku.to_owned()), prices, ..NewVariant::default() }
}

fn jacket() -> NewProduct {
    NewProduct {
        title: "Rain jacket".to_owned(),
        state: ProductState::Active,
        options: vec![ProductOption { name: "Size".to_owned(), values: Vec::new() }],
        variants: vec![
            variant("M", "RJ-M", vec![price(12_900, "EUR"), price(14_900, "USD")]),
            variant("L", "RJ-L", vec![price(12_900, "EUR")]),
        ],
        ..NewProduct::default()
    }
}

async fn ids(tx: &mut db::Tx, product: &product::Product) -> Vec<VariantId> {
    variant::of_product(tx, product.id).await.unwrap().into_iter().map(|variant| variant.id).collect()
}

fn shop_id(shop: &Value) -> shop::ShopId {
    shop["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_sells_what_it_lists_at_the_price_of_its_currency() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let shops = "/api/v1/shops";
        let berlin = ana.post(shops, json!({"name": "Berlin", "kind": "hosted"})).await.expect(201);
        let boston = json!({"name": "Boston", "kind": "connected", "platform": "shopify", "currency": "USD"});
        let boston = ana.post(shops, boston).await.expect(201);
        let (berlin, boston) = (shop_id(&berlin), shop_id(&boston));
        within(&app, &organization, async |tx| {
            let (berlin, boston) = (shop::get(tx, berlin).await?, shop::get(tx, boston).await?);
            let made = product::create(tx, jacket()).await?;
            assert_eq!(
                (made.slug.as_str(), &made.options.0[0].values),
                ("rain-jacket", &vec!["M".into(), "L".into()])
            );
            let jackets = ids(tx, &made).await;
            let sold = sellable(tx, &berlin, &jackets).await?;
            let mut prices: Vec<_> =
                sold.iter().map(|one| (one.variant_title.as_str(), one.unit_price)).collect();
            prices.sort_by_key(|price| price.0);
            let euros = Money::new(12_900, berlin.currency);
            assert_eq!(prices, [("L", euros), ("M", euros)]);
            assert!(sellable(tx, &boston, &jackets).await?.is_empty(), "nobody listed it there");
            let both = NewProduct { shop_ids: Some(vec![berlin.id, boston.id]), slug: None, ..jacket() };
            let both = NewProduct { variants: vec![variant("M", "RJ2-M", vec![price(100, "USD")])], ..both };
            let both = product::create(tx, both).await?;
            assert_eq!(both.slug, "rain-jacket-2");
            let ids = ids(tx, &both).await;
            assert_eq!(sellable(tx, &boston, &ids).await?[0].unit_price.to_string(), "1.00 USD");
            assert!(sellable(tx, &berlin, &ids).await?.is_empty(), "it has no price in euros");
            let draft = NewProduct {
                state: ProductState::Draft,
                variants: Vec::new(),
                options: Vec::new(),
                ..jacket()
            };
            let draft = product::create(tx, draft).await?;
            let ids = self::ids(tx, &draft).await;
            assert!(sellable(tx, &berlin, &ids).await?.is_empty(), "a draft");
            assert_eq!(variant::find_by_sku(tx, " rj-m ").await?.unwrap().sku.as_deref(), Some("RJ-M"));
            Ok(())
        })
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_names_what_is_in_it() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let berlin = json!({"name": "Berlin", "kind": "hosted"});
        let berlin = shop_id(&ana.post("/api/v1/shops", berlin).await.expect(201));
        within(&app, &organization, async |tx| {
            let berlin = shop::get(tx, berlin).await?;
            let jacket = product::create(tx, jacket()).await?;
            let part = ids(tx, &jacket).await[0];
            let set = |components: Vec<NewComponent>| NewProduct {
                title: "Set".to_owned(),
                kind: ProductKind::Bundle,
                state: ProductState::Active,
                variants: vec![NewVariant {
                    components,
                    prices: vec![price(20_000, "EUR")],
                    ..NewVariant::default()
                }],
                ..NewProduct::default()
            };
            let bundle =
                product::create(tx, set(vec![NewComponent { variant_id: part, quantity: 2 }])).await?;
            let bundle = ids(tx, &bundle).await;
            let sold = sellable(tx, &berlin, &bundle).await?;
            assert_eq!(sold[0].components, [Component { variant_id: part, quantity: 2 }]);
            assert!(!sold[0].track_stock);
            for wrong in [
                vec![],
                vec![NewComponent { variant_id: part, quantity: 0 }],
                vec![NewComponent { variant_id: part, quantity: 1 }; 2],
                vec![NewComponent { variant_id: bundle[0], quantity: 1 }],
                vec![NewComponent { variant_id: tx.new_id(), quantity: 1 }],
            ] {
                let error = product::create(tx, set(wrong)).await.unwrap_err();
                assert_eq!(error.fields()[0].field, "variants.0.components");
            }
            Ok(())
        })
        .await
        .unwrap();
    })
    .await;
}
