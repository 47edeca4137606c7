use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use super::{FINDER, redact};

#[test]
fn the_pattern_compiles() {
    assert!(FINDER.is_some());
}

#[test]
fn what_must_not_leave_is_masked() {
    for (line, expected) in [
        ("sent to ada.lovelace+x@mail.example.org now", "sent to [email] now"),
        ("sent to <ada@example.org>", "sent to <[email]>"),
        ("GET /x?email=ada%40example.org&page=2", "GET /x?email=[email]&page=2"),
        ("für jörg@bücher.example", "für [email]"),
        ("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer [secret]"),
        ("header was Bearer eyJhbGciOi.J9-_x=", "header was Bearer [secret]"),
        ("key tp_live_4fX9abcDEF012 refused", "key tp_live_[secret] refused"),
        ("key tp_test_4fX9abcDEF012 refused", "key tp_test_[secret] refused"),
        ("postgres://shop:s3cr3t@db.example/shop", "postgres://[credentials]@db.example/shop"),
        ("password=hunter2 user=7", "password=[secret] user=7"),
        ("{\"password\":\"two words, \\\"quoted\\\"\",\"a\":1}", "{\"password\":\"[secret]\",\"a\":1}"),
        (
            "{\"m\":\"body {\\\"new_password\\\": \\\"a \\\\\\\"b\\\"}\"}",
            "{\"m\":\"body {\\\"new_password\\\": \\\"[secret]\\\"}\"}",
        ),
        ("reset_token: abc, next", "reset_token: [secret], next"),
        ("Cookie: a=b; tradepost_session=abc", "Cookie: [secret]"),
        ("Input { token: Some(\"abc\"), id: 7 }", "Input { token: Some(\"[secret]\"), id: 7 }"),
        ("set tradepost_session=abc; Path=/", "set tradepost_session=[secret]"),
        ("/app/verify#token=abc", "/app/verify#token=[secret]"),
        ("smtp_password = 'a b'", "smtp_password = '[secret]'"),
    ] {
        assert_eq!(redact(line), expected, "{line}");
    }
}

#[test]
fn what_people_need_stays() {
    for line in [
        "job_01h455vb4pex5vsknk084sn02q failed: attempt 3 of 5",
        "GET /api/v1/me 200 in 1.25 ms",
        "{\"timestamp\":\"2026-11-21T08:30:00.000000Z\",\"level\":\"INFO\",\"target\":\"web::gate\"}",
        "rust@1.95 and 3 @ 4",
        "the password is too short",
        "bearer tokens are accepted",
    ] {
        assert_eq!(redact(line), line);
    }
}

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Page {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Messages, fields, errors and the spans around them, in both formats.
#[test]
fn nothing_goes_around_it() {
    let (json, pretty) = (Page::default(), Page::default());
    let subscriber = tracing_subscriber::registry()
        .with(super::super::lines(json.clone(), false))
        .with(super::super::lines(pretty.clone(), true));
    tracing::subscriber::with_default(subscriber, || {
        let span = tracing::info_span!("request", email = "span@example.org");
        let _guard = span.enter();
        let error = kernel::Error::internal("no mailbox error@example.org");
        tracing::info!(password = "correct horse", to = %"field@example.org", %error, "told message@example.org");
        tracing::info!(body = "{\"token\":\"nested token\"}", key = ?"tp_live_abcDEF123", "done");
    });
    for page in [json, pretty] {
        let text = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
        for forbidden in ["example.org", "correct", "horse", "nested token", "abcDEF123"] {
            assert!(!text.contains(forbidden), "{forbidden} in {text}");
        }
        assert!(text.contains("[email]") && text.contains("[secret]"), "{text}");
    }
}

#[test]
fn json_lines_stay_json() {
    let page = Page::default();
    let subscriber = tracing_subscriber::registry().with(super::super::lines(page.clone(), false));
    tracing::subscriber::with_default(subscriber, || {
        tracing::info!(
            password = "a \"quoted\" \\ one",
            body = "{\"secret\":\"x \\\"y\"}",
            "told ada@example.org \"hi\""
        );
    });
    let text = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    let line: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
    assert_eq!(line["message"], "told [email] \"hi\"");
    assert_eq!(line["password"], "[secret]");
    assert_eq!(line["body"], "{\"secret\":\"[secret]\"}");
}
