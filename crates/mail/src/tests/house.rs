//! What a test of sending starts from: a database, a clock that it moves, an organization, and a mailer.

use std::sync::Arc;
use std::time::Duration;

use db::testing::TestDb;
use db::{CommitHook, DbKind, HookFuture, Tx};
use jobs::Registry;
use jobs::testing::{Ran, run_all};
use kernel::{Env, ManualClock, PageParams, Scope, SystemRandom, TenantId, Timestamp};

use super::smtp_server::SmtpServer;
use crate::{Locale, Mail, MailConfig, MailFilter, MailId, Mailer, SmtpConfig, SmtpSecurity, Template};

pub(super) const READER: &str = "ana.garcia@example.com";

/// A clone shares everything.
#[derive(Clone)]
pub(super) struct House {
    pub(super) test: TestDb,
    pub(super) clock: Arc<ManualClock>,
    pub(super) tenant: TenantId,
}

/// Stands in for the audit log, which a crate above this one keeps: takes the notes and forgets them.
struct NoAudit;

impl CommitHook for NoAudit {
    fn before_commit<'a>(&'a self, tx: &'a mut Tx) -> HookFuture<'a> {
        drop(tx.take_pending::<web::AuditNotes>());
        Box::pin(async { Ok(()) })
    }
}

/// Runs a test on SQLite, and on PostgreSQL when a server is at hand.
pub(super) async fn on_both<F, Fut>(test: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let start: Timestamp = "2026-11-21T08:30:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::new(start));
        let env = Env::new(clock.clone(), Arc::new(SystemRandom));
        if let Some(db) = TestDb::new(kind, env).await {
            db.db.install_hooks(vec![Arc::new(NoAudit)]).unwrap();
            let tenant = organization(&db, "nordlicht", "Nordlicht Outdoor").await;
            let house = House { test: db, clock, tenant };
            test(house.clone()).await;
        }
    }
}

pub(super) async fn organization(test: &TestDb, slug: &'static str, name: &'static str) -> TenantId {
    let tenant: TenantId = test.db.env().id();
    let sql = "INSERT INTO organizations
        (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
        VALUES ($1, 'merchant', $2, $3, 'EUR', 'en', 'UTC', $4, $4)";
    test.db
        .write(&Scope::installation("test"), async |tx| {
            let now = tx.now();
            tx.global_query(sql).bind(tenant).bind(name).bind(slug).bind(now).execute().await
        })
        .await
        .unwrap();
    tenant
}

pub(super) fn config() -> MailConfig {
    MailConfig {
        from_name: "Tiendá".to_owned(),
        from_address: Some("no-reply@shop.example".to_owned()),
        public_url: "https://shop.example/".to_owned(),
        unsubscribe_key: [7; 32],
        retention_days: 90,
        smtp: None,
    }
}

/// A plain connection to a server on this machine.
pub(super) fn config_for(server: &SmtpServer) -> MailConfig {
    let smtp = SmtpConfig {
        port: Some(server.port),
        security: SmtpSecurity::None,
        timeout: Duration::from_millis(500),
        ..SmtpConfig::new("localhost")
    };
    MailConfig { smtp: Some(smtp), ..config() }
}

impl House {
    pub(super) async fn installation<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> kernel::Result<T>) -> T {
        self.test.db.write(&Scope::installation("test"), work).await.unwrap()
    }

    /// Writes a mail from the organization, as a domain would.
    pub(super) async fn send<T: Template>(&self, to: &str, template: T) -> MailId {
        let (scope, to) = (Scope::system(self.tenant, "test"), to.parse().unwrap());
        let written = async |tx: &mut Tx| crate::send(tx, &to, Locale::En, &template).await;
        self.test.db.write(&scope, written).await.unwrap()
    }

    /// Lets the queue run with a mailer of this configuration until nothing is due.
    pub(super) async fn work(&self, config: &MailConfig) -> Ran {
        let mailer = Mailer::new(config).unwrap();
        let registry: Registry = crate::jobs().state(Arc::new(mailer));
        run_all(&self.test.db, &Arc::new(registry)).await.unwrap()
    }

    /// The same after so long that every pause is over.
    pub(super) async fn work_later(&self, config: &MailConfig) -> Ran {
        self.clock.advance(Duration::from_secs(3_700));
        self.work(config).await
    }

    pub(super) async fn mail(&self, id: MailId) -> Mail {
        self.installation(async |tx| crate::mail::get(tx, id).await).await
    }

    pub(super) async fn content(&self, mail: &Mail) -> crate::mail::Content {
        self.installation(async |tx| crate::mail::store::content(tx, mail).await).await
    }

    pub(super) async fn suppressions(&self) -> Vec<crate::Suppression> {
        let all = PageParams::default();
        self.installation(async |tx| crate::suppression::list(tx, &all).await).await.data
    }

    pub(super) async fn count(&self) -> usize {
        let (filter, all) = (MailFilter::default(), PageParams::default());
        self.installation(async |tx| crate::list(tx, &filter, &all).await).await.data.len()
    }
}
