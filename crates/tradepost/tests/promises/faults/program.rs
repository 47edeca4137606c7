//! A running `tradepost serve` that can be killed and started again at the same address.

use std::fs::{self, File, OpenOptions};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use db::{Db, DbConfig};
use kernel::{Env, Scope};
use serde_json::{Value, json};

use super::http::{Answer, Client};

const PATIENCE: Duration = Duration::from_secs(30);
const PASSWORD: &str = "correct horse battery staple";
const EMAIL: &str = "ada@example.com";

/// The program on a data folder; killed when dropped.
pub struct Program {
    folder: PathBuf,
    settings: Vec<(&'static str, String)>,
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Starts it on a free port and waits until it serves.
    pub async fn start(folder: &Path, settings: Vec<(&'static str, String)>) -> Self {
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let child = spawn(folder, &settings, anywhere);
        let mut program = Self { folder: folder.to_owned(), settings, child, address: anywhere };
        program.address = program.announced().await;
        program
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("a child of ours");
        self.child.wait().expect("a child of ours");
    }

    /// Starts it again where it was.
    pub async fn start_again(&mut self) {
        self.child = spawn(&self.folder, &self.settings, self.address);
        assert_eq!(self.announced().await, self.address);
    }

    /// Whether it has not ended by itself.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("a child of ours").is_none()
    }

    /// The address in the line that says that it serves.
    async fn announced(&mut self) -> SocketAddr {
        let began = Instant::now();
        loop {
            let log = fs::read_to_string(log_path(&self.folder)).unwrap();
            let mut entries = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            if let Some(entry) = entries.rfind(|entry| entry["message"] == "serving") {
                return entry["address"].as_str().unwrap().parse().unwrap();
            }
            assert!(self.is_alive() && began.elapsed() < PATIENCE, "it does not serve:\n{log}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// How long it takes until `/readyz` says yes.
    pub async fn ready_after(&self) -> Duration {
        let began = Instant::now();
        while !self.client().get("/readyz").await.is_ok_and(|answer| answer.status == 200) {
            assert!(began.elapsed() < PATIENCE, "it does not get ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        began.elapsed()
    }

    /// A connection of our own to its database.
    pub async fn database(&self) -> Db {
        let given = self.settings.iter().find(|(name, _)| *name == "DATABASE_URL");
        let file = || format!("sqlite:{}", self.folder.join("var/tradepost.db").display());
        let url = given.map_or_else(file, |(_, url)| url.clone());
        Db::connect(DbConfig::new(url), Env::system()).await.unwrap()
    }

    /// Somebody who signed up and made an organization, acting in it.
    pub async fn owner(&self) -> Client {
        let visitor = self.client();
        let post = async |client: &Client, path: &str, body: Value| client.post(path, &body).await.unwrap();
        let body = json!({"name": "Ada", "email": EMAIL, "password": PASSWORD, "locale": "en"});
        post(&visitor, "/api/v1/auth/sign-up", body).await.expect(202);
        let body = json!({"token": self.token().await});
        let answer: Answer = post(&visitor, "/api/v1/auth/verify-email", body).await;
        answer.expect(200);
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
        let person = visitor.with("cookie", cookie);
        let made = post(&person, "/api/v1/organizations", organization("First")).await.expect(201);
        person.with("tradepost-organization", made["id"].as_str().unwrap())
    }

    async fn token(&self) -> String {
        let db = self.database().await;
        let sql = "SELECT one_time_link FROM mails WHERE to_address = $1";
        let scope = Scope::installation("test");
        let link = db.read(&scope, async |tx| tx.global_query(sql).bind(EMAIL.to_owned()).scalar().await);
        let link: String = link.await.unwrap();
        db.close().await;
        link.split_once("token=").expect("a link with a token").1.to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        if std::thread::panicking() {
            let log = fs::read_to_string(log_path(&self.folder)).unwrap_or_default();
            let errors: Vec<_> = log.lines().filter(|line| line.contains("\"ERROR\"")).take(5).collect();
            eprintln!("the program logged:\n{}", errors.join("\n"));
        }
    }
}

/// What makes an organization of that name.
pub fn organization(name: &str) -> Value {
    json!({"name": name, "kind": "merchant", "currency": "EUR", "locale": "en", "time_zone": "UTC", "country": "DE"})
}

fn log_path(folder: &Path) -> PathBuf {
    folder.join("stderr.log")
}

fn spawn(folder: &Path, settings: &[(&'static str, String)], listen: SocketAddr) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradepost"));
    command.arg("serve").current_dir(folder).env_remove("PORT").env_remove("DATABASE_URL");
    // The program takes every variable of this beginning for a setting.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("TRADEPOST_")) {
            command.env_remove(name);
        }
    }
    // `scripts/test` reads afterwards what all servers logged.
    if let Some(logs) = std::env::var_os("TRADEPOST_TEST_LOGS") {
        let name = folder.file_name().unwrap_or_default();
        let folder = PathBuf::from(logs).join(name);
        command.env("TRADEPOST_LOG__FOLDER", folder).env("TRADEPOST_LOG__LEVEL", "trace");
    }
    command.env("TRADEPOST_HTTP__LISTEN", listen.to_string()).env("TRADEPOST_LOG__FORMAT", "json");
    command.env("TRADEPOST_HTTP__REQUESTS_PER_MINUTE", "1000000");
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    // A new file every time, so that what an earlier process said is not taken for this one's word.
    drop(fs::remove_file(log_path(folder)));
    let log: File = OpenOptions::new().create(true).append(true).open(log_path(folder)).unwrap();
    command.stderr(log).spawn().expect("the program starts")
}
