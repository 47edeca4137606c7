//! The application, put together as the binary does it, with what tests hold still.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use blobs::{Blobs, Files, LinkKey};
use db::testing::TestDb;
use db::{CommitHook, Db, DbConfig, DbKind};
use events::EventLog;
use identity::audit::AuditLog;
use jobs::Registry;
use kernel::{Env, Id, ManualClock, Scope, SystemRandom, Tenant, Timestamp};
use mail::{MailConfig, Mailer};
use secrets::{KeyRing, KeySource};
use serde_json::{Value, json};
use tempfile::TempDir;
use utoipa::openapi::OpenApi;
use web::{Routes, ServicesBuilder};

use crate::process::{Parts, Process};
use crate::{Client, SentMail};

/// The password of everybody whom [`App`] makes: one that zxcvbn takes.
pub const PASSWORD: &str = "correct horse battery staple";
/// The largest file that it takes: more than any other body.
const FILE_MAX: u64 = 8 << 20;
/// Where people reach the application.
const SITE: &str = "http://shop.example";

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("db", &self.test_db.db).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Domains {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Domains").field("jobs", &self.jobs).finish_non_exhaustive()
    }
}

/// What a test adds to the foundation and identity: the domain under test.
#[derive(Default)]
pub struct Domains {
    /// Its routes.
    pub routes: Routes,
    /// Its jobs.
    pub jobs: Registry,
    /// What it does in every writing transaction, just before it commits.
    pub hooks: Vec<Arc<dyn CommitHook>>,
    /// Its subscriptions.
    pub subscriptions: Vec<events::Subscription>,
    /// The services that its handlers ask for.
    pub services: Option<AddServices>,
}

/// Adds services of a domain to those of one process.
pub type AddServices = fn(ServicesBuilder, &Db, &KeyRing, &httpclient::Client) -> ServicesBuilder;

/// The application on a fresh database. Dropping it fails when ready or dead jobs are left.
pub struct App {
    test_db: TestDb,
    clock: Arc<ManualClock>,
    registry: Arc<Registry>,
    parts: Parts,
    process: Process,
    document: OpenApi,
    people: AtomicU64,
    ignore_jobs: bool,
    /// Where its files are.
    _folder: TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(App) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        if let Some(app) = App::new(kind).await {
            test(app).await;
        }
    }
}

impl App {
    /// The foundation and identity; `None` when there is no PostgreSQL server for tests.
    pub async fn new(kind: DbKind) -> Option<Self> {
        Self::with(kind, Domains::default()).await
    }

    /// The same with further domains.
    pub async fn with(kind: DbKind, domains: Domains) -> Option<Self> {
        let start: Timestamp = "2026-11-21T08:00:00Z".parse().expect("a time");
        let clock = Arc::new(ManualClock::new(start));
        let env = Env::new(clock.clone(), Arc::new(SystemRandom));
        let test_db = TestDb::new(kind, env.clone()).await?;
        let mut hooks = vec![AuditLog::hook()];
        hooks.extend(domains.hooks);
        hooks.push(EventLog::hook(domains.subscriptions));
        let mailer = Mailer::new(&mail_config()).expect("a mailer");
        let registry = domains.jobs.merge(events::jobs()).merge(mail::jobs()).merge(identity::jobs());
        let routes = identity::routes().merge(jobs::routes()).merge(events::routes()).merge(mail::routes());
        let routes = routes.merge(blobs::routes());
        let (routes, document) = routes.merge(domains.routes).split_for_parts();
        let folder = TempDir::new().expect("a temporary folder");
        let blobs =
            Blobs::open(&blobs::Config { max_bytes: FILE_MAX, ..blobs::Config::local(folder.path()) });
        let files = Files::new(blobs.expect("a file store"), LinkKey::new([9; 32]));
        let registry = registry.state(Arc::new(mailer.clone())).state(Arc::new(files.clone()));
        let client = http_client(&env);
        let registry = registry.state(Arc::new(client.clone()));
        let keys = KeySource::Text(secrets::new_key_text(&env));
        let keys = KeyRing::open(keys, env.clone()).expect("a key ring");
        let registry = Arc::new(registry);
        let parts = Parts {
            routes,
            hooks,
            mailer,
            registry: Arc::clone(&registry),
            files,
            client,
            keys,
            services: domains.services,
        };
        let process = Process::start(test_db.db.clone(), &parts, SITE);
        let people = AtomicU64::new(0);
        Some(Self {
            test_db,
            clock,
            registry,
            parts,
            process,
            document,
            people,
            ignore_jobs: false,
            _folder: folder,
        })
    }

    /// One more process of the application over the same database, with connections and a memory of its own.
    pub async fn second_process(&self) -> Process {
        self.process_at(SITE).await
    }

    /// One more process, which people reach at this URL.
    pub async fn process_at(&self, public_url: &str) -> Process {
        let db = Db::connect(self.db_config().clone(), self.db().env().clone()).await;
        Process::start(db.expect("the test's database a second time"), &self.parts, public_url)
    }

    /// Writes down when sessions and keys were last used, as every process does now and then.
    pub async fn flush_uses(&self) {
        self.process.flush_uses().await;
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.test_db.db
    }

    /// How to open the database a second time.
    pub fn db_config(&self) -> &DbConfig {
        &self.test_db.config
    }

    /// The files of all organizations.
    pub fn files(&self) -> &Files {
        &self.parts.files
    }

    /// The OpenAPI document of the routes.
    pub fn document(&self) -> &OpenApi {
        &self.document
    }

    /// The jobs that there are.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// Moves the clock.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// The time that the application sees.
    pub fn now(&self) -> Timestamp {
        self.test_db.db.env().now()
    }

    /// Says that the jobs which this test leaves behind are meant.
    pub fn leave_jobs(&mut self) {
        self.ignore_jobs = true;
    }

    /// Runs every job that is ready or due.
    pub async fn run_jobs(&self) -> jobs::testing::Ran {
        jobs::testing::run_all(self.db(), &self.registry).await.expect("jobs run")
    }

    /// The same, by a worker of another process.
    pub async fn run_jobs_of(&self, process: &Process) -> jobs::testing::Ran {
        jobs::testing::run_all(process.db(), &self.registry).await.expect("jobs run")
    }

    /// Somebody who is not signed in.
    pub fn anon(&self) -> Client {
        self.process.anon()
    }

    /// A new person, signed up, confirmed and signed in; in no organization.
    pub async fn person(&self, name: &str) -> Client {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}-{number}@example.com", name.to_lowercase().replace(' ', "-"));
        // Each from an address of their own, so that no test meets the limits of another person.
        let client = self.anon().from_ip(&format!("203.0.{}.{}", 100 + number / 250, 1 + number % 250));
        let body = json!({"name": name, "email": email, "password": PASSWORD, "locale": "en"});
        client.post("/api/v1/auth/sign-up", body).await.expect(202);
        let token = self.mail_to(&email).await.token();
        client.post("/api/v1/auth/verify-email", json!({"token": token})).await.expect(200);
        self.run_jobs().await;
        client
    }

    /// A new person with a new organization of theirs, acting in it. Answers the organization too.
    pub async fn owner(&self, name: &str) -> (Client, Value) {
        let client = self.person(name).await;
        let body = json!({"name": format!("{name}'s shop"), "kind": "merchant", "currency": "EUR", "locale": "en",
                          "time_zone": "Europe/Berlin", "country": "DE"});
        let organization = client.post("/api/v1/organizations", body).await.expect(201);
        let id = organization["id"].as_str().expect("an id").to_owned();
        (client.in_organization(&id), organization)
    }

    /// A new person who joined the owner's organization with this role, acting in it.
    pub async fn member(&self, owner: &Client, organization: &Value, role: &str) -> Client {
        let client = self.person(role).await;
        let me = client.get("/api/v1/me").await.expect(200);
        let email = me["user"]["email"].as_str().expect("an address").to_owned();
        owner.post("/api/v1/invitations", json!({"email": email, "role": role})).await.expect(201);
        let token = self.mail_to(&email).await.token();
        client.post("/api/v1/invitations/accept", json!({"token": token})).await.expect(200);
        self.run_jobs().await;
        client.in_organization(organization["id"].as_str().expect("an id"))
    }

    /// A new person who runs the installation, acting in the operator's organization.
    pub async fn operator(&self) -> Client {
        let client = self.person("Operator").await;
        let me = client.get("/api/v1/me").await.expect(200);
        let email = me["user"]["email"].as_str().expect("an address").to_owned();
        let scope = Scope::installation("test");
        self.db()
            .write(&scope, async |tx| identity::operator::appoint(tx, &email).await)
            .await
            .expect("an operator");
        client.in_organization(&Id::<Tenant>::OPERATOR.to_string())
    }

    /// A program with an API key of the owner's organization.
    pub async fn key(&self, owner: &Client, scopes: &[&str]) -> Client {
        let body = json!({"name": "Test", "mode": "test", "scopes": scopes});
        let made = owner.post("/api/v1/api-keys", body).await.expect(201);
        self.anon().with_key(made["secret"].as_str().expect("a secret"))
    }

    /// The latest mail to this address.
    #[track_caller]
    pub fn mail_to(&self, email: &str) -> impl Future<Output = SentMail> {
        let db = self.db().clone();
        let email = email.to_owned();
        async move {
            let sql = "SELECT to_address, template, subject, text, locale, one_time_link FROM mails
                       WHERE to_address = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
            let scope = Scope::installation("test");
            let found =
                db.read(&scope, async |tx| tx.global_query(sql).bind(email.clone()).fetch_optional().await);
            found.await.expect("mails").unwrap_or_else(|| panic!("no mail to {email}"))
        }
    }

    /// How many mails were written to this address.
    pub async fn mails_to(&self, email: &str) -> i64 {
        let sql = "SELECT count(*) FROM mails WHERE to_address = $1";
        let email = email.to_owned();
        let scope = Scope::installation("test");
        let count =
            self.db().read(&scope, async |tx| tx.global_query(sql).bind(email.clone()).scalar().await);
        count.await.expect("mails")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if self.ignore_jobs || std::thread::panicking() {
            return;
        }
        let config = self.test_db.config.clone();
        // A drop cannot wait for a future, and this runtime's connections belong to this runtime.
        let left = std::thread::spawn(move || left_behind(config)).join().expect("the check runs");
        assert!(left.is_empty(), "jobs are left behind: {left:?}");
    }
}

fn left_behind(config: DbConfig) -> Vec<(String, String, Option<String>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Db::connect(config, Env::system()).await.expect("the test's database");
        let sql = "SELECT name, state, last_error FROM jobs WHERE state IN ('ready', 'dead') LIMIT 20";
        let scope = Scope::installation("test");
        let left = db.read(&scope, async |tx| tx.global_query(sql).fetch_all().await).await.expect("jobs");
        db.close().await;
        left
    })
}

/// A client that reaches the servers that tests start on this machine, and waits for none that fails.
fn http_client(env: &Env) -> httpclient::Client {
    let here = "127.0.0.0/8".parse().expect("a network");
    let config = httpclient::Config {
        allow: httpclient::AllowList::new([here]),
        retry: httpclient::RetryPolicy::never(),
        ..httpclient::Config::default()
    };
    httpclient::Client::new(config, env.clone()).expect("a client")
}

fn mail_config() -> MailConfig {
    MailConfig {
        from_name: "Tradepost".to_owned(),
        from_address: None,
        public_url: SITE.to_owned(),
        unsubscribe_key: [7; 32],
        retention_days: 90,
        smtp: None,
    }
}
