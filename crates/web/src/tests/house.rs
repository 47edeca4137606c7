//! A running server with two organizations, on a clock that stands still until a test moves it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use db::testing::TestDb;
use db::{Db, DbKind};
use kernel::{
    Actor, ActorKind, Clock, Env, Error, ManualClock, Result, Scope, SystemRandom, TenantId, Timestamp,
};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::client::Call;
use super::handlers::{self, READ, WRITE};
use crate::{
    App, Authenticator, AuthenticatorFuture, Credentials, Limit, Membership, Permissions, Principal,
    RateLimiter, ServeConfig, ServicesBuilder, WebConfig, serve, stack,
};

/// Where handlers wait until a test lets them go on.
#[derive(Debug)]
pub(super) struct Gate {
    arrived: Semaphore,
    open: Semaphore,
}

impl Gate {
    /// The handler's side.
    pub(super) async fn pass(&self) {
        self.arrived.add_permits(1);
        self.open.acquire().await.unwrap().forget();
    }

    /// Returns when one more handler stands at the gate.
    pub(super) async fn arrival(&self) {
        self.arrived.acquire().await.unwrap().forget();
    }

    /// Lets one handler pass, the one that waits longest.
    pub(super) fn open(&self) {
        self.open.add_permits(1);
    }
}

/// How the server of one test differs from the default.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub(super) web: WebConfig,
    pub(super) serve: ServeConfig,
}

impl Default for Options {
    fn default() -> Self {
        let web = WebConfig {
            public_url: "http://shop.test".to_owned(),
            max_body_bytes: 512 * 1024,
            principal_limit: Limit::per_minute("default", 0),
            anonymous_limit: Limit::per_minute("anonymous", 0),
            ..WebConfig::default()
        };
        Self { web, serve: ServeConfig::default() }
    }
}

/// A running server.
#[derive(Debug)]
pub(super) struct House {
    pub(super) app: App,
    pub(super) clock: Arc<ManualClock>,
    /// The organizations of API keys `good-0` to `good-99` and `good-100` to `good-199`.
    pub(super) tenants: [TenantId; 2],
    pub(super) gate: Arc<Gate>,
    pub(super) address: SocketAddr,
    pub(super) stop: CancellationToken,
    server: JoinHandle<Result<()>>,
    test: TestDb,
}

impl House {
    /// A server on SQLite, for what no database changes.
    pub(super) async fn new(change: impl FnOnce(&mut Options)) -> Self {
        Self::on(DbKind::Sqlite, change).await.unwrap()
    }

    /// Runs a test on SQLite, and on PostgreSQL when a server is at hand.
    pub(super) async fn on_both(test: impl AsyncFn(Self)) {
        for kind in [DbKind::Sqlite, DbKind::Postgres] {
            if let Some(house) = Self::on(kind, |_| {}).await {
                test(house).await;
            }
        }
    }

    /// A server on the given database; `None` when no PostgreSQL is at hand.
    pub(super) async fn on(kind: DbKind, change: impl FnOnce(&mut Options)) -> Option<Self> {
        let mut options = Options::default();
        change(&mut options);
        let clock = Arc::new(ManualClock::new("2026-11-21T08:30:00Z".parse().unwrap()));
        let env = Env::new(Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(SystemRandom));
        let test = TestDb::new(kind, env).await?;
        let tenants = [organization(&test.db, "a").await, organization(&test.db, "b").await];
        let gate = Arc::new(Gate { arrived: Semaphore::new(0), open: Semaphore::new(0) });
        let services = ServicesBuilder::default().with(Arc::clone(&gate)).build();
        let app = App::new(test.db.clone(), options.web, Guards(tenants), RateLimiter::new(kind), services);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let router = stack(handlers::routes().split_for_parts().0, &app);
        let server = tokio::spawn(serve(listener, router, options.serve, stop.clone()));
        Some(Self { app, clock, tenants, gate, address, stop, server, test })
    }

    pub(super) fn db(&self) -> &Db {
        self.app.db()
    }

    /// A second handle to the same database, as another process has.
    pub(super) async fn second_db(&self) -> Db {
        Db::connect(self.test.config.clone(), self.app.env().clone()).await.unwrap()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    pub(super) fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    pub(super) fn call(&self, method: Method, path: &str) -> Call {
        Call::new(self.address, method, path)
    }

    /// How many notes an organization has.
    pub(super) async fn notes(&self, tenant: TenantId) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE tenant_id = $1";
        let scope = Scope::system(tenant, "test");
        self.db().read(&scope, async |tx| tx.query(sql).scalar().await).await.unwrap()
    }

    /// Runs one statement on behalf of fate: what a dying process would have left behind.
    pub(super) async fn fate(&self, sql: &'static str) -> u64 {
        let scope = Scope::installation("fate");
        self.db().write(&scope, async |tx| tx.global_query(sql).execute().await).await.unwrap()
    }

    /// What [`serve`] answered once it ended.
    pub(super) async fn ended(self) -> Result<()> {
        tokio::time::timeout(Duration::from_secs(10), self.server).await.unwrap().unwrap()
    }
}

async fn organization(db: &Db, slug: &str) -> TenantId {
    let tenant: TenantId = db.env().id();
    let slug = slug.to_owned();
    db.write(&Scope::installation("test"), async |tx| {
        let now = tx.now();
        tx.global_query(
            "INSERT INTO organizations
                 (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
             VALUES ($1, 'merchant', 'Nordlicht', $2, 'EUR', 'en', 'UTC', $3, $3)",
        )
        .bind(tenant)
        .bind(slug)
        .bind(now)
        .execute()
        .await
    })
    .await
    .unwrap();
    tenant
}

/// Knows API keys `good-<n>`, `weak-<n>` (no permissions) and `operator`, and sessions `user-<n>`; panics at `panic`.
#[derive(Debug)]
struct Guards([TenantId; 2]);

impl Authenticator for Guards {
    fn authenticate<'a>(&'a self, credentials: Credentials<'a>) -> AuthenticatorFuture<'a> {
        Box::pin(async move { Ok(self.check(credentials)?.map(Arc::new)) })
    }
}

impl Guards {
    fn check(&self, credentials: Credentials<'_>) -> Result<Option<Principal>> {
        let (text, by_cookie) = match (credentials.bearer, credentials.session) {
            (Some(bearer), _) => (bearer, false),
            (None, Some(session)) => (session, true),
            (None, None) => return Ok(None),
        };
        let (word, n) = text.split_once('-').unwrap_or((text, "0"));
        let n: u128 = n.parse().map_err(|_| wrong())?;
        let tenant = match (word, by_cookie) {
            ("good" | "weak", false) => usize::try_from(n).ok().and_then(|n| self.0.get(n / 100)).copied(),
            ("operator", false) => Some(TenantId::OPERATOR),
            ("panic", _) => panic!("hunter2"),
            ("user", true) => credentials.organization.and_then(|text| text.parse().ok()),
            _ => return Err(wrong()),
        };
        let permissions: Permissions =
            if word == "weak" { vec![] } else { vec![READ, WRITE] }.into_iter().collect();
        let membership = tenant.map(|tenant| Membership {
            tenant,
            is_operator: tenant == TenantId::OPERATOR,
            role: by_cookie.then_some("owner"),
            permissions,
        });
        let id = Some(Uuid::from_u128(n + 1));
        let kind = if by_cookie { ActorKind::User } else { ActorKind::ApiKey };
        let user_id = id.filter(|_| by_cookie);
        let actor = Actor { kind, id, name: text.to_owned() };
        Ok(Some(Principal {
            actor,
            user_id,
            session_id: user_id,
            membership,
            by_cookie,
            expires_at: None,
            ip_allow_list: Vec::new(),
        }))
    }
}

fn wrong() -> Error {
    Error::unauthenticated("invalid_credentials", "These credentials are not valid.")
}
