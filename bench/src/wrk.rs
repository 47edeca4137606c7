//! wrk, and what it says.

use std::time::Duration;

use tokio::process::Command;

use crate::Outcome;
use crate::server::Server;

/// One turn.
#[derive(Debug)]
pub struct Turn {
    pub rate: f64,
    /// How many requests were answered.
    pub total: f64,
    pub p50: String,
    pub p99: String,
    /// The server's processor time per request, µs: what a client on the same cores does not blur.
    pub cpu: f64,
}

/// Runs wrk against the server; an error when a request was not answered with a success.
pub async fn turn(server: &Server, arguments: &[&str]) -> Outcome<Turn> {
    let before = server.cpu();
    let output =
        Command::new("wrk").arg("--latency").args(arguments).output().await.map_err(|_| "wrk is needed")?;
    let text = String::from_utf8_lossy(&output.stdout);
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("not every request was answered:\n{text}").into());
    }
    let cpu: Duration = server.cpu() - before;
    let value = |label: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(label));
        line.map(str::trim).unwrap_or_default().to_owned()
    };
    let rate = value("Requests/sec:").parse().map_err(|_| format!("wrk said nothing of a rate:\n{text}"))?;
    let total: f64 = text
        .split(" requests in")
        .next()
        .and_then(|text| text.split_whitespace().last())
        .unwrap_or("")
        .parse()?;
    Ok(Turn { rate, total, p50: value("50%"), p99: value("99%"), cpu: cpu.as_secs_f64() * 1e6 / total })
}
