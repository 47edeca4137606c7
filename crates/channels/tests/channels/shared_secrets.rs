//! Secrets that are shared: changed, missing, wrong; and what they sign is signed at a time.

use channels::{Headers, Platform, RejectionCode};
use ring::hmac;

use crate::support::{ALL, Sent, secret};

fn shared() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(|(name, _)| name).filter(|name| Sent::read(name).credentials.key.is_none())
}

#[test]
fn the_secret_before_works_until_it_is_taken_away() {
    assert_eq!(shared().count(), 5);
    for name in shared() {
        let right = || Sent::read(name).credentials.secrets.pop().unwrap();
        let wrong = || secret("d3Jvbmc=");
        for (secrets, passes) in [
            (vec![right()], true),
            (vec![wrong(), right()], true),
            (vec![right(), wrong()], true),
            (vec![secret(""), right()], true),
            (vec![wrong()], false),
        ] {
            let mut sent = Sent::read(name);
            sent.credentials.secrets = secrets;
            assert_eq!(sent.verify().is_ok(), passes, "{name}");
        }
    }
}

#[test]
fn an_empty_secret_verifies_nothing() {
    for name in shared() {
        let mut sent = Sent::read(name);
        for secrets in [Vec::new(), vec![secret("")], vec![secret(""), secret("")]] {
            sent.credentials.secrets = secrets;
            assert_eq!(sent.refused(), RejectionCode::SecretMissing, "{name}");
        }
    }
    // WooCommerce's own test signs the word “secret” with nothing.
    let mut sent = Sent::read("woocommerce");
    sent.body = b"secret".to_vec();
    sent.set("X-WC-Webhook-Signature", Some(b"GBDo00G55h6IiV+6CxqivQPLbI//KzaOZm747971tPs="));
    sent.credentials.secrets = vec![secret("")];
    assert_eq!(sent.refused(), RejectionCode::SecretMissing);
}

#[test]
fn a_body_that_is_no_text_may_be_genuine() {
    use base64::Engine;
    let body = [0xff, 0xfe, 0x00, 0x80];
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"hush");
    let tag = base64::engine::general_purpose::STANDARD.encode(hmac::sign(&key, &body));
    for (name, header) in [("shopify", "X-Shopify-Hmac-Sha256"), ("woocommerce", "X-WC-Webhook-Signature")] {
        let mut sent = Sent::read(name);
        sent.body = body.to_vec();
        sent.credentials.secrets = vec![secret("hush")];
        sent.headers = Headers::from_iter([(header, tag.clone())]);
        assert_eq!(sent.verify(), Ok(()), "{name}");
        assert_eq!(sent.identify().entity, None);
    }
}

#[test]
fn what_is_signed_at_a_time_is_neither_old_nor_from_the_future() {
    for (name, signed_at_s) in [("stripe", 1_533_204_620), ("standard-webhooks", 1_614_265_330)] {
        for (age_s, verdict) in [
            (300, None),
            (301, Some(RejectionCode::TooOld)),
            (400_000_000, Some(RejectionCode::TooOld)),
            (0, None),
            (-300, None),
            (-301, Some(RejectionCode::TooNew)),
        ] {
            let mut sent = Sent::read(name);
            sent.at = kernel::Timestamp::from_micros((signed_at_s + age_s) * 1_000_000);
            match verdict {
                None => assert_eq!(sent.verify(), Ok(()), "{name} {age_s}"),
                Some(code) => assert_eq!(sent.refused(), code, "{name} {age_s}"),
            }
        }
    }
}

#[test]
fn stripe_may_sign_several_times_and_its_v0_counts_for_nothing() {
    let genuine = Sent::read("stripe").value("Stripe-Signature");
    let (time, rest) = genuine.split_once(',').unwrap();
    let v1 = rest.split_once(',').unwrap().0;
    let zeros = "0".repeat(64);
    for (header, verdict) in [
        (format!("{time},v1={zeros},{v1}"), None),
        (format!("{v1}, {time}"), None),
        (format!("{time},v1=zz,{v1},v2=x,=,,"), None),
        (format!("{time},{}", v1.replace("v1=", "v0=")), Some(RejectionCode::MalformedSignature)),
        (format!("{time},v1={zeros}"), Some(RejectionCode::WrongSignature)),
        (v1.to_owned(), Some(RejectionCode::MalformedSignature)),
        (format!("t=now,{v1}"), Some(RejectionCode::MalformedSignature)),
        (format!("t=9223372036854775807,{v1}"), Some(RejectionCode::WrongSignature)),
        (format!("t=1533204619,{v1}"), Some(RejectionCode::WrongSignature)),
    ] {
        let mut sent = Sent::read("stripe");
        sent.set("Stripe-Signature", Some(header.as_bytes()));
        match verdict {
            None => assert_eq!(sent.verify(), Ok(()), "{header}"),
            Some(code) => assert_eq!(sent.refused(), code, "{header}"),
        }
    }
}

#[test]
fn a_list_of_signatures_may_hold_others() {
    let genuine = Sent::read("standard-webhooks").value("webhook-signature");
    for (list, passes) in [
        (format!("v1,AAAA {genuine}"), true),
        (format!("{genuine} v2,x v1a,AAAA"), true),
        (genuine.replace("v1,", "v1a,"), false),
        (genuine.replace("v1,", ""), false),
        (format!("{}{genuine}", "v1,AAAA ".repeat(32)), false),
    ] {
        let mut sent = Sent::read("standard-webhooks");
        sent.set("webhook-signature", Some(list.as_bytes()));
        assert_eq!(sent.verify().is_ok(), passes, "{list}");
    }
    for platform in [Platform::Prestashop, Platform::Opencart, Platform::Magento] {
        let mut sent = Sent::read("standard-webhooks");
        sent.platform = platform;
        assert_eq!(sent.verify(), Ok(()));
    }
}

#[test]
fn what_else_is_signed_must_be_there() {
    for (name, header) in [
        ("standard-webhooks", "webhook-id"),
        ("standard-webhooks", "webhook-timestamp"),
        ("paypal", "PAYPAL-TRANSMISSION-ID"),
        ("paypal", "PAYPAL-TRANSMISSION-TIME"),
        ("paypal", "PAYPAL-AUTH-ALGO"),
    ] {
        let mut sent = Sent::read(name);
        let value = sent.value(header);
        sent.set(header, None);
        assert_eq!(sent.refused(), RejectionCode::MissingHeader, "{header}");
        sent.set(header, Some(format!("{value}0").as_bytes()));
        assert!(sent.verify().is_err(), "{header}");
    }
    let mut sent = Sent::read("standard-webhooks");
    sent.set("webhook-timestamp", Some(b"noon"));
    assert_eq!(sent.refused(), RejectionCode::MalformedSignature);
}

#[test]
fn a_secret_of_standard_webhooks_is_base64() {
    let mut sent = Sent::read("standard-webhooks");
    for text in ["whsec_", "whsec_%%%", "whsec_A"] {
        sent.credentials.secrets = vec![secret(text)];
        assert_eq!(sent.refused(), RejectionCode::SecretMalformed, "{text}");
    }
    sent.credentials.secrets = vec![secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")];
    assert_eq!(sent.verify(), Ok(()));
}

#[test]
fn the_ping_of_woocommerce_is_neither_signed_nor_an_event() {
    let mut sent = Sent::read("woocommerce");
    sent.headers = Headers::new();
    sent.body = b"webhook_id=12".to_vec();
    assert_eq!(sent.refused(), RejectionCode::UnsignedPing);
    assert_eq!(sent.identify().purpose, channels::Purpose::Ping);
    for body in ["webhook_id=", "webhook_id=12&order=1", "webhook_id=x", "webhook_id=123456789012345678901"] {
        sent.body = body.as_bytes().to_vec();
        assert_eq!(sent.refused(), RejectionCode::MissingHeader, "{body}");
    }
    sent.body = b"webhook_id=12".to_vec();
    sent.headers.push("X-WC-Webhook-Signature", "AAAA");
    assert_eq!(sent.refused(), RejectionCode::WrongSignature);
}

#[test]
fn no_reason_holds_a_secret_or_the_right_signature() {
    for name in shared() {
        let mut sent = Sent::read(name);
        let header = ALL.iter().find(|(own, _)| *own == name).and_then(|(_, header)| *header).unwrap();
        let right = sent.value(header);
        let right = right.rsplit(['=', ',']).find(|part| part.len() > 20).unwrap_or(&right).to_owned();
        sent.body.push(b'x');
        let again = format!("{:?} {:?}", sent.verify(), sent.credentials);
        for known in ["test_secret_key", "old_secret", "tom&", "webhook_secret", "MfKQ9r8G", &right] {
            assert!(!again.contains(known), "{again}");
        }
    }
}
