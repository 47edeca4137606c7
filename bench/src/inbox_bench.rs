//! Shopify webhooks taken in durably: verified, committed, answered. Beside a receiver as people write it in an afternoon,
//! and beside bare commits of the same bytes.

use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::{Json, Scope, TenantId};
use ring::hmac;
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::Outcome;
use crate::load::Client;
use crate::place::{self, Place, Raw};
use crate::server::Server;
use crate::stats::{Samples, Table, median, per_second, rate, short};
use crate::wrk::{self, Turn};

const SECRET: &str = "hush-0123456789abcdef";
const CONNECTIONS: usize = 8;
const TURNS: usize = 3;
const TURN: &str = "8s";
/// Bytes of one delivery: an order with a few lines.
const BODY_BYTES: usize = 2_000;
/// Rows of one bare commit, as many as the inbox commits together at most.
const TOGETHER: usize = 512;
const PACED: Duration = Duration::from_secs(10);

/// What is sent.
struct Sent {
    file: String,
    body: String,
    signature: String,
}

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    place::disk(&mut table)?;
    let folder = tempfile::tempdir()?;
    let sent = delivery(folder.path())?;
    let flask = flask(&sent).await?;
    for place in Place::both().await? {
        let name = place.name();
        let one = bare(&place, &sent, 1, 500).await?;
        let many = bare(&place, &sent, TOGETHER, 40_000).await?;
        let tenant = place::organization(&place.db).await?;
        let key = key(&place, tenant).await?;
        let data = tempfile::tempdir()?;
        let server = match place.folder() {
            Some(folder) => Server::tradepost(folder).await?,
            None => Server::tradepost_on(data.path(), Some(place.url())).await?,
        };
        let paths = connections(&server, &key).await?;
        let mut turns = Vec::new();
        for number in 0..=TURNS {
            let time = if number == 0 { "2s" } else { TURN };
            turns.push(post(&server, &sent, &format!("t{number}"), &paths, ("256", time)).await?);
        }
        let answered: f64 = turns.iter().map(|turn| turn.total).sum();
        let kept = count(&place, tenant).await?;
        turns.remove(0);
        let peak = rows(&mut table, name, &turns, &flask);
        let what = format!("{name}: kept, of those answered with 200");
        table.row(&what, format!("{kept} of {answered:.0} and more"), String::new(), String::new(), "all");
        bare_rows(&mut table, name, peak, one, many);
        let (mut times, reached) = paced(&server, &sent, &paths, peak * 0.7).await?;
        let what = format!("{name}: times at 70 % of that, {}", per_second(reached));
        table.row(&what, times.summary(), String::new(), String::new(), "p99 < 50 ms");
        let what = format!("{name}: resident memory afterwards");
        table.row(&what, format!("{:.0} MiB", server.resident_mib()), String::new(), String::new(), "");
        server.stop().await?;
        place.drop().await?;
    }
    Ok(table)
}

fn rows(table: &mut Table, name: &str, turns: &[Turn], flask: &[Turn]) -> f64 {
    let middle = |turns: &[Turn], of: fn(&Turn) -> f64| median(&turns.iter().map(of).collect::<Vec<_>>());
    let (ours, theirs) = (middle(turns, |turn| turn.rate), middle(flask, |turn| turn.rate));
    let ratio = format!("{:.0} ×", ours / theirs);
    let beside = format!("Flask on SQLite: {}", per_second(theirs));
    let aim = if name == "sqlite" { "≥ 15 000/s, ≥ 50 ×" } else { "" };
    table.row(&format!("{name}: taken in, 256 connections"), per_second(ours), beside, ratio, aim);
    let latency = |turns: &[Turn]| {
        turns.iter().map(|turn| format!("{}/{}", turn.p50, turn.p99)).collect::<Vec<_>>().join(" ")
    };
    table.row("  its p50/p99, three turns", latency(turns), latency(flask), String::new(), "");
    let (ours_cpu, theirs_cpu) = (middle(turns, |turn| turn.cpu), middle(flask, |turn| turn.cpu));
    let (cpu, peer) = (format!("{ours_cpu:.0} µs"), format!("{theirs_cpu:.0} µs and its workers'"));
    table.row("  processor time of each", cpu, peer, String::new(), "");
    ours
}

fn bare_rows(table: &mut Table, name: &str, peak: f64, one: f64, many: f64) {
    let ratio = |limit: f64| format!("{:.1} ×", peak / limit);
    let what = format!("{name}: bare commits of a row each");
    table.row(&what, String::new(), per_second(one), ratio(one), "");
    let what = format!("{name}: bare rows, {TOGETHER} per commit");
    table.row(&what, String::new(), per_second(many), ratio(many), "");
}

fn delivery(folder: &Path) -> Outcome<Sent> {
    let line = |number: usize| {
        json!({"id": number, "product_id": 788_032_119_674_292_900_i64, "sku": format!("FJ-{number}"), "quantity": 1,
               "title": "Fjell rain jacket", "price": "129.00", "taxable": true})
    };
    let mut order = json!({
        "id": 820_982_911_946_154_508_i64, "admin_graphql_api_id": "gid://shopify/Order/820982911946154508",
        "name": "#1001", "currency": "EUR", "total_price": "258.00", "financial_status": "paid",
        "created_at": "2026-11-21T07:59:00Z", "updated_at": "2026-11-21T08:00:00Z", "line_items": [],
    });
    let mut body = order.to_string();
    for number in 0.. {
        if body.len() >= BODY_BYTES {
            break;
        }
        order["line_items"].as_array_mut().ok_or("lines")?.push(line(number));
        body = order.to_string();
    }
    let file = folder.join("order.json");
    std::fs::write(&file, &body)?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = STANDARD.encode(hmac::sign(&key, body.as_bytes()));
    Ok(Sent { file: file.display().to_string(), body, signature })
}

/// The usual home-made answer, by fewer connections: it would refuse more.
async fn flask(sent: &Sent) -> Outcome<Vec<Turn>> {
    let folder = tempfile::tempdir()?;
    let server = Server::flask(folder.path(), SECRET).await?;
    let paths = ["/webhooks/shopify".to_owned()];
    let mut turns = Vec::new();
    for number in 0..=TURNS {
        let turn = post(&server, sent, &format!("f{number}"), &paths, ("8", TURN)).await?;
        if number > 0 {
            turns.push(turn);
        }
    }
    server.stop().await?;
    Ok(turns)
}

async fn post(
    server: &Server,
    sent: &Sent,
    prefix: &str,
    paths: &[String],
    (connections, time): (&str, &str),
) -> Outcome<Turn> {
    let url = format!("http://{}", server.address);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/inbox.lua");
    let mut arguments =
        vec!["-t1", "-c", connections, "-d", time, "-s", script, &url, "--", &sent.file, &sent.signature, prefix];
    arguments.extend(paths.iter().map(String::as_str));
    wrk::turn(server, &arguments).await
}

async fn key(place: &Place, tenant: TenantId) -> Outcome<String> {
    let key = place::keys(&place.db, tenant, 1).await?.remove(0);
    let scopes = Json(["channels.read", "channels.manage"].map(str::to_owned).to_vec());
    let sql = "UPDATE api_keys SET scopes = $2 WHERE tenant_id = $1";
    let scope = Scope::system(tenant, "bench");
    place.db.write(&scope, async |tx| tx.query(sql).bind(scopes).execute().await).await?;
    Ok(key)
}

async fn connections(server: &Server, key: &str) -> Outcome<Vec<String>> {
    let mut client = Client::connect(&server.address).await?;
    let bearer = format!("Bearer {key}");
    let mut paths = Vec::new();
    for number in 0..CONNECTIONS {
        let new = json!({"platform": "shopify", "name": format!("Shop {number}"), "secret": SECRET});
        let headers = [("authorization", bearer.as_str())];
        let made = client.send("POST", "/api/v1/connections", &headers, Some(new.to_string())).await?.json()?;
        paths.push(format!("/webhooks/{}", made["id"].as_str().ok_or("a connection has an id")?));
    }
    Ok(paths)
}

async fn count(place: &Place, tenant: TenantId) -> Outcome<i64> {
    let sql = "SELECT count(*) FROM inbox_deliveries WHERE tenant_id = $1";
    let scope = Scope::system(tenant, "bench");
    Ok(place.db.read(&scope, async |tx| tx.query(sql).scalar().await).await?)
}

/// Rows per second of bare commits of the same bytes.
async fn bare(place: &Place, sent: &Sent, together: usize, rows: usize) -> Outcome<f64> {
    let raw = place.raw().await?;
    let kind = if matches!(raw, Raw::Sqlite(_)) { "BLOB" } else { "BYTEA" };
    let table = format!("bare_{together}");
    let make = format!("CREATE TABLE {table} (id BIGINT PRIMARY KEY, headers {kind}, body {kind})");
    let values: Vec<String> =
        (0..together).map(|row| format!("(${}, ${}, ${})", 3 * row + 1, 3 * row + 2, 3 * row + 3)).collect();
    let insert = format!("INSERT INTO {table} VALUES {}", values.join(", "));
    let headers = vec![b'h'; 400];
    macro_rules! run {
        ($pool:expr) => {{
            sqlx::query(AssertSqlSafe(make)).execute($pool).await?;
            let started = Instant::now();
            for first in (0..rows).step_by(together) {
                let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
                for row in first..first + together {
                    query = query.bind(i64::try_from(row)?).bind(headers.clone()).bind(sent.body.clone().into_bytes());
                }
                query.execute($pool).await?;
            }
            let rate = rate(rows.div_ceil(together) * together, started.elapsed());
            $pool.close().await;
            rate
        }};
    }
    Ok(match &raw {
        Raw::Sqlite(pool) => run!(pool),
        Raw::Postgres(pool) => run!(pool),
    })
}

/// Sends at a steady pace, whatever the answers do, and measures from the moment at which each was due.
async fn paced(server: &Server, sent: &Sent, paths: &[String], pace: f64) -> Outcome<(Samples, f64)> {
    const LINES: usize = 64;
    let gap = Duration::from_secs_f64(LINES as f64 / pace);
    let started = Instant::now();
    let line = async |place: usize| -> Outcome<Vec<Duration>> {
        let mut client = Client::connect(&server.address).await?;
        let mut times = Vec::new();
        let mut due = started + gap.mul_f64(place as f64 / LINES as f64);
        while due < started + PACED {
            tokio::time::sleep_until(due.into()).await;
            let id = format!("p-{place}-{}", times.len());
            let headers = [
                ("x-shopify-webhook-id", id.as_str()),
                ("x-shopify-topic", "orders/updated"),
                ("x-shopify-shop-domain", "nordlicht.myshopify.com"),
                ("x-shopify-api-version", "2026-10"),
                ("x-shopify-hmac-sha256", &sent.signature),
            ];
            let path = &paths[(place + times.len()) % paths.len()];
            let reply = client.send("POST", path, &headers, Some(sent.body.clone())).await?;
            if !reply.status.is_success() {
                return Err(format!("{} after {}", reply.status, short(due.elapsed())).into());
            }
            times.push(due.elapsed());
            due += gap;
        }
        Ok(times)
    };
    let times = futures_util::future::try_join_all((0..LINES).map(line)).await?.concat();
    let reached = rate(times.len(), started.elapsed());
    let mut samples = Samples::default();
    times.into_iter().for_each(|time| samples.push(time));
    Ok((samples, reached))
}
