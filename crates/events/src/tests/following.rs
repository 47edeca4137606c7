//! Readers that follow the log while it grows: they miss nothing, whoever writes and in whatever order they commit.

use futures_util::StreamExt;

use super::*;

const WRITERS: i64 = 32;
const TRANSACTIONS: i64 = 25;

/// Many transactions of one writer. Every fifth rolls back, some emit several events, and some dawdle between taking
/// what they need and committing, so that transactions overtake each other.
async fn write_many(db: Db, tenant: TenantId, writer: i64) -> i64 {
    let scope = Scope::system(tenant, "t");
    let mut emitted = 0;
    for n in 0..TRANSACTIONS {
        let events = 1 + (n + writer) % 3;
        let mut tx = begin(&db, &scope).await;
        for k in 0..events {
            tx.emit(Placed { number: writer * 1_000_000 + n * 1000 + k }).unwrap();
        }
        if (n + writer) % 4 == 0 {
            tokio::time::sleep(Duration::from_millis((n.unsigned_abs() * 7) % 11)).await;
        }
        if n % 5 == 4 {
            drop(tx);
            continue;
        }
        tx.commit().await.unwrap();
        emitted += events;
    }
    emitted
}

/// SQLite's one writer may be waited for longer than a caller usually has patience.
async fn begin(db: &Db, scope: &Scope) -> Tx {
    loop {
        match db.begin_write(scope).await {
            Ok(tx) => return tx,
            Err(error) => assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}"),
        }
    }
}

async fn another_handle(test: &TestDb) -> Db {
    let db = Db::connect(test.config.clone(), Env::system()).await.unwrap();
    install(&db);
    db
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_follower_sees_every_event_once_and_in_order_while_many_write() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        let other = organization(&test.db, "b").await;
        let handles = [test.db.clone(), another_handle(&test).await, another_handle(&test).await];
        let reader = another_handle(&test).await;
        let follower = tokio::spawn(async move {
            let mut follower = Follower::new(reader, tenant, 0, EventFilter::default());
            let mut seen: Vec<EventRow> = Vec::new();
            while seen.last().is_none_or(|event| event.name != "stock.low") {
                seen.push(follower.next().await);
            }
            seen
        });
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            // Some write for another organization at the same time, whose log is none of this one's business.
            let tenant = if writer % 8 == 7 { other } else { tenant };
            let db = handles[usize::try_from(writer).unwrap() % handles.len()].clone();
            let task = tokio::spawn(write_many(db, tenant, writer));
            writers.push((tenant, task));
        }
        let mut emitted = 1;
        for (whose, writer) in writers {
            let count = writer.await.unwrap();
            emitted += if whose == tenant { count } else { 0 };
        }
        test.db.write(&Scope::system(tenant, "t"), async |tx| tx.emit(Low)).await.unwrap();
        let seen = tokio::time::timeout(Duration::from_secs(30), follower).await.unwrap().unwrap();
        let sequences: Vec<i64> = seen.iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, (1..=emitted).collect::<Vec<_>>());
        assert_eq!(latest(&test.db, tenant).await, emitted);
        // Within one writer, events come in the order in which it emitted them.
        let mut last = std::collections::HashMap::new();
        for event in &seen[..seen.len() - 1] {
            let Placed { number } = event.payload_as().unwrap();
            let before = last.insert(number / 1_000_000, number);
            assert!(before.is_none_or(|before| before < number));
        }
        let jobs = "SELECT count(*) FROM jobs WHERE tenant_id = $1 AND name = 'test.rename'";
        assert_eq!(scalar(&test.db, tenant, jobs).await, emitted - 1, "one job per event");
    })
    .await;
}

#[tokio::test]
async fn a_follower_replays_from_where_it_was_and_goes_on_live() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        for number in 1..=250 {
            place(&test.db, tenant, number).await;
        }
        let reader = another_handle(&test).await;
        let filter = EventFilter { name: Some("order.*".to_owned()), ..EventFilter::default() };
        let stream = Follower::new(reader, tenant, 100, filter).into_stream();
        let mut stream = std::pin::pin!(stream);
        for expected in 101..=250 {
            assert_eq!(stream.next().await.unwrap().sequence, expected);
        }
        let started = std::time::Instant::now();
        let scope = Scope::system(tenant, "t");
        test.db.write(&scope, async |tx| tx.emit(Low)).await.unwrap();
        place(&test.db, tenant, 251).await;
        let event = stream.next().await.unwrap();
        assert_eq!((event.sequence, event.entity.as_deref()), (252, Some("order_251")));
        assert!(started.elapsed() < Duration::from_secs(10));
    })
    .await;
}

#[tokio::test]
async fn giving_up_on_a_follower_and_asking_again_loses_nothing() {
    on_both(|test| async move {
        install(&test.db);
        let tenant = organization(&test.db, "a").await;
        let mut follower = Follower::new(test.db.clone(), tenant, 0, EventFilter::default());
        let writer = tokio::spawn({
            let db = test.db.clone();
            async move {
                for number in 1..=200 {
                    place(&db, tenant, number).await;
                }
            }
        });
        let mut seen = Vec::new();
        let patience = tokio::time::Instant::now() + Duration::from_secs(30);
        while seen.len() < 200 {
            assert!(tokio::time::Instant::now() < patience);
            // Most of these give up within a query or a wait.
            if let Ok(event) = tokio::time::timeout(Duration::from_micros(300), follower.next()).await {
                seen.push(event.sequence);
            }
        }
        writer.await.unwrap();
        assert_eq!(seen, (1..=200).collect::<Vec<_>>());
    })
    .await;
}
