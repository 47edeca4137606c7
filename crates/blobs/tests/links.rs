use std::time::Duration;

use axum::http::Method;
use blobs::ContentHash;

use super::{GIF, shop, stored};

#[tokio::test]
async fn whoever_has_the_link_reads_the_file() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    let answer = app.anon().get(&url).await;
    assert_eq!((answer.status.as_u16(), &answer.bytes[..]), (200, GIF));
    let hash = ContentHash::of(GIF).to_string();
    for (name, value) in [
        ("content-type", "image/gif"),
        ("content-length", "43"),
        ("accept-ranges", "bytes"),
        ("etag", &format!("\"{hash}\"")),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "inline; filename=\"M_rchen.gif\"; filename*=UTF-8''M%C3%A4rchen.gif"),
        ("cache-control", "private, max-age=7200, immutable"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
    assert!(answer.header("x-request-id").is_some(), "it passed the gate");

    let head = app.anon().send(Method::HEAD, &url, None).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    assert_eq!((head.header("content-length"), head.header("etag")), (Some("43"), answer.header("etag")));
}

#[tokio::test]
async fn a_link_stays_the_same_for_a_while_and_then_ends() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    app.advance(Duration::from_secs(3_599));
    assert_eq!(stored(&owner, GIF).await, url, "browsers find again what they have");
    let kept = app.anon().get(&url).await;
    assert_eq!(kept.header("cache-control"), Some("private, max-age=3601, immutable"));
    app.advance(Duration::from_secs(3_600));
    assert_eq!(app.anon().get(&url).await.status.as_u16(), 200);
    app.advance(Duration::from_secs(1));
    assert_eq!(app.anon().get(&url).await.problem(404), "link_expired");
    assert_ne!(stored(&owner, GIF).await, url);
}

#[tokio::test]
async fn a_forged_link_leads_nowhere() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    let (stranger, _) = app.owner("Olga").await;
    let theirs = stored(&stranger, &b"GIF89a another"[..]).await;
    let folder = |url: &str| url.split('/').nth(2).unwrap().to_owned();
    for (what, forged) in [
        ("another organization", url.replace(&folder(&url), &folder(&theirs))),
        ("another file", url.replace(&ContentHash::of(GIF).to_string(), &ContentHash::of(b"x").to_string())),
        ("another type", url.replace("image%2Fgif", "text%2Fhtml")),
        ("no signature", url.split("&signature").next().unwrap().to_owned()),
        ("a later end", url.replace("expires=1", "expires=2")),
        ("nothing", "/blobs/org_x/y".to_owned()),
    ] {
        assert_ne!(forged, url);
        for client in [app.anon(), owner.clone()] {
            assert_eq!(client.get(&forged).await.problem(404), "not_found", "{what}");
        }
    }
    assert_eq!(app.anon().send(Method::POST, &url, None).await.problem(405), "method_not_allowed");
}

#[tokio::test]
async fn a_file_that_was_deleted_is_gone() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    let tenant = url.split('/').nth(2).unwrap().parse().unwrap();
    app.files().blobs().delete(tenant, &ContentHash::of(GIF)).await.unwrap();
    assert_eq!(app.anon().get(&url).await.problem(404), "not_found");
}

#[tokio::test]
async fn what_a_browser_could_run_is_downloaded() {
    let (app, owner) = shop().await;
    for (content, media_type) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..], "image/svg+xml"),
        (&b"<!doctype html><script>alert(1)</script>"[..], "text/html"),
        (&b"\x00\x01\x02 what is this"[..], "application/octet-stream"),
    ] {
        let answer = app.anon().get(&stored(&owner, content).await).await;
        assert_eq!(answer.header("content-type"), Some(media_type));
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment; "), "{media_type}");
        assert!(answer.header("content-security-policy").unwrap().contains("sandbox"), "{media_type}");
    }
}

#[tokio::test]
async fn a_browser_that_has_the_file_is_not_sent_it_again() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    let tag = format!("\"{}\"", ContentHash::of(GIF));
    for held in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = app.anon().with_header("if-none-match", &held).get(&url).await;
        assert_eq!((answer.status.as_u16(), answer.bytes.len()), (304, 0), "{held}");
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
    }
    let answer = app.anon().with_header("if-none-match", "\"other\"").get(&url).await;
    assert_eq!(answer.status.as_u16(), 200);
}

#[tokio::test]
async fn parts_fit_together() {
    let (app, owner) = shop().await;
    // Text that would be compressed, if it were not for its parts.
    let content = "0123456789".repeat(1_000);
    let url = stored(&owner, content.clone()).await;
    let client = app.anon().with_header("accept-encoding", "gzip");
    let whole = client.get(&url).await;
    assert_eq!((whole.text.as_str(), whole.header("content-encoding")), (content.as_str(), None));
    for (asked, range, text) in [
        ("bytes=0-9", "bytes 0-9/10000", "0123456789"),
        ("bytes=9995-", "bytes 9995-9999/10000", "56789"),
        ("bytes=-3", "bytes 9997-9999/10000", "789"),
        ("bytes=9998-20000", "bytes 9998-9999/10000", "89"),
    ] {
        let answer = client.clone().with_header("range", asked).get(&url).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (206, text), "{asked}");
        assert_eq!(answer.header("content-range"), Some(range));
        assert_eq!(answer.header("content-length"), Some(text.len().to_string().as_str()));
    }
    for asked in ["bytes=10000-", "bytes=10000-10010"] {
        let answer = client.clone().with_header("range", asked).get(&url).await;
        assert_eq!(answer.problem(416), "invalid_range", "{asked}");
        assert_eq!(answer.header("content-range"), Some("bytes */10000"));
    }
    // Several parts, another unit, and nonsense are answered with the whole.
    for asked in ["bytes=0-1,5-6", "lines=1-2", "bytes=5-3x", "nonsense"] {
        let answer = client.clone().with_header("range", asked).get(&url).await;
        assert_eq!((answer.status.as_u16(), answer.bytes.len()), (200, 10_000), "{asked}");
    }
    let tag = format!("\"{}\"", ContentHash::of(content.as_bytes()));
    for (held, status) in [(tag.as_str(), 206), ("\"other\"", 200)] {
        let client = client.clone().with_header("range", "bytes=0-9").with_header("if-range", held);
        assert_eq!(client.get(&url).await.status.as_u16(), status, "{held}");
    }
}

#[tokio::test]
async fn an_address_that_asks_for_too_much_is_told_to_wait() {
    let (app, owner) = shop().await;
    let url = stored(&owner, GIF).await;
    let greedy = app.anon().from_ip("198.51.100.9");
    for _ in 0..3_000 {
        assert_eq!(greedy.send(Method::HEAD, &url, None).await.status.as_u16(), 200);
    }
    let refused = greedy.get(&url).await;
    assert_eq!(refused.status.as_u16(), 429);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(app.anon().from_ip("198.51.100.10").get(&url).await.status.as_u16(), 200);
}
