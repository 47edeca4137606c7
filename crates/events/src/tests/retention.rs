//! What is deleted, and what never goes back.

use super::*;

#[tokio::test]
async fn old_events_go_and_the_numbering_goes_on() {
    let day = Duration::from_secs(24 * 3600);
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let clock = Arc::new(ManualClock::new("2026-01-01T00:00:00Z".parse().unwrap()));
        let env = Env::new(Arc::clone(&clock) as Arc<dyn kernel::Clock>, Arc::new(SystemRandom));
        let Some(test) = TestDb::new(kind, env).await else { continue };
        install(&test.db);
        let (tenant, other) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        let days = "UPDATE organizations SET event_retention_days = 30 WHERE tenant_id = $1";
        let scope = Scope::system(tenant, "t");
        test.db.write(&scope, async |tx| tx.query(days).execute().await).await.unwrap();
        // More than one batch of old ones in a single transaction, then one a day.
        let many = async |tx: &mut Tx| (0..2500).try_for_each(|_| tx.emit(Low));
        test.db.write(&scope, many).await.unwrap();
        test.db.write(&Scope::system(other, "t"), async |tx| tx.emit(Low)).await.unwrap();
        for number in 1..=60 {
            clock.advance(day);
            place(&test.db, tenant, number).await;
        }
        let registry = Arc::new(crate::jobs().register::<Rename>());
        run_all(&test.db, &registry).await.unwrap();
        jobs::schedules::declare(&test.db, crate::schedules()).await.unwrap();
        clock.advance(day);
        assert_eq!(run_all(&test.db, &registry).await.unwrap().done, 1);
        let kept = log(&test.db, tenant, 0, &EventFilter::default()).await;
        assert_eq!(kept.first().map(|(sequence, _)| *sequence), Some(2500 + 31));
        assert_eq!(kept.len(), 30);
        assert_eq!(log(&test.db, other, 0, &EventFilter::default()).await.len(), 1, "90 days are kept there");
        clock.advance(day * 365);
        assert_eq!(run_all(&test.db, &registry).await.unwrap().done, 1, "one run for all that were missed");
        assert!(log(&test.db, tenant, 0, &EventFilter::default()).await.is_empty());
        assert_eq!(latest(&test.db, tenant).await, 2560);
        place(&test.db, tenant, 61).await;
        assert_eq!(latest(&test.db, tenant).await, 2561);
    }
}
