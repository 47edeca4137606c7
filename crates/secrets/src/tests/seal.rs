use std::collections::HashSet;

use proptest::prelude::*;

use super::{new_key, ring, ring_of, tenant};
use crate::Sealed;

const PURPOSE: &str = "channels.access_token";

#[test]
fn a_secret_opens_only_for_its_organization_and_purpose() {
    let (_folder, ring) = ring();
    let sealed = ring.seal(tenant(1), PURPOSE, b"sesame").unwrap();
    assert_eq!(ring.unseal(tenant(1), PURPOSE, &sealed).unwrap().as_str().unwrap(), "sesame");
    for (tenant, purpose) in [(tenant(2), PURPOSE), (tenant(1), "channels.refresh_token"), (tenant(1), "")] {
        assert_eq!(ring.unseal(tenant, purpose, &sealed).unwrap_err().code(), "secret_unreadable");
        assert_eq!(ring.rotate(tenant, purpose, &sealed).unwrap_err().code(), "secret_unreadable");
    }
}

#[test]
fn the_same_secret_never_looks_the_same() {
    let (_folder, ring) = ring();
    let seen: HashSet<Vec<u8>> =
        (0..100).map(|_| ring.seal(tenant(1), PURPOSE, b"sesame").unwrap().into_bytes()).collect();
    assert_eq!(seen.len(), 100);
    assert!(seen.iter().all(|bytes| !bytes.windows(6).any(|window| window == b"sesame")));
}

#[test]
fn any_altered_byte_and_any_cut_is_noticed() {
    let (_folder, ring) = ring();
    let sealed = ring.seal(tenant(1), PURPOSE, b"sesame").unwrap().into_bytes();
    for index in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[index] ^= 1;
        let error = ring.unseal(tenant(1), PURPOSE, &Sealed::from_bytes(altered)).unwrap_err();
        let expected = if (1..9).contains(&index) { "secret_key_missing" } else { "secret_unreadable" };
        assert_eq!(error.code(), expected, "byte {index}");
        let cut = Sealed::from_bytes(sealed[..index].to_vec());
        assert_eq!(ring.unseal(tenant(1), PURPOSE, &cut).unwrap_err().code(), "secret_unreadable");
    }
}

#[test]
fn rotation_changes_the_key_and_keeps_the_secret() {
    let (old, new) = (new_key(), new_key());
    let before = ring_of(&[&old]);
    let sealed = before.seal(tenant(1), PURPOSE, b"sesame").unwrap();
    let both = ring_of(&[&old, &new]);
    assert!(both.needs_rotation(&sealed).unwrap());
    assert_eq!(both.unseal(tenant(1), PURPOSE, &sealed).unwrap().as_bytes(), b"sesame");
    let rotated = both.rotate(tenant(1), PURPOSE, &sealed).unwrap();
    assert!(!both.needs_rotation(&rotated).unwrap());
    assert_eq!(rotated.key_id().unwrap(), both.active_id().unwrap());
    assert_eq!(rotated.as_bytes()[81..], sealed.as_bytes()[81..], "the secret itself is not sealed anew");
    let after = ring_of(&[&new]);
    assert_eq!(after.unseal(tenant(1), PURPOSE, &rotated).unwrap().as_bytes(), b"sesame");
    assert_eq!(after.unseal(tenant(1), PURPOSE, &sealed).unwrap_err().code(), "secret_key_missing");
}

#[test]
fn nothing_secret_is_printed() {
    let key = new_key();
    let ring = ring_of(&[&key]);
    let sealed = ring.seal(tenant(1), PURPOSE, b"sesame").unwrap();
    let secret = ring.unseal(tenant(1), PURPOSE, &sealed).unwrap();
    let text = format!("{ring:?} {secret:?}");
    assert!(!text.contains(&key[5..]) && !text.contains("sesame"), "{text}");
}

proptest! {
    #[test]
    fn every_secret_comes_back(secret: Vec<u8>, purpose in "\\PC*", number: u128) {
        let ring = ring_of(&[&new_key()]);
        let sealed = ring.seal(tenant(number), &purpose, &secret).unwrap();
        let stored = Sealed::from_bytes(sealed.into_bytes());
        let opened = ring.unseal(tenant(number), &purpose, &stored).unwrap();
        prop_assert_eq!(opened.as_bytes(), &secret);
    }

    #[test]
    fn no_bytes_make_the_reader_stumble(bytes: Vec<u8>) {
        prop_assert!(ring_of(&[&new_key()]).unseal(tenant(1), PURPOSE, &Sealed::from_bytes(bytes)).is_err());
    }
}
