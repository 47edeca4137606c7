//! Schedules on a clock that is moved by hand.

use kernel::{ErrorKind, PageParams};

use super::*;
use crate::NewJob;
use crate::schedules::{self, CatchUp, NewSchedule, ScheduleDecl, ScheduleRow};
use crate::testing::run_all;

fn daily(name: &str, catch_up: CatchUp) -> NewSchedule {
    NewSchedule {
        name: name.to_owned(),
        job: NewJob::of(&count(name)).unwrap(),
        cron: "30 2 * * *".to_owned(),
        time_zone: None,
        catch_up,
    }
}

async fn create(db: &Db, tenant: TenantId, new: NewSchedule) -> kernel::Result<ScheduleRow> {
    db.write(&Scope::system(tenant, "t"), async |tx| schedules::create(tx, new).await).await
}

async fn get(db: &Db, row: &ScheduleRow) -> ScheduleRow {
    db.read(&Scope::installation("t"), async |tx| schedules::get(tx, row.id).await).await.unwrap()
}

#[tokio::test]
async fn a_schedule_runs_in_its_organizations_time_zone_through_the_change_of_clocks() {
    // Berlin's clocks go forward in the night to the 29th of March 2026.
    at_time("2026-03-27T22:00:00Z", |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        let runs = Arc::new(Runs::default());
        let registry = Arc::new(registry(&runs));
        let row = create(&test.db, tenant, daily("a", CatchUp::Once)).await.unwrap();
        let mut ran_at = Vec::new();
        for _ in 0..(4 * 24) {
            clock.advance(Duration::from_secs(1800));
            if run_all(&test.db, &registry).await.unwrap().done > 0 {
                ran_at.push(test.db.env().now().to_string());
            }
        }
        assert_eq!(ran_at, ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"]);
        assert_eq!(get(&test.db, &row).await.next_run_at.to_string(), "2026-03-30T00:30:00Z");
    })
    .await;
}

#[tokio::test]
async fn what_a_stop_missed_is_caught_up_as_the_schedule_says() {
    at_time("2026-05-01T12:00:00Z", |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        for (name, catch_up) in [("skip", CatchUp::Skip), ("once", CatchUp::Once), ("all", CatchUp::All)] {
            create(&test.db, tenant, daily(name, catch_up)).await.unwrap();
        }
        let often = NewSchedule { cron: "* * * * *".to_owned(), ..daily("often", CatchUp::All) };
        create(&test.db, tenant, often).await.unwrap();
        clock.advance(Duration::from_secs(10 * 24 * 3600));
        let registry = registry(&Arc::default());
        let scope = Scope::installation("t");
        let enqueue_due = async || {
            test.db.write(&scope, async |tx| schedules::enqueue_due(tx, &registry).await).await.unwrap()
        };
        enqueue_due().await;
        let count = async |name: &'static str| -> i64 {
            let sql = "SELECT count(*) FROM jobs WHERE CAST(payload AS TEXT) LIKE $1";
            let pattern = format!("%\"{name}\"%");
            test.db.read(&scope, async |tx| tx.global_query(sql).bind(pattern).scalar().await).await.unwrap()
        };
        assert_eq!((count("skip").await, count("once").await, count("all").await), (0, 1, 10));
        assert_eq!(count("often").await, 1000, "no more than a thousand");
        enqueue_due().await;
        assert_eq!(jobs_left(&test.db).await, 1011, "each occurrence once");
        let again =
            async |tx: &mut db::Tx| schedules::list(tx, &PageParams::default()).await.map(|page| page.data);
        let rows = test.db.read(&scope, again).await.unwrap();
        assert!(rows.iter().all(|row| row.next_run_at > test.db.env().now()));
        let ran: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.last_run_at.is_some())).collect();
        assert_eq!(ran, [("skip", false), ("once", true), ("all", true), ("often", true)]);
    })
    .await;
}

#[tokio::test]
async fn two_processes_enqueue_an_occurrence_once() {
    at_time("2026-05-01T12:00:00Z", |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        for n in 0..20 {
            create(&test.db, tenant, daily(&n.to_string(), CatchUp::All)).await.unwrap();
        }
        clock.advance(Duration::from_secs(24 * 3600));
        let mut turns = Vec::new();
        for _ in 0..8 {
            let db = test.db.clone();
            turns.push(tokio::spawn(async move {
                let registry = registry(&Arc::default());
                let scope = Scope::installation("t");
                db.write(&scope, async |tx| schedules::enqueue_due(tx, &registry).await).await.unwrap();
            }));
        }
        for turn in turns {
            turn.await.unwrap();
        }
        assert_eq!(jobs_left(&test.db).await, 20);
    })
    .await;
}

#[tokio::test]
async fn declared_schedules_keep_what_the_operator_set_and_when_they_are_due() {
    at_time("2026-05-01T12:00:00Z", |test, clock| async move {
        let declare = async |cron: &'static str, text: &'static str| {
            let declared = [ScheduleDecl::new("house", cron, &count(text)).catch_up(CatchUp::Skip)];
            schedules::declare(&test.db, declared).await.unwrap();
            let scope = Scope::system(TenantId::OPERATOR, "t");
            let page = PageParams::default();
            let mut rows =
                test.db.read(&scope, async |tx| schedules::list(tx, &page).await).await.unwrap().data;
            assert_eq!(rows.len(), 1);
            rows.remove(0)
        };
        let first = declare("0 3 * * *", "a").await;
        assert_eq!((first.enabled, first.catch_up), (true, CatchUp::Skip));
        assert_eq!(first.next_run_at.to_string(), "2026-05-02T03:00:00Z");
        let off = async |tx: &mut db::Tx| schedules::set_enabled(tx, first.id, false).await;
        test.db.write(&Scope::installation("t"), off).await.unwrap();
        clock.advance(Duration::from_secs(24 * 3600));
        let second = declare("0 3 * * *", "b").await;
        assert_eq!((second.id, second.enabled), (first.id, false));
        assert_eq!(second.next_run_at, first.next_run_at, "starting again postpones nothing");
        assert_eq!(second.payload.0.get().replace(' ', ""), "{\"text\":\"b\"}");
        let third = declare("0 4 * * *", "b").await;
        assert_eq!(third.next_run_at.to_string(), "2026-05-03T04:00:00Z");
        assert_eq!(run_all(&test.db, &Arc::new(Registry::new())).await.unwrap().done, 0);
        let on = async |tx: &mut db::Tx| schedules::set_enabled(tx, first.id, true).await;
        let row = test.db.write(&Scope::installation("t"), on).await.unwrap();
        assert!(row.enabled && row.next_run_at > test.db.env().now());
    })
    .await;
}

#[tokio::test]
async fn a_schedule_belongs_to_its_organization_and_says_what_is_wrong_with_it() {
    at_time("2026-05-01T12:00:00Z", |test, _| async move {
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        let bad = NewSchedule {
            cron: "often".to_owned(),
            time_zone: Some("Mars/Olympus".to_owned()),
            ..daily("", CatchUp::Once)
        };
        let error = create(&test.db, a, bad).await.unwrap_err();
        let fields: Vec<_> = error.fields().iter().map(|f| (&*f.field, f.code)).collect();
        assert_eq!(fields, [("name", "length"), ("cron", "invalid"), ("time_zone", "unknown")]);

        let row = create(&test.db, a, daily("mine", CatchUp::Once)).await.unwrap();
        let twice = create(&test.db, a, daily("mine", CatchUp::Once)).await.unwrap_err();
        assert_eq!(twice.code(), "schedule_exists");
        create(&test.db, b, daily("mine", CatchUp::Once)).await.unwrap();

        let registry = registry(&Arc::default());
        let theirs = Scope::system(b, "t");
        let foreign =
            test.db.write(&theirs, async |tx| schedules::run_now(tx, &registry, row.id).await).await;
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::NotFound);
        let foreign = test.db.write(&theirs, async |tx| schedules::delete(tx, row.id).await).await;
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::NotFound);

        let mine = Scope::system(a, "t");
        let run = async |tx: &mut db::Tx| schedules::run_now(tx, &registry, row.id).await;
        let job = test.db.write(&mine, run).await.unwrap().unwrap();
        assert_eq!(find(&test.db, a, job).await.unwrap().name, "test.count");
        assert_eq!(get(&test.db, &row).await.next_run_at, row.next_run_at);
        test.db.write(&mine, async |tx| schedules::delete(tx, row.id).await).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_new_time_zone_moves_the_next_occurrence() {
    at_time("2026-05-01T12:00:00Z", |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        let follows = create(&test.db, tenant, daily("follows", CatchUp::Once)).await.unwrap();
        let own = NewSchedule { time_zone: Some("Asia/Tokyo".to_owned()), ..daily("own", CatchUp::Once) };
        let own = create(&test.db, tenant, own).await.unwrap();
        assert_eq!(follows.next_run_at.to_string(), "2026-05-02T00:30:00Z");
        test.db
            .write(&Scope::system(tenant, "t"), async |tx| {
                let sql = "UPDATE organizations SET time_zone = 'America/New_York' WHERE tenant_id = $1";
                tx.query(sql).execute().await?;
                schedules::recompute(tx).await
            })
            .await
            .unwrap();
        assert_eq!(get(&test.db, &follows).await.next_run_at.to_string(), "2026-05-02T06:30:00Z");
        assert_eq!(get(&test.db, &own).await.next_run_at, own.next_run_at);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_one_version_does_not_know_waits_for_one_that_does() {
    at_time("2026-05-01T12:00:00Z", |test, clock| async move {
        let tenant = organization(&test.db, "a").await;
        create(&test.db, tenant, daily("a", CatchUp::Once)).await.unwrap();
        let empty = Arc::new(Registry::new());
        clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(run_all(&test.db, &empty).await.unwrap().retried, 1);
        // A version that knows the job runs it after all.
        clock.advance(Duration::from_secs(60));
        assert_eq!(run_all(&test.db, &Arc::new(registry(&Arc::default()))).await.unwrap().done, 1);
    })
    .await;
}
