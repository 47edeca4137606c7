//! What platforms ask before they send: whether an address is ours, and whether it wants their messages.

use channels::{Credentials, Platform, Purpose, RejectionCode, answer_challenge, subscription_to_confirm};

use crate::support::{Sent, secret};

#[test]
fn ebay_gets_a_hash_of_code_token_and_address() {
    let code = "71745723-d031-455c-bfa5-f90d11b4f20a";
    let endpoint = "http://www.testendpoint.com/webhook";
    let mut credentials = Credentials { secrets: vec![secret(code)], ..Credentials::default() };
    let query = format!("x=1&challenge_code={code}");
    let answer = answer_challenge(Platform::Ebay, &query, endpoint, &credentials).unwrap().unwrap();
    assert_eq!(
        (answer.content_type, answer.body.as_str()),
        (
            "application/json",
            r#"{"challengeResponse":"048de9ffd0e35021fefc0388d5c52e0f475324f582f3778ca81a53354ccbbc97"}"#
        )
    );
    let other =
        answer_challenge(Platform::Ebay, &query, "http://www.testendpoint.com/webhook/", &credentials);
    assert_ne!(other.unwrap().unwrap(), answer);
    assert_eq!(answer_challenge(Platform::Ebay, "challenge=1", endpoint, &credentials), None);
    credentials.secrets = Vec::new();
    let refused = answer_challenge(Platform::Ebay, &query, endpoint, &credentials).unwrap().unwrap_err();
    assert_eq!(refused.code(), RejectionCode::SecretMissing);
}

#[test]
fn adobe_gets_its_question_back_as_plain_text() {
    let credentials = Credentials::default();
    let ask = |query| answer_challenge(Platform::AdobeIoEvents, query, "", &credentials);
    let answer = ask("challenge=%3Cb%3E8ec8d794").unwrap().unwrap();
    assert_eq!((answer.content_type, answer.body.as_str()), ("text/plain; charset=utf-8", "<b>8ec8d794"));
    assert_eq!(ask(""), None);
    for platform in Platform::ALL {
        if !matches!(platform, Platform::AdobeIoEvents | Platform::Ebay) {
            assert_eq!(answer_challenge(platform, "challenge=1&challenge_code=1", "", &credentials), None);
        }
    }
}

/// A confirmation as SNS writes it. It is not signed: whether it is genuine is asked before.
fn confirmation(kind: &str, url: &str) -> Sent {
    let mut sent = Sent::read("amazon-sns-1");
    sent.body = serde_json::json!({
        "Type": kind,
        "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
        "Token": "2336412f37",
        "TopicArn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
        "Message": "You have chosen to subscribe to the topic.",
        "SubscribeURL": url,
        "Timestamp": "2012-04-26T20:45:04.751Z",
        "SignatureVersion": "1",
        "Signature": "EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNKWLQjwu6A4VbeS0QHVCkhRS7fUQvi2egU3N858fiTDN6bkkOxYDVrY0Ad8L10Hs3zH81mtnPk5uvvolIC1CXGu43obcgFxeL3khZl8IKvO61GWB6jI9b5+gLPoBc1Q=",
        "SigningCertURL": "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",
    })
    .to_string()
    .into_bytes();
    sent
}

#[test]
fn a_subscription_is_confirmed_at_sns_only() {
    let good = "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37";
    let confirm = |sent: &Sent| subscription_to_confirm(sent.platform, &sent.delivery());
    let sent = confirmation("SubscriptionConfirmation", good);
    assert_eq!(confirm(&sent), Ok(Some(good.to_owned())));
    let identity = sent.identify();
    assert_eq!(identity.purpose, Purpose::Handshake);
    assert_eq!(identity.shop.as_deref(), Some("arn:aws:sns:us-west-2:123456789012:MyTopic"));
    assert_eq!(sent.refused(), RejectionCode::WrongSignature);
    for url in ["https://example.org/?Action=ConfirmSubscription", "http://sns.us-west-2.amazonaws.com/", "x"]
    {
        let refused = confirm(&confirmation("SubscriptionConfirmation", url)).unwrap_err();
        assert_eq!(refused.code(), RejectionCode::HostNotAllowed, "{url}");
    }
    assert_eq!(confirm(&confirmation("UnsubscribeConfirmation", good)), Ok(None));
    assert_eq!(confirm(&Sent::read("amazon-sns-2")), Ok(None));
    assert_eq!(confirm(&Sent::read("shopify")), Ok(None));
}
