//! `kill -9` in the middle of writes.

use std::time::Duration;

use tempfile::TempDir;

use super::load::{Load, Outcome, check, write};
use super::program::Program;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_and_doubles_nothing() {
    let folder = TempDir::new().unwrap();
    let mut program = Program::start(folder.path(), Vec::new()).await;
    let owner = program.owner().await;
    let load = Load::start(&owner);
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        program.kill();
        program.start_again().await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (outcomes, repeated) = load.stop().await;
    let acknowledged = |outcome: &&Outcome| matches!(outcome, Outcome::Acknowledged(_));
    let count = outcomes.values().filter(acknowledged).count();
    println!("{count} of {} acknowledged, {repeated} repetitions", outcomes.len());
    assert!(count > 20 && repeated > 0);

    // Whoever repeats what was acknowledged gets the same answer, and nothing new.
    let shops = outcomes.iter().filter(|(name, _)| name.starts_with("shop"));
    for (name, outcome) in shops.filter(|(_, outcome)| acknowledged(outcome)).take(10) {
        let (again, _) = write(&owner, name).await;
        if let (Outcome::Acknowledged(Some(first)), Outcome::Acknowledged(Some(second))) = (outcome, &again) {
            assert_eq!(first["id"], second["id"]);
        }
        assert_ne!(again, Outcome::Unknown, "{name}");
    }
    let db = program.database().await;
    check(&db, &outcomes).await;
    db.close().await;
}
