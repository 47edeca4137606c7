//! Servers as processes: started, asked, looked at from outside, ended.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::Outcome;

/// A running server. It is killed when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: String,
    /// From the spawn to the first 200 of `/readyz`.
    pub started_in: Duration,
}

impl Server {
    /// `tradepost serve` on this data folder, as in production but for the limits of requests.
    pub async fn tradepost(folder: &Path) -> Outcome<Self> {
        Self::tradepost_on(folder, None).await
    }

    /// The same on a database elsewhere, when its address is given.
    pub async fn tradepost_on(folder: &Path, url: Option<&str>) -> Outcome<Self> {
        let program =
            std::env::var("TRADEPOST_BIN").map_err(|_| "TRADEPOST_BIN names the program to measure")?;
        let address = free_address()?;
        let mut command = Command::new(program);
        // The program takes every TRADEPOST_ variable for a setting, and ours are not.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TRADEPOST_") {
                command.env_remove(name);
            }
        }
        command
            .arg("serve")
            .env("TRADEPOST_DATA_DIR", folder)
            .env("TRADEPOST_HTTP__LISTEN", &address)
            .env("TRADEPOST_HTTP__REQUESTS_PER_MINUTE", "0")
            .env("TRADEPOST_HTTP__ANONYMOUS_REQUESTS_PER_MINUTE", "0")
            .env("TRADEPOST_INBOX__DELIVERIES_PER_MINUTE", "0")
            .env_remove("DATABASE_URL")
            .env_remove("PORT");
        if let Some(url) = url {
            command.env("DATABASE_URL", url);
        }
        Self::start(command, address).await
    }

    /// The peer.
    pub async fn hello() -> Outcome<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["hello", &address]);
        Self::start(command, address).await
    }

    /// A receiver of webhooks in Flask on SQLite, by gunicorn with two workers. `BENCH_FLASK` names the folder of its
    /// programs.
    pub async fn flask(folder: &Path, secret: &str) -> Outcome<Self> {
        let programs = std::env::var("BENCH_FLASK").map_err(|_| "BENCH_FLASK names the folder with gunicorn")?;
        let address = free_address()?;
        let mut command = Command::new(format!("{programs}/gunicorn"));
        command
            .args(["--workers", "2", "--chdir", concat!(env!("CARGO_MANIFEST_DIR"), "/flask"), "--bind", &address])
            .arg("receiver:app")
            .env("RECEIVER_DB", folder.join("receiver.db"))
            .env("RECEIVER_SECRET", secret);
        Self::start(command, address).await
    }

    /// Vendure with so many products, on SQLite in this folder. Seeding it takes a while: about 20 products a second.
    pub async fn vendure(folder: &Path, products: usize) -> Outcome<Self> {
        let address = free_address()?;
        let port = address.rsplit(':').next().unwrap_or_default();
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/vendure/server.js");
        let mut command = Command::new("node");
        command.arg(program).arg(folder).args([port, &products.to_string()]).env("NODE_ENV", "production");
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let started = Instant::now();
        let stdout = child.stdout.take().ok_or("Vendure has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        while let Some(line) = lines.next_line().await? {
            if line == "ready" {
                // What it says later must not fill the pipe.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { child, address, started_in: started.elapsed() });
            }
        }
        Err("Vendure ended: is it installed (npm ci in bench/vendure)?".into())
    }

    async fn start(mut command: Command, address: String) -> Outcome<Self> {
        let started = Instant::now();
        let child = command.stderr(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true).spawn()?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while get(&server.address, "/readyz", "").await.unwrap_or(0) != 200 {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            if started.elapsed() > Duration::from_secs(30) {
                return Err("the server does not get ready".into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.started_in = started.elapsed();
        Ok(server)
    }

    fn proc(&self, file: &str) -> String {
        let id = self.child.id().unwrap_or(0);
        std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default()
    }

    /// Memory in RAM, MiB.
    pub fn resident_mib(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }

    /// Processor time so far, in user and kernel mode.
    pub fn cpu(&self) -> Duration {
        let stat = self.proc("stat");
        // Fields 14 and 15, counted after the name in parentheses; in hundredths of a second on Linux.
        let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        Duration::from_millis(10 * (ticks(11) + ticks(12)))
    }

    /// Asks it to end, and waits until it has.
    pub async fn stop(mut self) -> Outcome<()> {
        if let Some(id) = self.child.id() {
            Command::new("sh").args(["-c", &format!("kill -TERM {id}")]).status().await?;
        }
        self.child.wait().await?;
        Ok(())
    }
}

/// The status of one request on a connection of its own.
pub async fn get(address: &str, path: &str, header: &str) -> Outcome<u16> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let head = String::from_utf8_lossy(&answer);
    Ok(head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0))
}

fn free_address() -> Outcome<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}
