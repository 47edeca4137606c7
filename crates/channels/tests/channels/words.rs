//! The words that are stored are the words that are said, and headers are read as people write them.

use channels::{BadHeaderLine, Headers, Platform, RejectionCode, Scheme};
use serde_json::json;

#[test]
fn a_platform_has_one_word() {
    for platform in Platform::ALL {
        assert_eq!(serde_json::to_value(platform).unwrap(), platform.word());
        assert_eq!(platform.word().parse(), Ok(platform));
        assert_eq!(platform.word().replace('_', "-").parse(), Ok(platform));
    }
    let unknown = "shopware".parse::<Platform>().unwrap_err();
    assert!(unknown.to_string().contains("shopify, woocommerce"), "{unknown}");
    assert_eq!((Platform::Shopify.refusal_status(), Platform::Ebay.refusal_status()), (401, 412));
}

#[test]
fn a_reason_has_one_word() {
    for word in [
        "missing_header",
        "repeated_header",
        "malformed_signature",
        "malformed_body",
        "wrong_signature",
        "wrong_credentials",
        "too_old",
        "too_new",
        "secret_missing",
        "secret_malformed",
        "setting_missing",
        "key_unusable",
        "host_not_allowed",
        "certificate_expired",
        "certificate_not_yet_valid",
        "certificate_not_trusted",
        "certificate_wrong_name",
        "algorithm_not_allowed",
        "wrong_recipient",
        "unsigned_ping",
    ] {
        let code: RejectionCode = serde_json::from_value(word.into()).unwrap();
        assert_eq!(code.word(), word);
    }
}

#[test]
fn a_scheme_is_stored_as_json() {
    let stored = json!({
        "kind": "hmac", "header": "X-Hub-Signature-256", "hash": "sha256", "encoding": "hex",
        "prefix": "sha256=", "signed": "body"
    });
    let scheme: Scheme = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(serde_json::to_value(scheme).unwrap(), stored);
    let short = json!({"kind": "api_key", "header": "X-Key"});
    assert!(matches!(serde_json::from_value(short), Ok(Scheme::ApiKey { .. })));
    assert!(serde_json::from_value::<Scheme>(json!({"kind": "md5"})).is_err());
}

#[test]
fn headers_are_lines_in_any_case() {
    let headers =
        Headers::parse(b"\r\nX-One: 1\r\nx-one:  two \n\n X-Url: https://a.b/c:d\r\nX-Bytes: \xff").unwrap();
    assert_eq!(headers.all("X-ONE").collect::<Vec<_>>(), [b"1".as_slice(), b"two"]);
    assert_eq!(headers.get("x-url"), Some(b"https://a.b/c:d".as_slice()));
    assert_eq!(headers.get("x-bytes"), Some(b"\xff".as_slice()));
    assert_eq!(headers.get("x-two"), None);
    assert!(!format!("{headers:?}").contains("https"), "values are not shown");
    for (text, line) in [("x: 1\nGET / HTTP/1.1", 2), (": 1", 1), ("a b: 1", 1), ("{\"x\": 1}", 1)] {
        assert_eq!(Headers::parse(text.as_bytes()), Err(BadHeaderLine { line }), "{text}");
    }
    assert_eq!(
        BadHeaderLine { line: 2 }.to_string(),
        "line 2 is no header: a header is written as `Name: value`"
    );
}
