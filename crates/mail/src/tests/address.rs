//! Addresses and configuration.

use super::house::config;
use crate::{EmailAddress, Mailer, SmtpConfig, SmtpSecurity};

#[test]
fn addresses_are_checked_and_made_uniform() {
    for (given, kept) in [
        ("ana@example.com", "ana@example.com"),
        ("  Ana.García+shop@Example.COM ", "Ana.García+shop@example.com"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@intranet", "ana@intranet"),
        ("o'brien@example.ie", "o'brien@example.ie"),
    ] {
        assert_eq!(given.parse::<EmailAddress>().unwrap().as_str(), kept);
    }
    let [one, other] = ["Ana@Example.com", "aNA@example.COM"].map(|a| a.parse::<EmailAddress>().unwrap());
    assert_eq!((one.key(), one.hash()), (other.key(), other.hash()));
    assert_eq!(format!("{one:?}"), "EmailAddress(…)");
}

#[test]
fn what_is_no_address_or_could_end_a_header_is_refused() {
    let long = format!("{}@{}.example", "a".repeat(64), "b".repeat(63).repeat(4));
    for text in [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@example.com\r\nBcc: eve@example.com",
        "ana\n@example.com",
        "ana@exam\r\nple.com",
        "ana@example.com, eve@example.com",
        "Ana <ana@example.com>",
        "\"ana garcia\"@example.com",
        "ana@[127.0.0.1]",
        "ana@127.0.0.1",
        "ana@-example.com",
        "ana@exa mple.com",
        "a..b@example.com",
        &long,
    ] {
        let refused = text.parse::<EmailAddress>().unwrap_err();
        assert_eq!(refused.fields()[0].field, "email", "{text}");
    }
}

#[tokio::test]
async fn all_mistakes_in_the_configuration_are_named_at_once() {
    let mut wrong = config();
    wrong.from_address = Some("nobody".to_owned());
    wrong.from_name = "Shop\r\nBcc: eve@example.com".to_owned();
    wrong.smtp = Some(SmtpConfig { security: SmtpSecurity::None, ..SmtpConfig::new("mail.example.com") });
    let error = Mailer::new(&wrong).unwrap_err();
    let fields: Vec<_> = error.fields().iter().map(|field| field.field.as_ref()).collect();
    assert_eq!(fields, ["mail.from_address", "mail.from_name", "mail.security"]);

    wrong = config();
    wrong.smtp =
        Some(SmtpConfig { extra_root_pem: Some("nonsense".to_owned()), ..SmtpConfig::new("mail.example") });
    assert_eq!(Mailer::new(&wrong).unwrap_err().fields()[0].field, "mail.ca_file");

    for url in ["http://localhost:8080", "http://127.0.0.1:8080", "https://[::1]/", "nonsense"] {
        let mut without_sender = config();
        without_sender.from_address = None;
        without_sender.public_url = url.to_owned();
        assert!(!Mailer::new(&without_sender).unwrap().is_configured(), "{url}");
    }
}

#[tokio::test]
async fn debug_output_holds_no_secret() {
    let mut config = config();
    let credentials = Some(("shop".to_owned(), "hunter2".to_owned()));
    config.smtp = Some(SmtpConfig { credentials, ..SmtpConfig::new("mail.example.com") });
    let shown = format!("{config:?} {:?}", Mailer::new(&config).unwrap());
    assert!(shown.contains("mail.example.com") && shown.contains("587"), "{shown}");
    assert!(!shown.contains("hunter2") && !shown.contains("7, 7"), "{shown}");
}
