//! `tradepost inbox verify`: is this delivery genuine, and if not, why? Nothing is fetched and nothing is stored.

pub(crate) mod send;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use channels::{
    Credentials, Delivery, GivenKey, Headers, Keys, Platform, Recipients, Rejection, RejectionCode,
    Unverified,
};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use kernel::{Env, Timestamp};
use secrets::Plaintext;

use crate::cli;

/// Those whose deliveries can be verified with what the options can say.
const PLATFORMS: [&str; 10] = [
    "shopify",
    "woocommerce",
    "stripe",
    "paypal",
    "ebay",
    "amazon-sns",
    "wix",
    "adobe-io-events",
    "adobe-commerce",
    "standard-webhooks",
];
/// What `clap` ends with when an option is wrong.
const USAGE: u8 = 2;

/// What is known of a delivery and of its sender.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Who is said to have sent it.
    #[arg(long, value_parser = platforms())]
    platform: Platform,
    /// The shared secret; twice while it is being changed.
    #[arg(long)]
    secret: Vec<String>,
    /// The sender's public key: a PEM file, or one that holds the whpk_… of Standard Webhooks.
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
    /// The sender's certificate, a PEM file. It is used as it is; of SNS's the time is checked.
    #[arg(long, value_name = "FILE", conflicts_with = "public_key")]
    certificate: Option<PathBuf>,
    /// The address that was registered with the platform, where the platform signs it. None of these does today.
    #[arg(long, value_parser = address)]
    url: Option<String>,
    /// The id that PayPal gave the webhook.
    #[arg(long)]
    webhook_id: Option<String>,
    /// Whom it must be addressed to: the ARN of an SNS topic, a client id at Adobe. Anyone when left out.
    #[arg(long)]
    recipient: Vec<String>,
    /// When it came, such as 2026-11-21T08:30:00Z; now when left out.
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Timestamp>,
    /// A file with its headers, one `Name: value` per line.
    #[arg(long, value_name = "FILE")]
    headers: PathBuf,
    /// A file with its body, byte for byte.
    #[arg(long, value_name = "FILE")]
    body: PathBuf,
}

/// An option that is wrong: what to say about it.
struct Usage(String);

/// What a platform signs with.
enum SignsWith {
    Secret,
    PublicKey,
    Certificate,
    SecretOrPublicKey,
}

fn platforms() -> impl TypedValueParser<Value = Platform> {
    PossibleValuesParser::new(PLATFORMS).try_map(|word| word.parse::<Platform>())
}

fn time(text: &str) -> Result<Timestamp, &'static str> {
    text.parse().map_err(|_| "a time looks like 2026-11-21T08:30:00Z")
}

fn address(text: &str) -> Result<String, &'static str> {
    match httpclient::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(text.to_owned()),
        _ => Err("an address looks like https://shop.example/inbox/1"),
    }
}

/// Prints the verdict.
pub(crate) fn verify(options: &Options) -> ExitCode {
    let (text, code) = match verdict(options) {
        Ok(Ok(())) => ("valid\n".to_owned(), ExitCode::SUCCESS),
        Ok(Err(rejection)) => (format!("invalid: {rejection}\n"), ExitCode::FAILURE),
        Err(Usage(detail)) => {
            drop(writeln!(std::io::stderr(), "tradepost: {detail}"));
            return ExitCode::from(USAGE);
        }
    };
    match cli::print(&text) {
        Ok(()) => code,
        Err(_) => ExitCode::from(USAGE),
    }
}

fn verdict(options: &Options) -> Result<Result<(), Rejection>, Usage> {
    let credentials = credentials(options)?;
    let headers = Headers::parse(&read("--headers", &options.headers)?)
        .map_err(|bad| Usage(format!("--headers: {}: {bad}.", options.headers.display())))?;
    let body = read("--body", &options.body)?;
    let delivery = Delivery {
        headers: &headers,
        body: &body,
        url: options.url.as_deref(),
        received_at: options.at.unwrap_or_else(|| Env::system().now()),
    };
    match channels::verify(options.platform, &delivery, &credentials, &Keys::new()) {
        Ok(()) => Ok(Ok(())),
        Err(Unverified::Rejected(rejection)) => match about_options(&rejection, options) {
            Some(option) => Err(Usage(format!("{option}: {rejection}"))),
            None => Ok(Err(rejection)),
        },
        Err(Unverified::KeyNeeded(request)) => {
            let detail =
                format!("Fetch the key from {} and give it as --public-key or --certificate.", request.url);
            Err(Usage(detail))
        }
    }
}

/// The option that is at fault when a delivery cannot be judged at all.
fn about_options(rejection: &Rejection, options: &Options) -> Option<&'static str> {
    match rejection.code() {
        RejectionCode::KeyUnusable if options.certificate.is_some() => Some("--certificate"),
        RejectionCode::KeyUnusable => Some("--public-key"),
        RejectionCode::SecretMalformed => Some("--secret"),
        RejectionCode::SettingMissing if options.platform == Platform::Paypal => Some("--webhook-id"),
        _ => None,
    }
}

fn credentials(options: &Options) -> Result<Credentials, Usage> {
    check(options)?;
    let public_key = options.public_key.as_deref().map(|path| read("--public-key", path)).transpose()?;
    let certificate = options.certificate.as_deref().map(|path| read("--certificate", path)).transpose()?;
    let recipients = match options.recipient.as_slice() {
        [] => Recipients::Anyone,
        ours => Recipients::Only(ours.to_vec()),
    };
    Ok(Credentials {
        secrets: options.secret.iter().map(|secret| Plaintext::new(secret.clone().into_bytes())).collect(),
        key: public_key.map(GivenKey::PublicKey).or(certificate.map(GivenKey::Certificate)),
        webhook_id: options.webhook_id.clone(),
        recipients,
        scheme: None,
    })
}

/// Refuses options that do not go with the platform, and names those that it needs.
fn check(options: &Options) -> Result<(), Usage> {
    let platform = options.platform.word().replace('_', "-");
    let signs_with = signs_with(options.platform);
    let (wanted, secret, public_key, certificate) = match signs_with {
        SignsWith::Secret => ("with a shared secret: give --secret", true, false, false),
        SignsWith::PublicKey => {
            ("with a key pair: give its public key as --public-key FILE", false, true, false)
        }
        SignsWith::Certificate => {
            let wanted = "with a certificate: give --certificate FILE, or its key as --public-key FILE";
            (wanted, false, true, true)
        }
        SignsWith::SecretOrPublicKey => {
            ("with a shared secret or a key pair: give --secret, or --public-key FILE", true, true, false)
        }
    };
    let given = [
        ("--secret", !options.secret.is_empty(), secret),
        ("--public-key", options.public_key.is_some(), public_key),
        ("--certificate", options.certificate.is_some(), certificate),
        ("--webhook-id", options.webhook_id.is_some(), options.platform == Platform::Paypal),
    ];
    if let Some((option, ..)) = given.iter().find(|(_, given, fits)| *given && !*fits) {
        return Err(Usage(format!("{option} is of no use here: {platform} signs {wanted}.")));
    }
    let missing = match signs_with {
        _ if given[..3].iter().any(|(_, given, _)| *given) => None,
        SignsWith::Secret | SignsWith::SecretOrPublicKey => Some("--secret"),
        SignsWith::PublicKey => Some("--public-key"),
        SignsWith::Certificate => Some("--certificate"),
    };
    if let Some(option) = missing {
        return Err(Usage(format!(
            "{option} is missing: {platform} signs {wanted}. Nothing is fetched here."
        )));
    }
    if options.platform == Platform::Paypal && options.webhook_id.is_none() {
        let detail = "--webhook-id is missing: the id of the webhook is part of what PayPal signs. The developer dashboard \
                      shows it; for events of the simulator it is WEBHOOK_ID.";
        return Err(Usage(detail.to_owned()));
    }
    Ok(())
}

fn signs_with(platform: Platform) -> SignsWith {
    match platform {
        Platform::Ebay | Platform::Wix | Platform::AdobeIoEvents | Platform::AdobeCommerce => {
            SignsWith::PublicKey
        }
        Platform::Paypal | Platform::AmazonSns => SignsWith::Certificate,
        Platform::StandardWebhooks => SignsWith::SecretOrPublicKey,
        _ => SignsWith::Secret,
    }
}

fn read(option: &str, path: &Path) -> Result<Vec<u8>, Usage> {
    std::fs::read(path)
        .map_err(|cause| Usage(format!("{option}: {} cannot be read: {cause}.", path.display())))
}
