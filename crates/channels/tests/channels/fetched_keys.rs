//! Keys that are fetched: asked for by an address that is the platform's own, and judged before they are used.

use channels::{KeyAccess, KeyRequest, Keys, RejectionCode, Unverified};
use x509_cert::der::Decode;

use crate::support::{Sent, code, file, folder, time};

/// The delivery without a key of its own.
fn keyless(name: &str) -> Sent {
    let mut sent = Sent::read(name);
    sent.credentials.key = None;
    sent
}

fn open(url: &str) -> KeyRequest {
    KeyRequest { url: url.to_owned(), access: KeyAccess::Open }
}

fn der(pem: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let text = String::from_utf8(pem.to_vec()).unwrap();
    let digits: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    base64::engine::general_purpose::STANDARD.decode(digits).unwrap()
}

const PAYPAL: &str = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270";

/// Keys with one of PayPal's certificates, trusted or not.
fn paypal(certificate: &str, is_trusted: bool) -> Keys {
    let folder = folder("paypal-certificate");
    let root = der(&file(&folder, "root.pem"));
    assert!(x509_cert::Certificate::from_der(&root).is_ok());
    let mut keys = if is_trusted { Keys::with_roots(vec![root]) } else { Keys::new() };
    keys.insert(open(PAYPAL), file(&folder, certificate));
    keys
}

#[test]
fn a_certificate_of_paypal_is_its_own_valid_and_trusted() {
    let mut sent = keyless("paypal-certificate");
    assert_eq!(sent.verify(), Err(Unverified::KeyNeeded(open(PAYPAL))));
    let trusted = paypal("certificate.pem", true);
    assert_eq!(sent.verify_with(&trusted), Ok(()));
    let refused = |sent: &Sent, keys: &Keys| code(sent.verify_with(keys));
    assert_eq!(refused(&sent, &paypal("certificate.pem", false)), RejectionCode::CertificateNotTrusted);
    assert_eq!(refused(&sent, &paypal("other.pem", true)), RejectionCode::CertificateWrongName);
    let mut alone = Keys::with_roots(vec![der(&file(&folder("paypal-certificate"), "root.pem"))]);
    let chain = String::from_utf8(file(&folder("paypal-certificate"), "certificate.pem")).unwrap();
    let end = chain.find("-----END CERTIFICATE-----").unwrap() + "-----END CERTIFICATE-----".len();
    alone.insert(open(PAYPAL), &chain.as_bytes()[..end]);
    assert_eq!(refused(&sent, &alone), RejectionCode::CertificateNotTrusted);
    alone.insert(open(PAYPAL), "<html>not found</html>");
    assert_eq!(refused(&sent, &alone), RejectionCode::KeyUnusable);

    sent.at = time("2027-06-02T00:00:00Z");
    assert_eq!(refused(&sent, &trusted), RejectionCode::CertificateExpired);
    sent.at = time("2026-05-31T00:00:00Z");
    assert_eq!(refused(&sent, &trusted), RejectionCode::CertificateNotYetValid);
    sent.at = time("2026-11-21T08:00:00Z");
    sent.body.push(b' ');
    assert_eq!(refused(&sent, &trusted), RejectionCode::WrongSignature);
}

#[test]
fn a_certificate_that_somebody_gave_is_used_as_it_is() {
    let mut sent = Sent::read("paypal-certificate");
    sent.at = time("2040-01-01T00:00:00Z");
    assert_eq!(sent.verify(), Ok(()));
    sent.set("PAYPAL-CERT-URL", None);
    assert_eq!(sent.verify(), Ok(()));
}

#[test]
fn nobody_chooses_whom_we_call_for_paypal() {
    for url in [
        "http://api.paypal.com/c",
        "https://api.paypal.com:8443/c",
        "https://api.paypal.com.example.org/c",
        "https://example.org/api.paypal.com",
        "https://api.paypal.com@example.org/c",
        "https://user:word@api.paypal.com/c",
        "https://example.org\\@api.paypal.com/c",
        "https://169.254.169.254/c",
        "ftp://api.paypal.com/c",
        "//api.paypal.com/c",
        "api.paypal.com/c",
    ] {
        for mut sent in [keyless("paypal-certificate"), Sent::read("paypal-certificate")] {
            sent.set("PAYPAL-CERT-URL", Some(url.as_bytes()));
            assert_eq!(sent.refused(), RejectionCode::HostNotAllowed, "{url}");
        }
    }
    let mut sent = keyless("paypal-certificate");
    sent.set("PAYPAL-CERT-URL", Some(b"https://API.sandbox.PayPal.com:443/c"));
    assert_eq!(sent.verify(), Err(Unverified::KeyNeeded(open("https://api.sandbox.paypal.com/c"))));
    sent.set("PAYPAL-CERT-URL", None);
    assert_eq!(sent.refused(), RejectionCode::MissingHeader);
}

#[test]
fn a_key_of_ebay_is_asked_for_by_its_id() {
    let sent = keyless("ebay");
    let request = KeyRequest {
        url: "https://api.ebay.com/commerce/notification/v1/public_key/9936261a-7d7b-4621-a0f1-96ccb428af49"
            .to_owned(),
        access: KeyAccess::EbayToken,
    };
    assert_eq!(sent.verify(), Err(Unverified::KeyNeeded(request.clone())));
    let key = String::from_utf8(file(&folder("ebay"), "key.pem")).unwrap();
    let answer = serde_json::json!({"key": key.trim(), "algorithm": "ECDSA", "digest": "SHA1"});
    let mut keys = Keys::new();
    keys.insert(request.clone(), answer.to_string());
    assert_eq!(sent.verify_with(&keys), Ok(()));
    keys.insert(request, r#"{"errors":[]}"#);
    assert_eq!(code(sent.verify_with(&keys)), RejectionCode::KeyUnusable);
}

#[test]
fn what_ebay_names_is_an_id_and_its_own_algorithm() {
    use base64::Engine;
    let engine = base64::engine::general_purpose::STANDARD;
    let genuine: serde_json::Value =
        serde_json::from_slice(&engine.decode(Sent::read("ebay").value("X-EBAY-SIGNATURE")).unwrap())
            .unwrap();
    for (field, value, refused) in [
        ("kid", "../../../buy/order", RejectionCode::MalformedSignature),
        ("kid", "a?b", RejectionCode::MalformedSignature),
        ("kid", "", RejectionCode::MalformedSignature),
        ("alg", "none", RejectionCode::AlgorithmNotAllowed),
        ("digest", "SHA256", RejectionCode::AlgorithmNotAllowed),
        ("signature", "%", RejectionCode::MalformedSignature),
    ] {
        let mut changed = genuine.clone();
        changed[field] = value.into();
        let mut sent = keyless("ebay");
        sent.set("X-EBAY-SIGNATURE", Some(engine.encode(changed.to_string()).as_bytes()));
        assert_eq!(sent.refused(), refused, "{field} {value}");
    }
    let mut changed = genuine;
    changed["signature"] = "AAAA".into();
    let mut sent = Sent::read("ebay");
    sent.set("X-EBAY-SIGNATURE", Some(engine.encode(changed.to_string()).as_bytes()));
    assert_eq!(sent.refused(), RejectionCode::MalformedSignature);
}

#[test]
fn a_certificate_of_sns_is_at_sns() {
    let sent = keyless("amazon-sns-1");
    let url =
        "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-7ff5318490ec183fbaddaa2a969abfda.pem";
    assert_eq!(sent.verify(), Err(Unverified::KeyNeeded(open(url))));
    let mut keys = Keys::new();
    keys.insert(open(url), file(&folder("amazon-sns-1"), "certificate.pem"));
    assert_eq!(sent.verify_with(&keys), Ok(()));

    let text = String::from_utf8(sent.body).unwrap();
    for host in [
        "http://sns.us-east-2.amazonaws.com",
        "https://sns.us-east-2.amazonaws.com.example.org",
        "https://sns.us-east-2.amazonaws.org",
        "https://sns.us.east.amazonaws.com",
        "https://sns.us.amazonaws.com",
        "https://bucket.s3.amazonaws.com",
        "https://sns.us-east-2.amazonaws.com:444",
        "https://sns.us-east-2.amazonaws.com@example.org",
        "https://xsns.us-east-2.amazonaws.com",
    ] {
        let mut sent = keyless("amazon-sns-1");
        sent.body = text
            .replace("https://sns.us-east-2.amazonaws.com/Simple", &format!("{host}/Simple"))
            .into_bytes();
        assert_eq!(sent.refused(), RejectionCode::HostNotAllowed, "{host}");
    }
    let mut sent = keyless("amazon-sns-1");
    sent.body = text.replace("bfda.pem", "bfda.txt").into_bytes();
    assert_eq!(sent.refused(), RejectionCode::HostNotAllowed);
    sent.body =
        text.replace("sns.us-east-2.amazonaws.com/S", "sns.cn-north-1.amazonaws.com.cn/S").into_bytes();
    assert!(matches!(sent.verify(), Err(Unverified::KeyNeeded(_))));
    sent.body = text.replace("SigningCertURL", "Other").into_bytes();
    assert_eq!(sent.refused(), RejectionCode::MalformedBody);
}

#[test]
fn keys_of_adobe_are_asked_for_one_after_the_other() {
    let mut sent = keyless("adobe-io-events");
    let signature = sent.value("x-adobe-digital-signature-1");
    sent.set("x-adobe-digital-signature-2", Some(signature.as_bytes()));
    assert_eq!(sent.refused(), RejectionCode::MissingHeader);
    sent.set("x-adobe-public-key1-path", Some(b"/prod/keys/pub-key-a.pem"));
    sent.set("x-adobe-public-key2-path", Some(b"/prod/keys/pub-key-b.pem"));
    let (first, second) = (
        open("https://static.adobeioevents.com/prod/keys/pub-key-a.pem"),
        open("https://static.adobeioevents.com/prod/keys/pub-key-b.pem"),
    );
    let mut keys = Keys::new();
    assert_eq!(sent.verify_with(&keys), Err(Unverified::KeyNeeded(first.clone())));
    keys.insert(first.clone(), file(&folder("paypal"), "key.pem"));
    assert_eq!(sent.verify_with(&keys), Err(Unverified::KeyNeeded(second.clone())));
    keys.insert(second, file(&folder("adobe-io-events"), "key.pem"));
    assert_eq!(sent.verify_with(&keys), Ok(()));
    keys.insert(first, "gone");
    assert_eq!(sent.verify_with(&keys), Ok(()), "one key that is gone does no harm");
}

#[test]
fn nobody_chooses_whom_we_call_for_adobe() {
    for path in [
        "//example.org/k",
        "@example.org/k",
        "/../k",
        "/k?x",
        "/k#x",
        "https://example.org/k",
        "k",
        "/k\\k",
        "/%2e",
    ] {
        let mut sent = keyless("adobe-io-events");
        sent.set("x-adobe-public-key1-path", Some(path.as_bytes()));
        assert_eq!(sent.refused(), RejectionCode::HostNotAllowed, "{path}");
    }
}
