//! Where a request came from, when proxies stand in between and when somebody only pretends so.

use super::house::House;
use crate::TrustedProxies;

async fn house(trusted: &[&str]) -> House {
    let networks = trusted.iter().map(|network| network.parse().unwrap()).collect();
    House::new(|options| options.web.trusted_proxies = TrustedProxies::new(networks)).await
}

async fn origin(house: &House, lines: &[&[u8]]) -> String {
    let call = house.get("/api/v1/origin");
    let call = lines.iter().fold(call, |call, line| call.header_bytes("x-forwarded-for", line));
    call.send().await.ok(200).as_str().unwrap().to_owned()
}

#[tokio::test]
async fn strangers_are_not_believed() {
    let house = house(&["10.0.0.0/8"]).await;
    assert_eq!(origin(&house, &[b"203.0.113.9"]).await, "127.0.0.1");
    assert_eq!(origin(&house, &[b"203.0.113.9, 10.0.0.1"]).await, "127.0.0.1");
    let answer = house.get("/api/v1/origin").header("x-request-id", "chosen-by-me").send().await;
    assert!(answer.header("x-request-id").starts_with("req_"));
}

#[tokio::test]
async fn the_rightmost_untrusted_address_is_the_client() {
    let house = house(&["127.0.0.0/8", "10.0.0.0/8", "2001:db8:1::/48"]).await;
    for (lines, expected) in [
        (&[][..], "127.0.0.1"),
        (&[&b"203.0.113.9"[..]][..], "203.0.113.9"),
        (&[b"203.0.113.9, 10.0.0.1"], "203.0.113.9"),
        // What stands left of the client is its own claim.
        (&[b"198.51.100.1, 203.0.113.9, 10.0.0.1, 10.0.0.2"], "203.0.113.9"),
        (&[b"198.51.100.1", b"203.0.113.9", b"10.0.0.1"], "203.0.113.9"),
        (&[b"10.0.0.5, 10.0.0.1"], "10.0.0.5"),
        // With ports, in brackets, mapped, without spaces.
        (&[b"203.0.113.9:5678,10.0.0.1:80"], "203.0.113.9"),
        (&[b"[2001:db8::7]:5678"], "2001:db8::7"),
        (&[b"[2001:db8::7]"], "2001:db8::7"),
        (&[b"2001:db8::7, 2001:db8:1::1"], "2001:db8::7"),
        (&[b"::ffff:203.0.113.9, ::ffff:10.0.0.1"], "203.0.113.9"),
    ] {
        assert_eq!(origin(&house, lines).await, expected, "{lines:?}");
    }
}

#[tokio::test]
async fn garbage_ends_the_chain_at_the_last_proxy_that_vouched() {
    let house = house(&["127.0.0.0/8", "10.0.0.0/8"]).await;
    for (lines, expected) in [
        (&[&b"unknown"[..]][..], "127.0.0.1"),
        (&[b"198.51.100.1, unknown, 10.0.0.1"], "10.0.0.1"),
        (&[b"198.51.100.1,, 10.0.0.1"], "10.0.0.1"),
        (&[b""], "127.0.0.1"),
        (&[b"999.1.1.1"], "127.0.0.1"),
        // Bytes that are not text hide neither the address that the proxy added to them …
        (&[b"\xff, 203.0.113.9"], "203.0.113.9"),
        // … nor let the client choose from a line of its own.
        (&[b"198.51.100.1", b"\xff, 203.0.113.9"], "203.0.113.9"),
        (&[b"198.51.100.1", b"\xff"], "127.0.0.1"),
    ] {
        assert_eq!(origin(&house, lines).await, expected, "{lines:?}");
    }
}

#[tokio::test]
async fn request_ids_come_from_trusted_proxies_if_they_are_well_formed() {
    let house = house(&["127.0.0.1/32"]).await;
    for (given, taken) in [
        ("edge-4f2a_77", true),
        ("short", false),
        ("with space inside", false),
        ("line\u{7f}", false),
        ("a\"quoted\"", false),
    ] {
        let Ok(value) = axum::http::HeaderValue::from_bytes(given.as_bytes()) else { continue };
        let answer = house
            .get("/api/v1/failures/conflict")
            .header_bytes("x-request-id", value.as_bytes())
            .send()
            .await;
        answer.problem(409, "taken");
        assert_eq!(answer.header("x-request-id") == given, taken, "{given}");
    }
    let long = "a".repeat(65);
    let answer = house.get("/api/v1/origin").header("x-request-id", &long).send().await;
    assert!(answer.header("x-request-id").starts_with("req_"));
}

#[tokio::test]
async fn every_request_gets_its_own_id() {
    let house = house(&[]).await;
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..20 {
        ids.insert(house.get("/api/v1/origin").send().await.header("x-request-id").to_owned());
    }
    assert_eq!(ids.len(), 20);
}
