//! Listing, searching, replaying and discarding, for one organization and for all.

use kernel::{ErrorKind, PageParams};

use super::*;
use crate::JobState;
use crate::inspect::{self, JobFilter};
use crate::testing::run_all;

const START: &str = "2026-03-01T12:00:00Z";

#[tokio::test]
async fn lists_are_narrowed_to_the_organization_and_cover_all_for_the_installation() {
    at_time(START, |test, clock| async move {
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        for (tenant, text) in [(a, "100%"), (a, "1000"), (b, "100_%")] {
            enqueue(&test.db, tenant, count(text)).await;
            clock.advance(Duration::from_secs(1));
        }
        let texts = async |scope: &Scope, filter: &JobFilter| -> Vec<String> {
            let page = PageParams::default();
            let rows = test.db.read(scope, async |tx| inspect::list(tx, filter, &page).await).await.unwrap();
            rows.data.into_iter().map(|r| r.payload.0["text"].as_str().unwrap().to_owned()).collect()
        };
        let (own, all) = (Scope::system(a, "t"), Scope::installation("t"));
        let any = JobFilter::default();
        assert_eq!(texts(&own, &any).await, ["1000", "100%"]);
        assert_eq!(texts(&all, &any).await, ["100_%", "1000", "100%"]);
        let search = |q: &str| JobFilter { q: Some(q.to_owned()), ..JobFilter::default() };
        assert_eq!(texts(&all, &search("100%")).await, ["100%"], "a percent sign is only that");
        assert_eq!(texts(&all, &search("0_%")).await, ["100_%"]);
        assert_eq!(texts(&all, &search("TEST.COUNT")).await.len(), 3);
        assert!(texts(&own, &search("0_%")).await.is_empty());
        let named = |name: &str| JobFilter { name: Some(name.to_owned()), ..JobFilter::default() };
        assert_eq!(texts(&all, &named("test.count")).await.len(), 3);
        assert!(texts(&all, &named("test")).await.is_empty());
        for (state, found) in [(JobState::Ready, 3), (JobState::Dead, 0)] {
            let filter = JobFilter { state: Some(state), ..JobFilter::default() };
            assert_eq!(texts(&all, &filter).await.len(), found);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    at_time(START, |test, _| async move {
        let tenant = organization(&test.db, "a").await;
        for n in 0..7 {
            enqueue(&test.db, tenant, count(&n.to_string())).await;
        }
        let mut seen = Vec::new();
        let mut params = PageParams { limit: Some(3), after: None };
        loop {
            let page = test
                .db
                .read(&Scope::installation("t"), async |tx| {
                    inspect::list(tx, &JobFilter::default(), &params).await
                })
                .await
                .unwrap();
            seen.extend(page.data.into_iter().map(|row| row.payload.0["text"].clone()));
            params.after = page.next;
            if params.after.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"]);
    })
    .await;
}

#[tokio::test]
async fn dead_letters_are_replayed_and_discarded() {
    at_time(START, |test, _| async move {
        let (a, b) = (organization(&test.db, "a").await, organization(&test.db, "b").await);
        let registry = Arc::new(registry(&Arc::default()));
        let mut ids = Vec::new();
        for tenant in [a, a, b] {
            ids.push(enqueue(&test.db, tenant, Misbehave::Fail).await.unwrap());
        }
        assert_eq!(run_all(&test.db, &registry).await.unwrap().dead, 3);
        let (own, all) = (Scope::system(a, "t"), Scope::installation("t"));

        // Another's job is not there.
        let foreign = test.db.write(&own, async |tx| inspect::replay(tx, ids[2]).await).await.unwrap_err();
        assert_eq!(foreign.kind(), ErrorKind::NotFound);
        let foreign = test.db.write(&own, async |tx| inspect::discard(tx, ids[2]).await).await.unwrap_err();
        assert_eq!(foreign.kind(), ErrorKind::NotFound);

        test.db.write(&own, async |tx| inspect::replay(tx, ids[0]).await).await.unwrap();
        let row = find(&test.db, a, ids[0]).await.unwrap();
        assert_eq!((row.state, row.attempt), (JobState::Ready, 0));
        let twice = test.db.write(&own, async |tx| inspect::replay(tx, ids[0]).await).await.unwrap_err();
        assert_eq!(twice.code(), "job_not_waiting");

        let filter = JobFilter { q: Some("ADDRESS".to_owned()), ..JobFilter::default() };
        let replayed = test.db.write(&own, async |tx| inspect::replay_matching(tx, &filter, 100).await).await;
        assert_eq!(replayed.unwrap(), 1, "the other dead letter of this organization");
        let counts = test.db.read(&all, async |tx| inspect::counts(tx).await).await.unwrap();
        let counts: Vec<_> = counts.iter().map(|c| (c.queue.as_str(), c.state, c.jobs)).collect();
        assert_eq!(counts, [("default", JobState::Dead, 1), ("default", JobState::Ready, 2)]);

        test.db.write(&all, async |tx| inspect::discard(tx, ids[2]).await).await.unwrap();
        assert!(find(&test.db, b, ids[2]).await.is_none());
        assert_eq!(run_all(&test.db, &registry).await.unwrap().dead, 2);
        let none = JobFilter { state: Some(JobState::Ready), ..JobFilter::default() };
        let replayed = test.db.write(&all, async |tx| inspect::replay_matching(tx, &none, 100).await).await;
        assert_eq!(replayed.unwrap(), 0);
        let limited = JobFilter::default();
        let replayed = test.db.write(&all, async |tx| inspect::replay_matching(tx, &limited, 1).await).await;
        assert_eq!(replayed.unwrap(), 1);
    })
    .await;
}
