//! `GET /api/v1/me` with an API key, by wrk over 64 kept connections, in turns with the peer.

use crate::Outcome;
use crate::place::{self, Place};
use crate::server::{self, Server};
use crate::stats::{Table, median, per_second, percent};
use crate::wrk::{self, Turn};

const TURNS: usize = 3;
const SECONDS: &str = "10s";

pub async fn measure() -> Outcome<Table> {
    let place = Place::sqlite().await?;
    let tenant = place::organization(&place.db).await?;
    let key = place::keys(&place.db, tenant, 1).await?.remove(0);
    let folder = place.folder().ok_or("a SQLite database has a folder")?.to_owned();
    place.db.close().await;
    let (ours, peer) = (Server::tradepost(&folder).await?, Server::hello().await?);
    let header = format!("Authorization: Bearer {key}");
    let status = server::get(&ours.address, "/api/v1/me", &format!("{header}\r\n")).await?;
    if status != 200 {
        return Err(format!("/api/v1/me answers {status}").into());
    }
    for server in [&ours, &peer] {
        turn(server, &header, "2s").await?;
    }
    let (mut our_turns, mut peer_turns) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        peer_turns.push(turn(&peer, &header, SECONDS).await?);
        our_turns.push(turn(&ours, &header, SECONDS).await?);
    }
    let memory = ours.resident_mib();
    ours.stop().await?;
    peer.stop().await?;
    Ok(table(&our_turns, &peer_turns, memory))
}

fn table(ours: &[Turn], peers: &[Turn], memory: f64) -> Table {
    let middle = |turns: &[Turn], of: fn(&Turn) -> f64| median(&turns.iter().map(of).collect::<Vec<_>>());
    let (rate, peer_rate) = (middle(ours, |turn| turn.rate), middle(peers, |turn| turn.rate));
    let (cpu, peer_cpu) = (middle(ours, |turn| turn.cpu), middle(peers, |turn| turn.cpu));
    let latency = |turns: &[Turn]| {
        let one = |turn: &Turn| format!("{}/{}", turn.p50, turn.p99);
        turns.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let mut table = Table::default();
    let beside = format!("hello: {}", per_second(peer_rate));
    table.row(
        "GET /api/v1/me, 64 connections",
        per_second(rate),
        beside,
        percent(rate / peer_rate),
        "≥ 35 %",
    );
    table.row("its p50/p99, three turns", latency(ours), latency(peers), String::new(), "");
    let beside = format!("hello: {peer_cpu:.1} µs");
    table.row("processor time per request", format!("{cpu:.1} µs"), beside, percent(peer_cpu / cpu), "");
    table.row("resident memory afterwards", format!("{memory:.1} MiB"), String::new(), String::new(), "");
    table
}

async fn turn(server: &Server, header: &str, duration: &str) -> Outcome<Turn> {
    let url = format!("http://{}/api/v1/me", server.address);
    wrk::turn(server, &["-t1", "-c64", "-d", duration, "-H", header, &url]).await
}
