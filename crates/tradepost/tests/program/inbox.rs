//! `tradepost inbox verify`, with deliveries that are genuine and with what becomes of them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::server::tradepost;

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../channels/tests/vectors");

/// Runs the command in a folder: its code, what it said, and what it complained of.
fn verify(folder: &Path, options: &[String]) -> (i32, String, String) {
    let mut arguments = vec!["inbox", "verify"];
    arguments.extend(options.iter().map(String::as_str));
    let output = tradepost(folder, &arguments).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The options of a delivery, with its own files.
fn options(folder: &Path) -> Vec<String> {
    let mut options: Vec<String> =
        fs::read_to_string(folder.join("options")).unwrap().lines().map(str::to_owned).collect();
    options.extend(["--headers", "headers", "--body", "body"].map(str::to_owned));
    options
}

fn deliveries() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(VECTORS)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 14, "{folders:?}");
    folders
}

fn vector(name: &str) -> PathBuf {
    Path::new(VECTORS).join(name)
}

/// The options with another value for one of them.
fn with(options: &[String], name: &str, value: &str) -> Vec<String> {
    let mut options = options.to_vec();
    match options.iter().position(|option| option == name) {
        Some(place) => value.clone_into(&mut options[place + 1]),
        None => options.extend([name.to_owned(), value.to_owned()]),
    }
    options
}

/// The options without one of them.
fn without(options: &[String], name: &str) -> Vec<String> {
    let mut options = options.to_vec();
    while let Some(place) = options.iter().position(|option| option == name) {
        options.drain(place..=place + 1);
    }
    options
}

#[test]
fn what_is_genuine_is_valid_and_a_changed_byte_is_not() {
    let changed = TempDir::new().unwrap();
    for folder in deliveries() {
        let options = options(&folder);
        let name = folder.display();
        assert_eq!(verify(&folder, &options), (0, "valid\n".to_owned(), String::new()), "{name}");

        let mut body = fs::read(folder.join("body")).unwrap();
        // Within a word of every body, so that it stays what it was otherwise.
        let place = body.windows(3).position(|part| part.iter().all(u8::is_ascii_alphanumeric)).unwrap();
        body[place] ^= 1;
        let path = changed.path().join("body");
        fs::write(&path, body).unwrap();
        let (code, text, complaint) = verify(&folder, &with(&options, "--body", path.to_str().unwrap()));
        assert_eq!((code, complaint.as_str()), (1, ""), "{name}: {text}");
        assert!(text.starts_with("invalid: ") && text.ends_with(".\n"), "{name}: {text}");
    }
}

#[test]
fn the_reason_says_what_to_do() {
    let empty = TempDir::new().unwrap();
    let none = empty.path().join("none");
    fs::write(&none, "\r\n\r\n").unwrap();
    let none = none.to_str().unwrap();
    for (name, option, value, says) in [
        ("shopify", "--headers", none, "The header X-Shopify-Hmac-Sha256 is missing."),
        ("shopify", "--secret", "another", "The secret is the app's client secret"),
        ("shopify", "--secret", "", "with an empty secret anybody could sign"),
        (
            "stripe",
            "--at",
            "2018-08-02T10:17:00Z",
            "It was signed 400 s before it came, and 300 s are allowed.",
        ),
        ("stripe", "--at", "2018-08-02T10:00:00Z", "It was signed 620 s after it came"),
        ("standard-webhooks", "--at", "2021-02-25T15:07:11Z", "It was signed 301 s before it came"),
        ("paypal", "--webhook-id", "WEBHOOK_ID", "it is the one that the developer dashboard shows"),
        (
            "amazon-sns-1",
            "--at",
            "2026-11-21T08:00:00Z",
            "The certificate was valid until 2022-08-17T23:59:59Z",
        ),
        (
            "amazon-sns-1",
            "--recipient",
            "arn:aws:sns:us-east-2:1:mine",
            "is addressed to the SNS topic arn:aws:sns:",
        ),
        ("adobe-io-events", "--recipient", "client_id2", "is addressed to the client id client_id1"),
        ("wix", "--at", "2026-11-21T09:00:00Z", "The token was valid until 2026-11-21T09:00:00Z"),
        ("wix", "--at", "2026-11-20T08:00:00Z", "The token is from 2026-11-21T08:00:00Z"),
    ] {
        let folder = vector(name);
        let (code, text, complaint) = verify(&folder, &with(&options(&folder), option, value));
        assert_eq!((code, complaint.as_str()), (1, ""), "{name} {option}: {text}");
        assert!(text.starts_with("invalid: ") && text.contains(says), "{name} {option}: {text}");
    }
}

#[test]
fn the_ping_of_a_new_webhook_is_known_for_what_it_is() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("headers"), "Content-Type: application/x-www-form-urlencoded\r\n").unwrap();
    fs::write(folder.path().join("body"), "webhook_id=12").unwrap();
    let options = ["--platform", "woocommerce", "--secret", "s", "--headers", "headers", "--body", "body"];
    let (code, text, _) = verify(folder.path(), &options.map(str::to_owned));
    assert_eq!(code, 1);
    assert!(text.starts_with("invalid: This is the ping that WooCommerce sends"), "{text}");
}

#[test]
fn an_option_that_is_wrong_is_named() {
    let damaged = TempDir::new().unwrap();
    let file = damaged.path().join("damaged");
    fs::write(&file, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\nno header\n").unwrap();
    let file = file.to_str().unwrap();
    let given = |name: &str| options(&vector(name));
    for (name, options, says) in [
        ("shopify", without(&given("shopify"), "--secret"), "--secret is missing: shopify signs"),
        (
            "shopify",
            with(&given("shopify"), "--public-key", file),
            "--public-key is of no use here: shopify signs",
        ),
        ("ebay", without(&given("ebay"), "--public-key"), "--public-key is missing: ebay signs"),
        ("ebay", with(&given("ebay"), "--public-key", file), "--public-key: The key is damaged."),
        (
            "ebay",
            with(&given("ebay"), "--public-key", "../wix/key.pem"),
            "--public-key: The key is not a key on",
        ),
        (
            "amazon-sns-1",
            without(&given("amazon-sns-1"), "--certificate"),
            "--certificate is missing: amazon-sns",
        ),
        ("paypal", without(&given("paypal"), "--webhook-id"), "--webhook-id is missing"),
        (
            "paypal",
            with(&given("paypal"), "--webhook-id", " "),
            "--webhook-id: The id of the webhook is missing",
        ),
        (
            "standard-webhooks",
            with(&given("standard-webhooks"), "--secret", "whsec_%"),
            "--secret: The secret is not",
        ),
        ("shopify", with(&given("shopify"), "--headers", file), "is no header: a header is written as"),
        ("shopify", with(&given("shopify"), "--body", "nowhere"), "--body: nowhere cannot be read"),
        ("shopify", with(&given("shopify"), "--platform", "shopware"), "'--platform <PLATFORM>'"),
        ("shopify", with(&given("shopify"), "--at", "noon"), "a time looks like 2026-11-21T08:30:00Z"),
        ("shopify", with(&given("shopify"), "--url", "inbox"), "an address looks like"),
        ("shopify", without(&given("shopify"), "--body"), "--body <FILE>"),
    ] {
        let (code, text, complaint) = verify(&vector(name), &options);
        assert_eq!((code, text.as_str()), (2, ""), "{name}: {complaint}");
        assert!(complaint.contains(says), "{says}: {complaint}");
    }
}
