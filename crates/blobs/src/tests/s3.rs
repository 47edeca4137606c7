//! Against a small server that speaks as much of S3's protocol as files need.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt;
use kernel::ErrorKind;
use tokio::net::TcpListener;

use super::{in_chunks, noise, tenant};
use crate::{Blobs, Config, S3Config};

#[derive(Default)]
struct Bucket {
    objects: BTreeMap<String, Bytes>,
    parts: BTreeMap<u32, Bytes>,
    requests: Vec<String>,
}

type Shared = Arc<Mutex<Bucket>>;

async fn answer(
    State(bucket): State<Shared>,
    Query(query): Query<BTreeMap<String, String>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let authorization = parts.headers.get(header::AUTHORIZATION).map_or("", |value| value.to_str().unwrap());
    if !authorization.starts_with("AWS4-HMAC-SHA256 Credential=key-id/")
        || !authorization.contains("Signature=")
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    let key = parts.uri.path().trim_start_matches("/bucket").trim_start_matches('/').to_owned();
    let mut bucket = bucket.lock().unwrap();
    bucket.requests.push(format!("{} {}", parts.method, parts.uri));
    match parts.method {
        Method::PUT if query.contains_key("partNumber") => {
            bucket.parts.insert(query["partNumber"].parse().unwrap(), body);
            tagged(StatusCode::OK)
        }
        Method::PUT => {
            bucket.objects.insert(key, body);
            tagged(StatusCode::OK)
        }
        Method::POST if query.contains_key("uploads") => {
            xml("<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>k</Key><UploadId>7</UploadId>\
             </InitiateMultipartUploadResult>")
        }
        Method::POST if query.contains_key("uploadId") => {
            let parts: Vec<Bytes> = std::mem::take(&mut bucket.parts).into_values().collect();
            bucket.objects.insert(key, parts.concat().into());
            xml("<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>")
        }
        Method::POST => delete_many(&mut bucket, &String::from_utf8_lossy(&body)),
        Method::DELETE => {
            bucket.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        Method::GET if key.is_empty() => list(&bucket, &query),
        _ => read(&bucket, &key, &parts.headers),
    }
}

fn delete_many(bucket: &mut Bucket, body: &str) -> Response {
    let mut deleted = String::from("<DeleteResult>");
    for key in body.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
        bucket.objects.remove(key);
        write!(deleted, "<Deleted><Key>{key}</Key></Deleted>").unwrap();
    }
    xml(&format!("{deleted}</DeleteResult>"))
}

fn list(bucket: &Bucket, query: &BTreeMap<String, String>) -> Response {
    let mut listed = String::from("<ListBucketResult><IsTruncated>false</IsTruncated>");
    if query.get("delimiter").is_some_and(|delimiter| delimiter == "/") {
        let folders = bucket.objects.keys().filter_map(|key| key.split_once('/'));
        for folder in folders.map(|(folder, _)| folder).collect::<BTreeSet<_>>() {
            write!(listed, "<CommonPrefixes><Prefix>{folder}/</Prefix></CommonPrefixes>").unwrap();
        }
        return xml(&format!("{listed}</ListBucketResult>"));
    }
    for (key, content) in bucket.objects.iter().filter(|(key, _)| key.starts_with(&query["prefix"])) {
        let size = content.len();
        write!(
            listed,
            "<Contents><Key>{key}</Key><LastModified>2026-11-21T08:30:00.000Z</LastModified>\
             <ETag>\"x\"</ETag><Size>{size}</Size></Contents>"
        )
        .unwrap();
    }
    xml(&format!("{listed}</ListBucketResult>"))
}

fn read(bucket: &Bucket, key: &str, headers: &HeaderMap) -> Response {
    let Some(content) = bucket.objects.get(key) else {
        return (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response();
    };
    let range = headers.get(header::RANGE).map(|range| {
        let (start, end) = range.to_str().unwrap().trim_start_matches("bytes=").split_once('-').unwrap();
        start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap() + 1
    });
    let mut response = tagged(if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK });
    if let Some(range) = &range {
        let value = format!("bytes {}-{}/{}", range.start, range.end - 1, content.len());
        response.headers_mut().insert(header::CONTENT_RANGE, HeaderValue::from_str(&value).unwrap());
    }
    let body = range.map_or(content.clone(), |range| content.slice(range));
    *response.body_mut() = body.into();
    response
}

fn tagged(status: StatusCode) -> Response {
    let modified = "Sat, 21 Nov 2026 08:30:00 GMT";
    (status, [(header::ETAG, "\"x\""), (header::LAST_MODIFIED, modified)]).into_response()
}

fn xml(text: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text.to_owned()).into_response()
}

async fn bucket() -> (Blobs, Shared) {
    let shared = Shared::default();
    let router = Router::new().fallback(answer).with_state(shared.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (Blobs::open(&Config::s3(config(endpoint, "key-id"))).unwrap(), shared)
}

fn config(endpoint: String, access_key_id: &str) -> S3Config {
    S3Config {
        bucket: "bucket".to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some(endpoint),
        access_key_id: access_key_id.to_owned(),
        secret_access_key: "sesame".to_owned(),
    }
}

#[tokio::test]
async fn files_go_to_the_bucket_and_come_back() {
    let (blobs, shared) = bucket().await;
    let content = noise(100_000);
    let blob = blobs.put(tenant(1), content.clone()).await.unwrap();
    blobs.put(tenant(1), content.clone()).await.unwrap();
    let hash = blob.hash.to_string();
    let key = format!("{}/{}/{}/{hash}", tenant(1), &hash[..2], &hash[2..4]);
    assert_eq!(shared.lock().unwrap().objects.keys().collect::<Vec<_>>(), [&key]);
    let puts = shared.lock().unwrap().requests.iter().filter(|request| request.starts_with("PUT")).count();
    assert_eq!(puts, 2, "what is there is sent again, which makes it young");
    assert_eq!(blobs.get(tenant(1), &blob.hash).await.unwrap(), content);
    assert_eq!(blobs.get_range(tenant(1), &blob.hash, 10..20).await.unwrap(), content.slice(10..20));
    assert_eq!(blobs.size(tenant(1), &blob.hash).await.unwrap(), Some(100_000));
    assert_eq!(blobs.get(tenant(2), &blob.hash).await.unwrap_err().kind(), ErrorKind::NotFound);
    blobs.delete(tenant(1), &blob.hash).await.unwrap();
    assert!(!blobs.exists(tenant(1), &blob.hash).await.unwrap());
}

#[tokio::test]
async fn large_streams_are_sent_in_parts() {
    let (blobs, shared) = bucket().await;
    let content = noise(12_345_678);
    let blob = blobs.put_stream(tenant(1), in_chunks(&content, 100_003)).await.unwrap();
    assert_eq!(blobs.get(tenant(1), &blob.hash).await.unwrap(), content);
    let parts =
        shared.lock().unwrap().requests.iter().filter(|request| request.contains("partNumber")).count();
    assert_eq!(parts, 3);
}

#[tokio::test]
async fn old_files_can_be_told_from_young_ones() {
    let (blobs, _) = bucket().await;
    let hash = blobs.put(tenant(1), Bytes::from_static(b"one")).await.unwrap().hash;
    blobs.put(tenant(2), Bytes::from_static(b"two")).await.unwrap();
    assert_eq!(blobs.organizations().await.unwrap(), [tenant(1), tenant(2)]);
    // The bucket says of everything that it was written at half past eight.
    let (before, after) = ("2026-11-21T08:30:00Z".parse().unwrap(), "2026-11-21T08:30:01Z".parse().unwrap());
    let old = async |then| blobs.stored_before(tenant(1), then).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!((old(before).await, old(after).await), (vec![], vec![hash]));
    assert!(!blobs.delete_stored_before(tenant(1), &hash, before).await.unwrap());
    assert!(blobs.delete_stored_before(tenant(1), &hash, after).await.unwrap());
    assert!(!blobs.delete_stored_before(tenant(1), &hash, after).await.unwrap(), "it is gone already");
    assert!(blobs.exists(tenant(2), &hash).await.is_ok_and(|there| !there));
}

#[tokio::test]
async fn an_organizations_files_can_be_deleted_together() {
    let (blobs, shared) = bucket().await;
    for length in [1, 2, 3] {
        blobs.put(tenant(1), noise(length)).await.unwrap();
    }
    blobs.put(tenant(2), noise(4)).await.unwrap();
    assert_eq!(blobs.delete_all(tenant(1)).await.unwrap(), 3);
    assert_eq!(shared.lock().unwrap().objects.len(), 1);
}

#[tokio::test]
async fn storage_that_refuses_or_is_gone_is_unavailable() {
    let (_, shared) = bucket().await;
    drop(shared);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let gone = Blobs::open(&Config::s3(config(format!("http://{free}"), "key-id"))).unwrap();
    let error = gone.put(tenant(1), noise(10)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "storage_unavailable"));
    assert!(!error.detail().contains("bucket"));
}

#[test]
fn credentials_are_not_printed() {
    let text = format!("{:?}", Config::s3(config("http://localhost".to_owned(), "key-id")));
    assert!(!text.contains("sesame") && !text.contains("key-id"), "{text}");
}
