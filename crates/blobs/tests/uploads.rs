use axum::body::{Body, Bytes};
use axum::http::Method;
use blobs::ContentHash;
use futures_util::stream;

use super::{GIF, MAX_BYTES, shop, stored};

const PICTURES: &str = "/api/v1/pictures";

/// `length` bytes that are no text.
fn noise(length: u64) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(length).unwrap()];
    kernel::Random::fill(&kernel::SeededRandom::new(length), &mut bytes);
    bytes
}

#[tokio::test]
async fn a_file_larger_than_any_other_body_arrives_as_it_was_sent() {
    let (app, owner) = shop().await;
    let content = noise(MAX_BYTES);
    assert!(content.len() > web::WebConfig::default().max_body_bytes);
    let url = stored(&owner, content.clone()).await;
    assert_eq!(app.anon().get(&url).await.bytes, content);
    let made = owner.upload(Method::PUT, PICTURES, GIF).await.expect(201);
    assert_eq!(
        (&made["size"], &made["media_type"]),
        (&43.into(), &"image/gif".into()),
        "whatever it was called"
    );
}

#[tokio::test]
async fn what_is_too_large_or_empty_is_refused_and_not_kept() {
    let (app, owner) = shop().await;
    let content = noise(MAX_BYTES + 1);
    let (hash, tenant) = (ContentHash::of(&content), stored(&owner, GIF).await);
    let tenant = tenant.split('/').nth(2).unwrap().parse().unwrap();
    assert_eq!(owner.upload(Method::PUT, PICTURES, content).await.problem(413), "file_too_large");
    assert!(!app.files().blobs().exists(tenant, &hash).await.unwrap());
    assert_eq!(owner.upload(Method::PUT, PICTURES, Bytes::new()).await.invalid_field(), "file");
    // A length that was announced is refused before anything is read.
    let endless = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let client = owner.clone().with_header("content-length", &(MAX_BYTES + 1).to_string());
    assert_eq!(client.carry(Method::PUT, PICTURES, "", endless).await.problem(413), "file_too_large");
}

#[tokio::test]
async fn a_file_that_breaks_off_is_not_kept() {
    let (app, owner) = shop().await;
    let tenant = stored(&owner, GIF).await.split('/').nth(2).unwrap().parse().unwrap();
    let parts = [Ok(Bytes::from_static(b"half a file")), Err(std::io::Error::other("the line is dead"))];
    let body = Body::from_stream(stream::iter(parts));
    assert_eq!(owner.carry(Method::PUT, PICTURES, "", body).await.problem(400), "upload_interrupted");
    assert!(!app.files().blobs().exists(tenant, &ContentHash::of(b"half a file")).await.unwrap());
}

#[tokio::test]
async fn nobody_else_may_send_files() {
    let (app, _) = shop().await;
    assert_eq!(app.anon().upload(Method::PUT, PICTURES, GIF).await.problem(401), "unauthenticated");
}

#[tokio::test]
async fn an_upload_that_is_repeated_has_its_effect_once() {
    let (_app, owner) = shop().await;
    let client = owner.with_header("idempotency-key", "the-only-picture");
    let large = noise(MAX_BYTES);
    let first = client.upload(Method::POST, PICTURES, large.clone()).await;
    first.expect(201);
    let again = client.upload(Method::POST, PICTURES, large).await;
    assert_eq!(again.expect(201), first.json());
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
}

#[tokio::test]
async fn the_document_says_that_a_file_is_sent() {
    let (app, _) = shop().await;
    let document = serde_json::to_value(app.document()).unwrap();
    let body = &document["paths"][PICTURES]["put"]["requestBody"];
    assert_eq!(body["required"], true);
    let schema = &body["content"]["application/octet-stream"]["schema"];
    assert_eq!((&schema["type"], &schema["format"]), (&"string".into(), &"binary".into()));
}
