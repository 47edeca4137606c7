//! The disk under a SQLite database fills up, and is emptied again.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use super::http::{Answer, Client};
use super::load::{Outcome, Outcomes, assert_unavailable, check};
use super::program::Program;

/// A small disk of its own; unmounted when dropped.
pub(super) struct Disk(TempDir);

impl Disk {
    /// `None` where nobody may mount.
    pub(super) fn new() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m", "tradepost-test"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then(|| Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn fill(&self) {
        let mut ballast =
            OpenOptions::new().create(true).append(true).open(self.path().join("ballast")).unwrap();
        for size in [64 * 1024, 1024, 1] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    pub(super) fn make_room(&self) {
        fs::remove_file(self.path().join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(self.path()).status());
    }
}

async fn make_key(owner: &Client, name: &str) -> Answer {
    let body = json!({"name": name, "mode": "test", "scopes": ["members.read"]});
    owner.post("/api/v1/api-keys", &body).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_goes_on_reading() {
    let Some(disk) = Disk::new() else {
        println!("skipped: a disk to fill takes the right to mount one");
        return;
    };
    let folder = TempDir::new().unwrap();
    std::os::unix::fs::symlink(disk.path(), folder.path().join("var")).unwrap();
    let mut program = Program::start(folder.path(), Vec::new()).await;
    let owner = program.owner().await;
    make_key(&owner, "before").await.expect(201);
    disk.fill();

    let (began, mut made, mut refused) = (Instant::now(), vec!["before".to_owned()], Vec::new());
    while refused.len() < 20 {
        assert!(began.elapsed() < Duration::from_secs(25), "{} writes found room", made.len());
        let name = format!("key {}", made.len() + refused.len());
        let answer = make_key(&owner, &name).await;
        if answer.status == 201 {
            made.push(name);
            // Whatever the log could still take is taken.
            disk.fill();
            continue;
        }
        assert_unavailable(&answer);
        assert_eq!(answer.code(), "disk_full", "{}", answer.text);
        refused.push(name);
        for path in ["/api/v1/me", "/api/v1/organization", "/api/v1/api-keys?limit=1"] {
            owner.get(path).await.unwrap().expect(200);
        }
    }
    disk.make_room();
    made.push("after".to_owned());
    make_key(&owner, "after").await.expect(201);
    assert!(program.is_alive());

    println!("{} made, {} refused", made.len(), refused.len());
    let db = program.database().await;
    let outcomes: Outcomes = made.into_iter().map(|name| (name, Outcome::Acknowledged(None))).collect();
    check(&db, &outcomes).await;
    let sql = "SELECT name FROM api_keys";
    let scope = kernel::Scope::installation("test");
    let names: Vec<(String,)> =
        db.read(&scope, async |tx| tx.global_query(sql).fetch_all().await).await.unwrap();
    assert!(names.iter().all(|(name,)| !refused.contains(name)), "nothing is half done");
    db.close().await;
}
