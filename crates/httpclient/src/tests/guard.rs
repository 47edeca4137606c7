use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use proptest::prelude::*;

use super::{allow, closed, open, serve};
use crate::resolver::GuardedResolver;
use crate::tests::Harness;
use crate::{AllowEntry, AllowList, Config, Request, Reserved, reserved};

#[test]
fn only_addresses_of_the_public_internet_are_open() {
    let not_public = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.1.1 172.16.0.1
        172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7
        203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
        ::127.0.0.1 ::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 100::1 2001::1
        2001:db8::1 2001:20::1 2002:7f00:1:: 2002:808:808:: 3fff::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1
        5f00::1";
    let metadata = "169.254.169.254 fd00:ec2::254 100.100.100.200 168.63.129.16 64:ff9b::a9fe:a9fe
        ::ffff:169.254.169.254";
    let public =
        "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.169.0.1 223.255.255.254
        2606:4700:4700::1111 2a00:1450:4001::1 64:ff9b::8.8.8.8";
    let verdicts =
        [(not_public, Some(Reserved::NotPublic)), (metadata, Some(Reserved::Metadata)), (public, None)];
    for (addresses, expected) in verdicts {
        for text in addresses.split_whitespace() {
            assert_eq!(reserved(text.parse().unwrap()), expected, "{text}");
        }
    }
}

proptest! {
    #[test]
    fn no_way_of_writing_a_private_address_in_ipv6_is_open(host in 0_u32..0x00ff_ffff) {
        let v4 = std::net::Ipv4Addr::from(0x0a00_0000 | host);
        let [a, b, c, d] = v4.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let wrapped = [
            IpAddr::V4(v4),
            v4.to_ipv6_mapped().into(),
            format!("::{v4}").parse().unwrap(),
            format!("64:ff9b::{v4}").parse().unwrap(),
            format!("2002:{high:x}:{low:x}::1").parse().unwrap(),
            format!("2001:0:{high:x}:{low:x}::1").parse().unwrap(),
        ];
        for address in wrapped {
            prop_assert!(reserved(address).is_some(), "{address}");
        }
    }
}

#[test]
fn the_allow_list_opens_what_it_names_and_no_more() {
    let permits =
        |entries: &[&str], host: &str, address: &str| allow(entries).permits(host, address.parse().unwrap());
    assert!(permits(&["192.168.7.0/24"], "any.example", "192.168.7.9"));
    assert!(!permits(&["192.168.7.0/24"], "any.example", "192.168.8.9"));
    assert!(permits(&["10.0.0.5"], "10.0.0.5", "10.0.0.5"));
    assert!(permits(&["Shop.Internal."], "shop.internal", "10.0.0.5"));
    assert!(permits(&["shop.internal"], "SHOP.internal.", "10.0.0.5"));
    assert!(!permits(&["shop.internal"], "evil-shop.internal", "10.0.0.5"));
    assert!(permits(&["*.internal"], "a.b.internal", "fd00::1"));
    assert!(!permits(&["*.internal"], "internal", "fd00::1"));
    assert!(!permits(&["*.internal"], "evilinternal", "fd00::1"));
}

#[test]
fn metadata_is_opened_only_by_its_own_address() {
    let metadata = "169.254.169.254".parse().unwrap();
    for entries in [["0.0.0.0/0"], ["169.254.0.0/16"], ["metadata.internal"], ["*.internal"]] {
        assert!(!allow(&entries).permits("metadata.internal", metadata), "{entries:?}");
    }
    assert!(allow(&["169.254.169.254"]).permits("metadata.internal", metadata));
}

#[test]
fn unreadable_openings_are_refused_and_good_ones_round_trip() {
    for text in ["", "10.0.0.0/33", "http://shop", "a b", "*.", "*", "shop/24"] {
        assert!(text.parse::<AllowEntry>().is_err(), "{text}");
    }
    let list = allow(&["10.0.0.0/8", "fd00::1", "shop.internal", "*.lan"]);
    let text = serde_json::to_string(&list).unwrap();
    assert_eq!(text, r#"["10.0.0.0/8","fd00::1/128","shop.internal","*.lan"]"#);
    assert_eq!(serde_json::from_str::<AllowList>(&text).unwrap(), list);
}

/// A name with a public and a private address is reached at the public one only; a name that moves to a private
/// address is refused at the next resolution, and hyper never connects to what the resolver did not return.
#[test]
fn a_name_is_reached_only_at_its_permitted_addresses() {
    let guard = GuardedResolver::new(AllowList::default());
    let addresses = |texts: &[&str]| -> Vec<SocketAddr> {
        texts.iter().map(|text| SocketAddr::new(text.parse().unwrap(), 0)).collect()
    };
    let both = guard.permitted("rebind.example", addresses(&["127.0.0.1", "1.1.1.1"])).unwrap();
    assert_eq!(both, addresses(&["1.1.1.1"]));
    assert!(guard.permitted("rebind.example", addresses(&["127.0.0.1", "::1"])).is_err());
}

#[tokio::test]
async fn a_local_server_is_refused_unless_allowed() {
    let hits = Arc::new(AtomicUsize::new(0));
    let counter = hits.clone();
    let count = move || async move { counter.fetch_add(1, Ordering::SeqCst).to_string() };
    let address = serve(Router::new().route("/", get(count))).await;
    let port = address.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "0.0.0.0",
        "[::]",
    ] {
        assert_eq!(closed().error(&format!("http://{host}:{port}/")).await, "blocked_address", "{host}");
    }
    assert_eq!(hits.load(Ordering::SeqCst), 0, "nothing was connected to");
    assert_eq!(open().get(&format!("http://127.0.0.1:{port}/")).await.text(), "0");
    let by_name = Harness::new(Config { allow: allow(&["localhost"]), ..Config::default() });
    assert_eq!(by_name.get(&format!("http://localhost:{port}/")).await.text(), "1");
    assert_eq!(by_name.error(&format!("http://127.0.0.1:{port}/")).await, "blocked_address");
}

#[tokio::test]
async fn metadata_is_refused_also_when_link_local_is_allowed() {
    let harness = Harness::new(Config { allow: allow(&["169.254.0.0/16"]), ..Config::default() });
    assert_eq!(harness.error("http://169.254.169.254/latest/meta-data/").await, "blocked_address");
}

#[tokio::test]
async fn ports_can_be_limited() {
    let address = serve(Router::new().route("/", get(|| async { "here" }))).await;
    let mut config = super::open_config();
    config.ports = Some(vec![80, 443]);
    assert_eq!(Harness::new(config.clone()).error(&format!("http://{address}/")).await, "blocked_address");
    config.ports = Some(vec![address.port()]);
    assert_eq!(Harness::new(config).get(&format!("http://{address}/")).await.text(), "here");
}

#[test]
fn only_plain_web_addresses_are_accepted() {
    for url in [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com",
        "not a url",
        "http://",
        "http://user:secret@example.com/",
        "http://user@example.com/",
        "data:text/plain,hi",
        "javascript:alert(1)",
    ] {
        assert_eq!(Request::get(url).unwrap_err().code(), "invalid_url", "{url}");
    }
}

#[test]
fn tokens_appear_neither_in_debug_output_nor_in_errors() {
    let request = Request::get("https://shop.example/orders?token=sesame").unwrap().bearer("sesame").unwrap();
    assert_eq!(format!("{request:?}"), "GET https://shop.example/orders");
    let error = request.header("x-token", "sesame\n").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sesame"));
}
