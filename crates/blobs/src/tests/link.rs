use std::time::Duration;

use kernel::{ErrorKind, Timestamp};
use proptest::prelude::*;

use super::tenant;
use crate::{ContentHash, Link, LinkKey, MediaType};

fn now() -> Timestamp {
    "2026-11-21T08:30:00Z".parse().unwrap()
}

fn link() -> Link {
    Link {
        tenant: tenant(7),
        hash: ContentHash::of(b"invoice"),
        media_type: MediaType::sniff(b"%PDF-1.7\n"),
        file_name: Some("Rechnung März & April.pdf".to_owned()),
        expires_at: now().plus(Duration::from_secs(600)),
    }
}

fn verify(key: &LinkKey, url: &str, at: Timestamp) -> kernel::Result<Link> {
    let (path, query) = url.split_once('?').unwrap();
    key.verify(path, query, at)
}

#[test]
fn a_link_says_what_was_signed_until_it_runs_out() {
    let key = LinkKey::new([7; 32]);
    for link in [link(), Link { file_name: None, ..link() }] {
        let url = key.sign(&link).unwrap();
        assert_eq!(verify(&key, &url, now()).unwrap(), link);
        assert_eq!(verify(&key, &url, now().plus(Duration::from_secs(599))).unwrap(), link);
        let error = verify(&key, &url, now().plus(Duration::from_secs(600))).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, "link_expired"));
    }
}

#[test]
fn an_altered_link_leads_nowhere() {
    let key = LinkKey::new([7; 32]);
    let url = key.sign(&link()).unwrap();
    let other_hash = ContentHash::of(b"other").to_string();
    let (tenant_text, hash_text) = (tenant(7).to_string(), link().hash.to_string());
    for altered in [
        url.replace(&tenant_text, &tenant(8).to_string()),
        url.replace(&hash_text, &other_hash),
        url.replace(&hash_text, &hash_text.to_uppercase()),
        url.replace("expires=1", "expires=2"),
        url.replace("application%2Fpdf", "text%2Fhtml"),
        url.replace("April", "Mai"),
        url.replace("&name=", "&names="),
        url.replace("signature=", "signature=00"),
        url.split("&signature").next().unwrap().to_owned(),
        url.replace("/blobs/", "/blobs/../"),
    ] {
        assert_ne!(altered, url);
        assert_eq!(verify(&key, &altered, now()).unwrap_err().code(), "not_found", "{altered}");
    }
    assert_eq!(verify(&LinkKey::new([8; 32]), &url, now()).unwrap_err().code(), "not_found");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_stumble(path in "(/blobs/)?\\PC*", query in "\\PC*") {
        prop_assert!(LinkKey::new([1; 32]).verify(&path, &query, now()).is_err());
    }

    #[test]
    fn any_file_name_survives(name in "\\PC*") {
        let key = LinkKey::new([1; 32]);
        let link = Link { file_name: Some(name), ..link() };
        prop_assert_eq!(verify(&key, &key.sign(&link).unwrap(), now()).unwrap(), link);
    }
}
