//! A shop's daily work beside Vendure's: list, detail, search and order, on the same number of products, in turns.

use std::time::Duration;

use serde_json::{Value, json};

use crate::load::{Client, Turn, turn};
use crate::place::{self, Place};
use crate::server::Server;
use crate::stats::{Table, per_second};
use crate::{Outcome, products};

const TURNS: usize = 3;
const SECONDS: Duration = Duration::from_secs(8);
const CLIENTS: usize = 8;
/// As `vendure/server.js` has them.
const NOUNS: [&str; 10] =
    ["jacket", "tent", "lamp", "bottle", "backpack", "stove", "rope", "boots", "gloves", "map"];
const ADJECTIVES: [&str; 10] =
    ["light", "warm", "alpine", "folding", "waterproof", "compact", "classic", "nordic", "rugged", "bright"];

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    List,
    Detail,
    Search,
    Order,
}

/// Tradepost, with what its requests need to know.
struct Ours {
    server: Server,
    bearer: String,
    shop: String,
    products: Vec<String>,
    variants: Vec<String>,
}

pub async fn measure() -> Outcome<Table> {
    let count = products(2_000)?;
    let (ours, folder) = tradepost(count).await?;
    let vendure_folder = tempfile::tempdir()?;
    let vendure = Server::vendure(vendure_folder.path(), count).await?;
    println!(
        "(Vendure was ready, seeded with {count} products, after {:.0} s)",
        vendure.started_in.as_secs_f64()
    );
    let mut table = Table::default();
    for (what, work) in [
        ("list 24 products", Work::List),
        ("one product", Work::Detail),
        ("search", Work::Search),
        ("place an order", Work::Order),
    ] {
        let (mut our_turns, mut peers) = (Vec::new(), Vec::new());
        for turn in 0..=TURNS {
            let seconds = if turn == 0 { Duration::from_secs(2) } else { SECONDS };
            let theirs = of_vendure(&vendure, work, count, seconds).await?;
            let mine = of_tradepost(&ours, work, seconds).await?;
            // The first turn warms both.
            if turn > 0 {
                peers.push(theirs);
                our_turns.push(mine);
            }
        }
        rows(&mut table, what, our_turns, peers);
    }
    let memory = (ours.server.resident_mib(), vendure.resident_mib());
    let ratio = format!("{:.1} ×", memory.1 / memory.0);
    table.row("memory afterwards", format!("{:.0} MiB", memory.0), format!("{:.0} MiB", memory.1), ratio, "");
    ours.server.stop().await?;
    vendure.stop().await?;
    drop(folder);
    Ok(table)
}

fn rows(table: &mut Table, what: &str, ours: Vec<Turn>, peers: Vec<Turn>) {
    let middle =
        |turns: &[Turn]| crate::stats::median(&turns.iter().map(|turn| turn.rate).collect::<Vec<_>>());
    let (rate, peer) = (middle(&ours), middle(&peers));
    let ratio = format!("{:.1} ×", rate / peer);
    table.row(&format!("{what}, {CLIENTS} clients"), per_second(rate), per_second(peer), ratio, "≥ 10 ×");
    let (mut ours, mut peers) = (together(ours), together(peers));
    let ratio = ours.0.percentile(99).as_secs_f64() / peers.0.percentile(99).as_secs_f64();
    let aim = format!("p99 at {:.0} %", ratio * 100.0);
    table.row("  its times", ours.0.summary(), peers.0.summary(), aim, "lower p99");
    let ratio = format!("{:.1} ×", peers.1.as_secs_f64() / ours.1.as_secs_f64());
    let cpu = |time: Duration| crate::stats::short(time);
    table.row("  processor time of each", cpu(ours.1), cpu(peers.1), ratio, "");
}

fn together(turns: Vec<Turn>) -> (crate::stats::Samples, Duration) {
    let cpu =
        turns.iter().map(|turn| turn.cpu).sum::<Duration>() / u32::try_from(turns.len().max(1)).unwrap_or(1);
    let mut samples = crate::stats::Samples::default();
    turns.into_iter().for_each(|turn| samples.append(turn.samples));
    (samples, cpu)
}

async fn tradepost(count: usize) -> Outcome<(Ours, Place)> {
    let place = Place::sqlite().await?;
    place.db.install_hooks(place::hooks())?;
    let tenant = place::organization(&place.db).await?;
    let scope = kernel::Scope::system(tenant, "bench");
    let shop = crate::goods::open_shop(&place.db, &scope).await?;
    let location = place::location(&place.db, &scope).await?;
    let (mut products, mut variants) = (Vec::new(), Vec::new());
    for numbers in (0..count).collect::<Vec<_>>().chunks(200) {
        let made = place.db.write(&scope, async |tx| {
            let mut made = Vec::new();
            for number in numbers {
                made.push(one(tx, *number, location).await?);
            }
            Ok(made)
        });
        for (product, variant) in made.await? {
            products.push(product.to_string());
            variants.push(variant.to_string());
        }
    }
    let bearer = format!("Bearer {}", place::keys(&place.db, tenant, 1).await?.remove(0));
    let folder = place.folder().ok_or("a SQLite database has a folder")?.to_owned();
    place.db.close().await;
    let server = Server::tradepost(&folder).await?;
    Ok((Ours { server, bearer, shop: shop.id.to_string(), products, variants }, place))
}

async fn one(
    tx: &mut db::Tx,
    number: usize,
    location: stock::LocationId,
) -> kernel::Result<(catalog::product::ProductId, stock::VariantId)> {
    let title = format!("{} {} {number}", ADJECTIVES[number % 10], NOUNS[number / 10 % 10]);
    let price = catalog::variant::NewPrice {
        amount_minor: 1_000 + (number % 9_000) as i64,
        currency: "EUR".parse()?,
        compare_at_minor: None,
        price_list_id: None,
    };
    let variant = catalog::variant::NewVariant {
        sku: Some(format!("SKU-{number}")),
        prices: vec![price],
        ..Default::default()
    };
    let new = catalog::product::NewProduct {
        description: format!("A {title} for long days outside."),
        title,
        state: catalog::product::ProductState::Active,
        variants: vec![variant],
        ..Default::default()
    };
    let product = catalog::product::create(tx, new).await?;
    let variant = catalog::variant::of_product(tx, product.id).await?.remove(0).id;
    place::shelve(tx, variant, location, 1_000_000).await?;
    Ok((product.id, variant))
}

async fn of_tradepost(ours: &Ours, work: Work, seconds: Duration) -> Outcome<Turn> {
    let headers = [("authorization", ours.bearer.as_str())];
    let one = async |client: &mut Client, number: usize| -> Outcome<()> {
        let (method, path, body) = match work {
            Work::List => ("GET", "/api/v1/products?state=active&limit=24".to_owned(), None),
            Work::Detail => {
                ("GET", format!("/api/v1/products/{}", ours.products[number * 7 % ours.products.len()]), None)
            }
            Work::Search => ("GET", format!("/api/v1/products?limit=24&q={}", NOUNS[number % 10]), None),
            Work::Order => {
                let bought = number * 7 % ours.variants.len();
                let body = order(&ours.shop, &ours.variants[bought], 1_000 + bought as i64 % 9_000, number);
                ("POST", "/api/v1/orders".to_owned(), Some(body.to_string()))
            }
        };
        let reply = client.send(method, &path, &headers, body).await?.json()?;
        let found = reply["data"].as_array().is_some_and(|rows| rows.len() == 24) || reply["id"].is_string();
        if found { Ok(()) } else { Err(format!("not what was asked for: {reply}").into()) }
    };
    turn(&ours.server, CLIENTS, seconds, one).await
}

/// As complete as Vendure's: a customer, an address, a way, and a payment that has been made.
pub fn order(shop: &str, variant: &str, price_minor: i64, number: usize) -> Value {
    json!({
        "shop_id": shop,
        "buyer": {"name": "Ada Byron", "email": format!("ada{}@example.com", number % 1_000)},
        "lines": [{"variant_id": variant, "quantity": 1, "tax_rate": "19"}],
        "shipping": {"title": "Home delivery", "price_minor": 490, "tax_rate": "19"},
        "payment": {"method": "dummy", "state": "captured", "amount_minor": price_minor + 490},
        "shipping_address": {"name": "Ada Byron", "line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    })
}

async fn of_vendure(server: &Server, work: Work, count: usize, seconds: Duration) -> Outcome<Turn> {
    let one = async |client: &mut Client, number: usize| -> Outcome<()> {
        let id = number * 7 % count + 1;
        let query = match work {
            Work::List => {
                "{ products(options: {take: 24, sort: {createdAt: DESC}}) { items { id name slug variants { priceWithTax sku } } } }".to_owned()
            }
            Work::Detail => format!(
                "{{ product(id: {id}) {{ id name slug description variants {{ id sku priceWithTax stockLevel }} assets {{ preview }} }} }}"
            ),
            Work::Search => format!(
                "{{ search(input: {{term: \"{}\", groupByProduct: true, take: 24}}) {{ items {{ productId productName slug priceWithTax {{ ... on PriceRange {{ min max }} }} }} }} }}",
                NOUNS[number % 10]
            ),
            Work::Order => return vendure_order(client, id, number).await,
        };
        let reply = graphql(client, &query, None).await?.0;
        let data = &reply["data"];
        let rows = [&data["products"]["items"], &data["search"]["items"]];
        let found = rows.iter().any(|rows| rows.as_array().is_some_and(|rows| rows.len() == 24));
        if found || data["product"]["id"].is_string() {
            Ok(())
        } else {
            Err(format!("Vendure: {reply}").into())
        }
    };
    turn(server, CLIENTS, seconds, one).await
}

/// One order is two requests: the first opens a session, the second does the rest in it.
async fn vendure_order(client: &mut Client, id: usize, number: usize) -> Outcome<()> {
    let add = format!(
        "mutation {{ addItemToOrder(productVariantId: \"{id}\", quantity: 1) {{ __typename ... on ErrorResult {{ message }} }} }}"
    );
    let (_, token) = graphql(client, &add, None).await?;
    let token = token.ok_or("Vendure opens no session")?;
    let rest = format!(
        "mutation {{
            b: setCustomerForOrder(input: {{firstName: \"Ada\", lastName: \"Byron\", emailAddress: \"ada{}@example.com\"}}) {{ __typename ... on ErrorResult {{ message }} }}
            c: setOrderShippingAddress(input: {{fullName: \"Ada Byron\", streetLine1: \"Weg 1\", city: \"Berlin\", postalCode: \"10115\", countryCode: \"DE\"}}) {{ __typename }}
            d: setOrderShippingMethod(shippingMethodId: [\"1\"]) {{ __typename ... on ErrorResult {{ message }} }}
            e: transitionOrderToState(state: \"ArrangingPayment\") {{ __typename ... on OrderStateTransitionError {{ message transitionError }} }}
            f: addPaymentToOrder(input: {{method: \"dummy\", metadata: {{}}}}) {{ __typename ... on Order {{ code state }} ... on ErrorResult {{ message }} }}
        }}",
        number % 1_000
    );
    let (reply, _) = graphql(client, &rest, Some(&token)).await?;
    if reply["data"]["f"]["state"] == "PaymentSettled" {
        Ok(())
    } else {
        Err(format!("Vendure: {reply}").into())
    }
}

async fn graphql(client: &mut Client, query: &str, token: Option<&str>) -> Outcome<(Value, Option<String>)> {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<(&str, &str)> = bearer.iter().map(|bearer| ("authorization", bearer.as_str())).collect();
    let body = json!({"query": query}).to_string();
    let reply = client.send("POST", "/shop-api", &headers, Some(body)).await?;
    let token =
        reply.headers.get("vendure-auth-token").and_then(|token| token.to_str().ok()).map(str::to_owned);
    Ok((reply.json()?, token))
}
