//! A merchant who has been in business for long: 100 000 products and a million orders, over HTTP.

use std::time::{Duration, Instant};

use kernel::{Scope, TenantId, Timestamp};
use orders::demo::bulk::{self, Wanted};

use crate::goods::{self, SEARCHES};
use crate::load::{Client, turn};
use crate::place::{self, Place};
use crate::server::Server;
use crate::stats::{Table, per_second, rate};
use crate::{Outcome, commerce, number, products};

const CLIENTS: usize = 2;
const SECONDS: Duration = Duration::from_secs(6);
const YEARS_MICROS: i64 = 3 * 365 * 86_400 * 1_000_000;

/// Where the requests go.
struct Merchant {
    server: Server,
    bearer: String,
    shop: String,
    variants: Vec<String>,
}

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    for place in Place::both().await? {
        place.db.install_hooks(place::hooks())?;
        let merchant = fill(&place, &mut table).await?;
        let name = place.name();
        for (what, paths) in reads() {
            let one = async |client: &mut Client, number: usize| {
                let path = &paths[number % paths.len()];
                let headers = [("authorization", merchant.bearer.as_str())];
                client.send("GET", path, &headers, None).await?.json().map(drop)
            };
            turn(&merchant.server, CLIENTS, Duration::from_secs(1), one).await?;
            let mut done = turn(&merchant.server, CLIENTS, SECONDS, one).await?;
            table.row(&format!("{name}: {what}"), done.samples.summary(), String::new(), String::new(), "");
        }
        let one = async |client: &mut Client, number: usize| {
            let bought = number * 7 % merchant.variants.len();
            let price = 1_000 + bought as i64 % 9_000;
            let body = commerce::order(&merchant.shop, &merchant.variants[bought], price, number);
            let headers = [("authorization", merchant.bearer.as_str())];
            client.send("POST", "/api/v1/orders", &headers, Some(body.to_string())).await?.json().map(drop)
        };
        let mut done = turn(&merchant.server, 8, SECONDS, one).await?;
        let times = format!("{}, {}", per_second(done.rate), done.samples.summary());
        table.row(&format!("{name}: place an order, 8 clients"), times, String::new(), String::new(), "");
        merchant.server.stop().await?;
        place.drop().await?;
    }
    Ok(table)
}

async fn fill(place: &Place, table: &mut Table) -> Outcome<Merchant> {
    let (count, orders) = (products(100_000)?, number("BENCH_ORDERS", 1_000_000)?);
    let tenant: TenantId = place::organization(&place.db).await?;
    let scope = Scope::system(tenant, "bench");
    let shop = goods::open_shop(&place.db, &scope).await?;
    let made = goods::fill(&place.db, &scope, &shop, count).await?;
    goods::index(&place.db, &scope, &made).await?;
    let variants: Vec<_> = made.iter().map(|(_, variant)| *variant).collect();
    let now = place.db.env().now();
    let wanted = Wanted {
        shop: shop.id,
        orders: orders as u64,
        from: Timestamp::from_micros(now.as_micros() - YEARS_MICROS),
        to: now,
        seed: 7,
    };
    let started = Instant::now();
    bulk::fill(&place.db, &scope, &variants, wanted).await?;
    let written = per_second(rate(orders, started.elapsed()));
    place.analyze().await?;
    let mib = place.bytes().await? as f64 / 1_048_576.0;
    let what = format!("{}: {count} products, {orders} orders", place.name());
    table.row(&what, format!("{mib:.0} MiB, orders written at {written}"), String::new(), String::new(), "");
    let bearer = format!("Bearer {}", place::keys(&place.db, tenant, 1).await?.remove(0));
    let folder = tempfile::tempdir()?;
    let server = match place.folder() {
        Some(folder) => {
            place.db.close().await;
            Server::tradepost(folder).await?
        }
        None => Server::tradepost_on(folder.path(), Some(place.url())).await?,
    };
    let variants = variants.iter().map(ToString::to_string).collect();
    Ok(Merchant { server, bearer, shop: shop.id.to_string(), variants })
}

/// What is read, each in a few ways.
fn reads() -> Vec<(String, Vec<String>)> {
    let paths = |paths: &[&str]| paths.iter().map(|path| format!("/api/v1/{path}")).collect::<Vec<_>>();
    let encoded = |text: &str| text.replace('%', "%25").replace(' ', "%20");
    let mut reads = vec![
        ("products, newest".to_owned(), paths(&["products?limit=50"])),
        (
            "products, filtered".to_owned(),
            paths(&[
                "products?state=active&tag=sale",
                "products?attributes=Material:Steel&tag=gift",
                "products?min_price_minor=9900&max_price_minor=9950",
                "products?state=draft",
            ]),
        ),
    ];
    reads.extend(SEARCHES.map(|(what, texts)| {
        (
            format!("search: {what}"),
            texts.iter().map(|text| format!("/api/v1/products?q={}", encoded(text))).collect(),
        )
    }));
    reads.push((
        "facets of a search".to_owned(),
        paths(&["products/facets?q=jacket", "products/facets?q=alpine%20tent"]),
    ));
    reads.push(("facets of everything".to_owned(), paths(&["products/facets"])));
    reads.extend([
        ("orders, newest".to_owned(), paths(&["orders?limit=50"])),
        (
            "orders, filtered".to_owned(),
            paths(&[
                "orders?financial_state=paid",
                "orders?fulfilment_state=unfulfilled",
                "orders?country=DE&source=storefront",
                "orders?from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:00Z",
            ]),
        ),
        (
            "orders, searched".to_owned(),
            paths(&["orders?q=NB-10", "orders?q=anna", "orders?q=123456", "orders?q=mul"]),
        ),
        ("customers".to_owned(), paths(&["customers", "customers?q=anna"])),
    ]);
    reads
}
