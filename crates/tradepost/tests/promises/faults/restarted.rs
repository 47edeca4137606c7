//! PostgreSQL crashes and comes back while clients write.

use std::time::Duration;

use tempfile::TempDir;

use super::cluster::Cluster;
use super::load::{Load, Outcome, check};
use super::program::Program;

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_database_loses_and_doubles_nothing() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = TempDir::new().unwrap();
    let settings =
        vec![("DATABASE_URL", cluster.url()), ("TRADEPOST_DATABASE__AUTO_MIGRATE", "true".to_owned())];
    let mut program = Program::start(folder.path(), settings).await;
    let load = Load::start(&program.owner().await);
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        tokio::task::block_in_place(|| cluster.crash_and_restart());
        let ready_after = program.ready_after().await;
        println!("ready {ready_after:?} after the restart");
        assert!(ready_after < Duration::from_secs(10));
    }
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    let (outcomes, repeated) = load.stop().await;
    let count = outcomes.values().filter(|outcome| matches!(outcome, Outcome::Acknowledged(_))).count();
    println!("{count} of {} acknowledged, {repeated} repetitions", outcomes.len());
    assert!(count > 20 && repeated > 0);
    assert!(program.is_alive());
    let db = program.database().await;
    check(&db, &outcomes).await;
    db.close().await;
}
