//! From nothing to the first answer, and what a server that does nothing holds in memory.

use std::time::Duration;

use crate::Outcome;
use crate::server::Server;
use crate::stats::{Samples, Table};

const STARTS: usize = 20;
const IDLE: Duration = Duration::from_secs(10);

pub async fn measure() -> Outcome<Table> {
    let folder = tempfile::tempdir()?;
    // The first start makes the database.
    Server::tradepost(folder.path()).await?.stop().await?;
    let (mut ours, mut peers) = (Samples::default(), Samples::default());
    for _ in 0..STARTS {
        let server = Server::tradepost(folder.path()).await?;
        ours.push(server.started_in);
        server.stop().await?;
        let peer = Server::hello().await?;
        peers.push(peer.started_in);
        peer.stop().await?;
    }
    let (server, peer) = (Server::tradepost(folder.path()).await?, Server::hello().await?);
    tokio::time::sleep(IDLE).await;
    let (memory, peer_memory) = (server.resident_mib(), peer.resident_mib());
    server.stop().await?;
    peer.stop().await?;

    let mut table = Table::default();
    let slower = ours.percentile(50).as_secs_f64() / peers.percentile(50).as_secs_f64();
    let ratio = format!("{slower:.1} ×");
    table.row(
        "cold start to ready, SQLite",
        ours.summary(),
        format!("hello: {}", peers.summary()),
        ratio,
        "≤ 300 ms",
    );
    let beside = format!("hello: {peer_memory:.1} MiB");
    let ratio = format!("{:.1} ×", memory / peer_memory);
    table.row("resident memory, idle for 10 s", format!("{memory:.1} MiB"), beside, ratio, "≤ 60 MB");
    Ok(table)
}
