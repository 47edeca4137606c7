use db::testing::{TestDb, on_both};
use kernel::{ErrorKind, Result, Scope, TenantId};

use super::{new_key, ring_of, tenant};
use crate::{KeyRing, Plaintext, Rotated, SecretId, check_keys, delete, get, get_or_put, put, rotate_all};

const PURPOSE: &str = "channels.access_token";

/// Makes an organization, as identity would.
async fn organization(test: &TestDb, number: u128) -> TenantId {
    let id = tenant(number);
    test.db
        .write(&Scope::installation("test"), async |tx| {
            let now = tx.now();
            tx.global_query(
                "INSERT INTO organizations
                     (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
                 VALUES ($1, 'merchant', 'Test', $2, 'EUR', 'en', 'UTC', $3, $3)",
            )
            .bind(id)
            .bind(format!("test-{number}"))
            .bind(now)
            .execute()
            .await
        })
        .await
        .unwrap();
    id
}

fn scope(tenant: TenantId) -> Scope {
    Scope::system(tenant, "test")
}

async fn store(test: &TestDb, ring: &KeyRing, tenant: TenantId, secret: &str) -> SecretId {
    let id = test.db.env().id();
    test.db
        .write(&scope(tenant), async |tx| put(tx, ring, id, PURPOSE, secret.as_bytes()).await)
        .await
        .unwrap();
    id
}

async fn read(test: &TestDb, ring: &KeyRing, tenant: TenantId, id: SecretId) -> Result<Plaintext> {
    test.db.read(&scope(tenant), async |tx| get(tx, ring, id, PURPOSE).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_who_need_a_secret_first_get_the_same_one() {
    on_both(|test| async move {
        let ring = ring_of(&[&new_key()]);
        let (tenant, id) = (organization(&test, 1).await, test.db.env().id());
        let asking = (0..10_u8).map(|number| {
            let (db, ring) = (test.db.clone(), ring.clone());
            tokio::spawn(async move {
                let write = async |tx: &mut db::Tx| get_or_put(tx, &ring, id, PURPOSE, &[number; 32]).await;
                db.write(&scope(tenant), write).await.unwrap().as_bytes().to_vec()
            })
        });
        let mut got = Vec::new();
        for asked in asking.collect::<Vec<_>>() {
            got.push(asked.await.unwrap());
        }
        got.dedup();
        assert_eq!(got.len(), 1);
        assert_eq!(read(&test, &ring, tenant, id).await.unwrap().as_bytes(), got[0]);
    })
    .await;
}

#[tokio::test]
async fn secrets_are_stored_replaced_and_deleted() {
    on_both(|test| async move {
        let ring = ring_of(&[&new_key()]);
        let (one, two) = (organization(&test, 1).await, organization(&test, 2).await);
        let id = store(&test, &ring, one, "sesame").await;
        assert_eq!(read(&test, &ring, one, id).await.unwrap().as_str().unwrap(), "sesame");
        assert_eq!(read(&test, &ring, two, id).await.unwrap_err().kind(), ErrorKind::NotFound);
        let write = async |tenant, text: &'static [u8]| {
            test.db.write(&scope(tenant), async |tx| put(tx, &ring, id, PURPOSE, text).await).await.unwrap();
        };
        write(one, b"open").await;
        write(two, b"theirs").await;
        assert_eq!(read(&test, &ring, one, id).await.unwrap().as_str().unwrap(), "open");
        let other_purpose = test.db.read(&scope(one), async |tx| get(tx, &ring, id, "other").await).await;
        assert_eq!(other_purpose.unwrap_err().code(), "secret_unreadable");
        let remove = async || test.db.write(&scope(one), async |tx| delete(tx, id).await).await.unwrap();
        assert!(remove().await);
        assert!(!remove().await);
        assert_eq!(read(&test, &ring, one, id).await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(read(&test, &ring, two, id).await.unwrap().as_str().unwrap(), "theirs");
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_moved_does_not_open() {
    on_both(|test| async move {
        let ring = ring_of(&[&new_key()]);
        let (one, two) = (organization(&test, 1).await, organization(&test, 2).await);
        let (first, second) = (store(&test, &ring, one, "a").await, store(&test, &ring, one, "b").await);
        let stolen = store(&test, &ring, two, "c").await;
        for target in [second, stolen] {
            test.db
                .write(&Scope::installation("test"), async |tx| {
                    tx.global_query(
                        "UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE id = $1) WHERE id = $2",
                    )
                    .bind(first)
                    .bind(target)
                    .execute()
                    .await
                })
                .await
                .unwrap();
        }
        assert_eq!(read(&test, &ring, one, second).await.unwrap_err().code(), "secret_unreadable");
        assert_eq!(read(&test, &ring, two, stolen).await.unwrap_err().code(), "secret_unreadable");
        assert_eq!(read(&test, &ring, one, first).await.unwrap().as_str().unwrap(), "a");
    })
    .await;
}

#[tokio::test]
async fn rotation_reaches_every_secret_in_batches_and_then_has_nothing_to_do() {
    on_both(|test| async move {
        let (old, new) = (new_key(), new_key());
        let before = ring_of(&[&old]);
        let mut stored = Vec::new();
        for number in 1..=3 {
            let tenant = organization(&test, number).await;
            for index in 0..7 {
                let text = format!("secret {number} {index}");
                stored.push((tenant, store(&test, &before, tenant, &text).await, text));
            }
        }
        let both = ring_of(&[&old, &new]);
        let expected = Rotated { rotated: 21, unreadable: 0 };
        assert_eq!(rotate_all(&test.db, &both, 4).await.unwrap(), expected);
        assert_eq!(rotate_all(&test.db, &both, 4).await.unwrap(), Rotated::default());
        let after = ring_of(&[&new]);
        check_keys(&test.db, &after).await.unwrap();
        for (tenant, id, text) in stored {
            assert_eq!(read(&test, &after, tenant, id).await.unwrap().as_str().unwrap(), text);
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_does_not_stop_the_rotation() {
    on_both(|test| async move {
        let (lost, old, new) = (new_key(), new_key(), new_key());
        let one = organization(&test, 1).await;
        for key in [&lost, &old, &lost, &old] {
            store(&test, &ring_of(&[key]), one, "sesame").await;
        }
        let ring = ring_of(&[&old, &new]);
        let expected = Rotated { rotated: 2, unreadable: 2 };
        assert_eq!(rotate_all(&test.db, &ring, 1).await.unwrap(), expected);
        assert_eq!(check_keys(&test.db, &ring).await.unwrap_err().code(), "secret_key_missing");
        check_keys(&test.db, &ring_of(&[&lost, &new])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_rotations_at_once_agree() {
    on_both(|test| async move {
        let (old, new) = (new_key(), new_key());
        let one = organization(&test, 1).await;
        let mut ids = Vec::new();
        for _ in 0..30 {
            ids.push(store(&test, &ring_of(&[&old]), one, "sesame").await);
        }
        let both = ring_of(&[&old, &new]);
        let (left, right) = tokio::join!(rotate_all(&test.db, &both, 5), rotate_all(&test.db, &both, 3));
        assert_eq!(left.unwrap().rotated + right.unwrap().rotated, 30);
        for id in ids {
            assert_eq!(read(&test, &ring_of(&[&new]), one, id).await.unwrap().as_str().unwrap(), "sesame");
        }
    })
    .await;
}
