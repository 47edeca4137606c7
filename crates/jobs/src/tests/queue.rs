//! Enqueueing, running, retrying, giving up: on a clock that stands still.

use kernel::ErrorKind;
use serde_json::value::to_raw_value;

use super::*;
use crate::testing::{Ran, run_all};
use crate::{JobState, NewJob, Queue};

const START: &str = "2026-03-01T12:00:00Z";

#[tokio::test]
async fn a_job_exists_exactly_when_its_transaction_commits() {
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        let registry = Arc::new(registry(&runs));
        let scope = Scope::system(tenant, "test");
        let mut rolled_back = test.db.begin_write(&scope).await.unwrap();
        crate::enqueue(&mut rolled_back, count("lost")).await.unwrap();
        drop(rolled_back);
        assert_eq!(run_all(&test.db, &registry).await.unwrap(), Ran::default());
        let id = enqueue(&test.db, tenant, count("kept")).await.unwrap();
        let row = find(&test.db, tenant, id).await.unwrap();
        assert_eq!((row.state, row.attempt, row.queue.as_str()), (JobState::Ready, 0, "default"));
        assert_eq!(row.payload.0, serde_json::json!({"text": "kept"}));
        assert_eq!(run_all(&test.db, &registry).await.unwrap(), Ran { done: 1, ..Ran::default() });
        assert_eq!((runs.get(), jobs_left(&test.db).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_job_for_later_waits_for_its_time() {
    at_time(START, |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        let registry = Arc::new(registry(&runs));
        let scope = Scope::system(tenant, "test");
        let run_at = clock_now(&test.db).plus(Duration::from_secs(60));
        test.db.write(&scope, async |tx| crate::enqueue_at(tx, count("later"), run_at).await).await.unwrap();
        assert_eq!(run_all(&test.db, &registry).await.unwrap().done, 0);
        clock.advance(Duration::from_secs(60));
        assert_eq!(run_all(&test.db, &registry).await.unwrap().done, 1);
    })
    .await;
}

fn clock_now(db: &Db) -> Timestamp {
    db.env().now()
}

#[tokio::test]
async fn failures_are_retried_and_end_as_dead_letters() {
    at_time(START, |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        let registry = Arc::new(registry(&Arc::default()));
        let id = enqueue(&test.db, tenant, Misbehave::Retry).await.unwrap();
        for attempt in 1..=2 {
            assert_eq!(run_all(&test.db, &registry).await.unwrap().retried, 1);
            let row = find(&test.db, tenant, id).await.unwrap();
            assert_eq!((row.state, row.attempt), (JobState::Scheduled, attempt));
            assert_eq!(row.last_error.as_deref(), Some("the other side is down"));
            assert!(row.run_at.since(clock_now(&test.db)) <= Duration::from_secs(10));
            clock.advance(Duration::from_secs(20));
        }
        assert_eq!(run_all(&test.db, &registry).await.unwrap().dead, 1);
        let row = find(&test.db, tenant, id).await.unwrap();
        assert_eq!((row.state, row.attempt, row.claimed_by), (JobState::Dead, 3, None));
        clock.advance(Duration::from_secs(7200));
        assert_eq!(run_all(&test.db, &registry).await.unwrap(), Ran::default(), "dead is dead");
    })
    .await;
}

#[tokio::test]
async fn a_job_decides_what_follows_its_failure() {
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let registry = Arc::new(registry(&Arc::default()));
        let fails = enqueue(&test.db, tenant, Misbehave::Fail).await.unwrap();
        let waits = enqueue(&test.db, tenant, Misbehave::RetryAfter(120)).await.unwrap();
        let panics = enqueue(&test.db, tenant, Misbehave::Panic).await.unwrap();
        run_all(&test.db, &registry).await.unwrap();
        let state = async |id| find(&test.db, tenant, id).await.unwrap();
        assert_eq!((state(fails).await.state, state(fails).await.attempt), (JobState::Dead, 1));
        assert_eq!(state(waits).await.run_at, clock_now(&test.db).plus(Duration::from_secs(120)));
        let panicked = state(panics).await;
        assert_eq!(panicked.state, JobState::Scheduled);
        assert_eq!(panicked.last_error.as_deref(), Some("The job panicked: a bug"));
    })
    .await;
}

#[tokio::test]
async fn an_equal_waiting_job_is_not_enqueued_again() {
    #[derive(Serialize, Deserialize)]
    struct Refresh(u32);
    impl Job for Refresh {
        const NAME: &'static str = "test.refresh";
        fn dedup_key(&self) -> Option<String> {
            Some(self.0.to_string())
        }
        async fn run(self, _: JobCtx) -> Result<(), Failure> {
            Ok(())
        }
    }
    at_time(START, |test, _| async move {
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        assert!(enqueue(&test.db, a, Refresh(1)).await.is_some());
        assert!(enqueue(&test.db, a, Refresh(1)).await.is_none());
        assert!(enqueue(&test.db, a, Refresh(2)).await.is_some());
        assert!(enqueue(&test.db, b, Refresh(1)).await.is_some());
        assert_eq!(jobs_left(&test.db).await, 3);
        let claim = db::dialect::jobs::JobClaim {
            queue: "default",
            worker: test.db.env().random_uuid(),
            lease_until: clock_now(&test.db),
        };
        test.db
            .write(&Scope::installation("test"), async |tx| {
                db::dialect::jobs::claim::<crate::store::Claimed>(tx, &claim, a, 10).await
            })
            .await
            .unwrap();
        assert!(enqueue(&test.db, a, Refresh(1)).await.is_some(), "a claimed job no longer waits");
    })
    .await;
}

#[tokio::test]
async fn unknown_names_wait_for_a_version_that_knows_them_and_unfit_payloads_are_dead() {
    at_time(START, |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        let unknown = enqueue(&test.db, tenant, count("x")).await.unwrap();
        let unfit = enqueue(&test.db, tenant, Misbehave::Fail).await.unwrap();
        let sql = "UPDATE jobs SET payload = $2 WHERE tenant_id = $1 AND name = 'test.misbehave'";
        let payload = kernel::Json(serde_json::json!({"Unheard": 1}));
        test.db
            .write(&Scope::system(tenant, "t"), async |tx| tx.query(sql).bind(payload).execute().await)
            .await
            .unwrap();
        let small = Arc::new(Registry::new().register::<Misbehave>());
        for _ in 0..10 {
            run_all(&test.db, &small).await.unwrap();
            clock.advance(Duration::from_secs(7200));
        }
        let unknown = find(&test.db, tenant, unknown).await.unwrap();
        assert_eq!((unknown.state, unknown.attempt), (JobState::Dead, 10));
        assert!(unknown.last_error.unwrap().contains("knows no job called test.count"));
        let unfit = find(&test.db, tenant, unfit).await.unwrap();
        assert_eq!((unfit.state, unfit.attempt), (JobState::Dead, 1));
        assert!(unfit.last_error.unwrap().contains("not one of test.misbehave"));
    })
    .await;
}

#[tokio::test]
async fn a_long_error_is_cut_and_a_nul_does_no_harm() {
    #[derive(Serialize, Deserialize)]
    struct Verbose;
    impl Job for Verbose {
        const NAME: &'static str = "test.verbose";
        async fn run(self, _: JobCtx) -> Result<(), Failure> {
            Err(Failure::fail(format!("\0{}", "é".repeat(5000))))
        }
    }
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let id = enqueue(&test.db, tenant, Verbose).await.unwrap();
        run_all(&test.db, &Arc::new(Registry::new().register::<Verbose>())).await.unwrap();
        let error = find(&test.db, tenant, id).await.unwrap().last_error.unwrap();
        assert!(error.starts_with(" é") && (4090..=4096).contains(&error.len()), "{}", error.len());
    })
    .await;
}

#[tokio::test]
async fn one_of_many_waits_among_those_that_can_wait() {
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let scope = Scope::system(tenant, "t");
        let job = NewJob::of(&count("later")).unwrap().among(Queue::Low);
        test.db.write(&scope, async |tx| job.clone().enqueue(tx, tenant).await).await.unwrap();
        let queue = "SELECT queue FROM jobs WHERE tenant_id = $1";
        let queue: String = test.db.read(&scope, async |tx| tx.query(queue).scalar().await).await.unwrap();
        assert_eq!(queue, "low");
    })
    .await;
}

#[tokio::test]
async fn the_most_urgent_job_goes_first() {
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let enqueue = async |priority, text| {
            let job = NewJob { priority, ..NewJob::of(&count(text)).unwrap() };
            test.db
                .write(&Scope::system(tenant, "t"), async |tx| job.enqueue(tx, tenant).await)
                .await
                .unwrap()
        };
        for (priority, text) in [(100, "third"), (0, "first"), (100, "fourth"), (50, "second")] {
            enqueue(priority, text).await;
        }
        let claim = db::dialect::jobs::JobClaim {
            queue: "default",
            worker: test.db.env().random_uuid(),
            lease_until: clock_now(&test.db),
        };
        let mut order = Vec::new();
        for _ in 0..4 {
            let jobs: Vec<crate::store::Claimed> = test
                .db
                .write(&Scope::installation("t"), async |tx| {
                    db::dialect::jobs::claim(tx, &claim, tenant, 1).await
                })
                .await
                .unwrap();
            order.extend(jobs.into_iter().map(|j| serde_json::from_str::<Count>(&j.payload).unwrap().text));
        }
        assert_eq!(order, ["first", "second", "third", "fourth"]);
    })
    .await;
}

#[tokio::test]
async fn a_job_completes_within_its_own_transaction_or_not_at_all() {
    #[derive(Serialize, Deserialize)]
    struct Rename(String);
    impl Job for Rename {
        const NAME: &'static str = "test.rename";
        async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
            ctx.write(async |tx| {
                let sql = "UPDATE organizations SET name = $2 WHERE tenant_id = $1";
                tx.query(sql).bind(self.0.clone()).execute().await?;
                if self.0 == "stolen" {
                    // Another worker takes the job over in the meantime.
                    let sql = "UPDATE jobs SET attempt = attempt + 1 WHERE tenant_id = $1";
                    tx.query(sql).execute().await?;
                }
                ctx.complete(tx).await
            })
            .await?;
            // Whatever happens now, the job is done.
            Err(Failure::retry("after the fact"))
        }
    }
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let registry = Arc::new(Registry::new().register::<Rename>());
        let name = async || -> String {
            let sql = "SELECT name FROM organizations WHERE tenant_id = $1";
            let scope = Scope::system(tenant, "t");
            test.db.read(&scope, async |tx| tx.query(sql).scalar().await).await.unwrap()
        };
        enqueue(&test.db, tenant, Rename("done".to_owned())).await;
        run_all(&test.db, &registry).await.unwrap();
        assert_eq!((name().await.as_str(), jobs_left(&test.db).await), ("done", 0));
        enqueue(&test.db, tenant, Rename("stolen".to_owned())).await;
        assert_eq!(run_all(&test.db, &registry).await.unwrap().dead, 1);
        assert_eq!(name().await, "done", "a lost job's transaction rolls back");
    })
    .await;
}

#[tokio::test]
async fn jobs_by_name_are_checked_against_the_registry() {
    let registry = registry(&Arc::default());
    let payload = |value: serde_json::Value| to_raw_value(&value).unwrap();
    let good = registry.prepare("test.count", &payload(serde_json::json!({"text": "a"}))).unwrap();
    assert_eq!((&*good.name, good.priority, good.max_attempts), ("test.count", 100, 10));
    let unknown = registry.prepare("test.other", &payload(serde_json::json!({}))).unwrap_err();
    assert_eq!((unknown.kind(), unknown.fields()[0].code), (ErrorKind::Invalid, "unknown_job"));
    let unfit = registry.prepare("test.count", &payload(serde_json::json!({}))).unwrap_err();
    assert_eq!(unfit.fields()[0].field, "payload");
}

#[tokio::test]
async fn a_transaction_enqueues_only_for_its_own_organization() {
    at_time(START, |test, _| async move {
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        let foreign = test
            .db
            .write(&Scope::system(a, "t"), async |tx| crate::enqueue_for(tx, b, count("x")).await)
            .await;
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::Internal);
        let installation = Scope::installation("t");
        let id = test.db.write(&installation, async |tx| crate::enqueue_for(tx, b, count("x")).await).await;
        assert!(find(&test.db, b, id.unwrap().unwrap()).await.is_some());
        let nobody = test.db.write(&installation, async |tx| crate::enqueue(tx, count("x")).await).await;
        assert_eq!(nobody.unwrap_err().kind(), ErrorKind::Internal);
    })
    .await;
}
