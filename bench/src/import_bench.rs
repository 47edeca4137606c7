//! An import of 50 000 rows by the running program, beside the same products inserted by hand in transactions of the same
//! size.

use std::fmt::Write;
use std::time::{Duration, Instant};

use kernel::{Json, Scope};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Outcome;
use crate::place::{self, Place, Raw};
use crate::server::Server;
use crate::stats::{Table, per_second, percent, rate, short};

const ROWS: usize = 50_000;
/// Products per transaction of an import.
const BATCH: usize = 50;
const PATIENCE: Duration = Duration::from_secs(600);
const SCOPES: [&str; 4] = ["products.read", "products.manage", "stock.read", "stock.manage"];

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    place::disk(&mut table)?;
    let raw = insert().await?;
    table.row(
        "bare INSERTs of product, variant and price",
        String::new(),
        per_second(rate(ROWS, raw)),
        String::new(),
        "",
    );
    for (what, variants, stock) in [
        ("a variant each", 1, false),
        ("a variant each, with stock", 1, true),
        ("five variants each, with stock", 5, true),
    ] {
        let took = import(variants, stock).await?;
        let (ours, peer) = (rate(ROWS, took.run), rate(ROWS, raw));
        let beside = format!("bare INSERTs: {}", per_second(peer));
        let told = format!("{} rows/s: {}", per_second(ours), short(took.run));
        table.row(&format!("sqlite: {ROWS} rows, {what}"), told, beside, percent(ours / peer), "≤ 60 s");
        table.row("its upload, read and kept", short(took.upload), String::new(), String::new(), "");
        table.row(
            "resident memory afterwards",
            format!("{:.0} MiB", took.memory),
            String::new(),
            String::new(),
            "",
        );
    }
    Ok(table)
}

struct Took {
    upload: Duration,
    run: Duration,
    memory: f64,
}

async fn import(variants: usize, stock: bool) -> Outcome<Took> {
    let place = Place::sqlite().await?;
    let tenant = place::organization(&place.db).await?;
    let key = place::keys(&place.db, tenant, 1).await?.remove(0);
    let scopes = Json(SCOPES.map(str::to_owned).to_vec());
    let sql = "UPDATE api_keys SET scopes = $2 WHERE tenant_id = $1";
    place
        .db
        .write(&Scope::system(tenant, "bench"), async |tx| tx.query(sql).bind(scopes).execute().await)
        .await?;
    let folder = place.folder().ok_or("a SQLite database has a folder")?.to_owned();
    place.db.close().await;
    let server = Server::tradepost(&folder).await?;
    let client = Client { address: server.address.clone(), key };
    if stock {
        client.call("POST", "/api/v1/locations", r#"{"name": "Berlin"}"#, 201).await?;
    }
    let started = Instant::now();
    let made = client
        .call("POST", "/api/v1/product-imports?file_name=bench.csv", &file(variants, stock), 201)
        .await?;
    let upload = started.elapsed();
    let path = format!("/api/v1/product-imports/{}", field(&made, "id").ok_or("an import has an id")?);
    let started = Instant::now();
    client.call("POST", &format!("{path}/start"), "{}", 200).await?;
    let run = loop {
        let import = client.call("GET", &path, "", 200).await?;
        if field(&import, "state").as_deref() == Some("done") {
            let value: serde_json::Value = serde_json::from_str(&import)?;
            if value["created"] != ROWS / variants {
                return Err(format!("not every product was made: {import}").into());
            }
            break started.elapsed();
        }
        if started.elapsed() > PATIENCE {
            return Err(format!("the import takes too long: {import}").into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let memory = server.resident_mib();
    server.stop().await?;
    Ok(Took { upload, run, memory })
}

/// A file in Tradepost's own columns.
fn file(variants: usize, stock: bool) -> String {
    let mut file =
        "slug,title,state,vendor,tags,categories,option1_name,option1_value,sku,price,weight_g,on_hand\n"
            .to_owned();
    for number in 0..ROWS {
        let product = number / variants;
        let head = if number % variants == 0 {
            let option = if variants > 1 { "Size" } else { "" };
            format!("Rain jacket {product},active,Nordlicht,\"rain, hiking\",Clothing > Jackets,{option}")
        } else {
            ",,,,,".to_owned()
        };
        let value = if variants > 1 { format!("Size {}", number % variants) } else { String::new() };
        let on_hand = if stock { "12" } else { "" };
        let _ = writeln!(file, "jacket-{product},{head},{value},SKU-{number},129.00,540,{on_hand}");
    }
    file
}

struct Client {
    address: String,
    key: String,
}

impl Client {
    /// One request on a connection of its own; answers the body.
    async fn call(&self, method: &str, path: &str, body: &str, status: u16) -> Outcome<String> {
        let mut stream = TcpStream::connect(&self.address).await?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.key,
            body.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        if head.split(' ').nth(1) != Some(status.to_string().as_str()) {
            return Err(format!("{method} {path}: {head}\n{body}").into());
        }
        Ok(body.to_owned())
    }
}

fn field(json: &str, name: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    value[name].as_str().map(str::to_owned)
}

/// The least that a database must keep of so many products.
async fn insert() -> Outcome<Duration> {
    let place = Place::sqlite().await?;
    let tenant = place::organization(&place.db).await?;
    let scope = Scope::system(tenant, "bench");
    let currency = "EUR".parse()?;
    let list = place.db.write(&scope, async |tx| catalog::price::base_list(tx, currency).await).await?.id;
    let Raw::Sqlite(pool) = place.raw().await? else { return Err("SQLite was asked for".into()) };
    let env = place.db.env().clone();
    let product = "INSERT INTO products (tenant_id, id, kind, state, title, slug, description, options, created_at, updated_at)
                   VALUES ($1, $2, 'simple', 'active', $3, $4, '', '[]', $5, $5)";
    let variant = "INSERT INTO variants (tenant_id, id, product_id, position, state, option1, option2, option3, sku, sku_key,
                       weight_g, requires_shipping, tax_class, track_stock, backorder, created_at, updated_at)
                   VALUES ($1, $2, $3, 0, 'active', '', '', '', $4, $4, 540, TRUE, 'standard', TRUE, 'deny', $5, $5)";
    let price = "INSERT INTO prices (tenant_id, price_list_id, variant_id, amount_minor, updated_at)
                 VALUES ($1, $2, $3, 12900, $4)";
    let started = Instant::now();
    for batch in 0..ROWS / BATCH {
        let mut tx = pool.begin().await?;
        for number in batch * BATCH..(batch + 1) * BATCH {
            let (product_id, variant_id, now) = (env.random_uuid(), env.random_uuid(), env.now());
            let query = sqlx::query::<sqlx::Sqlite>(product).bind(tenant).bind(product_id);
            query
                .bind(format!("Rain jacket {number}"))
                .bind(format!("jacket-{number}"))
                .bind(now)
                .execute(&mut *tx)
                .await?;
            let query = sqlx::query::<sqlx::Sqlite>(variant).bind(tenant).bind(variant_id).bind(product_id);
            query.bind(format!("sku-{number}")).bind(now).execute(&mut *tx).await?;
            let query = sqlx::query::<sqlx::Sqlite>(price).bind(tenant).bind(list).bind(variant_id);
            query.bind(now).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    let all = started.elapsed();
    pool.close().await;
    place.db.close().await;
    Ok(all)
}
