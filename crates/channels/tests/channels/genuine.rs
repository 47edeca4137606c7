//! Every platform: what is genuine passes, and nothing that was touched.

use channels::{Credentials, GivenKey, Recipients, RejectionCode};

use crate::support::{ALL, Sent, file, folder, published, secret, time};

#[test]
fn every_folder_is_tested() {
    let mut folders: Vec<_> = std::fs::read_dir(folder(""))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert_eq!(folders, ALL.map(|(name, _)| name));
}

#[test]
fn what_is_genuine_passes() {
    for (name, _) in ALL {
        assert_eq!(Sent::read(name).verify(), Ok(()), "{name}");
    }
}

#[test]
fn every_changed_byte_of_the_body_counts() {
    for (name, _) in ALL {
        let genuine = Sent::read(name);
        // Of a message of SNS only parts are signed; `mutations` looks at them.
        if name.starts_with("amazon") {
            continue;
        }
        for place in 0..genuine.body.len() {
            let mut sent = Sent::read(name);
            sent.body[place] ^= 1;
            sent.refused();
        }
    }
}

#[test]
fn a_changed_signature_counts() {
    for (name, header) in ALL {
        let Some(header) = header else { continue };
        let mut sent = Sent::read(name);
        let mut value = sent.value(header).into_bytes();
        value[10] = if value[10] == b'A' { b'B' } else { b'A' };
        sent.set(header, Some(&value));
        sent.refused();
    }
}

#[test]
fn a_header_that_is_missing_empty_or_no_signature_is_said_to_be() {
    for (name, header) in ALL {
        let Some(header) = header else { continue };
        let mut sent = Sent::read(name);
        for value in [None, Some(b"".as_slice()), Some(b"  ")] {
            sent.set(header, value);
            assert_eq!(sent.refused(), RejectionCode::MissingHeader, "{name}");
        }
        for value in [b"%%%".as_slice(), b"\xff\xfe\x00", b"t=1,v1=zz", b"v1,%%% v1a,%%%", b"A", b"Zm9vYg"] {
            sent.set(header, Some(value));
            assert_eq!(sent.refused(), RejectionCode::MalformedSignature, "{name} {value:?}");
        }
    }
}

#[test]
fn a_header_may_stand_there_twice_when_it_says_the_same() {
    for (name, header) in ALL {
        let Some(header) = header else { continue };
        let mut sent = Sent::read(name);
        let value = sent.value(header);
        sent.headers.push(&header.to_uppercase(), value);
        assert_eq!(sent.verify(), Ok(()), "{name}");
        sent.headers.push(header, "other");
        assert_eq!(sent.refused(), RejectionCode::RepeatedHeader, "{name}");
    }
}

#[test]
fn bodies_that_are_empty_or_no_text_and_headers_that_are_huge_do_no_harm() {
    for (name, header) in ALL {
        for body in [Vec::new(), vec![0xff; 100], vec![0; 100], b"{".repeat(100_000), b"[]".to_vec()] {
            let mut sent = Sent::read(name);
            sent.body = body;
            sent.refused();
            sent.identify();
        }
        let mut sent = Sent::read(name);
        sent.headers.push("x-padding", vec![b'a'; 1 << 20]);
        assert_eq!(sent.verify(), Ok(()), "{name}");
        let Some(header) = header else { continue };
        for value in [vec![b'A'; 1 << 20], b"v1=00,".repeat(100_000), b"v1,AAAA v1a,AAAA ".repeat(50_000)] {
            sent.set(header, Some(&value));
            sent.refused();
            sent.identify();
        }
    }
}

#[test]
fn another_key_verifies_nothing() {
    for (name, _) in ALL {
        let mut sent = Sent::read(name);
        let another = match &sent.credentials.key {
            None => {
                sent.credentials.secrets = vec![secret("c2VjcmV0")];
                None
            }
            Some(_) if name == "standard-webhooks-public-key" => {
                Some(GivenKey::PublicKey(b"whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_vec()))
            }
            Some(_) if name == "ebay" => {
                let key = String::from_utf8(file(&folder(name), "key.pem")).unwrap();
                // The base point of the curve: a key that everybody has.
                let other = concat!(
                    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfY",
                    "Et6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==",
                );
                let start = key.find("MFkw").unwrap();
                let end = key.find("-----END").unwrap();
                Some(GivenKey::PublicKey(key.replace(&key[start..end], other).into_bytes()))
            }
            Some(_) => {
                let other = if name == "paypal" { "adobe-io-events" } else { "paypal" };
                Some(GivenKey::PublicKey(file(&folder(other), "key.pem")))
            }
        };
        sent.credentials.key = another;
        assert_eq!(sent.refused(), RejectionCode::WrongSignature, "{name}");
        sent.credentials = Credentials {
            webhook_id: Some("1".to_owned()),
            key: Some(GivenKey::PublicKey(b"no PEM".to_vec())),
            ..Credentials::default()
        };
        let unusable = sent.refused();
        assert!(matches!(unusable, RejectionCode::KeyUnusable | RejectionCode::SecretMissing), "{name}");
    }
}

/// An RSA key of 1024 bits.
const SHORT: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCfHt2Nqxbasx4nUg5NeeHdK7Tt
bbrXbD6VOJRVabSslcC1MmWBRzWuCzQWzqjQfy8o+1FhFrb/tlkfDkrDCZvFxKfm
IwPQAWHxmJmhPOz9WeWMEYflVNHDvOC78shZxnLOVC0YO+GF5OAf7b/ONJei+T9/
6iLb297sWSGljTa2pQIDAQAB
-----END PUBLIC KEY-----
";

#[test]
fn a_key_of_another_kind_or_a_private_one_is_refused() {
    for (name, _) in ALL {
        let mut sent = Sent::read(name);
        if sent.credentials.key.is_none() {
            continue;
        }
        let other = if name == "ebay" { "wix" } else { "ebay" };
        sent.credentials.key = Some(GivenKey::PublicKey(file(&folder(other), "key.pem")));
        assert_eq!(sent.refused(), RejectionCode::KeyUnusable, "{name}");
        if !name.starts_with("standard") && name != "ebay" {
            sent.credentials.key = Some(GivenKey::PublicKey(SHORT.as_bytes().to_vec()));
            assert_eq!(sent.refused(), RejectionCode::KeyUnusable, "{name}");
        }
        let private = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".to_vec();
        sent.credentials.key = Some(GivenKey::PublicKey(private));
        assert_eq!(sent.refused(), RejectionCode::KeyUnusable, "{name}");
    }
}

#[test]
fn certificates_of_sns_are_judged_at_their_time() {
    let mut sent = Sent::read("amazon-sns-1");
    sent.at = time("2022-08-18T00:00:00Z");
    assert_eq!(sent.refused(), RejectionCode::CertificateExpired);
    sent.at = time("2021-09-06T23:59:59Z");
    assert_eq!(sent.refused(), RejectionCode::CertificateNotYetValid);
}

#[test]
fn what_is_meant_for_somebody_else_is_refused() {
    for name in ["amazon-sns-1", "amazon-sns-2", "adobe-io-events"] {
        let mut sent = Sent::read(name);
        for recipients in [Recipients::default(), Recipients::Only(vec!["another".to_owned()])] {
            sent.credentials.recipients = recipients;
            assert_eq!(sent.refused(), RejectionCode::WrongRecipient, "{name}");
        }
    }
    let mut sent = Sent::read("amazon-sns-1");
    let topic = "arn:aws:sns:us-east-2:295079676684:publish-and-verify-892f85fe-4836-424d-8188-ab85bef0f362";
    sent.credentials.recipients = Recipients::Only(vec!["other".to_owned(), topic.to_owned()]);
    assert_eq!(sent.verify(), Ok(()));
}

#[test]
fn a_message_of_sns_names_how_it_is_signed_and_of_what_type_it_is() {
    for (from, to, code) in [
        ("\"SignatureVersion\": \"1\"", "\"SignatureVersion\": \"3\"", RejectionCode::AlgorithmNotAllowed),
        ("\"SignatureVersion\": \"1\"", "\"SignatureVersion\": \"2\"", RejectionCode::WrongSignature),
        ("\"Type\": \"Notification\"", "\"Type\": \"Other\"", RejectionCode::MalformedBody),
        (
            "\"Type\": \"Notification\"",
            "\"Type\": \"SubscriptionConfirmation\"",
            RejectionCode::WrongSignature,
        ),
        ("\"Signature\": \"ghtf", "\"Signature\": \"%htf", RejectionCode::MalformedSignature),
        ("\"TopicArn\"", "\"Topic\"", RejectionCode::MalformedBody),
        ("Hello world", "Hello, world", RejectionCode::WrongSignature),
    ] {
        let mut sent = Sent::read("amazon-sns-1");
        let text = String::from_utf8(sent.body).unwrap();
        assert!(text.contains(from), "{from}");
        sent.body = text.replace(from, to).into_bytes();
        assert_eq!(sent.refused(), code, "{to}");
    }
}

#[test]
fn the_other_spelling_of_a_certificates_address_is_known() {
    for name in ["amazon-sns-1", "amazon-sns-2"] {
        let mut sent = Sent::read(name);
        let text = String::from_utf8(sent.body).unwrap();
        sent.body = text
            .replace("SigningCertURL", "SigningCertUrl")
            .replace("UnsubscribeURL", "UnsubscribeUrl")
            .into_bytes();
        assert_eq!(sent.verify(), Ok(()));
    }
}

#[test]
fn a_token_of_wix_does_not_choose_its_algorithm() {
    let genuine = String::from_utf8(Sent::read("wix").body).unwrap();
    let rest = genuine.split_once('.').unwrap().1;
    let claims = rest.split_once('.').unwrap().0;
    let named = |header: &str| {
        let mut sent = Sent::read("wix");
        sent.body = format!("{}.{rest}", base64url(header)).into_bytes();
        sent.refused()
    };
    for header in
        [r#"{"alg":"none"}"#, r#"{"alg":"HS256"}"#, r#"{"alg":"rs256"}"#, r#"{"alg":"PS256"}"#, "{}"]
    {
        assert_eq!(named(header), RejectionCode::AlgorithmNotAllowed, "{header}");
    }
    assert_eq!(named(r#"{"alg":"RS256","crit":["exp"]}"#), RejectionCode::AlgorithmNotAllowed);
    assert_eq!(named(r#"{"alg":"RS256"}"#), RejectionCode::WrongSignature);
    assert_eq!(named("RS256"), RejectionCode::MalformedSignature);
    let mut sent = Sent::read("wix");
    sent.body = format!("{}.{claims}.", base64url(r#"{"alg":"RS256"}"#)).into_bytes();
    assert_eq!(sent.refused(), RejectionCode::WrongSignature);
}

#[test]
fn a_token_of_wix_is_for_a_while() {
    for (at, verdict) in [
        ("2026-11-21T07:55:00Z", None),
        ("2026-11-21T07:54:59Z", Some(RejectionCode::TooNew)),
        ("2026-11-21T08:59:59Z", None),
        ("2026-11-21T09:00:00Z", Some(RejectionCode::TooOld)),
    ] {
        let mut sent = Sent::read("wix");
        sent.at = time(at);
        match verdict {
            None => assert_eq!(sent.verify(), Ok(()), "{at}"),
            Some(code) => assert_eq!(sent.refused(), code, "{at}"),
        }
    }
}

#[test]
fn adobe_signs_twice_and_one_is_enough() {
    let mut sent = Sent::read("adobe-io-events");
    let signature = sent.value("x-adobe-digital-signature-1");
    for (first, second, passes) in [
        (Some(signature.as_str()), Some("AAAA"), true),
        (Some("AAAA"), Some(signature.as_str()), true),
        (Some("%%"), Some(signature.as_str()), true),
        (None, Some(signature.as_str()), true),
        (Some("AAAA"), Some("AAAA"), false),
        (None, None, false),
    ] {
        for hyphen in ["-", ""] {
            sent.set("x-adobe-digital-signature-1", None);
            sent.set("x-adobe-digital-signature1", None);
            sent.set("x-adobe-digital-signature-2", None);
            sent.set("x-adobe-digital-signature2", None);
            sent.set(&format!("x-adobe-digital-signature{hyphen}1"), first.map(str::as_bytes));
            sent.set(&format!("x-adobe-digital-signature{hyphen}2"), second.map(str::as_bytes));
            assert_eq!(sent.verify().is_ok(), passes, "{first:?} {second:?}");
        }
    }
}

#[test]
fn adobe_may_wrap_the_body() {
    use base64::Engine;
    let mut sent = Sent::read("adobe-io-events");
    sent.body = base64::engine::general_purpose::STANDARD.encode(&sent.body).into_bytes();
    assert_eq!(sent.verify(), Ok(()));
    assert_eq!(sent.identify().event_id.as_deref(), Some("eventId1"));
}

/// All vectors that platforms published, as they are at hand: the ones here are the same.
#[test]
fn the_published_vectors_are_the_ones_here() {
    let Some(file) = published("signature-vectors.json") else {
        eprintln!("skipped: the published vectors are not at hand");
        return;
    };
    let vectors: Vec<serde_json::Value> = serde_json::from_slice(&file).unwrap();
    assert_eq!(vectors.len(), 11, "a new vector belongs into vectors/, too");
    for (id, name) in [
        ("shopify-1", "shopify"),
        ("shopify-3-old-secret", "shopify-rotated"),
        ("stripe-official-1", "stripe"),
        ("stdwebhooks-hmac-1", "standard-webhooks"),
        ("ebay-valid", "ebay"),
        ("paypal-1", "paypal"),
        ("adobe-io-events-1", "adobe-io-events"),
    ] {
        let vector = vectors.iter().find(|vector| vector["id"] == id).unwrap();
        let body = vector["body"].as_str().unwrap();
        assert_eq!(Sent::read(name).body, body.as_bytes(), "{id}");
    }
    for (id, name) in [("sns-v1", "amazon-sns-1"), ("sns-v2-subject", "amazon-sns-2")] {
        let vector = vectors.iter().find(|vector| vector["id"] == id).unwrap();
        let own: serde_json::Value = serde_json::from_slice(&Sent::read(name).body).unwrap();
        assert_eq!(own, vector["message"], "{id}");
    }
}

fn base64url(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}
