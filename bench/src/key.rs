//! How long the check of an API key takes on the server, remembered and not.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use identity::{IdentityAuthenticator, Remembered};
use web::{Authenticator, Credentials};

use crate::Outcome;
use crate::place::{self, Place, Raw};
use crate::stats::{Samples, Table};

const KEYS: usize = 5_000;
const REMEMBERED: usize = 200_000;
/// SQLite's processes notice writes within 250 ms, and forget what they remembered.
const SETTLE: Duration = Duration::from_millis(600);

pub async fn measure() -> Outcome<Table> {
    let mut table = Table::default();
    for place in Place::both().await? {
        let tenant = place::organization(&place.db).await?;
        let keys = place::keys(&place.db, tenant, KEYS).await?;
        tokio::time::sleep(SETTLE).await;
        let authenticator = IdentityAuthenticator::new(place.db.clone(), Remembered::default());
        let mut ours = check(&authenticator, &keys).await?;
        let mut raw = look_up(&place.raw().await?, &keys).await?;
        let what = format!("{}: key not remembered", place.name());
        let ratio = ours.percentile(50).as_secs_f64() / raw.percentile(50).as_secs_f64();
        let beside = format!("bare SELECT: {}", raw.summary());
        table.row(&what, ours.summary(), beside, format!("{ratio:.1} ×"), "p99 < 1 ms");

        let one: Vec<String> = keys.into_iter().take(1).cycle().take(REMEMBERED).collect();
        let mut ours = check(&authenticator, &one).await?;
        let mut bare = hash_and_find(&one);
        let what = format!("{}: key remembered", place.name());
        let ratio = ours.percentile(50).as_secs_f64() / bare.percentile(50).as_secs_f64();
        let beside = format!("SHA-256 and a map: {}", bare.summary());
        table.row(&what, ours.summary(), beside, format!("{ratio:.1} ×"), "p99 < 1 ms");
        place.db.close().await;
    }
    Ok(table)
}

async fn check(authenticator: &IdentityAuthenticator, keys: &[String]) -> Outcome<Samples> {
    let mut samples = Samples::default();
    for key in keys {
        let credentials = Credentials { bearer: Some(key), ..Credentials::default() };
        let started = Instant::now();
        let principal = authenticator.authenticate(credentials).await?;
        samples.push(started.elapsed());
        principal.ok_or("the key must be known")?;
    }
    Ok(samples)
}

async fn look_up(raw: &Raw, keys: &[String]) -> Outcome<Samples> {
    let sql = "SELECT * FROM api_keys WHERE key_hash = $1";
    let mut samples = Samples::default();
    for key in keys {
        let hash = place::hash(key);
        let started = Instant::now();
        match raw {
            Raw::Sqlite(pool) => drop(sqlx::query(sql).bind(hash).fetch_one(pool).await?),
            Raw::Postgres(pool) => drop(sqlx::query(sql).bind(hash).fetch_one(pool).await?),
        }
        samples.push(started.elapsed());
    }
    Ok(samples)
}

fn hash_and_find(keys: &[String]) -> Samples {
    let map: HashMap<Vec<u8>, usize> = keys.iter().map(|key| (place::hash(key), key.len())).take(1).collect();
    let mut samples = Samples::default();
    for key in keys {
        let started = Instant::now();
        black_box(map.get(&place::hash(black_box(key))));
        samples.push(started.elapsed());
    }
    samples
}
