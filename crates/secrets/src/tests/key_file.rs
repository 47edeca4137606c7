use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;
use std::sync::Barrier;

use kernel::{Env, ErrorKind};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::{new_key, ring, ring_of, tenant};
use crate::{KeyRing, KeySource};

#[test]
fn the_file_is_made_once_for_the_operator_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("data").join("secrets.key");
    let open = || KeyRing::open(KeySource::File(path.clone()), Env::system()).unwrap();
    let sealed = open().seal(tenant(1), "p", b"sesame").unwrap();
    assert_eq!(open().unseal(tenant(1), "p", &sealed).unwrap().as_bytes(), b"sesame");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no drafts stay behind");
}

#[test]
fn all_who_start_at_once_get_the_same_key() {
    for _ in 0..20 {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("secrets.key");
        let barrier = Barrier::new(10);
        let ids: HashSet<_> = std::thread::scope(|scope| {
            let start = || {
                barrier.wait();
                KeyRing::open(KeySource::File(path.clone()), Env::system()).unwrap().active_id().unwrap()
            };
            let starts: Vec<_> = (0..10).map(|_| scope.spawn(start)).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(ids.len(), 1);
    }
}

#[test]
fn keys_that_are_added_at_once_are_all_kept() {
    let (folder, ring) = ring();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| ring.add_key().unwrap());
        }
    });
    let text = std::fs::read_to_string(folder.path().join("secrets.key")).unwrap();
    assert_eq!(text.matches("tpk1_").count(), 9);
    assert_eq!(
        std::fs::metadata(folder.path().join("secrets.key")).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn a_key_that_another_process_added_is_found() {
    let (folder, ring) = ring();
    let other = KeyRing::open(KeySource::File(folder.path().join("secrets.key")), Env::system()).unwrap();
    let old = ring.seal(tenant(1), "p", b"old").unwrap();
    assert_eq!(other.add_key().unwrap(), other.active_id().unwrap());
    let sealed = other.seal(tenant(1), "p", b"sesame").unwrap();
    assert_ne!(sealed.key_id().unwrap(), old.key_id().unwrap());
    assert_eq!(ring.unseal(tenant(1), "p", &sealed).unwrap().as_bytes(), b"sesame");
    assert_eq!(other.unseal(tenant(1), "p", &old).unwrap().as_bytes(), b"old");
}

#[test]
fn a_file_that_others_may_read_is_refused_with_the_way_out() {
    let (folder, _ring) = ring();
    let path = folder.path().join("secrets.key");
    for mode in [0o640, 0o604, 0o660, 0o644] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let error = KeyRing::open(KeySource::File(path.clone()), Env::system()).unwrap_err();
        assert_eq!((error.kind(), error.fields()[0].code), (ErrorKind::Invalid, "too_open"));
        assert!(error.detail().contains("chmod 600"), "{error}");
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
    KeyRing::open(KeySource::File(path), Env::system()).unwrap();
}

#[test]
fn damaged_keys_are_refused_without_repeating_them() {
    let key = new_key();
    for text in [&key[..68], &key[5..], "", "# nothing", "tpk1_zz", &format!("{},x", *key)] {
        let source = KeySource::Text(Zeroizing::new(text.to_owned()));
        let error = KeyRing::open(source, Env::system()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{text}");
        assert!(!error.to_string().contains(&key[10..40]), "{error}");
    }
    let (folder, _ring) = ring();
    let path = folder.path().join("secrets.key");
    std::fs::write(&path, &key[..60]).unwrap();
    let error = KeyRing::open(KeySource::File(path.clone()), Env::system()).unwrap_err();
    assert!(error.detail().contains("damaged") && !error.to_string().contains(&key[10..40]), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), key[..60], "a damaged file is left alone");
}

#[test]
fn keys_of_the_environment_are_not_added_to() {
    assert_eq!(ring_of(&[&new_key()]).add_key().unwrap_err().code(), "keys_in_environment");
}
