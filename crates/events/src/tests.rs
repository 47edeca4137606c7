//! The log on both databases.

use std::sync::Arc;
use std::time::Duration;

use db::testing::{TestDb, on_both};
use db::{Db, DbKind, Tx};
use jobs::testing::run_all;
use jobs::{Failure, Job, JobCtx, Registry};
use kernel::{Env, ErrorKind, ManualClock, PageParams, Scope, SystemRandom, TenantId};
use serde::{Deserialize, Serialize};

use crate::{Emit, Event, EventFilter, EventLog, EventRow, Follower, Subscription};

mod following;
mod retention;

#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct Placed {
    number: i64,
}

impl Event for Placed {
    const NAME: &'static str = "order.placed";

    fn entity(&self) -> Option<String> {
        Some(format!("order_{}", self.number))
    }
}

#[derive(Serialize)]
struct Low;

impl Event for Low {
    const NAME: &'static str = "stock.low";
}

/// A subscriber: counts, in the database, exactly once per event.
#[derive(Serialize, Deserialize)]
struct Rename {
    event: EventRow,
}

impl Job for Rename {
    const NAME: &'static str = "test.rename";

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let Placed { number } = self.event.payload_as()?;
        ctx.write(async |tx| {
            let sql = "UPDATE organizations SET version = version + $2 WHERE tenant_id = $1";
            tx.query(sql).bind(number).execute().await?;
            ctx.complete(tx).await
        })
        .await?;
        Ok(())
    }
}

fn install(db: &Db) {
    let subscriptions =
        vec![Subscription::new("test", &["order.*"], |event| Rename { event: event.clone() })];
    db.install_hooks(vec![EventLog::hook(subscriptions)]).unwrap();
}

async fn organization(db: &Db, slug: &'static str) -> TenantId {
    let tenant: TenantId = db.env().id();
    db.write(&Scope::installation("test"), async |tx| {
        let now = tx.now();
        tx.global_query(
            "INSERT INTO organizations
             (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
             VALUES ($1, 'merchant', $2, $2, 'EUR', 'en', 'UTC', $3, $3)",
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

async fn place(db: &Db, tenant: TenantId, number: i64) {
    let scope = Scope::system(tenant, "t");
    db.write(&scope, async |tx| tx.emit(Placed { number })).await.unwrap();
}

async fn log(db: &Db, tenant: TenantId, after: i64, filter: &EventFilter) -> Vec<(i64, String)> {
    let scope = Scope::system(tenant, "t");
    let events = db.read(&scope, async |tx| crate::read_after(tx, after, 1000, filter).await).await.unwrap();
    events.into_iter().map(|event| (event.sequence, event.name)).collect()
}

async fn latest(db: &Db, tenant: TenantId) -> i64 {
    let scope = Scope::system(tenant, "t");
    db.read(&scope, async |tx| crate::latest_sequence(tx).await).await.unwrap()
}

async fn scalar(db: &Db, tenant: TenantId, sql: &'static str) -> i64 {
    db.read(&Scope::system(tenant, "t"), async |tx| tx.query(sql).scalar().await).await.unwrap()
}

#[tokio::test]
async fn a_part_of_a_transaction_that_fails_takes_its_events_along() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        let failed = async |tx: &mut Tx| {
            tx.emit(Placed { number: 2 })?;
            crate::emit_latest(tx, "x", &Placed { number: 8 })?;
            Err::<(), _>(kernel::Error::not_found("thing"))
        };
        let work = async |tx: &mut Tx| {
            tx.emit(Low)?;
            crate::emit_latest(tx, "x", &Placed { number: 3 })?;
            tx.attempt(failed).await.unwrap_err();
            tx.attempt(async |tx| {
                tx.emit(Placed { number: 4 })?;
                tx.attempt(async |tx| crate::emit_latest(tx, "x", &Placed { number: 3 })).await
            })
            .await
        };
        test.db.write(&Scope::system(tenant, "t"), work).await.unwrap();
        let names: Vec<_> = log(&test.db, tenant, 0, &EventFilter::default()).await;
        let told: Vec<_> = names.iter().map(|(number, name)| (*number, name.as_str())).collect();
        assert_eq!(told, [(1, "stock.low"), (2, "order.placed"), (3, "order.placed")]);
        run_all(&test.db, &Arc::new(Registry::new().register::<Rename>())).await.unwrap();
        let version = "SELECT version FROM organizations WHERE tenant_id = $1";
        assert_eq!(scalar(&test.db, tenant, version).await, 1 + 3 + 4);
    })
    .await;
}

#[tokio::test]
async fn an_event_and_its_subscribers_job_exist_exactly_when_the_transaction_commits() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        let jobs = "SELECT count(*) FROM jobs WHERE tenant_id = $1";
        let scope = Scope::system(tenant, "t");
        let emit = async |tx: &mut Tx| {
            tx.emit(Placed { number: 1000 })?;
            Err::<(), _>(kernel::Error::not_found("thing"))
        };
        test.db.write(&scope, emit).await.unwrap_err();
        assert_eq!((latest(&test.db, tenant).await, scalar(&test.db, tenant, jobs).await), (0, 0));
        let emit = async |tx: &mut Tx| {
            tx.emit(Placed { number: 5 })?;
            tx.emit(Low)?;
            tx.emit(Placed { number: 7 })
        };
        test.db.write(&scope, emit).await.unwrap();
        let names = ["order.placed", "stock.low", "order.placed"].map(str::to_owned);
        let all: Vec<_> = (1..).zip(names).collect();
        assert_eq!(log(&test.db, tenant, 0, &EventFilter::default()).await, all);
        assert_eq!(scalar(&test.db, tenant, jobs).await, 2, "one job per event that is subscribed to");
        let registry = Arc::new(Registry::new().register::<Rename>());
        assert_eq!(run_all(&test.db, &registry).await.unwrap().done, 2);
        let version = "SELECT version FROM organizations WHERE tenant_id = $1";
        assert_eq!(scalar(&test.db, tenant, version).await, 1 + 5 + 7);
    })
    .await;
}

#[tokio::test]
async fn organizations_have_logs_of_their_own() {
    on_both(|test| async move {
        install(&test.db);
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        place(&test.db, b, 1).await;
        let everybody = Scope::installation("t");
        let both = async |tx: &mut Tx| {
            for tenant in [b, a, b, a] {
                tx.emit_for(tenant, Low)?;
            }
            Ok(())
        };
        test.db.write(&everybody, both).await.unwrap();
        assert_eq!((latest(&test.db, a).await, latest(&test.db, b).await), (2, 3));
        let nobody = test.db.write(&everybody, async |tx| tx.emit(Low)).await.unwrap_err();
        assert_eq!(nobody.kind(), ErrorKind::Internal);
        let foreign = test.db.write(&Scope::system(a, "t"), async |tx| tx.emit_for(b, Low)).await;
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::Internal);
        assert_eq!(latest(&test.db, b).await, 3);
    })
    .await;
}

#[tokio::test]
async fn without_the_hook_emitting_is_an_error_instead_of_a_loss() {
    on_both(|test| async move {
        let tenant = organization(&test.db, "a").await;
        let lost = test.db.write(&Scope::system(tenant, "t"), async |tx| tx.emit(Low)).await;
        assert!(lost.unwrap_err().to_string().contains("hook that is not installed"));
    })
    .await;
}

#[tokio::test]
async fn events_are_listed_newest_first_and_filtered() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        for number in 1..=7 {
            place(&test.db, tenant, number).await;
        }
        let scope = Scope::system(tenant, "t");
        test.db.write(&scope, async |tx| tx.emit(Low)).await.unwrap();
        let mut page = PageParams { limit: Some(3), after: None };
        let mut seen = Vec::new();
        loop {
            let all = EventFilter::default();
            let got = test.db.read(&scope, async |tx| crate::list(tx, &page, &all).await).await.unwrap();
            seen.extend(got.data.into_iter().map(|event| event.sequence));
            page.after = got.next;
            if page.after.is_none() {
                break;
            }
        }
        assert_eq!(seen, [8, 7, 6, 5, 4, 3, 2, 1]);
        let by = |name: Option<&str>, entity: Option<&str>| EventFilter {
            name: name.map(str::to_owned),
            entity: entity.map(str::to_owned),
        };
        let count = async |filter| log(&test.db, tenant, 0, &filter).await.len();
        assert_eq!(count(by(Some("order.*"), None)).await, 7);
        assert_eq!(count(by(Some("stock.low"), None)).await, 1);
        assert_eq!(count(by(Some("stock_low"), None)).await, 0, "an underscore is only that");
        assert_eq!(count(by(Some("*"), Some("order_3"))).await, 1);
        let found = log(&test.db, tenant, 6, &EventFilter::default()).await;
        assert_eq!(found.iter().map(|(sequence, _)| *sequence).collect::<Vec<_>>(), [7, 8]);
    })
    .await;
}
